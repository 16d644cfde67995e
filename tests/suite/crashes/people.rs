//! The people of a play whose bot is killed: what each of them does, and what each is to hear.

use koze::clock::Millis;
use koze::rehearsal::world::{Author, Bubble, Request, World};

use super::QUESTIONS;
use crate::stage::plain;

/// Registers and asks, each step as soon as the one before is answered. Gives the first update.
pub async fn live(world: &World, person: i64) -> i64 {
    world.person(person, "Une", Some("Personne"), Some("fr"));
    let start = world.says(person, "/start");
    let notice = answered(world, person, start.message_id, |bubble| has(bubble, "reg:consent:yes")).await;
    world.presses(person, notice, "reg:consent:yes");
    answered(world, person, notice - 1, |bubble| has(bubble, "reg:name:same")).await;
    world.presses(person, notice, "reg:name:same");
    answered(world, person, notice - 1, |bubble| has(bubble, "reg:category:resident")).await;
    world.presses(person, notice, "reg:category:resident");
    answered(world, person, notice, |bubble| bubble.plain.contains("À quel numéro")).await;
    let skip = world.says(person, "Passer");
    let summary = answered(world, person, skip.message_id, |bubble| has(bubble, "reg:summary:confirm")).await;
    world.presses(person, summary, "reg:summary:confirm");
    answered(world, person, summary, |bubble| bubble.plain.contains("Je vous le rappellerai")).await;
    for n in 1..=QUESTIONS {
        let ask = world.says(person, "/start q");
        answered(world, person, ask.message_id, |bubble| bubble.plain.contains("votre prochain message"))
            .await;
        let asked = world.says(person, &question(person, n));
        answered(world, person, asked.message_id, |bubble| number(&bubble.plain).is_some()).await;
    }
    start.update_id.unwrap()
}

/// Waits for a message of the bot behind `after`, and gives its number.
async fn answered(world: &World, person: i64, after: i64, is_it: impl Fn(&Bubble) -> bool) -> i64 {
    loop {
        let revision = world.revision();
        let found = world
            .find(person, |bubble| bubble.from == Author::Bot && bubble.message_id > after && is_it(bubble));
        if let Some(bubble) = found {
            return bubble.message_id;
        }
        world.changed(revision).await;
    }
}

fn has(bubble: &Bubble, data: &str) -> bool {
    bubble.inline_keyboard.as_ref().is_some_and(|rows| rows.to_string().contains(&format!("\"{data}\"")))
}

pub fn question(person: i64, n: usize) -> String {
    format!("Question {n} de la personne {person} : et les jeunes ?")
}

/// The number that an acknowledgement names.
pub fn number(text: &str) -> Option<i64> {
    plain(text)
        .strip_prefix("📨 C'est noté : ")?
        .split("question n° ")
        .nth(1)?
        .split(['.', '<'])
        .next()?
        .parse()
        .ok()
}

/// What somebody was told, message by message and edit by edit, and when.
pub fn told(world: &World, person: i64) -> Vec<(Millis, String)> {
    let told = |request: &Request| {
        request.refused.is_none()
            && request.fault.is_none()
            && matches!(request.method, "sendMessage" | "editMessageText")
            && request.params["chat_id"].as_i64() == Some(person)
    };
    let text = |request: Request| Some((request.at, request.params["text"].as_str()?.to_owned()));
    world.requests().into_iter().filter(told).filter_map(text).collect()
}

pub fn texts(world: &World, person: i64) -> Vec<String> {
    told(world, person).into_iter().map(|(_, text)| text).collect()
}

/// The same without the numbers, which are everybody's own, and without what others had asked by
/// then.
pub fn heard(world: &World, person: i64) -> Vec<String> {
    let told = texts(world, person);
    let own = |text: &'_ String| match text.split_once("\n\n") {
        Some((own, _)) if own.starts_with("📨") => own.to_owned(),
        _ => text.clone(),
    };
    told.iter().map(own).map(|text| text.replace(|c: char| c.is_ascii_digit(), "")).collect()
}

/// Which messages came again, each with the place of the one before that said the same: every message
/// is the one that is due, or one that was there before.
pub fn repeats(model: &[String], heard: &[String]) -> Result<Vec<usize>, String> {
    let mut due = 0;
    let mut again = Vec::new();
    for (place, text) in heard.iter().enumerate() {
        if model.get(due) == Some(text) {
            due += 1;
        } else if let Some(before) = heard[..place].iter().rposition(|earlier| earlier == text) {
            again.push(before);
        } else {
            return Err(format!("something else after {due} messages: {text}"));
        }
    }
    if due == model.len() { Ok(again) } else { Err(format!("only {due} of {}", model.len())) }
}

#[test]
fn the_check_itself_sees_what_is_missing_or_foreign() {
    let model = ["a", "b", "a", "c"].map(str::to_owned);
    let heard = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(repeats(&model, &heard(&["a", "b", "a", "c"])), Ok(vec![]));
    assert_eq!(repeats(&model, &heard(&["a", "a", "b", "a", "b", "c"])), Ok(vec![0, 2]));
    assert!(repeats(&model, &heard(&["a", "b", "c"])).is_err());
    assert!(repeats(&model, &heard(&["a", "b", "a"])).is_err());
    assert!(repeats(&model, &heard(&["a", "b", "a", "x", "c"])).is_err());
}
