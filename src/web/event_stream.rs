//! Streams of server-sent events: each viewer of a page gets what its feed has, and who is too many is told so.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::client_address::client_address;
use super::http_server::PeerAddress;
use super::live_feed::{LiveFeed, ViewerPermit};
use super::state::WebState;
use crate::clock::Clock;
use crate::i18n::{Lang, texts};

/// How often an idle stream sends a comment, so that the page knows that it is connected.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);
/// After how many seconds a viewer who was refused may try again.
const RETRY_AFTER_SECONDS: &str = "30";

/// What follows from a state for one viewer.
pub enum StreamStep {
    Send(Event),
    /// Nothing has changed for this viewer.
    Skip,
    /// The page is not theirs any more.
    End,
}

/// Streams the states of a feed as `to_step` writes them for this viewer. With `repeat`, the last state is sent again
/// so often.
pub fn respond<T, E>(
    pages: &WebState,
    feed: &LiveFeed<T>,
    peer: Option<&Extension<PeerAddress>>,
    headers: &HeaderMap,
    repeat: Option<Duration>,
    to_step: E,
) -> Response
where
    T: Send + Sync + 'static,
    E: FnMut(&T) -> StreamStep + Send + 'static,
{
    let from = client_address(peer, headers, &pages.proxy_header);
    let Some(permit) = feed.try_admit(from) else { return full() };
    // a proxy in front must neither buffer nor compress the stream
    let unbuffered: [(HeaderName, &str); 2] = [
        (header::CACHE_CONTROL, "no-cache, no-store, no-transform"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    let viewer = Viewer {
        is_greeted: false,
        latest: feed.subscribe(),
        clock: pages.clock.clone(),
        stop: pages.stop.clone(),
        repeat,
        to_step,
        _permit: permit,
    };
    let states = Sse::new(state_stream(viewer)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE_INTERVAL));
    (unbuffered, states).into_response()
}

/// The refusal of a viewer who is too many, to be read by people.
fn full() -> Response {
    let lines: Vec<String> = Lang::ALL.iter().map(|&lang| texts(lang).label("hall-full")).collect();
    let headers =
        [(header::RETRY_AFTER, RETRY_AFTER_SECONDS), (header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (StatusCode::SERVICE_UNAVAILABLE, headers, lines.join("\n") + "\n").into_response()
}

/// The event stream of one viewer.
struct Viewer<T, E> {
    /// Whether the first comment was sent, which confirms the connection.
    is_greeted: bool,
    latest: watch::Receiver<Option<Arc<T>>>,
    clock: Clock,
    stop: CancellationToken,
    repeat: Option<Duration>,
    to_step: E,
    _permit: ViewerPermit,
}

impl<T, E> Viewer<T, E> {
    /// Waits until the last state is to be sent; false at the end of the stream.
    async fn next(&mut self) -> bool {
        let Self { latest, clock, stop, repeat, .. } = self;
        let repeat = async {
            match repeat {
                Some(interval) => clock.sleep(*interval).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = latest.changed() => changed.is_ok(),
            () = repeat => true,
            () = stop.cancelled() => false,
        }
    }
}

/// Sends a comment at once, and every state from now on.
fn state_stream<T, E>(viewer: Viewer<T, E>) -> impl Stream<Item = Result<Event, Infallible>>
where
    T: Send + Sync + 'static,
    E: FnMut(&T) -> StreamStep + Send + 'static,
{
    stream::unfold(viewer, |mut viewer| async move {
        if !std::mem::replace(&mut viewer.is_greeted, true) {
            return Some((Ok(Event::default().comment("")), viewer));
        }
        while viewer.next().await {
            let state = viewer.latest.borrow_and_update().clone();
            let Some(state) = state else { continue };
            match (viewer.to_step)(&state) {
                StreamStep::Send(event) => return Some((Ok(event), viewer)),
                StreamStep::Skip => {}
                StreamStep::End => return None,
            }
        }
        None
    })
}
