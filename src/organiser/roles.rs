//! Who has which role, and taking one away. Whoever loses one hears it; their keyboard and commands
//! follow at once.
//!
//! ```text
//! Josiane    /roles
//! Kozé       Qui a un rôle : Aimé · modération, depuis le 12 novembre … [Retirer : Aimé, modération]
//! Josiane    [Retirer : Aimé, modération] [Retirer ce rôle]
//! Kozé       C'est fait : Aimé n'a plus ce rôle.        (to Aimé: On vous a retiré un rôle …)
//! ```

use super::store::{self, RoleHolder};
use crate::args;
use crate::chat::{Button, Input, Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::{Arg, Texts, texts};
use crate::menu;
use crate::outbox::{self, NewMessage};
use crate::people::{self, Role};
use crate::turn::Turn;

/// More than this many have to be looked at with `koze roles`.
const MAX_LISTED: usize = 40;

/// `/roles`: everybody who has one, each with a button to take it away.
pub async fn show(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let message = role_list(turn).await?;
    turn.reply(message);
    Ok(())
}

/// A button behind `role:`. Gives whether it is known, and whoever lost a role by it.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<(bool, Option<i64>)> {
    let parts: Vec<&str> = data.split(':').collect();
    let wanted = match parts.as_slice() {
        ["list"] => None,
        [what @ ("ask" | "yes"), person, role] => match (person.parse::<i64>(), Role::from_name(role)) {
            (Ok(person), Some(role)) => Some((*what, person, role)),
            _ => return Ok((false, None)),
        },
        _ => return Ok((false, None)),
    };
    if !require_organiser(turn).await? {
        return Ok((true, None));
    }
    let Some((what, person, role)) = wanted else {
        let message = role_list(turn).await?;
        turn.edit_or_reply(message);
        return Ok((true, None));
    };
    let holders = store::list_role_holders(turn.conn).await?;
    let Some(holder) = holders.iter().find(|holder| (holder.person, holder.role) == (person, role)) else {
        turn.toast(turn.texts().label("roles-gone"));
        return Ok((true, None));
    };
    let t = turn.texts();
    let said = args!(name = holder_name(t, holder), role = role_name(t, role));
    if role == Role::Organiser && holders.iter().filter(|holder| holder.role == role).count() == 1 {
        turn.alert(t.label("roles-last"));
        return Ok((true, None));
    }
    if what == "ask" {
        let message = Message::new(t.html("roles-ask", said)).with_inline_keyboard(vec![
            vec![Button::new(t.label("roles-yes"), format!("role:yes:{person}:{}", role.name()))],
            vec![Button::new(t.label("roles-no"), "role:list")],
        ]);
        turn.edit_or_reply(message);
        return Ok((true, None));
    }
    revoke(turn.conn, turn.event.real_now, person, role).await?;
    turn.forget_roles();
    turn.edit_or_reply(Message::new(t.html("roles-taken", said)));
    Ok((true, Some(person)))
}

/// Takes a role away, and tells whoever had it; false if they did not have it.
pub async fn revoke(conn: &mut Conn, mono: Millis, person: i64, role: Role) -> sqlx::Result<bool> {
    if !people::revoke_role(conn, person, role).await? {
        return Ok(false);
    }
    let lang = people::language(conn, person).await?;
    let left = people::roles(conn, person).await?;
    let t = texts(lang);
    let lost = Message {
        keyboard: Some(menu::menu_keyboard(t, &left)),
        ..Message::new(t.html("role-lost", args!(role = role_name(t, role))))
    };
    let what = [Outgoing::Commands(menu::commands_for_roles(lang, &left)), Outgoing::Message(lost)];
    let key = format!("role-{:x}", rand::random::<u64>());
    let letters: Vec<NewMessage> = what
        .into_iter()
        .enumerate()
        .map(|(number, what)| NewMessage {
            key: format!("{key}:{number}"),
            chat: person,
            urgency: Urgency::Notice,
            expires_at: None,
            body: what,
            live_message: None,
        })
        .collect();
    outbox::enqueue(conn, &letters, mono).await?;
    Ok(true)
}

/// What a role is called.
pub fn role_name(t: &Texts, role: Role) -> String {
    t.label(match role {
        Role::Moderator => "role-name-moderator",
        Role::Organiser => "role-name-organiser",
        Role::Mediator => "role-name-mediator",
        Role::Counsellor => "role-name-listener",
    })
}

fn holder_name(t: &Texts, holder: &RoleHolder) -> String {
    match holder.name.as_str() {
        "" => t.plain("roles-nameless", args!(id = holder.person.to_string())),
        name => name.to_owned(),
    }
}

async fn role_list(turn: &mut Turn<'_>) -> sqlx::Result<Message> {
    let holders = store::list_role_holders(turn.conn).await?;
    let t = turn.texts();
    let mut lines = Vec::new();
    let mut buttons = Vec::new();
    for holder in holders.iter().take(MAX_LISTED) {
        let (called, role) = (holder_name(t, holder), role_name(t, holder.role));
        let day = turn.event.format_date(t, holder.granted_at);
        lines.push(t.html("roles-line", args!(name = called.clone(), role = role.clone(), day = day)));
        let data = format!("role:ask:{}:{}", holder.person, holder.role.name());
        buttons.push(vec![Button::new(t.plain("roles-take", args!(name = called, role = role)), data)]);
    }
    if holders.len() > MAX_LISTED {
        lines.push(t.html("roles-more", args!(count = (holders.len() - MAX_LISTED) as i64)));
    }
    let html = t.html("roles-list", args!(lines = Arg::html(lines.join("\n"))));
    Ok(Message::new(html).with_inline_keyboard(buttons))
}

async fn require_organiser(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = turn.has_role(Role::Organiser).await?;
    if !may {
        let text = turn.texts().label("roles-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.reply(Message::new(text)),
        }
    }
    Ok(may)
}
