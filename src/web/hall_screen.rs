//! The pages of the hall screen.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::client_address::client_address;
use super::http_server::PeerAddress;
use super::screen_feed::{RenderedScreen, ViewerPermit};
use super::screen_page::{self, NO_STORE, file};
use super::screen_renderer::screen_path;
use super::state::WebState;

/// How often an idle stream sends a comment, so that the screen knows that it is connected.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);
/// How long the QR code waits until the bot's name is known.
const BOT_NAME_TIMEOUT: Duration = Duration::from_secs(5);
/// After how many seconds a viewer who was refused may try again.
const RETRY_AFTER_SECONDS: &str = "30";
/// The routes of the screen: the page, its files, its event stream and the QR code.
pub fn router() -> Router<WebState> {
    Router::new()
        .route("/hall", get(page))
        .route("/hall/events", get(events))
        .route("/hall/code.svg", get(qr_code))
        .route("/hall/{key}", get(page))
        .route("/hall/{key}/events", get(events))
        .route("/hall/{key}/code.svg", get(qr_code))
        .route("/hall.js", file("text/javascript; charset=utf-8", include_str!("hall.js")))
        .route("/hall.css", file("text/css; charset=utf-8", include_str!("hall.css")))
}

/// Refuses every address but that of the screen, which may be secret. `suffix` follows the screen's path.
async fn check_screen_path(pages: &WebState, uri: &Uri, suffix: &str) -> Result<(), StatusCode> {
    let path = screen_path(pages).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    if uri.path() == format!("{path}{suffix}") { Ok(()) } else { Err(StatusCode::NOT_FOUND) }
}

async fn page(State(pages): State<WebState>, uri: Uri) -> Result<impl IntoResponse, StatusCode> {
    check_screen_path(&pages, &uri, "").await?;
    Ok(screen_page::page(include_str!("hall.html")))
}

/// The QR code of the link that asks a question.
async fn qr_code(State(pages): State<WebState>, uri: Uri) -> Result<Response, StatusCode> {
    check_screen_path(&pages, &uri, "/code.svg").await?;
    let mut latest = pages.screen_feed.subscribe();
    let screen = pages.clock.timeout(BOT_NAME_TIMEOUT, latest.wait_for(Option::is_some)).await;
    let screen = screen.and_then(Result::ok).and_then(|screen| screen.clone());
    let link = screen.ok_or(StatusCode::SERVICE_UNAVAILABLE)?.link.clone();
    if link.is_empty() {
        return Err(StatusCode::NOT_FOUND);
    }
    let code = qrcode::QrCode::new(link).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(400, 400).build();
    Ok(([NO_STORE, (header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

async fn events(
    State(pages): State<WebState>,
    peer: Option<Extension<PeerAddress>>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    check_screen_path(&pages, &uri, "/events").await?;
    let from = client_address(peer.as_ref(), &headers, &pages.proxy_header);
    let Some(permit) = pages.screen_feed.try_admit(from) else {
        let retry_after = [(header::RETRY_AFTER, RETRY_AFTER_SECONDS)];
        return Ok((StatusCode::SERVICE_UNAVAILABLE, retry_after).into_response());
    };
    // a proxy in front must neither buffer nor compress the stream
    let unbuffered: [(HeaderName, &str); 2] = [
        (header::CACHE_CONTROL, "no-cache, no-store, no-transform"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    let states =
        Sse::new(state_stream(&pages, permit)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE_INTERVAL));
    Ok((unbuffered, states).into_response())
}

/// The event stream of one viewer.
struct ViewerStream {
    /// Whether the first comment was sent, which confirms the connection.
    is_greeted: bool,
    latest: watch::Receiver<Option<Arc<RenderedScreen>>>,
    stop: CancellationToken,
    _permit: ViewerPermit,
}

/// Sends a comment at once, and every state from now on.
fn state_stream(
    pages: &WebState,
    permit: ViewerPermit,
) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let viewer = ViewerStream {
        is_greeted: false,
        latest: pages.screen_feed.subscribe(),
        stop: pages.stop.clone(),
        _permit: permit,
    };
    stream::unfold(viewer, |mut viewer| async move {
        if !std::mem::replace(&mut viewer.is_greeted, true) {
            return Some((Ok(Event::default().comment("")), viewer));
        }
        loop {
            tokio::select! {
                changed = viewer.latest.changed() => changed.ok()?,
                () = viewer.stop.cancelled() => return None,
            }
            let screen = viewer.latest.borrow_and_update().clone();
            if let Some(screen) = screen {
                return Some((Ok(Event::default().event("state").data(&screen.json)), viewer));
            }
        }
    })
}
