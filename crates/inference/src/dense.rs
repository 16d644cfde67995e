//! Linear layers with weights of 32 bits.

use crate::{DamagedWeights, Reader};

/// A linear layer.
#[derive(Debug)]
pub struct Layer {
    inputs: usize,
    /// Row by row, a row for each output.
    weights: Vec<f32>,
    biases: Vec<f32>,
}

impl Layer {
    /// Reads the number of inputs and outputs, the weights and the constant terms.
    ///
    /// # Errors
    /// The bytes end before.
    pub fn read(reader: &mut Reader) -> Result<Self, DamagedWeights> {
        let (inputs, outputs) = (reader.length()?, reader.length()?);
        let weights =
            reader.floats(inputs.checked_mul(outputs).ok_or(DamagedWeights("a layer is too large"))?)?;
        Ok(Self { inputs, weights, biases: reader.floats(outputs)? })
    }

    /// The number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// The outputs.
    pub fn apply(&self, input: &[f32]) -> Vec<f32> {
        let rows = self.weights.chunks_exact(self.inputs.max(1));
        rows.zip(&self.biases).map(|(row, bias)| dot(row, input) + bias).collect()
    }
}

/// The inner product. Eight sums at once are added up faster than one.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    let mut sums = [0.0_f32; 8];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}
