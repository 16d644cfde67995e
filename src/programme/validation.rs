//! What one key of an event file cannot say alone: sessions in order and not on top of one another,
//! ids that are unique and known, reminders that come before what they announce.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, TimeZone};
use chrono_tz::Tz;

use super::source_file::{SourceFile, Spanned, did_you_mean};
use super::value_reader::ValueReader;
use super::{ReminderTime, local_to_millis};
use crate::clock::Millis;

/// What the organiser's own reminder text may be filled in with.
const REMINDER_VARIABLES: [&str; 4] = ["date", "hour", "place", "session"];

/// A session's place in the programme, as far as it could be read.
#[derive(Default)]
pub(super) struct SessionTiming {
    pub id: Option<Spanned<String>>,
    pub room: Option<String>,
    pub start: Option<Spanned<Millis>>,
    pub end: Option<Millis>,
}

impl SessionTiming {
    fn name(&self) -> &str {
        self.id.as_ref().map_or("without id", |id| &id.value)
    }
}

/// Names every id that was already given to another of the same kind.
pub(super) fn check_unique_ids(page: &SourceFile<'_>, kind: &str, ids: &[&Spanned<String>]) {
    for (n, id) in ids.iter().enumerate() {
        if ids[..n].iter().any(|earlier| earlier.value == id.value) {
            page.error(
                id.offset,
                format!("Another {kind} already has the id \"{}\"; choose a new one.", id.value),
            );
        }
    }
}

/// Sessions are listed in the order of their starts.
pub(super) fn check_session_order(page: &SourceFile<'_>, zone: Tz, timings: &[SessionTiming]) {
    let mut latest: Option<(Millis, &SessionTiming)> = None;
    for timing in timings {
        let Some(start) = &timing.start else { continue };
        match latest {
            Some((other, above)) if start.value < other => page.error(
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

/// In one room one session ends before the next starts. Without a printed end a session ends when the
/// next one starts, so that two such sessions collide only when they start together.
pub(super) fn check_overlaps(
    page: &SourceFile<'_>,
    zone: Tz,
    usual_room: Option<&str>,
    timings: &[SessionTiming],
) {
    let mut timed: Vec<(&SessionTiming, &Spanned<Millis>)> =
        timings.iter().filter_map(|timing| Some((timing, timing.start.as_ref()?))).collect();
    timed.sort_by_key(|(_, start)| (start.value, start.offset));
    // By room, the session there that ends last so far.
    let mut busy: HashMap<&str, (&SessionTiming, Millis)> = HashMap::new();
    for (timing, start) in timed {
        let room = timing.room.as_deref().or(usual_room).unwrap_or_default();
        // A session holds its room for the minute in which it starts, whatever its end.
        let end = timing.end.map_or(start.value + 1, |end| end.max(start.value + 1));
        let earlier = busy.get(room).copied();
        if let Some((other, until)) = earlier
            && until > start.value
        {
            let place = if room.is_empty() { "the same place" } else { room };
            let (name, other) = (timing.name(), other.name());
            let at = format_time(zone, start.value);
            page.error(
                start.offset,
                format!(
                    "Session \"{name}\" overlaps \"{other}\" in {place} at {at}; change a time or a room."
                ),
            );
        }
        if earlier.is_none_or(|(_, until)| end > until) {
            busy.insert(room, (timing, end));
        }
    }
}

/// Whether there is such a session; names the mistake if not.
pub(super) fn check_session_exists(page: &SourceFile<'_>, at: usize, id: &str, ids: &[&Spanned<String>]) {
    if ids.iter().any(|known| known.value == id) {
        return;
    }
    let advice = match did_you_mean(id, ids.iter().map(|known| known.value.as_str())) {
        Some(known) => format!("did you mean \"{known}\"?"),
        None => "write the id of one of the [[sessions]].".to_owned(),
    };
    page.error(at, format!("There is no session \"{id}\"; {advice}"));
}

/// A word stands for one session only, else nobody could tell which is meant.
pub(super) fn check_unambiguous_aliases<'w>(
    page: &SourceFile<'_>,
    words: impl Iterator<Item = (&'w str, &'w Spanned<String>)>,
) {
    let mut meant = HashMap::new();
    for (id, word) in words {
        let first = *meant.entry(word.value.to_lowercase()).or_insert(id);
        if first != id {
            page.error(
                word.offset,
                format!("\"{}\" already stands for \"{first}\"; keep it once.", word.value),
            );
        }
    }
}

/// A reminder's moment and how late it may be sent, with the first day of the event.
pub(super) struct ReminderTiming<'p> {
    pub when: &'p Spanned<ReminderTime>,
    pub max_delay: Option<&'p Spanned<u32>>,
    pub first_day: Option<NaiveDate>,
}

/// A reminder comes, however late, no later than what it announces.
pub(super) fn check_reminder(
    page: &SourceFile<'_>,
    zone: Tz,
    plan: &ReminderTiming<'_>,
    timings: &[SessionTiming],
) {
    let minutes_left = match &plan.when.value {
        ReminderTime::BeforeSession { session, minutes } => {
            let ids: Vec<&Spanned<String>> = timings.iter().filter_map(|timing| timing.id.as_ref()).collect();
            check_session_exists(page, plan.when.offset, session, &ids);
            i64::from(*minutes)
        }
        ReminderTime::BeforeEvent { days, at } => {
            let Some(day) = plan.first_day.and_then(|day| day.checked_sub_days(Days::new(u64::from(*days))))
            else {
                return;
            };
            let first =
                timings.iter().filter_map(|timing| timing.start.as_ref()).map(|start| start.value).min();
            let Some((moment, first)) = local_to_millis(zone, day.and_time(*at)).zip(first) else { return };
            if moment >= first {
                let first = format_time(zone, first);
                let message =
                    format!("This reminder comes after the event has begun, {first}; send it earlier.");
                page.error(plan.when.offset, message);
                return;
            }
            (first - moment) / 60_000
        }
    };
    if let Some(late) = plan.max_delay
        && i64::from(late.value) > minutes_left
    {
        let message = format!(
            "This reminder could be sent after what it announces has begun; \"late_minutes\" may be \
             {minutes_left} at most."
        );
        page.error(late.offset, message);
    }
}

/// The `{…}` in a reminder's text are ones that can be filled in.
pub(super) fn check_variables(value: &ValueReader<'_>) {
    // Looked for in the text as it is written in the file, so that the column is exact.
    let source = value.source_file.text_at(value.span.clone());
    let known = REMINDER_VARIABLES.map(|name| format!("{{{name}}}")).join(", ");
    for (open, _) in source.match_indices('{').filter(|_| value.toml.is_str()) {
        let inside = &source[open + 1..];
        let name = inside.split(['}', '{', '\n']).next().unwrap_or_default();
        let closed = inside[name.len()..].starts_with('}');
        if !closed {
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

fn format_time(zone: Tz, at: Millis) -> String {
    let local = zone.timestamp_millis_opt(at).single();
    local.map(|local| local.format("%H:%M on %Y-%m-%d").to_string()).unwrap_or_default()
}
