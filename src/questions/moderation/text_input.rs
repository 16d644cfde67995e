//! Texts that moderators type: the public wording of a question, an answer for its authors, a question to add.

use super::super::awaited_text::{await_text, stop_awaiting_text};
use super::super::model::{Action, CloseReason, Question, QuestionText, Source, State};
use super::super::notify::notify_of_action;
use super::super::rules::content_flags::find_content_flags;
use super::super::service::actions::{actor, add_by_moderator, apply_action};
use super::super::service::merging::authors_of_group;
use super::super::service::outcome::answer_in_writing;
use super::super::store::{answers, questions, ui_state};
use super::super::wording::written_answer;
use super::authorization::authorize_moderator;
use super::{cards, view};
use crate::chat::Message;
use crate::conversation::TextPurpose;
use crate::ids::QuestionNumber;
use crate::people;
use crate::turn::{Turn, TurnResult};

/// The name under which `ui_state` stores a wording with personal details, as number and text.
const DRAFT_KEY: &str = "draft";

/// Asks for the public wording of a question.
pub(crate) async fn prompt_for_wording(turn: &mut Turn<'_>, question: &Question) -> TurnResult<()> {
    if question.state == State::Answered {
        let text = cards::conflict_text(turn, question.number).await?;
        turn.toast(text);
    } else if can_prompt(turn, question).await? {
        await_text(turn, TextPurpose::Reword(question.number));
        let message = view::reword_prompt(turn, question);
        turn.reply(message.without_sound());
    }
    Ok(())
}

/// Asks for a written answer. That to an approved question may be read by everybody later, which the prompt says.
pub(crate) async fn prompt_for_private_answer(turn: &mut Turn<'_>, question: &Question) -> TurnResult<()> {
    if can_prompt(turn, question).await? {
        await_text(turn, TextPurpose::PrivateAnswer(question.number));
        let is_for_all = may_be_published(turn, question).await?;
        let message = view::written_answer_prompt(turn, question, is_for_all);
        turn.reply(message.without_sound());
    }
    Ok(())
}

/// Whether the answer to a question may be published: the question is approved.
async fn may_be_published(turn: &mut Turn<'_>, question: &Question) -> TurnResult<bool> {
    if question.state != State::Answered {
        return Ok(question.state.is_public());
    }
    let answer = answers::load(turn.conn, question.number).await?;
    let is_private = question.close_reason == CloseReason::AnsweredPrivately;
    Ok(answer.map_or(!is_private, |answer| answer.was_public))
}

/// Whether a text about the question can be typed here and now; if not, a toast says why.
async fn can_prompt(turn: &mut Turn<'_>, question: &Question) -> TurnResult<bool> {
    if !cards::require_private_chat(turn, Some(question)).await? {
        return Ok(false);
    }
    if question.state.is_closed() && !matches!(question.state, State::Rejected | State::Answered) {
        let text = cards::conflict_text(turn, question.number).await?;
        turn.toast(text);
        return Ok(false);
    }
    Ok(true)
}

/// Asks for a question to add.
pub(crate) async fn prompt_for_question(turn: &mut Turn<'_>, source: Source) -> TurnResult<()> {
    if !cards::require_private_chat(turn, None).await? {
        return Ok(());
    }
    let purpose = match source {
        Source::Combined => TextPurpose::Combined,
        Source::FromAudience | Source::Participant => TextPurpose::FromAudience,
    };
    await_text(turn, purpose);
    let message = view::new_question_prompt(turn, source);
    turn.reply(message.without_sound());
    Ok(())
}

/// Handles the awaited text of a moderator.
pub(crate) async fn handle_text(turn: &mut Turn<'_>, purpose: TextPurpose, typed: &str) -> TurnResult<()> {
    if !authorize_moderator(turn).await? {
        stop_awaiting_text(turn);
        return Ok(());
    }
    let Ok(text) = QuestionText::parse(typed) else {
        let message = Message::new(turn.texts().html("queue-line-not-taken", &[]));
        turn.reply(message.without_sound());
        return Ok(());
    };
    stop_awaiting_text(turn);
    match purpose {
        TextPurpose::Reword(number) => reword_or_warn(turn, number, text).await,
        TextPurpose::PrivateAnswer(number) => answer_privately(turn, number, &text).await,
        TextPurpose::FromAudience => add_question(turn, Source::FromAudience, &text).await,
        TextPurpose::Combined => add_question(turn, Source::Combined, &text).await,
        // texts of authors and counsellors
        TextPurpose::Edit(_) | TextPurpose::CaseMessage(_) => Ok(()),
    }
}

/// Adds a question to the queue and sends its card.
pub(crate) async fn add_question(turn: &mut Turn<'_>, source: Source, text: &QuestionText) -> TurnResult<()> {
    let (moderator, lang) = (actor(turn), turn.lang());
    let applied = add_by_moderator(turn.conn, text, source, lang, moderator).await?;
    let card = view::added(turn, &applied);
    turn.reply(card.without_sound());
    Ok(())
}

/// Sets the public wording. Where the question is public and the wording has personal details, it waits for a press
/// instead.
async fn reword_or_warn(turn: &mut Turn<'_>, number: QuestionNumber, text: QuestionText) -> TurnResult<()> {
    let Some(question) = questions::load(turn.conn, number).await? else { return Ok(()) };
    let flags = find_content_flags(text.as_str());
    if question.state.is_public() && !flags.is_empty() {
        ui_state::set(turn.conn, turn.person.id, DRAFT_KEY, &format!("{number} {text}")).await?;
        let message = view::flagged_draft(turn, number, text.as_str(), &flags);
        turn.reply(message.without_sound());
        return Ok(());
    }
    reword(turn, number, text).await
}

async fn reword(turn: &mut Turn<'_>, number: QuestionNumber, text: QuestionText) -> TurnResult<()> {
    let moderator = actor(turn);
    match apply_action(turn.conn, number, &Action::Reword(text), moderator).await? {
        Ok(applied) => {
            cards::send_card(turn, &applied.after).await?;
            notify_of_action(turn, &applied).await
        }
        Err(error) => Ok(cards::reply_action_error(turn, number, error).await?),
    }
}

/// Sets the public wording to the stored draft, if it is one of this question.
pub(crate) async fn publish_draft(turn: &mut Turn<'_>, question: &Question) -> TurnResult<()> {
    let draft = ui_state::take(turn.conn, turn.person.id, DRAFT_KEY).await?;
    let (number, text) = draft.as_deref().and_then(|draft| draft.split_once(' ')).unwrap_or_default();
    match QuestionText::parse(text) {
        Ok(text) if number == question.number.to_string() => reword(turn, question.number, text).await,
        _ => {
            turn.toast(turn.texts().label("button-stale"));
            Ok(())
        }
    }
}

/// Sends a written answer to all authors of the question's group, and keeps it.
async fn answer_privately(
    turn: &mut Turn<'_>,
    number: QuestionNumber,
    text: &QuestionText,
) -> TurnResult<()> {
    let moderator = actor(turn);
    let applied = match answer_in_writing(turn.conn, number, text, moderator).await? {
        Ok(applied) => applied,
        Err(error) => return Ok(cards::reply_action_error(turn, number, error).await?),
    };
    let mut sent_count = 0;
    for part in authors_of_group(turn.conn, &applied.after).await? {
        if people::is_reachable(turn.conn, part.person).await? {
            turn.notify(part.person, written_answer(&part, text.as_str()));
            sent_count += 1;
        }
    }
    let answer = answers::load(turn.conn, number).await?;
    let message = view::answered_in_writing(turn, &applied, answer.as_ref(), sent_count);
    turn.reply(message.without_sound());
    Ok(())
}

/// Sets whether the written answer to a question stands in the account, and shows the card again.
pub(crate) async fn set_in_account(
    turn: &mut Turn<'_>,
    question: &Question,
    in_account: bool,
) -> TurnResult<()> {
    if answers::set_in_account(turn.conn, question.number, in_account).await? {
        let id = if in_account { "queue-in-account-done" } else { "queue-not-in-account-done" };
        turn.toast(turn.texts().label(id));
        cards::replace_card(turn, question).await
    } else {
        turn.toast(turn.texts().label("button-stale"));
        Ok(())
    }
}
