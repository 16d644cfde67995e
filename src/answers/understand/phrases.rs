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
    /// How much of the idea it carries: 1 unless the event file says that it is a vague name.
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

/// Where a word ends in the text of all; it begins where the one before it ends.
#[derive(Debug, Clone)]
struct End {
    at: u32,
    stem: bool,
    exact: bool,
}

/// All phrases, by number.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    list: Vec<Phrase>,
    ends: Vec<End>,
    text: String,
}

impl Phrases {
    pub fn push<'w>(&mut self, phrase: Phrase, words: impl IntoIterator<Item = Word<'w>>) {
        let from = self.ends.len() as u32;
        for Word { text, stem, exact } in words {
            self.text.push_str(text);
            self.ends.push(End { at: self.text.len() as u32, stem, exact });
        }
        self.list.push(Phrase { words: from..self.ends.len() as u32, ..phrase });
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
            let at = at as usize;
            let from = if at == 0 { 0 } else { self.ends[at - 1].at as usize };
            let End { at: to, stem, exact } = self.ends[at];
            Word { text: &self.text[from..to as usize], stem, exact }
        })
    }

    /// How many letters a phrase has, gaps not counted.
    pub fn letters(&self, phrase: &Phrase) -> usize {
        self.words(phrase).map(|word| word.text.len()).sum()
    }

    /// Keeps those whose number is wanted.
    pub fn retain(&mut self, is_wanted: impl Fn(usize) -> bool) {
        let mut number = 0..;
        self.list.retain(|_| number.next().is_some_and(&is_wanted));
    }
}
