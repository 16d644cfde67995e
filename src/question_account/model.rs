//! The versions of the account. Its content is [`crate::questions::Outcome`].

use std::fmt;
use std::str::FromStr;

use crate::clock::EventTime;
use crate::digest;

/// Identifies the content of an account: 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountDigest(String);

impl AccountDigest {
    /// The bytes of the hash that it has.
    const BYTES: usize = 8;
    /// The digits that people compare.
    const SHOWN: usize = 6;

    /// The digest of a content with this hash.
    pub(super) fn from_hash(hash: &[u8]) -> Self {
        Self(digest::hex(hash.get(..Self::BYTES).unwrap_or_default()))
    }

    /// The first digits, as people read them: "3FA91C".
    pub fn short(&self) -> String {
        self.0.chars().take(Self::SHOWN).collect::<String>().to_uppercase()
    }
}

/// The text is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a version has 16 digits from 0 to f")]
pub struct InvalidDigest;

impl FromStr for AccountDigest {
    type Err = InvalidDigest;

    fn from_str(text: &str) -> Result<Self, InvalidDigest> {
        let is_digest = text.len() == 2 * Self::BYTES
            && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if is_digest { Ok(Self(text.to_owned())) } else { Err(InvalidDigest) }
    }
}

impl fmt::Display for AccountDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub digest: AccountDigest,
    pub published_at: EventTime,
}

/// Where the account stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// `None`: nothing is published.
    pub published: Option<Edition>,
    /// The number of publications so far.
    pub edition: i64,
    /// How many were told in the round under way; `None` if there is none.
    pub under_way: Option<i64>,
    /// People whom a publication would tell.
    pub to_tell: i64,
    /// People who were told of an earlier one, and whom a message would reach.
    pub told_before: i64,
}

/// What came of a wish to publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishOutcome {
    Published,
    /// This very content is published already.
    AlreadyPublished,
    /// The draft is no longer what was read, or another publication came between.
    Changed,
}
