//! What is said in words about questions that were asked: one is taken back, those of others are read.

use super::screening::{is_browse_request, is_withdrawal_request, mentioned_question};
use super::{show_own_questions, view};
use crate::keywords::{TypedText, contains_keyword_anywhere};
use crate::questions::rules::State;
use crate::questions::{browse, store};
use crate::turn::Turn;

/// As many of one's own are looked at.
const MAX_OWN_SEARCHED: i64 = 50;

/// A text about questions that were asked; false where it is none.
pub async fn handle_question_request(turn: &mut Turn<'_>, typed: &TypedText) -> anyhow::Result<bool> {
    if is_withdrawal_request(typed) {
        return confirm_withdrawal(turn, typed).await;
    }
    if is_browse_request(typed) {
        browse(turn).await?;
        return Ok(true);
    }
    Ok(false)
}

/// Asks whether the one question that can be meant shall go; shows all of them where it may be several.
async fn confirm_withdrawal(turn: &mut Turn<'_>, typed: &TypedText) -> anyhow::Result<bool> {
    let own = store::by_author(turn.conn, turn.person.id, MAX_OWN_SEARCHED).await?;
    let mut open: Vec<_> =
        own.into_iter().filter(|one| matches!(one.state, State::PendingReview | State::Queued)).collect();
    if let Some(number) = mentioned_question(typed)
        && open.iter().any(|one| one.number == number)
    {
        open.retain(|one| one.number == number);
    }
    match open.as_slice() {
        // "don't send it" may be about anything
        [] if !contains_keyword_anywhere("words-own-question", typed)
            && mentioned_question(typed).is_none() =>
        {
            return Ok(false);
        }
        [only] => {
            let (yes, no) =
                (format!("ask:withdraw:{}:yes", only.number), format!("ask:mine:{}", only.number));
            let message = view::withdrawal_confirmation(turn, only);
            turn.reply(message);
            turn.await_yes_no(&yes, &no);
        }
        _ => show_own_questions(turn).await?,
    }
    Ok(true)
}
