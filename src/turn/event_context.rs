//! The event as one transaction sees it: its file, its live schedule and both times, and how they read as text.

use crate::args;
use crate::clock::{EventTime, RealTime};
use crate::i18n::Texts;
use crate::programme::{Programme, Schedule, ScheduledSession, Session};

/// The event as this transaction sees it.
#[derive(Clone, Copy)]
pub struct EventContext<'t> {
    pub programme: &'t Programme,
    pub schedule: &'t Schedule,
    pub now: EventTime,
    pub real_now: RealTime,
}

impl EventContext<'_> {
    /// The date in the event's time zone: "vendredi 23 novembre 2012".
    pub fn format_date(&self, texts: &Texts, at: EventTime) -> String {
        texts.format_date(self.programme.to_local_time(at).date_naive())
    }

    /// The time of day in the event's time zone: "10h30".
    pub fn format_time(&self, texts: &Texts, at: EventTime) -> String {
        texts.format_time(self.programme.to_local_time(at))
    }

    /// The venue and the event's room: "Palais des Congrès, Salon Tainos".
    pub fn venue_text(&self) -> String {
        self.venue_with_room(self.programme.venue.room.as_deref())
    }

    /// The venue and the room of a session.
    pub fn session_venue_text(&self, session: &Session) -> String {
        let live = self.schedule.session(&session.id).and_then(|slot| slot.room.as_deref());
        self.venue_with_room(live.or_else(|| self.programme.room(session)))
    }

    /// The room of a session, where it differs from the event's.
    pub fn differing_room<'r>(&'r self, slot: &'r ScheduledSession, session: &'r Session) -> Option<&'r str> {
        let room = slot.room.as_deref().or_else(|| self.programme.room(session));
        room.filter(|room| Some(*room) != self.programme.venue.room.as_deref())
    }

    /// The room of a session, where it differs from the event's or the event is announced in several.
    pub fn room_to_say<'r>(&'r self, slot: &'r ScheduledSession, session: &'r Session) -> Option<&'r str> {
        let room = slot.room.as_deref().or_else(|| self.programme.room(session));
        if self.programme.has_several_rooms() { room } else { self.differing_room(slot, session) }
    }

    fn venue_with_room(&self, room: Option<&str>) -> String {
        let name = &self.programme.venue.name;
        room.map_or_else(|| name.clone(), |room| format!("{name}, {room}"))
    }

    /// E-mail, telephone and fax of the organisers, as HTML.
    pub fn contact_html(&self, texts: &Texts) -> String {
        let contact = &self.programme.contact;
        let fax = contact.fax.as_deref().unwrap_or("none");
        texts.html("contact-lines", args!(email = &contact.email, phone = &contact.phone, fax = fax))
    }
}
