//! What an event file says, as types. All of it has been checked by the parser.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use crate::clock::{EventTime, to_utc};
use crate::i18n::Lang;

/// For how many daytime hours a freed seat is offered when the file does not say.
pub(crate) const DEFAULT_OFFER_HOURS: u32 = 6;

/// A text in French and, where the file has translations, in other languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalizedText {
    french: String,
    translations: BTreeMap<Lang, String>,
}

impl LocalizedText {
    /// A text in French only.
    pub fn french(text: impl Into<String>) -> Self {
        Self { french: text.into(), translations: BTreeMap::new() }
    }

    /// Adds the text of one more language, or replaces it.
    pub fn with(mut self, lang: Lang, text: impl Into<String>) -> Self {
        match lang {
            Lang::Fr => self.french = text.into(),
            Lang::Gcf | Lang::En => _ = self.translations.insert(lang, text.into()),
        }
        self
    }

    /// The text in this language, or in French when there is no translation.
    pub fn get(&self, lang: Lang) -> &str {
        self.translations.get(&lang).unwrap_or(&self.french)
    }

    /// Every text with its language, French first.
    pub fn all(&self) -> impl Iterator<Item = (Lang, &str)> {
        std::iter::once((Lang::Fr, self.french.as_str()))
            .chain(self.translations.iter().map(|(lang, text)| (*lang, text.as_str())))
    }
}

/// The whole event. Names (venue, rooms, signatory) have no translations: they match the signs on site.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Identifies the event even when its title changes; without it the title does.
    pub id: Option<String>,
    pub title: LocalizedText,
    /// The purpose of the event, in a few sentences.
    pub about: LocalizedText,
    pub organisers: Vec<LocalizedText>,
    /// The person who signed the invitation.
    pub signatory: Option<String>,
    /// The time zone of all times in the file.
    pub zone: Tz,
    /// The first day.
    pub first_date: NaiveDate,
    /// The last day; the same as the first for an event of one day.
    pub last_date: NaiveDate,
    /// The announced end of the whole event, if any; never before the last session starts.
    pub announced_end: Option<EventTime>,
    pub venue: Venue,
    pub contact: Contact,
    pub registration: RegistrationSettings,
    pub check_in: CheckInSettings,
    /// In the order of their starts; never empty.
    pub sessions: Vec<Session>,
    /// The guiding questions that group the audience's questions.
    pub themes: Vec<Theme>,
    pub reminders: Vec<Reminder>,
    pub question_limits: QuestionLimits,
    /// How the audience's questions reach the round table.
    pub round_table: RoundTable,
    /// For how many months after the event personal data is stored.
    pub retention_months: u32,
    /// For how many months after the event the attendance sheet is stored; at least `retention_months`.
    pub attendance_months: u32,
    /// Whether texts that were not understood are counted for the organisers, without names.
    pub collects_not_understood: bool,
    /// Whether those who were there are asked what they thought of the event.
    pub asks_feedback: bool,
    pub faq: Vec<FaqEntry>,
    /// Subjects people ask about, each with the invitation's text.
    pub topics: Vec<Topic>,
    /// The languages offered, in the organiser's order; French is always included.
    pub languages: Vec<Lang>,
}

/// Where the event takes place.
#[derive(Clone, Debug, PartialEq)]
pub struct Venue {
    pub name: String,
    /// The room of every session without a room of its own.
    pub room: Option<String>,
    pub address: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// How to get there and in.
    pub directions: Option<LocalizedText>,
}

/// How to reach the organisers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub email: String,
    /// Exactly as the organiser writes it.
    pub phone: String,
    pub fax: Option<String>,
    /// The number to call in an emergency.
    pub emergency: Option<String>,
}

/// The categories of attendees, by the names that event files use for reserved seats and audiences.
pub const ATTENDEE_CATEGORIES: [&str; 6] =
    ["resident", "mediator", "employer", "institution", "social-partner", "other"];

/// The reasons to set a question aside, by the names that event files use for them.
pub const REJECTION_REASONS: [&str; 6] = ["topic", "answered", "question", "unclear", "tone", "time"];

/// The `[registration]` table: when people can register, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationSettings {
    /// The first day on which people can register; any time when absent.
    pub opens_on: Option<NaiveDate>,
    /// The last day on which people can register, inclusive.
    pub last_day: Option<NaiveDate>,
    /// The number of seats; unlimited when absent.
    pub capacity: Option<u32>,
    /// The part of the capacity reserved for each of the [`ATTENDEE_CATEGORIES`].
    pub reserved_seats: BTreeMap<String, u32>,
    /// For how many hours between 8:00 and 20:00 a freed seat is offered once registration has closed.
    pub offer_hours: u32,
    /// Suggested communes or districts; people may type another one.
    pub areas: Vec<String>,
}

impl Default for RegistrationSettings {
    fn default() -> Self {
        Self {
            opens_on: None,
            last_day: None,
            capacity: None,
            reserved_seats: BTreeMap::new(),
            offer_hours: DEFAULT_OFFER_HOURS,
            areas: Vec::new(),
        }
    }
}

/// One item of the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// One to 32 of `a-z 0-9 -`, unique.
    pub id: String,
    /// The announced start; the live start, which organisers can change, is in the schedule.
    pub starts: EventTime,
    /// The announced end, if any.
    pub ends: Option<EventTime>,
    /// Only when it differs from the venue's.
    pub room: Option<String>,
    pub title: LocalizedText,
    pub speakers: Option<LocalizedText>,
    /// Its parts in order; they have no times of their own.
    pub sub_points: Vec<LocalizedText>,
    /// The subjects it treats.
    pub subjects: Vec<LocalizedText>,
    /// Other names people use for it, in one language or (`None`) in any.
    pub aliases: Vec<(Option<Lang>, String)>,
    /// Whether the audience can ask questions in it.
    pub takes_questions: bool,
    /// Whether the microphone goes round in it, so that the hall may ask for the floor.
    pub open_floor: bool,
}

/// A guiding question, under which the audience's questions are grouped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub id: String,
    pub text: LocalizedText,
}

/// A message planned by the organiser, sent before the event or one of its sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub id: String,
    pub when: ReminderTime,
    pub audience: Audience,
    /// How long after its due time it may still be sent.
    pub max_delay: Duration,
    /// The organiser's own text, with the placeholders `{date}`, `{hour}`, `{place}` and `{session}`.
    pub text: Option<LocalizedText>,
}

/// The people a reminder is sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// All people with a seat.
    Registered,
    /// People with a seat in one of the [`ATTENDEE_CATEGORIES`].
    Category(String),
    /// People on the waiting list, or with an open offer of a seat.
    Waitlisted,
    /// People with a seat who asked for a reminder of this session.
    ReminderRequested(String),
}

/// When a reminder is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReminderTime {
    /// This many days before the first day (0: on that day), at this time in the event's zone.
    BeforeEvent { days: u32, at: NaiveTime },
    /// This many minutes before the live start of this session.
    BeforeSession { session: String, minutes: u32 },
}

/// The `[check_in]` table: whether and when attendees may check themselves in at the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckInSettings {
    pub is_self_check_in_on: bool,
    /// From this time of day; without it, from an hour before the first session.
    pub self_from: Option<NaiveTime>,
    /// Until this time of day; without it, until the end.
    pub self_until: Option<NaiveTime>,
}

impl Default for CheckInSettings {
    fn default() -> Self {
        Self { is_self_check_in_on: true, self_from: None, self_until: None }
    }
}

/// The `[limits]` table: how often one person may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionLimits {
    /// How many unanswered questions one person may have; 0 for no limit.
    pub max_waiting_questions: u32,
    /// The pause between two questions of one person.
    pub seconds_between_questions: u32,
}

impl Default for QuestionLimits {
    fn default() -> Self {
        Self { max_waiting_questions: 3, seconds_between_questions: 30 }
    }
}

/// How the audience's questions reach the round table, unless moderators change it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoundTable {
    /// Whether a moderator approves each question before it is public.
    pub review_first: bool,
    /// Whether first-time authors and unanswered themes rank higher in the queue.
    pub boost_newcomers: bool,
    /// The speakers a question can be addressed to.
    pub speakers: Vec<LocalizedText>,
    /// The contact for personal situations; the event's contact when absent.
    pub personal_contact: Option<LocalizedText>,
    /// Whether the hall's screen has an address that cannot be guessed.
    pub has_secret_screen_path: bool,
    /// By which rule questions are chosen, in the organisers' own words; Kozé's words when absent.
    pub rule: Option<LocalizedText>,
    /// The organisers' own words for the reasons to set a question aside, by the [`REJECTION_REASONS`].
    pub reasons: BTreeMap<String, LocalizedText>,
}

/// An answer added by the organiser, with example questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqEntry {
    pub questions: Vec<String>,
    pub answer: LocalizedText,
}

/// A subject, with the invitation's text about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: String,
    /// The words people use for it.
    pub names: Vec<String>,
    pub text: LocalizedText,
}

impl Programme {
    /// When registration opens; `None` when it has always been open.
    pub fn registration_opens_at(&self) -> Option<EventTime> {
        local_to_event_time(self.zone, self.registration.opens_on?.and_time(NaiveTime::MIN))
    }

    /// When registration closes: the midnight that ends the last day; `None` when it never does.
    pub fn registration_closes_at(&self) -> Option<EventTime> {
        local_to_event_time(self.zone, self.registration.last_day?.succ_opt()?.and_time(NaiveTime::MIN))
    }

    /// The announced start of the first session.
    pub fn first_start(&self) -> EventTime {
        self.sessions.iter().map(|session| session.starts).min().unwrap_or_default()
    }

    /// The latest announced time: an end, or a start without an end.
    pub fn latest_announced_time(&self) -> EventTime {
        let announced = self.sessions.iter().map(|session| session.ends.unwrap_or(session.starts));
        announced.chain(self.announced_end).max().unwrap_or_default()
    }

    /// The session with this id.
    pub fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// Whether the event is announced in more than one room.
    pub fn has_several_rooms(&self) -> bool {
        self.sessions.iter().any(|session| self.room(session) != self.venue.room.as_deref())
    }

    /// The announced room of a session: its own, or the venue's.
    pub fn room<'p>(&'p self, session: &'p Session) -> Option<&'p str> {
        session.room.as_deref().or(self.venue.room.as_deref())
    }

    /// When a reminder is due. `start_of` gives the live start of a session, which organisers can change;
    /// the result is `None` when the session does not take place.
    pub fn reminder_due_at(
        &self,
        reminder: &Reminder,
        start_of: impl Fn(&str) -> Option<EventTime>,
    ) -> Option<EventTime> {
        match &reminder.when {
            ReminderTime::BeforeEvent { days, at } => {
                let day = self.first_date.checked_sub_days(Days::new(u64::from(*days)))?;
                local_to_event_time(self.zone, day.and_time(*at))
            }
            ReminderTime::BeforeSession { session, minutes } => {
                Some(start_of(session)? - i64::from(*minutes) * 60_000)
            }
        }
    }

    /// This time of day in the event's zone; `None` when there is no such time.
    pub fn time_on_day(&self, day: NaiveDate, hour: u32, minute: u32) -> Option<EventTime> {
        local_to_event_time(self.zone, day.and_time(NaiveTime::from_hms_opt(hour, minute, 0)?))
    }

    /// A time in the event's zone.
    pub fn to_local_time(&self, at: EventTime) -> DateTime<Tz> {
        to_utc(at).with_timezone(&self.zone)
    }
}

/// The moment of a local `time`: the first of two when clocks go back, one hour later when clocks skip it,
/// `None` when the zone skipped the whole day.
pub(crate) fn local_to_event_time(zone: Tz, time: NaiveDateTime) -> Option<EventTime> {
    let resolve = |time: NaiveDateTime| zone.from_local_datetime(&time).earliest();
    let later = || resolve(time.checked_add_signed(Duration::hours(1))?);
    Some(resolve(time).or_else(later)?.into())
}
