//! The door: who has arrived. Staff scan tickets, type a code or a name; attendees press "I am here" by the code
//! on the screen at the door.
//!
//! ```text
//! Eugène   (scans a ticket with the phone's camera, which opens the bot)
//! Kozé     ✅ Marie Dupont · résidente · entrée à 8h04 · 13 dans la salle  [Annuler cette entrée]
//! Eugène   dupont
//! Kozé     [Marie Dupont ✓ 8h04] [Paul Dupont]
//! ```
//!
//! An arrival is a row for each attendee and day. Scans of phones without a network come in later; the earlier
//! time wins.

mod model;
mod store;

pub use model::{Arrival, ArrivalOutcome, Attendee, Method, RecordedArrival, event_day};
pub use store::{
    count_inside, find_attendee, find_by_code, list_arrivals, list_attendees, list_attendees_of,
    list_recorded_arrivals, record, recorded_arrivals_of, undo,
};
