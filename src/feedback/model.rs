//! Ratings, answers, and what organisers read of them.

use strum::{FromRepr, VariantArray};

use crate::number_types::number_types;

number_types! {
    /// The random number under which a person's answers stand.
    AnswerKey
}

/// The most characters of the free line.
pub const MAX_LINE_CHARS: usize = 500;
/// The longest voice message, in seconds.
pub const MAX_VOICE_SECONDS: u32 = 120;

/// How good something was. The numbers are stored in the database and stand in the data of buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, FromRepr, VariantArray)]
#[repr(i64)]
pub enum Rating {
    VeryGood = 4,
    Good = 3,
    Fair = 2,
    Poor = 1,
}

/// How many gave each rating, the best one first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RatingCounts(pub [i64; 4]);

impl RatingCounts {
    /// How many gave this rating.
    pub fn of(&self, rating: Rating) -> i64 {
        let counts = Rating::VARIANTS.iter().zip(self.0);
        counts.filter(|(other, _)| **other == rating).map(|(_, count)| count).sum()
    }

    /// Adds people who gave this rating.
    pub fn add(&mut self, rating: Rating, count: i64) {
        for (slot, _) in self.0.iter_mut().zip(Rating::VARIANTS).filter(|(_, other)| **other == rating) {
            *slot += count;
        }
    }

    /// The rating next to the mean; `None` where nobody gave one.
    pub fn average(&self) -> Option<Rating> {
        let rated: i64 = self.0.iter().sum();
        let points: i64 = Rating::VARIANTS.iter().map(|rating| self.of(*rating) * *rating as i64).sum();
        Rating::from_repr((2 * points + rated).checked_div(2 * rated)?)
    }
}

/// What one person has answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    pub usefulness: Option<Rating>,
    pub organisation: Option<Rating>,
    pub line: Option<Line>,
}

/// What a person added in their own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    Text(String),
    /// Telegram's id of a voice message.
    Voice(String),
}

/// What everybody has answered, without anybody's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many were asked; erased accounts are not counted.
    pub asked: i64,
    /// How many of them have answered something.
    pub answered: i64,
    pub usefulness: RatingCounts,
    pub organisation: RatingCounts,
    /// How many wrote a line.
    pub texts: i64,
    /// How many sent a voice message.
    pub voices: i64,
}

impl Summary {
    /// How many of a hundred who were asked have answered.
    pub fn share(&self) -> i64 {
        (200 * self.answered + self.asked).checked_div(2 * self.asked).unwrap_or_default().min(100)
    }
}

#[cfg(test)]
mod tests {
    use crate::feedback::model::*;

    #[test]
    fn the_average_is_the_nearest_rating() {
        assert_eq!(RatingCounts::default().average(), None);
        for (counts, average) in [
            ([1, 0, 0, 0], Rating::VeryGood),
            ([1, 1, 0, 0], Rating::VeryGood),
            ([1, 2, 0, 0], Rating::Good),
            ([1, 0, 0, 1], Rating::Good),
            ([0, 0, 1, 3], Rating::Poor),
            ([0, 0, 0, 1], Rating::Poor),
        ] {
            assert_eq!(RatingCounts(counts).average(), Some(average), "{counts:?}");
        }
    }

    #[test]
    fn the_share_is_rounded_and_never_above_all() {
        let share = |answered, asked| Summary { asked, answered, ..Summary::default() }.share();
        assert_eq!([share(0, 0), share(0, 7), share(2, 3), share(1, 8), share(5, 5)], [0, 0, 67, 13, 100]);
    }
}
