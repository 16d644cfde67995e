//! The learned model of intents: a linear model over the features of a message. Its weights are made by `training/`
//! and compiled in; nothing is learned while the program runs.

use inference::{DamagedWeights, Reader};

use super::features::Features;
use super::index::Budget;

/// The weights, as `training/train.py` writes them: see [`IntentModel::parse`].
static SHIPPED_WEIGHTS: &[u8] = include_bytes!("weights/intents.bin");
/// How the file begins.
const MAGIC: &[u8; 8] = b"KOZEINT1";
/// An inverse document frequency is stored as a byte of so many steps.
const IDF_STEPS: f32 = 16.0;
/// How much the concepts count beside letters and words, as in training.
const CONCEPT_FACTOR: f32 = 0.5;

/// The learned weights of each feature and intent.
#[derive(Debug)]
pub struct IntentModel {
    /// Names of the intents.
    intents: Vec<String>,
    /// What a unit of a stored weight is worth, and the constant term, for each intent.
    scales: Vec<f32>,
    biases: Vec<f32>,
    /// Turns the sum of weights into the logarithm of a probability.
    sharpness: f32,
    /// What the weights were learned from: a SHA-256 of the corpus.
    corpus: [u8; 32],
    /// Hashes of the known features, sorted.
    hashes: Vec<u32>,
    /// For each feature how rare it is.
    idf: &'static [u8],
    /// For each feature a weight for each intent.
    weights: &'static [u8],
}

impl IntentModel {
    /// The weights that are compiled in.
    ///
    /// # Panics
    /// Never with the shipped weights: a test reads them.
    pub fn shipped() -> Self {
        Self::parse(SHIPPED_WEIGHTS).expect("a test reads the shipped weights")
    }

    /// Reads the weights, all numbers little-endian: eight bytes of magic; the SHA-256 of the corpus; the number of
    /// intents, and of each the length of its name, its name, scale and bias; the sharpness; the number of features,
    /// their sorted hashes, a byte each for the inverse document frequency, and for each a signed byte per intent.
    ///
    /// # Errors
    /// The bytes are no such file.
    pub fn parse(bytes: &'static [u8]) -> Result<Self, DamagedWeights> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let corpus = reader.array()?;
        let (mut intents, mut scales, mut biases) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..reader.length()? {
            intents.push(reader.text()?);
            scales.push(reader.float()?);
            biases.push(reader.float()?);
        }
        let sharpness = reader.float()?;
        let count = reader.length()?;
        let hashes = reader.numbers(count)?;
        if !hashes.is_sorted() {
            return Err(DamagedWeights("the features are out of order"));
        }
        let idf = reader.take(count)?;
        let weights = reader.take(count * intents.len())?;
        reader.finish()?;
        Ok(Self { intents, scales, biases, sharpness, corpus, hashes, idf, weights })
    }

    /// The SHA-256 of the corpus that the weights were learned from.
    pub fn corpus(&self) -> &[u8; 32] {
        &self.corpus
    }

    /// The probability of each intent, in the order of the file. Each feature costs a comparison; features beyond the
    /// budget are ignored.
    pub fn probabilities(&self, features: &Features, budget: &Budget) -> Vec<(&str, f32)> {
        let mut sums = self.biases.clone();
        for group in [&features.letters, &features.words] {
            let known: Vec<(usize, f32)> = group
                .iter()
                .take_while(|_| budget.spend())
                .filter_map(|(hash, count)| {
                    let at = self.hashes.binary_search(hash).ok()?;
                    let idf = f32::from(*self.idf.get(at)?) / IDF_STEPS;
                    Some((at, (1.0 + f32::from(*count).ln()) * idf))
                })
                .collect();
            let length = known.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
            for (at, value) in known {
                self.add(at, value / length, &mut sums);
            }
        }
        for (hash, strength) in &features.concepts {
            if let Ok(at) = self.hashes.binary_search(hash) {
                self.add(at, strength * CONCEPT_FACTOR, &mut sums);
            }
        }
        let most = sums.iter().copied().fold(f32::MIN, f32::max);
        let points: Vec<f32> = sums.iter().map(|sum| ((sum - most) * self.sharpness).exp()).collect();
        let all: f32 = points.iter().sum();
        self.intents.iter().map(String::as_str).zip(points.into_iter().map(|points| points / all)).collect()
    }

    /// Adds the weights of a feature.
    fn add(&self, at: usize, value: f32, sums: &mut [f32]) {
        let weights = self.weights.chunks_exact(self.intents.len()).nth(at).unwrap_or_default();
        for ((sum, weight), scale) in sums.iter_mut().zip(weights).zip(&self.scales) {
            *sum += value * f32::from(*weight as i8) * scale;
        }
    }
}
