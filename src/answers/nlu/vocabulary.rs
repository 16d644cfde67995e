//! Each word of the lexicon once, by number.

use indexmap::{Equivalent, IndexMap};

use super::phrases::LexiconWord;
use crate::i18n::Lang;

/// A word as it is kept.
#[derive(Debug, PartialEq, Eq, Hash)]
struct VocabularyWord {
    text: Box<str>,
    is_prefix: bool,
    is_exact: bool,
}

/// Languages, one bit each.
#[derive(Debug, Default)]
struct LanguageMasks {
    /// In whose files the word stands.
    in_files: u8,
    /// As whose word it was heard.
    in_sound_index: u8,
}

impl Equivalent<VocabularyWord> for LexiconWord<'_> {
    fn equivalent(&self, kept: &VocabularyWord) -> bool {
        *self.text == *kept.text && (self.is_prefix, self.is_exact) == (kept.is_prefix, kept.is_exact)
    }
}

#[derive(Debug, Default)]
pub struct Vocabulary(IndexMap<VocabularyWord, LanguageMasks>);

impl Vocabulary {
    /// The number of a word, and whether it is new.
    pub fn intern(&mut self, word: LexiconWord<'_>) -> (u32, bool) {
        if let Some(known) = self.find(word) {
            return (known, false);
        }
        let LexiconWord { text, is_prefix: stem, is_exact: exact } = word;
        let (at, _) = self.0.insert_full(
            VocabularyWord { text: text.into(), is_prefix: stem, is_exact: exact },
            LanguageMasks::default(),
        );
        (at as u32, true)
    }

    pub fn find(&self, word: LexiconWord<'_>) -> Option<u32> {
        self.0.get_index_of(&word).map(|at| at as u32)
    }

    /// The word of this number.
    pub fn get(&self, number: u32) -> LexiconWord<'_> {
        let (VocabularyWord { text, is_prefix: stem, is_exact: exact }, _) =
            &self.0.get_index(number as usize).expect("it was given out");
        LexiconWord { text, is_prefix: *stem, is_exact: *exact }
    }

    /// Notes that a word stands in a language's files.
    pub fn add_language(&mut self, number: u32, lang: Lang) {
        self.0[number as usize].in_files |= 1 << lang as u8;
    }

    /// In which languages' files a word stands, whole or as a beginning, one bit each.
    pub fn language_mask(&self, text: &str) -> u8 {
        let word = LexiconWord::plain(text);
        [word, LexiconWord { is_prefix: true, ..word }]
            .iter()
            .filter_map(|word| self.0.get(word))
            .fold(0, |all, tongues| all | tongues.in_files)
    }

    /// Notes that a word is heard in a language; true for the first time.
    pub fn index_phonetically(&mut self, number: u32, lang: Lang) -> bool {
        let heard = &mut self.0[number as usize].in_sound_index;
        let is_first = *heard & (1 << lang as u8) == 0;
        *heard |= 1 << lang as u8;
        is_first
    }

    /// Gives back what was taken for words that did not come.
    pub fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }
}
