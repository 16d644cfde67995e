//! What pages show: the public questions, and the own ones of each person of the browser.

use std::collections::{HashMap, HashSet};

use super::super::model::{BrowserDoor, CloseReason, Question, State};
use super::super::screen::ScreenQuestion;
use super::super::service::queue::question_on_screen;
use super::super::settings::load_settings;
use super::super::store::{answers, merges, questions, screen, state_counts, voters, votes};
use super::super::wording::{reason_sentence, state_for_author, text_or_voice_label};
use crate::db::Conn;
use crate::i18n::Texts;
use crate::ids::{PersonId, QuestionNumber};
use crate::programme::Programme;
use crate::turn::EventContext;

/// Own questions that a page shows.
const MAX_OWN: i64 = 30;

/// The questions, as all pages show them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AudienceSnapshot {
    /// The question that is being answered.
    pub current: Option<ScreenQuestion>,
    /// Those that wait, by votes.
    pub queued: Vec<ScreenQuestion>,
    pub queued_count: i64,
    /// Whether a page may send a question now.
    pub accepts_questions: bool,
    pub accepts_votes: bool,
    /// Whether only pages may not send questions now: Telegram may.
    pub is_browser_closed: bool,
    /// Whether moderators read a question from a page first.
    pub reviews_first: bool,
}

/// A question as its author's page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnQuestion {
    question: Question,
    is_on_screen: bool,
    /// What a moderator wrote to its authors; empty for nothing.
    answer: String,
}

impl OwnQuestion {
    /// Its number.
    pub fn number(&self) -> QuestionNumber {
        self.question.number
    }

    /// The words, or that it is a voice message.
    pub fn text(&self, t: &Texts) -> String {
        text_or_voice_label(t, &self.question)
    }

    /// What a moderator wrote to its authors; empty for nothing.
    pub fn written_answer(&self) -> &str {
        &self.answer
    }

    /// What became of it, and why.
    pub fn state(&self, programme: &Programme, t: &Texts) -> String {
        let state = state_for_author(t, &self.question, self.is_on_screen);
        match self.question.close_reason {
            CloseReason::Rejected(reason) if self.question.state == State::Rejected => {
                format!("{state}. {}", reason_sentence(programme, t, reason))
            }
            _ => state,
        }
    }

    /// Whether its author can still withdraw it.
    pub fn can_be_withdrawn(&self) -> bool {
        !self.question.state.is_closed() || self.question.state == State::Merged
    }

    /// Whether it is a private case: its author is shown a contact.
    pub fn is_private_case(&self) -> bool {
        self.question.state == State::PrivateCase
    }
}

/// What all pages show now; `limit` is the most questions that wait.
pub async fn load_snapshot(
    conn: &mut Conn,
    event: &EventContext<'_>,
    limit: i64,
) -> sqlx::Result<AudienceSnapshot> {
    let settings = load_settings(conn, event.programme).await?;
    let status = settings.intake_status(event);
    let accepts_questions = status.check_accepts_questions().is_ok();
    let is_open = settings.browser_door == BrowserDoor::Open;
    Ok(AudienceSnapshot {
        current: question_on_screen(conn).await?.map(ScreenQuestion::from),
        queued: questions::top_voted(conn, None, 0, limit)
            .await?
            .into_iter()
            .map(ScreenQuestion::from)
            .collect(),
        queued_count: state_counts::count_queued(conn).await?,
        accepts_questions: is_open && accepts_questions,
        accepts_votes: settings.browser_door != BrowserDoor::Closed && status.accepts_votes(),
        is_browser_closed: !is_open && accepts_questions,
        reviews_first: settings.browser_review || settings.review_first,
    })
}

/// The questions of all people of the browser, for the pages that are open; the latest first.
pub async fn questions_of_browsers(conn: &mut Conn) -> sqlx::Result<HashMap<PersonId, Vec<OwnQuestion>>> {
    let of_browsers = questions::by_browser_authors(conn).await?;
    let mut by_author: HashMap<PersonId, Vec<OwnQuestion>> = HashMap::new();
    for own in with_outcome(conn, of_browsers).await? {
        by_author.entry(own.question.person).or_default().push(own);
    }
    Ok(by_author)
}

/// The latest questions of one person, the latest first.
pub async fn own_questions(conn: &mut Conn, person: PersonId) -> sqlx::Result<Vec<OwnQuestion>> {
    let own = questions::by_author(conn, person, MAX_OWN).await?;
    with_outcome(conn, own).await
}

/// Adds what became of each. The answer to a merged question is that of the one it was merged into.
async fn with_outcome(conn: &mut Conn, questions: Vec<Question>) -> sqlx::Result<Vec<OwnQuestion>> {
    let on_screen = screen::current(conn).await?;
    let answers = answers::list(conn).await?;
    let mut own = Vec::with_capacity(questions.len());
    for question in questions {
        let root = match question.state {
            State::Merged if !answers.is_empty() => merges::root_of(conn, question.number).await?,
            _ => question.number,
        };
        let answer = answers.iter().find(|answer| answer.question == root);
        own.push(OwnQuestion {
            is_on_screen: on_screen == Some(question.number),
            answer: answer.map_or_else(String::new, |answer| answer.text.clone()),
            question,
        });
    }
    Ok(own)
}

/// The questions that a person votes for, and those that these were merged into.
pub async fn voted_questions(conn: &mut Conn, person: PersonId) -> sqlx::Result<HashSet<QuestionNumber>> {
    match voters::find(conn, person).await? {
        Some(voter) => votes::voted_questions(conn, voter).await,
        None => Ok(HashSet::new()),
    }
}
