//! From typed text to an intent. Pure: no messenger, no clock, no database.
//!
//! A message is split into words; words give ideas ("session", "hour", "register"), by the phrases of
//! `locales/<lang>/words*.toml` and by the names in the event file; ideas together make intents, by the
//! rules of `locales/meanings.toml`. The heaviest rule wins, if it is heavy enough and far enough from
//! the next. Beside the rules, labelled examples say what a message resembles (`examples`): both together
//! decide. All languages are looked at together, because people mix them.

mod examples;
mod fold;
mod found;
mod index;
mod intent;
mod lexicon;
mod names;
mod outcome;
mod phrases;
mod reading;
mod times;
mod tongue;
mod vocabulary;
mod words;

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;

pub use examples::Examples;
pub use index::COMPARISONS_AT_MOST;
pub use intent::{Intent, Reading, Why};
pub use lexicon::Lexicon;
pub use names::Serving;
pub use tongue::Heard;

use crate::i18n::{self, Lang};
use crate::programme::{Programme, Schedule};
use crate::typed::mentions;
use index::Index;
use lexicon::Known;

/// What is known about words and about one event, ready to be asked.
pub struct Knowledge {
    lexicon: Lexicon,
    index: Index,
    examples: Arc<Examples>,
    /// Words that say nothing of what is asked for: small ones, polite ones.
    small: HashSet<String>,
    serving: Vec<Serving>,
}

/// A message, and what is known about it.
pub struct Asked<'a> {
    pub text: &'a str,
    /// The language it is in, where somebody knows.
    pub lang: Option<Lang>,
    /// The language to take when the words do not tell.
    pub usual: Lang,
    /// The event's local time, in minutes since midnight.
    pub minutes: i32,
    /// The event's local day.
    pub today: NaiveDate,
    pub programme: &'a Programme,
    pub schedule: &'a Schedule,
}

/// Ideas whose words say nothing of what is asked for.
const SMALL: [&str; 7] = ["may", "please", "hedge", "greet", "thanks", "what", "happening"];

/// They hold for any event, so they are learned once.
static SHIPPED_EXAMPLES: LazyLock<Arc<Examples>> =
    LazyLock::new(|| Arc::new(Examples::read(shipped, |_| true).expect("a test reads the shipped examples")));
static SHIPPED: LazyLock<Programme> = LazyLock::new(Programme::shipped);
static OF_SHIPPED: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::new(&SHIPPED)));

impl Knowledge {
    /// The words that are compiled in, and the names of this event.
    ///
    /// # Panics
    /// Never with the words that are shipped: a test reads them.
    pub fn new(programme: &Programme) -> Self {
        Self::with(shipped, programme, SHIPPED_EXAMPLES.clone()).expect("a test reads the shipped words")
    }

    /// The same, made only once for the event that is shipped.
    pub fn of(programme: &Programme) -> Arc<Self> {
        if *SHIPPED == *programme { OF_SHIPPED.clone() } else { Arc::new(Self::new(programme)) }
    }

    /// Reads the words from elsewhere: `file` gives the text of `fr/words.toml` and so on.
    pub fn read(file: impl Fn(&str) -> Option<String>, programme: &Programme) -> anyhow::Result<Self> {
        let examples = Arc::new(Examples::read(&file, |_| true)?);
        Self::with(&file, programme, examples)
    }

    fn with(
        file: impl Fn(&str) -> Option<String>,
        programme: &Programme,
        examples: Arc<Examples>,
    ) -> anyhow::Result<Self> {
        let mut lexicon = Lexicon::read(file)?;
        let serving = names::serving(&lexicon, programme);
        names::add(&mut lexicon, programme);
        Ok(Self { serving, ..Self::ready(lexicon, examples) })
    }

    fn ready(mut lexicon: Lexicon, examples: Arc<Examples>) -> Self {
        let mut small: HashSet<String> = lexicon.skip.keys().cloned().collect();
        let ideas: Vec<usize> = SMALL.iter().filter_map(|name| lexicon.idea(name).ok()).collect();
        let phrases = lexicon.phrases.iter().filter(|phrase| ideas.contains(&phrase.idea));
        small.extend(
            phrases.flat_map(|phrase| lexicon.phrases.words(phrase)).map(|word| word.text.to_owned()),
        );
        lexicon.phrases.close();
        Self { index: Index::new(&lexicon), lexicon, examples, small, serving: Vec::new() }
    }

    /// Where the programme prints food or drink, in its order. Found once, when the event is read: an answer
    /// never depends on how its own words would be understood if a person typed them.
    pub fn serving(&self) -> &[Serving] {
        &self.serving
    }

    /// The numbers of the phrases by which a message is understood.
    pub fn phrases_in(&self, asked: &Asked<'_>) -> BTreeSet<u32> {
        reading::Reader::new(asked, self).known()
    }

    /// The same without some phrases, and learned from other examples: what would be understood if nobody had
    /// thought of them.
    pub fn without(&self, phrases: &BTreeSet<u32>, examples: Examples) -> Self {
        let mut lexicon = self.lexicon.clone();
        lexicon.phrases.retain(|number| !phrases.contains(&number));
        Self { serving: self.serving.clone(), ..Self::ready(lexicon, Arc::new(examples)) }
    }
}

/// A file of words as it is compiled in.
fn shipped(path: &str) -> Option<String> {
    i18n::data(path).map(str::to_owned)
}

/// What a message asks for.
pub fn understand(asked: &Asked<'_>, knowledge: &Knowledge) -> Reading {
    let mut reading = reading::Reader::new(asked, knowledge).read();
    if matches!(reading.intent, Intent::Language(_)) {
        let words = asked.text.split_whitespace().count();
        if words > LONGEST_WISH {
            (reading.lost, reading.other) = (true, None);
        } else if mentions("words-why", asked.text) {
            // whoever is addressed in a language and asks why wants another
            reading.intent = Intent::Language(None);
        }
    }
    if (reading.lost || reading.intent == Intent::Unknown)
        && let Some(number) = answered(asked, knowledge)
    {
        reading.intent = Intent::Faq(number);
        (reading.lost, reading.other, reading.confidence) = (false, None, SURE_OF_AN_ANSWER);
    }
    reading
}

/// In which language a text is written.
pub fn hear_language(text: &str, usual: Lang, knowledge: &Knowledge) -> Heard {
    tongue::hear(&fold::tokens(text), &knowledge.index, usual)
}

/// A language is asked for in so many words; in more it is only spoken of.
const LONGEST_WISH: usize = 10;

/// Two wordings this alike ask the same.
pub const SAME: f32 = 0.6;
/// How sure an answer of the organisers' own list is.
const SURE_OF_AN_ANSWER: f32 = 0.7;

/// The question of the organisers' own list that asks the same.
fn answered(asked: &Asked<'_>, knowledge: &Knowledge) -> Option<usize> {
    let faq = asked.programme.faq.iter().enumerate();
    let wordings = faq.flat_map(|(number, faq)| faq.questions.iter().map(move |wording| (number, wording)));
    let best = wordings
        .map(|(number, wording)| (number, likeness(asked.text, wording, knowledge)))
        .filter(|(_, alike)| *alike >= SAME)
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(best.0)
}

/// How alike two wordings are: 1 when both ask for the same things, whatever the words and the language; of
/// what nobody has named, by the words that say something.
pub fn likeness(one: &str, other: &str, knowledge: &Knowledge) -> f32 {
    let (one, other) = (telling(one, knowledge), telling(other, knowledge));
    let (things, others) = (things(&one, knowledge), things(&other, knowledge));
    if !things.is_empty() && !others.is_empty() {
        let shared = things.intersection(&others).count();
        return shared as f32 / things.len().max(others.len()) as f32;
    }
    let fewer = one.len().min(other.len());
    if fewer == 0 {
        return 0.0;
    }
    let shared =
        one.iter().filter(|word| other.iter().any(|wanted| wanted == *word || is_slip(word, wanted))).count();
    shared as f32 / (fewer.max(one.len().max(other.len()) / 2)) as f32
}

/// What words ask for. That it should be free, say, counts only where nothing else is asked for.
fn things<'k>(words: &[String], knowledge: &'k Knowledge) -> BTreeSet<&'k str> {
    let names = |known: &Known, word: &String| match known.stem {
        true => word.starts_with(&known.text),
        false => *word == known.text || is_slip(word, &known.text),
    };
    let all: BTreeSet<&str> = words
        .iter()
        .flat_map(|word| knowledge.lexicon.alike.iter().filter(move |(known, _)| names(known, word)))
        .map(|(_, name)| name.as_str())
        .collect();
    let firm: BTreeSet<&str> = all.iter().copied().filter(|name| !name.starts_with('~')).collect();
    if firm.is_empty() { all } else { firm }
}

fn is_slip(word: &str, wanted: &str) -> bool {
    word.len() >= 6 && word.len().abs_diff(wanted.len()) <= 1 && strsim::osa_distance(word, wanted) <= 1
}

/// The words that say something: neither small nor polite.
fn telling(text: &str, knowledge: &Knowledge) -> Vec<String> {
    let is_small = |word: &str| word.len() < 3 || knowledge.small.contains(word);
    let mut words: Vec<String> = fold::tokens(text)
        .into_iter()
        .filter(|token| !token.sign && !is_small(&token.word))
        .map(|token| token.word)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
