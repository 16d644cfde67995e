//! One message read: words, ideas, rules, the best reading and the next.

use chrono::NaiveDate;

use super::Asked;
use super::fold::{Mark, Token, tokens};
use super::found::{Found, outermost};
use super::index::{Effort, Guess, Index};
use super::intent::{Intent, Reading, Why};
use super::lexicon::{Lexicon, Phrase, REASON, Rule};
use super::names::{self, DAY, FAQ, SESSION, TOPIC};
use super::outcome::{Named, intent};
use super::times::{self, Said};
use super::tongue;
use super::words::words;
use crate::i18n::Lang;
use crate::programme::Slot;

/// So many small words may stand between two of a phrase.
const SKIPPED_AT_MOST: usize = 2;
/// Several names of one session count for more than one, up to here.
const MOST_OF_A_SESSION: f32 = 1.25;
/// Phrases this short count only in their own language, when the message's is clear.
const SHORT_PHRASE: usize = 6;
/// A word that is known, but not as it stands here, is strange by so much.
const KNOWN_ELSEWHERE: f32 = 0.5;
const MOST_STRANGE: f32 = 3.0;
/// A strange word among so few says more.
const FEW_WORDS: usize = 5;
/// Ideas with which a question begins: here ends why somebody asks.
const ASKING: [&str; 9] = ["hour", "when", "day", "where", "who", "how", "may", "duration", "define"];
/// What is left of "where" in a word that may be "or".
const OR: f32 = 0.5;
/// Skipped whatever the phrase's language.
const ANY: u8 = 0b111;

pub struct Reader<'a> {
    asked: &'a Asked<'a>,
    lexicon: &'a Lexicon,
    index: &'a Index,
    tokens: Vec<Token>,
    guesses: Vec<Vec<Guess>>,
    skippable: Vec<u8>,
    hours: Vec<Said>,
    effort: Effort,
    lang: Lang,
    lang_clear: bool,
}

impl<'a> Reader<'a> {
    pub fn new(asked: &'a Asked<'a>, lexicon: &'a Lexicon, index: &'a Index) -> Self {
        let mut effort = Effort::default();
        let typed = tokens(asked.text);
        let hours = times::find(&typed, lexicon);
        let (tokens, guesses) = words(typed, index, &hours, &mut effort);
        // splitting may have moved the hours
        let hours = times::find(&tokens, lexicon);
        let (lang, lang_clear) = match asked.lang {
            Some(lang) => (lang, true),
            None => tongue::detect(&tokens, index, asked.usual),
        };
        let skippable = tokens
            .iter()
            .map(|token| match token.sign {
                true => ANY,
                false => lexicon.skip.get(&token.word).copied().unwrap_or_default(),
            })
            .collect();
        Self { asked, lexicon, index, tokens, guesses, skippable, hours, effort, lang, lang_clear }
    }

    /// What is said beside the question counts less, unless nothing is left without it.
    pub fn read(mut self) -> Reading {
        let polite = self.polite();
        let found = self.phrases();
        let asides = self.asides(&found);
        let beside = self.read_with(&polite, found.clone(), &asides);
        if beside.lost && asides.iter().any(|share| *share < 1.0) {
            return self.read_with(&polite, found, &vec![1.0; self.tokens.len()]);
        }
        beside
    }

    fn read_with(&self, polite: &[Found], mut found: Vec<Found>, asides: &[f32]) -> Reading {
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
        let several = self.several(&found);
        let mut readings: Vec<(f32, Intent, &Rule)> = Vec::new();
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
        self.conclude(readings, several, why)
    }

    /// The event's day that was said.
    fn day(&self, found: &[Found]) -> Option<NaiveDate> {
        let named = self.best(DAY, found).map(|(place, _)| place);
        let has = |idea| found.iter().any(|one| one.idea == idea);
        let said = |name: &str| self.lexicon.idea(name).is_ok_and(has);
        names::day(self.asked.programme, self.asked.today, named.as_deref(), said)
    }

    /// The hour that was said, counted from now where it was.
    fn hour(&self) -> Option<i32> {
        let first = self.hours.first()?;
        let word = first.from.checked_sub(1).and_then(|at| self.tokens.get(at));
        let between = |token: &Token| {
            let mut tongues = self.lexicon.tongues.values();
            tongues.any(|tongue| tongue.time.between.contains(&token.word))
        };
        let said = if word.is_some_and(between) { first } else { self.hours.last()? };
        Some(if said.relative { self.asked.minutes + said.minutes } else { said.minutes } % (24 * 60))
    }

    /// How much each word is part of the question: less in a sentence beside one that ends in a question
    /// mark, and in why somebody asks.
    fn asides(&self, found: &[Found]) -> Vec<f32> {
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
                .filter(|other| other.from >= one.to && ASKING.contains(&self.lexicon.ideas[other.idea].as_str()))
                .map(|other| other.from)
                .min();
            share[one.from..end.min(question.unwrap_or(end))].fill(limits.reason);
        }
        share
    }

    fn conclude(
        &self,
        readings: Vec<(f32, Intent, &Rule)>,
        several: Option<(String, String)>,
        why: Vec<Why>,
    ) -> Reading {
        let limits = self.lexicon.settings;
        let mut likely: Vec<(f32, Intent)> = Vec::new();
        for (weight, intent, _) in &readings {
            if !likely.iter().any(|(_, other)| other == intent) {
                likely.push((*weight, intent.clone()));
            }
        }
        let best = likely.first().filter(|(weight, _)| *weight >= limits.threshold).cloned();
        let lost = best.is_none();
        let (weight, intent) = best.unwrap_or((limits.threshold, Intent::OutOfScope));
        let close = likely.iter().skip(1).find(|(other, _)| weight - other < limits.margin);
        let mut other = close
            .filter(|(other, next)| *other >= limits.threshold && *next != Intent::OutOfScope)
            .map(|(_, next)| next.clone())
            .filter(|_| !lost && intent != Intent::OutOfScope);
        if let (Some((a, b)), true) = (several, intent.session().is_some()) {
            let twin = if intent.session() == Some(&a) { b } else { a };
            other = Some(match &intent {
                Intent::SessionWho(_) => Intent::SessionWho(twin),
                Intent::SessionAbout(_) => Intent::SessionAbout(twin),
                _ => Intent::SessionWhen(twin),
            });
        }
        let next = likely.get(1).map_or(0.0, |(other, _)| *other);
        let far = (weight - next).clamp(0.0, 1.5) / 1.5;
        let heavy = ((weight - limits.threshold) / 2.5).clamp(0.0, 1.0);
        let mut confidence = if lost { 0.3 } else { 0.35 + 0.35 * heavy + 0.3 * far };
        if other.is_some() {
            confidence = confidence.min(0.45);
        }
        Reading {
            likely: likely
                .into_iter()
                .map(|(_, intent)| intent)
                .filter(|i| *i != Intent::OutOfScope)
                .collect(),
            intent,
            other,
            confidence,
            lang: self.lang,
            lang_clear: self.lang_clear,
            lost,
            comparisons: self.effort.spent(),
            why,
        }
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
    fn phrases(&mut self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for from in 0..self.tokens.len() {
            for (word, worth) in self.guesses[from].clone() {
                for &number in self.index.starting.get(&word).into_iter().flatten() {
                    if !self.effort.spend() {
                        return found;
                    }
                    let (phrase, words) = &self.index.phrases[number];
                    if let Some((to, worth)) = self.phrase_at(phrase, words, from, worth)
                        && !self.is_foreign(phrase, from, to)
                    {
                        let share = if self.is_or(phrase, from, to) { phrase.share * OR } else { phrase.share };
                        found.push(Found { idea: phrase.idea, from, to, worth: worth * share });
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

    fn phrase_at(&self, phrase: &Phrase, words: &[usize], from: usize, first: f32) -> Option<(usize, f32)> {
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
    fn is_foreign(&self, phrase: &Phrase, from: usize, to: usize) -> bool {
        let own = 1 << self.lang as u8;
        self.lang_clear
            && phrase.lang.is_some_and(|lang| lang != self.lang)
            && (phrase.words.len() == 1
                || phrase.words.iter().map(|word| word.text.len()).sum::<usize>() <= SHORT_PHRASE)
            && (from..to).all(|at| {
                let word = &self.tokens[at].word;
                word.len() <= 3
                    || self.index.languages(word) & own != 0
                    || self.index.is_near(word, self.lang)
            })
    }

    /// The session that is asked about: the best named, but not the one behind "after" when there is
    /// another; an hour tells two apart.
    fn session(&self, found: &[Found]) -> Option<(String, f32)> {
        let named = self.named(SESSION, found);
        let (first, worth) = named.first()?.clone();
        if let Some(hour) = self.hours.iter().find(|hour| !hour.relative)
            && let Some(at) = named.iter().find(|(id, other)| {
                worth - other < 0.2
                    && self.asked.schedule.slot(id).is_some_and(|slot| self.minutes(slot) == hour.minutes)
            })
        {
            return Some(at.clone());
        }
        let behind = |id: &str| self.is_behind("after", found, id);
        if behind(&first)
            && let Some(other) = named.iter().find(|(id, worth)| *worth >= 0.6 && !behind(id))
        {
            return Some(other.clone());
        }
        Some((first, worth))
    }

    /// Whether a session is named right behind a word like "after".
    fn is_behind(&self, word: &str, found: &[Found], id: &str) -> bool {
        let ideas = self.lexicon.idea(word).ok().zip(self.lexicon.idea(&format!("{SESSION}{id}")).ok());
        let Some((after, idea)) = ideas else { return false };
        found.iter().filter(|one| one.idea == after).any(|word| {
            found
                .iter()
                .filter(|one| one.idea == idea && one.from >= word.to)
                .any(|named| self.skippable_between(word.to, named.from, ANY))
        })
    }

    /// When a slot starts, in minutes since midnight.
    fn minutes(&self, slot: &Slot) -> i32 {
        use chrono::Timelike;
        let local = self.asked.programme.local(slot.starts);
        (local.hour() * 60 + local.minute()) as i32
    }

    /// The event's name (session, topic …) that most speaks for, and how much.
    fn best(&self, kind: &str, found: &[Found]) -> Option<(String, f32)> {
        self.named(kind, found).into_iter().next()
    }

    fn named(&self, kind: &str, found: &[Found]) -> Vec<(String, f32)> {
        let mut names: Vec<(String, f32, usize)> = Vec::new();
        for (idea, name) in self.lexicon.ideas.iter().enumerate() {
            let Some(id) = name.strip_prefix(kind) else { continue };
            let mut own: Vec<&Found> = found.iter().filter(|one| one.idea == idea).collect();
            own.sort_by(|a, b| b.worth.total_cmp(&a.worth).then((b.to - b.from).cmp(&(a.to - a.from))));
            let mut taken = vec![false; self.tokens.len()];
            let (mut worth, mut covered) = (0.0, 0);
            for one in own {
                if taken[one.from..one.to].iter().any(|taken| *taken) {
                    continue;
                }
                taken[one.from..one.to].fill(true);
                covered += one.to - one.from;
                worth += if worth == 0.0 { one.worth } else { one.worth * 0.4 };
            }
            if worth > 0.0 {
                names.push((id.to_owned(), worth.min(MOST_OF_A_SESSION), covered));
            }
        }
        names.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.2.cmp(&a.2)));
        names.into_iter().map(|(id, worth, _)| (id, worth)).collect()
    }

    /// Two sessions that are named equally well by the very same words.
    fn several(&self, found: &[Found]) -> Option<(String, String)> {
        let named = self.named(SESSION, found);
        let [(a, first), (b, second), ..] = named.as_slice() else { return None };
        let place = |id: &str| {
            let idea = self.lexicon.idea(&format!("{SESSION}{id}")).ok()?;
            found.iter().find(|one| one.idea == idea).map(|one| (one.from, one.to))
        };
        (first - second < 0.01 && place(a) == place(b)).then(|| (a.clone(), b.clone()))
    }

    /// "after the break": the session that follows the one named right behind "after"; none if
    /// another session is what is asked about.
    fn after(&self, found: &[Found], session: Option<&(String, f32)>) -> Option<i32> {
        let (id, _) = session?;
        if !self.is_behind("after", found, id) {
            return None;
        }
        let slot = self.asked.schedule.slot(id)?;
        Some(self.minutes(self.asked.schedule.next(slot.starts)?))
    }

    /// "before the break", in the same way.
    fn before(&self, found: &[Found], session: Option<&(String, f32)>) -> Option<i32> {
        let (id, _) = session?;
        if !self.is_behind("before", found, id) {
            return None;
        }
        let schedule = self.asked.schedule;
        let slot = schedule.slot(id)?;
        let earlier = schedule.held().filter(|other| other.starts < slot.starts);
        Some(self.minutes(earlier.max_by_key(|other| other.starts)?))
    }

    /// Whether the message names the day by which one registers, and the event's own day.
    fn dates(&self) -> (bool, bool) {
        use chrono::Datelike;
        let programme = self.asked.programme;
        let closing = programme.registration.last_day.map(|day| day.day());
        let own = programme.date.day();
        let mut said = (false, false);
        for (at, token) in self.tokens.iter().enumerate() {
            let Ok(number) = token.word.parse::<u32>() else { continue };
            if self.hours.iter().any(|hour| (hour.from..hour.to).contains(&at)) {
                continue;
            }
            said.0 |= closing.is_some_and(|day| number == day || number == day + 1);
            said.1 |= number == own;
        }
        said
    }

    /// How many words are from elsewhere: no idea, no everyday word, no hour. One that is known from
    /// phrases which are not here counts half.
    fn strange(&self, found: &[Found], asides: &[f32]) -> f32 {
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

    fn only_polite(&self, polite: &[Found]) -> bool {
        !polite.is_empty()
            && (0..self.tokens.len()).all(|at| {
                self.skippable[at] != 0 || polite.iter().any(|one| (one.from..one.to).contains(&at))
            })
    }

    fn weigh(&self, rule: &Rule, strength: &[f32], strange: f32) -> Option<f32> {
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

    fn why(&self, found: &[Found], polite: &[Found], strength: &[f32], strange: f32) -> Vec<Why> {
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
