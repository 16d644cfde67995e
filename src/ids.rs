//! Numbers that name one thing each: people, chats, messages, questions. Each is a type of its own, so that one
//! cannot stand in another's place.
//!
//! In the database a number is a `bigint`, and 0 stands for none.

use crate::number_types::number_types;

number_types! {
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
    /// A line for the stage, by its number inside the database.
    StageLineNumber
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

/// The first id of a person who takes part in a browser. Telegram's ids have at most 52 bits.
const FIRST_BROWSER_ID: i64 = 1 << 52;

impl PersonId {
    /// An id of a person who takes part in a browser, from 52 bits; the others are ignored. It is exact as a number
    /// of JSON.
    pub fn of_browser(bits: i64) -> Self {
        Self(FIRST_BROWSER_ID | bits & (FIRST_BROWSER_ID - 1))
    }

    /// Whether the person takes part in a browser: nothing can be sent to them.
    pub fn is_browser(self) -> bool {
        self.0 >= FIRST_BROWSER_ID
    }

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
