//! The checks of an event file that concern several keys: sessions are in order and do not overlap, ids are unique
//! and exist, reminders come before the start they announce.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::model::{ReminderTime, local_to_event_time};
use super::source_file::{SourceFile, Spanned, did_you_mean};
use super::value_reader::ValueReader;
use crate::clock::{EventTime, to_utc};

/// The placeholders of an organiser's own reminder text.
const REMINDER_VARIABLES: [&str; 4] = ["date", "hour", "place", "session"];

/// The first and the last day of the event.
pub(crate) type EventDays = (NaiveDate, NaiveDate);

/// When and where a session is, as far as it could be parsed.
#[derive(Default)]
pub(crate) struct SessionTiming {
    pub id: Option<Spanned<String>>,
    pub room: Option<String>,
    pub start: Option<Spanned<EventTime>>,
    pub end: Option<EventTime>,
}

impl SessionTiming {
    fn name(&self) -> &str {
        self.id.as_ref().map_or("without id", |id| &id.value)
    }
}

/// Reports every id that an earlier item of the same kind already has.
pub(crate) fn check_unique_ids(source_file: &SourceFile<'_>, kind: &str, ids: &[&Spanned<String>]) {
    for (n, id) in ids.iter().enumerate() {
        if ids[..n].iter().any(|earlier| earlier.value == id.value) {
            source_file.error(
                id.offset,
                format!("Another {kind} already has the id \"{}\"; choose a new one.", id.value),
            );
        }
    }
}

/// Reports sessions that are not listed in the order of their starts.
pub(crate) fn check_session_order(source_file: &SourceFile<'_>, zone: Tz, timings: &[SessionTiming]) {
    let mut latest: Option<(EventTime, &SessionTiming)> = None;
    for timing in timings {
        let Some(start) = &timing.start else { continue };
        match latest {
            Some((other, above)) if start.value < other => source_file.error(
                start.offset,
                format!(
                    "Session \"{}\" is out of order: it starts before \"{}\" ({}), which is listed above it.",
                    timing.name(),
                    above.name(),
                    format_time(zone, other)
                ),
            ),
            Some(_) | None => latest = Some((start.value, timing)),
        }
    }
}

/// Reports sessions that overlap in one room. A session without an announced end lasts until the next one
/// starts, so that two such sessions overlap only when they start together.
pub(crate) fn check_overlaps(
    source_file: &SourceFile<'_>,
    zone: Tz,
    usual_room: Option<&str>,
    timings: &[SessionTiming],
) {
    let mut timed: Vec<(&SessionTiming, &Spanned<EventTime>)> =
        timings.iter().filter_map(|timing| Some((timing, timing.start.as_ref()?))).collect();
    timed.sort_by_key(|(_, start)| (start.value, start.offset));
    // For each room, the session that ends last so far.
    let mut last_in_room: HashMap<&str, (&SessionTiming, EventTime)> = HashMap::new();
    for (timing, start) in timed {
        let room = timing.room.as_deref().or(usual_room).unwrap_or_default();
        // A session occupies its room at the moment it starts, even if its end is wrong.
        let end = timing.end.map_or(start.value + 1, |end| end.max(start.value + 1));
        let earlier = last_in_room.get(room).copied();
        if let Some((other, until)) = earlier
            && until > start.value
        {
            let place = if room.is_empty() { "the same place" } else { room };
            let (name, other) = (timing.name(), other.name());
            let at = format_time(zone, start.value);
            source_file.error(
                start.offset,
                format!(
                    "Session \"{name}\" overlaps \"{other}\" in {place} at {at}; change a time or a room."
                ),
            );
        }
        if earlier.is_none_or(|(_, until)| end > until) {
            last_in_room.insert(room, (timing, end));
        }
    }
}

/// Reports an id that no session has.
pub(crate) fn check_session_exists(
    source_file: &SourceFile<'_>,
    at: usize,
    id: &str,
    ids: &[&Spanned<String>],
) {
    if ids.iter().any(|known| known.value == id) {
        return;
    }
    let advice = match did_you_mean(id, ids.iter().map(|known| known.value.as_str())) {
        Some(known) => format!("did you mean \"{known}\"?"),
        None => "write the id of one of the [[sessions]].".to_owned(),
    };
    source_file.error(at, format!("There is no session \"{id}\"; {advice}"));
}

/// Reports a word that names two sessions.
pub(crate) fn check_unambiguous_aliases<'w>(
    source_file: &SourceFile<'_>,
    words: impl Iterator<Item = (&'w str, &'w Spanned<String>)>,
) {
    let mut session_by_word = HashMap::new();
    for (id, word) in words {
        let first = *session_by_word.entry(word.value.to_lowercase()).or_insert(id);
        if first != id {
            source_file.error(
                word.offset,
                format!("\"{}\" already stands for \"{first}\"; keep it once.", word.value),
            );
        }
    }
}

/// When a reminder is due and how late it may be sent, with the first day of the event.
pub(crate) struct ReminderTiming<'p> {
    pub when: &'p Spanned<ReminderTime>,
    pub max_delay: Option<&'p Spanned<u32>>,
    pub first_day: Option<NaiveDate>,
}

/// Reports a reminder that could be sent after the start it announces.
pub(crate) fn check_reminder(
    source_file: &SourceFile<'_>,
    zone: Tz,
    timing: &ReminderTiming<'_>,
    timings: &[SessionTiming],
) {
    let minutes_left = match &timing.when.value {
        ReminderTime::BeforeSession { session, minutes } => {
            let ids: Vec<&Spanned<String>> =
                timings.iter().filter_map(|session| session.id.as_ref()).collect();
            check_session_exists(source_file, timing.when.offset, session, &ids);
            i64::from(*minutes)
        }
        ReminderTime::BeforeEvent { days, at } => {
            let Some(day) =
                timing.first_day.and_then(|day| day.checked_sub_days(Days::new(u64::from(*days))))
            else {
                return;
            };
            let first =
                timings.iter().filter_map(|session| session.start.as_ref()).map(|start| start.value).min();
            let Some((due, first)) = local_to_event_time(zone, day.and_time(*at)).zip(first) else { return };
            if due >= first {
                let first = format_time(zone, first);
                let message =
                    format!("This reminder comes after the event has begun, {first}; send it earlier.");
                source_file.error(timing.when.offset, message);
                return;
            }
            (first - due) / 60_000
        }
    };
    if let Some(max_delay) = timing.max_delay
        && i64::from(max_delay.value) > minutes_left
    {
        let message = format!(
            "This reminder could be sent after what it announces has begun; \"late_minutes\" may be \
             {minutes_left} at most."
        );
        source_file.error(max_delay.offset, message);
    }
}

/// Reports every `{…}` in a reminder's text that is not one of the placeholders.
pub(crate) fn check_variables(value: &ValueReader<'_>) {
    // Search the text as it is in the file, so that the column is exact.
    let source = value.source_file.text_at(value.span.clone());
    let known = REMINDER_VARIABLES.map(|name| format!("{{{name}}}")).join(", ");
    for (open, _) in source.match_indices('{').filter(|_| value.toml.is_str()) {
        let Some(inside) = source.get(open + 1..) else { continue };
        let name = inside.split(['}', '{', '\n']).next().unwrap_or_default();
        let is_closed = inside.strip_prefix(name).is_some_and(|rest| rest.starts_with('}'));
        if !is_closed {
            let message =
                format!("\"{{\" opens a variable that \"}}\" does not close; the variables are {known}.");
            value.source_file.error(value.span.start + open, message);
        } else if !REMINDER_VARIABLES.contains(&name) {
            let advice = match did_you_mean(name, REMINDER_VARIABLES) {
                Some(known) => format!("did you mean {{{known}}}?"),
                None => format!("the variables are {known}."),
            };
            value
                .source_file
                .error(value.span.start + open, format!("Unknown variable {{{name}}}; {advice}"));
        }
    }
}

fn format_time(zone: Tz, at: EventTime) -> String {
    to_utc(at).with_timezone(&zone).format("%H:%M on %Y-%m-%d").to_string()
}
