//! ROOM 4: from somebody's question to the moderator who puts it.
//!
//! ```text
//! Marie      Poser une question
//! Kozé       Écrivez votre question : le prochain message part aux modérateurs.
//! Marie      Qui paie les adultes relais ?
//! Kozé       C'est noté : question n° 12.
//! Moderator  /suivante
//! Kozé       Question n° 12 … [Répondue] [Mettre de côté]
//! ```

mod rules;
mod store;
mod view;

pub use rules::{QuestionText, State};
pub use store::{Question, answer, being_answered, count, keep, next_up, set_aside, take_next};

use rules::Refusal;

use crate::chat::Input;
use crate::menu;
use crate::outbox;
use crate::people::{self, Role};
use crate::turn::Turn;

/// How "the next message is the question" is marked in the person's step. What they were in the
/// middle of stands behind it, and goes on afterwards.
pub const ASKING: &str = "asking:";
/// A text that was not understood, kept in case it is sent as a question.
pub const OFFERED: &str = "offered:";
/// How many of the waiting questions the panel shows.
const PANEL: i64 = 3;

/// The next message is the question.
pub fn invite(turn: &mut Turn<'_>) {
    if turn.person.step.starts_with(OFFERED) {
        turn.person.step.clear();
    }
    if !is_asking(turn) {
        turn.person.step.insert_str(0, ASKING);
    }
    let message = view::invitation(turn);
    turn.say(message);
}

/// Whether the next text is a question.
pub fn is_asking(turn: &Turn<'_>) -> bool {
    turn.person.step.starts_with(ASKING)
}

/// Remembers a text that was not understood, so that one press sends it.
pub fn remember(turn: &mut Turn<'_>, text: &str) {
    turn.person.step = match QuestionText::parse(text) {
        Ok(text) => format!("{OFFERED}{text}"),
        Err(_) => String::new(),
    };
}

/// Stores a question and acknowledges it with its number.
pub async fn ask(turn: &mut Turn<'_>, text: &str) -> anyhow::Result<()> {
    let text = match QuestionText::parse(text) {
        Ok(text) => text,
        Err(refusal) => {
            // they may try again: the question is still awaited
            let message = view::refused(turn, refusal);
            turn.say(message);
            return Ok(());
        }
    };
    resume(turn);
    let limits = &turn.forum.programme.limits;
    let (waiting, last) = store::waiting_of(turn.conn, turn.person.id).await?;
    if let Err(refusal) = rules::may_ask(limits, waiting, last, turn.forum.now) {
        let message = view::refused(turn, refusal);
        turn.say(message);
        return Ok(());
    }
    let number = keep(turn.conn, turn.person.id, &text, turn.lang(), turn.forum.now).await?;
    let html = view::acknowledged(turn, number);
    menu::say_with_menu(turn, html).await?;
    refresh_panels(turn).await
}

/// Something other than a text while a question is awaited.
pub fn needs_text(turn: &mut Turn<'_>) {
    let message = view::refused(turn, Refusal::NotText);
    turn.say(message);
}

/// Leaves without asking.
pub async fn leave(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    resume(turn);
    let html = view::left(turn);
    Ok(menu::say_with_menu(turn, html).await?)
}

/// A button of somebody who asks: what stands behind `ask:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    match data {
        "new" => invite(turn),
        "leave" => leave(turn).await?,
        "send" => match turn.person.step.strip_prefix(OFFERED).map(str::to_owned) {
            Some(text) => ask(turn, &text).await?,
            None => turn.toast(turn.texts().label("button-stale")),
        },
        _ => return Ok(false),
    }
    Ok(true)
}

/// The moderators' panel, at the end of the chat.
pub async fn queue(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !may_moderate(turn).await? {
        return Ok(());
    }
    let slot = slot(turn.person.id);
    outbox::vacate(turn.conn, &slot).await?;
    let (counts, upcoming) = (count(turn.conn).await?, next_up(turn.conn, PANEL).await?);
    let panel = view::panel(turn, turn.texts(), counts, &upcoming);
    turn.fill(turn.person.id, slot, panel);
    Ok(())
}

/// Takes the next question. Two who pull at the same instant get two questions; what was taken
/// before stays taken.
pub async fn next(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !may_moderate(turn).await? {
        return Ok(());
    }
    let Some(question) = take_next(turn.conn, turn.person.id, turn.forum.now).await? else {
        let message = view::nothing_waits(turn);
        turn.say(message);
        return Ok(());
    };
    let card = view::card(turn, &question);
    turn.say(card);
    tell_author(turn, &question, State::Taken).await?;
    refresh_panels(turn).await
}

/// A moderator's button: what stands behind `queue:`. Every press is authorised again, because
/// anybody can send any press.
pub async fn moderate(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let (what, number) = data.split_once(':').unwrap_or((data, ""));
    let number: Option<i64> = number.parse().ok();
    match (what, number) {
        ("next", None) => next(turn).await?,
        ("show", None) => queue(turn).await?,
        ("answered", Some(number)) => close(turn, number, State::Answered).await?,
        ("aside", Some(number)) => close(turn, number, State::Aside).await?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Ends a question that was taken. Zero rows changed means that somebody was first.
async fn close(turn: &mut Turn<'_>, number: i64, state: State) -> anyhow::Result<()> {
    if !may_moderate(turn).await? {
        return Ok(());
    }
    let closed = match state {
        State::Answered => answer(turn.conn, number, turn.forum.now).await?,
        _ => set_aside(turn.conn, number, turn.forum.now).await?,
    };
    let Some(question) = closed else {
        turn.toast(turn.texts().label("queue-too-late"));
        return Ok(());
    };
    let card = view::closed_card(turn, &question, state);
    turn.replace(card);
    tell_author(turn, &question, state).await?;
    refresh_panels(turn).await
}

async fn may_moderate(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = people::moderates(turn.conn, turn.person.id).await?;
    if !may {
        let text = turn.texts().label("queue-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.say(crate::chat::Message::new(text)),
        }
    }
    Ok(may)
}

/// News for the author, in their language.
async fn tell_author(turn: &mut Turn<'_>, question: &Question, state: State) -> anyhow::Result<()> {
    if question.person != 0 && people::is_reachable(turn.conn, question.person).await? {
        let news = view::news(question, state);
        turn.tell(question.person, news);
    }
    Ok(())
}

/// Brings every open panel up to date, each in its moderator's language.
async fn refresh_panels(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let mut open = Vec::new();
    for (person, lang) in people::with_role(turn.conn, &[Role::Moderator, Role::Organiser]).await? {
        if outbox::slot(turn.conn, &slot(person)).await?.is_some() {
            open.push((person, lang));
        }
    }
    if open.is_empty() {
        return Ok(());
    }
    let (counts, upcoming) = (count(turn.conn).await?, next_up(turn.conn, PANEL).await?);
    for (person, lang) in open {
        let panel = view::panel(turn, crate::i18n::texts(lang), counts, &upcoming);
        turn.fill(person, slot(person), panel);
    }
    Ok(())
}

/// Back to what they were in the middle of.
fn resume(turn: &mut Turn<'_>) {
    let step = std::mem::take(&mut turn.person.step);
    turn.person.step = step.strip_prefix(ASKING).unwrap_or_default().to_owned();
}

/// The slot of a moderator's panel.
fn slot(person: i64) -> String {
    format!("panel:{person}")
}
