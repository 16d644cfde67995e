//! Whether a database may be opened for an event. Pure.

use crate::clock::Millis;

/// What a database is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseKind {
    /// Real people, by the real clock.
    Real,
    /// Made for trying, by a simulated clock.
    Rehearsal,
    /// A copy of a real one, for trying: real people stand in it, so that it never meets Telegram.
    CopyOfReal,
}

impl DatabaseKind {
    pub fn name(self) -> &'static str {
        match self {
            DatabaseKind::Real => "real",
            DatabaseKind::Rehearsal => "rehearsal",
            DatabaseKind::CopyOfReal => "copy",
        }
    }

    /// What nobody knows is taken for a real one.
    pub fn from_name(name: &str) -> Self {
        match name {
            "rehearsal" => DatabaseKind::Rehearsal,
            "copy" => DatabaseKind::CopyOfReal,
            _ => DatabaseKind::Real,
        }
    }
}

/// As what somebody wants to open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenRequest {
    /// What it becomes when it is new. A rehearsal (`Copy`) opens copies, too.
    pub kind: DatabaseKind,
    /// No event file was named.
    pub is_built_in_event: bool,
    /// `--this-is-the-event`: another event than the one it was of is meant.
    pub can_change_event: bool,
}

impl OpenRequest {
    pub fn new(kind: DatabaseKind) -> Self {
        Self { kind, is_built_in_event: false, can_change_event: false }
    }
}

/// What stands in a database about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventIdentity {
    pub id: String,
    pub title: String,
    pub kind: DatabaseKind,
    pub ends_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseState {
    /// Nobody has used it yet.
    Empty,
    /// In use since before databases were marked: its sessions, and when each began by the file.
    Unidentified(Vec<(String, Millis)>),
    /// With whether nobody stands in it: such a one may become another event's.
    Identified { mark: EventIdentity, is_unused: bool },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenDecision {
    New(EventIdentity),
    /// Of this event, with what is to stand there from now on.
    Same {
        before: EventIdentity,
        mark: EventIdentity,
    },
    /// Of the event of this title.
    OtherEvent(String),
    /// In use, unmarked, and its sessions are others.
    OtherSessions,
    IsReal,
    IsRehearsal,
    IsCopy,
}

/// Whether `file`, with sessions that start so, may be used with what is `known` of a database.
pub fn decide(
    known: &DatabaseState,
    file: &EventIdentity,
    starts: &[(String, Millis)],
    claim: OpenRequest,
) -> OpenDecision {
    let rehearses = claim.kind != DatabaseKind::Real;
    // a new one that a rehearsal opens is its own, and no copy of anything
    let kind = if rehearses { DatabaseKind::Rehearsal } else { DatabaseKind::Real };
    match known {
        DatabaseState::Empty => OpenDecision::New(EventIdentity { kind, ..file.clone() }),
        DatabaseState::Unidentified(_) if rehearses => OpenDecision::IsReal,
        DatabaseState::Unidentified(before)
            if claim.can_change_event || has_matching_sessions(before, starts) =>
        {
            OpenDecision::New(EventIdentity { kind, ..file.clone() })
        }
        DatabaseState::Unidentified(_) => OpenDecision::OtherSessions,
        DatabaseState::Identified { mark, is_unused } => match mark.kind {
            DatabaseKind::Real if rehearses => OpenDecision::IsReal,
            DatabaseKind::Rehearsal if !rehearses => OpenDecision::IsRehearsal,
            DatabaseKind::CopyOfReal if claim.kind != DatabaseKind::CopyOfReal => OpenDecision::IsCopy,
            _ if claim.can_change_event || *is_unused => OpenDecision::Same {
                mark: EventIdentity { kind: mark.kind, ..file.clone() },
                before: mark.clone(),
            },
            _ if !is_same_event(mark, file) => OpenDecision::OtherEvent(mark.title.clone()),
            _ => OpenDecision::Same { mark: merge_identity(mark, file), before: mark.clone() },
        },
    }
}

/// An `id` decides where both have one; else the title, as it reads.
fn is_same_event(mark: &EventIdentity, file: &EventIdentity) -> bool {
    if !mark.id.is_empty() && !file.id.is_empty() {
        return mark.id == file.id;
    }
    normalize_title(&mark.title) == normalize_title(&file.title)
}

/// Letters and digits alone, in lower case: a corrected comma makes no other event.
fn normalize_title(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// An `id` that was given once stays known, and so does the latest end: a file with an earlier one
/// cannot make what people gave be erased the sooner.
fn merge_identity(mark: &EventIdentity, file: &EventIdentity) -> EventIdentity {
    let id = if file.id.is_empty() { mark.id.clone() } else { file.id.clone() };
    EventIdentity { id, title: file.title.clone(), kind: mark.kind, ends_at: mark.ends_at.max(file.ends_at) }
}

/// Whether an unmarked database is of this file: most of its sessions stand there, at the times that
/// they had. The ids alone say little, for many write their event over the shipped one.
fn has_matching_sessions(before: &[(String, Millis)], starts: &[(String, Millis)]) -> bool {
    let same = before.iter().filter(|session| starts.contains(session)).count();
    same * 2 > before.len()
}
