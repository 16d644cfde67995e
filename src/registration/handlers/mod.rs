//! What happens on a message or a press: handlers load, let `rules` decide, save, and reply with a view.
//!
//! `press` is above all others; `activity`, `eligibility`, `card` and `ticket` are below.

mod activity;
mod attendees;
mod cancellation;
mod card;
mod claim;
mod desk_actions;
mod edit;
mod eligibility;
mod entry;
mod form;
mod guests;
mod managed;
mod messages;
mod press;
mod requests;
mod ticket;
mod waitlist;
mod walk_in;

pub use activity::is_under_way;
pub use attendees::show_attendee_counts;
pub use cancellation::cancel_own_registration;
pub use claim::{claim_ticket, handle_ticket_code, open_ticket_link};
pub use desk_actions::show as show_managed;
pub use entry::{ask_again, explain_data_use, open};
pub use form::abandon;
pub use guests::list_guests;
pub use managed::account as account_of;
pub use messages::{Ambiguity, accepts_any_text, accepts_text, find_ambiguity, handle_input};
pub use press::press;
pub use requests::{
    handle_guest_cancellation, handle_guest_registration, is_guest_cancellation, is_guest_registration,
    perform_action, seats_left, suggest_access_needs,
};
pub use waitlist::handle_seat_reply;
pub use walk_in::register_walk_in;
