//! The emulator behaves like Telegram in the updates it sends, the requests it refuses and their
//! descriptions, and what a client sees over HTTP.

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]

mod api_errors;
mod http;
mod sending;
mod third_party_clients;
mod updates;
mod user_actions;

use serde_json::{Value, json};
use telegram_emulator::{BotAccount, BotApiError, ManualClock, TelegramEmulator};

const TOKEN: &str = "42:emulated";
const MARIE: i64 = 1001;
const JEAN: i64 = 1002;
/// Monday 12 November 2012, 10:00 in Martinique.
const MONDAY: i64 = 1_352_728_800_000;

/// An emulator with two users, of whom Marie has started the bot.
fn emulator() -> (TelegramEmulator, ManualClock) {
    let clock = ManualClock::new(MONDAY);
    let bot = BotAccount { token: TOKEN.into(), username: "koze_bot".into(), name: "Kozé".into(), id: 42 };
    let emulator = TelegramEmulator::new(clock.clone(), bot);
    emulator.add_user(MARIE, "Marie", Some("Céleste"), Some("fr"));
    emulator.add_user(JEAN, "Jean", None, None);
    emulator.user_sends_text(MARIE, "/start");
    (emulator, clock)
}

/// Sends a text to Marie; returns the message's number.
fn send(emulator: &TelegramEmulator, text: &str) -> i64 {
    let sent = emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": text }));
    sent.expect("Marie accepts messages")["message_id"].as_i64().expect("a message has a number")
}

/// Sends a text with a keyboard to Marie.
fn send_with_markup(emulator: &TelegramEmulator, markup: Value) -> Result<Value, BotApiError> {
    emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": "Bonjour", "reply_markup": markup }))
}

/// The description of the error with which a request is refused.
fn error_text(emulator: &TelegramEmulator, method: &str, params: Value) -> String {
    match emulator.call(method, params) {
        Ok(result) => panic!("{method} was not refused: {result}"),
        Err(error) => error.description,
    }
}

/// The unconfirmed updates from an offset on.
fn pending_updates(emulator: &TelegramEmulator, offset: i64) -> Vec<Value> {
    let updates = emulator.call("getUpdates", json!({ "offset": offset })).expect("updates can be read");
    updates.as_array().expect("updates are a list").clone()
}

fn update_ids(updates: &[Value]) -> Vec<i64> {
    updates.iter().filter_map(|update| update["update_id"].as_i64()).collect()
}
