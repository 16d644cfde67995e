//! Ways to say ideas, as they are kept: there are ten thousand of them, so their words lie close together.

use std::ops::Range;

use crate::i18n::Lang;

/// A word of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word<'a> {
    pub text: &'a str,
    /// Any word that begins so.
    pub stem: bool,
    /// Accents count.
    pub exact: bool,
}

impl<'a> Word<'a> {
    /// The whole word, whatever its accents.
    pub fn plain(text: &'a str) -> Self {
        Self { text, stem: false, exact: false }
    }
}

/// A way to say an idea.
#[derive(Debug, Clone)]
pub struct Phrase {
    pub idea: usize,
    pub lang: Option<Lang>,
    /// Only at the beginning, only at the end of what is said.
    pub first: bool,
    pub last: bool,
    /// How much of the idea it carries: less than 1 for a vague name and for one word of a title.
    pub share: f32,
    /// Which of all words are its own.
    words: Range<u32>,
}

impl Phrase {
    /// One that may stand anywhere.
    pub fn new(idea: usize, lang: Option<Lang>, share: f32) -> Self {
        Self { idea, lang, first: false, last: false, share, words: 0..0 }
    }
}

/// A word, and where it ends in the text of all; it begins where the one before it ends.
#[derive(Debug, Clone)]
struct Kept {
    end: u32,
    stem: bool,
    exact: bool,
}

/// All phrases, by number.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    list: Vec<Phrase>,
    words: Vec<Kept>,
    text: String,
}

impl Phrases {
    pub fn push<'w>(&mut self, phrase: Phrase, words: impl IntoIterator<Item = Word<'w>>) {
        let from = self.words.len() as u32;
        for Word { text, stem, exact } in words {
            self.text.push_str(text);
            self.words.push(Kept { end: self.text.len() as u32, stem, exact });
        }
        self.list.push(Phrase { words: from..self.words.len() as u32, ..phrase });
    }

    pub fn iter(&self) -> impl Iterator<Item = &Phrase> {
        self.list.iter()
    }

    /// The phrase of this number.
    pub fn at(&self, number: u32) -> &Phrase {
        &self.list[number as usize]
    }

    pub fn words(&self, phrase: &Phrase) -> impl ExactSizeIterator<Item = Word<'_>> {
        phrase.words.clone().map(|at| {
            let Kept { end, stem, exact } = self.words[at as usize];
            Word { text: &self.text[self.begin(at)..end as usize], stem, exact }
        })
    }

    /// The words of a phrase without the gaps between them.
    pub fn together(&self, phrase: &Phrase) -> &str {
        &self.text[self.begin(phrase.words.start)..self.begin(phrase.words.end)]
    }

    fn begin(&self, word: u32) -> usize {
        word.checked_sub(1).map_or(0, |before| self.words[before as usize].end as usize)
    }

    /// Keeps those whose number is wanted.
    pub fn retain(&mut self, is_wanted: impl Fn(u32) -> bool) {
        let mut number = 0..;
        self.list.retain(|_| number.next().is_some_and(&is_wanted));
    }

    /// Gives back what was taken for phrases that did not come.
    pub fn close(&mut self) {
        self.list.shrink_to_fit();
        self.words.shrink_to_fit();
        self.text.shrink_to_fit();
    }
}
