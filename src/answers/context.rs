//! What an answer is rendered from: the event as it stands, and the language of the answer.

use chrono::NaiveDate;

use super::nlu::Meaning;
use crate::clock::EventTime;
use crate::i18n::{Lang, Texts, texts};
use crate::programme::{ScheduledSession, Session};
use crate::turn::EventContext;

/// The event as it stands, and the language of the answer.
pub struct AnswerContext<'t> {
    pub event: EventContext<'t>,
    pub lang: Lang,
}

impl<'t> AnswerContext<'t> {
    /// The messages in the answer's language.
    pub(super) fn texts(&self) -> &'static Texts {
        texts(self.lang)
    }

    /// All sessions by their live start, cancelled ones included, with their texts.
    pub(super) fn all_sessions(&self) -> impl Iterator<Item = (&'t ScheduledSession, &'t Session)> + use<'t> {
        let event = self.event;
        let mut sessions: Vec<&ScheduledSession> = event.schedule.sessions.iter().collect();
        sessions.sort_by_key(|scheduled| scheduled.starts);
        sessions
            .into_iter()
            .filter_map(move |scheduled| Some((scheduled, event.programme.session(&scheduled.session_id)?)))
    }

    /// The sessions that take place, by their live start, with their texts.
    pub(super) fn held_sessions(
        &self,
    ) -> impl Iterator<Item = (&'t ScheduledSession, &'t Session)> + use<'t> {
        self.all_sessions().filter(|(scheduled, _)| !scheduled.cancelled)
    }

    /// The day of a moment in the event's zone.
    pub(super) fn local_day(&self, at: EventTime) -> NaiveDate {
        self.event.programme.to_local_time(at).date_naive()
    }
}

/// A text that was typed, with what is known about it.
#[derive(Clone, Copy)]
pub struct AskedText<'a> {
    pub text: &'a str,
    /// Its language, where it is known; else it is detected.
    pub lang: Option<Lang>,
    /// The language to assume where the words do not tell.
    pub default_lang: Lang,
    /// The session that the last answer was about, if it was given a moment ago.
    pub previous_session: Option<&'a str>,
    /// What the encoder made of it, if it was asked.
    pub meaning: Option<&'a Meaning>,
}

impl<'a> AskedText<'a> {
    /// A text about which nothing more is known.
    pub fn new(text: &'a str, default_lang: Lang) -> Self {
        Self { text, lang: None, default_lang, previous_session: None, meaning: None }
    }
}
