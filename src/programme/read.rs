//! An event file, key by key. Everything is read before anything is given up, so that one look names
//! all mistakes; what concerns several keys at once is in `checks`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Duration, NaiveDate};
use chrono_tz::Tz;
use toml::de::DeTable;

use super::checks::{self, Plan, Timing};
use super::fields::Fields;
use super::page::{At, Mistake, Page};
use super::sessions::sessions;
use super::values::Value;
use super::{
    Audience, CATEGORIES, Contact, Faq, Guide, Limits, Local, Programme, Registration, Reminder, RoundTable,
    Topic, Venue, When, instant,
};
use crate::clock::Millis;
use crate::i18n::Lang;

/// The most characters of a name or a word; a line; a short paragraph; a whole answer. Even the longest
/// leaves room in a Telegram message, which holds 4,096.
pub(super) const NAME: usize = 80;
/// A commune or a quartier: as long as one may be typed.
const AREA: usize = 60;
pub(super) const LINE: usize = 200;
const PARAGRAPH: usize = 1000;
const ANSWER: usize = 2500;

/// A reminder that comes earlier than this has been forgotten by the time it matters.
const DAYS_BEFORE: RangeInclusive<u32> = 0..=60;
const MINUTES_BEFORE: RangeInclusive<u32> = 1..=24 * 60;
/// One that is a day late announces nothing any more.
const LATE_MINUTES: RangeInclusive<u32> = 1..=24 * 60;

/// Whom a question can be for: as many as fit a screen.
const SPEAKERS: usize = 6;

/// The first and the last day of the event.
pub(super) type Span = (NaiveDate, NaiveDate);

pub(super) fn read(text: &str) -> Result<Programme, Vec<Mistake>> {
    let page = Page::new(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let what = error.message();
        page.syntax(at, format!("This cannot be read ({what}); check the quotes, brackets and commas here."));
    }
    let programme = programme(&Fields::new(&page, root.get_ref(), 0, "this file"));
    let mistakes = page.mistakes();
    programme.filter(|_| mistakes.is_empty()).ok_or(mistakes)
}

fn programme(file: &Fields<'_>) -> Option<Programme> {
    let id = file.get("id").and_then(|value| value.id());
    let title = file.need("title").and_then(|value| value.local(LINE));
    let about = file.need("about").and_then(|value| value.local(PARAGRAPH));
    let organisers = file.need("organisers").map(|value| value.each(|name| name.local(LINE)));
    let signatory = file.get("signatory").and_then(|value| value.shown(LINE));
    let zone = file.need("zone").and_then(|value| value.zone());
    let span = days(file);
    let venue = venue(file);
    let contact = contact(file);
    let registration = registration(file, span);
    // With a bad zone or date the file is refused anyway; the rest is still looked at, in UTC.
    let clock = zone.unwrap_or(Tz::UTC);
    let room = venue.as_ref().and_then(|venue| venue.room.as_deref());
    let (mut sessions, timings) = sessions(file, clock, span, room);
    let announced_end = announced_end(file, clock, span, &timings);
    // announced until later than the last session starts: so long that one lasts
    if let (Some(end), Some(last)) = (announced_end, sessions.iter_mut().max_by_key(|session| session.starts))
        && end > last.starts
        && last.ends.is_none()
    {
        last.ends = Some(end);
    }
    let guides = guides(file);
    let reminders = reminders(file, clock, span, &timings);
    let limits = limits(file);
    let round_table = round_table(file);
    let retention_months = file.get("retention_months").map_or(Some(3), |value| value.whole(1..=36));
    let faq = file.tables("faq").iter().filter_map(faq).collect();
    let topics = topics(file);
    let languages = languages(file);
    file.finish();
    let (date, last_date) = span?;
    Some(Programme {
        id,
        title: title?,
        about: about?,
        organisers: organisers?,
        signatory,
        zone: zone?,
        date,
        last_date,
        announced_end,
        venue: venue?,
        contact: contact?,
        registration,
        sessions,
        guides,
        reminders,
        limits,
        round_table,
        retention_months: retention_months?,
        faq,
        topics,
        languages,
    })
}

fn days(file: &Fields<'_>) -> Option<Span> {
    let first = file.need("date").and_then(|value| value.date());
    let Some(last) = file.get("last_date") else { return first.map(|day| (day, day)) };
    let (first, day) = first.zip(last.date())?;
    if day < first {
        return last
            .wrong(format!("\"last_date\" is before \"date\", {first}; write the last day of the event."));
    }
    Some((first, day))
}

/// Until when the event is announced, on its last day.
fn announced_end(file: &Fields<'_>, zone: Tz, span: Option<Span>, timings: &[Timing]) -> Option<Millis> {
    let value = file.get("end")?;
    let (time, (_, last)) = value.time().zip(span)?;
    let end = instant(zone, last.and_time(time))?;
    let starts = timings.iter().filter_map(|timing| timing.start.as_ref());
    if starts.max_by_key(|start| start.what).is_some_and(|start| start.what > end) {
        return value.wrong("The event ends before its last session starts; write a later \"end\".");
    }
    Some(end)
}

fn venue(file: &Fields<'_>) -> Option<Venue> {
    file.need("venue")?;
    let fields = file.table("venue")?;
    let name = fields.need("name").and_then(|value| value.shown(LINE));
    let room = fields.get("room").and_then(|value| value.shown(NAME));
    let address = fields.get("address").and_then(|value| value.shown(LINE));
    let coordinates = fields.get("coordinates").and_then(|value| value.coordinates());
    let access = fields.get("access").and_then(|value| value.local(PARAGRAPH));
    fields.finish();
    Some(Venue { name: name?, room, address, coordinates, access })
}

fn contact(file: &Fields<'_>) -> Option<Contact> {
    file.need("contact")?;
    let fields = file.table("contact")?;
    let email = fields.need("email").and_then(|value| value.email());
    let phone = fields.need("phone").and_then(|value| value.phone());
    let fax = fields.get("fax").and_then(|value| value.phone());
    let emergency = fields.get("emergency").and_then(|value| value.shown(LINE));
    fields.finish();
    Some(Contact { email: email?, phone: phone?, fax, emergency })
}

fn registration(file: &Fields<'_>, span: Option<Span>) -> Registration {
    let Some(fields) = file.table("registration") else { return Registration::default() };
    let opens = fields.get("opens").and_then(|value| Some(value.placed(value.date()?)));
    let last_day = fields.get("last_day").and_then(|value| Some(value.placed(value.date()?)));
    let capacity = fields.get("capacity").and_then(|value| value.whole(1..=100_000));
    let reserved = reserved(&fields, capacity);
    let offer_hours =
        fields.get("offer_hours").and_then(|value| value.whole(1..=48)).unwrap_or(super::OFFER_HOURS);
    let areas = fields.get("areas").map(|value| value.each(|area| area.text(AREA))).unwrap_or_default();
    fields.finish();
    if let (Some(opens), Some(last_day)) = (&opens, &last_day)
        && opens.what > last_day.what
    {
        let message =
            format!("Registration opens after its last day, {}; exchange the two days.", last_day.what);
        file.page.mistake(opens.at, message);
    }
    for (day, key) in [(&opens, "opens"), (&last_day, "last_day")] {
        if let (Some(day), Some((_, end))) = (day, span)
            && day.what > end
        {
            let message = format!("\"{key}\" is after the event, which ends on {end}; write an earlier day.");
            file.page.mistake(day.at, message);
        }
    }
    let (opens, last_day) = (opens.map(|day| day.what), last_day.map(|day| day.what));
    Registration { opens, last_day, capacity, reserved, offer_hours, areas }
}

/// Seats kept for a category, which are part of the capacity.
fn reserved(fields: &Fields<'_>, capacity: Option<u32>) -> BTreeMap<String, u32> {
    let Some(table) = fields.table("reserved") else { return BTreeMap::new() };
    let seats: BTreeMap<String, u32> = CATEGORIES
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), table.get(name)?.whole(1..=100_000)?)))
        .collect();
    table.finish();
    let sum: u32 = seats.values().sum();
    if sum > capacity.unwrap_or(0) {
        let has = capacity.map_or("no capacity is set".to_owned(), |seats| format!("there are {seats}"));
        fields.page.mistake(table.at, format!("{sum} seats are reserved, but {has}; reserve fewer."));
    }
    seats
}

fn guides(file: &Fields<'_>) -> Vec<Guide> {
    let mut ids = Vec::new();
    let mut guides = Vec::new();
    for fields in file.tables("guides") {
        let id = fields.need("id").and_then(|value| Some(value.placed(value.id()?)));
        let text = fields.need("text").and_then(|value| value.local(LINE));
        fields.finish();
        guides.extend(id.as_ref().zip(text).map(|(id, text)| Guide { id: id.what.clone(), text }));
        ids.extend(id);
    }
    checks::unique(file.page, "guide", &ids.iter().collect::<Vec<_>>());
    guides
}

fn reminders(file: &Fields<'_>, zone: Tz, span: Option<Span>, timings: &[Timing]) -> Vec<Reminder> {
    let mut ids = Vec::new();
    let mut reminders = Vec::new();
    for fields in file.tables("reminders") {
        let id = fields.need("id").and_then(|value| Some(value.placed(value.id()?)));
        let when = when(&fields);
        let late =
            fields.need("late_minutes").and_then(|value| Some(value.placed(value.whole(LATE_MINUTES)?)));
        let text = fields.get("text").and_then(|value| reminder_text(&value));
        let audience = audience(&fields, when.as_ref().map(|when| &when.what));
        fields.finish();
        if let Some(when) = &when {
            let plan = Plan { when, late: late.as_ref(), day: span.map(|(first, _)| first) };
            checks::reminder(file.page, zone, &plan, timings);
        }
        reminders.extend(id.as_ref().zip(when).zip(late).map(|((id, when), late)| Reminder {
            id: id.what.clone(),
            when: when.what,
            audience: audience.clone(),
            late: Duration::minutes(i64::from(late.what)),
            text,
        }));
        ids.extend(id);
    }
    checks::unique(file.page, "reminder", &ids.iter().collect::<Vec<_>>());
    reminders
}

/// Whom a reminder is for: everybody registered unless it says another.
fn audience(fields: &Fields<'_>, when: Option<&When>) -> Audience {
    let Some(value) = fields.get("audience") else { return Audience::Registered };
    match (value.text(NAME).as_deref(), when) {
        (Some("registered") | None, _) => Audience::Registered,
        (Some("waiting"), _) => Audience::Waiting,
        (Some("asked"), Some(When::BeforeSession { session, .. })) => Audience::Asked(session.clone()),
        (Some("asked"), _) => {
            value.wrong::<()>(
                "\"asked\" is for a reminder of a session: add \"session\" and \"minutes_before\".",
            );
            Audience::Registered
        }
        (Some(name), _) if CATEGORIES.contains(&name) => Audience::Category(name.to_owned()),
        (Some(_), _) => {
            value.wrong::<()>(format!(
                "\"audience\" is one of registered, waiting, asked, {}.",
                CATEGORIES.join(", ")
            ));
            Audience::Registered
        }
    }
}

/// Either `session` and `minutes_before`, or `days_before` and `at`.
fn when(fields: &Fields<'_>) -> Option<At<When>> {
    let session = fields.get("session");
    let minutes = fields.get("minutes_before");
    let days = fields.get("days_before");
    let at = fields.get("at");
    if session.is_some() || minutes.is_some() {
        if let Some(other) = days.or(at) {
            let right = "keep either \"session\" with \"minutes_before\" or \"days_before\" with \"at\"";
            return other.wrong(format!("This reminder counts from two things; {right}."));
        }
        let session = fields.need("session").and_then(|value| Some(value.placed(value.id()?)));
        let minutes = fields.need("minutes_before").and_then(|value| value.whole(MINUTES_BEFORE));
        let (session, minutes) = session.zip(minutes)?;
        return Some(At { at: session.at, what: When::BeforeSession { session: session.what, minutes } });
    }
    let days = fields.need("days_before").and_then(|value| value.whole(DAYS_BEFORE));
    let time = fields.need("at").and_then(|value| Some(value.placed(value.time()?)));
    let (days, time) = days.zip(time)?;
    Some(At { at: time.at, what: When::BeforeEvent { days, at: time.what } })
}

fn reminder_text(value: &Value<'_>) -> Option<Local> {
    value.texts().iter().for_each(checks::variables);
    value.local(PARAGRAPH)
}

fn limits(file: &Fields<'_>) -> Limits {
    let usual = Limits::default();
    let Some(fields) = file.table("limits") else { return usual };
    let number =
        |key, range, usual| fields.get(key).and_then(|value: Value<'_>| value.whole(range)).unwrap_or(usual);
    let limits = Limits {
        questions_waiting: number("questions_waiting", 0..=100, usual.questions_waiting),
        seconds_between_questions: number(
            "seconds_between_questions",
            0..=3600,
            usual.seconds_between_questions,
        ),
    };
    fields.finish();
    limits
}

fn round_table(file: &Fields<'_>) -> RoundTable {
    let Some(fields) = file.table("round_table") else { return RoundTable::default() };
    let yes = |key| fields.get(key).and_then(|value: Value<'_>| value.yes_or_no()).unwrap_or(false);
    let (review_before, fairness, secret_hall) = (yes("review_before"), yes("fairness"), yes("secret_hall"));
    let speakers = fields.get("speakers").map(|value| (value.each(|name| name.local(NAME)), value));
    if let Some((_, value)) = speakers.as_ref().filter(|(speakers, _)| speakers.len() > SPEAKERS) {
        value.wrong::<()>(format!("\"speakers\" can name {SPEAKERS} at most; join some of them."));
    }
    let personal_contact = fields.get("personal_contact").and_then(|value| value.local(LINE));
    fields.finish();
    let speakers = speakers.map(|(speakers, _)| speakers).unwrap_or_default();
    RoundTable { review_before, fairness, speakers, personal_contact, secret_hall }
}

fn faq(fields: &Fields<'_>) -> Option<Faq> {
    let questions = fields.need("questions").map(|value| (value.each(|question| question.text(LINE)), value));
    if let Some((questions, value)) = &questions
        && questions.is_empty()
    {
        value.wrong::<()>("\"questions\" needs at least one question, written as people ask it.");
    }
    let answer = fields.need("answer").and_then(|value| value.local(ANSWER));
    fields.finish();
    Some(Faq { questions: questions?.0, answer: answer? })
}

fn topics(file: &Fields<'_>) -> Vec<Topic> {
    let mut ids = Vec::new();
    let mut topics = Vec::new();
    for fields in file.tables("topics") {
        let id = fields.need("id").and_then(|value| Some(value.placed(value.id()?)));
        let names = fields.need("names").map(|value| value.each(|name| name.text(NAME))).unwrap_or_default();
        let text = fields.need("text").and_then(|value| value.local(ANSWER));
        fields.finish();
        topics.extend(id.as_ref().zip(text).map(|(id, text)| Topic { id: id.what.clone(), names, text }));
        ids.extend(id);
    }
    checks::unique(file.page, "topic", &ids.iter().collect::<Vec<_>>());
    topics
}

fn languages(file: &Fields<'_>) -> Vec<Lang> {
    let Some(value) = file.get("languages") else { return Lang::ALL.to_vec() };
    let mut languages = Vec::new();
    for item in value.list() {
        match item.language() {
            Some(lang) if languages.contains(&lang) => {
                item.wrong::<()>(format!("The language \"{}\" is listed twice; remove one.", lang.code()));
            }
            lang => languages.extend(lang),
        }
    }
    if !languages.contains(&Lang::Fr) {
        value.wrong::<()>(
            "\"languages\" needs \"fr\": French is what is shown where another text is missing.",
        );
    }
    languages
}
