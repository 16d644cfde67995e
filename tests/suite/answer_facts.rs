//! Every intent is answered with its facts in each language, before, during and after the event. The expected
//! facts are in tests/data/facts.toml; every button below an answer is pressed too.

use std::collections::{BTreeMap, BTreeSet};

use koze::i18n::{Lang, texts};
use koze::programme::{LocalizedText, Programme, Session};
use serde::Deserialize;
use telegram_emulator::Author;

use crate::test_bot::{Database, TestBot};

#[derive(Deserialize)]
struct FactTable {
    moments: BTreeMap<String, String>,
    buttons: BTreeMap<String, String>,
    ask: Vec<ExpectedAnswer>,
}

#[derive(Deserialize)]
struct ExpectedAnswer {
    intent: String,
    say: BTreeMap<String, String>,
    facts: Vec<String>,
    #[serde(default)]
    at: BTreeMap<String, Vec<String>>,
}

impl ExpectedAnswer {
    fn facts(&self, moment: &str) -> impl Iterator<Item = &String> {
        self.facts.iter().chain(self.at.get(moment).into_iter().flatten())
    }
}

fn load_facts() -> FactTable {
    toml::from_str(include_str!("../data/facts.toml")).unwrap()
}

/// Everything that one person sees of the bot: all texts, and the buttons below them.
#[derive(Clone)]
struct BotOutput {
    text: String,
    /// Label and callback data of each.
    buttons: Vec<(String, String)>,
}

fn bot_output(test: &TestBot, who: i64) -> BotOutput {
    let bubbles = test.emulator.messages(who).into_iter().filter(|bubble| bubble.author == Author::Bot);
    let mut seen = BotOutput { text: String::new(), buttons: Vec::new() };
    for bubble in bubbles {
        seen.text.push_str(&bubble.plain_text);
        seen.text.push('\n');
        let rows = bubble.inline_keyboard.as_ref().and_then(|rows| rows.as_array().cloned());
        let buttons: Vec<(String, String)> = rows
            .iter()
            .flatten()
            .flat_map(|row| row.as_array().cloned().unwrap_or_default())
            .map(|button| {
                let part = |name: &str| button[name].as_str().unwrap_or_default().to_owned();
                (part("text"), part("callback_data"))
            })
            .collect();
        let once: BTreeSet<&String> = buttons.iter().map(|(label, _)| label).collect();
        assert_eq!(once.len(), buttons.len(), "two buttons of one message have the same label: {buttons:?}");
        let once: BTreeSet<&String> = buttons.iter().map(|(_, data)| data).collect();
        assert_eq!(once.len(), buttons.len(), "two buttons of one message have the same data: {buttons:?}");
        seen.buttons.extend(buttons);
    }
    seen
}

/// The longest part of a message without a variable.
fn longest_fixed_text(id: &str, lang: Lang) -> String {
    let html = texts(lang).html(id, &[]);
    let mut plain = String::new();
    let (mut tag, mut variable) = (false, false);
    for letter in html.chars() {
        match letter {
            '<' => tag = true,
            '>' if tag => tag = false,
            '{' => variable = true,
            '}' => {
                variable = false;
                plain.push('\n');
            }
            _ if !tag && !variable => plain.push(letter),
            _ => {}
        }
    }
    let longest = plain.lines().map(str::trim).max_by_key(|piece| piece.chars().count());
    longest.unwrap_or_default().to_owned()
}

/// The text of a fact in one language.
fn fact_text(fact: &str, lang: Lang, programme: &Programme) -> String {
    let t = texts(lang);
    let session = |id: &str| -> &Session { programme.session(id).expect(id) };
    let at = |list: &[LocalizedText], id_and_number: &str| {
        let (_, number) = id_and_number.split_once(':').unwrap();
        list[number.parse::<usize>().unwrap()].get(lang).to_owned()
    };
    if let Some(inside) = fact.strip_prefix('[').and_then(|fact| fact.strip_suffix(']')) {
        return match chrono::NaiveTime::parse_from_str(inside, "%H:%M") {
            Ok(time) => t.format_time(time),
            Err(_) => t.format_date(inside.parse().unwrap()),
        };
    }
    if let Some(id) = fact.strip_prefix('<').and_then(|fact| fact.strip_suffix('>')) {
        return longest_fixed_text(id, lang);
    }
    match fact.split_once(':') {
        Some(("title", id)) => session(id).title.get(lang).to_owned(),
        Some(("topic", id)) => {
            let topic = programme.topics.iter().find(|topic| topic.id == id).expect(id);
            topic.text.get(lang).chars().take(50).collect()
        }
        Some(("speakers", id)) => session(id).speakers.as_ref().unwrap().get(lang).to_owned(),
        Some(("part", rest)) => at(&session(rest.split(':').next().unwrap()).sub_points, rest),
        Some(("theme", rest)) => at(&session(rest.split(':').next().unwrap()).subjects, rest),
        _ if fact == "about" => programme.about.get(lang).lines().next().unwrap().to_owned(),
        _ => fact.to_owned(),
    }
}

/// Makes spaces and apostrophes plain, so that texts compare independently of their typography.
fn normalize_blanks(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
        .replace('’', "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn contains_fact(fact: &str, lang: Lang, programme: &Programme, seen: &BotOutput) -> bool {
    match fact.strip_prefix("button:") {
        Some(id) => seen
            .buttons
            .iter()
            .any(|(label, _)| normalize_blanks(label) == normalize_blanks(&texts(lang).label(id))),
        None => normalize_blanks(&seen.text).contains(&normalize_blanks(&fact_text(fact, lang, programme))),
    }
}

/// Messages to which no button may lead.
const DEAD_ENDS: [&str; 7] = [
    "unknown",
    "not-understood",
    "not-understood-again",
    "not-understood-offer",
    "not-understood-offer-again",
    "button-unknown",
    "button-stale",
];

#[test]
fn the_table_names_every_intent() {
    let table = load_facts();
    let named: BTreeSet<&str> =
        table.ask.iter().filter_map(|ask| ask.intent.split([' ', '(']).next()).collect();
    let wanted = "schedule.full schedule.now schedule.next schedule.at session.when session.who session.about \
                  event.when event.start event.end event.about venue.where venue.room registration.how \
                  registration.deadline registration.status registration.cancel registration.edit contact organiser \
                  refreshments topic.mediation topic.adultes-relais question.ask question.status reminder.settings \
                  language.switch human smalltalk.greeting smalltalk.thanks unknown.in-scope out-of-scope";
    assert_eq!(named, wanted.split_whitespace().collect());
    for ask in &table.ask {
        let says = |moment| ask.facts(moment).next().is_some();
        assert!(ask.say.len() == 3 && table.moments.keys().any(|moment| says(moment)), "{}", ask.intent);
        assert!(ask.at.keys().all(|moment| table.moments.contains_key(moment)), "{}", ask.intent);
    }
}

/// Each question comes from a person of its own, and all questions of one moment are handled together.
#[tokio::test]
async fn every_intent_is_answered_with_its_facts_and_every_button_keeps_its_word() {
    let table = load_facts();
    let programme = Programme::built_in();
    let mut wrong: Vec<String> = Vec::new();
    for (moment, time) in &table.moments {
        let mut test = TestBot::open(Database::sqlite().await, time).await;
        let mut next = 10_000;
        let mut person = |test: &TestBot, code: &str| {
            next += 1;
            test.emulator.add_user(next, "Marie", Some("Exemple"), Some(code));
            next
        };
        let mut asked: Vec<(i64, &ExpectedAnswer, Lang, &String)> = Vec::new();
        for ask in &table.ask {
            for (code, text) in &ask.say {
                let who = person(&test, code);
                test.emulator.user_sends_text(who, text);
                asked.push((who, ask, Lang::from_code(code).unwrap(), text));
            }
        }
        test.run_until_idle().await;
        // each button is pressed once per language, by a person who asked the same question
        let mut to_press: BTreeMap<(Lang, String), (String, String)> = BTreeMap::new();
        for (who, ask, lang, text) in asked {
            let seen = bot_output(&test, who);
            for fact in ask.facts(moment).filter(|fact| !contains_fact(fact, lang, &programme, &seen)) {
                let wanted = fact_text(fact, lang, &programme);
                wrong.push(format!(
                    "{moment}, {}: “{text}” lacks {fact} (“{wanted}”):\n{}{:?}",
                    ask.intent, seen.text, seen.buttons
                ));
            }
            for (label, data) in &seen.buttons {
                // the data of a forwarded question ends with its number, which varies
                let kind = data.trim_end_matches(|c: char| c.is_ascii_digit());
                to_press.entry((lang, kind.to_owned())).or_insert_with(|| (label.clone(), text.clone()));
            }
        }
        let mut pressing: Vec<(i64, Lang, String, String, String)> = Vec::new();
        for ((lang, kind), (label, text)) in to_press {
            let who = person(&test, lang.code());
            test.emulator.user_sends_text(who, &text);
            pressing.push((who, lang, kind, label, text));
        }
        test.run_until_idle().await;
        let mut before: BTreeMap<i64, BotOutput> = BTreeMap::new();
        for (who, _, kind, label, text) in &pressing {
            let shown = bot_output(&test, *who);
            let data =
                shown.buttons.iter().find(|(_, data)| data.starts_with(kind)).map(|(_, data)| data.clone());
            let Some(data) = data else {
                wrong.push(format!("{moment}: “{text}” had “{label}” before and has not now"));
                continue;
            };
            before.insert(*who, shown);
            test.emulator.user_presses_callback(*who, test.keyboard_message(*who), &data);
        }
        test.run_until_idle().await;
        for (who, lang, kind, label, text) in &pressing {
            let Some(earlier) = before.get(who) else { continue };
            let mut after = bot_output(&test, *who);
            let toasts: Vec<String> =
                test.emulator.callback_answers(*who).into_iter().map(|toast| toast.text).collect();
            // only the text after the earlier one counts, unless an edit has replaced it
            let same = after.text.starts_with(&earlier.text);
            if same {
                after.text.drain(..earlier.text.len());
            }
            after.text.push_str(&toasts.join("\n"));
            if after.text.trim().is_empty() {
                wrong.push(format!("{moment}: “{text}”, then “{label}”: nothing is said"));
            }
            for dead in DEAD_ENDS {
                if normalize_blanks(&after.text).contains(&normalize_blanks(&longest_fixed_text(dead, *lang)))
                {
                    wrong
                        .push(format!("{moment}: “{text}”, then “{label}” leads to {dead}:\n{}", after.text));
                }
            }
            let Some(intent) = table.buttons.get(kind) else { continue };
            let promised = table.ask.iter().find(|ask| ask.intent == *intent).unwrap();
            for fact in promised.facts(moment).filter(|fact| !contains_fact(fact, *lang, &programme, &after))
            {
                wrong.push(format!(
                    "{moment}: “{text}”, then “{label}” ({kind}) lacks {fact}:\n{}",
                    after.text
                ));
            }
        }
        test.end().await;
    }
    assert!(wrong.is_empty(), "{} wrong answers:\n\n{}", wrong.len(), wrong.join("\n\n"));
}
