//! The edge to Telegram, and the only folder that names teloxide.
//!
//! ```text
//! polling  → dispatch: updates, unacknowledged until their effect is committed
//! webhook  → dispatch: the same, brought instead of fetched
//! sender   ← outbox:   letters, removed only when Telegram has taken them
//! ```

pub mod api;
pub mod delivery;
mod formatting;
pub mod incoming;
pub mod limits;
pub mod outgoing;
pub mod polling;
pub mod profile;
pub mod scheduler;
pub mod sender;
mod update;
pub mod webhook;

use serde_json::value::RawValue;

/// An update as it came: its number, and the text it is read from only inside its own turn, so
/// that one that cannot be read harms no other.
#[derive(Debug, Clone)]
pub struct RawUpdate {
    pub id: i64,
    pub json: Box<RawValue>,
}
