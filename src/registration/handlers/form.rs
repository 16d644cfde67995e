//! The conversation: one answer at a time, decided by `rules`, until the row is written.

use super::activity::{current_draft, discard_draft, save_draft};
use super::{activity, card, eligibility};
use crate::chat::Input;
use crate::db;
use crate::menu;
use crate::registration::model::{
    Answers, Draft, Extras, InvalidAnswer, Registration, SeatStatus, Step, TicketCode,
};
use crate::registration::rules::{self, StepInput, Transition};
use crate::registration::seats::{self, COUNTER};
use crate::registration::{store, view, wording};
use crate::turn::{Turn, TurnResult};

/// Handles an answer to the draft's step.
pub async fn handle_input(turn: &mut Turn<'_>, draft: Draft, input: StepInput<'_>) -> TurnResult<()> {
    if let Some(closed) = eligibility::closed_message(turn)
        && !(draft.on_behalf && eligibility::can_register_after_closing(turn).await?)
    {
        discard_draft(turn);
        menu::reply_with_menu(turn, closed).await?;
        return Ok(());
    }
    let step = draft.step;
    let is_press = matches!(turn.incoming.input, Input::Press { .. });
    let telegram_name = wording::telegram_name(turn);
    match rules::decide(draft, input, telegram_name.as_deref(), turn.event.now) {
        Transition::Continue(next) if next.step == Step::Consent => {
            // Going back to the notice preserves the answers given before.
            if next.name.is_some() {
                save_draft(turn, &next)?;
            } else {
                discard_draft(turn);
            }
            let notice = if next.on_behalf { view::guest_consent(turn) } else { view::consent(turn, false) };
            turn.edit_or_reply(notice);
        }
        Transition::Continue(mut next) => {
            if step == Step::Phone && next.step != Step::Phone {
                // The phone step replaced the menu's keyboard; show the menu again.
                let so_far = view::answers_so_far(turn, &next);
                menu::reply_with_menu(turn, so_far.html).await?;
            }
            if step == Step::Name && !is_press && next.step != Step::Name {
                let thanks = view::thanks(turn, &next);
                turn.reply(thanks);
            }
            next.is_full = next.step == Step::Summary && is_full(turn, &next).await?;
            save_draft(turn, &next)?;
            if is_press { show_step(turn) } else { send_step(turn) }
        }
        Transition::Reject(reason) => reject(turn, reason),
        Transition::Stale => handle_stale_button(turn),
        Transition::Abandon => abandon(turn).await?,
        Transition::ChooseField(draft) => {
            let message = view::choose_field(turn, &draft);
            turn.edit_or_reply(message);
        }
        Transition::Confirmed(answers, on_behalf) => confirm(turn, answers, on_behalf).await?,
    }
    Ok(())
}

/// Explains why an answer is refused.
fn reject(turn: &mut Turn<'_>, reason: InvalidAnswer) {
    let message = view::invalid_answer(turn, reason, false);
    turn.reply(message);
}

/// Inserts the registration, under the seats' lock. Without a free seat it goes on the waitlist.
async fn confirm(turn: &mut Turn<'_>, answers: Answers, on_behalf: bool) -> TurnResult<()> {
    discard_draft(turn);
    seats::lock(turn.conn).await?;
    if on_behalf && let Some(refusal) = eligibility::guest_limit_message(turn).await? {
        menu::reply_with_menu(turn, refusal).await?;
        return Ok(());
    }
    if !on_behalf && store::find_own(turn.conn, turn.person.id).await?.is_some() {
        turn.toast(turn.texts().label("registration-already"));
        return Ok(());
    }
    let registration = Registration {
        number: db::next_number(turn.conn, COUNTER).await?.into(),
        person: Some(turn.person.id),
        is_own: !on_behalf,
        registered_by: Some(turn.person.id),
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

/// Whether the draft's category would go on the waitlist. An estimate: the lock is not held.
async fn is_full(turn: &mut Turn<'_>, draft: &Draft) -> sqlx::Result<bool> {
    let Some(category) = draft.category else { return Ok(false) };
    Ok(seats::status_for(turn.conn, turn.event, category).await? == SeatStatus::Waiting)
}

/// Shows the current step as a new message. Does nothing without a draft.
pub fn send_step(turn: &mut Turn<'_>) {
    let Some(draft) = current_draft(turn) else { return };
    let message = view::step(turn, &draft);
    turn.reply(message);
}

/// Shows the current step in place of the message whose button was pressed. Does nothing without a draft.
pub fn show_step(turn: &mut Turn<'_>) {
    let Some(draft) = current_draft(turn) else { return };
    let message = view::step(turn, &draft);
    // The phone step replaces the keyboard, which only a new message can do.
    if draft.step == Step::Phone {
        let so_far = view::answers_so_far(turn, &draft);
        turn.edit_or_reply(so_far);
        turn.reply(message);
    } else {
        turn.edit_or_reply(message);
    }
}

/// Answers the press of an outdated button, and shows the current step again.
pub fn handle_stale_button(turn: &mut Turn<'_>) {
    turn.toast(turn.texts().label("button-stale"));
    send_step(turn);
}

/// Ends the edit of an answer, or deletes the draft.
pub async fn abandon(turn: &mut Turn<'_>) -> TurnResult<()> {
    let was_editing = activity::awaited_field(turn).is_some();
    if was_editing {
        activity::stop_editing(turn);
    } else {
        discard_draft(turn);
    }
    let id = if was_editing { "registration-unchanged" } else { "registration-left" };
    let html = turn.texts().html(id, &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}
