//! What the hall sees: the question on the screen, the next few if moderators wish, how many wait.
//! Only lines that are public are ever in it.

use super::ask::{IntakeMode, IntakeStatus, intake_status};
use super::moderation;
use super::moderation::settings::load_settings;
use super::store::{self, Question};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::programme::{Programme, Schedule};

/// How many of the next the hall sees.
const UPCOMING_SHOWN: i64 = 3;
const SCREEN_KEY: &str = "hall-key";
/// The setting in which the address of the bot's own pages is kept, as people reach them.
const PUBLIC_URL_KEY: &str = "public-url";

/// A question as the hall reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenQuestion {
    pub number: i64,
    pub text: String,
    pub theme: String,
    pub display_name: String,
    pub speaker: String,
    pub votes: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenContent {
    pub current: Option<ScreenQuestion>,
    /// Empty unless moderators wish it.
    pub next: Vec<ScreenQuestion>,
    pub queued_count: i64,
    mode: IntakeMode,
}

impl ScreenContent {
    /// Whether a question could be asked now, or later: afterwards the screen invites nobody any more.
    pub fn invites_questions(&self, programme: &Programme, schedule: &Schedule, now: Millis) -> bool {
        matches!(
            intake_status(self.mode, programme, schedule, now),
            IntakeStatus::Open | IntakeStatus::NotYet(_)
        )
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

pub async fn load_screen(conn: &mut Conn, programme: &Programme) -> sqlx::Result<ScreenContent> {
    let settings = load_settings(conn, programme).await?;
    let next = match settings.show_next {
        true => store::next_up(conn, settings.boost_newcomers, UPCOMING_SHOWN).await?,
        false => Vec::new(),
    };
    Ok(ScreenContent {
        current: moderation::question_on_screen(conn).await?.map(ScreenQuestion::from),
        next: next.into_iter().map(ScreenQuestion::from).collect(),
        queued_count: store::count_queued(conn).await?,
        mode: settings.mode,
    })
}

/// Where the hall's screen is on the web server: `/hall`, or an address that nobody can guess.
pub async fn screen_path(conn: &mut Conn, programme: &Programme) -> sqlx::Result<String> {
    if !programme.round_table.has_secret_screen_path {
        return Ok("/hall".to_owned());
    }
    let key = db::get_setting(conn, SCREEN_KEY).await?.unwrap_or_default();
    Ok(format!("/hall/{key}"))
}

/// Where the hall's screen is, for those who open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenAddress {
    /// On the bot's own pages.
    pub path: String,
    /// In front of it; empty where nobody said how the pages are reached.
    base_url: String,
}

impl ScreenAddress {
    /// The whole address, where it is known.
    pub fn url(&self) -> Option<String> {
        (!self.base_url.is_empty()).then(|| format!("{}{}", self.base_url, self.path))
    }

    /// What is shown of it.
    pub fn url_or_path(&self) -> String {
        self.url().unwrap_or_else(|| self.path.clone())
    }
}

pub async fn screen_address(conn: &mut Conn, programme: &Programme) -> sqlx::Result<ScreenAddress> {
    let path = screen_path(conn, programme).await?;
    let base = db::get_setting(conn, PUBLIC_URL_KEY).await?.unwrap_or_default();
    Ok(ScreenAddress { path, base_url: base })
}

/// Notes the address at which people reach the bot's pages, without a slash at its end; `None` where
/// nobody said it.
pub async fn save_public_url(conn: &mut Conn, url: Option<&str>) -> sqlx::Result<()> {
    let url = url.unwrap_or_default();
    if db::get_setting(conn, PUBLIC_URL_KEY).await?.unwrap_or_default() != url {
        db::set_setting(conn, PUBLIC_URL_KEY, url).await?;
    }
    Ok(())
}

/// Makes the address that nobody can guess, once.
pub async fn create_screen_key(conn: &mut Conn, programme: &Programme) -> sqlx::Result<()> {
    if programme.round_table.has_secret_screen_path && db::get_setting(conn, SCREEN_KEY).await?.is_none() {
        db::set_setting(conn, SCREEN_KEY, &format!("{:032x}", rand::random::<u128>())).await?;
    }
    Ok(())
}
