//! Somebody's own situation, which is never asked before the hall. Its author learns who can help. If
//! that person listens here too, one press hands on what was written, and the two then write to each
//! other through Kozé, neither knowing who the other is.
//!
//! ```text
//! Kozé       Votre question n° 12 parle de votre situation … [🤝 Lui transmettre mon message]
//! Marie      (presses it)
//! Listener   🤝 Quelqu'un vous confie sa situation … [💬 Lui répondre]
//! Listener   Venez me voir à la pause.
//! Marie      💬 La personne à qui vous vous êtes confié·e … [💬 Lui écrire encore]
//! ```

mod view;

use super::ask::QuestionText;
use super::moderation;
use super::rules::{Action, HANDED_OVER, State};
use super::store::{self, Question};
use super::wording::AuthorNotice;
use super::{actor, await_text, stop_awaiting_text};
use crate::chat::{Message, Outgoing};
use crate::conversation::TextPurpose;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::menu;
use crate::people::{self, Role};
use crate::turn::Turn;

/// Those to whom one may entrust something, but for its author; none where nobody listens here.
async fn counsellors(conn: &mut Conn, author: i64) -> sqlx::Result<Vec<(i64, Lang)>> {
    let mut all = people::with_role(conn, &[Role::Counsellor]).await?;
    all.retain(|(person, _)| *person != author);
    Ok(all)
}

/// Whether the author may have this handed on by a press.
pub async fn can_be_handed_over(conn: &mut Conn, question: &Question) -> sqlx::Result<bool> {
    Ok(question.state == State::PrivateCase
        && question.close_reason != HANDED_OVER
        && !counsellors(conn, question.person).await?.is_empty())
}

/// What an author hears of their question; under the news of their own situation, the way to hand it on.
pub async fn with_hand_over_offer(
    conn: &mut Conn,
    question: &Question,
    what: AuthorNotice,
    message: Message,
) -> sqlx::Result<Message> {
    if what == AuthorNotice::PrivateCase && can_be_handed_over(conn, question).await? {
        return Ok(view::with_hand_over_offer(question, message));
    }
    Ok(message)
}

/// The author's press: what stands behind `ask:confide:` and `ask:word:`.
pub async fn handle_author_press(
    turn: &mut Turn<'_>,
    what: &str,
    question: &Question,
) -> anyhow::Result<bool> {
    match what {
        "confide" => hand_over(turn, question).await?,
        "word" if question.close_reason == HANDED_OVER => await_message(turn, question),
        "word" => turn.toast(turn.texts().label("button-stale")),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Hands what was asked on to whoever listens, once, because its author wishes it.
async fn hand_over(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let listeners = counsellors(turn.conn, turn.person.id).await?;
    if listeners.is_empty() {
        turn.toast(turn.texts().label("confide-nobody"));
        return Ok(());
    }
    let hand = actor(turn);
    let Ok(done) = moderation::apply_action(turn.conn, question.number, &Action::HandOver, hand).await?
    else {
        turn.toast(turn.texts().label(if question.close_reason == HANDED_OVER {
            "confided-already"
        } else {
            "button-stale"
        }));
        return Ok(());
    };
    for (listener, lang) in listeners {
        let t = texts(lang);
        if !done.after.voice_file.is_empty() {
            let caption = view::case_voice_caption(t, question.number);
            turn.send_to(listener, Outgoing::Voice { file_id: done.after.voice_file.clone(), caption });
        } else {
            turn.notify(listener, view::case_text(t, question.number, &done.after.text));
        }
    }
    let message = view::handed_over(turn, question.number);
    turn.edit_or_reply(message);
    Ok(())
}

/// A listener's press: what stands behind `ask:listen:`.
pub async fn handle_counsellor_press(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    match load_case_for_counsellor(turn, number).await? {
        Some(question) => await_message(turn, &question),
        None => turn.alert(turn.texts().label("button-stale")),
    }
    Ok(())
}

/// The question, if whoever is here listens and its author entrusted it to them.
async fn load_case_for_counsellor(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<Option<Question>> {
    let listens = turn.has_role(Role::Counsellor).await?;
    if !listens {
        return Ok(None);
    }
    let question = store::load(turn.conn, number).await?;
    Ok(question.filter(|question| {
        question.state == State::PrivateCase && question.close_reason == HANDED_OVER && question.person != 0
    }))
}

fn await_message(turn: &mut Turn<'_>, question: &Question) {
    await_text(turn, TextPurpose::CaseMessage(question.number));
    let message = view::message_prompt(turn, question);
    turn.reply(message);
}

/// A word to the other of the two: by the author to whoever listens, or back.
pub async fn relay_message(turn: &mut Turn<'_>, number: i64, typed: &str) -> anyhow::Result<()> {
    let text = match QuestionText::parse(typed) {
        Ok(text) => text,
        // it is still awaited
        Err(refusal) => {
            let message = super::ask::submission_error(turn, refusal);
            turn.reply(message);
            return Ok(());
        }
    };
    stop_awaiting_text(turn);
    let own = store::load(turn.conn, number)
        .await?
        .filter(|question| question.person == turn.person.id && question.close_reason == HANDED_OVER);
    let mut reached = false;
    if own.is_some()
        && !people::consume_forwarding_quota(turn.conn, turn.person.id, turn.event.real_now).await?
    {
        turn.reply(menu::forward_limit_message(turn.texts()));
        return Ok(());
    }
    if own.is_some() {
        for (listener, lang) in counsellors(turn.conn, turn.person.id).await? {
            turn.notify(listener, view::author_message(texts(lang), number, text.as_str()));
            reached = true;
        }
    } else if let Some(question) = load_case_for_counsellor(turn, number).await?
        && people::is_reachable(turn.conn, question.person).await?
    {
        turn.notify(question.person, view::counsellor_reply(&question, text.as_str()));
        reached = true;
    }
    let message = view::relay_result(turn, reached);
    turn.reply(message);
    Ok(())
}
