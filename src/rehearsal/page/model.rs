//! What the rehearsal page needs to know: its settings, the moments it offers, and how the rehearsal jumps
//! and restarts.

use chrono_tz::Tz;
use futures_util::future::BoxFuture;
use telegram_emulator::TelegramEmulator;
use tokio_util::sync::CancellationToken;

use crate::clock::{Clock, EventTime};

/// A moment of the event to which the page offers to go.
pub struct JumpTarget {
    /// Names it in requests of the page.
    pub id: String,
    /// The text of its button.
    pub label: String,
    pub at: EventTime,
}

/// Restarts the rehearsal at a moment: stops the bot, empties its database, sets the clock, and returns the
/// emulator of the new bot.
pub type RestartCallback =
    Box<dyn Fn(EventTime) -> BoxFuture<'static, anyhow::Result<TelegramEmulator>> + Send + Sync>;

/// Moves the clock forward to a moment; the bot does on the way what is due.
pub type AdvanceClockCallback = Box<dyn Fn(EventTime) -> BoxFuture<'static, ()> + Send + Sync>;

/// The settings of the page.
pub struct RehearsalConfig {
    pub event_title: String,
    pub time_zone: Tz,
    pub clock: Clock,
    pub jump_targets: Vec<JumpTarget>,
    /// The roles of users, by their id; a user who was added on the page has none.
    pub role_labels: Vec<(i64, &'static str)>,
    /// The bot's username, by which the page recognises its links.
    pub bot_username: String,
    /// A database that was named on the command line is never emptied, so the rehearsal cannot restart.
    pub has_named_database: bool,
    pub advance_clock: AdvanceClockCallback,
    pub restart: RestartCallback,
    /// Ends the event streams, so that the server can stop.
    pub stop: CancellationToken,
}
