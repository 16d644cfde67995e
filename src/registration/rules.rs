//! How the conversation of a registration goes. Pure: state and input in, next state out.

use serde::{Deserialize, Serialize};

use super::phone::Phone;
use super::values::{Category, FullName, How, Structure};
use crate::clock::Millis;

/// The steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    #[default]
    Consent,
    Name,
    Category,
    Structure,
    Phone,
    Summary,
}

impl Step {
    const ALL: [Step; 6] =
        [Step::Consent, Step::Name, Step::Category, Step::Structure, Step::Phone, Step::Summary];

    /// As it stands in a button's data.
    pub fn name(self) -> &'static str {
        match self {
            Step::Consent => "consent",
            Step::Name => "name",
            Step::Category => "category",
            Step::Structure => "structure",
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
    pub at: Step,
    /// Whether somebody else is registered, who has no phone of their own.
    pub other: bool,
    pub how: How,
    pub consent_at: Option<Millis>,
    pub name: Option<FullName>,
    pub category: Option<Category>,
    /// `Some(None)`: none, or they would rather not say.
    #[serde(with = "said")]
    pub structure: Option<Option<Structure>>,
    /// Likewise.
    #[serde(with = "said")]
    pub phone: Option<Option<Phone>>,
    /// Whether the last look found no seat free: they confirm knowing that they will wait.
    pub full: bool,
}

/// An answer that can be changed, or added, on the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Name,
    Category,
    Structure,
    Phone,
    Email,
    Area,
    Access,
}

impl Field {
    pub const ALL: [Field; 7] = [
        Field::Name,
        Field::Category,
        Field::Structure,
        Field::Phone,
        Field::Email,
        Field::Area,
        Field::Access,
    ];

    /// As it stands in a button's data.
    pub fn name(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Category => "category",
            Field::Structure => "structure",
            Field::Phone => "phone",
            Field::Email => "email",
            Field::Area => "area",
            Field::Access => "access",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether typed text can be meant for it.
    pub fn takes_text(self, text: &str) -> bool {
        match self {
            Field::Name | Field::Structure | Field::Area | Field::Access => !is_question(text),
            Field::Phone => has_digits(text),
            Field::Email => text.contains('@'),
            Field::Category => false,
        }
    }
}

/// Answers that are complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    pub how: How,
    pub consent_at: Millis,
    pub name: FullName,
    pub category: Category,
    pub structure: Option<Structure>,
    pub phone: Option<Phone>,
}

/// What somebody gave as an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given<'a> {
    Text(&'a str),
    /// A button of a step, and what it says.
    Choice(Step, &'a str),
    Contact {
        phone: &'a str,
        own: bool,
    },
    /// A sticker, a photo, a voice note …
    Other,
}

/// Why an answer cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    NoName,
    LongName,
    NoStructure,
    LongStructure,
    NoPhone,
    OthersContact,
    TypePhone,
    NoEmail,
    NoArea,
    LongArea,
    NoAccess,
    LongAccess,
    NeedsButton,
    NeedsText,
    /// A sticker or a voice message where a number is asked for.
    NeedsNumber,
    /// Their own name is asked for, and they name somebody of theirs.
    NeedsOwnName,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Go(Draft),
    Stay(Why),
    /// The button belongs to a step that is behind.
    Stale,
    /// Shows which answer to change.
    Change(Draft),
    Leave,
    /// Complete; whether it is somebody else's.
    Confirmed(Answers, bool),
}

/// Whether typed text can be an answer to a step, rather than a question in its middle.
pub fn takes_text(at: Step, text: &str) -> bool {
    match at {
        Step::Name | Step::Structure => !is_question(text),
        Step::Phone => has_digits(text),
        Step::Consent | Step::Category | Step::Summary => false,
    }
}

fn is_question(text: &str) -> bool {
    text.trim_end().ends_with('?')
}

fn has_digits(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 4
}

/// A registration of somebody else begins with how they agreed.
pub fn begin_other(how: How, now: Millis) -> Draft {
    agree_for_other(Draft { other: true, ..Draft::default() }, how, now)
}

/// The notice was agreed to on behalf of another person; answers given before are kept.
pub fn agree_for_other(draft: Draft, how: How, now: Millis) -> Draft {
    let draft = Draft { how, consent_at: Some(now), ..draft };
    Draft { at: first_missing(&draft), ..draft }
}

/// One answer in the conversation. `telegram_name` is what the app calls them.
pub fn hear(draft: Draft, given: Given<'_>, telegram_name: Option<&str>, now: Millis) -> Verdict {
    match given {
        Given::Choice(step, _) if step != draft.at => Verdict::Stale,
        Given::Choice(_, "back") => Verdict::Go(Draft { at: previous(&draft), ..draft }),
        Given::Choice(_, "leave") => Verdict::Leave,
        given => answer(draft, given, telegram_name, now),
    }
}

fn answer(mut draft: Draft, given: Given<'_>, telegram_name: Option<&str>, now: Millis) -> Verdict {
    let taken = match (draft.at, given) {
        (Step::Consent, Given::Choice(_, "yes")) if !draft.other => {
            draft.consent_at = Some(now);
            Ok(())
        }
        (Step::Name, Given::Text(text)) => FullName::parse(text).map(|name| draft.name = Some(name)),
        (Step::Name, Given::Choice(_, "same")) if !draft.other => {
            FullName::parse(telegram_name.unwrap_or_default()).map(|name| draft.name = Some(name))
        }
        (Step::Category, Given::Choice(_, name)) => match Category::from_name(name) {
            Some(category) => {
                draft.category = Some(category);
                Ok(())
            }
            None => return Verdict::Stale,
        },
        (Step::Structure, Given::Text(text)) => {
            Structure::parse(text).map(|structure| draft.structure = Some(Some(structure)))
        }
        (Step::Name, Given::Choice(_, "skip")) => Err(Why::NoName),
        (Step::Name, Given::Choice(_, "relation")) => Err(Why::NeedsOwnName),
        (Step::Structure, Given::Choice(_, "skip")) => {
            draft.structure = Some(None);
            Ok(())
        }
        (Step::Phone, Given::Choice(_, "skip")) => {
            draft.phone = Some(None);
            Ok(())
        }
        (Step::Phone, Given::Text(text)) => Phone::parse(text).map(|phone| draft.phone = Some(Some(phone))),
        (Step::Phone, Given::Contact { .. }) if draft.other => Err(Why::TypePhone),
        (Step::Phone, Given::Contact { own: false, .. }) => Err(Why::OthersContact),
        (Step::Phone, Given::Contact { phone, own: true }) => {
            Phone::shared(phone).map(|phone| draft.phone = Some(Some(phone)))
        }
        (Step::Summary, Given::Choice(_, choice)) => return summary(draft, choice),
        (Step::Name | Step::Structure, Given::Other | Given::Contact { .. }) => Err(Why::NeedsText),
        (Step::Phone, Given::Other) => Err(Why::NeedsNumber),
        (_, Given::Choice(..)) => return Verdict::Stale,
        (Step::Consent | Step::Category | Step::Summary, _) => Err(Why::NeedsButton),
    };
    match taken {
        Ok(()) => Verdict::Go(Draft { at: first_missing(&draft), ..draft }),
        Err(why) => Verdict::Stay(why),
    }
}

/// On the summary: confirm, or go back to one answer.
fn summary(draft: Draft, choice: &str) -> Verdict {
    match (choice, Step::from_name(choice)) {
        ("confirm", _) => match complete(&draft) {
            Some(answers) => Verdict::Confirmed(answers, draft.other),
            None => Verdict::Go(Draft { at: first_missing(&draft), ..draft }),
        },
        ("change", _) => Verdict::Change(draft),
        ("keep", _) => Verdict::Go(draft),
        (_, Some(step @ (Step::Name | Step::Category | Step::Structure | Step::Phone))) => {
            Verdict::Go(Draft { at: step, ..draft })
        }
        _ => Verdict::Stale,
    }
}

/// The first step without an answer: where somebody goes on after changing one.
fn first_missing(draft: &Draft) -> Step {
    let has_structure =
        draft.category.is_some_and(|category| !category.has_structure()) || draft.structure.is_some();
    let answered = [
        (Step::Consent, draft.consent_at.is_some()),
        (Step::Name, draft.name.is_some()),
        (Step::Category, draft.category.is_some()),
        (Step::Structure, has_structure),
        (Step::Phone, draft.phone.is_some()),
    ];
    answered.into_iter().find(|(_, there)| !there).map_or(Step::Summary, |(step, _)| step)
}

/// The step before; residents are not asked for a structure.
fn previous(draft: &Draft) -> Step {
    match draft.at {
        Step::Consent | Step::Name => Step::Consent,
        Step::Category => Step::Name,
        Step::Structure => Step::Category,
        Step::Phone if draft.category.is_some_and(|category| !category.has_structure()) => Step::Category,
        Step::Phone => Step::Structure,
        Step::Summary => Step::Phone,
    }
}

fn complete(draft: &Draft) -> Option<Answers> {
    if first_missing(draft) != Step::Summary {
        return None;
    }
    let category = draft.category?;
    Some(Answers {
        how: draft.how,
        consent_at: draft.consent_at?,
        name: draft.name.clone()?,
        category,
        structure: draft.structure.clone().flatten().filter(|_| category.has_structure()),
        phone: draft.phone.clone()?,
    })
}

/// `Some(None)` and `None` are one and the same in JSON: an empty text stands for "rather not".
mod said {
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
