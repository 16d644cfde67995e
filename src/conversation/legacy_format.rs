//! Conversations as earlier versions stored them: a text with a prefix for each activity, the top one first, such as
//! `asking:registration:{…}`.

use serde_json::Value;

use super::model::{Activity, AnnouncementText, AwaitedAnswer, Conversation, PendingRoomChange, TextPurpose};
use crate::ids::{MessageId, QuestionNumber};

const REGISTRATION_PREFIX: &str = "registration:";

/// Reads a text of that format. Unknown parts are dropped; the draft of a registration is found wherever it is.
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
                let mut prefixes = rest.match_indices(REGISTRATION_PREFIX);
                activities.extend(prefixes.find_map(|(at, _)| parse_draft(rest.get(at..)?)));
                break;
            }
        }
    }
    activities.into_iter().rev().for_each(|activity| conversation.begin(activity));
    conversation
}

/// Reads the first part of a text, and gives its activity and the rest below it.
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
            conversation.offer_question(MessageId::NONE, rest.trim_end().to_owned());
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
    // the text behind the draft is dropped
    let mut values = serde_json::Deserializer::from_str(draft).into_iter::<Value>();
    values.next()?.ok().filter(Value::is_object).map(Activity::Registering)
}

fn parse_text_purpose(what: &str) -> Option<TextPurpose> {
    let (what, number) = what.split_once('.').unwrap_or((what, ""));
    let numbered = |make: fn(QuestionNumber) -> TextPurpose| number.parse().ok().map(make);
    match what {
        "edit" => numbered(TextPurpose::Edit),
        "word" => numbered(TextPurpose::CaseMessage),
        "reword" => numbered(TextPurpose::Reword),
        "private" => numbered(TextPurpose::PrivateAnswer),
        "floor" => Some(TextPurpose::FromAudience),
        "umbrella" => Some(TextPurpose::Combined),
        _ => None,
    }
}
