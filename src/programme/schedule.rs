//! The live schedule: when each session really is. Texts come from the event file; the times from
//! the table that organisers can shift during the morning.

use crate::clock::Millis;
use crate::programme::{Programme, Session};

/// When one session is, in programme order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub session: String,
    pub starts: Millis,
    /// Printed or set; without one it lasts until the next starts.
    pub ends: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    pub slots: Vec<Slot>,
}

impl Schedule {
    /// The times as the event file has them.
    pub fn of(programme: &Programme) -> Self {
        let slots = programme.sessions.iter().map(|session| Slot {
            session: session.id.clone(),
            starts: session.starts,
            ends: session.ends,
        });
        Self { slots: slots.collect() }
    }

    pub fn slot(&self, session: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.session == session)
    }

    pub fn starts(&self, session: &str) -> Option<Millis> {
        self.slot(session).map(|slot| slot.starts)
    }

    /// When a session is over: its own end, else the start of the next one; nothing for the last.
    pub fn end_of(&self, slot: &Slot) -> Option<Millis> {
        slot.ends.or_else(|| self.slots.iter().map(|other| other.starts).filter(|&at| at > slot.starts).min())
    }

    /// The session under way. One starts at its very minute; the last, whose end is not printed,
    /// is under way only where the file gives it an end.
    pub fn now(&self, at: Millis) -> Option<&Slot> {
        self.slots
            .iter()
            .filter(|slot| slot.starts <= at)
            .max_by_key(|slot| slot.starts)
            .filter(|slot| self.end_of(slot).is_some_and(|end| at < end))
    }

    /// The first session that starts strictly later.
    pub fn next(&self, at: Millis) -> Option<&Slot> {
        self.slots.iter().filter(|slot| slot.starts > at).min_by_key(|slot| slot.starts)
    }

    pub fn first_start(&self) -> Option<Millis> {
        self.slots.iter().map(|slot| slot.starts).min()
    }

    /// The announced end: the latest end, or start, of any session.
    pub fn last_end(&self) -> Option<Millis> {
        self.slots.iter().map(|slot| slot.ends.unwrap_or(slot.starts)).max()
    }

    /// Whether the session under way takes questions.
    pub fn takes_questions(&self, programme: &Programme, at: Millis) -> bool {
        let session: Option<&Session> = self.now(at).and_then(|slot| programme.session(&slot.session));
        session.is_some_and(|session| session.takes_questions)
    }
}
