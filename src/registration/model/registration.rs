//! A confirmed registration: its answers, its seat, and what was added on the card.

use serde::{Deserialize, Serialize};

use super::phone::Phone;
use super::ticket_code::TicketCode;
use super::values::{AccessNeeds, Area, Email, FullName, Organisation};
use crate::clock::EventTime;
use crate::ids::{PersonId, RegistrationNumber};

/// What a person attends as. The names of `strum` stand in button data, in the database and in the event
/// file; those of `serde` in stored drafts.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "kebab-case")]
pub enum Category {
    Resident,
    Mediator,
    Employer,
    Institution,
    SocialPartner,
    Other,
}

impl Category {
    /// Every category, in the order in which the buttons show them.
    pub const ALL: [Category; 6] = [
        Category::Resident,
        Category::Mediator,
        Category::Employer,
        Category::Institution,
        Category::SocialPartner,
        Category::Other,
    ];

    /// Whether the person is asked for an organisation.
    pub fn has_organisation(self) -> bool {
        !matches!(self, Category::Resident | Category::Other)
    }

    /// The name in button data, in the database and in the event file.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// How a person consented to the notice. The names of `strum` stand in the database; those of `serde` in
/// stored drafts.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ConsentMethod {
    /// The person pressed the button.
    #[default]
    #[serde(rename = "oneself")]
    #[strum(serialize = "self")]
    InApp,
    /// A guest consented verbally to the person who registered them.
    #[serde(rename = "aloud")]
    #[strum(serialize = "aloud")]
    Verbal,
    /// A guest signed the paper form.
    Paper,
}

impl ConsentMethod {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Whether a registration has a seat. The names of `strum` stand in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SeatStatus {
    #[strum(serialize = "seat")]
    Seated,
    /// On the waitlist.
    Waiting,
    /// A free seat is reserved until this time.
    Offered(EventTime),
}

impl SeatStatus {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// When an offer expires; `None` without an offer.
    pub fn offered_until(self) -> Option<EventTime> {
        match self {
            SeatStatus::Offered(until) => Some(until),
            SeatStatus::Seated | SeatStatus::Waiting => None,
        }
    }

    /// The status of these two columns; `None` for an unknown name.
    pub fn from_stored(name: &str, offered_until: EventTime) -> Option<Self> {
        let all = [SeatStatus::Seated, SeatStatus::Waiting, SeatStatus::Offered(offered_until)];
        all.into_iter().find(|status| status.name() == name)
    }
}

/// An answer that can be changed, or added, on the card. The names of `strum` stand in button data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Field {
    Name,
    Category,
    #[strum(serialize = "structure")]
    Organisation,
    Phone,
    Email,
    Area,
    #[strum(serialize = "access")]
    AccessNeeds,
}

impl Field {
    /// The name in button data and in the stored conversation.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Complete answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    pub consent_method: ConsentMethod,
    pub consent_at: EventTime,
    pub name: FullName,
    pub category: Category,
    pub organisation: Option<Organisation>,
    pub phone: Option<Phone>,
}

/// What can be added on the card at any time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extras {
    pub email: Option<Email>,
    pub area: Option<Area>,
    pub access_needs: Option<AccessNeeds>,
}

/// A confirmed registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub number: RegistrationNumber,
    /// The account that receives its messages; `None` after that account was erased.
    pub person: Option<PersonId>,
    /// Whether that account belongs to the attendee; otherwise the attendee is a guest.
    pub is_own: bool,
    /// The account that entered the answers; `None` after that account was erased.
    pub registered_by: Option<PersonId>,
    pub status: SeatStatus,
    pub code: TicketCode,
    pub registered_at: EventTime,
    pub answers: Answers,
    pub extras: Extras,
}

/// A guest's registration, as it is shown in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    pub number: RegistrationNumber,
    pub name: String,
}

/// The calendar entry that was sent for a registration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarEntry {
    /// How many versions of the entry were sent.
    pub issued_count: i64,
    /// The content of the last version, as [`crate::calendar::content_fingerprint`] computes it.
    pub fingerprint: String,
    /// When the content changed last.
    pub changed_at: EventTime,
    /// The entry's identifier in calendars; empty until a version is sent.
    pub uid: String,
}
