//! The messages of this module.

use strum::IntoEnumIterator;

use super::model::{OpenInvite, RoleHolder};
use super::payload::Payload;
use crate::args;
use crate::chat::{Button, Message};
use crate::clock::Millis;
use crate::i18n::{Arg, Texts};
use crate::people::Role;
use crate::turn::EventContext;

const HOUR: Millis = 3_600_000;
/// How many role holders `/roles` lists; `koze roles list` shows the rest.
const MAX_LISTED: usize = 40;

/// The name of a role, as people read it.
pub fn role_name(t: &Texts, role: Role) -> String {
    t.label(match role {
        Role::Moderator => "role-name-moderator",
        Role::Organiser => "role-name-organiser",
        Role::Mediator => "role-name-mediator",
        Role::Counsellor => "role-name-listener",
        Role::DoorStaff => "role-name-door",
    })
}

/// The welcome to a person who was just granted a role.
pub fn welcome_html(t: &Texts, role: Role, event_title: &str) -> String {
    let id = match role {
        Role::Moderator => "role-moderator",
        Role::Organiser => "role-organiser",
        Role::Mediator => "role-mediator",
        Role::Counsellor => "role-listener",
        Role::DoorStaff => "role-door",
    };
    t.html(id, args!(title = event_title))
}

fn holder_name(t: &Texts, holder: &RoleHolder) -> String {
    match holder.name.as_str() {
        "" => t.plain("roles-nameless", args!(id = holder.person.to_string())),
        name => name.to_owned(),
    }
}

/// Everybody with a role, each with a button to take it away; the links that are open, and a button for a new one.
pub fn role_list(
    event: &EventContext<'_>,
    t: &Texts,
    holders: &[RoleHolder],
    invites: &[OpenInvite],
) -> Message {
    let mut lines = Vec::new();
    let mut buttons = Vec::new();
    for holder in holders.iter().take(MAX_LISTED) {
        let (name, role) = (holder_name(t, holder), role_name(t, holder.role));
        let day = event.format_date(t, holder.granted_at);
        lines.push(t.html("roles-line", args!(name = name.clone(), role = role.clone(), day = day)));
        let payload = Payload::AskToRevoke { person: holder.person, role: holder.role };
        let label = t.plain("roles-take", args!(name = name, role = role));
        buttons.push(vec![Button::new(label, payload.to_string())]);
    }
    if holders.len() > MAX_LISTED {
        lines.push(t.html("roles-more", args!(count = (holders.len() - MAX_LISTED) as i64)));
    }
    for invite in invites.iter().take(MAX_LISTED) {
        let role = role_name(t, invite.role);
        let hours = (invite.expires_at - event.real_now + HOUR - 1) / HOUR;
        lines.push(t.html("roles-invite-line", args!(role = role.clone(), hours = hours)));
        let label = t.plain("roles-invite-take", args!(role = role));
        buttons.push(vec![Button::new(label, Payload::Withdraw(invite.id.clone()).to_string())]);
    }
    buttons.push(vec![Button::new(t.label("roles-invite"), Payload::ChooseRole.to_string())]);
    let html = t.html("roles-list", args!(lines = Arg::html(lines.join("\n"))));
    Message::new(html).with_inline_keyboard(buttons)
}

/// Asks for which role somebody is invited.
pub fn role_choice(t: &Texts) -> Message {
    let button =
        |role: Role| vec![Button::new(t.label(invitation_label(role)), Payload::Invite(role).to_string())];
    let mut rows: Vec<Vec<Button>> = Role::iter().map(button).collect();
    rows.push(vec![Button::new(t.label("roles-no"), Payload::List.to_string())]);
    Message::new(t.html("roles-invite-which", &[])).with_inline_keyboard(rows)
}

/// A one-time link, to be forwarded to the person it is for.
pub fn invitation(t: &Texts, role: Role, link: &str, event_title: &str) -> Message {
    let args = args!(role = role_name(t, role), link = link, title = event_title);
    Message::new(t.html("roles-invitation", args))
}

/// Asks for confirmation before a role is taken away.
pub fn revocation_question(t: &Texts, holder: &RoleHolder) -> Message {
    let args = args!(name = holder_name(t, holder), role = role_name(t, holder.role));
    let revoke = Payload::Revoke { person: holder.person, role: holder.role };
    Message::new(t.html("roles-ask", args)).with_inline_keyboard(vec![
        vec![Button::new(t.label("roles-yes"), revoke.to_string())],
        vec![Button::new(t.label("roles-no"), Payload::List.to_string())],
    ])
}

/// Confirms that a role was taken away.
pub fn revoked_message(t: &Texts, holder: &RoleHolder) -> Message {
    let args = args!(name = holder_name(t, holder), role = role_name(t, holder.role));
    Message::new(t.html("roles-taken", args))
}

/// The label of the button that invites to a role.
fn invitation_label(role: Role) -> &'static str {
    match role {
        Role::Organiser => "roles-invite-organiser",
        Role::Moderator => "roles-invite-moderator",
        Role::DoorStaff => "roles-invite-door",
        Role::Mediator => "roles-invite-mediator",
        Role::Counsellor => "roles-invite-listener",
    }
}
