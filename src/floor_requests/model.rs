//! Requests for the floor, what becomes of them, and what a person and the organisers learn of it.

use strum::{EnumString, IntoStaticStr};

use crate::clock::EventTime;
use crate::ids::PersonId;
use crate::number_types::number_types;
use crate::turn::EventContext;

number_types! {
    /// A request, by the number that moderators call where there is no name.
    RequestNumber
}

/// The event as the queue sees it, with what other features decide.
#[derive(Clone, Copy)]
pub struct FloorContext<'e> {
    pub event: EventContext<'e>,
    /// Whether those who have not had the floor yet come first: the moderators' setting for new voices.
    pub newcomers_first: bool,
    /// Whether written questions are accepted now, which is what people are told instead of the floor.
    pub takes_written_questions: bool,
}

/// What became of a request. The names are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum State {
    Waiting,
    /// Has the floor now.
    Speaking,
    /// Had the floor.
    Heard,
    /// Taken back by the person, before or after the floor was given.
    Withdrawn,
    /// Called twice, and not there.
    Absent,
    /// Not called before the session ended or the queue was closed.
    Closed,
    /// Removed with everybody else who waited, by a moderator.
    Cleared,
}

impl State {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub number: RequestNumber,
    /// 0 once the account was erased.
    pub person: PersonId,
    /// The first name that moderators see; empty for none.
    pub name: String,
    pub state: State,
    /// Lower comes first.
    pub position: i64,
    /// Whether the person had not had the floor before.
    pub newcomer: bool,
    /// Whether they were called once and did not come.
    pub skipped: bool,
    /// Whether they were told to get ready.
    pub forewarned: bool,
    /// Whether they answered that they are coming.
    pub acknowledged: bool,
    /// The session in which they asked; empty for none.
    pub session: String,
    /// When the floor was given; 0 if it was not.
    pub called_at: EventTime,
}

impl Request {
    /// Whether the person takes part by a browser, where no message reaches them.
    pub fn is_by_browser(&self) -> bool {
        self.person.is_browser()
    }
}

/// When the hall may ask for the floor, as moderators set it. The names stand in buttons and in the settings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EnumString, IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "lowercase")]
pub enum Mode {
    /// During the sessions of the event file with `open_floor`.
    #[default]
    Programme,
    Open,
    Closed,
}

impl Mode {
    /// The name in buttons and in the settings.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A request that waits, as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub number: RequestNumber,
    /// How many come before.
    pub ahead: i64,
    /// The first name that moderators see; empty for none.
    pub name: String,
    pub newcomer: bool,
}

/// Where a person stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FloorStatus {
    /// The queue is closed, and the person has not had the floor.
    Closed,
    MayAsk,
    Waiting(Waiting),
    /// Has the floor now; `acknowledged` once they answered that they are coming.
    HasFloor {
        number: RequestNumber,
        name: String,
        acknowledged: bool,
    },
    /// Had the floor at this event.
    Heard {
        may_ask_again: bool,
    },
}

/// What a request for the floor led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinOutcome {
    Joined(Waiting),
    /// Asked before: nothing changes.
    AlreadyWaiting(Waiting),
    AlreadyHasFloor,
    Closed,
    /// A moderator takes no questions from this person.
    Muted,
}

/// What taking a request back led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawOutcome {
    Withdrawn,
    /// The person had the floor, and leaves it to the next.
    GaveUpFloor,
    NoRequest,
}

/// What giving the floor led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GiveOutcome {
    Given(Request),
    /// Another moderator has given it, to this request, or taken it back (`None`), since the button was shown.
    Changed(Option<Request>),
    /// The request does not wait any more.
    Gone,
}

/// What a skip led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SkipOutcome {
    /// Behind everybody who waits now.
    ToTheEnd(Request),
    /// Skipped for the second time.
    Out(Request),
    /// The request has changed since the moderator saw it.
    Changed,
}

/// How often the floor was asked for and given. No names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests; of one person several, if they asked again after having had the floor or in another session.
    pub asked: i64,
    /// How often the floor was given and used, the one who speaks now included.
    pub given: i64,
    /// How many of these had not had it before.
    pub newcomers: i64,
    pub waiting: i64,
}
