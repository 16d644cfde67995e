//! The conversation: one answer at a time, decided by `rules`, until the row is written.

use super::model::TicketCode;
use super::rules::{self, Answers, Draft, InvalidAnswer, Step, StepInput, Transition};
use super::seats::{self, COUNTER};
use super::store::{self, Extras, Registration, SeatStatus};
use super::{card, on_behalf, view};
use crate::chat::Input;
use crate::conversation::Activity;
use crate::db;
use crate::menu;
use crate::turn::Turn;

/// One answer: decide, then say what comes of it.
pub async fn handle_input(turn: &mut Turn<'_>, draft: Draft, given: StepInput<'_>) -> anyhow::Result<()> {
    if let Some(closed) = closed_message(turn)
        && !(draft.on_behalf && on_behalf::can_register_after_closing(turn).await?)
    {
        discard_draft(turn);
        menu::reply_with_menu(turn, closed).await?;
        return Ok(());
    }
    let at = draft.step;
    let pressed = matches!(turn.incoming.input, Input::Press { .. });
    let telegram_name = view::telegram_name(turn);
    match rules::decide(draft, given, telegram_name.as_deref(), turn.event.now) {
        Transition::Continue(next) if next.step == Step::Consent => {
            // answers given before they went back to the notice are kept
            if next.name.is_some() {
                save_draft(turn, &next)?;
            } else {
                discard_draft(turn);
            }
            let notice = if next.on_behalf { view::guest_consent(turn) } else { view::consent(turn, false) };
            turn.edit_or_reply(notice);
        }
        Transition::Continue(mut next) => {
            if at == Step::Phone && next.step != Step::Phone {
                // that step had buttons of its own in place of the keyboard: the menu comes back
                let so_far = view::answers_so_far(turn, &next);
                menu::reply_with_menu(turn, so_far.html).await?;
            }
            if at == Step::Name && !pressed && next.step != Step::Name {
                let thanks = view::thanks(turn, &next);
                turn.reply(thanks);
            }
            next.is_full = next.step == Step::Summary && is_full(turn, &next).await?;
            save_draft(turn, &next)?;
            show_step(turn, !pressed);
        }
        Transition::Reject(why) => {
            let message = view::invalid_answer(turn, why, false);
            turn.reply(message);
        }
        Transition::Stale => handle_stale_button(turn),
        Transition::Abandon => super::abandon(turn).await?,
        Transition::ChooseField(draft) => {
            let message = view::choose_field(turn, &draft);
            turn.edit_or_reply(message);
        }
        Transition::Confirmed(answers, other) => confirm(turn, answers, other).await?,
    }
    Ok(())
}

/// Writes the registration. The counter's row puts those who confirm at the same instant in line, so
/// that the seats counted are the seats taken; who comes too late for one waits for the next.
async fn confirm(turn: &mut Turn<'_>, answers: Answers, other: bool) -> anyhow::Result<()> {
    discard_draft(turn);
    seats::lock(turn.conn).await?;
    if other && let Some(refusal) = on_behalf::guest_limit_message(turn).await? {
        menu::reply_with_menu(turn, refusal).await?;
        return Ok(());
    }
    if !other && store::find_own(turn.conn, turn.person.id).await?.is_some() {
        turn.toast(turn.texts().label("registration-already"));
        return Ok(());
    }
    let registration = Registration {
        number: db::next_number(turn.conn, COUNTER).await?,
        person: turn.person.id,
        is_own: !other,
        registered_by: turn.person.id,
        status: seats::status_for(turn.conn, turn.event, answers.category).await?,
        code: TicketCode::random(),
        registered_at: turn.event.now,
        answers,
        extras: Extras::default(),
    };
    store::insert(turn.conn, &registration).await?;
    let card = card::confirmed(turn, &registration).await?;
    turn.edit_or_reply(card);
    let html = view::next_steps(turn, &registration);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// Whether they would have to wait, as far as can be told without the lock.
async fn is_full(turn: &mut Turn<'_>, draft: &Draft) -> sqlx::Result<bool> {
    let Some(category) = draft.category else { return Ok(false) };
    Ok(seats::status_for(turn.conn, turn.event, category).await? == SeatStatus::Waiting)
}

pub fn current_draft(turn: &Turn<'_>) -> Option<Draft> {
    turn.person.conversation.draft()
}

/// Keeps the answers so far; the next text is one more of them.
pub fn save_draft(turn: &mut Turn<'_>, draft: &Draft) -> anyhow::Result<()> {
    super::edit::stop(turn);
    turn.person.conversation.begin(Activity::Registering(serde_json::to_value(draft)?));
    Ok(())
}

/// The answers so far are not kept any longer.
pub fn discard_draft(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::Registering(_)));
}

/// Shows the present step: as a new message, or in place of the one whose button was pressed.
pub fn show_step(turn: &mut Turn<'_>, anew: bool) {
    let Some(draft) = current_draft(turn) else { return };
    let message = view::step(turn, &draft);
    match (anew, draft.step) {
        (true, _) => turn.reply(message),
        // The telephone step has buttons in place of the keyboard, which no edit can bring.
        (false, Step::Phone) => {
            let so_far = view::answers_so_far(turn, &draft);
            turn.edit_or_reply(so_far);
            turn.reply(message);
        }
        (false, _) => turn.edit_or_reply(message),
    }
}

/// A button of a step that is behind: said as such, and the present step shown again.
pub fn handle_stale_button(turn: &mut Turn<'_>) {
    turn.toast(turn.texts().label("button-stale"));
    show_step(turn, true);
}

/// Why nobody can register now, if so.
pub fn closed_message(turn: &Turn<'_>) -> Option<String> {
    let programme = turn.event.programme;
    let now = turn.event.now;
    if programme.registration_closes_at().is_some_and(|at| now >= at) || programme.is_over_as_planned(now) {
        return Some(view::closed(turn));
    }
    programme.registration_opens_at().filter(|&at| now < at).map(|at| view::not_open_yet(turn, at))
}

impl From<InvalidAnswer> for &'static str {
    fn from(why: InvalidAnswer) -> Self {
        match why {
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
}
