//! The buttons of `/roles`.

use std::fmt;
use std::str::FromStr;

use crate::ids::PersonId;
use crate::people::Role;

/// The data of a button. The text forms stand in people's chats and never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// `role:list`
    List,
    /// `role:ask:1003:moderator`
    AskToRevoke { person: PersonId, role: Role },
    /// `role:yes:1003:moderator`
    Revoke { person: PersonId, role: Role },
    /// `role:new`: asks for which role somebody is invited.
    ChooseRole,
    /// `role:invite:door`: makes a link.
    Invite(Role),
    /// `role:withdraw:3f…`: takes an unused link back.
    Withdraw(String),
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::List => write!(f, "role:list"),
            Payload::AskToRevoke { person, role } => write!(f, "role:ask:{person}:{role}"),
            Payload::Revoke { person, role } => write!(f, "role:yes:{person}:{role}"),
            Payload::ChooseRole => f.write_str("role:new"),
            Payload::Invite(role) => write!(f, "role:invite:{role}"),
            Payload::Withdraw(id) => write!(f, "role:withdraw:{id}"),
        }
    }
}

impl FromStr for Payload {
    type Err = strum::ParseError;

    fn from_str(data: &str) -> Result<Self, Self::Err> {
        let unknown = strum::ParseError::VariantNotFound;
        let parts: Vec<&str> = data.split(':').collect();
        match parts.as_slice() {
            ["role", "list"] => Ok(Payload::List),
            ["role", "new"] => Ok(Payload::ChooseRole),
            ["role", "invite", role] => Ok(Payload::Invite(role.parse()?)),
            ["role", "withdraw", id] if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                Ok(Payload::Withdraw((*id).to_owned()))
            }
            ["role", action, person, role] => {
                let (person, role) = (person.parse().map_err(|_| unknown)?, role.parse()?);
                match *action {
                    "ask" => Ok(Payload::AskToRevoke { person, role }),
                    "yes" => Ok(Payload::Revoke { person, role }),
                    _ => Err(unknown),
                }
            }
            _ => Err(unknown),
        }
    }
}
