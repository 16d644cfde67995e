//! Matrices of 8-bit weights with a scale for each row.

use crate::{DamagedWeights, Reader, dot};

/// So many sums are added up at once.
const SUMS: usize = 16;

/// A matrix of 8-bit weights.
#[derive(Debug)]
pub struct Matrix {
    columns: usize,
    /// What a unit of a weight is worth, row by row.
    scales: Vec<f32>,
    /// Signed bytes, row by row.
    weights: &'static [u8],
}

impl Matrix {
    /// Reads the scales and the weights of so many rows and columns.
    ///
    /// # Errors
    /// The bytes end before.
    pub fn read(reader: &mut Reader, rows: usize, columns: usize) -> Result<Self, DamagedWeights> {
        let scales = reader.floats(rows)?;
        let length = rows.checked_mul(columns).ok_or(DamagedWeights("a matrix is too large"))?;
        Ok(Self { columns, scales, weights: reader.take(length)? })
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// A row; zeros if there is none of that number.
    pub fn row(&self, number: usize) -> impl Iterator<Item = f32> + '_ {
        let weights = self.weights.chunks_exact(self.columns).nth(number).unwrap_or_default();
        let scale = self.scales.get(number).copied().unwrap_or(0.0);
        let row = weights.iter().map(move |weight| f32::from(weight.cast_signed()) * scale);
        row.chain(std::iter::repeat(0.0)).take(self.columns)
    }

    /// The products with each input row, one output row for each, plus the constant terms.
    pub fn multiply(&self, inputs: &[f32], biases: &[f32]) -> Vec<f32> {
        let outputs = self.scales.len();
        let mut out = vec![0.0; inputs.len() / self.columns * outputs];
        let mut wide = vec![0.0_f32; self.columns];
        let rows = self.weights.chunks_exact(self.columns).zip(&self.scales).zip(biases);
        for (at, ((row, scale), bias)) in rows.enumerate() {
            // widened once for all input rows
            for (wide, weight) in wide.iter_mut().zip(row) {
                *wide = f32::from(weight.cast_signed());
            }
            let own = out.iter_mut().skip(at).step_by(outputs);
            for (out, input) in own.zip(inputs.chunks_exact(self.columns)) {
                *out = long_dot(&wide, input) * scale + bias;
            }
        }
        out
    }
}

/// The inner product of long rows: so many sums at once that no addition waits for the one before.
fn long_dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, a_rest) = a.as_chunks::<SUMS>();
    let (b, b_rest) = b.as_chunks::<SUMS>();
    let mut sums = [0.0_f32; SUMS];
    for (a, b) in a.iter().zip(b) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum::<f32>() + dot(a_rest, b_rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A matrix whose weights and scales are computed from their places.
    fn matrix(rows: usize, columns: usize) -> (Matrix, Vec<f32>) {
        let scale = |row: usize| 0.5 + row as f32;
        let weight = |at: usize| ((at * 37) % 255) as i16 - 127;
        let mut bytes = Vec::from(*b"MATRIX01");
        bytes.extend((0..rows).flat_map(|row| scale(row).to_le_bytes()));
        bytes.extend((0..rows * columns).map(|at| (weight(at) as i8).cast_unsigned()));
        let mut reader = Reader::new(bytes.leak(), b"MATRIX01").unwrap();
        let matrix = Matrix::read(&mut reader, rows, columns).unwrap();
        reader.finish().unwrap();
        let plain = (0..rows * columns).map(|at| f32::from(weight(at)) * scale(at / columns)).collect();
        (matrix, plain)
    }

    #[test]
    fn products_are_those_of_the_plain_numbers() {
        for (rows, columns, inputs) in [(1, 1, 1), (3, 19, 4), (5, 16, 7), (2, 8, 0)] {
            let (matrix, plain) = matrix(rows, columns);
            let numbers: Vec<f32> = (0..inputs * columns).map(|at| (at % 11) as f32 - 5.0).collect();
            let biases: Vec<f32> = (0..rows).map(|row| row as f32).collect();
            let mut wanted = Vec::new();
            for input in numbers.chunks_exact(columns) {
                for (row, bias) in plain.chunks_exact(columns).zip(&biases) {
                    wanted.push(row.iter().zip(input).map(|(a, b)| a * b).sum::<f32>() + bias);
                }
            }
            let found = matrix.multiply(&numbers, &biases);
            assert_eq!(found.len(), wanted.len());
            for (found, wanted) in found.iter().zip(wanted) {
                assert!((found - wanted).abs() <= 1e-3 * wanted.abs().max(1.0), "{found} {wanted}");
            }
            assert_eq!(matrix.row(rows - 1).collect::<Vec<_>>(), plain[(rows - 1) * columns..]);
            assert_eq!(matrix.row(rows).collect::<Vec<_>>(), vec![0.0; columns]);
        }
    }
}
