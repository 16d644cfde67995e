//! Ways to say ideas, as they are kept: there are ten thousand of them, so their words lie close together.

use std::ops::Range;

use crate::i18n::Lang;

/// A word of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LexiconWord<'a> {
    pub text: &'a str,
    /// Any word that begins so.
    pub is_prefix: bool,
    /// Accents count.
    pub is_exact: bool,
}

impl<'a> LexiconWord<'a> {
    /// The whole word, whatever its accents.
    pub fn plain(text: &'a str) -> Self {
        Self { text, is_prefix: false, is_exact: false }
    }
}

/// A way to say an idea.
#[derive(Debug, Clone)]
pub struct Phrase {
    pub concept: usize,
    pub lang: Option<Lang>,
    /// Only at the beginning, only at the end of what is said.
    pub is_start_anchored: bool,
    pub is_end_anchored: bool,
    /// How much of the idea it carries: less than 1 for a vague name and for one word of a title.
    pub weight: f32,
    /// Which of all words are its own.
    words: Range<u32>,
}

impl Phrase {
    /// One that may stand anywhere.
    pub fn new(concept: usize, lang: Option<Lang>, weight: f32) -> Self {
        Self { concept, lang, is_start_anchored: false, is_end_anchored: false, weight, words: 0..0 }
    }
}

/// A word, and where it ends in the text of all; it begins where the one before it ends.
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
    pub fn push<'w>(&mut self, phrase: Phrase, words: impl IntoIterator<Item = LexiconWord<'w>>) {
        let from = self.words.len() as u32;
        for LexiconWord { text, is_prefix: stem, is_exact: exact } in words {
            self.text.push_str(text);
            self.words.push(StoredWord { end: self.text.len() as u32, is_prefix: stem, is_exact: exact });
        }
        self.list.push(Phrase { words: from..self.words.len() as u32, ..phrase });
    }

    pub fn iter(&self) -> impl Iterator<Item = &Phrase> {
        self.list.iter()
    }

    /// The phrase of this number.
    pub fn get(&self, number: u32) -> &Phrase {
        &self.list[number as usize]
    }

    pub fn words(&self, phrase: &Phrase) -> impl ExactSizeIterator<Item = LexiconWord<'_>> {
        phrase.words.clone().map(|at| {
            let StoredWord { end, is_prefix: stem, is_exact: exact } = self.words[at as usize];
            LexiconWord {
                text: &self.text[self.word_start(at)..end as usize],
                is_prefix: stem,
                is_exact: exact,
            }
        })
    }

    /// The words of a phrase without the gaps between them.
    pub fn concatenated(&self, phrase: &Phrase) -> &str {
        &self.text[self.word_start(phrase.words.start)..self.word_start(phrase.words.end)]
    }

    fn word_start(&self, word: u32) -> usize {
        word.checked_sub(1).map_or(0, |before| self.words[before as usize].end as usize)
    }

    /// Keeps those whose number is wanted.
    pub fn retain(&mut self, is_wanted: impl Fn(u32) -> bool) {
        let mut number = 0..;
        self.list.retain(|_| number.next().is_some_and(&is_wanted));
    }

    /// Gives back what was taken for phrases that did not come.
    pub fn shrink_to_fit(&mut self) {
        self.list.shrink_to_fit();
        self.words.shrink_to_fit();
        self.text.shrink_to_fit();
    }
}
