//! The words of `locales/`, read once: what belongs to which idea ("concept"), how people spell it,
//! and which ideas together make which intent. Everything is data; this file only reads it.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, bail};
use serde::Deserialize;

use super::fold::{fold, tokens};
use super::phrases::{Phrase, Phrases, Word};
use crate::i18n::Lang;

/// The files of one language, each with any of the tables below.
pub const FILES: [&str; 4] = ["words.toml", "words-ideas.toml", "words-elsewhere.toml", "words-time.toml"];
/// Which ideas make which intent; the same for all languages.
pub const MEANINGS: &str = "meanings.toml";
/// The idea "here begins why they ask".
pub const REASON: &str = "reason";
/// What a vague name or phrase ("~école") carries of its idea.
pub const VAGUE: f32 = 0.6;

/// One language's tables, all of them optional in each file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
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
    pub marks: Vec<String>,
    /// Words that are an hour by themselves: "midi", "dizè".
    pub hours: BTreeMap<String, u32>,
    /// Behind the hour: "et demie" is 30, "moins le quart" is -15.
    pub behind: BTreeMap<String, i32>,
    /// Before the hour: "half past" is 30, "quarter to" is -15.
    pub before: BTreeMap<String, i32>,
    pub afternoon: Vec<String>,
    /// "dans", "in": what follows is counted from now.
    pub within: Vec<String>,
    /// Units of such a wait, in minutes: "heure" = 60.
    pub units: BTreeMap<String, u32>,
    /// Whole waits: "une demi heure" = 30.
    pub waits: BTreeMap<String, u32>,
    /// "entre": of two hours the first is meant.
    pub between: Vec<String>,
    /// "après": an hour behind it is none ("après-midi").
    pub unless_behind: Vec<String>,
    /// What is written behind the number of a day: "er", "th".
    pub ordinals: Vec<String>,
    /// "à", "vers": a bare number behind one of them may be an hour.
    pub at: Vec<String>,
}

/// A folded word, or the beginning of one: `inscri*`.
#[derive(Debug, Clone)]
pub struct Known {
    pub text: String,
    pub stem: bool,
}

impl Known {
    fn read(word: &str) -> Self {
        Self { text: fold(word), stem: word.ends_with('*') }
    }
}

/// A combination of ideas that makes an intent.
#[derive(Debug, Clone)]
pub struct Rule {
    pub intent: String,
    /// All of these, of each one or the other.
    pub needs: Vec<Vec<usize>>,
    pub never: Vec<usize>,
    pub bonus: f32,
    /// The context does not speak for it.
    pub alone: bool,
    pub text: String,
}

/// What one language's files hold beside phrases.
#[derive(Debug, Clone, Default)]
pub struct Tongue {
    pub spellings: HashMap<String, Vec<String>>,
    pub sounds: Vec<[String; 2]>,
    pub numbers: HashMap<String, u32>,
    pub time: TimeWords,
}

/// Everything that is known about words.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    pub ideas: Vec<String>,
    pub weights: Vec<f32>,
    pub phrases: Phrases,
    pub rules: Vec<Rule>,
    /// Small words, and one bit for each language they are small in.
    pub skip: BTreeMap<String, u8>,
    pub everyday: Vec<(Lang, Known)>,
    /// Words that lead to a thing or a place, and one bit for each language.
    pub leading: BTreeMap<String, u8>,
    /// A word and what it asks for; a name that begins with `~` only says more of another.
    pub alike: Vec<(Known, String)>,
    pub tongues: BTreeMap<Lang, Tongue>,
    /// Ideas that go with whatever is asked.
    pub context: Vec<usize>,
    pub settings: Limits,
}

/// When an intent is taken to be understood.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Below this the rules have understood nothing.
    pub threshold: f32,
    /// Two readings of rules closer than this are two buttons.
    pub margin: f32,
    /// From this weight on a rule that is clear is not doubted.
    pub beyond_doubt: f32,
    /// What a point of a rule's weight is worth beside the examples' say, which is a logarithm.
    pub rule: f32,
    /// The weight of a reading that only examples give, and of "out of scope" in any case.
    pub no_rule: f32,
    pub no_rule_elsewhere: f32,
    /// So much more weighs "out of scope": nobody can think of all there is elsewhere.
    pub elsewhere: f32,
    /// A reading with a smaller share of all likelihood is asked back, one that sends somebody somewhere below
    /// the second, or if no rule that holds means it.
    pub sure: f32,
    pub sure_of_time_or_place: f32,
    /// Out of scope with a smaller share, and by no rule: not understood.
    pub sure_of_elsewhere: f32,
    /// What a word from elsewhere takes from a vague reading, and from a firm one.
    pub strange_word: f32,
    pub strange_word_firm: f32,
    /// The same from one that has a single idea, and from one in a few words.
    pub strange_word_alone: f32,
    pub strange_word_short: f32,
    /// The same from any reading, if the word is led to by "my", "in" and the like.
    pub strange_thing: f32,
    /// From this weight on a reading is carried by the context as well.
    pub firm_enough: f32,
    /// What is left of an idea in a sentence beside the question, and in why somebody asks.
    pub beside: f32,
    pub reason: f32,
    /// An idea of this weight makes a reading firm.
    pub firm: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Meanings {
    limits: Limits,
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
    pub fn read(file: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut lexicon = Self::default();
        let meanings = file(MEANINGS).with_context(|| format!("{MEANINGS} is missing"))?;
        let meanings: Meanings = toml::from_str(&meanings).with_context(|| MEANINGS.to_owned())?;
        lexicon.settings = meanings.limits;
        for (idea, weight) in meanings.weights {
            lexicon.ideas.push(idea);
            lexicon.weights.push(weight);
        }
        lexicon.context =
            meanings.context.iter().map(|name| lexicon.idea(name)).collect::<anyhow::Result<_>>()?;
        for lang in Lang::ALL {
            let mut found = false;
            for name in FILES {
                let path = format!("{}/{name}", lang.code());
                if let Some(text) = file(&path) {
                    lexicon.add(lang, &text).with_context(|| path)?;
                    found = true;
                }
            }
            if !found {
                bail!("no words for {}", lang.code());
            }
        }
        for rules in meanings.intents {
            for text in rules.when {
                let rule = lexicon.rule(&rules.intent, &text);
                let mut rule = rule.with_context(|| format!("{MEANINGS}: {}: {text}", rules.intent))?;
                rule.alone = rules.alone;
                lexicon.rules.push(rule);
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, lang: Lang, text: &str) -> anyhow::Result<()> {
        let file: File = toml::from_str(text)?;
        let tongue = self.tongues.entry(lang).or_default();
        for (word, variants) in file.spellings {
            for variant in variants {
                let word = fold(&word);
                tongue.spellings.entry(fold(&variant)).or_default().push(word);
            }
        }
        tongue.sounds.extend(file.sounds);
        tongue.numbers.extend(file.numbers.into_iter().map(|(word, number)| (fold(&word), number)));
        tongue.time.extend(file.time);
        for word in &file.skip {
            *self.skip.entry(fold(word)).or_default() |= 1 << lang as u8;
        }
        for word in &file.leading {
            *self.leading.entry(fold(word)).or_default() |= 1 << lang as u8;
        }
        let known = file.everyday.iter().flat_map(|words| words.split_whitespace());
        self.everyday.extend(known.map(|word| (lang, Known::read(word))));
        for (name, words) in file.alike {
            self.alike.extend(words.iter().map(|word| (Known::read(word), name.clone())));
        }
        for (idea, phrases) in file.ideas {
            let idea = self.idea(&idea)?;
            for phrase in phrases {
                let (phrase, share) = match phrase.strip_prefix('~') {
                    Some(vague) => (vague, VAGUE),
                    None => (phrase.as_str(), 1.0),
                };
                self.say(Phrase::new(idea, Some(lang), share), phrase)?;
            }
        }
        let idea = self.idea(REASON)?;
        for phrase in &file.reasons {
            self.say(Phrase::new(idea, Some(lang), 1.0), phrase)?;
        }
        Ok(())
    }

    /// The number of an idea.
    pub fn idea(&self, name: &str) -> anyhow::Result<usize> {
        self.ideas
            .iter()
            .position(|idea| idea == name)
            .with_context(|| format!("no weight for the idea \"{name}\""))
    }

    /// The number of an idea, new or known.
    pub fn idea_of_event(&mut self, name: &str, weight: f32) -> usize {
        self.ideas.iter().position(|idea| idea == name).unwrap_or_else(|| {
            self.ideas.push(name.to_owned());
            self.weights.push(weight);
            self.ideas.len() - 1
        })
    }

    /// Reads a phrase: words, `^` and `$` for the ends, `inscri*` for whatever begins so, `=où` for
    /// just that spelling.
    fn say(&mut self, mut phrase: Phrase, text: &str) -> anyhow::Result<()> {
        // the text of each word; a stem, exact
        let mut words: Vec<(String, bool, bool)> = Vec::new();
        for part in text.split_whitespace() {
            match part {
                "^" => phrase.first = true,
                "$" => phrase.last = true,
                _ if part.starts_with('=') => words.push((part[1..].to_lowercase(), false, true)),
                _ => {
                    let tokens = tokens(part);
                    let count = tokens.len();
                    for (at, token) in tokens.into_iter().enumerate() {
                        let stem = part.ends_with('*') && at + 1 == count;
                        let text = if stem { token.word } else { self.canonical(phrase.lang, token.word) };
                        words.push((text, stem, false));
                    }
                }
            }
        }
        if words.is_empty() {
            bail!("\"{text}\" has no word");
        }
        let words = words.iter().map(|(text, stem, exact)| Word { text, stem: *stem, exact: *exact });
        self.phrases.push(phrase, words);
        Ok(())
    }

    /// The usual spelling of a word in its own language.
    pub fn canonical(&self, lang: Option<Lang>, word: String) -> String {
        let usual = lang
            .and_then(|lang| self.tongues.get(&lang)?.spellings.get(&word))
            .and_then(|usual| usual.first());
        usual.cloned().unwrap_or(word)
    }

    /// Reads a rule: `a + b/c + !d @0.5`.
    fn rule(&self, intent: &str, text: &str) -> anyhow::Result<Rule> {
        let (ideas, bonus) = match text.split_once('@') {
            Some((ideas, bonus)) => (ideas, bonus.trim().parse()?),
            None => (text, 0.0),
        };
        let mut rule = Rule {
            intent: intent.to_owned(),
            needs: Vec::new(),
            never: Vec::new(),
            bonus,
            alone: false,
            text: text.to_owned(),
        };
        for part in ideas.split('+').map(str::trim) {
            match part.strip_prefix('!') {
                Some(names) => {
                    for name in names.split('/') {
                        rule.never.push(self.idea(name.trim())?);
                    }
                }
                None => {
                    let names = part.split('/').map(|name| self.idea(name.trim()));
                    rule.needs.push(names.collect::<anyhow::Result<_>>()?);
                }
            }
        }
        Ok(rule)
    }
}

impl TimeWords {
    fn extend(&mut self, other: TimeWords) {
        let list = |words: Vec<String>| words.into_iter().map(|word| fold(&word));
        self.marks.extend(list(other.marks));
        self.afternoon.extend(list(other.afternoon));
        self.within.extend(list(other.within));
        self.at.extend(list(other.at));
        self.ordinals.extend(list(other.ordinals));
        self.between.extend(list(other.between));
        self.unless_behind.extend(list(other.unless_behind));
        self.hours.extend(other.hours.into_iter().map(|(word, hour)| (fold(&word), hour)));
        self.behind.extend(other.behind.into_iter().map(|(phrase, shift)| (words(&phrase), shift)));
        self.before.extend(other.before.into_iter().map(|(phrase, shift)| (words(&phrase), shift)));
        self.units.extend(other.units.into_iter().map(|(word, unit)| (fold(&word), unit)));
        self.waits.extend(other.waits.into_iter().map(|(phrase, wait)| (words(&phrase), wait)));
    }
}

/// A phrase as its folded words, a space between two.
fn words(phrase: &str) -> String {
    let words: Vec<String> = tokens(phrase).into_iter().map(|token| token.word).collect();
    words.join(" ")
}
