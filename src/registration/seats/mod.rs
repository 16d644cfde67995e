//! Seats: who has one, who is on the waitlist, and what happens when one becomes free.
//!
//! A transaction that gives or frees a seat first takes [`lock`], the lock of the registrations' counter, so
//! that its count stays true until the commit, however many people confirm at the same time. Counts that are
//! only shown take no lock, and neither does the acceptance of an offer, because an offered seat counts as
//! taken.

mod allocation;
mod model;
mod rules;
mod store;
mod tick;
mod view;

pub use allocation::count_taken;
pub(crate) use allocation::{COUNTER, load_allocator, lock, promote_and_notify, status_for};
pub use model::{SeatCounts, WaitlistPhase};
pub(crate) use model::{SeatNotification, WaitlistRecipient};
pub(crate) use rules::waitlist_phase;
pub use rules::{SeatAllocator, has_room, offer_expires_at, promotable_categories};
pub use store::count_seats;
pub(crate) use store::{accept_offer, load_availability, rejoin_waitlist, waitlist_position};
pub use tick::{next_due, tick};
pub(crate) use view::seat_notification as notification;
