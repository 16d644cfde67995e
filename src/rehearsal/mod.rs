//! The forum without Telegram: no token, no network, nothing to install.
//!
//! A small world of people and chats (`world`), a Bot API over it on a loopback port (`api`), the
//! bot itself talking to that as it would to Telegram, and a page of phones (`page`) to play the
//! people. It changes two settings only: the Bot API's address and the clock.

mod access_guard;
pub mod bot_api;
pub mod clock_advancer;
mod emulate;
pub mod emulator;
pub mod instance;
mod jump_targets;
mod page;

pub use emulate::emulate;
pub use jump_targets::default_start_time;

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect};
use futures_util::FutureExt;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::app::OpenError;
use crate::clock::Clock;
use crate::database_identity::{DatabaseKind, OpenRequest};
use crate::i18n::Lang;
use crate::programme::Programme;
use crate::web::http_server::{self, ConnectionLimits};
use instance::RehearsalInstance;

/// What is on: replaced whole when the rehearsal begins afresh.
type CurrentInstance = Arc<Mutex<Option<RehearsalInstance>>>;

/// What is rehearsed on.
pub struct RehearsalOptions {
    /// A database to keep, or a copy; a temporary one where none is named.
    pub database_url: Option<String>,
    /// Where a temporary copy lies.
    pub temp_dir: Option<TempDir>,
    /// No event file was named.
    pub is_event_built_in: bool,
}

impl RehearsalOptions {
    fn identity_claim(&self) -> OpenRequest {
        OpenRequest {
            is_built_in_event: self.is_event_built_in,
            ..OpenRequest::new(DatabaseKind::CopyOfReal)
        }
    }
}

/// Rehearses until `stop`. Without a database of one's own a temporary one is used, and a jump
/// back in time begins afresh.
pub async fn run(
    programme: Programme,
    clock: Clock,
    on: RehearsalOptions,
    listener: TcpListener,
    stop: CancellationToken,
) -> Result<(), OpenError> {
    let address = listener.local_addr()?;
    let (claim, database_url) = (on.identity_claim(), on.database_url.clone());
    let first = RehearsalInstance::start(&programme, &clock, database_url.clone(), claim).await?;
    let emulator = first.emulator.clone();
    let on_stage: CurrentInstance = Arc::new(Mutex::new(Some(first)));
    let setting = page::RehearsalConfig {
        event_title: programme.title.get(Lang::Fr).to_owned(),
        time_zone: programme.zone,
        clock: clock.clone(),
        jump_targets: jump_targets::find_jump_targets(&programme),
        has_named_database: database_url.is_some(),
        role_labels: instance::ROLE_LABELS.to_vec(),
        bot_username: instance::bot_account().username,
        advance_clock: clock_callback(Arc::clone(&on_stage)),
        restart: restart_callback(Arc::clone(&on_stage), programme, clock, database_url),
        stop: stop.clone(),
    };
    let router = page::router(setting, emulator).fallback_service(bot_pages(Arc::clone(&on_stage)));
    let router = access_guard::restrict_to_local(router, address);
    println!("Kozé rehearses: open http://{address}/ (the hall is at http://{address}/hall, Ctrl-C ends it)");
    let told = Arc::clone(&on_stage);
    let told_to = stop.clone();
    let stopped = async move {
        told_to.cancelled().await;
        // a hall that is open somewhere listens for as long as it is spoken to
        if let Some(on) = told.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            on.stop();
        }
    };
    tokio::spawn(stopped);
    http_server::serve(listener, router, ConnectionLimits::for_this_process(), stop).await;
    let last = on_stage.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(last) = last {
        last.shut_down().await;
    }
    Ok(())
}

/// Moves the clock of what is on forward, stopping where something is due.
fn clock_callback(on_stage: CurrentInstance) -> page::AdvanceClockCallback {
    Box::new(move |at| {
        let leap = on_stage
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .map(|performance| performance.clock_advancer.clone());
        async move {
            if let Some(leap) = leap {
                leap.advance_to(at).await;
            }
        }
        .boxed()
    })
}

/// Ends what is on and begins anew at a moment, with an empty database.
fn restart_callback(
    on_stage: CurrentInstance,
    programme: Programme,
    clock: Clock,
    database_url: Option<String>,
) -> page::RestartCallback {
    Box::new(move |at| {
        let (on_stage, programme, clock) = (Arc::clone(&on_stage), programme.clone(), clock.clone());
        let kept = database_url.is_some();
        async move {
            anyhow::ensure!(!kept, "a database that was named is not emptied: start again with another one");
            let before = on_stage.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(before) = before {
                before.shut_down().await;
            }
            clock.jump(at);
            let next = RehearsalInstance::start(
                &programme,
                &clock,
                None,
                OpenRequest::new(DatabaseKind::CopyOfReal),
            )
            .await?;
            let emulator = next.emulator.clone();
            *on_stage.lock().unwrap_or_else(PoisonError::into_inner) = Some(next);
            Ok(emulator)
        }
        .boxed()
    })
}

/// The bot's own pages, whichever bot is on. Who rehearses finds the hall's screen at `/hall`, also where
/// its address is one that nobody can guess.
fn bot_pages(on_stage: CurrentInstance) -> Router {
    let pages = move |request: Request| {
        let on = on_stage.lock().unwrap_or_else(PoisonError::into_inner);
        let (router, hall) = on.as_ref().map_or_else(
            || (Router::new(), String::new()),
            |performance| (performance.pages.clone(), performance.hall_path.clone()),
        );
        async move {
            if request.uri().path() == "/hall" && !hall.is_empty() && hall != "/hall" {
                return Ok(Redirect::to(&hall).into_response());
            }
            router.oneshot(request).await
        }
    };
    Router::new().fallback(pages)
}
