//! The pages of the hall screen.

use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::sse::Event;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};

use super::event_stream::{self, StreamStep};
use super::http_server::PeerAddress;
use super::rendered::RenderedScreen;
use super::screen_page::{self, NO_STORE, file};
use super::state::WebState;
use crate::questions;

/// How long the QR code waits until the bot's name is known.
const BOT_NAME_TIMEOUT: Duration = Duration::from_secs(5);

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
    let read = async {
        let mut conn = pages.db.reader().await?;
        questions::screen_path(&mut conn, &pages.programme).await
    };
    let path = pages.screen_path.get_or_try_init(|| read).await;
    let path = path.map_err(|_: sqlx::Error| StatusCode::SERVICE_UNAVAILABLE)?;
    if uri.path() == format!("{path}{suffix}") { Ok(()) } else { Err(StatusCode::NOT_FOUND) }
}

async fn page(State(pages): State<WebState>, uri: Uri) -> Result<impl IntoResponse, StatusCode> {
    check_screen_path(&pages, &uri, "").await?;
    Ok(screen_page::page(include_str!("hall.html")))
}

/// The QR code of the link that asks a question, or leads to the account of them.
async fn qr_code(State(pages): State<WebState>, uri: Uri) -> Result<Response, StatusCode> {
    check_screen_path(&pages, &uri, "/code.svg").await?;
    let mut latest = pages.screen_feed.subscribe();
    let screen = pages.clock.timeout(BOT_NAME_TIMEOUT, latest.wait_for(Option::is_some)).await;
    let screen = screen.and_then(Result::ok).and_then(|screen| screen.clone());
    let link = screen.ok_or(StatusCode::SERVICE_UNAVAILABLE)?.code_url.clone();
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
    let to_step =
        |screen: &RenderedScreen| StreamStep::Send(Event::default().event("state").data(&screen.json));
    Ok(event_stream::respond(&pages, &pages.screen_feed, peer.as_ref(), &headers, None, to_step))
}
