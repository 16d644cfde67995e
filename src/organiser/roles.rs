//! Who has which role, and taking one away. Whoever loses one hears it; their keyboard and commands
//! follow at once.
//!
//! ```text
//! Josiane    /roles
//! Kozé       Qui a un rôle : Aimé · modération, depuis le 12 novembre … [Retirer : Aimé, modération]
//! Josiane    [Retirer : Aimé, modération] [Retirer ce rôle]
//! Kozé       C'est fait : Aimé n'a plus ce rôle.        (to Aimé: On vous a retiré un rôle …)
//! ```

use super::store::{self, Holder};
use crate::args;
use crate::chat::{Button, Input, Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::{Arg, Texts, texts};
use crate::menu;
use crate::outbox::{self, Letter};
use crate::people::{self, Role};
use crate::turn::Turn;

/// More than this many have to be looked at with `koze roles`.
const SHOWN: usize = 40;

/// `/roles`: everybody who has one, each with a button to take it away.
pub async fn show(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !may(turn).await? {
        return Ok(());
    }
    let message = list(turn).await?;
    turn.say(message);
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
    if !may(turn).await? {
        return Ok((true, None));
    }
    let Some((what, person, role)) = wanted else {
        let message = list(turn).await?;
        turn.replace(message);
        return Ok((true, None));
    };
    let holders = store::holders(turn.conn).await?;
    let Some(holder) = holders.iter().find(|holder| (holder.person, holder.role) == (person, role)) else {
        turn.toast(turn.texts().label("roles-gone"));
        return Ok((true, None));
    };
    let t = turn.texts();
    let said = args!(name = called(t, holder), role = name(t, role));
    if role == Role::Organiser && holders.iter().filter(|holder| holder.role == role).count() == 1 {
        turn.alert(t.label("roles-last"));
        return Ok((true, None));
    }
    if what == "ask" {
        let message = Message::new(t.html("roles-ask", said)).inline(vec![
            vec![Button::new(t.label("roles-yes"), format!("role:yes:{person}:{}", role.name()))],
            vec![Button::new(t.label("roles-no"), "role:list")],
        ]);
        turn.replace(message);
        return Ok((true, None));
    }
    revoke(turn.conn, turn.forum.mono, person, role).await?;
    turn.replace(Message::new(t.html("roles-taken", said)));
    Ok((true, Some(person)))
}

/// Takes a role away, and tells whoever had it; false if they did not have it.
pub async fn revoke(conn: &mut Conn, mono: Millis, person: i64, role: Role) -> sqlx::Result<bool> {
    if !people::take_role(conn, person, role).await? {
        return Ok(false);
    }
    let lang = people::language(conn, person).await?;
    let left = people::roles(conn, person).await?;
    let t = texts(lang);
    let lost = Message {
        keyboard: Some(menu::keyboard(t, &left)),
        ..Message::new(t.html("role-lost", args!(role = name(t, role))))
    };
    let what = [Outgoing::Commands(menu::commands(lang, &left)), Outgoing::Say(lost)];
    let key = format!("role-{:x}", rand::random::<u64>());
    let letters: Vec<Letter> = what
        .into_iter()
        .enumerate()
        .map(|(number, what)| Letter {
            key: format!("{key}:{number}"),
            chat: person,
            urgency: Urgency::Notice,
            expires_at: None,
            what,
            slot: None,
        })
        .collect();
    outbox::put(conn, &letters, mono).await?;
    Ok(true)
}

/// What a role is called.
pub fn name(t: &Texts, role: Role) -> String {
    t.label(match role {
        Role::Moderator => "role-name-moderator",
        Role::Organiser => "role-name-organiser",
        Role::Mediator => "role-name-mediator",
        Role::Listener => "role-name-listener",
    })
}

fn called(t: &Texts, holder: &Holder) -> String {
    match holder.name.as_str() {
        "" => t.plain("roles-nameless", args!(id = holder.person.to_string())),
        name => name.to_owned(),
    }
}

async fn list(turn: &mut Turn<'_>) -> sqlx::Result<Message> {
    let holders = store::holders(turn.conn).await?;
    let t = turn.texts();
    let mut lines = Vec::new();
    let mut buttons = Vec::new();
    for holder in holders.iter().take(SHOWN) {
        let (called, role) = (called(t, holder), name(t, holder.role));
        let day = turn.forum.day(t, holder.given_at);
        lines.push(t.html("roles-line", args!(name = called.clone(), role = role.clone(), day = day)));
        let data = format!("role:ask:{}:{}", holder.person, holder.role.name());
        buttons.push(vec![Button::new(t.plain("roles-take", args!(name = called, role = role)), data)]);
    }
    if holders.len() > SHOWN {
        lines.push(t.html("roles-more", args!(count = (holders.len() - SHOWN) as i64)));
    }
    let html = t.html("roles-list", args!(lines = Arg::html(lines.join("\n"))));
    Ok(Message::new(html).inline(buttons))
}

async fn may(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = people::roles(turn.conn, turn.person.id).await?.contains(&Role::Organiser);
    if !may {
        let text = turn.texts().label("roles-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.say(Message::new(text)),
        }
    }
    Ok(may)
}
