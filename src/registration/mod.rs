//! Registration: a person registers in a conversation, and can register guests who have no phone.
//!
//! ```text
//! Marie   /start
//! Kozé    1/5 · Pour vous inscrire, … [J'accepte, je m'inscris] [En savoir plus]
//! Marie   [J'accepte, je m'inscris]
//! Kozé    2/5 · Quel est votre nom ? [Marie Dupont]
//! Marie   [Marie Dupont]
//! Kozé    3/5 · Vous venez comme… [Résident ou résidente] [Structure employeuse] …
//! ```
//!
//! The answers are a draft in the person's conversation; a row is inserted when they confirm. Afterwards
//! there is the card with its buttons, and the ticket. `seats` counts, offers and assigns seats; `attendees`
//! is the list for organisers, `import` takes paper forms.

mod attendees;
mod handlers;
pub mod import;
mod model;
mod payload;
mod rules;
mod seats;
mod store;
mod target;
mod text_input;
mod ticket_image;
mod view;
mod wording;

pub use attendees::{OptionalColumn, attendee_file, attendee_table, attendee_table_of};
pub use handlers::{
    Ambiguity, abandon, accepts_any_text, accepts_text, account_of, ask_again, cancel_own_registration,
    claim_ticket, explain_data_use, find_ambiguity, handle_guest_cancellation, handle_guest_registration,
    handle_input, handle_seat_reply, handle_ticket_code, is_guest_cancellation, is_guest_registration,
    is_under_way, list_guests as others, open, open_ticket_link, perform_action, press, register_walk_in,
    seats_left, show_attendee_counts as show_list, show_managed, suggest_access_needs,
};
pub use model::{
    Answers, Category, ConsentMethod, Draft, Field, FullName, InvalidAnswer, Organisation, Phone, SeatStatus,
    Step, StepChoice, TicketCode,
};
pub use payload::{CardAction, InvalidPayload, Payload};
pub use rules::{StepInput, Transition, begin_on_behalf, decide};
pub use seats::{
    SeatAllocator, SeatCounts, WaitlistPhase, count_seats, count_taken, has_room, next_due, offer_expires_at,
    promotable_categories, tick,
};
pub use store::{assign_ticket_codes, count, count_cancelled_since, count_since, registration_times};
pub use target::RegistrationAction;
pub use text_input::asks_about_data_use;
pub use ticket_image::ticket_image;
pub use wording::category_label;
