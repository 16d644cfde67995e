//! The live schedule: when and where each session really is. Titles and texts come from the event file; times,
//! rooms and cancellations from a table that organisers change during the event.

use serde::{Deserialize, Serialize};

use super::model::{Programme, Session, local_to_event_time};
use crate::clock::{EventTime, Millis};

/// The live times and room of one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledSession {
    #[serde(rename = "session")]
    pub session_id: String,
    pub starts: EventTime,
    /// The announced or changed end; a session without an end lasts until the next one starts.
    pub ends: Option<EventTime>,
    /// The room it was moved to, if organisers moved it.
    pub room: Option<String>,
    /// Whether it does not take place.
    pub cancelled: bool,
}

/// The live times of all sessions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// In the order of the event file.
    pub sessions: Vec<ScheduledSession>,
}

/// A change that an organiser makes to the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleChange {
    /// Every session of the day that has not begun at `now`, this many minutes later (or earlier).
    ShiftFrom { now: EventTime, minutes: i64 },
    /// Another start for one session.
    Move { session: String, starts: EventTime },
    /// Another start for one session; later sessions of the day move by the same amount.
    MoveWithFollowing { session: String, starts: EventTime },
    /// The session does not take place.
    Cancel { session: String },
    /// The session takes place after all.
    Restore { session: String },
    /// Another room for one session.
    ChangeRoom { session: String, room: String },
}

/// A session without an end lasts until the next one starts, but not through a night.
const MAX_SESSION_LENGTH: Millis = 6 * 3_600_000;

/// How long a last session without an announced end may go on beyond the event's end before the event counts as
/// over: the bot must not say "it is over" during the closing words.
const OPEN_END_GRACE: Millis = 3_600_000;

impl ScheduledSession {
    fn shift(&mut self, by: Millis) {
        self.starts = self.starts + by;
        self.ends = self.ends.map(|end| end + by);
    }
}

impl Schedule {
    /// The schedule as the event file announces it.
    pub fn from_programme(programme: &Programme) -> Self {
        let sessions = programme.sessions.iter().map(|session| ScheduledSession {
            session_id: session.id.clone(),
            starts: session.starts,
            ends: session.ends,
            room: None,
            cancelled: false,
        });
        Self { sessions: sessions.collect() }
    }

    /// The session with this id.
    pub fn session(&self, session: &str) -> Option<&ScheduledSession> {
        self.sessions.iter().find(|slot| slot.session_id == session)
    }

    /// When a session starts; `None` when it is cancelled.
    pub fn start_of(&self, session: &str) -> Option<EventTime> {
        self.session(session).filter(|slot| !slot.cancelled).map(|slot| slot.starts)
    }

    /// The sessions that are not cancelled.
    pub fn not_cancelled(&self) -> impl Iterator<Item = &ScheduledSession> {
        self.sessions.iter().filter(|slot| !slot.cancelled)
    }

    /// When a session ends: at its own end, or when the next one starts; `None` for the last session of a day
    /// without an end.
    pub fn end_of(&self, slot: &ScheduledSession) -> Option<EventTime> {
        let later = |at: &EventTime| *at > slot.starts && *at <= slot.starts + MAX_SESSION_LENGTH;
        slot.ends.or_else(|| self.not_cancelled().map(|other| other.starts).filter(later).min())
    }

    /// The session under way, its start included and its end excluded; of several parallel sessions the one
    /// that began last. A session whose end is unknown is never under way.
    pub fn current(&self, at: EventTime) -> Option<&ScheduledSession> {
        self.all_current(at).max_by_key(|slot| slot.starts)
    }

    /// All sessions under way: several when sessions are parallel.
    pub fn all_current(&self, at: EventTime) -> impl Iterator<Item = &ScheduledSession> {
        self.not_cancelled()
            .filter(move |slot| slot.starts <= at && self.end_of(slot).is_some_and(|end| at < end))
    }

    /// The first session that starts after `at`.
    pub fn next_after(&self, at: EventTime) -> Option<&ScheduledSession> {
        self.not_cancelled().filter(|slot| slot.starts > at).min_by_key(|slot| slot.starts)
    }

    /// The start of the first session that takes place.
    pub fn first_start(&self) -> Option<EventTime> {
        self.not_cancelled().map(|slot| slot.starts).min()
    }

    /// The session that starts last among those that take place.
    pub fn last_session(&self) -> Option<&ScheduledSession> {
        self.not_cancelled().max_by_key(|slot| slot.starts)
    }

    /// When the event ends, as far as that is announced: the latest end when the last session has one, or the
    /// announced end of the event, which moves with that session. A start alone gives no end.
    pub fn known_end(&self, programme: &Programme) -> Option<EventTime> {
        let last = self.last_session()?;
        if last.ends.is_some() {
            return self.not_cancelled().filter_map(|slot| slot.ends).max();
        }
        let planned = programme.session(&last.session_id).map_or(last.starts, |session| session.starts);
        Some(programme.announced_end? + (last.starts - planned))
    }

    /// From when the event counts as over: its known end, plus a grace period when the last session has no end
    /// of its own; the following midnight when no end is known.
    pub fn over_at(&self, programme: &Programme) -> Option<EventTime> {
        let last = self.last_session()?;
        let is_open_ended = last.ends.is_none();
        match self.known_end(programme) {
            Some(end) if is_open_ended => Some(end.max(last.starts) + OPEN_END_GRACE),
            Some(end) => Some(end),
            None => {
                let midnight = programme.to_local_time(last.starts).date_naive().succ_opt()?;
                local_to_event_time(programme.zone, midnight.and_time(chrono::NaiveTime::MIN))
            }
        }
    }

    /// Whether the event counts as over.
    pub fn is_over(&self, programme: &Programme, at: EventTime) -> bool {
        self.over_at(programme).is_some_and(|end| at >= end)
    }

    /// The session that began last, when it is unknown whether it still goes on: its end is not announced and no
    /// session of the day follows it.
    pub fn open_ended_at(&self, programme: &Programme, at: EventTime) -> Option<&ScheduledSession> {
        let slot = self.not_cancelled().filter(|slot| slot.starts <= at).max_by_key(|slot| slot.starts)?;
        let day = |at: EventTime| programme.to_local_time(at).date_naive();
        let may_go_on = self.end_of(slot).is_none() && day(slot.starts) == day(at);
        (may_go_on && !self.is_over(programme, at)).then_some(slot)
    }

    /// The schedule after a change; `None` when the change has no effect. `ShiftFrom` keeps the start of the
    /// session under way and moves its end with the sessions that follow.
    pub fn with_change(&self, change: &ScheduleChange) -> Option<Self> {
        let mut sessions = self.sessions.clone();
        match change {
            ScheduleChange::ShiftFrom { now, minutes } => {
                let by = minutes * 60_000;
                let under_way = self.current(*now).map(|slot| slot.session_id.clone());
                let first = sessions.iter().map(|slot| slot.starts).filter(|starts| starts > now).min();
                if let Some(first) = first {
                    let last = self.last_start_of_day(first);
                    for slot in sessions.iter_mut().filter(|slot| (first..=last).contains(&slot.starts)) {
                        slot.shift(by);
                    }
                }
                for slot in sessions.iter_mut().filter(|slot| Some(&slot.session_id) == under_way.as_ref()) {
                    slot.ends = slot.ends.map(|end| (end + by).max(*now + 60_000));
                }
            }
            ScheduleChange::Move { session, starts } => {
                let slot = sessions.iter_mut().find(|slot| slot.session_id == *session)?;
                slot.shift(*starts - slot.starts);
            }
            ScheduleChange::MoveWithFollowing { session, starts } => {
                let before = self.session(session)?.starts;
                let last = self.last_start_of_day(before);
                for slot in sessions.iter_mut().filter(|slot| (before..=last).contains(&slot.starts)) {
                    slot.shift(*starts - before);
                }
            }
            ScheduleChange::Cancel { session } => {
                sessions.iter_mut().find(|slot| slot.session_id == *session)?.cancelled = true;
            }
            ScheduleChange::Restore { session } => {
                sessions.iter_mut().find(|slot| slot.session_id == *session)?.cancelled = false;
            }
            ScheduleChange::ChangeRoom { session, room } => {
                sessions.iter_mut().find(|slot| slot.session_id == *session)?.room = Some(room.clone());
            }
        }
        (sessions != self.sessions).then_some(Self { sessions })
    }

    /// The last start of the day that a start belongs to: a pause longer than [`MAX_SESSION_LENGTH`] ends a day.
    fn last_start_of_day(&self, from: EventTime) -> EventTime {
        let mut starts: Vec<EventTime> =
            self.sessions.iter().map(|slot| slot.starts).filter(|at| *at >= from).collect();
        starts.sort_unstable();
        starts.into_iter().fold(from, |last, at| if at - last <= MAX_SESSION_LENGTH { at } else { last })
    }

    /// Whether another session of the same day starts after this one.
    pub fn has_later_session_that_day(&self, slot: &ScheduledSession) -> bool {
        self.last_start_of_day(slot.starts) > slot.starts
    }

    /// Whether the session under way takes questions.
    pub fn is_taking_questions(&self, programme: &Programme, at: EventTime) -> bool {
        let session: Option<&Session> = self.current(at).and_then(|slot| programme.session(&slot.session_id));
        session.is_some_and(|session| session.takes_questions)
    }
}
