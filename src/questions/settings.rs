//! The moderators' settings: when questions are accepted, whether they are reviewed first, what moves a question
//! up, what the hall's screen shows. They are stored as settings of the program; the event file has the defaults.

use super::model::{IntakeMode, IntakeStatus, SettingChange};
use super::rules::intake;
use crate::db::{self, Conn};
use crate::programme::Programme;
use crate::turn::{EventContext, Turn};

const MODE_KEY: &str = "questions-mode";
const REVIEW_KEY: &str = "questions-review";
const BOOST_KEY: &str = "questions-fair";
const SHOW_NEXT_KEY: &str = "hall-next";
const SHOW_AT_ONCE_KEY: &str = "hall-at-once";

/// All settings of the moderators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ModerationSettings {
    pub mode: IntakeMode,
    /// Whether a moderator reads each question before it is public.
    pub review_first: bool,
    /// Whether newcomers and untreated themes move up in the queue.
    pub boost_newcomers: bool,
    /// Whether the hall's screen lists the next questions.
    pub show_next: bool,
    /// Whether the button for the next question puts it on the screen at once.
    pub show_at_once: bool,
}

impl ModerationSettings {
    /// Whether questions are accepted now.
    pub fn intake_status(&self, event: &EventContext<'_>) -> IntakeStatus {
        intake::intake_status(self.mode, event.programme, event.schedule, event.now)
    }

    /// Whether a setting has the wanted value already.
    pub fn is_set_to(&self, change: SettingChange) -> bool {
        match change {
            SettingChange::Mode(mode) => self.mode == mode,
            SettingChange::ReviewFirst(on) => self.review_first == on,
            SettingChange::BoostNewcomers(on) => self.boost_newcomers == on,
            SettingChange::ShowNext(on) => self.show_next == on,
            SettingChange::ShowAtOnce(on) => self.show_at_once == on,
        }
    }
}

/// The settings as moderators set them, else as the event file has them.
pub(crate) async fn load_settings(
    conn: &mut Conn,
    programme: &Programme,
) -> sqlx::Result<ModerationSettings> {
    let stored =
        db::get_settings(conn, &[MODE_KEY, REVIEW_KEY, BOOST_KEY, SHOW_NEXT_KEY, SHOW_AT_ONCE_KEY]).await?;
    let switch = |key: &str, default: bool| stored.get(key).map_or(default, |value| value == "on");
    let mode = stored.get(MODE_KEY).and_then(|name| IntakeMode::from_name(name));
    Ok(ModerationSettings {
        mode: mode.unwrap_or(IntakeMode::Schedule),
        review_first: switch(REVIEW_KEY, programme.round_table.review_first),
        boost_newcomers: switch(BOOST_KEY, programme.round_table.boost_newcomers),
        show_next: switch(SHOW_NEXT_KEY, false),
        show_at_once: switch(SHOW_AT_ONCE_KEY, false),
    })
}

/// Whether questions are accepted now.
pub async fn is_intake_open(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<bool> {
    let settings = load_settings(conn, event.programme).await?;
    Ok(settings.intake_status(event) == IntakeStatus::Open)
}

/// The settings, read once for all turns of a transaction.
pub(crate) async fn cached_settings(turn: &mut Turn<'_>) -> sqlx::Result<ModerationSettings> {
    if let Some(&mut known) = turn.cache.get::<ModerationSettings>() {
        return Ok(known);
    }
    let settings = load_settings(turn.conn, turn.event.programme).await?;
    turn.cache.insert(settings);
    Ok(settings)
}

/// Stores one setting.
pub(crate) async fn save_setting(turn: &mut Turn<'_>, change: SettingChange) -> sqlx::Result<()> {
    turn.cache.invalidate::<ModerationSettings>();
    let key = match change {
        SettingChange::Mode(_) => MODE_KEY,
        SettingChange::ReviewFirst(_) => REVIEW_KEY,
        SettingChange::BoostNewcomers(_) => BOOST_KEY,
        SettingChange::ShowNext(_) => SHOW_NEXT_KEY,
        SettingChange::ShowAtOnce(_) => SHOW_AT_ONCE_KEY,
    };
    db::set_setting(turn.conn, key, change.value()).await
}
