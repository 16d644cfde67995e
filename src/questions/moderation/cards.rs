//! A question's card in the chat, and what follows an action: the new card, the authors' notices, or an error.

use super::super::model::{Action, ActionError, Applied, Question, State};
use super::super::notify::notify_of_action;
use super::super::service::actions::{actor, apply_action, claim_next};
use super::super::settings::cached_settings;
use super::super::store::{answers, journal, merges, questions, screen, state_counts};
use super::{panel, view};
use crate::args;
use crate::chat::{ChatKind, Input, Message};
use crate::i18n::escape_html;
use crate::ids::QuestionNumber;
use crate::people;
use crate::turn::{Turn, TurnResult};

/// A question's card.
pub(crate) async fn load_card(turn: &mut Turn<'_>, question: &Question) -> sqlx::Result<Message> {
    let merged_count = merges::links(turn.conn, question.number).await?.len();
    let is_on_screen = screen::current(turn.conn).await? == Some(question.number);
    let answer = answers::load(turn.conn, question.number).await?;
    Ok(view::card(turn, question, merged_count, is_on_screen, answer.as_ref()).without_sound())
}

/// Sends a question's card as a new message. A panel that has scrolled away follows it.
pub(crate) async fn send_card(turn: &mut Turn<'_>, question: &Question) -> TurnResult<()> {
    let card = load_card(turn, question).await?;
    turn.reply(card);
    panel::note_message_below(turn).await
}

/// Replaces the message of the pressed button with a question's card.
pub(crate) async fn replace_card(turn: &mut Turn<'_>, question: &Question) -> TurnResult<()> {
    let card = load_card(turn, question).await?;
    turn.edit_or_reply(card);
    Ok(())
}

/// The card after an action: an open question's card with an undo button, or the result for a closed one.
pub(crate) async fn load_card_after(turn: &mut Turn<'_>, applied: &Applied) -> sqlx::Result<Message> {
    if applied.after.state.is_closed() {
        return Ok(view::closed_card(turn, applied).without_sound());
    }
    let card = load_card(turn, &applied.after).await?;
    Ok(view::with_undo(turn, card, applied.entry_number))
}

/// Shows the card after an action, and sends the notices.
pub(crate) async fn show_result(turn: &mut Turn<'_>, applied: &Applied) -> TurnResult<()> {
    let card = load_card_after(turn, applied).await?;
    match turn.incoming.input {
        Input::Press { .. } => turn.edit_or_reply(card),
        _ => turn.reply(card),
    }
    notify_of_action(turn, applied).await
}

/// Applies an action, with its card and notices, or a reply that says why not.
pub(crate) async fn perform_action(
    turn: &mut Turn<'_>,
    number: QuestionNumber,
    action: Action,
) -> TurnResult<()> {
    let moderator = actor(turn);
    match apply_action(turn.conn, number, &action, moderator).await? {
        Ok(applied) => show_result(turn, &applied).await,
        Err(error) => Ok(reply_action_error(turn, number, error).await?),
    }
}

/// How a moderator takes a question: [`Action::ShowOnScreen`] with the setting `show_at_once`, otherwise
/// [`Action::Claim`].
pub(crate) async fn claim_action(turn: &mut Turn<'_>) -> sqlx::Result<Action> {
    let settings = cached_settings(turn).await?;
    Ok(if settings.show_at_once { Action::ShowOnScreen } else { Action::Claim })
}

/// Claims the next question and sends its card. `preferred`: the questions that a panel showed as the next ones.
pub(crate) async fn claim_next_question(turn: &mut Turn<'_>, preferred: &[QuestionNumber]) -> TurnResult<()> {
    let boost = cached_settings(turn).await?.boost_newcomers;
    let action = claim_action(turn).await?;
    let moderator = actor(turn);
    match claim_next(turn.conn, &action, preferred, boost, moderator).await? {
        Some(applied) => {
            send_card(turn, &applied.after).await?;
            notify_of_action(turn, &applied).await
        }
        None => {
            let counts = state_counts::load(turn.conn).await?;
            let message = view::empty_queue(turn, &counts);
            turn.reply(message.without_sound());
            Ok(())
        }
    }
}

/// Says why an action was not applied: as a toast for a press, else as a message.
pub(crate) async fn reply_action_error(
    turn: &mut Turn<'_>,
    number: QuestionNumber,
    error: ActionError,
) -> sqlx::Result<()> {
    let text = action_error_text(turn, number, error).await?;
    match turn.incoming.input {
        Input::Press { .. } => turn.toast(text),
        _ => turn.reply(Message::new(escape_html(&text).into_owned()).without_sound()),
    }
    Ok(())
}

async fn action_error_text(
    turn: &mut Turn<'_>,
    number: QuestionNumber,
    error: ActionError,
) -> sqlx::Result<String> {
    let t = turn.texts();
    Ok(match error {
        ActionError::NotFound => t.label("queue-unknown"),
        ActionError::Conflict => return conflict_text(turn, number).await,
        ActionError::NeedsText => t.label("queue-needs-line"),
        ActionError::ClaimedByOther => {
            let claimant = match questions::load(turn.conn, number).await? {
                Some(question) => people::staff_name(turn.conn, question.claimed_by).await?,
                None => None,
            };
            match claimant {
                Some(name) => t.plain("queue-is-held", args!(number = number, name = name)),
                None => t.label("queue-in-other-hands"),
            }
        }
    })
}

/// Who was faster with a question, as far as the journal tells.
pub(crate) async fn conflict_text(turn: &mut Turn<'_>, number: QuestionNumber) -> sqlx::Result<String> {
    let t = turn.texts();
    let question = questions::load(turn.conn, number).await?;
    if question.is_some_and(|question| question.state == State::Withdrawn) {
        return Ok(t.label("queue-too-late-withdrawn"));
    }
    Ok(match journal::last_actor(turn.conn, number).await? {
        Some(person) if person == turn.person.id => t.label("queue-too-late-yours"),
        Some(person) => match people::staff_name(turn.conn, person).await? {
            Some(name) => t.plain("queue-too-late-by", args!(name = name)),
            None => t.label("queue-too-late"),
        },
        None => t.label("queue-too-late"),
    })
}

/// Whether the chat is private, where texts are typed; else a toast says so, and the card goes to the moderator's
/// private chat.
pub(crate) async fn require_private_chat(
    turn: &mut Turn<'_>,
    question: Option<&Question>,
) -> TurnResult<bool> {
    if turn.incoming.chat_kind == ChatKind::Private {
        return Ok(true);
    }
    if let Some(question) = question {
        let card = load_card(turn, question).await?;
        turn.notify(turn.person.id, card);
    }
    turn.toast(turn.texts().label("queue-in-private"));
    Ok(false)
}
