//! The one test binary: short plays on the emulated Telegram, the stores on both databases, and the
//! rules of the house.

#[macro_use]
mod stage;
mod process;

mod answers;
mod browser;
mod command_line;
mod crashes;
mod emulator;
mod house;
mod languages;
mod locales;
mod pipeline;
mod programme;
mod questions;
mod registration;
mod reminders;
mod stores;
mod strange;
