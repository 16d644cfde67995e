//! What a small sentence encoder makes of a message: how probable each intent is, and how near the message is to the
//! descriptions of each session. It understands stories and other words than the lexicon's, and costs some ten
//! milliseconds: it is asked only where the cheaper models are not sure, and before a transaction begins.

use std::sync::OnceLock;

use inference::{DamagedWeights, Encoder, Layer, Reader, dot};

use super::pieces::PieceId;

static SHIPPED_ENCODER: &[u8] = include_bytes!("weights/encoder.bin");
static SHIPPED_HEADS: &[u8] = include_bytes!("weights/meaning.bin");
const MAGIC: &[u8; 8] = b"KOZEMEA1";

/// The encoder with what is read from its output.
#[derive(Debug)]
pub struct MeaningModel {
    encoder: Encoder,
    /// Names of the intents, and the layer that tells them apart.
    intents: Vec<String>,
    intent_layer: Layer,
    /// Turn outputs so that a message points the way its session does.
    message_layer: Layer,
    session_layer: Layer,
    /// How much the nearness to a session counts.
    sharpness: f32,
}

/// What the encoder makes of one message; it depends on nothing but the message.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// The probability of each intent, in the order of the model.
    intents: Vec<f32>,
    /// Of length one.
    direction: Vec<f32>,
}

/// Where the descriptions of an event's sessions point, found when they are first needed.
#[derive(Debug, Default)]
pub struct SessionDirections {
    /// The pieces of each session's descriptions.
    descriptions: Vec<Vec<Vec<PieceId>>>,
    directions: OnceLock<Vec<Vec<Vec<f32>>>>,
}

impl SessionDirections {
    pub fn new(descriptions: Vec<Vec<Vec<PieceId>>>) -> Self {
        Self { descriptions, directions: OnceLock::new() }
    }
}

impl MeaningModel {
    /// The model that is compiled in.
    ///
    /// # Errors
    /// Its weights are damaged.
    pub fn shipped() -> Result<Self, DamagedWeights> {
        Self::parse(SHIPPED_ENCODER, SHIPPED_HEADS)
    }

    /// Reads the encoder, and the layers behind it, all numbers little-endian: eight bytes of magic; the number of
    /// intents, and of each the length of its name and its name; the layers of intents, of messages and of sessions;
    /// the sharpness.
    ///
    /// # Errors
    /// The bytes are no such files.
    pub fn parse(encoder: &'static [u8], heads: &'static [u8]) -> Result<Self, DamagedWeights> {
        let encoder = Encoder::parse(encoder)?;
        let mut reader = Reader::new(heads, MAGIC)?;
        let count = reader.length()?;
        let intents = (0..count).map(|_| reader.text()).collect::<Result<_, _>>()?;
        let (intent_layer, message_layer) = (Layer::read(&mut reader)?, Layer::read(&mut reader)?);
        let (session_layer, sharpness) = (Layer::read(&mut reader)?, reader.float()?);
        reader.finish()?;
        if [&intent_layer, &message_layer, &session_layer]
            .iter()
            .any(|layer| layer.inputs() != encoder.width())
        {
            return Err(DamagedWeights("the layers do not fit the encoder"));
        }
        Ok(Self { encoder, intents, intent_layer, message_layer, session_layer, sharpness })
    }

    /// Reads a message.
    pub fn read(&self, pieces: &[PieceId]) -> Meaning {
        let output = self.encoder.encode(pieces);
        let points = self.intent_layer.apply(&output);
        let most = points.iter().copied().fold(f32::MIN, f32::max);
        let shares: Vec<f32> = points.iter().map(|points| (points - most).exp()).collect();
        let all: f32 = shares.iter().sum();
        Meaning {
            intents: shares.into_iter().map(|share| share / all).collect(),
            direction: direction(&self.message_layer, &output),
        }
    }

    /// The probability of an intent, by its name.
    pub fn probability(&self, meaning: &Meaning, intent: &str) -> f32 {
        let at = self.intents.iter().position(|name| name == intent);
        at.and_then(|at| meaning.intents.get(at)).copied().unwrap_or(0.0)
    }

    /// How near a message is to each session: to the nearest of its descriptions.
    pub fn session_points(&self, meaning: &Meaning, sessions: &SessionDirections) -> Vec<f32> {
        let directions = sessions.directions.get_or_init(|| {
            let of_session = |descriptions: &Vec<Vec<PieceId>>| {
                let outputs = descriptions.iter().map(|pieces| self.encoder.encode(pieces));
                outputs.map(|output| direction(&self.session_layer, &output)).collect()
            };
            sessions.descriptions.iter().map(of_session).collect()
        });
        let nearest = |own: &Vec<Vec<f32>>| {
            let likeness = own.iter().map(|other| dot(&meaning.direction, other));
            likeness.fold(-1.0, f32::max) * self.sharpness
        };
        directions.iter().map(nearest).collect()
    }
}

/// The output of a layer, brought to length one.
fn direction(layer: &Layer, input: &[f32]) -> Vec<f32> {
    let mut turned = layer.apply(input);
    let length = dot(&turned, &turned).sqrt().max(1e-6);
    for part in &mut turned {
        *part /= length;
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_weights_are_refused_in_one_sentence() {
        assert!(MeaningModel::shipped().is_ok());
        let cut = |bytes: &'static [u8]| bytes.get(..bytes.len() - 1).unwrap_or_default();
        let mut other = SHIPPED_ENCODER.to_vec();
        other[8..12].copy_from_slice(&9_u32.to_le_bytes());
        let more: &'static [u8] = [SHIPPED_HEADS, &[0]].concat().leak();
        for (encoder, heads) in [
            (&[] as &[u8], SHIPPED_HEADS),
            (SHIPPED_HEADS, SHIPPED_HEADS),
            (cut(SHIPPED_ENCODER), SHIPPED_HEADS),
            (other.leak(), SHIPPED_HEADS),
            (SHIPPED_ENCODER, cut(SHIPPED_HEADS)),
            (SHIPPED_ENCODER, more),
        ] {
            let error = MeaningModel::parse(encoder, heads).unwrap_err().to_string();
            assert!(error.starts_with("the weights of the understanding are damaged: "), "{error}");
        }
    }

    #[test]
    fn a_meaning_does_not_depend_on_what_was_read_before() {
        let model = MeaningModel::shipped().unwrap();
        let first = model.read(&[5, 6, 7]);
        assert_ne!(model.read(&[100, 200]), first);
        assert_eq!(model.read(&[5, 6, 7]), first);
        let all: f32 = first.intents.iter().sum();
        assert!((all - 1.0).abs() < 1e-4, "{all}");
        // no piece, and a piece that does not exist
        for pieces in [&[] as &[PieceId], &[u32::MAX]] {
            assert!(model.read(pieces).intents.iter().all(|share| share.is_finite()));
        }
    }
}
