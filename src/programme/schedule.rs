//! The live schedule: when each session really is. Texts come from the event file; the times from
//! the table that organisers can shift during the morning.

use serde::{Deserialize, Serialize};

use super::{OPEN_END_GRACE, Programme, Session, local_to_millis};
use crate::clock::Millis;

/// When one session is, in programme order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledSession {
    #[serde(rename = "session")]
    pub session_id: String,
    pub starts: Millis,
    /// Printed or set; without one it lasts until the next starts.
    pub ends: Option<Millis>,
    /// Where it now is, if organisers have moved it to another room.
    pub room: Option<String>,
    /// It does not take place.
    pub cancelled: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    pub sessions: Vec<ScheduledSession>,
}

/// What an organiser changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleChange {
    /// Everything of the day that has not begun, so many minutes later (or earlier).
    ShiftFrom {
        now: Millis,
        minutes: i64,
    },
    Move {
        session: String,
        starts: Millis,
    },
    /// The same, and whatever follows it that day moves along.
    MoveWithFollowing {
        session: String,
        starts: Millis,
    },
    Cancel {
        session: String,
    },
    /// It takes place after all.
    Restore {
        session: String,
    },
    ChangeRoom {
        session: String,
        room: String,
    },
}

/// A session without a printed end lasts until the next one starts, but not through a night.
const MAX_SESSION_LENGTH: Millis = 6 * 3_600_000;

impl ScheduledSession {
    fn shift(&mut self, by: Millis) {
        self.starts += by;
        self.ends = self.ends.map(|end| end + by);
    }
}

impl Schedule {
    /// The times as the event file has them.
    pub fn from_programme(programme: &Programme) -> Self {
        let slots = programme.sessions.iter().map(|session| ScheduledSession {
            session_id: session.id.clone(),
            starts: session.starts,
            ends: session.ends,
            room: None,
            cancelled: false,
        });
        Self { sessions: slots.collect() }
    }

    pub fn session(&self, session: &str) -> Option<&ScheduledSession> {
        self.sessions.iter().find(|slot| slot.session_id == session)
    }

    /// When a session starts; nothing for one that does not take place.
    pub fn start_of(&self, session: &str) -> Option<Millis> {
        self.session(session).filter(|slot| !slot.cancelled).map(|slot| slot.starts)
    }

    /// The sessions that take place.
    pub fn not_cancelled(&self) -> impl Iterator<Item = &ScheduledSession> {
        self.sessions.iter().filter(|slot| !slot.cancelled)
    }

    /// When a session is over: its own end, else the start of the next one; nothing for the last of
    /// a day.
    pub fn end_of(&self, slot: &ScheduledSession) -> Option<Millis> {
        let later = |at: &Millis| *at > slot.starts && *at <= slot.starts + MAX_SESSION_LENGTH;
        slot.ends.or_else(|| self.not_cancelled().map(|other| other.starts).filter(later).min())
    }

    /// The session under way; of several side by side the one that began last. One starts at its
    /// very minute; the last, whose end is not printed, is under way only where the file gives it an
    /// end.
    pub fn current(&self, at: Millis) -> Option<&ScheduledSession> {
        self.all_current(at).max_by_key(|slot| slot.starts)
    }

    /// All sessions under way: more than one where they are side by side.
    pub fn all_current(&self, at: Millis) -> impl Iterator<Item = &ScheduledSession> {
        self.not_cancelled()
            .filter(move |slot| slot.starts <= at && self.end_of(slot).is_some_and(|end| at < end))
    }

    /// The first session that starts strictly later.
    pub fn next_after(&self, at: Millis) -> Option<&ScheduledSession> {
        self.not_cancelled().filter(|slot| slot.starts > at).min_by_key(|slot| slot.starts)
    }

    pub fn first_start(&self) -> Option<Millis> {
        self.not_cancelled().map(|slot| slot.starts).min()
    }

    /// The session that starts last.
    pub fn last_session(&self) -> Option<&ScheduledSession> {
        self.not_cancelled().max_by_key(|slot| slot.starts)
    }

    /// When the event ends, as far as it is printed: the latest end, where the last session has one, else the
    /// announced end, which moves along with that session. Nothing is concluded from a start.
    pub fn known_end(&self, programme: &Programme) -> Option<Millis> {
        let last = self.last_session()?;
        if last.ends.is_some() {
            return self.not_cancelled().filter_map(|slot| slot.ends).max();
        }
        let planned = programme.session(&last.session_id).map_or(last.starts, |session| session.starts);
        Some(programme.announced_end? + last.starts - planned)
    }

    /// From when on the event lies behind us: its known end, an hour more where the last session may go on
    /// beyond it, and where no end is printed the midnight after.
    pub fn over_at(&self, programme: &Programme) -> Option<Millis> {
        let last = self.last_session()?;
        let open = last.ends.is_none();
        match self.known_end(programme) {
            Some(end) if open => Some(end.max(last.starts) + OPEN_END_GRACE.num_milliseconds()),
            Some(end) => Some(end),
            None => {
                let midnight = programme.to_local_time(last.starts).date_naive().succ_opt()?;
                local_to_millis(programme.zone, midnight.and_time(chrono::NaiveTime::MIN))
            }
        }
    }

    pub fn is_over(&self, programme: &Programme, at: Millis) -> bool {
        self.over_at(programme).is_some_and(|end| at >= end)
    }

    /// The session that began last, where nobody knows whether it still goes on: its end is not printed, and
    /// nothing of its day comes after it.
    pub fn open_ended_at(&self, programme: &Programme, at: Millis) -> Option<&ScheduledSession> {
        let slot = self.not_cancelled().filter(|slot| slot.starts <= at).max_by_key(|slot| slot.starts)?;
        let day = |at| programme.to_local_time(at).date_naive();
        let may_go_on = self.end_of(slot).is_none() && day(slot.starts) == day(at);
        (may_go_on && !self.is_over(programme, at)).then_some(slot)
    }

    /// The schedule after a change; `None` where it would change nothing. A session that is under way
    /// keeps its start; its printed end goes along with what follows.
    pub fn with_change(&self, change: &ScheduleChange) -> Option<Self> {
        let mut slots = self.sessions.clone();
        match change {
            ScheduleChange::ShiftFrom { now, minutes } => {
                let by = minutes * 60_000;
                let under_way = self.current(*now).map(|slot| slot.session_id.clone());
                let first = slots.iter().map(|slot| slot.starts).filter(|starts| starts > now).min();
                if let Some(first) = first {
                    let last = self.last_start_of_day(first);
                    for slot in slots.iter_mut().filter(|slot| (first..=last).contains(&slot.starts)) {
                        slot.shift(by);
                    }
                }
                for slot in slots.iter_mut().filter(|slot| Some(&slot.session_id) == under_way.as_ref()) {
                    slot.ends = slot.ends.map(|end| (end + by).max(now + 60_000));
                }
            }
            ScheduleChange::Move { session, starts } => {
                let slot = slots.iter_mut().find(|slot| slot.session_id == *session)?;
                slot.shift(starts - slot.starts);
            }
            ScheduleChange::MoveWithFollowing { session, starts } => {
                let before = self.session(session)?.starts;
                let last = self.last_start_of_day(before);
                for slot in slots.iter_mut().filter(|slot| (before..=last).contains(&slot.starts)) {
                    slot.shift(starts - before);
                }
            }
            ScheduleChange::Cancel { session } => {
                slots.iter_mut().find(|slot| slot.session_id == *session)?.cancelled = true;
            }
            ScheduleChange::Restore { session } => {
                slots.iter_mut().find(|slot| slot.session_id == *session)?.cancelled = false;
            }
            ScheduleChange::ChangeRoom { session, room } => {
                slots.iter_mut().find(|slot| slot.session_id == *session)?.room = Some(room.clone());
            }
        }
        (slots != self.sessions).then_some(Self { sessions: slots })
    }

    /// The last start of the day to which a start belongs: nothing lasts through a night.
    fn last_start_of_day(&self, from: Millis) -> Millis {
        let mut starts: Vec<Millis> =
            self.sessions.iter().map(|slot| slot.starts).filter(|at| *at >= from).collect();
        starts.sort_unstable();
        starts.into_iter().fold(from, |last, at| if at - last <= MAX_SESSION_LENGTH { at } else { last })
    }

    /// Whether something of the day comes after a session.
    pub fn has_later_session_that_day(&self, slot: &ScheduledSession) -> bool {
        self.last_start_of_day(slot.starts) > slot.starts
    }

    /// Whether the session under way takes questions.
    pub fn is_taking_questions(&self, programme: &Programme, at: Millis) -> bool {
        let session: Option<&Session> = self.current(at).and_then(|slot| programme.session(&slot.session_id));
        session.is_some_and(|session| session.takes_questions)
    }
}
