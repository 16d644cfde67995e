//! Reads the files of weights, all numbers little-endian.

/// A file of weights is not what it should be.
#[derive(Debug, thiserror::Error)]
#[error("the weights of the understanding are damaged: {0}")]
pub struct DamagedWeights(pub &'static str);

const TOO_SHORT: DamagedWeights = DamagedWeights("a file is too short");

/// Reads numbers from the front of some bytes.
pub struct Reader(&'static [u8]);

impl Reader {
    /// Begins behind the eight bytes of magic.
    ///
    /// # Errors
    /// The bytes begin otherwise.
    pub fn new(bytes: &'static [u8], magic: &[u8; 8]) -> Result<Self, DamagedWeights> {
        bytes.strip_prefix(magic).map(Self).ok_or(DamagedWeights("a file is no file of weights"))
    }

    /// So many bytes.
    pub fn take(&mut self, length: usize) -> Result<&'static [u8], DamagedWeights> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(TOO_SHORT)?;
        self.0 = rest;
        Ok(taken)
    }

    /// So many bytes as an array.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], DamagedWeights> {
        self.take(N)?.try_into().map_err(|_| TOO_SHORT)
    }

    /// A number of things.
    pub fn length(&mut self) -> Result<usize, DamagedWeights> {
        Ok(u32::from_le_bytes(self.array()?) as usize)
    }

    /// A text, behind its length in bytes.
    ///
    /// # Errors
    /// The bytes end before, or are no text.
    pub fn text(&mut self) -> Result<String, DamagedWeights> {
        let length = self.length()?;
        let text = std::str::from_utf8(self.take(length)?);
        Ok(text.map_err(|_| DamagedWeights("a name is no text"))?.to_owned())
    }

    /// So many whole numbers.
    pub fn numbers(&mut self, count: usize) -> Result<Vec<u32>, DamagedWeights> {
        let bytes = self.take(count.checked_mul(4).ok_or(TOO_SHORT)?)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }

    /// A number with a fraction.
    pub fn float(&mut self) -> Result<f32, DamagedWeights> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    /// So many numbers with a fraction.
    pub fn floats(&mut self, count: usize) -> Result<Vec<f32>, DamagedWeights> {
        Ok(self.numbers(count)?.into_iter().map(f32::from_bits).collect())
    }

    /// The end of the file.
    ///
    /// # Errors
    /// Bytes are left.
    pub fn finish(self) -> Result<(), DamagedWeights> {
        if self.0.is_empty() { Ok(()) } else { Err(DamagedWeights("a file is too long")) }
    }
}
