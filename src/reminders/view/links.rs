//! Buttons that lead to other features.

use crate::chat::Button;
use crate::i18n::Texts;
use crate::ids::RegistrationNumber;
use crate::shared_buttons::SharedButton;

/// Shows the programme.
pub fn programme_button(t: &Texts) -> Button {
    Button::new(t.label("button-programme"), SharedButton::Programme)
}

/// Begins a question to the speakers.
pub fn ask_button(t: &Texts) -> Button {
    Button::new(t.label("menu-question"), SharedButton::AskQuestion)
}

/// Shows the questions of the audience.
pub fn questions_button(t: &Texts) -> Button {
    Button::new(t.label("vote-open"), SharedButton::BrowseQuestions)
}

/// Shows the ticket of a registration.
pub fn ticket_button(label: String, registration: RegistrationNumber) -> Button {
    Button::new(label, SharedButton::Ticket(registration))
}

/// Gives up the seat of a registration, after a confirmation.
pub fn cannot_come_button(t: &Texts, registration: RegistrationNumber) -> Button {
    Button::new(t.label("reminder-cannot-come"), SharedButton::CannotCome(registration))
}
