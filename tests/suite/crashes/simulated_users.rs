//! The simulated users of the crash tests: what each of them does, and which messages each must get.

use koze::clock::Millis;
use telegram_emulator::{Author, ChatMessage, LoggedRequest, TelegramEmulator};

use super::QUESTIONS;
use crate::test_bot::remove_typography;

/// Registers and asks, each step once the previous one is answered. Returns the id of the first update.
pub async fn simulate_user(emulator: &TelegramEmulator, person: i64) -> i64 {
    let first_update = register_user(emulator, person).await;
    for n in 1..=QUESTIONS {
        let ask = emulator.user_sends_text(person, "/start q");
        wait_for_answer(emulator, person, ask.message_id, |bubble| {
            bubble.plain_text.contains("votre prochain message")
        })
        .await;
        let asked = emulator.user_sends_text(person, &question_text(person, n));
        wait_for_answer(emulator, person, asked.message_id, |bubble| {
            question_number(&bubble.plain_text).is_some()
        })
        .await;
    }
    first_update
}

/// Registers, each step once the previous one is answered. Returns the id of the first update.
pub async fn register_user(emulator: &TelegramEmulator, person: i64) -> i64 {
    emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
    let start = emulator.user_sends_text(person, "/start");
    let notice =
        wait_for_answer(emulator, person, start.message_id, |bubble| has_button(bubble, "reg:consent:yes"))
            .await;
    emulator.user_presses_callback(person, notice, "reg:consent:yes");
    wait_for_answer(emulator, person, notice - 1, |bubble| has_button(bubble, "reg:name:same")).await;
    emulator.user_presses_callback(person, notice, "reg:name:same");
    wait_for_answer(emulator, person, notice - 1, |bubble| has_button(bubble, "reg:category:resident")).await;
    emulator.user_presses_callback(person, notice, "reg:category:resident");
    wait_for_answer(emulator, person, notice, |bubble| bubble.plain_text.contains("À quel numéro")).await;
    let skip = emulator.user_sends_text(person, "Passer");
    let summary = wait_for_answer(emulator, person, skip.message_id, |bubble| {
        has_button(bubble, "reg:summary:confirm")
    })
    .await;
    emulator.user_presses_callback(person, summary, "reg:summary:confirm");
    wait_for_answer(emulator, person, summary, |bubble| bubble.plain_text.contains("Je vous le rappellerai"))
        .await;
    start.update_id.unwrap()
}

/// Waits for a message of the bot with an id above `after`; returns its id.
async fn wait_for_answer(
    emulator: &TelegramEmulator,
    person: i64,
    after: i64,
    is_it: impl Fn(&ChatMessage) -> bool,
) -> i64 {
    loop {
        let revision = emulator.revision();
        let found = emulator.find_message(person, |bubble| {
            bubble.author == Author::Bot && bubble.message_id > after && is_it(bubble)
        });
        if let Some(bubble) = found {
            return bubble.message_id;
        }
        emulator.wait_for_change(revision).await;
    }
}

fn has_button(bubble: &ChatMessage, data: &str) -> bool {
    bubble.inline_keyboard.as_ref().is_some_and(|rows| rows.to_string().contains(&format!("\"{data}\"")))
}

pub fn question_text(person: i64, n: usize) -> String {
    format!("Question {n} de la personne {person} : et les jeunes ?")
}

/// The question number in an acknowledgement.
pub fn question_number(text: &str) -> Option<i64> {
    remove_typography(text)
        .strip_prefix("📨 C'est noté : ")?
        .split("question n° ")
        .nth(1)?
        .split(['.', '<'])
        .next()?
        .parse()
        .ok()
}

/// The texts sent to a person, one for each message and edit, with their times.
pub fn sent_texts_with_times(emulator: &TelegramEmulator, person: i64) -> Vec<(Millis, String)> {
    let told = |request: &LoggedRequest| {
        request.error.is_none()
            && request.fault.is_none()
            && matches!(request.method, "sendMessage" | "editMessageText")
            && request.params["chat_id"].as_i64() == Some(person)
    };
    let text = |request: LoggedRequest| Some((request.at, request.params["text"].as_str()?.to_owned()));
    emulator.requests().into_iter().filter(told).filter_map(text).collect()
}

pub fn sent_texts(emulator: &TelegramEmulator, person: i64) -> Vec<String> {
    sent_texts_with_times(emulator, person).into_iter().map(|(_, text)| text).collect()
}

/// The texts without digits, because numbers differ between people, and without the list of similar
/// questions, which depends on what others have asked.
pub fn comparable_texts(emulator: &TelegramEmulator, person: i64) -> Vec<String> {
    let told = sent_texts(emulator, person);
    let own = |text: &'_ String| match text.split_once("\n\n") {
        Some((own, _)) if own.starts_with("📨") => own.to_owned(),
        _ => text.clone(),
    };
    told.iter().map(own).map(|text| text.replace(|c: char| c.is_ascii_digit(), "")).collect()
}

/// The positions of the earlier copies of repeated messages. An error
/// unless every message is the next one due or repeats an earlier one.
pub fn find_repeats(model: &[String], heard: &[String]) -> Result<Vec<usize>, String> {
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
    assert_eq!(find_repeats(&model, &heard(&["a", "b", "a", "c"])), Ok(vec![]));
    assert_eq!(find_repeats(&model, &heard(&["a", "a", "b", "a", "b", "c"])), Ok(vec![0, 2]));
    assert!(find_repeats(&model, &heard(&["a", "b", "c"])).is_err());
    assert!(find_repeats(&model, &heard(&["a", "b", "a"])).is_err());
    assert!(find_repeats(&model, &heard(&["a", "b", "a", "x", "c"])).is_err());
}
