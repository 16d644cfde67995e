//! A text that is perhaps no question, or no question for everybody: its author decides.

use super::{awaits_text, parse_or_reply, settings, stop_awaiting_text, view};
use crate::questions::offer_text;
use crate::turn::Turn;

/// Says what becomes of a question and who sees a name: nothing is asked for by it. `typed` is a text that may
/// have been the awaited question all the same.
pub async fn explain_asking(turn: &mut Turn<'_>, typed: Option<&str>) -> anyhow::Result<()> {
    let settings = settings::cached_settings(turn).await?;
    if let Err(refusal) = settings.intake_status(&turn.event).check_accepts_questions() {
        let message = view::submission_error(turn, refusal);
        turn.reply(message);
        return Ok(());
    }
    let send = typed.and_then(|typed| offer_text(turn, typed));
    let message = view::explanation(turn, send.as_deref(), awaits_text(turn));
    turn.reply(message);
    if let Some(send) = send {
        turn.await_yes_no(&send, "");
    }
    Ok(())
}

/// A text about health or the person's own life is published only by a press that says so.
pub fn confirm_publication(turn: &mut Turn<'_>, typed: &str) {
    let id = turn.incoming.message_id.unwrap_or_default();
    confirm_publication_with_id(turn, id, typed);
}

/// The same, under the number by which the text is remembered.
pub fn confirm_publication_with_id(turn: &mut Turn<'_>, id: i64, typed: &str) {
    let Some(text) = parse_or_reply(turn, typed) else { return };
    turn.person.conversation.offer_question(id, text.to_string());
    // what is written next answers this, and is no question itself
    stop_awaiting_text(turn);
    let (yes, no) = (format!("ask:publish:{id}"), format!("ask:drop:{id}"));
    let message = view::publication_confirmation(turn, &yes, &no);
    turn.reply(message);
    turn.await_yes_no(&yes, &no);
}

/// What was answered may have been a question to the speakers: one press sends it.
pub fn offer_to_send_anyway(turn: &mut Turn<'_>, typed: &str) {
    if let Some(send) = offer_text(turn, typed) {
        let message = view::send_anyway_offer(turn, &send, awaits_text(turn));
        turn.reply(message);
    }
}
