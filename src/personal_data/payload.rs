//! The buttons of this module.

use strum::{Display, EnumIter, EnumString};

/// The data of a button. The text forms stand in people's chats and never change.
#[derive(Debug, Clone, PartialEq, Eq, Display, EnumString, EnumIter)]
pub enum Payload {
    #[strum(serialize = "me:erase")]
    AskToErase,
    #[strum(serialize = "me:erase-no")]
    CancelErasure,
    #[strum(serialize = "me:erase-yes")]
    Erase,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use strum::IntoEnumIterator;

    use crate::personal_data::payload::Payload;

    proptest! {
        #[test]
        fn every_payload_survives_the_round_trip(
            payload in proptest::sample::select(Payload::iter().collect::<Vec<_>>()),
        ) {
            prop_assert_eq!(payload.to_string().parse(), Ok(payload));
        }

        #[test]
        fn what_parses_is_a_text_form(data in "(me:)?[a-z-]{0,12}") {
            if let Ok(payload) = data.parse::<Payload>() {
                prop_assert_eq!(payload.to_string(), data);
            }
        }
    }
}
