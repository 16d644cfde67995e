//! A sentence encoder: layers of attention over the pieces of a text, whose outputs are averaged to one vector.

use crate::matrix::Matrix;
use crate::{DamagedWeights, Reader, dot};

const MAGIC: &[u8; 8] = b"KOZEENC1";
/// A longer text counts with its last pieces. The encoder learned from texts of up to 32.
const MAX_PIECES: usize = 30;
/// Keeps the division by a deviation of nothing finite; as in the original encoder.
const EPSILON: f32 = 1e-12;
/// The activation is looked up in steps of a 512th between these bounds; outside it is 0, or the input itself.
const ACTIVATION_BOUND: f32 = 8.0;
const ACTIVATION_STEPS: f32 = 512.0;

/// The weights of an encoder.
#[derive(Debug)]
pub struct Encoder {
    width: usize,
    heads: usize,
    /// A row for each piece, then for the begin and the end of a text.
    pieces: Matrix,
    /// A row for each place in a text.
    places: Vec<f32>,
    first_norm: Norm,
    layers: Vec<Layer>,
    activation: Vec<f32>,
}

#[derive(Debug)]
struct Layer {
    query: Dense,
    key: Dense,
    value: Dense,
    attention: Dense,
    inner: Dense,
    outer: Dense,
    attention_norm: Norm,
    outer_norm: Norm,
}

/// A dense layer of 8-bit weights.
#[derive(Debug)]
struct Dense {
    weights: Matrix,
    biases: Vec<f32>,
}

/// Brings each row to mean 0 and deviation 1, then scales and shifts it.
#[derive(Debug)]
struct Norm {
    scales: Vec<f32>,
    shifts: Vec<f32>,
}

impl Dense {
    fn read(reader: &mut Reader, outputs: usize, inputs: usize) -> Result<Self, DamagedWeights> {
        Ok(Self { weights: Matrix::read(reader, outputs, inputs)?, biases: reader.floats(outputs)? })
    }

    fn apply(&self, inputs: &[f32]) -> Vec<f32> {
        self.weights.multiply(inputs, &self.biases)
    }
}

impl Norm {
    fn read(reader: &mut Reader, width: usize) -> Result<Self, DamagedWeights> {
        Ok(Self { scales: reader.floats(width)?, shifts: reader.floats(width)? })
    }

    fn apply(&self, rows: &mut [f32]) {
        let width = self.scales.len();
        for row in rows.chunks_exact_mut(width) {
            let mean = row.iter().sum::<f32>() / width as f32;
            let variance =
                row.iter().map(|number| (number - mean) * (number - mean)).sum::<f32>() / width as f32;
            let factor = 1.0 / (variance + EPSILON).sqrt();
            for ((number, scale), shift) in row.iter_mut().zip(&self.scales).zip(&self.shifts) {
                *number = (*number - mean) * factor * scale + shift;
            }
        }
    }
}

impl Encoder {
    /// Reads an encoder, all numbers little-endian: eight bytes of magic; the number of layers, the width, the heads, the
    /// inner width, the places and the pieces (with begin and end); then each matrix as scales and signed bytes, and
    /// each vector: the pieces, the places, the first norm, and for each layer query, key, value, attention, inner
    /// and outer layer with their constant terms, and two norms.
    ///
    /// # Errors
    /// The bytes are no such file.
    pub fn parse(bytes: &'static [u8]) -> Result<Self, DamagedWeights> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let (layers, width, heads) = (reader.length()?, reader.length()?, reader.length()?);
        let (inner, places, pieces) = (reader.length()?, reader.length()?, reader.length()?);
        if width == 0 || heads == 0 || width % heads != 0 || places < MAX_PIECES + 2 || pieces < 2 {
            return Err(DamagedWeights("the sizes of the encoder do not fit together"));
        }
        let encoder = Self {
            width,
            heads,
            pieces: Matrix::read(&mut reader, pieces, width)?,
            places: reader.floats(places.saturating_mul(width))?,
            first_norm: Norm::read(&mut reader, width)?,
            layers: (0..layers)
                .map(|_| Layer::read(&mut reader, width, inner))
                .collect::<Result<_, DamagedWeights>>()?,
            activation: activation_table(),
        };
        reader.finish()?;
        Ok(encoder)
    }

    /// The length of a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The vector of a text, by the numbers of its pieces.
    pub fn encode(&self, pieces: &[u32]) -> Vec<f32> {
        let (begin, end) = (self.pieces.rows() - 2, self.pieces.rows() - 1);
        let last = pieces.iter().skip(pieces.len().saturating_sub(MAX_PIECES));
        let ids = [begin].into_iter().chain(last.map(|piece| *piece as usize)).chain([end]);
        let mut rows: Vec<f32> = ids.flat_map(|id| self.pieces.row(id)).collect();
        for (number, place) in rows.iter_mut().zip(&self.places) {
            *number += place;
        }
        self.first_norm.apply(&mut rows);
        for layer in &self.layers {
            layer.apply(&mut rows, self.width, self.heads, &self.activation);
        }
        let mut mean = vec![0.0; self.width];
        let count = (rows.len() / self.width).max(1) as f32;
        for row in rows.chunks_exact(self.width) {
            for (mean, number) in mean.iter_mut().zip(row) {
                *mean += number / count;
            }
        }
        mean
    }
}

impl Layer {
    fn read(reader: &mut Reader, width: usize, inner: usize) -> Result<Self, DamagedWeights> {
        Ok(Self {
            query: Dense::read(reader, width, width)?,
            key: Dense::read(reader, width, width)?,
            value: Dense::read(reader, width, width)?,
            attention: Dense::read(reader, width, width)?,
            inner: Dense::read(reader, inner, width)?,
            outer: Dense::read(reader, width, inner)?,
            attention_norm: Norm::read(reader, width)?,
            outer_norm: Norm::read(reader, width)?,
        })
    }

    fn apply(&self, rows: &mut [f32], width: usize, heads: usize, activation: &[f32]) {
        let [query, key, value] = [&self.query, &self.key, &self.value].map(|dense| dense.apply(rows));
        let attended = attend(&query, &key, &value, width, heads);
        add(rows, &self.attention.apply(&attended));
        self.attention_norm.apply(rows);
        let mut inner = self.inner.apply(rows);
        for number in &mut inner {
            *number = activate(*number, activation);
        }
        add(rows, &self.outer.apply(&inner));
        self.outer_norm.apply(rows);
    }
}

fn add(rows: &mut [f32], more: &[f32]) {
    for (number, more) in rows.iter_mut().zip(more) {
        *number += more;
    }
}

/// Each row as the mean of the values, weighted by how well its query fits their keys, separately for each head.
fn attend(query: &[f32], key: &[f32], value: &[f32], width: usize, heads: usize) -> Vec<f32> {
    let size = width / heads;
    let factor = 1.0 / (size as f32).sqrt();
    let mut out = vec![0.0; query.len()];
    let mut shares = Vec::with_capacity(query.len() / width);
    for (query, out) in query.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
        for (head, (query, out)) in query.chunks_exact(size).zip(out.chunks_exact_mut(size)).enumerate() {
            let part = |rows| part_of(rows, width, head * size, size);
            shares.clear();
            shares.extend(part(key).map(|key| dot(query, key) * factor));
            let most = shares.iter().copied().fold(f32::MIN, f32::max);
            for share in &mut shares {
                *share = (*share - most).exp();
            }
            let all: f32 = shares.iter().sum();
            for (share, value) in shares.iter().zip(part(value)) {
                for (out, value) in out.iter_mut().zip(value) {
                    *out += share / all * value;
                }
            }
        }
    }
    out
}

/// The same part of each row.
fn part_of(rows: &[f32], width: usize, from: usize, size: usize) -> impl Iterator<Item = &[f32]> {
    rows.chunks_exact(width).map(move |row| row.get(from..from + size).unwrap_or_default())
}

/// The Gaussian error linear unit in its approximation by the hyperbolic tangent, as in training.
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + ((2.0 / std::f32::consts::PI).sqrt() * (x + 0.044_715 * x * x * x)).tanh())
}

fn activation_table() -> Vec<f32> {
    let steps = (2.0 * ACTIVATION_BOUND * ACTIVATION_STEPS) as usize;
    (0..=steps).map(|step| gelu(step as f32 / ACTIVATION_STEPS - ACTIVATION_BOUND)).collect()
}

fn activate(x: f32, table: &[f32]) -> f32 {
    if x >= ACTIVATION_BOUND {
        return x;
    }
    // a negative number becomes place 0, where the table holds almost nothing
    let place = (x + ACTIVATION_BOUND) * ACTIVATION_STEPS + 0.5;
    table.get(place as usize).copied().unwrap_or(0.0)
}
