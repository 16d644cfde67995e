//! The figures of the desk.

use crate::floor_requests;
use crate::registration::{Category, SeatCounts};

/// What the desk shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    pub seats: SeatCounts,
    pub capacity: Option<i64>,
    /// Registered in the last 24 hours, and cancelled since the beginning of yesterday.
    pub new: i64,
    pub cancelled: i64,
    /// Arrived today.
    pub inside: i64,
    /// Questions for the speakers that wait, and that were dealt with.
    pub questions_waiting: i64,
    pub questions_closed: i64,
    /// Requests for the floor.
    pub floor: floor_requests::Counts,
    /// Messages to the organisers without an answer.
    pub unanswered: i64,
    /// The words of posters and partners, and how often their links were opened.
    pub sources: Vec<(String, i64)>,
}

impl Figures {
    /// How many have a seat or an offer of one.
    pub fn taken(&self) -> i64 {
        self.seats.taken()
    }

    /// Free seats; `None` for an event without a capacity.
    pub fn left(&self) -> Option<i64> {
        self.capacity.map(|capacity| (capacity - self.taken()).max(0))
    }

    /// The taken seats of each category that has any, in the order of the buttons.
    pub fn by_category(&self) -> Vec<(Category, i64)> {
        let count = |category: Category| self.seats.taken.get(&category).copied().unwrap_or(0);
        Category::ALL.into_iter().map(|it| (it, count(it))).filter(|(_, count)| *count > 0).collect()
    }
}

/// The share of the capacity at which organisers are told, in per cent.
pub const ALERTS: [i64; 3] = [100, 80, 50];

/// The highest alert that `taken` of `capacity` seats reach; 0 for none.
pub fn alert_level(taken: i64, capacity: i64) -> i64 {
    ALERTS.into_iter().find(|level| taken * 100 >= level * capacity).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::alert_level;

    #[test]
    fn alerts_come_at_half_four_fifths_and_full() {
        let levels: Vec<i64> =
            [0, 49, 50, 79, 80, 99, 100, 101].map(|taken| alert_level(taken, 100)).to_vec();
        assert_eq!(levels, [0, 0, 50, 50, 80, 80, 100, 100]);
        assert_eq!(alert_level(1, 1), 100);
    }
}
