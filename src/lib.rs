//! Kozé, the companion of a public forum. This page is the table of contents, in reading order;
//! ARCHITECTURE.md tells how an update flows through it and what must always hold.

// ---- ground: knows nobody

/// How long a failing operation waits before its next attempt.
pub mod backoff;
/// Typed caches for database reads, per transaction and per process.
pub mod cache;
/// The forum as a calendar file.
pub mod calendar;
/// Our words for talk: what people send, what is said to them.
pub mod chat;
/// The two times, and the only file that reads a clock.
pub mod clock;
/// The commands people may type.
pub mod commands;
/// Flags and environment, checked when they are read; secrets are never printed.
pub mod config;
/// Where each person is in their conversation with the bot.
pub mod conversation;
/// Which event a database is of, and whether it is a real one.
pub mod database_identity;
/// One SQL text for SQLite and PostgreSQL.
pub mod db;
/// Fault injection for tests: kill the process at a named point, skew the clock.
pub mod fault_injection;
/// The interface languages: texts, numbers and dates, typography.
pub mod i18n;
/// Typed numbers: people, chats, questions.
pub mod ids;
/// Words typed where a button stands.
pub mod keywords;
/// The leader's lease: one instance sends, ticks and polls at a time.
pub mod lease;
/// Counters and gauges for monitoring.
pub mod metrics;
/// The event file, checked once, and the live schedule.
pub mod programme;
/// A table as a file for spreadsheets and programs.
pub mod spreadsheet;
/// Text people type: what of it can be seen, how long it is.
pub mod text;

// ---- everybody who writes, everything that will be sent

/// The transactional outbox: messages to send and their results.
pub mod outbox;
/// Who is writing: id, language, conversation state, roles.
pub mod people;

// ---- the turn, and the edge to the messenger

/// The five buttons, the language, help.
pub mod menu;
/// The only module that knows the Telegram Bot API.
pub mod telegram;
/// What one turn may touch.
pub mod turn;

// ---- the rooms: the mission

/// Roles and invitations.
pub mod access;
/// ROOM 6: organisers tell everybody something at once.
pub mod announcements;
/// ROOM 2: a question about the programme is answered.
pub mod answers;
/// Export, erasure and retention of personal data.
pub mod personal_data;
/// ROOM 4: a question travels to the round table.
pub mod questions;
/// ROOM 1: a resident registers.
pub mod registration;
/// ROOM 3: people are reminded in time.
pub mod reminders;

// ---- putting it together

/// Wiring: open, migrate, start the loops, stop in order.
pub mod app;
/// Renders the files that messages carry.
pub mod attachments;
/// The command line.
pub mod cli;
/// One update, one turn.
pub mod dispatch;
/// The forum without Telegram.
pub mod rehearsal;
/// The hall screen, health, metrics.
pub mod web;
