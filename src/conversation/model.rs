//! The activities of a conversation, and what the last messages offered.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::{EventTime, Millis};
use crate::ids::{
    AnnouncementNumber, MessageId, OrganiserQuestionNumber, QuestionNumber, RegistrationNumber,
};

/// How many offered texts are stored, so that the buttons of the last messages still work.
const MAX_OFFERED_QUESTIONS: usize = 3;
/// For how long after an answer a question may refer to it.
const FOLLOW_UP_WINDOW: Millis = 5 * 60_000;

/// What awaits the person's next text, or stores the answers given so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// A registration that is not confirmed yet: the draft, as `registration` serializes it.
    Registering(Value),
    /// The next text replaces one answer of a registration.
    #[serde(rename = "changing")]
    EditingRegistration { registration: RegistrationNumber, field: String },
    /// The next text is a question to the speakers.
    #[serde(rename = "asking")]
    AskingQuestion,
    /// The next text belongs to a question.
    #[serde(rename = "writing")]
    WritingForQuestion(TextPurpose),
    /// The next text answers a question to the organisers, by its number in their table.
    #[serde(rename = "replying")]
    AnsweringForwardedQuestion { question: OrganiserQuestionNumber },
    /// The next text answers messages that were not understood, by the number of one of them.
    #[serde(rename = "explaining")]
    AnsweringNotUnderstood { question: OrganiserQuestionNumber },
    /// The next text or photo is the content of an announcement.
    #[serde(rename = "announcing")]
    WritingAnnouncement(AnnouncementText),
    /// At the desk: the next texts are names of attendees.
    SearchingAttendee,
    /// At the door: the next texts are names and codes. The name that was typed last is registered by a press.
    AtDoor {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        walk_in: Option<String>,
    },
    /// The next text or file is a list of people to register.
    #[serde(rename = "importing")]
    ImportingAttendees,
    /// The next text is a line for the stage, if it comes soon.
    #[serde(rename = "stage")]
    WritingStageLine { since: EventTime },
    /// The next text is what the person adds to their feedback, if it comes soon.
    #[serde(rename = "feedback")]
    GivingFeedback { since: EventTime },
}

/// What the next text is for, around a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextPurpose {
    /// A new wording by the author.
    Edit(QuestionNumber),
    /// A message between the author of a private case and the counsellor.
    #[serde(rename = "word")]
    CaseMessage(QuestionNumber),
    /// A wording by a moderator, for the screen.
    Reword(QuestionNumber),
    /// An answer by a moderator to the author alone.
    #[serde(rename = "private")]
    PrivateAnswer(QuestionNumber),
    /// A question asked aloud in the hall.
    #[serde(rename = "floor")]
    FromAudience,
    /// A question that combines several.
    #[serde(rename = "umbrella")]
    Combined,
}

/// The announcement for which an organiser writes a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementText {
    pub number: AnnouncementNumber,
    /// The code of a language; empty for the text of all languages that have none of their own.
    pub language: String,
    /// The last text was as long as a message can be, so that the next may be its rest.
    #[serde(rename = "rest_of_cut")]
    pub is_continuation_expected: bool,
}

/// A text that a button sends to the speakers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedQuestion {
    /// The number in the button's data: the id of the message with the text, or 0.
    pub id: MessageId,
    pub text: String,
}

/// Which button a text stands for that answers the last message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedAnswer {
    /// The data of the buttons for yes and no; empty if the message has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[serde(rename = "yes")]
    pub yes_data: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[serde(rename = "no")]
    pub no_data: String,
    /// The labels and data of the message's buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<(String, String)>,
    /// Whether one word of a label is enough ("Léonie" for "Léonie Modèle") if no other label has it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[serde(rename = "by_name")]
    pub is_name_accepted: bool,
}

/// A change of a session's room that the organiser has not confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingRoomChange {
    pub session: String,
    pub room: String,
}

/// The session that the last answer was about: what is asked next may refer to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredSession {
    pub session: String,
    /// When the answer was given.
    pub at: EventTime,
}

/// The state of a person's conversation.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Conversation {
    /// At most one of each kind; the last one gets the next text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    activities: Vec<Activity>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    offered: Vec<OfferedQuestion>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "yes_or_no")]
    pub awaited_answer: Option<AwaitedAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_change: Option<PendingRoomChange>,
    /// The session that an organiser is about to change: a time that is typed next is for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changing_session: Option<String>,
    /// The last text was not understood. The reply to another one is worded differently.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub misunderstood: bool,
    #[serde(skip_serializing_if = "Option::is_none", rename = "answered")]
    pub answered_session: Option<AnsweredSession>,
}

impl Conversation {
    /// The activity that gets the next text.
    pub fn current(&self) -> Option<&Activity> {
        self.activities.last()
    }

    /// Whether there is no activity.
    pub fn is_idle(&self) -> bool {
        self.activities.is_empty()
    }

    /// Puts an activity on top. One of the same kind is replaced; all others stay below.
    pub fn begin(&mut self, activity: Activity) {
        self.end(|other| std::mem::discriminant(other) == std::mem::discriminant(&activity));
        self.activities.push(activity);
    }

    /// Ends the activities that match, wherever they are in the stack; true if there was one.
    pub fn end(&mut self, matches: impl Fn(&Activity) -> bool) -> bool {
        let before = self.activities.len();
        self.activities.retain(|activity| !matches(activity));
        self.activities.len() < before
    }

    /// The draft of a registration, if it is on top.
    pub fn draft<D: DeserializeOwned>(&self) -> Option<D> {
        match self.current()? {
            Activity::Registering(draft) => D::deserialize(draft).ok(),
            _ => None,
        }
    }

    /// Whether there is a draft of a registration, even below another activity.
    pub fn is_registering(&self) -> bool {
        self.activities.iter().any(|activity| matches!(activity, Activity::Registering(_)))
    }

    /// The id of the session that a question at `now` may refer to without naming it.
    pub fn recent_session(&self, now: EventTime) -> Option<&str> {
        let answered = self.answered_session.as_ref()?;
        let is_recent = (answered.at..answered.at + FOLLOW_UP_WINDOW).contains(&now);
        is_recent.then_some(answered.session.as_str())
    }

    /// Stores a text for the button with this number; the oldest texts are dropped.
    pub fn offer_question(&mut self, id: MessageId, text: String) {
        self.offered.retain(|offered| offered.id != id && offered.text != text);
        self.offered.push(OfferedQuestion { id, text });
        let too_many = self.offered.len().saturating_sub(MAX_OFFERED_QUESTIONS);
        self.offered.drain(..too_many);
    }

    /// Removes and gives an offered text: the one with a button's number, or the last one for a button without.
    pub fn take_offered_question(&mut self, id: Option<MessageId>) -> Option<String> {
        let is_wanted = |offered: &OfferedQuestion| id.is_none_or(|id| offered.id == id);
        let at = self.offered.iter().rposition(is_wanted)?;
        Some(self.offered.remove(at).text)
    }

    /// Drops the offered texts; true if there were any.
    pub fn forget_offered_questions(&mut self) -> bool {
        !std::mem::take(&mut self.offered).is_empty()
    }

    /// All activities, the first one begun first.
    #[cfg(test)]
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }
}
