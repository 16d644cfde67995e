//! Each word of the lexicon once, by number.

use indexmap::{Equivalent, IndexMap};

use super::phrases::Word;
use crate::i18n::Lang;

/// A word as it is kept.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Kept {
    text: Box<str>,
    stem: bool,
    exact: bool,
}

/// Languages, one bit each.
#[derive(Debug, Default)]
struct Tongues {
    /// In whose files the word stands.
    files: u8,
    /// As whose word it was heard.
    heard: u8,
}

impl Equivalent<Kept> for Word<'_> {
    fn equivalent(&self, kept: &Kept) -> bool {
        *self.text == *kept.text && (self.stem, self.exact) == (kept.stem, kept.exact)
    }
}

#[derive(Debug, Default)]
pub struct Vocabulary(IndexMap<Kept, Tongues>);

impl Vocabulary {
    /// The number of a word, and whether it is new.
    pub fn number(&mut self, word: Word<'_>) -> (u32, bool) {
        if let Some(known) = self.find(word) {
            return (known, false);
        }
        let Word { text, stem, exact } = word;
        let (at, _) = self.0.insert_full(Kept { text: text.into(), stem, exact }, Tongues::default());
        (at as u32, true)
    }

    pub fn find(&self, word: Word<'_>) -> Option<u32> {
        self.0.get_index_of(&word).map(|at| at as u32)
    }

    /// The word of this number.
    pub fn word(&self, number: u32) -> Word<'_> {
        let (Kept { text, stem, exact }, _) = &self.0.get_index(number as usize).expect("it was given out");
        Word { text, stem: *stem, exact: *exact }
    }

    /// Notes that a word stands in a language's files.
    pub fn stands_in(&mut self, number: u32, lang: Lang) {
        self.0[number as usize].files |= 1 << lang as u8;
    }

    /// In which languages' files a word stands, whole or as a beginning, one bit each.
    pub fn languages(&self, text: &str) -> u8 {
        let word = Word::plain(text);
        [word, Word { stem: true, ..word }]
            .iter()
            .filter_map(|word| self.0.get(word))
            .fold(0, |all, tongues| all | tongues.files)
    }

    /// Notes that a word is heard in a language; true for the first time.
    pub fn hear(&mut self, number: u32, lang: Lang) -> bool {
        let heard = &mut self.0[number as usize].heard;
        let is_first = *heard & (1 << lang as u8) == 0;
        *heard |= 1 << lang as u8;
        is_first
    }

    /// Gives back what was taken for words that did not come.
    pub fn close(&mut self) {
        self.0.shrink_to_fit();
    }
}
