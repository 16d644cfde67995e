//! What all open pages show, loaded once for all of them. Nothing is read from the database while no page is open.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::parts::LiveParts;
use crate::i18n::Lang;
use crate::programme;
use crate::questions::browser::{AudienceSnapshot, load_snapshot};
use crate::turn::EventContext;
use crate::web::state::WebState;
use crate::web::viewer_limit::ViewerLimit;

/// Questions that a page lists: about three screens of a phone.
pub const MAX_LISTED: i64 = 30;
/// The least time between two loads: a page need not follow every vote.
const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(800);
/// How often it is loaded without a commit of this instance: the time changes, and another instance may have
/// committed.
const REFRESH_INTERVAL: Duration = Duration::from_secs(5);
/// Most pages that are kept current, and most of one address: a whole wireless network may have one.
const MAX_VIEWERS: usize = 1_500;
const MAX_VIEWERS_PER_ADDRESS: usize = 1_000;

/// What the open pages show.
pub struct AudienceFeed {
    latest: watch::Sender<Option<Arc<LiveState>>>,
    viewer_arrived: Notify,
    pub(crate) limit: ViewerLimit,
}

/// What pages show at one moment.
pub struct LiveState {
    pub snapshot: AudienceSnapshot,
    /// The changing parts of the page in each language of the event.
    parts: Vec<(Lang, LiveParts)>,
}

impl LiveState {
    /// The parts in one language of the event.
    pub fn parts(&self, lang: Lang) -> Option<&LiveParts> {
        self.parts.iter().find(|(its, _)| *its == lang).map(|(_, parts)| parts)
    }
}

impl Default for AudienceFeed {
    fn default() -> Self {
        Self {
            latest: watch::Sender::new(None),
            viewer_arrived: Notify::new(),
            limit: ViewerLimit::new(MAX_VIEWERS, MAX_VIEWERS_PER_ADDRESS),
        }
    }
}

impl AudienceFeed {
    /// Receives the states from now on; the first is `None` if none was loaded yet.
    pub fn subscribe(&self) -> watch::Receiver<Option<Arc<LiveState>>> {
        let mut latest = self.latest.subscribe();
        latest.mark_changed();
        self.viewer_arrived.notify_one();
        latest
    }
}

/// Loads the state while pages are open, until the server stops.
pub async fn run_feed(pages: WebState) {
    let feed = pages.audience.feed();
    let mut state_changed = pages.state_changed.subscribe();
    while !pages.stop.is_cancelled() {
        if feed.latest.is_closed() {
            feed.latest.send_replace(None);
            tokio::select! {
                () = feed.viewer_arrived.notified() => {}
                () = pages.stop.cancelled() => {}
            }
            continue;
        }
        state_changed.mark_unchanged();
        pages.metrics.audience_read.inc();
        // if the state cannot be loaded, the pages keep the last one
        if let Ok(state) = load_state(&pages).await {
            feed.latest.send_replace(Some(Arc::new(state)));
        }
        pages.clock.sleep(MIN_REFRESH_INTERVAL).await;
        tokio::select! {
            _ = state_changed.changed() => {}
            () = pages.clock.sleep(REFRESH_INTERVAL) => {}
            () = pages.stop.cancelled() => {}
        }
    }
}

async fn load_state(pages: &WebState) -> sqlx::Result<LiveState> {
    let nlu_model = pages.browser_turns.nlu_model().await;
    let mut conn = pages.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let event = EventContext {
        programme: &pages.programme,
        schedule: &schedule,
        now: pages.clock.event_now(),
        real_now: pages.clock.real_now(),
    };
    let snapshot = load_snapshot(&mut conn, &event, MAX_LISTED).await?;
    let parts = |&lang: &Lang| (lang, LiveParts::render(&event, lang, &snapshot, &nlu_model));
    let parts = pages.programme.languages.iter().map(parts).collect();
    Ok(LiveState { snapshot, parts })
}
