//! What the hall sees: the question on the screen, the next few if moderators wish, how many wait.
//! Only lines that are public are ever in it.

use super::asking::{Intake, Mode, intake};
use super::desk;
use super::desk::settings::settings;
use super::store::{self, Question};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::programme::{Programme, Schedule};

/// How many of the next the hall sees.
const NEXT: i64 = 3;
const KEY: &str = "hall-key";
/// The setting in which the address of the bot's own pages is kept, as people reach them.
const PUBLIC: &str = "public-url";

/// A question as the hall reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub number: i64,
    pub line: String,
    pub guide: String,
    pub signed: String,
    pub speaker: String,
    pub votes: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hall {
    pub live: Option<Shown>,
    /// Empty unless moderators wish it.
    pub next: Vec<Shown>,
    pub waiting: i64,
    mode: Mode,
}

impl Hall {
    /// Whether a question could be asked now, or later: afterwards the screen invites nobody any more.
    pub fn invites(&self, programme: &Programme, schedule: &Schedule, now: Millis) -> bool {
        matches!(intake(self.mode, programme, schedule, now), Intake::Open | Intake::NotYet(_))
    }
}

impl From<Question> for Shown {
    fn from(question: Question) -> Self {
        Self {
            number: question.number,
            line: question.line().to_owned(),
            guide: question.guide,
            signed: question.signed,
            speaker: question.speaker,
            votes: question.votes,
        }
    }
}

pub async fn hall(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Hall> {
    let settings = settings(conn, programme).await?;
    let next = match settings.next {
        true => store::next_up(conn, settings.fair, NEXT).await?,
        false => Vec::new(),
    };
    Ok(Hall {
        live: desk::live(conn).await?.map(Shown::from),
        next: next.into_iter().map(Shown::from).collect(),
        waiting: store::count_waiting(conn).await?,
        mode: settings.mode,
    })
}

/// Where the hall's screen is on the web server: `/hall`, or an address that nobody can guess.
pub async fn key(conn: &mut Conn, programme: &Programme) -> sqlx::Result<String> {
    if !programme.round_table.secret_hall {
        return Ok("/hall".to_owned());
    }
    let key = db::setting(conn, KEY).await?.unwrap_or_default();
    Ok(format!("/hall/{key}"))
}

/// Where the hall's screen is, for those who open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// On the bot's own pages.
    pub path: String,
    /// In front of it; empty where nobody said how the pages are reached.
    base: String,
}

impl Address {
    /// The whole address, where it is known.
    pub fn url(&self) -> Option<String> {
        (!self.base.is_empty()).then(|| format!("{}{}", self.base, self.path))
    }

    /// What is shown of it.
    pub fn shown(&self) -> String {
        self.url().unwrap_or_else(|| self.path.clone())
    }
}

pub async fn address(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Address> {
    let path = key(conn, programme).await?;
    let base = db::setting(conn, PUBLIC).await?.unwrap_or_default();
    Ok(Address { path, base })
}

/// Notes the address at which people reach the bot's pages, without a slash at its end; `None` where
/// nobody said it.
pub async fn note_public_url(conn: &mut Conn, url: Option<&str>) -> sqlx::Result<()> {
    let url = url.unwrap_or_default();
    if db::setting(conn, PUBLIC).await?.unwrap_or_default() != url {
        db::set_setting(conn, PUBLIC, url).await?;
    }
    Ok(())
}

/// Makes the address that nobody can guess, once.
pub async fn prepare(conn: &mut Conn, programme: &Programme) -> sqlx::Result<()> {
    if programme.round_table.secret_hall && db::setting(conn, KEY).await?.is_none() {
        db::set_setting(conn, KEY, &format!("{:032x}", rand::random::<u128>())).await?;
    }
    Ok(())
}
