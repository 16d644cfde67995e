//! The screens of the conversation: the notice, one question for each step, the summary.

use super::guests::guest_consent;
use crate::args;
use crate::chat::{Button, Message, ReplyButton};
use crate::clock::EventTime;
use crate::commands::Command;
use crate::i18n::{Arg, Texts};
use crate::menu;
use crate::registration::model::{Category, Draft, FullName, InvalidAnswer, Step, StepChoice};
use crate::registration::payload::Payload;
use crate::registration::wording::{self, answer_lines, category_label, invalid_answer_id, telegram_name};
use crate::turn::Turn;

/// The screen of the draft's step.
pub fn step(turn: &Turn<'_>, draft: &Draft) -> Message {
    let t = turn.texts();
    let position = progress(draft);
    let whose = if draft.on_behalf { "other" } else { "own" };
    match draft.step {
        Step::Consent if draft.on_behalf => guest_consent(turn),
        Step::Consent => consent(turn, false),
        Step::Name => {
            let mut rows = Vec::new();
            let account_name = telegram_name(turn).filter(|_| !draft.on_behalf);
            // The text mentions the button only if there is one.
            let whose = if account_name.is_none() && !draft.on_behalf { "unknown" } else { whose };
            if let Some(name) = account_name {
                rows.push(vec![step_button(
                    t.plain("registration-same-name", args!(name = name)),
                    Step::Name,
                    StepChoice::SameName,
                )]);
            }
            rows.push(vec![back_button(t, Step::Name)]);
            Message::new(t.html("registration-ask-name", args!(place = position, whose = whose)))
                .with_inline_keyboard(rows)
        }
        Step::Category => {
            let choice = |category: Category| {
                let label = category_label(t, category);
                vec![step_button(label, Step::Category, StepChoice::Category(category))]
            };
            let mut rows: Vec<_> = Category::ALL.into_iter().map(choice).collect();
            rows.push(vec![back_button(t, Step::Category)]);
            Message::new(t.html("registration-ask-category", args!(place = position, whose = whose)))
                .with_inline_keyboard(rows)
        }
        Step::Organisation => {
            Message::new(t.html("registration-ask-structure", args!(place = position, whose = whose)))
                .with_inline_keyboard(vec![vec![
                    back_button(t, Step::Organisation),
                    step_button(t.label("registration-skip"), Step::Organisation, StepChoice::Skip),
                ]])
        }
        Step::Phone => {
            let share = vec![ReplyButton::contact_request(t.label("registration-share-phone"))];
            let other_buttons =
                ["registration-skip", "registration-back"].map(|id| ReplyButton::new(t.label(id)));
            // A shared contact is the sender's own; a guest's number has to be typed.
            let rows =
                if draft.on_behalf { vec![other_buttons.into()] } else { vec![share, other_buttons.into()] };
            Message::new(t.html("registration-ask-phone", args!(place = position, whose = whose)))
                .with_reply_keyboard(rows, t.label("registration-phone-hint"))
        }
        Step::Summary => summary(t, draft),
    }
}

/// Language and consent on one screen, with the whole notice or the short one.
pub fn consent(turn: &Turn<'_>, is_long: bool) -> Message {
    let t = turn.texts();
    let programme = turn.event.programme;
    let organisers = programme.organisers.iter().map(|name| name.get(turn.lang())).collect::<Vec<_>>();
    let (id, toggle, toggled) = if is_long {
        ("registration-consent-whole", "registration-less", Payload::ShortNotice)
    } else {
        ("registration-consent", "registration-more", Payload::LongNotice)
    };
    let mut html = t.html(
        id,
        args!(
            place = progress(&Draft::default()),
            organisers = organisers.join(" · "),
            months = i64::from(programme.retention_months),
            contact = Arg::html(turn.event.contact_html(t)),
        ),
    );
    wording::add_attendance_notice(t, programme, &mut html);
    if is_long && programme.collects_not_understood {
        html.push('\n');
        html.push_str(&t.html("registration-consent-not-understood", &[]));
    }
    Message::new(html).with_inline_keyboard(vec![
        menu::language_buttons(Payload::LANGUAGE_PREFIX, turn),
        vec![step_button(t.label("registration-accept"), Step::Consent, StepChoice::Agree)],
        vec![
            Button::new(t.label(toggle), toggled),
            step_button(t.label("registration-later"), Step::Consent, StepChoice::Leave),
        ],
    ])
}

/// All answers, and the buttons that register or change them.
fn summary(t: &Texts, draft: &Draft) -> Message {
    let id = if draft.is_full { "registration-summary-full" } else { "registration-summary" };
    let html = t.html(id, args!(place = progress(draft), lines = Arg::html(answer_lines(t, draft))));
    Message::new(html).with_inline_keyboard(vec![
        vec![step_button(t.label("registration-confirm"), Step::Summary, StepChoice::Confirm)],
        vec![
            step_button(t.label("registration-change"), Step::Summary, StepChoice::Change),
            step_button(t.label("registration-leave"), Step::Summary, StepChoice::Leave),
        ],
    ])
}

/// Asks which answer to change.
pub fn choose_field(turn: &Turn<'_>, draft: &Draft) -> Message {
    let t = turn.texts();
    let choice = |id: &str, step: Step| step_button(t.label(id), Step::Summary, StepChoice::ChangeStep(step));
    let mut second = vec![choice("registration-phone", Step::Phone)];
    if draft.category.is_some_and(Category::has_organisation) {
        second.insert(0, choice("registration-structure", Step::Organisation));
    }
    Message::new(t.html("registration-what-to-change", &[])).with_inline_keyboard(vec![
        vec![choice("registration-name", Step::Name), choice("registration-category", Step::Category)],
        second,
        vec![step_button(t.label("registration-back"), Step::Summary, StepChoice::Keep)],
    ])
}

/// The answers so far, in place of a screen whose buttons are gone.
pub fn answers_so_far(turn: &Turn<'_>, draft: &Draft) -> Message {
    Message::new(answer_lines(turn.texts(), draft))
}

/// Explains why an answer is refused. On the card and in the conversation the buttons to refer to differ.
pub fn invalid_answer(turn: &Turn<'_>, reason: InvalidAnswer, on_card: bool) -> Message {
    let at = if on_card { "card" } else { "step" };
    let command = format!("/{}", Command::RegisterOthers.name());
    Message::new(turn.texts().html(invalid_answer_id(reason), args!(command = command, at = at)))
}

/// Explains that registration is closed, or that the event is over.
pub fn closed(turn: &Turn<'_>) -> String {
    let t = turn.texts();
    let contact = Arg::html(turn.event.contact_html(t));
    if turn.event.programme.is_over_as_planned(turn.event.now) {
        let title = turn.event.programme.title.get(turn.lang());
        return t.html("event-over", args!(title = title, contact = contact));
    }
    t.html("registration-closed", args!(contact = contact))
}

/// Explains when registration opens.
pub fn not_open_yet(turn: &Turn<'_>, opens: EventTime) -> String {
    let t = turn.texts();
    t.html(
        "registration-not-yet",
        args!(day = turn.event.format_date(t, opens), hour = turn.event.format_time(t, opens)),
    )
}

/// Explains what the answers are for, who sees them and for how long they are stored.
pub fn data_use_notice(turn: &Turn<'_>) -> Message {
    let (t, programme) = (turn.texts(), turn.event.programme);
    let mut html = t.html("registration-why", args!(months = i64::from(programme.retention_months)));
    wording::add_attendance_notice(t, programme, &mut html);
    Message::new(html)
}

/// Thanks for the name, and shows it as it was understood.
pub fn thanks(turn: &Turn<'_>, draft: &Draft) -> Message {
    let name = draft.name.as_ref().map(FullName::to_string).unwrap_or_default();
    let whose = if draft.on_behalf { "other" } else { "own" };
    Message::new(turn.texts().html("registration-thanks", args!(name = name, whose = whose)))
}

/// The position in the conversation, such as "2/5". Categories without an organisation have one step less,
/// which is known only after the category was chosen.
fn progress(draft: &Draft) -> String {
    let has_organisation = draft.category.is_some_and(Category::has_organisation);
    let number = match draft.step {
        Step::Consent => 1,
        Step::Name => 2,
        Step::Category => 3,
        Step::Organisation => 4,
        Step::Phone => 4 + i32::from(has_organisation),
        Step::Summary => 5 + i32::from(has_organisation),
    };
    format!("{number}/{}", 5 + i32::from(has_organisation))
}

fn back_button(t: &Texts, step: Step) -> Button {
    step_button(t.label("registration-back"), step, StepChoice::Back)
}

fn step_button(label: String, step: Step, choice: StepChoice) -> Button {
    Button::new(label, Payload::Step(step, choice))
}
