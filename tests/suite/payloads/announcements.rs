//! The buttons of announcements.

use koze::announcements::{AnnouncementAudience, Payload};
use koze::i18n::Lang;
use koze::ids::AnnouncementNumber;
use koze::programme::ATTENDEE_CATEGORIES;
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::number;

pub fn payloads() -> impl Strategy<Value = Payload> {
    let announcement = || number().prop_map(AnnouncementNumber);
    let languages: Vec<Option<Lang>> = Lang::ALL.into_iter().map(Some).chain([None]).collect();
    prop_oneof![
        (announcement(), number()).prop_map(|(number, version)| Payload::Send { number, version }),
        announcement().prop_map(|number| Payload::Stop { number }),
        (announcement(), select(languages))
            .prop_map(|(number, language)| Payload::Write { number, language }),
        announcement().prop_map(|number| Payload::ShowAudiences { number }),
        announcement().prop_map(|number| Payload::ShowCategories { number }),
        (announcement(), audience()).prop_map(|(number, audience)| Payload::SetAudience { number, audience }),
        announcement().prop_map(|number| Payload::ShowCard { number }),
        announcement().prop_map(|number| Payload::Drop { number }),
    ]
}

fn audience() -> impl Strategy<Value = AnnouncementAudience> {
    let categories = ATTENDEE_CATEGORIES.into_iter().map(AnnouncementAudience::Category);
    let others = [AnnouncementAudience::Registered, AnnouncementAudience::Waitlisted];
    select(categories.chain(others).collect::<Vec<_>>())
}

/// A new variant does not compile before it is added here: add it to the strategies above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Send { .. }
        | Payload::Stop { .. }
        | Payload::Write { .. }
        | Payload::ShowAudiences { .. }
        | Payload::ShowCategories { .. }
        | Payload::ShowCard { .. }
        | Payload::Drop { .. } => {}
        Payload::SetAudience { audience, .. } => match audience {
            AnnouncementAudience::Registered
            | AnnouncementAudience::Waitlisted
            | AnnouncementAudience::Category(_) => {}
        },
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
    fn any_text_is_parsed_or_rejected(data in "news(:[a-z0-9-]{0,8}){0,4}|.*") {
        let _ = data.parse::<Payload>();
    }
}

#[test]
fn every_kind_of_payload_is_parsed_from_its_own_text() {
    for payload in Payload::iter() {
        assert_eq!(payload.to_string().parse(), Ok(payload));
    }
}
