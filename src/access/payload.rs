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
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::List => write!(f, "role:list"),
            Payload::AskToRevoke { person, role } => write!(f, "role:ask:{person}:{role}"),
            Payload::Revoke { person, role } => write!(f, "role:yes:{person}:{role}"),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strum::IntoEnumIterator;

    use crate::access::payload::Payload;
    use crate::ids::PersonId;
    use crate::people::Role;

    fn payloads() -> impl Strategy<Value = Payload> {
        let role = proptest::sample::select(Role::iter().collect::<Vec<_>>());
        (0..3, any::<i64>().prop_map(PersonId), role).prop_map(|(kind, person, role)| match kind {
            0 => Payload::List,
            1 => Payload::AskToRevoke { person, role },
            _ => Payload::Revoke { person, role },
        })
    }

    proptest! {
        #[test]
        fn every_payload_survives_the_round_trip(payload in payloads()) {
            prop_assert_eq!(payload.to_string().parse(), Ok(payload));
        }

        #[test]
        fn any_text_is_parsed_or_refused(data in "(role:)?(ask|yes|list|x)?:?[0-9+-]{0,20}:?[a-z]{0,10}") {
            if let Ok(payload) = data.parse::<Payload>() {
                prop_assert_eq!(payload.to_string().parse(), Ok(payload));
            }
        }
    }

    #[test]
    fn the_text_forms_in_old_chats_are_read() {
        let counsellor = "role:ask:1003:listener".parse();
        assert_eq!(counsellor, Ok(Payload::AskToRevoke { person: PersonId(1003), role: Role::Counsellor }));
        assert_eq!("role:yes:1003:king".parse::<Payload>().ok(), None);
        assert_eq!("role:yes".parse::<Payload>().ok(), None);
        assert_eq!("role:ask:1003:moderator:x".parse::<Payload>().ok(), None);
    }
}
