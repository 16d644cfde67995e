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

mod handlers;
mod model;
mod paper_list;
mod payload;
mod rules;
mod scanning;
mod store;
mod view;

pub use handlers::{
    admit_walk_in, check_in_by_code, handle_text, leave, open, open_self_check_in, press, press_here,
};
pub use model::{Arrival, ArrivalOutcome, Attendee, Method, RecordedArrival, WalkIn, event_day};
pub use paper_list::render as paper_list;
pub use payload::Payload;
pub use rules::needs::{HELP_TEXTS, help_ids};
pub use rules::period::is_self_check_in_open;
pub use rules::screen_code::{ROTATION, ScreenKey, parse_payload, start_payload};
pub use rules::search::{MAX_FOUND, search};
pub use scanning::{
    Scan, ScanId, ScanOutcome, ScanResult, ScanSecret, UndoOutcome, create_scan_link, delete_session,
    find_session, insert_session, record_scan, redeem_link, send_scan_link, session_ttl, undo_scan,
};
pub use store::{
    count_inside, count_seated, find_attendee, find_by_code, list_attendees, list_attendees_of,
    list_recorded_arrivals, record, recorded_arrivals_of, screen_key, screen_path_word, stored_screen_key,
    stored_screen_word, undo,
};
