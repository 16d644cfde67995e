//! The forum without Telegram: no token, no network, nothing to install.
//!
//! A small world of people and chats (`world`), a Bot API over it on a loopback port (`api`), the
//! bot itself talking to that as it would to Telegram, and a page of phones (`page`) to play the
//! people. It changes two settings only: the Bot API's address and the clock.

pub mod api;
mod emulate;
pub mod leap;
mod moments;
mod own;
mod page;
pub mod performance;
pub mod world;

pub use emulate::emulate;
pub use moments::eleven_days_before;

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect};
use futures_util::FutureExt;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::clock::Clock;
use crate::i18n::Lang;
use crate::identity::{Claim, Kind};
use crate::programme::Programme;
use crate::web::serving::{self, Quota};
use performance::Performance;

/// What is on: replaced whole when the rehearsal begins afresh.
type OnStage = Arc<Mutex<Option<Performance>>>;

/// What is rehearsed on.
pub struct On {
    /// A database to keep, or a copy; a temporary one where none is named.
    pub database_url: Option<String>,
    /// Where a temporary copy lies.
    pub folder: Option<TempDir>,
    /// No event file was named.
    pub is_built_in: bool,
}

impl On {
    fn claim(&self) -> Claim {
        Claim { is_built_in: self.is_built_in, ..Claim::of(Kind::Copy) }
    }
}

/// Rehearses until `stop`. Without a database of one's own a temporary one is used, and a jump
/// back in time begins afresh.
pub async fn run(
    programme: Programme,
    clock: Clock,
    on: On,
    listener: TcpListener,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let (claim, database_url) = (on.claim(), on.database_url.clone());
    let first = Performance::begin(&programme, &clock, database_url.clone(), claim).await?;
    let world = first.world.clone();
    let on_stage: OnStage = Arc::new(Mutex::new(Some(first)));
    let setting = page::Setting {
        event: programme.title.get(Lang::Fr).to_owned(),
        zone: programme.zone,
        clock: clock.clone(),
        jumps: moments::jumps(&programme),
        named_database: database_url.is_some(),
        parts: performance::PARTS.to_vec(),
        bot: performance::bot().username,
        leap: leap(Arc::clone(&on_stage)),
        afresh: afresh(Arc::clone(&on_stage), programme, clock, database_url),
        stop: stop.clone(),
    };
    let router = page::routes(setting, world).fallback_service(hall(Arc::clone(&on_stage)));
    let router = own::guard(router, address);
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
    serving::serve(listener, router, Quota::of_this_process(), stop).await;
    let last = on_stage.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(last) = last {
        last.end().await;
    }
    Ok(())
}

/// Moves the clock of what is on forward, stopping where something is due.
fn leap(on_stage: OnStage) -> page::Leap {
    Box::new(move |at| {
        let leap = on_stage
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .map(|performance| performance.leap.clone());
        async move {
            if let Some(leap) = leap {
                leap.go(at).await;
            }
        }
        .boxed()
    })
}

/// Ends what is on and begins anew at a moment, with an empty database.
fn afresh(
    on_stage: OnStage,
    programme: Programme,
    clock: Clock,
    database_url: Option<String>,
) -> page::Afresh {
    Box::new(move |at| {
        let (on_stage, programme, clock) = (Arc::clone(&on_stage), programme.clone(), clock.clone());
        let kept = database_url.is_some();
        async move {
            anyhow::ensure!(!kept, "a database that was named is not emptied: start again with another one");
            let before = on_stage.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(before) = before {
                before.end().await;
            }
            clock.jump(at);
            let next = Performance::begin(&programme, &clock, None, Claim::of(Kind::Copy)).await?;
            let world = next.world.clone();
            *on_stage.lock().unwrap_or_else(PoisonError::into_inner) = Some(next);
            Ok(world)
        }
        .boxed()
    })
}

/// The bot's own pages, whichever bot is on. Who rehearses finds the hall's screen at `/hall`, also where
/// its address is one that nobody can guess.
fn hall(on_stage: OnStage) -> Router {
    let pages = move |request: Request| {
        let on = on_stage.lock().unwrap_or_else(PoisonError::into_inner);
        let (router, hall) = on.as_ref().map_or_else(
            || (Router::new(), String::new()),
            |performance| (performance.pages.clone(), performance.hall.clone()),
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
