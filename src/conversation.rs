//! Where a person is in their conversation with the bot: a small stack of activities, the last one
//! begun on top, and what the last message offered.
//!
//! ```text
//! Registering { name, category … }     waits, with every answer given so far
//! Announcing { number: 3 }             waits
//! Asking                               hears the next text
//! ```
//!
//! Beginning or ending one activity never touches another one's data. The whole is stored as JSON in
//! the person's row; rows written by earlier versions are read too (`stored`).

mod legacy_format;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many offered texts are remembered, so that the buttons of the last messages still work.
const MAX_OFFERED_QUESTIONS: usize = 3;

/// Something that awaits the person's next text, or keeps the answers given so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// A registration in the making: the answers, in the form that `registration` gives them.
    Registering(Value),
    /// One answer of a registration is changed.
    #[serde(rename = "changing")]
    EditingRegistration { registration: i64, field: String },
    /// The next text is a question to the speakers.
    #[serde(rename = "asking")]
    AskingQuestion,
    /// The next text belongs to a question.
    #[serde(rename = "writing")]
    WritingForQuestion(TextPurpose),
    /// The next text answers a question that was sent to the organisers.
    #[serde(rename = "replying")]
    AnsweringForwardedQuestion { question: i64 },
    /// The next text or photo is an announcement's.
    #[serde(rename = "announcing")]
    WritingAnnouncement(AnnouncementText),
}

/// What the next text is for, around a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextPurpose {
    /// The author's new wording.
    Edit(i64),
    /// A message between an author and the listener of their own case.
    #[serde(rename = "word")]
    CaseMessage(i64),
    /// A moderator's wording for the hall.
    Reword(i64),
    /// A moderator's answer to the author alone.
    #[serde(rename = "private")]
    PrivateAnswer(i64),
    /// A question asked aloud in the hall.
    #[serde(rename = "floor")]
    FromAudience,
    /// One question that stands for several.
    #[serde(rename = "umbrella")]
    Combined,
}

/// The text of an announcement that an organiser is about to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementText {
    pub number: i64,
    /// A language's code; empty for the text that all get.
    pub language: String,
    /// The last text was so long that the next may be the rest of it.
    #[serde(rename = "rest_of_cut")]
    pub is_continuation_expected: bool,
}

/// A text that one press sends to the speakers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedQuestion {
    /// The number in the button's data.
    pub id: i64,
    pub text: String,
}

/// What a text that answers the last message stands for, as buttons' data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedAnswer {
    /// For a yes and a no; empty where the message asks no such thing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[serde(rename = "yes")]
    pub yes_data: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[serde(rename = "no")]
    pub no_data: String,
    /// The buttons of the message, for whoever types what stands on one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<(String, String)>,
    /// A name of one's own on a button ("Léonie" for "Léonie Modèle") is enough.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[serde(rename = "by_name")]
    pub is_name_accepted: bool,
}

/// A room typed by an organiser, kept until the change is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingRoomChange {
    pub session: String,
    pub room: String,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Conversation {
    /// At most one of each kind; the last hears what is typed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    activities: Vec<Activity>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    offered: Vec<OfferedQuestion>,
    #[serde(skip_serializing_if = "Option::is_none", rename = "yes_or_no")]
    pub awaited_answer: Option<AwaitedAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_change: Option<PendingRoomChange>,
    /// The session whose changes an organiser looks at: an hour that is typed next is for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changing_session: Option<String>,
    /// The last text was not understood, which was said in the first wording.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub misunderstood: bool,
}

impl Conversation {
    /// The activity that hears the next text.
    pub fn current(&self) -> Option<&Activity> {
        self.activities.last()
    }

    /// Whether nothing awaits a text or keeps answers.
    pub fn is_idle(&self) -> bool {
        self.activities.is_empty()
    }

    /// Puts an activity on top. One of the same kind is replaced; all others wait below.
    pub fn begin(&mut self, activity: Activity) {
        self.end(|other| std::mem::discriminant(other) == std::mem::discriminant(&activity));
        self.activities.push(activity);
    }

    /// Ends the activities that are meant, wherever they stand; whether there was one.
    pub fn end(&mut self, meant: impl Fn(&Activity) -> bool) -> bool {
        let before = self.activities.len();
        self.activities.retain(|activity| !meant(activity));
        self.activities.len() < before
    }

    /// The answers of a registration in the making, while it hears the next text.
    pub fn draft<D: DeserializeOwned>(&self) -> Option<D> {
        match self.current()? {
            Activity::Registering(draft) => D::deserialize(draft).ok(),
            _ => None,
        }
    }

    /// Whether a registration is in the making, even below another activity.
    pub fn is_registering(&self) -> bool {
        self.activities.iter().any(|activity| matches!(activity, Activity::Registering(_)))
    }

    /// Remembers a text for the button with this number; the oldest offers are forgotten.
    pub fn offer_question(&mut self, id: i64, text: String) {
        self.offered.retain(|offered| offered.id != id && offered.text != text);
        self.offered.push(OfferedQuestion { id, text });
        let too_many = self.offered.len().saturating_sub(MAX_OFFERED_QUESTIONS);
        self.offered.drain(..too_many);
    }

    /// Takes an offered text: that of a button's number, or the last one for buttons without.
    pub fn take_offered_question(&mut self, id: Option<i64>) -> Option<String> {
        let wanted = |offered: &OfferedQuestion| id.is_none_or(|id| offered.id == id);
        let at = self.offered.iter().rposition(wanted)?;
        Some(self.offered.remove(at).text)
    }

    /// Forgets texts that were offered to be sent and were not; whether there were any.
    pub fn forget_offered_questions(&mut self) -> bool {
        !std::mem::take(&mut self.offered).is_empty()
    }

    /// As it is stored; nothing at all where there is nothing to store.
    pub fn to_stored(&self) -> String {
        if *self == Self::default() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// As it was stored, by this version or an earlier one. What cannot be read is left behind, except
    /// for the answers of a registration that stand in it.
    pub fn from_stored(stored: &str) -> Self {
        if stored.is_empty() {
            return Self::default();
        }
        serde_json::from_str(stored).unwrap_or_else(|_| legacy_format::parse(stored))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn draft() -> Value {
        json!({"at": "category", "name": "Marie d'Exemple"})
    }

    #[test]
    fn a_draft_waits_below_whatever_is_begun_and_ended() {
        let mut conversation = Conversation::default();
        conversation.begin(Activity::Registering(draft()));
        let others = [
            Activity::AskingQuestion,
            Activity::WritingForQuestion(TextPurpose::Edit(3)),
            Activity::AnsweringForwardedQuestion { question: 7 },
            Activity::WritingAnnouncement(AnnouncementText {
                number: 3,
                language: "gcf".into(),
                is_continuation_expected: true,
            }),
        ];
        for other in &others {
            conversation.begin(other.clone());
        }
        assert_eq!(conversation.draft::<Value>(), None, "another activity hears the next text");
        assert_eq!(Conversation::from_stored(&conversation.to_stored()), conversation);
        assert!(conversation.end(|activity| others.contains(activity)));
        assert_eq!(conversation.draft::<Value>(), Some(draft()));
    }

    #[test]
    fn nothing_is_stored_of_nothing() {
        assert_eq!(Conversation::default().to_stored(), "");
        assert_eq!(Conversation::from_stored(""), Conversation::default());
    }

    #[test]
    fn a_button_sends_the_text_it_was_shown_with() {
        let mut conversation = Conversation::default();
        for id in 1..=5 {
            conversation.offer_question(id, format!("text {id}"));
        }
        assert_eq!(conversation.take_offered_question(Some(1)), None, "only the last few are remembered");
        assert_eq!(conversation.take_offered_question(Some(3)).as_deref(), Some("text 3"));
        assert_eq!(conversation.take_offered_question(None).as_deref(), Some("text 5"));
        assert_eq!(conversation.take_offered_question(Some(3)), None, "once");
    }
}
