//! Whether a database may be opened for an event. Pure.

use super::model::{DatabaseKind, DatabaseState, EventIdentity, OpenRequest, SessionStart};

/// Whether a database is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenDecision {
    /// Yes: this identity is recorded.
    New(EventIdentity),
    /// Yes: it is of this event, and `identity` is recorded from now on.
    Same { before: EventIdentity, identity: EventIdentity },
    /// No: it is of the event with this title.
    OtherEvent(String),
    /// No: it is in use without an identity, and its sessions are not those of the file.
    OtherSessions,
    /// No: it is a real one.
    IsReal,
    /// No: it is a rehearsal's.
    IsRehearsal,
    /// No: it is a copy of a real one.
    IsCopy,
}

/// Decides whether the event `file`, whose sessions start at `starts`, may use the database.
pub fn decide(
    known: &DatabaseState,
    file: &EventIdentity,
    starts: &[SessionStart],
    request: OpenRequest,
) -> OpenDecision {
    let rehearses = request.kind != DatabaseKind::Real;
    // a new database opened for a copy is a plain rehearsal's: nothing was copied into it
    let kind = if rehearses { DatabaseKind::Rehearsal } else { DatabaseKind::Real };
    match known {
        DatabaseState::Empty => OpenDecision::New(EventIdentity { kind, ..file.clone() }),
        DatabaseState::Unidentified(_) if rehearses => OpenDecision::IsReal,
        DatabaseState::Unidentified(before)
            if request.can_change_event || has_matching_sessions(before, starts) =>
        {
            OpenDecision::New(EventIdentity { kind, ..file.clone() })
        }
        DatabaseState::Unidentified(_) => OpenDecision::OtherSessions,
        DatabaseState::Identified { identity, is_unused } => match identity.kind {
            DatabaseKind::Real if rehearses => OpenDecision::IsReal,
            DatabaseKind::Rehearsal if !rehearses => OpenDecision::IsRehearsal,
            DatabaseKind::CopyOfReal if request.kind != DatabaseKind::CopyOfReal => OpenDecision::IsCopy,
            _ if request.can_change_event || *is_unused => OpenDecision::Same {
                identity: EventIdentity { kind: identity.kind, ..file.clone() },
                before: identity.clone(),
            },
            _ if !is_same_event(identity, file) => OpenDecision::OtherEvent(identity.title.clone()),
            _ => OpenDecision::Same { identity: merge_identity(identity, file), before: identity.clone() },
        },
    }
}

/// The `id` decides if both have one, otherwise the title.
fn is_same_event(identity: &EventIdentity, file: &EventIdentity) -> bool {
    if !identity.id.is_empty() && !file.id.is_empty() {
        return identity.id == file.id;
    }
    normalize_title(&identity.title) == normalize_title(&file.title)
}

/// The letters and digits in lower case: correcting a comma does not change the event.
fn normalize_title(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The identity to record for the same event. A known `id` and the latest end stay: a file with an earlier
/// end does not bring the erasure of personal data forward.
fn merge_identity(identity: &EventIdentity, file: &EventIdentity) -> EventIdentity {
    let id = if file.id.is_empty() { identity.id.clone() } else { file.id.clone() };
    EventIdentity {
        id,
        title: file.title.clone(),
        kind: identity.kind,
        ends_at: identity.ends_at.max(file.ends_at),
    }
}

/// Whether a database without an identity is of this file: more than half of its sessions have the same id
/// and start. The ids alone prove little, because many organisers edit the shipped event file.
fn has_matching_sessions(before: &[SessionStart], starts: &[SessionStart]) -> bool {
    let same = before.iter().filter(|session| starts.contains(session)).count();
    same * 2 > before.len()
}
