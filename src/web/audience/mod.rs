//! The page for everybody in the hall, with Telegram or without: the present point, asking, supporting, one's own
//! questions, the programme. It is plain HTML that works without a script; with one it is kept current.
//!
//! ```text
//! GET  /            (and /join)  the page          GET  /q/live     changes, as an event stream
//! POST /q/ask …                  what somebody does GET  /q/data     what is stored about them
//! ```

mod feed;
mod form;
mod limits;
mod live;
mod page;
mod parts;
mod view;
mod visitor;

pub use feed::AudienceState;
pub use limits::RequestLimits;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use super::live_feed::{LiveFeed, ViewerLimits};
use super::screen_page::file;
use super::state::WebState;

/// What this page keeps for all requests of a process.
#[derive(Clone)]
pub struct AudiencePage(Arc<Shared>);

struct Shared {
    feed: LiveFeed<AudienceState>,
    limits: RequestLimits,
    signer: visitor::CachedSigner,
}

impl AudiencePage {
    /// A page that so many may keep open.
    pub fn new(limits: ViewerLimits) -> Self {
        Self(Arc::new(Shared {
            feed: LiveFeed::new(limits),
            limits: RequestLimits::default(),
            signer: visitor::CachedSigner::default(),
        }))
    }

    /// What the open pages show.
    pub fn feed(&self) -> &LiveFeed<AudienceState> {
        &self.0.feed
    }

    /// How much may be asked of this process.
    pub fn limits(&self) -> &RequestLimits {
        &self.0.limits
    }

    /// Signs cookies and forms.
    pub(crate) fn signer(&self) -> &visitor::CachedSigner {
        &self.0.signer
    }
}

/// The routes of the page, its files and what somebody does there.
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
