//! Wording that several screens share: labels of categories, lines of answers, contact details.

use super::model::{Category, Draft, FullName, InvalidAnswer, Organisation, Phone};
use crate::args;
use crate::i18n::{Arg, Texts};
use crate::programme::Programme;
use crate::turn::Turn;

/// The label of a category.
pub fn category_label(t: &Texts, category: Category) -> String {
    t.label(match category {
        Category::Resident => "category-resident",
        Category::Mediator => "category-mediator",
        Category::Employer => "category-employer",
        Category::Institution => "category-institution",
        Category::SocialPartner => "category-social-partner",
        Category::Other => "category-other",
    })
}

/// One HTML line for each answer given.
pub fn answer_lines(t: &Texts, draft: &Draft) -> String {
    let line = |id: &str, value: String| t.html(id, args!(value = value));
    let phone = |phone: &Option<Phone>| {
        phone.as_ref().map_or_else(|| t.label("registration-phone-none"), Phone::format_international)
    };
    let organisation = draft
        .organisation
        .as_ref()
        .and_then(Option::as_ref)
        .filter(|_| draft.category.is_some_and(Category::has_organisation));
    [
        draft.name.as_ref().map(|name| line("registration-line-name", name.to_string())),
        draft.category.map(|category| line("registration-line-category", category_label(t, category))),
        organisation.map(|name| line("registration-line-structure", Organisation::to_string(name))),
        draft.phone.as_ref().map(|answer| line("registration-line-phone", phone(answer))),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("\n")
}

/// A text that ends with how to reach the organisers.
pub fn with_contact(turn: &Turn<'_>, id: &str) -> String {
    let t = turn.texts();
    t.html(id, args!(contact = Arg::html(turn.event.contact_html(t))))
}

/// The name of the sender's Telegram account, if it is a valid name.
pub fn telegram_name(turn: &Turn<'_>) -> Option<String> {
    let sender = turn.incoming.from.as_ref()?;
    let name = FullName::parse(&format!("{} {}", sender.first_name, sender.last_name)).ok()?;
    Some(name.to_string())
}

/// The message that explains why an answer is refused.
pub fn invalid_answer_id(reason: InvalidAnswer) -> &'static str {
    match reason {
        InvalidAnswer::NameInvalid => "registration-no-name",
        InvalidAnswer::NameTooLong => "registration-long-name",
        InvalidAnswer::OrganisationInvalid => "registration-no-structure",
        InvalidAnswer::OrganisationTooLong => "registration-long-structure",
        InvalidAnswer::PhoneInvalid => "registration-no-phone",
        InvalidAnswer::ContactNotOwn => "registration-others-contact",
        InvalidAnswer::PhoneMustBeTyped => "registration-type-phone",
        InvalidAnswer::EmailInvalid => "registration-no-email",
        InvalidAnswer::AreaInvalid => "registration-no-area",
        InvalidAnswer::AreaTooLong => "registration-long-area",
        InvalidAnswer::AccessNeedsInvalid => "registration-no-access",
        InvalidAnswer::AccessNeedsTooLong => "registration-long-access",
        InvalidAnswer::NeedsButton => "registration-needs-button",
        InvalidAnswer::NeedsText => "registration-needs-text",
        InvalidAnswer::NeedsPhone => "registration-needs-number",
        InvalidAnswer::NeedsOwnName => "registration-needs-own-name",
    }
}

/// Adds to a text about consent that the attendance sheet is kept longer than the rest, where it is.
pub fn add_attendance_notice(t: &Texts, programme: &Programme, html: &mut String) {
    if programme.attendance_months > programme.retention_months {
        let months = i64::from(programme.attendance_months);
        html.push('\n');
        html.push_str(&t.html("consent-attendance", args!(months = months)));
    }
}
