//! What the pages need.

use std::sync::Arc;

use axum::http::HeaderName;
use tokio::sync::{OnceCell, watch};
use tokio_util::sync::CancellationToken;

use super::audience_state::AudiencePage;
use super::live_feed::LiveFeed;
use super::rendered::{RenderedScreen, RenderedStage};
use crate::clock::Clock;
use crate::db::Db;
use crate::dispatch::BrowserTurns;
use crate::metrics::Metrics;
use crate::programme::{Programme, Schedule};
use crate::telegram::web_app::InitDataKey;
use crate::turn::EventContext;
use crate::visitors::Difficulty;

/// What the pages need; shared by all requests.
#[derive(Clone)]
pub struct WebState {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    pub metrics: Arc<Metrics>,
    /// Changes with every commit.
    pub state_changed: watch::Sender<u64>,
    /// The state that the hall screens show.
    pub screen_feed: LiveFeed<RenderedScreen>,
    /// The path of the hall screen, which stays the same while the process runs.
    pub screen_path: Arc<OnceCell<String>>,
    /// The state that the stage shows.
    pub stage_feed: LiveFeed<RenderedStage>,
    /// What the page for everybody keeps for all of its requests.
    pub audience: AudiencePage,
    /// Handles what people do on that page.
    pub browser_turns: BrowserTurns,
    /// The header in which a proxy in the own network names the client's address.
    pub proxy_header: HeaderName,
    /// How much work the page of a new visitor has to do.
    pub proof_difficulty: Difficulty,
    /// Checks who opened a page inside Telegram.
    pub init_data_key: InitDataKey,
    /// Ends the event streams.
    pub stop: CancellationToken,
}

impl WebState {
    /// The event at this moment.
    pub fn event_context<'a>(&'a self, schedule: &'a Schedule) -> EventContext<'a> {
        EventContext {
            programme: &self.programme,
            schedule,
            now: self.clock.event_now(),
            real_now: self.clock.real_now(),
        }
    }
}
