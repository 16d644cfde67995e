//! The forum as a calendar file (RFC 5545), for a phone's own agenda: the event's time zone with its
//! own definition, the place, an alarm, and one UID for each registration, so that a change or a
//! cancellation finds the entry it made.

use std::fmt::Write as _;

use chrono::{DateTime, Duration, NaiveDateTime, Offset, Utc};
use chrono_tz::Tz;
use icalendar::{Alarm, Calendar, CalendarDateTime, Component, Event, EventLike, EventStatus, Property};
use sha2::{Digest, Sha256};

use crate::chat::File;
use crate::clock::{self, Millis};
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};

const PREFIX: &str = "calendar";
/// A cancellation is sent once; nothing of the registration is to stay.
const NOT_KEPT: &str = "fresh:";
/// How long before the beginning the agenda rings: time to get there.
const ALARM: Duration = Duration::hours(1);

/// One file given out.
#[derive(Debug, Clone, Copy)]
pub struct Issue<'i> {
    pub lang: Lang,
    /// The entry's own name, of which the UID is made. It says nothing of the ticket: an agenda may be shared.
    pub uid: &'i str,
    /// 0 for the first, one more for each that says something else.
    pub sequence: i64,
    /// When it began to say this.
    pub stamp: Millis,
    pub cancelled: bool,
}

/// The name of an entry that is made for the first time.
pub fn new_uid() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// What a file says, as one word that changes when it does.
pub fn facts(programme: &Programme, schedule: &Schedule) -> String {
    let (start, end) = hours(programme, schedule);
    format!("{start}:{end}:{}", mark(programme))
}

/// A mark of what the event file gives to the calendar: it changes when that is edited.
fn mark(programme: &Programme) -> String {
    let titles = Lang::ALL.map(|lang| programme.title.get(lang));
    let said = (titles, place(programme), description(programme), programme.venue.coordinates);
    let digest = Sha256::digest(format!("{said:?}"));
    digest.iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What the sender needs to make the file, and at the end a mark of whatever else it says: a file
/// sent before is never sent again with something old in it.
pub fn recipe(programme: &Programme, schedule: &Schedule, issue: &Issue<'_>) -> String {
    let (start, end) = hours(programme, schedule);
    let Issue { lang, uid, sequence, stamp, cancelled } = issue;
    let (keep, status) = if *cancelled { (NOT_KEPT, "cancelled") } else { ("", "confirmed") };
    format!(
        "{keep}{PREFIX}:{}:{uid}:{sequence}:{stamp}:{start}:{end}:{status}:{}",
        lang.code(),
        mark(programme)
    )
}

/// The file of a recipe, `None` if it is not one of a calendar.
pub fn make(programme: &Programme, recipe: &str) -> Option<File> {
    let mut parts = recipe.trim_start_matches(NOT_KEPT).split(':');
    if parts.next() != Some(PREFIX) {
        return None;
    }
    let lang = Lang::from_code(parts.next()?)?;
    let uid = parts.next()?;
    let sequence: u32 = parts.next()?.parse().ok()?;
    let mut moment = || Some(clock::utc(parts.next()?.parse().ok()?));
    let (stamp, start, end) = (moment()?, moment()?, moment()?);
    let cancelled = parts.next()? == "cancelled";
    let title = programme.title.get(lang);
    let mut event = Event::new();
    event
        .uid(&format!("{}@koze", uid.to_lowercase()))
        .sequence(sequence)
        .timestamp(stamp)
        .starts(in_zone(programme.zone, start))
        .ends(in_zone(programme.zone, end))
        .summary(title)
        .location(&place(programme))
        .description(&description(programme))
        .status(if cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if let Some((latitude, longitude)) = programme.venue.coordinates {
        event.add_property("GEO", format!("{latitude};{longitude}"));
    }
    if !cancelled {
        event.alarm(Alarm::display(title, -ALARM));
    }
    let mut calendar = Calendar::new();
    calendar
        .append_property(Property::new("METHOD", if cancelled { "CANCEL" } else { "PUBLISH" }))
        .push(event.done());
    let zone = zone_definition(programme.zone, start, end);
    let text = calendar.done().to_string().replacen("BEGIN:VEVENT", &format!("{zone}BEGIN:VEVENT"), 1);
    let name = if cancelled { "forum-annulation.ics" } else { "forum.ics" };
    Some(File { name: name.to_owned(), mime: "text/calendar", bytes: text.into_bytes() })
}

fn hours(programme: &Programme, schedule: &Schedule) -> (Millis, Millis) {
    let start = schedule.first_start().unwrap_or_else(|| programme.first_start());
    (start, schedule.last_end().unwrap_or(start))
}

fn place(programme: &Programme) -> String {
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

fn in_zone(zone: Tz, at: DateTime<Utc>) -> CalendarDateTime {
    let date_time = at.with_timezone(&zone).naive_local();
    CalendarDateTime::WithTimezone { date_time, tzid: zone.name().to_owned() }
}

/// The zone for as long as the event lasts: the offset it begins with, and each change on the way.
/// The crate has no component for it.
fn zone_definition(zone: Tz, start: DateTime<Utc>, end: DateTime<Utc>) -> String {
    let offset = |at: DateTime<Utc>| at.with_timezone(&zone).offset().fix().local_minus_utc();
    let mut definition = format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone.name());
    let mut at = start - Duration::days(1);
    let first = offset(at);
    observance(&mut definition, at.with_timezone(&zone).naive_local(), first, first);
    while at < end {
        let next = at + Duration::minutes(15);
        if offset(next) != offset(at) {
            let onset = next.naive_utc() + Duration::seconds(i64::from(offset(at)));
            observance(&mut definition, onset, offset(at), offset(next));
        }
        at = next;
    }
    definition + "END:VTIMEZONE\r\n"
}

/// From `onset`, by the clocks as they were until then, the zone is `to` seconds east of UTC.
fn observance(text: &mut String, onset: NaiveDateTime, from: i32, to: i32) {
    let onset = onset.format("%Y%m%dT%H%M%S");
    let (from, to) = (signed(from), signed(to));
    let _ = write!(
        text,
        "BEGIN:STANDARD\r\nDTSTART:{onset}\r\nTZOFFSETFROM:{from}\r\nTZOFFSETTO:{to}\r\nEND:STANDARD\r\n"
    );
}

fn signed(offset: i32) -> String {
    let mut text = String::from(if offset < 0 { "-" } else { "+" });
    let minutes = offset.abs() / 60;
    let _ = write!(text, "{:02}{:02}", minutes / 60, minutes % 60);
    text
}
