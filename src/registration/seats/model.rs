//! Counts of seats, the phases of the waitlist, and what people on it are notified of.

use std::collections::BTreeMap;

use crate::clock::EventTime;
use crate::i18n::Lang;
use crate::ids::{PersonId, RegistrationNumber};
use crate::registration::model::Category;

/// Taken seats and waiting people, by category. `load_availability` gives only what decides about a seat:
/// `waiting` is empty, `taken` too for an event without a capacity, and in the last two 1 stands for any
/// number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeatCounts {
    /// Seats with a holder, and seats reserved by an offer.
    pub taken: BTreeMap<Category, i64>,
    pub waiting: BTreeMap<Category, i64>,
    /// Of those who wait, the ones who may get a seat: not those whose offer expired and who did not rejoin,
    /// nor those who waited when the waitlist closed.
    pub active_waitlist: BTreeMap<Category, i64>,
    /// Of the active waitlist, the ones who receive messages.
    pub reachable: BTreeMap<Category, i64>,
}

impl SeatCounts {
    /// Taken seats of all categories.
    pub fn taken(&self) -> i64 {
        self.taken.values().sum()
    }

    /// Waiting people of all categories.
    pub fn total_waiting(&self) -> i64 {
        self.waiting.values().sum()
    }

    /// Whether a waiting person may still get a seat.
    pub fn has_active_waitlist(&self) -> bool {
        self.active_waitlist.values().any(|count| *count > 0)
    }

    /// These counts with one taken seat of this category less.
    pub fn without(mut self, category: Category) -> Self {
        self.taken.entry(category).and_modify(|count| *count -= 1);
        self
    }
}

/// How a free seat is given to the waitlist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitlistPhase {
    /// At once, to the first who waits.
    Immediate,
    /// As an offer for a limited time, in the daytime, to the first who waits and is reachable.
    Offering,
    /// Not at all: it is too late to come.
    Closed,
}

/// A registration whose seat status changed, and the account to notify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitlistRecipient {
    pub number: RegistrationNumber,
    /// The account that receives the registration's messages; `None` after it was erased.
    pub person: Option<PersonId>,
    pub lang: Lang,
    /// The guest's name, unless the registration is the account's own.
    pub guest_name: Option<String>,
}

/// What a person on the waitlist is notified of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatNotification {
    /// The registration has a seat now.
    Promoted,
    /// A seat is reserved until this time.
    Offered(EventTime),
    /// The offer expired; rejoining the waitlist is possible.
    OfferExpired,
    /// The offer expired after the waitlist closed.
    LastOfferExpired,
    /// The waitlist closed without a seat for this registration.
    WaitlistClosed,
}
