//! A question as it is stored, and as it is before it is stored.

use strum::EnumCount;

use super::state::{CloseReason, Source, State};
use super::text::QuestionText;
use crate::clock::{EventTime, RealTime};
use crate::i18n::Lang;
use crate::ids::{PersonId, QuestionNumber};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub number: QuestionNumber,
    /// The author; 0 where a moderator wrote the question, or the author was erased.
    pub person: PersonId,
    /// The author's wording; empty for a voice message.
    pub text: String,
    /// A moderator's wording; empty for none.
    pub public_text: String,
    /// The author's language when they asked.
    pub lang: Lang,
    pub state: State,
    /// The theme's id in the event file; empty for none.
    pub theme: String,
    /// The author's name where they show it, else empty.
    pub display_name: String,
    /// The messenger's id of a voice message; empty for a written question.
    pub voice_file: String,
    pub voice_seconds: i64,
    pub source: Source,
    pub close_reason: CloseReason,
    /// Whether a moderator marked it with a star.
    pub starred: bool,
    /// The speaker it is for, by name; empty for all of them.
    pub speaker: String,
    /// Voters of the question and of all questions merged into it, each counted once.
    pub votes: i64,
    /// Whether no question of the same author was heard yet.
    pub is_newcomer: bool,
    /// The moderator who claimed it; 0 for none.
    pub claimed_by: PersonId,
    /// The end of the claim's lease; 0 for none.
    pub claimed_until: RealTime,
    pub asked_at: EventTime,
    /// 0 for never.
    pub claimed_at: EventTime,
    /// 0 for never.
    pub closed_at: EventTime,
    /// Rises by one with each change: compare-and-set goes by it.
    pub version: i64,
}

impl Question {
    /// Whether a known person asked it.
    pub fn has_author(&self) -> bool {
        !self.person.is_none()
    }

    /// The wording that is public: the moderator's, else the author's. Empty for a voice message without one.
    pub fn display_text(&self) -> &str {
        if self.public_text.is_empty() { &self.text } else { &self.public_text }
    }

    /// The question as moderators may read it: the words of a confidential question are removed.
    pub fn redacted(&self) -> Self {
        let mut redacted = self.clone();
        if self.is_confidential() {
            for text in [
                &mut redacted.text,
                &mut redacted.public_text,
                &mut redacted.voice_file,
                &mut redacted.display_name,
            ] {
                text.clear();
            }
            redacted.voice_seconds = 0;
        }
        redacted
    }

    /// Whether only the author may read its words: after a withdrawal, or in a private case.
    pub fn is_confidential(&self) -> bool {
        matches!(self.state, State::Withdrawn | State::PrivateCase)
    }

    /// Whether its author may still change it: no moderator has dealt with it yet.
    pub fn is_editable(&self) -> bool {
        matches!(self.state, State::PendingReview | State::Queued)
    }

    /// Whether the author handed it over to the counsellors.
    pub fn is_handed_over(&self) -> bool {
        self.close_reason == CloseReason::HandedOver
    }
}

/// A question to be stored.
#[derive(Debug, Clone)]
pub struct NewQuestion {
    /// The author; 0 for a question that a moderator types.
    pub person: PersonId,
    /// Empty for a voice message.
    pub text: String,
    /// A voice message: the messenger's id of the file, and its seconds.
    pub voice: Option<(String, u32)>,
    pub lang: Lang,
    pub state: State,
    pub source: Source,
}

impl NewQuestion {
    /// A written question that goes to the queue at once.
    pub fn written(person: PersonId, text: &QuestionText, lang: Lang) -> Self {
        let text = text.as_str().to_owned();
        Self { person, text, voice: None, lang, state: State::Queued, source: Source::Participant }
    }
}

/// A question to be stored, with its number.
#[derive(Debug)]
pub(crate) struct NumberedQuestion {
    pub number: QuestionNumber,
    /// Whether no question of the same author was heard yet.
    pub is_newcomer: bool,
    pub question: NewQuestion,
}

/// A public question in short, for comparing its wording with others.
#[derive(Debug, Clone)]
pub(crate) struct QuestionSummary {
    pub number: QuestionNumber,
    pub person: PersonId,
    pub votes: i64,
    /// The public wording.
    pub text: String,
}

/// What a new question depends on besides the moderators' settings.
#[derive(Debug)]
pub(crate) struct AskerState {
    pub person: PersonId,
    /// Open questions of this person, counted up to the limit of the event file.
    pub open_count: i64,
    /// The time of the last question; `None` for never, or where the event file sets no pause.
    pub last_asked_at: Option<EventTime>,
    pub muted: bool,
    /// Whether a refused text of this person is stored, to be sent again.
    pub has_refused_text: bool,
    /// Whether a question of this person was heard.
    pub was_heard: bool,
    /// The key of their votes; `None` before the first one.
    pub voter_key: Option<i64>,
    /// Whether any question, of any author, waits for a moderator.
    pub has_unhandled: bool,
}

/// The number of questions in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StateCounts([i64; State::COUNT]);

impl StateCounts {
    /// The number of questions in a state.
    pub fn of(&self, state: State) -> i64 {
        self.0[state as usize]
    }

    /// Sets the number of questions in a state.
    pub fn set(&mut self, state: State, count: i64) {
        self.0[state as usize] = count;
    }
}
