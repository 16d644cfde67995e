//! A visitor's key, and everything that is derived from the secret of one database: signatures of cookies and forms.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::digest::{hex, hmac_sha256};
use crate::ids::PersonId;

/// Bytes of a key.
const KEY_BYTES: usize = 16;
/// Hexadecimal digits of a signature: 128 bits.
const SIGNATURE_DIGITS: usize = 32;

/// What tells one browser from another: 128 random bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VisitorKey([u8; KEY_BYTES]);

impl VisitorKey {
    /// A new key.
    pub fn random() -> Self {
        Self(rand::random())
    }

    /// The id of the visitor's row in `person`. Nobody can find the key from it.
    pub fn person_id(&self) -> PersonId {
        let mut hash = Sha256::new();
        hash.update(b"visitor");
        hash.update(self.0);
        let digest = hash.finalize();
        let bits = digest.iter().take(8).fold(0_i64, |bits, byte| bits << 8 | i64::from(*byte));
        PersonId::of_browser(bits)
    }
}

/// Signs what browsers bring back, with the secret of one database: after a new start with an empty database, cookies
/// and open pages of the former one count as unknown.
#[derive(Clone)]
pub struct Signer(String);

impl Signer {
    /// The signer with the stored secret.
    pub fn new(secret: String) -> Self {
        Self(secret)
    }

    /// The value of the cookie: the key, and its signature.
    pub fn cookie_value(&self, key: &VisitorKey) -> String {
        let key = hex(&key.0);
        let signature = self.sign("cookie", &key);
        format!("{key}.{signature}")
    }

    /// The key in a cookie; `None` if it was not signed here.
    pub fn parse_cookie(&self, value: &str) -> Option<VisitorKey> {
        let (key, signature) = value.split_once('.')?;
        if !self.is_signature("cookie", key, signature) {
            return None;
        }
        Some(VisitorKey(parse_hex(key)?.try_into().ok()?))
    }

    /// The token in the forms of a page: another site cannot know it.
    pub fn form_token(&self, key: &VisitorKey) -> String {
        self.sign("form", &hex(&key.0))
    }

    /// Whether a form comes from a page of this visitor.
    pub fn is_form_token(&self, key: &VisitorKey, token: &str) -> bool {
        self.is_signature("form", &hex(&key.0), token)
    }

    /// A number from the secret, for codes that a person can type.
    pub(crate) fn number(&self, purpose: &str, text: &str) -> u64 {
        let digest = self.digest(purpose, text);
        digest.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
    }

    /// The signature of a text for one purpose.
    pub(crate) fn sign(&self, purpose: &str, text: &str) -> String {
        let mut signature = hex(&self.digest(purpose, text));
        signature.truncate(SIGNATURE_DIGITS);
        signature
    }

    /// Whether a signature is right, in constant time.
    pub(crate) fn is_signature(&self, purpose: &str, text: &str, signature: &str) -> bool {
        self.sign(purpose, text).as_bytes().ct_eq(signature.as_bytes()).into()
    }

    fn digest(&self, purpose: &str, text: &str) -> [u8; 32] {
        hmac_sha256(self.0.as_bytes(), format!("{purpose}\n{text}").as_bytes())
    }
}

fn parse_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_signed_here_counts() {
        let (signer, other) = (Signer::new("one".to_owned()), Signer::new("other".to_owned()));
        let key = VisitorKey::random();
        let cookie = signer.cookie_value(&key);
        assert!(signer.parse_cookie(&cookie) == Some(key));
        assert!(other.parse_cookie(&cookie).is_none(), "another database");
        let (left, right) = cookie.split_once('.').unwrap();
        for forged in ["", ".", left, &format!("{left}."), &format!("{left}.{}", "0".repeat(32))] {
            assert!(signer.parse_cookie(forged).is_none(), "{forged}");
        }
        assert!(signer.parse_cookie(&format!("{}.{right}", "0".repeat(32))).is_none(), "another key");
        let token = signer.form_token(&key);
        assert!(signer.is_form_token(&key, &token) && !signer.is_form_token(&VisitorKey::random(), &token));
        assert_ne!(token, right, "a cookie is no form");
    }

    #[test]
    fn an_id_is_a_browsers_and_follows_from_the_key() {
        let key = VisitorKey::random();
        assert!(key.person_id().is_browser());
        assert_eq!(key.person_id(), key.person_id());
        assert_ne!(key.person_id(), VisitorKey::random().person_id());
    }
}
