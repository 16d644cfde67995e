//! Interprets one message: words, concepts and names, the probabilities of the intents, the decision.

mod decision;
mod entities;
mod findings;
mod follow_up;
mod matching;
mod scoring;

pub use findings::Findings;
pub use matching::Interpreter;

use super::pieces::PieceId;
use crate::answers::model::Interpretation;

impl Interpreter<'_> {
    /// Interprets the message.
    pub fn interpret(mut self) -> Interpretation {
        let findings = self.find();
        let interpretation = self.decide(&findings);
        self.follow_up(interpretation, &findings)
    }

    /// The ids of the sessions that the message stands for, if it is nothing but a name.
    pub fn find_sessions(mut self) -> Vec<String> {
        let findings = self.find();
        self.named_sessions(&findings)
    }

    /// The probability of each learned intent.
    fn intent_probabilities(&self, findings: &Findings) -> Vec<(&str, f32)> {
        self.model.intents.probabilities(&findings.features, &self.budget)
    }

    /// The pieces of the words.
    pub fn pieces(&self) -> Vec<PieceId> {
        self.model.pieces.split(&self.tokens)
    }

    /// The probability of each session to be the one that is meant, by its id; the most probable first.
    fn session_shares(&self, findings: &Findings) -> Vec<(&str, f32)> {
        let texts = &self.model.session_texts;
        let shares =
            self.model.ranker.probabilities(self.model.pieces, &self.pieces(), texts, &findings.cues);
        let mut sessions: Vec<(&str, f32)> =
            texts.iter().map(|text| text.session_id.as_str()).zip(shares).collect();
        sessions.sort_by(|a, b| b.1.total_cmp(&a.1));
        sessions
    }
}
