//! What is said in words about questions that were asked: one is taken back, those of others are read.

use super::screening::{named_question, reads_others, takes_back};
use super::{mine, view};
use crate::questions::rules::State;
use crate::questions::{browse, store};
use crate::turn::Turn;
use crate::typed::mentions;

/// As many of one's own are looked at.
const OWN: i64 = 50;

/// A text about questions that were asked; false where it is none.
pub async fn hear(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<bool> {
    if takes_back(typed) {
        return take_back(turn, typed).await;
    }
    if reads_others(typed) {
        browse(turn).await?;
        return Ok(true);
    }
    Ok(false)
}

/// Asks whether the one question that can be meant shall go; shows all of them where it may be several.
async fn take_back(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<bool> {
    let own = store::of_person(turn.conn, turn.person.id, OWN).await?;
    let mut open: Vec<_> =
        own.into_iter().filter(|one| matches!(one.state, State::Pending | State::Waiting)).collect();
    if let Some(number) = named_question(typed)
        && open.iter().any(|one| one.number == number)
    {
        open.retain(|one| one.number == number);
    }
    match open.as_slice() {
        // "don't send it" may be about anything
        [] if !mentions("words-own-question", typed) && named_question(typed).is_none() => return Ok(false),
        [only] => {
            let (yes, no) =
                (format!("ask:withdraw:{}:yes", only.number), format!("ask:mine:{}", only.number));
            let message = view::really_withdraw(turn, only);
            turn.say(message);
            turn.expect(&yes, &no);
        }
        _ => mine(turn).await?,
    }
    Ok(true)
}
