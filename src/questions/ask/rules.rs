//! What a question is, when it can be asked and by whom, what should be looked at before it is
//! public, and which others say nearly the same. Pure.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

use crate::clock::Millis;
use crate::keywords::normalize;
use crate::programme::{Programme, QuestionLimits, Schedule};
use crate::text;

/// The text of a question: something to read, at most a thousand characters, so that a moderator
/// can take it in at a glance and a card with it always fits a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionText(String);

const MAX_QUESTION_LENGTH: usize = 1_000;
/// The longest voice message a moderator can be asked to listen to in a full hall.
pub const MAX_VOICE_SECONDS: u32 = 180;
/// The longest name that is shown under a question.
const MAX_NAME_LENGTH: usize = 40;

/// Why a question is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmissionError {
    Empty,
    TooLong {
        characters: usize,
    },
    NotText,
    /// A voice message of so many seconds.
    VoiceTooLong(u32),
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
    pub fn parse(typed: &str) -> Result<Self, SubmissionError> {
        let text = text::clean_paragraphs(typed);
        match text.chars().count() {
            characters if characters > MAX_QUESTION_LENGTH => Err(SubmissionError::TooLong { characters }),
            _ if text::has_letter(&text) => Ok(Self(text)),
            _ => Err(SubmissionError::Empty),
        }
    }

    pub const MAX_LENGTH: usize = MAX_QUESTION_LENGTH;

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
pub fn display_name(name: &str) -> String {
    let name = text::clean_line(name);
    let fits = name.chars().count() <= MAX_NAME_LENGTH && name.chars().any(char::is_alphabetic);
    if fits { name } else { String::new() }
}

/// Whether somebody who has so many waiting, the last of them asked then, may ask again. A limit
/// of 0 in the event file means no limit.
pub fn check_limits(
    limits: &QuestionLimits,
    waiting: i64,
    last: Option<Millis>,
    now: Millis,
) -> Result<(), SubmissionError> {
    if limits.max_waiting_questions > 0 && waiting >= i64::from(limits.max_waiting_questions) {
        return Err(SubmissionError::TooManyWaiting(limits.max_waiting_questions));
    }
    let between = i64::from(limits.seconds_between_questions) * 1_000;
    // a clock that was set back makes nobody wait for a moment that has been already
    if let Some(ago) = last.map(|last| now - last).filter(|ago| (0..between).contains(ago)) {
        return Err(SubmissionError::TooSoon { seconds: (between - ago + 999) / 1_000 });
    }
    Ok(())
}

/// What moderators set: by the schedule, or by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntakeMode {
    /// From the opening of registration to the end of the last exchange.
    Schedule,
    Open,
    /// No new questions, but votes.
    VotesOnly,
    Closed,
}

impl IntakeMode {
    pub const ALL: [IntakeMode; 4] =
        [IntakeMode::Schedule, IntakeMode::Open, IntakeMode::VotesOnly, IntakeMode::Closed];

    pub fn name(self) -> &'static str {
        match self {
            IntakeMode::Schedule => "schedule",
            IntakeMode::Open => "open",
            IntakeMode::VotesOnly => "votes",
            IntakeMode::Closed => "closed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// What that means at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntakeStatus {
    Open,
    VotesOnly,
    NotYet(Millis),
    Closed,
}

impl IntakeStatus {
    /// Whether votes count now.
    pub fn accepts_votes(self) -> bool {
        matches!(self, IntakeStatus::Open | IntakeStatus::VotesOnly)
    }

    /// Whether a new question is taken now.
    pub fn check_accepts_questions(self) -> Result<(), SubmissionError> {
        match self {
            IntakeStatus::Open => Ok(()),
            IntakeStatus::VotesOnly => Err(SubmissionError::VotesOnly),
            IntakeStatus::NotYet(at) => Err(SubmissionError::NotYet(at)),
            IntakeStatus::Closed => Err(SubmissionError::Closed),
        }
    }
}

pub fn intake_status(
    mode: IntakeMode,
    programme: &Programme,
    schedule: &Schedule,
    now: Millis,
) -> IntakeStatus {
    match mode {
        IntakeMode::Open => IntakeStatus::Open,
        IntakeMode::VotesOnly => IntakeStatus::VotesOnly,
        IntakeMode::Closed => IntakeStatus::Closed,
        IntakeMode::Schedule => {
            let opens = programme.registration_opens_at().filter(|&at| now < at);
            let over = last_question_session_end(programme, schedule).is_some_and(|end| now >= end);
            match opens {
                _ if over => IntakeStatus::Closed,
                Some(at) => IntakeStatus::NotYet(at),
                None => IntakeStatus::Open,
            }
        }
    }
}

/// The end of the last session in which questions are taken, or of the event where that one's is not printed;
/// `None` where there is no such session.
fn last_question_session_end(programme: &Programme, schedule: &Schedule) -> Option<Millis> {
    let takes = |id: &str| programme.session(id).is_some_and(|session| session.takes_questions);
    let last =
        schedule.sessions.iter().filter(|slot| takes(&slot.session_id)).max_by_key(|slot| slot.starts)?;
    schedule.end_of(last).or_else(|| schedule.over_at(programme))
}

/// Something a moderator should see before a text is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentFlag {
    Phone(String),
    Email(String),
    Link(String),
    /// Perhaps the name of a private person.
    PersonName(String),
}

impl ContentFlag {
    /// Whether it holds a question back even where questions are public at once. Names are a guess,
    /// and are only pointed out.
    pub fn requires_review(&self) -> bool {
        !matches!(self, ContentFlag::PersonName(_))
    }
}

/// Telephone numbers, e-mail addresses, links and names of people in a text.
pub fn find_content_flags(text: &str) -> Vec<ContentFlag> {
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
            found.push(ContentFlag::Email(bare));
        } else if lower.contains("://") || lower.starts_with("www.") || is_host(&lower) {
            found.push(ContentFlag::Link(bare));
        }
    }
    found.extend(find_phone_numbers(text).into_iter().map(ContentFlag::Phone));
    found.extend(find_person_names(&words).into_iter().map(ContentFlag::PersonName));
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
fn find_phone_numbers(text: &str) -> Vec<String> {
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
fn find_person_names(words: &[&str]) -> Vec<String> {
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
pub struct TextFingerprint {
    normalized: String,
    word_hashes: Vec<u64>,
    pairs: OnceLock<Vec<u64>>,
}

impl TextFingerprint {
    pub fn of(text: &str) -> Self {
        let normalized = normalize(text);
        let telling = normalized.split(' ').filter(|word| word.len() >= 4);
        let mut word_hashes: Vec<u64> = telling.map(|word| hash_word(word.trim_end_matches('s'))).collect();
        word_hashes.sort_unstable();
        word_hashes.dedup();
        Self { normalized, word_hashes, pairs: OnceLock::new() }
    }

    fn letter_pairs(&self) -> &[u64] {
        self.pairs.get_or_init(|| {
            let letters: Vec<u64> =
                self.normalized.chars().filter(|c| !c.is_whitespace()).map(u64::from).collect();
            let mut pairs: Vec<u64> = letters.windows(2).map(|pair| pair[0] << 32 | pair[1]).collect();
            pairs.sort_unstable();
            pairs
        })
    }

    /// How many of their words both have, from 0 to 1.
    fn word_similarity(&self, other: &Self) -> f64 {
        dice_coefficient(&self.word_hashes, &other.word_hashes)
    }

    /// How much two texts say the same, from 0 to 1: half for the words that both have, half for the pairs
    /// of letters, which see through spelling.
    pub fn similarity(&self, other: &Self) -> f64 {
        if self.word_hashes.is_empty() || other.word_hashes.is_empty() {
            // short exclamations are the same or they are not
            return if self.normalized == other.normalized { 1.0 } else { 0.0 };
        }
        f64::midpoint(
            self.word_similarity(other),
            dice_coefficient(self.letter_pairs(), other.letter_pairs()),
        )
    }
}

/// From here on two texts are taken to ask nearly the same.
const SIMILARITY_THRESHOLD: f64 = 0.76;
/// With fewer words in common two texts cannot reach that, whatever their letters.
const WORD_SIMILARITY_THRESHOLD: f64 = 2.0 * SIMILARITY_THRESHOLD - 1.0;
/// Of so many with the most words in common the letters are compared.
const MAX_CANDIDATES: usize = 12;

/// Those of `others` that ask nearly the same as `one`, the likest first, of equals the one that comes first.
pub fn most_similar<'o, T>(
    one: &TextFingerprint,
    others: impl Iterator<Item = (&'o TextFingerprint, T)>,
) -> Vec<T> {
    let shared = others.map(|(gist, other)| (one.word_similarity(gist), gist, other));
    let mut close: Vec<_> = shared
        .filter(|(shared, gist, _)| {
            *shared >= WORD_SIMILARITY_THRESHOLD
                || (one.word_hashes.is_empty() && gist.word_hashes.is_empty())
        })
        .collect();
    close.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    close.truncate(MAX_CANDIDATES);
    let likeness = close.into_iter().map(|(_, gist, other)| (one.similarity(gist), other));
    let mut found: Vec<_> = likeness.filter(|(likeness, _)| *likeness >= SIMILARITY_THRESHOLD).collect();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().map(|(_, other)| other).collect()
}

fn hash_word(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Twice what both have, over what there is in all (Sørensen and Dice); both are sorted.
fn dice_coefficient(one: &[u64], other: &[u64]) -> f64 {
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
        let found = |text: &str| find_content_flags(text);
        assert_eq!(found("Appelez le 0696 12 34 56 !"), [ContentFlag::Phone("0696 12 34 56".into())]);
        assert_eq!(found("+596696123456"), [ContentFlag::Phone("+596696123456".into())]);
        assert_eq!(found("écrire à marie@exemple.org."), [ContentFlag::Email("marie@exemple.org".into())]);
        assert_eq!(found("voir https://exemple.org/a"), [ContentFlag::Link("https://exemple.org/a".into())]);
        assert_eq!(found("voir exemple.fr"), [ContentFlag::Link("exemple.fr".into())]);
        assert_eq!(
            found("Pourquoi Mme Exemple est partie ?"),
            [ContentFlag::PersonName("Mme Exemple".into())]
        );
        assert_eq!(found("Que fait Marie Modèle ici ?"), [ContentFlag::PersonName("Marie Modèle".into())]);
        for harmless in
            ["En 2012, 350 postes : et après ?", "Le budget est de 12 000 euros ?", "Les AR du CRPV"]
        {
            assert_eq!(found(harmless), []);
        }
    }

    #[test]
    fn nearly_the_same_is_told_from_something_else() {
        let alike = |one: &str, other: &str| {
            let other = TextFingerprint::of(other);
            !most_similar(&TextFingerprint::of(one), [(&other, ())].into_iter()).is_empty()
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
        assert_eq!(QuestionText::parse("🙂 🙃"), Err(SubmissionError::Empty));
        assert_eq!(display_name("  Marie\u{202e}\n Line "), "Marie Line");
        assert_eq!(display_name("🙂"), "");
    }
}
