//! Looks up typed words: the lexicon words that a typed one may be, by the same spelling, a known other spelling,
//! the same sound, or one or two typing mistakes. Comparisons are counted and capped.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use strsim::osa_distance;

use super::language_set::LanguageSet;
use super::lexicon::{Lexicon, SpellingMark, WordPattern};
use super::phrases::{LexiconWord, Phrase, Phrases};
use super::tokenizer::Token;
use super::vocabulary::Vocabulary;
use crate::i18n::Lang;

/// Most comparisons for one message; a question of a dozen words needs some hundreds.
pub const MAX_COMPARISONS: usize = 20_000;

/// Shorter words are not corrected.
const MIN_TYPO_LENGTH: usize = 5;
/// Prefixes shorter than this are not corrected.
const MIN_TYPO_PREFIX_LENGTH: usize = 6;
/// Shorter words are not compared by their sound.
const MIN_SOUND_LENGTH: usize = 4;
/// Shorter sounds are shared by too many words.
const MIN_KEY_LENGTH: usize = 3;
/// Shortest prefix that is compared by its sound.
const MIN_PREFIX_KEY_LENGTH: usize = 4;
/// Shortest prefix that a typed word is compared with.
const MIN_PREFIX_LENGTH: usize = 3;
/// Marks the end of a word in a sound rule.
const WORD_END: char = '$';
/// From this length on two typing mistakes are corrected.
const TWO_TYPOS_LENGTH: usize = 9;
/// How sure a candidate is, where the typed word itself is 1.
const SPELLING_VARIANT_SCORE: f32 = 0.98;
const SOUND_MATCH_SCORE: f32 = 0.92;
const ONE_TYPO_SCORE: f32 = 0.85;
const TWO_TYPOS_SCORE: f32 = 0.75;

/// Lengths of a phrase that may be written as one word.
const COMPOUND_LENGTHS: RangeInclusive<usize> = 5..=22;

/// Counts the comparisons of one message.
#[derive(Debug, Default)]
pub struct Budget(Cell<usize>);

impl Budget {
    /// Counts one comparison; false when no more may be made.
    pub fn spend(&self) -> bool {
        self.0.update(|spent| spent + 1);
        self.0.get() < MAX_COMPARISONS
    }

    /// The comparisons made so far.
    pub fn spent(&self) -> usize {
        self.0.get().min(MAX_COMPARISONS)
    }
}

/// The number of a lexicon word that a typed word may be, and how sure that is (0 to 1).
pub type Candidate = (u32, f32);

/// A phrase as it is looked up: some phrases are listed twice, as words and as a compound.
#[derive(Debug)]
pub struct IndexedPhrase {
    /// Its number in the lexicon.
    pub phrase_id: u32,
    /// Its words, as indexes into `LexiconIndex::phrase_words`.
    words: Range<u32>,
}

/// Words by their sound, sorted.
#[derive(Debug, Default)]
struct SoundIndex(Vec<(Box<str>, u32)>);

impl SoundIndex {
    fn find<'a>(&'a self, sound: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = self.0.partition_point(|(other, _)| **other < *sound);
        self.0[from..].iter().take_while(move |(other, _)| **other == *sound).map(|(_, id)| *id)
    }
}

/// The usual spellings of a word that is spelt otherwise.
#[derive(Debug, Default)]
struct SpellingVariant {
    canonical: Vec<String>,
    languages: LanguageSet,
}

/// The sounds of one language.
#[derive(Debug, Default)]
struct Phonetics {
    /// Letters that sound alike, applied in order.
    sound_rules: Vec<SoundRule>,
    words: SoundIndex,
    prefixes: SoundIndex,
}

/// The words and phrases of the lexicon, ready to be looked up.
#[derive(Debug, Default)]
pub struct LexiconIndex {
    vocabulary: Vocabulary,
    spelling_variants: HashMap<String, SpellingVariant>,
    /// Everyday words, by number: they mean nothing here and are no sign of another subject.
    common_words: HashSet<u32>,
    /// By language.
    phonetics: [Phonetics; Lang::ALL.len()],
    spelling_marks: Vec<(Lang, SpellingMark)>,
    elided_words: Vec<String>,
    languages_with_words: LanguageSet,
    /// Numbers of words by the first byte of their text.
    by_first_letter: HashMap<u8, Vec<u32>>,
    /// Sorted by their first word.
    phrases: Vec<IndexedPhrase>,
    /// The words of all phrases.
    phrase_words: Vec<u32>,
}

impl LexiconIndex {
    /// Indexes a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut index = Self {
            spelling_marks: lexicon.spelling_marks.clone(),
            elided_words: lexicon.elided_words.clone(),
            ..Self::default()
        };
        for (lang, language) in &lexicon.languages {
            index.languages_with_words.insert(*lang);
            index.phonetics[*lang as usize].sound_rules =
                language.sounds.iter().map(|[from, to]| SoundRule::new(from, to)).collect();
            for (variant, words) in &language.spellings {
                let spelling = index.spelling_variants.entry(variant.clone()).or_default();
                spelling.canonical.extend(words.iter().cloned());
                spelling.languages.insert(*lang);
            }
        }
        for (lang, WordPattern { text, is_prefix }) in &lexicon.common_words {
            let word =
                index.add_word(LexiconWord { text, is_prefix: *is_prefix, is_exact: false }, Some(*lang));
            index.common_words.insert(word);
        }
        for (word, languages) in &lexicon.filler_words {
            for lang in languages.iter() {
                index.add_word(LexiconWord::plain(word), Some(lang));
            }
        }
        for (phrase, number) in lexicon.phrases.iter().zip(0..) {
            index.add_phrase(number, phrase.lang, lexicon.phrases.words(phrase));
            if let Some(compound) = compound_form(phrase, &lexicon.phrases) {
                index.add_phrase(number, phrase.lang, std::iter::once(LexiconWord::plain(compound)));
            }
        }
        index.phrases.sort_by_key(|indexed| index.phrase_words[indexed.words.start as usize]);
        for phonetics in &mut index.phonetics {
            for SoundIndex(sounds) in [&mut phonetics.words, &mut phonetics.prefixes] {
                sounds.sort_unstable();
                sounds.shrink_to_fit();
            }
        }
        index.vocabulary.shrink_to_fit();
        index.phrases.shrink_to_fit();
        index.phrase_words.shrink_to_fit();
        index
    }

    /// Lists a phrase under some words. A phrase of no language is indexed under the
    /// sounds of all.
    fn add_phrase<'w>(
        &mut self,
        phrase: u32,
        lang: Option<Lang>,
        words: impl Iterator<Item = LexiconWord<'w>>,
    ) {
        let from = self.phrase_words.len() as u32;
        for word in words {
            let word = self.add_word(word, lang);
            self.phrase_words.push(word);
        }
        self.phrases.push(IndexedPhrase { phrase_id: phrase, words: from..self.phrase_words.len() as u32 });
    }

    /// The number of a word, which is added if it is new.
    fn add_word(&mut self, word: LexiconWord<'_>, lang: Option<Lang>) -> u32 {
        let (id, is_new) = self.vocabulary.intern(word);
        if word.is_exact {
            return id;
        }
        if is_new && let Some(&letter) = word.text.as_bytes().first() {
            self.by_first_letter.entry(letter).or_default().push(id);
        }
        if let Some(lang) = lang {
            self.vocabulary.add_language(id, lang);
        }
        if word.text.len() >= MIN_SOUND_LENGTH {
            for lang in LanguageSet::of(lang).iter() {
                if self.vocabulary.index_phonetically(id, lang) {
                    let sound = self.phonetic_key(lang, word.text, word.is_prefix);
                    let phonetics = &mut self.phonetics[lang as usize];
                    let SoundIndex(sounds) =
                        if word.is_prefix { &mut phonetics.prefixes } else { &mut phonetics.words };
                    sounds.push((sound.into(), id));
                }
            }
        }
        id
    }

    /// The phrases that begin with a word, by its number.
    pub fn phrases_starting_with(&self, word: u32) -> impl Iterator<Item = &IndexedPhrase> {
        let first = |indexed: &IndexedPhrase| self.phrase_words[indexed.words.start as usize];
        let from = self.phrases.partition_point(|indexed| first(indexed) < word);
        self.phrases[from..].iter().take_while(move |indexed| first(indexed) == word)
    }

    /// The numbers of the words of a phrase.
    pub fn phrase_words(&self, indexed: &IndexedPhrase) -> &[u32] {
        &self.phrase_words[indexed.words.start as usize..indexed.words.end as usize]
    }

    /// Whether a word sounds like a word of this language.
    pub fn has_similar_sound(&self, word: &str, lang: Lang) -> bool {
        let sound = self.phonetic_key(lang, word, false);
        sound.len() >= MIN_KEY_LENGTH && self.phonetics[lang as usize].words.find(&sound).next().is_some()
    }

    /// Whether a typed word may be an everyday word.
    pub fn is_common(&self, candidates: &[Candidate]) -> bool {
        candidates.iter().any(|(word, _)| self.common_words.contains(word))
    }

    /// The languages whose files have a word, in whichever spelling.
    pub fn languages(&self, word: &str) -> LanguageSet {
        let variant = self.spelling_variants.get(word).map(|spelling| spelling.languages);
        variant.unwrap_or_default().union(self.vocabulary.languages(word))
    }

    /// The languages that a word belongs to by its letters alone; `surface` has its accents.
    pub fn languages_by_spelling(&self, surface: &str) -> LanguageSet {
        let mut languages = LanguageSet::default();
        for (lang, mark) in &self.spelling_marks {
            if mark.matches(surface) {
                languages.insert(*lang);
            }
        }
        languages
    }

    /// The languages that have word files.
    pub fn languages_with_words(&self) -> LanguageSet {
        self.languages_with_words
    }

    /// Words that are written with an apostrophe before another word, in the order in which they are tried.
    pub fn elided_words(&self) -> &[String] {
        &self.elided_words
    }

    /// What a typed word may be; empty for an unknown word.
    pub fn candidates(&self, token: &Token, budget: &Budget) -> Vec<Candidate> {
        let mut found = self.exact_candidates(token);
        if found.is_empty() && !token.is_symbol && !token.word.as_bytes()[0].is_ascii_digit() {
            found = self.sound_candidates(&token.word);
            if found.is_empty() {
                found = self.typo_candidates(&token.word, budget);
            }
        }
        found
    }

    /// The word itself, a prefix of it, or its usual spelling.
    pub fn exact_candidates(&self, token: &Token) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut add = |word: &str, score: f32| {
            found.extend(self.vocabulary.find(LexiconWord::plain(word)).map(|id| (id, score)));
            let prefixes = (MIN_PREFIX_LENGTH..=word.len()).filter_map(|end| {
                let start = LexiconWord { is_prefix: true, ..LexiconWord::plain(word.get(..end)?) };
                self.vocabulary.find(start)
            });
            found.extend(prefixes.map(|id| (id, score)));
        };
        add(&token.word, 1.0);
        for usual in self.spelling_variants.get(&token.word).iter().flat_map(|spelling| &spelling.canonical) {
            add(usual, SPELLING_VARIANT_SCORE);
        }
        let exact = LexiconWord { is_exact: true, ..LexiconWord::plain(&token.surface) };
        found.extend(self.vocabulary.find(exact).map(|id| (id, 1.0)));
        found
    }

    /// Words and prefixes that sound like a word, in any language.
    fn sound_candidates(&self, word: &str) -> Vec<Candidate> {
        let mut found = Vec::new();
        if word.len() < MIN_SOUND_LENGTH {
            return found;
        }
        for lang in Lang::ALL {
            let sound = self.phonetic_key(lang, word, false);
            if sound.len() < MIN_KEY_LENGTH {
                continue;
            }
            let phonetics = &self.phonetics[lang as usize];
            found.extend(phonetics.words.find(&sound).map(|id| (id, SOUND_MATCH_SCORE)));
            let sound = self.phonetic_key(lang, word, true);
            let starts = (MIN_PREFIX_KEY_LENGTH..=sound.len()).filter_map(|end| sound.get(..end));
            found.extend(
                starts.flat_map(|start| phonetics.prefixes.find(start)).map(|id| (id, SOUND_MATCH_SCORE)),
            );
        }
        found.sort_by_key(|(id, _)| *id);
        found.dedup_by_key(|(id, _)| *id);
        found
    }

    /// The words with the fewest typing mistakes in between, at most two.
    fn typo_candidates(&self, word: &str, budget: &Budget) -> Vec<Candidate> {
        if word.len() < MIN_TYPO_LENGTH {
            return Vec::new();
        }
        let most = max_typos(word.len());
        let mut best: Vec<Candidate> = Vec::new();
        let mut fewest = most;
        for &id in self.by_first_letter.get(&word.as_bytes()[0]).into_iter().flatten() {
            let other = self.vocabulary.get(id);
            let start = if other.is_prefix {
                if other.text.len() < MIN_TYPO_PREFIX_LENGTH {
                    continue;
                }
                word.get(..other.text.len()).unwrap_or(word)
            } else {
                word
            };
            if start.len().abs_diff(other.text.len()) > fewest || other.text.len() < MIN_TYPO_LENGTH - 1 {
                continue;
            }
            if !budget.spend() {
                break;
            }
            let typos = osa_distance(start, other.text);
            // a prefix is shorter than the typed word, and allows fewer mistakes
            if typos > max_typos(other.text.len()) {
                continue;
            }
            if typos < fewest || (typos == fewest && typos <= most) {
                if typos < fewest {
                    best.clear();
                    fewest = typos;
                }
                best.push((id, if typos <= 1 { ONE_TYPO_SCORE } else { TWO_TYPOS_SCORE }));
            }
        }
        best
    }

    /// The sound of a word in a language, spelt in few letters. A prefix has no end of a word.
    pub fn phonetic_key(&self, lang: Lang, word: &str, is_prefix: bool) -> String {
        let mut sound = word.to_owned();
        if !is_prefix {
            sound.push(WORD_END);
        }
        let mut letters = letter_mask(&sound);
        for rule in &self.phonetics[lang as usize].sound_rules {
            if rule.letter_mask & !letters == 0 && sound.contains(&rule.from) {
                sound = sound.replace(&rule.from, &rule.to);
                letters = letter_mask(&sound);
            }
        }
        let mut key = String::new();
        for letter in sound.chars().filter(|letter| *letter != WORD_END) {
            if !key.ends_with(letter) {
                key.push(letter);
            }
        }
        key
    }
}

/// Letters that sound like other letters.
#[derive(Debug)]
struct SoundRule {
    /// The letters of `from`: most words lack one of them, and need no comparison.
    letter_mask: u32,
    from: String,
    to: String,
}

impl SoundRule {
    fn new(from: &str, to: &str) -> Self {
        Self { letter_mask: letter_mask(from), from: from.to_owned(), to: to.to_owned() }
    }
}

/// The letters of a text, a bit each. Other bytes share the bit of some letter.
fn letter_mask(text: &str) -> u32 {
    text.bytes().fold(0, |all, byte| all | 1 << (byte % 32))
}

/// Most typing mistakes in a word of this length.
fn max_typos(length: usize) -> usize {
    if length < TWO_TYPOS_LENGTH { 1 } else { 2 }
}

/// A phrase of several plain words written as one word, if that has a usual length.
fn compound_form<'p>(phrase: &Phrase, phrases: &'p Phrases) -> Option<&'p str> {
    let compound = phrases.concatenated(phrase);
    let fits = phrases.words(phrase).len() > 1
        && COMPOUND_LENGTHS.contains(&compound.len())
        && phrases.words(phrase).all(|word| !word.is_prefix && !word.is_exact);
    fits.then_some(compound)
}
