//! What moderators type: the line the hall reads, an answer for the author alone, a question from
//! the floor, one over several.

use super::super::asking::{Finding, QuestionText, findings};
use super::super::rules::{Act, State};
use super::super::store::{self as questions, Question};
use super::super::voting::store as hands;
use super::super::{resume, start_typing, view::written_answer};
use super::{act, acts, add, hand, may_moderate, orders, refuse, say_card, tell_of, view};
use crate::chat::Message;
use crate::conversation::TextFor;
use crate::people;
use crate::turn::Turn;

const DRAFT: &str = "draft";

/// Asks for the text of `reword` or `private`.
pub async fn ask_for_text(turn: &mut Turn<'_>, what: &str, question: &Question) -> anyhow::Result<()> {
    if !orders::here(turn, Some(question)).await? {
        return Ok(());
    }
    if question.state.is_closed() && question.state != State::Aside {
        let text = super::who_was_first(turn, question.number).await?;
        turn.toast(text);
        return Ok(());
    }
    let number = question.number;
    start_typing(turn, if what == "reword" { TextFor::Reword(number) } else { TextFor::Private(number) });
    let message = view::ask_for_text(turn, what, question);
    turn.say(message.silent());
    Ok(())
}

/// Asks for a question of the `floor`, or an `umbrella`.
pub async fn ask_for_line(turn: &mut Turn<'_>, what: &str) -> anyhow::Result<()> {
    if !orders::here(turn, None).await? {
        return Ok(());
    }
    start_typing(turn, if what == "floor" { TextFor::Floor } else { TextFor::Umbrella });
    let message = view::ask_for_line(turn, what);
    turn.say(message.silent());
    Ok(())
}

/// The text that was asked for.
pub async fn hear(turn: &mut Turn<'_>, what: TextFor, typed: &str) -> anyhow::Result<()> {
    if !may_moderate(turn).await? {
        resume(turn);
        return Ok(());
    }
    let text = match QuestionText::parse(typed) {
        Ok(text) => text,
        Err(_) => {
            let message = Message::new(turn.texts().html("queue-line-not-taken", &[]));
            turn.say(message.silent());
            return Ok(());
        }
    };
    resume(turn);
    match what {
        TextFor::Reword(number) => reworded(turn, number, text).await,
        TextFor::Private(number) => answer(turn, number, &text).await,
        TextFor::Floor => new_line(turn, "floor", &text).await,
        TextFor::Umbrella => new_line(turn, "umbrella", &text).await,
        TextFor::Edit(_) | TextFor::Word(_) => Ok(()),
    }
}

/// A question typed by staff is in the queue at once.
pub async fn new_line(turn: &mut Turn<'_>, source: &'static str, text: &QuestionText) -> anyhow::Result<()> {
    let (hand, lang) = (hand(turn), turn.lang());
    let done = add(turn.conn, text, source, lang, hand).await?;
    let card = view::added(turn, &done, source);
    turn.say(card.silent());
    Ok(())
}

/// The line the hall reads. What should not be public is pointed out before it is.
async fn reworded(turn: &mut Turn<'_>, number: i64, line: QuestionText) -> anyhow::Result<()> {
    let Some(question) = questions::load(turn.conn, number).await? else { return Ok(()) };
    let found: Vec<Finding> = findings(line.as_str());
    if question.state.is_public() && !found.is_empty() {
        let draft = format!("{number} {line}");
        hands::put_in_hand(turn.conn, turn.person.id, DRAFT, &draft).await?;
        let message = view::draft(turn, number, line.as_str(), &found);
        turn.say(message.silent());
        return Ok(());
    }
    reword(turn, number, line).await
}

async fn reword(turn: &mut Turn<'_>, number: i64, line: QuestionText) -> anyhow::Result<()> {
    let hand = hand(turn);
    match act(turn.conn, number, &Act::Reword(line), hand).await? {
        Ok(done) => {
            say_card(turn, &done.after).await?;
            tell_of(turn, &done).await?;
        }
        Err(refused) => refuse(turn, number, refused).await?,
    }
    Ok(())
}

/// A line with something in it that was pointed out is to be public all the same.
pub async fn publish_draft(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let draft = hands::take_from_hand(turn.conn, turn.person.id, DRAFT).await?;
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
async fn answer(turn: &mut Turn<'_>, number: i64, text: &QuestionText) -> anyhow::Result<()> {
    let hand = hand(turn);
    let done = match act(turn.conn, number, &Act::AnswerInPrivate, hand).await? {
        Ok(done) => done,
        Err(refused) => {
            refuse(turn, number, refused).await?;
            return Ok(());
        }
    };
    let mut told = 0;
    for part in acts::whole(turn.conn, &done.after).await? {
        if people::is_reachable(turn.conn, part.person).await? {
            turn.tell(part.person, written_answer(&part, text.as_str()));
            told += 1;
        }
    }
    let message = view::answered_in_private(turn, &done, told);
    turn.say(message.silent());
    Ok(())
}
