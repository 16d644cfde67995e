//! The words of `locales/`, read once: the phrases of each concept, how people spell them, and which concepts
//! together make which intent.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, ensure};

use super::language_set::LanguageSet;
use super::phrases::{LexiconWord, Phrase, Phrases};
use super::tokenizer::{normalize_word, tokenize};
use super::word_files::{
    AccentedWord, LANGUAGE_FILES, LanguageFile, MEANINGS_FILE, MeaningsFile, ScoringParameters, TimeWords,
};
use crate::i18n::Lang;

/// The concept "the reason for asking begins here".
pub const REASON_CONCEPT: &str = "reason";
/// How much of its concept a vague name or phrase (`~école`) expresses.
pub const VAGUE_WEIGHT: f32 = 0.6;
/// Marks a vague name or phrase.
pub const VAGUE_MARK: char = '~';

/// A normalised word, or a prefix of words: `inscri*`.
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

/// A combination of concepts that makes an intent.
#[derive(Debug, Clone)]
pub struct Rule {
    pub intent: String,
    /// One concept of each list must be expressed.
    pub required: Vec<Vec<usize>>,
    /// None of these may be expressed.
    pub excluded: Vec<usize>,
    /// Added to the weights of the concepts.
    pub bonus: f32,
    /// Neither context concepts nor unknown words count.
    pub is_standalone: bool,
    /// The rule as the file has it.
    pub text: String,
}

/// Letters by which a word belongs to a language: anywhere in it, or at its end.
#[derive(Debug, Clone)]
pub struct SpellingMark {
    text: String,
    is_at_end: bool,
}

impl SpellingMark {
    fn parse(mark: &str) -> Self {
        let text = mark.strip_suffix('$');
        Self { text: text.unwrap_or(mark).to_lowercase(), is_at_end: text.is_some() }
    }

    /// Whether a word in lower case, with its accents, has the mark.
    pub fn matches(&self, surface: &str) -> bool {
        match self.is_at_end {
            true => surface.ends_with(&self.text),
            false => surface.contains(&self.text),
        }
    }
}

/// A word that may be another word without its accent.
#[derive(Debug, Clone)]
pub struct UnaccentedWord {
    pub text: String,
    pub accented: String,
    /// The concept of the accented word.
    pub concept: usize,
}

/// What one language's files have beside phrases.
#[derive(Debug, Clone, Default)]
pub struct LanguageData {
    /// The usual spellings of each other spelling.
    pub spellings: HashMap<String, Vec<String>>,
    /// Letters that sound alike, applied in order.
    pub sounds: Vec<[String; 2]>,
    pub numbers: HashMap<String, u32>,
    pub time: TimeWords,
}

/// Everything that is known about words.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Names of the concepts, by number.
    pub concepts: Vec<String>,
    pub concept_weights: Vec<f32>,
    pub phrases: Phrases,
    pub rules: Vec<Rule>,
    /// Words that may stand between the words of a phrase, with their languages.
    pub filler_words: BTreeMap<String, LanguageSet>,
    /// Everyday words.
    pub common_words: Vec<(Lang, WordPattern)>,
    /// Words that introduce a thing or a place, with their languages.
    pub entity_introducers: BTreeMap<String, LanguageSet>,
    /// Words that are written with an apostrophe before another word, in the order in which they are tried.
    pub elided_words: Vec<String>,
    pub spelling_marks: Vec<(Lang, SpellingMark)>,
    pub unaccented_words: Vec<UnaccentedWord>,
    /// Words and their synonym group.
    pub synonyms: Vec<(WordPattern, String)>,
    /// The languages that have word files.
    pub languages: BTreeMap<Lang, LanguageData>,
    /// Concepts that go with whatever is asked.
    pub context_concepts: Vec<usize>,
    pub scoring: ScoringParameters,
}

impl Lexicon {
    /// Reads all files; `file` returns the text of `fr/words.toml` and so on, where there is one. A language may have
    /// no files at all.
    ///
    /// # Errors
    /// A file that cannot be parsed, a concept without a weight, no `meanings.toml`, or no words in any language.
    pub fn load(file: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut lexicon = Self::default();
        let meanings = file(MEANINGS_FILE).with_context(|| format!("{MEANINGS_FILE} is missing"))?;
        let meanings: MeaningsFile = toml::from_str(&meanings).with_context(|| MEANINGS_FILE.to_owned())?;
        lexicon.scoring = meanings.limits;
        for (concept, weight) in meanings.weights {
            lexicon.concepts.push(concept);
            lexicon.concept_weights.push(weight);
        }
        lexicon.context_concepts =
            meanings.context.iter().map(|name| lexicon.find_concept(name)).collect::<anyhow::Result<_>>()?;
        for lang in Lang::ALL {
            for name in LANGUAGE_FILES {
                let path = format!("{}/{name}", lang.code());
                if let Some(text) = file(&path) {
                    lexicon.add_language_file(lang, &text).with_context(|| path)?;
                }
            }
        }
        ensure!(!lexicon.languages.is_empty(), "no language has words");
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

    /// Adds the words of one file.
    fn add_language_file(&mut self, lang: Lang, text: &str) -> anyhow::Result<()> {
        let file: LanguageFile = toml::from_str(text)?;
        let language = self.languages.entry(lang).or_default();
        for (word, variants) in file.spellings {
            for variant in variants {
                let word = normalize_word(&word);
                language.spellings.entry(normalize_word(&variant)).or_default().push(word);
            }
        }
        language.sounds.extend(file.sounds);
        language
            .numbers
            .extend(file.numbers.into_iter().map(|(word, number)| (normalize_word(&word), number)));
        language.time.merge(file.time);
        for word in &file.skip {
            self.filler_words.entry(normalize_word(word)).or_default().insert(lang);
        }
        for word in &file.leading {
            self.entity_introducers.entry(normalize_word(word)).or_default().insert(lang);
        }
        self.elided_words.extend(file.elided.iter().map(|word| normalize_word(word)));
        self.spelling_marks.extend(file.spelling_marks.iter().map(|mark| (lang, SpellingMark::parse(mark))));
        for (text, AccentedWord { accented, idea }) in file.unaccented {
            let concept = self.find_concept(&idea)?;
            self.unaccented_words.push(UnaccentedWord { text, accented, concept });
        }
        let everyday = file.everyday.iter().flat_map(|words| words.split_whitespace());
        self.common_words.extend(everyday.map(|word| (lang, WordPattern::parse(word))));
        for (group, words) in file.alike {
            self.synonyms.extend(words.iter().map(|word| (WordPattern::parse(word), group.clone())));
        }
        for (concept, phrases) in file.ideas {
            let concept = self.find_concept(&concept)?;
            for phrase in phrases {
                let (phrase, weight) = match phrase.strip_prefix(VAGUE_MARK) {
                    Some(vague) => (vague, VAGUE_WEIGHT),
                    None => (phrase.as_str(), 1.0),
                };
                self.add_phrase(Phrase::new(concept, Some(lang), weight), phrase)?;
            }
        }
        let concept = self.find_concept(REASON_CONCEPT)?;
        for phrase in &file.reasons {
            self.add_phrase(Phrase::new(concept, Some(lang), 1.0), phrase)?;
        }
        Ok(())
    }

    /// The number of a concept.
    ///
    /// # Errors
    /// The concept is unknown.
    pub fn find_concept(&self, name: &str) -> anyhow::Result<usize> {
        self.concepts
            .iter()
            .position(|concept| concept == name)
            .with_context(|| format!("no weight for the concept \"{name}\""))
    }

    /// The number of a concept, which is added with this weight if it is new.
    pub fn get_or_add_concept(&mut self, name: &str, weight: f32) -> usize {
        self.concepts.iter().position(|concept| concept == name).unwrap_or_else(|| {
            self.concepts.push(name.to_owned());
            self.concept_weights.push(weight);
            self.concepts.len() - 1
        })
    }

    /// Parses a phrase: words, `^` and `$` for the ends of a message, `inscri*` for a prefix, `=où` for exactly that
    /// spelling.
    fn add_phrase(&mut self, mut phrase: Phrase, text: &str) -> anyhow::Result<()> {
        // text, is_prefix, is_exact
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
                        let is_prefix = part.ends_with('*') && at + 1 == count;
                        let text = if is_prefix {
                            token.word
                        } else {
                            self.canonical_spelling(phrase.lang, token.word)
                        };
                        words.push((text, is_prefix, false));
                    }
                }
            }
        }
        ensure!(!words.is_empty(), "\"{text}\" has no word");
        let words = words.iter().map(|(text, is_prefix, is_exact)| LexiconWord {
            text,
            is_prefix: *is_prefix,
            is_exact: *is_exact,
        });
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

    /// Parses a rule: `a + b/c + !d @0.5`.
    fn parse_rule(&self, intent: &str, text: &str) -> anyhow::Result<Rule> {
        let (concepts, bonus) = match text.split_once('@') {
            Some((concepts, bonus)) => (concepts, bonus.trim().parse()?),
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
        for part in concepts.split('+').map(str::trim) {
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
