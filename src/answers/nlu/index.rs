//! From a typed word to the words of the lexicon it may be: the same, spelt as people spell it, glued to its
//! neighbour, sounding alike, or a slip or two away. Every comparison is counted, and they are capped.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use strsim::osa_distance;

use super::lexicon::{Lexicon, WordPattern};
use super::phrases::{LexiconWord, Phrase, Phrases};
use super::tokenizer::Token;
use super::vocabulary::Vocabulary;
use crate::i18n::Lang;

/// So many comparisons a message may cost; a question of a dozen words costs some hundreds.
pub const MAX_COMPARISONS: usize = 20_000;

/// Words shorter than this are never guessed at.
const MIN_TYPO_LENGTH: usize = 5;
/// And beginnings of words shorter than this neither.
const MIN_TYPO_PREFIX_LENGTH: usize = 6;
/// Words shorter than this are not compared by their sound.
const MIN_SOUND_LENGTH: usize = 4;
/// In a sound, the end of a word.
const WORD_END: char = '$';
/// From this length on two slips are forgiven.
const TWO_TYPOS_LENGTH: usize = 9;
const SOUND_MATCH_SCORE: f32 = 0.92;
const ONE_TYPO_SCORE: f32 = 0.85;
const TWO_TYPOS_SCORE: f32 = 0.75;

/// How much was compared.
#[derive(Debug, Default)]
pub struct Budget(Cell<usize>);

impl Budget {
    /// Counts one comparison; false when there have been enough.
    pub fn spend(&self) -> bool {
        self.0.update(|spent| spent + 1);
        self.0.get() < MAX_COMPARISONS
    }

    pub fn spent(&self) -> usize {
        self.0.get().min(MAX_COMPARISONS)
    }
}

/// The number of a word of the lexicon that a typed one may be, and how surely.
pub type Candidate = (u32, f32);

/// A phrase as it is looked for.
#[derive(Debug)]
pub struct IndexedPhrase {
    /// Its number in the lexicon.
    pub phrase_id: u32,
    words: Range<u32>,
}

/// Words that sound alike, sorted by their sound.
#[derive(Debug, Default)]
struct SoundIndex(Vec<(Box<str>, u32)>);

impl SoundIndex {
    fn find<'a>(&'a self, sound: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = self.0.partition_point(|(other, _)| **other < *sound);
        self.0[from..].iter().take_while(move |(other, _)| **other == *sound).map(|(_, id)| *id)
    }
}

/// How else a word is spelt.
#[derive(Debug, Default)]
struct SpellingVariant {
    canonical: Vec<String>,
    /// In which languages, one bit each.
    language_mask: u8,
}

/// How one language is heard.
#[derive(Debug, Default)]
struct Phonetics {
    /// Letters that sound alike, applied in order.
    sound_rules: Vec<SoundRule>,
    words: SoundIndex,
    prefixes: SoundIndex,
}

/// Words and phrases, to be looked up.
#[derive(Debug, Default)]
pub struct LexiconIndex {
    vocabulary: Vocabulary,
    spelling_variants: HashMap<String, SpellingVariant>,
    /// Numbers of the words that mean nothing for us and are no sign of another subject.
    common_words: HashSet<u32>,
    phonetics: [Phonetics; 3],
    by_first_letter: HashMap<u8, Vec<u32>>,
    /// Phrases, in the order of their first words.
    phrases: Vec<IndexedPhrase>,
    /// The words of all phrases.
    phrase_words: Vec<u32>,
}

impl LexiconIndex {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut index = Self::default();
        for (lang, tongue) in &lexicon.languages {
            index.phonetics[*lang as usize].sound_rules =
                tongue.sounds.iter().map(|[from, to]| SoundRule::new(from, to)).collect();
            for (variant, words) in &tongue.spellings {
                let spelling = index.spelling_variants.entry(variant.clone()).or_default();
                spelling.canonical.extend(words.iter().cloned());
                spelling.language_mask |= 1 << *lang as u8;
            }
        }
        for (lang, WordPattern { text, is_prefix: stem }) in &lexicon.common_words {
            let word = index.add_word(LexiconWord { text, is_prefix: *stem, is_exact: false }, Some(*lang));
            index.common_words.insert(word);
        }
        for (word, tongues) in &lexicon.filler_words {
            for lang in Lang::ALL.into_iter().filter(|lang| tongues & (1 << *lang as u8) != 0) {
                index.add_word(LexiconWord::plain(word), Some(lang));
            }
        }
        for (phrase, number) in lexicon.phrases.iter().zip(0..) {
            index.add_phrase(number, phrase.lang, lexicon.phrases.words(phrase));
            if let Some(glued) = compound_form(phrase, &lexicon.phrases) {
                index.add_phrase(number, phrase.lang, std::iter::once(LexiconWord::plain(glued)));
            }
        }
        index.phrases.sort_by_key(|listed| index.phrase_words[listed.words.start as usize]);
        for ear in &mut index.phonetics {
            for SoundIndex(sounds) in [&mut ear.words, &mut ear.prefixes] {
                sounds.sort_unstable();
                sounds.shrink_to_fit();
            }
        }
        index.vocabulary.shrink_to_fit();
        index.phrases.shrink_to_fit();
        index.phrase_words.shrink_to_fit();
        index
    }

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

    /// The number of a word, new or known.
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
            for lang in lang.map_or(Lang::ALL.to_vec(), |lang| vec![lang]) {
                if self.vocabulary.index_phonetically(id, lang) {
                    let sound = self.phonetic_key(lang, word.text, word.is_prefix);
                    let ear = &mut self.phonetics[lang as usize];
                    let SoundIndex(sounds) = if word.is_prefix { &mut ear.prefixes } else { &mut ear.words };
                    sounds.push((sound.into(), id));
                }
            }
        }
        id
    }

    /// The phrases that begin with a word.
    pub fn phrases_starting_with(&self, word: u32) -> impl Iterator<Item = &IndexedPhrase> {
        let first = |listed: &IndexedPhrase| self.phrase_words[listed.words.start as usize];
        let from = self.phrases.partition_point(|listed| first(listed) < word);
        self.phrases[from..].iter().take_while(move |listed| first(listed) == word)
    }

    /// The words of a phrase.
    pub fn phrase_words(&self, listed: &IndexedPhrase) -> &[u32] {
        &self.phrase_words[listed.words.start as usize..listed.words.end as usize]
    }

    /// Whether a word sounds like one of this language.
    pub fn has_similar_sound(&self, word: &str, lang: Lang) -> bool {
        let sound = self.phonetic_key(lang, word, false);
        sound.len() >= 3 && self.phonetics[lang as usize].words.find(&sound).next().is_some()
    }

    /// Whether a typed word, by what it may be, is one of every day.
    pub fn is_common(&self, guesses: &[Candidate]) -> bool {
        guesses.iter().any(|(word, _)| self.common_words.contains(word))
    }

    /// In which languages' files a word stands, one bit each.
    pub fn language_mask(&self, word: &str) -> u8 {
        self.spelling_variants.get(word).map_or(0, |spelling| spelling.language_mask)
            | self.vocabulary.language_mask(word)
    }

    /// What a typed word may be. Nothing: a word from elsewhere.
    pub fn candidates(&self, token: &Token, effort: &Budget) -> Vec<Candidate> {
        let mut found = self.exact_candidates(token);
        if found.is_empty() && !token.is_symbol && !token.word.as_bytes()[0].is_ascii_digit() {
            found = self.sound_candidates(&token.word);
            if found.is_empty() {
                found = self.typo_candidates(&token.word, effort);
            }
        }
        found
    }

    /// The word itself, or as it is commonly spelt.
    pub fn exact_candidates(&self, token: &Token) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut plain = |word: &str, worth: f32| {
            found.extend(self.vocabulary.find(LexiconWord::plain(word)).map(|id| (id, worth)));
            let stems = (3..=word.len()).filter_map(|end| {
                let start = LexiconWord { is_prefix: true, ..LexiconWord::plain(word.get(..end)?) };
                self.vocabulary.find(start)
            });
            found.extend(stems.map(|id| (id, worth)));
        };
        plain(&token.word, 1.0);
        for usual in self.spelling_variants.get(&token.word).iter().flat_map(|spelling| &spelling.canonical) {
            plain(usual, 0.98);
        }
        let exact = LexiconWord { is_exact: true, ..LexiconWord::plain(&token.surface) };
        found.extend(self.vocabulary.find(exact).map(|id| (id, 1.0)));
        found
    }

    fn sound_candidates(&self, word: &str) -> Vec<Candidate> {
        let mut found = Vec::new();
        if word.len() < MIN_SOUND_LENGTH {
            return found;
        }
        for lang in Lang::ALL {
            let sound = self.phonetic_key(lang, word, false);
            if sound.len() < 3 {
                continue;
            }
            let ear = &self.phonetics[lang as usize];
            found.extend(ear.words.find(&sound).map(|id| (id, SOUND_MATCH_SCORE)));
            let sound = self.phonetic_key(lang, word, true);
            let starts = (4..=sound.len()).filter_map(|end| sound.get(..end));
            found.extend(starts.flat_map(|start| ear.prefixes.find(start)).map(|id| (id, SOUND_MATCH_SCORE)));
        }
        found.sort_by_key(|(id, _)| *id);
        found.dedup_by_key(|(id, _)| *id);
        found
    }

    /// Words that a slip or two away.
    fn typo_candidates(&self, word: &str, effort: &Budget) -> Vec<Candidate> {
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
            if !effort.spend() {
                break;
            }
            let slips = osa_distance(start, other.text);
            // the beginning of a word is shorter than what was typed: fewer slips are forgiven
            if slips > max_typos(other.text.len()) {
                continue;
            }
            if slips < fewest || (slips == fewest && slips <= most) {
                if slips < fewest {
                    best.clear();
                    fewest = slips;
                }
                best.push((id, if slips <= 1 { ONE_TYPO_SCORE } else { TWO_TYPOS_SCORE }));
            }
        }
        best
    }

    /// How a word sounds, in few letters.
    fn phonetic_key(&self, lang: Lang, word: &str, stem: bool) -> String {
        let mut sound = word.to_owned();
        if !stem {
            sound.push(WORD_END);
        }
        let mut there = letter_mask(&sound);
        for change in &self.phonetics[lang as usize].sound_rules {
            if change.letter_mask & !there == 0 && sound.contains(&change.from) {
                sound = sound.replace(&change.from, &change.to);
                there = letter_mask(&sound);
            }
        }
        let mut once = String::new();
        for letter in sound.chars().filter(|letter| *letter != WORD_END) {
            if !once.ends_with(letter) {
                once.push(letter);
            }
        }
        once
    }
}

/// Letters that sound like others.
#[derive(Debug)]
struct SoundRule {
    /// What must be there for it: most words have not even those letters.
    letter_mask: u32,
    from: String,
    to: String,
}

impl SoundRule {
    fn new(from: &str, to: &str) -> Self {
        Self { letter_mask: letter_mask(from), from: from.to_owned(), to: to.to_owned() }
    }
}

/// Which letters stand in a text: a bit for each; what is no letter shares one with some letter.
fn letter_mask(text: &str) -> u32 {
    text.bytes().fold(0, |all, byte| all | 1 << (byte % 32))
}

/// So many slips are forgiven in a word of this length.
fn max_typos(length: usize) -> usize {
    if length < TWO_TYPOS_LENGTH { 1 } else { 2 }
}

/// The phrase written as one word.
fn compound_form<'p>(phrase: &Phrase, phrases: &'p Phrases) -> Option<&'p str> {
    let glued = phrases.concatenated(phrase);
    let fits = phrases.words(phrase).len() > 1
        && (5..=22).contains(&glued.len())
        && phrases.words(phrase).all(|word| !word.is_prefix && !word.is_exact);
    fits.then_some(glued)
}
