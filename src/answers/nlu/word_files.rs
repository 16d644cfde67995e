//! The format of the word files in `locales/`: `<lang>/words*.toml` and `concepts.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::tokenizer::{normalize_word, tokenize};

/// The files of one language, each with any of the tables of [`LanguageFile`].
pub const LANGUAGE_FILES: [&str; 4] =
    ["words.toml", "words-ideas.toml", "words-elsewhere.toml", "words-time.toml"];
/// Every concept and its weight; the same for all languages.
pub const CONCEPTS_FILE: &str = "concepts.toml";

/// One language's tables, all of them optional in each file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LanguageFile {
    /// Filler words, which may stand between the words of a phrase.
    pub skip: Vec<String>,
    /// Everyday words: they mean nothing here and are no sign of another subject.
    pub everyday: Vec<String>,
    /// "my", "in": an unknown word behind one of them is another thing or place.
    pub leading: Vec<String>,
    /// Words that stand for what was said before: "elle", "that".
    pub references: Vec<String>,
    /// Words that go on from what was said, at the beginning of a message: "et", "and".
    pub continuations: Vec<String>,
    /// Words that are written with an apostrophe before another word and may lose it, in the order in which they
    /// are tried.
    pub elided: Vec<String>,
    /// Letters that only this language writes: `ò`, and `è$` at the end of a word.
    pub spelling_marks: Vec<String>,
    /// A word, and how else it is spelt.
    pub spellings: BTreeMap<String, Vec<String>>,
    /// A word that is another word without its accent, from a person who writes accents.
    pub unaccented: BTreeMap<String, AccentedWord>,
    /// How people begin to say why they ask: what follows is not what they ask.
    pub reasons: Vec<String>,
    /// A concept, and the phrases that express it.
    pub ideas: BTreeMap<String, Vec<String>>,
    /// Groups of words that ask for the same thing, for comparing a question with one that was answered.
    pub alike: BTreeMap<String, Vec<String>>,
    /// Letters that sound alike, applied in order: `["eau", "o"]`; `$` is the end of the word.
    pub sounds: Vec<[String; 2]>,
    /// Words for numbers.
    pub numbers: BTreeMap<String, u32>,
    pub time: TimeWords,
}

/// The meaning of a word with its accent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccentedWord {
    /// The word with its accent.
    pub accented: String,
    /// The concept of the word with its accent, which the other word does not express.
    pub idea: String,
}

/// How times of day are said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TimeWords {
    /// What stands between hours and minutes, or behind the hour: "h", "heures".
    #[serde(rename = "marks")]
    pub hour_markers: Vec<String>,
    /// Words that are an hour by themselves: "midi", "dizè".
    pub hours: BTreeMap<String, u32>,
    /// Behind the hour: "et demie" is 30, "moins le quart" is -15.
    #[serde(rename = "behind")]
    pub after_hour: BTreeMap<String, i32>,
    /// Before the hour: "half past" is 30, "quarter to" is -15.
    #[serde(rename = "before")]
    pub before_hour: BTreeMap<String, i32>,
    /// "pm", "de l'après-midi": adds twelve hours.
    pub afternoon: Vec<String>,
    /// "am", "du matin": the hour is one of the morning.
    pub morning: Vec<String>,
    /// "dans", "in": what follows is counted from now.
    #[serde(rename = "within")]
    pub wait_markers: Vec<String>,
    /// Units of such a wait, in minutes: "heure" = 60.
    pub units: BTreeMap<String, u32>,
    /// Whole waits: "une demi heure" = 30.
    pub waits: BTreeMap<String, u32>,
    /// "entre": of two hours the first is meant.
    #[serde(rename = "between")]
    pub range_markers: Vec<String>,
    /// "après": an hour behind it is none ("après-midi").
    #[serde(rename = "unless_behind")]
    pub not_after: Vec<String>,
    /// What is written behind the number of a day: "er", "th".
    pub ordinals: Vec<String>,
    /// How a day of the month is said: "the {day}th".
    pub days: Vec<String>,
    /// "à", "vers": a bare number behind one of them may be an hour.
    #[serde(rename = "at")]
    pub hour_prepositions: Vec<String>,
}

impl TimeWords {
    /// Adds the words of another file, normalised.
    pub fn merge(&mut self, other: TimeWords) {
        let list = |words: Vec<String>| words.into_iter().map(|word| normalize_word(&word));
        self.hour_markers.extend(list(other.hour_markers));
        self.afternoon.extend(other.afternoon.iter().map(|phrase| normalize_phrase(phrase)));
        self.morning.extend(other.morning.iter().map(|phrase| normalize_phrase(phrase)));
        self.wait_markers.extend(list(other.wait_markers));
        self.hour_prepositions.extend(list(other.hour_prepositions));
        self.ordinals.extend(list(other.ordinals));
        self.range_markers.extend(list(other.range_markers));
        self.not_after.extend(list(other.not_after));
        self.days.extend(other.days);
        self.hours.extend(other.hours.into_iter().map(|(word, hour)| (normalize_word(&word), hour)));
        self.after_hour
            .extend(other.after_hour.into_iter().map(|(phrase, shift)| (normalize_phrase(&phrase), shift)));
        self.before_hour
            .extend(other.before_hour.into_iter().map(|(phrase, shift)| (normalize_phrase(&phrase), shift)));
        self.units.extend(other.units.into_iter().map(|(word, unit)| (normalize_word(&word), unit)));
        self.waits.extend(other.waits.into_iter().map(|(phrase, wait)| (normalize_phrase(&phrase), wait)));
    }
}

/// A phrase as its normalised words, a space between two.
fn normalize_phrase(phrase: &str) -> String {
    let words: Vec<String> = tokenize(phrase).into_iter().map(|token| token.word).collect();
    words.join(" ")
}
