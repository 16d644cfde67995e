//! Our words for talk: what people send (`Incoming`) and what is said to them (`Outgoing`).
//!
//! No messenger is named here. `telegram/` turns its updates into these and these into its
//! requests; the rooms know nothing else.

use serde::{Deserialize, Serialize};

/// One thing that happened, as far as Kozé cares.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    pub chat: i64,
    pub place: Place,
    /// Nobody in a channel post.
    pub from: Option<Sender>,
    pub input: Input,
    /// The bot a command names behind its @, in lower case.
    pub to_bot: Option<String>,
    /// The album it is a part of: each photo of one is a message.
    pub album: Option<String>,
    /// The topic of its chat it stands in, where that has topics.
    pub topic: Option<i64>,
    /// Written in the name of a group or channel: nobody knows by whom.
    pub as_chat: bool,
    /// The number of the message it is, in its chat; none for what is not a message.
    pub message: Option<i64>,
    /// The message in the same chat that it answers.
    pub answers: Option<i64>,
    /// Its text or caption as HTML, where it is more than plain text: bold, a link.
    pub html: Option<String>,
}

/// Where it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Private,
    Group,
    Channel,
}

/// Who said it, as the messenger introduces them.
#[derive(Debug, Clone, PartialEq)]
pub struct Sender {
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
    /// Two-letter code of their app's language, where it is told.
    pub language: Option<String>,
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
        press: String,
        data: String,
        message: Option<i64>,
    },
    /// A shared contact; `own` when the sender shared their own.
    Contact {
        phone: String,
        own: bool,
    },
    /// A voice message: the messenger's id of the file, and how long it is.
    Voice {
        file: String,
        seconds: u32,
    },
    /// A photo: the messenger's id of the file, and what was written with it.
    Photo {
        file: String,
        caption: String,
    },
    /// A sticker, a poll …: something that has no text to work with.
    Other,
    /// A command for another bot.
    ForAnotherBot,
    /// A later photo of an album, of which the first was heard; the `second` is worth a word.
    MoreOfAlbum {
        second: bool,
    },
    /// A message that was changed after it was sent.
    Edited,
    /// They blocked the bot, or left.
    Left,
    /// They unblocked the bot, or the bot was added.
    Joined,
    /// A group has another number from now on.
    Moved {
        from: i64,
        to: i64,
    },
    /// Nothing that asks for an answer.
    Nothing,
}

/// What is said, kept in the outbox as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outgoing {
    Say(Message),
    /// Changes a message said before.
    Edit {
        message: i64,
        to: Message,
    },
    /// Answers a press; every press gets one, at once, or the phone keeps waiting.
    Answer {
        press: String,
        text: Option<String>,
        /// A box to be closed by hand instead of a passing line.
        alert: bool,
    },
    /// A file made by the sender when its turn comes, from a recipe such as `calendar:fr`.
    File {
        recipe: String,
        caption: String,
    },
    /// The same as a picture that is shown in the chat.
    Picture {
        recipe: String,
        caption: String,
    },
    /// A voice message somebody sent, with what goes with it.
    Voice {
        file: String,
        caption: Message,
    },
    /// A photo somebody sent, with what goes with it.
    Photo {
        file: String,
        caption: Message,
    },
    /// The commands this chat is offered: name, description.
    Commands(Vec<(String, String)>),
    /// A place on the map, by its address where there is one.
    Place {
        latitude: f64,
        longitude: f64,
        name: String,
        address: Option<String>,
    },
    /// A message that shows which of theirs it answers.
    Reply {
        to: i64,
        with: Message,
    },
    /// Any of these in one topic of its chat.
    InTopic {
        topic: i64,
        what: Box<Outgoing>,
    },
}

impl Outgoing {
    /// The same in a topic. What changes a message, or answers a press, is there already.
    pub fn in_topic(self, topic: Option<i64>) -> Self {
        match (topic, self) {
            (None, what) => what,
            (
                _,
                what @ (Self::Edit { .. } | Self::Answer { .. } | Self::Commands(_) | Self::InTopic { .. }),
            ) => what,
            (Some(topic), what) => Self::InTopic { topic, what: Box::new(what) },
        }
    }

    /// What is said, wherever in its chat.
    pub fn content(&self) -> &Self {
        match self {
            Self::InTopic { what, .. } => what.content(),
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

/// A button under a message: a label and, unseen, what it says when pressed (1 to 64 bytes).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Button {
    pub label: String,
    pub data: String,
}

/// A button that sends its label as text, or the person's own contact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplyButton {
    pub label: String,
    #[serde(default)]
    pub contact: bool,
}

/// How long a message may wait, most urgent first. The numbers are those of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(i64)]
pub enum Urgency {
    /// The answer to a press: no limits, no order.
    Press = 0,
    /// What moderators and organisers get for their own press or command: before all that others send them.
    Desk = 1,
    /// An answer to somebody who is waiting for it.
    Answer = 2,
    /// Moderators' cards and news for authors.
    Notice = 3,
    Reminder = 4,
    Announcement = 5,
}

impl Message {
    pub fn new(html: impl Into<String>) -> Self {
        Self { html: html.into(), keyboard: None, silent: false }
    }

    /// The same, without a sound.
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    pub fn inline(mut self, rows: Vec<Vec<Button>>) -> Self {
        self.keyboard = Some(Keyboard::Inline(rows));
        self
    }

    /// The labels of the buttons under it.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        let rows = match &self.keyboard {
            Some(Keyboard::Inline(rows)) => rows.as_slice(),
            _ => &[],
        };
        rows.iter().flatten().map(|button| button.label.as_str())
    }

    pub fn reply(mut self, rows: Vec<Vec<ReplyButton>>, hint: impl Into<String>) -> Self {
        self.keyboard = Some(Keyboard::Reply { rows, hint: hint.into() });
        self
    }
}

impl Button {
    pub fn new(label: impl Into<String>, data: impl Into<String>) -> Self {
        Self { label: label.into(), data: data.into() }
    }
}

impl ReplyButton {
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), contact: false }
    }

    /// Asks the phone for its owner's own contact.
    pub fn contact(label: impl Into<String>) -> Self {
        Self { label: label.into(), contact: true }
    }
}

/// A file as a recipe makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}
