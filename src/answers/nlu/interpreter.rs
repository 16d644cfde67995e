//! One message read: words, ideas, rules, the best reading and the next.

mod entities;
mod ranking;
mod scoring;

use std::collections::BTreeSet;

use super::classifier::IntentClassifier;
use super::event_names::{FAQ_PREFIX, TOPIC_PREFIX};
use super::index::{Budget, Candidate, IndexedPhrase, LexiconIndex};
use super::intent::{Explanation, Interpretation};
use super::intent_resolution::{Entities, resolve_intent};
use super::language_detection;
use super::lexicon::Lexicon;
use super::phrase_match::{PhraseMatch, remove_nested};
use super::phrases::Phrase;
use super::segmentation::segment;
use super::time_expressions::{self, TimeExpression};
use super::tokenizer::{Token, tokenize};
use super::{NluInput, NluModel};
use crate::i18n::Lang;
use ranking::{NamedSessions, RuleMatch};

/// So many small words may stand between two of a phrase.
const MAX_FILLER_WORDS: usize = 2;
/// Phrases this short count only in their own language, when the message's is clear.
const SHORT_PHRASE_LENGTH: usize = 6;
/// What is left of "where" in a word that may be "or".
const AMBIGUOUS_OU_FACTOR: f32 = 0.5;
/// The idea of what is only polite.
const COURTESY_CONCEPT: &str = "please";
/// Skipped whatever the phrase's language.
const ALL_LANGUAGES: u8 = 0b111;

pub struct Interpreter<'a> {
    input: &'a NluInput<'a>,
    lexicon: &'a Lexicon,
    index: &'a LexiconIndex,
    classifier: &'a IntentClassifier,
    tokens: Vec<Token>,
    candidates: Vec<Vec<Candidate>>,
    filler_masks: Vec<u8>,
    times: Vec<TimeExpression>,
    budget: Budget,
    lang: Lang,
    is_lang_clear: bool,
}

impl<'a> Interpreter<'a> {
    pub fn new(input: &'a NluInput<'a>, knowledge: &'a NluModel) -> Self {
        let NluModel { lexicon, index, classifier, .. } = knowledge;
        let budget = Budget::default();
        let typed = tokenize(input.text);
        let hours = time_expressions::find_times(&typed, lexicon);
        let (tokens, candidates) = segment(typed, index, &hours, &budget);
        // splitting may have moved the hours
        let times = time_expressions::find_times(&tokens, lexicon);
        let (lang, is_lang_clear) = match input.lang {
            Some(lang) => (lang, true),
            None => {
                let heard = language_detection::detect(&tokens, index, input.default_lang);
                (heard.lang, heard.is_clear)
            }
        };
        let filler_masks = tokens
            .iter()
            .map(|token| match token.is_symbol {
                true => ALL_LANGUAGES,
                false => lexicon.filler_words.get(&token.word).copied().unwrap_or_default(),
            })
            .collect();
        Self {
            input,
            lexicon,
            index,
            classifier,
            tokens,
            candidates,
            filler_masks,
            times,
            budget,
            lang,
            is_lang_clear,
        }
    }

    /// The numbers in the lexicon of the phrases that stand in the message.
    pub fn matched_phrases(mut self) -> BTreeSet<u32> {
        self.mark_courtesy();
        self.find_phrases().iter().map(|found| found.phrase_id).collect()
    }

    /// What is said beside the question counts less, unless nothing is left without it.
    pub fn interpret(mut self) -> Interpretation {
        let polite = self.mark_courtesy();
        let mut found = self.find_phrases();
        // "when you have a minute" asks for no hour
        let courtesy = self.lexicon.find_concept(COURTESY_CONCEPT).ok();
        let long = |one: &&PhraseMatch| Some(one.concept) == courtesy && one.to - one.from > 2;
        found.retain(|one| {
            Some(one.concept) == courtesy
                || !polite.iter().filter(long).any(|by| by.from <= one.from && one.to <= by.to)
        });
        let asides = self.subordinate_weights(&found);
        let (beside, is_lost) = self.interpret_weighted(&polite, found.clone(), &asides);
        if is_lost && asides.iter().any(|share| *share < 1.0) {
            return self.interpret_weighted(&polite, found, &vec![1.0; self.tokens.len()]).0;
        }
        beside
    }

    /// The reading, and whether the rules found nothing.
    fn interpret_weighted(
        &self,
        polite: &[PhraseMatch],
        mut found: Vec<PhraseMatch>,
        asides: &[f32],
    ) -> (Interpretation, bool) {
        for one in &mut found {
            one.score *= asides[one.from..one.to].iter().copied().fold(0.0, f32::max);
        }
        let hours = self.times.clone();
        found.retain(|one| {
            !hours.iter().any(|hour| one.from >= hour.from && one.to <= hour.to && one.to - one.from < 3)
        });
        let found = remove_nested(found, self.lexicon);
        let mut strength = vec![0.0_f32; self.lexicon.concepts.len()];
        for one in found.iter().chain(polite) {
            strength[one.concept] = strength[one.concept].max(one.score);
        }
        let session = self.asked_session(&found);
        let topic = self.best_entity(TOPIC_PREFIX, &found);
        let faq = self.best_entity(FAQ_PREFIX, &found);
        let after = self.start_after(&found, session.as_ref());
        let before = self.start_before(&found, session.as_ref());
        let mut set = |name: &str, worth: f32| {
            if let Ok(idea) = self.lexicon.find_concept(name) {
                strength[idea] = strength[idea].max(worth);
            }
        };
        set("session", session.as_ref().map_or(0.0, |(_, worth)| *worth));
        set("topic", topic.as_ref().map_or(0.0, |(_, worth)| *worth));
        set("faq", faq.as_ref().map_or(0.0, |(_, worth)| *worth));
        set("after-session", if after.is_some() { 1.0 } else { 0.0 });
        set("before-session", if before.is_some() { 1.0 } else { 0.0 });
        set("time", if self.times.is_empty() { 0.0 } else { 1.0 });
        set("question-mark", if self.input.text.trim_end().ends_with('?') { 1.0 } else { 0.0 });
        let date = self.mentions_dates();
        set("closing-day", if date.0 { 1.0 } else { 0.0 });
        set("event-day", if date.1 { 1.0 } else { 0.0 });
        let strange = self.out_of_vocabulary(&found, asides);
        let words = self.tokens.iter().filter(|token| !token.is_symbol).count();
        set("short", if words <= 3 { 1.0 } else { 0.0 });
        set("nothing-else", if self.is_only_courtesy(polite) { 1.0 } else { 0.0 });
        let mut readings: Vec<RuleMatch<'_>> = Vec::new();
        let ids = || self.input.programme.sessions.iter().map(|session| session.id.clone());
        let named = Entities {
            session: session.as_ref(),
            topic: topic.as_ref(),
            faq: faq.as_ref(),
            start_after: after,
            start_before: before,
            minute_of_day: self.named_minute(),
            day: self.named_day(&found),
            first_session: ids().next(),
            last_session: ids().next_back(),
        };
        for rule in &self.lexicon.rules {
            let Some(weight) = self.score_rule(rule, &strength, strange) else { continue };
            let Some(intent) = resolve_intent(&rule.intent, &named) else { continue };
            readings.push((weight, intent, rule));
        }
        readings.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut why = self.explain(&found, polite, &strength, strange);
        why.extend(readings.iter().take(4).map(|(weight, intent, rule)| Explanation {
            what: format!("→ {} ({})", intent.name(), rule.text.trim()),
            weight: *weight,
        }));
        let sessions =
            NamedSessions { ambiguous: self.ambiguous_sessions(&found), pair: self.session_pair(&found) };
        let is_lost = readings.first().is_none_or(|(weight, ..)| *weight < self.lexicon.scoring.threshold);
        (self.decide(&readings, &named, sessions, &found, why), is_lost)
    }

    /// Politeness, greetings, thanks: found first, because phrases reach over them.
    fn mark_courtesy(&mut self) -> Vec<PhraseMatch> {
        let polite: Vec<usize> = ["please", "greet", "thanks", "hedge"]
            .iter()
            .filter_map(|name| self.lexicon.find_concept(name).ok())
            .collect();
        let found: Vec<PhraseMatch> =
            self.find_phrases().into_iter().filter(|one| polite.contains(&one.concept)).collect();
        for one in &found {
            self.filler_masks[one.from..one.to].fill(ALL_LANGUAGES);
        }
        found
    }

    /// Every phrase that stands in the message.
    fn find_phrases(&self) -> Vec<PhraseMatch> {
        let mut found: Vec<PhraseMatch> = Vec::new();
        for from in 0..self.tokens.len() {
            for &(word, worth) in &self.candidates[from] {
                for listed in self.index.phrases_starting_with(word) {
                    if !self.budget.spend() {
                        return found;
                    }
                    let phrase = self.lexicon.phrases.get(listed.phrase_id);
                    if let Some((to, worth)) =
                        self.match_phrase(phrase, self.index.phrase_words(listed), from, worth)
                        && !self.is_foreign(phrase, listed, from, to)
                    {
                        let or = if self.is_french_or(phrase, from, to) { AMBIGUOUS_OU_FACTOR } else { 1.0 };
                        let worth = worth * (phrase.weight * or);
                        found.push(PhraseMatch {
                            concept: phrase.concept,
                            phrase_id: listed.phrase_id,
                            from,
                            to,
                            score: worth,
                        });
                    }
                }
            }
        }
        found
    }

    /// "ou" without its accent, by somebody who writes accents: "or", not "where".
    fn is_french_or(&self, phrase: &Phrase, from: usize, to: usize) -> bool {
        self.lexicon.concepts[phrase.concept] == "where"
            && self.tokens[from..to].iter().any(|token| token.surface == "ou")
            && self.tokens.iter().any(|token| token.surface != token.word && token.surface != "où")
    }

    fn match_phrase(&self, phrase: &Phrase, words: &[u32], from: usize, first: f32) -> Option<(usize, f32)> {
        let tongue = phrase.lang.map_or(ALL_LANGUAGES, |lang| 1 << lang as u8);
        if phrase.is_start_anchored && !self.is_filler_between(0, from, tongue) {
            return None;
        }
        let (mut at, mut worth) = (from + 1, first);
        for word in &words[1..] {
            let mut skipped = 0;
            loop {
                let guess = self.candidates.get(at)?.iter().find(|(guess, _)| guess == word);
                if let Some((_, more)) = guess {
                    worth = worth.min(*more);
                    at += 1;
                    break;
                }
                if self.filler_masks[at] & tongue == 0 || skipped == MAX_FILLER_WORDS {
                    return None;
                }
                skipped += 1;
                at += 1;
            }
        }
        (!phrase.is_end_anchored || self.is_filler_between(at, self.tokens.len(), tongue))
            .then_some((at, worth))
    }

    fn is_filler_between(&self, from: usize, to: usize, tongue: u8) -> bool {
        self.filler_masks[from..to].iter().all(|skippable| skippable & tongue != 0)
    }

    /// A short phrase of another language, made of words that the message's own language has: chance.
    fn is_foreign(&self, phrase: &Phrase, listed: &IndexedPhrase, from: usize, to: usize) -> bool {
        let own = 1 << self.lang as u8;
        self.is_lang_clear
            && phrase.lang.is_some_and(|lang| lang != self.lang)
            && (self.index.phrase_words(listed).len() == 1
                || self.lexicon.phrases.concatenated(phrase).len() <= SHORT_PHRASE_LENGTH)
            && (from..to).all(|at| {
                let word = &self.tokens[at].word;
                word.len() <= 3
                    || self.index.language_mask(word) & own != 0
                    || self.index.has_similar_sound(word, self.lang)
            })
    }
}
