//! The buttons of feedback.

use koze::feedback::{AnswerKey, Payload, Rating};
use proptest::prelude::*;
use proptest::sample::select;
use strum::VariantArray;

use super::number;

pub fn payloads() -> impl Strategy<Value = Payload> {
    let rating = || select(Rating::VARIANTS);
    prop_oneof![
        rating().prop_map(Payload::Usefulness),
        rating().prop_map(Payload::Organisation),
        Just(Payload::Restart),
        Just(Payload::WriteLine),
        Just(Payload::Finish),
        Just(Payload::Results),
        number().prop_map(|key| Payload::Voice(AnswerKey(key))),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Usefulness(_)
        | Payload::Organisation(_)
        | Payload::Restart
        | Payload::WriteLine
        | Payload::Finish
        | Payload::Results
        | Payload::Voice(_) => {}
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
    fn any_text_is_parsed_or_rejected(data in "(fb:)?(useful|organised|voice|line|x)?:?[0-9+-]{0,20}:?[a-z]{0,10}") {
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert_eq!(payload.to_string(), data);
        }
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    assert_eq!("fb:useful:4".parse(), Ok(Payload::Usefulness(Rating::VeryGood)));
    assert_eq!("fb:organised:1".parse(), Ok(Payload::Organisation(Rating::Poor)));
    assert_eq!("fb:done".parse(), Ok(Payload::Finish));
    for unknown in ["fb:useful:0", "fb:useful:5", "fb:useful:04", "fb:useful", "fb", "fb:", "fb:voice:x"] {
        assert!(unknown.parse::<Payload>().is_err(), "{unknown}");
    }
}
