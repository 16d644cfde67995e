//! Natural language understanding: from typed text to an intent. Pure: no messenger, no clock, no database.
//!
//! A message is split into words. Words give concepts ("session", "hour", "register"), by the phrases of
//! `locales/<lang>/words*.toml` and by the names in the event file. The probability of each intent is learned from
//! many labelled messages (`training/`): from the letters, the words and the concepts of a message. Which session is
//! meant is learned as well: from names, times, order, and how well the message matches the session's texts. The words
//! of all languages are looked at together, because people mix them.

mod analysis;
mod event_names;
mod features;
mod index;
mod input;
mod intent_model;
mod intent_names;
mod interpreter;
mod language_detection;
mod language_set;
mod lexicon;
mod meaning;
mod nlu_model;
mod phrase_match;
mod phrases;
mod pieces;
mod segmentation;
mod session_ranking;
mod session_sounds;
mod similarity;
mod time_expressions;
mod tokenizer;
mod vocabulary;
mod word_files;

pub use analysis::{Analysis, analyse};
pub use event_names::CommonWordAlias;
pub use index::MAX_COMPARISONS;
pub use input::NluInput;
pub use language_detection::DetectedLanguage;
pub use meaning::Meaning;
pub use nlu_model::{
    NluModel, check_encoder, find_common_word_aliases, session_descriptions, session_piece_lists,
};
pub(super) use similarity::{SAME_QUESTION_SIMILARITY, Wording, similarity};

use super::model::{Intent, Interpretation};
use crate::i18n::Lang;
use crate::keywords::contains_keyword_anywhere;
use interpreter::Interpreter;

/// Longest request for another language, in words; a longer text only mentions a language.
const MAX_LANGUAGE_REQUEST_WORDS: usize = 10;
/// Confidence in an answer of the event file's own list.
const FAQ_CONFIDENCE: f32 = 0.7;

/// What a message asks for.
pub fn interpret(input: &NluInput<'_>, model: &NluModel) -> Interpretation {
    let mut interpretation = Interpreter::new(input, model).interpret();
    if matches!(interpretation.intent, Intent::Language(_)) {
        let words = input.text.split_whitespace().count();
        if words > MAX_LANGUAGE_REQUEST_WORDS {
            (interpretation.not_understood, interpretation.alternative) = (true, None);
        } else if contains_keyword_anywhere("words-why", input.text) {
            // "why do you speak French to me?" asks for another language than the one it names
            interpretation.intent = Intent::Language(None);
        }
    }
    if (interpretation.not_understood || interpretation.intent == Intent::Unanswerable)
        && let Some(index) = find_faq(input, model)
    {
        interpretation.intent = Intent::Faq(index);
        interpretation.not_understood = false;
        interpretation.alternative = None;
        interpretation.confidence = FAQ_CONFIDENCE;
    }
    interpretation
}

/// What a message asks for, with the encoder where the cheaper models are not sure: some ten milliseconds.
pub fn interpret_with_encoder(input: &NluInput<'_>, model: &NluModel) -> Interpretation {
    let meaning = read_meaning(input, model);
    interpret(&NluInput { meaning: meaning.as_ref(), ..*input }, model)
}

/// What the encoder makes of a message, where the cheaper models are not sure of it: to be put into the input. Some
/// ten milliseconds.
pub fn read_meaning(input: &NluInput<'_>, model: &NluModel) -> Option<Meaning> {
    Interpreter::new(input, model).read_meaning()
}

/// The ids of the sessions that a name stands for.
pub fn find_sessions(input: &NluInput<'_>, model: &NluModel) -> Vec<String> {
    Interpreter::new(input, model).find_sessions()
}

/// The words of a text in lower case without accents; symbols are left out.
pub(super) fn fold_words(text: &str) -> Vec<String> {
    let tokens = tokenizer::tokenize(text).into_iter();
    tokens.filter(|token| !token.is_symbol).map(|token| token.word).collect()
}

/// In which language a text is written; `default_lang` wins a draw.
pub fn detect_language(text: &str, default_lang: Lang, model: &NluModel) -> DetectedLanguage {
    language_detection::detect(&tokenizer::tokenize(text), &model.index, default_lang)
}

/// The index of the question of the event file's own list that asks the same.
fn find_faq(input: &NluInput<'_>, model: &NluModel) -> Option<usize> {
    let faq = input.programme.faq.iter().enumerate();
    let wordings = faq.flat_map(|(index, faq)| faq.questions.iter().map(move |wording| (index, wording)));
    let best = wordings
        .map(|(index, wording)| (index, similarity(input.text, wording, model)))
        .filter(|(_, similarity)| *similarity >= SAME_QUESTION_SIMILARITY)
        .max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(best.0)
}
