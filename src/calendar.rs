//! The forum as a calendar file (RFC 5545), for a phone's own agenda: its hours, the place, an alarm, and
//! one UID for each registration, so that a change or a cancellation finds the entry it made.
//!
//! Hours are written in UTC. A time zone would need its whole definition in the file: some calendars
//! apply a shortened one to entries of other programmes, too.

use std::fmt::Write as _;

use chrono::Duration;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};
use sha2::{Digest, Sha256};

use crate::chat::RenderedFile;
use crate::clock::{self, Millis};
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};

const SPEC_PREFIX: &str = "calendar";
/// A cancellation is sent once; nothing of the registration is to stay.
const UNCACHED_PREFIX: &str = "fresh:";
/// How long before the beginning the agenda rings: time to get there.
const ALARM_BEFORE_START: Duration = Duration::hours(1);

/// One file given out.
#[derive(Debug, Clone, Copy)]
pub struct CalendarFile<'i> {
    pub lang: Lang,
    /// The entry's own name, of which the UID is made. It says nothing of the ticket: an agenda may be shared.
    pub uid: &'i str,
    /// 0 for the first, one more for each that says something else.
    pub sequence: i64,
    /// When it began to say this.
    pub stamp: Millis,
    pub is_cancelled: bool,
}

/// The name of an entry that is made for the first time.
pub fn new_uid() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// What a file says, as one word that changes when it does.
pub fn content_fingerprint(programme: &Programme, schedule: &Schedule) -> String {
    let (start, end) = start_and_end(programme, schedule);
    format!("{start}:{end}:{}", programme_fingerprint(programme))
}

/// A mark of what the event file gives to the calendar: it changes when that is edited.
fn programme_fingerprint(programme: &Programme) -> String {
    let titles = Lang::ALL.map(|lang| programme.title.get(lang));
    let said = (titles, location(programme), description(programme), programme.venue.coordinates);
    let digest = Sha256::digest(format!("{said:?}"));
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What the sender needs to make the file, and at the end a mark of whatever else it says: a file
/// sent before is never sent again with something old in it.
pub fn attachment_spec(programme: &Programme, schedule: &Schedule, issue: &CalendarFile<'_>) -> String {
    let (start, end) = start_and_end(programme, schedule);
    let CalendarFile { lang, uid, sequence, stamp, is_cancelled: cancelled } = issue;
    let (keep, status) = if *cancelled { (UNCACHED_PREFIX, "cancelled") } else { ("", "confirmed") };
    format!(
        "{keep}{SPEC_PREFIX}:{}:{uid}:{sequence}:{stamp}:{start}:{end}:{status}:{}",
        lang.code(),
        programme_fingerprint(programme)
    )
}

/// The file of a recipe, `None` if it is not one of a calendar.
pub fn render(programme: &Programme, recipe: &str) -> Option<RenderedFile> {
    let mut parts = recipe.trim_start_matches(UNCACHED_PREFIX).split(':');
    if parts.next() != Some(SPEC_PREFIX) {
        return None;
    }
    let lang = Lang::from_code(parts.next()?)?;
    let uid = parts.next()?;
    let sequence: u32 = parts.next()?.parse().ok()?;
    let mut moment = || Some(clock::to_utc(parts.next()?.parse().ok()?));
    let (stamp, start, end) = (moment()?, moment()?, moment()?);
    let cancelled = parts.next()? == "cancelled";
    let title = programme.title.get(lang);
    let mut event = Event::new();
    event
        .uid(&format!("{}@koze", uid.to_lowercase()))
        .sequence(sequence)
        .timestamp(stamp)
        .starts(start)
        .summary(title)
        .location(&location(programme))
        .description(&description(programme))
        .status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if end > start {
        event.ends(end);
    }
    if let Some((latitude, longitude)) = programme.venue.coordinates {
        event.add_property("GEO", format!("{latitude};{longitude}"));
    }
    if !cancelled {
        event.alarm(Alarm::display(title, -ALARM_BEFORE_START));
    }
    let mut calendar = Calendar::new();
    calendar
        .append_property(Property::new("METHOD", if cancelled { "CANCEL" } else { "PUBLISH" }))
        .push(event.done());
    let text = calendar.done().to_string();
    let name = if cancelled { "forum-annulation.ics" } else { "forum.ics" };
    Some(RenderedFile { name: name.to_owned(), mime: "text/calendar", bytes: text.into_bytes() })
}

/// The beginning and the end; the same twice where no end is printed.
fn start_and_end(programme: &Programme, schedule: &Schedule) -> (Millis, Millis) {
    let start = schedule.first_start().unwrap_or_else(|| programme.first_start());
    (start, schedule.known_end(programme).unwrap_or(start))
}

fn location(programme: &Programme) -> String {
    let venue = &programme.venue;
    [Some(venue.name.as_str()), venue.room.as_deref(), venue.address.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// Whom to ask, as the event file says.
fn description(programme: &Programme) -> String {
    let contact = &programme.contact;
    format!("{}\n{}", contact.email, contact.phone)
}
