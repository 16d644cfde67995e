//! The words of one message, and the phrases of the lexicon that stand in them.

use chrono::Timelike;

use crate::answers::nlu::features::{PLACEHOLDERS, placeholder};
use crate::answers::nlu::index::{Budget, Candidate, IndexedPhrase, LexiconIndex};
use crate::answers::nlu::input::NluInput;
use crate::answers::nlu::language_detection;
use crate::answers::nlu::language_set::LanguageSet;
use crate::answers::nlu::lexicon::Lexicon;
use crate::answers::nlu::nlu_model::NluModel;
use crate::answers::nlu::phrase_match::PhraseMatch;
use crate::answers::nlu::phrases::Phrase;
use crate::answers::nlu::segmentation::segment;
use crate::answers::nlu::time_expressions::{self, TimeExpression};
use crate::answers::nlu::tokenizer::{Token, tokenize};
use crate::i18n::Lang;

/// Most filler words between two words of a phrase.
const MAX_FILLER_WORDS: usize = 2;
/// Phrases of another language up to this length, in letters, may match by chance.
const SHORT_PHRASE_LENGTH: usize = 6;
/// Words up to this length, in letters, belong to no language by themselves.
const SHORT_WORD_LENGTH: usize = 3;
/// What is left of a concept in a word that may be another one without its accent.
const UNACCENTED_FACTOR: f32 = 0.5;
/// A session or topic found with a lower score stays a plain word in what intents are learned from.
const MIN_PLACEHOLDER_SCORE: f32 = 0.45;
/// Courtesy, greetings and thanks: phrases reach over them.
const COURTESY_CONCEPTS: [&str; 4] = ["please", "greet", "thanks", "hedge"];

/// One message while it is interpreted.
pub struct Interpreter<'a> {
    pub(super) input: &'a NluInput<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) index: &'a LexiconIndex,
    pub(super) model: &'a NluModel,
    pub(super) tokens: Vec<Token>,
    /// What each token may be.
    pub(super) candidates: Vec<Vec<Candidate>>,
    /// The languages in which each token may be skipped; all for courtesy and symbols.
    pub(super) filler_languages: Vec<LanguageSet>,
    pub(super) times: Vec<TimeExpression>,
    pub(super) budget: Budget,
    pub(super) lang: Lang,
    pub(super) is_lang_clear: bool,
}

impl<'a> Interpreter<'a> {
    /// Splits a message and looks up its words.
    pub fn new(input: &'a NluInput<'a>, model: &'a NluModel) -> Self {
        let NluModel { lexicon, index, .. } = model;
        let budget = Budget::default();
        let typed_tokens = tokenize(input.text);
        let typed_times = time_expressions::find_times(&typed_tokens, lexicon);
        let (tokens, candidates) = segment(typed_tokens, index, &typed_times, &budget);
        // splitting may have moved them
        let mut times = time_expressions::find_times(&tokens, lexicon);
        let hours = event_hours(input);
        for time in &mut times {
            time.fit_into(hours);
        }
        let (lang, is_lang_clear) = match input.lang {
            Some(lang) => (lang, true),
            None => {
                let detected = language_detection::detect(&tokens, index, input.default_lang);
                (detected.lang, detected.is_clear)
            }
        };
        let filler_languages = tokens
            .iter()
            .map(|token| match token.is_symbol {
                true => LanguageSet::ALL,
                false => lexicon.filler_words.get(&token.word).copied().unwrap_or_default(),
            })
            .collect();
        Self {
            input,
            lexicon,
            index,
            model,
            tokens,
            candidates,
            filler_languages,
            times,
            budget,
            lang,
            is_lang_clear,
        }
    }

    /// Finds courtesy and lets phrases reach over it.
    pub(super) fn mark_courtesy(&mut self) -> Vec<PhraseMatch> {
        let courtesy: Vec<usize> =
            COURTESY_CONCEPTS.iter().filter_map(|name| self.lexicon.find_concept(name).ok()).collect();
        let found: Vec<PhraseMatch> =
            self.find_phrases().into_iter().filter(|one| courtesy.contains(&one.concept)).collect();
        for one in &found {
            self.filler_languages[one.from..one.to].fill(LanguageSet::ALL);
        }
        found
    }

    /// Every phrase that stands in the message.
    pub(super) fn find_phrases(&self) -> Vec<PhraseMatch> {
        let mut found: Vec<PhraseMatch> = Vec::new();
        for from in 0..self.tokens.len() {
            for &(word, word_score) in &self.candidates[from] {
                for indexed in self.index.phrases_starting_with(word) {
                    if !self.budget.spend() {
                        return found;
                    }
                    let phrase = self.lexicon.phrases.get(indexed.phrase_id);
                    if let Some((to, score)) =
                        self.match_phrase(phrase, self.index.phrase_words(indexed), from, word_score)
                        && !self.is_foreign(phrase, indexed, from, to)
                    {
                        let factor =
                            if self.lacks_accent(phrase, from, to) { UNACCENTED_FACTOR } else { 1.0 };
                        let score = score * (phrase.weight * factor);
                        found.push(PhraseMatch { concept: phrase.concept, from, to, score });
                    }
                }
            }
        }
        found
    }

    /// Whether a phrase needs an accent that a sender who writes accents left out: French "ou" is then "or", not
    /// "where".
    fn lacks_accent(&self, phrase: &Phrase, from: usize, to: usize) -> bool {
        self.lexicon.unaccented_words.iter().any(|word| {
            word.concept == phrase.concept
                && self.tokens[from..to].iter().any(|token| token.surface == word.text)
                && self
                    .tokens
                    .iter()
                    .any(|token| token.surface != token.word && token.surface != word.accented)
        })
    }

    /// Matches a phrase whose first word stands at `from` with the score `first`: the token after the phrase, and
    /// the least score of its words.
    fn match_phrase(&self, phrase: &Phrase, words: &[u32], from: usize, first: f32) -> Option<(usize, f32)> {
        let languages = LanguageSet::of(phrase.lang);
        if phrase.is_start_anchored && !self.is_filler_between(0, from, languages) {
            return None;
        }
        let (mut at, mut score) = (from + 1, first);
        for word in &words[1..] {
            let mut skipped = 0;
            loop {
                let candidate = self.candidates.get(at)?.iter().find(|(candidate, _)| candidate == word);
                if let Some((_, word_score)) = candidate {
                    score = score.min(*word_score);
                    at += 1;
                    break;
                }
                if !self.filler_languages[at].intersects(languages) || skipped == MAX_FILLER_WORDS {
                    return None;
                }
                skipped += 1;
                at += 1;
            }
        }
        (!phrase.is_end_anchored || self.is_filler_between(at, self.tokens.len(), languages))
            .then_some((at, score))
    }

    /// The words as intents are learned from them, with placeholders for names and times.
    pub(super) fn with_placeholders(&self, found: &[PhraseMatch]) -> Vec<String> {
        let [session, topic, hour] = PLACEHOLDERS;
        let is_named = |at: usize, kind: &str| {
            found.iter().any(|one| {
                let name = self.lexicon.concepts[one.concept].split_once(':');
                (one.from..one.to).contains(&at)
                    && one.score >= MIN_PLACEHOLDER_SCORE
                    && name.is_some_and(|(prefix, _)| prefix == kind)
            })
        };
        let mut words: Vec<String> = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let name = if is_named(at, session) {
                placeholder(session)
            } else if is_named(at, topic) {
                placeholder(topic)
            } else if self.times.iter().any(|time| (time.from..time.to).contains(&at)) {
                placeholder(hour)
            } else {
                words.push(token.word.clone());
                continue;
            };
            if words.last() != Some(&name) {
                words.push(name);
            }
        }
        words
    }

    /// Whether every token of a range may be skipped in one of these languages.
    pub(super) fn is_filler_between(&self, from: usize, to: usize, languages: LanguageSet) -> bool {
        self.filler_languages[from..to].iter().all(|filler| filler.intersects(languages))
    }

    /// Whether a short phrase of another language stands here by chance: the message's own language has its words.
    fn is_foreign(&self, phrase: &Phrase, indexed: &IndexedPhrase, from: usize, to: usize) -> bool {
        self.is_lang_clear
            && phrase.lang.is_some_and(|lang| lang != self.lang)
            && (self.index.phrase_words(indexed).len() == 1
                || self.lexicon.phrases.concatenated(phrase).len() <= SHORT_PHRASE_LENGTH)
            && (from..to).all(|at| {
                let word = &self.tokens[at].word;
                word.len() <= SHORT_WORD_LENGTH
                    || self.index.languages(word).contains(self.lang)
                    || self.index.has_similar_sound(word, self.lang)
            })
    }
}

/// When the days of the event begin and end, in minutes since midnight: the earliest and the latest of them.
fn event_hours(input: &NluInput<'_>) -> (i32, i32) {
    let local = |time| {
        let local = input.programme.to_local_time(time);
        (local.hour() * 60 + local.minute()) as i32
    };
    let sessions = || input.schedule.not_cancelled();
    let begins = sessions().map(|session| local(session.starts)).min();
    let ends =
        sessions().map(|session| local(input.schedule.end_of(session).unwrap_or(session.starts))).max();
    (begins.unwrap_or(0), ends.unwrap_or(0))
}
