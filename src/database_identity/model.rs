//! What a database records about itself, and with what intent it is opened.

use strum::{Display, EnumString, IntoStaticStr};

use crate::clock::EventTime;

/// The purpose of a database. Its text form is stored in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum DatabaseKind {
    /// Real people and the real clock.
    Real,
    /// A rehearsal with a simulated clock.
    Rehearsal,
    /// A copy of a real one for rehearsing. It holds real people, so it never connects to Telegram.
    #[strum(serialize = "copy")]
    CopyOfReal,
}

impl DatabaseKind {
    /// The text form: `real`, `rehearsal` or `copy`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The kind with this text form. An unknown one counts as real, the kind that is protected most.
    pub fn from_name(name: &str) -> Self {
        name.parse().unwrap_or(DatabaseKind::Real)
    }
}

/// The intent with which a database is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenRequest {
    /// The kind that a new database becomes. `CopyOfReal` opens copies and rehearsals.
    pub kind: DatabaseKind,
    /// Whether the compiled-in event is used, because no event file was named.
    pub is_built_in_event: bool,
    /// `--this-is-the-event`: the database may become another event's.
    pub can_change_event: bool,
}

impl OpenRequest {
    /// The usual request: an event file was named, and the event stays the same.
    pub fn new(kind: DatabaseKind) -> Self {
        Self { kind, is_built_in_event: false, can_change_event: false }
    }
}

/// The event of a database, and its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventIdentity {
    /// The `id` in the event file; empty where it has none.
    pub id: String,
    /// The French title.
    pub title: String,
    pub kind: DatabaseKind,
    pub ends_at: EventTime,
}

/// The start of a session by the event file.
pub type SessionStart = (String, EventTime);

/// What is known of a database before it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseState {
    /// Without tables, or without a person and a question.
    Empty,
    /// In use, but made by a version that recorded no identity.
    Unidentified(Vec<SessionStart>),
    /// An unused one, without a person and a question, may become another event's.
    Identified { identity: EventIdentity, is_unused: bool },
}
