//! Pieces of words with vectors: what a word means, in any of the languages, as far as a large encoder learned it.
//!
//! The pieces are those of multilingual-e5-small (MIT) that occur in French, English and Creole; each vector is the
//! encoder's output for that piece alone, reduced to its main components (`training/pieces.py`). A word is cut into
//! the most probable pieces, as in the encoder itself.

use inference::{DamagedWeights, Reader};

use super::tokenizer::Token;

static SHIPPED_PIECES: &[u8] = include_bytes!("weights/pieces.bin");
const MAGIC: &[u8; 8] = b"KOZEPCS1";
/// Stands before the first letter of a word.
const WORD_START: char = '\u{2581}';
/// Longest piece, in bytes.
const MAX_PIECE_BYTES: usize = 24;
/// The score of a letter that no piece has; below that of every piece.
const UNKNOWN_SCORE: f32 = -30.0;
/// A stored component is so many steps for one standard deviation.
const STEPS: f32 = 32.0;
/// Longer messages count with their last pieces, where the question usually stands.
const MAX_PIECES: usize = 96;

/// The number of a piece.
pub type PieceId = u32;

/// The known pieces with their vectors.
#[derive(Debug)]
pub struct Pieces {
    /// Where the text of each piece begins in `text`; one entry more than there are pieces.
    offsets: Vec<u32>,
    /// Logarithms of how frequent the pieces are.
    scores: Vec<f32>,
    /// The pieces one after the other, sorted.
    text: &'static [u8],
    vectors: &'static [u8],
    dimensions: usize,
}

impl Pieces {
    /// The pieces that are compiled in.
    ///
    /// # Panics
    /// Never with the shipped file: a test reads it.
    pub fn shipped() -> Self {
        Self::parse(SHIPPED_PIECES).expect("a test reads the shipped pieces")
    }

    /// Reads pieces, all numbers little-endian: eight bytes of magic; their number, the length of a vector, and of the
    /// text; the offsets; the scores; the text; a signed byte for each component.
    ///
    /// # Errors
    /// The bytes are no such file.
    fn parse(bytes: &'static [u8]) -> Result<Self, DamagedWeights> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let (count, dimensions, length) = (reader.length()?, reader.length()?, reader.length()?);
        let offsets = reader.numbers(count + 1)?;
        let scores = reader.floats(count)?;
        let text = reader.take(length)?;
        let vectors = reader.take(count * dimensions)?;
        reader.finish()?;
        Ok(Self { offsets, scores, text, vectors, dimensions })
    }

    /// The length of a vector.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The vector of a piece.
    pub fn vector(&self, piece: PieceId) -> impl Iterator<Item = f32> + '_ {
        let own = self.vectors.chunks_exact(self.dimensions).nth(piece as usize).unwrap_or_default();
        own.iter().map(|byte| f32::from(*byte as i8) / STEPS)
    }

    /// The pieces of a message, in order.
    pub fn split(&self, tokens: &[Token]) -> Vec<PieceId> {
        let words = tokens.iter().filter(|token| !token.is_symbol);
        let mut pieces: Vec<PieceId> = words.flat_map(|token| self.split_word(&token.surface)).collect();
        pieces.drain(..pieces.len().saturating_sub(MAX_PIECES));
        pieces
    }

    /// The most probable pieces of a word; letters that no piece has are left out.
    fn split_word(&self, word: &str) -> Vec<PieceId> {
        let word = format!("{WORD_START}{word}");
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]).collect();
        // for each end of a letter: the best score up to it, and the last piece with its start
        let mut best: Vec<Option<(f32, usize, Option<PieceId>)>> = vec![None; word.len() + 1];
        if let Some(start) = best.first_mut() {
            *start = Some((0.0, 0, None));
        }
        for (number, &end) in ends.iter().enumerate() {
            let starts = std::iter::once(0).chain(ends.iter().copied()).take(number + 1);
            for start in starts.filter(|start| end - start <= MAX_PIECE_BYTES) {
                let Some(Some((before, ..))) = best.get(start).copied() else { continue };
                let piece = word.get(start..end).and_then(|text| self.find(text.as_bytes()));
                let is_letter = ends.get(number.wrapping_sub(1)).copied().unwrap_or(0) == start;
                let score = match piece {
                    Some(piece) => self.scores.get(piece as usize).copied().unwrap_or(UNKNOWN_SCORE),
                    None if is_letter => UNKNOWN_SCORE,
                    None => continue,
                };
                if let Some(known) = best.get_mut(end)
                    && known.is_none_or(|(other, ..)| before + score > other)
                {
                    *known = Some((before + score, start, piece));
                }
            }
        }
        let (mut pieces, mut end) = (Vec::new(), word.len());
        while end > 0 {
            let Some(Some((_, start, piece))) = best.get(end).copied() else { break };
            pieces.extend(piece);
            end = start;
        }
        pieces.reverse();
        pieces
    }

    /// The number of a piece.
    fn find(&self, text: &[u8]) -> Option<PieceId> {
        let piece = |at: usize| {
            let (from, to) = (*self.offsets.get(at)? as usize, *self.offsets.get(at + 1)? as usize);
            self.text.get(from..to)
        };
        let (mut low, mut high) = (0, self.scores.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match piece(middle)?.cmp(text) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle as PieceId),
            }
        }
        None
    }
}
