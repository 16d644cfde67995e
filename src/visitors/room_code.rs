//! The code on the hall screen. A browser without a script cannot do the [`super::Challenge`]; a visitor in the hall
//! can type four digits instead.

use super::key::Signer;
use crate::clock::{Millis, RealTime};

/// How long one code is shown, in milliseconds. The previous one is accepted as well, because a visitor may be typing it.
pub const ROOM_CODE_ROTATION: Millis = 10 * 60_000;

impl Signer {
    /// The four digits that the hall screen shows at `now`.
    pub fn room_code(&self, now: RealTime) -> String {
        self.room_code_of(now.0.div_euclid(ROOM_CODE_ROTATION))
    }

    /// Whether typed digits are the present code or the one before; blanks do not matter.
    pub fn is_room_code(&self, typed: &str, now: RealTime) -> bool {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).take(8).collect();
        let present = now.0.div_euclid(ROOM_CODE_ROTATION);
        [present, present - 1].iter().any(|&slot| self.room_code_of(slot) == digits)
    }

    fn room_code_of(&self, slot: i64) -> String {
        format!("{:04}", self.number("room", &slot.to_string()) % 10_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_counts_until_the_next_one_ends() {
        let signer = Signer::new("secret".to_owned());
        let now = RealTime(1_700_000_000_000);
        let code = signer.room_code(now);
        assert_eq!(code.len(), 4);
        assert!(signer.is_room_code(&code, now) && signer.is_room_code(&format!(" {code} "), now));
        assert!(signer.is_room_code(&code, now + ROOM_CODE_ROTATION));
        assert!(!signer.is_room_code("", now) && !signer.is_room_code("12345678901234567890", now));
    }
}
