//! From a typed word to the words of the lexicon it may be: the same, spelt as people spell it, glued to its
//! neighbour, sounding alike, or a slip or two away. Every comparison is counted, and they are capped.

use std::collections::{HashMap, HashSet};

use strsim::osa_distance;

use super::fold::Token;
use super::lexicon::{Lexicon, Phrase, Word};
use crate::i18n::Lang;

/// So many comparisons a message may cost; a question of a dozen words costs some hundreds.
pub const COMPARISONS_AT_MOST: usize = 20_000;

/// Words shorter than this are never guessed at.
const SHORTEST_SLIP: usize = 5;
/// And beginnings of words shorter than this neither.
const SHORTEST_STEM: usize = 6;
/// From this length on two slips are forgiven.
const TWO_SLIPS: usize = 9;
const SOUNDS_ALIKE: f32 = 0.92;
const ONE_SLIP: f32 = 0.85;
const TWO_SLIPS_WORTH: f32 = 0.75;

/// How much was compared.
#[derive(Debug, Default)]
pub struct Effort(usize);

impl Effort {
    /// Counts one comparison; false when there have been enough.
    pub fn spend(&mut self) -> bool {
        self.0 += 1;
        self.0 < COMPARISONS_AT_MOST
    }

    pub fn spent(&self) -> usize {
        self.0.min(COMPARISONS_AT_MOST)
    }
}

/// A word of the lexicon that a typed one may be, and how surely.
pub type Guess = (usize, f32);

/// Words and phrases, to be looked up.
pub struct Index {
    words: Vec<Word>,
    languages: HashMap<String, u8>,
    plain: HashMap<String, Vec<usize>>,
    exact: HashMap<String, usize>,
    /// Numbers of the words that mean nothing for us and are no sign of another subject.
    everyday: HashSet<usize>,
    stems: HashMap<String, Vec<usize>>,
    spellings: HashMap<String, Vec<String>>,
    by_sound: [HashMap<String, Vec<usize>>; 3],
    stems_by_sound: [HashMap<String, Vec<usize>>; 3],
    sounds: [Vec<[String; 2]>; 3],
    by_letter: HashMap<u8, Vec<usize>>,
    /// Phrases by their first word.
    pub starting: HashMap<usize, Vec<usize>>,
    /// The words of each phrase.
    pub phrases: Vec<(Phrase, Vec<usize>)>,
    /// Each phrase's number in the lexicon.
    pub origins: Vec<usize>,
}

impl Index {
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut index = Self {
            words: Vec::new(),
            languages: HashMap::new(),
            plain: HashMap::new(),
            exact: HashMap::new(),
            everyday: HashSet::new(),
            stems: HashMap::new(),
            spellings: HashMap::new(),
            by_sound: Default::default(),
            stems_by_sound: Default::default(),
            sounds: Default::default(),
            by_letter: HashMap::new(),
            starting: HashMap::new(),
            phrases: Vec::new(),
            origins: Vec::new(),
        };
        for (lang, tongue) in &lexicon.tongues {
            index.sounds[*lang as usize].clone_from(&tongue.sounds);
            for (variant, words) in &tongue.spellings {
                index.spellings.entry(variant.clone()).or_default().extend(words.iter().cloned());
                *index.languages.entry(variant.clone()).or_default() |= 1 << *lang as u8;
            }
        }
        for (lang, word) in &lexicon.everyday {
            let stem = word.ends_with('*');
            let text = super::fold::fold(word);
            let word = index.word(&Word { text, stem, exact: false }, Some(*lang));
            index.everyday.insert(word);
        }
        for (word, tongues) in &lexicon.skip {
            for lang in Lang::ALL.into_iter().filter(|lang| tongues & (1 << *lang as u8) != 0) {
                index.word(&Word { text: word.clone(), stem: false, exact: false }, Some(lang));
            }
        }
        for (number, phrase) in lexicon.phrases.iter().enumerate() {
            index.add(phrase.clone(), number);
            if let Some(glued) = glued(phrase) {
                index.add(glued, number);
            }
        }
        index
    }

    fn add(&mut self, phrase: Phrase, number: usize) {
        self.origins.push(number);
        let words: Vec<usize> = phrase.words.iter().map(|word| self.word(word, phrase.lang)).collect();
        self.starting.entry(words[0]).or_default().push(self.phrases.len());
        self.phrases.push((phrase, words));
    }

    /// The number of a word, new or known.
    fn word(&mut self, word: &Word, lang: Option<Lang>) -> usize {
        if let Some(lang) = lang.filter(|_| !word.exact) {
            *self.languages.entry(word.text.clone()).or_default() |= 1 << lang as u8;
        }
        let known = match (word.exact, word.stem) {
            (true, _) => self.exact.get(&word.text).copied(),
            (_, true) => self.stems.get(&word.text).and_then(|words| words.first().copied()),
            _ => self.plain.get(&word.text).and_then(|words| words.first().copied()),
        };
        let id = known.unwrap_or_else(|| {
            let id = self.words.len();
            self.words.push(word.clone());
            match (word.exact, word.stem) {
                (true, _) => _ = self.exact.insert(word.text.clone(), id),
                (_, true) => self.stems.entry(word.text.clone()).or_default().push(id),
                _ => self.plain.entry(word.text.clone()).or_default().push(id),
            }
            if !word.exact
                && let Some(&letter) = word.text.as_bytes().first()
            {
                self.by_letter.entry(letter).or_default().push(id);
            }
            id
        });
        if !word.exact && word.text.len() >= 4 {
            for lang in lang.map_or(Lang::ALL.to_vec(), |lang| vec![lang]) {
                let sound = self.sound(lang, &word.text, word.stem);
                let sounds = if word.stem { &mut self.stems_by_sound } else { &mut self.by_sound };
                let alike = sounds[lang as usize].entry(sound).or_default();
                if !alike.contains(&id) {
                    alike.push(id);
                }
            }
        }
        id
    }

    /// Whether a word sounds like one of this language.
    pub fn is_near(&self, word: &str, lang: Lang) -> bool {
        let sound = self.sound(lang, word, false);
        sound.len() >= 3 && self.by_sound[lang as usize].contains_key(&sound)
    }

    /// Whether a typed word, by what it may be, is one of every day.
    pub fn is_everyday(&self, guesses: &[Guess]) -> bool {
        guesses.iter().any(|(word, _)| self.everyday.contains(word))
    }

    /// In which languages' files a word stands, one bit each.
    pub fn languages(&self, word: &str) -> u8 {
        self.languages.get(word).copied().unwrap_or_default()
    }

    /// What a typed word may be. Nothing: a word from elsewhere.
    pub fn guesses(&self, token: &Token, effort: &mut Effort) -> Vec<Guess> {
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
            found.extend(self.plain.get(word).into_iter().flatten().map(|&id| (id, worth)));
            for end in 3..=word.len() {
                if let Some(stems) = word.get(..end).and_then(|start| self.stems.get(start)) {
                    found.extend(stems.iter().map(|&id| (id, worth)));
                }
            }
        };
        plain(&token.word, 1.0);
        for usual in self.spellings.get(&token.word).into_iter().flatten() {
            plain(usual, 0.98);
        }
        found.extend(self.exact.get(&token.raw).map(|&id| (id, 1.0)));
        found
    }

    fn alike(&self, word: &str) -> Vec<Guess> {
        let mut found = Vec::new();
        if word.len() < 4 {
            return found;
        }
        for lang in Lang::ALL {
            let sound = self.sound(lang, word, false);
            if sound.len() < 3 {
                continue;
            }
            let at = lang as usize;
            found.extend(self.by_sound[at].get(&sound).into_iter().flatten().map(|&id| (id, SOUNDS_ALIKE)));
            let sound = self.sound(lang, word, true);
            for end in 4..=sound.len() {
                if let Some(stems) = sound.get(..end).and_then(|start| self.stems_by_sound[at].get(start)) {
                    found.extend(stems.iter().map(|&id| (id, SOUNDS_ALIKE)));
                }
            }
        }
        found.sort_by_key(|(id, _)| *id);
        found.dedup_by_key(|(id, _)| *id);
        found
    }

    /// Words that a slip or two away.
    fn slips(&self, word: &str, effort: &mut Effort) -> Vec<Guess> {
        if word.len() < SHORTEST_SLIP {
            return Vec::new();
        }
        let most = forgiven(word.len());
        let mut best: Vec<Guess> = Vec::new();
        let mut fewest = most;
        for &id in self.by_letter.get(&word.as_bytes()[0]).into_iter().flatten() {
            let other = &self.words[id];
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
            let slips = osa_distance(start, &other.text);
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
        let mut sound = format!("{word}{}", if stem { "" } else { "$" });
        for [from, to] in &self.sounds[lang as usize] {
            if sound.contains(from.as_str()) {
                sound = sound.replace(from.as_str(), to);
            }
        }
        sound.retain(|c| c != '$');
        let mut once = String::new();
        for letter in sound.chars() {
            if !once.ends_with(letter) {
                once.push(letter);
            }
        }
        once
    }
}

/// So many slips are forgiven in a word of this length.
fn forgiven(length: usize) -> usize {
    if length < TWO_SLIPS { 1 } else { 2 }
}

/// The phrase written as one word.
fn glued(phrase: &Phrase) -> Option<Phrase> {
    let letters: usize = phrase.words.iter().map(|word| word.text.len()).sum();
    let fits = phrase.words.len() > 1
        && (5..=22).contains(&letters)
        && phrase.words.iter().all(|word| !word.stem && !word.exact);
    fits.then(|| {
        let text = phrase.words.iter().map(|word| word.text.as_str()).collect();
        Phrase { words: vec![Word { text, stem: false, exact: false }], ..phrase.clone() }
    })
}
