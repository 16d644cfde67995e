//! The buttons of the desk.

use koze::desk::Payload;
use koze::ids::RegistrationNumber;
use proptest::prelude::*;
use proptest::sample::select;

use super::number;

pub fn payloads() -> impl Strategy<Value = Payload> {
    prop_oneof![
        select(vec![
            Payload::Open,
            Payload::Chart,
            Payload::Search,
            Payload::Leave,
            Payload::Daily(true),
            Payload::Daily(false),
            Payload::AuditLog,
            Payload::Add,
        ]),
        number().prop_map(|number| Payload::Card(RegistrationNumber(number))),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Open
        | Payload::Chart
        | Payload::Search
        | Payload::Leave
        | Payload::Card(_)
        | Payload::Daily(_)
        | Payload::AuditLog
        | Payload::Add => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_is_parsed_from_its_own_text(payload in payloads()) {
        is_covered(&payload);
        prop_assert_eq!(payload.to_string().parse(), Ok(payload));
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    assert_eq!("desk:card:12".parse(), Ok(Payload::Card(RegistrationNumber(12))));
    assert_eq!("desk:daily:on".parse(), Ok(Payload::Daily(true)));
    for unknown in ["desk", "desk:", "desk:card", "desk:card:x", "desk:daily", "desk:daily:maybe"] {
        assert!(unknown.parse::<Payload>().is_err(), "{unknown}");
    }
}
