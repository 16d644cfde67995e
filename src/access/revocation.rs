//! Taking a role away, in the chat or on the command line.

use super::view;
use crate::args;
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::RealTime;
use crate::db::Conn;
use crate::i18n::texts;
use crate::ids::PersonId;
use crate::menu;
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people::{self, Role};

/// Takes a role away and tells the person, whose keyboard and commands change; false if the person did not
/// have it. The caller releases what a former moderator was working on.
pub async fn revoke(conn: &mut Conn, real_now: RealTime, person: PersonId, role: Role) -> sqlx::Result<bool> {
    if !people::revoke_role(conn, person, role).await? {
        return Ok(false);
    }
    let lang = people::language(conn, person).await?;
    let remaining = people::roles(conn, person).await?;
    let t = texts(lang);
    let notice = Message {
        keyboard: Some(menu::menu_keyboard(t, &remaining)),
        ..Message::new(t.html("role-lost", args!(role = view::role_name(t, role))))
    };
    let bodies = [Outgoing::Commands(menu::commands_for_roles(lang, &remaining)), Outgoing::Message(notice)];
    let revocation = rand::random();
    let messages: Vec<NewMessage> = bodies
        .into_iter()
        .enumerate()
        .map(|(index, body)| {
            let key = OutboxKey::RoleRevoked { revocation, index };
            NewMessage::new(key, person.private_chat(), Urgency::Notice, body)
        })
        .collect();
    outbox::enqueue(conn, &messages, real_now).await?;
    Ok(true)
}
