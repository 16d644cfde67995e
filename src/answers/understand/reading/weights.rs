//! What counts in a message, and how much: the weight of a rule, words from elsewhere, what stands beside
//! the question.

use super::Reader;
use crate::answers::understand::fold::Mark;
use crate::answers::understand::found::Found;
use crate::answers::understand::intent::Why;
use crate::answers::understand::lexicon::{REASON, Rule};

/// A word that is known, but not as it stands here, is strange by so much.
const KNOWN_ELSEWHERE: f32 = 0.5;
const MOST_STRANGE: f32 = 3.0;
/// A strange word among so few says more.
const FEW_WORDS: usize = 5;
/// How far before an unknown word "my" or "in" may stand.
const SMALL_BETWEEN: usize = 2;
/// Ideas with which a question begins: here ends why somebody asks.
const ASKING: [&str; 9] = ["hour", "when", "day", "where", "who", "how", "may", "duration", "define"];

/// How much of a message is from elsewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strange {
    /// Unknown words.
    words: f32,
    /// Those of them that are a thing or a place of its own ("my judo", "in Dubai").
    things: f32,
}

impl Reader<'_> {
    /// How much each word is part of the question: less in a sentence beside one that ends in a question
    /// mark, and in why somebody asks.
    pub(super) fn asides(&self, found: &[Found]) -> Vec<f32> {
        let limits = self.lexicon.settings;
        let mut share = vec![1.0; self.tokens.len()];
        let asks = self.tokens.iter().any(|token| token.mark == Mark::Question);
        let ends = |mark| matches!(mark, Mark::Stop | Mark::Question);
        let mut from = 0;
        while asks && from < self.tokens.len() {
            let end = (from..self.tokens.len()).find(|&at| ends(self.tokens[at].mark));
            let to = end.map_or(self.tokens.len(), |at| at + 1);
            if self.tokens[to - 1].mark != Mark::Question {
                share[from..to].fill(limits.beside);
            }
            from = to;
        }
        let reason = self.lexicon.idea(REASON).ok();
        for one in found.iter().filter(|one| Some(one.idea) == reason) {
            let end = (one.to..self.tokens.len())
                .find(|&at| self.tokens[at].mark != Mark::None)
                .map_or(self.tokens.len(), |at| at + 1);
            let question = found
                .iter()
                .filter(|other| {
                    other.from >= one.to && ASKING.contains(&self.lexicon.ideas[other.idea].as_str())
                })
                .map(|other| other.from)
                .min();
            share[one.from..end.min(question.unwrap_or(end))].fill(limits.reason);
        }
        share
    }

    /// Which words are from elsewhere: no idea, no everyday word, no hour. One that is known from
    /// phrases which are not here counts half.
    pub(super) fn strange(&self, found: &[Found], asides: &[f32]) -> Strange {
        let spoken_for = |at: usize| {
            let token = &self.tokens[at];
            token.sign
                || asides[at] < 1.0
                || token.word.len() < 3
                || self.skippable[at] != 0
                || self.is_number(at)
                || self.index.is_everyday(&self.guesses[at])
                || self.hours.iter().any(|hour| (hour.from..hour.to).contains(&at))
                || found.iter().any(|one| (one.from..one.to).contains(&at))
        };
        let mut strange = Strange { words: 0.0, things: 0.0 };
        for at in (0..self.tokens.len()).filter(|&at| !spoken_for(at)) {
            let worth = if self.guesses[at].is_empty() { 1.0 } else { KNOWN_ELSEWHERE };
            strange.words += worth;
            strange.things += if self.is_led_to(at) { worth } else { 0.0 };
        }
        Strange { words: strange.words.min(MOST_STRANGE), things: strange.things.min(MOST_STRANGE) }
    }

    /// "my judo", "in Dubai", "at the Atrium": only small words stand between.
    fn is_led_to(&self, at: usize) -> bool {
        let own = 1 << self.lang as u8;
        let leads = |at: &usize| {
            let tongues = self.lexicon.leading.get(&self.tokens[*at].word);
            tongues.is_some_and(|tongues| tongues & own != 0)
        };
        (at.saturating_sub(SMALL_BETWEEN)..at)
            .rev()
            .take_while(|&before| self.skippable[before] != 0 || leads(&before))
            .any(|before| leads(&before))
    }

    pub(super) fn only_polite(&self, polite: &[Found]) -> bool {
        !polite.is_empty()
            && (0..self.tokens.len()).all(|at| {
                self.skippable[at] != 0 || polite.iter().any(|one| (one.from..one.to).contains(&at))
            })
    }

    pub(super) fn weigh(&self, rule: &Rule, strength: &[f32], strange: Strange) -> Option<f32> {
        if rule.never.iter().any(|&idea| strength[idea] > 0.0) {
            return None;
        }
        let limits = self.lexicon.settings;
        let (mut weight, mut firm) = (rule.bonus, false);
        for names in &rule.needs {
            let (idea, worth) = names
                .iter()
                .map(|&idea| (idea, self.lexicon.weights[idea] * strength[idea]))
                .max_by(|a, b| a.1.total_cmp(&b.1))?;
            if strength[idea] == 0.0 {
                return None;
            }
            weight += worth;
            firm |= worth >= limits.firm;
        }
        let single = rule.needs.len() == 1;
        if !rule.alone && weight >= limits.firm_enough && !(single && firm) {
            let bare = |idea: &&usize| !rule.needs.iter().any(|names| names.contains(idea));
            weight += self
                .lexicon
                .context
                .iter()
                .filter(bare)
                .map(|&idea| self.lexicon.weights[idea] * strength[idea])
                .sum::<f32>();
        }
        let penalty = match (single, firm) {
            (true, _) if self.tokens.len() <= FEW_WORDS => limits.strange_word_short,
            (true, _) => limits.strange_word_alone,
            (_, true) => limits.strange_word_firm,
            _ => limits.strange_word,
        };
        let elsewhere = strange.words * penalty + strange.things * limits.strange_thing;
        Some(if rule.alone { weight } else { weight - elsewhere })
    }

    pub(super) fn why(
        &self,
        found: &[Found],
        polite: &[Found],
        strength: &[f32],
        strange: Strange,
    ) -> Vec<Why> {
        let mut why: Vec<Why> = found
            .iter()
            .chain(polite)
            .map(|one| {
                let words: Vec<&str> =
                    self.tokens[one.from..one.to].iter().map(|token| token.raw.as_str()).collect();
                Why {
                    what: format!("{}: {}", self.lexicon.ideas[one.idea], words.join(" ")),
                    weight: one.worth * self.lexicon.weights[one.idea],
                }
            })
            .collect();
        for hour in &self.hours {
            let text = format!("time: {:02}:{:02}", hour.minutes / 60, hour.minutes % 60);
            why.push(Why { what: text, weight: 0.0 });
        }
        for (idea, worth) in strength.iter().enumerate().filter(|(_, worth)| **worth > 0.0) {
            let name = &self.lexicon.ideas[idea];
            if !why.iter().any(|why| why.what.starts_with(&format!("{name}:"))) {
                why.push(Why { what: name.clone(), weight: worth * self.lexicon.weights[idea] });
            }
        }
        let Strange { words, things } = strange;
        if words > 0.0 {
            let what = format!("words from elsewhere: {words}, of them things and places: {things}");
            why.push(Why { what, weight: 0.0 });
        }
        why
    }
}
