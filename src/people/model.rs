//! A person in the conversation with the bot, and the roles a person may have.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::chat::ChatUser;
use crate::conversation::Conversation;
use crate::i18n::Lang;
use crate::ids::PersonId;

/// The sender of an update. What a feature changes here is saved when the turn ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub id: PersonId,
    /// The language of reminders and of unprompted messages.
    pub language: Lang,
    /// Whether the person chose `language`; otherwise it was guessed from Telegram's setting.
    pub language_chosen: bool,
    /// The language of the last text where it differs from `language`: replies use it, reminders do not.
    pub reply_language: Option<Lang>,
    /// Codes of the languages offered so far, each followed by a blank.
    pub offered_languages: String,
    /// The state of the conversation; stored in the column `conversation`.
    pub conversation: Conversation,
}

/// The sender of a message in a group, for one turn only: nothing about group members is stored.
pub fn group_member(sender: &ChatUser) -> Person {
    Person {
        id: sender.id,
        language: guess_language(sender),
        language_chosen: false,
        reply_language: None,
        offered_languages: String::new(),
        conversation: Conversation::default(),
    }
}

/// The language for a sender who has not chosen one.
pub fn guess_language(sender: &ChatUser) -> Lang {
    Lang::guess(sender.language_code.as_deref())
}

/// A permission beyond those that every person has. Its text form is stored in the database, stands in
/// button data and is typed on the command line.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr, EnumIter, clap::ValueEnum,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Takes questions from the queue.
    Moderator,
    /// Runs the event; may do what a moderator may.
    Organiser,
    /// Registers other people.
    Mediator,
    /// Receives the private cases that people hand over.
    #[strum(serialize = "listener")]
    #[value(name = "listener")]
    Counsellor,
    /// Lets people in at the door.
    #[strum(serialize = "door")]
    #[value(name = "door")]
    DoorStaff,
}

impl Role {
    /// The text form: `moderator`, `organiser`, `mediator`, `listener` or `door`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Whether these roles allow working with the queue: moderators and organisers may.
pub fn roles_can_moderate(roles: &[Role]) -> bool {
    roles.iter().any(|role| matches!(role, Role::Moderator | Role::Organiser))
}

/// Whether these roles allow letting people in: door staff and organisers may.
pub fn roles_can_check_in(roles: &[Role]) -> bool {
    roles.iter().any(|role| matches!(role, Role::DoorStaff | Role::Organiser))
}

/// A limit that an account had used before it was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum PriorUsage {
    /// How many guests the account registered: their seats still count.
    Guests,
    /// When the account last asked the round table.
    Asked,
    /// Whether a question of the account was taken: the next one is not a newcomer's.
    Heard,
    /// Whether the account had the floor: the next request is not a newcomer's.
    Spoke,
}
