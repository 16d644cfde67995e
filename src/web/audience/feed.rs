//! What all open pages show, loaded once for all of them.

use std::time::Duration;

use super::parts::LiveParts;
use crate::dispatch::floor_context;
use crate::floor_requests::{self, FloorStatus, Request, Waiting};
use crate::i18n::Lang;
use crate::ids::PersonId;
use crate::programme;
use crate::questions::browser::{AudienceSnapshot, load_snapshot};
use crate::turn::EventContext;
use crate::web::live_feed::LiveFeed;
use crate::web::live_renderer::LiveState;
use crate::web::state::WebState;

/// Questions that a page lists: about three screens of a phone.
pub const MAX_LISTED: i64 = 30;

/// What pages show at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceState {
    pub snapshot: AudienceSnapshot,
    floor: FloorState,
    /// The changing parts of the page in each language of the event.
    parts: Vec<(Lang, LiveParts)>,
}

/// The queue for the microphone.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FloorState {
    is_open: bool,
    speaker: Option<Request>,
    /// In the order in which they get the floor.
    waiting: Vec<Request>,
}

impl FloorState {
    /// Where a person stands. Whether they had the floor before is not known here, and changes nothing they can do.
    fn status_of(&self, person: PersonId) -> FloorStatus {
        if let Some(request) = self.speaker.as_ref().filter(|request| request.person == person) {
            return FloorStatus::HasFloor {
                number: request.number,
                name: request.name.clone(),
                acknowledged: request.acknowledged,
            };
        }
        match self.waiting.iter().enumerate().find(|(_, request)| request.person == person) {
            Some((ahead, request)) => FloorStatus::Waiting(Waiting {
                number: request.number,
                ahead: ahead as i64,
                name: request.name.clone(),
                newcomer: request.newcomer,
            }),
            None if self.is_open => FloorStatus::MayAsk,
            None => FloorStatus::Closed,
        }
    }
}

impl AudienceState {
    /// Where a person stands in the queue for the microphone.
    pub fn floor_status(&self, person: PersonId) -> FloorStatus {
        self.floor.status_of(person)
    }

    /// The parts in one language of the event.
    pub fn parts(&self, lang: Lang) -> Option<&LiveParts> {
        self.parts.iter().find(|(its, _)| *its == lang).map(|(_, parts)| parts)
    }
}

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
        let event = EventContext {
            programme: &pages.programme,
            schedule: &schedule,
            now: pages.clock.event_now(),
            real_now: pages.clock.real_now(),
        };
        let snapshot = load_snapshot(&mut conn, &event, MAX_LISTED).await?;
        let parts = |&lang: &Lang| (lang, LiveParts::render(&event, lang, &snapshot, &nlu_model));
        let parts = pages.programme.languages.iter().map(parts).collect();
        let ctx = floor_context(&mut conn, event).await?;
        let now = event.now;
        let floor = FloorState {
            is_open: floor_requests::is_open(&mut conn, &pages.programme, &schedule, now).await?,
            speaker: floor_requests::speaker(&mut conn).await?,
            waiting: floor_requests::queue(&mut conn, &ctx).await?,
        };
        Ok(Self { snapshot, floor, parts })
    }

    fn render(&self) -> Self {
        self.clone()
    }
}
