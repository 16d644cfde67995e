//! Registers somebody at the door, in one line and two presses.

use crate::audit_log::{self, Action, Entry};
use crate::chat::Message;
use crate::db;
use crate::ids::RegistrationNumber;
use crate::registration::model::{
    Answers, Category, ConsentMethod, Extras, FullName, Registration, TicketCode,
};
use crate::registration::seats::{self, COUNTER};
use crate::registration::{store, wording};
use crate::turn::{Turn, TurnResult};

/// Registers a person who stands at the door and agreed aloud, without an account. Where no seat is free the
/// registration waits, and the door lets the person in all the same. `None` after a reply that says what is wrong.
pub async fn register_walk_in(
    turn: &mut Turn<'_>,
    name: &str,
    category: &str,
) -> TurnResult<Option<RegistrationNumber>> {
    let Ok(category) = category.parse::<Category>() else { return Ok(None) };
    let name = match FullName::parse(name) {
        Ok(name) => name,
        Err(reason) => {
            let html = turn.texts().html(wording::invalid_answer_id(reason), &[]);
            turn.reply(Message::new(html));
            return Ok(None);
        }
    };
    seats::lock(turn.conn).await?;
    let registration = Registration {
        number: db::next_number(turn.conn, COUNTER).await?.into(),
        person: None,
        is_own: false,
        registered_by: Some(turn.person.id),
        status: seats::status_for(turn.conn, turn.event, category).await?,
        code: TicketCode::random(),
        registered_at: turn.event.now,
        answers: Answers {
            consent_method: ConsentMethod::Verbal,
            consent_at: turn.event.now,
            name,
            category,
            organisation: None,
            phone: None,
        },
        extras: Extras::default(),
    };
    store::insert(turn.conn, &registration).await?;
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Added).about(registration.number);
    audit_log::record(turn.conn, &entry.with_detail("walk-in")).await?;
    Ok(Some(registration.number))
}
