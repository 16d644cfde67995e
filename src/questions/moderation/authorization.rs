//! Who may moderate.

use crate::chat::{Input, Message};
use crate::people;
use crate::text::parse_display_name;
use crate::turn::{Turn, TurnResult};

/// Whether the turn's person may moderate; if not, a reply says so. The chat does not matter: what needs a private
/// one is checked where it is asked for.
pub(crate) async fn authorize_moderator(turn: &mut Turn<'_>) -> TurnResult<bool> {
    if !turn.can_moderate().await? {
        let text = turn.texts().label("queue-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.reply(Message::new(text).without_sound()),
        }
        return Ok(false);
    }
    if let Some(sender) = &turn.incoming.from {
        let name = parse_display_name(&sender.first_name);
        people::save_staff_name(turn.conn, turn.person.id, &name).await?;
    }
    Ok(true)
}
