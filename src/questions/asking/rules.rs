//! What a question is, when it can be asked and by whom, what should be looked at before it is
//! public, and which others say nearly the same. Pure.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

use crate::clock::Millis;
use crate::programme::{Limits, Programme, Schedule};
use crate::text;
use crate::typed::fold;

/// The text of a question: something to read, at most a thousand characters, so that a moderator
/// can take it in at a glance and a card with it always fits a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionText(String);

const LONGEST: usize = 1_000;
/// The longest voice message a moderator can be asked to listen to in a full hall.
pub const LONGEST_VOICE: u32 = 180;
/// The longest name that is shown under a question.
const LONGEST_NAME: usize = 40;

/// Why a question is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    TooLong {
        characters: usize,
    },
    NotText,
    /// A voice message of so many seconds.
    LongVoice(u32),
    /// So many of theirs wait already.
    TooManyWaiting(u32),
    /// They may ask again after so many seconds.
    TooSoon {
        seconds: i64,
    },
    /// A moderator stopped them for now.
    Muted,
    /// Questions are taken from then on.
    NotYet(Millis),
    /// No new questions, but votes.
    VotesOnly,
    Closed,
}

impl QuestionText {
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let text = text::paragraphs(typed);
        match text.chars().count() {
            characters if characters > LONGEST => Err(Refusal::TooLong { characters }),
            _ if text::has_letter(&text) => Ok(Self(text)),
            _ => Err(Refusal::Empty),
        }
    }

    pub const LONGEST: usize = LONGEST;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A first name as it may be shown under a question; empty where nothing can be shown.
pub fn signature(name: &str) -> String {
    let name = text::line(name);
    let fits = name.chars().count() <= LONGEST_NAME && name.chars().any(char::is_alphabetic);
    if fits { name } else { String::new() }
}

/// Whether somebody who has so many waiting, the last of them asked then, may ask again. A limit
/// of 0 in the event file means no limit.
pub fn may_ask(limits: &Limits, waiting: i64, last: Option<Millis>, now: Millis) -> Result<(), Refusal> {
    if limits.questions_waiting > 0 && waiting >= i64::from(limits.questions_waiting) {
        return Err(Refusal::TooManyWaiting(limits.questions_waiting));
    }
    let between = i64::from(limits.seconds_between_questions) * 1_000;
    // a clock that was set back makes nobody wait for a moment that has been already
    if let Some(ago) = last.map(|last| now - last).filter(|ago| (0..between).contains(ago)) {
        return Err(Refusal::TooSoon { seconds: (between - ago + 999) / 1_000 });
    }
    Ok(())
}

/// What moderators set: by the schedule, or by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// From the opening of registration to the end of the last exchange.
    Schedule,
    Open,
    /// No new questions, but votes.
    Votes,
    Closed,
}

impl Mode {
    pub const ALL: [Mode; 4] = [Mode::Schedule, Mode::Open, Mode::Votes, Mode::Closed];

    pub fn name(self) -> &'static str {
        match self {
            Mode::Schedule => "schedule",
            Mode::Open => "open",
            Mode::Votes => "votes",
            Mode::Closed => "closed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// What that means at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    Open,
    VotesOnly,
    NotYet(Millis),
    Closed,
}

impl Intake {
    /// Whether votes count now.
    pub fn takes_votes(self) -> bool {
        matches!(self, Intake::Open | Intake::VotesOnly)
    }

    /// Whether a new question is taken now.
    pub fn takes_questions(self) -> Result<(), Refusal> {
        match self {
            Intake::Open => Ok(()),
            Intake::VotesOnly => Err(Refusal::VotesOnly),
            Intake::NotYet(at) => Err(Refusal::NotYet(at)),
            Intake::Closed => Err(Refusal::Closed),
        }
    }
}

pub fn intake(mode: Mode, programme: &Programme, schedule: &Schedule, now: Millis) -> Intake {
    match mode {
        Mode::Open => Intake::Open,
        Mode::Votes => Intake::VotesOnly,
        Mode::Closed => Intake::Closed,
        Mode::Schedule => {
            let opens = programme.opens_at().filter(|&at| now < at);
            let over = last_exchange(programme, schedule).is_some_and(|end| now >= end);
            match opens {
                _ if over => Intake::Closed,
                Some(at) => Intake::NotYet(at),
                None => Intake::Open,
            }
        }
    }
}

/// The end of the last session in which questions are taken, or of the event where that one's is not printed;
/// `None` where there is no such session.
fn last_exchange(programme: &Programme, schedule: &Schedule) -> Option<Millis> {
    let takes = |id: &str| programme.session(id).is_some_and(|session| session.takes_questions);
    let last = schedule.slots.iter().filter(|slot| takes(&slot.session)).max_by_key(|slot| slot.starts)?;
    schedule.end_of(last).or_else(|| schedule.over_at(programme))
}

/// Something a moderator should see before a text is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Phone(String),
    Email(String),
    Link(String),
    /// Perhaps the name of a private person.
    Name(String),
}

impl Finding {
    /// Whether it holds a question back even where questions are public at once. Names are a guess,
    /// and are only pointed out.
    pub fn holds_back(&self) -> bool {
        !matches!(self, Finding::Name(_))
    }
}

/// Telephone numbers, e-mail addresses, links and names of people in a text.
pub fn findings(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    let trimmed = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    for word in &words {
        let bare = trimmed(word);
        let lower = bare.to_lowercase();
        if let Some((name, host)) = bare.split_once('@')
            && !name.is_empty()
            && host.contains('.')
        {
            found.push(Finding::Email(bare));
        } else if lower.contains("://") || lower.starts_with("www.") || is_host(&lower) {
            found.push(Finding::Link(bare));
        }
    }
    found.extend(phones(text).into_iter().map(Finding::Phone));
    found.extend(names(&words).into_iter().map(Finding::Name));
    found
}

/// `exemple.fr/page`, `t.me/…`: a word with a dot before two to six letters.
fn is_host(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or_default();
    host.rsplit_once('.').is_some_and(|(name, end)| {
        (2..=6).contains(&end.len())
            && end.bytes().all(|b| b.is_ascii_lowercase())
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
            && (word.contains('/') || ["fr", "com", "org", "net", "mq", "me", "gp", "io"].contains(&end))
    })
}

/// Runs of digits, with the marks people put between them, of eight to fifteen digits.
fn phones(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain(['x']) {
        if c.is_ascii_digit() || (!run.is_empty() && " .-/()".contains(c)) || (run.is_empty() && c == '+') {
            run.push(c);
            continue;
        }
        let number = run.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned();
        if (8..=15).contains(&number.bytes().filter(u8::is_ascii_digit).count()) {
            found.push(number);
        }
        run.clear();
    }
    found
}

/// What follows a form of address, and two capitalised words in the middle of a sentence.
fn names(words: &[&str]) -> Vec<String> {
    const TITLES: [&str; 10] =
        ["m.", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "misié", "man", "mrs"];
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let ends = |word: &str| word.ends_with(['.', '?', '!', ':', '…', '«']);
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let (first, second) = (bare(pair[0]), bare(pair[1]));
        let titled = TITLES.contains(&pair[0].to_lowercase().trim_start_matches(['«', '(']));
        let inside = at > 0 && !ends(words[at - 1]);
        if titled && is_capital(&second) {
            found.push(format!("{} {second}", pair[0]));
        } else if inside && is_capital(&first) && is_capital(&second) && !ends(pair[0]) {
            found.push(format!("{first} {second}"));
        }
    }
    found
}

/// What a text says, made ready to be compared: its telling words (of four letters and more, without an
/// s at the end) as hashes, and, where it comes to that, its pairs of letters.
#[derive(Debug, Clone)]
pub struct Gist {
    folded: String,
    words: Vec<u64>,
    pairs: OnceLock<Vec<u64>>,
}

impl Gist {
    pub fn of(text: &str) -> Self {
        let folded = fold(text);
        let telling = folded.split(' ').filter(|word| word.len() >= 4);
        let mut words: Vec<u64> = telling.map(|word| hash(word.trim_end_matches('s'))).collect();
        words.sort_unstable();
        words.dedup();
        Self { folded, words, pairs: OnceLock::new() }
    }

    fn pairs(&self) -> &[u64] {
        self.pairs.get_or_init(|| {
            let letters: Vec<u64> =
                self.folded.chars().filter(|c| !c.is_whitespace()).map(u64::from).collect();
            let mut pairs: Vec<u64> = letters.windows(2).map(|pair| pair[0] << 32 | pair[1]).collect();
            pairs.sort_unstable();
            pairs
        })
    }

    /// How many of their words both have, from 0 to 1.
    fn words_shared(&self, other: &Self) -> f64 {
        dice(&self.words, &other.words)
    }

    /// How much two texts say the same, from 0 to 1: half for the words that both have, half for the pairs
    /// of letters, which see through spelling.
    pub fn likeness(&self, other: &Self) -> f64 {
        if self.words.is_empty() || other.words.is_empty() {
            // short exclamations are the same or they are not
            return if self.folded == other.folded { 1.0 } else { 0.0 };
        }
        f64::midpoint(self.words_shared(other), dice(self.pairs(), other.pairs()))
    }
}

/// From here on two texts are taken to ask nearly the same.
const ALIKE: f64 = 0.76;
/// With fewer words in common two texts cannot reach that, whatever their letters.
const WORDS_ALIKE: f64 = 2.0 * ALIKE - 1.0;
/// Of so many with the most words in common the letters are compared.
const CLOSEST: usize = 12;

/// Those of `others` that ask nearly the same as `one`, the likest first, of equals the one that comes first.
pub fn alike<'o, T>(one: &Gist, others: impl Iterator<Item = (&'o Gist, T)>) -> Vec<T> {
    let shared = others.map(|(gist, other)| (one.words_shared(gist), gist, other));
    let mut close: Vec<_> = shared
        .filter(|(shared, gist, _)| *shared >= WORDS_ALIKE || (one.words.is_empty() && gist.words.is_empty()))
        .collect();
    close.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    close.truncate(CLOSEST);
    let likeness = close.into_iter().map(|(_, gist, other)| (one.likeness(gist), other));
    let mut found: Vec<_> = likeness.filter(|(likeness, _)| *likeness >= ALIKE).collect();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().map(|(_, other)| other).collect()
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Twice what both have, over what there is in all (Sørensen and Dice); both are sorted.
fn dice(one: &[u64], other: &[u64]) -> f64 {
    if one.is_empty() && other.is_empty() {
        return 0.0;
    }
    let (mut at, mut both) = (0, 0);
    for item in one {
        while other.get(at).is_some_and(|next| next < item) {
            at += 1;
        }
        if other.get(at) == Some(item) {
            at += 1;
            both += 1;
        }
    }
    2.0 * f64::from(both) / (one.len() + other.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_details_links_and_names_are_pointed_out() {
        let found = |text: &str| findings(text);
        assert_eq!(found("Appelez le 0696 12 34 56 !"), [Finding::Phone("0696 12 34 56".into())]);
        assert_eq!(found("+596696123456"), [Finding::Phone("+596696123456".into())]);
        assert_eq!(found("écrire à marie@exemple.org."), [Finding::Email("marie@exemple.org".into())]);
        assert_eq!(found("voir https://exemple.org/a"), [Finding::Link("https://exemple.org/a".into())]);
        assert_eq!(found("voir exemple.fr"), [Finding::Link("exemple.fr".into())]);
        assert_eq!(found("Pourquoi Mme Exemple est partie ?"), [Finding::Name("Mme Exemple".into())]);
        assert_eq!(found("Que fait Marie Modèle ici ?"), [Finding::Name("Marie Modèle".into())]);
        for harmless in
            ["En 2012, 350 postes : et après ?", "Le budget est de 12 000 euros ?", "Les AR du CRPV"]
        {
            assert_eq!(found(harmless), []);
        }
    }

    #[test]
    fn nearly_the_same_is_told_from_something_else() {
        let alike = |one: &str, other: &str| {
            let other = Gist::of(other);
            !alike(&Gist::of(one), [(&other, ())].into_iter()).is_empty()
        };
        assert!(alike("Qui paie les adultes relais ?", "qui paye les adultes-relais"));
        assert!(alike("Quel budget pour les médiateurs ?", "Quel est le budget des médiateurs ?"));
        assert!(!alike("Qui paie les adultes relais ?", "Qui forme les adultes relais ?"));
        assert!(!alike("Et les jeunes ?", "Quelles perspectives pour la médiation ?"));
        assert!(!alike("Une ?", "Deux ?"));
        assert!(alike("Oui ?", "oui !"));
    }

    #[test]
    fn marks_that_turn_the_direction_are_taken_out() {
        assert_eq!(
            QuestionText::parse("a\u{202e}b\u{200f}c ?").map(|text| text.to_string()),
            Ok("abc ?".into())
        );
        assert_eq!(QuestionText::parse("🙂 🙃"), Err(Refusal::Empty));
        assert_eq!(signature("  Marie\u{202e}\n Line "), "Marie Line");
        assert_eq!(signature("🙂"), "");
    }
}
