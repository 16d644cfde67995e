//! The updates of one transaction, in our words.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::awaited_question::{self, AwaitedText};
use super::route;
use crate::answers::{self, NluModel};
use crate::chat::{ChatKind, ChatUser, Incoming, Input};
use crate::people::Person;
use crate::turn::EventContext;

/// An update in our words.
pub struct ParsedUpdate {
    pub update_id: i64,
    pub incoming: Incoming,
    /// What its text is where a question is awaited; found out once.
    kind: OnceLock<AwaitedText>,
}

impl ParsedUpdate {
    pub fn new(update_id: i64, incoming: Incoming) -> Self {
        Self { update_id, incoming, kind: OnceLock::new() }
    }

    /// What its text is, if a question was awaited and that was looked at.
    pub fn kind(&self) -> Option<&AwaitedText> {
        self.kind.get()
    }

    /// Whoever is met in private and answered: not another bot, nor somebody who has just left.
    pub fn private_writer(&self) -> Option<&ChatUser> {
        let in_private =
            self.incoming.chat_kind == ChatKind::Private && self.incoming.input != Input::BotRemoved;
        self.incoming.from.as_ref().filter(|sender| in_private && !sender.is_bot)
    }

    /// Who asks a question by it and does nothing else.
    pub fn question_author(
        &self,
        people: &HashMap<i64, Person>,
        forum: &EventContext<'_>,
        knowledge: &NluModel,
    ) -> Option<i64> {
        let person = people.get(&self.private_writer()?.id)?;
        let typed = route::awaited_question_text(person, &self.incoming)?;
        let read = || answers::interpret_in_context(forum, typed, None, person.language, knowledge);
        let kind = self.kind.get_or_init(|| awaited_question::classify(typed, &read()));
        matches!(kind, AwaitedText::Question).then_some(person.id)
    }
}

/// Runs of updates in which nobody writes twice, so that the second finds whatever the first left.
pub fn split_by_writer(heard: &[ParsedUpdate]) -> Vec<&[ParsedUpdate]> {
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
