//! How much one address, one visitor and all together may ask of the page in a minute. They hold for this process; what
//! holds for one person over all instances is counted in the database, by `questions`.
//!
//! A hall may have one address for all of its phones, so that the limits for one address are far above what one
//! person does.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use crate::clock::{Millis, RealTime};
use crate::ids::PersonId;

/// The time in which actions are counted, in milliseconds.
const WINDOW: Millis = 60_000;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limited {
    /// The first form of a visitor without a row in the database.
    NewVisitor,
    /// A form other than a vote.
    Action,
    Vote,
    /// A question about the programme: a few milliseconds of computing.
    Search,
    /// A wrong code of the hall screen.
    WrongCode,
}

impl Limited {
    /// Most in a minute: of one visitor, of one address, of all.
    const fn limits(self) -> (u32, u32, u32) {
        match self {
            Self::NewVisitor => (10, 300, 600),
            Self::Action => (12, 240, 600),
            Self::Vote => (60, 1_500, 4_000),
            Self::Search => (20, 240, 600),
            Self::WrongCode => (5, 60, 300),
        }
    }
}

/// The counts of the present minute.
#[derive(Default)]
pub struct RequestLimits(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    began_at: RealTime,
    by_visitor: HashMap<(Limited, PersonId), u32>,
    by_address: HashMap<(Limited, IpAddr), u32>,
    total: HashMap<Limited, u32>,
}

impl RequestLimits {
    /// Counts one more; false where a limit is reached, which counts nothing.
    pub fn admit(
        &self,
        what: Limited,
        visitor: Option<PersonId>,
        address: Option<IpAddr>,
        now: RealTime,
    ) -> bool {
        let (of_visitor, of_address, of_all) = what.limits();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !(0..WINDOW).contains(&(now - counts.began_at)) {
            *counts = Counts { began_at: now, ..Counts::default() };
        }
        let is_free = |count: Option<&u32>, limit: u32| count.copied().unwrap_or_default() < limit;
        let admitted = visitor.is_none_or(|it| is_free(counts.by_visitor.get(&(what, it)), of_visitor))
            && address.is_none_or(|it| is_free(counts.by_address.get(&(what, it)), of_address))
            && is_free(counts.total.get(&what), of_all);
        if admitted {
            visitor.into_iter().for_each(|it| increment(&mut counts.by_visitor, (what, it)));
            address.into_iter().for_each(|it| increment(&mut counts.by_address, (what, it)));
            increment(&mut counts.total, what);
        }
        admitted
    }
}

fn increment<K: Eq + Hash>(counts: &mut HashMap<K, u32>, key: K) {
    *counts.entry(key).or_default() += 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_one_visitor_and_all_have_their_limits() {
        let limits = RequestLimits::default();
        let now = RealTime(1_000_000);
        let address = |last: u8| Some(IpAddr::from([192, 0, 2, last]));
        let visitor = |number: i64| Some(PersonId::of_browser(number));
        let new = |visitor, address, now| limits.admit(Limited::NewVisitor, visitor, address, now);
        let count = (0..1_000).filter(|&number| new(visitor(number), address(1), now)).count();
        assert_eq!(count, 300, "one address");
        let count = (1_000..2_000).filter(|&number| new(visitor(number), address(2), now)).count();
        assert_eq!(count, 300, "another one");
        assert!(!new(visitor(3_000), address(3), now), "all together");
        assert!(limits.admit(Limited::Vote, visitor(3_000), address(1), now), "another action");
        assert!(new(visitor(3_000), address(1), now + WINDOW), "the next minute");
        let one = (0..100).filter(|_| limits.admit(Limited::Action, visitor(7), address(9), now + WINDOW));
        assert_eq!(one.count(), 12, "one visitor");
        assert!(limits.admit(Limited::Action, visitor(7), address(9), now), "after the clock was set back");
    }
}
