//! The one-time code that transfers the data of a visitor of the page to a Telegram account.

use crate::clock::Millis;
use crate::digest;
use crate::text::CODE_ALPHABET;

/// How long a code can be used, in milliseconds of real time.
pub const TRANSFER_CODE_TTL: Millis = 3_600_000;
/// Tells these links from the others of `/start`.
const PAYLOAD_PREFIX: &str = "m_";
/// 22¹² codes: too many to be found by trying.
const LENGTH: usize = 12;

/// A code. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct TransferCode(String);

impl TransferCode {
    /// A new code.
    pub fn random() -> Self {
        let alphabet = CODE_ALPHABET.as_bytes();
        Self((0..LENGTH).map(|_| char::from(alphabet[rand::random_range(0..alphabet.len())])).collect())
    }

    /// The code in the value of `?start=` of a link; `None` for any other link.
    pub fn from_payload(payload: &str) -> Option<Self> {
        let code = payload.strip_prefix(PAYLOAD_PREFIX)?;
        let is_code = code.len() == LENGTH && code.chars().all(|c| CODE_ALPHABET.contains(c));
        is_code.then(|| Self(code.to_owned()))
    }

    /// The value of `?start=` of the link that takes everything along.
    pub fn to_payload(&self) -> String {
        format!("{PAYLOAD_PREFIX}{}", self.0)
    }

    /// What is stored of it.
    pub(crate) fn hash(&self) -> String {
        digest::sha256_hex(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_the_link() {
        let code = TransferCode::random();
        assert!(TransferCode::from_payload(&code.to_payload()) == Some(code.clone()));
        for other in ["", "q", "m_", "m_CDFG", "t_CDFGHJKM", &format!("{}X", code.to_payload())] {
            assert!(TransferCode::from_payload(other).is_none(), "{other}");
        }
    }
}
