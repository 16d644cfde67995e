//! All integration tests in one binary: scenarios with the emulated Telegram,
//! the stores on both databases, and the rules of the architecture.

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]

#[macro_use]
mod test_bot;
mod process;
mod run_options;

mod announcements;
mod answer_edge_cases;
mod answer_facts;
mod answer_fallbacks;
mod answers;
mod architecture;
mod ask_command;
mod attendee_list;
mod bot_api_responses;
mod broadcast_crashes;
mod browser;
mod calendar;
mod clock_jumps;
mod command_line;
mod commands;
mod conversation_interrupts;
mod crashes;
mod data_subject_rights;
mod database;
mod database_file;
mod dispatch_batching;
mod doctor;
mod documents;
mod emulate_command;
mod erasure_and_return;
mod event_identity;
mod exports;
mod flags;
mod floods;
mod follow_ups;
mod free_text_input;
mod fuzz;
mod groups;
mod guest_references;
mod hall_screen;
mod health;
mod incident_reports;
mod invalid_input;
mod languages;
mod locales;
mod moderation;
mod moderation_menus;
mod not_understood;
mod outages;
mod outbox_batching;
mod payloads;
#[expect(dead_code, reason = "the crate's own tests use the rest")]
#[path = "../../crates/event-documents/tests/documents/reader.rs"]
mod pdf_reader;
mod pipeline;
mod privacy;
mod private_cases;
mod programme;
mod question_concurrency;
mod question_edge_cases;
mod question_exports;
mod questions;
mod registration;
mod registration_card;
mod registration_drafts;
mod registration_free_text;
mod registration_properties;
mod reminder_settings;
mod reminders;
mod reminders_model;
mod retention;
mod roles;
mod schedule_change_effects;
mod schedule_changes;
mod schema;
mod screening;
mod seats;
mod send_fairness;
mod send_scheduler;
mod statements;
mod texts_command;
mod time_answers;
mod understanding;
mod unknown_updates;
mod web_load;
mod webhook;
