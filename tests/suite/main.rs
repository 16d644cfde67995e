//! The one test binary: short plays on the emulated Telegram, the stores on both databases, and the
//! rules of the house.

#[macro_use]
mod stage;
mod process;

mod announcements;
mod answers;
mod ask;
mod asking;
mod batches;
mod beside;
mod browser;
mod calendar;
mod cards;
mod changes;
mod command_line;
mod confiding;
mod conversation;
mod crashes;
mod desk;
mod doctor;
mod drafts;
mod emulator;
mod exports;
mod floods;
mod fuzz;
mod guests;
mod hall;
mod health;
mod house;
mod interrupted;
mod languages;
mod leaps;
mod letters;
mod line;
mod live;
mod locales;
mod middle;
mod moments;
mod odd_questions;
mod outages;
mod pipeline;
mod programme;
mod questions;
mod registration;
mod reminders;
mod rights;
mod round_table;
mod season;
mod seats;
mod stores;
mod strange;
mod talk;
mod understanding;
mod webhook;
mod wishes;
