//! A message to understand, with what is known about its moment.

use chrono::NaiveDate;

use super::meaning::Meaning;
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};

/// A message, and what is known about it.
#[derive(Clone, Copy)]
pub struct NluInput<'a> {
    pub text: &'a str,
    /// The language of the text, where it is known.
    pub lang: Option<Lang>,
    /// The language to assume where the words do not tell.
    pub default_lang: Lang,
    /// The event's local time, in minutes since midnight.
    pub minute_of_day: i32,
    /// The event's local day.
    pub today: NaiveDate,
    /// The id of the session that the last answer was about, if it was given a moment ago.
    pub previous_session: Option<&'a str>,
    /// What the encoder made of the text, if it was asked.
    pub meaning: Option<&'a Meaning>,
    pub programme: &'a Programme,
    pub schedule: &'a Schedule,
}
