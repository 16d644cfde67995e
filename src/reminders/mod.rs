//! Reminders: every registered person is reminded in time, once of each thing, and informed when the schedule
//! changes.
//!
//! ```text
//! (22 November, 18:00)
//! Kozé       C'est demain : Forum sur la médiation sociale, 8h, Palais des Congrès …
//! Organiser  /decaler 15
//! Kozé       Table ronde : 10h30 → 10h45 … 212 personnes seront prévenues. [Confirmer]
//! ```
//!
//! `tick` sends reminders and corrections. A person chooses in `settings` what they get; an organiser changes the
//! schedule in `change_requests`, `change_preview` and `change_presses`.

mod change_command;
mod change_parser;
mod change_presses;
mod change_preview;
mod change_requests;
mod corrections;
mod messages;
mod model;
mod payload;
mod rules;
mod sending;
mod settings;
mod store;
mod view;
mod withdrawal;

use crate::turn::{Turn, TurnResult};

pub use change_parser::may_be_change;
pub use change_requests::{SessionFinder, change_schedule, try_change_from_text};
pub use model::{ReminderTick, SentMessage};
pub use payload::{Payload, PreviewedChange, SchedulePayload, SettingsPayload, UnknownPayload};
pub use rules::due_times;
pub use sending::{assume_sent, count_due, tick};
pub use settings::open;
pub use withdrawal::{find_sent_messages, withdraw_if_cancelled};

/// A press on a button of this feature; false when the button names nothing that exists.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<bool> {
    match payload {
        Payload::Settings(payload) => settings::press(turn, payload).await,
        Payload::Schedule(payload) => change_presses::press(turn, payload).await,
    }
}
