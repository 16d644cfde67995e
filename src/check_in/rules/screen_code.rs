//! The code on the screen at the door, which changes every minute: a photograph of it sent to somebody at home is
//! worth nothing soon after.

use subtle::ConstantTimeEq;

use crate::clock::{EventTime, Millis};
use crate::digest::hmac_sha256;
use crate::text::CODE_ALPHABET;

/// How long one code is shown.
pub const ROTATION: Millis = 60_000;
/// How many codes before the present one still open the link: whoever scanned it is opening Telegram.
const ACCEPTED_TO_OPEN: i64 = 1;
/// How many still count at the press, which comes after the message was read.
const ACCEPTED_TO_PRESS: i64 = 3;
/// Tells these links from the others of `/start`.
const PAYLOAD_PREFIX: &str = "here_";
const LENGTH: usize = 8;

/// The secret from which the codes of one database are made.
#[derive(Clone)]
pub struct ScreenKey(String);

impl ScreenKey {
    /// The key in its stored form.
    pub fn from_stored(key: String) -> Self {
        Self(key)
    }

    /// The code that is shown at `now`.
    pub fn code_at(&self, now: EventTime) -> String {
        self.code_of(now.0.div_euclid(ROTATION))
    }

    /// Whether a link with this code may still be opened.
    pub fn opens(&self, code: &str, now: EventTime) -> bool {
        self.is_recent(code, now, ACCEPTED_TO_OPEN)
    }

    /// Whether a press under a message with this code still counts.
    pub fn confirms(&self, code: &str, now: EventTime) -> bool {
        self.is_recent(code, now, ACCEPTED_TO_PRESS)
    }

    fn is_recent(&self, code: &str, now: EventTime, accepted: i64) -> bool {
        let present = now.0.div_euclid(ROTATION);
        (0..=accepted).any(|age| self.code_of(present - age).as_bytes().ct_eq(code.as_bytes()).into())
    }

    fn code_of(&self, minute: i64) -> String {
        let alphabet = CODE_ALPHABET.as_bytes();
        hmac_sha256(self.0.as_bytes(), &minute.to_be_bytes())
            .iter()
            .take(LENGTH)
            .map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()]))
            .collect()
    }
}

/// The payload of the link that the screen shows.
pub fn start_payload(code: &str) -> String {
    format!("{PAYLOAD_PREFIX}{code}")
}

/// The code in the payload of `/start`; `None` where the payload is something else.
pub fn parse_payload(payload: &str) -> Option<&str> {
    payload.strip_prefix(PAYLOAD_PREFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_worth_little_after_its_minute() {
        let key = ScreenKey::from_stored("key".to_owned());
        let shown_at = EventTime(1_700_000_000_000);
        let code = key.code_at(shown_at);
        assert_eq!(code.len(), LENGTH);
        assert!(key.opens(&code, shown_at) && key.opens(&code, shown_at + ROTATION));
        assert!(!key.opens(&code, shown_at + 2 * ROTATION));
        assert!(
            key.confirms(&code, shown_at + 3 * ROTATION) && !key.confirms(&code, shown_at + 4 * ROTATION)
        );
        assert!(!key.opens(&code, shown_at - ROTATION), "nor before it");
        assert_ne!(code, key.code_at(shown_at + ROTATION));
        assert_ne!(code, ScreenKey::from_stored("other".to_owned()).code_at(shown_at));
        assert!(!key.opens("", shown_at) && !key.opens("CDFG", shown_at));
    }
}
