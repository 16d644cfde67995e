//! The people on the documents.

use std::collections::HashMap;

use event_documents::sort_by_name;

use crate::check_in::{self, Attendee, RecordedArrival};
use crate::db::Conn;
use crate::ids::RegistrationNumber;
use crate::people;

/// Somebody who came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub attendee: Attendee,
    /// One for each day on which they came, in the order of the days; never empty.
    pub arrivals: Vec<RecordedArrival>,
}

/// Who gets a certificate by a sending, and who does not.
#[derive(Debug, Default)]
pub struct Recipients {
    /// By number: came, and have a chat.
    pub reachable: Vec<Present>,
    /// Came, and have none: theirs are printed.
    pub unreachable: Vec<Present>,
    /// Got theirs by a sending before.
    pub done: usize,
}

/// Everybody with a seat, as French lists sort names.
pub async fn list_seated(conn: &mut Conn) -> sqlx::Result<Vec<Attendee>> {
    let mut attendees = check_in::list_attendees(conn, 0).await?;
    attendees.retain(|attendee| attendee.has_seat);
    sort_by_name(&mut attendees, |attendee| &attendee.name);
    Ok(attendees)
}

/// The arrivals of each registration that has any.
pub async fn arrivals_by_registration(
    conn: &mut Conn,
) -> sqlx::Result<HashMap<RegistrationNumber, Vec<RecordedArrival>>> {
    let mut arrivals: HashMap<RegistrationNumber, Vec<RecordedArrival>> = HashMap::new();
    for arrival in check_in::list_recorded_arrivals(conn).await? {
        arrivals.entry(arrival.registration).or_default().push(arrival);
    }
    Ok(arrivals)
}

/// Everybody who came, in the order of their numbers.
pub async fn list_present(conn: &mut Conn) -> sqlx::Result<Vec<Present>> {
    let mut arrivals = arrivals_by_registration(conn).await?;
    let attendees = check_in::list_attendees(conn, 0).await?;
    let present = |attendee: Attendee| {
        let arrivals = arrivals.remove(&attendee.number)?;
        Some(Present { attendee, arrivals })
    };
    Ok(attendees.into_iter().filter_map(present).collect())
}

/// The person behind this ticket's code; `None` if they did not come.
pub async fn find_present(conn: &mut Conn, code: &str) -> sqlx::Result<Option<Present>> {
    let Some(attendee) = check_in::find_by_code(conn, code, 0).await? else { return Ok(None) };
    let arrivals = check_in::recorded_arrivals_of(conn, attendee.number).await?;
    Ok((!arrivals.is_empty()).then_some(Present { attendee, arrivals }))
}

/// Whether a message reaches the attendee, or the host who registered them.
pub async fn is_reachable(conn: &mut Conn, attendee: &Attendee) -> sqlx::Result<bool> {
    match attendee.person {
        Some(person) => people::is_reachable(conn, person).await,
        None => Ok(false),
    }
}
