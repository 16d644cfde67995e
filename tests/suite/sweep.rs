//! Every intent, in each language, before, during and after the event: the facts of each answer are compared
//! with the table in tests/data/facts.toml, and every button under it is pressed.

use std::collections::{BTreeMap, BTreeSet};

use koze::i18n::{Lang, texts};
use koze::programme::{Local, Programme, Session};
use koze::rehearsal::world::Author;
use serde::Deserialize;

use crate::stage::{Database, Stage};

#[derive(Deserialize)]
struct Table {
    moments: BTreeMap<String, String>,
    buttons: BTreeMap<String, String>,
    ask: Vec<Ask>,
}

#[derive(Deserialize)]
struct Ask {
    intent: String,
    say: BTreeMap<String, String>,
    facts: Vec<String>,
    #[serde(default)]
    at: BTreeMap<String, Vec<String>>,
}

impl Ask {
    fn facts(&self, moment: &str) -> impl Iterator<Item = &String> {
        self.facts.iter().chain(self.at.get(moment).into_iter().flatten())
    }
}

fn table() -> Table {
    toml::from_str(include_str!("../data/facts.toml")).unwrap()
}

/// What a person sees of the bot: all texts, and the buttons under them.
#[derive(Clone)]
struct Seen {
    text: String,
    /// Label and data.
    buttons: Vec<(String, String)>,
}

fn seen(stage: &Stage, who: i64) -> Seen {
    let bubbles = stage.world.chat(who).into_iter().filter(|bubble| bubble.from == Author::Bot);
    let mut seen = Seen { text: String::new(), buttons: Vec::new() };
    for bubble in bubbles {
        seen.text.push_str(&bubble.plain);
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
        assert_eq!(once.len(), buttons.len(), "a button twice in one message: {buttons:?}");
        let once: BTreeSet<&String> = buttons.iter().map(|(_, data)| data).collect();
        assert_eq!(once.len(), buttons.len(), "two buttons that do the same: {buttons:?}");
        seen.buttons.extend(buttons);
    }
    seen
}

/// The longest piece of a message in which nothing is filled in.
fn piece(id: &str, lang: Lang) -> String {
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

/// A fact as this language says it.
fn in_words(fact: &str, lang: Lang, programme: &Programme) -> String {
    let t = texts(lang);
    let session = |id: &str| -> &Session { programme.session(id).expect(id) };
    let at = |list: &[Local], id_and_number: &str| {
        let (_, number) = id_and_number.split_once(':').unwrap();
        list[number.parse::<usize>().unwrap()].get(lang).to_owned()
    };
    if let Some(inside) = fact.strip_prefix('[').and_then(|fact| fact.strip_suffix(']')) {
        return match chrono::NaiveTime::parse_from_str(inside, "%H:%M") {
            Ok(time) => t.hour(time),
            Err(_) => t.day(inside.parse().unwrap()),
        };
    }
    if let Some(id) = fact.strip_prefix('<').and_then(|fact| fact.strip_suffix('>')) {
        return piece(id, lang);
    }
    match fact.split_once(':') {
        Some(("title", id)) => session(id).title.get(lang).to_owned(),
        Some(("topic", id)) => {
            let topic = programme.topics.iter().find(|topic| topic.id == id).expect(id);
            topic.text.get(lang).chars().take(50).collect()
        }
        Some(("speakers", id)) => session(id).speakers.as_ref().unwrap().get(lang).to_owned(),
        Some(("part", rest)) => at(&session(rest.split(':').next().unwrap()).parts, rest),
        Some(("theme", rest)) => at(&session(rest.split(':').next().unwrap()).themes, rest),
        _ if fact == "about" => programme.about.get(lang).lines().next().unwrap().to_owned(),
        _ => fact.to_owned(),
    }
}

/// Blanks that must not break a line, and curly apostrophes, are the same as plain ones.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
        .replace('’', "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn holds(fact: &str, lang: Lang, programme: &Programme, seen: &Seen) -> bool {
    match fact.strip_prefix("button:") {
        Some(id) => seen.buttons.iter().any(|(label, _)| plain(label) == plain(&texts(lang).label(id))),
        None => plain(&seen.text).contains(&plain(&in_words(fact, lang, programme))),
    }
}

/// What no button may lead to.
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
    let table = table();
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

/// All who ask at one moment, each a person of their own, are answered together.
#[tokio::test]
async fn every_intent_is_answered_with_its_facts_and_every_button_keeps_its_word() {
    let table = table();
    let programme = Programme::shipped();
    let mut wrong: Vec<String> = Vec::new();
    for (moment, time) in &table.moments {
        let mut stage = Stage::open(Database::sqlite().await, time).await;
        let mut next = 10_000;
        let mut person = |stage: &Stage, code: &str| {
            next += 1;
            stage.world.person(next, "Marie", Some("Exemple"), Some(code));
            next
        };
        let mut asked: Vec<(i64, &Ask, Lang, &String)> = Vec::new();
        for ask in &table.ask {
            for (code, text) in &ask.say {
                let who = person(&stage, code);
                stage.world.says(who, text);
                asked.push((who, ask, Lang::from_code(code).unwrap(), text));
            }
        }
        stage.settle().await;
        // each button is pressed once in each language, by a person who asked the same
        let mut to_press: BTreeMap<(Lang, String), (String, String)> = BTreeMap::new();
        for (who, ask, lang, text) in asked {
            let seen = seen(&stage, who);
            for fact in ask.facts(moment).filter(|fact| !holds(fact, lang, &programme, &seen)) {
                let wanted = in_words(fact, lang, &programme);
                wrong.push(format!(
                    "{moment}, {}: “{text}” lacks {fact} (“{wanted}”):\n{}{:?}",
                    ask.intent, seen.text, seen.buttons
                ));
            }
            for (label, data) in &seen.buttons {
                // what is sent on has a number of its own
                let kind = data.trim_end_matches(|c: char| c.is_ascii_digit());
                to_press.entry((lang, kind.to_owned())).or_insert_with(|| (label.clone(), text.clone()));
            }
        }
        let mut pressing: Vec<(i64, Lang, String, String, String)> = Vec::new();
        for ((lang, kind), (label, text)) in to_press {
            let who = person(&stage, lang.code());
            stage.world.says(who, &text);
            pressing.push((who, lang, kind, label, text));
        }
        stage.settle().await;
        let mut before: BTreeMap<i64, Seen> = BTreeMap::new();
        for (who, _, kind, label, text) in &pressing {
            let shown = seen(&stage, *who);
            let data =
                shown.buttons.iter().find(|(_, data)| data.starts_with(kind)).map(|(_, data)| data.clone());
            let Some(data) = data else {
                wrong.push(format!("{moment}: “{text}” had “{label}” before and has not now"));
                continue;
            };
            before.insert(*who, shown);
            stage.world.presses(*who, stage.buttons(*who), &data);
        }
        stage.settle().await;
        for (who, lang, kind, label, text) in &pressing {
            let Some(earlier) = before.get(who) else { continue };
            let mut after = seen(&stage, *who);
            let toasts: Vec<String> = stage.world.toasts(*who).into_iter().map(|toast| toast.text).collect();
            // what was replaced is not looked for
            let same = after.text.starts_with(&earlier.text);
            if same {
                after.text.drain(..earlier.text.len());
            }
            after.text.push_str(&toasts.join("\n"));
            if after.text.trim().is_empty() {
                wrong.push(format!("{moment}: “{text}”, then “{label}”: nothing is said"));
            }
            for dead in DEAD_ENDS {
                if plain(&after.text).contains(&plain(&piece(dead, *lang))) {
                    wrong
                        .push(format!("{moment}: “{text}”, then “{label}” leads to {dead}:\n{}", after.text));
                }
            }
            let Some(intent) = table.buttons.get(kind) else { continue };
            let promised = table.ask.iter().find(|ask| ask.intent == *intent).unwrap();
            for fact in promised.facts(moment).filter(|fact| !holds(fact, *lang, &programme, &after)) {
                wrong.push(format!(
                    "{moment}: “{text}”, then “{label}” ({kind}) lacks {fact}:\n{}",
                    after.text
                ));
            }
        }
        stage.end().await;
    }
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
}
