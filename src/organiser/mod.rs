//! ROOM 5: who may do what. One-time links make somebody moderator, organiser or mediator; what
//! people gave is deleted when the time the event file promises is over.
//!
//! ```text
//! laptop     koze invite moderator   → https://t.me/…?start=…
//! Josiane    (opens the link)
//! Kozé       Vous voilà modératrice ou modérateur. [La file] [Suivante]
//! ```

mod held;
mod rights;
mod rules;
mod store;

pub use held::{Row, Words};
pub use rights::{Right, ask as ask_to_erase, claimed, erase, file, keep, show as show_held};
pub use rules::{Code, link};
pub use store::invite;

use crate::args;
use crate::clock::Millis;
use crate::db::Conn;
use crate::menu;
use crate::people::{self, Role};
use crate::programme::Programme;
use crate::turn::Turn;

/// How long a link is good for.
pub const INVITE_LIFE: Millis = 48 * 3_600_000;

/// Somebody opened an invitation link. Opening it again does nothing more.
pub async fn redeem(turn: &mut Turn<'_>, code: &Code) -> anyhow::Result<()> {
    let Some(role) = store::redeem(turn.conn, code, turn.person.id, turn.forum.mono).await? else {
        let html = turn.texts().html("invite-invalid", &[]);
        menu::say_with_menu(turn, html).await?;
        return Ok(());
    };
    people::give_role(turn.conn, turn.person.id, role, turn.forum.now).await?;
    menu::offer_commands(turn).await?;
    let id = match role {
        Role::Moderator => "role-moderator",
        Role::Organiser => "role-organiser",
        Role::Mediator => "role-mediator",
        Role::Listener => "role-listener",
    };
    let title = turn.forum.programme.title.get(turn.lang());
    let html = turn.texts().html(id, args!(title = title));
    menu::say_with_menu(turn, html).await?;
    Ok(())
}

/// Deletes what people gave once the promised time after the forum is over. Gives how many
/// registrations went.
pub async fn retain(conn: &mut Conn, programme: &Programme, now: Millis) -> sqlx::Result<u64> {
    if now < rules::kept_until(programme) {
        return Ok(0);
    }
    people::erase_everybody(conn).await
}
