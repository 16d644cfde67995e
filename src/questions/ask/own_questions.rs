//! An author's own questions: shown, changed, withdrawn.

use super::super::awaited_text::{parse_or_reply, stop_awaiting_text};
use super::super::model::{Action, Question, QuestionText, State, VoteOutcome};
use super::super::notify::notify_claimant;
use super::super::payload::{AskPayload, OwnPayload};
use super::super::rules::content_flags::requires_review;
use super::super::rules::screening::is_about_own_life;
use super::super::service::actions::{actor, apply_action};
use super::super::service::private_cases::can_be_handed_over;
use super::super::service::{queue, voting};
use super::super::settings::cached_settings;
use super::super::store::{questions, screen};
use super::{confirmation, view};
use crate::ids::QuestionNumber;
use crate::turn::{Turn, TurnResult};

/// Own questions that a list shows: as many as fit a phone's screen.
const MAX_OWN_SHOWN: i64 = 6;

/// Shows the person's latest questions, each behind a button.
pub async fn show_own_questions(turn: &mut Turn<'_>) -> TurnResult<()> {
    let own = questions::by_author(turn.conn, turn.person.id, MAX_OWN_SHOWN).await?;
    let on_screen = screen::current(turn.conn).await?;
    let message = view::own_questions(turn, &own, on_screen);
    turn.reply(message);
    Ok(())
}

/// Shows one question with its place in the queue and what its author can do.
pub(crate) async fn show_own_question(turn: &mut Turn<'_>, question: &Question) -> TurnResult<()> {
    let boost = cached_settings(turn).await?.boost_newcomers;
    let ahead = match question.state {
        State::Queued => Some(queue::count_ahead(turn.conn, question, boost).await?),
        _ => None,
    };
    let can_hand_over = can_be_handed_over(turn.conn, question).await?;
    let is_on_screen = screen::current(turn.conn).await? == Some(question.number);
    let message = view::own_question(turn, question, ahead, is_on_screen, can_hand_over);
    turn.edit_or_reply(message);
    Ok(())
}

/// Applies an action of the author and shows the question.
pub(crate) async fn change(turn: &mut Turn<'_>, number: QuestionNumber, action: Action) -> TurnResult<()> {
    let author = actor(turn);
    match apply_action(turn.conn, number, &action, author).await? {
        Ok(applied) => show_own_question(turn, &applied.after).await?,
        Err(_) => turn.toast(turn.texts().label("question-taken-up")),
    }
    Ok(())
}

/// Withdraws a question, with a notice for the moderator who claims it.
pub(crate) async fn withdraw(turn: &mut Turn<'_>, number: QuestionNumber) -> TurnResult<()> {
    let author = actor(turn);
    match apply_action(turn.conn, number, &Action::Withdraw, author).await? {
        Ok(applied) => {
            notify_claimant(turn, &applied).await?;
            let message = view::withdrawn(turn, number);
            turn.edit_or_reply(message);
        }
        Err(_) => turn.toast(turn.texts().label("question-closed-already")),
    }
    Ok(())
}

/// Votes for another question that asks the same, and withdraws the own one.
pub(crate) async fn vote_instead(
    turn: &mut Turn<'_>,
    own: &Question,
    other: QuestionNumber,
) -> TurnResult<()> {
    let author = actor(turn);
    let outcome = voting::vote_instead(turn.conn, own, other, author).await?;
    let (VoteOutcome::Changed { number, .. } | VoteOutcome::Unchanged { number, .. }) = outcome else {
        turn.toast(turn.texts().label("vote-gone"));
        return Ok(());
    };
    match apply_action(turn.conn, own.number, &Action::Withdraw, author).await? {
        Ok(_) => {
            let message = view::voted_for_other(turn, number);
            turn.edit_or_reply(message);
        }
        Err(_) => turn.toast(turn.texts().label("question-taken-up")),
    }
    Ok(())
}

/// Replaces the text of an own question with a typed one; one about health or the author's own life only after
/// a press, as for a new question.
pub(crate) async fn handle_edit_text(
    turn: &mut Turn<'_>,
    number: QuestionNumber,
    typed: &str,
) -> TurnResult<()> {
    let Some(text) = parse_or_reply(turn, typed) else { return Ok(()) };
    if is_about_own_life(text.as_str()) {
        let id = turn.incoming.message_id.unwrap_or_default();
        let publish = AskPayload::Own(number, OwnPayload::ConfirmEdit(id));
        confirmation::confirm_text(turn, id, &text, publish);
        return Ok(());
    }
    stop_awaiting_text(turn);
    replace_text(turn, number, text).await
}

/// Replaces the text of an own question with one that its author confirmed.
pub(crate) async fn confirm_edit(turn: &mut Turn<'_>, number: QuestionNumber, typed: &str) -> TurnResult<()> {
    let Some(text) = parse_or_reply(turn, typed) else { return Ok(()) };
    replace_text(turn, number, text).await
}

async fn replace_text(turn: &mut Turn<'_>, number: QuestionNumber, text: QuestionText) -> TurnResult<()> {
    let question = questions::load(turn.conn, number).await?;
    let Some(own) = question.filter(|question| question.person == turn.person.id) else { return Ok(()) };
    let settings = cached_settings(turn).await?;
    // a question with others' votes must not become another question unseen
    let needs_review = settings.review_first || own.votes > 1 || requires_review(text.as_str());
    let author = actor(turn);
    let action = Action::Edit { text, needs_review };
    let message = match apply_action(turn.conn, number, &action, author).await? {
        Ok(applied) => view::edit_acknowledgement(turn, &applied.after),
        Err(_) => view::edit_too_late(turn),
    };
    turn.reply(message);
    Ok(())
}
