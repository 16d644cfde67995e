//! The emulated Telegram behaves like the real one: what it hands out, what it refuses and in
//! which words, and what comes over the wire. Plays of other files stand on this.

mod people;
mod refusals;
mod sending;
mod updates;
mod wire;

use koze::clock::Clock;
use koze::rehearsal::world::{Bot, Refusal, World};
use serde_json::{Value, json};

const TOKEN: &str = "42:emulated";
const MARIE: i64 = 1001;
const JEAN: i64 = 1002;
/// Monday 12 November 2012, 10:00 in Martinique.
const MONDAY: i64 = 1_352_728_800_000;

/// A world with two people, of whom Marie has started the bot.
fn world() -> (World, Clock) {
    let clock = Clock::by_hand(MONDAY);
    let bot = Bot { token: TOKEN.into(), username: "koze_bot".into(), name: "Kozé".into(), id: 42 };
    let world = World::new(clock.clone(), bot);
    world.person(MARIE, "Marie", Some("Céleste"), Some("fr"));
    world.person(JEAN, "Jean", None, None);
    world.says(MARIE, "/start");
    (world, clock)
}

/// Sends a text to Marie; returns the message's number.
fn send(world: &World, text: &str) -> i64 {
    let sent = world.call("sendMessage", json!({ "chat_id": MARIE, "text": text }));
    sent.expect("Marie can be written to")["message_id"].as_i64().expect("a message has a number")
}

/// Sends a text with a keyboard to Marie.
fn send_with(world: &World, markup: Value) -> Result<Value, Refusal> {
    world.call("sendMessage", json!({ "chat_id": MARIE, "text": "Bonjour", "reply_markup": markup }))
}

/// What is said against a request, without the code.
fn refused(world: &World, method: &str, params: Value) -> String {
    match world.call(method, params) {
        Ok(done) => panic!("{method} was not refused: {done}"),
        Err(refusal) => refusal.description,
    }
}

/// The waiting updates, from an offset on.
fn updates(world: &World, offset: i64) -> Vec<Value> {
    let updates = world.call("getUpdates", json!({ "offset": offset })).expect("updates can be read");
    updates.as_array().expect("updates are a list").clone()
}

fn ids(updates: &[Value]) -> Vec<i64> {
    updates.iter().filter_map(|update| update["update_id"].as_i64()).collect()
}
