//! The words of `locales/`, read once: what belongs to which idea ("concept"), how people spell it,
//! and which ideas together make which intent. Everything is data; this file only reads it.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, bail};
use serde::Deserialize;

use super::phrases::{LexiconWord, Phrase, Phrases};
use super::tokenizer::{normalize_word, tokenize};
use crate::i18n::Lang;

/// The files of one language, each with any of the tables below.
pub const LANGUAGE_FILES: [&str; 4] =
    ["words.toml", "words-ideas.toml", "words-elsewhere.toml", "words-time.toml"];
/// Which ideas make which intent; the same for all languages.
pub const MEANINGS_FILE: &str = "meanings.toml";
/// The idea "here begins why they ask".
pub const REASON_CONCEPT: &str = "reason";
/// What a vague name or phrase ("~école") carries of its idea.
pub const VAGUE_WEIGHT: f32 = 0.6;

/// One language's tables, all of them optional in each file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LanguageFile {
    /// Small words that may stand between the words of a phrase.
    skip: Vec<String>,
    /// Words that mean nothing for us, and are no sign of another subject either.
    everyday: Vec<String>,
    /// "my", "in": an unknown word behind one of them is something or somewhere else.
    leading: Vec<String>,
    /// A word, and how else it is spelt.
    spellings: BTreeMap<String, Vec<String>>,
    /// How people begin to say why they ask: what follows is not what they ask.
    reasons: Vec<String>,
    /// An idea, and the phrases by which it is known.
    ideas: BTreeMap<String, Vec<String>>,
    /// Words that ask for the same thing, by its name: for comparing a question with one that was answered.
    alike: BTreeMap<String, Vec<String>>,
    /// Letters that sound alike, applied in order: `["eau", "o"]`; `$` is the end of the word.
    sounds: Vec<[String; 2]>,
    /// Words for numbers.
    numbers: BTreeMap<String, u32>,
    time: TimeWords,
}

/// How hours are said.
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
    /// "à", "vers": a bare number behind one of them may be an hour.
    #[serde(rename = "at")]
    pub hour_prepositions: Vec<String>,
}

/// A folded word, or the beginning of one: `inscri*`.
#[derive(Debug, Clone)]
pub struct WordPattern {
    pub text: String,
    pub is_prefix: bool,
}

impl WordPattern {
    fn parse(word: &str) -> Self {
        Self { text: normalize_word(word), is_prefix: word.ends_with('*') }
    }
}

/// A combination of ideas that makes an intent.
#[derive(Debug, Clone)]
pub struct Rule {
    pub intent: String,
    /// All of these, of each one or the other.
    pub required: Vec<Vec<usize>>,
    pub excluded: Vec<usize>,
    pub bonus: f32,
    /// The context does not speak for it.
    pub is_standalone: bool,
    pub text: String,
}

/// What one language's files hold beside phrases.
#[derive(Debug, Clone, Default)]
pub struct LanguageData {
    pub spellings: HashMap<String, Vec<String>>,
    pub sounds: Vec<[String; 2]>,
    pub numbers: HashMap<String, u32>,
    pub time: TimeWords,
}

/// Everything that is known about words.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub concepts: Vec<String>,
    pub concept_weights: Vec<f32>,
    pub phrases: Phrases,
    pub rules: Vec<Rule>,
    /// Small words, and one bit for each language they are small in.
    pub filler_words: BTreeMap<String, u8>,
    pub common_words: Vec<(Lang, WordPattern)>,
    /// Words that lead to a thing or a place, and one bit for each language.
    pub entity_introducers: BTreeMap<String, u8>,
    /// A word and what it asks for; a name that begins with `~` only says more of another.
    pub synonyms: Vec<(WordPattern, String)>,
    pub languages: BTreeMap<Lang, LanguageData>,
    /// Ideas that go with whatever is asked.
    pub context_concepts: Vec<usize>,
    pub scoring: ScoringParameters,
}

/// When an intent is taken to be understood.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoringParameters {
    /// Below this the rules have understood nothing.
    pub threshold: f32,
    /// Two readings of rules closer than this are two buttons.
    pub margin: f32,
    /// From this weight on a rule that is clear is not doubted.
    #[serde(rename = "beyond_doubt")]
    pub undisputed_rule_weight: f32,
    /// What a point of a rule's weight is worth beside the examples' say, which is a logarithm.
    #[serde(rename = "rule")]
    pub rule_factor: f32,
    /// The weight of a reading that only examples give, and of "out of scope" in any case.
    #[serde(rename = "no_rule")]
    pub no_rule_weight: f32,
    #[serde(rename = "no_rule_elsewhere")]
    pub no_rule_out_of_scope_weight: f32,
    /// So much more weighs "out of scope": nobody can think of all there is elsewhere.
    #[serde(rename = "elsewhere")]
    pub out_of_scope_bonus: f32,
    /// A reading with a smaller share of all likelihood is asked back, one that sends somebody somewhere below
    /// the second, or if no rule that holds means it.
    #[serde(rename = "sure")]
    pub min_probability: f32,
    #[serde(rename = "sure_of_time_or_place")]
    pub min_probability_time_or_place: f32,
    /// Out of scope with a smaller share, and by no rule: not understood.
    #[serde(rename = "sure_of_elsewhere")]
    pub min_probability_out_of_scope: f32,
    /// What a word from elsewhere takes from a vague reading, and from a firm one.
    #[serde(rename = "strange_word")]
    pub unknown_word_penalty: f32,
    #[serde(rename = "strange_word_firm")]
    pub unknown_word_penalty_strong: f32,
    /// The same from one that has a single idea, and from one in a few words.
    #[serde(rename = "strange_word_alone")]
    pub unknown_word_penalty_single: f32,
    #[serde(rename = "strange_word_short")]
    pub unknown_word_penalty_short: f32,
    /// The same from any reading, if the word is led to by "my", "in" and the like.
    #[serde(rename = "strange_thing")]
    pub unknown_entity_penalty: f32,
    /// From this weight on a reading is carried by the context as well.
    #[serde(rename = "firm_enough")]
    pub min_weight_for_context: f32,
    /// What is left of an idea in a sentence beside the question, and in why somebody asks.
    #[serde(rename = "beside")]
    pub side_sentence_factor: f32,
    #[serde(rename = "reason")]
    pub reason_factor: f32,
    /// An idea of this weight makes a reading firm.
    #[serde(rename = "firm")]
    pub strong_concept_weight: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeaningsFile {
    limits: ScoringParameters,
    /// Ideas that go with whatever is asked ("the forum", "on Friday"): they speak for every reading alike.
    context: Vec<String>,
    weights: BTreeMap<String, f32>,
    intents: Vec<IntentRules>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntentRules {
    intent: String,
    #[serde(default)]
    alone: bool,
    when: Vec<String>,
}

impl Lexicon {
    /// Reads all files; `file` gives the text of `fr/words.toml` and so on, if there is one.
    pub fn load(file: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut lexicon = Self::default();
        let meanings = file(MEANINGS_FILE).with_context(|| format!("{MEANINGS_FILE} is missing"))?;
        let meanings: MeaningsFile = toml::from_str(&meanings).with_context(|| MEANINGS_FILE.to_owned())?;
        lexicon.scoring = meanings.limits;
        for (idea, weight) in meanings.weights {
            lexicon.concepts.push(idea);
            lexicon.concept_weights.push(weight);
        }
        lexicon.context_concepts =
            meanings.context.iter().map(|name| lexicon.find_concept(name)).collect::<anyhow::Result<_>>()?;
        for lang in Lang::ALL {
            let mut found = false;
            for name in LANGUAGE_FILES {
                let path = format!("{}/{name}", lang.code());
                if let Some(text) = file(&path) {
                    lexicon.add_language_file(lang, &text).with_context(|| path)?;
                    found = true;
                }
            }
            if !found {
                bail!("no words for {}", lang.code());
            }
        }
        for rules in meanings.intents {
            for text in rules.when {
                let rule = lexicon.parse_rule(&rules.intent, &text);
                let mut rule = rule.with_context(|| format!("{MEANINGS_FILE}: {}: {text}", rules.intent))?;
                rule.is_standalone = rules.alone;
                lexicon.rules.push(rule);
            }
        }
        Ok(lexicon)
    }

    fn add_language_file(&mut self, lang: Lang, text: &str) -> anyhow::Result<()> {
        let file: LanguageFile = toml::from_str(text)?;
        let tongue = self.languages.entry(lang).or_default();
        for (word, variants) in file.spellings {
            for variant in variants {
                let word = normalize_word(&word);
                tongue.spellings.entry(normalize_word(&variant)).or_default().push(word);
            }
        }
        tongue.sounds.extend(file.sounds);
        tongue.numbers.extend(file.numbers.into_iter().map(|(word, number)| (normalize_word(&word), number)));
        tongue.time.merge(file.time);
        for word in &file.skip {
            *self.filler_words.entry(normalize_word(word)).or_default() |= 1 << lang as u8;
        }
        for word in &file.leading {
            *self.entity_introducers.entry(normalize_word(word)).or_default() |= 1 << lang as u8;
        }
        let known = file.everyday.iter().flat_map(|words| words.split_whitespace());
        self.common_words.extend(known.map(|word| (lang, WordPattern::parse(word))));
        for (name, words) in file.alike {
            self.synonyms.extend(words.iter().map(|word| (WordPattern::parse(word), name.clone())));
        }
        for (idea, phrases) in file.ideas {
            let idea = self.find_concept(&idea)?;
            for phrase in phrases {
                let (phrase, share) = match phrase.strip_prefix('~') {
                    Some(vague) => (vague, VAGUE_WEIGHT),
                    None => (phrase.as_str(), 1.0),
                };
                self.add_phrase(Phrase::new(idea, Some(lang), share), phrase)?;
            }
        }
        let idea = self.find_concept(REASON_CONCEPT)?;
        for phrase in &file.reasons {
            self.add_phrase(Phrase::new(idea, Some(lang), 1.0), phrase)?;
        }
        Ok(())
    }

    /// The number of an idea.
    pub fn find_concept(&self, name: &str) -> anyhow::Result<usize> {
        self.concepts
            .iter()
            .position(|idea| idea == name)
            .with_context(|| format!("no weight for the idea \"{name}\""))
    }

    /// The number of an idea, new or known.
    pub fn get_or_add_concept(&mut self, name: &str, weight: f32) -> usize {
        self.concepts.iter().position(|idea| idea == name).unwrap_or_else(|| {
            self.concepts.push(name.to_owned());
            self.concept_weights.push(weight);
            self.concepts.len() - 1
        })
    }

    /// Reads a phrase: words, `^` and `$` for the ends, `inscri*` for whatever begins so, `=où` for
    /// just that spelling.
    fn add_phrase(&mut self, mut phrase: Phrase, text: &str) -> anyhow::Result<()> {
        // the text of each word; a stem, exact
        let mut words: Vec<(String, bool, bool)> = Vec::new();
        for part in text.split_whitespace() {
            match part {
                "^" => phrase.is_start_anchored = true,
                "$" => phrase.is_end_anchored = true,
                _ if part.starts_with('=') => words.push((part[1..].to_lowercase(), false, true)),
                _ => {
                    let tokens = tokenize(part);
                    let count = tokens.len();
                    for (at, token) in tokens.into_iter().enumerate() {
                        let stem = part.ends_with('*') && at + 1 == count;
                        let text =
                            if stem { token.word } else { self.canonical_spelling(phrase.lang, token.word) };
                        words.push((text, stem, false));
                    }
                }
            }
        }
        if words.is_empty() {
            bail!("\"{text}\" has no word");
        }
        let words =
            words.iter().map(|(text, stem, exact)| LexiconWord { text, is_prefix: *stem, is_exact: *exact });
        self.phrases.push(phrase, words);
        Ok(())
    }

    /// The usual spelling of a word in its own language.
    pub fn canonical_spelling(&self, lang: Option<Lang>, word: String) -> String {
        let usual = lang
            .and_then(|lang| self.languages.get(&lang)?.spellings.get(&word))
            .and_then(|usual| usual.first());
        usual.cloned().unwrap_or(word)
    }

    /// Reads a rule: `a + b/c + !d @0.5`.
    fn parse_rule(&self, intent: &str, text: &str) -> anyhow::Result<Rule> {
        let (ideas, bonus) = match text.split_once('@') {
            Some((ideas, bonus)) => (ideas, bonus.trim().parse()?),
            None => (text, 0.0),
        };
        let mut rule = Rule {
            intent: intent.to_owned(),
            required: Vec::new(),
            excluded: Vec::new(),
            bonus,
            is_standalone: false,
            text: text.to_owned(),
        };
        for part in ideas.split('+').map(str::trim) {
            match part.strip_prefix('!') {
                Some(names) => {
                    for name in names.split('/') {
                        rule.excluded.push(self.find_concept(name.trim())?);
                    }
                }
                None => {
                    let names = part.split('/').map(|name| self.find_concept(name.trim()));
                    rule.required.push(names.collect::<anyhow::Result<_>>()?);
                }
            }
        }
        Ok(rule)
    }
}

impl TimeWords {
    fn merge(&mut self, other: TimeWords) {
        let list = |words: Vec<String>| words.into_iter().map(|word| normalize_word(&word));
        self.hour_markers.extend(list(other.hour_markers));
        self.afternoon.extend(list(other.afternoon));
        self.wait_markers.extend(list(other.wait_markers));
        self.hour_prepositions.extend(list(other.hour_prepositions));
        self.ordinals.extend(list(other.ordinals));
        self.range_markers.extend(list(other.range_markers));
        self.not_after.extend(list(other.not_after));
        self.hours.extend(other.hours.into_iter().map(|(word, hour)| (normalize_word(&word), hour)));
        self.after_hour
            .extend(other.after_hour.into_iter().map(|(phrase, shift)| (normalize_phrase(&phrase), shift)));
        self.before_hour
            .extend(other.before_hour.into_iter().map(|(phrase, shift)| (normalize_phrase(&phrase), shift)));
        self.units.extend(other.units.into_iter().map(|(word, unit)| (normalize_word(&word), unit)));
        self.waits.extend(other.waits.into_iter().map(|(phrase, wait)| (normalize_phrase(&phrase), wait)));
    }
}

/// A phrase as its folded words, a space between two.
fn normalize_phrase(phrase: &str) -> String {
    let words: Vec<String> = tokenize(phrase).into_iter().map(|token| token.word).collect();
    words.join(" ")
}
