//! Kozé, a Telegram bot for public events. This page is the table of contents: a section for each layer, the
//! lowest first, and inside a section the modules by name. ARCHITECTURE.md describes how an update flows
//! through them and what must always hold; `LAYERS` in tests/suite/architecture.rs has the order of imports
//! inside each layer.

#![warn(clippy::string_slice, reason = "an index inside a character of somebody's text would panic")]

// ---- foundations: no feature is known

/// How long a failing operation waits before its next attempt.
pub mod backoff;
/// Typed caches for database reads, per transaction and per process.
pub mod cache;
/// The event as a calendar file.
pub mod calendar;
/// Incoming and outgoing messages, independent of the messenger.
pub mod chat;
/// The two times, and the only file that reads a clock.
pub mod clock;
/// The commands, their aliases and descriptions.
pub mod commands;
/// Flags and environment, checked when they are read; secrets are never printed.
pub mod config;
/// The state of each person's conversation.
pub mod conversation;
/// Which event a database belongs to, and whether it is a rehearsal's.
pub mod database_identity;
/// One SQL text for SQLite and PostgreSQL.
pub mod db;
/// Hashes and keyed hashes, in hexadecimal.
pub mod digest;
/// Fault injection for tests: kill the process at a named point, skew the clock.
pub mod fault_injection;
/// The interface languages: texts, numbers and dates, typography.
pub mod i18n;
/// Types for the ids of people, chats, questions …
pub mod ids;
/// Lists of keywords, and whether a typed text has them.
pub mod keywords;
/// The leader's lease: one instance sends, ticks and polls at a time.
pub mod lease;
/// Counters and gauges for monitoring.
pub mod metrics;
/// Makes types around an `i64`: ids and moments.
mod number_types;
/// The event file and the live schedule.
pub mod programme;
/// The data of buttons that one feature shows and another handles.
pub mod shared_buttons;
/// Tables as CSV, XLSX or JSON: written, and read from files of others.
pub mod spreadsheet;
/// Invisible characters, lengths and excerpts of texts.
pub mod text;

// ---- people and the outbox

/// The journal of access to personal data by staff.
pub mod audit_log;
/// The transactional outbox: messages to send and their results.
pub mod outbox;
/// Who is writing: id, language, conversation state, roles.
pub mod people;
/// People who take part in a browser: their key, their signed cookie, the way into Telegram.
pub mod visitors;

// ---- the turn, and the connection to Telegram

/// The menu, the choice of language, help.
pub mod menu;
/// The only module that knows the Telegram Bot API.
pub mod telegram;
/// The handling of one update.
pub mod turn;

// ---- features, which never import one another

/// Roles and invitations.
pub mod access;
/// Announcements of the organisers to many people.
pub mod announcements;
/// Answers to questions about the event.
#[expect(clippy::string_slice, reason = "each index is where a search in the same text found something")]
pub mod answers;
/// Who has arrived.
pub mod check_in;
/// What people thought of the event.
pub mod feedback;
/// The queue for the microphone in the exchanges with the hall.
pub mod floor_requests;
/// Groups and channels of residents in which the bot posts what is public.
pub mod linked_groups;
/// Export, erasure and retention of personal data.
pub mod personal_data;
/// Questions to the speakers, from the audience to the moderators and the screen.
pub mod questions;
/// Where people come from: links for posters and partners, and how often they were opened.
pub mod referrals;
/// Registrations, seats and the waitlist.
pub mod registration;
/// Reminders, and changes of the schedule.
pub mod reminders;
/// What the stage reads on a tablet: the point of the programme, and lines from the moderators.
pub mod stage;

// ---- what joins the features

/// Renders the files that messages carry.
pub mod attachments;
/// The organisers' desk: figures, search, digest.
pub mod desk;
/// Batches of updates, their classification and routing.
pub mod dispatch;
/// What organisers print and export, and the certificates of attendance.
pub mod documents;
/// What became of the questions: the account that organisers publish.
pub mod question_account;
/// The hall screen, health and metrics.
pub mod web;

// ---- the running bot

/// Opens the database, starts the loops, and stops them in order.
pub mod app;

// ---- the bot without Telegram

/// The event without Telegram, to rehearse.
pub mod rehearsal;

// ---- the command line

/// The commands of `koze`, their flags and exit codes.
pub mod cli;
