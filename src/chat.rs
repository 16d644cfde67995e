//! Our words for talk: what people send (`Incoming`) and what is said to them (`Outgoing`).
//!
//! No messenger is named here. `telegram/` turns its updates into these and these into its
//! requests; the rooms know nothing else.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// The most that a message holds, in UTF-16 code units of what is read.
pub const LONGEST: usize = 4_096;

/// How long a text with our mark-up is to whoever reads it, in UTF-16 code units.
pub fn units(html: &str) -> usize {
    let (mut units, mut rest) = (0, html);
    while let Some(c) = rest.chars().next() {
        let ends = |sign: char| rest.find(sign).map(|at| at + 1);
        let skipped = match c {
            '<' => ends('>'),
            '&' => ends(';'),
            _ => None,
        };
        units += if c == '<' && skipped.is_some() { 0 } else { c.len_utf16() };
        rest = &rest[skipped.unwrap_or(c.len_utf8())..];
    }
    units
}

/// What a message holds of a text: all of it, or its first lines and a sign that there is more. The messenger
/// refuses what is longer, and nothing at all would arrive.
fn fitting(html: String) -> String {
    if html.len() <= LONGEST || units(&html) <= LONGEST {
        return html;
    }
    let mut lines: Vec<&str> = Vec::new();
    let mut length = units(MORE);
    for line in html.split('\n') {
        length += units(line) + 1;
        if length > LONGEST {
            break;
        }
        lines.push(line);
    }
    // no mark-up may stay open
    while !lines.is_empty() && !is_closed(&lines) {
        lines.pop();
    }
    if lines.is_empty() {
        return format!("{}{MORE}", beginning(&html));
    }
    format!("{}\n{MORE}", lines.join("\n"))
}

const MORE: &str = "…";

fn is_closed(lines: &[&str]) -> bool {
    let (opened, closed) = lines.iter().fold((0, 0), |(opened, closed), line| {
        let closing = line.matches("</").count();
        (opened + line.matches('<').count() - closing, closed + closing)
    });
    opened == closed
}

/// The beginning of one very long line, without its mark-up.
fn beginning(html: &str) -> String {
    let (mut kept, mut length, mut in_tag) = (String::new(), units(MORE), false);
    let mut entity = None;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            _ => {
                length += c.len_utf16();
                if length > LONGEST {
                    break;
                }
                match c {
                    '&' => entity = Some(kept.len()),
                    ';' => entity = None,
                    _ => {}
                }
                kept.push(c);
            }
        }
    }
    // half an entity is none
    kept.truncate(entity.unwrap_or(kept.len()));
    kept
}

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

    /// The buttons under what is said or changed.
    pub fn inline(&self) -> Option<&[Vec<Button>]> {
        match self.content() {
            Self::Say(message) | Self::Edit { to: message, .. } => match &message.keyboard {
                Some(Keyboard::Inline(rows)) => Some(rows),
                _ => None,
            },
            _ => None,
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
        Self { html: fitting(html.into()), keyboard: None, silent: false }
    }

    /// The same, without a sound.
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    /// With these buttons under it, each of them once: what does the same stands there where it stood first.
    pub fn inline(mut self, mut rows: Vec<Vec<Button>>) -> Self {
        let mut there = HashSet::new();
        for row in &mut rows {
            row.retain(|button| there.insert(button.data.clone()));
        }
        rows.retain(|row| !row.is_empty());
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
        Self { label: label.into(), data: data.into(), url: String::new() }
    }

    /// Opens an address.
    pub fn link(label: impl Into<String>, url: impl Into<String>) -> Self {
        Self { label: label.into(), data: String::new(), url: url.into() }
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

#[cfg(test)]
mod tests {
    use super::{LONGEST, Message, units};

    #[test]
    fn a_message_is_never_longer_than_it_may_be() {
        for (name, html) in [
            ("short", "<b>Bonjour</b> &amp; merci".to_owned()),
            ("just", "a".repeat(4_096)),
            ("emoji", "😀".repeat(2_049)),
            ("lines", "<b>ligne</b> &lt;3\n".repeat(900)),
            ("bold over lines", format!("<b>{}</b>", "ligne\n".repeat(900))),
            ("entities", "&amp;".repeat(5_000)),
            ("one tag", format!("<a href=\"{}\">x</a>", "y".repeat(5_000))),
        ] {
            let fits = units(&html) <= LONGEST;
            let kept = Message::new(html.clone()).html;
            assert!(units(&kept) <= LONGEST, "{name}: {}", units(&kept));
            assert_eq!(kept == html, fits, "{name}");
            assert_eq!(kept.matches("<b>").count(), kept.matches("</b>").count(), "{name}");
            assert!(!kept.contains('&') || kept.matches('&').count() == kept.matches(';').count(), "{name}");
            assert!(fits || kept.len() > 2_000, "{name}: {}", kept.len());
        }
        assert_eq!(units("<b>é😀</b>&lt;"), 4);
    }
}
