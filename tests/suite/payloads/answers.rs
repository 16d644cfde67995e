//! The buttons of answers, and of questions to the organisers.

use chrono::{Days, NaiveDate};
use koze::answers::{AnswerPayload, Payload, UnknownPayload};
use koze::ids::OrganiserQuestionNumber;
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::{PROGRAMME, id, index, number, session_id};

pub fn payloads() -> impl Strategy<Value = Payload> {
    let question = || number().prop_map(OrganiserQuestionNumber);
    prop_oneof![
        3 => answer_payloads().prop_map(Payload::Answer),
        1 => question().prop_map(Payload::SendQuestion),
        1 => question().prop_map(Payload::ReportIncident),
        1 => question().prop_map(Payload::StartReply),
        1 => question().prop_map(Payload::CancelReply),
        1 => question().prop_map(Payload::SaveAnswer),
        1 => index().prop_map(Payload::ListNotUnderstood),
        1 => question().prop_map(Payload::OpenNotUnderstood),
        1 => (question(), answer_payloads())
            .prop_map(|(question, meaning)| Payload::SetMeaning(question, meaning)),
        1 => question().prop_map(Payload::WriteAnswer),
        1 => question().prop_map(Payload::SetAside),
    ]
}

fn answer_payloads() -> impl Strategy<Value = AnswerPayload> {
    let plain: Vec<AnswerPayload> = AnswerPayload::iter().filter(|answer| !has_argument(answer)).collect();
    let day = prop::option::of((0_u64..80_000).prop_map(|days| NaiveDate::default() + Days::new(days)));
    let session = || prop_oneof![3 => session_id(), 1 => any::<String>()];
    let topics: Vec<String> = PROGRAMME.topics.iter().map(|topic| topic.id.clone()).collect();
    prop_oneof![
        6 => select(plain),
        1 => (0..1_440, day).prop_map(|(minutes, day)| AnswerPayload::ScheduleAt(minutes, day)),
        1 => session().prop_map(AnswerPayload::SessionWhen),
        1 => session().prop_map(AnswerPayload::SessionWho),
        1 => session().prop_map(AnswerPayload::SessionAbout),
        1 => prop_oneof![3 => id(topics), 1 => any::<String>()].prop_map(AnswerPayload::Topic),
        1 => index().prop_map(AnswerPayload::Faq),
    ]
}

/// Whether an answer's payload has an argument. A new variant does not compile before it is added here: one with an
/// argument needs a line in the strategy above too.
fn has_argument(answer: &AnswerPayload) -> bool {
    match answer {
        AnswerPayload::ScheduleAt(..)
        | AnswerPayload::SessionWhen(_)
        | AnswerPayload::SessionWho(_)
        | AnswerPayload::SessionAbout(_)
        | AnswerPayload::Topic(_)
        | AnswerPayload::Faq(_) => true,
        AnswerPayload::ScheduleFull
        | AnswerPayload::ScheduleNow
        | AnswerPayload::ScheduleNext
        | AnswerPayload::EventWhen
        | AnswerPayload::EventStart
        | AnswerPayload::EventEnd
        | AnswerPayload::EventAbout
        | AnswerPayload::VenueLocation
        | AnswerPayload::VenueRoom
        | AnswerPayload::Register
        | AnswerPayload::RegistrationDeadline
        | AnswerPayload::RegistrationStatus
        | AnswerPayload::Ticket
        | AnswerPayload::RegistrationCancel
        | AnswerPayload::RegistrationEdit
        | AnswerPayload::Contact
        | AnswerPayload::Organiser
        | AnswerPayload::Refreshments
        | AnswerPayload::AskQuestion
        | AnswerPayload::QuestionStatus
        | AnswerPayload::Reminders
        | AnswerPayload::Language
        | AnswerPayload::TalkToHuman => false,
    }
}

/// A new variant does not compile before it is added here: add it to the strategy above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Answer(_)
        | Payload::SendQuestion(_)
        | Payload::ReportIncident(_)
        | Payload::StartReply(_)
        | Payload::CancelReply(_)
        | Payload::SaveAnswer(_)
        | Payload::ListNotUnderstood(_)
        | Payload::OpenNotUnderstood(_)
        | Payload::SetMeaning(..)
        | Payload::WriteAnswer(_)
        | Payload::SetAside(_) => {}
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
    fn a_button_asks_for_the_intent_it_was_made_from(answer in answer_payloads()) {
        prop_assert_eq!(AnswerPayload::from_intent(&answer.intent()), Some(answer));
    }

    #[test]
    fn any_text_is_parsed_or_rejected(data in any::<String>(), prefix in select(vec!["say:", "org:", ""])) {
        let _ = format!("{prefix}{data}").parse::<Payload>();
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    let day = NaiveDate::from_ymd_opt(2031, 5, 18);
    for (data, payload) in [
        ("say:programme", Payload::Answer(AnswerPayload::ScheduleFull)),
        ("say:at:600", Payload::Answer(AnswerPayload::ScheduleAt(600, None))),
        ("say:at:600:2031-05-18", Payload::Answer(AnswerPayload::ScheduleAt(600, day))),
        ("say:session:table-ronde", Payload::Answer(AnswerPayload::SessionWhen("table-ronde".into()))),
        ("say:faq:3", Payload::Answer(AnswerPayload::Faq(3))),
        ("org:ask:12", Payload::SendQuestion(OrganiserQuestionNumber(12))),
        ("org:warn:12", Payload::ReportIncident(OrganiserQuestionNumber(12))),
        ("org:take:12", Payload::StartReply(OrganiserQuestionNumber(12))),
        ("org:leave:12", Payload::CancelReply(OrganiserQuestionNumber(12))),
        ("org:keep:12", Payload::SaveAnswer(OrganiserQuestionNumber(12))),
        ("org:unclear:2", Payload::ListNotUnderstood(2)),
        ("org:open:12", Payload::OpenNotUnderstood(OrganiserQuestionNumber(12))),
        (
            "org:mean:12:session:table-ronde",
            Payload::SetMeaning(
                OrganiserQuestionNumber(12),
                AnswerPayload::SessionWhen("table-ronde".into()),
            ),
        ),
        ("org:write:12", Payload::WriteAnswer(OrganiserQuestionNumber(12))),
        ("org:aside:12", Payload::SetAside(OrganiserQuestionNumber(12))),
    ] {
        assert_eq!(data.parse(), Ok(payload.clone()), "{data}");
        assert_eq!(payload.to_string(), data);
    }
    for data in [
        "",
        "say",
        "say:",
        "say:at:1440",
        "say:at:x",
        "say:faq:",
        "org:ask",
        "org:ask:x",
        "rem:ask:1",
        "org:unclear:-1",
        "org:mean:1",
        "org:mean:1:x",
        "org:mean:x:place",
    ] {
        assert_eq!(data.parse::<Payload>(), Err(UnknownPayload), "{data}");
    }
    // older versions of a plain button may carry more
    assert_eq!("say:now:x".parse(), Ok(Payload::Answer(AnswerPayload::ScheduleNow)));
}
