//! The buttons of the account.

use std::fmt;
use std::str::FromStr;

use super::model::AccountDigest;

/// The data of a button. The text forms stand in people's chats and never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// `acct:open`: where the account stands, for organisers.
    Open,
    /// `acct:read`: the draft as a file, and whether to publish it.
    Read,
    /// `acct:ask`: whether to publish the draft.
    Ask,
    /// `acct:publish:3fa91c…:2`: publishes the draft of this digest, if so many publications came before; with
    /// `publish-again`, everybody is told, those who were told before too.
    Publish { digest: AccountDigest, edition: i64, tell_again: bool },
    /// `acct:withdraw`: asks whether to take the page down.
    AskToWithdraw,
    /// `acct:withdraw:2`: takes that publication down.
    Withdraw(i64),
    /// `acct:pdf`: for everybody, what is published as a file.
    Pdf,
}

/// Not the data of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPayload;

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::Open => f.write_str("acct:open"),
            Payload::Read => f.write_str("acct:read"),
            Payload::Ask => f.write_str("acct:ask"),
            Payload::Publish { digest, edition, tell_again } => {
                let name = if *tell_again { "publish-again" } else { "publish" };
                write!(f, "acct:{name}:{digest}:{edition}")
            }
            Payload::AskToWithdraw => f.write_str("acct:withdraw"),
            Payload::Withdraw(edition) => write!(f, "acct:withdraw:{edition}"),
            Payload::Pdf => f.write_str("acct:pdf"),
        }
    }
}

impl From<Payload> for String {
    fn from(payload: Payload) -> Self {
        payload.to_string()
    }
}

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        let parts: Vec<&str> = data.split(':').collect();
        let payload = match parts.as_slice() {
            ["acct", "open"] => Payload::Open,
            ["acct", "read"] => Payload::Read,
            ["acct", "ask"] => Payload::Ask,
            ["acct", name @ ("publish" | "publish-again"), digest, edition] => Payload::Publish {
                digest: digest.parse().map_err(|_| UnknownPayload)?,
                edition: edition.parse().map_err(|_| UnknownPayload)?,
                tell_again: *name == "publish-again",
            },
            ["acct", "withdraw"] => Payload::AskToWithdraw,
            ["acct", "withdraw", edition] => Payload::Withdraw(edition.parse().map_err(|_| UnknownPayload)?),
            ["acct", "pdf"] => Payload::Pdf,
            _ => return Err(UnknownPayload),
        };
        Ok(payload)
    }
}
