//! The question which registration a request is about: one button for each.

use crate::args;
use crate::chat::{Button, Message};
use crate::registration::model::{Guest, Registration};
use crate::registration::payload::{CardAction, Payload};
use crate::registration::target::RegistrationAction;
use crate::turn::Turn;

/// How many names fit a phone's screen; the last button leads to the full list.
const MAX_SHOWN: usize = 6;

/// Asks which registration a requested action is about. Each button names a person and does the action.
pub fn choose_target(
    turn: &Turn<'_>,
    requested: RegistrationAction,
    own: Option<&Registration>,
    guests: &[Guest],
) -> Message {
    let t = turn.texts();
    let action = match requested {
        RegistrationAction::Status => CardAction::Show,
        RegistrationAction::Cancel => CardAction::AskToCancel,
        RegistrationAction::Edit => CardAction::EditMenu,
        RegistrationAction::Ticket => CardAction::SendTicket,
    };
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for guest in guests.iter().take(MAX_SHOWN) {
        let label = t.plain("others-person", args!(name = &guest.name));
        rows.push(vec![Button::new(label, Payload::Card(guest.number, action))]);
    }
    if guests.len() > MAX_SHOWN {
        rows.push(vec![Button::new(t.label("registration-whose-more"), Payload::ListGuests { page: 0 })]);
    }
    if let Some(own) = own {
        let label = t.plain("registration-whose-own", args!(name = own.answers.name.to_string()));
        rows.push(vec![Button::new(label, Payload::Card(own.number, action))]);
    }
    if guests.is_empty() {
        rows.insert(0, vec![Button::new(t.label("card-others"), Payload::ListGuests { page: 0 })]);
    }
    let id = if guests.is_empty() { "registration-only-yours" } else { "registration-whose" };
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}
