//! The content of the hall's screen: the question being answered, the next ones if moderators wish, the number of
//! queued ones. It only has public texts.

use super::model::{BrowserDoor, IntakeMode, IntakeStatus, Question};
use super::rules::intake::{intake_status, last_question_session_end};
use super::service::queue::{next_up, question_on_screen};
use super::settings::load_settings;
use super::store::{screen, state_counts};
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::ids::QuestionNumber;
use crate::programme::{Programme, Schedule};

/// Queued questions that the screen lists.
const UPCOMING_SHOWN: i64 = 3;
/// The setting with the key in the screen's secret path.
const SCREEN_KEY: &str = "hall-key";

/// A question as the audience reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenQuestion {
    pub number: QuestionNumber,
    /// The public wording.
    pub text: String,
    /// The theme's id in the event file; empty for none.
    pub theme: String,
    /// The author's name where they show it, else empty.
    pub display_name: String,
    /// The speaker it is for; empty for all of them.
    pub speaker: String,
    pub votes: i64,
}

/// The content of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenContent {
    pub current: Option<ScreenQuestion>,
    /// Empty unless moderators show the next questions.
    pub next: Vec<ScreenQuestion>,
    /// The number of queued questions.
    pub queued_count: i64,
    mode: IntakeMode,
    browser_door: BrowserDoor,
}

impl ScreenContent {
    /// Whether the screen invites questions: they are accepted now or later.
    pub fn invites_questions(&self, programme: &Programme, schedule: &Schedule, now: EventTime) -> bool {
        matches!(
            intake_status(self.mode, programme, schedule, now),
            IntakeStatus::Open | IntakeStatus::NotYet(_)
        )
    }

    /// Whether questions can also be asked in a browser.
    pub fn invites_browser(&self) -> bool {
        self.browser_door == BrowserDoor::Open
    }

    /// Whether the last session that takes questions is over, and moderators do not accept any beyond it.
    pub fn is_last_exchange_over(&self, programme: &Programme, schedule: &Schedule, now: EventTime) -> bool {
        last_question_session_end(programme, schedule).is_some_and(|end| now >= end)
            && !self.invites_questions(programme, schedule, now)
    }
}

impl From<Question> for ScreenQuestion {
    fn from(question: Question) -> Self {
        Self {
            number: question.number,
            text: question.display_text().to_owned(),
            theme: question.theme,
            display_name: question.display_name,
            speaker: question.speaker,
            votes: question.votes,
        }
    }
}

/// The content of the screen now.
pub async fn load_screen(conn: &mut Conn, programme: &Programme) -> sqlx::Result<ScreenContent> {
    let settings = load_settings(conn, programme).await?;
    let next = match settings.show_next {
        true => next_up(conn, settings.boost_newcomers, UPCOMING_SHOWN).await?,
        false => Vec::new(),
    };
    Ok(ScreenContent {
        current: question_on_screen(conn).await?.map(ScreenQuestion::from),
        next: next.into_iter().map(ScreenQuestion::from).collect(),
        queued_count: state_counts::count_queued(conn).await?,
        mode: settings.mode,
        browser_door: settings.browser_door,
    })
}

/// The questions that the stage reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageQuestions {
    /// The question on the hall's screen, and since when it is there.
    pub current: Option<(ScreenQuestion, EventTime)>,
    /// The one that moderators would take next. Its text is empty while a voice message has no wording.
    pub next: Option<ScreenQuestion>,
}

/// The questions that the stage reads now.
pub async fn load_stage_questions(conn: &mut Conn, programme: &Programme) -> sqlx::Result<StageQuestions> {
    let settings = load_settings(conn, programme).await?;
    let next = next_up(conn, settings.boost_newcomers, 1).await?.pop();
    let current = question_on_screen(conn).await?;
    let since = screen::shown_since(conn).await?;
    Ok(StageQuestions {
        current: current.map(|question| (question.into(), since)),
        next: next.map(ScreenQuestion::from),
    })
}

/// The screen's path on the web server: `/hall`, or a secret path where the event file wants one.
pub async fn screen_path(conn: &mut Conn, programme: &Programme) -> sqlx::Result<String> {
    if !programme.round_table.has_secret_screen_path {
        return Ok("/hall".to_owned());
    }
    let key = db::get_setting(conn, SCREEN_KEY).await?.unwrap_or_default();
    Ok(format!("/hall/{key}"))
}

/// The address of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScreenAddress {
    /// The path on the bot's web server.
    path: String,
    /// The public base URL of that server; empty where it is not known.
    base_url: String,
}

impl ScreenAddress {
    /// The whole URL, where the base URL is known.
    pub fn url(&self) -> Option<String> {
        (!self.base_url.is_empty()).then(|| format!("{}{}", self.base_url, self.path))
    }

    /// The whole URL, else the path.
    pub fn url_or_path(&self) -> String {
        self.url().unwrap_or_else(|| self.path.clone())
    }
}

/// The address of the screen.
pub(crate) async fn screen_address(conn: &mut Conn, programme: &Programme) -> sqlx::Result<ScreenAddress> {
    let path = screen_path(conn, programme).await?;
    let base_url = db::get_setting(conn, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
    Ok(ScreenAddress { path, base_url })
}

/// Makes the key of the screen's secret path once, where the event file wants one.
pub async fn create_screen_key(conn: &mut Conn, programme: &Programme) -> sqlx::Result<()> {
    if programme.round_table.has_secret_screen_path && db::get_setting(conn, SCREEN_KEY).await?.is_none() {
        db::set_setting(conn, SCREEN_KEY, &format!("{:032x}", rand::random::<u128>())).await?;
    }
    Ok(())
}
