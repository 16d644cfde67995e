//! The emulator as callers see it: one handle with the actions of users, the calls of the bot, and
//! everything that a test reads.

mod bot_calls;
mod groups;
mod handle;
mod inspection;
mod topics;
mod updates;
mod user_actions;
mod wire_response;

pub use handle::TelegramEmulator;
pub(crate) use wire_response::WireResponse;
