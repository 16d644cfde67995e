//! What the event itself is called, and its sessions, speakers and subjects: phrases made from the
//! event file, so that another file is understood as well.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use super::fold::tokens;
use super::lexicon::{Lexicon, VAGUE};
use super::phrases::{Phrase, Word};
use crate::i18n::{Lang, texts};
use crate::programme::{Local, Programme, Session};

/// The ideas of an event: `session:table-ronde`, `topic:mediation`, `faq:0`.
pub const SESSION: &str = "session:";
pub const TOPIC: &str = "topic:";
pub const FAQ: &str = "faq:";
/// A day of an event of several, by its place: `day:1` is the second.
pub const DAY: &str = "day:";

/// Ideas of what is not about this forum, or not known of it: their words may be another event's own.
const NOT_OURS: [&str; 2] = ["elsewhere", "silent"];

const SESSION_WEIGHT: f32 = 2.0;
const TOPIC_WEIGHT: f32 = 1.4;
const FAQ_WEIGHT: f32 = 3.2;
/// A word of a title names a session less surely.
const WORD_OF_A_TITLE: f32 = 0.5;
const WORD_OF_A_THEME: f32 = 0.35;

/// Adds the phrases of one event.
pub fn add(lexicon: &mut Lexicon, programme: &Programme) {
    let plain = Plain::of(lexicon);
    days(lexicon, programme);
    let seldom = words_of_one_session(programme);
    for session in &programme.sessions {
        let idea = lexicon.idea_of_event(&format!("{SESSION}{}", session.id), SESSION_WEIGHT);
        for (lang, alias) in &session.aliases {
            match alias.strip_prefix('~') {
                Some(vague) => say(lexicon, idea, *lang, vague, VAGUE),
                None => say(lexicon, idea, *lang, alias, 1.0),
            }
        }
        for (lang, title) in session.title.all() {
            say(lexicon, idea, Some(lang), title, 1.0);
        }
        for (lang, speaker) in session.speakers.iter().flat_map(Local::all) {
            say(lexicon, idea, Some(lang), speaker, 1.0);
            for name in speaker.split([',', ';']) {
                say(lexicon, idea, Some(lang), name, 1.0);
            }
        }
        let titles = session.title.all().chain(session.speakers.iter().flat_map(Local::all));
        let points = session.parts.iter().chain(&session.themes).flat_map(Local::all);
        let worth = titles
            .map(|(lang, text)| (lang, text, WORD_OF_A_TITLE))
            .chain(points.map(|(lang, text)| (lang, text, WORD_OF_A_THEME)));
        for (lang, text, share) in worth {
            for token in tokens(text) {
                let own = seldom.get(&token.word).is_some_and(|owner| *owner == Some(session.id.as_str()));
                if own && !plain.has(&token.word) {
                    push(lexicon, idea, Some(lang), vec![token.word], share);
                }
            }
        }
    }
    for topic in &programme.topics {
        let idea = lexicon.idea_of_event(&format!("{TOPIC}{}", topic.id), TOPIC_WEIGHT);
        for name in &topic.names {
            say(lexicon, idea, None, name, 1.0);
        }
    }
    for (number, faq) in programme.faq.iter().enumerate() {
        let idea = lexicon.idea_of_event(&format!("{FAQ}{number}"), FAQ_WEIGHT);
        for question in &faq.questions {
            say(lexicon, idea, None, question, 1.0);
        }
    }
    if let Ok(idea) = lexicon.idea("event") {
        for (lang, title) in programme.title.all() {
            say(lexicon, idea, Some(lang), title, 1.0);
        }
    }
    if let Ok(idea) = lexicon.idea("venue") {
        say(lexicon, idea, None, &programme.venue.name, 1.0);
    }
    if let (Ok(idea), Some(room)) = (lexicon.idea("room-name"), &programme.venue.room) {
        say(lexicon, idea, None, room, 1.0);
    }
    if let Ok(idea) = lexicon.idea("organiser-name") {
        let names = programme.organisers.iter().flat_map(Local::all).map(|(_, name)| name);
        for name in names.chain(programme.signatory.as_deref()) {
            say(lexicon, idea, None, name, 1.0);
            // what stands in brackets or quotes is the short name
            for short in
                name.split(['(', ')', '«', '»', '"', ',']).skip(1).filter(|part| part.trim().len() > 2)
            {
                say(lexicon, idea, None, short, 1.0);
            }
        }
    }
    if let Ok(idea) = lexicon.idea("contact-name") {
        let name = programme.contact.email.split('@').next().unwrap_or_default();
        for part in name.split(['.', '-', '_']).filter(|part| part.len() > 3) {
            say(lexicon, idea, None, part, 1.0);
        }
    }
}

/// "samedi", "le 18", "18 mai": the days of an event of several. Which idea they are besides stays so.
fn days(lexicon: &mut Lexicon, programme: &Programme) {
    if programme.date == programme.last_date {
        return;
    }
    let days = programme.date.iter_days().take_while(|day| *day <= programme.last_date);
    for (place, day) in days.enumerate() {
        let idea = lexicon.idea_of_event(&format!("{DAY}{place}"), 0.0);
        for lang in Lang::ALL {
            // the day as it is written out: its first word is the weekday
            let long = texts(lang).day(day);
            let weekday = long.split(' ').next().unwrap_or_default().trim_end_matches(',');
            say(lexicon, idea, Some(lang), weekday, 1.0);
        }
        push(lexicon, idea, None, vec!["le".to_owned(), day.day().to_string()], 1.0);
        push(lexicon, idea, None, vec!["the".to_owned(), format!("{}th", day.day())], 1.0);
    }
}

/// A session at which something to eat or drink is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serving {
    pub session: String,
    /// Which of its parts print it; none where its title does.
    pub parts: Vec<usize>,
}

/// The sessions whose title or parts hold a word for food or drink, in any language they are printed in.
pub fn serving(lexicon: &Lexicon, programme: &Programme) -> Vec<Serving> {
    let Ok(food) = lexicon.idea("food") else { return Vec::new() };
    let phrases: Vec<&Phrase> = lexicon.phrases.iter().filter(|phrase| phrase.idea == food).collect();
    let names_food = |text: &Local| {
        text.all().any(|(lang, text)| {
            let words: Vec<String> =
                tokens(text).into_iter().map(|token| lexicon.canonical(Some(lang), token.word)).collect();
            let own = phrases.iter().filter(|phrase| phrase.lang == Some(lang));
            own.into_iter().any(|phrase| stands_in(lexicon, phrase, &words))
        })
    };
    let of = |session: &Session| {
        let parts: Vec<usize> =
            (0..session.parts.len()).filter(|&at| names_food(&session.parts[at])).collect();
        let serves = !parts.is_empty() || names_food(&session.title);
        serves.then(|| Serving { session: session.id.clone(), parts })
    };
    programme.sessions.iter().filter_map(of).collect()
}

/// Whether the words of a phrase stand in a text, one behind the other.
fn stands_in(lexicon: &Lexicon, phrase: &Phrase, words: &[String]) -> bool {
    let wanted: Vec<Word<'_>> = lexicon.phrases.words(phrase).collect();
    let is = |word: &String, wanted: &Word<'_>| match wanted.stem {
        true => word.starts_with(wanted.text),
        false => word == wanted.text,
    };
    words.windows(wanted.len()).any(|run| run.iter().zip(&wanted).all(|(word, wanted)| is(word, wanted)))
}

/// Which of the event's days is meant: the one of that place, else tomorrow or today where it is `said`.
pub fn day(
    programme: &Programme,
    today: NaiveDate,
    place: Option<&str>,
    said: impl Fn(&str) -> bool,
) -> Option<NaiveDate> {
    let place = place.and_then(|place| place.parse().ok());
    let day = place
        .and_then(|place| programme.date.checked_add_days(Days::new(place)))
        .or_else(|| said("tomorrow").then(|| today.succ_opt()).flatten())
        .or_else(|| said("today").then_some(today));
    day.filter(|day| (programme.date..=programme.last_date).contains(day))
}

fn say(lexicon: &mut Lexicon, idea: usize, lang: Option<Lang>, text: &str, share: f32) {
    let words = tokens(text).into_iter().map(|token| lexicon.canonical(lang, token.word)).collect();
    push(lexicon, idea, lang, words, share);
}

fn push(lexicon: &mut Lexicon, idea: usize, lang: Option<Lang>, words: Vec<String>, share: f32) {
    let letters: usize = words.iter().map(String::len).sum();
    if words.len() > 12 || letters < 2 {
        return;
    }
    // articles may be left out by those who type, so they are by those who are compared
    let tongue = lang.map_or(0b111, |lang| 1 << lang as u8);
    let small = |word: &String| lexicon.skip.get(word).is_some_and(|tongues| tongues & tongue != 0);
    let all: Vec<Word<'_>> = words.iter().map(|word| Word::plain(word)).collect();
    let telling: Vec<Word<'_>> = words
        .iter()
        .enumerate()
        .filter(|(at, word)| *at == 0 || !small(word))
        .map(|(_, word)| Word::plain(word))
        .collect();
    // but "Q and A" is not named by "Q" alone
    let kept = if words.len() < 3 || telling.len() < 2 { all } else { telling };
    lexicon.phrases.push(Phrase::new(idea, lang, share), kept);
}

/// Each longer word that stands in one session's texts only, with that session.
fn words_of_one_session(programme: &Programme) -> BTreeMap<String, Option<&str>> {
    let mut owners: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for session in &programme.sessions {
        let speakers = session.speakers.iter().chain(&session.parts).chain(&session.themes);
        let texts = std::iter::once(&session.title).chain(speakers).flat_map(Local::all);
        for (_, text) in texts {
            for token in tokens(text).into_iter().filter(|token| token.word.len() >= 5) {
                let owner = owners.entry(token.word).or_insert(Some(&session.id));
                if *owner != Some(&session.id) {
                    *owner = None;
                }
            }
        }
    }
    owners
}

/// Words that already mean something else, or nothing: no names. What is elsewhere's may be this event's:
/// there is a concert on the programme.
struct Plain {
    words: BTreeSet<String>,
    stems: BTreeSet<String>,
}

impl Plain {
    fn of(lexicon: &Lexicon) -> Self {
        let mut words: BTreeSet<String> =
            lexicon.everyday.iter().map(|(_, word)| word.text.clone()).collect();
        let mut stems = BTreeSet::new();
        for phrase in lexicon.phrases.iter() {
            let idea = lexicon.ideas[phrase.idea].as_str();
            let mut all = lexicon.phrases.words(phrase);
            if let (Some(word), None) = (all.next(), all.next())
                && !NOT_OURS.contains(&idea)
            {
                let known = if word.stem { &mut stems } else { &mut words };
                known.insert(word.text.to_owned());
            }
        }
        Self { words, stems }
    }

    fn has(&self, word: &str) -> bool {
        let begins = |end| word.get(..end).is_some_and(|start| self.stems.contains(start));
        self.words.contains(word) || (1..=word.len()).any(begins)
    }
}
