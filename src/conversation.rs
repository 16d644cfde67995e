//! The state of each person's conversation with the bot: a stack of activities, the last one begun on top, and what
//! the last messages offered.
//!
//! ```text
//! Registering { name, category … }          below, with every answer given so far
//! WritingAnnouncement { number: 3 }         below
//! AskingQuestion                            gets the next text
//! ```
//!
//! Beginning or ending one activity never changes the data of another one. The whole is stored as JSON in the
//! person's row; rows of earlier versions are read, too.

mod legacy_format;
mod model;
mod stored_format;

pub use model::{
    Activity, AnnouncementText, AnsweredSession, AwaitedAnswer, Conversation, OfferedQuestion,
    PendingRoomChange, TextPurpose,
};

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::clock::EventTime;
    use crate::ids::{AnnouncementNumber, MessageId, OrganiserQuestionNumber, QuestionNumber};

    fn draft() -> Value {
        json!({"at": "category", "name": "Marie d'Exemple"})
    }

    #[test]
    fn a_draft_waits_below_whatever_is_begun_and_ended() {
        let mut conversation = Conversation::default();
        conversation.begin(Activity::Registering(draft()));
        let others = [
            Activity::AskingQuestion,
            Activity::WritingForQuestion(TextPurpose::Edit(QuestionNumber(3))),
            Activity::AnsweringForwardedQuestion { question: OrganiserQuestionNumber(7) },
            Activity::AnsweringNotUnderstood { question: OrganiserQuestionNumber(7) },
            Activity::WritingAnnouncement(AnnouncementText {
                number: AnnouncementNumber(3),
                language: "gcf".into(),
                is_continuation_expected: true,
            }),
            Activity::GivingFeedback { since: EventTime(7) },
        ];
        for other in &others {
            conversation.begin(other.clone());
        }
        assert_eq!(conversation.draft::<Value>(), None, "another activity hears the next text");
        assert_eq!(Conversation::from_stored(&conversation.to_stored().unwrap()), conversation);
        assert!(conversation.end(|activity| others.contains(activity)));
        assert_eq!(conversation.draft::<Value>(), Some(draft()));
    }

    #[test]
    fn nothing_is_stored_of_nothing() {
        assert_eq!(Conversation::default().to_stored().unwrap(), "");
        assert_eq!(Conversation::from_stored(""), Conversation::default());
    }

    #[test]
    fn a_button_sends_the_text_it_was_shown_with() {
        let mut conversation = Conversation::default();
        for id in 1..=5 {
            conversation.offer_question(MessageId(id), format!("text {id}"));
        }
        assert_eq!(
            conversation.take_offered_question(Some(MessageId(1))),
            None,
            "only the last few are remembered"
        );
        assert_eq!(conversation.take_offered_question(Some(MessageId(3))).as_deref(), Some("text 3"));
        assert_eq!(conversation.take_offered_question(None).as_deref(), Some("text 5"));
        assert_eq!(conversation.take_offered_question(Some(MessageId(3))), None, "once");
    }
}

#[cfg(test)]
mod legacy_tests {
    use serde_json::json;

    use super::*;
    use crate::ids::{AnnouncementNumber, OrganiserQuestionNumber, QuestionNumber, RegistrationNumber};

    const DRAFT: &str = r#"registration:{"at":"category","name":"Marie"}"#;

    fn activities(stored: &str) -> Vec<Activity> {
        Conversation::from_stored(stored).activities().to_vec()
    }

    #[test]
    fn every_old_form_is_read_with_what_waited_below() {
        let draft = Activity::Registering(json!({"at": "category", "name": "Marie"}));
        let announcing = Activity::WritingAnnouncement(AnnouncementText {
            number: AnnouncementNumber(3),
            language: "gcf".into(),
            is_continuation_expected: true,
        });
        for (front, activity) in [
            ("asking:", Activity::AskingQuestion),
            ("typing:edit.12|", Activity::WritingForQuestion(TextPurpose::Edit(QuestionNumber(12)))),
            ("typing:umbrella|", Activity::WritingForQuestion(TextPurpose::Combined)),
            ("replying:7:", Activity::AnsweringForwardedQuestion { question: OrganiserQuestionNumber(7) }),
            ("announcing:3:gcf:cut:", announcing),
        ] {
            assert_eq!(activities(&format!("{front}{DRAFT}")), [draft.clone(), activity]);
        }
        assert_eq!(activities("asking:"), [Activity::AskingQuestion]);
        let changing =
            Activity::EditingRegistration { registration: RegistrationNumber(4), field: "phone".into() };
        assert_eq!(activities("registration-edit:4:phone"), [changing]);
        let both = activities(&format!("replying:7:asking:{DRAFT}"));
        assert_eq!(
            both,
            [
                draft,
                Activity::AskingQuestion,
                Activity::AnsweringForwardedQuestion { question: OrganiserQuestionNumber(7) }
            ]
        );
    }

    #[test]
    fn what_the_last_message_offered_is_read() {
        assert_eq!(
            Conversation::from_stored("offered:Qui paie ? ").take_offered_question(None).as_deref(),
            Some("Qui paie ?")
        );
        assert!(Conversation::from_stored("lost:").misunderstood);
        let asked = Conversation::from_stored("yes-or-no:me:erase-yes|me:erase-no").awaited_answer.unwrap();
        assert_eq!((asked.yes_data.as_str(), asked.no_data.as_str()), ("me:erase-yes", "me:erase-no"));
        let change = Conversation::from_stored("schedule-room:round-table:Salle : B").room_change.unwrap();
        assert_eq!((change.session.as_str(), change.room.as_str()), ("round-table", "Salle : B"));
    }

    #[test]
    fn what_cannot_be_read_is_left_and_the_answers_kept() {
        let draft = Activity::Registering(json!({"at": "category", "name": "Marie"}));
        for front in ["some-other:thing:", "replying:x:", "typing:", "{\"activities\":3} "] {
            assert_eq!(activities(&format!("{front}{DRAFT}")), std::slice::from_ref(&draft), "{front}");
        }
        for nonsense in ["some-other:", "nonsense", "{", "[]", "registration:{", "registration:3", "é:|:"] {
            assert_eq!(Conversation::from_stored(nonsense).activities(), [], "{nonsense}");
        }
    }
}
