//! ROOM 4: from somebody's question to the moderator who puts it.
//!
//! ```text
//! Marie      Poser une question
//! Kozé       Écrivez votre question : le prochain message part aux modérateurs.
//! Marie      Qui paie les adultes relais ?
//! Kozé       C'est noté : question n° 12. De quoi parle-t-elle ? [Quelles limites ?] …
//! Aimé       (votes for no. 12)
//! Moderator  /suivante
//! Kozé       Question n° 12 … 👍 2 [Répondue] [Plus tard] …
//! ```
//!
//! The room has four parts: `asking`, `voting`, the moderators' `desk`, and `confiding` for what is
//! nobody else's; they share the questions' table (`store`) and the states (`rules`).

mod asking;
mod confiding;
mod desk;
mod export;
mod hall;
mod paper;
mod rules;
mod store;
mod view;
mod voting;

pub use asking::{
    Mode, QuestionText, ask, expect, expects, invite, mine, needs_text, put, voice, welcome, write_down,
};
pub use desk::settings::{Wish, set};
pub use desk::{
    Done, act, add, close_in_group, groups, is_at_home, is_due, join, lapse, move_group, mute, open, order,
    renew, split, take_next, tick, undo,
};
pub use export::{Format, export, journal};
pub use hall::{Hall, Shown, hall, key, prepare};
pub use paper::{file, print};
pub use rules::{Act, Hand, LEASE, LIFT, Place, Reason, Refused, State, UNDO};
pub use store::{Counts, New, Question, count, count_waiting, load, most_wanted, next_up};
pub use voting::{Cast, browse, cast};

use desk::store as desk_store;
use voting::store as vote_store;

use crate::people::Person;
use crate::turn::Turn;

/// How "the next message is the question" is marked in the person's step. What they were in the
/// middle of stands behind it, and goes on afterwards.
const ASKING: &str = "asking:";
/// Another text that is awaited, such as `typing:edit.12|`; what they were in the middle of stands
/// behind the bar.
const TYPING: &str = "typing:";
/// A text that was not understood, kept in case it is sent as a question.
pub const OFFERED: &str = "offered:";
/// The slots of messages that are kept current.
const PANEL_SLOT: &str = "panel:";
const PAGE_SLOT: &str = "page:";

/// Whether the next text belongs here: a question, or something else that was asked for.
pub fn is_asking(turn: &Turn<'_>) -> bool {
    turn.person.step.starts_with(ASKING) || turn.person.step.starts_with(TYPING)
}

/// Whether the next text, or voice message, is taken for a question.
pub fn awaits_question(person: &Person) -> bool {
    person.step.starts_with(ASKING)
}

/// The text that was awaited.
pub async fn hear(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    if let Some(number) = confiding::typing_word(&turn.person.step) {
        return confiding::word(turn, number, typed).await;
    }
    if desk::is_typing(&turn.person.step) {
        return desk::hear(turn, typed).await;
    }
    match asking::typing_edit(&turn.person.step) {
        Some(number) => asking::edited(turn, number, typed).await,
        None => asking::ask(turn, typed).await,
    }
}

/// Remembers a text that was not understood, so that one press sends it.
pub fn remember(turn: &mut Turn<'_>, text: &str) {
    turn.person.step = match QuestionText::parse(text) {
        Ok(text) => format!("{OFFERED}{text}"),
        Err(_) => String::new(),
    };
}

/// Leaves without asking.
pub async fn leave(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    asking::leave(turn).await
}

/// A button of somebody who asks: what stands behind `ask:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    asking::press(turn, data).await
}

/// A button of somebody who reads and votes: what stands behind `vote:`.
pub async fn vote(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    voting::press(turn, data).await
}

/// A moderator's button: what stands behind `queue:`.
pub async fn moderate(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    desk::press(turn, data).await
}

/// Back to what they were in the middle of: no question is awaited any more.
pub fn resume(turn: &mut Turn<'_>) {
    let step = std::mem::take(&mut turn.person.step);
    turn.person.step = match (step.strip_prefix(ASKING), step.strip_prefix(TYPING)) {
        (Some(rest), _) => rest.to_owned(),
        (None, Some(typing)) => typing.split_once('|').map_or("", |(_, rest)| rest).to_owned(),
        (None, None) if step.starts_with(OFFERED) => String::new(),
        (None, None) => step,
    };
}

/// Withdraws whatever of somebody's was not asked yet, before they are erased.
pub async fn withdraw_all(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let hand = hand(turn);
    for question in store::of_person(turn.conn, turn.person.id, i64::MAX).await? {
        if !question.state.is_closed() && question.state != State::Taken || question.state == State::Merged {
            // what is no longer open by now stays as it is
            _ = act(turn.conn, question.number, &Act::Withdraw, hand).await?;
        }
    }
    Ok(())
}

/// Awaits another text; what was awaited before is not any more.
fn start_typing(turn: &mut Turn<'_>, what: &str) {
    resume(turn);
    let rest = std::mem::take(&mut turn.person.step);
    turn.person.step = format!("{TYPING}{what}|{rest}");
}

/// Who acts in this turn, and when.
fn hand(turn: &Turn<'_>) -> Hand {
    Hand { person: turn.person.id, now: turn.forum.now, mono: turn.forum.mono }
}
