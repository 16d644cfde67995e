//! The event: what is announced, where, when, by whom, and how people take part in it.
//!
//! An organiser writes it in one file, `event.toml`. The file is read and checked once, at the
//! door (`Programme::read`); from there on everything here is known to be right: texts are
//! there in French, ids are unique, sessions are in order, reminders come before what they announce.

mod checks;
mod fields;
mod hints;
mod page;
mod read;
mod schedule;
mod sessions;
mod store;
mod values;

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use crate::clock::{Millis, utc};
use crate::i18n::Lang;

pub use page::Mistake;
pub use schedule::{Change, Schedule, Slot};
pub use store::{before, load_file, move_session, note_change, schedule, set, version};

/// How long a last session without a printed end may go on beyond the announced end before the event counts as
/// over: nobody is told "it is over" while it is being closed. Shown to nobody.
const OPEN_END: Duration = Duration::hours(1);

/// For how many daytime hours a freed seat is offered, where the file does not say.
const OFFER_HOURS: u32 = 6;

/// A text in French and, where somebody wrote it, in other languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    french: String,
    others: BTreeMap<Lang, String>,
}

impl Local {
    /// A text that is so far only in French.
    pub fn french(text: impl Into<String>) -> Self {
        Self { french: text.into(), others: BTreeMap::new() }
    }

    /// The same with the text of one more language (for French: instead of the one it had).
    pub fn with(mut self, lang: Lang, text: impl Into<String>) -> Self {
        match lang {
            Lang::Fr => self.french = text.into(),
            Lang::Gcf | Lang::En => _ = self.others.insert(lang, text.into()),
        }
        self
    }

    /// The text in this language, else in French.
    pub fn get(&self, lang: Lang) -> &str {
        self.others.get(&lang).unwrap_or(&self.french)
    }

    /// Every text that is written, French first.
    pub fn all(&self) -> impl Iterator<Item = (Lang, &str)> {
        std::iter::once((Lang::Fr, self.french.as_str()))
            .chain(self.others.iter().map(|(lang, text)| (*lang, text.as_str())))
    }
}

/// The whole event. Names (venue, rooms, signatory) are plain text: they are what the door says.
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// What tells this event from any other, whatever its title becomes; the title where absent.
    pub id: Option<String>,
    pub title: Local,
    /// What the event is for, in a few sentences.
    pub about: Local,
    pub organisers: Vec<Local>,
    /// Who signed the invitation.
    pub signatory: Option<String>,
    pub zone: Tz,
    /// The first day.
    pub date: NaiveDate,
    /// The last day: the first one, for an event of one day.
    pub last_date: NaiveDate,
    /// Until when the whole is announced, if the file says so; no earlier than the last start.
    pub announced_end: Option<Millis>,
    pub venue: Venue,
    pub contact: Contact,
    pub registration: Registration,
    /// In order of their start; never empty.
    pub sessions: Vec<Session>,
    /// The guiding questions by which people's questions are grouped.
    pub guides: Vec<Guide>,
    pub reminders: Vec<Reminder>,
    pub limits: Limits,
    /// How people's questions reach the table.
    pub round_table: RoundTable,
    /// For how many months after the event people's data are kept.
    pub retention_months: u32,
    pub faq: Vec<Faq>,
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
    pub access: Option<Local>,
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
pub const CATEGORIES: [&str; 6] =
    ["resident", "mediator", "employer", "institution", "social-partner", "other"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    pub opens: Option<NaiveDate>,
    /// The last day on which one can register, itself included.
    pub last_day: Option<NaiveDate>,
    /// How many people have a place; unlimited when absent.
    pub capacity: Option<u32>,
    /// Seats of these that only one of [`CATEGORIES`] may take.
    pub reserved: BTreeMap<String, u32>,
    /// After the last day: for how many hours between 8:00 and 20:00 a freed seat is offered.
    pub offer_hours: u32,
    /// Communes or quartiers people may choose from; they may always write another.
    pub areas: Vec<String>,
}

impl Default for Registration {
    fn default() -> Self {
        Self {
            opens: None,
            last_day: None,
            capacity: None,
            reserved: BTreeMap::new(),
            offer_hours: OFFER_HOURS,
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
    pub title: Local,
    pub speakers: Option<Local>,
    /// Its sub-points, in order, without a time of their own.
    pub parts: Vec<Local>,
    /// What it is about.
    pub themes: Vec<Local>,
    /// Other words people use for it, of one language or (`None`) of any.
    pub aliases: Vec<(Option<Lang>, String)>,
    /// Whether people's questions are taken in it.
    pub takes_questions: bool,
}

/// A guiding question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    pub id: String,
    pub text: Local,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub id: String,
    pub when: When,
    pub audience: Audience,
    /// How long after its moment it may still be sent.
    pub late: Duration,
    /// The organiser's own words, with `{date}`, `{hour}`, `{place}` and `{session}` to be filled in.
    pub text: Option<Local>,
}

/// Who is meant by a reminder or an announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody who has a seat.
    Registered,
    /// Those of them who come as one of [`CATEGORIES`].
    Category(String),
    /// Who stands on the waiting list, or is just being offered a seat.
    Waiting,
    /// Who asked to be reminded of this session.
    Asked(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// So many days before the first day (0: that day), at this time of the event's zone.
    BeforeEvent { days: u32, at: NaiveTime },
    /// So many minutes before this session.
    BeforeSession { session: String, minutes: u32 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many questions of one person may wait at a time; 0 for no limit.
    pub questions_waiting: u32,
    pub seconds_between_questions: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { questions_waiting: 3, seconds_between_questions: 30 }
    }
}

/// How people's questions reach the table, where moderators set nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoundTable {
    /// Whether a moderator reads each question before it is public.
    pub review_before: bool,
    /// Whether people and themes never heard are lifted in the queue.
    pub fairness: bool,
    /// Whom a question can be for.
    pub speakers: Vec<Local>,
    /// Who helps somebody with their own situation; the contact of the event where absent.
    pub personal_contact: Option<Local>,
    /// Whether the hall's screen has an address that nobody can guess.
    pub secret_hall: bool,
}

/// An answer the organiser added, and the ways in which people ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faq {
    pub questions: Vec<String>,
    pub answer: Local,
}

/// A subject, and what the invitation says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: String,
    /// Words people use for it.
    pub names: Vec<String>,
    pub text: Local,
}

impl Programme {
    /// The event that Kozé ships with.
    ///
    /// # Panics
    /// Never: the file is compiled in, and a test reads it.
    pub fn shipped() -> Self {
        Self::read(include_str!("../../event.toml")).expect("a test reads the shipped event file")
    }

    /// Reads an event file, or names every mistake in it, in the order of the lines.
    pub fn read(text: &str) -> Result<Self, Vec<Mistake>> {
        read::read(text)
    }

    /// The first moment at which one can register; `None`: at any time.
    pub fn opens_at(&self) -> Option<Millis> {
        instant(self.zone, self.registration.opens?.and_time(NaiveTime::MIN))
    }

    /// The first moment at which one cannot register any more: the midnight that ends the last day.
    pub fn closes_at(&self) -> Option<Millis> {
        instant(self.zone, self.registration.last_day?.succ_opt()?.and_time(NaiveTime::MIN))
    }

    /// The announced start of the first session.
    pub fn first_start(&self) -> Millis {
        self.sessions.iter().map(|session| session.starts).min().unwrap_or_default()
    }

    /// The latest moment that is printed: an end, or a start.
    pub fn last_end(&self) -> Millis {
        let printed = self.sessions.iter().map(|session| session.ends.unwrap_or(session.starts));
        printed.chain(self.announced_end).max().unwrap_or_default()
    }

    /// Whether the event lies behind us, as it was planned.
    pub fn is_over(&self, now: Millis) -> bool {
        Schedule::of(self).is_over(self, now)
    }

    /// What the file leaves open and people will ask about: advice, no mistakes.
    pub fn hints(&self) -> Vec<String> {
        hints::hints(self)
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
    pub fn due(&self, reminder: &Reminder, starts_of: impl Fn(&str) -> Option<Millis>) -> Option<Millis> {
        match &reminder.when {
            When::BeforeEvent { days, at } => {
                let day = self.date.checked_sub_days(Days::new(u64::from(*days)))?;
                instant(self.zone, day.and_time(*at))
            }
            When::BeforeSession { session, minutes } => {
                Some(starts_of(session)? - i64::from(*minutes) * 60_000)
            }
        }
    }

    /// The moment at which the event's clocks show this hour of a day.
    pub fn moment(&self, day: NaiveDate, hour: u32, minute: u32) -> Option<Millis> {
        instant(self.zone, day.and_time(NaiveTime::from_hms_opt(hour, minute, 0)?))
    }

    /// A moment as the event's clocks on the wall show it.
    pub fn local(&self, at: Millis) -> DateTime<Tz> {
        utc(at).with_timezone(&self.zone)
    }
}

/// The moment at which the zone's clocks show `time`: the first of two when clocks go back, an hour
/// on when they skip it, `None` when a zone skipped the whole day.
fn instant(zone: Tz, time: NaiveDateTime) -> Option<Millis> {
    let shown = |time: NaiveDateTime| zone.from_local_datetime(&time).earliest();
    let later = || shown(time.checked_add_signed(Duration::hours(1))?);
    Some(shown(time).or_else(later)?.timestamp_millis())
}
