//! The phrases of the lexicon. There are ten thousand of them, so their words are stored in one string.

use std::ops::Range;

use crate::i18n::Lang;

/// A word of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LexiconWord<'a> {
    pub text: &'a str,
    /// Stands for every word that begins so.
    pub is_prefix: bool,
    /// Matches only this very spelling, accents included.
    pub is_exact: bool,
}

impl<'a> LexiconWord<'a> {
    /// A whole word, accents aside.
    pub fn plain(text: &'a str) -> Self {
        Self { text, is_prefix: false, is_exact: false }
    }
}

/// A way to express a concept.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// The number of the concept in the lexicon.
    pub concept: usize,
    /// `None` for a name of the event that belongs to no language.
    pub lang: Option<Lang>,
    /// Matches only at the beginning of a message.
    pub is_start_anchored: bool,
    /// Matches only at the end of a message.
    pub is_end_anchored: bool,
    /// How much of the concept it expresses: less than 1 for a vague name and for one word of a title.
    pub weight: f32,
    /// Its words, as indexes into `Phrases::words`.
    words: Range<u32>,
}

impl Phrase {
    /// A phrase that may stand anywhere in a message.
    pub fn new(concept: usize, lang: Option<Lang>, weight: f32) -> Self {
        Self { concept, lang, is_start_anchored: false, is_end_anchored: false, weight, words: 0..0 }
    }
}

/// A word, by its end in `Phrases::text`; it begins where the word before it ends.
#[derive(Debug, Clone)]
struct StoredWord {
    end: u32,
    is_prefix: bool,
    is_exact: bool,
}

/// All phrases, by number.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    list: Vec<Phrase>,
    words: Vec<StoredWord>,
    text: String,
}

impl Phrases {
    /// Adds a phrase; its number is its position.
    pub fn push<'w>(&mut self, phrase: Phrase, words: impl IntoIterator<Item = LexiconWord<'w>>) {
        let from = self.words.len() as u32;
        for LexiconWord { text, is_prefix, is_exact } in words {
            self.text.push_str(text);
            self.words.push(StoredWord { end: self.text.len() as u32, is_prefix, is_exact });
        }
        self.list.push(Phrase { words: from..self.words.len() as u32, ..phrase });
    }

    /// All phrases, by number.
    pub fn iter(&self) -> impl Iterator<Item = &Phrase> {
        self.list.iter()
    }

    /// The phrase of this number.
    pub fn get(&self, number: u32) -> &Phrase {
        &self.list[number as usize]
    }

    /// The words of a phrase.
    pub fn words(&self, phrase: &Phrase) -> impl ExactSizeIterator<Item = LexiconWord<'_>> {
        phrase.words.clone().map(|at| {
            let StoredWord { end, is_prefix, is_exact } = self.words[at as usize];
            LexiconWord { text: &self.text[self.word_start(at)..end as usize], is_prefix, is_exact }
        })
    }

    /// The words of a phrase written as one.
    pub fn concatenated(&self, phrase: &Phrase) -> &str {
        &self.text[self.word_start(phrase.words.start)..self.word_start(phrase.words.end)]
    }

    fn word_start(&self, word: u32) -> usize {
        word.checked_sub(1).map_or(0, |before| self.words[before as usize].end as usize)
    }

    /// Releases unused memory once all phrases are there.
    pub fn shrink_to_fit(&mut self) {
        self.list.shrink_to_fit();
        self.words.shrink_to_fit();
        self.text.shrink_to_fit();
    }
}
