//! A proof of work of about a second that a page does for a new visitor, instead of a CAPTCHA. It consists of several
//! small searches, so that its time varies little. A thousand new cookies cost a thousand seconds of processor time.

use sha2::{Digest, Sha256};

use super::key::{Signer, VisitorKey};
use crate::clock::{Millis, RealTime};

/// How long a challenge may be answered: a page is read for a while before the first question.
const CHALLENGE_TTL: Millis = 6 * 3_600_000;
/// The longest answer to one search, in decimal digits.
const MAX_NONCE_DIGITS: usize = 12;

/// How much work a challenge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difficulty {
    /// How many searches.
    pub searches: u32,
    /// How many leading zero bits each has to find: twice the work for each bit.
    pub bits: u32,
}

impl Difficulty {
    /// About a second on a phone: 8 × 2¹⁴ hashes.
    pub const DEFAULT: Self = Self { searches: 8, bits: 14 };
}

/// A task for the page of one visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// What is hashed before a search's number and its answer: the time, and a signature.
    pub text: String,
}

impl Challenge {
    /// A new task for this visitor.
    pub fn new(signer: &Signer, key: &VisitorKey, now: RealTime) -> Self {
        let signature = signer.sign("work", &signed_text(key, now.0));
        Self { text: format!("{}-{signature}", now.0) }
    }

    /// Whether `proof` answers a task that was made for this visitor: `text:nonce,nonce,…`.
    pub fn is_answered(
        proof: &str,
        signer: &Signer,
        key: &VisitorKey,
        difficulty: Difficulty,
        now: RealTime,
    ) -> bool {
        let Some((text, nonces)) = proof.split_once(':') else { return false };
        let Some((made_at, signature)) = text.split_once('-') else { return false };
        let Ok(made_at) = made_at.parse::<i64>() else { return false };
        if !(0..=CHALLENGE_TTL).contains(&(now - RealTime(made_at)))
            || !signer.is_signature("work", &signed_text(key, made_at), signature)
        {
            return false;
        }
        let nonces: Vec<&str> = nonces.split(',').take(difficulty.searches as usize + 1).collect();
        nonces.len() == difficulty.searches as usize
            && nonces.iter().enumerate().all(|(search, nonce)| {
                nonce.len() <= MAX_NONCE_DIGITS && leading_zero_bits(text, search, nonce) >= difficulty.bits
            })
    }

    /// The answer, as the page finds it.
    pub fn solve(&self, difficulty: Difficulty) -> String {
        let find = |search: u32| {
            let mut nonces = (0_u64..).map(|nonce| nonce.to_string());
            let found =
                nonces.find(|nonce| leading_zero_bits(&self.text, search as usize, nonce) >= difficulty.bits);
            found.unwrap_or_default()
        };
        let nonces: Vec<String> = (0..difficulty.searches).map(find).collect();
        format!("{}:{}", self.text, nonces.join(","))
    }
}

fn signed_text(key: &VisitorKey, made_at: i64) -> String {
    format!("{made_at} {}", key.person_id())
}

fn leading_zero_bits(text: &str, search: usize, nonce: &str) -> u32 {
    let digest = Sha256::digest(format!("{text}.{search}.{nonce}"));
    digest.iter().take(4).fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)).leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_proved_for_one_visitor_and_some_hours() {
        let signer = Signer::new("secret".to_owned());
        let (key, other) = (VisitorKey::random(), VisitorKey::random());
        let (now, easy) = (RealTime(1_700_000_000_000), Difficulty { searches: 3, bits: 6 });
        let proof = Challenge::new(&signer, &key, now).solve(easy);
        let is_answered = |proof: &str, key: &VisitorKey, now: RealTime| {
            Challenge::is_answered(proof, &signer, key, easy, now)
        };
        assert!(is_answered(&proof, &key, now) && is_answered(&proof, &key, now + CHALLENGE_TTL));
        assert!(!is_answered(&proof, &other, now), "another visitor");
        assert!(!is_answered(&proof, &key, now + CHALLENGE_TTL + 1), "too late");
        assert!(!is_answered(&proof, &key, now - 1), "before it was made");
        for wrong in ["", ":", "1-2:3", proof.split_once(',').unwrap().0, &format!("{proof},1")] {
            assert!(!is_answered(wrong, &key, now), "{wrong}");
        }
        let harder = Difficulty { bits: 30, ..easy };
        assert!(!Challenge::is_answered(&proof, &signer, &key, harder, now), "too little work");
    }
}
