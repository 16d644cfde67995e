//! Texts that may not be a question, or not one for everybody: the author decides by a press.

use super::super::awaited_text::{awaits_text, offer_text, parse_or_reply, stop_awaiting_text};
use super::super::model::QuestionText;
use super::super::payload::AskPayload;
use super::super::settings::cached_settings;
use super::super::wording::submission_error;
use super::view;
use crate::ids::MessageId;
use crate::turn::{Turn, TurnResult};

/// Explains what becomes of a question and who sees a name. `typed` is a text that may be the awaited question
/// after all: it gets a button that sends it.
pub async fn explain_asking(turn: &mut Turn<'_>, typed: Option<&str>) -> TurnResult<()> {
    let settings = cached_settings(turn).await?;
    if let Err(error) = settings.intake_status(&turn.event).check_accepts_questions() {
        let message = submission_error(turn, error);
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

/// Asks whether a text about health or the author's own life shall be public.
pub fn confirm_publication(turn: &mut Turn<'_>, typed: &str) {
    let id = turn.incoming.message_id.unwrap_or_default();
    confirm_publication_with_id(turn, id, typed);
}

/// Asks whether a text shall be public, with the offer's id given.
pub(crate) fn confirm_publication_with_id(turn: &mut Turn<'_>, id: MessageId, typed: &str) {
    let Some(text) = parse_or_reply(turn, typed) else { return };
    confirm_text(turn, id, &text, AskPayload::PublishOffer(id));
}

/// Stores the text under `id`, and asks whether to `publish` it.
pub(crate) fn confirm_text(turn: &mut Turn<'_>, id: MessageId, text: &QuestionText, publish: AskPayload) {
    turn.person.conversation.offer_question(id, text.to_string());
    // the next text answers this, and is no question itself
    stop_awaiting_text(turn);
    let yes = String::from(publish);
    let no = String::from(AskPayload::DropOffer(id));
    let message = view::publication_confirmation(turn, &yes, &no);
    turn.reply(message);
    turn.await_yes_no(&yes, &no);
}

/// Under an answer, offers to send the text to the speakers as well.
pub fn offer_to_send_anyway(turn: &mut Turn<'_>, typed: &str) {
    if let Some(send) = offer_text(turn, typed) {
        let message = view::send_anyway_offer(turn, &send, awaits_text(turn));
        turn.reply(message);
    }
}
