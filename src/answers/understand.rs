//! From typed text to an intent. Pure: no messenger, no clock, no database.
//!
//! A message is split into words; words give ideas ("session", "hour", "register"), by the phrases of
//! `locales/<lang>/words*.toml` and by the names in the event file; ideas together make intents, by the
//! rules of `locales/meanings.toml`. The heaviest rule wins, if it is heavy enough and far enough from
//! the next. All languages are looked at together, because people mix them.

mod fold;
mod index;
mod intent;
mod lexicon;
mod names;
mod reading;
mod times;
mod tongue;

use std::sync::{Arc, LazyLock};

pub use index::COMPARISONS_AT_MOST;
pub use intent::Intent;
pub use lexicon::Lexicon;
pub use reading::{Reading, Why};

use crate::i18n::{self, Lang};
use crate::programme::{Programme, Schedule};
use index::Index;

/// What is known about words and about one event, ready to be asked.
pub struct Knowledge {
    lexicon: Lexicon,
    index: Index,
}

/// A message, and what is known about it.
pub struct Asked<'a> {
    pub text: &'a str,
    /// The language it is in, where somebody knows.
    pub lang: Option<Lang>,
    /// The language to take when the words do not tell.
    pub usual: Lang,
    /// The event's local time, in minutes since midnight.
    pub minutes: i32,
    pub programme: &'a Programme,
    pub schedule: &'a Schedule,
}

static SHIPPED: LazyLock<(Programme, Arc<Knowledge>)> = LazyLock::new(|| {
    let programme = Programme::shipped();
    let knowledge = Arc::new(Knowledge::new(&programme));
    (programme, knowledge)
});

impl Knowledge {
    /// The words that are compiled in, and the names of this event.
    ///
    /// # Panics
    /// Never with the words that are shipped: a test reads them.
    pub fn new(programme: &Programme) -> Self {
        let file = |path: &str| i18n::data(path).map(str::to_owned);
        Self::read(file, programme).expect("a test reads the shipped words")
    }

    /// The same, made only once for the event that is shipped.
    pub fn of(programme: &Programme) -> Arc<Self> {
        let (shipped, knowledge) = &*SHIPPED;
        if shipped == programme { knowledge.clone() } else { Arc::new(Self::new(programme)) }
    }

    /// Reads the words from elsewhere: `file` gives the text of `fr/words.toml` and so on.
    pub fn read(file: impl Fn(&str) -> Option<String>, programme: &Programme) -> anyhow::Result<Self> {
        let mut lexicon = Lexicon::read(file)?;
        names::add(&mut lexicon, programme);
        let index = Index::new(&lexicon);
        Ok(Self { lexicon, index })
    }
}

/// What a message asks for.
pub fn understand(asked: &Asked<'_>, knowledge: &Knowledge) -> Reading {
    reading::Reader::new(asked, &knowledge.lexicon, &knowledge.index).read()
}
