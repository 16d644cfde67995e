//! From a typed word to the words of the lexicon it may be: the same, spelt as people spell it, glued to its
//! neighbour, sounding alike, or a slip or two away. Every comparison is counted, and they are capped.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use strsim::osa_distance;

use super::fold::Token;
use super::lexicon::{Known, Lexicon};
use super::phrases::{Phrase, Phrases, Word};
use super::vocabulary::Vocabulary;
use crate::i18n::Lang;

/// So many comparisons a message may cost; a question of a dozen words costs some hundreds.
pub const COMPARISONS_AT_MOST: usize = 20_000;

/// Words shorter than this are never guessed at.
const SHORTEST_SLIP: usize = 5;
/// And beginnings of words shorter than this neither.
const SHORTEST_STEM: usize = 6;
/// Words shorter than this are not compared by their sound.
const SHORTEST_SOUND: usize = 4;
/// In a sound, the end of a word.
const END: char = '$';
/// From this length on two slips are forgiven.
const TWO_SLIPS: usize = 9;
const SOUNDS_ALIKE: f32 = 0.92;
const ONE_SLIP: f32 = 0.85;
const TWO_SLIPS_WORTH: f32 = 0.75;

/// How much was compared.
#[derive(Debug, Default)]
pub struct Effort(Cell<usize>);

impl Effort {
    /// Counts one comparison; false when there have been enough.
    pub fn spend(&self) -> bool {
        self.0.update(|spent| spent + 1);
        self.0.get() < COMPARISONS_AT_MOST
    }

    pub fn spent(&self) -> usize {
        self.0.get().min(COMPARISONS_AT_MOST)
    }
}

/// The number of a word of the lexicon that a typed one may be, and how surely.
pub type Guess = (u32, f32);

/// A phrase as it is looked for.
#[derive(Debug)]
pub struct Listed {
    /// Its number in the lexicon.
    pub phrase: u32,
    words: Range<u32>,
}

/// Words that sound alike, sorted by their sound.
#[derive(Debug, Default)]
struct Sounds(Vec<(Box<str>, u32)>);

impl Sounds {
    fn of<'a>(&'a self, sound: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = self.0.partition_point(|(other, _)| **other < *sound);
        self.0[from..].iter().take_while(move |(other, _)| **other == *sound).map(|(_, id)| *id)
    }
}

/// How else a word is spelt.
#[derive(Debug, Default)]
struct Spelling {
    usual: Vec<String>,
    /// In which languages, one bit each.
    languages: u8,
}

/// How one language is heard.
#[derive(Debug, Default)]
struct Ear {
    /// Letters that sound alike, applied in order.
    changes: Vec<Change>,
    words: Sounds,
    stems: Sounds,
}

/// Words and phrases, to be looked up.
#[derive(Debug, Default)]
pub struct Index {
    vocabulary: Vocabulary,
    spellings: HashMap<String, Spelling>,
    /// Numbers of the words that mean nothing for us and are no sign of another subject.
    everyday: HashSet<u32>,
    ears: [Ear; 3],
    by_letter: HashMap<u8, Vec<u32>>,
    /// Phrases, in the order of their first words.
    phrases: Vec<Listed>,
    /// The words of all phrases.
    words: Vec<u32>,
}

impl Index {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut index = Self::default();
        for (lang, tongue) in &lexicon.tongues {
            index.ears[*lang as usize].changes =
                tongue.sounds.iter().map(|[from, to]| Change::new(from, to)).collect();
            for (variant, words) in &tongue.spellings {
                let spelling = index.spellings.entry(variant.clone()).or_default();
                spelling.usual.extend(words.iter().cloned());
                spelling.languages |= 1 << *lang as u8;
            }
        }
        for (lang, Known { text, stem }) in &lexicon.everyday {
            let word = index.word(Word { text, stem: *stem, exact: false }, Some(*lang));
            index.everyday.insert(word);
        }
        for (word, tongues) in &lexicon.skip {
            for lang in Lang::ALL.into_iter().filter(|lang| tongues & (1 << *lang as u8) != 0) {
                index.word(Word::plain(word), Some(lang));
            }
        }
        for (phrase, number) in lexicon.phrases.iter().zip(0..) {
            index.list(number, phrase.lang, lexicon.phrases.words(phrase));
            if let Some(glued) = glued(phrase, &lexicon.phrases) {
                index.list(number, phrase.lang, std::iter::once(Word::plain(glued)));
            }
        }
        index.phrases.sort_by_key(|listed| index.words[listed.words.start as usize]);
        for ear in &mut index.ears {
            for Sounds(sounds) in [&mut ear.words, &mut ear.stems] {
                sounds.sort_unstable();
                sounds.shrink_to_fit();
            }
        }
        index.vocabulary.close();
        index.phrases.shrink_to_fit();
        index.words.shrink_to_fit();
        index
    }

    fn list<'w>(&mut self, phrase: u32, lang: Option<Lang>, words: impl Iterator<Item = Word<'w>>) {
        let from = self.words.len() as u32;
        for word in words {
            let word = self.word(word, lang);
            self.words.push(word);
        }
        self.phrases.push(Listed { phrase, words: from..self.words.len() as u32 });
    }

    /// The number of a word, new or known.
    fn word(&mut self, word: Word<'_>, lang: Option<Lang>) -> u32 {
        let (id, is_new) = self.vocabulary.number(word);
        if word.exact {
            return id;
        }
        if is_new && let Some(&letter) = word.text.as_bytes().first() {
            self.by_letter.entry(letter).or_default().push(id);
        }
        if let Some(lang) = lang {
            self.vocabulary.stands_in(id, lang);
        }
        if word.text.len() >= SHORTEST_SOUND {
            for lang in lang.map_or(Lang::ALL.to_vec(), |lang| vec![lang]) {
                if self.vocabulary.hear(id, lang) {
                    let sound = self.sound(lang, word.text, word.stem);
                    let ear = &mut self.ears[lang as usize];
                    let Sounds(sounds) = if word.stem { &mut ear.stems } else { &mut ear.words };
                    sounds.push((sound.into(), id));
                }
            }
        }
        id
    }

    /// The phrases that begin with a word.
    pub fn starting(&self, word: u32) -> impl Iterator<Item = &Listed> {
        let first = |listed: &Listed| self.words[listed.words.start as usize];
        let from = self.phrases.partition_point(|listed| first(listed) < word);
        self.phrases[from..].iter().take_while(move |listed| first(listed) == word)
    }

    /// The words of a phrase.
    pub fn words(&self, listed: &Listed) -> &[u32] {
        &self.words[listed.words.start as usize..listed.words.end as usize]
    }

    /// Whether a word sounds like one of this language.
    pub fn is_near(&self, word: &str, lang: Lang) -> bool {
        let sound = self.sound(lang, word, false);
        sound.len() >= 3 && self.ears[lang as usize].words.of(&sound).next().is_some()
    }

    /// Whether a typed word, by what it may be, is one of every day.
    pub fn is_everyday(&self, guesses: &[Guess]) -> bool {
        guesses.iter().any(|(word, _)| self.everyday.contains(word))
    }

    /// In which languages' files a word stands, one bit each.
    pub fn languages(&self, word: &str) -> u8 {
        self.spellings.get(word).map_or(0, |spelling| spelling.languages) | self.vocabulary.languages(word)
    }

    /// What a typed word may be. Nothing: a word from elsewhere.
    pub fn guesses(&self, token: &Token, effort: &Effort) -> Vec<Guess> {
        let mut found = self.sure(token);
        if found.is_empty() && !token.sign && !token.word.as_bytes()[0].is_ascii_digit() {
            found = self.alike(&token.word);
            if found.is_empty() {
                found = self.slips(&token.word, effort);
            }
        }
        found
    }

    /// The word itself, or as it is commonly spelt.
    pub fn sure(&self, token: &Token) -> Vec<Guess> {
        let mut found: Vec<Guess> = Vec::new();
        let mut plain = |word: &str, worth: f32| {
            found.extend(self.vocabulary.find(Word::plain(word)).map(|id| (id, worth)));
            let stems = (3..=word.len()).filter_map(|end| {
                let start = Word { stem: true, ..Word::plain(word.get(..end)?) };
                self.vocabulary.find(start)
            });
            found.extend(stems.map(|id| (id, worth)));
        };
        plain(&token.word, 1.0);
        for usual in self.spellings.get(&token.word).iter().flat_map(|spelling| &spelling.usual) {
            plain(usual, 0.98);
        }
        let exact = Word { exact: true, ..Word::plain(&token.raw) };
        found.extend(self.vocabulary.find(exact).map(|id| (id, 1.0)));
        found
    }

    fn alike(&self, word: &str) -> Vec<Guess> {
        let mut found = Vec::new();
        if word.len() < SHORTEST_SOUND {
            return found;
        }
        for lang in Lang::ALL {
            let sound = self.sound(lang, word, false);
            if sound.len() < 3 {
                continue;
            }
            let ear = &self.ears[lang as usize];
            found.extend(ear.words.of(&sound).map(|id| (id, SOUNDS_ALIKE)));
            let sound = self.sound(lang, word, true);
            let starts = (4..=sound.len()).filter_map(|end| sound.get(..end));
            found.extend(starts.flat_map(|start| ear.stems.of(start)).map(|id| (id, SOUNDS_ALIKE)));
        }
        found.sort_by_key(|(id, _)| *id);
        found.dedup_by_key(|(id, _)| *id);
        found
    }

    /// Words that a slip or two away.
    fn slips(&self, word: &str, effort: &Effort) -> Vec<Guess> {
        if word.len() < SHORTEST_SLIP {
            return Vec::new();
        }
        let most = forgiven(word.len());
        let mut best: Vec<Guess> = Vec::new();
        let mut fewest = most;
        for &id in self.by_letter.get(&word.as_bytes()[0]).into_iter().flatten() {
            let other = self.vocabulary.word(id);
            let start = if other.stem {
                if other.text.len() < SHORTEST_STEM {
                    continue;
                }
                word.get(..other.text.len()).unwrap_or(word)
            } else {
                word
            };
            if start.len().abs_diff(other.text.len()) > fewest || other.text.len() < SHORTEST_SLIP - 1 {
                continue;
            }
            if !effort.spend() {
                break;
            }
            let slips = osa_distance(start, other.text);
            // the beginning of a word is shorter than what was typed: fewer slips are forgiven
            if slips > forgiven(other.text.len()) {
                continue;
            }
            if slips < fewest || (slips == fewest && slips <= most) {
                if slips < fewest {
                    best.clear();
                    fewest = slips;
                }
                best.push((id, if slips <= 1 { ONE_SLIP } else { TWO_SLIPS_WORTH }));
            }
        }
        best
    }

    /// How a word sounds, in few letters.
    fn sound(&self, lang: Lang, word: &str, stem: bool) -> String {
        let mut sound = word.to_owned();
        if !stem {
            sound.push(END);
        }
        let mut there = letters(&sound);
        for change in &self.ears[lang as usize].changes {
            if change.letters & !there == 0 && sound.contains(&change.from) {
                sound = sound.replace(&change.from, &change.to);
                there = letters(&sound);
            }
        }
        let mut once = String::new();
        for letter in sound.chars().filter(|letter| *letter != END) {
            if !once.ends_with(letter) {
                once.push(letter);
            }
        }
        once
    }
}

/// Letters that sound like others.
#[derive(Debug)]
struct Change {
    /// What must be there for it: most words have not even those letters.
    letters: u32,
    from: String,
    to: String,
}

impl Change {
    fn new(from: &str, to: &str) -> Self {
        Self { letters: letters(from), from: from.to_owned(), to: to.to_owned() }
    }
}

/// Which letters stand in a text: a bit for each; what is no letter shares one with some letter.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |all, byte| all | 1 << (byte % 32))
}

/// So many slips are forgiven in a word of this length.
fn forgiven(length: usize) -> usize {
    if length < TWO_SLIPS { 1 } else { 2 }
}

/// The phrase written as one word.
fn glued<'p>(phrase: &Phrase, phrases: &'p Phrases) -> Option<&'p str> {
    let glued = phrases.together(phrase);
    let fits = phrases.words(phrase).len() > 1
        && (5..=22).contains(&glued.len())
        && phrases.words(phrase).all(|word| !word.stem && !word.exact);
    fits.then_some(glued)
}
