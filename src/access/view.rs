//! The messages of this module.

use super::model::RoleHolder;
use super::payload::Payload;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts};
use crate::people::Role;
use crate::turn::EventContext;

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

/// Everybody with a role, each with a button to take it away.
pub fn role_list(event: &EventContext<'_>, t: &Texts, holders: &[RoleHolder]) -> Message {
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
    let html = t.html("roles-list", args!(lines = Arg::html(lines.join("\n"))));
    Message::new(html).with_inline_keyboard(buttons)
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
