//! Every word of the lexicon once, by number, with the languages it belongs to.

use indexmap::{Equivalent, IndexMap};

use super::language_set::LanguageSet;
use super::phrases::LexiconWord;
use crate::i18n::Lang;

/// A stored word.
#[derive(Debug, PartialEq, Eq, Hash)]
struct VocabularyWord {
    text: Box<str>,
    is_prefix: bool,
    is_exact: bool,
}

/// The languages of a word.
#[derive(Debug, Default)]
struct WordLanguages {
    /// Languages whose files have the word.
    in_files: LanguageSet,
    /// Languages under whose sounds the word is indexed.
    in_sound_index: LanguageSet,
}

impl Equivalent<VocabularyWord> for LexiconWord<'_> {
    fn equivalent(&self, stored: &VocabularyWord) -> bool {
        *self.text == *stored.text && (self.is_prefix, self.is_exact) == (stored.is_prefix, stored.is_exact)
    }
}

/// All words, by number.
#[derive(Debug, Default)]
pub struct Vocabulary(IndexMap<VocabularyWord, WordLanguages>);

impl Vocabulary {
    /// The number of a word, and whether the word is new.
    pub fn intern(&mut self, word: LexiconWord<'_>) -> (u32, bool) {
        if let Some(known) = self.find(word) {
            return (known, false);
        }
        let LexiconWord { text, is_prefix, is_exact } = word;
        let (at, _) = self
            .0
            .insert_full(VocabularyWord { text: text.into(), is_prefix, is_exact }, WordLanguages::default());
        (at as u32, true)
    }

    /// The number of a known word.
    pub fn find(&self, word: LexiconWord<'_>) -> Option<u32> {
        self.0.get_index_of(&word).map(|at| at as u32)
    }

    /// The word of this number.
    pub fn get(&self, number: u32) -> LexiconWord<'_> {
        let (VocabularyWord { text, is_prefix, is_exact }, _) =
            &self.0.get_index(number as usize).expect("numbers come from intern");
        LexiconWord { text, is_prefix: *is_prefix, is_exact: *is_exact }
    }

    /// Records that a language's files have a word.
    pub fn add_language(&mut self, number: u32, lang: Lang) {
        self.0[number as usize].in_files.insert(lang);
    }

    /// The languages whose files have a text, as a whole word or as a prefix.
    pub fn languages(&self, text: &str) -> LanguageSet {
        let word = LexiconWord::plain(text);
        [word, LexiconWord { is_prefix: true, ..word }]
            .iter()
            .filter_map(|word| self.0.get(word))
            .fold(LanguageSet::default(), |all, languages| all.union(languages.in_files))
    }

    /// Records that a word is indexed under the sounds of a language; false if it was before.
    pub fn index_phonetically(&mut self, number: u32, lang: Lang) -> bool {
        self.0[number as usize].in_sound_index.insert(lang)
    }

    /// Releases unused memory once all words are there.
    pub fn shrink_to_fit(&mut self) {
        self.0.shrink_to_fit();
    }
}
