//! The buttons of registration.

use koze::i18n::Lang;
use koze::ids::RegistrationNumber;
use koze::registration::{
    CardAction, Category, Field, InvalidPayload, Payload, Step, StepChoice, TicketCode,
};
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::{index, number};

/// The longest data that Telegram accepts, in bytes.
const MAX_DATA_BYTES: usize = 64;

pub fn payloads() -> impl Strategy<Value = Payload> {
    prop_oneof![
        3 => select(vec![
            Payload::LongNotice,
            Payload::ShortNotice,
            Payload::Resume,
            Payload::Abandon,
            Payload::AddGuest,
            Payload::GuestConsentVerbal,
            Payload::GuestConsentPaper,
            Payload::GuestNotice,
            Payload::AttendeeCounts,
            Payload::AttendeeFile,
            Payload::OwnCalendar,
            Payload::ConfirmImport("0123456789abcdef".parse().unwrap()),
            Payload::DropImport("fedcba9876543210".parse().unwrap()),
        ]),
        1 => select(Lang::ALL.to_vec()).prop_map(Payload::Language),
        3 => (step(), step_choice()).prop_map(|(step, choice)| Payload::Step(step, choice)),
        1 => index().prop_map(|page| Payload::ListGuests { page }),
        1 => ticket_code().prop_map(Payload::ClaimTicket),
        3 => (number().prop_map(RegistrationNumber), card_action())
            .prop_map(|(number, action)| Payload::Card(number, action)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    select(Step::iter().collect::<Vec<_>>())
}

fn field() -> impl Strategy<Value = Field> {
    select(Field::iter().collect::<Vec<_>>())
}

fn category() -> impl Strategy<Value = Category> {
    select(Category::ALL.to_vec())
}

/// Not `TicketCode::random`, so that a seed of the strategies repeats a run.
fn ticket_code() -> impl Strategy<Value = TicketCode> {
    "[CDFGHJKMNPQRTVWXY][CDFGHJKMNPQRTVWXY34679]{7}".prop_map(|code| TicketCode::parse(&code).unwrap())
}

fn step_choice() -> impl Strategy<Value = StepChoice> {
    prop_oneof![
        3 => select(vec![
            StepChoice::Agree,
            StepChoice::SameName,
            StepChoice::Skip,
            StepChoice::NameRelative,
            StepChoice::Back,
            StepChoice::Leave,
            StepChoice::Confirm,
            StepChoice::Change,
            StepChoice::Keep,
        ]),
        1 => category().prop_map(StepChoice::Category),
        1 => step().prop_map(StepChoice::ChangeStep),
    ]
}

fn card_action() -> impl Strategy<Value = CardAction> {
    prop_oneof![
        3 => select(vec![
            CardAction::Show,
            CardAction::SendTicket,
            CardAction::SendCalendar,
            CardAction::EditMenu,
            CardAction::AskToCancel,
            CardAction::Cancel,
            CardAction::RejoinWaitlist,
            CardAction::AcceptOffer,
        ]),
        1 => field().prop_map(CardAction::Edit),
        1 => field().prop_map(CardAction::Clear),
        1 => category().prop_map(CardAction::SetCategory),
        1 => index().prop_map(CardAction::SetArea),
        1 => index().prop_map(|page| CardAction::ListAreas { page }),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategies above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::LongNotice
        | Payload::ShortNotice
        | Payload::Language(_)
        | Payload::Resume
        | Payload::Abandon
        | Payload::ListGuests { .. }
        | Payload::AddGuest
        | Payload::GuestConsentVerbal
        | Payload::GuestConsentPaper
        | Payload::GuestNotice
        | Payload::ClaimTicket(_)
        | Payload::AttendeeCounts
        | Payload::AttendeeFile
        | Payload::ConfirmImport(_)
        | Payload::DropImport(_)
        | Payload::OwnCalendar => {}
        Payload::Step(_, choice) => match choice {
            StepChoice::Agree
            | StepChoice::SameName
            | StepChoice::Category(_)
            | StepChoice::Skip
            | StepChoice::NameRelative
            | StepChoice::Back
            | StepChoice::Leave
            | StepChoice::Confirm
            | StepChoice::Change
            | StepChoice::Keep
            | StepChoice::ChangeStep(_) => {}
        },
        Payload::Card(_, action) => match action {
            CardAction::Show
            | CardAction::SendTicket
            | CardAction::SendCalendar
            | CardAction::EditMenu
            | CardAction::Edit(_)
            | CardAction::Clear(_)
            | CardAction::SetCategory(_)
            | CardAction::SetArea(_)
            | CardAction::ListAreas { .. }
            | CardAction::AskToCancel
            | CardAction::Cancel
            | CardAction::RejoinWaitlist
            | CardAction::AcceptOffer => {}
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_payload_is_parsed_from_its_own_text_and_fits_a_button(payload in payloads()) {
        is_covered(&payload);
        let data = payload.to_string();
        prop_assert!(data.len() <= MAX_DATA_BYTES, "{data}");
        prop_assert_eq!(data.parse::<Payload>(), Ok(payload));
    }

    #[test]
    fn any_text_is_parsed_or_rejected_and_what_is_parsed_is_stable(
        name in "[a-z-]{0,11}|show|edit|set|area|areas|other|others|claim|lang|name|summary",
        value in "(:[a-z0-9-]{0,8}){0,3}|\\PC{0,20}",
    ) {
        if let Ok(payload) = Payload::parse_without_prefix(&format!("{name}{value}")) {
            prop_assert_eq!(payload.to_string().parse::<Payload>(), Ok(payload));
        }
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    let code = TicketCode::parse("CDFG-HJKM").unwrap();
    let step = Payload::Step;
    let card = |action| Payload::Card(RegistrationNumber(12), action);
    for (data, payload) in [
        ("reg:more", Payload::LongNotice),
        ("reg:less", Payload::ShortNotice),
        ("reg:lang:gcf", Payload::Language(Lang::Gcf)),
        ("reg:go-on", Payload::Resume),
        ("reg:leave", Payload::Abandon),
        ("reg:consent:yes", step(Step::Consent, StepChoice::Agree)),
        ("reg:consent:leave", step(Step::Consent, StepChoice::Leave)),
        ("reg:name:same", step(Step::Name, StepChoice::SameName)),
        ("reg:name:back", step(Step::Name, StepChoice::Back)),
        ("reg:category:social-partner", step(Step::Category, StepChoice::Category(Category::SocialPartner))),
        ("reg:category:other", step(Step::Category, StepChoice::Category(Category::Other))),
        ("reg:structure:skip", step(Step::Organisation, StepChoice::Skip)),
        ("reg:phone:skip", step(Step::Phone, StepChoice::Skip)),
        ("reg:summary:confirm", step(Step::Summary, StepChoice::Confirm)),
        ("reg:summary:change", step(Step::Summary, StepChoice::Change)),
        ("reg:summary:keep", step(Step::Summary, StepChoice::Keep)),
        ("reg:summary:leave", step(Step::Summary, StepChoice::Leave)),
        ("reg:summary:structure", step(Step::Summary, StepChoice::ChangeStep(Step::Organisation))),
        ("reg:others", Payload::ListGuests { page: 0 }),
        ("reg:others:2", Payload::ListGuests { page: 2 }),
        ("reg:add", Payload::AddGuest),
        ("reg:other:aloud", Payload::GuestConsentVerbal),
        ("reg:other:paper", Payload::GuestConsentPaper),
        ("reg:other-notice", Payload::GuestNotice),
        ("reg:claim:CDFGHJKM", Payload::ClaimTicket(code)),
        ("reg:list", Payload::AttendeeCounts),
        ("reg:list-file", Payload::AttendeeFile),
        ("reg:calendar", Payload::OwnCalendar),
        ("reg:show:12", card(CardAction::Show)),
        ("reg:ticket:12", card(CardAction::SendTicket)),
        ("reg:calendar:12", card(CardAction::SendCalendar)),
        ("reg:modify:12", card(CardAction::EditMenu)),
        ("reg:edit:12:access", card(CardAction::Edit(Field::AccessNeeds))),
        ("reg:edit:12:structure", card(CardAction::Edit(Field::Organisation))),
        ("reg:clear:12:email", card(CardAction::Clear(Field::Email))),
        ("reg:set:12:resident", card(CardAction::SetCategory(Category::Resident))),
        ("reg:area:12:7", card(CardAction::SetArea(7))),
        ("reg:areas:12:0", card(CardAction::ListAreas { page: 0 })),
        ("reg:cannot-come:12", card(CardAction::AskToCancel)),
        ("reg:free:12", card(CardAction::Cancel)),
        ("reg:again:12", card(CardAction::RejoinWaitlist)),
        ("reg:take:12", card(CardAction::AcceptOffer)),
    ] {
        assert_eq!(data.parse(), Ok(payload.clone()), "{data}");
        assert_eq!(payload.to_string(), data);
    }
}

#[test]
fn other_forms_of_data_are_read_as_before() {
    let number = RegistrationNumber(12);
    for (data, result) in [
        ("reg:others:0", Ok(Payload::ListGuests { page: 0 })),
        ("reg:others:x", Ok(Payload::ListGuests { page: 0 })),
        ("reg:other:self", Ok(Payload::AddGuest)),
        ("reg:claim:cdfg hjkm", Ok(Payload::ClaimTicket(TicketCode::parse("CDFGHJKM").unwrap()))),
        ("reg:areas:12:x", Ok(Payload::Card(number, CardAction::ListAreas { page: 0 }))),
        ("reg:calendar:x", Ok(Payload::OwnCalendar)),
        ("rem:show:12", Err(InvalidPayload::OtherFeature)),
        ("reg:lang:xx", Err(InvalidPayload::Language)),
        ("reg:claim:x", Err(InvalidPayload::TicketCode)),
        ("reg:category:nonsense", Err(InvalidPayload::Step(Step::Category))),
        ("reg:edit:12:nonsense", Err(InvalidPayload::Card(Some(number)))),
        ("reg:nonsense:12", Err(InvalidPayload::Card(Some(number)))),
        ("reg:show:x", Err(InvalidPayload::Card(None))),
        ("reg:", Err(InvalidPayload::Card(None))),
    ] {
        assert_eq!(data.parse::<Payload>(), result, "{data}");
    }
}

#[test]
fn the_menus_language_buttons_carry_this_payload() {
    for lang in Lang::ALL {
        let data = format!("{}:{}", Payload::LANGUAGE_PREFIX, lang.code());
        assert_eq!(data.parse(), Ok(Payload::Language(lang)));
    }
}
