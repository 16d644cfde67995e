//! One message read: words, ideas, rules, the best reading and the next.

mod decide;
mod sessions;
mod weights;

use std::collections::BTreeSet;

use super::examples::Examples;
use super::fold::{Token, tokens};
use super::found::{Found, outermost};
use super::index::{Effort, Guess, Index, Listed};
use super::intent::{Reading, Why};
use super::lexicon::Lexicon;
use super::names::{FAQ, TOPIC};
use super::outcome::{Named, intent};
use super::phrases::Phrase;
use super::times::{self, Said};
use super::tongue;
use super::words::words;
use super::{Asked, Knowledge};
use crate::i18n::Lang;
use decide::{Sessions, Weighed};

/// So many small words may stand between two of a phrase.
const SKIPPED_AT_MOST: usize = 2;
/// Phrases this short count only in their own language, when the message's is clear.
const SHORT_PHRASE: usize = 6;
/// What is left of "where" in a word that may be "or".
const OR: f32 = 0.5;
/// The idea of what is only polite.
const COURTESY: &str = "please";
/// Skipped whatever the phrase's language.
const ANY: u8 = 0b111;

pub struct Reader<'a> {
    asked: &'a Asked<'a>,
    lexicon: &'a Lexicon,
    index: &'a Index,
    examples: &'a Examples,
    tokens: Vec<Token>,
    guesses: Vec<Vec<Guess>>,
    skippable: Vec<u8>,
    hours: Vec<Said>,
    effort: Effort,
    lang: Lang,
    lang_clear: bool,
}

impl<'a> Reader<'a> {
    pub fn new(asked: &'a Asked<'a>, knowledge: &'a Knowledge) -> Self {
        let Knowledge { lexicon, index, examples, .. } = knowledge;
        let effort = Effort::default();
        let typed = tokens(asked.text);
        let hours = times::find(&typed, lexicon);
        let (tokens, guesses) = words(typed, index, &hours, &effort);
        // splitting may have moved the hours
        let hours = times::find(&tokens, lexicon);
        let (lang, lang_clear) = match asked.lang {
            Some(lang) => (lang, true),
            None => {
                let heard = tongue::hear(&tokens, index, asked.usual);
                (heard.lang, heard.clear)
            }
        };
        let skippable = tokens
            .iter()
            .map(|token| match token.sign {
                true => ANY,
                false => lexicon.skip.get(&token.word).copied().unwrap_or_default(),
            })
            .collect();
        Self { asked, lexicon, index, examples, tokens, guesses, skippable, hours, effort, lang, lang_clear }
    }

    /// The numbers in the lexicon of the phrases that stand in the message.
    pub fn known(mut self) -> BTreeSet<u32> {
        self.polite();
        self.phrases().iter().map(|found| found.phrase).collect()
    }

    /// What is said beside the question counts less, unless nothing is left without it.
    pub fn read(mut self) -> Reading {
        let polite = self.polite();
        let mut found = self.phrases();
        // "when you have a minute" asks for no hour
        let courtesy = self.lexicon.idea(COURTESY).ok();
        let long = |one: &&Found| Some(one.idea) == courtesy && one.to - one.from > 2;
        found.retain(|one| {
            Some(one.idea) == courtesy
                || !polite.iter().filter(long).any(|by| by.from <= one.from && one.to <= by.to)
        });
        let asides = self.asides(&found);
        let (beside, is_lost) = self.read_with(&polite, found.clone(), &asides);
        if is_lost && asides.iter().any(|share| *share < 1.0) {
            return self.read_with(&polite, found, &vec![1.0; self.tokens.len()]).0;
        }
        beside
    }

    /// The reading, and whether the rules found nothing.
    fn read_with(&self, polite: &[Found], mut found: Vec<Found>, asides: &[f32]) -> (Reading, bool) {
        for one in &mut found {
            one.worth *= asides[one.from..one.to].iter().copied().fold(0.0, f32::max);
        }
        let hours = self.hours.clone();
        found.retain(|one| {
            !hours.iter().any(|hour| one.from >= hour.from && one.to <= hour.to && one.to - one.from < 3)
        });
        let found = outermost(found, self.lexicon);
        let mut strength = vec![0.0_f32; self.lexicon.ideas.len()];
        for one in found.iter().chain(polite) {
            strength[one.idea] = strength[one.idea].max(one.worth);
        }
        let session = self.session(&found);
        let topic = self.best(TOPIC, &found);
        let faq = self.best(FAQ, &found);
        let after = self.after(&found, session.as_ref());
        let before = self.before(&found, session.as_ref());
        let mut set = |name: &str, worth: f32| {
            if let Ok(idea) = self.lexicon.idea(name) {
                strength[idea] = strength[idea].max(worth);
            }
        };
        set("session", session.as_ref().map_or(0.0, |(_, worth)| *worth));
        set("topic", topic.as_ref().map_or(0.0, |(_, worth)| *worth));
        set("faq", faq.as_ref().map_or(0.0, |(_, worth)| *worth));
        set("after-session", if after.is_some() { 1.0 } else { 0.0 });
        set("before-session", if before.is_some() { 1.0 } else { 0.0 });
        set("time", if self.hours.is_empty() { 0.0 } else { 1.0 });
        set("question-mark", if self.asked.text.trim_end().ends_with('?') { 1.0 } else { 0.0 });
        let date = self.dates();
        set("closing-day", if date.0 { 1.0 } else { 0.0 });
        set("event-day", if date.1 { 1.0 } else { 0.0 });
        let strange = self.strange(&found, asides);
        let words = self.tokens.iter().filter(|token| !token.sign).count();
        set("short", if words <= 3 { 1.0 } else { 0.0 });
        set("nothing-else", if self.only_polite(polite) { 1.0 } else { 0.0 });
        let mut readings: Vec<Weighed<'_>> = Vec::new();
        let ids = || self.asked.programme.sessions.iter().map(|session| session.id.clone());
        let named = Named {
            session: session.as_ref(),
            topic: topic.as_ref(),
            faq: faq.as_ref(),
            after,
            before,
            hour: self.hour(),
            day: self.day(&found),
            first: ids().next(),
            last: ids().next_back(),
        };
        for rule in &self.lexicon.rules {
            let Some(weight) = self.weigh(rule, &strength, strange) else { continue };
            let Some(intent) = intent(&rule.intent, &named) else { continue };
            readings.push((weight, intent, rule));
        }
        readings.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut why = self.why(&found, polite, &strength, strange);
        why.extend(readings.iter().take(4).map(|(weight, intent, rule)| Why {
            what: format!("→ {} ({})", intent.name(), rule.text.trim()),
            weight: *weight,
        }));
        let sessions = Sessions { several: self.several(&found), pair: self.pair(&found) };
        let is_lost = readings.first().is_none_or(|(weight, ..)| *weight < self.lexicon.settings.threshold);
        (self.conclude(&readings, &named, sessions, &found, why), is_lost)
    }

    /// Politeness, greetings, thanks: found first, because phrases reach over them.
    fn polite(&mut self) -> Vec<Found> {
        let polite: Vec<usize> = ["please", "greet", "thanks", "hedge"]
            .iter()
            .filter_map(|name| self.lexicon.idea(name).ok())
            .collect();
        let found: Vec<Found> = self.phrases().into_iter().filter(|one| polite.contains(&one.idea)).collect();
        for one in &found {
            self.skippable[one.from..one.to].fill(ANY);
        }
        found
    }

    /// Every phrase that stands in the message.
    fn phrases(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for from in 0..self.tokens.len() {
            for &(word, worth) in &self.guesses[from] {
                for listed in self.index.starting(word) {
                    if !self.effort.spend() {
                        return found;
                    }
                    let phrase = self.lexicon.phrases.at(listed.phrase);
                    if let Some((to, worth)) = self.phrase_at(phrase, self.index.words(listed), from, worth)
                        && !self.is_foreign(phrase, listed, from, to)
                    {
                        let or = if self.is_or(phrase, from, to) { OR } else { 1.0 };
                        let worth = worth * (phrase.share * or);
                        found.push(Found { idea: phrase.idea, phrase: listed.phrase, from, to, worth });
                    }
                }
            }
        }
        found
    }

    /// "ou" without its accent, by somebody who writes accents: "or", not "where".
    fn is_or(&self, phrase: &Phrase, from: usize, to: usize) -> bool {
        self.lexicon.ideas[phrase.idea] == "where"
            && self.tokens[from..to].iter().any(|token| token.raw == "ou")
            && self.tokens.iter().any(|token| token.raw != token.word && token.raw != "où")
    }

    fn phrase_at(&self, phrase: &Phrase, words: &[u32], from: usize, first: f32) -> Option<(usize, f32)> {
        let tongue = phrase.lang.map_or(ANY, |lang| 1 << lang as u8);
        if phrase.first && !self.skippable_between(0, from, tongue) {
            return None;
        }
        let (mut at, mut worth) = (from + 1, first);
        for word in &words[1..] {
            let mut skipped = 0;
            loop {
                let guess = self.guesses.get(at)?.iter().find(|(guess, _)| guess == word);
                if let Some((_, more)) = guess {
                    worth = worth.min(*more);
                    at += 1;
                    break;
                }
                if self.skippable[at] & tongue == 0 || skipped == SKIPPED_AT_MOST {
                    return None;
                }
                skipped += 1;
                at += 1;
            }
        }
        (!phrase.last || self.skippable_between(at, self.tokens.len(), tongue)).then_some((at, worth))
    }

    fn skippable_between(&self, from: usize, to: usize, tongue: u8) -> bool {
        self.skippable[from..to].iter().all(|skippable| skippable & tongue != 0)
    }

    /// A short phrase of another language, made of words that the message's own language has: chance.
    fn is_foreign(&self, phrase: &Phrase, listed: &Listed, from: usize, to: usize) -> bool {
        let own = 1 << self.lang as u8;
        self.lang_clear
            && phrase.lang.is_some_and(|lang| lang != self.lang)
            && (self.index.words(listed).len() == 1
                || self.lexicon.phrases.together(phrase).len() <= SHORT_PHRASE)
            && (from..to).all(|at| {
                let word = &self.tokens[at].word;
                word.len() <= 3
                    || self.index.languages(word) & own != 0
                    || self.index.is_near(word, self.lang)
            })
    }
}
