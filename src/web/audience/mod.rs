//! The page for everybody in the hall, with Telegram or without: the present point, asking, supporting, one's own
//! questions, the programme. It is plain HTML that works without a script; with one it is kept current.
//!
//! ```text
//! GET  /            (and /join)  the page          GET  /q/live     changes, as an event stream
//! POST /q/ask …                  the forms          GET  /q/data     what is stored about the visitor
//! ```

mod content;
mod feed;
mod form;
mod live;
mod page;
mod parts;
mod view;
mod visitor;

use axum::Router;
use axum::routing::{get, post};

use super::screen_page::file;
use super::state::WebState;

/// The routes of the page, its files and its forms.
pub fn router() -> Router<WebState> {
    Router::new()
        .route("/", get(page::show))
        .route("/join", get(page::show))
        .route("/q/live", get(live::events))
        .route("/q/data", get(page::show_data))
        .route("/q/ask", post(form::ask))
        .route("/q/vote", post(form::vote))
        .route("/q/withdraw", post(form::withdraw))
        .route("/q/instead", post(form::vote_instead))
        .route("/q/take", post(form::take_along))
        .route("/q/floor", post(form::floor))
        .route("/q/erase", post(form::erase))
        .route("/audience.css", file("text/css; charset=utf-8", include_str!("audience.css")))
        .route("/audience.js", file("text/javascript; charset=utf-8", include_str!("audience.js")))
}
