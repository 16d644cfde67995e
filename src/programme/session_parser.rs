//! The sessions of an event file, and the other names people use for them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::model::{Session, local_to_event_time};
use super::source_file::Spanned;
use super::table_reader::TableReader;
use super::validation::{self, EventDays, SessionTiming};
use super::value_reader::{MAX_LINE_LENGTH, MAX_NAME_LENGTH, ValueReader};
use crate::clock::EventTime;
use crate::i18n::Lang;

/// The sessions without mistakes, and the times and rooms of all sessions.
pub(crate) fn parse_sessions(
    file: &TableReader<'_>,
    zone: Tz,
    event_days: Option<EventDays>,
    usual_room: Option<&str>,
) -> (Vec<Session>, Vec<SessionTiming>) {
    let (sessions, timings): (Vec<Option<Session>>, Vec<SessionTiming>) =
        file.tables("sessions").iter().map(|fields| parse_session(fields, zone, event_days)).unzip();
    if timings.is_empty() {
        file.source_file.missing_key(
            file.offset,
            "This file needs at least one session: [[sessions]] with id, start and title.",
        );
    }
    let ids: Vec<&Spanned<String>> = timings.iter().filter_map(|timing| timing.id.as_ref()).collect();
    validation::check_unique_ids(file.source_file, "session", &ids);
    validation::check_session_order(file.source_file, zone, &timings);
    validation::check_overlaps(file.source_file, zone, usual_room, &timings);
    let mut aliases = parse_aliases(file, &ids);
    let sessions = sessions.into_iter().flatten().map(|session| {
        let aliases = aliases.remove(&session.id).unwrap_or_default();
        Session { aliases, ..session }
    });
    (sessions.collect(), timings)
}

/// A session, and its times and room as far as they could be parsed: those are checked even when the session has
/// a mistake elsewhere.
fn parse_session(
    fields: &TableReader<'_>,
    zone: Tz,
    event_days: Option<EventDays>,
) -> (Option<Session>, SessionTiming) {
    let id = fields.require("id").and_then(|value| Some(value.spanned(value.id()?)));
    let title = fields.require("title").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
    let day = match fields.get("date") {
        Some(value) => parse_session_day(&value, event_days),
        None => Some(event_days.map_or(NaiveDate::default(), |(first, _)| first)),
    };
    let start = fields.require("start").and_then(|value| parse_time_on_day(&value, zone, day));
    let end = fields.get("end").and_then(|value| parse_time_on_day(&value, zone, day));
    if let (Some(start), Some(end)) = (&start, &end)
        && end.value <= start.value
    {
        fields.source_file.error(
            end.offset,
            "The session ends before it starts; write an \"end\" later than its \"start\".",
        );
    }
    let room = fields.get("room").and_then(|value| value.display_text(MAX_NAME_LENGTH));
    let speakers = fields.get("speakers").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
    let lines = |key| {
        fields
            .get(key)
            .map(|value| value.map_items(|line| line.localized_text(MAX_LINE_LENGTH)))
            .unwrap_or_default()
    };
    let (sub_points, subjects) = (lines("parts"), lines("themes"));
    let takes_questions = fields.get("takes_questions").and_then(|value| value.boolean()).unwrap_or(false);
    // where nobody is announced to answer on stage, the questions come from the hall
    let open_floor = fields
        .get("open_floor")
        .and_then(|value| value.boolean())
        .unwrap_or(takes_questions && speakers.is_none());
    fields.report_unknown_keys();
    let timing = SessionTiming { id, room, start, end: end.map(|end| end.value) };
    let session =
        timing.id.as_ref().zip(timing.start.as_ref()).zip(title).map(|((id, start), title)| Session {
            id: id.value.clone(),
            starts: start.value,
            ends: timing.end,
            room: timing.room.clone(),
            title,
            speakers,
            sub_points,
            subjects,
            aliases: Vec::new(),
            takes_questions,
            open_floor,
        });
    (session, timing)
}

/// The day of a session, inside the event's days.
fn parse_session_day(value: &ValueReader<'_>, event_days: Option<EventDays>) -> Option<NaiveDate> {
    let day = value.date()?;
    match event_days {
        Some((first, last)) if !(first..=last).contains(&day) => value.error(format!(
            "The session's day is outside the event, which is from {first} to {last}; change it or \"last_date\"."
        )),
        Some(_) | None => Some(day),
    }
}

/// A time of day on a given day; without a day, nothing.
fn parse_time_on_day(
    value: &ValueReader<'_>,
    zone: Tz,
    day: Option<NaiveDate>,
) -> Option<Spanned<EventTime>> {
    let time = value.time()?;
    match local_to_event_time(zone, day?.and_time(time)) {
        Some(at) => Some(value.spanned(at)),
        None => value.error(format!("This day does not exist in the time zone {zone}; write another.")),
    }
}

/// The other names of the sessions, by session id.
fn parse_aliases(
    file: &TableReader<'_>,
    ids: &[&Spanned<String>],
) -> BTreeMap<String, Vec<(Option<Lang>, String)>> {
    let mut words = Vec::new();
    for (at, value) in file.table("aliases").iter().flat_map(TableReader::entries) {
        validation::check_session_exists(file.source_file, at, value.key, ids);
        let lists = value.by_language().unwrap_or_else(|| vec![(None, value.clone())]);
        for (lang, list) in lists {
            let texts = list.map_items(|word| Some(word.spanned(word.text(MAX_NAME_LENGTH)?)));
            words.extend(texts.into_iter().map(|text| (value.key.to_owned(), lang, text)));
        }
    }
    words.sort_by_key(|(.., text)| text.offset);
    validation::check_unambiguous_aliases(
        file.source_file,
        words.iter().map(|(id, _, text)| (id.as_str(), text)),
    );
    let mut aliases = BTreeMap::<_, Vec<_>>::new();
    for (id, lang, text) in words {
        aliases.entry(id).or_default().push((lang, text.value));
    }
    aliases
}
