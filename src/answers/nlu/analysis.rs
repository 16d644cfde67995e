//! What the learner is given of a message.

use super::features::Features;
use super::input::NluInput;
use super::interpreter::Interpreter;
use super::nlu_model::NluModel;
use super::pieces::PieceId;
use super::session_ranking::Cues;

/// What the learner is given of a message.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Analysis {
    /// What intents are learned from.
    pub features: Features,
    /// The pieces of its words.
    pub pieces: Vec<PieceId>,
    /// What is known about each session beside its texts.
    pub cues: Vec<Cues>,
}

/// Analyses a message.
pub fn analyse(input: &NluInput<'_>, model: &NluModel) -> Analysis {
    let mut interpreter = Interpreter::new(input, model);
    let findings = interpreter.find();
    let pieces = interpreter.pieces();
    Analysis { features: findings.features, pieces, cues: findings.cues }
}
