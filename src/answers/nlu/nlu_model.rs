//! Everything that is known about words and about one event, built once and read by every interpretation.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use inference::DamagedWeights;

use super::event_names::{self, CommonWordAlias};
use super::index::LexiconIndex;
use super::intent_model::IntentModel;
use super::lexicon::Lexicon;
use super::meaning::{MeaningModel, SessionDirections};
use super::pieces::{PieceId, Pieces};
use super::session_ranking::{self, SessionRanker, SessionText, session_pieces};
use super::session_sounds::SessionSounds;
use crate::answers::model::RefreshmentSession;
use crate::i18n;
use crate::programme::{Programme, Session};

/// What is known about words and about one event.
pub struct NluModel {
    pub(super) lexicon: Lexicon,
    pub(super) index: LexiconIndex,
    pub(super) intents: &'static IntentModel,
    pub(super) pieces: &'static Pieces,
    pub(super) ranker: &'static SessionRanker,
    /// The texts of the sessions, in the order of the event file.
    pub(super) session_texts: Vec<SessionText>,
    /// The sounds of their words.
    pub(super) session_sounds: SessionSounds,
    /// Words that do not tell what is asked for: filler words and courtesy.
    pub(super) stop_words: HashSet<String>,
    /// The encoder; without it the cheaper models understand alone.
    pub(super) meaning_model: Option<&'static MeaningModel>,
    pub(super) session_directions: SessionDirections,
    refreshments: Vec<RefreshmentSession>,
}

/// Concepts whose words do not tell what is asked for.
const STOP_CONCEPTS: [&str; 7] = ["may", "please", "hedge", "greet", "thanks", "what", "happening"];

/// What was learned holds for every event.
static SHIPPED_INTENTS: LazyLock<IntentModel> = LazyLock::new(IntentModel::shipped);
static SHIPPED_PIECES: LazyLock<Pieces> = LazyLock::new(Pieces::shipped);
static SHIPPED_RANKER: LazyLock<SessionRanker> = LazyLock::new(SessionRanker::shipped);
static SHIPPED_MEANING: LazyLock<Result<MeaningModel, DamagedWeights>> = LazyLock::new(MeaningModel::shipped);
static SHIPPED_PROGRAMME: LazyLock<Programme> = LazyLock::new(Programme::built_in);
static SHIPPED_MODEL: LazyLock<Arc<NluModel>> = LazyLock::new(|| Arc::new(NluModel::new(&SHIPPED_PROGRAMME)));

impl NluModel {
    /// Builds a model from the words that are compiled in and the names of an event.
    ///
    /// # Panics
    /// Never with the shipped words: a test reads them.
    pub fn new(programme: &Programme) -> Self {
        Self::load(shipped_file, programme).expect("a test reads the shipped words")
    }

    /// Like [`NluModel::new`], but builds the model of the shipped event only once.
    pub fn shared(programme: &Programme) -> Arc<Self> {
        if *SHIPPED_PROGRAMME == *programme { SHIPPED_MODEL.clone() } else { Arc::new(Self::new(programme)) }
    }

    /// Builds a model from other words: `file` returns the text of `fr/words.toml` and so on, where there is one.
    /// In a language without any file, only the event's own names, what was learned, and the words of the other
    /// languages are understood.
    ///
    /// # Errors
    /// A file that cannot be parsed, no `concepts.toml`, or no words in any language.
    pub fn load(file: impl Fn(&str) -> Option<String>, programme: &Programme) -> anyhow::Result<Self> {
        let mut lexicon = Lexicon::load(file)?;
        let refreshments = event_names::find_refreshments(&lexicon, programme);
        event_names::add_event_names(&mut lexicon, programme);
        let mut stop_words: HashSet<String> = lexicon.filler_words.keys().cloned().collect();
        let stop_concepts: Vec<usize> =
            STOP_CONCEPTS.iter().filter_map(|name| lexicon.find_concept(name).ok()).collect();
        let phrases = lexicon.phrases.iter().filter(|phrase| stop_concepts.contains(&phrase.concept));
        stop_words.extend(
            phrases.flat_map(|phrase| lexicon.phrases.words(phrase)).map(|word| word.text.to_owned()),
        );
        lexicon.phrases.shrink_to_fit();
        let (pieces, ranker) = (&*SHIPPED_PIECES, &*SHIPPED_RANKER);
        let index = LexiconIndex::new(&lexicon);
        Ok(Self {
            session_sounds: SessionSounds::new(&index, programme),
            index,
            lexicon,
            intents: &SHIPPED_INTENTS,
            pieces,
            ranker,
            session_texts: ranker.prepare(pieces, &split_sessions(pieces, programme)),
            stop_words,
            meaning_model: SHIPPED_MEANING.as_ref().ok(),
            session_directions: SessionDirections::new(
                session_descriptions(programme).into_iter().map(|(_, own)| own).collect(),
            ),
            refreshments,
        })
    }

    /// The sessions at which the event file prints food or drink, in its order. They are found once, when the model
    /// is built, so that an answer does not depend on how its own words would be understood.
    pub fn refreshments(&self) -> &[RefreshmentSession] {
        &self.refreshments
    }

    /// The same without the encoder.
    #[must_use]
    pub fn without_encoder(self) -> Self {
        Self { meaning_model: None, ..self }
    }

    /// The SHA-256 of the corpus that the shipped weights were learned from.
    pub fn corpus_hash() -> &'static [u8; 32] {
        SHIPPED_INTENTS.corpus()
    }
}

/// Whether the encoder that is compiled in can be used.
///
/// # Errors
/// Its weights are damaged.
pub fn check_encoder() -> Result<(), &'static DamagedWeights> {
    SHIPPED_MEANING.as_ref().map(|_| ())
}

/// The organisers' names for sessions that are common words of another language.
pub fn find_common_word_aliases(programme: &Programme) -> Vec<CommonWordAlias> {
    let lexicon = Lexicon::load(shipped_file).expect("a test reads the shipped words");
    event_names::common_word_aliases(&lexicon, programme)
}

/// The pieces of each session's texts, by its id, in the order of the event file: for the learner.
pub fn session_piece_lists(programme: &Programme) -> Vec<(String, Vec<PieceId>)> {
    split_sessions(&SHIPPED_PIECES, programme)
}

/// The pieces of each session's descriptions, by its id, in the order of the event file: for the learner.
pub fn session_descriptions(programme: &Programme) -> Vec<(String, Vec<Vec<PieceId>>)> {
    let own = |session: &Session| {
        (session.id.clone(), session_ranking::session_descriptions(&SHIPPED_PIECES, session))
    };
    programme.sessions.iter().map(own).collect()
}

fn split_sessions(pieces: &Pieces, programme: &Programme) -> Vec<(String, Vec<PieceId>)> {
    let own = |session: &Session| (session.id.clone(), session_pieces(pieces, session));
    programme.sessions.iter().map(own).collect()
}

/// A file of `locales/` as it is compiled in.
fn shipped_file(path: &str) -> Option<String> {
    i18n::locale_file(path).map(str::to_owned)
}
