//! The list that a phone carries, to name people without a network.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;

use super::request::authorize;
use super::session::event_key;
use crate::audit_log::{self, Action, Entry};
use crate::check_in::{self, Attendee};
use crate::clock::EventTime;
use crate::web::page_request::Refusal;
use crate::web::state::WebState;

/// The list. The page encrypts it before it stores it.
#[derive(Serialize)]
pub struct AttendeeList {
    event: String,
    /// The event's time at which it was made.
    now: EventTime,
    attendees: Vec<ListedAttendee>,
}

/// A person as the door sees them.
#[derive(Serialize)]
pub struct ListedAttendee {
    code: String,
    name: String,
    category: String,
    organisation: String,
    /// What the person needs: health data, for the door to be ready.
    needs: String,
    /// The ids of the texts that say how to help.
    help: Vec<&'static str>,
    has_seat: bool,
    /// `None` while the person has not arrived today.
    arrived_at: Option<EventTime>,
}

/// `GET /scan/list`. Each load is recorded in the journal.
pub async fn load(State(pages): State<WebState>, headers: HeaderMap) -> Result<Json<AttendeeList>, Refusal> {
    let person = authorize(&pages, &headers).await?;
    let now = pages.clock.event_now();
    let mut tx = pages.db.begin().await?;
    audit_log::record(&mut tx, &Entry::new(now, Some(person), Action::ListLoaded)).await?;
    tx.commit().await?;
    let mut conn = pages.db.reader().await?;
    let day = check_in::event_day(&pages.programme, now);
    let attendees = check_in::list_attendees(&mut conn, day).await?;
    Ok(Json(AttendeeList {
        event: event_key(&pages.programme),
        now,
        attendees: attendees.into_iter().map(ListedAttendee::from).collect(),
    }))
}

impl From<Attendee> for ListedAttendee {
    fn from(attendee: Attendee) -> Self {
        let Attendee { code, name, category, organisation, access_needs, has_seat, arrived_at, .. } =
            attendee;
        let help = if access_needs.is_empty() { Vec::new() } else { check_in::help_ids(&access_needs) };
        Self { code, name, category, organisation, needs: access_needs, help, has_seat, arrived_at }
    }
}
