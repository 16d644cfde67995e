//! What the event itself is called, and its sessions, speakers and subjects: phrases made from the
//! event file, so that another file is understood as well.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use super::lexicon::{Lexicon, VAGUE_WEIGHT};
use super::phrases::{LexiconWord, Phrase};
use super::tokenizer::tokenize;
use crate::i18n::{Lang, texts};
use crate::programme::{LocalizedText, Programme, Session};

/// The ideas of an event: `session:table-ronde`, `topic:mediation`, `faq:0`.
pub const SESSION_PREFIX: &str = "session:";
pub const TOPIC_PREFIX: &str = "topic:";
pub const FAQ_PREFIX: &str = "faq:";
/// A day of an event of several, by its place: `day:1` is the second.
pub const DAY_PREFIX: &str = "day:";

/// Ideas of what is not about this forum, or not known of it: their words may be another event's own.
const FOREIGN_CONCEPTS: [&str; 2] = ["elsewhere", "silent"];

const SESSION_WEIGHT: f32 = 2.0;
const TOPIC_WEIGHT: f32 = 1.4;
const FAQ_WEIGHT: f32 = 3.2;
/// A word of a title names a session less surely.
const TITLE_WORD_WEIGHT: f32 = 0.5;
const THEME_WORD_WEIGHT: f32 = 0.35;

/// Adds the phrases of one event.
pub fn add_event_names(lexicon: &mut Lexicon, programme: &Programme) {
    let plain = GenericWords::from_lexicon(lexicon);
    add_days(lexicon, programme);
    let seldom = session_specific_words(programme);
    for session in &programme.sessions {
        let idea = lexicon.get_or_add_concept(&format!("{SESSION_PREFIX}{}", session.id), SESSION_WEIGHT);
        for (lang, alias) in &session.aliases {
            match alias.strip_prefix('~') {
                Some(vague) => add_name(lexicon, idea, *lang, vague, VAGUE_WEIGHT),
                None => add_name(lexicon, idea, *lang, alias, 1.0),
            }
        }
        for (lang, title) in session.title.all() {
            add_name(lexicon, idea, Some(lang), title, 1.0);
        }
        for (lang, speaker) in session.speakers.iter().flat_map(LocalizedText::all) {
            add_name(lexicon, idea, Some(lang), speaker, 1.0);
            for name in speaker.split([',', ';']) {
                add_name(lexicon, idea, Some(lang), name, 1.0);
            }
        }
        let titles = session.title.all().chain(session.speakers.iter().flat_map(LocalizedText::all));
        let points = session.sub_points.iter().chain(&session.subjects).flat_map(LocalizedText::all);
        let worth = titles
            .map(|(lang, text)| (lang, text, TITLE_WORD_WEIGHT))
            .chain(points.map(|(lang, text)| (lang, text, THEME_WORD_WEIGHT)));
        for (lang, text, share) in worth {
            for token in tokenize(text) {
                let own = seldom.get(&token.word).is_some_and(|owner| *owner == Some(session.id.as_str()));
                if own && !plain.contains(&token.word) {
                    add_words(lexicon, idea, Some(lang), vec![token.word], share);
                }
            }
        }
    }
    for topic in &programme.topics {
        let idea = lexicon.get_or_add_concept(&format!("{TOPIC_PREFIX}{}", topic.id), TOPIC_WEIGHT);
        for name in &topic.names {
            add_name(lexicon, idea, None, name, 1.0);
        }
    }
    for (number, faq) in programme.faq.iter().enumerate() {
        let idea = lexicon.get_or_add_concept(&format!("{FAQ_PREFIX}{number}"), FAQ_WEIGHT);
        for question in &faq.questions {
            add_name(lexicon, idea, None, question, 1.0);
        }
    }
    if let Ok(idea) = lexicon.find_concept("event") {
        for (lang, title) in programme.title.all() {
            add_name(lexicon, idea, Some(lang), title, 1.0);
        }
    }
    if let Ok(idea) = lexicon.find_concept("venue") {
        add_name(lexicon, idea, None, &programme.venue.name, 1.0);
    }
    if let (Ok(idea), Some(room)) = (lexicon.find_concept("room-name"), &programme.venue.room) {
        add_name(lexicon, idea, None, room, 1.0);
    }
    if let Ok(idea) = lexicon.find_concept("organiser-name") {
        let names = programme.organisers.iter().flat_map(LocalizedText::all).map(|(_, name)| name);
        for name in names.chain(programme.signatory.as_deref()) {
            add_name(lexicon, idea, None, name, 1.0);
            // what stands in brackets or quotes is the short name
            for short in
                name.split(['(', ')', '«', '»', '"', ',']).skip(1).filter(|part| part.trim().len() > 2)
            {
                add_name(lexicon, idea, None, short, 1.0);
            }
        }
    }
    if let Ok(idea) = lexicon.find_concept("contact-name") {
        let name = programme.contact.email.split('@').next().unwrap_or_default();
        for part in name.split(['.', '-', '_']).filter(|part| part.len() > 3) {
            add_name(lexicon, idea, None, part, 1.0);
        }
    }
}

/// "samedi", "le 18", "18 mai": the days of an event of several. Which idea they are besides stays so.
fn add_days(lexicon: &mut Lexicon, programme: &Programme) {
    if programme.first_date == programme.last_date {
        return;
    }
    let days = programme.first_date.iter_days().take_while(|day| *day <= programme.last_date);
    for (place, day) in days.enumerate() {
        let idea = lexicon.get_or_add_concept(&format!("{DAY_PREFIX}{place}"), 0.0);
        for lang in Lang::ALL {
            // the day as it is written out: its first word is the weekday
            let long = texts(lang).format_date(day);
            let weekday = long.split(' ').next().unwrap_or_default().trim_end_matches(',');
            add_name(lexicon, idea, Some(lang), weekday, 1.0);
        }
        add_words(lexicon, idea, None, vec!["le".to_owned(), day.day().to_string()], 1.0);
        add_words(lexicon, idea, None, vec!["the".to_owned(), format!("{}th", day.day())], 1.0);
    }
}

/// A session at which something to eat or drink is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshmentSession {
    pub session_id: String,
    /// Which of its parts print it; none where its title does.
    pub part_indexes: Vec<usize>,
}

/// The sessions whose title or parts hold a word for food or drink, in any language they are printed in.
pub fn find_refreshments(lexicon: &Lexicon, programme: &Programme) -> Vec<RefreshmentSession> {
    let Ok(food) = lexicon.find_concept("food") else { return Vec::new() };
    let phrases: Vec<&Phrase> = lexicon.phrases.iter().filter(|phrase| phrase.concept == food).collect();
    let names_food = |text: &LocalizedText| {
        text.all().any(|(lang, text)| {
            let words: Vec<String> = tokenize(text)
                .into_iter()
                .map(|token| lexicon.canonical_spelling(Some(lang), token.word))
                .collect();
            let own = phrases.iter().filter(|phrase| phrase.lang == Some(lang));
            own.into_iter().any(|phrase| contains_phrase(lexicon, phrase, &words))
        })
    };
    let of = |session: &Session| {
        let parts: Vec<usize> =
            (0..session.sub_points.len()).filter(|&at| names_food(&session.sub_points[at])).collect();
        let serves = !parts.is_empty() || names_food(&session.title);
        serves.then(|| RefreshmentSession { session_id: session.id.clone(), part_indexes: parts })
    };
    programme.sessions.iter().filter_map(of).collect()
}

/// Whether the words of a phrase stand in a text, one behind the other.
fn contains_phrase(lexicon: &Lexicon, phrase: &Phrase, words: &[String]) -> bool {
    let wanted: Vec<LexiconWord<'_>> = lexicon.phrases.words(phrase).collect();
    let is = |word: &String, wanted: &LexiconWord<'_>| match wanted.is_prefix {
        true => word.starts_with(wanted.text),
        false => word == wanted.text,
    };
    words.windows(wanted.len()).any(|run| run.iter().zip(&wanted).all(|(word, wanted)| is(word, wanted)))
}

/// Which of the event's days is meant: the one of that place, else tomorrow or today where it is `said`.
pub fn resolve_day(
    programme: &Programme,
    today: NaiveDate,
    place: Option<&str>,
    said: impl Fn(&str) -> bool,
) -> Option<NaiveDate> {
    let place = place.and_then(|place| place.parse().ok());
    let day = place
        .and_then(|place| programme.first_date.checked_add_days(Days::new(place)))
        .or_else(|| said("tomorrow").then(|| today.succ_opt()).flatten())
        .or_else(|| said("today").then_some(today));
    day.filter(|day| (programme.first_date..=programme.last_date).contains(day))
}

fn add_name(lexicon: &mut Lexicon, idea: usize, lang: Option<Lang>, text: &str, share: f32) {
    let words =
        tokenize(text).into_iter().map(|token| lexicon.canonical_spelling(lang, token.word)).collect();
    add_words(lexicon, idea, lang, words, share);
}

fn add_words(lexicon: &mut Lexicon, idea: usize, lang: Option<Lang>, words: Vec<String>, share: f32) {
    let letters: usize = words.iter().map(String::len).sum();
    if words.len() > 12 || letters < 2 {
        return;
    }
    // articles may be left out by those who type, so they are by those who are compared
    let tongue = lang.map_or(0b111, |lang| 1 << lang as u8);
    let small = |word: &String| lexicon.filler_words.get(word).is_some_and(|tongues| tongues & tongue != 0);
    let all: Vec<LexiconWord<'_>> = words.iter().map(|word| LexiconWord::plain(word)).collect();
    let telling: Vec<LexiconWord<'_>> = words
        .iter()
        .enumerate()
        .filter(|(at, word)| *at == 0 || !small(word))
        .map(|(_, word)| LexiconWord::plain(word))
        .collect();
    // but "Q and A" is not named by "Q" alone
    let kept = if words.len() < 3 || telling.len() < 2 { all } else { telling };
    lexicon.phrases.push(Phrase::new(idea, lang, share), kept);
}

/// Each longer word that stands in one session's texts only, with that session.
fn session_specific_words(programme: &Programme) -> BTreeMap<String, Option<&str>> {
    let mut owners: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for session in &programme.sessions {
        let speakers = session.speakers.iter().chain(&session.sub_points).chain(&session.subjects);
        let texts = std::iter::once(&session.title).chain(speakers).flat_map(LocalizedText::all);
        for (_, text) in texts {
            for token in tokenize(text).into_iter().filter(|token| token.word.len() >= 5) {
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
struct GenericWords {
    words: BTreeSet<String>,
    prefixes: BTreeSet<String>,
}

impl GenericWords {
    fn from_lexicon(lexicon: &Lexicon) -> Self {
        let mut words: BTreeSet<String> =
            lexicon.common_words.iter().map(|(_, word)| word.text.clone()).collect();
        let mut prefixes = BTreeSet::new();
        for phrase in lexicon.phrases.iter() {
            let idea = lexicon.concepts[phrase.concept].as_str();
            let mut all = lexicon.phrases.words(phrase);
            if let (Some(word), None) = (all.next(), all.next())
                && !FOREIGN_CONCEPTS.contains(&idea)
            {
                let known = if word.is_prefix { &mut prefixes } else { &mut words };
                known.insert(word.text.to_owned());
            }
        }
        Self { words, prefixes }
    }

    fn contains(&self, word: &str) -> bool {
        let begins = |end| word.get(..end).is_some_and(|start| self.prefixes.contains(start));
        self.words.contains(word) || (1..=word.len()).any(begins)
    }
}
