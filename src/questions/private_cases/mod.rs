//! Private cases: questions about the author's own situation, which are never asked before the audience. The author
//! learns who can help. Where counsellors use the bot, one press hands over the author's words, and the two write
//! to each other through Kozé without learning who the other is.
//!
//! ```text
//! Kozé        Votre question n° 12 parle de votre situation … [🤝 Lui transmettre mon message]
//! Marie       (presses the button)
//! Counsellor  🤝 Quelqu'un vous confie sa situation … [💬 Lui répondre]
//! Counsellor  Venez me voir à la pause.
//! Marie       💬 La personne à qui vous vous êtes confié·e … [💬 Lui écrire encore]
//! ```

mod view;

use super::awaited_text::{await_text, parse_or_reply, stop_awaiting_text};
use super::model::{Action, Question};
use super::service::actions::{actor, apply_action};
use super::service::private_cases::{counsellors, load_for_counsellor};
use super::store::questions;
use crate::chat::Outgoing;
use crate::conversation::TextPurpose;
use crate::i18n::texts;
use crate::ids::QuestionNumber;
use crate::menu;
use crate::people;
use crate::turn::{Turn, TurnResult};

/// Hands an author's own case over to all counsellors, once.
pub(crate) async fn hand_over(turn: &mut Turn<'_>, question: &Question) -> TurnResult<()> {
    let counsellors = counsellors(turn.conn, turn.person.id).await?;
    if counsellors.is_empty() {
        turn.toast(turn.texts().label("confide-nobody"));
        return Ok(());
    }
    let author = actor(turn);
    let Ok(applied) = apply_action(turn.conn, question.number, &Action::HandOver, author).await? else {
        let id = if question.is_handed_over() { "confided-already" } else { "button-stale" };
        turn.toast(turn.texts().label(id));
        return Ok(());
    };
    let case = applied.after;
    for (counsellor, lang) in counsellors {
        let t = texts(lang);
        if case.voice_file.is_empty() {
            turn.notify(counsellor, view::case_text(t, case.number, &case.text));
        } else {
            let caption = view::case_voice_caption(t, case.number);
            turn.send_to(
                counsellor.private_chat(),
                Outgoing::Voice { file_id: case.voice_file.clone(), caption },
            );
        }
    }
    let message = view::handed_over(turn, question.number);
    turn.edit_or_reply(message);
    Ok(())
}

/// Awaits the author's next message to the counsellors.
pub(crate) fn await_author_message(turn: &mut Turn<'_>, question: &Question) {
    if question.is_handed_over() {
        await_message(turn, question);
    } else {
        turn.toast(turn.texts().label("button-stale"));
    }
}

/// Awaits a counsellor's next message to the author.
pub(crate) async fn await_counsellor_message(turn: &mut Turn<'_>, number: QuestionNumber) -> TurnResult<()> {
    match load_for_counsellor(turn.conn, turn.person.id, number).await? {
        Some(question) => await_message(turn, &question),
        None => turn.alert(turn.texts().label("button-stale")),
    }
    Ok(())
}

fn await_message(turn: &mut Turn<'_>, question: &Question) {
    await_text(turn, TextPurpose::CaseMessage(question.number));
    let message = view::message_prompt(turn, question);
    turn.reply(message);
}

/// Sends the awaited message on: from the author to the counsellors, or from a counsellor to the author.
pub(crate) async fn relay_message(
    turn: &mut Turn<'_>,
    number: QuestionNumber,
    typed: &str,
) -> TurnResult<()> {
    // after a text that cannot be sent, the next one is still awaited
    let Some(text) = parse_or_reply(turn, typed) else { return Ok(()) };
    stop_awaiting_text(turn);
    let own = questions::load(turn.conn, number)
        .await?
        .filter(|question| question.person == turn.person.id && question.is_handed_over());
    let mut is_sent = false;
    if own.is_some() {
        if !people::consume_forwarding_quota(turn.conn, turn.person.id, turn.event.real_now).await? {
            turn.reply(menu::forward_limit_message(turn.texts()));
            return Ok(());
        }
        for (counsellor, lang) in counsellors(turn.conn, turn.person.id).await? {
            turn.notify(counsellor, view::author_message(texts(lang), number, text.as_str()));
            is_sent = true;
        }
    } else if let Some(question) = load_for_counsellor(turn.conn, turn.person.id, number).await?
        && people::is_reachable(turn.conn, question.person).await?
    {
        turn.notify(question.person, view::counsellor_reply(&question, text.as_str()));
        is_sent = true;
    }
    let message = view::relay_result(turn, is_sent);
    turn.reply(message);
    Ok(())
}
