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
    Mode, QuestionText, ask, ask_to_publish, begin, expect, expects, explain, hear_about_own, invite,
    is_about_asked, is_about_asking, is_no_question, is_of_health, is_own_life, is_to_the_speakers, mine,
    needs_text, offer_all_the_same, put, voice, welcome, write_down,
};
pub use desk::settings::{Wish, set};
pub use desk::{
    Done, act, add, close_in_group, dismiss, groups, hear_number, is_at_home, is_due, join, lapse,
    move_group, mute, open, order, renew, split, take_next, tick, undo,
};
pub use export::{export, journal};
pub use hall::{Address, Hall, Shown, address, hall, key, note_public_url, prepare};
pub use paper::{file, print};
pub use rules::{Act, Hand, LEASE, LIFT, Place, Reason, Refused, State, UNDO};
pub use store::{Counts, New, Question, count, count_waiting, load, most_wanted, next_up};
pub use voting::{Cast, browse, cast};

use desk::store as desk_store;
use voting::store as vote_store;

use crate::conversation::{Activity, TextFor};
use crate::people::Person;
use crate::turn::Turn;

/// The slots of messages that are kept current.
const PANEL_SLOT: &str = "panel:";
const PAGE_SLOT: &str = "page:";

/// Whether the next text belongs here: a question, or something else that was asked for.
pub fn is_asking(turn: &Turn<'_>) -> bool {
    matches!(turn.person.conversation.current(), Some(Activity::Asking | Activity::Writing(_)))
}

/// Whether the next text, or voice message, is taken for a question.
pub fn awaits_question(person: &Person) -> bool {
    person.conversation.current() == Some(&Activity::Asking)
}

/// The text that was awaited.
pub async fn hear(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    let Some(&Activity::Writing(what)) = turn.person.conversation.current() else {
        return asking::ask(turn, typed).await;
    };
    match what {
        TextFor::Edit(number) => asking::edited(turn, number, typed).await,
        TextFor::Word(number) => confiding::word(turn, number, typed).await,
        TextFor::Reword(_) | TextFor::Private(_) | TextFor::Floor | TextFor::Umbrella => {
            desk::hear(turn, what, typed).await
        }
    }
}

/// Remembers a text so that one press sends it; the data of the button that does. None for what cannot be a
/// question.
pub fn remember(turn: &mut Turn<'_>, text: &str) -> Option<String> {
    let text = QuestionText::parse(text).ok()?;
    let id = turn.incoming.message.unwrap_or_default();
    turn.person.conversation.offer(id, text.to_string());
    Some(format!("ask:send:{id}"))
}

/// Whether new questions are taken at this moment.
pub async fn are_taken(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let settings = desk::settings::in_turn(turn).await?;
    Ok(settings.intake(&turn.forum).takes_questions().is_ok())
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
    turn.person.conversation.end(|activity| matches!(activity, Activity::Asking | Activity::Writing(_)));
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
fn start_typing(turn: &mut Turn<'_>, what: TextFor) {
    resume(turn);
    turn.person.conversation.begin(Activity::Writing(what));
}

/// Who acts in this turn, and when.
fn hand(turn: &Turn<'_>) -> Hand {
    Hand { person: turn.person.id, now: turn.forum.now, mono: turn.forum.mono }
}
