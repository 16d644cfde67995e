//! Records arrivals, and says what came of it.

use crate::audit_log::{self, Action, Entry};
use crate::chat::Message;
use crate::check_in::model::{Arrival, ArrivalOutcome, Attendee, DoorCounts, Method, event_day};
use crate::check_in::rules::period;
use crate::check_in::{store, view};
use crate::ids::RegistrationNumber;
use crate::turn::{Turn, TurnResult};

/// The numbers that the door sees.
pub async fn counts(turn: &mut Turn<'_>) -> sqlx::Result<DoorCounts> {
    let day = event_day(turn.event.programme, turn.event.now);
    Ok(DoorCounts {
        inside: store::count_inside(turn.conn, day).await?,
        seated: store::count_seated(turn.conn).await?,
        capacity: turn.event.programme.registration.capacity.map(i64::from),
    })
}

/// Records the arrival of an attendee now; `None` if the registration is gone.
pub async fn record(
    turn: &mut Turn<'_>,
    attendee: &Attendee,
    method: Method,
) -> sqlx::Result<Option<ArrivalOutcome>> {
    let staff = turn.person.id;
    let arrival = Arrival {
        registration: attendee.number,
        day: event_day(turn.event.programme, turn.event.now),
        arrived_at: turn.event.now,
        method,
        recorded_by: (method != Method::SelfService).then_some(staff),
    };
    let outcome = store::record(turn.conn, &arrival).await?;
    if outcome == ArrivalOutcome::Recorded && method != Method::SelfService {
        let entry = Entry::new(turn.event.now, Some(staff), Action::CheckedIn).about(attendee.number);
        audit_log::record(turn.conn, &entry.with_detail(method.to_string())).await?;
    }
    Ok((outcome != ArrivalOutcome::NotRegistered).then_some(outcome))
}

/// Checks an attendee in and gives the message that says so. Without a seat the door decides first, by a press:
/// `is_decided` then.
pub async fn check_in(
    turn: &mut Turn<'_>,
    attendee: &Attendee,
    method: Method,
    is_decided: bool,
) -> TurnResult<Message> {
    let t = turn.texts();
    if !period::has_day_come(turn.event.programme, turn.event.schedule, turn.event.now) {
        let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Looked).about(attendee.number);
        audit_log::record(turn.conn, &entry).await?;
        return Ok(view::too_early(&turn.event, t, attendee));
    }
    if !attendee.has_seat && !is_decided && attendee.arrived_at.is_none() {
        let counts = counts(turn).await?;
        return Ok(view::without_seat(t, attendee, counts, method));
    }
    let outcome = record(turn, attendee, method).await?;
    let counts = counts(turn).await?;
    Ok(match outcome {
        Some(ArrivalOutcome::Recorded) => {
            let arrived = Attendee { arrived_at: Some(turn.event.now), ..attendee.clone() };
            view::checked_in(&turn.event, t, &arrived, counts)
        }
        Some(ArrivalOutcome::AlreadyArrived(since)) => view::already_in(&turn.event, t, attendee, since),
        Some(ArrivalOutcome::NotRegistered) | None => Message::new(t.html("door-unknown", &[])),
    })
}

/// Notes in the journal that marks from paper were typed in.
pub async fn note_paper_marks(turn: &mut Turn<'_>, count: usize) -> sqlx::Result<()> {
    if count == 0 {
        return Ok(());
    }
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::CheckedIn);
    audit_log::record(turn.conn, &entry.with_detail(format!("{} {count}", Method::Paper))).await
}

/// A ticket was scanned, or its code typed alone, by somebody of the door.
pub async fn check_in_by_code(turn: &mut Turn<'_>, code: &str, method: Method) -> TurnResult<()> {
    let day = event_day(turn.event.programme, turn.event.now);
    let message = match store::find_by_code(turn.conn, code, day).await? {
        Some(attendee) => check_in(turn, &attendee, method, false).await?,
        None => Message::new(turn.texts().html("door-unknown", &[])),
    };
    turn.reply(message);
    Ok(())
}

/// Checks in somebody who was just registered at the door.
pub async fn admit_walk_in(turn: &mut Turn<'_>, number: RegistrationNumber) -> TurnResult<()> {
    let day = event_day(turn.event.programme, turn.event.now);
    let Some(attendee) = store::find_attendee(turn.conn, number, day).await? else { return Ok(()) };
    let message = check_in(turn, &attendee, Method::WalkIn, true).await?;
    turn.edit_or_reply(message);
    Ok(())
}
