//! The one test binary: short plays on the emulated Telegram, the stores on both databases, and the
//! rules of the house.

#[macro_use]
mod stage;
mod process;

mod answers;
mod ask;
mod asking;
mod browser;
mod calendar;
mod cards;
mod command_line;
mod conversation;
mod crashes;
mod emulator;
mod guests;
mod house;
mod languages;
mod locales;
mod moments;
mod pipeline;
mod programme;
mod questions;
mod registration;
mod reminders;
mod rights;
mod seats;
mod stores;
mod strange;
mod understanding;
