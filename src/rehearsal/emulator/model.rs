//! What the world is made of: people, chats, the bubbles in them, and the Bot API's JSON for each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use crate::clock::Millis;

/// The bot, as `@BotFather` would have made it.
#[derive(Clone, Debug)]
pub struct BotAccount {
    pub token: String,
    pub username: String,
    pub name: String,
    pub id: i64,
}

/// Somebody with a telephone.
#[derive(Clone, Debug, Serialize)]
pub struct User {
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
    User(i64),
    /// A channel speaks for itself.
    Channel,
    /// An administrator who stays unnamed.
    AnonymousAdmin,
}

/// What a bubble holds beside text: the name of its field in a `Message`, and that field's value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Media {
    pub kind: String,
    pub value: Value,
}

/// One message in a chat.
#[derive(Clone, Debug, Serialize)]
pub struct ChatMessage {
    pub message_id: i64,
    pub chat_id: i64,
    /// The topic it stands in.
    pub topic_id: Option<i64>,
    pub author: Author,
    /// The event's time.
    pub date: Millis,
    pub edited_at: Option<Millis>,
    /// Text or caption as it was sent, with its mark-up.
    pub raw_text: String,
    /// Text or caption as it is read.
    pub plain_text: String,
    /// `MessageEntity` objects of `plain`.
    pub entities: Vec<Value>,
    /// Rows of `InlineKeyboardButton`.
    pub inline_keyboard: Option<Value>,
    /// Document, photo, venue, contact, sticker … or a service message.
    pub media: Option<Media>,
    pub reply_to_message_id: Option<i64>,
    /// A `MessageOrigin`, when forwarded.
    pub forward_origin: Option<Value>,
    /// The bot's reaction: `ReactionType` objects.
    pub reactions: Vec<Value>,
    /// Whether it came without a sound.
    pub is_silent: bool,
    /// Sent together with a reply keyboard: such a message cannot be edited.
    #[serde(skip)]
    pub(super) has_reply_keyboard: bool,
    #[serde(skip)]
    pub(super) sent_at: Millis,
}

/// The reply keyboard under a chat's text field; it stays until another takes its place.
#[derive(Clone, Debug, Serialize)]
pub struct ReplyKeyboard {
    /// The message that brought it.
    pub message_id: i64,
    /// Rows of `KeyboardButton`.
    pub rows: Value,
    pub one_time: bool,
    /// A one-time keyboard folds once a button of it was used.
    pub is_collapsed: bool,
    pub resize: bool,
    pub placeholder: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ChatType {
    Private,
    Group,
    Supergroup,
    Channel,
}

impl ChatType {
    pub fn as_str(self) -> &'static str {
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
pub(super) enum ChatMemberStatus {
    /// Never met.
    NeverContacted,
    Member,
    Administrator,
    Left,
    /// Blocked by a person, or thrown out of a group.
    Kicked,
    /// The person's account is no more.
    Deactivated,
}

impl ChatMemberStatus {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Administrator => "administrator",
            Self::Kicked => "kicked",
            Self::NeverContacted | Self::Left | Self::Deactivated => "left",
        }
    }
}

/// The topics of a group, by number; General is 0 where it is closed.
#[derive(Debug, Default)]
pub(super) struct Topics {
    pub open_ids: BTreeSet<i64>,
    pub closed_ids: BTreeSet<i64>,
}

#[derive(Debug)]
pub(super) struct Chat {
    pub chat_type: ChatType,
    pub title: String,
    pub members: BTreeSet<i64>,
    /// Who made it; in a private chat the person themselves.
    pub owner_id: i64,
    pub bot_status: ChatMemberStatus,
    pub migrated_to: Option<i64>,
    pub messages: BTreeMap<i64, ChatMessage>,
    /// Supergroups and channels count their messages themselves.
    pub last_message_id: i64,
    pub reply_keyboard: Option<ReplyKeyboard>,
    pub topics: Option<Topics>,
}

impl Chat {
    pub fn new(chat_type: ChatType, title: &str, owner_id: i64) -> Self {
        Self {
            chat_type,
            title: title.to_owned(),
            members: BTreeSet::from([owner_id]),
            owner_id,
            bot_status: ChatMemberStatus::NeverContacted,
            migrated_to: None,
            messages: BTreeMap::new(),
            last_message_id: 0,
            reply_keyboard: None,
            topics: None,
        }
    }
}

impl User {
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

impl BotAccount {
    /// As a `User`.
    pub fn json(&self) -> Value {
        json!({ "id": self.id, "is_bot": true, "first_name": self.name, "username": self.username })
    }
}

impl ChatMessage {
    /// What a reader sees and may press, to tell whether an edit changes anything.
    pub(super) fn has_same_content(&self, other: &Self) -> bool {
        self.plain_text == other.plain_text
            && self.entities == other.entities
            && self.inline_keyboard == other.inline_keyboard
            && self.media == other.media
    }
}

impl super::EmulatorState {
    /// A chat as a `Chat` object.
    pub(super) fn chat_json(&self, id: i64) -> Value {
        let Some(chat) = self.chats.get(&id) else { return json!({ "id": id, "type": "private" }) };
        match (chat.chat_type, self.users.get(&id)) {
            (ChatType::Private, Some(person)) => {
                let mut json = json!({ "id": id, "type": "private", "first_name": person.first_name });
                if let Some(last_name) = &person.last_name {
                    json["last_name"] = json!(last_name);
                }
                json
            }
            (sort, _) => {
                let mut json = json!({ "id": id, "type": sort.as_str(), "title": chat.title });
                if chat.topics.is_some() {
                    json["is_forum"] = json!(true);
                }
                json
            }
        }
    }

    /// A person as a `User` object.
    pub(super) fn user_json(&self, id: i64) -> Value {
        match self.users.get(&id) {
            Some(person) => person.json(),
            None => self.bot.json(),
        }
    }

    /// A bubble as a `Message` object.
    pub(super) fn message_json(&self, bubble: &ChatMessage) -> Value {
        let mut json = self.message_json_without_reply(bubble);
        let answers = bubble.reply_to_message_id.or(bubble.topic_id).filter(|id| *id != bubble.message_id);
        let answered = answers.and_then(|id| self.chats.get(&bubble.chat_id)?.messages.get(&id));
        if let Some(answered) = answered {
            json["reply_to_message"] = self.message_json_without_reply(answered);
        }
        json
    }

    fn message_json_without_reply(&self, bubble: &ChatMessage) -> Value {
        let chat = self.chat_json(bubble.chat_id);
        let mut json = json!({ "message_id": bubble.message_id, "date": bubble.date / 1_000 });
        match bubble.author {
            Author::Bot => json["from"] = self.bot.json(),
            Author::User(id) => json["from"] = self.user_json(id),
            Author::Channel => json["sender_chat"] = chat.clone(),
            Author::AnonymousAdmin => {
                json["from"] = super::topics::anonymous_admin_json();
                json["sender_chat"] = chat.clone();
            }
        }
        self.add_topic_fields(bubble, &mut json);
        json["chat"] = chat;
        let (text, entities) = match &bubble.media {
            Some(_) => ("caption", "caption_entities"),
            None => ("text", "entities"),
        };
        if !bubble.plain_text.is_empty() {
            json[text] = json!(bubble.plain_text);
        }
        let marked = match bubble.author {
            Author::Bot => {
                super::entity_detection::with_detected_entities(&bubble.plain_text, &bubble.entities)
            }
            _ => bubble.entities.clone(),
        };
        if !marked.is_empty() {
            json[entities] = json!(marked);
        }
        if let Some(media) = &bubble.media {
            json[&media.kind] = media.value.clone();
        }
        if let Some(at) = bubble.edited_at {
            json["edit_date"] = json!(at / 1_000);
        }
        if let Some(rows) = &bubble.inline_keyboard {
            json["reply_markup"] = json!({ "inline_keyboard": rows });
        }
        if let Some(origin) = &bubble.forward_origin {
            json["forward_origin"] = origin.clone();
            json["forward_date"] = origin["date"].clone();
        }
        json
    }
}
