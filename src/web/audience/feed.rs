//! What all open pages show, loaded once for all of them.

use std::time::Duration;

use super::parts::render_parts;
use crate::dispatch::floor_context;
use crate::floor_requests;
use crate::i18n::Lang;
use crate::programme;
use crate::questions::browser::{load_snapshot, questions_of_browsers};
use crate::web::audience_state::{AudienceState, FloorState};
use crate::web::live_feed::LiveFeed;
use crate::web::live_renderer::LiveState;
use crate::web::state::WebState;

/// Questions that a page lists: about three screens of a phone.
pub const MAX_LISTED: i64 = 30;

impl LiveState for AudienceState {
    type Rendered = Self;
    const REFRESH_INTERVAL: Duration = Duration::from_secs(5);
    /// A page need not follow every vote.
    const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(800);

    fn feed(pages: &WebState) -> &LiveFeed<Self> {
        pages.audience.feed()
    }

    async fn load(pages: &WebState) -> sqlx::Result<Self> {
        pages.metrics.audience_read.inc();
        let nlu_model = pages.browser_turns.nlu_model().await;
        let mut conn = pages.db.reader().await?;
        let schedule = programme::load_schedule(&mut conn).await?;
        let event = pages.event_context(&schedule);
        let snapshot = load_snapshot(&mut conn, &event, MAX_LISTED).await?;
        let parts = |&lang: &Lang| (lang, render_parts(&event, lang, &snapshot, &nlu_model));
        let parts = pages.programme.languages.iter().map(parts).collect();
        let ctx = floor_context(&mut conn, event).await?;
        let now = event.now;
        let floor = FloorState {
            is_open: floor_requests::is_open(&mut conn, &pages.programme, &schedule, now).await?,
            speaker: floor_requests::speaker(&mut conn).await?,
            waiting: floor_requests::queue(&mut conn, &ctx).await?,
        };
        let own = questions_of_browsers(&mut conn).await?;
        Ok(Self { snapshot, own, floor, parts })
    }

    fn render(&self) -> Self {
        self.clone()
    }
}
