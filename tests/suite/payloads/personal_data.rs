//! The buttons of `/mesdonnees` and `/effacer`.

use koze::personal_data::Payload;
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

pub fn payloads() -> impl Strategy<Value = Payload> {
    select(Payload::iter().collect::<Vec<_>>())
}

/// A new variant does not compile before it is added here: if it has arguments, draw them in the strategy above.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::AskToErase | Payload::CancelErasure | Payload::Erase => {}
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
    fn what_is_parsed_is_the_text_of_a_payload(data in "(me:)?[a-z-]{0,12}") {
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert_eq!(payload.to_string(), data);
        }
    }
}
