//! Buttons that lead to other features. Features do not import one another, so their data is repeated here.

use crate::chat::Button;
use crate::i18n::Texts;
use crate::ids::RegistrationNumber;

/// Shows the programme.
pub fn programme_button(t: &Texts) -> Button {
    Button::new(t.label("button-programme"), "say:programme")
}

/// Begins a question to the speakers.
pub fn ask_button(t: &Texts) -> Button {
    Button::new(t.label("menu-question"), "ask:new")
}

/// Shows the questions of the audience.
pub fn questions_button(t: &Texts) -> Button {
    Button::new(t.label("vote-open"), "vote:open")
}

/// Shows the ticket of a registration.
pub fn ticket_button(label: String, registration: RegistrationNumber) -> Button {
    Button::new(label, format!("reg:ticket:{registration}"))
}

/// Gives up the seat of a registration, after a confirmation.
pub fn cannot_come_button(t: &Texts, registration: RegistrationNumber) -> Button {
    Button::new(t.label("reminder-cannot-come"), format!("reg:cannot-come:{registration}"))
}
