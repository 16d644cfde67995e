//! The event: what is announced, where, when, by whom, and how people take part in it.
//!
//! An organiser writes it in one file, `event.toml`. The file is read and checked once, at the
//! door (`Programme::read`); from there on everything here is known to be right: texts are
//! there in French, ids are unique, sessions are in order, reminders come before what they announce.

mod hints;
mod parser;
mod schedule;
mod session_parser;
mod source_file;
mod store;
mod table_reader;
mod validation;
mod value_reader;

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use crate::clock::{Millis, to_utc};
use crate::i18n::Lang;

pub use schedule::{Schedule, ScheduleChange, ScheduledSession};
pub use source_file::Diagnostic;
pub use store::{
    load_schedule, move_session, record_change, save_schedule, schedule_before_change, schedule_version,
    sync_with_programme,
};

/// How long a last session without a printed end may go on beyond the announced end before the event counts as
/// over: nobody is told "it is over" while it is being closed. Shown to nobody.
const OPEN_END_GRACE: Duration = Duration::hours(1);

/// For how many daytime hours a freed seat is offered, where the file does not say.
const DEFAULT_OFFER_HOURS: u32 = 6;

/// A text in French and, where somebody wrote it, in other languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalizedText {
    french: String,
    translations: BTreeMap<Lang, String>,
}

impl LocalizedText {
    /// A text that is so far only in French.
    pub fn french(text: impl Into<String>) -> Self {
        Self { french: text.into(), translations: BTreeMap::new() }
    }

    /// The same with the text of one more language (for French: instead of the one it had).
    pub fn with(mut self, lang: Lang, text: impl Into<String>) -> Self {
        match lang {
            Lang::Fr => self.french = text.into(),
            Lang::Gcf | Lang::En => _ = self.translations.insert(lang, text.into()),
        }
        self
    }

    /// The text in this language, else in French.
    pub fn get(&self, lang: Lang) -> &str {
        self.translations.get(&lang).unwrap_or(&self.french)
    }

    /// Every text that is written, French first.
    pub fn all(&self) -> impl Iterator<Item = (Lang, &str)> {
        std::iter::once((Lang::Fr, self.french.as_str()))
            .chain(self.translations.iter().map(|(lang, text)| (*lang, text.as_str())))
    }
}

/// The whole event. Names (venue, rooms, signatory) are plain text: they are what the door says.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// What tells this event from any other, whatever its title becomes; the title where absent.
    pub id: Option<String>,
    pub title: LocalizedText,
    /// What the event is for, in a few sentences.
    pub about: LocalizedText,
    pub organisers: Vec<LocalizedText>,
    /// Who signed the invitation.
    pub signatory: Option<String>,
    pub zone: Tz,
    /// The first day.
    pub first_date: NaiveDate,
    /// The last day: the first one, for an event of one day.
    pub last_date: NaiveDate,
    /// Until when the whole is announced, if the file says so; no earlier than the last start.
    pub announced_end: Option<Millis>,
    pub venue: Venue,
    pub contact: Contact,
    pub registration: RegistrationSettings,
    /// In order of their start; never empty.
    pub sessions: Vec<Session>,
    /// The guiding questions by which people's questions are grouped.
    pub themes: Vec<Theme>,
    pub reminders: Vec<Reminder>,
    pub question_limits: QuestionLimits,
    /// How people's questions reach the table.
    pub round_table: RoundTable,
    /// For how many months after the event people's data are kept.
    pub retention_months: u32,
    pub faq: Vec<FaqEntry>,
    /// Subjects that people ask about, and what the invitation says of them.
    pub topics: Vec<Topic>,
    /// The languages offered, the organiser's order; French is among them.
    pub languages: Vec<Lang>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Venue {
    pub name: String,
    /// The room of every session that names no other.
    pub room: Option<String>,
    pub address: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// How to get there and in.
    pub directions: Option<LocalizedText>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub email: String,
    /// As the organiser writes it.
    pub phone: String,
    pub fax: Option<String>,
    /// Whom to call when somebody needs help at once.
    pub emergency: Option<String>,
}

/// Who somebody may come as, by the names an event file reserves seats under.
pub const ATTENDEE_CATEGORIES: [&str; 6] =
    ["resident", "mediator", "employer", "institution", "social-partner", "other"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationSettings {
    pub opens_on: Option<NaiveDate>,
    /// The last day on which one can register, itself included.
    pub last_day: Option<NaiveDate>,
    /// How many people have a place; unlimited when absent.
    pub capacity: Option<u32>,
    /// Seats of these that only one of [`CATEGORIES`] may take.
    pub reserved_seats: BTreeMap<String, u32>,
    /// After the last day: for how many hours between 8:00 and 20:00 a freed seat is offered.
    pub offer_hours: u32,
    /// Communes or quartiers people may choose from; they may always write another.
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// One to 32 of `a-z 0-9 -`, unique.
    pub id: String,
    /// As announced; organisers may shift it later, so the live start is kept elsewhere.
    pub starts: Millis,
    /// As announced, where an end is announced.
    pub ends: Option<Millis>,
    /// Where it differs from the venue's.
    pub room: Option<String>,
    pub title: LocalizedText,
    pub speakers: Option<LocalizedText>,
    /// Its sub-points, in order, without a time of their own.
    pub sub_points: Vec<LocalizedText>,
    /// What it is about.
    pub subjects: Vec<LocalizedText>,
    /// Other words people use for it, of one language or (`None`) of any.
    pub aliases: Vec<(Option<Lang>, String)>,
    /// Whether people's questions are taken in it.
    pub takes_questions: bool,
}

/// A guiding question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub id: String,
    pub text: LocalizedText,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub id: String,
    pub when: ReminderTime,
    pub audience: Audience,
    /// How long after its moment it may still be sent.
    pub max_delay: Duration,
    /// The organiser's own words, with `{date}`, `{hour}`, `{place}` and `{session}` to be filled in.
    pub text: Option<LocalizedText>,
}

/// Who is meant by a reminder or an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who has a seat.
    Registered,
    /// Those of them who come as one of [`CATEGORIES`].
    Category(String),
    /// Who stands on the waiting list, or is just being offered a seat.
    Waitlisted,
    /// Who asked to be reminded of this session.
    ReminderRequested(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReminderTime {
    /// So many days before the first day (0: that day), at this time of the event's zone.
    BeforeEvent { days: u32, at: NaiveTime },
    /// So many minutes before this session.
    BeforeSession { session: String, minutes: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionLimits {
    /// How many questions of one person may wait at a time; 0 for no limit.
    pub max_waiting_questions: u32,
    pub seconds_between_questions: u32,
}

impl Default for QuestionLimits {
    fn default() -> Self {
        Self { max_waiting_questions: 3, seconds_between_questions: 30 }
    }
}

/// How people's questions reach the table, where moderators set nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoundTable {
    /// Whether a moderator reads each question before it is public.
    pub review_first: bool,
    /// Whether people and themes never heard are lifted in the queue.
    pub boost_newcomers: bool,
    /// Whom a question can be for.
    pub speakers: Vec<LocalizedText>,
    /// Who helps somebody with their own situation; the contact of the event where absent.
    pub personal_contact: Option<LocalizedText>,
    /// Whether the hall's screen has an address that nobody can guess.
    pub has_secret_screen_path: bool,
}

/// An answer the organiser added, and the ways in which people ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqEntry {
    pub questions: Vec<String>,
    pub answer: LocalizedText,
}

/// A subject, and what the invitation says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: String,
    /// Words people use for it.
    pub names: Vec<String>,
    pub text: LocalizedText,
}

impl Programme {
    /// The event that Kozé ships with.
    ///
    /// # Panics
    /// Never: the file is compiled in, and a test reads it.
    pub fn built_in() -> Self {
        Self::parse(include_str!("../../event.toml")).expect("a test reads the shipped event file")
    }

    /// Reads an event file, or names every mistake in it, in the order of the lines.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        parser::parse(text)
    }

    /// The first moment at which one can register; `None`: at any time.
    pub fn registration_opens_at(&self) -> Option<Millis> {
        local_to_millis(self.zone, self.registration.opens_on?.and_time(NaiveTime::MIN))
    }

    /// The first moment at which one cannot register any more: the midnight that ends the last day.
    pub fn registration_closes_at(&self) -> Option<Millis> {
        local_to_millis(self.zone, self.registration.last_day?.succ_opt()?.and_time(NaiveTime::MIN))
    }

    /// The announced start of the first session.
    pub fn first_start(&self) -> Millis {
        self.sessions.iter().map(|session| session.starts).min().unwrap_or_default()
    }

    /// The latest moment that is printed: an end, or a start.
    pub fn latest_announced_time(&self) -> Millis {
        let printed = self.sessions.iter().map(|session| session.ends.unwrap_or(session.starts));
        printed.chain(self.announced_end).max().unwrap_or_default()
    }

    /// Whether the event lies behind us, as it was planned.
    pub fn is_over_as_planned(&self, now: Millis) -> bool {
        Schedule::from_programme(self).is_over(self, now)
    }

    /// What the file leaves open and people will ask about: advice, no mistakes.
    pub fn hints(&self) -> Vec<String> {
        hints::find_hints(self)
    }

    pub fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// The room of a session: its own, else the venue's.
    pub fn room<'p>(&'p self, session: &'p Session) -> Option<&'p str> {
        session.room.as_deref().or(self.venue.room.as_deref())
    }

    /// When a reminder is due. Its session's start comes from `starts_of`, since organisers may have
    /// shifted it; `None` when the session has no start any more.
    pub fn reminder_due_at(
        &self,
        reminder: &Reminder,
        starts_of: impl Fn(&str) -> Option<Millis>,
    ) -> Option<Millis> {
        match &reminder.when {
            ReminderTime::BeforeEvent { days, at } => {
                let day = self.first_date.checked_sub_days(Days::new(u64::from(*days)))?;
                local_to_millis(self.zone, day.and_time(*at))
            }
            ReminderTime::BeforeSession { session, minutes } => {
                Some(starts_of(session)? - i64::from(*minutes) * 60_000)
            }
        }
    }

    /// The moment at which the event's clocks show this hour of a day.
    pub fn time_on_day(&self, day: NaiveDate, hour: u32, minute: u32) -> Option<Millis> {
        local_to_millis(self.zone, day.and_time(NaiveTime::from_hms_opt(hour, minute, 0)?))
    }

    /// A moment as the event's clocks on the wall show it.
    pub fn to_local_time(&self, at: Millis) -> DateTime<Tz> {
        to_utc(at).with_timezone(&self.zone)
    }
}

/// The moment at which the zone's clocks show `time`: the first of two when clocks go back, an hour
/// on when they skip it, `None` when a zone skipped the whole day.
fn local_to_millis(zone: Tz, time: NaiveDateTime) -> Option<Millis> {
    let shown = |time: NaiveDateTime| zone.from_local_datetime(&time).earliest();
    let later = || shown(time.checked_add_signed(Duration::hours(1))?);
    Some(shown(time).or_else(later)?.timestamp_millis())
}
