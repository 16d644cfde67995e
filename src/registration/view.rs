//! What registration says: each screen one question, short, with the way back.

mod attendees;
mod card;
mod on_behalf;
mod target;

pub use attendees::{attendee_counts, organisers_only};
pub use card::{
    after_cancellation, cancelled, card, choose_category, confirm_cancellation, confirmed, edit_menu,
    edit_prompt, next_steps, offer_expired, ticket_caption, waitlist_closed, with_contact,
};
pub use on_behalf::{claim_prompt, guest_consent, guest_limit_reached, guest_list, guest_notice, taken_over};
pub use target::choose_target;

use super::model::{Category, FullName, Organisation};
use super::phone::Phone;
use super::rules::{Draft, InvalidAnswer, Step};
use crate::args;
use crate::chat::{Button, Message, ReplyButton};
use crate::clock::Millis;
use crate::commands::Command;
use crate::i18n::{Arg, Texts};
use crate::menu;
use crate::turn::Turn;

/// The screen of a step.
pub fn step(turn: &Turn<'_>, draft: &Draft) -> Message {
    let t = turn.texts();
    let place = progress(draft);
    let whose = if draft.on_behalf { "other" } else { "own" };
    match draft.step {
        Step::Consent if draft.on_behalf => guest_consent(turn),
        Step::Consent => consent(turn, false),
        Step::Name => {
            let mut rows = Vec::new();
            let known = telegram_name(turn).filter(|_| !draft.on_behalf);
            // nobody is told of a button that is not there
            let whose = if known.is_none() && !draft.on_behalf { "unknown" } else { whose };
            if let Some(name) = known {
                rows.push(vec![step_button(
                    t.plain("registration-same-name", args!(name = name)),
                    Step::Name,
                    "same",
                )]);
            }
            rows.push(vec![back_button(t, Step::Name)]);
            Message::new(t.html("registration-ask-name", args!(place = place, whose = whose)))
                .with_inline_keyboard(rows)
        }
        Step::Category => {
            let choice = |category: Category| {
                vec![step_button(category_label(t, category), Step::Category, category.name())]
            };
            let mut rows: Vec<_> = Category::ALL.into_iter().map(choice).collect();
            rows.push(vec![back_button(t, Step::Category)]);
            Message::new(t.html("registration-ask-category", args!(place = place, whose = whose)))
                .with_inline_keyboard(rows)
        }
        Step::Organisation => {
            Message::new(t.html("registration-ask-structure", args!(place = place, whose = whose)))
                .with_inline_keyboard(vec![vec![
                    back_button(t, Step::Organisation),
                    step_button(t.label("registration-skip"), Step::Organisation, "skip"),
                ]])
        }
        Step::Phone => {
            let share = vec![ReplyButton::contact_request(t.label("registration-share-phone"))];
            let others = ["registration-skip", "registration-back"].map(|id| ReplyButton::new(t.label(id)));
            // a shared contact is one's own: somebody else's number is typed
            let rows = if draft.on_behalf { vec![others.into()] } else { vec![share, others.into()] };
            Message::new(t.html("registration-ask-phone", args!(place = place, whose = whose)))
                .with_reply_keyboard(rows, t.label("registration-phone-hint"))
        }
        Step::Summary => summary(t, draft),
    }
}

/// Language and consent on one screen; `more` shows the whole notice.
pub fn consent(turn: &Turn<'_>, more: bool) -> Message {
    let t = turn.texts();
    let programme = turn.event.programme;
    let organisers = programme.organisers.iter().map(|name| name.get(turn.lang())).collect::<Vec<_>>();
    let (id, toggle, to) = if more {
        ("registration-consent-whole", "registration-less", "reg:less")
    } else {
        ("registration-consent", "registration-more", "reg:more")
    };
    let html = t.html(
        id,
        args!(
            place = progress(&Draft::default()),
            organisers = organisers.join(" · "),
            months = i64::from(programme.retention_months),
            contact = Arg::html(turn.event.contact_html(t)),
        ),
    );
    Message::new(html).with_inline_keyboard(vec![
        menu::language_buttons("reg:lang", turn),
        vec![step_button(t.label("registration-accept"), Step::Consent, "yes")],
        vec![
            Button::new(t.label(toggle), to),
            step_button(t.label("registration-later"), Step::Consent, "leave"),
        ],
    ])
}

fn summary(t: &Texts, draft: &Draft) -> Message {
    let id = if draft.is_full { "registration-summary-full" } else { "registration-summary" };
    let html = t.html(id, args!(place = progress(draft), lines = Arg::html(answer_lines(t, draft))));
    Message::new(html).with_inline_keyboard(vec![
        vec![step_button(t.label("registration-confirm"), Step::Summary, "confirm")],
        vec![
            step_button(t.label("registration-change"), Step::Summary, "change"),
            step_button(t.label("registration-leave"), Step::Summary, "leave"),
        ],
    ])
}

/// Which answer to change.
pub fn choose_field(turn: &Turn<'_>, draft: &Draft) -> Message {
    let t = turn.texts();
    let choice = |id: &str, step: Step| step_button(t.label(id), Step::Summary, step.name());
    let mut second = vec![choice("registration-phone", Step::Phone)];
    if draft.category.is_some_and(Category::has_organisation) {
        second.insert(0, choice("registration-structure", Step::Organisation));
    }
    Message::new(t.html("registration-what-to-change", &[])).with_inline_keyboard(vec![
        vec![choice("registration-name", Step::Name), choice("registration-category", Step::Category)],
        second,
        vec![step_button(t.label("registration-back"), Step::Summary, "keep")],
    ])
}

/// The answers so far, left standing where the buttons of a step were.
pub fn answers_so_far(turn: &Turn<'_>, draft: &Draft) -> Message {
    Message::new(answer_lines(turn.texts(), draft))
}

/// Why an answer cannot be taken, kindly: to a step of the conversation, or to what is changed on the card, where
/// other buttons stand.
pub fn invalid_answer(turn: &Turn<'_>, why: InvalidAnswer, on_card: bool) -> Message {
    let at = if on_card { "card" } else { "step" };
    let command = format!("/{}", Command::RegisterOthers.name());
    Message::new(turn.texts().html(why.into(), args!(command = command, at = at)))
}

pub fn closed(turn: &Turn<'_>) -> String {
    let t = turn.texts();
    let contact = Arg::html(turn.event.contact_html(t));
    if turn.event.programme.is_over_as_planned(turn.event.now) {
        let title = turn.event.programme.title.get(turn.lang());
        return t.html("event-over", args!(title = title, contact = contact));
    }
    t.html("registration-closed", args!(contact = contact))
}

pub fn not_open_yet(turn: &Turn<'_>, opens: Millis) -> String {
    let t = turn.texts();
    t.html(
        "registration-not-yet",
        args!(day = turn.event.format_date(t, opens), hour = turn.event.format_time(t, opens)),
    )
}

/// What the app calls them, where that can be a name.
pub fn telegram_name(turn: &Turn<'_>) -> Option<String> {
    let sender = turn.incoming.from.as_ref()?;
    let name = FullName::parse(&format!("{} {}", sender.first_name, sender.last_name)).ok()?;
    Some(name.to_string())
}

/// One line for each answer given.
fn answer_lines(t: &Texts, draft: &Draft) -> String {
    let line = |id: &str, value: String| t.html(id, args!(value = value));
    let phone = |phone: &Option<Phone>| {
        phone.as_ref().map_or_else(|| t.label("registration-phone-none"), Phone::format_international)
    };
    let structure = draft
        .organisation
        .as_ref()
        .and_then(Option::as_ref)
        .filter(|_| draft.category.is_some_and(Category::has_organisation));
    [
        draft.name.as_ref().map(|name| line("registration-line-name", name.to_string())),
        draft.category.map(|category| line("registration-line-category", category_label(t, category))),
        structure.map(|structure| line("registration-line-structure", Organisation::to_string(structure))),
        draft.phone.as_ref().map(|given| line("registration-line-phone", phone(given))),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join("\n")
}

fn category_label(t: &Texts, category: Category) -> String {
    t.label(category_message_id(category))
}

/// The message that names a category.
pub fn category_message_id(category: Category) -> &'static str {
    match category {
        Category::Resident => "category-resident",
        Category::Mediator => "category-mediator",
        Category::Employer => "category-employer",
        Category::Institution => "category-institution",
        Category::SocialPartner => "category-social-partner",
        Category::Other => "category-other",
    }
}

/// The words that choose a category when they are typed.
pub fn category_keywords_id(category: Category) -> &'static str {
    match category {
        Category::Resident => "words-resident",
        Category::Mediator => "words-mediator",
        Category::Employer => "words-employer",
        Category::Institution => "words-institution",
        Category::SocialPartner => "words-social-partner",
        Category::Other => "words-other",
    }
}

/// What the answers are for, who sees them, for how long.
pub fn data_use_notice(turn: &Turn<'_>) -> Message {
    let months = i64::from(turn.event.programme.retention_months);
    Message::new(turn.texts().html("registration-why", args!(months = months)))
}

/// The name that was read, so that they see it.
pub fn thanks(turn: &Turn<'_>, draft: &Draft) -> Message {
    let name = draft.name.as_ref().map(FullName::to_string).unwrap_or_default();
    let whose = if draft.on_behalf { "other" } else { "own" };
    Message::new(turn.texts().html("registration-thanks", args!(name = name, whose = whose)))
}

/// "2/5": where one is. Residents have one question less, which is known only once they said so.
fn progress(draft: &Draft) -> String {
    let structure = draft.category.is_some_and(Category::has_organisation);
    let number = match draft.step {
        Step::Consent => 1,
        Step::Name => 2,
        Step::Category => 3,
        Step::Organisation => 4,
        Step::Phone => 4 + i32::from(structure),
        Step::Summary => 5 + i32::from(structure),
    };
    format!("{number}/{}", 5 + i32::from(structure))
}

fn back_button(t: &Texts, step: Step) -> Button {
    step_button(t.label("registration-back"), step, "back")
}

fn step_button(label: String, step: Step, value: &str) -> Button {
    Button::new(label, format!("reg:{}:{value}", step.name()))
}
