//! A text that is perhaps no question, or no question for everybody: its author decides.

use super::{is_asking, parse, resume, settings, view};
use crate::questions::remember;
use crate::turn::Turn;

/// Says what becomes of a question and who sees a name: nothing is asked for by it. `typed` is a text that may
/// have been the awaited question all the same.
pub async fn explain(turn: &mut Turn<'_>, typed: Option<&str>) -> anyhow::Result<()> {
    let settings = settings::in_turn(turn).await?;
    if let Err(refusal) = settings.intake(&turn.forum).takes_questions() {
        let message = view::refused(turn, refusal);
        turn.say(message);
        return Ok(());
    }
    let send = typed.and_then(|typed| remember(turn, typed));
    let message = view::explanation(turn, send.as_deref(), is_asking(turn));
    turn.say(message);
    if let Some(send) = send {
        turn.expect(&send, "");
    }
    Ok(())
}

/// A text about health or the person's own life is published only by a press that says so.
pub fn ask_to_publish(turn: &mut Turn<'_>, typed: &str) {
    let id = turn.incoming.message.unwrap_or_default();
    ask_to_publish_as(turn, id, typed);
}

/// The same, under the number by which the text is remembered.
pub fn ask_to_publish_as(turn: &mut Turn<'_>, id: i64, typed: &str) {
    let Some(text) = parse(turn, typed) else { return };
    turn.person.conversation.offer(id, text.to_string());
    // what is written next answers this, and is no question itself
    resume(turn);
    let (yes, no) = (format!("ask:publish:{id}"), format!("ask:drop:{id}"));
    let message = view::ask_to_publish(turn, &yes, &no);
    turn.say(message);
    turn.expect(&yes, &no);
}

/// What was answered may have been a question to the speakers: one press sends it.
pub fn offer_all_the_same(turn: &mut Turn<'_>, typed: &str) {
    if let Some(send) = remember(turn, typed) {
        let message = view::all_the_same(turn, &send, is_asking(turn));
        turn.say(message);
    }
}
