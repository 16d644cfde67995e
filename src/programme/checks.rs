//! What one key of an event file cannot say alone: sessions in order and not on top of one another,
//! ids that are unique and known, reminders that come before what they announce.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, TimeZone};
use chrono_tz::Tz;

use super::page::{At, Page, did_you_mean};
use super::values::Value;
use super::{When, instant};
use crate::clock::Millis;

/// What the organiser's own reminder text may be filled in with.
const VARIABLES: [&str; 4] = ["date", "hour", "place", "session"];

/// A session's place in the programme, as far as it could be read.
#[derive(Default)]
pub(super) struct Timing {
    pub id: Option<At<String>>,
    pub room: Option<String>,
    pub start: Option<At<Millis>>,
    pub end: Option<Millis>,
}

impl Timing {
    fn name(&self) -> &str {
        self.id.as_ref().map_or("without id", |id| &id.what)
    }
}

/// Names every id that was already given to another of the same kind.
pub(super) fn unique(page: &Page<'_>, kind: &str, ids: &[&At<String>]) {
    for (n, id) in ids.iter().enumerate() {
        if ids[..n].iter().any(|earlier| earlier.what == id.what) {
            page.mistake(
                id.at,
                format!("Another {kind} already has the id \"{}\"; choose a new one.", id.what),
            );
        }
    }
}

/// Sessions are listed in the order of their starts.
pub(super) fn order(page: &Page<'_>, zone: Tz, timings: &[Timing]) {
    let mut latest: Option<(Millis, &Timing)> = None;
    for timing in timings {
        let Some(start) = &timing.start else { continue };
        match latest {
            Some((other, above)) if start.what < other => page.mistake(
                start.at,
                format!(
                    "Session \"{}\" is out of order: it starts before \"{}\" ({}), which is listed above it.",
                    timing.name(),
                    above.name(),
                    clock(zone, other)
                ),
            ),
            Some(_) | None => latest = Some((start.what, timing)),
        }
    }
}

/// In one room one session ends before the next starts. Without a printed end a session ends when the
/// next one starts, so that two such sessions collide only when they start together.
pub(super) fn overlaps(page: &Page<'_>, zone: Tz, usual_room: Option<&str>, timings: &[Timing]) {
    let mut timed: Vec<(&Timing, &At<Millis>)> =
        timings.iter().filter_map(|timing| Some((timing, timing.start.as_ref()?))).collect();
    timed.sort_by_key(|(_, start)| (start.what, start.at));
    // By room, the session there that ends last so far.
    let mut busy: HashMap<&str, (&Timing, Millis)> = HashMap::new();
    for (timing, start) in timed {
        let room = timing.room.as_deref().or(usual_room).unwrap_or_default();
        // A session holds its room for the minute in which it starts, whatever its end.
        let end = timing.end.map_or(start.what + 1, |end| end.max(start.what + 1));
        let earlier = busy.get(room).copied();
        if let Some((other, until)) = earlier
            && until > start.what
        {
            let place = if room.is_empty() { "the same place" } else { room };
            let (name, other) = (timing.name(), other.name());
            let at = clock(zone, start.what);
            page.mistake(
                start.at,
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
pub(super) fn known_session(page: &Page<'_>, at: usize, id: &str, ids: &[&At<String>]) {
    if ids.iter().any(|known| known.what == id) {
        return;
    }
    let advice = match did_you_mean(id, ids.iter().map(|known| known.what.as_str())) {
        Some(known) => format!("did you mean \"{known}\"?"),
        None => "write the id of one of the [[sessions]].".to_owned(),
    };
    page.mistake(at, format!("There is no session \"{id}\"; {advice}"));
}

/// A word stands for one session only, else nobody could tell which is meant.
pub(super) fn clear_aliases<'w>(page: &Page<'_>, words: impl Iterator<Item = (&'w str, &'w At<String>)>) {
    let mut meant = HashMap::new();
    for (id, word) in words {
        let first = *meant.entry(word.what.to_lowercase()).or_insert(id);
        if first != id {
            page.mistake(word.at, format!("\"{}\" already stands for \"{first}\"; keep it once.", word.what));
        }
    }
}

/// A reminder's moment and how late it may be sent, with the first day of the event.
pub(super) struct Plan<'p> {
    pub when: &'p At<When>,
    pub late: Option<&'p At<u32>>,
    pub day: Option<NaiveDate>,
}

/// A reminder comes, however late, no later than what it announces.
pub(super) fn reminder(page: &Page<'_>, zone: Tz, plan: &Plan<'_>, timings: &[Timing]) {
    let minutes_left = match &plan.when.what {
        When::BeforeSession { session, minutes } => {
            let ids: Vec<&At<String>> = timings.iter().filter_map(|timing| timing.id.as_ref()).collect();
            known_session(page, plan.when.at, session, &ids);
            i64::from(*minutes)
        }
        When::BeforeEvent { days, at } => {
            let Some(day) = plan.day.and_then(|day| day.checked_sub_days(Days::new(u64::from(*days)))) else {
                return;
            };
            let first =
                timings.iter().filter_map(|timing| timing.start.as_ref()).map(|start| start.what).min();
            let Some((moment, first)) = instant(zone, day.and_time(*at)).zip(first) else { return };
            if moment >= first {
                let first = clock(zone, first);
                let message =
                    format!("This reminder comes after the event has begun, {first}; send it earlier.");
                page.mistake(plan.when.at, message);
                return;
            }
            (first - moment) / 60_000
        }
    };
    if let Some(late) = plan.late
        && i64::from(late.what) > minutes_left
    {
        let message = format!(
            "This reminder could be sent after what it announces has begun; \"late_minutes\" may be \
             {minutes_left} at most."
        );
        page.mistake(late.at, message);
    }
}

/// The `{…}` in a reminder's text are ones that can be filled in.
pub(super) fn variables(value: &Value<'_>) {
    // Looked for in the text as it is written in the file, so that the column is exact.
    let source = value.page.source(value.at.clone());
    let known = VARIABLES.map(|name| format!("{{{name}}}")).join(", ");
    for (open, _) in source.match_indices('{').filter(|_| value.value.is_str()) {
        let inside = &source[open + 1..];
        let name = inside.split(['}', '{', '\n']).next().unwrap_or_default();
        let closed = inside[name.len()..].starts_with('}');
        if !closed {
            let message =
                format!("\"{{\" opens a variable that \"}}\" does not close; the variables are {known}.");
            value.page.mistake(value.at.start + open, message);
        } else if !VARIABLES.contains(&name) {
            let advice = match did_you_mean(name, VARIABLES) {
                Some(known) => format!("did you mean {{{known}}}?"),
                None => format!("the variables are {known}."),
            };
            value.page.mistake(value.at.start + open, format!("Unknown variable {{{name}}}; {advice}"));
        }
    }
}

fn clock(zone: Tz, at: Millis) -> String {
    let local = zone.timestamp_millis_opt(at).single();
    local.map(|local| local.format("%H:%M on %Y-%m-%d").to_string()).unwrap_or_default()
}
