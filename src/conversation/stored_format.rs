//! The JSON in which a conversation is stored in the person's row.

use super::legacy_format;
use super::model::Conversation;

impl Conversation {
    /// The conversation as JSON; an empty text for the default.
    pub fn to_stored(&self) -> serde_json::Result<String> {
        if *self == Self::default() { Ok(String::new()) } else { serde_json::to_string(self) }
    }

    /// Reads a stored conversation of this version or an earlier one. Of a text that cannot be read, only the draft of a
    /// registration is saved.
    pub fn from_stored(stored: &str) -> Self {
        if stored.is_empty() {
            return Self::default();
        }
        serde_json::from_str(stored).unwrap_or_else(|_| legacy_format::parse(stored))
    }
}
