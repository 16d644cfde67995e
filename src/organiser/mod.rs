//! ROOM 5: who may do what. One-time links make somebody moderator, organiser or mediator; what
//! people gave is deleted when the time the event file promises is over.
//!
//! ```text
//! laptop     koze invite moderator   → https://t.me/…?start=…
//! Josiane    (opens the link)
//! Kozé       Vous voilà modératrice ou modérateur. [La file] [Suivante]
//! ```

mod countdown;
mod held;
mod rights;
mod roles;
mod rules;
mod store;

pub use countdown::{Due, count_down, note_erased, note_removed};
pub use held::{Row, Words};
pub use rights::{Right, ask as ask_to_erase, claimed, erase, file, keep, show as show_held};
pub use roles::{press as press_role, revoke, show as show_roles};
pub use rules::{Code, link};
pub use store::{Holder, holders, invite};

use store::Opened;

use crate::args;
use crate::clock::Millis;
use crate::db::Conn;
use crate::menu;
use crate::people::{self, Role};
use crate::programme::Programme;
use crate::turn::Turn;

/// How long a link is good for.
pub const INVITE_LIFE: Millis = 48 * 3_600_000;

/// Somebody opened an invitation link. It works once.
pub async fn redeem(turn: &mut Turn<'_>, code: &Code) -> anyhow::Result<()> {
    let t = turn.texts();
    let html = match store::redeem(turn.conn, code, turn.person.id, turn.forum.mono).await? {
        Opened::Given(role) => return welcome(turn, role).await,
        Opened::SpentByThem(role) if people::roles(turn.conn, turn.person.id).await?.contains(&role) => {
            t.html("invite-spent-yours", args!(role = roles::name(t, role)))
        }
        Opened::SpentByThem(_) | Opened::Spent => t.html("invite-spent", &[]),
        Opened::Expired => t.html("invite-expired", &[]),
        Opened::Unknown => t.html("invite-invalid", &[]),
    };
    Ok(menu::say_with_menu(turn, html).await?)
}

async fn welcome(turn: &mut Turn<'_>, role: Role) -> anyhow::Result<()> {
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
