//! The buttons of `/roles`.

use koze::access::Payload;
use koze::ids::PersonId;
use koze::people::Role;
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::number;
use crate::test_bot::{AIME, JOSIANE, MARIE};

pub fn payloads() -> impl Strategy<Value = Payload> {
    let role = || select(Role::iter().collect::<Vec<_>>());
    prop_oneof![
        Just(Payload::List),
        (person(), role()).prop_map(|(person, role)| Payload::AskToRevoke { person, role }),
        (person(), role()).prop_map(|(person, role)| Payload::Revoke { person, role }),
        Just(Payload::ChooseRole),
        role().prop_map(Payload::Invite),
        "[0-9a-f]{16}".prop_map(Payload::Withdraw),
    ]
}

fn person() -> impl Strategy<Value = PersonId> {
    prop_oneof![select(vec![MARIE, AIME, JOSIANE]), number()].prop_map(PersonId)
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::List
        | Payload::AskToRevoke { .. }
        | Payload::Revoke { .. }
        | Payload::ChooseRole
        | Payload::Invite(_)
        | Payload::Withdraw(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_is_parsed_from_its_own_text(payload in payloads()) {
        is_covered(&payload);
        prop_assert_eq!(payload.to_string().parse(), Ok(payload));
    }

    #[test]
    fn any_text_is_parsed_or_rejected(data in "(role:)?(ask|yes|list|x)?:?[0-9+-]{0,20}:?[a-z]{0,10}") {
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert_eq!(payload.to_string().parse(), Ok(payload));
        }
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    let counsellor = "role:ask:1003:listener".parse();
    assert_eq!(counsellor, Ok(Payload::AskToRevoke { person: PersonId(1003), role: Role::Counsellor }));
    assert_eq!("role:yes:1003:king".parse::<Payload>().ok(), None);
    assert_eq!("role:yes".parse::<Payload>().ok(), None);
    assert_eq!("role:ask:1003:moderator:x".parse::<Payload>().ok(), None);
}
