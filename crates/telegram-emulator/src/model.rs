//! What the emulator is made of: the bot, users, chats and the messages in them, and what users can do.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::clock::Millis;

/// The bot, as `@BotFather` would have registered it.
#[derive(Clone, Debug)]
pub struct BotAccount {
    /// The token that the Bot API's addresses contain.
    pub token: String,
    /// The username, without `@`.
    pub username: String,
    /// The name that users see.
    pub name: String,
    /// The bot's user id; a real token begins with it.
    pub id: i64,
}

impl BotAccount {
    /// A `User` object.
    pub(crate) fn json(&self) -> Value {
        json!({ "id": self.id, "is_bot": true, "first_name": self.name, "username": self.username })
    }
}

/// A user with a Telegram account.
#[derive(Clone, Debug)]
pub struct User {
    /// The user id, which is the id of the private chat with the bot as well.
    pub id: i64,
    /// The first name; never empty.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The language of the user's app, as in `fr` or `pt-br`.
    pub language_code: Option<String>,
}

impl User {
    /// A `User` object.
    pub(crate) fn json(&self) -> Value {
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

/// The sender of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Author {
    /// The bot.
    Bot,
    /// A user, by id.
    User(i64),
    /// A channel, in its own name.
    Channel,
    /// An administrator who writes in the name of the group.
    AnonymousAdmin,
}

/// The content of a message besides its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// The name of its field in a `Message`: `document`, `photo`, `new_chat_members` …
    pub kind: String,
    /// The value of that field.
    pub value: Value,
}

/// A text without mark-up, and its formatting.
#[derive(Debug, Default)]
pub(crate) struct FormattedText {
    pub plain_text: String,
    /// `MessageEntity` objects, outer before inner.
    pub entities: Vec<Value>,
    /// Whether the HTML has an `&` that begins no character reference. Telegram accepts it, though its
    /// manual forbids it.
    pub has_bare_ampersand: bool,
}

/// One message of a chat.
#[derive(Clone, Debug)]
pub struct ChatMessage {
    /// The number of the message in its chat.
    pub message_id: i64,
    /// The chat it is in.
    pub chat_id: i64,
    /// The topic it is in; `None` outside topics and in General.
    pub topic_id: Option<i64>,
    /// The sender.
    pub author: Author,
    /// The date it shows, by [`Clock::message_date`](crate::Clock::message_date).
    pub date: Millis,
    /// The date of the latest edit.
    pub edited_at: Option<Millis>,
    /// Text or caption as it was sent, with its mark-up.
    pub raw_text: String,
    /// Text or caption as it is read, without mark-up.
    pub plain_text: String,
    /// `MessageEntity` objects of `plain_text`.
    pub entities: Vec<Value>,
    /// Rows of `InlineKeyboardButton`.
    pub inline_keyboard: Option<Value>,
    /// A document, photo, venue, contact, sticker … or the content of a service message.
    pub media: Option<Media>,
    /// The message of the same chat that this one replies to.
    pub reply_to_message_id: Option<i64>,
    /// A `MessageOrigin`, when the message was forwarded.
    pub forward_origin: Option<Value>,
    /// The bot's reaction: `ReactionType` objects.
    pub reactions: Vec<Value>,
    /// Whether it was sent without a notification.
    pub is_silent: bool,
    /// Whether it was sent with a reply keyboard: Telegram refuses edits of such a message.
    pub(crate) has_reply_keyboard: bool,
    /// Real time of sending, by which the right to delete expires.
    pub(crate) sent_at: Millis,
}

impl ChatMessage {
    /// An empty message; it has no number before it is inserted into its chat.
    pub(crate) fn new(chat_id: i64, author: Author, date: Millis, sent_at: Millis) -> Self {
        Self {
            message_id: 0,
            chat_id,
            topic_id: None,
            author,
            date,
            edited_at: None,
            raw_text: String::new(),
            plain_text: String::new(),
            entities: Vec::new(),
            inline_keyboard: None,
            media: None,
            reply_to_message_id: None,
            forward_origin: None,
            reactions: Vec::new(),
            is_silent: false,
            has_reply_keyboard: false,
            sent_at,
        }
    }

    /// Sets text or caption: `raw` as it was sent, `text` as it was read.
    pub(crate) fn set_text(&mut self, raw: &str, text: FormattedText) {
        self.raw_text = raw.to_owned();
        self.plain_text = text.plain_text;
        self.entities = text.entities;
    }

    /// Whether readers see the same text, media and buttons: an edit must change one of them.
    pub(crate) fn has_same_content(&self, other: &Self) -> bool {
        self.plain_text == other.plain_text
            && self.entities == other.entities
            && self.inline_keyboard == other.inline_keyboard
            && self.media == other.media
    }
}

/// The reply keyboard under the text field of a chat. It stays until another one replaces it.
#[derive(Clone, Debug)]
pub struct ReplyKeyboard {
    /// The message that brought it.
    pub message_id: i64,
    /// Rows of `KeyboardButton`.
    pub rows: Value,
    /// Whether it closes once one of its buttons was pressed.
    pub one_time: bool,
    /// Whether it is closed: a one-time keyboard, one button of which was pressed.
    pub is_collapsed: bool,
    /// The text that the empty text field shows.
    pub placeholder: Option<String>,
}

/// The kinds of chats.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ChatType {
    Private,
    Group,
    Supergroup,
    Channel,
}

impl ChatType {
    /// The `type` of a `Chat` object.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Group => "group",
            Self::Supergroup => "supergroup",
            Self::Channel => "channel",
        }
    }
}

/// The bot's membership in a chat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ChatMemberStatus {
    /// The user has never written to the bot, or the bot was never in the group.
    NeverContacted,
    Member,
    Administrator,
    Left,
    /// Blocked by the user, or removed from the group.
    Kicked,
    /// The user's account was deleted.
    Deactivated,
    /// A member of a group, or an administrator of a channel, without the right to post there.
    Muted,
}

impl ChatMemberStatus {
    /// The `status` of a `ChatMember` object.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Administrator => "administrator",
            Self::Kicked => "kicked",
            Self::Muted => "restricted",
            Self::NeverContacted | Self::Left | Self::Deactivated => "left",
        }
    }
}

/// The topics of a group, by number.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    pub existing_ids: BTreeSet<i64>,
    pub closed_ids: BTreeSet<i64>,
    pub is_general_closed: bool,
}

/// One chat with its messages.
#[derive(Debug)]
pub(crate) struct Chat {
    pub chat_type: ChatType,
    pub title: String,
    pub members: BTreeSet<i64>,
    /// The administrators besides the owner and the bot.
    pub administrators: BTreeSet<i64>,
    /// The user who created it; in a private chat the user themselves.
    pub owner_id: i64,
    pub bot_status: ChatMemberStatus,
    /// The supergroup that a group became.
    pub migrated_to: Option<i64>,
    pub messages: BTreeMap<i64, ChatMessage>,
    /// Supergroups and channels number their messages themselves.
    pub last_message_id: i64,
    pub reply_keyboard: Option<ReplyKeyboard>,
    /// `None` for a chat without topics.
    pub topics: Option<Topics>,
}

impl Chat {
    /// A chat without messages, to which the bot has no access.
    pub fn new(chat_type: ChatType, title: &str, owner_id: i64) -> Self {
        Self {
            chat_type,
            title: title.to_owned(),
            members: BTreeSet::from([owner_id]),
            administrators: BTreeSet::new(),
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

/// Something other than a typed text that a user sends.
#[derive(Clone, Debug, PartialEq)]
pub enum UserMedia {
    /// A sticker.
    Sticker,
    /// A photo.
    Photo {
        /// The caption, which may be empty.
        caption: String,
    },
    /// A voice message of three seconds.
    Voice,
    /// A voice message of so many seconds.
    LongVoice(u32),
    /// A round video.
    VideoNote,
    /// A file whose content is its name.
    Document {
        /// The file name.
        name: String,
    },
    /// A file with this content.
    File {
        /// The file name.
        name: String,
        /// The media type, as the app of the user gives it.
        mime: String,
        /// The content.
        bytes: Vec<u8>,
    },
    /// A point on the map.
    Location {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    },
    /// A die with a random value.
    Dice,
    /// A poll with two options.
    Poll,
    /// A text that another user, who stays unnamed, wrote.
    ForwardedText(String),
}

/// A message that a user sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SentMessage {
    /// Its number in the chat.
    pub message_id: i64,
    /// The update of it; `None` when the bot gets none (privacy mode, `allowed_updates`).
    pub update_id: Option<i64>,
}

/// The effect of pressing a button.
#[derive(Clone, Debug, PartialEq)]
pub enum PressOutcome {
    /// The bot gets a callback query with this id.
    CallbackQuery(String),
    /// A button of the reply keyboard sent its text or a contact.
    MessageSent(SentMessage),
    /// The app opened this URL.
    UrlOpened(String),
    /// The app copied this text.
    TextCopied(String),
}

/// No button of the chat has the label.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no button “{label}”; there are {available:?}")]
pub struct ButtonNotFound {
    /// The label that was looked for.
    pub label: String,
    /// The labels of the buttons that can be pressed, those of the latest message first.
    pub available: Vec<String>,
}

/// The bot's answer to a callback query: a notification, or an alert that the user closes. With an
/// empty text the app shows nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct CallbackAnswer {
    /// The user who pressed the button.
    pub user_id: i64,
    /// The id of the callback query.
    pub callback_query_id: String,
    /// The text, which may be empty.
    pub text: String,
    /// Whether it is an alert.
    pub show_alert: bool,
    /// Real time of the answer.
    pub at: Millis,
}

/// A callback query that the bot has not answered yet.
#[derive(Debug)]
pub(crate) struct PendingCallback {
    pub user_id: i64,
    /// Real time of the press.
    pub pressed_at: Millis,
}
