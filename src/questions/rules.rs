//! The states a question goes through, and what each act makes of it. Pure: question, act and
//! time in, the question as it then is out.

use serde::{Deserialize, Serialize};

use super::ask::QuestionText;
use super::store::Question;
use crate::clock::Millis;

/// How long a question stays in a moderator's hand unless they keep it: a lost phone must not lose
/// a question.
pub const CLAIM_LEASE: Millis = 600_000;
/// How long an act can be undone.
pub const UNDO_WINDOW: Millis = 300_000;

/// Drawn in ARCHITECTURE.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum State {
    /// Not public yet: a moderator looks at it first.
    #[serde(rename = "Pending")]
    PendingReview,
    /// Public, in the queue.
    #[serde(rename = "Waiting")]
    Queued,
    /// In a moderator's hand.
    #[serde(rename = "Taken")]
    Claimed,
    /// Kept back by a moderator for later.
    #[serde(rename = "Later")]
    Deferred,
    Answered,
    #[serde(rename = "Aside")]
    Rejected,
    /// Somebody's own situation: handed to a person who can help, never public.
    #[serde(rename = "Personal")]
    PrivateCase,
    /// Asked as part of another.
    Merged,
    Withdrawn,
}

impl State {
    pub const ALL: [State; 9] = [
        State::PendingReview,
        State::Queued,
        State::Claimed,
        State::Deferred,
        State::Answered,
        State::Rejected,
        State::PrivateCase,
        State::Merged,
        State::Withdrawn,
    ];

    pub fn name(self) -> &'static str {
        match self {
            State::PendingReview => "pending",
            State::Queued => "waiting",
            State::Claimed => "taken",
            State::Deferred => "later",
            State::Answered => "answered",
            State::Rejected => "aside",
            State::PrivateCase => "personal",
            State::Merged => "merged",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more happens to it at the table.
    pub fn is_closed(self) -> bool {
        matches!(
            self,
            State::Answered | State::Rejected | State::PrivateCase | State::Merged | State::Withdrawn
        )
    }

    /// Whether the hall may read it and vote for it.
    pub fn is_public(self) -> bool {
        matches!(self, State::Queued | State::Claimed | State::Deferred)
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
pub enum RejectionReason {
    OffTopic,
    AlreadyAnswered,
    NotAQuestion,
    Unclear,
    Tone,
    NoTime,
}

impl RejectionReason {
    pub const ALL: [RejectionReason; 6] = [
        RejectionReason::OffTopic,
        RejectionReason::AlreadyAnswered,
        RejectionReason::NotAQuestion,
        RejectionReason::Unclear,
        RejectionReason::Tone,
        RejectionReason::NoTime,
    ];

    pub fn name(self) -> &'static str {
        match self {
            RejectionReason::OffTopic => "topic",
            RejectionReason::AlreadyAnswered => "answered",
            RejectionReason::NotAQuestion => "question",
            RejectionReason::Unclear => "unclear",
            RejectionReason::Tone => "tone",
            RejectionReason::NoTime => "time",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// How an answered question was answered, kept as its reason.
pub const ANSWERED_ALOUD: &str = "aloud";
pub const ANSWERED_PRIVATELY: &str = "private";
/// That somebody's own situation was handed on, as its author wished; kept as its reason.
pub const HANDED_OVER: &str = "confided";

/// What is done to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Approve,
    /// Into the hand of whoever acts.
    Claim,
    /// Ten more minutes.
    RenewClaim,
    /// Onto the hall's screen; taken first, if it waits.
    ShowOnScreen,
    MarkAnswered,
    AnswerPrivately,
    /// Back to the queue.
    Requeue,
    Defer,
    Reject(RejectionReason),
    MarkPrivateCase,
    /// The line the hall reads from now on.
    Reword(QuestionText),
    /// For one of the speakers, or for nobody in particular (empty).
    AssignSpeaker(String),
    Star(bool),
    /// By its author.
    Withdraw,
    /// By its author; another guide or none (empty).
    SetTheme(String),
    /// By its author: the name to show, or none (empty).
    SetDisplayName(String),
    /// By its author, until it is taken up. `review`: it is looked at before it is public again.
    Edit {
        text: QuestionText,
        needs_review: bool,
    },
    /// By its author: their own situation goes to whoever listens.
    HandOver,
    /// By nobody: it was in a hand for too long.
    Expire,
    /// By nobody: the same, after the hall had read it.
    ExpireAsAnswered,
}

impl Action {
    /// What the journal calls it.
    pub fn name(&self) -> &'static str {
        match self {
            Action::Approve => "approve",
            Action::Claim => "take",
            Action::RenewClaim => "renew",
            Action::ShowOnScreen => "show",
            Action::MarkAnswered => "answer",
            Action::AnswerPrivately => "private",
            Action::Requeue => "back",
            Action::Defer => "later",
            Action::Reject(_) => "aside",
            Action::MarkPrivateCase => "personal",
            Action::Reword(_) => "reword",
            Action::AssignSpeaker(_) => "assign",
            Action::Star(_) => "star",
            Action::Withdraw => "withdraw",
            Action::SetTheme(_) => "theme",
            Action::SetDisplayName(_) => "sign",
            Action::Edit { .. } => "edit",
            Action::HandOver => "confide",
            Action::Expire => "lapse",
            Action::ExpireAsAnswered => "conclude",
        }
    }
}

/// Why an act does not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionError {
    /// There is no such question.
    NotFound,
    /// It is no longer, or not yet, in a state for this: somebody was first.
    Conflict,
    /// Another moderator holds it.
    ClaimedByOther,
    /// A voice message without a line to read cannot be public.
    NeedsText,
}

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    pub person: i64,
    /// The event's time.
    pub now: Millis,
    /// Real time: leases go by it.
    pub real_now: Millis,
}

/// The question after an act. `live`: whether it is on the screen, where it belongs to everybody.
pub fn transition(
    question: &Question,
    act: &Action,
    hand: Actor,
    live: bool,
) -> Result<Question, ActionError> {
    use State::*;
    let from = question.state;
    let held_by_another = from == Claimed
        && question.claimed_by != hand.person
        && question.claimed_until > hand.real_now
        && !live;
    let mut after = question.clone();
    match (act, from) {
        (Action::Approve, PendingReview) if question.display_text().is_empty() => {
            return Err(ActionError::NeedsText);
        }
        (Action::Approve, PendingReview) => after.state = Queued,
        (Action::Claim | Action::ShowOnScreen, Queued | Deferred) | (Action::Claim, Claimed)
            if !held_by_another =>
        {
            after.state = Claimed;
            after.claimed_by = hand.person;
            after.claimed_at = hand.now;
            after.claimed_until = hand.real_now + CLAIM_LEASE;
        }
        (Action::RenewClaim, Claimed) if question.claimed_by == hand.person => {
            after.claimed_until = hand.real_now + CLAIM_LEASE
        }
        (Action::ShowOnScreen, Claimed) if !held_by_another => {
            after.claimed_until = hand.real_now + CLAIM_LEASE
        }
        (Action::MarkAnswered, Claimed) if !held_by_another => {
            close(&mut after, Answered, ANSWERED_ALOUD, hand)
        }
        (Action::AnswerPrivately, PendingReview | Queued | Claimed | Deferred | Rejected)
            if !held_by_another =>
        {
            close(&mut after, Answered, ANSWERED_PRIVATELY, hand);
        }
        (Action::Requeue, Claimed | Deferred | Rejected) if !held_by_another => {
            if question.display_text().is_empty() {
                return Err(ActionError::NeedsText);
            }
            reopen(&mut after, Queued);
        }
        (Action::Defer, Claimed | Queued) if !held_by_another => reopen(&mut after, Deferred),
        (Action::Reject(reason), PendingReview | Queued | Claimed | Deferred) if !held_by_another => {
            close(&mut after, Rejected, reason.name(), hand);
        }
        (Action::MarkPrivateCase, PendingReview | Queued | Claimed | Deferred) if !held_by_another => {
            close(&mut after, PrivateCase, "", hand);
        }
        (Action::Reword(line), PendingReview | Queued | Claimed | Deferred) if !held_by_another => {
            line.as_str().clone_into(&mut after.public_text);
            // a name stands under its author's own words only
            after.display_name.clear();
        }
        (Action::AssignSpeaker(speaker), PendingReview | Queued | Claimed | Deferred) => {
            speaker.clone_into(&mut after.speaker)
        }
        (Action::Star(on), PendingReview | Queued | Claimed | Deferred) => after.starred = i64::from(*on),
        (Action::Withdraw, PendingReview | Queued | Claimed | Deferred | Merged) => {
            close(&mut after, Withdrawn, "", hand);
        }
        (Action::SetTheme(guide), PendingReview | Queued | Claimed | Deferred) => {
            guide.clone_into(&mut after.theme)
        }
        (Action::SetDisplayName(name), PendingReview | Queued | Deferred) => {
            name.clone_into(&mut after.display_name)
        }
        (Action::Edit { text, needs_review: review }, PendingReview | Queued) => {
            text.as_str().clone_into(&mut after.text);
            after.public_text.clear();
            if *review {
                after.state = PendingReview;
            }
        }
        (Action::HandOver, PrivateCase) if question.close_reason != HANDED_OVER => {
            HANDED_OVER.clone_into(&mut after.close_reason);
        }
        (Action::ExpireAsAnswered, Claimed) if question.claimed_until <= hand.real_now && !live => {
            close(&mut after, Answered, ANSWERED_ALOUD, hand);
        }
        (Action::Expire, Claimed) if question.claimed_until <= hand.real_now && !live => {
            reopen(&mut after, Queued)
        }
        _ if held_by_another => return Err(ActionError::ClaimedByOther),
        _ => return Err(ActionError::Conflict),
    }
    after.version += 1;
    Ok(after)
}

fn close(question: &mut Question, to: State, reason: &str, hand: Actor) {
    question.state = to;
    question.close_reason = reason.to_owned();
    question.closed_at = hand.now;
    question.claimed_until = 0;
}

fn reopen(question: &mut Question, to: State) {
    question.state = to;
    question.close_reason.clear();
    (question.claimed_by, question.claimed_at, question.claimed_until, question.closed_at) = (0, 0, 0, 0);
}

/// A question as it was before an act, as far as an act can change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    state: State,
    text: String,
    public_text: String,
    #[serde(rename = "guide")]
    theme: String,
    #[serde(rename = "signed")]
    display_name: String,
    #[serde(rename = "reason")]
    close_reason: String,
    starred: i64,
    speaker: String,
    #[serde(rename = "taken_by")]
    claimed_by: i64,
    #[serde(rename = "taken_at")]
    claimed_at: Millis,
    #[serde(rename = "lease_until")]
    claimed_until: Millis,
    closed_at: Millis,
}

impl Snapshot {
    pub fn of(question: &Question) -> Self {
        let q = question.clone();
        Self {
            state: q.state,
            text: q.text,
            public_text: q.public_text,
            theme: q.theme,
            display_name: q.display_name,
            close_reason: q.close_reason,
            starred: q.starred,
            speaker: q.speaker,
            claimed_by: q.claimed_by,
            claimed_at: q.claimed_at,
            claimed_until: q.claimed_until,
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
            theme: self.theme,
            display_name: self.display_name,
            close_reason: self.close_reason,
            starred: self.starred,
            speaker: self.speaker,
            claimed_by: self.claimed_by,
            claimed_at: self.claimed_at,
            claimed_until: if self.state == State::Claimed { mono + CLAIM_LEASE } else { self.claimed_until },
            closed_at: self.closed_at,
            version: question.version + 1,
            ..question.clone()
        }
    }
}

/// A question that was joined to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeLink {
    pub child: i64,
    /// What it was joined to by hand.
    pub parent: i64,
}

/// A question and everything that came into the whole through it.
pub fn subtree(parts: &[MergeLink], by: i64) -> Vec<i64> {
    let mut with = vec![by];
    let mut seen = 0;
    while let Some(&next) = with.get(seen) {
        with.extend(parts.iter().filter(|part| part.parent == next).map(|part| part.child));
        seen += 1;
    }
    with
}

/// How the queue is lifted: questions of somebody never heard, and themes never heard, stand as if
/// so many more people had voted for them.
pub const BOOST: i64 = 3;

/// What a question's place depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueRank {
    pub number: i64,
    pub votes: i64,
    pub is_newcomer: bool,
    pub has_unheard_theme: bool,
}

impl QueueRank {
    fn boosted_votes(self) -> i64 {
        self.votes + BOOST * (i64::from(self.is_newcomer) + i64::from(self.has_unheard_theme))
    }

    /// The queue's order: most votes first, and of as many the one asked first.
    pub fn key(self) -> (i64, i64) {
        (-self.boosted_votes(), self.number)
    }

    /// The votes that another needs to stand beside this one.
    pub fn votes_to_equal(self, newcomer: bool, unheard_theme: bool) -> i64 {
        self.boosted_votes() - BOOST * (i64::from(newcomer) + i64::from(unheard_theme))
    }
}
