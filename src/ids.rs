//! Numbers that name one thing each: people, chats, messages, questions. Each is a type of its own, so that one
//! cannot stand in another's place.
//!
//! In the database a number is a `bigint`, and 0 stands for none.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {
        $(
            $(#[$doc])*
            #[derive(
                Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
            )]
            #[serde(transparent)]
            #[sqlx(transparent)]
            pub struct $name(pub i64);

            impl $name {
                /// The 0 that stands for none.
                pub const NONE: Self = Self(0);

                /// Whether this stands for none.
                pub fn is_none(self) -> bool {
                    self == Self::NONE
                }

                /// `None` for the 0 that stands for none.
                pub fn to_option(self) -> Option<Self> {
                    (!self.is_none()).then_some(self)
                }
            }

            impl From<$name> for i64 {
                fn from(id: $name) -> i64 {
                    id.0
                }
            }

            impl From<i64> for $name {
                fn from(number: i64) -> Self {
                    Self(number)
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }

            impl FromStr for $name {
                type Err = ParseIntError;

                fn from_str(text: &str) -> Result<Self, ParseIntError> {
                    text.parse().map(Self)
                }
            }
        )*
    };
}

ids! {
    /// A person, by Telegram's numeric user id.
    PersonId
    /// A chat, by Telegram's id: a person's own id in a private chat, negative for groups.
    ChatId
    /// A message inside its chat, by Telegram's id.
    MessageId
    /// An update, by Telegram's rising `update_id`.
    UpdateId
    /// A question, by the number people see: 1, 2, 3 … without a gap.
    QuestionNumber
    /// A question to the organisers, by the number people see.
    OrganiserQuestionNumber
    /// A registration, by its number inside the database.
    RegistrationNumber
    /// An announcement, by its number inside the database.
    AnnouncementNumber
}

impl UpdateId {
    /// The id from which Telegram counts on.
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl QuestionNumber {
    /// The number of the question before this one.
    pub fn before(self) -> Self {
        Self(self.0 - 1)
    }
}

impl PersonId {
    /// The private chat with this person.
    pub fn private_chat(self) -> ChatId {
        ChatId(self.0)
    }
}

impl ChatId {
    /// Groups and channels have negative ids.
    pub fn is_group(self) -> bool {
        self.0 < 0
    }

    /// The person whose private chat this is; meaningless for a group.
    pub fn person(self) -> PersonId {
        PersonId(self.0)
    }
}
