//! The sessions of an event file, and the words people use for them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::parser::{EventDays, MAX_LINE_LENGTH, MAX_NAME_LENGTH};
use super::source_file::Spanned;
use super::table_reader::TableReader;
use super::validation::{self, SessionTiming};
use super::value_reader::ValueReader;
use super::{Session, local_to_millis};
use crate::clock::Millis;
use crate::i18n::Lang;

/// The sessions that could be read whole, and the place in time of all.
pub(super) fn parse_sessions(
    file: &TableReader<'_>,
    zone: Tz,
    span: Option<EventDays>,
    usual_room: Option<&str>,
) -> (Vec<Session>, Vec<SessionTiming>) {
    let (sessions, timings): (Vec<Option<Session>>, Vec<SessionTiming>) =
        file.tables("sessions").iter().map(|fields| parse_session(fields, zone, span)).unzip();
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

/// A session, and as far as it could be read its place in time: that is checked even if the title
/// is missing.
fn parse_session(
    fields: &TableReader<'_>,
    zone: Tz,
    span: Option<EventDays>,
) -> (Option<Session>, SessionTiming) {
    let id = fields.require("id").and_then(|value| Some(value.spanned(value.id()?)));
    let title = fields.require("title").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
    let day = match fields.get("date") {
        Some(value) => parse_session_day(&value, span),
        None => Some(span.map_or(NaiveDate::default(), |(first, _)| first)),
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
    let (parts, themes) = (lines("parts"), lines("themes"));
    let takes_questions = fields.get("takes_questions").and_then(|value| value.boolean()).unwrap_or(false);
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
            sub_points: parts,
            subjects: themes,
            aliases: Vec::new(),
            takes_questions,
        });
    (session, timing)
}

fn parse_session_day(value: &ValueReader<'_>, span: Option<EventDays>) -> Option<NaiveDate> {
    let day = value.date()?;
    match span {
        Some((first, last)) if !(first..=last).contains(&day) => value.error(format!(
            "The session's day is outside the event, which is from {first} to {last}; change it or \"last_date\"."
        )),
        Some(_) | None => Some(day),
    }
}

fn parse_time_on_day(value: &ValueReader<'_>, zone: Tz, day: Option<NaiveDate>) -> Option<Spanned<Millis>> {
    let time = value.time()?;
    match local_to_millis(zone, day?.and_time(time)) {
        Some(at) => Some(value.spanned(at)),
        None => value.error(format!("This day does not exist in the time zone {zone}; write another.")),
    }
}

/// What people call the sessions, by session id.
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
