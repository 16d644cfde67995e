//! Requests in words about existing questions: to withdraw one, or to read those of others.

use super::super::browse::browse;
use super::super::model::Question;
use super::super::payload::{AskPayload, OwnPayload};
use super::super::rules::screening::{is_browse_request, is_withdrawal_request, mentioned_question};
use super::super::store::questions;
use super::own_questions::show_own_questions;
use super::view;
use crate::keywords::contains_keyword_anywhere;
use crate::turn::{Turn, TurnResult};

/// Own questions among which the one to withdraw is looked for.
const MAX_OWN_SEARCHED: i64 = 50;

/// Handles a text about existing questions; false where it is none.
pub async fn handle_question_request(turn: &mut Turn<'_>, typed: &str) -> TurnResult<bool> {
    if is_withdrawal_request(typed) {
        return confirm_withdrawal(turn, typed).await;
    }
    if is_browse_request(typed) {
        browse(turn).await?;
        return Ok(true);
    }
    Ok(false)
}

/// Asks whether to withdraw the one question that the text can mean; shows all of them where there are several.
async fn confirm_withdrawal(turn: &mut Turn<'_>, typed: &str) -> TurnResult<bool> {
    let mut open = questions::by_author(turn.conn, turn.person.id, MAX_OWN_SEARCHED).await?;
    open.retain(Question::is_editable);
    let mentioned = mentioned_question(typed);
    if let Some(number) = mentioned
        && open.iter().any(|question| question.number == number)
    {
        open.retain(|question| question.number == number);
    }
    match open.as_slice() {
        // without a question to mean, "don't send it" may be about anything
        [] if !contains_keyword_anywhere("words-own-question", typed) && mentioned.is_none() => {
            return Ok(false);
        }
        [only] => {
            let message = view::withdrawal_confirmation(turn, only);
            turn.reply(message);
            let yes = String::from(AskPayload::Own(only.number, OwnPayload::Withdraw));
            let no = String::from(AskPayload::Own(only.number, OwnPayload::Show));
            turn.await_yes_no(&yes, &no);
        }
        _ => show_own_questions(turn).await?,
    }
    Ok(true)
}
