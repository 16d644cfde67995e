//! Matrices of 8-bit weights with a scale for each row.

use crate::{DamagedWeights, Reader, dot};

/// So many input rows are multiplied at a time: each weight is then loaded once for all of them.
const ROWS_AT_ONCE: usize = 4;
/// So many sums at once are added up faster than one.
const SUMS: usize = 8;

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
            let mut own = out.iter_mut().skip(at).step_by(outputs);
            let blocks = inputs.chunks_exact(self.columns * ROWS_AT_ONCE);
            let rest = blocks.remainder().chunks_exact(self.columns).map(|input| dot(&wide, input));
            for sum in blocks.flat_map(|block| dots(&wide, block)).chain(rest) {
                if let Some(out) = own.next() {
                    *out = sum * scale + bias;
                }
            }
        }
        out
    }
}

/// The inner products with the rows of a block.
fn dots(weights: &[f32], block: &[f32]) -> [f32; ROWS_AT_ONCE] {
    let (first, rest) = block.split_at(weights.len());
    let (second, rest) = rest.split_at(weights.len());
    let (third, fourth) = rest.split_at(weights.len());
    let parts = |row| <[f32]>::as_chunks::<SUMS>(row);
    let (weights, weights_rest) = parts(weights);
    let [(a, a_rest), (b, b_rest), (c, c_rest), (d, d_rest)] = [first, second, third, fourth].map(parts);
    let mut sums = [[0.0_f32; SUMS]; ROWS_AT_ONCE];
    for ((((weights, a), b), c), d) in weights.iter().zip(a).zip(b).zip(c).zip(d) {
        for at in 0..SUMS {
            sums[0][at] += weights[at] * a[at];
            sums[1][at] += weights[at] * b[at];
            sums[2][at] += weights[at] * c[at];
            sums[3][at] += weights[at] * d[at];
        }
    }
    let rests = [a_rest, b_rest, c_rest, d_rest].map(|rest| dot(weights_rest, rest));
    let mut totals = sums.map(|sums| sums.iter().sum::<f32>());
    for (total, rest) in totals.iter_mut().zip(rests) {
        *total += rest;
    }
    totals
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
