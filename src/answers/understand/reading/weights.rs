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
/// Ideas with which a question begins: here ends why somebody asks.
const ASKING: [&str; 9] = ["hour", "when", "day", "where", "who", "how", "may", "duration", "define"];

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

    /// How many words are from elsewhere: no idea, no everyday word, no hour. One that is known from
    /// phrases which are not here counts half.
    pub(super) fn strange(&self, found: &[Found], asides: &[f32]) -> f32 {
        let spoken_for = |at: usize| {
            let token = &self.tokens[at];
            token.sign
                || asides[at] < 1.0
                || token.word.len() < 3
                || self.skippable[at] != 0
                || token.word.bytes().all(|byte| byte.is_ascii_digit())
                || self.index.is_everyday(&self.guesses[at])
                || self.hours.iter().any(|hour| (hour.from..hour.to).contains(&at))
                || found.iter().any(|one| (one.from..one.to).contains(&at))
        };
        let count: f32 = (0..self.tokens.len())
            .filter(|&at| !spoken_for(at))
            .map(|at| if self.guesses[at].is_empty() { 1.0 } else { KNOWN_ELSEWHERE })
            .sum();
        count.min(MOST_STRANGE)
    }

    pub(super) fn only_polite(&self, polite: &[Found]) -> bool {
        !polite.is_empty()
            && (0..self.tokens.len()).all(|at| {
                self.skippable[at] != 0 || polite.iter().any(|one| (one.from..one.to).contains(&at))
            })
    }

    pub(super) fn weigh(&self, rule: &Rule, strength: &[f32], strange: f32) -> Option<f32> {
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
        Some(if rule.alone { weight } else { weight - strange * penalty })
    }

    pub(super) fn why(&self, found: &[Found], polite: &[Found], strength: &[f32], strange: f32) -> Vec<Why> {
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
        if strange > 0.0 {
            why.push(Why { what: format!("words from elsewhere: {strange}"), weight: 0.0 });
        }
        why
    }
}
