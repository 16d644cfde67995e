//! The words of `locales/`, read once: the phrases of each concept, how people spell them, and how much each
//! concept says.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, ensure};

use super::language_set::LanguageSet;
use super::phrases::{LexiconWord, Phrase, Phrases};
use super::tokenizer::{normalize_word, tokenize};
use super::word_files::{AccentedWord, CONCEPTS_FILE, LANGUAGE_FILES, LanguageFile, TimeWords};
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
    /// Words that may stand between the words of a phrase, with their languages.
    pub filler_words: BTreeMap<String, LanguageSet>,
    /// Everyday words.
    pub common_words: Vec<(Lang, WordPattern)>,
    /// Words that introduce a thing or a place, with their languages.
    pub entity_introducers: BTreeMap<String, LanguageSet>,
    /// Words that stand for what was said before, and words that go on from it, with their languages.
    pub references: BTreeMap<String, LanguageSet>,
    pub continuations: BTreeMap<String, LanguageSet>,
    /// Words that are written with an apostrophe before another word, in the order in which they are tried.
    pub elided_words: Vec<String>,
    pub spelling_marks: Vec<(Lang, SpellingMark)>,
    pub unaccented_words: Vec<UnaccentedWord>,
    /// Words and their synonym group.
    pub synonyms: Vec<(WordPattern, String)>,
    /// The languages that have word files.
    pub languages: BTreeMap<Lang, LanguageData>,
}

impl Lexicon {
    /// Reads all files; `file` returns the text of `fr/words.toml` and so on, where there is one. A language may have
    /// no files at all.
    ///
    /// # Errors
    /// A file that cannot be parsed, a concept without a weight, no `concepts.toml`, or no words in any language.
    pub fn load(file: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut lexicon = Self::default();
        let concepts = file(CONCEPTS_FILE).with_context(|| format!("{CONCEPTS_FILE} is missing"))?;
        let concepts: BTreeMap<String, f32> =
            toml::from_str(&concepts).with_context(|| CONCEPTS_FILE.to_owned())?;
        for (concept, weight) in concepts {
            lexicon.concepts.push(concept);
            lexicon.concept_weights.push(weight);
        }
        for lang in Lang::ALL {
            for name in LANGUAGE_FILES {
                let path = format!("{}/{name}", lang.code());
                if let Some(text) = file(&path) {
                    lexicon.add_language_file(lang, &text).with_context(|| path)?;
                }
            }
        }
        ensure!(!lexicon.languages.is_empty(), "no language has words");
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
        for (words, all) in
            [(&file.references, &mut self.references), (&file.continuations, &mut self.continuations)]
        {
            for word in words {
                all.entry(normalize_word(word)).or_default().insert(lang);
            }
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
}
