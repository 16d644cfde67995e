//! What the world is made of: people, chats, the bubbles in them, and the Bot API's JSON for each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use crate::clock::Millis;

/// The bot, as `@BotFather` would have made it.
#[derive(Clone, Debug)]
pub struct Bot {
    pub token: String,
    pub username: String,
    pub name: String,
    pub id: i64,
}

/// Somebody with a telephone.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    pub id: i64,
    pub first_name: String,
    pub last_name: Option<String>,
    pub language_code: Option<String>,
}

/// Who wrote a bubble.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    Bot,
    Person(i64),
    /// A channel speaks for itself.
    Channel,
    /// An administrator who stays unnamed.
    Group,
}

/// What a bubble holds beside text: the name of its field in a `Message`, and that field's value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Media {
    pub kind: String,
    pub value: Value,
}

/// One message in a chat.
#[derive(Clone, Debug, Serialize)]
pub struct Bubble {
    pub message_id: i64,
    pub chat_id: i64,
    /// The topic it stands in.
    pub topic: Option<i64>,
    pub from: Author,
    /// The event's time.
    pub date: Millis,
    pub edited: Option<Millis>,
    /// Text or caption as it was sent, with its mark-up.
    pub sent: String,
    /// Text or caption as it is read.
    pub plain: String,
    /// `MessageEntity` objects of `plain`.
    pub entities: Vec<Value>,
    /// Rows of `InlineKeyboardButton`.
    pub inline_keyboard: Option<Value>,
    /// Document, photo, venue, contact, sticker … or a service message.
    pub media: Option<Media>,
    pub reply_to: Option<i64>,
    /// A `MessageOrigin`, when forwarded.
    pub forwarded: Option<Value>,
    /// The bot's reaction: `ReactionType` objects.
    pub reactions: Vec<Value>,
    /// Whether it came without a sound.
    pub silent: bool,
    /// Sent together with a reply keyboard: such a message cannot be edited.
    #[serde(skip)]
    pub(super) bound_to_reply_keyboard: bool,
    #[serde(skip)]
    pub(super) sent_at: Millis,
}

/// The reply keyboard under a chat's text field; it stays until another takes its place.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyKeyboard {
    /// The message that brought it.
    pub message_id: i64,
    /// Rows of `KeyboardButton`.
    pub keyboard: Value,
    pub one_time: bool,
    /// A one-time keyboard folds once a button of it was used.
    pub folded: bool,
    pub resize: bool,
    pub placeholder: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sort {
    Private,
    Group,
    Supergroup,
    Channel,
}

impl Sort {
    pub fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Group => "group",
            Self::Supergroup => "supergroup",
            Self::Channel => "channel",
        }
    }
}

/// How the bot stands with a chat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Standing {
    /// Never met.
    Stranger,
    Member,
    Administrator,
    Left,
    /// Blocked by a person, or thrown out of a group.
    Kicked,
    /// The person's account is no more.
    Deactivated,
}

impl Standing {
    pub fn status(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Administrator => "administrator",
            Self::Kicked => "kicked",
            Self::Stranger | Self::Left | Self::Deactivated => "left",
        }
    }
}

/// The topics of a group, by number; General is 0 where it is closed.
#[derive(Debug, Default)]
pub(super) struct Topics {
    pub open: BTreeSet<i64>,
    pub closed: BTreeSet<i64>,
}

#[derive(Debug)]
pub(super) struct Chat {
    pub sort: Sort,
    pub title: String,
    pub members: BTreeSet<i64>,
    /// Who made it; in a private chat the person themselves.
    pub owner: i64,
    pub standing: Standing,
    pub migrated_to: Option<i64>,
    pub bubbles: BTreeMap<i64, Bubble>,
    /// Supergroups and channels count their messages themselves.
    pub last_message_id: i64,
    pub reply_keyboard: Option<ReplyKeyboard>,
    pub topics: Option<Topics>,
}

impl Chat {
    pub fn new(sort: Sort, title: &str, owner: i64) -> Self {
        Self {
            sort,
            title: title.to_owned(),
            members: BTreeSet::from([owner]),
            owner,
            standing: Standing::Stranger,
            migrated_to: None,
            bubbles: BTreeMap::new(),
            last_message_id: 0,
            reply_keyboard: None,
            topics: None,
        }
    }
}

impl Person {
    /// As a `User`.
    pub fn json(&self) -> Value {
        let mut user = json!({ "id": self.id, "is_bot": false, "first_name": self.first_name });
        if let Some(last_name) = &self.last_name {
            user["last_name"] = json!(last_name);
        }
        if let Some(language) = &self.language_code {
            user["language_code"] = json!(language);
        }
        user
    }
}

impl Bot {
    /// As a `User`.
    pub fn json(&self) -> Value {
        json!({ "id": self.id, "is_bot": true, "first_name": self.name, "username": self.username })
    }
}

impl Bubble {
    /// What a reader sees and may press, to tell whether an edit changes anything.
    pub(super) fn looks_like(&self, other: &Self) -> bool {
        self.plain == other.plain
            && self.entities == other.entities
            && self.inline_keyboard == other.inline_keyboard
            && self.media == other.media
    }
}

impl super::Inner {
    /// A chat as a `Chat` object.
    pub(super) fn chat_json(&self, id: i64) -> Value {
        let Some(chat) = self.chats.get(&id) else { return json!({ "id": id, "type": "private" }) };
        match (chat.sort, self.people.get(&id)) {
            (Sort::Private, Some(person)) => {
                let mut json = json!({ "id": id, "type": "private", "first_name": person.first_name });
                if let Some(last_name) = &person.last_name {
                    json["last_name"] = json!(last_name);
                }
                json
            }
            (sort, _) => {
                let mut json = json!({ "id": id, "type": sort.name(), "title": chat.title });
                if chat.topics.is_some() {
                    json["is_forum"] = json!(true);
                }
                json
            }
        }
    }

    /// A person as a `User` object.
    pub(super) fn user_json(&self, id: i64) -> Value {
        match self.people.get(&id) {
            Some(person) => person.json(),
            None => self.bot.json(),
        }
    }

    /// A bubble as a `Message` object.
    pub(super) fn message_json(&self, bubble: &Bubble) -> Value {
        let mut json = self.message_json_alone(bubble);
        let answers = bubble.reply_to.or(bubble.topic).filter(|id| *id != bubble.message_id);
        let answered = answers.and_then(|id| self.chats.get(&bubble.chat_id)?.bubbles.get(&id));
        if let Some(answered) = answered {
            json["reply_to_message"] = self.message_json_alone(answered);
        }
        json
    }

    fn message_json_alone(&self, bubble: &Bubble) -> Value {
        let chat = self.chat_json(bubble.chat_id);
        let mut json = json!({ "message_id": bubble.message_id, "date": bubble.date / 1_000 });
        match bubble.from {
            Author::Bot => json["from"] = self.bot.json(),
            Author::Person(id) => json["from"] = self.user_json(id),
            Author::Channel => json["sender_chat"] = chat.clone(),
            Author::Group => {
                json["from"] = super::topics::anonymous_admin();
                json["sender_chat"] = chat.clone();
            }
        }
        self.mark_topic(bubble, &mut json);
        json["chat"] = chat;
        let (text, entities) = match &bubble.media {
            Some(_) => ("caption", "caption_entities"),
            None => ("text", "entities"),
        };
        if !bubble.plain.is_empty() {
            json[text] = json!(bubble.plain);
        }
        let marked = match bubble.from {
            Author::Bot => super::marks::with_found(&bubble.plain, &bubble.entities),
            _ => bubble.entities.clone(),
        };
        if !marked.is_empty() {
            json[entities] = json!(marked);
        }
        if let Some(media) = &bubble.media {
            json[&media.kind] = media.value.clone();
        }
        if let Some(at) = bubble.edited {
            json["edit_date"] = json!(at / 1_000);
        }
        if let Some(rows) = &bubble.inline_keyboard {
            json["reply_markup"] = json!({ "inline_keyboard": rows });
        }
        if let Some(origin) = &bubble.forwarded {
            json["forward_origin"] = origin.clone();
            json["forward_date"] = origin["date"].clone();
        }
        json
    }
}
