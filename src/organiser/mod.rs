//! ROOM 5: who may do what. One-time links make somebody moderator, organiser or mediator; what
//! people gave is deleted when the time the event file promises is over.
//!
//! ```text
//! laptop     koze invite moderator   → https://t.me/…?start=…
//! Josiane    (opens the link)
//! Kozé       Vous voilà modératrice ou modérateur. [La file] [Suivante]
//! ```

mod data_subject_rights;
mod export_view;
mod retention;
mod roles;
mod rules;
mod store;

pub use data_subject_rights::{
    DataSubjectRight, ask_to_erase, cancel_erasure, detect_data_request, erase, file,
    send_export as show_held,
};
pub use export_view::{ExportFormatter, JsonRow};
pub use retention::{RetentionAction, advance_retention, record_backup_removed, record_erasure};
pub use roles::{press as press_role, revoke, show as show_roles};
pub use rules::{InviteCode, deep_link};
pub use store::{RoleHolder, insert_invite, list_role_holders};

use store::RedeemOutcome;

use crate::args;
use crate::clock::Millis;
use crate::db::Conn;
use crate::menu;
use crate::people::{self, Role};
use crate::programme::Programme;
use crate::turn::Turn;

/// How long a link is good for.
pub const INVITE_TTL: Millis = 48 * 3_600_000;

/// Somebody opened an invitation link. It works once.
pub async fn redeem(turn: &mut Turn<'_>, code: &InviteCode) -> anyhow::Result<()> {
    let t = turn.texts();
    let html = match store::redeem(turn.conn, code, turn.person.id, turn.event.real_now).await? {
        RedeemOutcome::Granted(role) => return grant_and_welcome(turn, role).await,
        RedeemOutcome::UsedBySelf(role) if turn.has_role(role).await? => {
            t.html("invite-spent-yours", args!(role = roles::role_name(t, role)))
        }
        RedeemOutcome::UsedBySelf(_) | RedeemOutcome::Used => t.html("invite-spent", &[]),
        RedeemOutcome::Expired => t.html("invite-expired", &[]),
        RedeemOutcome::Unknown => t.html("invite-invalid", &[]),
    };
    Ok(menu::reply_with_menu(turn, html).await?)
}

async fn grant_and_welcome(turn: &mut Turn<'_>, role: Role) -> anyhow::Result<()> {
    people::grant_role(turn.conn, turn.person.id, role, turn.event.now).await?;
    turn.forget_roles();
    menu::offer_commands(turn).await?;
    let id = match role {
        Role::Moderator => "role-moderator",
        Role::Organiser => "role-organiser",
        Role::Mediator => "role-mediator",
        Role::Counsellor => "role-listener",
    };
    let title = turn.event.programme.title.get(turn.lang());
    let html = turn.texts().html(id, args!(title = title));
    menu::reply_with_menu(turn, html).await?;
    Ok(())
}

/// Deletes what people gave once the promised time after the forum is over. Gives how many
/// registrations went.
pub async fn enforce_retention(conn: &mut Conn, programme: &Programme, now: Millis) -> sqlx::Result<u64> {
    if now < rules::retention_end(programme) {
        return Ok(0);
    }
    people::erase_everybody(conn).await
}
