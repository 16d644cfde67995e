//! Whether a database may be opened for an event. Pure.

use crate::clock::Millis;

/// What a database is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Real people, by the real clock.
    Real,
    /// Made for trying, by a simulated clock.
    Rehearsal,
    /// A copy of a real one, for trying: real people stand in it, so that it never meets Telegram.
    Copy,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Real => "real",
            Kind::Rehearsal => "rehearsal",
            Kind::Copy => "copy",
        }
    }

    /// What nobody knows is taken for a real one.
    pub fn from_name(name: &str) -> Self {
        match name {
            "rehearsal" => Kind::Rehearsal,
            "copy" => Kind::Copy,
            _ => Kind::Real,
        }
    }
}

/// As what somebody wants to open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// What it becomes when it is new. A rehearsal (`Copy`) opens copies, too.
    pub kind: Kind,
    /// No event file was named.
    pub is_built_in: bool,
    /// `--this-is-the-event`: another event than the one it was of is meant.
    pub is_deliberate: bool,
}

impl Claim {
    pub fn of(kind: Kind) -> Self {
        Self { kind, is_built_in: false, is_deliberate: false }
    }
}

/// What stands in a database about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub id: String,
    pub title: String,
    pub kind: Kind,
    pub ends_at: Millis,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nobody has used it yet.
    Nothing,
    /// In use since before databases were marked: its sessions, and when each began by the file.
    Unmarked(Vec<(String, Millis)>),
    /// With whether nobody stands in it: such a one may become another event's.
    Marked { mark: Mark, is_unused: bool },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    New(Mark),
    /// Of this event, with what is to stand there from now on.
    Same {
        before: Mark,
        mark: Mark,
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
pub fn decide(known: &Known, file: &Mark, starts: &[(String, Millis)], claim: Claim) -> Verdict {
    let rehearses = claim.kind != Kind::Real;
    // a new one that a rehearsal opens is its own, and no copy of anything
    let kind = if rehearses { Kind::Rehearsal } else { Kind::Real };
    match known {
        Known::Nothing => Verdict::New(Mark { kind, ..file.clone() }),
        Known::Unmarked(_) if rehearses => Verdict::IsReal,
        Known::Unmarked(before) if claim.is_deliberate || fits(before, starts) => {
            Verdict::New(Mark { kind, ..file.clone() })
        }
        Known::Unmarked(_) => Verdict::OtherSessions,
        Known::Marked { mark, is_unused } => match mark.kind {
            Kind::Real if rehearses => Verdict::IsReal,
            Kind::Rehearsal if !rehearses => Verdict::IsRehearsal,
            Kind::Copy if claim.kind != Kind::Copy => Verdict::IsCopy,
            _ if claim.is_deliberate || *is_unused => {
                Verdict::Same { mark: Mark { kind: mark.kind, ..file.clone() }, before: mark.clone() }
            }
            _ if !is_same(mark, file) => Verdict::OtherEvent(mark.title.clone()),
            _ => Verdict::Same { mark: renewed(mark, file), before: mark.clone() },
        },
    }
}

/// An `id` decides where both have one; else the title, as it reads.
fn is_same(mark: &Mark, file: &Mark) -> bool {
    if !mark.id.is_empty() && !file.id.is_empty() {
        return mark.id == file.id;
    }
    as_read(&mark.title) == as_read(&file.title)
}

/// Letters and digits alone, in lower case: a corrected comma makes no other event.
fn as_read(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// An `id` that was given once stays known, and so does the latest end: a file with an earlier one
/// cannot make what people gave be erased the sooner.
fn renewed(mark: &Mark, file: &Mark) -> Mark {
    let id = if file.id.is_empty() { mark.id.clone() } else { file.id.clone() };
    Mark { id, title: file.title.clone(), kind: mark.kind, ends_at: mark.ends_at.max(file.ends_at) }
}

/// Whether an unmarked database is of this file: most of its sessions stand there, at the times that
/// they had. The ids alone say little, for many write their event over the shipped one.
fn fits(before: &[(String, Millis)], starts: &[(String, Millis)]) -> bool {
    let same = before.iter().filter(|session| starts.contains(session)).count();
    same * 2 > before.len()
}
