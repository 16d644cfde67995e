//! The forum without Telegram: no token, no network, nothing to install.
//!
//! A rehearsal runs an emulated Telegram (the crate `telegram-emulator`) on a loopback port, the bot, which
//! talks to it as it would to Telegram, and a page of phones (`page`) on which one person plays all users.
//! Only the bot's settings differ from real ones: the address of the Bot API, the token, the database, the
//! clock.

mod access_guard;
pub mod clock_advancer;
mod emulate;
mod emulator_clock;
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

/// The instance that runs now; a restart replaces it.
#[derive(Clone)]
struct CurrentInstance(Arc<Mutex<Option<RehearsalInstance>>>);

impl CurrentInstance {
    fn new(instance: RehearsalInstance) -> Self {
        Self(Arc::new(Mutex::new(Some(instance))))
    }

    /// Reads the instance; `None` during a restart.
    fn read<T>(&self, read: impl FnOnce(&RehearsalInstance) -> T) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(read)
    }

    fn set(&self, instance: RehearsalInstance) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(instance);
    }

    async fn shut_down(&self) {
        let instance = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(instance) = instance {
            instance.shut_down().await;
        }
    }
}

/// What a rehearsal uses.
pub struct RehearsalOptions {
    /// The database that was named, or the copy of one; `None` for a temporary one.
    pub database_url: Option<String>,
    /// The folder of a temporary copy, deleted with this value.
    pub temp_dir: Option<TempDir>,
    /// Whether the event is the built-in one, because no event file was named.
    pub is_event_built_in: bool,
}

impl RehearsalOptions {
    fn open_request(&self) -> OpenRequest {
        OpenRequest {
            is_built_in_event: self.is_event_built_in,
            ..OpenRequest::new(DatabaseKind::CopyOfReal)
        }
    }
}

/// Rehearses until `stop`. Without a named database a temporary one is used, and a jump back in time restarts
/// the rehearsal with an empty one.
pub async fn run(
    programme: Programme,
    clock: Clock,
    options: RehearsalOptions,
    listener: TcpListener,
    stop: CancellationToken,
) -> Result<(), OpenError> {
    let address = listener.local_addr()?;
    let database_url = options.database_url.clone();
    let first =
        RehearsalInstance::start(&programme, &clock, database_url.clone(), options.open_request()).await?;
    let emulator = first.emulator.clone();
    let current = CurrentInstance::new(first);
    let config = page::RehearsalConfig {
        event_title: programme.title.get(Lang::Fr).to_owned(),
        time_zone: programme.zone,
        clock: clock.clone(),
        jump_targets: jump_targets::find_jump_targets(&programme),
        has_named_database: database_url.is_some(),
        role_labels: instance::ROLE_LABELS.to_vec(),
        bot_username: instance::bot_account().username,
        advance_clock: advance_callback(current.clone()),
        restart: restart_callback(current.clone(), programme, clock, database_url.is_some()),
        stop: stop.clone(),
    };
    let router = page::router(config, emulator).fallback_service(bot_pages(current.clone()));
    let router = access_guard::restrict_to_local(router, address);
    println!("Kozé rehearses: open http://{address}/ (the hall is at http://{address}/hall, Ctrl-C ends it)");
    tokio::spawn(stop_with(current.clone(), stop.clone()));
    http_server::serve(listener, router, ConnectionLimits::for_this_process(), stop).await;
    current.shut_down().await;
    Ok(())
}

/// Stops the instance as soon as the server has to stop: an open hall screen would keep its connection
/// otherwise, and the server waits for all connections.
async fn stop_with(current: CurrentInstance, stop: CancellationToken) {
    stop.cancelled().await;
    current.read(RehearsalInstance::stop);
}

/// Moves the clock of the current instance forward, with stops where something is due.
fn advance_callback(current: CurrentInstance) -> page::AdvanceClockCallback {
    Box::new(move |at| {
        let advancer = current.read(|instance| instance.clock_advancer.clone());
        async move {
            if let Some(advancer) = advancer {
                advancer.advance_to(at).await;
            }
        }
        .boxed()
    })
}

/// Replaces the current instance by one that starts at a moment with an empty database. A named database is
/// never emptied: that is an error.
fn restart_callback(
    current: CurrentInstance,
    programme: Programme,
    clock: Clock,
    has_named_database: bool,
) -> page::RestartCallback {
    Box::new(move |at| {
        let (current, programme, clock) = (current.clone(), programme.clone(), clock.clone());
        async move {
            anyhow::ensure!(
                !has_named_database,
                "a database that was named is not emptied: start again with another one"
            );
            current.shut_down().await;
            clock.jump(at);
            let request = OpenRequest::new(DatabaseKind::CopyOfReal);
            let next = RehearsalInstance::start(&programme, &clock, None, request).await?;
            let emulator = next.emulator.clone();
            current.set(next);
            Ok(emulator)
        }
        .boxed()
    })
}

/// The pages of the bot that runs now. `/hall` leads to the hall's screen, whose own address may be one that
/// cannot be guessed.
fn bot_pages(current: CurrentInstance) -> Router {
    let pages = move |request: Request| {
        let (router, hall_path) =
            current.read(|instance| (instance.pages.clone(), instance.hall_path.clone())).unwrap_or_default();
        async move {
            if request.uri().path() == "/hall" && !hall_path.is_empty() && hall_path != "/hall" {
                return Ok(Redirect::to(&hall_path).into_response());
            }
            router.oneshot(request).await
        }
    };
    Router::new().fallback(pages)
}
