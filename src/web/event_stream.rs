//! Streams of server-sent events: each viewer of a page gets what its feed has, and who is too many is told so.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::http_server::{self, PeerAddress};
use super::live_feed::{LiveFeed, ViewerPermit};
use super::state::WebState;
use crate::clock::Clock;
use crate::i18n::{Lang, texts};

/// How often an idle stream sends a comment, so that the page knows that it is connected.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);
/// After how many seconds a viewer who was refused may try again.
const RETRY_AFTER_SECONDS: &str = "30";

/// Streams the states of a feed as `to_event` writes them, which ends the stream with `None`. With `repeat`, the last
/// state is sent again so often.
pub fn respond<T, E>(
    pages: &WebState,
    feed: &LiveFeed<T>,
    peer: Option<PeerAddress>,
    headers: &HeaderMap,
    repeat: Option<Duration>,
    to_event: E,
) -> Response
where
    T: Send + Sync + 'static,
    E: Fn(&T) -> Option<Event> + Send + 'static,
{
    let from = peer.map(|PeerAddress(peer)| forwarded_client(peer, headers));
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
        to_event,
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

/// The address of the client: behind a proxy in the own network the one that it forwards, else the peer's.
fn forwarded_client(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !http_server::is_proxy(peer) {
        return http_server::client_address(peer);
    }
    let forwarded = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    http_server::client_address(last.unwrap_or(peer))
}

/// The event stream of one viewer.
struct Viewer<T, E> {
    /// Whether the first comment was sent, which confirms the connection.
    is_greeted: bool,
    latest: watch::Receiver<Option<Arc<T>>>,
    clock: Clock,
    stop: CancellationToken,
    repeat: Option<Duration>,
    to_event: E,
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
    E: Fn(&T) -> Option<Event> + Send + 'static,
{
    stream::unfold(viewer, |mut viewer| async move {
        if !std::mem::replace(&mut viewer.is_greeted, true) {
            return Some((Ok(Event::default().comment("")), viewer));
        }
        while viewer.next().await {
            let state = viewer.latest.borrow_and_update().clone();
            if let Some(state) = state {
                let event = (viewer.to_event)(&state)?;
                return Some((Ok(event), viewer));
            }
        }
        None
    })
}
