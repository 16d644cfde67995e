//! The buttons of the queue for the floor.

use koze::floor_requests::{Mode, Payload, RequestNumber, SkipCount};
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::number;

pub fn payloads() -> impl Strategy<Value = Payload> {
    let request = || number().prop_map(RequestNumber);
    prop_oneof![
        select(vec![Payload::Ask, Payload::Show, Payload::Leave, Payload::Queue]),
        select(vec![Payload::AskToClear, Payload::Clear]),
        any::<bool>().prop_map(Payload::ShowName),
        any::<bool>().prop_map(Payload::NewcomersFirst),
        request().prop_map(Payload::Come),
        request().prop_map(Payload::Pass),
        request().prop_map(Payload::Done),
        (request(), request()).prop_map(|(number, speaker)| Payload::Give(number, speaker)),
        (request(), select(vec![SkipCount::First, SkipCount::Again]))
            .prop_map(|(number, seen)| Payload::Skip(number, seen)),
        select(Mode::iter().collect::<Vec<_>>()).prop_map(Payload::SetMode),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Ask
        | Payload::Show
        | Payload::Leave
        | Payload::ShowName(_)
        | Payload::Come(_)
        | Payload::Pass(_)
        | Payload::Queue
        | Payload::Give(..)
        | Payload::Done(_)
        | Payload::Skip(..)
        | Payload::SetMode(_)
        | Payload::AskToClear
        | Payload::Clear
        | Payload::NewcomersFirst(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_is_parsed_from_its_own_text(payload in payloads()) {
        is_covered(&payload);
        prop_assert!(payload.to_string().len() <= 64);
        prop_assert_eq!(payload.to_string().parse(), Ok(payload));
    }

    #[test]
    fn any_text_is_parsed_or_rejected(data in "(mic:)?(give|skip|mode|name|come|x)?:?[0-9+-]{0,20}:?[a-z0-9]{0,10}") {
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert_eq!(payload.to_string(), data);
        }
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    assert_eq!("mic:ask".parse(), Ok(Payload::Ask));
    assert_eq!("mic:give:7:4".parse(), Ok(Payload::Give(RequestNumber(7), RequestNumber(4))));
    assert_eq!("mic:skip:7:again".parse(), Ok(Payload::Skip(RequestNumber(7), SkipCount::Again)));
    assert_eq!("mic:mode:programme".parse(), Ok(Payload::SetMode(Mode::Programme)));
    for unknown in [
        "mic",
        "mic:",
        "mic:give:7",
        "mic:give:07:4",
        "mic:give:x:4",
        "mic:skip:7",
        "mic:skip:7:2",
        "mic:name:yes",
        "mic:mode:Open",
        "mic:clear:no",
        "mic:ask:1",
    ] {
        assert!(unknown.parse::<Payload>().is_err(), "{unknown}");
    }
}
