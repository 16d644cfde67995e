//! The pages of the bot: the hall screen for everybody, the page for everybody, the stage for the chair, the scanning
//! page for the door, the account of the questions and the rule to read, health and metrics for the operators.

mod account_page;
mod audience;
mod audience_state;
mod client_address;
mod cookies;
mod entrance_screen;
mod event_stream;
mod hall_notices;
mod hall_screen;
mod health;
pub mod http_server;
mod live_feed;
mod live_renderer;
mod page_request;
mod question_wording;
mod rendered;
mod request_limits;
mod scanner;
mod screen_page;
mod screen_state;
mod stage;
mod state;
mod text_page;

pub use audience_state::AudiencePage;
pub use live_feed::{LiveFeed, ViewerLimits};
pub use state::WebState;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;

use audience_state::AudienceState;
use live_renderer::run_renderer;
use screen_state::ScreenState;
use stage::StageState;

/// The pages of a listener for everybody and for operators.
pub fn router(pages: WebState) -> Router {
    public_routes()
        .merge(admin_routes())
        .layer(map_response(set_safety_headers))
        .with_state(start_renderers(pages))
}

/// The pages for everybody.
pub fn public_router(pages: WebState) -> Router {
    public_routes().layer(map_response(set_safety_headers)).with_state(start_renderers(pages))
}

/// The pages for operators.
pub fn admin_router(pages: WebState) -> Router {
    admin_routes().layer(map_response(set_safety_headers)).with_state(pages)
}

/// Starts the tasks that render the hall screen, the stage and the open pages of the audience while they have viewers.
fn start_renderers(pages: WebState) -> WebState {
    tokio::spawn(run_renderer::<ScreenState>(pages.clone()));
    tokio::spawn(run_renderer::<StageState>(pages.clone()));
    tokio::spawn(run_renderer::<AudienceState>(pages.clone()));
    pages
}

fn public_routes() -> Router<WebState> {
    hall_screen::router()
        .merge(entrance_screen::router())
        .merge(scanner::router())
        .merge(audience::router())
        .merge(stage::router())
        .merge(account_page::router())
        .route("/healthz", get(|| async { "ok\n" }))
}

fn admin_routes() -> Router<WebState> {
    Router::new().route("/readyz", get(health::ready)).route("/metrics", get(health::metrics))
}

/// Sets the headers of every response: its type is not guessed, and it is not cached unless it allows that.
pub async fn set_safety_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
