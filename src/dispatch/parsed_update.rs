//! An update of a batch, parsed: what came in, its text with the normalized forms, and what that text is where a
//! question is awaited. Each is found out once.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::awaited_text::classify_awaited;
use super::request::{AwaitedText, Request};
use super::text_rules::awaits_question;
use crate::answers::{self, AskedText, Meaning, NluModel};
use crate::chat::{ChatKind, ChatUser, Incoming, Input};
use crate::ids::{PersonId, UpdateId};
use crate::keywords::{TypedText, is_keyword};
use crate::linked_groups::AdministratorCheck;
use crate::menu::MenuItem;
use crate::people::Person;
use crate::registration::import::{List, ListError};
use crate::telegram::RawUpdate;
use crate::turn::EventContext;

/// A parsed update.
pub struct ParsedUpdate {
    pub update_id: UpdateId,
    pub incoming: Incoming,
    /// The text of a message in a private chat.
    pub text: Option<UpdateText>,
    /// What the encoder made of the text, if it was asked.
    pub meaning: Option<Meaning>,
    /// The list of people in the file, if it was read.
    pub attendee_list: Option<Result<List, ListError>>,
    /// Whether the one who presses administers the group, where that was asked.
    pub administrator: AdministratorCheck,
    awaited_text: OnceLock<AwaitedText>,
}

/// The text of a message.
pub struct UpdateText {
    pub typed: TypedText,
    /// The button of the menu whose label it is.
    pub menu_item: Option<MenuItem>,
}

impl ParsedUpdate {
    /// Normalizes the text of a private message.
    pub fn new(update_id: UpdateId, incoming: Incoming) -> Self {
        let text = match &incoming.input {
            Input::Text(typed) if incoming.chat_kind == ChatKind::Private => {
                let typed = TypedText::new(typed);
                Some(UpdateText { menu_item: MenuItem::from_label(&typed), typed })
            }
            _ => None,
        };
        Self {
            update_id,
            incoming,
            text,
            meaning: None,
            attendee_list: None,
            administrator: AdministratorCheck::Unknown,
            awaited_text: OnceLock::new(),
        }
    }

    /// What the text is, if [`Self::known_request`] found that a question was awaited.
    pub fn awaited_text(&self) -> Option<&AwaitedText> {
        self.awaited_text.get()
    }

    /// The sender of an update in a private chat: not another bot, nor a person who has just blocked this one.
    pub fn private_sender(&self) -> Option<&ChatUser> {
        let is_private =
            self.incoming.chat_kind == ChatKind::Private && self.incoming.input != Input::BotRemoved;
        self.incoming.from.as_ref().filter(|sender| is_private && !sender.is_bot)
    }

    /// What the update asks for, where its text and its sender's conversation alone decide that: the question that was
    /// awaited. `people` are the senders of the batch.
    pub fn known_request(
        &self,
        people: &HashMap<PersonId, Person>,
        event: &EventContext<'_>,
        nlu_model: &NluModel,
    ) -> Option<Request> {
        let person = people.get(&self.private_sender()?.id)?;
        let typed = self.awaited_question_text(person)?;
        let kind = self.awaited_text.get_or_init(|| {
            let asked = AskedText::new(typed, person.language);
            let reading = answers::interpret_in_context(event, &asked, nlu_model);
            classify_awaited(typed, &reading)
        });
        matches!(kind, AwaitedText::Question).then_some(Request::Question)
    }

    /// The text, if it was typed where a question is awaited and is neither a command nor a button.
    fn awaited_question_text(&self, person: &Person) -> Option<&TypedText> {
        let UpdateText { typed, menu_item } = self.text.as_ref()?;
        let is_awaited = awaits_question(&person.conversation)
            && self.incoming.reply_to.is_none()
            && menu_item.is_none()
            && !is_keyword("words-help", typed);
        is_awaited.then_some(typed)
    }
}

/// Splits a batch into runs in which nobody sends two updates, so that the second one of a person sees what the
/// first one changed.
pub fn split_by_sender(updates: &[ParsedUpdate]) -> Vec<&[ParsedUpdate]> {
    let mut runs = Vec::new();
    let mut senders = HashSet::new();
    let mut begin = 0;
    for (at, update) in updates.iter().enumerate() {
        let Some(from) = update.incoming.from.as_ref() else { continue };
        if !senders.insert(from.id) {
            runs.push(&updates[begin..at]);
            begin = at;
            senders = HashSet::from([from.id]);
        }
    }
    runs.push(&updates[begin..]);
    runs
}

/// The sender of an update, by which a person's updates stay in order; 0 if it has none. Only the id is looked for,
/// because the update itself is parsed inside the transaction.
pub fn sender_id(update: &RawUpdate) -> PersonId {
    let Ok(json) = serde_json::from_str::<serde_json::Value>(update.json.get()) else {
        return PersonId::NONE;
    };
    let kinds = json.as_object().into_iter().flat_map(|update| update.values());
    kinds.filter_map(|kind| kind["from"]["id"].as_i64()).next().unwrap_or_default().into()
}
