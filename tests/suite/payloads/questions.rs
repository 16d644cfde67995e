//! The buttons of questions: of askers, voters and moderators.

use koze::ids::{MessageId, QuestionNumber};
use koze::questions::{
    AskPayload, BrowsePage, BrowserDoor, CardMenu, IntakeMode, OwnPayload, Payload, QuestionList,
    QueueAction, QueuePayload, RejectionReason, SettingChange, Source, UnknownPayload, VotePayload,
};
use proptest::prelude::*;
use proptest::sample::select;
use strum::IntoEnumIterator;

use super::{index, number};

/// Pages beyond this are not accepted from a button.
const MAX_PAGE: i64 = 100_000;

pub fn payloads() -> impl Strategy<Value = Payload> {
    prop_oneof![
        ask().prop_map(Payload::Ask),
        vote().prop_map(Payload::Vote),
        queue().prop_map(Payload::Queue),
    ]
}

fn question() -> impl Strategy<Value = QuestionNumber> {
    number().prop_map(QuestionNumber)
}

fn message() -> impl Strategy<Value = MessageId> {
    number().prop_map(MessageId)
}

fn ask() -> impl Strategy<Value = AskPayload> {
    prop_oneof![
        2 => select(vec![
            AskPayload::New,
            AskPayload::Cancel,
            AskPayload::ListOwn,
            AskPayload::SendOffer(None),
            AskPayload::SendAgain,
            AskPayload::AcceptVoice,
            AskPayload::Rule,
        ]),
        1 => message().prop_map(AskPayload::DropOffer),
        1 => message().prop_map(|id| AskPayload::SendOffer(Some(id))),
        1 => message().prop_map(AskPayload::PublishOffer),
        1 => question().prop_map(AskPayload::WriteToAuthor),
        4 => (question(), own()).prop_map(|(number, own)| AskPayload::Own(number, own)),
    ]
}

fn own() -> impl Strategy<Value = OwnPayload> {
    prop_oneof![
        2 => select(vec![
            OwnPayload::Show,
            OwnPayload::ThemeMenu,
            OwnPayload::NotSimilar,
            OwnPayload::Edit,
            OwnPayload::WithdrawMenu,
            OwnPayload::Withdraw,
            OwnPayload::HandOver,
            OwnPayload::WriteToCounsellors,
        ]),
        1 => prop::option::of(index()).prop_map(OwnPayload::SetTheme),
        1 => question().prop_map(OwnPayload::VoteInstead),
        1 => message().prop_map(OwnPayload::ConfirmEdit),
        1 => any::<bool>().prop_map(OwnPayload::ShowName),
    ]
}

fn vote() -> impl Strategy<Value = VotePayload> {
    let page = (prop::option::of(index()), prop_oneof![0..5_i64, 0..MAX_PAGE]);
    prop_oneof![
        Just(VotePayload::Open),
        Just(VotePayload::ThemeMenu),
        page.prop_map(|(theme_index, page)| VotePayload::Page(BrowsePage { theme_index, page })),
        (question(), any::<bool>()).prop_map(|(number, on)| VotePayload::Vote(number, on)),
    ]
}

fn queue() -> impl Strategy<Value = QueuePayload> {
    let list = || select(QuestionList::iter().collect::<Vec<_>>());
    prop_oneof![
        prop::collection::vec(question(), 0..4).prop_map(QueuePayload::Next),
        // a moderator's button adds no question of a participant
        select(vec![
            QueuePayload::Panel,
            QueuePayload::Settings,
            QueuePayload::BackToSettings,
            QueuePayload::MoreSettings,
            QueuePayload::Print,
            QueuePayload::Summary,
            QueuePayload::Add(Source::FromAudience),
            QueuePayload::Add(Source::Combined),
        ]),
        question().prop_map(QueuePayload::Review),
        prop::option::of(number()).prop_map(QueuePayload::Journal),
        number().prop_map(QueuePayload::Undo),
        setting().prop_map(QueuePayload::Set),
        (list(), index()).prop_map(|(list, skip)| QueuePayload::OpenList(list, skip)),
        (list(), index()).prop_map(|(list, skip)| QueuePayload::ListPage(list, skip)),
        (question(), card_action()).prop_map(|(number, action)| QueuePayload::Act(number, action)),
        (question(), card_menu()).prop_map(|(number, menu)| QueuePayload::Open(number, menu)),
    ]
}

fn setting() -> impl Strategy<Value = SettingChange> {
    prop_oneof![
        select(IntakeMode::iter().collect::<Vec<_>>()).prop_map(SettingChange::Mode),
        any::<bool>().prop_map(SettingChange::ReviewFirst),
        select(BrowserDoor::iter().collect::<Vec<_>>()).prop_map(SettingChange::BrowserDoor),
        any::<bool>().prop_map(SettingChange::BrowserReview),
        any::<bool>().prop_map(SettingChange::BoostNewcomers),
        any::<bool>().prop_map(SettingChange::ShowNext),
        any::<bool>().prop_map(SettingChange::ShowAtOnce),
    ]
}

fn card_action() -> impl Strategy<Value = QueueAction> {
    prop_oneof![
        3 => select(vec![
            QueueAction::Approve,
            QueueAction::Claim,
            QueueAction::RenewClaim,
            QueueAction::ShowOnScreen,
            QueueAction::MarkAnswered,
            QueueAction::Requeue,
            QueueAction::Defer,
            QueueAction::MarkPrivateCase,
        ]),
        1 => select(RejectionReason::iter().collect::<Vec<_>>()).prop_map(QueueAction::Reject),
        1 => any::<bool>().prop_map(QueueAction::Star),
        1 => prop::option::of(index()).prop_map(QueueAction::AssignSpeaker),
    ]
}

fn card_menu() -> impl Strategy<Value = CardMenu> {
    prop_oneof![
        3 => select(vec![
            CardMenu::NewCard,
            CardMenu::Card,
            CardMenu::MoreActions,
            CardMenu::RejectionReasons,
            CardMenu::PrivateCase,
            CardMenu::Speakers,
            CardMenu::Unmerge,
            CardMenu::Voice,
            CardMenu::Reword,
            CardMenu::AnswerPrivately,
            CardMenu::PublishDraft,
        ]),
        1 => index().prop_map(CardMenu::MergeInto),
        1 => index().prop_map(CardMenu::Absorb),
        1 => question().prop_map(CardMenu::Merge),
        1 => index().prop_map(CardMenu::Merged),
        1 => any::<bool>().prop_map(CardMenu::MuteAuthor),
        1 => any::<bool>().prop_map(CardMenu::AnswerInAccount),
    ]
}

/// A new variant does not compile before it is added here: add it to the strategies above too.
fn is_covered(payload: &Payload) {
    match payload {
        Payload::Ask(ask) => match ask {
            AskPayload::New
            | AskPayload::Cancel
            | AskPayload::ListOwn
            | AskPayload::DropOffer(_)
            | AskPayload::SendOffer(_)
            | AskPayload::PublishOffer(_)
            | AskPayload::SendAgain
            | AskPayload::AcceptVoice
            | AskPayload::Rule
            | AskPayload::WriteToAuthor(_) => {}
            AskPayload::Own(_, own) => match own {
                OwnPayload::Show
                | OwnPayload::ThemeMenu
                | OwnPayload::SetTheme(_)
                | OwnPayload::NotSimilar
                | OwnPayload::VoteInstead(_)
                | OwnPayload::Edit
                | OwnPayload::ConfirmEdit(_)
                | OwnPayload::WithdrawMenu
                | OwnPayload::Withdraw
                | OwnPayload::ShowName(_)
                | OwnPayload::HandOver
                | OwnPayload::WriteToCounsellors => {}
            },
        },
        Payload::Vote(vote) => match vote {
            VotePayload::Open | VotePayload::ThemeMenu | VotePayload::Page(_) | VotePayload::Vote(..) => {}
        },
        Payload::Queue(queue) => is_queue_covered(queue),
    }
}

/// The same for the buttons of moderators.
fn is_queue_covered(payload: &QueuePayload) {
    match payload {
        QueuePayload::Next(_)
        | QueuePayload::Panel
        | QueuePayload::Review(_)
        | QueuePayload::OpenList(..)
        | QueuePayload::ListPage(..)
        | QueuePayload::Settings
        | QueuePayload::BackToSettings
        | QueuePayload::MoreSettings
        | QueuePayload::Print
        | QueuePayload::Journal(_)
        | QueuePayload::Summary
        | QueuePayload::Undo(_) => {}
        QueuePayload::Add(source) => match source {
            Source::Participant | Source::FromAudience | Source::Combined => {}
        },
        QueuePayload::Set(setting) => match setting {
            SettingChange::Mode(_)
            | SettingChange::ReviewFirst(_)
            | SettingChange::BrowserDoor(_)
            | SettingChange::BrowserReview(_)
            | SettingChange::BoostNewcomers(_)
            | SettingChange::ShowNext(_)
            | SettingChange::ShowAtOnce(_) => {}
        },
        QueuePayload::Act(_, action) => match action {
            QueueAction::Approve
            | QueueAction::Claim
            | QueueAction::RenewClaim
            | QueueAction::ShowOnScreen
            | QueueAction::MarkAnswered
            | QueueAction::Requeue
            | QueueAction::Defer
            | QueueAction::Reject(_)
            | QueueAction::MarkPrivateCase
            | QueueAction::Star(_)
            | QueueAction::AssignSpeaker(_) => {}
        },
        QueuePayload::Open(_, menu) => match menu {
            CardMenu::NewCard
            | CardMenu::Card
            | CardMenu::MoreActions
            | CardMenu::RejectionReasons
            | CardMenu::PrivateCase
            | CardMenu::Speakers
            | CardMenu::MergeInto(_)
            | CardMenu::Absorb(_)
            | CardMenu::Merge(_)
            | CardMenu::Merged(_)
            | CardMenu::Unmerge
            | CardMenu::MuteAuthor(_)
            | CardMenu::Voice
            | CardMenu::Reword
            | CardMenu::AnswerPrivately
            | CardMenu::AnswerInAccount(_)
            | CardMenu::PublishDraft => {}
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
    fn any_text_is_parsed_or_rejected(data in "(ask|vote|queue):[a-z]{0,8}(:[a-z0-9.-]{0,6}){0,3}") {
        // what is parsed is written in a form that means the same
        if let Ok(payload) = data.parse::<Payload>() {
            prop_assert_eq!(payload.to_string().parse(), Ok(payload));
        }
    }
}

#[test]
fn data_in_chats_keeps_its_meaning() {
    let number = QuestionNumber(4);
    for (old, payload) in [
        ("ask:send", Payload::Ask(AskPayload::SendOffer(None))),
        ("ask:theme:4:none", Payload::Ask(AskPayload::Own(number, OwnPayload::SetTheme(None)))),
        ("queue:others:4", Payload::Queue(QueuePayload::Open(number, CardMenu::MoreActions))),
        ("queue:merge:4:0", Payload::Queue(QueuePayload::Open(number, CardMenu::MergeInto(0)))),
        ("queue:list:later:0", Payload::Queue(QueuePayload::OpenList(QuestionList::Deferred, 0))),
    ] {
        assert_eq!(old.parse(), Ok(payload), "{old}");
    }
    for unknown in ["", "ask", "ask:", "vote:on:", "queue:", "queue:take:1:0", "queue:set:atonce:maybe"] {
        assert_eq!(unknown.parse::<Payload>(), Err(UnknownPayload), "{unknown}");
    }
}
