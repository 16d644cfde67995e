//! An event file, key by key. Everything is read before anything is given up, so that one look names
//! all mistakes; what concerns several keys at once is in `checks`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Duration, NaiveDate};
use chrono_tz::Tz;
use toml::de::DeTable;

use super::session_parser::parse_sessions;
use super::source_file::{Diagnostic, SourceFile, Spanned};
use super::table_reader::TableReader;
use super::validation::{self, ReminderTiming, SessionTiming};
use super::value_reader::ValueReader;
use super::{
    ATTENDEE_CATEGORIES, Audience, Contact, FaqEntry, LocalizedText, Programme, QuestionLimits,
    RegistrationSettings, Reminder, ReminderTime, RoundTable, Theme, Topic, Venue, local_to_millis,
};
use crate::clock::Millis;
use crate::i18n::Lang;

/// The most characters of a name or a word; a line; a short paragraph; a whole answer. Even the longest
/// leaves room in a Telegram message, which holds 4,096.
pub(super) const MAX_NAME_LENGTH: usize = 80;
/// A commune or a quartier: as long as one may be typed.
const MAX_AREA_LENGTH: usize = 60;
pub(super) const MAX_LINE_LENGTH: usize = 200;
const MAX_PARAGRAPH_LENGTH: usize = 1000;
const MAX_ANSWER_LENGTH: usize = 2500;

/// A reminder that comes earlier than this has been forgotten by the time it matters.
const DAYS_BEFORE: RangeInclusive<u32> = 0..=60;
const MINUTES_BEFORE: RangeInclusive<u32> = 1..=24 * 60;
/// One that is a day late announces nothing any more.
const LATE_MINUTES: RangeInclusive<u32> = 1..=24 * 60;

/// Whom a question can be for: as many as fit a screen.
const MAX_SPEAKERS: usize = 6;

/// The first and the last day of the event.
pub(super) type EventDays = (NaiveDate, NaiveDate);

pub(super) fn parse(text: &str) -> Result<Programme, Vec<Diagnostic>> {
    let page = SourceFile::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let what = error.message();
        page.syntax_error(
            at,
            format!("This cannot be read ({what}); check the quotes, brackets and commas here."),
        );
    }
    let programme = parse_programme(&TableReader::new(&page, root.get_ref(), 0, "this file"));
    let mistakes = page.sorted_diagnostics();
    programme.filter(|_| mistakes.is_empty()).ok_or(mistakes)
}

fn parse_programme(file: &TableReader<'_>) -> Option<Programme> {
    let id = file.get("id").and_then(|value| value.id());
    let title = file.require("title").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
    let about = file.require("about").and_then(|value| value.localized_text(MAX_PARAGRAPH_LENGTH));
    let organisers =
        file.require("organisers").map(|value| value.map_items(|name| name.localized_text(MAX_LINE_LENGTH)));
    let signatory = file.get("signatory").and_then(|value| value.display_text(MAX_LINE_LENGTH));
    let zone = file.require("zone").and_then(|value| value.time_zone());
    let span = parse_event_days(file);
    let venue = parse_venue(file);
    let contact = parse_contact(file);
    let registration = parse_registration(file, span);
    // With a bad zone or date the file is refused anyway; the rest is still looked at, in UTC.
    let clock = zone.unwrap_or(Tz::UTC);
    let room = venue.as_ref().and_then(|venue| venue.room.as_deref());
    let (mut sessions, timings) = parse_sessions(file, clock, span, room);
    let announced_end = parse_announced_end(file, clock, span, &timings);
    // announced until later than the last session starts: so long that one lasts
    if let (Some(end), Some(last)) = (announced_end, sessions.iter_mut().max_by_key(|session| session.starts))
        && end > last.starts
        && last.ends.is_none()
    {
        last.ends = Some(end);
    }
    let guides = parse_themes(file);
    let reminders = parse_reminders(file, clock, span, &timings);
    let limits = parse_question_limits(file);
    let round_table = parse_round_table(file);
    let retention_months = file.get("retention_months").map_or(Some(3), |value| value.integer(1..=36));
    let faq = file.tables("faq").iter().filter_map(parse_faq_entry).collect();
    let topics = parse_topics(file);
    let languages = parse_languages(file);
    file.report_unknown_keys();
    let (date, last_date) = span?;
    Some(Programme {
        id,
        title: title?,
        about: about?,
        organisers: organisers?,
        signatory,
        zone: zone?,
        first_date: date,
        last_date,
        announced_end,
        venue: venue?,
        contact: contact?,
        registration,
        sessions,
        themes: guides,
        reminders,
        question_limits: limits,
        round_table,
        retention_months: retention_months?,
        faq,
        topics,
        languages,
    })
}

fn parse_event_days(file: &TableReader<'_>) -> Option<EventDays> {
    let first = file.require("date").and_then(|value| value.date());
    let Some(last) = file.get("last_date") else { return first.map(|day| (day, day)) };
    let (first, day) = first.zip(last.date())?;
    if day < first {
        return last
            .error(format!("\"last_date\" is before \"date\", {first}; write the last day of the event."));
    }
    Some((first, day))
}

/// Until when the event is announced, on its last day.
fn parse_announced_end(
    file: &TableReader<'_>,
    zone: Tz,
    span: Option<EventDays>,
    timings: &[SessionTiming],
) -> Option<Millis> {
    let value = file.get("end")?;
    let (time, (_, last)) = value.time().zip(span)?;
    let end = local_to_millis(zone, last.and_time(time))?;
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
    let access = fields.get("access").and_then(|value| value.localized_text(MAX_PARAGRAPH_LENGTH));
    fields.report_unknown_keys();
    Some(Venue { name: name?, room, address, coordinates, directions: access })
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

fn parse_registration(file: &TableReader<'_>, span: Option<EventDays>) -> RegistrationSettings {
    let Some(fields) = file.table("registration") else { return RegistrationSettings::default() };
    let opens = fields.get("opens").and_then(|value| Some(value.spanned(value.date()?)));
    let last_day = fields.get("last_day").and_then(|value| Some(value.spanned(value.date()?)));
    let capacity = fields.get("capacity").and_then(|value| value.integer(1..=100_000));
    let reserved = parse_reserved_seats(&fields, capacity);
    let offer_hours = fields
        .get("offer_hours")
        .and_then(|value| value.integer(1..=48))
        .unwrap_or(super::DEFAULT_OFFER_HOURS);
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
        if let (Some(day), Some((_, end))) = (day, span)
            && day.value > end
        {
            let message = format!("\"{key}\" is after the event, which ends on {end}; write an earlier day.");
            file.source_file.error(day.offset, message);
        }
    }
    let (opens, last_day) = (opens.map(|day| day.value), last_day.map(|day| day.value));
    RegistrationSettings { opens_on: opens, last_day, capacity, reserved_seats: reserved, offer_hours, areas }
}

/// Seats kept for a category, which are part of the capacity.
fn parse_reserved_seats(fields: &TableReader<'_>, capacity: Option<u32>) -> BTreeMap<String, u32> {
    let Some(table) = fields.table("reserved") else { return BTreeMap::new() };
    let seats: BTreeMap<String, u32> = ATTENDEE_CATEGORIES
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), table.get(name)?.integer(1..=100_000)?)))
        .collect();
    table.report_unknown_keys();
    let sum: u32 = seats.values().sum();
    if sum > capacity.unwrap_or(0) {
        let has = capacity.map_or("no capacity is set".to_owned(), |seats| format!("there are {seats}"));
        fields
            .source_file
            .error(table.offset, format!("{sum} seats are reserved, but {has}; reserve fewer."));
    }
    seats
}

fn parse_themes(file: &TableReader<'_>) -> Vec<Theme> {
    let mut ids = Vec::new();
    let mut guides = Vec::new();
    for fields in file.tables("guides") {
        let id = fields.require("id").and_then(|value| Some(value.spanned(value.id()?)));
        let text = fields.require("text").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
        fields.report_unknown_keys();
        guides.extend(id.as_ref().zip(text).map(|(id, text)| Theme { id: id.value.clone(), text }));
        ids.extend(id);
    }
    validation::check_unique_ids(file.source_file, "guide", &ids.iter().collect::<Vec<_>>());
    guides
}

fn parse_reminders(
    file: &TableReader<'_>,
    zone: Tz,
    span: Option<EventDays>,
    timings: &[SessionTiming],
) -> Vec<Reminder> {
    let mut ids = Vec::new();
    let mut reminders = Vec::new();
    for fields in file.tables("reminders") {
        let id = fields.require("id").and_then(|value| Some(value.spanned(value.id()?)));
        let when = parse_reminder_time(&fields);
        let late = fields
            .require("late_minutes")
            .and_then(|value| Some(value.spanned(value.integer(LATE_MINUTES)?)));
        let text = fields.get("text").and_then(|value| parse_reminder_text(&value));
        let audience = parse_audience(&fields, when.as_ref().map(|when| &when.value));
        fields.report_unknown_keys();
        if let Some(when) = &when {
            let plan =
                ReminderTiming { when, max_delay: late.as_ref(), first_day: span.map(|(first, _)| first) };
            validation::check_reminder(file.source_file, zone, &plan, timings);
        }
        reminders.extend(id.as_ref().zip(when).zip(late).map(|((id, when), late)| Reminder {
            id: id.value.clone(),
            when: when.value,
            audience: audience.clone(),
            max_delay: Duration::minutes(i64::from(late.value)),
            text,
        }));
        ids.extend(id);
    }
    validation::check_unique_ids(file.source_file, "reminder", &ids.iter().collect::<Vec<_>>());
    reminders
}

/// Whom a reminder is for: everybody registered unless it says another.
fn parse_audience(fields: &TableReader<'_>, when: Option<&ReminderTime>) -> Audience {
    let Some(value) = fields.get("audience") else { return Audience::Registered };
    match (value.text(MAX_NAME_LENGTH).as_deref(), when) {
        (Some("registered") | None, _) => Audience::Registered,
        (Some("waiting"), _) => Audience::Waitlisted,
        (Some("asked"), Some(ReminderTime::BeforeSession { session, .. })) => {
            Audience::ReminderRequested(session.clone())
        }
        (Some("asked"), _) => {
            value.error::<()>(
                "\"asked\" is for a reminder of a session: add \"session\" and \"minutes_before\".",
            );
            Audience::Registered
        }
        (Some(name), _) if ATTENDEE_CATEGORIES.contains(&name) => Audience::Category(name.to_owned()),
        (Some(_), _) => {
            value.error::<()>(format!(
                "\"audience\" is one of registered, waiting, asked, {}.",
                ATTENDEE_CATEGORIES.join(", ")
            ));
            Audience::Registered
        }
    }
}

/// Either `session` and `minutes_before`, or `days_before` and `at`.
fn parse_reminder_time(fields: &TableReader<'_>) -> Option<Spanned<ReminderTime>> {
    let session = fields.get("session");
    let minutes = fields.get("minutes_before");
    let days = fields.get("days_before");
    let at = fields.get("at");
    if session.is_some() || minutes.is_some() {
        if let Some(other) = days.or(at) {
            let right = "keep either \"session\" with \"minutes_before\" or \"days_before\" with \"at\"";
            return other.error(format!("This reminder counts from two things; {right}."));
        }
        let session = fields.require("session").and_then(|value| Some(value.spanned(value.id()?)));
        let minutes = fields.require("minutes_before").and_then(|value| value.integer(MINUTES_BEFORE));
        let (session, minutes) = session.zip(minutes)?;
        return Some(Spanned {
            offset: session.offset,
            value: ReminderTime::BeforeSession { session: session.value, minutes },
        });
    }
    let days = fields.require("days_before").and_then(|value| value.integer(DAYS_BEFORE));
    let time = fields.require("at").and_then(|value| Some(value.spanned(value.time()?)));
    let (days, time) = days.zip(time)?;
    Some(Spanned { offset: time.offset, value: ReminderTime::BeforeEvent { days, at: time.value } })
}

fn parse_reminder_text(value: &ValueReader<'_>) -> Option<LocalizedText> {
    value.text_values().iter().for_each(validation::check_variables);
    value.localized_text(MAX_PARAGRAPH_LENGTH)
}

fn parse_question_limits(file: &TableReader<'_>) -> QuestionLimits {
    let usual = QuestionLimits::default();
    let Some(fields) = file.table("limits") else { return usual };
    let number = |key, range, usual| {
        fields.get(key).and_then(|value: ValueReader<'_>| value.integer(range)).unwrap_or(usual)
    };
    let limits = QuestionLimits {
        max_waiting_questions: number("questions_waiting", 0..=100, usual.max_waiting_questions),
        seconds_between_questions: number(
            "seconds_between_questions",
            0..=3600,
            usual.seconds_between_questions,
        ),
    };
    fields.report_unknown_keys();
    limits
}

fn parse_round_table(file: &TableReader<'_>) -> RoundTable {
    let Some(fields) = file.table("round_table") else { return RoundTable::default() };
    let yes = |key| fields.get(key).and_then(|value: ValueReader<'_>| value.boolean()).unwrap_or(false);
    let (review_before, fairness, secret_hall) = (yes("review_before"), yes("fairness"), yes("secret_hall"));
    let speakers = fields
        .get("speakers")
        .map(|value| (value.map_items(|name| name.localized_text(MAX_NAME_LENGTH)), value));
    if let Some((_, value)) = speakers.as_ref().filter(|(speakers, _)| speakers.len() > MAX_SPEAKERS) {
        value.error::<()>(format!("\"speakers\" can name {MAX_SPEAKERS} at most; join some of them."));
    }
    let personal_contact =
        fields.get("personal_contact").and_then(|value| value.localized_text(MAX_LINE_LENGTH));
    fields.report_unknown_keys();
    let speakers = speakers.map(|(speakers, _)| speakers).unwrap_or_default();
    RoundTable {
        review_first: review_before,
        boost_newcomers: fairness,
        speakers,
        personal_contact,
        has_secret_screen_path: secret_hall,
    }
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
