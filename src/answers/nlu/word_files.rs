//! The format of the word files in `locales/`: `<lang>/words*.toml` and `meanings.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::tokenizer::{normalize_word, tokenize};

/// The files of one language, each with any of the tables of [`LanguageFile`].
pub const LANGUAGE_FILES: [&str; 4] =
    ["words.toml", "words-ideas.toml", "words-elsewhere.toml", "words-time.toml"];
/// Which concepts make which intent; the same for all languages.
pub const MEANINGS_FILE: &str = "meanings.toml";

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
    /// "pm": adds twelve hours.
    pub afternoon: Vec<String>,
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

/// Parameters that decide when an intent is understood.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoringParameters {
    /// Below this weight the rules have understood nothing.
    pub threshold: f32,
    /// Two rules closer than this are asked back as two buttons.
    pub margin: f32,
    /// From this weight on a rule without a close rival is not doubted.
    #[serde(rename = "beyond_doubt")]
    pub undisputed_rule_weight: f32,
    /// Weight of one point of a rule beside the classifier's logarithm.
    #[serde(rename = "rule")]
    pub rule_factor: f32,
    /// The weight of an intent that only the classifier names, and the least weight of "out of scope".
    #[serde(rename = "no_rule")]
    pub no_rule_weight: f32,
    #[serde(rename = "no_rule_elsewhere")]
    pub no_rule_out_of_scope_weight: f32,
    /// Added to the weight of "out of scope": examples cannot cover everything else.
    #[serde(rename = "elsewhere")]
    pub out_of_scope_bonus: f32,
    /// An intent less probable than this is asked back. For a time or a place the second limit holds, and some
    /// matching rule must mean the same.
    #[serde(rename = "sure")]
    pub min_probability: f32,
    #[serde(rename = "sure_of_time_or_place")]
    pub min_probability_time_or_place: f32,
    /// "Out of scope" less probable than this, and by no rule, is "not understood".
    #[serde(rename = "sure_of_elsewhere")]
    pub min_probability_out_of_scope: f32,
    /// What an unknown word takes from a rule without a strong concept, and from one with it.
    #[serde(rename = "strange_word")]
    pub unknown_word_penalty: f32,
    #[serde(rename = "strange_word_firm")]
    pub unknown_word_penalty_strong: f32,
    /// The same from a rule with a single concept, and from such a rule in a short message.
    #[serde(rename = "strange_word_alone")]
    pub unknown_word_penalty_single: f32,
    #[serde(rename = "strange_word_short")]
    pub unknown_word_penalty_short: f32,
    /// The same from any rule, if the word follows "my", "in" and the like.
    #[serde(rename = "strange_thing")]
    pub unknown_entity_penalty: f32,
    /// From this weight on the context concepts count for a rule as well.
    #[serde(rename = "firm_enough")]
    pub min_weight_for_context: f32,
    /// What is left of a concept in a sentence beside the question, and in the reason for asking.
    #[serde(rename = "beside")]
    pub side_sentence_factor: f32,
    #[serde(rename = "reason")]
    pub reason_factor: f32,
    /// A concept of this weight makes a rule strong.
    #[serde(rename = "firm")]
    pub strong_concept_weight: f32,
}

/// `meanings.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeaningsFile {
    pub limits: ScoringParameters,
    /// Concepts that go with whatever is asked ("the forum", "on Friday"): they count for every rule.
    pub context: Vec<String>,
    /// Every concept with its weight.
    pub weights: BTreeMap<String, f32>,
    pub intents: Vec<IntentRules>,
}

/// The rules of one intent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntentRules {
    pub intent: String,
    /// Neither context concepts nor unknown words count.
    #[serde(default)]
    pub alone: bool,
    /// Rules as text: `a + b/c + !d @0.5`.
    pub when: Vec<String>,
}

impl TimeWords {
    /// Adds the words of another file, normalised.
    pub fn merge(&mut self, other: TimeWords) {
        let list = |words: Vec<String>| words.into_iter().map(|word| normalize_word(&word));
        self.hour_markers.extend(list(other.hour_markers));
        self.afternoon.extend(list(other.afternoon));
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
