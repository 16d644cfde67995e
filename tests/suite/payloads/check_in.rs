//! The buttons of the door.

use koze::check_in::{Method, Payload};
use koze::ids::RegistrationNumber;
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::number;

pub fn payloads() -> impl Strategy<Value = Payload> {
    let registration = || number().prop_map(RegistrationNumber);
    let method = select(Method::iter().collect::<Vec<_>>());
    prop_oneof![
        select(vec![
            Payload::Open,
            Payload::Leave,
            Payload::WalkIn,
            Payload::PaperList,
            Payload::Screen,
            Payload::ScanPage,
        ]),
        (registration(), method).prop_map(|(number, method)| Payload::CheckIn(number, method)),
        registration().prop_map(Payload::Undo),
        "[a-z-]{1,16}".prop_map(Payload::WalkInAs),
        (registration(), "[A-Z0-9]{8}").prop_map(|(number, code)| Payload::Here(number, code)),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Open
        | Payload::Leave
        | Payload::CheckIn(..)
        | Payload::Undo(_)
        | Payload::WalkIn
        | Payload::WalkInAs(_)
        | Payload::PaperList
        | Payload::Screen
        | Payload::ScanPage
        | Payload::Here(..) => {}
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
    fn any_text_is_parsed_or_rejected(data in "(door:|here:)?(in|undo|as|x)?:?[0-9+-]{0,20}:?[a-z]{0,10}") {
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert_eq!(payload.to_string().parse(), Ok(payload));
        }
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    let number = RegistrationNumber(12);
    assert_eq!("door:in:12:search".parse(), Ok(Payload::CheckIn(number, Method::Search)));
    assert_eq!("door:undo:12".parse(), Ok(Payload::Undo(number)));
    assert_eq!("here:12:CDFGHJKM".parse(), Ok(Payload::Here(number, "CDFGHJKM".to_owned())));
    for unknown in
        ["door", "door:", "door:in:12", "door:in:x:scan", "door:in:12:magic", "door:as:", "here:12:"]
    {
        assert!(unknown.parse::<Payload>().is_err(), "{unknown}");
    }
}
