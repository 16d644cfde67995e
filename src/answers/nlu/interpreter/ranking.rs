//! The decision about a message: the matching rules and the classifier put together, the best intent, the next,
//! and whether to ask back.

use super::matching::Interpreter;
use crate::answers::model::{Explanation, Intent, Interpretation};
use crate::answers::nlu::classifier::{PLACEHOLDERS, Prediction, placeholder};
use crate::answers::nlu::intent_names::{Entities, resolve_intent};
use crate::answers::nlu::lexicon::Rule;
use crate::answers::nlu::phrase_match::PhraseMatch;

/// A session or topic found with a lower score stays a plain word for the classifier.
const MIN_PLACEHOLDER_SCORE: f32 = 0.45;
/// Less probable intents are not offered as buttons.
const MIN_OFFERED_PROBABILITY: f32 = 0.02;
/// Weight of a concept whose phrases express the whole request.
const WHOLE_REQUEST_WEIGHT: f32 = 3.0;
/// Highest confidence of an interpretation.
const MAX_CONFIDENCE: f32 = 0.99;
/// Highest confidence of an interpretation that is asked back.
const MAX_CONFIDENCE_ASKED_BACK: f32 = 0.45;
/// Confidence in "not understood".
const NOT_UNDERSTOOD_CONFIDENCE: f32 = 0.3;
/// Entries of a list in an explanation.
const EXPLAINED_INTENTS: usize = 3;
/// In the examples, the intent of a question about a topic, whichever it is.
const TOPIC_INTENT: &str = "topic";
/// In the examples, the intent of a question about a time of the programme. Only a rule proposes it.
const SCHEDULE_AT_INTENT: &str = "schedule.at";
/// In the examples, the intent of a message about something other than the event.
const OUT_OF_SCOPE_INTENT: &str = "out-of-scope";
/// In the examples, the intent of a question about the start of a session.
const SESSION_WHEN_INTENT: &str = "session.when";

/// A matching rule: its weight, its intent, the rule.
pub(super) type RuleMatch<'a> = (f32, Intent, &'a Rule);

/// Two sessions that are named equally well, and two that are both asked about, by their ids.
#[derive(Default)]
pub(super) struct NamedSessions {
    pub ambiguous: Option<(String, String)>,
    pub pair: Option<(String, String)>,
}

/// The same intent for another session.
fn with_session(intent: &Intent, session: String) -> Intent {
    match intent {
        Intent::SessionWho(_) => Intent::SessionWho(session),
        Intent::SessionAbout(_) => Intent::SessionAbout(session),
        _ => Intent::SessionWhen(session),
    }
}

/// The name of an intent in the examples.
fn classifier_label(intent: &Intent) -> String {
    match intent {
        Intent::Topic(_) => TOPIC_INTENT.to_owned(),
        other => other.name(),
    }
}

/// Whether the best rule decides without the classifier.
fn is_rules_only(weight: f32, intent: &Intent, is_clear: bool) -> bool {
    // no examples have these intents
    let has_no_examples = matches!(
        intent,
        Intent::Emergency
            | Intent::VenueProblem
            | Intent::Ticket
            | Intent::BotIdentity
            | Intent::OptOut
            | Intent::Faq(_)
    );
    // the examples do not tell "what can the bot do" from "what can I do"
    let is_whole_request =
        matches!(intent, Intent::Help | Intent::Language(None)) && weight >= WHOLE_REQUEST_WEIGHT;
    has_no_examples || is_whole_request || (is_clear && *intent == Intent::OutOfScope)
}

impl Interpreter<'_> {
    /// The words as the classifier compares them, with placeholders for names and times.
    fn with_placeholders(&self, found: &[PhraseMatch]) -> Vec<String> {
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

    /// The probability of each intent that a rule or the classifier names, most probable first.
    fn probabilities(
        &self,
        rule_matches: &[RuleMatch<'_>],
        entities: &Entities<'_>,
        prediction: &Prediction<'_>,
    ) -> Vec<(f32, Intent)> {
        let limits = self.lexicon.scoring;
        let mut candidates: Vec<(f32, Intent, String)> = Vec::new();
        for (weight, intent, _) in rule_matches {
            let name = classifier_label(intent);
            if !candidates.iter().any(|(_, _, other)| *other == name) {
                candidates.push((weight.max(limits.no_rule_weight), intent.clone(), name));
            }
        }
        for (name, _) in &prediction.log_probabilities {
            if *name != SCHEDULE_AT_INTENT
                && !candidates.iter().any(|(_, _, other)| other == name)
                && let Some(intent) = resolve_intent(name, entities)
            {
                candidates.push((limits.no_rule_weight, intent, (*name).to_owned()));
            }
        }
        let mut ranked: Vec<(f32, Intent)> = candidates
            .into_iter()
            .map(|(weight, intent, name)| {
                let weight = match name == OUT_OF_SCOPE_INTENT {
                    true => weight.max(limits.no_rule_out_of_scope_weight) + limits.out_of_scope_bonus,
                    false => weight,
                };
                let mut log_probability = prediction.log_probability(&name);
                // "at what time is it", with no session named, asks about the whole event
                let is_event_time =
                    matches!(intent, Intent::EventStart | Intent::EventWhen | Intent::EventEnd);
                if is_event_time && entities.session.is_none() && weight > limits.no_rule_weight {
                    log_probability = log_probability.max(prediction.log_probability(SESSION_WHEN_INTENT));
                }
                (weight * limits.rule_factor + log_probability, intent)
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let best = ranked.first().map_or(0.0, |(points, _)| *points);
        let sum: f32 = ranked.iter().map(|(points, _)| (points - best).exp()).sum();
        for (points, _) in &mut ranked {
            *points = (*points - best).exp() / sum;
        }
        ranked
    }

    /// Decides what the message asks for.
    pub(super) fn decide(
        &self,
        rule_matches: &[RuleMatch<'_>],
        entities: &Entities<'_>,
        sessions: NamedSessions,
        found: &[PhraseMatch],
        mut explanations: Vec<Explanation>,
    ) -> Interpretation {
        let limits = self.lexicon.scoring;
        let best_rule = rule_matches.first().filter(|(weight, ..)| *weight >= limits.threshold);
        let close_rule_intent = best_rule.and_then(|(weight, best, _)| {
            let next = rule_matches.iter().find(|(_, intent, _)| intent != best)?;
            (weight - next.0 < limits.margin && next.0 >= limits.threshold).then(|| next.1.clone())
        });
        let clear_rule = best_rule.filter(|_| close_rule_intent.is_none());
        let prediction = match best_rule {
            Some((weight, intent, _)) if is_rules_only(*weight, intent, clear_rule.is_some()) => {
                Prediction::default()
            }
            _ => self
                .classifier
                .predict(self.with_placeholders(found).iter().map(String::as_str), &self.budget),
        };
        explanations.extend(
            prediction
                .top_three()
                .map(|(name, weight)| Explanation { what: format!("examples → {name}"), weight }),
        );
        let ranked = self.probabilities(rule_matches, entities, &prediction);
        explanations.extend(ranked.iter().take(EXPLAINED_INTENTS).map(|(probability, intent)| Explanation {
            what: format!("together → {}", intent.name()),
            weight: *probability,
        }));
        let (probability, intent) = ranked.first().cloned().unwrap_or((0.0, Intent::OutOfScope));
        let rule_intents = || {
            let matching = rule_matches.iter().filter(|(weight, ..)| *weight >= limits.threshold);
            matching.map(|(_, intent, _)| intent)
        };
        let is_unsupported = |intent: &Intent| {
            *intent == Intent::OutOfScope && !rule_intents().any(|by_rule| by_rule == intent)
        };
        // the classifier alone calls a message out of scope only if it is sure
        let is_unsure_refusal = is_unsupported(&intent) && probability < limits.min_probability_out_of_scope;
        let (probability, intent) = match clear_rule.filter(|_| is_unsure_refusal) {
            Some((_, by_rule, _)) => (limits.min_probability_time_or_place, by_rule.clone()),
            None => (probability, intent),
        };
        let not_understood =
            is_unsupported(&intent) || (best_rule.is_none() && probability < limits.min_probability);
        let intent = if not_understood { Intent::OutOfScope } else { intent };
        let own_group = intent.button_group().filter(|_| !not_understood);
        let most_probable = prediction.top_three().next().map(|(name, _)| name);
        let is_trusted = clear_rule.is_some_and(|(weight, by_rule, _)| {
            let is_confirmed = most_probable == Some(classifier_label(by_rule).as_str());
            *by_rule == intent && (is_confirmed || *weight >= limits.undisputed_rule_weight)
        });
        let min_probability = if intent.is_time_or_place() {
            limits.min_probability_time_or_place
        } else {
            limits.min_probability
        };
        // the classifier alone sends nobody to a place: some matching rule must lead to the same button
        let lacks_rule =
            intent.is_time_or_place() && !rule_intents().any(|by_rule| by_rule.button_group() == own_group);
        let is_other_button = |other: &Intent| {
            own_group.is_some() && other.button_group().is_some_and(|group| Some(group) != own_group)
        };
        let mut alternative = ranked
            .iter()
            .skip(1)
            .filter(|_| lacks_rule || (probability < min_probability && !is_trusted))
            .map(|(_, next)| next)
            .find(|next| is_other_button(next))
            .cloned();
        // two close rules are asked back whatever the classifier says
        let close_rules = [best_rule.map(|(_, intent, _)| intent.clone()), close_rule_intent];
        if alternative.is_none() && close_rules.contains(&Some(intent.clone())) {
            let other = close_rules.into_iter().flatten().find(|one| *one != intent);
            alternative = other.filter(is_other_button);
        }
        if let (Some((first, second)), true) = (sessions.ambiguous, intent.session_id().is_some()) {
            let other = if intent.session_id() == Some(&first) { second } else { first };
            alternative = Some(with_session(&intent, other));
        }
        let (mut intent, mut second_intent) = (intent, None);
        if let (Some((first, second)), true) = (sessions.pair, intent.session_id().is_some() && !lacks_rule) {
            second_intent = Some(with_session(&intent, second));
            intent = with_session(&intent, first);
            alternative = None;
        }
        let confidence = match (not_understood, &alternative) {
            (true, _) => NOT_UNDERSTOOD_CONFIDENCE,
            (_, Some(_)) => probability.min(MAX_CONFIDENCE_ASKED_BACK),
            _ => probability.min(MAX_CONFIDENCE),
        };
        Interpretation {
            likely_intents: ranked
                .into_iter()
                .filter(|(probability, intent)| {
                    *probability >= MIN_OFFERED_PROBABILITY && *intent != Intent::OutOfScope
                })
                .map(|(_, intent)| intent)
                .collect(),
            intent,
            alternative,
            second_intent,
            confidence: confidence.clamp(0.0, 1.0),
            lang: self.lang,
            is_lang_clear: self.is_lang_clear,
            not_understood,
            comparisons: self.budget.spent(),
            explanations,
        }
    }
}
