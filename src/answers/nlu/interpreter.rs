//! Interprets one message: words, concepts and names, the probabilities of the intents, the decision.

mod decision;
mod entities;
mod findings;
mod follow_up;
mod matching;
mod scoring;

pub use findings::Findings;
pub use matching::Interpreter;

use super::meaning::{Meaning, MeaningModel};
use super::pieces::PieceId;
use super::session_ranking::Cues;
use crate::answers::model::Interpretation;

/// How much the encoder counts beside the linear model.
const MEANING_SHARE: f32 = 0.4;
/// How much the encoder's points for a session count beside those of the ranker.
const SESSION_POINTS_FACTOR: f32 = 0.5;

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

    /// What the encoder makes of the message, where the cheaper models are not sure of it.
    pub fn read_meaning(mut self) -> Option<Meaning> {
        let meaning_model = self.model.meaning_model?;
        let findings = self.find();
        (!self.is_sure(&findings)).then(|| meaning_model.read(&self.pieces()))
    }

    /// The encoder with what it made of the message, if it was asked.
    fn meaning(&self) -> Option<(&MeaningModel, &Meaning)> {
        self.model.meaning_model.zip(self.input.meaning)
    }

    /// The probability of each learned intent.
    fn intent_probabilities(&self, findings: &Findings) -> Vec<(&str, f32)> {
        let mut probabilities = self.model.intents.probabilities(&findings.features, &self.budget);
        if let Some((model, meaning)) = self.meaning() {
            for (name, probability) in &mut probabilities {
                let by_meaning = model.probability(meaning, name);
                *probability = (1.0 - MEANING_SHARE) * *probability + MEANING_SHARE * by_meaning;
            }
        }
        probabilities
    }

    /// The pieces of the words.
    pub fn pieces(&self) -> Vec<PieceId> {
        self.model.pieces.split(&self.tokens)
    }

    /// The probability of each session to be the one that is meant, in the order of the event file.
    fn rank_sessions(&self, cues: &[Cues]) -> Vec<f32> {
        self.model.ranker.probabilities(self.model.pieces, &self.pieces(), &self.model.session_texts, cues)
    }

    /// The same by their ids, the most probable first.
    fn session_shares(&self, findings: &Findings) -> Vec<(&str, f32)> {
        let ids = self.model.session_texts.iter().map(|text| text.session_id.as_str());
        let mut sessions: Vec<(&str, f32)> = ids.zip(findings.session_shares.iter().copied()).collect();
        if let Some((model, meaning)) = self.meaning() {
            // which session is meant, not whether one is
            let meant: f32 = findings.session_shares.iter().sum();
            let points = model.session_points(meaning, &self.model.session_directions);
            for ((_, share), points) in sessions.iter_mut().zip(points) {
                *share *= (SESSION_POINTS_FACTOR * points).exp();
            }
            let all: f32 = sessions.iter().map(|(_, share)| share).sum();
            for (_, share) in &mut sessions {
                *share *= meant / all.max(f32::MIN_POSITIVE);
            }
        }
        sessions.sort_by(|a, b| b.1.total_cmp(&a.1));
        sessions
    }
}
