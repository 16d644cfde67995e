//! What a page is rendered from.

use std::collections::HashSet;

use crate::floor_requests::FloorStatus;
use crate::ids::{PersonId, QuestionNumber};
use crate::programme::Schedule;
use crate::questions::browser::{AudienceSnapshot, OwnQuestion, SimilarQuestion};

/// What the page is made of, as it was read.
pub struct PageContent {
    pub schedule: Schedule,
    pub snapshot: AudienceSnapshot,
    pub own: Vec<OwnQuestion>,
    pub voted: HashSet<QuestionNumber>,
    /// Whether the visitor still has to do the proof of work, or to type the code of the hall screen.
    pub is_new: bool,
    /// The account that took over from the visitor.
    pub account: Option<PersonId>,
    pub bot: Option<String>,
    pub floor: FloorStatus,
    /// Whether what became of the questions can be read.
    pub has_account: bool,
    pub is_secure: bool,
}

/// The notice at the top of a page: the result of a form, or why it failed.
#[derive(Debug, Default)]
pub struct Notice {
    /// HTML of the bot's own texts.
    pub html: String,
    /// Whether it went wrong.
    pub is_problem: bool,
    /// The text that was not sent: it stays in the field.
    pub kept_text: String,
    /// Whether the text may be sent all the same.
    pub can_send_anyway: bool,
    /// Whether the code of the hall screen is asked for.
    pub asks_for_code: bool,
    /// What the code is asked for, besides a question.
    pub retry: Option<Retry>,
    /// The question that was just asked, and those that may ask the same.
    pub similar: Option<(i64, Vec<SimilarQuestion>)>,
    /// The link that takes everything along.
    pub transfer_link: Option<String>,
}

/// A form that is sent again with the code of the hall screen.
#[derive(Debug)]
pub struct Retry {
    pub action: &'static str,
    pub fields: Vec<(&'static str, String)>,
    /// The id of the button's label.
    pub label: &'static str,
}

impl Notice {
    /// An error; the text stays in the field.
    pub fn problem(html: String, kept_text: String) -> Self {
        Self { html, is_problem: true, kept_text, ..Self::default() }
    }
}

/// The question about the programme that was asked, and its answer.
pub struct SearchAnswer {
    pub asked: String,
    pub html: String,
    /// Further questions that a press asks.
    pub suggestions: Vec<String>,
}
