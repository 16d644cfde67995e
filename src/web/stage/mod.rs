//! The page for the chair and the speakers, at a secret address: the question on the screen and the next one, the time
//! left in this point of the programme, and a line from the moderators, which is acknowledged by one touch.

mod acknowledgement;
mod page;
mod state;

pub use state::StageState;

use axum::Router;
use axum::routing::{get, post};

use super::screen_page::file;
use super::state::WebState;

/// The routes: the page, its event stream, the acknowledgement, its files.
pub fn router() -> Router<WebState> {
    Router::new()
        .route("/stage/{word}", get(page::page))
        .route("/stage/{word}/events", get(page::events))
        .route("/stage/{word}/seen", post(acknowledgement::receive))
        .route("/stage.js", file("text/javascript; charset=utf-8", include_str!("stage.js")))
        .route("/stage.css", file("text/css; charset=utf-8", include_str!("stage.css")))
}
