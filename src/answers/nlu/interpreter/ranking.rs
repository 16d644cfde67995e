//! What is made of a message: the rules' readings and the examples' say, put together; the best, the next, and
//! whether to ask.

use super::Interpreter;
use crate::answers::nlu::classifier::{PLACEHOLDERS, Prediction, placeholder};
use crate::answers::nlu::intent::{Explanation, Intent, Interpretation};
use crate::answers::nlu::intent_resolution::{Entities, resolve_intent};
use crate::answers::nlu::lexicon::Rule;
use crate::answers::nlu::phrase_match::PhraseMatch;

/// A name that is found less surely stands for nothing among the words that are compared with the examples.
const MIN_PLACEHOLDER_SCORE: f32 = 0.45;
/// What is less likely is not offered as a button.
const MIN_OFFERED_PROBABILITY: f32 = 0.02;
/// So much weighs an idea whose phrases say the whole.
const WHOLE_REQUEST_WEIGHT: f32 = 3.0;
/// Nothing is quite sure.
const MAX_CONFIDENCE: f32 = 0.99;
/// The examples whose answer needs a named subject, and the ones whose answer needs an hour.
const TOPIC_INTENT: &str = "topic";
const SCHEDULE_AT_INTENT: &str = "schedule.at";
const OUT_OF_SCOPE_INTENT: &str = "out-of-scope";
const SESSION_WHEN_INTENT: &str = "session.when";

/// A reading of some rule: its weight, what it means.
pub(super) type RuleMatch<'a> = (f32, Intent, &'a Rule);

/// Two sessions that are named equally well, and two that are both asked about.
#[derive(Default)]
pub(super) struct NamedSessions {
    pub ambiguous: Option<(String, String)>,
    pub pair: Option<(String, String)>,
}

/// The same question about another session.
fn with_session(intent: &Intent, session: String) -> Intent {
    match intent {
        Intent::SessionWho(_) => Intent::SessionWho(session),
        Intent::SessionAbout(_) => Intent::SessionAbout(session),
        _ => Intent::SessionWhen(session),
    }
}

/// Under which name the examples stand that ask for the same.
fn classifier_label(intent: &Intent) -> String {
    match intent {
        Intent::Topic(_) => TOPIC_INTENT.to_owned(),
        other => other.name(),
    }
}

/// Only whoever wrote the rule knows when these hold; and what is named as elsewhere's is elsewhere's.
fn is_rules_only(weight: f32, intent: &Intent, clear: bool) -> bool {
    let named_whole = matches!(
        intent,
        Intent::Emergency
            | Intent::VenueProblem
            | Intent::Ticket
            | Intent::BotIdentity
            | Intent::OptOut
            | Intent::Faq(_)
    );
    // what the bot can do is asked as what anybody else can do, and the examples tell them badly apart
    let said_whole =
        matches!(intent, Intent::Help | Intent::Language(None)) && weight >= WHOLE_REQUEST_WEIGHT;
    named_whole || said_whole || (clear && *intent == Intent::OutOfScope)
}

impl Interpreter<'_> {
    /// The words as they are compared with the examples: names and hours are marks.
    fn with_placeholders(&self, found: &[PhraseMatch]) -> Vec<String> {
        let [session, topic, hour] = PLACEHOLDERS;
        let named = |at: usize, kind: &str| {
            found.iter().any(|one| {
                let name = self.lexicon.concepts[one.concept].split_once(':');
                (one.from..one.to).contains(&at)
                    && one.score >= MIN_PLACEHOLDER_SCORE
                    && name.is_some_and(|(of, _)| of == kind)
            })
        };
        let mut words: Vec<String> = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let name = if named(at, session) {
                placeholder(session)
            } else if named(at, topic) {
                placeholder(topic)
            } else if self.times.iter().any(|said| (said.from..said.to).contains(&at)) {
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

    /// Each thing that may be meant, with its share of all likelihood, most likely first.
    fn probabilities(
        &self,
        readings: &[RuleMatch<'_>],
        named: &Entities<'_>,
        likelihood: &Prediction<'_>,
    ) -> Vec<(f32, Intent)> {
        let limits = self.lexicon.scoring;
        let mut candidates: Vec<(f32, Intent, String)> = Vec::new();
        for (weight, intent, _) in readings {
            let name = classifier_label(intent);
            if !candidates.iter().any(|(_, _, other)| *other == name) {
                candidates.push((weight.max(limits.no_rule_weight), intent.clone(), name));
            }
        }
        for (name, _) in &likelihood.log_probabilities {
            if *name != SCHEDULE_AT_INTENT
                && !candidates.iter().any(|(_, _, other)| other == name)
                && let Some(intent) = resolve_intent(name, named)
            {
                candidates.push((limits.no_rule_weight, intent, (*name).to_owned()));
            }
        }
        let mut shares: Vec<(f32, Intent)> = candidates
            .into_iter()
            .map(|(weight, intent, name)| {
                let weight = match name == OUT_OF_SCOPE_INTENT {
                    true => weight.max(limits.no_rule_out_of_scope_weight) + limits.out_of_scope_bonus,
                    false => weight,
                };
                let mut says = likelihood.log_probability(&name);
                // "at what time is it", with no session named, asks for the whole morning's
                let hour = matches!(intent, Intent::EventStart | Intent::EventWhen | Intent::EventEnd);
                if hour && named.session.is_none() && weight > limits.no_rule_weight {
                    says = says.max(likelihood.log_probability(SESSION_WHEN_INTENT));
                }
                (weight * limits.rule_factor + says, intent)
            })
            .collect();
        shares.sort_by(|a, b| b.0.total_cmp(&a.0));
        let most = shares.first().map_or(0.0, |(points, _)| *points);
        let all: f32 = shares.iter().map(|(points, _)| (points - most).exp()).sum();
        for (points, _) in &mut shares {
            *points = (*points - most).exp() / all;
        }
        shares
    }

    pub(super) fn decide(
        &self,
        readings: &[RuleMatch<'_>],
        named: &Entities<'_>,
        sessions: NamedSessions,
        found: &[PhraseMatch],
        mut why: Vec<Explanation>,
    ) -> Interpretation {
        let limits = self.lexicon.scoring;
        let rule = readings.first().filter(|(weight, ..)| *weight >= limits.threshold);
        let close = rule.and_then(|(weight, best, _)| {
            let next = readings.iter().find(|(_, intent, _)| intent != best)?;
            (weight - next.0 < limits.margin && next.0 >= limits.threshold).then(|| next.1.clone())
        });
        let clear = rule.filter(|_| close.is_none());
        let likelihood = match rule {
            Some((weight, intent, _)) if is_rules_only(*weight, intent, clear.is_some()) => {
                Prediction::default()
            }
            _ => self
                .classifier
                .predict(self.with_placeholders(found).iter().map(String::as_str), &self.budget),
        };
        why.extend(
            likelihood
                .top_three()
                .map(|(name, share)| Explanation { what: format!("examples → {name}"), weight: share }),
        );
        let shares = self.probabilities(readings, named, &likelihood);
        let (share, intent) = shares.first().cloned().unwrap_or((0.0, Intent::OutOfScope));
        why.extend(shares.iter().take(3).map(|(share, intent)| Explanation {
            what: format!("together → {}", intent.name()),
            weight: *share,
        }));
        let by_rules = || {
            let holds = readings.iter().filter(|(weight, ..)| *weight >= limits.threshold);
            holds.map(|(_, intent, _)| intent)
        };
        let by_rule = |wanted: &Intent| by_rules().any(|intent| intent == wanted);
        // by examples alone nothing is refused; a guess that no rule shares must be likely
        let elsewhere = intent == Intent::OutOfScope && !by_rule(&intent);
        let (share, intent) = match clear.filter(|_| elsewhere && share < limits.min_probability_out_of_scope)
        {
            Some((_, by_rule, _)) => (limits.min_probability_time_or_place, by_rule.clone()),
            None => (share, intent),
        };
        let elsewhere = intent == Intent::OutOfScope && !by_rule(&intent);
        let lost = elsewhere || (rule.is_none() && share < limits.min_probability);
        let intent = if lost { Intent::OutOfScope } else { intent };
        let own = intent.button_group().filter(|_| !lost);
        let likeliest = likelihood.top_three().next().map(|(name, _)| name);
        let trusted = clear.is_some_and(|(weight, by_rule, _)| {
            let agreed = likeliest == Some(classifier_label(by_rule).as_str());
            *by_rule == intent && (agreed || *weight >= limits.undisputed_rule_weight)
        });
        let sure = if intent.is_time_or_place() {
            limits.min_probability_time_or_place
        } else {
            limits.min_probability
        };
        // nobody is sent anywhere by examples alone: some rule that holds leads to the same button
        let unfounded = intent.is_time_or_place() && !by_rules().any(|by_rule| by_rule.button_group() == own);
        let mut other = shares
            .iter()
            .skip(1)
            .filter(|_| unfounded || (share < sure && !trusted))
            .map(|(_, next)| next)
            .find(|next| own.is_some() && next.button_group().is_some_and(|choice| Some(choice) != own))
            .cloned();
        // two rules that are close: as before any example was there
        let both = [rule.map(|(_, intent, _)| intent.clone()), close];
        if other.is_none() && both.contains(&Some(intent.clone())) {
            let twin = both.into_iter().flatten().find(|one| *one != intent);
            other = twin.filter(|one| own.is_some() && one.button_group().is_some_and(|c| Some(c) != own));
        }
        let NamedSessions { ambiguous: several, pair } = sessions;
        if let (Some((a, b)), true) = (several, intent.session_id().is_some()) {
            let twin = if intent.session_id() == Some(&a) { b } else { a };
            other = Some(with_session(&intent, twin));
        }
        let (mut intent, mut also) = (intent, None);
        if let (Some((first, second)), true) = (pair, intent.session_id().is_some() && !unfounded) {
            also = Some(with_session(&intent, second));
            intent = with_session(&intent, first);
            other = None;
        }
        let confidence = match (lost, &other) {
            (true, _) => 0.3,
            (_, Some(_)) => share.min(0.45),
            _ => share.min(MAX_CONFIDENCE),
        };
        Interpretation {
            likely_intents: shares
                .into_iter()
                .filter(|(share, intent)| *share >= MIN_OFFERED_PROBABILITY && *intent != Intent::OutOfScope)
                .map(|(_, intent)| intent)
                .collect(),
            intent,
            alternative: other,
            second_intent: also,
            confidence: confidence.clamp(0.0, 1.0),
            lang: self.lang,
            is_lang_clear: self.is_lang_clear,
            not_understood: lost,
            comparisons: self.budget.spent(),
            explanations: why,
        }
    }
}
