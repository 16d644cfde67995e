//! The forum as a calendar file (RFC 5545), for a phone's own agenda.

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Component, Event, EventLike};

use crate::chat::File;
use crate::clock;
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};

const PREFIX: &str = "calendar";

/// What the sender needs to make the file: the language and the hours it speaks of. Other hours
/// are another recipe, so that a file sent before is never sent again with a wrong time.
pub fn recipe(programme: &Programme, schedule: &Schedule, lang: Lang) -> String {
    let start = schedule.first_start().unwrap_or_else(|| programme.first_start());
    let end = schedule.last_end().unwrap_or(start);
    format!("{PREFIX}:{}:{start}:{end}", lang.code())
}

/// The file of a recipe, `None` if it is not one of a calendar.
pub fn make(programme: &Programme, recipe: &str) -> Option<File> {
    let mut parts = recipe.split(':');
    if parts.next() != Some(PREFIX) {
        return None;
    }
    let lang = Lang::from_code(parts.next()?)?;
    let start: DateTime<Utc> = clock::utc(parts.next()?.parse().ok()?);
    let end: DateTime<Utc> = clock::utc(parts.next()?.parse().ok()?);
    let venue = &programme.venue;
    let mut event = Event::new();
    event
        .uid(&format!("{}@koze", start.timestamp()))
        // the stamp is when the text was made; one that does not move keeps the file the same
        .timestamp(start)
        .starts(start)
        .ends(end)
        .summary(programme.title.get(lang))
        .location(
            &[Some(venue.name.as_str()), venue.room.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
        );
    let text = Calendar::new().push(event.done()).done().to_string();
    Some(File { name: "forum.ics".to_owned(), mime: "text/calendar", bytes: text.into_bytes() })
}
