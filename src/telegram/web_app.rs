//! Who opened a page inside Telegram. Telegram signs what it tells such a page (`initData`) with a key that follows
//! from the bot's token.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::clock::{Millis, RealTime};
use crate::digest::{self, hmac_sha256};
use crate::ids::PersonId;

/// The greatest age of a signature: the page sends it at once.
const MAX_AGE: Millis = 5 * 60_000;
/// How far Telegram's clock may be ahead of this machine's.
const MAX_AHEAD: Millis = 60_000;
/// Far more than Telegram ever signs.
const MAX_BYTES: usize = 8 << 10;

/// The key of a bot's signatures.
#[derive(Clone)]
pub struct InitDataKey([u8; 32]);

#[derive(Deserialize)]
struct User {
    id: i64,
}

impl InitDataKey {
    /// The key that follows from a bot's token.
    pub fn new(token: &SecretString) -> Self {
        Self(hmac_sha256(b"WebAppData", token.expose_secret().as_bytes()))
    }

    /// The person for whom Telegram signed this, not long before `real_now`; `None` where anything is wrong.
    pub fn verify(&self, init_data: &str, real_now: RealTime) -> Option<PersonId> {
        if init_data.len() > MAX_BYTES {
            return None;
        }
        let url = reqwest::Url::parse(&format!("https://telegram.invalid/?{init_data}")).ok()?;
        let mut fields: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        fields.sort();
        let value = |name: &str| {
            let mut found = fields.iter().filter(|(field, _)| field == name);
            // a field that comes twice could mean one thing here and another where it was signed
            found.next().filter(|_| found.next().is_none()).map(|(_, value)| value.as_str())
        };
        let signed: Vec<String> = fields
            .iter()
            .filter(|(name, _)| name != "hash")
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let expected = digest::hex(&hmac_sha256(&self.0, signed.join("\n").as_bytes()));
        let is_genuine: bool = value("hash")?.as_bytes().ct_eq(expected.as_bytes()).into();
        let age = real_now - RealTime(value("auth_date")?.parse::<i64>().ok()?.checked_mul(1_000)?);
        if !is_genuine || !(-MAX_AHEAD..=MAX_AGE).contains(&age) {
            return None;
        }
        serde_json::from_str::<User>(value("user")?).ok().map(|user| PersonId(user.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: RealTime = RealTime(1_353_672_000_000);

    fn key() -> InitDataKey {
        InitDataKey::new(&SecretString::from("7:a-token"))
    }

    /// The signed query with these fields.
    fn sign(fields: &[(&str, &str)]) -> String {
        let mut sorted: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        sorted.sort();
        let hash = digest::hex(&hmac_sha256(&key().0, sorted.join("\n").as_bytes()));
        let mut url = reqwest::Url::parse("https://telegram.invalid/").expect("an address");
        url.query_pairs_mut().extend_pairs(fields).append_pair("hash", &hash);
        url.query().expect("a query").to_owned()
    }

    #[test]
    fn only_what_telegram_signed_a_moment_ago_is_believed() {
        let user = r#"{"id":1001,"first_name":"Zoé & co"}"#;
        let fresh = sign(&[("user", user), ("auth_date", "1353671990"), ("query_id", "AA+b/c=")]);
        assert_eq!(key().verify(&fresh, NOW), Some(PersonId(1001)));
        assert_eq!(key().verify(&fresh.replace("1001", "1002"), NOW), None, "another person");
        assert_eq!(key().verify(&format!("{fresh}&user=x"), NOW), None, "a field twice");
        assert_eq!(key().verify(&fresh, NOW + 6 * 60_000), None, "too old");
        assert_eq!(key().verify(&fresh, NOW - 10 * 60_000), None, "of the future");
        let other = InitDataKey::new(&SecretString::from("7:another-token"));
        assert_eq!(other.verify(&fresh, NOW), None, "another bot");
        for wrong in ["", "hash=", "hash=00&user=1", "%", &"a=b&".repeat(9_000)] {
            assert_eq!(key().verify(wrong, NOW), None, "{wrong}");
        }
        assert_eq!(key().verify(&sign(&[("user", user), ("auth_date", "9999999999999999")]), NOW), None);
        assert_eq!(key().verify(&sign(&[("auth_date", "1353671990")]), NOW), None, "nobody");
    }
}
