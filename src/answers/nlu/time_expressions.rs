//! Finds times of day and waits in a message: "10h30", "dizè édimi", "half past ten", "dans une heure". The words
//! come from `[time]` and `[numbers]` of `words-time.toml`.

use std::collections::HashMap;

use super::lexicon::Lexicon;
use super::tokenizer::Token;
use super::word_files::TimeWords;

/// A time of day or a wait that stands in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its first token.
    pub from: usize,
    /// The token after its last.
    pub to: usize,
    /// Minutes since midnight; minutes from now if `is_relative`.
    pub minutes: i32,
    pub is_relative: bool,
    /// Whether it is clear which half of the day is meant: "9h du matin", "15h", "2pm".
    pub is_half_known: bool,
}

impl TimeExpression {
    /// Takes an hour for one of the afternoon where only that lies within the hours of the event, which begins and ends
    /// at these minutes since midnight: "3 o'clock" is 15:00 at a fair from 10:00 to 18:00.
    pub fn fit_into(&mut self, (begins, ends): (i32, i32)) {
        let later = self.minutes + HALF_DAY;
        if !self.is_relative && !self.is_half_known && self.minutes < begins && later <= ends {
            self.minutes = later;
        }
    }
}

/// Twelve hours, in minutes.
const HALF_DAY: i32 = 12 * 60;
/// Fewer minutes are not said behind an hour.
const MIN_MINUTES_IN_WORDS: u32 = 5;

/// All time expressions of a message, in order, none inside another.
pub fn find_times(tokens: &[Token], lexicon: &Lexicon) -> Vec<TimeExpression> {
    let mut found: Vec<TimeExpression> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = lexicon
            .languages
            .values()
            .filter_map(|language| {
                let parser = TimeParser { tokens, time: &language.time, numbers: &language.numbers };
                parser.parse_wait(at).or_else(|| parser.parse_time(at))
            })
            .max_by_key(|expression| expression.to);
        at = match longest {
            Some(expression) => {
                found.push(expression.clone());
                expression.to
            }
            None => at + 1,
        };
    }
    found
}

/// Reads time expressions with the words of one language.
struct TimeParser<'t> {
    tokens: &'t [Token],
    time: &'t TimeWords,
    numbers: &'t HashMap<String, u32>,
}

impl TimeParser<'_> {
    /// The word at a position; empty behind the end.
    fn word_at(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    /// A number of at most two digits, or in words.
    fn number_at(&self, at: usize) -> Option<u32> {
        let word = self.word_at(at);
        if word.len() <= 2
            && let Ok(number) = word.parse()
        {
            return Some(number);
        }
        self.numbers.get(word).copied()
    }

    /// The longest phrase of a table that stands at a position: its length in words, and its value.
    fn longest_match<'m, V: Copy + 'm>(
        &self,
        table: impl Iterator<Item = (&'m String, &'m V)>,
        at: usize,
    ) -> Option<(usize, V)> {
        table
            .filter_map(|(phrase, &value)| {
                let words = || phrase.split(' ').enumerate();
                let matches = words().all(|(n, word)| self.word_at(at + n) == word);
                matches.then(|| (words().count(), value))
            })
            .max_by_key(|(count, _)| *count)
    }

    /// "dans une heure", "in 20 minutes".
    fn parse_wait(&self, from: usize) -> Option<TimeExpression> {
        if !self.time.wait_markers.iter().any(|word| word == self.word_at(from)) {
            return None;
        }
        if let Some((count, minutes)) = self.longest_match(self.time.waits.iter(), from + 1) {
            return Some(TimeExpression {
                from,
                to: from + 1 + count,
                minutes: minutes as i32,
                is_relative: true,
                is_half_known: true,
            });
        }
        let number = self.number_at(from + 1)?;
        let unit = *self.time.units.get(self.word_at(from + 2))?;
        let minutes = (number * unit) as i32;
        Some(TimeExpression { from, to: from + 3, minutes, is_relative: true, is_half_known: true })
    }

    /// "10h30", "half past ten", "deux heures moins le quart".
    fn parse_time(&self, from: usize) -> Option<TimeExpression> {
        let time_of_day = |to, minutes: i32| {
            let (to, minutes, is_half_said) = self.add_half_of_day(to, minutes);
            (0..2 * HALF_DAY).contains(&minutes).then_some(TimeExpression {
                from,
                to,
                minutes,
                is_relative: false,
                is_half_known: is_half_said || minutes >= HALF_DAY,
            })
        };
        // "half past ten"
        if let Some((count, shift)) = self.longest_match(self.time.before_hour.iter(), from) {
            let at = from + count;
            let hour = self.time.hours.get(self.word_at(at)).copied().or_else(|| self.number_at(at))?;
            return time_of_day(at + 1, hour as i32 * 60 + shift);
        }
        let (mut to, hour, joined_minutes) = self.parse_hour(from)?;
        let mut minutes = hour as i32 * 60;
        if let Some(joined) = joined_minutes {
            minutes += joined as i32;
        } else if let Some((count, shift)) = self.longest_match(self.time.after_hour.iter(), to) {
            minutes += shift;
            to += count;
        } else if let Some(more) = self.number_at(to).filter(|&more| {
            let is_in_words = !self.word_at(to).as_bytes()[0].is_ascii_digit();
            more < 60 && if is_in_words { more >= MIN_MINUTES_IN_WORDS } else { self.word_at(to).len() == 2 }
        }) {
            to += 1;
            let mut more = more;
            if more >= 20
                && more.is_multiple_of(10)
                && let Some(unit) = self.numbers.get(self.word_at(to)).filter(|&&unit| unit < 10)
            {
                more += unit;
                to += 1;
            }
            minutes += more as i32;
        }
        time_of_day(to, minutes)
    }

    /// The token after "pm" or "du matin" where that stands at `to`, the minutes with it, and whether it stood there.
    fn add_half_of_day(&self, to: usize, minutes: i32) -> (usize, i32, bool) {
        let length = |phrases: &[String]| {
            self.longest_match(phrases.iter().map(|phrase| (phrase, &())), to).map(|(count, ())| count)
        };
        if let Some(count) = length(&self.time.afternoon) {
            (to + count, if minutes < HALF_DAY { minutes + HALF_DAY } else { minutes }, true)
        } else if let Some(count) = length(&self.time.morning) {
            (to + count, minutes, true)
        } else {
            (to, minutes, false)
        }
    }

    /// An hour: the token after it, the hour, and minutes written in the same word ("10h30").
    fn parse_hour(&self, from: usize) -> Option<(usize, u32, Option<u32>)> {
        let word = self.word_at(from);
        let is_excluded = from > 0 && self.time.not_after.iter().any(|word| word == self.word_at(from - 1));
        if let Some(&hour) = self.time.hours.get(word).filter(|_| !is_excluded) {
            let to = if self.is_hour_marker(from + 1) { from + 2 } else { from + 1 };
            return Some((to, hour, None));
        }
        // "10h30", "10h", "2pm"
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=2).contains(&digits) && digits < word.len() {
            let hour: u32 = word[..digits].parse().ok().filter(|&hour| hour < 24)?;
            let rest = &word[digits..];
            let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (mark, minutes) = rest.split_at(letters);
            if self.time.afternoon.iter().any(|word| word == mark) && minutes.is_empty() {
                return Some((from + 1, if hour < 12 { hour + 12 } else { hour }, None));
            }
            if !self.time.hour_markers.iter().any(|word| word == mark) {
                return None;
            }
            if minutes.is_empty() {
                return Some((from + 1, hour, None));
            }
            let minutes = minutes.parse().ok().filter(|&minutes| minutes < 60)?;
            return Some((from + 1, hour, Some(minutes)));
        }
        let hour = self.number_at(from).filter(|&hour| hour < 24)?;
        if self.is_hour_marker(from + 1) {
            let to = if self.is_hour_marker(from + 2) { from + 3 } else { from + 2 };
            return Some((to, hour, None));
        }
        if self.add_half_of_day(from + 1, 0).2 {
            return Some((from + 1, hour, None));
        }
        let in_words = !word.as_bytes()[0].is_ascii_digit();
        // "ten thirty", "nine fifteen"
        if in_words && (7..=12).contains(&hour) && self.number_at(from + 1).is_some_and(|more| more >= 10) {
            return Some((from + 1, hour, None));
        }
        // "dix et demie", "10 et quart"
        if (7..=12).contains(&hour) && self.longest_match(self.time.after_hour.iter(), from + 1).is_some() {
            return Some((from + 1, hour, None));
        }
        // "at 9", "vers 10"
        let has_preposition =
            from > 0 && self.time.hour_prepositions.iter().any(|word| word == self.word_at(from - 1));
        let has_next = self.tokens.get(from + 1).is_some_and(|next| !next.is_symbol);
        let is_duration = self.time.units.contains_key(self.word_at(from + 1));
        (has_preposition
            && (7..=20).contains(&hour)
            && !is_duration
            && (!has_next || !self.is_long_word(from + 1)))
        .then_some((from + 1, hour, None))
    }

    /// A bare number before a long word counts things: "à 10 personnes".
    fn is_long_word(&self, at: usize) -> bool {
        self.word_at(at).len() > 6
    }

    /// "h", "heures": what stands between hour and minutes or behind the hour.
    fn is_hour_marker(&self, at: usize) -> bool {
        self.time.hour_markers.iter().any(|word| word == self.word_at(at))
    }
}
