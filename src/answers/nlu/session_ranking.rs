//! Which session of the programme a message means: by the names that the lexicon finds, by times and order, and by
//! how well its pieces match those of the session's texts, in whichever language each is written.

use inference::{DamagedWeights, Layer, Reader, dot};

use super::pieces::{PieceId, Pieces};
use crate::programme::{LocalizedText, Session};

static SHIPPED_WEIGHTS: &[u8] = include_bytes!("weights/sessions.bin");
const MAGIC: &[u8; 8] = b"KOZESES1";
/// Pieces of a session's texts that are looked at.
const MAX_SESSION_PIECES: usize = 120;
/// Longest description of a session, in pieces.
const MAX_DESCRIPTION_PIECES: usize = 40;
/// Places from the start of the programme and from its end that messages count to.
const PLACES_FROM_START: usize = 8;
const PLACES_FROM_END: usize = 6;
/// Added to the sum of weights: a match of few pieces says less.
const FEW_PIECES: f32 = 0.5;

/// What is known about a session beside its texts, each between 0 and about 1; in the order of the weights.
pub type Cues = [f32; 10];
/// The cue that a session is on at the moment of asking.
pub const IS_CURRENT: usize = 6;

/// The learned weights.
#[derive(Debug)]
pub struct SessionRanker {
    /// Turns vectors of pieces so that what means the same points the same way.
    rotation: Layer,
    /// How much a piece of a message, and one of a session's text, counts: by its vector and by itself.
    message_gate: Layer,
    session_gate: Layer,
    piece_gate: Vec<f32>,
    /// Which place in the programme a message speaks of; the last output says that no session is meant.
    places: Layer,
    /// Weights of both directions of the match, and of the cues.
    match_weights: [f32; 2],
    cue_weights: Cues,
}

/// A session's texts, prepared.
#[derive(Debug)]
pub struct SessionText {
    pub session_id: String,
    /// Directions of its pieces.
    directions: Vec<Vec<f32>>,
    /// How much each counts.
    weights: Vec<f32>,
}

fn softplus(value: f32) -> f32 {
    if value > 20.0 { value } else { value.exp().ln_1p() }
}

impl SessionRanker {
    /// The weights that are compiled in.
    ///
    /// # Panics
    /// Never with the shipped weights: a test reads them.
    pub fn shipped() -> Self {
        Self::parse(SHIPPED_WEIGHTS).expect("a test reads the shipped weights")
    }

    fn parse(bytes: &'static [u8]) -> Result<Self, DamagedWeights> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let (rotation, message_gate) = (Layer::read(&mut reader)?, Layer::read(&mut reader)?);
        let (session_gate, places) = (Layer::read(&mut reader)?, Layer::read(&mut reader)?);
        let count = reader.length()?;
        let piece_gate = reader.floats(count)?;
        let short = |_| DamagedWeights("a file is too short");
        let match_weights = reader.floats(2)?.try_into().map_err(short)?;
        let cue_weights = reader.floats(Cues::default().len())?.try_into().map_err(short)?;
        reader.finish()?;
        Ok(Self { rotation, message_gate, session_gate, piece_gate, places, match_weights, cue_weights })
    }

    /// The direction of a piece, of length one.
    fn direction(&self, vector: &[f32]) -> Vec<f32> {
        let mut turned = self.rotation.apply(vector);
        let length = dot(&turned, &turned).sqrt().max(1e-6);
        for part in &mut turned {
            *part /= length;
        }
        turned
    }

    fn gate(&self, layer: &Layer, piece: PieceId, vector: &[f32]) -> f32 {
        let by_vector = layer.apply(vector).first().copied().unwrap_or(0.0);
        softplus(by_vector + self.piece_gate.get(piece as usize).copied().unwrap_or(0.0))
    }

    /// Prepares the sessions of an event, each with the pieces of its texts.
    pub fn prepare(&self, pieces: &Pieces, sessions: &[(String, Vec<PieceId>)]) -> Vec<SessionText> {
        let frequency = |piece: &PieceId| sessions.iter().filter(|(_, own)| own.contains(piece)).count();
        sessions
            .iter()
            .map(|(id, own)| {
                let vectors: Vec<Vec<f32>> =
                    own.iter().map(|piece| pieces.vector(*piece).collect()).collect();
                let weight = |(piece, vector): (&PieceId, &Vec<f32>)| {
                    self.gate(&self.session_gate, *piece, vector) / (frequency(piece).max(1) as f32).sqrt()
                };
                SessionText {
                    session_id: id.clone(),
                    directions: vectors.iter().map(|vector| self.direction(vector)).collect(),
                    weights: own.iter().zip(&vectors).map(weight).collect(),
                }
            })
            .collect()
    }

    /// The probability of each session to be the one that is meant; what is missing to one is the probability that
    /// none is.
    pub fn probabilities(
        &self,
        pieces: &Pieces,
        message: &[PieceId],
        sessions: &[SessionText],
        cues: &[Cues],
    ) -> Vec<f32> {
        let vectors: Vec<Vec<f32>> = message.iter().map(|piece| pieces.vector(*piece).collect()).collect();
        let directions: Vec<Vec<f32>> = vectors.iter().map(|vector| self.direction(vector)).collect();
        let gates: Vec<f32> = message
            .iter()
            .zip(&vectors)
            .map(|(piece, vector)| self.gate(&self.message_gate, *piece, vector))
            .collect();
        let mut mean = vec![0.0_f32; pieces.dimensions()];
        for vector in &vectors {
            for (mean, part) in mean.iter_mut().zip(vector) {
                *mean += part / vectors.len() as f32;
            }
        }
        let places = self.places.apply(&mean);
        let place = |at: usize| places.get(at).copied().unwrap_or(0.0);
        let count = sessions.len();
        let points: Vec<f32> = sessions
            .iter()
            .zip(cues)
            .enumerate()
            .map(|(at, (session, cues))| {
                let from_start = at.min(PLACES_FROM_START - 1);
                let from_end = PLACES_FROM_START + (count - 1 - at).min(PLACES_FROM_END - 1);
                self.match_points(&directions, &gates, session)
                    + place(from_start)
                    + place(from_end)
                    + dot(cues, &self.cue_weights)
            })
            .collect();
        let none = places.last().copied().unwrap_or(0.0);
        let most = points.iter().copied().fold(none, f32::max);
        let shares: Vec<f32> = points.iter().map(|points| (points - most).exp()).collect();
        let all: f32 = shares.iter().sum::<f32>() + (none - most).exp();
        shares.into_iter().map(|share| share / all).collect()
    }

    /// How well the pieces of a message match those of a session, in both directions.
    fn match_points(&self, message: &[Vec<f32>], gates: &[f32], session: &SessionText) -> f32 {
        if message.is_empty() || session.directions.is_empty() {
            return 0.0;
        }
        let mut best_of_session = vec![-1.0_f32; session.directions.len()];
        let mut sum = 0.0;
        for (direction, gate) in message.iter().zip(gates) {
            let mut best = -1.0_f32;
            for (other, best_of_session) in session.directions.iter().zip(&mut best_of_session) {
                let likeness = dot(direction, other);
                best = best.max(likeness);
                *best_of_session = best_of_session.max(likeness);
            }
            sum += gate * best.powi(3);
        }
        let of_session: f32 =
            session.weights.iter().zip(&best_of_session).map(|(weight, best)| weight * best.powi(3)).sum();
        let [to_session, to_message] = self.match_weights;
        to_session * sum / (gates.iter().sum::<f32>() + FEW_PIECES)
            + to_message * of_session / (session.weights.iter().sum::<f32>() + FEW_PIECES)
    }
}

/// The texts by which a session is known: title, speakers, parts and themes, and the organiser's names for it.
pub fn session_texts(session: &Session) -> Vec<&str> {
    let speakers = session.speakers.iter().chain(&session.sub_points).chain(&session.subjects);
    let texts = std::iter::once(&session.title).chain(speakers).flat_map(LocalizedText::all);
    let names = session.aliases.iter().map(|(_, name)| name.as_str());
    texts.map(|(_, text)| text).chain(names).collect()
}

/// A session in a sentence or two, in each language: its title, and its title with speakers, parts and themes.
pub fn session_descriptions(pieces: &Pieces, session: &Session) -> Vec<Vec<PieceId>> {
    let mut found = Vec::new();
    let more = || session.speakers.iter().chain(&session.sub_points).chain(&session.subjects);
    for (lang, title) in session.title.all() {
        let whole =
            std::iter::once(title).chain(more().map(|text| text.get(lang))).collect::<Vec<_>>().join(" ");
        for text in [title, whole.as_str()] {
            let mut description = pieces.split(&super::tokenizer::tokenize(text));
            description.truncate(MAX_DESCRIPTION_PIECES);
            if !description.is_empty() && !found.contains(&description) {
                found.push(description);
            }
        }
    }
    found
}

/// The pieces of a session's texts, without repetition.
pub fn session_pieces(pieces: &Pieces, session: &Session) -> Vec<PieceId> {
    let mut found = Vec::new();
    for text in session_texts(session) {
        for piece in pieces.split(&super::tokenizer::tokenize(text)) {
            if !found.contains(&piece) && found.len() < MAX_SESSION_PIECES {
                found.push(piece);
            }
        }
    }
    found
}
