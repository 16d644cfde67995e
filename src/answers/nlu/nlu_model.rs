//! Everything that is known about words and about one event, built once and read by every interpretation.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use super::event_names::{self, CommonWordAlias};
use super::index::LexiconIndex;
use super::intent_model::IntentModel;
use super::lexicon::Lexicon;
use super::pieces::{PieceId, Pieces};
use super::session_ranking::{SessionRanker, SessionText, session_pieces};
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
    /// Words that do not tell what is asked for: filler words and courtesy.
    pub(super) stop_words: HashSet<String>,
    refreshments: Vec<RefreshmentSession>,
}

/// Concepts whose words do not tell what is asked for.
const STOP_CONCEPTS: [&str; 7] = ["may", "please", "hedge", "greet", "thanks", "what", "happening"];

/// What was learned holds for every event.
static SHIPPED_INTENTS: LazyLock<IntentModel> = LazyLock::new(IntentModel::shipped);
static SHIPPED_PIECES: LazyLock<Pieces> = LazyLock::new(Pieces::shipped);
static SHIPPED_RANKER: LazyLock<SessionRanker> = LazyLock::new(SessionRanker::shipped);
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
        Ok(Self {
            index: LexiconIndex::new(&lexicon),
            lexicon,
            intents: &SHIPPED_INTENTS,
            pieces,
            ranker,
            session_texts: ranker.prepare(pieces, &split_sessions(pieces, programme)),
            stop_words,
            refreshments,
        })
    }

    /// The sessions at which the event file prints food or drink, in its order. They are found once, when the model
    /// is built, so that an answer does not depend on how its own words would be understood.
    pub fn refreshments(&self) -> &[RefreshmentSession] {
        &self.refreshments
    }

    /// The SHA-256 of the corpus that the shipped weights were learned from.
    pub fn corpus_hash() -> &'static [u8; 32] {
        SHIPPED_INTENTS.corpus()
    }
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

fn split_sessions(pieces: &Pieces, programme: &Programme) -> Vec<(String, Vec<PieceId>)> {
    let own = |session: &Session| (session.id.clone(), session_pieces(pieces, session));
    programme.sessions.iter().map(own).collect()
}

/// A file of `locales/` as it is compiled in.
fn shipped_file(path: &str) -> Option<String> {
    i18n::locale_file(path).map(str::to_owned)
}
