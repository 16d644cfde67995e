//! The buttons of linked groups.

use koze::i18n::Lang;
use koze::ids::ChatId;
use koze::linked_groups::{Payload, Subject};
use proptest::prelude::*;
use proptest::sample::select;
use strum::VariantArray;

use super::number;

pub fn payloads() -> impl Strategy<Value = Payload> {
    let chat = || number().prop_map(ChatId);
    prop_oneof![
        select(vec![Payload::Link, Payload::Leave, Payload::List]),
        chat().prop_map(Payload::Card),
        (chat(), select(Subject::VARIANTS), any::<bool>())
            .prop_map(|(chat, subject, is_on)| Payload::SetSubject(chat, subject, is_on)),
        (chat(), select(Lang::ALL.to_vec()), any::<bool>())
            .prop_map(|(chat, lang, is_on)| Payload::SetLanguage(chat, lang, is_on)),
        chat().prop_map(Payload::PostProgramme),
        chat().prop_map(Payload::AskToUnlink),
        chat().prop_map(Payload::Unlink),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Link
        | Payload::Leave
        | Payload::List
        | Payload::Card(_)
        | Payload::SetSubject(..)
        | Payload::SetLanguage(..)
        | Payload::PostProgramme(_)
        | Payload::AskToUnlink(_)
        | Payload::Unlink(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_is_parsed_from_its_own_text(payload in payloads()) {
        is_covered(&payload);
        let data = payload.to_string();
        prop_assert!(data.len() <= 64, "{data}");
        prop_assert_eq!(data.parse(), Ok(payload));
    }

    #[test]
    fn any_text_is_parsed_or_rejected(data in "grp(:[a-z0-9-]{0,8}){0,4}|.*") {
        let _ = data.parse::<Payload>();
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    let chat = ChatId(-1_004_000_000_001);
    assert_eq!("grp:link".parse(), Ok(Payload::Link));
    assert_eq!(
        "grp:set:-1004000000001:evening:off".parse(),
        Ok(Payload::SetSubject(chat, Subject::Evening, false))
    );
    assert_eq!("grp:lang:-1004000000001:gcf:on".parse(), Ok(Payload::SetLanguage(chat, Lang::Gcf, true)));
    for unknown in
        ["grp", "grp:", "grp:link:1", "grp:card", "grp:card:+5", "grp:set:5:evening", "grp:set:5:x:on"]
    {
        assert!(unknown.parse::<Payload>().is_err(), "{unknown}");
    }
}
