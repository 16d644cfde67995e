//! How the conversation of a registration proceeds. Pure: draft and input in, transition out.

use super::model::{
    Answers, ConsentMethod, Draft, Field, FullName, InvalidAnswer, Organisation, Phone, Step, StepChoice,
};
use crate::clock::EventTime;

/// What a person gave as the answer to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepInput<'a> {
    Text(&'a str),
    /// A button of a step.
    Choice(Step, StepChoice),
    /// A button of a step with a choice that no version knows.
    UnknownChoice,
    Contact {
        phone: &'a str,
        own: bool,
    },
    /// A sticker, a photo, a voice note …
    Unsupported,
}

/// What an answer leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transition {
    /// Shows the draft's step.
    Continue(Draft),
    /// Explains why the answer is refused; the draft stays as it was.
    Reject(InvalidAnswer),
    /// The button belongs to another step, or to none.
    Stale,
    /// Shows which answer to change.
    ChooseField(Draft),
    /// Ends the registration.
    Abandon,
    /// Registers; the flag says whether it is a guest's registration.
    Confirmed(Answers, bool),
}

/// Whether typed text can be an answer to a step, rather than an unrelated question.
pub fn accepts_text(step: Step, text: &str) -> bool {
    match step {
        Step::Name | Step::Organisation => !is_question(text),
        Step::Phone => looks_like_phone(text),
        Step::Consent | Step::Category | Step::Summary => false,
    }
}

/// Whether typed text can be the new value of a field.
pub fn field_accepts_text(field: Field, text: &str) -> bool {
    match field {
        Field::Name | Field::Organisation | Field::Area | Field::AccessNeeds => !is_question(text),
        Field::Phone => looks_like_phone(text),
        Field::Email => text.contains('@'),
        Field::Category => false,
    }
}

fn is_question(text: &str) -> bool {
    text.trim_end().ends_with('?')
}

fn looks_like_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 4
}

/// The draft of a guest who consented at `now`.
pub fn begin_on_behalf(method: ConsentMethod, now: EventTime) -> Draft {
    consent_on_behalf(Draft { on_behalf: true, ..Draft::default() }, method, now)
}

/// Records a guest's consent in a draft; answers given before stay.
pub fn consent_on_behalf(draft: Draft, method: ConsentMethod, now: EventTime) -> Draft {
    let draft = Draft { consent_method: method, consent_at: Some(now), ..draft };
    Draft { step: first_missing_step(&draft), ..draft }
}

/// What an answer to the draft's step leads to. `telegram_name` is the name of the Telegram account, if it is
/// a valid name.
pub fn decide(draft: Draft, input: StepInput<'_>, telegram_name: Option<&str>, now: EventTime) -> Transition {
    match input {
        StepInput::UnknownChoice => Transition::Stale,
        StepInput::Choice(step, _) if step != draft.step => Transition::Stale,
        StepInput::Choice(_, StepChoice::Back) => {
            Transition::Continue(Draft { step: previous_step(&draft), ..draft })
        }
        StepInput::Choice(_, StepChoice::Leave) => Transition::Abandon,
        StepInput::Choice(_, choice) => apply_choice(draft, choice, telegram_name, now),
        StepInput::Text(_) | StepInput::Contact { .. } | StepInput::Unsupported => {
            apply_message(draft, input)
        }
    }
}

/// Applies a button of the draft's own step.
fn apply_choice(
    mut draft: Draft,
    choice: StepChoice,
    telegram_name: Option<&str>,
    now: EventTime,
) -> Transition {
    match (draft.step, choice) {
        (Step::Consent, StepChoice::Agree) if !draft.on_behalf => draft.consent_at = Some(now),
        (Step::Name, StepChoice::SameName) if !draft.on_behalf => {
            match FullName::parse(telegram_name.unwrap_or_default()) {
                Ok(name) => draft.name = Some(name),
                Err(reason) => return Transition::Reject(reason),
            }
        }
        (Step::Name, StepChoice::Skip) => return Transition::Reject(InvalidAnswer::NameInvalid),
        (Step::Name, StepChoice::NameRelative) => return Transition::Reject(InvalidAnswer::NeedsOwnName),
        (Step::Category, StepChoice::Category(category)) => draft.category = Some(category),
        (Step::Organisation, StepChoice::Skip) => draft.organisation = Some(None),
        (Step::Phone, StepChoice::Skip) => draft.phone = Some(None),
        (Step::Summary, StepChoice::Confirm) => return confirm(draft),
        (Step::Summary, StepChoice::Change) => return Transition::ChooseField(draft),
        (Step::Summary, StepChoice::Keep) => return Transition::Continue(draft),
        (
            Step::Summary,
            StepChoice::ChangeStep(step @ (Step::Name | Step::Category | Step::Organisation | Step::Phone)),
        ) => return Transition::Continue(Draft { step, ..draft }),
        // A button that this step does not have.
        _ => return Transition::Stale,
    }
    continue_at_first_missing(draft)
}

/// Applies a text, a contact or an unsupported message to the draft's step.
fn apply_message(mut draft: Draft, input: StepInput<'_>) -> Transition {
    let applied = match (draft.step, input) {
        (Step::Name, StepInput::Text(text)) => FullName::parse(text).map(|name| draft.name = Some(name)),
        (Step::Organisation, StepInput::Text(text)) => {
            Organisation::parse(text).map(|organisation| draft.organisation = Some(Some(organisation)))
        }
        (Step::Phone, StepInput::Text(text)) => {
            Phone::parse(text).map(|phone| draft.phone = Some(Some(phone)))
        }
        (Step::Phone, StepInput::Contact { .. }) if draft.on_behalf => Err(InvalidAnswer::PhoneMustBeTyped),
        (Step::Phone, StepInput::Contact { own: false, .. }) => Err(InvalidAnswer::ContactNotOwn),
        (Step::Phone, StepInput::Contact { phone, own: true }) => {
            Phone::from_contact(phone).map(|phone| draft.phone = Some(Some(phone)))
        }
        (Step::Phone, _) => Err(InvalidAnswer::NeedsPhone),
        (Step::Name | Step::Organisation, _) => Err(InvalidAnswer::NeedsText),
        (Step::Consent | Step::Category | Step::Summary, _) => Err(InvalidAnswer::NeedsButton),
    };
    match applied {
        Ok(()) => continue_at_first_missing(draft),
        Err(reason) => Transition::Reject(reason),
    }
}

/// Registers a complete draft; otherwise asks the first missing answer.
fn confirm(draft: Draft) -> Transition {
    match complete_answers(&draft) {
        Some(answers) => Transition::Confirmed(answers, draft.on_behalf),
        None => continue_at_first_missing(draft),
    }
}

fn continue_at_first_missing(draft: Draft) -> Transition {
    Transition::Continue(Draft { step: first_missing_step(&draft), ..draft })
}

/// The first step without an answer; the summary if there is none.
fn first_missing_step(draft: &Draft) -> Step {
    let has_organisation =
        draft.category.is_some_and(|category| !category.has_organisation()) || draft.organisation.is_some();
    let answered = [
        (Step::Consent, draft.consent_at.is_some()),
        (Step::Name, draft.name.is_some()),
        (Step::Category, draft.category.is_some()),
        (Step::Organisation, has_organisation),
        (Step::Phone, draft.phone.is_some()),
    ];
    answered.into_iter().find(|(_, is_answered)| !is_answered).map_or(Step::Summary, |(step, _)| step)
}

/// The step before the draft's; categories without an organisation skip that step.
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

/// The answers of a draft in which none is missing.
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
