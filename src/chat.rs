//! The messages of a chat in the bot's own types: what people send (`Incoming`) and what the bot sends (`Outgoing`).
//!
//! They name no messenger. `telegram/` converts its updates into `Incoming`, and `Outgoing` into its requests; the
//! features use nothing else.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::ids::{ChatId, MessageId, PersonId};
use crate::text::truncate_html;

/// The greatest length of a message, in UTF-16 code units of the visible text.
pub const MAX_MESSAGE_LEN: usize = 4_096;

/// The link that opens a chat with the bot and sends `/start` with this payload.
pub fn deep_link(bot: &str, payload: &str) -> String {
    format!("https://t.me/{bot}?start={payload}")
}

/// One update.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    pub chat: ChatId,
    pub chat_kind: ChatKind,
    /// The title of a group or channel.
    pub chat_title: String,
    /// The sender; a channel post and a message in a group's name have one without an id.
    pub from: Option<ChatUser>,
    pub input: Input,
    /// The username of the bot that a command names behind its @, in lower case.
    pub addressed_bot: Option<String>,
    /// The album that the message belongs to: each of its photos is a message.
    pub album: Option<String>,
    /// The topic of the chat, if it has topics.
    pub topic: Option<i64>,
    /// Sent in the name of a group or channel, so that the sender is not known.
    pub is_sent_as_chat: bool,
    /// The id of the message; `None` for an update that is not a message.
    pub message_id: Option<MessageId>,
    /// The message of the same chat that this one answers.
    pub reply_to: Option<MessageId>,
    /// The text or caption as HTML, if it has formatting.
    pub html: Option<String>,
}

/// The kind of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatKind {
    Private,
    Group,
    Channel,
}

/// A sender, as the messenger describes them.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatUser {
    pub id: PersonId,
    pub first_name: String,
    pub last_name: String,
    /// The two-letter code of the app's language, if the messenger gives it.
    pub language_code: Option<String>,
    pub is_bot: bool,
}

/// The content of an update.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    Text(String),
    /// `/name rest`; the name in lower case, without accents.
    Command {
        name: String,
        rest: String,
    },
    /// A press on a button under a message. `message_id` is absent if the message is too old to be edited.
    Press {
        press_id: String,
        data: String,
        message_id: Option<MessageId>,
    },
    /// A shared contact; `is_own` if it is the sender's.
    Contact {
        phone: String,
        is_own: bool,
    },
    /// A voice message: the messenger's id of the file, and its length.
    Voice {
        file_id: String,
        seconds: u32,
    },
    /// A photo: the messenger's id of the file, and its caption.
    Photo {
        file_id: String,
        caption: String,
    },
    /// A file: the messenger's id of it, and what the sender's app says about it.
    Document {
        file_id: String,
        name: String,
        /// The media type; empty where the app gives none.
        mime: String,
        /// The size in bytes; 0 where it is not known.
        size: u64,
    },
    /// A sticker, a poll or the like, which has no text.
    Unsupported,
    /// A command for another bot.
    ForAnotherBot,
    /// A photo of an album behind the first. Only the second one is answered.
    MoreOfAlbum {
        is_second: bool,
    },
    /// A message that was edited after it was sent.
    Edited,
    /// The person blocked the bot, or the bot was removed from the group or may not write there any more.
    BotRemoved,
    /// The person unblocked the bot, or the bot was added to the group or may write there again.
    BotAdded,
    /// The group has another title.
    GroupRenamed,
    /// A group has another id from now on.
    GroupMigrated {
        from: ChatId,
        to: ChatId,
    },
    /// An update that needs no reply.
    Ignored,
}

/// Something to send, stored in the outbox as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outgoing {
    #[serde(rename = "say")]
    Message(Message),
    /// Edits an earlier message.
    Edit {
        #[serde(rename = "message")]
        message_id: MessageId,
        #[serde(rename = "to")]
        new_message: Message,
    },
    /// Answers a press. Every press needs an answer at once, or the app shows a spinner.
    #[serde(rename = "answer")]
    AnswerPress {
        #[serde(rename = "press")]
        press_id: String,
        text: Option<String>,
        /// A box that the person closes, instead of a line that disappears.
        alert: bool,
    },
    /// A file that the sender renders from a specification such as `calendar:fr`.
    File {
        #[serde(rename = "recipe")]
        spec: String,
        caption: String,
    },
    /// A rendered picture that is shown in the chat.
    Picture {
        #[serde(rename = "recipe")]
        spec: String,
        caption: String,
    },
    /// A voice message that the messenger has already.
    Voice {
        #[serde(rename = "file")]
        file_id: String,
        caption: Message,
    },
    /// A photo that the messenger has already.
    Photo {
        #[serde(rename = "file")]
        file_id: String,
        caption: Message,
    },
    /// The commands that the chat lists: name, description.
    Commands(Vec<(String, String)>),
    /// A place on the map, with its address if there is one.
    #[serde(rename = "place")]
    Venue { latitude: f64, longitude: f64, name: String, address: Option<String> },
    /// A message that answers one of the recipient's.
    Reply {
        #[serde(rename = "to")]
        message_id: MessageId,
        #[serde(rename = "with")]
        message: Message,
    },
    /// Any of these in a topic of the chat.
    InTopic {
        topic: i64,
        #[serde(rename = "what")]
        content: Box<Outgoing>,
    },
}

impl From<Message> for Outgoing {
    fn from(message: Message) -> Self {
        Outgoing::Message(message)
    }
}

impl Outgoing {
    /// Puts the content into a topic. An edit or the answer to a press is in its topic already.
    pub fn in_topic(self, topic: Option<i64>) -> Self {
        match (topic, self) {
            (None, what) => what,
            (
                _,
                what @ (Self::Edit { .. }
                | Self::AnswerPress { .. }
                | Self::Commands(_)
                | Self::InTopic { .. }),
            ) => what,
            (Some(topic), what) => Self::InTopic { topic, content: Box::new(what) },
        }
    }

    /// The buttons under the message that is sent or edited.
    pub fn inline_keyboard(&self) -> Option<&[Vec<Button>]> {
        match self.without_topic() {
            Self::Message(message) | Self::Edit { new_message: message, .. } => match &message.keyboard {
                Some(Keyboard::Inline(rows)) => Some(rows),
                _ => None,
            },
            _ => None,
        }
    }

    /// The content without its topic.
    pub fn without_topic(&self) -> &Self {
        match self {
            Self::InTopic { content: what, .. } => what.without_topic(),
            what => what,
        }
    }
}

/// A message: HTML, in which all inserted text is escaped, and buttons.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Message {
    pub html: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyboard: Option<Keyboard>,
    /// The recipient's device makes no sound.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
}

/// The buttons of a message, in rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    /// Buttons under the message.
    Inline(Vec<Vec<Button>>),
    /// Buttons in place of the device's keyboard, with a hint in the empty input field.
    Reply { rows: Vec<Vec<ReplyButton>>, hint: String },
}

/// A button under a message: a label, and the data that a press sends (1 to 64 bytes), the address that it opens, or
/// the page that it opens inside the messenger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub data: String,
    /// The address that the button opens; empty for a button with data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// The address of a page that opens inside the messenger, which tells it who opened it: https, in private chats
    /// only. Empty for other buttons.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub web_app: String,
}

/// A button that sends its label as a text, or the person's contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplyButton {
    pub label: String,
    #[serde(default)]
    #[serde(rename = "contact")]
    pub requests_contact: bool,
}

/// The urgency of a message, most urgent first. The numbers are stored in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::FromRepr, strum::VariantArray)]
#[repr(i64)]
pub enum Urgency {
    /// The answer to a press: sent without limits, in any order.
    Press = 0,
    /// A reply to a press or command of staff: before everything that others send them.
    Staff = 1,
    /// A reply that a person waits for.
    Answer = 2,
    /// Cards of moderators and notices to authors.
    Notice = 3,
    Reminder = 4,
    Announcement = 5,
}

impl Message {
    /// A message without buttons; a text that is too long is cut.
    pub fn new(html: impl Into<String>) -> Self {
        Self { html: truncate_html(html.into(), MAX_MESSAGE_LEN), keyboard: None, silent: false }
    }

    /// Sends the message without a sound.
    pub fn without_sound(mut self) -> Self {
        self.silent = true;
        self
    }

    /// Puts buttons under the message. Of several buttons that do the same the first one stays.
    pub fn with_inline_keyboard(mut self, mut rows: Vec<Vec<Button>>) -> Self {
        let mut seen = HashSet::new();
        for row in &mut rows {
            row.retain(|button| {
                seen.insert((button.data.clone(), button.url.clone(), button.web_app.clone()))
            });
        }
        rows.retain(|row| !row.is_empty());
        self.keyboard = Some(Keyboard::Inline(rows));
        self
    }

    /// The labels of the buttons under the message.
    pub fn button_labels(&self) -> impl Iterator<Item = &str> {
        let rows = match &self.keyboard {
            Some(Keyboard::Inline(rows)) => rows.as_slice(),
            _ => &[],
        };
        rows.iter().flatten().map(|button| button.label.as_str())
    }

    /// Equal for equal content, so that no edit is sent that changes nothing.
    pub fn content_hash(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.html.hash(&mut hasher);
        if let Some(Keyboard::Inline(rows)) = &self.keyboard {
            for button in rows.iter().flatten() {
                (&button.label, &button.data, &button.url).hash(&mut hasher);
            }
        }
        format!("{:x}", hasher.finish())
    }

    /// Puts buttons in place of the device's keyboard.
    pub fn with_reply_keyboard(mut self, rows: Vec<Vec<ReplyButton>>, hint: impl Into<String>) -> Self {
        self.keyboard = Some(Keyboard::Reply { rows, hint: hint.into() });
        self
    }
}

impl Button {
    /// A button that sends data.
    pub fn new(label: impl Into<String>, data: impl Into<String>) -> Self {
        Self { label: label.into(), data: data.into(), url: String::new(), web_app: String::new() }
    }

    /// A button that opens an address.
    pub fn link(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), data: String::new(), url: url.into(), web_app: String::new() }
    }

    /// A button that opens a page inside the messenger.
    pub fn web_app(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), data: String::new(), url: String::new(), web_app: url.into() }
    }
}

/// Most buttons of one row where many short ones are laid out.
const MAX_BUTTONS_PER_ROW: usize = 3;

/// Adds a button behind the last one; where that row has three already, in a new row.
pub fn push_button(rows: &mut Vec<Vec<Button>>, button: Button) {
    match rows.last_mut() {
        Some(row) if row.len() < MAX_BUTTONS_PER_ROW => row.push(button),
        _ => rows.push(vec![button]),
    }
}

impl ReplyButton {
    /// A button that sends its label.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), requests_contact: false }
    }

    /// A button that sends the person's contact.
    pub fn contact_request(label: impl Into<String>) -> Self {
        Self { label: label.into(), requests_contact: true }
    }
}

/// A file, rendered from its specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedFile {
    pub name: String,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}
