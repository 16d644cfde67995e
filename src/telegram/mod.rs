//! The only module that knows the Telegram Bot API and teloxide.
//!
//! ```text
//! polling  → dispatch: updates, not acknowledged until their effect is committed
//! webhook  → dispatch: the same, posted by Telegram
//! sender   ← outbox:   messages, removed only when their result is recorded
//! ```

pub mod api;
pub mod delivery;
mod formatting;
pub mod incoming;
pub mod limits;
mod outgoing;
pub mod polling;
pub mod profile;
mod raw_update;
mod recently_sent;
pub mod scheduler;
pub mod sender;
mod update;
pub mod web_app;
pub mod webhook;

pub use raw_update::RawUpdate;
