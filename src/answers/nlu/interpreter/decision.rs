//! The decision about a message: what is asked for, how sure that is, and whether to answer, to ask back, or to say
//! that nothing was understood.

use super::findings::Findings;
use super::matching::Interpreter;
use crate::answers::model::{Explanation, Intent, Interpretation};
use crate::answers::nlu::features::{PLACEHOLDERS, placeholder};
use crate::answers::nlu::intent_names::resolve_intent;

/// An intent less probable than this is asked back …
const MIN_PROBABILITY: f32 = 0.33;
/// … and one about a time or a place already below this: a wrong answer sends a person to the wrong place.
const MIN_PROBABILITY_TIME_OR_PLACE: f32 = 0.5;
/// An intent that has no majority, with another one nearly as probable ("contact ou inscription"), is asked back too.
const MIN_MAJORITY: f32 = 0.5;
const CLOSE_FACTOR: f32 = 0.7;
/// A message is only refused as out of scope when that is as probable as this.
const MIN_PROBABILITY_OUT_OF_SCOPE: f32 = 0.6;
/// A best intent less probable than this is not understood.
const MIN_UNDERSTOOD: f32 = 0.22;
/// Less probable intents are not offered as buttons.
const MIN_OFFERED_PROBABILITY: f32 = 0.02;
/// From this strength on a concept is meant.
const CLEAR_CONCEPT: f32 = 0.8;
/// From this score on a session is named by one of its names, not only by a word of them.
const NAMED: f32 = 0.9;
/// From this probability on a session is meant where its room is asked for.
const CLEAR_SESSION: f32 = 0.75;
/// An intent with clear words of its own is meant from this probability on.
const MIN_POSSIBLE: f32 = 0.04;
/// In a message of so few tokens those words are the whole of it.
const SHORT_MESSAGE_TOKENS: usize = 8;
/// From this probability on no session is meant, whatever the intent.
const CLEAR_NO_SESSION: f32 = 0.9;
/// Sessions considered for each intent that needs one.
const CONSIDERED_SESSIONS: usize = 3;
/// A message with an emergency phrase is a cancellation if that is at least so probable: "je suis malade, j'annule".
const MIN_CANCELLATION: f32 = 0.4;
/// Words up to this length are no names of the programme by themselves.
const SHORT_WORD: usize = 3;
/// Shorter words are known by chance.
const MIN_TELLING_WORD: usize = 3;
/// From this probability on the encoder is not asked.
const SURE_PROBABILITY: f32 = 0.9;
/// Highest confidence of an interpretation, and of one that is asked back.
const MAX_CONFIDENCE: f32 = 0.99;
const MAX_CONFIDENCE_ASKED_BACK: f32 = 0.45;
/// Entries of a list in an explanation.
const EXPLAINED_INTENTS: usize = 4;

/// An intent with its probability.
type Candidate = (f32, Intent);

/// The most probable session of a list that begins with it, if it is clear.
fn clear_session<'s>(sessions: &[(&'s str, f32)]) -> Option<&'s str> {
    sessions.first().filter(|(_, share)| *share >= CLEAR_SESSION).map(|(session, _)| *session)
}

/// Adds a candidate, to an equal one where there is one.
fn add(candidates: &mut Vec<Candidate>, probability: f32, intent: Intent) {
    match candidates.iter_mut().find(|(_, known)| *known == intent) {
        Some((known, _)) => *known += probability,
        None => candidates.push((probability, intent)),
    }
}

impl Interpreter<'_> {
    /// The intents that a message may have, most probable first; the probabilities add up to one.
    fn candidates(&self, findings: &Findings) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let sessions = self.session_shares(findings);
        let room_session = clear_session(&sessions).filter(|_| self.input.programme.has_several_rooms());
        let named = self.plainly_named(findings);
        let no_session = 1.0 - sessions.iter().map(|(_, share)| share).sum::<f32>();
        for (name, probability) in self.intent_probabilities(findings) {
            match name {
                "session.when" | "session.who" | "session.about" => {
                    let considered = sessions.get(..CONSIDERED_SESSIONS).unwrap_or(&sessions);
                    let all: f32 = considered.iter().map(|(_, share)| share).sum();
                    let whole = self.about_whole_event(name, findings);
                    let no_session =
                        if whole.is_some() && no_session >= CLEAR_NO_SESSION { no_session } else { 0.0 };
                    let factor = probability * (1.0 - no_session) / all.max(f32::MIN_POSITIVE);
                    for (session, share) in considered {
                        let session = (*session).to_owned();
                        let intent = match name {
                            "session.who" => Intent::SessionWho(session),
                            "session.about" => Intent::SessionAbout(session),
                            _ => Intent::SessionWhen(session),
                        };
                        add(&mut candidates, factor * share, intent);
                    }
                    if let Some(intent) = whole {
                        add(&mut candidates, probability * no_session, intent);
                    }
                }
                "event.when" | "event.start" | "event.end"
                    if let Some(session) =
                        named.as_deref().filter(|session| !self.is_bound(name, session)) =>
                {
                    add(&mut candidates, probability, Intent::SessionWhen(session.to_owned()));
                }
                _ => {
                    let room = room_session.filter(|_| name == "venue.room");
                    let room = room.map(|session| Intent::SessionRoom(session.to_owned()));
                    if let Some(intent) = room.or_else(|| self.resolve(name, findings)) {
                        add(&mut candidates, probability, intent);
                    }
                }
            }
        }
        let all: f32 = candidates.iter().map(|(probability, _)| probability).sum();
        for (probability, _) in &mut candidates {
            *probability /= all.max(f32::MIN_POSITIVE);
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
        candidates
    }

    /// The one session that is certainly named, in a message that does not name the event.
    fn plainly_named(&self, findings: &Findings) -> Option<String> {
        let (best, score) = findings.sessions.first()?;
        let is_only = findings.sessions.get(1).is_none_or(|(_, other)| *other < CLEAR_CONCEPT);
        let is_beside =
            ["after", "before"].iter().any(|word| self.is_preceded_by(word, &findings.found, best));
        let names_event = self.strength(findings, "event") >= CLEAR_CONCEPT;
        (*score >= NAMED && is_only && !is_beside && !names_event).then(|| best.clone())
    }

    /// Whether a session is the event's own beginning or end: "when does it close" is about both.
    fn is_bound(&self, intent: &str, session: &str) -> bool {
        let sessions = self.input.schedule.not_cancelled();
        let bound = match intent {
            "event.start" => sessions.min_by_key(|session| session.starts),
            "event.end" => sessions.max_by_key(|session| session.starts),
            _ => None,
        };
        bound.is_some_and(|bound| bound.session_id == session)
    }

    /// What a question about a session asks where no session is meant: the same about the whole event.
    fn about_whole_event(&self, name: &str, findings: &Findings) -> Option<Intent> {
        let is_expressed = |concept: &str| self.strength(findings, concept) > 0.0;
        match name {
            "session.about" => Some(Intent::EventAbout),
            "session.when" if is_expressed("end") || is_expressed("remaining") => Some(Intent::EventEnd),
            "session.when" if is_expressed("when") || is_expressed("day") => Some(Intent::EventWhen),
            "session.when" if is_expressed("hour") || is_expressed("start") => Some(Intent::EventStart),
            _ => None,
        }
    }

    /// The intent of a learned name: the concepts of the message tell apart what has one name.
    fn resolve(&self, name: &str, findings: &Findings) -> Option<Intent> {
        let is_clear = |concept: &str| self.strength(findings, concept) >= CLEAR_CONCEPT;
        let name = match name {
            "unknown.in-scope" if is_clear("places") => "places",
            "registration.status" if is_clear("ticket") => "ticket",
            "registration.cancel" if is_clear("way-out") => "way-out",
            "smalltalk.greeting" if is_clear("robot") && !is_clear("human") => "robot",
            "smalltalk.greeting" if is_clear("abilities") || (is_clear("help") && !is_clear("greet")) => {
                "help"
            }
            // a subject that the event file does not explain
            "topic" if findings.topic.is_none() => {
                return Some(match clear_session(&self.session_shares(findings)) {
                    Some(session) => Intent::SessionAbout(session.to_owned()),
                    None if is_clear("event") => Intent::EventAbout,
                    None => Intent::Unanswerable,
                });
            }
            "schedule.at" if findings.start_after.is_some() => "schedule.after",
            "schedule.at" if findings.start_before.is_some() => "schedule.before",
            "language.switch" => {
                let named = ["fr", "gcf", "en"].into_iter().find(|code| is_clear(&format!("lang-{code}")));
                return resolve_intent(
                    &named.map_or("language.switch".to_owned(), |code| format!("language.{code}")),
                    &findings.entities(),
                );
            }
            other => other,
        };
        resolve_intent(name, &findings.entities())
    }

    /// An intent that needs no probability: a call for help, a problem of the hall, an attempt to give the bot orders, or
    /// a question that the event file has. Words for the own ticket, for the bot
    /// and for a way out are few and clear; that they are meant must only not be improbable.
    fn certain_intent(&self, findings: &Findings, candidates: &[Candidate]) -> Option<Intent> {
        let is_clear = |concept: &str| self.strength(findings, concept) >= CLEAR_CONCEPT;
        if is_clear("emergency") && self.is_emergency(findings, candidates) {
            return Some(Intent::Emergency);
        }
        if is_clear("trouble") {
            return Some(Intent::VenueProblem);
        }
        if is_clear("injection") {
            return Some(Intent::OutOfScope);
        }
        for (concept, intent) in [
            ("ticket", Intent::Ticket),
            ("robot", Intent::BotIdentity),
            ("way-out", Intent::OptOut),
            ("abilities", Intent::Help),
        ] {
            let possible = candidates.iter().find(|(_, candidate)| *candidate == intent);
            let is_possible = possible.is_some_and(|(share, _)| *share >= MIN_POSSIBLE);
            if is_clear(concept) && (is_possible || self.tokens.len() <= SHORT_MESSAGE_TOKENS) {
                return Some(intent);
            }
        }
        if let Some(session) = self.session_alone(findings) {
            return Some(Intent::SessionWhen(session));
        }
        let (faq, score) = findings.faq.as_ref()?;
        (*score >= CLEAR_CONCEPT).then(|| faq.parse().ok().map(Intent::Faq)).flatten()
    }

    /// Whether an emergency phrase reports an emergency. It does not in a cancellation ("je suis malade, j'annule"), nor
    /// where its words stand in the programme and the message says more ("where is the first aid demo").
    fn is_emergency(&self, findings: &Findings, candidates: &[Candidate]) -> bool {
        let is_cancellation = candidates.iter().any(|(probability, intent)| {
            *intent == Intent::RegistrationCancel && *probability >= MIN_CANCELLATION
        });
        let emergency = self.lexicon.find_concept("emergency").ok();
        let words = || findings.found.iter().filter(|one| Some(one.concept) == emergency);
        let is_content = |at: usize| !self.tokens[at].is_symbol && self.filler_languages[at].is_empty();
        let is_of_programme = |at: usize| {
            let word = &self.tokens[at].word;
            word.len() <= SHORT_WORD || self.model.session_sounds.has_word(self.index, word)
        };
        let is_programme =
            words().all(|one| (one.from..one.to).filter(|&at| is_content(at)).all(is_of_programme));
        let says_more = (0..self.tokens.len())
            .any(|at| is_content(at) && !words().any(|one| (one.from..one.to).contains(&at)));
        !(is_cancellation || (is_programme && says_more))
    }

    /// Whether the cheaper models are so sure that the encoder need not be asked.
    pub(super) fn is_sure(&self, findings: &Findings) -> bool {
        let candidates = self.candidates(findings);
        candidates.first().is_some_and(|(probability, _)| *probability >= SURE_PROBABILITY)
            || self.certain_intent(findings, &candidates).is_some()
    }

    /// Whether no language has any longer word of the message: it may be anything.
    fn has_no_known_word(&self) -> bool {
        let mut words = self.tokens.iter().zip(&self.candidates).zip(&self.filler_languages);
        words.all(|((token, candidates), fillers)| {
            token.is_symbol
                || token.word.len() < MIN_TELLING_WORD
                || (candidates.is_empty() && fillers.is_empty())
        })
    }

    /// The session, where a message is nothing but its name: "la clôture".
    fn session_alone(&self, findings: &Findings) -> Option<String> {
        let [session, ..] = PLACEHOLDERS;
        let name = placeholder(session);
        let is_filler = |word: &String| {
            self.lexicon.filler_words.get(word).is_some_and(|languages| languages.contains(self.lang))
        };
        let mut content = findings.masked.iter().filter(|word| !is_filler(word));
        let is_alone = content.next() == Some(&name) && content.next().is_none();
        let (best, most) = findings.sessions.first()?;
        let is_one = findings.sessions.get(1).is_none_or(|(_, next)| next < most);
        (is_alone && is_one).then(|| best.clone())
    }

    /// Another session of the same title, where neither an hour nor a day nor a neighbour tells which is meant.
    fn twin(&self, intent: &Intent, findings: &Findings) -> Option<String> {
        let programme = self.input.programme;
        let session = programme.session(intent.session_id()?)?;
        let is_told = !self.times.is_empty()
            || findings.day.is_some()
            || findings.start_after.is_some()
            || findings.start_before.is_some();
        let title = session.title.get(self.lang);
        let mut others = programme.sessions.iter().filter(|other| other.id != session.id);
        let twin = others.find(|other| other.title.get(self.lang) == title).filter(|_| !is_told)?;
        Some(twin.id.clone())
    }

    /// "What is before the break?" is about what is before it, not about the break.
    fn beside_session(&self, intent: Intent, findings: &Findings) -> Intent {
        let name = match &intent {
            Intent::SessionAbout(id) if self.is_preceded_by("after", &findings.found, id) => "schedule.after",
            Intent::SessionAbout(id) if self.is_preceded_by("before", &findings.found, id) => {
                "schedule.before"
            }
            _ => return intent,
        };
        resolve_intent(name, &findings.entities()).unwrap_or(intent)
    }

    /// The sessions that a name stands for: those that the lexicon finds, or the one that is clearly meant.
    pub(super) fn named_sessions(&self, findings: &Findings) -> Vec<String> {
        let named = &findings.sessions;
        if let Some((_, most)) = named.first().filter(|(_, score)| *score >= CLEAR_CONCEPT) {
            return named.iter().filter(|(_, score)| score >= most).map(|(id, _)| id.clone()).collect();
        }
        let clear = clear_session(&self.session_shares(findings)).map(str::to_owned);
        clear.into_iter().collect()
    }

    /// Decides what the message asks for.
    pub(super) fn decide(&self, findings: &Findings) -> Interpretation {
        let mut explanations = self.explain(findings);
        let candidates = self.candidates(findings);
        explanations.extend(candidates.iter().take(EXPLAINED_INTENTS).map(|(probability, intent)| {
            let session = intent.session_id().map(|id| format!(" {id}")).unwrap_or_default();
            Explanation { what: format!("→ {}{session}", intent.name()), weight: *probability }
        }));
        let likely_intents: Vec<Intent> = candidates
            .iter()
            .filter(|(probability, intent)| {
                *probability >= MIN_OFFERED_PROBABILITY && *intent != Intent::OutOfScope
            })
            .map(|(_, intent)| intent.clone())
            .collect();
        let certain = self.certain_intent(findings, &candidates).map(|intent| (MAX_CONFIDENCE, intent));
        let is_certain = certain.is_some();
        let best = certain.or_else(|| candidates.first().cloned());
        let (probability, intent) = best.unwrap_or((0.0, Intent::OutOfScope));
        let mut intent = self.beside_session(intent, findings);
        let is_refused = intent == Intent::OutOfScope;
        let is_small_talk = matches!(intent, Intent::Greeting | Intent::Thanks | Intent::Help);
        let not_understood = probability < MIN_UNDERSTOOD
            || (is_small_talk && probability < MIN_PROBABILITY_TIME_OR_PLACE)
            || (probability < MIN_MAJORITY && self.has_no_known_word())
            || (is_refused && (probability < MIN_PROBABILITY_OUT_OF_SCOPE || self.has_no_known_word()));
        let own_group = intent.button_group();
        let is_other_button = |other: &Intent| {
            own_group.is_some() && other.button_group().is_some_and(|group| Some(group) != own_group)
        };
        let min_probability =
            if intent.is_time_or_place() { MIN_PROBABILITY_TIME_OR_PLACE } else { MIN_PROBABILITY };
        let next = candidates.get(1).map_or(0.0, |(probability, _)| *probability);
        let is_close = probability < MIN_MAJORITY && next >= CLOSE_FACTOR * probability;
        let mut alternative = (!not_understood && !is_certain && (probability < min_probability || is_close))
            .then(|| likely_intents.iter().find(|other| is_other_button(other)).cloned())
            .flatten();
        let mut second_intent = None;
        if not_understood {
            intent = Intent::OutOfScope;
        } else if let (Some((first, second)), true) = (&findings.session_pair, intent.session_id().is_some())
        {
            second_intent = Some(intent.with_session(second));
            intent = intent.with_session(first);
            alternative = None;
        } else if let Some(twin) = self.twin(&intent, findings) {
            second_intent = Some(intent.with_session(&twin));
        }
        let confidence = match alternative {
            Some(_) => probability.min(MAX_CONFIDENCE_ASKED_BACK),
            None => probability.min(MAX_CONFIDENCE),
        };
        Interpretation {
            likely_intents,
            intent,
            alternative,
            second_intent,
            confidence,
            lang: self.lang,
            is_lang_clear: self.is_lang_clear,
            not_understood,
            comparisons: self.budget.spent(),
            explanations,
        }
    }
}
