//! Kozé, a Telegram bot for public events. This page is the table of contents, lowest layer first; ARCHITECTURE.md
//! describes how an update flows through the modules and what must always hold.

// ---- foundations: no feature is known

/// Values that handlers cache within a transaction, and between transactions.
pub mod cache;
/// The event as a calendar file.
pub mod calendar;
/// Incoming and outgoing messages, independent of the messenger.
pub mod chat;
/// Event time and real time, and the only code that reads a clock.
pub mod clock;
/// The commands, their aliases and descriptions.
pub mod commands;
/// Settings from flags and the environment; secrets are never printed.
pub mod config;
/// The state of each person's conversation.
pub mod conversation;
/// Which event a database belongs to, and whether it is a rehearsal's.
pub mod database_identity;
/// SQLite and PostgreSQL with one SQL text.
pub mod db;
/// Fault injection for tests; compiled out of release builds.
pub mod fault_injection;
/// Texts in French, Creole and English.
pub mod i18n;
/// Types for the ids of people, chats, questions …
pub mod ids;
/// Lists of keywords, and whether a typed text has them.
pub mod keywords;
/// The lease: one instance polls, sends and ticks at a time.
pub mod lease;
/// Metrics for the operators.
pub mod metrics;
/// The event file and the live schedule.
pub mod programme;
/// Tables as CSV, XLSX or JSON.
pub mod spreadsheet;
/// Invisible characters, lengths and excerpts of texts.
pub mod text;

// ---- people and the outbox

/// Messages to send, stored in the transaction that causes them.
pub mod outbox;
/// People: their language, conversation, roles and personal data.
pub mod people;

// ---- the turn, and the connection to Telegram

/// The menu, the choice of language, help.
pub mod menu;
/// Everything that knows the Bot API.
pub mod telegram;
/// The handling of one update.
pub mod turn;

// ---- features

/// Announcements of the organisers to many people.
pub mod announcements;
/// Answers to questions about the event.
pub mod answers;
/// Roles, rights over personal data, and retention.
pub mod organiser;
/// Questions to the speakers, from the audience to the moderators and the screen.
pub mod questions;
/// Registrations, seats and the waitlist.
pub mod registration;
/// Reminders, and changes of the schedule.
pub mod reminders;

// ---- the program

/// The running bot: opens, starts the loops, and stops them in order.
pub mod app;
/// Renders files for the sender.
pub mod attachments;
/// The command line.
pub mod cli;
/// Batches of updates, their classification and routing.
pub mod dispatch;
/// The event without Telegram, to rehearse.
pub mod rehearsal;
/// The hall screen, health and metrics.
pub mod web;
