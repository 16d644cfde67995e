//! What people do on their telephones; each deed becomes an update for the bot, complete as
//! Telegram's are. Whoever is named first comes to life then, with a made-up name.

use super::World;
use super::state::{Person, Standing};
use crate::clock::Millis;

/// Something other than text that a person may send.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Sticker,
    Photo {
        caption: String,
    },
    Voice,
    /// A voice message of so many seconds.
    LongVoice(u32),
    VideoNote,
    Document {
        name: String,
    },
    Location {
        latitude: f64,
        longitude: f64,
    },
    Dice,
    Poll,
    /// A text that somebody else wrote.
    Forwarded(String),
}

/// A message that was sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    pub message_id: i64,
    /// `None` when the bot gets no update of it (group privacy, `allowed_updates`).
    pub update_id: Option<i64>,
}

/// What pressing a button did.
#[derive(Clone, Debug, PartialEq)]
pub enum Pressed {
    /// A callback query with this id.
    Query(String),
    /// A button of the reply keyboard sent its text, or a contact.
    Said(Said),
    /// Opened an address.
    Link(String),
    /// Put a text into the clipboard.
    Copied(String),
}

/// There is no such button to press.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no button “{label}”; there are {there:?}")]
pub struct Absent {
    pub label: String,
    pub there: Vec<String>,
}

/// A callback query that waits for its answer.
pub(super) struct Press {
    pub user: i64,
    pub at: Millis,
}

impl World {
    /// Brings somebody to life, or changes who they are. They have not met the bot yet.
    pub fn person(&self, id: i64, first_name: &str, last_name: Option<&str>, language_code: Option<&str>) {
        let person = Person {
            id,
            first_name: first_name.to_owned(),
            last_name: last_name.map(str::to_owned),
            language_code: language_code.map(str::to_owned),
        };
        self.act(|inner| inner.settle(person));
    }

    /// Writes to the bot.
    pub fn says(&self, user: i64, text: &str) -> Said {
        self.says_in(user, user, text)
    }

    /// Writes in a chat.
    pub fn says_in(&self, chat: i64, user: i64, text: &str) -> Said {
        self.act(|inner| inner.says(chat, user, text, None))
    }

    /// Writes in answer to a message.
    pub fn replies(&self, chat: i64, user: i64, to: i64, text: &str) -> Said {
        self.act(|inner| inner.says(chat, user, text, Some(to)))
    }

    /// Rewrites an own message; `None` when the bot is not told or there is no such message.
    pub fn edits(&self, user: i64, message_id: i64, text: &str) -> Option<i64> {
        self.act(|inner| inner.edits(user, message_id, text))
    }

    /// Sends the bot something other than text.
    pub fn sends(&self, user: i64, kind: Kind) -> Said {
        self.act(|inner| inner.sends(user, &kind))
    }

    /// Shares a contact: one's own if `whose` is the user, somebody else's, or one without a
    /// Telegram account (`None`).
    pub fn shares_contact(&self, user: i64, phone: &str, whose: Option<i64>) -> Said {
        self.act(|inner| inner.shares_contact(user, phone, whose))
    }

    /// Presses an inline button of a message in the chat with the bot; the data may be forged.
    /// Returns the id of the callback query.
    pub fn presses(&self, user: i64, message_id: i64, data: &str) -> String {
        self.presses_in(user, user, message_id, data)
    }

    /// The same in any chat.
    pub fn presses_in(&self, chat: i64, user: i64, message_id: i64, data: &str) -> String {
        self.act(|inner| inner.presses(chat, user, message_id, data))
    }

    /// Presses the latest button with this label, be it in a message or under the text field.
    pub fn presses_label(&self, user: i64, label: &str) -> Result<Pressed, Absent> {
        self.presses_label_in(user, user, label)
    }

    /// The same in any chat.
    pub fn presses_label_in(&self, chat: i64, user: i64, label: &str) -> Result<Pressed, Absent> {
        self.act(|inner| inner.presses_label(chat, user, label))
    }

    /// Blocks the bot.
    pub fn blocks(&self, user: i64) -> Option<i64> {
        self.act(|inner| {
            inner.meet(user);
            inner.changes_standing(user, user, Standing::Kicked)
        })
    }

    /// Lets the bot write again.
    pub fn unblocks(&self, user: i64) -> Option<i64> {
        self.act(|inner| {
            inner.meet(user);
            inner.changes_standing(user, user, Standing::Member)
        })
    }

    /// Deletes the account; the bot learns of it when it writes.
    pub fn deletes_account(&self, user: i64) {
        self.act(|inner| {
            if let Some(chat) = inner.chats.get_mut(&user) {
                chat.standing = Standing::Deactivated;
            }
        });
    }
}
