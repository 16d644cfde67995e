//! From typed text to an intent. Pure: no messenger, no clock, no database.
//!
//! A message is split into words; words give ideas ("session", "hour", "register"), by the phrases of
//! `locales/<lang>/words*.toml` and by the names in the event file; ideas together make intents, by the
//! rules of `locales/meanings.toml`. The heaviest rule wins, if it is heavy enough and far enough from
//! the next. Beside the rules, labelled examples say what a message resembles (`examples`): both together
//! decide. All languages are looked at together, because people mix them.

mod classifier;
mod event_names;
mod index;
mod intent;
mod intent_resolution;
mod interpreter;
mod language_detection;
mod lexicon;
mod phrase_match;
mod phrases;
mod segmentation;
mod time_expressions;
mod tokenizer;
mod vocabulary;

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;

pub use classifier::IntentClassifier;
pub use event_names::RefreshmentSession;
pub use index::MAX_COMPARISONS;
pub use intent::{Explanation, Intent, Interpretation};
pub use language_detection::DetectedLanguage;
pub use lexicon::Lexicon;

use crate::i18n::{self, Lang};
use crate::keywords::contains_keyword_anywhere;
use crate::programme::{Programme, Schedule};
use index::LexiconIndex;
use lexicon::WordPattern;

/// What is known about words and about one event, ready to be asked.
pub struct NluModel {
    lexicon: Lexicon,
    index: LexiconIndex,
    classifier: Arc<IntentClassifier>,
    /// Words that say nothing of what is asked for: small ones, polite ones.
    stop_words: HashSet<String>,
    refreshments: Vec<RefreshmentSession>,
}

/// A message, and what is known about it.
pub struct NluInput<'a> {
    pub text: &'a str,
    /// The language it is in, where somebody knows.
    pub lang: Option<Lang>,
    /// The language to take when the words do not tell.
    pub default_lang: Lang,
    /// The event's local time, in minutes since midnight.
    pub minute_of_day: i32,
    /// The event's local day.
    pub today: NaiveDate,
    pub programme: &'a Programme,
    pub schedule: &'a Schedule,
}

/// Ideas whose words say nothing of what is asked for.
const STOP_CONCEPTS: [&str; 7] = ["may", "please", "hedge", "greet", "thanks", "what", "happening"];

/// They hold for any event, so they are learned once.
static SHIPPED_CLASSIFIER: LazyLock<Arc<IntentClassifier>> = LazyLock::new(|| {
    Arc::new(IntentClassifier::load(shipped_file, |_| true).expect("a test reads the shipped examples"))
});
static SHIPPED_PROGRAMME: LazyLock<Programme> = LazyLock::new(Programme::built_in);
static SHIPPED_MODEL: LazyLock<Arc<NluModel>> = LazyLock::new(|| Arc::new(NluModel::new(&SHIPPED_PROGRAMME)));

impl NluModel {
    /// The words that are compiled in, and the names of this event.
    ///
    /// # Panics
    /// Never with the words that are shipped: a test reads them.
    pub fn new(programme: &Programme) -> Self {
        Self::build(shipped_file, programme, SHIPPED_CLASSIFIER.clone())
            .expect("a test reads the shipped words")
    }

    /// The same, made only once for the event that is shipped.
    pub fn shared(programme: &Programme) -> Arc<Self> {
        if *SHIPPED_PROGRAMME == *programme { SHIPPED_MODEL.clone() } else { Arc::new(Self::new(programme)) }
    }

    /// Reads the words from elsewhere: `file` gives the text of `fr/words.toml` and so on.
    pub fn load(file: impl Fn(&str) -> Option<String>, programme: &Programme) -> anyhow::Result<Self> {
        let examples = Arc::new(IntentClassifier::load(&file, |_| true)?);
        Self::build(&file, programme, examples)
    }

    fn build(
        file: impl Fn(&str) -> Option<String>,
        programme: &Programme,
        examples: Arc<IntentClassifier>,
    ) -> anyhow::Result<Self> {
        let mut lexicon = Lexicon::load(file)?;
        let serving = event_names::find_refreshments(&lexicon, programme);
        event_names::add_event_names(&mut lexicon, programme);
        Ok(Self { refreshments: serving, ..Self::assemble(lexicon, examples) })
    }

    fn assemble(mut lexicon: Lexicon, classifier: Arc<IntentClassifier>) -> Self {
        let mut stop_words: HashSet<String> = lexicon.filler_words.keys().cloned().collect();
        let ideas: Vec<usize> =
            STOP_CONCEPTS.iter().filter_map(|name| lexicon.find_concept(name).ok()).collect();
        let phrases = lexicon.phrases.iter().filter(|phrase| ideas.contains(&phrase.concept));
        stop_words.extend(
            phrases.flat_map(|phrase| lexicon.phrases.words(phrase)).map(|word| word.text.to_owned()),
        );
        lexicon.phrases.shrink_to_fit();
        Self { index: LexiconIndex::new(&lexicon), lexicon, classifier, stop_words, refreshments: Vec::new() }
    }

    /// Where the programme prints food or drink, in its order. Found once, when the event is read: an answer
    /// never depends on how its own words would be understood if a person typed them.
    pub fn refreshments(&self) -> &[RefreshmentSession] {
        &self.refreshments
    }

    /// The numbers of the phrases by which a message is understood.
    pub fn matched_phrases(&self, asked: &NluInput<'_>) -> BTreeSet<u32> {
        interpreter::Interpreter::new(asked, self).matched_phrases()
    }

    /// The same without some phrases, and learned from other examples: what would be understood if nobody had
    /// thought of them.
    pub fn without(&self, phrases: &BTreeSet<u32>, examples: IntentClassifier) -> Self {
        let mut lexicon = self.lexicon.clone();
        lexicon.phrases.retain(|number| !phrases.contains(&number));
        Self { refreshments: self.refreshments.clone(), ..Self::assemble(lexicon, Arc::new(examples)) }
    }
}

/// A file of words as it is compiled in.
fn shipped_file(path: &str) -> Option<String> {
    i18n::locale_file(path).map(str::to_owned)
}

/// What a message asks for.
pub fn interpret(asked: &NluInput<'_>, knowledge: &NluModel) -> Interpretation {
    let mut reading = interpreter::Interpreter::new(asked, knowledge).interpret();
    if matches!(reading.intent, Intent::Language(_)) {
        let words = asked.text.split_whitespace().count();
        if words > MAX_LANGUAGE_REQUEST_WORDS {
            (reading.not_understood, reading.alternative) = (true, None);
        } else if contains_keyword_anywhere("words-why", asked.text) {
            // whoever is addressed in a language and asks why wants another
            reading.intent = Intent::Language(None);
        }
    }
    if (reading.not_understood || reading.intent == Intent::Unanswerable)
        && let Some(number) = find_faq(asked, knowledge)
    {
        reading.intent = Intent::Faq(number);
        (reading.not_understood, reading.alternative, reading.confidence) = (false, None, FAQ_CONFIDENCE);
    }
    reading
}

/// In which language a text is written.
pub fn detect_language(text: &str, usual: Lang, knowledge: &NluModel) -> DetectedLanguage {
    language_detection::detect(&tokenizer::tokenize(text), &knowledge.index, usual)
}

/// A language is asked for in so many words; in more it is only spoken of.
const MAX_LANGUAGE_REQUEST_WORDS: usize = 10;

/// Two wordings this alike ask the same.
pub const SAME_QUESTION_SIMILARITY: f32 = 0.6;
/// How sure an answer of the organisers' own list is.
const FAQ_CONFIDENCE: f32 = 0.7;

/// The question of the organisers' own list that asks the same.
fn find_faq(asked: &NluInput<'_>, knowledge: &NluModel) -> Option<usize> {
    let faq = asked.programme.faq.iter().enumerate();
    let wordings = faq.flat_map(|(number, faq)| faq.questions.iter().map(move |wording| (number, wording)));
    let best = wordings
        .map(|(number, wording)| (number, similarity(asked.text, wording, knowledge)))
        .filter(|(_, alike)| *alike >= SAME_QUESTION_SIMILARITY)
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(best.0)
}

/// How alike two wordings are: 1 when both ask for the same things, whatever the words and the language; of
/// what nobody has named, by the words that say something.
pub fn similarity(one: &str, other: &str, knowledge: &NluModel) -> f32 {
    let (one, other) = (content_words(one, knowledge), content_words(other, knowledge));
    let (things, others) = (synonym_groups(&one, knowledge), synonym_groups(&other, knowledge));
    if !things.is_empty() && !others.is_empty() {
        let shared = things.intersection(&others).count();
        return shared as f32 / things.len().max(others.len()) as f32;
    }
    let fewer = one.len().min(other.len());
    if fewer == 0 {
        return 0.0;
    }
    let shared =
        one.iter().filter(|word| other.iter().any(|wanted| wanted == *word || is_typo(word, wanted))).count();
    shared as f32 / (fewer.max(one.len().max(other.len()) / 2)) as f32
}

/// What words ask for. That it should be free, say, counts only where nothing else is asked for.
fn synonym_groups<'k>(words: &[String], knowledge: &'k NluModel) -> BTreeSet<&'k str> {
    let names = |known: &WordPattern, word: &String| match known.is_prefix {
        true => word.starts_with(&known.text),
        false => *word == known.text || is_typo(word, &known.text),
    };
    let all: BTreeSet<&str> = words
        .iter()
        .flat_map(|word| knowledge.lexicon.synonyms.iter().filter(move |(known, _)| names(known, word)))
        .map(|(_, name)| name.as_str())
        .collect();
    let firm: BTreeSet<&str> = all.iter().copied().filter(|name| !name.starts_with('~')).collect();
    if firm.is_empty() { all } else { firm }
}

fn is_typo(word: &str, wanted: &str) -> bool {
    word.len() >= 6 && word.len().abs_diff(wanted.len()) <= 1 && strsim::osa_distance(word, wanted) <= 1
}

/// The words that say something: neither small nor polite.
fn content_words(text: &str, knowledge: &NluModel) -> Vec<String> {
    let is_small = |word: &str| word.len() < 3 || knowledge.stop_words.contains(word);
    let mut words: Vec<String> = tokenizer::tokenize(text)
        .into_iter()
        .filter(|token| !token.is_symbol && !is_small(&token.word))
        .map(|token| token.word)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
