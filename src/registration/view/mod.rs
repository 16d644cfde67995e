//! The screens of registration. Each asks one question at most.

mod attendees;
mod card;
mod guests;
mod steps;
mod target;

pub use attendees::{attendee_counts, organisers_only};
pub use card::{
    after_cancellation, cancelled, card, choose_category, confirm_cancellation, confirmed, edit_menu,
    edit_prompt, managed_card, next_steps, offer_expired, ticket_caption, waitlist_closed,
};
pub use guests::{claim_prompt, guest_consent, guest_limit_reached, guest_list, guest_notice, taken_over};
pub use steps::{
    answers_so_far, choose_field, closed, consent, data_use_notice, invalid_answer, not_open_yet, step,
    thanks,
};
pub use target::choose_target;
