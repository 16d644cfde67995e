//! The buttons of the account of the questions.

use koze::question_account::Payload;
use proptest::prelude::*;

use super::number;

pub fn payloads() -> impl Strategy<Value = Payload> {
    let publish = ("[0-9a-f]{16}", number(), any::<bool>());
    prop_oneof![
        Just(Payload::Open),
        Just(Payload::Read),
        Just(Payload::Ask),
        Just(Payload::AskToWithdraw),
        Just(Payload::Pdf),
        number().prop_map(Payload::Withdraw),
        publish.prop_map(|(digest, edition, tell_again)| Payload::Publish {
            digest: digest.parse().unwrap(),
            edition,
            tell_again
        }),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Open
        | Payload::Read
        | Payload::Ask
        | Payload::Publish { .. }
        | Payload::AskToWithdraw
        | Payload::Withdraw(_)
        | Payload::Pdf => {}
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
    fn any_text_is_parsed_or_rejected(data in "(acct:)?[a-z-]{0,20}:?[a-f0-9-]{0,17}:?[a-z0-9]{0,5}") {
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert_eq!(payload.to_string().parse(), Ok(payload));
        }
    }
}
