//! Registrations that an organiser works on from the desk: those of all people, not only of the own account. What is
//! looked at and changed is recorded, and the person concerned is told.

use crate::args;
use crate::audit_log::{self, Action, Entry};
use crate::chat::Message;
use crate::i18n::texts;
use crate::ids::{PersonId, RegistrationNumber};
use crate::people::{self, Role};
use crate::registration::model::Registration;
use crate::registration::store;
use crate::turn::Turn;

/// A registration that the person may act on: of the own account, or for an organiser any.
pub async fn find(turn: &mut Turn<'_>, number: RegistrationNumber) -> sqlx::Result<Option<Registration>> {
    if let Some(own) = store::find_for_person(turn.conn, turn.person.id, number).await? {
        return Ok(Some(own));
    }
    if !turn.has_role(Role::Organiser).await? {
        return Ok(None);
    }
    store::find(turn.conn, number).await
}

/// Whether the person acts on it as an organiser.
pub fn is_managed(turn: &Turn<'_>, registration: &Registration) -> bool {
    registration.person != Some(turn.person.id)
}

/// Records that an organiser did this to a registration of somebody else.
pub async fn record(turn: &mut Turn<'_>, registration: &Registration, action: Action) -> sqlx::Result<()> {
    if !is_managed(turn, registration) {
        return Ok(());
    }
    let entry = Entry::new(turn.event.now, Some(turn.person.id), action).about(registration.number);
    audit_log::record(turn.conn, &entry).await
}

/// Tells the person of a registration what an organiser did to it; `id` is the text.
pub async fn tell(turn: &mut Turn<'_>, registration: &Registration, id: &str) -> sqlx::Result<()> {
    let Some(person) = registration.person.filter(|_| is_managed(turn, registration)) else { return Ok(()) };
    let t = texts(people::language(turn.conn, person).await?);
    let whose = if registration.is_own { "own" } else { "other" };
    let html = t.html(id, args!(whose = whose, name = registration.answers.name.to_string()));
    turn.notify(person, Message::new(html));
    Ok(())
}

/// The account that gets the messages of a registration that the person may act on.
pub async fn account(turn: &mut Turn<'_>, number: RegistrationNumber) -> sqlx::Result<Option<PersonId>> {
    Ok(find(turn, number).await?.and_then(|registration| registration.person))
}
