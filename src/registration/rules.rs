//! How the conversation of a registration goes. Pure: state and input in, next state out.

use serde::{Deserialize, Serialize};

use super::model::{Category, ConsentMethod, FullName, Organisation};
use super::phone::Phone;
use crate::clock::Millis;

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    #[default]
    Consent,
    Name,
    Category,
    #[serde(rename = "structure")]
    Organisation,
    Phone,
    Summary,
}

impl Step {
    const ALL: [Step; 6] =
        [Step::Consent, Step::Name, Step::Category, Step::Organisation, Step::Phone, Step::Summary];

    /// As it stands in a button's data.
    pub fn name(self) -> &'static str {
        match self {
            Step::Consent => "consent",
            Step::Name => "name",
            Step::Category => "category",
            Step::Organisation => "structure",
            Step::Phone => "phone",
            Step::Summary => "summary",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// Answers in the making.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    #[serde(rename = "at")]
    pub step: Step,
    /// Whether somebody else is registered, who has no phone of their own.
    #[serde(rename = "other")]
    pub on_behalf: bool,
    #[serde(rename = "how")]
    pub consent_method: ConsentMethod,
    pub consent_at: Option<Millis>,
    pub name: Option<FullName>,
    pub category: Option<Category>,
    /// `Some(None)`: none, or they would rather not say.
    #[serde(with = "optional_answer")]
    #[serde(rename = "structure")]
    pub organisation: Option<Option<Organisation>>,
    /// Likewise.
    #[serde(with = "optional_answer")]
    pub phone: Option<Option<Phone>>,
    /// Whether the last look found no seat free: they confirm knowing that they will wait.
    #[serde(rename = "full")]
    pub is_full: bool,
}

/// An answer that can be changed, or added, on the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Name,
    Category,
    Organisation,
    Phone,
    Email,
    Area,
    AccessNeeds,
}

impl Field {
    pub const ALL: [Field; 7] = [
        Field::Name,
        Field::Category,
        Field::Organisation,
        Field::Phone,
        Field::Email,
        Field::Area,
        Field::AccessNeeds,
    ];

    /// As it stands in a button's data.
    pub fn name(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Category => "category",
            Field::Organisation => "structure",
            Field::Phone => "phone",
            Field::Email => "email",
            Field::Area => "area",
            Field::AccessNeeds => "access",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether typed text can be meant for it.
    pub fn accepts_text(self, text: &str) -> bool {
        match self {
            Field::Name | Field::Organisation | Field::Area | Field::AccessNeeds => !is_question(text),
            Field::Phone => looks_like_phone(text),
            Field::Email => text.contains('@'),
            Field::Category => false,
        }
    }
}

/// Answers that are complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    pub consent_method: ConsentMethod,
    pub consent_at: Millis,
    pub name: FullName,
    pub category: Category,
    pub organisation: Option<Organisation>,
    pub phone: Option<Phone>,
}

/// What somebody gave as an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StepInput<'a> {
    Text(&'a str),
    /// A button of a step, and what it says.
    Choice(Step, &'a str),
    Contact {
        phone: &'a str,
        own: bool,
    },
    /// A sticker, a photo, a voice note …
    Unsupported,
}

/// Why an answer cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidAnswer {
    NameInvalid,
    NameTooLong,
    OrganisationInvalid,
    OrganisationTooLong,
    PhoneInvalid,
    ContactNotOwn,
    PhoneMustBeTyped,
    EmailInvalid,
    AreaInvalid,
    AreaTooLong,
    AccessNeedsInvalid,
    AccessNeedsTooLong,
    NeedsButton,
    NeedsText,
    /// A sticker or a voice message where a number is asked for.
    NeedsPhone,
    /// Their own name is asked for, and they name somebody of theirs.
    NeedsOwnName,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transition {
    Continue(Draft),
    Reject(InvalidAnswer),
    /// The button belongs to a step that is behind.
    Stale,
    /// Shows which answer to change.
    ChooseField(Draft),
    Abandon,
    /// Complete; whether it is somebody else's.
    Confirmed(Answers, bool),
}

/// Whether typed text can be an answer to a step, rather than a question in its middle.
pub fn accepts_text(at: Step, text: &str) -> bool {
    match at {
        Step::Name | Step::Organisation => !is_question(text),
        Step::Phone => looks_like_phone(text),
        Step::Consent | Step::Category | Step::Summary => false,
    }
}

fn is_question(text: &str) -> bool {
    text.trim_end().ends_with('?')
}

fn looks_like_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 4
}

/// A registration of somebody else begins with how they agreed.
pub fn begin_on_behalf(how: ConsentMethod, now: Millis) -> Draft {
    consent_on_behalf(Draft { on_behalf: true, ..Draft::default() }, how, now)
}

/// The notice was agreed to on behalf of another person; answers given before are kept.
pub fn consent_on_behalf(draft: Draft, how: ConsentMethod, now: Millis) -> Draft {
    let draft = Draft { consent_method: how, consent_at: Some(now), ..draft };
    Draft { step: first_missing_step(&draft), ..draft }
}

/// One answer in the conversation. `telegram_name` is what the app calls them.
pub fn decide(draft: Draft, given: StepInput<'_>, telegram_name: Option<&str>, now: Millis) -> Transition {
    match given {
        StepInput::Choice(step, _) if step != draft.step => Transition::Stale,
        StepInput::Choice(_, "back") => Transition::Continue(Draft { step: previous_step(&draft), ..draft }),
        StepInput::Choice(_, "leave") => Transition::Abandon,
        given => apply_answer(draft, given, telegram_name, now),
    }
}

fn apply_answer(
    mut draft: Draft,
    given: StepInput<'_>,
    telegram_name: Option<&str>,
    now: Millis,
) -> Transition {
    let taken = match (draft.step, given) {
        (Step::Consent, StepInput::Choice(_, "yes")) if !draft.on_behalf => {
            draft.consent_at = Some(now);
            Ok(())
        }
        (Step::Name, StepInput::Text(text)) => FullName::parse(text).map(|name| draft.name = Some(name)),
        (Step::Name, StepInput::Choice(_, "same")) if !draft.on_behalf => {
            FullName::parse(telegram_name.unwrap_or_default()).map(|name| draft.name = Some(name))
        }
        (Step::Category, StepInput::Choice(_, name)) => match Category::from_name(name) {
            Some(category) => {
                draft.category = Some(category);
                Ok(())
            }
            None => return Transition::Stale,
        },
        (Step::Organisation, StepInput::Text(text)) => {
            Organisation::parse(text).map(|structure| draft.organisation = Some(Some(structure)))
        }
        (Step::Name, StepInput::Choice(_, "skip")) => Err(InvalidAnswer::NameInvalid),
        (Step::Name, StepInput::Choice(_, "relation")) => Err(InvalidAnswer::NeedsOwnName),
        (Step::Organisation, StepInput::Choice(_, "skip")) => {
            draft.organisation = Some(None);
            Ok(())
        }
        (Step::Phone, StepInput::Choice(_, "skip")) => {
            draft.phone = Some(None);
            Ok(())
        }
        (Step::Phone, StepInput::Text(text)) => {
            Phone::parse(text).map(|phone| draft.phone = Some(Some(phone)))
        }
        (Step::Phone, StepInput::Contact { .. }) if draft.on_behalf => Err(InvalidAnswer::PhoneMustBeTyped),
        (Step::Phone, StepInput::Contact { own: false, .. }) => Err(InvalidAnswer::ContactNotOwn),
        (Step::Phone, StepInput::Contact { phone, own: true }) => {
            Phone::from_contact(phone).map(|phone| draft.phone = Some(Some(phone)))
        }
        (Step::Summary, StepInput::Choice(_, choice)) => return decide_on_summary(draft, choice),
        (Step::Name | Step::Organisation, StepInput::Unsupported | StepInput::Contact { .. }) => {
            Err(InvalidAnswer::NeedsText)
        }
        (Step::Phone, StepInput::Unsupported) => Err(InvalidAnswer::NeedsPhone),
        (_, StepInput::Choice(..)) => return Transition::Stale,
        (Step::Consent | Step::Category | Step::Summary, _) => Err(InvalidAnswer::NeedsButton),
    };
    match taken {
        Ok(()) => Transition::Continue(Draft { step: first_missing_step(&draft), ..draft }),
        Err(why) => Transition::Reject(why),
    }
}

/// On the summary: confirm, or go back to one answer.
fn decide_on_summary(draft: Draft, choice: &str) -> Transition {
    match (choice, Step::from_name(choice)) {
        ("confirm", _) => match complete_answers(&draft) {
            Some(answers) => Transition::Confirmed(answers, draft.on_behalf),
            None => Transition::Continue(Draft { step: first_missing_step(&draft), ..draft }),
        },
        ("change", _) => Transition::ChooseField(draft),
        ("keep", _) => Transition::Continue(draft),
        (_, Some(step @ (Step::Name | Step::Category | Step::Organisation | Step::Phone))) => {
            Transition::Continue(Draft { step, ..draft })
        }
        _ => Transition::Stale,
    }
}

/// The first step without an answer: where somebody goes on after changing one.
fn first_missing_step(draft: &Draft) -> Step {
    let has_structure =
        draft.category.is_some_and(|category| !category.has_organisation()) || draft.organisation.is_some();
    let answered = [
        (Step::Consent, draft.consent_at.is_some()),
        (Step::Name, draft.name.is_some()),
        (Step::Category, draft.category.is_some()),
        (Step::Organisation, has_structure),
        (Step::Phone, draft.phone.is_some()),
    ];
    answered.into_iter().find(|(_, there)| !there).map_or(Step::Summary, |(step, _)| step)
}

/// The step before; residents are not asked for a structure.
fn previous_step(draft: &Draft) -> Step {
    match draft.step {
        Step::Consent | Step::Name => Step::Consent,
        Step::Category => Step::Name,
        Step::Organisation => Step::Category,
        Step::Phone if draft.category.is_some_and(|category| !category.has_organisation()) => Step::Category,
        Step::Phone => Step::Organisation,
        Step::Summary => Step::Phone,
    }
}

fn complete_answers(draft: &Draft) -> Option<Answers> {
    if first_missing_step(draft) != Step::Summary {
        return None;
    }
    let category = draft.category?;
    Some(Answers {
        consent_method: draft.consent_method,
        consent_at: draft.consent_at?,
        name: draft.name.clone()?,
        category,
        organisation: draft.organisation.clone().flatten().filter(|_| category.has_organisation()),
        phone: draft.phone.clone()?,
    })
}

/// `Some(None)` and `None` are one and the same in JSON: an empty text stands for "rather not".
mod optional_answer {
    use serde::de::IntoDeserializer;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(
        given: &Option<Option<T>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match given {
            None => to.serialize_none(),
            Some(None) => to.serialize_some(""),
            Some(Some(given)) => to.serialize_some(given),
        }
    }

    pub fn deserialize<'de, T, D>(from: D) -> Result<Option<Option<T>>, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        let text: Option<String> = Option::deserialize(from)?;
        let given = |text: String| T::deserialize(text.into_deserializer());
        text.map(|text| Some(text).filter(|text| !text.is_empty()).map(given).transpose()).transpose()
    }
}
