//! The SQL of the tables `registration` and `wrong_code`. Statements about seats are in `seats::store`.

mod calendar_entries;
mod daily_figures;
mod registrations;
mod wrong_codes;

pub(crate) use calendar_entries::{find_calendar_entry, update_calendar_entry};
pub(crate) use daily_figures::count_cancellation;
pub use daily_figures::{count_cancelled_since, registration_times};
pub use registrations::{assign_ticket_codes, count, count_since};
pub(crate) use registrations::{
    delete, find, find_awaiting_seat_reply, find_by_code, find_for_person, find_own, give_seat, guests_of,
    insert, insert_all, list_all, take_over, update,
};
pub(crate) use wrong_codes::{count_wrong_codes, record_wrong_code};
