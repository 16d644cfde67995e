//! One entry of the journal.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::clock::EventTime;
use crate::ids::{PersonId, RegistrationNumber};

/// What was done. The text forms are stored in the database and are part of text ids (`audit-…`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum Action {
    /// The data of one attendee were shown.
    Looked,
    /// A list of attendees was searched; the words that were typed are not kept.
    Searched,
    Corrected,
    Cancelled,
    Added,
    /// A seat was given to somebody on the waitlist.
    Promoted,
    CheckedIn,
    CheckInUndone,
    /// A list left the bot as a file; the detail names it.
    Exported,
    Imported,
    Invited,
    InviteWithdrawn,
    InviteUsed,
    RoleRevoked,
    /// The list for scanning without a network was sent to a phone.
    ListLoaded,
    /// A line was sent to the stage; the detail is its name, if it is a ready one.
    StageLineSent,
    StageLineWithdrawn,
    /// The address of the stage was replaced.
    StageAddressChanged,
    /// Data were removed because their time is over.
    Purged,
    /// A group or channel was linked; the detail is its number.
    GroupLinked,
    GroupUnlinked,
    /// The bot was removed from a linked group, or may not write there any more.
    GroupLost,
    /// Somebody without the role tried; the detail is the command or the kind of button.
    Refused,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub at: EventTime,
    /// `None`: the command line, or the bot by itself.
    pub actor: Option<PersonId>,
    pub action: Action,
    /// Whose data; `None` where it is about several people or none.
    pub registration: Option<RegistrationNumber>,
    /// A word of the program: a format, a role, a command. Never personal data.
    pub detail: String,
}

impl Entry {
    /// An entry without a registration and a detail.
    pub fn new(at: EventTime, actor: Option<PersonId>, action: Action) -> Self {
        Self { at, actor, action, registration: None, detail: String::new() }
    }

    /// The entry about this registration.
    pub fn about(self, registration: RegistrationNumber) -> Self {
        Self { registration: Some(registration), ..self }
    }

    /// The entry with this detail.
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..self }
    }
}
