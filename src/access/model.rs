//! Invitations and the people who have a role.

use crate::clock::{EventTime, Millis, RealTime};
use crate::digest;
use crate::ids::PersonId;
use crate::people::Role;

/// For how long an invitation can be used.
pub const INVITE_TTL: Millis = 48 * 3_600_000;

/// The secret of an invitation: 128 random bits, in the form in which the link carries it.
#[derive(Clone, PartialEq, Eq)]
pub struct InviteCode(String);

/// Tells invitations from the other payloads of `/start`.
const PREFIX: &str = "i-";

impl InviteCode {
    /// A new secret.
    pub fn random() -> Self {
        Self(format!("{PREFIX}{:032x}", rand::random::<u128>()))
    }

    /// The code in the payload of `/start`; `None` where the payload is something else.
    pub fn parse(payload: &str) -> Option<Self> {
        let digits = payload.strip_prefix(PREFIX)?;
        (digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .then(|| Self(payload.to_owned()))
    }

    /// The SHA-256 hash in hexadecimal, which is all that the database stores: the code cannot be derived
    /// from it.
    pub fn hash(&self) -> String {
        digest::sha256_hex(&self.0)
    }

    /// The payload of `/start`.
    pub fn payload(&self) -> &str {
        &self.0
    }
}

/// The result of opening an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedeemOutcome {
    /// The invitation is used from now on.
    Granted(Role),
    /// The same person used it before, for this role.
    UsedBySelf(Role),
    /// Another person used it before.
    Used,
    Expired,
    /// An organiser took it back before it was used.
    Withdrawn,
    Unknown,
}

/// An invitation that can still be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvite {
    /// The beginning of the hash, which names it in a button: the code itself is not stored.
    pub id: String,
    pub role: Role,
    pub expires_at: RealTime,
}

/// A person with a role; a person with two roles is two of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHolder {
    pub person: PersonId,
    pub role: Role,
    pub granted_at: EventTime,
    /// The name of the registration, else the name shown among moderators; empty where neither is known.
    pub name: String,
}
