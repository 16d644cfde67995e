//! The tables and keys of an event file. A mistake does not stop the parser, so that one run reports all of
//! them; checks that concern several keys are in `validation`.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use toml::de::DeTable;

use super::model::{
    ATTENDEE_CATEGORIES, CheckInSettings, Contact, DEFAULT_OFFER_HOURS, FaqEntry, LocalizedText, Programme,
    QuestionLimits, REJECTION_REASONS, RegistrationSettings, RoundTable, Theme, Topic, Venue,
    local_to_event_time,
};
use super::reminder_parser::parse_reminders;
use super::session_parser::parse_sessions;
use super::source_file::{Diagnostic, SourceFile};
use super::table_reader::TableReader;
use super::validation::{self, EventDays, SessionTiming};
use super::value_reader::{
    MAX_ANSWER_LENGTH, MAX_LINE_LENGTH, MAX_NAME_LENGTH, MAX_PARAGRAPH_LENGTH, ValueReader,
};
use crate::clock::EventTime;
use crate::i18n::Lang;

/// The most characters of a commune or district: as many as a person may type.
const MAX_AREA_LENGTH: usize = 60;
/// How many speakers a question can be addressed to: their buttons fit on one screen.
const MAX_SPEAKERS: usize = 6;

/// Parses a whole event file; the error lists every mistake.
pub(crate) fn parse(text: &str) -> Result<Programme, Vec<Diagnostic>> {
    let source_file = SourceFile::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let cause = error.message();
        source_file.syntax_error(
            at,
            format!("This cannot be read ({cause}); check the quotes, brackets and commas here."),
        );
    }
    let programme = parse_programme(&TableReader::new(&source_file, root.get_ref(), 0, "this file"));
    let diagnostics = source_file.sorted_diagnostics();
    programme.filter(|_| diagnostics.is_empty()).ok_or(diagnostics)
}

fn parse_programme(file: &TableReader<'_>) -> Option<Programme> {
    let id = file.get("id").and_then(|value| value.id());
    let title = file.require("title").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
    let about = file.require("about").and_then(|value| value.localized_text(MAX_PARAGRAPH_LENGTH));
    let organisers =
        file.require("organisers").map(|value| value.map_items(|name| name.localized_text(MAX_LINE_LENGTH)));
    let signatory = file.get("signatory").and_then(|value| value.display_text(MAX_LINE_LENGTH));
    let zone = file.require("zone").and_then(|value| value.time_zone());
    let event_days = parse_event_days(file);
    let venue = parse_venue(file);
    let contact = parse_contact(file);
    let registration = parse_registration(file, event_days);
    let check_in = parse_check_in(file);
    // With a wrong zone or date the file is rejected anyway; UTC serves to check the rest.
    let zone_or_utc = zone.unwrap_or(Tz::UTC);
    let room = venue.as_ref().and_then(|venue| venue.room.as_deref());
    let (mut sessions, timings) = parse_sessions(file, zone_or_utc, event_days, room);
    let announced_end = parse_announced_end(file, zone_or_utc, event_days, &timings);
    // The last session lasts until the announced end of the event.
    if let (Some(end), Some(last)) = (announced_end, sessions.iter_mut().max_by_key(|session| session.starts))
        && end > last.starts
        && last.ends.is_none()
    {
        last.ends = Some(end);
    }
    let themes = parse_themes(file);
    let reminders = parse_reminders(file, zone_or_utc, event_days, &timings);
    let question_limits = parse_question_limits(file);
    let round_table = parse_round_table(file);
    let retention_months = file.get("retention_months").map_or(Some(3), |value| value.integer(1..=36));
    let attendance_months = parse_attendance_months(file, retention_months);
    let collects_not_understood =
        file.get("collect_not_understood").map_or(Some(false), |value| value.boolean());
    let asks_feedback = parse_asks_feedback(file);
    let faq = file.tables("faq").iter().filter_map(parse_faq_entry).collect();
    let topics = parse_topics(file);
    let languages = parse_languages(file);
    file.report_unknown_keys();
    let (first_date, last_date) = event_days?;
    Some(Programme {
        id,
        title: title?,
        about: about?,
        organisers: organisers?,
        signatory,
        zone: zone?,
        first_date,
        last_date,
        announced_end,
        venue: venue?,
        contact: contact?,
        registration,
        check_in,
        sessions,
        themes,
        reminders,
        question_limits,
        round_table,
        retention_months: retention_months?,
        attendance_months: attendance_months?,
        collects_not_understood: collects_not_understood?,
        asks_feedback,
        faq,
        topics,
        languages,
    })
}

/// For how many months the attendance sheet is kept: a year, or as long as everything else if that is longer.
fn parse_attendance_months(file: &TableReader<'_>, retention_months: Option<u32>) -> Option<u32> {
    let shortest = retention_months.unwrap_or(1);
    let Some(value) = file.get("attendance_months") else { return Some(shortest.max(12)) };
    let months: u32 = value.integer(1..=120)?;
    if months < shortest {
        return value.error(format!(
            "The attendance sheet cannot be erased before the rest, which is kept for {shortest} months \
             (\"retention_months\"); write {shortest} or more, or leave \"attendance_months\" out."
        ));
    }
    Some(months)
}

/// The first and the last day; the same day when the file has no `last_date`.
fn parse_event_days(file: &TableReader<'_>) -> Option<EventDays> {
    let first = file.require("date").and_then(|value| value.date());
    let Some(value) = file.get("last_date") else { return first.map(|day| (day, day)) };
    let (first, last) = first.zip(value.date())?;
    if last < first {
        return value
            .error(format!("\"last_date\" is before \"date\", {first}; write the last day of the event."));
    }
    Some((first, last))
}

/// The announced end of the event, a time on its last day.
fn parse_announced_end(
    file: &TableReader<'_>,
    zone: Tz,
    event_days: Option<EventDays>,
    timings: &[SessionTiming],
) -> Option<EventTime> {
    let value = file.get("end")?;
    let (time, (_, last)) = value.time().zip(event_days)?;
    let end = local_to_event_time(zone, last.and_time(time))?;
    let starts = timings.iter().filter_map(|timing| timing.start.as_ref());
    if starts.max_by_key(|start| start.value).is_some_and(|start| start.value > end) {
        return value.error("The event ends before its last session starts; write a later \"end\".");
    }
    Some(end)
}

fn parse_venue(file: &TableReader<'_>) -> Option<Venue> {
    file.require("venue")?;
    let fields = file.table("venue")?;
    let name = fields.require("name").and_then(|value| value.display_text(MAX_LINE_LENGTH));
    let room = fields.get("room").and_then(|value| value.display_text(MAX_NAME_LENGTH));
    let address = fields.get("address").and_then(|value| value.display_text(MAX_LINE_LENGTH));
    let coordinates = fields.get("coordinates").and_then(|value| value.coordinates());
    let directions = fields.get("access").and_then(|value| value.localized_text(MAX_PARAGRAPH_LENGTH));
    fields.report_unknown_keys();
    Some(Venue { name: name?, room, address, coordinates, directions })
}

fn parse_contact(file: &TableReader<'_>) -> Option<Contact> {
    file.require("contact")?;
    let fields = file.table("contact")?;
    let email = fields.require("email").and_then(|value| value.email());
    let phone = fields.require("phone").and_then(|value| value.phone());
    let fax = fields.get("fax").and_then(|value| value.phone());
    let emergency = fields.get("emergency").and_then(|value| value.display_text(MAX_LINE_LENGTH));
    fields.report_unknown_keys();
    Some(Contact { email: email?, phone: phone?, fax, emergency })
}

fn parse_registration(file: &TableReader<'_>, event_days: Option<EventDays>) -> RegistrationSettings {
    let Some(fields) = file.table("registration") else { return RegistrationSettings::default() };
    let opens = fields.get("opens").and_then(|value| Some(value.spanned(value.date()?)));
    let last_day = fields.get("last_day").and_then(|value| Some(value.spanned(value.date()?)));
    let capacity = fields.get("capacity").and_then(|value| value.integer(1..=100_000));
    let reserved_seats = parse_reserved_seats(&fields, capacity);
    let offer_hours =
        fields.get("offer_hours").and_then(|value| value.integer(1..=48)).unwrap_or(DEFAULT_OFFER_HOURS);
    let areas = fields
        .get("areas")
        .map(|value| value.map_items(|area| area.text(MAX_AREA_LENGTH)))
        .unwrap_or_default();
    fields.report_unknown_keys();
    if let (Some(opens), Some(last_day)) = (&opens, &last_day)
        && opens.value > last_day.value
    {
        let message =
            format!("Registration opens after its last day, {}; exchange the two days.", last_day.value);
        file.source_file.error(opens.offset, message);
    }
    for (day, key) in [(&opens, "opens"), (&last_day, "last_day")] {
        if let (Some(day), Some((_, end))) = (day, event_days)
            && day.value > end
        {
            let message = format!("\"{key}\" is after the event, which ends on {end}; write an earlier day.");
            file.source_file.error(day.offset, message);
        }
    }
    let (opens_on, last_day) = (opens.map(|day| day.value), last_day.map(|day| day.value));
    RegistrationSettings { opens_on, last_day, capacity, reserved_seats, offer_hours, areas }
}

fn parse_check_in(file: &TableReader<'_>) -> CheckInSettings {
    let default = CheckInSettings::default();
    let Some(fields) = file.table("check_in") else { return default };
    let is_on = fields.get("self").map_or(Some(default.is_self_check_in_on), |value| value.boolean());
    let from = fields.get("self_from").and_then(|value| value.time());
    let until = fields.get("self_until").and_then(|value| Some(value.spanned(value.time()?)));
    fields.report_unknown_keys();
    if let (Some(from), Some(until)) = (from, &until)
        && until.value <= from
    {
        let message = format!(
            "\"self_until\" is not after \"self_from\", {}; write a later time.",
            from.format("%H:%M")
        );
        file.source_file.error(until.offset, message);
    }
    CheckInSettings {
        is_self_check_in_on: is_on.unwrap_or(default.is_self_check_in_on),
        self_from: from,
        self_until: until.map(|until| until.value),
    }
}

/// The seats reserved for categories, which are a part of the capacity.
fn parse_reserved_seats(fields: &TableReader<'_>, capacity: Option<u32>) -> BTreeMap<String, u32> {
    let Some(table) = fields.table("reserved") else { return BTreeMap::new() };
    let seats: BTreeMap<String, u32> = ATTENDEE_CATEGORIES
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), table.get(name)?.integer(1..=100_000)?)))
        .collect();
    table.report_unknown_keys();
    let sum: u32 = seats.values().sum();
    if sum > capacity.unwrap_or(0) {
        let available =
            capacity.map_or("no capacity is set".to_owned(), |seats| format!("there are {seats}"));
        fields
            .source_file
            .error(table.offset, format!("{sum} seats are reserved, but {available}; reserve fewer."));
    }
    seats
}

fn parse_themes(file: &TableReader<'_>) -> Vec<Theme> {
    let mut ids = Vec::new();
    let mut themes = Vec::new();
    for fields in file.tables("guides") {
        let id = fields.require("id").and_then(|value| Some(value.spanned(value.id()?)));
        let text = fields.require("text").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
        fields.report_unknown_keys();
        themes.extend(id.as_ref().zip(text).map(|(id, text)| Theme { id: id.value.clone(), text }));
        ids.extend(id);
    }
    validation::check_unique_ids(file.source_file, "guide", &ids.iter().collect::<Vec<_>>());
    themes
}

fn parse_question_limits(file: &TableReader<'_>) -> QuestionLimits {
    let default = QuestionLimits::default();
    let Some(fields) = file.table("limits") else { return default };
    let number = |key, range, default| {
        fields.get(key).and_then(|value: ValueReader<'_>| value.integer(range)).unwrap_or(default)
    };
    let limits = QuestionLimits {
        max_waiting_questions: number("questions_waiting", 0..=100, default.max_waiting_questions),
        seconds_between_questions: number(
            "seconds_between_questions",
            0..=3600,
            default.seconds_between_questions,
        ),
    };
    fields.report_unknown_keys();
    limits
}

fn parse_round_table(file: &TableReader<'_>) -> RoundTable {
    let Some(fields) = file.table("round_table") else { return RoundTable::default() };
    let flag = |key| fields.get(key).and_then(|value: ValueReader<'_>| value.boolean()).unwrap_or(false);
    let (review_first, boost_newcomers) = (flag("review_before"), flag("fairness"));
    let has_secret_screen_path = flag("secret_hall");
    let speakers = fields
        .get("speakers")
        .map(|value| (value.map_items(|name| name.localized_text(MAX_NAME_LENGTH)), value));
    if let Some((_, value)) = speakers.as_ref().filter(|(speakers, _)| speakers.len() > MAX_SPEAKERS) {
        value.error::<()>(format!("\"speakers\" can name {MAX_SPEAKERS} at most; join some of them."));
    }
    let personal_contact =
        fields.get("personal_contact").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
    let rule = fields.get("rule").and_then(|value| value.localized_text(MAX_PARAGRAPH_LENGTH));
    let reasons = parse_reasons(&fields);
    fields.report_unknown_keys();
    let speakers = speakers.map(|(speakers, _)| speakers).unwrap_or_default();
    RoundTable {
        review_first,
        boost_newcomers,
        speakers,
        personal_contact,
        has_secret_screen_path,
        rule,
        reasons,
    }
}

/// The organisers' own words for the reasons to set a question aside.
fn parse_reasons(round_table: &TableReader<'_>) -> BTreeMap<String, LocalizedText> {
    let Some(fields) = round_table.table("reasons") else { return BTreeMap::new() };
    let reasons = REJECTION_REASONS
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), fields.get(name)?.localized_text(MAX_LINE_LENGTH)?)))
        .collect();
    fields.report_unknown_keys();
    reasons
}

/// `[feedback] ask`: true where the file does not say.
fn parse_asks_feedback(file: &TableReader<'_>) -> bool {
    let Some(fields) = file.table("feedback") else { return true };
    let asks = fields.get("ask").and_then(|value: ValueReader<'_>| value.boolean()).unwrap_or(true);
    fields.report_unknown_keys();
    asks
}

fn parse_faq_entry(fields: &TableReader<'_>) -> Option<FaqEntry> {
    let questions = fields
        .require("questions")
        .map(|value| (value.map_items(|question| question.text(MAX_LINE_LENGTH)), value));
    if let Some((questions, value)) = &questions
        && questions.is_empty()
    {
        value.error::<()>("\"questions\" needs at least one question, written as people ask it.");
    }
    let answer = fields.require("answer").and_then(|value| value.localized_text(MAX_ANSWER_LENGTH));
    fields.report_unknown_keys();
    Some(FaqEntry { questions: questions?.0, answer: answer? })
}

fn parse_topics(file: &TableReader<'_>) -> Vec<Topic> {
    let mut ids = Vec::new();
    let mut topics = Vec::new();
    for fields in file.tables("topics") {
        let id = fields.require("id").and_then(|value| Some(value.spanned(value.id()?)));
        let names = fields
            .require("names")
            .map(|value| value.map_items(|name| name.text(MAX_NAME_LENGTH)))
            .unwrap_or_default();
        let text = fields.require("text").and_then(|value| value.localized_text(MAX_ANSWER_LENGTH));
        fields.report_unknown_keys();
        topics.extend(id.as_ref().zip(text).map(|(id, text)| Topic { id: id.value.clone(), names, text }));
        ids.extend(id);
    }
    validation::check_unique_ids(file.source_file, "topic", &ids.iter().collect::<Vec<_>>());
    topics
}

fn parse_languages(file: &TableReader<'_>) -> Vec<Lang> {
    let Some(value) = file.get("languages") else { return Lang::ALL.to_vec() };
    let mut languages = Vec::new();
    for item in value.items() {
        match item.language() {
            Some(lang) if languages.contains(&lang) => {
                item.error::<()>(format!("The language \"{}\" is listed twice; remove one.", lang.code()));
            }
            lang => languages.extend(lang),
        }
    }
    if !languages.contains(&Lang::Fr) {
        value.error::<()>(
            "\"languages\" needs \"fr\": French is what is shown where another text is missing.",
        );
    }
    languages
}
