//! The event as a calendar file (RFC 5545): its times, the venue, an alarm, and a UID for each registration, so that a
//! change or a cancellation updates the same entry.
//!
//! Times are written in UTC. A time zone would need its whole definition in the file, which some calendar programs
//! then apply to other entries, too.

use chrono::Duration;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};

use crate::chat::RenderedFile;
use crate::clock::{self, EventTime};
use crate::digest;
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};

/// Hexadecimal digits of the hash of the event file's part.
const FINGERPRINT_DIGITS: usize = 16;

const SPEC_PREFIX: &str = "calendar";
/// The prefix of a file that the sender must not cache: a cancellation is sent once, and nothing of the registration
/// may stay.
const UNCACHED_PREFIX: &str = "fresh:";
/// How long before the event the calendar reminds: the time to get there.
const ALARM_BEFORE_START: Duration = Duration::hours(1);

/// A calendar file for one registration.
#[derive(Debug, Clone, Copy)]
pub struct CalendarFile<'i> {
    pub lang: Lang,
    /// The random part of the entry's UID. It reveals nothing about the ticket, because a calendar may be shared.
    pub uid: &'i str,
    /// 0 for the first file, one more for each with another content.
    pub sequence: i64,
    /// When the content became this.
    pub stamp: EventTime,
    pub is_cancelled: bool,
}

/// A random UID for a new entry.
pub fn new_uid() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// A text that changes with the content of the file.
pub fn content_fingerprint(programme: &Programme, schedule: &Schedule) -> String {
    let (start, end) = start_and_end(programme, schedule);
    format!("{start}:{end}:{}", programme_fingerprint(programme))
}

/// A hash of everything that the event file contributes to the calendar file.
fn programme_fingerprint(programme: &Programme) -> String {
    let titles = Lang::ALL.map(|lang| programme.title.get(lang));
    let content = (titles, location(programme), description(programme), programme.venue.coordinates);
    let mut fingerprint = digest::sha256_hex(format!("{content:?}"));
    fingerprint.truncate(FINGERPRINT_DIGITS);
    fingerprint
}

/// The specification from which the sender renders the file. It ends with a hash of the rest of the content, so that
/// a cached file with an old content is never sent again.
pub fn attachment_spec(programme: &Programme, schedule: &Schedule, file: &CalendarFile<'_>) -> String {
    let (start, end) = start_and_end(programme, schedule);
    let CalendarFile { lang, uid, sequence, stamp, is_cancelled } = file;
    let (prefix, status) = if *is_cancelled { (UNCACHED_PREFIX, "cancelled") } else { ("", "confirmed") };
    format!(
        "{prefix}{SPEC_PREFIX}:{}:{uid}:{sequence}:{stamp}:{start}:{end}:{status}:{}",
        lang.code(),
        programme_fingerprint(programme)
    )
}

/// Renders a file; `None` if the specification is not one of a calendar file.
pub fn render(programme: &Programme, spec: &str) -> Option<RenderedFile> {
    let mut parts = spec.trim_start_matches(UNCACHED_PREFIX).split(':');
    if parts.next() != Some(SPEC_PREFIX) {
        return None;
    }
    let lang = Lang::from_code(parts.next()?)?;
    let uid = parts.next()?;
    let sequence: u32 = parts.next()?.parse().ok()?;
    let mut time = || Some(clock::to_utc(parts.next()?.parse().ok()?));
    let (stamp, start, end) = (time()?, time()?, time()?);
    let is_cancelled = parts.next()? == "cancelled";
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
        .status(if is_cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if end > start {
        event.ends(end);
    }
    if let Some((latitude, longitude)) = programme.venue.coordinates {
        event.add_property("GEO", format!("{latitude};{longitude}"));
    }
    if !is_cancelled {
        event.alarm(Alarm::display(title, -ALARM_BEFORE_START));
    }
    let mut calendar = Calendar::new();
    calendar
        .append_property(Property::new("METHOD", if is_cancelled { "CANCEL" } else { "PUBLISH" }))
        .push(event.done());
    let text = calendar.done().to_string();
    let name = if is_cancelled { "forum-annulation.ics" } else { "forum.ics" };
    Some(RenderedFile { name: name.to_owned(), mime: "text/calendar", bytes: text.into_bytes() })
}

/// Start and end of the event; twice the start if the event file has no end.
fn start_and_end(programme: &Programme, schedule: &Schedule) -> (EventTime, EventTime) {
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

/// The contact of the organisers.
fn description(programme: &Programme) -> String {
    let contact = &programme.contact;
    format!("{}\n{}", contact.email, contact.phone)
}
