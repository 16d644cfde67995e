//! The scanning page: it reads ticket after ticket at the door, with and without a network.
//!
//! ```text
//! page    GET  /scan            the shell, which a service worker keeps for reloads without a network
//!         POST /scan/session    a one-time secret, or what Telegram signed, for a session in a cookie
//!         GET  /scan/state      the time, the number of people inside
//!         GET  /scan/list       codes, names, categories and needs; the page encrypts them at rest
//!         POST /scan/arrivals   what was scanned, each with its age; a result for each
//!         POST /scan/undo       takes one back
//! ```
//!
//! No picture leaves the phone: the browser reads the codes, or `qr.js` where it cannot, also without a network.
//!
//! Every request but those of the shell needs a session, a header that no form of another site can send, and a
//! role, which is read again each time.

mod arrivals;
mod attendee_list;
mod request;
mod session;
mod shell;
mod wording;

use axum::Router;
use axum::routing::{get, post};

use super::state::WebState;

/// The routes of the scanning page.
pub fn router() -> Router<WebState> {
    shell::router()
        .route("/scan/session", post(session::open))
        .route("/scan/leave", post(session::leave))
        .route("/scan/state", get(session::state))
        .route("/scan/list", get(attendee_list::load))
        .route("/scan/arrivals", post(arrivals::receive))
        .route("/scan/undo", post(arrivals::undo))
}
