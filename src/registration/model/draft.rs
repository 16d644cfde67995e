//! A registration in progress: the current step and the answers given so far. Stored as JSON in the
//! person's conversation; the serialised names must stay readable by later versions.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::phone::Phone;
use super::registration::{Category, ConsentMethod};
use super::values::{FullName, Organisation};
use crate::clock::EventTime;

/// The steps, in order. Their names in button data are those of `strum`.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    Serialize,
    Deserialize,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Step {
    #[default]
    Consent,
    Name,
    Category,
    #[serde(rename = "structure")]
    #[strum(serialize = "structure")]
    Organisation,
    Phone,
    Summary,
}

impl Step {
    /// The name in button data.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a button of a step, or a word typed in its place, answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepChoice {
    /// Consents to the notice.
    Agree,
    /// Uses the name of the Telegram account.
    SameName,
    Category(Category),
    /// Gives no answer.
    Skip,
    /// Names a relative where the person's own name is expected.
    NameRelative,
    Back,
    Leave,
    /// On the summary: registers.
    Confirm,
    /// On the summary: asks which answer to change.
    Change,
    /// On the list of answers: changes none.
    Keep,
    /// On the list of answers: asks this step again.
    ChangeStep(Step),
}

impl fmt::Display for StepChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StepChoice::Agree => "yes",
            StepChoice::SameName => "same",
            StepChoice::Category(category) => category.name(),
            StepChoice::Skip => "skip",
            StepChoice::NameRelative => "relation",
            StepChoice::Back => "back",
            StepChoice::Leave => "leave",
            StepChoice::Confirm => "confirm",
            StepChoice::Change => "change",
            StepChoice::Keep => "keep",
            StepChoice::ChangeStep(step) => step.name(),
        })
    }
}

impl FromStr for StepChoice {
    type Err = strum::ParseError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(match name {
            "yes" => StepChoice::Agree,
            "same" => StepChoice::SameName,
            "skip" => StepChoice::Skip,
            "relation" => StepChoice::NameRelative,
            "back" => StepChoice::Back,
            "leave" => StepChoice::Leave,
            "confirm" => StepChoice::Confirm,
            "change" => StepChoice::Change,
            "keep" => StepChoice::Keep,
            _ => match name.parse() {
                Ok(category) => StepChoice::Category(category),
                Err(_) => StepChoice::ChangeStep(name.parse()?),
            },
        })
    }
}

/// The answers given so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    #[serde(rename = "at")]
    pub step: Step,
    /// Whether the person registers a guest, who has no phone.
    #[serde(rename = "other")]
    pub on_behalf: bool,
    #[serde(rename = "how")]
    pub consent_method: ConsentMethod,
    pub consent_at: Option<EventTime>,
    pub name: Option<FullName>,
    pub category: Option<Category>,
    /// `None`: not asked yet. `Some(None)`: the person gave no organisation.
    #[serde(with = "optional_answer")]
    #[serde(rename = "structure")]
    pub organisation: Option<Option<Organisation>>,
    /// `None`: not asked yet. `Some(None)`: the person gave no number.
    #[serde(with = "optional_answer")]
    pub phone: Option<Option<Phone>>,
    /// Whether no seat was free when the summary was shown: the person then confirms for the waitlist.
    #[serde(rename = "full")]
    pub is_full: bool,
}

/// JSON cannot tell `Some(None)` from `None`: an empty text stands for `Some(None)`.
mod optional_answer {
    use serde::de::IntoDeserializer;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(
        answer: &Option<Option<T>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match answer {
            None => serializer.serialize_none(),
            Some(None) => serializer.serialize_some(""),
            Some(Some(value)) => serializer.serialize_some(value),
        }
    }

    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        let text: Option<String> = Option::deserialize(deserializer)?;
        let value = |text: String| T::deserialize(text.into_deserializer());
        text.map(|text| Some(text).filter(|text| !text.is_empty()).map(value).transpose()).transpose()
    }
}
