//! The reminders of an event file.

use std::ops::RangeInclusive;

use chrono::Duration;
use chrono_tz::Tz;

use super::model::{ATTENDEE_CATEGORIES, Audience, LocalizedText, Reminder, ReminderTime};
use super::source_file::Spanned;
use super::table_reader::TableReader;
use super::validation::{self, EventDays, ReminderTiming, SessionTiming};
use super::value_reader::{MAX_NAME_LENGTH, MAX_PARAGRAPH_LENGTH, ValueReader};

/// A reminder that comes earlier than this is forgotten by the time it matters.
const DAYS_BEFORE: RangeInclusive<u32> = 0..=60;
/// Earlier than a day, a reminder counts in days.
const MINUTES_BEFORE: RangeInclusive<u32> = 1..=24 * 60;
/// A reminder that is a day late announces something that is over.
const LATE_MINUTES: RangeInclusive<u32> = 1..=24 * 60;

/// The reminders without mistakes.
pub(crate) fn parse_reminders(
    file: &TableReader<'_>,
    zone: Tz,
    event_days: Option<EventDays>,
    timings: &[SessionTiming],
) -> Vec<Reminder> {
    let mut ids = Vec::new();
    let mut reminders = Vec::new();
    for fields in file.tables("reminders") {
        let id = fields.require("id").and_then(|value| Some(value.spanned(value.id()?)));
        let when = parse_reminder_time(&fields);
        let max_delay = fields
            .require("late_minutes")
            .and_then(|value| Some(value.spanned(value.integer(LATE_MINUTES)?)));
        let text = fields.get("text").and_then(|value| parse_reminder_text(&value));
        let audience = parse_audience(&fields, when.as_ref().map(|when| &when.value));
        fields.report_unknown_keys();
        if let Some(when) = &when {
            let first_day = event_days.map(|(first, _)| first);
            let timing = ReminderTiming { when, max_delay: max_delay.as_ref(), first_day };
            validation::check_reminder(file.source_file, zone, &timing, timings);
        }
        reminders.extend(id.as_ref().zip(when).zip(max_delay).map(|((id, when), max_delay)| Reminder {
            id: id.value.clone(),
            when: when.value,
            audience: audience.clone(),
            max_delay: Duration::minutes(i64::from(max_delay.value)),
            text,
        }));
        ids.extend(id);
    }
    validation::check_unique_ids(file.source_file, "reminder", &ids.iter().collect::<Vec<_>>());
    reminders
}

/// The audience of a reminder; all registered people when the file does not say.
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

/// The due time: either `session` and `minutes_before`, or `days_before` and `at`.
fn parse_reminder_time(fields: &TableReader<'_>) -> Option<Spanned<ReminderTime>> {
    let session = fields.get("session");
    let minutes = fields.get("minutes_before");
    let days = fields.get("days_before");
    let at = fields.get("at");
    if session.is_some() || minutes.is_some() {
        if let Some(other) = days.or(at) {
            let advice = "keep either \"session\" with \"minutes_before\" or \"days_before\" with \"at\"";
            return other.error(format!("This reminder counts from two things; {advice}."));
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

/// The organiser's own text, with its placeholders checked.
fn parse_reminder_text(value: &ValueReader<'_>) -> Option<LocalizedText> {
    value.text_values().iter().for_each(validation::check_variables);
    value.localized_text(MAX_PARAGRAPH_LENGTH)
}
