//! Conversations as earlier versions stored them: text with prefixes, such as
//! `asking:registration:{…}`, each in front of what waited below it.

use serde_json::Value;

use super::{Activity, AnnouncementText, AwaitedAnswer, Conversation, PendingRoomChange, TextPurpose};

const REGISTRATION_PREFIX: &str = "registration:";

/// Reads such a text. What is not known is left out; a registration's answers are found wherever they
/// stand.
pub fn parse(stored: &str) -> Conversation {
    let mut conversation = Conversation::default();
    let mut activities = Vec::new();
    let mut rest = stored;
    while !rest.is_empty() {
        match parse_part(rest, &mut conversation) {
            Some((activity, below)) => {
                activities.extend(activity);
                rest = below;
            }
            None => {
                let draft =
                    rest.match_indices(REGISTRATION_PREFIX).find_map(|(at, _)| parse_draft(&rest[at..]));
                activities.extend(draft);
                break;
            }
        }
    }
    activities.into_iter().rev().for_each(|activity| conversation.begin(activity));
    conversation
}

/// The first part of a stored text, and what waited below it.
fn parse_part<'s>(stored: &'s str, conversation: &mut Conversation) -> Option<(Option<Activity>, &'s str)> {
    let (kind, rest) = stored.split_once(':')?;
    match kind {
        "asking" => Some((Some(Activity::AskingQuestion), rest)),
        "typing" => {
            let (what, below) = rest.split_once('|')?;
            Some((parse_text_purpose(what).map(Activity::WritingForQuestion), below))
        }
        "replying" => {
            let (number, below) = rest.split_once(':').unwrap_or((rest, ""));
            Some((Some(Activity::AnsweringForwardedQuestion { question: number.parse().ok()? }), below))
        }
        "announcing" => {
            let mut parts = rest.splitn(4, ':');
            let number = parts.next()?.parse().ok()?;
            let (language, cut) = (parts.next()?.to_owned(), parts.next()?);
            let activity = Activity::WritingAnnouncement(AnnouncementText {
                number,
                language,
                is_continuation_expected: cut == "cut",
            });
            Some((Some(activity), parts.next().unwrap_or_default()))
        }
        "registration" => Some((Some(parse_draft(stored)?), "")),
        "registration-edit" => {
            let (number, field) = rest.split_once(':')?;
            let field = field.to_owned();
            Some((Some(Activity::EditingRegistration { registration: number.parse().ok()?, field }), ""))
        }
        "schedule-room" => {
            let (session, room) = rest.split_once(':')?;
            let (session, room) = (session.to_owned(), room.to_owned());
            conversation.room_change = Some(PendingRoomChange { session, room });
            Some((None, ""))
        }
        "offered" => {
            conversation.offer_question(0, rest.trim_end().to_owned());
            Some((None, ""))
        }
        "lost" => {
            conversation.misunderstood = true;
            Some((None, ""))
        }
        "yes-or-no" => {
            let (yes, no) = rest.split_once('|')?;
            conversation.awaited_answer = Some(AwaitedAnswer {
                yes_data: yes.to_owned(),
                no_data: no.to_owned(),
                ..AwaitedAnswer::default()
            });
            Some((None, ""))
        }
        _ => None,
    }
}

fn parse_draft(stored: &str) -> Option<Activity> {
    let draft = stored.strip_prefix(REGISTRATION_PREFIX)?;
    // what follows the answers is nobody's
    let mut values = serde_json::Deserializer::from_str(draft).into_iter::<Value>();
    values.next()?.ok().filter(Value::is_object).map(Activity::Registering)
}

fn parse_text_purpose(what: &str) -> Option<TextPurpose> {
    let (what, number) = what.split_once('.').unwrap_or((what, ""));
    let of = |make: fn(i64) -> TextPurpose| number.parse().ok().map(make);
    match what {
        "edit" => of(TextPurpose::Edit),
        "word" => of(TextPurpose::CaseMessage),
        "reword" => of(TextPurpose::Reword),
        "private" => of(TextPurpose::PrivateAnswer),
        "floor" => Some(TextPurpose::FromAudience),
        "umbrella" => Some(TextPurpose::Combined),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const DRAFT: &str = r#"registration:{"at":"category","name":"Marie"}"#;

    fn activities(stored: &str) -> Vec<Activity> {
        Conversation::from_stored(stored).activities
    }

    #[test]
    fn every_old_form_is_read_with_what_waited_below() {
        let draft = Activity::Registering(json!({"at": "category", "name": "Marie"}));
        let announcing = Activity::WritingAnnouncement(AnnouncementText {
            number: 3,
            language: "gcf".into(),
            is_continuation_expected: true,
        });
        for (front, activity) in [
            ("asking:", Activity::AskingQuestion),
            ("typing:edit.12|", Activity::WritingForQuestion(TextPurpose::Edit(12))),
            ("typing:umbrella|", Activity::WritingForQuestion(TextPurpose::Combined)),
            ("replying:7:", Activity::AnsweringForwardedQuestion { question: 7 }),
            ("announcing:3:gcf:cut:", announcing),
        ] {
            assert_eq!(activities(&format!("{front}{DRAFT}")), [draft.clone(), activity]);
        }
        assert_eq!(activities("asking:"), [Activity::AskingQuestion]);
        let changing = Activity::EditingRegistration { registration: 4, field: "phone".into() };
        assert_eq!(activities("registration-edit:4:phone"), [changing]);
        let both = activities(&format!("replying:7:asking:{DRAFT}"));
        assert_eq!(
            both,
            [draft, Activity::AskingQuestion, Activity::AnsweringForwardedQuestion { question: 7 }]
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
            assert_eq!(Conversation::from_stored(nonsense).activities, [], "{nonsense}");
        }
    }
}
