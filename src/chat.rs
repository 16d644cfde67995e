//! Our words for talk: what people send (`Incoming`) and what is said to them (`Outgoing`).
//!
//! No messenger is named here. `telegram/` turns its updates into these and these into its
//! requests; the rooms know nothing else.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::text::truncate_html;

/// The most that a message holds, in UTF-16 code units of what is read.
pub const MAX_MESSAGE_LEN: usize = 4_096;

/// One thing that happened, as far as Kozé cares.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    pub chat: i64,
    pub chat_kind: ChatKind,
    /// Nobody in a channel post.
    pub from: Option<ChatUser>,
    pub input: Input,
    /// The bot a command names behind its @, in lower case.
    pub addressed_bot: Option<String>,
    /// The album it is a part of: each photo of one is a message.
    pub album: Option<String>,
    /// The topic of its chat it stands in, where that has topics.
    pub topic: Option<i64>,
    /// Written in the name of a group or channel: nobody knows by whom.
    pub is_sent_as_chat: bool,
    /// The number of the message it is, in its chat; none for what is not a message.
    pub message_id: Option<i64>,
    /// The message in the same chat that it answers.
    pub reply_to: Option<i64>,
    /// Its text or caption as HTML, where it is more than plain text: bold, a link.
    pub html: Option<String>,
}

/// Where it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChatKind {
    Private,
    Group,
    Channel,
}

/// Who said it, as the messenger introduces them.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatUser {
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
    /// Two-letter code of their app's language, where it is told.
    pub language_code: Option<String>,
    pub is_bot: bool,
}

/// What was done.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    Text(String),
    /// `/name rest`; the name in lower case, without accents.
    Command {
        name: String,
        rest: String,
    },
    /// A button under a message. `message` is absent when that message is too old to be edited.
    Press {
        press_id: String,
        data: String,
        message_id: Option<i64>,
    },
    /// A shared contact; `own` when the sender shared their own.
    Contact {
        phone: String,
        is_own: bool,
    },
    /// A voice message: the messenger's id of the file, and how long it is.
    Voice {
        file_id: String,
        seconds: u32,
    },
    /// A photo: the messenger's id of the file, and what was written with it.
    Photo {
        file_id: String,
        caption: String,
    },
    /// A sticker, a poll …: something that has no text to work with.
    Unsupported,
    /// A command for another bot.
    ForAnotherBot,
    /// A later photo of an album, of which the first was heard; the `second` is worth a word.
    MoreOfAlbum {
        is_second: bool,
    },
    /// A message that was changed after it was sent.
    Edited,
    /// They blocked the bot, or left.
    BotRemoved,
    /// They unblocked the bot, or the bot was added.
    BotAdded,
    /// A group has another number from now on.
    GroupMigrated {
        from: i64,
        to: i64,
    },
    /// Nothing that asks for an answer.
    Ignored,
}

/// What is said, kept in the outbox as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outgoing {
    #[serde(rename = "say")]
    Message(Message),
    /// Changes a message said before.
    Edit {
        #[serde(rename = "message")]
        message_id: i64,
        #[serde(rename = "to")]
        new_message: Message,
    },
    /// Answers a press; every press gets one, at once, or the phone keeps waiting.
    #[serde(rename = "answer")]
    AnswerPress {
        #[serde(rename = "press")]
        press_id: String,
        text: Option<String>,
        /// A box to be closed by hand instead of a passing line.
        alert: bool,
    },
    /// A file made by the sender when its turn comes, from a recipe such as `calendar:fr`.
    File {
        #[serde(rename = "recipe")]
        spec: String,
        caption: String,
    },
    /// The same as a picture that is shown in the chat.
    Picture {
        #[serde(rename = "recipe")]
        spec: String,
        caption: String,
    },
    /// A voice message somebody sent, with what goes with it.
    Voice {
        #[serde(rename = "file")]
        file_id: String,
        caption: Message,
    },
    /// A photo somebody sent, with what goes with it.
    Photo {
        #[serde(rename = "file")]
        file_id: String,
        caption: Message,
    },
    /// The commands this chat is offered: name, description.
    Commands(Vec<(String, String)>),
    /// A place on the map, by its address where there is one.
    #[serde(rename = "place")]
    Venue { latitude: f64, longitude: f64, name: String, address: Option<String> },
    /// A message that shows which of theirs it answers.
    Reply {
        #[serde(rename = "to")]
        message_id: i64,
        #[serde(rename = "with")]
        message: Message,
    },
    /// Any of these in one topic of its chat.
    InTopic {
        topic: i64,
        #[serde(rename = "what")]
        content: Box<Outgoing>,
    },
}

impl Outgoing {
    /// The same in a topic. What changes a message, or answers a press, is there already.
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

    /// The buttons under what is said or changed.
    pub fn inline_keyboard(&self) -> Option<&[Vec<Button>]> {
        match self.without_topic() {
            Self::Message(message) | Self::Edit { new_message: message, .. } => match &message.keyboard {
                Some(Keyboard::Inline(rows)) => Some(rows),
                _ => None,
            },
            _ => None,
        }
    }

    /// What is said, wherever in its chat.
    pub fn without_topic(&self) -> &Self {
        match self {
            Self::InTopic { content: what, .. } => what.without_topic(),
            what => what,
        }
    }
}

/// A message: text in HTML with everything foreign escaped, and the buttons that go with it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Message {
    pub html: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyboard: Option<Keyboard>,
    /// Arrives without a sound.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    /// Buttons under the message.
    Inline(Vec<Vec<Button>>),
    /// Buttons in place of the phone's keyboard, with a hint in the empty line.
    Reply { rows: Vec<Vec<ReplyButton>>, hint: String },
}

/// A button under a message: a label and, unseen, what it says when pressed (1 to 64 bytes); or the
/// address it opens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub data: String,
    /// An address to open; empty for a button that says something.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
}

/// A button that sends its label as text, or the person's own contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplyButton {
    pub label: String,
    #[serde(default)]
    #[serde(rename = "contact")]
    pub requests_contact: bool,
}

/// How long a message may wait, most urgent first. The numbers are those of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::FromRepr, strum::VariantArray)]
#[repr(i64)]
pub enum Urgency {
    /// The answer to a press: no limits, no order.
    Press = 0,
    /// What moderators and organisers get for their own press or command: before all that others send them.
    Staff = 1,
    /// An answer to somebody who is waiting for it.
    Answer = 2,
    /// Moderators' cards and news for authors.
    Notice = 3,
    Reminder = 4,
    Announcement = 5,
}

impl Message {
    pub fn new(html: impl Into<String>) -> Self {
        Self { html: truncate_html(html.into(), MAX_MESSAGE_LEN), keyboard: None, silent: false }
    }

    /// The same, without a sound.
    pub fn without_sound(mut self) -> Self {
        self.silent = true;
        self
    }

    /// With these buttons under it, each of them once: what does the same stands there where it stood first.
    pub fn with_inline_keyboard(mut self, mut rows: Vec<Vec<Button>>) -> Self {
        let mut there = HashSet::new();
        for row in &mut rows {
            row.retain(|button| there.insert(button.data.clone()));
        }
        rows.retain(|row| !row.is_empty());
        self.keyboard = Some(Keyboard::Inline(rows));
        self
    }

    /// The labels of the buttons under it.
    pub fn button_labels(&self) -> impl Iterator<Item = &str> {
        let rows = match &self.keyboard {
            Some(Keyboard::Inline(rows)) => rows.as_slice(),
            _ => &[],
        };
        rows.iter().flatten().map(|button| button.label.as_str())
    }

    pub fn with_reply_keyboard(mut self, rows: Vec<Vec<ReplyButton>>, hint: impl Into<String>) -> Self {
        self.keyboard = Some(Keyboard::Reply { rows, hint: hint.into() });
        self
    }
}

impl Button {
    pub fn new(label: impl Into<String>, data: impl Into<String>) -> Self {
        Self { label: label.into(), data: data.into(), url: String::new() }
    }

    /// Opens an address.
    pub fn link(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), data: String::new(), url: url.into() }
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
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), requests_contact: false }
    }

    /// Asks the phone for its owner's own contact.
    pub fn contact_request(label: impl Into<String>) -> Self {
        Self { label: label.into(), requests_contact: true }
    }
}

/// A file as a recipe makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedFile {
    pub name: String,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}
