//! Everything that is known about words and about one event, built once and read by every interpretation.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};

use super::classifier::IntentClassifier;
use super::event_names;
use super::index::LexiconIndex;
use super::lexicon::Lexicon;
use crate::answers::model::RefreshmentSession;
use crate::i18n;
use crate::programme::Programme;

/// What is known about words and about one event.
pub struct NluModel {
    pub(super) lexicon: Lexicon,
    pub(super) index: LexiconIndex,
    pub(super) classifier: Arc<IntentClassifier>,
    /// Words that do not tell what is asked for: filler words and courtesy.
    pub(super) stop_words: HashSet<String>,
    refreshments: Vec<RefreshmentSession>,
}

/// Concepts whose words do not tell what is asked for.
const STOP_CONCEPTS: [&str; 7] = ["may", "please", "hedge", "greet", "thanks", "what", "happening"];

/// The examples hold for every event, so they are learned once.
static SHIPPED_CLASSIFIER: LazyLock<Arc<IntentClassifier>> = LazyLock::new(|| {
    Arc::new(IntentClassifier::load(shipped_file, |_| true).expect("a test reads the shipped examples"))
});
static SHIPPED_PROGRAMME: LazyLock<Programme> = LazyLock::new(Programme::built_in);
static SHIPPED_MODEL: LazyLock<Arc<NluModel>> = LazyLock::new(|| Arc::new(NluModel::new(&SHIPPED_PROGRAMME)));

impl NluModel {
    /// Builds a model from the words that are compiled in and the names of an event.
    ///
    /// # Panics
    /// Never with the shipped words: a test reads them.
    pub fn new(programme: &Programme) -> Self {
        Self::build(shipped_file, programme, SHIPPED_CLASSIFIER.clone())
            .expect("a test reads the shipped words")
    }

    /// Like [`NluModel::new`], but builds the model of the shipped event only once.
    pub fn shared(programme: &Programme) -> Arc<Self> {
        if *SHIPPED_PROGRAMME == *programme { SHIPPED_MODEL.clone() } else { Arc::new(Self::new(programme)) }
    }

    /// Builds a model from other words: `file` returns the text of `fr/words.toml` and so on, where there is one.
    /// In a language without any file, only the event's own names and the words of the other languages are
    /// understood.
    ///
    /// # Errors
    /// A file that cannot be parsed, no `meanings.toml`, or no words in any language.
    pub fn load(file: impl Fn(&str) -> Option<String>, programme: &Programme) -> anyhow::Result<Self> {
        let classifier = Arc::new(IntentClassifier::load(&file, |_| true)?);
        Self::build(&file, programme, classifier)
    }

    fn build(
        file: impl Fn(&str) -> Option<String>,
        programme: &Programme,
        classifier: Arc<IntentClassifier>,
    ) -> anyhow::Result<Self> {
        let mut lexicon = Lexicon::load(file)?;
        let refreshments = event_names::find_refreshments(&lexicon, programme);
        event_names::add_event_names(&mut lexicon, programme);
        Ok(Self { refreshments, ..Self::assemble(lexicon, classifier) })
    }

    fn assemble(mut lexicon: Lexicon, classifier: Arc<IntentClassifier>) -> Self {
        let mut stop_words: HashSet<String> = lexicon.filler_words.keys().cloned().collect();
        let stop_concepts: Vec<usize> =
            STOP_CONCEPTS.iter().filter_map(|name| lexicon.find_concept(name).ok()).collect();
        let phrases = lexicon.phrases.iter().filter(|phrase| stop_concepts.contains(&phrase.concept));
        stop_words.extend(
            phrases.flat_map(|phrase| lexicon.phrases.words(phrase)).map(|word| word.text.to_owned()),
        );
        lexicon.phrases.shrink_to_fit();
        Self { index: LexiconIndex::new(&lexicon), lexicon, classifier, stop_words, refreshments: Vec::new() }
    }

    /// The sessions at which the event file prints food or drink, in its order. They are found once, when the model
    /// is built, so that an answer does not depend on how its own words would be understood.
    pub fn refreshments(&self) -> &[RefreshmentSession] {
        &self.refreshments
    }

    /// The same model without some phrases (by number) and with another classifier: measures what would be
    /// understood if nobody had thought of them.
    pub fn without(&self, phrases: &BTreeSet<u32>, classifier: IntentClassifier) -> Self {
        let mut lexicon = self.lexicon.clone();
        lexicon.phrases.retain(|number| !phrases.contains(&number));
        Self { refreshments: self.refreshments.clone(), ..Self::assemble(lexicon, Arc::new(classifier)) }
    }
}

/// A file of `locales/` as it is compiled in.
fn shipped_file(path: &str) -> Option<String> {
    i18n::locale_file(path).map(str::to_owned)
}
