//! Buttons that one feature shows and another handles. Features do not import one another, so the data of
//! these buttons stands here; a test of `dispatch` compares it with the payload of the feature that handles it.

use std::fmt;

use crate::ids::RegistrationNumber;

/// A button that leads to another feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedButton {
    /// Shows the programme.
    Programme,
    /// Begins a question to the speakers.
    AskQuestion,
    /// Sends no question after all.
    LeaveQuestion,
    /// Shows the questions of the audience.
    BrowseQuestions,
    /// Shows the person's reminders.
    Reminders,
    /// Shows the ticket of a registration.
    Ticket(RegistrationNumber),
    /// Checks an attendee in, found by name.
    CheckIn(RegistrationNumber),
    /// Shows an organiser the desk.
    Desk,
    /// Gives up the seat of a registration, after a confirmation.
    CannotCome(RegistrationNumber),
}

impl fmt::Display for SharedButton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Programme => f.write_str("say:programme"),
            Self::AskQuestion => f.write_str("ask:new"),
            Self::LeaveQuestion => f.write_str("ask:leave"),
            Self::BrowseQuestions => f.write_str("vote:open"),
            Self::Reminders => f.write_str("rem:open"),
            Self::CheckIn(number) => write!(f, "door:in:{number}:search"),
            Self::Desk => f.write_str("desk:open"),
            Self::Ticket(number) => write!(f, "reg:ticket:{number}"),
            Self::CannotCome(number) => write!(f, "reg:cannot-come:{number}"),
        }
    }
}

impl From<SharedButton> for String {
    fn from(button: SharedButton) -> Self {
        button.to_string()
    }
}
