//! The states a question goes through, and what each act makes of it. Pure: question, act and
//! time in, the question as it then is out.

use serde::{Deserialize, Serialize};

use super::asking::QuestionText;
use super::store::Question;
use crate::clock::Millis;

/// How long a question stays in a moderator's hand unless they keep it: a lost phone must not lose
/// a question.
pub const LEASE: Millis = 600_000;
/// How long an act can be undone.
pub const UNDO: Millis = 300_000;

/// Drawn in ARCHITECTURE.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum State {
    /// Not public yet: a moderator looks at it first.
    Pending,
    /// Public, in the queue.
    Waiting,
    /// In a moderator's hand.
    Taken,
    /// Kept back by a moderator for later.
    Later,
    Answered,
    Aside,
    /// Somebody's own situation: handed to a person who can help, never public.
    Personal,
    /// Asked as part of another.
    Merged,
    Withdrawn,
}

impl State {
    pub const ALL: [State; 9] = [
        State::Pending,
        State::Waiting,
        State::Taken,
        State::Later,
        State::Answered,
        State::Aside,
        State::Personal,
        State::Merged,
        State::Withdrawn,
    ];

    pub fn name(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Waiting => "waiting",
            State::Taken => "taken",
            State::Later => "later",
            State::Answered => "answered",
            State::Aside => "aside",
            State::Personal => "personal",
            State::Merged => "merged",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more happens to it at the table.
    pub fn is_closed(self) -> bool {
        matches!(self, State::Answered | State::Aside | State::Personal | State::Merged | State::Withdrawn)
    }

    /// Whether the hall may read it and vote for it.
    pub fn is_public(self) -> bool {
        matches!(self, State::Waiting | State::Taken | State::Later)
    }
}

impl TryFrom<String> for State {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        Self::from_name(&name).ok_or_else(|| format!("no state is called {name}"))
    }
}

/// Why a question is set aside: what its author is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    OffTopic,
    AlreadyAnswered,
    NotAQuestion,
    Unclear,
    Tone,
    NoTime,
}

impl Reason {
    pub const ALL: [Reason; 6] = [
        Reason::OffTopic,
        Reason::AlreadyAnswered,
        Reason::NotAQuestion,
        Reason::Unclear,
        Reason::Tone,
        Reason::NoTime,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Reason::OffTopic => "topic",
            Reason::AlreadyAnswered => "answered",
            Reason::NotAQuestion => "question",
            Reason::Unclear => "unclear",
            Reason::Tone => "tone",
            Reason::NoTime => "time",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// How an answered question was answered, kept as its reason.
pub const ALOUD: &str = "aloud";
pub const PRIVATE: &str = "private";
/// That somebody's own situation was handed on, as its author wished; kept as its reason.
pub const CONFIDED: &str = "confided";

/// What is done to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Approve,
    /// Into the hand of whoever acts.
    Take,
    /// Ten more minutes.
    Renew,
    /// Onto the hall's screen; taken first, if it waits.
    Show,
    Answer,
    AnswerInPrivate,
    /// Back to the queue.
    Back,
    Later,
    SetAside(Reason),
    Personal,
    /// The line the hall reads from now on.
    Reword(QuestionText),
    /// For one of the speakers, or for nobody in particular (empty).
    Assign(String),
    Star(bool),
    /// By its author.
    Withdraw,
    /// By its author; another guide or none (empty).
    Theme(String),
    /// By its author: the name to show, or none (empty).
    Sign(String),
    /// By its author, until it is taken up. `review`: it is looked at before it is public again.
    Edit {
        text: QuestionText,
        review: bool,
    },
    /// By its author: their own situation goes to whoever listens.
    Confide,
    /// By nobody: it was in a hand for too long.
    Lapse,
    /// By nobody: the same, after the hall had read it.
    Conclude,
}

impl Act {
    /// What the journal calls it.
    pub fn name(&self) -> &'static str {
        match self {
            Act::Approve => "approve",
            Act::Take => "take",
            Act::Renew => "renew",
            Act::Show => "show",
            Act::Answer => "answer",
            Act::AnswerInPrivate => "private",
            Act::Back => "back",
            Act::Later => "later",
            Act::SetAside(_) => "aside",
            Act::Personal => "personal",
            Act::Reword(_) => "reword",
            Act::Assign(_) => "assign",
            Act::Star(_) => "star",
            Act::Withdraw => "withdraw",
            Act::Theme(_) => "theme",
            Act::Sign(_) => "sign",
            Act::Edit { .. } => "edit",
            Act::Confide => "confide",
            Act::Lapse => "lapse",
            Act::Conclude => "conclude",
        }
    }
}

/// Why an act does not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is no such question.
    Unknown,
    /// It is no longer, or not yet, in a state for this: somebody was first.
    TooLate,
    /// Another moderator holds it.
    InOtherHands,
    /// A voice message without a line to read cannot be public.
    NeedsLine,
}

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub struct Hand {
    pub person: i64,
    /// The event's time.
    pub now: Millis,
    /// Real time: leases go by it.
    pub mono: Millis,
}

/// The question after an act. `live`: whether it is on the screen, where it belongs to everybody.
pub fn decide(question: &Question, act: &Act, hand: Hand, live: bool) -> Result<Question, Refused> {
    use State::*;
    let from = question.state;
    let held_by_another =
        from == Taken && question.taken_by != hand.person && question.lease_until > hand.mono && !live;
    let mut after = question.clone();
    match (act, from) {
        (Act::Approve, Pending) if question.line().is_empty() => return Err(Refused::NeedsLine),
        (Act::Approve, Pending) => after.state = Waiting,
        (Act::Take | Act::Show, Waiting | Later) | (Act::Take, Taken) if !held_by_another => {
            after.state = Taken;
            after.taken_by = hand.person;
            after.taken_at = hand.now;
            after.lease_until = hand.mono + LEASE;
        }
        (Act::Renew, Taken) if question.taken_by == hand.person => after.lease_until = hand.mono + LEASE,
        (Act::Show, Taken) if !held_by_another => after.lease_until = hand.mono + LEASE,
        (Act::Answer, Taken) if !held_by_another => close(&mut after, Answered, ALOUD, hand),
        (Act::AnswerInPrivate, Pending | Waiting | Taken | Later | Aside) if !held_by_another => {
            close(&mut after, Answered, PRIVATE, hand);
        }
        (Act::Back, Taken | Later | Aside) if !held_by_another => {
            if question.line().is_empty() {
                return Err(Refused::NeedsLine);
            }
            reopen(&mut after, Waiting);
        }
        (Act::Later, Taken | Waiting) if !held_by_another => reopen(&mut after, Later),
        (Act::SetAside(reason), Pending | Waiting | Taken | Later) if !held_by_another => {
            close(&mut after, Aside, reason.name(), hand);
        }
        (Act::Personal, Pending | Waiting | Taken | Later) if !held_by_another => {
            close(&mut after, Personal, "", hand);
        }
        (Act::Reword(line), Pending | Waiting | Taken | Later) if !held_by_another => {
            line.as_str().clone_into(&mut after.public_text);
            // a name stands under its author's own words only
            after.signed.clear();
        }
        (Act::Assign(speaker), Pending | Waiting | Taken | Later) => speaker.clone_into(&mut after.speaker),
        (Act::Star(on), Pending | Waiting | Taken | Later) => after.starred = i64::from(*on),
        (Act::Withdraw, Pending | Waiting | Taken | Later | Merged) => {
            close(&mut after, Withdrawn, "", hand);
        }
        (Act::Theme(guide), Pending | Waiting | Taken | Later) => guide.clone_into(&mut after.guide),
        (Act::Sign(name), Pending | Waiting | Later) => name.clone_into(&mut after.signed),
        (Act::Edit { text, review }, Pending | Waiting) => {
            text.as_str().clone_into(&mut after.text);
            after.public_text.clear();
            if *review {
                after.state = Pending;
            }
        }
        (Act::Confide, Personal) if question.reason != CONFIDED => {
            CONFIDED.clone_into(&mut after.reason);
        }
        (Act::Conclude, Taken) if question.lease_until <= hand.mono && !live => {
            close(&mut after, Answered, ALOUD, hand);
        }
        (Act::Lapse, Taken) if question.lease_until <= hand.mono && !live => reopen(&mut after, Waiting),
        _ if held_by_another => return Err(Refused::InOtherHands),
        _ => return Err(Refused::TooLate),
    }
    after.version += 1;
    Ok(after)
}

fn close(question: &mut Question, to: State, reason: &str, hand: Hand) {
    question.state = to;
    question.reason = reason.to_owned();
    question.closed_at = hand.now;
    question.lease_until = 0;
}

fn reopen(question: &mut Question, to: State) {
    question.state = to;
    question.reason.clear();
    (question.taken_by, question.taken_at, question.lease_until, question.closed_at) = (0, 0, 0, 0);
}

/// A question as it was before an act, as far as an act can change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    state: State,
    text: String,
    public_text: String,
    guide: String,
    signed: String,
    reason: String,
    starred: i64,
    speaker: String,
    taken_by: i64,
    taken_at: Millis,
    lease_until: Millis,
    closed_at: Millis,
}

impl Snapshot {
    pub fn of(question: &Question) -> Self {
        let q = question.clone();
        Self {
            state: q.state,
            text: q.text,
            public_text: q.public_text,
            guide: q.guide,
            signed: q.signed,
            reason: q.reason,
            starred: q.starred,
            speaker: q.speaker,
            taken_by: q.taken_by,
            taken_at: q.taken_at,
            lease_until: q.lease_until,
            closed_at: q.closed_at,
        }
    }

    /// The question with all of this as it was. What was in a hand is so for as long as anew: the
    /// lease may have run out since.
    pub fn restore(self, question: &Question, mono: Millis) -> Question {
        Question {
            state: self.state,
            text: self.text,
            public_text: self.public_text,
            guide: self.guide,
            signed: self.signed,
            reason: self.reason,
            starred: self.starred,
            speaker: self.speaker,
            taken_by: self.taken_by,
            taken_at: self.taken_at,
            lease_until: if self.state == State::Taken { mono + LEASE } else { self.lease_until },
            closed_at: self.closed_at,
            version: question.version + 1,
            ..question.clone()
        }
    }
}

/// A question that was joined to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub child: i64,
    /// What it was joined to by hand.
    pub via: i64,
}

/// A question and everything that came into the whole through it.
pub fn brought(parts: &[Part], by: i64) -> Vec<i64> {
    let mut with = vec![by];
    let mut seen = 0;
    while let Some(&next) = with.get(seen) {
        with.extend(parts.iter().filter(|part| part.via == next).map(|part| part.child));
        seen += 1;
    }
    with
}

/// How the queue is lifted: questions of somebody never heard, and themes never heard, stand as if
/// so many more people had voted for them.
pub const LIFT: i64 = 3;

/// What a question's place depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub number: i64,
    pub votes: i64,
    pub newcomer: bool,
    pub unheard_theme: bool,
}

impl Place {
    fn weight(self) -> i64 {
        self.votes + LIFT * (i64::from(self.newcomer) + i64::from(self.unheard_theme))
    }

    /// The queue's order: most votes first, and of as many the one asked first.
    pub fn key(self) -> (i64, i64) {
        (-self.weight(), self.number)
    }

    /// The votes that another needs to stand beside this one.
    pub fn votes_to_equal(self, newcomer: bool, unheard_theme: bool) -> i64 {
        self.weight() - LIFT * (i64::from(newcomer) + i64::from(unheard_theme))
    }
}
