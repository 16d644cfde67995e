//! What is made of a message: the rules' readings and the examples' say, put together; the best, the next, and
//! whether to ask.

use super::Reader;
use crate::answers::understand::examples::{Likelihood, MARKS, mark};
use crate::answers::understand::found::Found;
use crate::answers::understand::intent::{Intent, Reading, Why};
use crate::answers::understand::lexicon::Rule;
use crate::answers::understand::outcome::{Named, intent};

/// A name that is found less surely stands for nothing among the words that are compared with the examples.
const NAMED: f32 = 0.45;
/// What is less likely is not offered as a button.
const WORTH_OFFERING: f32 = 0.02;
/// So much weighs an idea whose phrases say the whole.
const SAID_WHOLE: f32 = 3.0;
/// Nothing is quite sure.
const SUREST: f32 = 0.99;
/// The examples whose answer needs a named subject, and the ones whose answer needs an hour.
const TOPIC: &str = "topic";
const HOUR: &str = "schedule.at";
const ELSEWHERE: &str = "out-of-scope";
const SESSION_WHEN: &str = "session.when";

/// A reading of some rule: its weight, what it means.
pub(super) type Weighed<'a> = (f32, Intent, &'a Rule);

/// Two sessions that are named equally well, and two that are both asked about.
#[derive(Default)]
pub(super) struct Sessions {
    pub several: Option<(String, String)>,
    pub pair: Option<(String, String)>,
}

/// The same question about another session.
fn of_another(intent: &Intent, session: String) -> Intent {
    match intent {
        Intent::SessionWho(_) => Intent::SessionWho(session),
        Intent::SessionAbout(_) => Intent::SessionAbout(session),
        _ => Intent::SessionWhen(session),
    }
}

/// Under which name the examples stand that ask for the same.
fn name_of_examples(intent: &Intent) -> String {
    match intent {
        Intent::Topic(_) => TOPIC.to_owned(),
        other => other.name(),
    }
}

/// Only whoever wrote the rule knows when these hold; and what is named as elsewhere's is elsewhere's.
fn is_for_rules_alone(weight: f32, intent: &Intent, clear: bool) -> bool {
    let named_whole = matches!(
        intent,
        Intent::Emergency
            | Intent::Trouble
            | Intent::Ticket
            | Intent::Robot
            | Intent::WayOut
            | Intent::Faq(_)
    );
    // what the bot can do is asked as what anybody else can do, and the examples tell them badly apart
    let said_whole = matches!(intent, Intent::Help | Intent::Language(None)) && weight >= SAID_WHOLE;
    named_whole || said_whole || (clear && *intent == Intent::OutOfScope)
}

impl Reader<'_> {
    /// The words as they are compared with the examples: names and hours are marks.
    fn marked(&self, found: &[Found]) -> Vec<String> {
        let [session, topic, hour] = MARKS;
        let named = |at: usize, kind: &str| {
            found.iter().any(|one| {
                let name = self.lexicon.ideas[one.idea].split_once(':');
                (one.from..one.to).contains(&at)
                    && one.worth >= NAMED
                    && name.is_some_and(|(of, _)| of == kind)
            })
        };
        let mut words: Vec<String> = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let name = if named(at, session) {
                mark(session)
            } else if named(at, topic) {
                mark(topic)
            } else if self.hours.iter().any(|said| (said.from..said.to).contains(&at)) {
                mark(hour)
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
    fn shares(
        &self,
        readings: &[Weighed<'_>],
        named: &Named<'_>,
        likelihood: &Likelihood<'_>,
    ) -> Vec<(f32, Intent)> {
        let limits = self.lexicon.settings;
        let mut candidates: Vec<(f32, Intent, String)> = Vec::new();
        for (weight, intent, _) in readings {
            let name = name_of_examples(intent);
            if !candidates.iter().any(|(_, _, other)| *other == name) {
                candidates.push((weight.max(limits.no_rule), intent.clone(), name));
            }
        }
        for (name, _) in &likelihood.of {
            if *name != HOUR
                && !candidates.iter().any(|(_, _, other)| other == name)
                && let Some(intent) = intent(name, named)
            {
                candidates.push((limits.no_rule, intent, (*name).to_owned()));
            }
        }
        let mut shares: Vec<(f32, Intent)> = candidates
            .into_iter()
            .map(|(weight, intent, name)| {
                let weight = match name == ELSEWHERE {
                    true => weight.max(limits.no_rule_elsewhere) + limits.elsewhere,
                    false => weight,
                };
                let mut says = likelihood.of(&name);
                // "at what time is it", with no session named, asks for the whole morning's
                let hour = matches!(intent, Intent::EventStart | Intent::EventWhen | Intent::EventEnd);
                if hour && named.session.is_none() && weight > limits.no_rule {
                    says = says.max(likelihood.of(SESSION_WHEN));
                }
                (weight * limits.rule + says, intent)
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

    pub(super) fn conclude(
        &self,
        readings: &[Weighed<'_>],
        named: &Named<'_>,
        sessions: Sessions,
        found: &[Found],
        mut why: Vec<Why>,
    ) -> Reading {
        let limits = self.lexicon.settings;
        let rule = readings.first().filter(|(weight, ..)| *weight >= limits.threshold);
        let close = rule.and_then(|(weight, best, _)| {
            let next = readings.iter().find(|(_, intent, _)| intent != best)?;
            (weight - next.0 < limits.margin && next.0 >= limits.threshold).then(|| next.1.clone())
        });
        let clear = rule.filter(|_| close.is_none());
        let likelihood = match rule {
            Some((weight, intent, _)) if is_for_rules_alone(*weight, intent, clear.is_some()) => {
                Likelihood::default()
            }
            _ => self.examples.likelihood(self.marked(found).iter().map(String::as_str), &self.effort),
        };
        why.extend(
            likelihood
                .best()
                .map(|(name, share)| Why { what: format!("examples → {name}"), weight: share }),
        );
        let shares = self.shares(readings, named, &likelihood);
        let (share, intent) = shares.first().cloned().unwrap_or((0.0, Intent::OutOfScope));
        why.extend(
            shares
                .iter()
                .take(3)
                .map(|(share, intent)| Why {
                    what: format!("together → {}", intent.name()), weight: *share
                }),
        );
        let by_rules = || {
            let holds = readings.iter().filter(|(weight, ..)| *weight >= limits.threshold);
            holds.map(|(_, intent, _)| intent)
        };
        let by_rule = |wanted: &Intent| by_rules().any(|intent| intent == wanted);
        // by examples alone nothing is refused; a guess that no rule shares must be likely
        let elsewhere = intent == Intent::OutOfScope && !by_rule(&intent);
        let (share, intent) = match clear.filter(|_| elsewhere && share < limits.sure_of_elsewhere) {
            Some((_, by_rule, _)) => (limits.sure_of_time_or_place, by_rule.clone()),
            None => (share, intent),
        };
        let elsewhere = intent == Intent::OutOfScope && !by_rule(&intent);
        let lost = elsewhere || (rule.is_none() && share < limits.sure);
        let intent = if lost { Intent::OutOfScope } else { intent };
        let own = intent.choice().filter(|_| !lost);
        let likeliest = likelihood.best().next().map(|(name, _)| name);
        let trusted = clear.is_some_and(|(weight, by_rule, _)| {
            let agreed = likeliest == Some(name_of_examples(by_rule).as_str());
            *by_rule == intent && (agreed || *weight >= limits.beyond_doubt)
        });
        let sure = if intent.sends_somewhere() { limits.sure_of_time_or_place } else { limits.sure };
        // nobody is sent anywhere by examples alone: some rule that holds leads to the same button
        let unfounded = intent.sends_somewhere() && !by_rules().any(|by_rule| by_rule.choice() == own);
        let mut other = shares
            .iter()
            .skip(1)
            .filter(|_| unfounded || (share < sure && !trusted))
            .map(|(_, next)| next)
            .find(|next| own.is_some() && next.choice().is_some_and(|choice| Some(choice) != own))
            .cloned();
        // two rules that are close: as before any example was there
        let both = [rule.map(|(_, intent, _)| intent.clone()), close];
        if other.is_none() && both.contains(&Some(intent.clone())) {
            let twin = both.into_iter().flatten().find(|one| *one != intent);
            other = twin.filter(|one| own.is_some() && one.choice().is_some_and(|c| Some(c) != own));
        }
        let Sessions { several, pair } = sessions;
        if let (Some((a, b)), true) = (several, intent.session().is_some()) {
            let twin = if intent.session() == Some(&a) { b } else { a };
            other = Some(of_another(&intent, twin));
        }
        let (mut intent, mut also) = (intent, None);
        if let (Some((first, second)), true) = (pair, intent.session().is_some() && !unfounded) {
            also = Some(of_another(&intent, second));
            intent = of_another(&intent, first);
            other = None;
        }
        let confidence = match (lost, &other) {
            (true, _) => 0.3,
            (_, Some(_)) => share.min(0.45),
            _ => share.min(SUREST),
        };
        Reading {
            likely: shares
                .into_iter()
                .filter(|(share, intent)| *share >= WORTH_OFFERING && *intent != Intent::OutOfScope)
                .map(|(_, intent)| intent)
                .collect(),
            intent,
            other,
            also,
            confidence: confidence.clamp(0.0, 1.0),
            lang: self.lang,
            lang_clear: self.lang_clear,
            lost,
            comparisons: self.effort.spent(),
            why,
        }
    }
}
