//! `/roles` and its buttons, and the links of invitations.

use super::model::{INVITE_TTL, InviteCode, RedeemOutcome, RoleHolder};
use super::payload::Payload;
use super::{revocation, store, view};
use crate::args;
use crate::audit_log::{self, Action, Entry};
use crate::chat::{self, Message};
use crate::db;
use crate::ids::PersonId;
use crate::menu;
use crate::people::{self, Role};
use crate::turn::{Turn, TurnResult};

/// `/roles`: everybody with a role, for organisers.
pub async fn show_roles(turn: &mut Turn<'_>) -> TurnResult<()> {
    if require(turn, Role::Organiser).await? {
        let message = role_list(turn).await?;
        turn.reply(message);
    }
    Ok(())
}

/// A press on a button of `/roles`. Gives whether the data is known, and the person who lost a role by it.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> TurnResult<(bool, Option<PersonId>)> {
    let Ok(payload) = data.parse() else { return Ok((false, None)) };
    if !require(turn, Role::Organiser).await? {
        return Ok((true, None));
    }
    let revoked_person = match payload {
        Payload::List => {
            let message = role_list(turn).await?;
            turn.edit_or_reply(message);
            None
        }
        Payload::AskToRevoke { person, role } => {
            ask_to_revoke(turn, person, role).await?;
            None
        }
        Payload::Revoke { person, role } => revoke(turn, person, role).await?,
        Payload::ChooseRole => {
            let message = view::role_choice(turn.texts());
            turn.edit_or_reply(message);
            None
        }
        Payload::Invite(role) => {
            invite(turn, role).await?;
            None
        }
        Payload::Withdraw(id) => {
            withdraw(turn, &id).await?;
            None
        }
    };
    Ok((true, revoked_person))
}

/// Asks for confirmation before a role is taken away.
async fn ask_to_revoke(turn: &mut Turn<'_>, person: PersonId, role: Role) -> TurnResult<()> {
    if let Some(holder) = find_revocable(turn, person, role).await? {
        turn.edit_or_reply(view::revocation_question(turn.texts(), &holder));
    }
    Ok(())
}

/// Takes a role away; the person who lost it.
async fn revoke(turn: &mut Turn<'_>, person: PersonId, role: Role) -> TurnResult<Option<PersonId>> {
    let Some(holder) = find_revocable(turn, person, role).await? else { return Ok(None) };
    revocation::revoke(turn.conn, turn.event.real_now, person, role).await?;
    record(turn, Action::RoleRevoked, role).await?;
    turn.forget_roles();
    turn.edit_or_reply(view::revoked_message(turn.texts(), &holder));
    Ok(Some(person))
}

/// The holder of a role that can be taken away; `None` after a reply that says why it cannot. The last organiser
/// stays.
async fn find_revocable(turn: &mut Turn<'_>, person: PersonId, role: Role) -> TurnResult<Option<RoleHolder>> {
    let t = turn.texts();
    let mut holders = store::list_role_holders(turn.conn).await?;
    let Some(at) = holders.iter().position(|holder| (holder.person, holder.role) == (person, role)) else {
        turn.toast(t.label("roles-gone"));
        return Ok(None);
    };
    if role == Role::Organiser && holders.iter().filter(|holder| holder.role == role).count() == 1 {
        turn.alert(t.label("roles-last"));
        return Ok(None);
    }
    Ok(Some(holders.swap_remove(at)))
}

/// Makes a one-time link and sends it, to be forwarded.
async fn invite(turn: &mut Turn<'_>, role: Role) -> TurnResult<()> {
    let Some(bot) = db::get_setting(turn.conn, db::BOT_USERNAME_KEY).await? else {
        turn.alert(turn.texts().label("roles-no-bot-name"));
        return Ok(());
    };
    let code = InviteCode::random();
    let (creator, now) = (turn.person.id, turn.event.now);
    let expires_at = turn.event.real_now + INVITE_TTL;
    store::insert_invite_by(turn.conn, &code, role, expires_at, creator, now).await?;
    record(turn, Action::Invited, role).await?;
    let link = chat::deep_link(&bot, code.payload());
    let title = turn.event.programme.title.get(turn.lang());
    let message = view::invitation(turn.texts(), role, &link, title);
    turn.reply(message);
    Ok(())
}

/// Takes an unused link back.
async fn withdraw(turn: &mut Turn<'_>, id: &str) -> TurnResult<()> {
    match store::withdraw_invite(turn.conn, id).await? {
        Some(role) => {
            record(turn, Action::InviteWithdrawn, role).await?;
            turn.toast(turn.texts().label("roles-invite-withdrawn"));
        }
        None => turn.toast(turn.texts().label("roles-invite-gone")),
    }
    let message = role_list(turn).await?;
    turn.edit_or_reply(message);
    Ok(())
}

async fn record(turn: &mut Turn<'_>, action: Action, role: Role) -> sqlx::Result<()> {
    let entry = Entry::new(turn.event.now, Some(turn.person.id), action).with_detail(role.name());
    audit_log::record(turn.conn, &entry).await
}

async fn role_list(turn: &mut Turn<'_>) -> sqlx::Result<Message> {
    let holders = store::list_role_holders(turn.conn).await?;
    let invites = store::list_open_invites(turn.conn, turn.event.real_now).await?;
    Ok(view::role_list(&turn.event, turn.texts(), &holders, &invites))
}

/// Whether the person has the role; if not, the answer says who may see the roles.
async fn require(turn: &mut Turn<'_>, role: Role) -> sqlx::Result<bool> {
    let has_role = turn.has_role(role).await?;
    if !has_role {
        let text = turn.texts().label("roles-not-yours");
        turn.refuse(text);
    }
    Ok(has_role)
}

/// The link of an invitation was opened: grants the role, once.
pub async fn redeem(turn: &mut Turn<'_>, code: &InviteCode) -> TurnResult<()> {
    let t = turn.texts();
    let html = match store::redeem(turn.conn, code, turn.person.id, turn.event.real_now).await? {
        RedeemOutcome::Granted(role) => return grant_and_welcome(turn, role).await,
        RedeemOutcome::UsedBySelf(role) if turn.has_role(role).await? => {
            t.html("invite-spent-yours", args!(role = view::role_name(t, role)))
        }
        RedeemOutcome::UsedBySelf(_) | RedeemOutcome::Used => t.html("invite-spent", &[]),
        RedeemOutcome::Expired => t.html("invite-expired", &[]),
        RedeemOutcome::Withdrawn => t.html("invite-withdrawn", &[]),
        RedeemOutcome::Unknown => t.html("invite-invalid", &[]),
    };
    Ok(menu::reply_with_menu(turn, html).await?)
}

async fn grant_and_welcome(turn: &mut Turn<'_>, role: Role) -> TurnResult<()> {
    people::grant_role(turn.conn, turn.person.id, role, turn.event.now).await?;
    record(turn, Action::InviteUsed, role).await?;
    turn.forget_roles();
    menu::offer_commands(turn).await?;
    let title = turn.event.programme.title.get(turn.lang());
    let html = view::welcome_html(turn.texts(), role, title);
    Ok(menu::reply_with_menu(turn, html).await?)
}
