//! What the page for everybody keeps for all of its requests: the state that open pages show, limits, the signer.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::OnceCell;

use super::live_feed::{LiveFeed, ViewerLimits};
use super::request_limits::RequestLimits;
use crate::db::Db;
use crate::floor_requests::{FloorStatus, Request, Waiting};
use crate::i18n::Lang;
use crate::ids::{PersonId, QuestionNumber};
use crate::questions::browser::{AudienceSnapshot, OwnQuestion};
use crate::visitors::{Signer, load_signer};

/// What this page keeps for all requests of a process.
#[derive(Clone)]
pub struct AudiencePage(Arc<Shared>);

struct Shared {
    feed: LiveFeed<AudienceState>,
    limits: RequestLimits,
    signer: CachedSigner,
}

impl AudiencePage {
    /// A page that so many may keep open.
    pub fn new(limits: ViewerLimits) -> Self {
        Self(Arc::new(Shared {
            feed: LiveFeed::new(limits),
            limits: RequestLimits::default(),
            signer: CachedSigner::default(),
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
    pub fn signer(&self) -> &CachedSigner {
        &self.0.signer
    }
}

/// What pages show at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceState {
    pub snapshot: AudienceSnapshot,
    /// The questions of people of the browser.
    pub own: HashMap<PersonId, Vec<OwnQuestion>>,
    pub(crate) floor: FloorState,
    /// The changing parts of the page in each language of the event.
    pub(crate) parts: Vec<(Lang, LiveParts)>,
}

/// The queue for the microphone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FloorState {
    pub is_open: bool,
    pub speaker: Option<Request>,
    /// In the order in which they get the floor.
    pub waiting: Vec<Request>,
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

/// The changing parts in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveParts {
    /// The present point of the programme.
    pub now: String,
    /// The question that is being answered; empty for none.
    pub current: String,
    /// The questions that wait, by votes.
    pub items: Vec<LiveItem>,
    /// How many more wait, or that none does.
    pub more: String,
    /// Whom to ask for help with what is not for the hall.
    pub contact: String,
}

/// A question of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveItem {
    pub number: QuestionNumber,
    /// As for a visitor who has not voted for it.
    pub html: String,
    /// The number of votes, as it is shown.
    pub votes: String,
}

/// The signer of the database, read once.
#[derive(Default)]
pub struct CachedSigner(OnceCell<Signer>);

impl CachedSigner {
    /// The signer; an error where the database does not answer.
    pub async fn get(&self, db: &Db) -> sqlx::Result<&Signer> {
        let read = async {
            let mut conn = db.reader().await?;
            load_signer(&mut conn).await
        };
        self.0.get_or_try_init(|| read).await
    }
}
