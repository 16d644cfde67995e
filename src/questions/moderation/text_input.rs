//! What moderators type: the line the hall reads, an answer for the author alone, a question from
//! the floor, one over several.

use super::super::ask::{ContentFlag, QuestionText, find_content_flags};
use super::super::rules::{Action, State};
use super::super::store::{self as questions, Question};
use super::super::voting::store as hands;
use super::super::{await_text, stop_awaiting_text, wording::written_answer};
use super::{
    actions, actor, add_by_moderator, apply_action, authorize_moderator, handlers, notify_of_action,
    reply_action_error, send_card, view,
};
use crate::chat::Message;
use crate::conversation::TextPurpose;
use crate::people;
use crate::turn::Turn;

const DRAFT_KEY: &str = "draft";

/// Asks for the text of `reword` or `private`.
pub async fn prompt_for_text(turn: &mut Turn<'_>, what: &str, question: &Question) -> anyhow::Result<()> {
    if !handlers::require_private_chat_for(turn, Some(question)).await? {
        return Ok(());
    }
    if question.state.is_closed() && question.state != State::Rejected {
        let text = super::conflict_text(turn, question.number).await?;
        turn.toast(text);
        return Ok(());
    }
    let number = question.number;
    await_text(
        turn,
        if what == "reword" { TextPurpose::Reword(number) } else { TextPurpose::PrivateAnswer(number) },
    );
    let message = view::text_prompt(turn, what, question);
    turn.reply(message.without_sound());
    Ok(())
}

/// Asks for a question of the `floor`, or an `umbrella`.
pub async fn prompt_for_question(turn: &mut Turn<'_>, what: &str) -> anyhow::Result<()> {
    if !handlers::require_private_chat_for(turn, None).await? {
        return Ok(());
    }
    await_text(turn, if what == "floor" { TextPurpose::FromAudience } else { TextPurpose::Combined });
    let message = view::question_prompt(turn, what);
    turn.reply(message.without_sound());
    Ok(())
}

/// The text that was asked for.
pub async fn handle_text(turn: &mut Turn<'_>, what: TextPurpose, typed: &str) -> anyhow::Result<()> {
    if !authorize_moderator(turn).await? {
        stop_awaiting_text(turn);
        return Ok(());
    }
    let text = match QuestionText::parse(typed) {
        Ok(text) => text,
        Err(_) => {
            let message = Message::new(turn.texts().html("queue-line-not-taken", &[]));
            turn.reply(message.without_sound());
            return Ok(());
        }
    };
    stop_awaiting_text(turn);
    match what {
        TextPurpose::Reword(number) => reword_or_warn(turn, number, text).await,
        TextPurpose::PrivateAnswer(number) => answer_privately(turn, number, &text).await,
        TextPurpose::FromAudience => add_question(turn, "floor", &text).await,
        TextPurpose::Combined => add_question(turn, "umbrella", &text).await,
        TextPurpose::Edit(_) | TextPurpose::CaseMessage(_) => Ok(()),
    }
}

/// A question typed by staff is in the queue at once.
pub async fn add_question(
    turn: &mut Turn<'_>,
    source: &'static str,
    text: &QuestionText,
) -> anyhow::Result<()> {
    let (hand, lang) = (actor(turn), turn.lang());
    let done = add_by_moderator(turn.conn, text, source, lang, hand).await?;
    let card = view::added(turn, &done, source);
    turn.reply(card.without_sound());
    Ok(())
}

/// The line the hall reads. What should not be public is pointed out before it is.
async fn reword_or_warn(turn: &mut Turn<'_>, number: i64, line: QuestionText) -> anyhow::Result<()> {
    let Some(question) = questions::load(turn.conn, number).await? else { return Ok(()) };
    let found: Vec<ContentFlag> = find_content_flags(line.as_str());
    if question.state.is_public() && !found.is_empty() {
        let draft = format!("{number} {line}");
        hands::set_ui_state(turn.conn, turn.person.id, DRAFT_KEY, &draft).await?;
        let message = view::flagged_draft(turn, number, line.as_str(), &found);
        turn.reply(message.without_sound());
        return Ok(());
    }
    reword(turn, number, line).await
}

async fn reword(turn: &mut Turn<'_>, number: i64, line: QuestionText) -> anyhow::Result<()> {
    let hand = actor(turn);
    match apply_action(turn.conn, number, &Action::Reword(line), hand).await? {
        Ok(done) => {
            send_card(turn, &done.after).await?;
            notify_of_action(turn, &done).await?;
        }
        Err(refused) => reply_action_error(turn, number, refused).await?,
    }
    Ok(())
}

/// A line with something in it that was pointed out is to be public all the same.
pub async fn publish_draft(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let draft = hands::take_ui_state(turn.conn, turn.person.id, DRAFT_KEY).await?;
    let line = draft.as_deref().and_then(|draft| draft.split_once(' ')).and_then(|(number, line)| {
        (number == question.number.to_string()).then(|| QuestionText::parse(line).ok()).flatten()
    });
    match line {
        Some(line) => reword(turn, question.number, line).await,
        None => {
            turn.toast(turn.texts().label("button-stale"));
            Ok(())
        }
    }
}

/// An answer that only those who asked read.
async fn answer_privately(turn: &mut Turn<'_>, number: i64, text: &QuestionText) -> anyhow::Result<()> {
    let hand = actor(turn);
    let done = match apply_action(turn.conn, number, &Action::AnswerPrivately, hand).await? {
        Ok(done) => done,
        Err(refused) => {
            reply_action_error(turn, number, refused).await?;
            return Ok(());
        }
    };
    let mut told = 0;
    for part in actions::authors_of_group(turn.conn, &done.after).await? {
        if people::is_reachable(turn.conn, part.person).await? {
            turn.notify(part.person, written_answer(&part, text.as_str()));
            told += 1;
        }
    }
    let message = view::answered_privately(turn, &done, told);
    turn.reply(message.without_sound());
    Ok(())
}
