//! The buttons of the moderators' side of the stage.

use koze::ids::StageLineNumber;
use koze::stage::{Payload, ReadyLine};
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::number;

pub fn payloads() -> impl Strategy<Value = Payload> {
    prop_oneof![
        select(vec![Payload::Open, Payload::Write, Payload::Leave, Payload::Address]),
        select(ReadyLine::iter().collect::<Vec<_>>()).prop_map(Payload::Send),
        number().prop_map(|number| Payload::Withdraw(StageLineNumber(number))),
        number().prop_map(Payload::AskToChange),
        number().prop_map(Payload::Change),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Open
        | Payload::Send(_)
        | Payload::Write
        | Payload::Leave
        | Payload::Withdraw(_)
        | Payload::Address
        | Payload::AskToChange(_)
        | Payload::Change(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_is_parsed_from_its_own_text(payload in payloads()) {
        is_covered(&payload);
        let text = payload.to_string();
        prop_assert!(text.len() <= 64);
        prop_assert_eq!(text.parse(), Ok(payload));
    }

    #[test]
    fn any_text_is_parsed_or_rejected(data in "(stage:)?(send|withdraw|change|changed|x)?:?[0-9+-]{0,20}:?[a-z-]{0,12}") {
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert!(payload.to_string().parse() == Ok(payload));
        }
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    assert_eq!("stage:send:two-minutes".parse(), Ok(Payload::Send(ReadyLine::TwoMinutes)));
    assert_eq!("stage:withdraw:12".parse(), Ok(Payload::Withdraw(StageLineNumber(12))));
    assert_eq!("stage:changed:3".parse(), Ok(Payload::Change(3)));
    for unknown in ["stage", "stage:", "stage:send", "stage:send:x", "stage:withdraw:x", "stage:change"] {
        assert!(unknown.parse::<Payload>().is_err(), "{unknown}");
    }
}
