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

use super::asking::QuestionText;
use super::desk;
use super::rules::{Act, CONFIDED, State};
use super::store::{self, Question};
use super::view::News;
use super::{hand, resume, start_typing};
use crate::chat::{Message, Outgoing};
use crate::conversation::TextFor;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::menu;
use crate::people::{self, Role};
use crate::turn::Turn;

/// Those to whom one may entrust something, but for its author; none where nobody listens here.
async fn listeners(conn: &mut Conn, author: i64) -> sqlx::Result<Vec<(i64, Lang)>> {
    let mut all = people::with_role(conn, &[Role::Listener]).await?;
    all.retain(|(person, _)| *person != author);
    Ok(all)
}

/// Whether the author may have this handed on by a press.
pub async fn can_be_confided(conn: &mut Conn, question: &Question) -> sqlx::Result<bool> {
    Ok(question.state == State::Personal
        && question.reason != CONFIDED
        && !listeners(conn, question.person).await?.is_empty())
}

/// What an author hears of their question; under the news of their own situation, the way to hand it on.
pub async fn with_offer(
    conn: &mut Conn,
    question: &Question,
    what: News,
    message: Message,
) -> sqlx::Result<Message> {
    if what == News::Personal && can_be_confided(conn, question).await? {
        return Ok(view::with_offer(question, message));
    }
    Ok(message)
}

/// The author's press: what stands behind `ask:confide:` and `ask:word:`.
pub async fn press_own(turn: &mut Turn<'_>, what: &str, question: &Question) -> anyhow::Result<bool> {
    match what {
        "confide" => confide(turn, question).await?,
        "word" if question.reason == CONFIDED => await_word(turn, question),
        "word" => turn.toast(turn.texts().label("button-stale")),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Hands what was asked on to whoever listens, once, because its author wishes it.
async fn confide(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let listeners = listeners(turn.conn, turn.person.id).await?;
    if listeners.is_empty() {
        turn.toast(turn.texts().label("confide-nobody"));
        return Ok(());
    }
    let hand = hand(turn);
    let Ok(done) = desk::act(turn.conn, question.number, &Act::Confide, hand).await? else {
        turn.toast(turn.texts().label(if question.reason == CONFIDED {
            "confided-already"
        } else {
            "button-stale"
        }));
        return Ok(());
    };
    for (listener, lang) in listeners {
        let t = texts(lang);
        if !done.after.voice.is_empty() {
            let caption = view::confided_voice(t, question.number);
            turn.send(listener, Outgoing::Voice { file: done.after.voice.clone(), caption });
        } else {
            turn.tell(listener, view::confided(t, question.number, &done.after.text));
        }
    }
    let message = view::handed_on(turn, question.number);
    turn.replace(message);
    Ok(())
}

/// A listener's press: what stands behind `ask:listen:`.
pub async fn listen(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    match confided_to(turn, number).await? {
        Some(question) => await_word(turn, &question),
        None => turn.alert(turn.texts().label("button-stale")),
    }
    Ok(())
}

/// The question, if whoever is here listens and its author entrusted it to them.
async fn confided_to(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<Option<Question>> {
    let listens = people::roles(turn.conn, turn.person.id).await?.contains(&Role::Listener);
    if !listens {
        return Ok(None);
    }
    let question = store::load(turn.conn, number).await?;
    Ok(question.filter(|question| {
        question.state == State::Personal && question.reason == CONFIDED && question.person != 0
    }))
}

fn await_word(turn: &mut Turn<'_>, question: &Question) {
    start_typing(turn, TextFor::Word(question.number));
    let message = view::write(turn, question);
    turn.say(message);
}

/// A word to the other of the two: by the author to whoever listens, or back.
pub async fn word(turn: &mut Turn<'_>, number: i64, typed: &str) -> anyhow::Result<()> {
    let text = match QuestionText::parse(typed) {
        Ok(text) => text,
        // it is still awaited
        Err(refusal) => {
            let message = super::asking::refused(turn, refusal);
            turn.say(message);
            return Ok(());
        }
    };
    resume(turn);
    let own = store::load(turn.conn, number)
        .await?
        .filter(|question| question.person == turn.person.id && question.reason == CONFIDED);
    let mut reached = false;
    if own.is_some() && !people::may_send_on(turn.conn, turn.person.id, turn.forum.mono).await? {
        turn.say(menu::sent_enough(turn.texts()));
        return Ok(());
    }
    if own.is_some() {
        for (listener, lang) in listeners(turn.conn, turn.person.id).await? {
            turn.tell(listener, view::more(texts(lang), number, text.as_str()));
            reached = true;
        }
    } else if let Some(question) = confided_to(turn, number).await?
        && people::is_reachable(turn.conn, question.person).await?
    {
        turn.tell(question.person, view::reply(&question, text.as_str()));
        reached = true;
    }
    let message = view::sent(turn, reached);
    turn.say(message);
    Ok(())
}
