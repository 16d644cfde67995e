//! Shows the card of a registration.

use super::managed;
use crate::chat::Message;
use crate::registration::model::Registration;
use crate::registration::{seats, view};
use crate::turn::{Turn, TurnResult};

/// Shows the card as a new message.
pub async fn send(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    let card = render(turn, registration).await?;
    turn.reply(card);
    Ok(())
}

/// Shows the card in place of the message whose button was pressed.
pub async fn show(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    let card = render(turn, registration).await?;
    turn.edit_or_reply(card);
    Ok(())
}

/// The card when the registration has just been confirmed.
pub async fn confirmed(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<Message> {
    let position = seats::waitlist_position(turn.conn, registration.number).await?;
    Ok(view::confirmed(turn, registration, position))
}

async fn render(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<Message> {
    let position = seats::waitlist_position(turn.conn, registration.number).await?;
    Ok(match managed::is_managed(turn, registration) {
        true => view::managed_card(turn, registration, position),
        false => view::card(turn, registration, position),
    })
}
