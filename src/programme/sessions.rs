//! The sessions of an event file, and the words people use for them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::checks::{self, Timing};
use super::fields::Fields;
use super::page::At;
use super::read::{LINE, NAME, Span};
use super::values::Value;
use super::{Session, instant};
use crate::clock::Millis;
use crate::i18n::Lang;

/// The sessions that could be read whole, and the place in time of all.
pub(super) fn sessions(
    file: &Fields<'_>,
    zone: Tz,
    span: Option<Span>,
    usual_room: Option<&str>,
) -> (Vec<Session>, Vec<Timing>) {
    let (sessions, timings): (Vec<Option<Session>>, Vec<Timing>) =
        file.tables("sessions").iter().map(|fields| session(fields, zone, span)).unzip();
    if timings.is_empty() {
        file.page
            .missing(file.at, "This file needs at least one session: [[sessions]] with id, start and title.");
    }
    let ids: Vec<&At<String>> = timings.iter().filter_map(|timing| timing.id.as_ref()).collect();
    checks::unique(file.page, "session", &ids);
    checks::order(file.page, zone, &timings);
    checks::overlaps(file.page, zone, usual_room, &timings);
    let mut aliases = aliases(file, &ids);
    let sessions = sessions.into_iter().flatten().map(|session| {
        let aliases = aliases.remove(&session.id).unwrap_or_default();
        Session { aliases, ..session }
    });
    (sessions.collect(), timings)
}

/// A session, and as far as it could be read its place in time: that is checked even if the title
/// is missing.
fn session(fields: &Fields<'_>, zone: Tz, span: Option<Span>) -> (Option<Session>, Timing) {
    let id = fields.need("id").and_then(|value| Some(value.placed(value.id()?)));
    let title = fields.need("title").and_then(|value| value.local(LINE));
    let day = match fields.get("date") {
        Some(value) => session_day(&value, span),
        None => Some(span.map_or(NaiveDate::default(), |(first, _)| first)),
    };
    let start = fields.need("start").and_then(|value| moment(&value, zone, day));
    let end = fields.get("end").and_then(|value| moment(&value, zone, day));
    if let (Some(start), Some(end)) = (&start, &end)
        && end.what <= start.what
    {
        fields
            .page
            .mistake(end.at, "The session ends before it starts; write an \"end\" later than its \"start\".");
    }
    let room = fields.get("room").and_then(|value| value.shown(NAME));
    let speakers = fields.get("speakers").and_then(|value| value.local(LINE));
    let lines = |key| fields.get(key).map(|value| value.each(|line| line.local(LINE))).unwrap_or_default();
    let (parts, themes) = (lines("parts"), lines("themes"));
    let takes_questions = fields.get("takes_questions").and_then(|value| value.yes_or_no()).unwrap_or(false);
    fields.finish();
    let timing = Timing { id, room, start, end: end.map(|end| end.what) };
    let session =
        timing.id.as_ref().zip(timing.start.as_ref()).zip(title).map(|((id, start), title)| Session {
            id: id.what.clone(),
            starts: start.what,
            ends: timing.end,
            room: timing.room.clone(),
            title,
            speakers,
            parts,
            themes,
            aliases: Vec::new(),
            takes_questions,
        });
    (session, timing)
}

fn session_day(value: &Value<'_>, span: Option<Span>) -> Option<NaiveDate> {
    let day = value.date()?;
    match span {
        Some((first, last)) if !(first..=last).contains(&day) => value.wrong(format!(
            "The session's day is outside the event, which is from {first} to {last}; change it or \"last_date\"."
        )),
        Some(_) | None => Some(day),
    }
}

fn moment(value: &Value<'_>, zone: Tz, day: Option<NaiveDate>) -> Option<At<Millis>> {
    let time = value.time()?;
    match instant(zone, day?.and_time(time)) {
        Some(at) => Some(value.placed(at)),
        None => value.wrong(format!("This day does not exist in the time zone {zone}; write another.")),
    }
}

/// What people call the sessions, by session id.
fn aliases(file: &Fields<'_>, ids: &[&At<String>]) -> BTreeMap<String, Vec<(Option<Lang>, String)>> {
    let mut words = Vec::new();
    for (at, value) in file.table("aliases").iter().flat_map(Fields::entries) {
        checks::known_session(file.page, at, value.key, ids);
        let lists = value.by_language().unwrap_or_else(|| vec![(None, value.clone())]);
        for (lang, list) in lists {
            let texts = list.each(|word| Some(word.placed(word.text(NAME)?)));
            words.extend(texts.into_iter().map(|text| (value.key.to_owned(), lang, text)));
        }
    }
    words.sort_by_key(|(.., text)| text.at);
    checks::clear_aliases(file.page, words.iter().map(|(id, _, text)| (id.as_str(), text)));
    let mut aliases = BTreeMap::<_, Vec<_>>::new();
    for (id, lang, text) in words {
        aliases.entry(id).or_default().push((lang, text.what));
    }
    aliases
}
