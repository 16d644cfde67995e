//! The updates of one transaction, in our words.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::awaited::{self, Kind};
use super::route;
use crate::answers::{self, Knowledge};
use crate::chat::{Incoming, Input, Place, Sender};
use crate::people::Person;
use crate::turn::Forum;

/// An update in our words.
pub struct Heard {
    pub update: i64,
    pub incoming: Incoming,
    /// What its text is where a question is awaited; found out once.
    kind: OnceLock<Kind>,
}

impl Heard {
    pub fn new(update: i64, incoming: Incoming) -> Self {
        Self { update, incoming, kind: OnceLock::new() }
    }

    /// What its text is, if a question was awaited and that was looked at.
    pub fn kind(&self) -> Option<&Kind> {
        self.kind.get()
    }

    /// Whoever is met in private and answered: not another bot, nor somebody who has just left.
    pub fn writer(&self) -> Option<&Sender> {
        let in_private = self.incoming.place == Place::Private && self.incoming.input != Input::Left;
        self.incoming.from.as_ref().filter(|sender| in_private && !sender.is_bot)
    }

    /// Who asks a question by it and does nothing else.
    pub fn asks(
        &self,
        people: &HashMap<i64, Person>,
        forum: &Forum<'_>,
        knowledge: &Knowledge,
    ) -> Option<i64> {
        let person = people.get(&self.writer()?.id)?;
        let typed = route::question(person, &self.incoming)?;
        let read = || answers::read(forum, typed, None, person.language, knowledge);
        let kind = self.kind.get_or_init(|| awaited::kind(typed, &read()));
        matches!(kind, Kind::Question).then_some(person.id)
    }
}

/// Runs of updates in which nobody writes twice, so that the second finds whatever the first left.
pub fn apart(heard: &[Heard]) -> Vec<&[Heard]> {
    let mut runs = Vec::new();
    let mut there = HashSet::new();
    let mut begin = 0;
    for (at, one) in heard.iter().enumerate() {
        let Some(from) = one.incoming.from.as_ref() else { continue };
        if !there.insert(from.id) {
            runs.push(&heard[begin..at]);
            begin = at;
            there = HashSet::from([from.id]);
        }
    }
    runs.push(&heard[begin..]);
    runs
}
