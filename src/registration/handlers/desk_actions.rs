//! What an organiser does with somebody else's registration from the desk: shows it, gives it a seat.

use super::{activity, card, managed};
use crate::audit_log::{self, Action, Entry};
use crate::ids::RegistrationNumber;
use crate::people::{self, Role};
use crate::registration::model::{Registration, SeatStatus};
use crate::registration::seats::{self, SeatNotification, WaitlistRecipient};
use crate::registration::store;
use crate::turn::{Turn, TurnResult};

/// The card of a registration, for an organiser.
pub async fn show(turn: &mut Turn<'_>, number: RegistrationNumber) -> TurnResult<()> {
    let Some(registration) = managed::find(turn, number).await? else {
        turn.toast(turn.texts().label("registration-gone"));
        return Ok(());
    };
    activity::stop_editing(turn);
    managed::record(turn, &registration, Action::Looked).await?;
    card::show(turn, &registration).await
}

/// Gives a seat to somebody who waits, even where no seat is free: an organiser decides.
pub async fn promote(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    if !turn.has_role(Role::Organiser).await? {
        turn.toast(turn.texts().label("button-unknown"));
        return Ok(());
    }
    seats::lock(turn.conn).await?;
    if !store::give_seat(turn.conn, registration.number).await? {
        turn.toast(turn.texts().label("registration-already"));
        return Ok(());
    }
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Promoted).about(registration.number);
    audit_log::record(turn.conn, &entry).await?;
    if let Some(person) = registration.person {
        let recipient = WaitlistRecipient {
            number: registration.number,
            person: Some(person),
            lang: people::language(turn.conn, person).await?,
            guest_name: (!registration.is_own).then(|| registration.answers.name.to_string()),
        };
        let message = seats::notification(turn.event, &recipient, SeatNotification::Promoted);
        turn.notify(person, message);
    }
    let seated = Registration { status: SeatStatus::Seated, ..registration.clone() };
    card::show(turn, &seated).await
}
