//! Adds the names of an event to the lexicon: its title, days, sessions, speakers and topics, from the event file.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};

use super::language_set::LanguageSet;
use super::lexicon::{Lexicon, VAGUE_MARK, VAGUE_WEIGHT};
use super::phrases::{LexiconWord, Phrase};
use super::tokenizer::{normalize_word, tokenize};
use crate::answers::model::RefreshmentSession;
use crate::i18n::{Lang, texts};
use crate::programme::{LocalizedText, Programme, Session};

/// Concepts of an event have a prefix: `session:table-ronde`, `topic:mediation`, `faq:0`.
pub const SESSION_PREFIX: &str = "session:";
pub const TOPIC_PREFIX: &str = "topic:";
pub const FAQ_PREFIX: &str = "faq:";
/// A day of an event of several, by its index: `day:1` is the second.
pub const DAY_PREFIX: &str = "day:";

/// Concepts of other subjects: their words may be names of an event.
const FOREIGN_CONCEPTS: [&str; 2] = ["elsewhere", "silent"];

/// Weights of the concepts of an event.
const SESSION_WEIGHT: f32 = 2.0;
const TOPIC_WEIGHT: f32 = 1.4;
const FAQ_WEIGHT: f32 = 3.2;
/// How surely a single word of a session's title or speakers, or of its subjects, names the session.
const TITLE_WORD_WEIGHT: f32 = 0.5;
const SUBJECT_WORD_WEIGHT: f32 = 0.35;
/// Longer names are not typed in full, but titles are copied, in words.
const MAX_NAME_WORDS: usize = 24;
/// Shorter names, in letters, match too much.
const MIN_NAME_LETTERS: usize = 2;
/// Shortest word that may name a session by itself.
const MIN_SPECIFIC_WORD_LENGTH: usize = 5;
/// Stands for the day of the month in `days` of `words-time.toml`.
const DAY_PLACEHOLDER: &str = "{day}";

/// Adds the names of one event.
pub fn add_event_names(lexicon: &mut Lexicon, programme: &Programme) {
    let generic = GenericWords::from_lexicon(lexicon);
    add_days(lexicon, programme);
    let specific = session_specific_words(programme);
    for session in &programme.sessions {
        let concept = lexicon.get_or_add_concept(&format!("{SESSION_PREFIX}{}", session.id), SESSION_WEIGHT);
        for (lang, alias) in &session.aliases {
            let vague = alias.strip_prefix(VAGUE_MARK);
            let (alias, weight) = vague.map_or((alias.as_str(), 1.0), |vague| (vague, VAGUE_WEIGHT));
            match common_language(lexicon, alias, *lang) {
                Some(_) => add_exact_name(lexicon, concept, *lang, alias, weight),
                None => add_name(lexicon, concept, *lang, alias, weight),
            }
        }
        for (lang, title) in session.title.all() {
            add_name(lexicon, concept, Some(lang), title, 1.0);
        }
        for (lang, speaker) in session.speakers.iter().flat_map(LocalizedText::all) {
            add_name(lexicon, concept, Some(lang), speaker, 1.0);
            for name in speaker.split([',', ';']) {
                add_name(lexicon, concept, Some(lang), name, 1.0);
            }
        }
        let titles = session.title.all().chain(session.speakers.iter().flat_map(LocalizedText::all));
        let points = session.sub_points.iter().chain(&session.subjects).flat_map(LocalizedText::all);
        let weighted = titles
            .map(|(lang, text)| (lang, text, TITLE_WORD_WEIGHT))
            .chain(points.map(|(lang, text)| (lang, text, SUBJECT_WORD_WEIGHT)));
        for (lang, text, weight) in weighted {
            for token in tokenize(text) {
                let is_specific =
                    specific.get(&token.word).is_some_and(|owner| *owner == Some(session.id.as_str()));
                if is_specific && !generic.contains(&token.word) {
                    add_words(lexicon, concept, Some(lang), vec![token.word], weight);
                }
            }
        }
    }
    for topic in &programme.topics {
        let concept = lexicon.get_or_add_concept(&format!("{TOPIC_PREFIX}{}", topic.id), TOPIC_WEIGHT);
        for name in &topic.names {
            add_name(lexicon, concept, None, name, 1.0);
        }
    }
    for (index, faq) in programme.faq.iter().enumerate() {
        let concept = lexicon.get_or_add_concept(&format!("{FAQ_PREFIX}{index}"), FAQ_WEIGHT);
        for question in &faq.questions {
            add_name(lexicon, concept, None, question, 1.0);
        }
    }
    if let Ok(concept) = lexicon.find_concept("event") {
        for (lang, title) in programme.title.all() {
            add_name(lexicon, concept, Some(lang), title, 1.0);
        }
    }
    if let Ok(concept) = lexicon.find_concept("venue") {
        add_name(lexicon, concept, None, &programme.venue.name, 1.0);
    }
    if let (Ok(concept), Some(room)) = (lexicon.find_concept("room-name"), &programme.venue.room) {
        add_name(lexicon, concept, None, room, 1.0);
    }
    if let Ok(concept) = lexicon.find_concept("organiser-name") {
        let names = programme.organisers.iter().flat_map(LocalizedText::all).map(|(_, name)| name);
        for name in names.chain(programme.signatory.as_deref()) {
            add_name(lexicon, concept, None, name, 1.0);
            // organisers' short names stand in brackets or quotes
            for short in
                name.split(['(', ')', '«', '»', '"', ',']).skip(1).filter(|part| part.trim().len() > 2)
            {
                add_name(lexicon, concept, None, short, 1.0);
            }
        }
    }
    if let Ok(concept) = lexicon.find_concept("contact-name") {
        let name = programme.contact.email.split('@').next().unwrap_or_default();
        for part in name.split(['.', '-', '_']).filter(|part| part.len() > 3) {
            add_name(lexicon, concept, None, part, 1.0);
        }
    }
}

/// A name that the organisers gave to a session, and that is a common word of another language: French "thé",
/// without its accent, is English "the".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonWordAlias {
    pub session_id: String,
    pub alias: String,
    pub lang: Lang,
}

/// The names of sessions that count only as they are written, accents included.
pub fn common_word_aliases(lexicon: &Lexicon, programme: &Programme) -> Vec<CommonWordAlias> {
    let aliases = programme.sessions.iter().flat_map(|session| {
        session.aliases.iter().map(move |(own, alias)| (session, *own, alias.trim_start_matches(VAGUE_MARK)))
    });
    aliases
        .filter_map(|(session, own, alias)| {
            let lang = common_language(lexicon, alias, own)?;
            Some(CommonWordAlias { session_id: session.id.clone(), alias: alias.to_owned(), lang })
        })
        .collect()
}

/// The language other than its own in which every word of a name is a common one.
fn common_language(lexicon: &Lexicon, name: &str, own: Option<Lang>) -> Option<Lang> {
    let words: Vec<String> = tokenize(name).into_iter().map(|token| token.word).collect();
    let is_common = |word: &String, lang: Lang| {
        lexicon.filler_words.get(word).is_some_and(|languages| languages.contains(lang))
            || lexicon
                .common_words
                .iter()
                .any(|(of, common)| *of == lang && !common.is_prefix && common.text == *word)
    };
    let is_in = |lang: &Lang| !words.is_empty() && words.iter().all(|word| is_common(word, *lang));
    Lang::ALL.into_iter().filter(|lang| Some(*lang) != own).find(is_in)
}

/// Adds a name that counts only with its accents; without any accent it does not count at all.
fn add_exact_name(lexicon: &mut Lexicon, concept: usize, lang: Option<Lang>, name: &str, weight: f32) {
    let tokens = tokenize(name);
    if tokens.iter().all(|token| token.surface == token.word) {
        return;
    }
    let words: Vec<LexiconWord<'_>> = tokens
        .iter()
        .map(|token| LexiconWord { is_exact: true, ..LexiconWord::plain(&token.surface) })
        .collect();
    lexicon.phrases.push(Phrase::new(concept, lang, weight), words);
}

/// "Saturday", "the 18th": the days of an event of several. These words keep their other concepts.
fn add_days(lexicon: &mut Lexicon, programme: &Programme) {
    if programme.first_date == programme.last_date {
        return;
    }
    let templates: Vec<String> =
        lexicon.languages.values().flat_map(|language| language.time.days.iter().cloned()).collect();
    let days = programme.first_date.iter_days().take_while(|day| *day <= programme.last_date);
    for (index, day) in days.enumerate() {
        let concept = lexicon.get_or_add_concept(&format!("{DAY_PREFIX}{index}"), 0.0);
        for lang in Lang::ALL {
            // the first word of a written date is the weekday
            let long = texts(lang).format_date(day);
            let weekday = long.split(' ').next().unwrap_or_default().trim_end_matches(',');
            add_name(lexicon, concept, Some(lang), weekday, 1.0);
        }
        for template in &templates {
            let said = template.replace(DAY_PLACEHOLDER, &day.day().to_string());
            let words = said.split_whitespace().map(normalize_word).collect();
            add_words(lexicon, concept, None, words, 1.0);
        }
    }
}

/// The sessions whose title or sub-points contain a word for food or drink, in any language of the event file.
pub fn find_refreshments(lexicon: &Lexicon, programme: &Programme) -> Vec<RefreshmentSession> {
    let Ok(food) = lexicon.find_concept("food") else { return Vec::new() };
    let phrases: Vec<&Phrase> = lexicon.phrases.iter().filter(|phrase| phrase.concept == food).collect();
    let names_food = |text: &LocalizedText| {
        text.all().any(|(lang, text)| {
            let words: Vec<String> = tokenize(text)
                .into_iter()
                .map(|token| lexicon.canonical_spelling(Some(lang), token.word))
                .collect();
            let mut own = phrases.iter().filter(|phrase| phrase.lang == Some(lang));
            own.any(|phrase| contains_phrase(lexicon, phrase, &words))
        })
    };
    let serving = |session: &Session| {
        let sub_point_indexes: Vec<usize> =
            (0..session.sub_points.len()).filter(|&at| names_food(&session.sub_points[at])).collect();
        let serves = !sub_point_indexes.is_empty() || names_food(&session.title);
        serves.then(|| RefreshmentSession { session_id: session.id.clone(), sub_point_indexes })
    };
    programme.sessions.iter().filter_map(serving).collect()
}

/// Whether the words of a phrase follow one another in a text.
fn contains_phrase(lexicon: &Lexicon, phrase: &Phrase, words: &[String]) -> bool {
    let wanted: Vec<LexiconWord<'_>> = lexicon.phrases.words(phrase).collect();
    let matches = |word: &String, wanted: &LexiconWord<'_>| match wanted.is_prefix {
        true => word.starts_with(wanted.text),
        false => word == wanted.text,
    };
    words.windows(wanted.len()).any(|run| run.iter().zip(&wanted).all(|(word, wanted)| matches(word, wanted)))
}

/// Which day of the event is meant: the one of this index, else tomorrow or today if `is_expressed` says so of the
/// concept.
pub fn resolve_day(
    programme: &Programme,
    today: NaiveDate,
    index: Option<&str>,
    is_expressed: impl Fn(&str) -> bool,
) -> Option<NaiveDate> {
    let index = index.and_then(|index| index.parse().ok());
    let day = index
        .and_then(|index| programme.first_date.checked_add_days(Days::new(index)))
        .or_else(|| is_expressed("tomorrow").then(|| today.succ_opt()).flatten())
        .or_else(|| is_expressed("today").then_some(today));
    day.filter(|day| (programme.first_date..=programme.last_date).contains(day))
}

/// Adds a name as a phrase of a concept.
fn add_name(lexicon: &mut Lexicon, concept: usize, lang: Option<Lang>, text: &str, weight: f32) {
    let words =
        tokenize(text).into_iter().map(|token| lexicon.canonical_spelling(lang, token.word)).collect();
    add_words(lexicon, concept, lang, words, weight);
}

/// Adds normalised words as a phrase of a concept.
fn add_words(lexicon: &mut Lexicon, concept: usize, lang: Option<Lang>, words: Vec<String>, weight: f32) {
    let letters: usize = words.iter().map(String::len).sum();
    if words.len() > MAX_NAME_WORDS || letters < MIN_NAME_LETTERS {
        return;
    }
    // people leave out articles, so the phrase has none behind its first word
    let own_languages = LanguageSet::of(lang);
    let is_filler = |word: &String| {
        lexicon.filler_words.get(word).is_some_and(|languages| languages.intersects(own_languages))
    };
    let all: Vec<LexiconWord<'_>> = words.iter().map(|word| LexiconWord::plain(word)).collect();
    let content: Vec<LexiconWord<'_>> = words
        .iter()
        .enumerate()
        .filter(|(at, word)| *at == 0 || !is_filler(word))
        .map(|(_, word)| LexiconWord::plain(word))
        .collect();
    // "Q" alone does not name "Q and A"
    let phrase = if words.len() < 3 || content.len() < 2 { all } else { content };
    lexicon.phrases.push(Phrase::new(concept, lang, weight), phrase);
}

/// Each longer word of the sessions' texts, with its session; `None` where several sessions have it.
fn session_specific_words(programme: &Programme) -> BTreeMap<String, Option<&str>> {
    let mut owners: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for session in &programme.sessions {
        let speakers = session.speakers.iter().chain(&session.sub_points).chain(&session.subjects);
        let texts = std::iter::once(&session.title).chain(speakers).flat_map(LocalizedText::all);
        for (_, text) in texts {
            for token in
                tokenize(text).into_iter().filter(|token| token.word.len() >= MIN_SPECIFIC_WORD_LENGTH)
            {
                let owner = owners.entry(token.word).or_insert(Some(&session.id));
                if *owner != Some(&session.id) {
                    *owner = None;
                }
            }
        }
    }
    owners
}

/// Words that already mean something, or nothing, and so name no session. Words of other subjects are not among
/// them: an event may have a concert.
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
            let concept = lexicon.concepts[phrase.concept].as_str();
            let mut all = lexicon.phrases.words(phrase);
            if let (Some(word), None) = (all.next(), all.next())
                && !FOREIGN_CONCEPTS.contains(&concept)
            {
                let known = if word.is_prefix { &mut prefixes } else { &mut words };
                known.insert(word.text.to_owned());
            }
        }
        Self { words, prefixes }
    }

    /// Whether a word is generic, by itself or by a prefix.
    fn contains(&self, word: &str) -> bool {
        let has_prefix = |end| word.get(..end).is_some_and(|start| self.prefixes.contains(start));
        self.words.contains(word) || (1..=word.len()).any(has_prefix)
    }
}
