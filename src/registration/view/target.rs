//! Whose registration is meant: one button for each.

use crate::args;
use crate::chat::{Button, Message};
use crate::registration::RegistrationAction;
use crate::registration::store::Registration;
use crate::turn::Turn;

/// So many names fit a screen; the others are behind the last button.
const MAX_SHOWN: usize = 6;

/// Asks whom a wish is about. Each button names a person and does what is wished for them.
pub fn choose_target(
    turn: &Turn<'_>,
    wish: RegistrationAction,
    own: Option<&Registration>,
    guests: &[(i64, String)],
) -> Message {
    let t = turn.texts();
    let what = match wish {
        RegistrationAction::Status => "show",
        RegistrationAction::Cancel => "cannot-come",
        RegistrationAction::Edit => "modify",
        RegistrationAction::Ticket => "ticket",
    };
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for (number, name) in guests.iter().take(MAX_SHOWN) {
        let label = t.plain("others-person", args!(name = name));
        rows.push(vec![Button::new(label, format!("reg:{what}:{number}"))]);
    }
    if guests.len() > MAX_SHOWN {
        rows.push(vec![Button::new(t.label("registration-whose-more"), "reg:others")]);
    }
    if let Some(own) = own {
        let label = t.plain("registration-whose-own", args!(name = own.answers.name.to_string()));
        rows.push(vec![Button::new(label, format!("reg:{what}:{}", own.number))]);
    }
    if guests.is_empty() {
        rows.insert(0, vec![Button::new(t.label("card-others"), "reg:others")]);
    }
    let id = if guests.is_empty() { "registration-only-yours" } else { "registration-whose" };
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}
