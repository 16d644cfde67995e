//! Each word of the lexicon once, by number.

use indexmap::{Equivalent, IndexSet};

use super::phrases::Word;
use crate::i18n::Lang;

/// A word as it is kept.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Kept {
    text: Box<str>,
    stem: bool,
    exact: bool,
}

impl Equivalent<Kept> for Word<'_> {
    fn equivalent(&self, kept: &Kept) -> bool {
        *self.text == *kept.text && (self.stem, self.exact) == (kept.stem, kept.exact)
    }
}

#[derive(Debug, Default)]
pub struct Vocabulary {
    words: IndexSet<Kept>,
    /// In which languages a word has been heard, one bit each.
    heard: Vec<u8>,
}

impl Vocabulary {
    /// The number of a word, and whether it is new.
    pub fn number(&mut self, word: Word<'_>) -> (u32, bool) {
        if let Some(known) = self.find(word) {
            return (known, false);
        }
        let Word { text, stem, exact } = word;
        let (at, _) = self.words.insert_full(Kept { text: text.into(), stem, exact });
        self.heard.push(0);
        (at as u32, true)
    }

    pub fn find(&self, word: Word<'_>) -> Option<u32> {
        self.words.get_index_of(&word).map(|at| at as u32)
    }

    pub fn word(&self, number: u32) -> Word<'_> {
        let Kept { text, stem, exact } = &self.words[number as usize];
        Word { text, stem: *stem, exact: *exact }
    }

    /// Whether a word is heard in a language for the first time.
    pub fn is_first_heard(&mut self, number: u32, lang: Lang) -> bool {
        let heard = &mut self.heard[number as usize];
        let is_first = *heard & (1 << lang as u8) == 0;
        *heard |= 1 << lang as u8;
        is_first
    }
}
