//! What a press, a text or the command leads to.

use super::model::{AnswerKey, Line, MAX_LINE_CHARS, MAX_VOICE_SECONDS};
use super::payload::Payload;
use super::{rules, store, view};
use crate::args;
use crate::chat::Message;
use crate::conversation::Activity;
use crate::people::Role;
use crate::text::clean_paragraphs;
use crate::turn::{Turn, TurnResult};

/// How many lines and voice messages organisers are shown.
const LINES_SHOWN: i64 = 10;
const VOICES_SHOWN: i64 = 6;

/// `/avis`: what everybody answered, for organisers; for others the questions, if they were asked.
pub async fn open(turn: &mut Turn<'_>) -> TurnResult<()> {
    if turn.has_role(Role::Organiser).await? {
        return show_results(turn).await;
    }
    let message = match store::find_key(turn.conn, turn.person.id).await? {
        Some(key) => view::first_question(turn.texts(), &store::load_answer(turn.conn, key).await?),
        None => Message::new(turn.texts().html("feedback-for-organisers", &[])),
    };
    turn.reply(message);
    Ok(())
}

/// A press on a button of this feature.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<()> {
    match payload {
        Payload::Results => return show_results(turn).await,
        Payload::Voice(key) => return play_voice(turn, key).await,
        Payload::Usefulness(_)
        | Payload::Organisation(_)
        | Payload::Restart
        | Payload::WriteLine
        | Payload::Finish => {}
    }
    let Some(key) = store::find_key(turn.conn, turn.person.id).await? else {
        turn.alert(turn.texts().label("feedback-not-asked"));
        return Ok(());
    };
    match payload {
        Payload::Usefulness(rating) => {
            store::set_usefulness(turn.conn, key, rating).await?;
            let answer = store::load_answer(turn.conn, key).await?;
            turn.edit_or_reply(view::second_question(turn.texts(), &answer));
        }
        Payload::Organisation(rating) => {
            store::set_organisation(turn.conn, key, rating).await?;
            await_line(turn);
        }
        Payload::Restart => {
            let answer = store::load_answer(turn.conn, key).await?;
            turn.edit_or_reply(view::first_question(turn.texts(), &answer));
        }
        Payload::WriteLine => await_line(turn),
        Payload::Finish => {
            stop_waiting(turn);
            let answer = store::load_answer(turn.conn, key).await?;
            turn.edit_or_reply(view::thanks(turn.texts(), &answer));
        }
        Payload::Results | Payload::Voice(_) => {}
    }
    Ok(())
}

fn await_line(turn: &mut Turn<'_>) {
    turn.person.conversation.begin(Activity::GivingFeedback { since: turn.event.now });
    turn.edit_or_reply(view::line_question(turn.texts()));
}

/// Whether the next text is the free line.
pub fn is_awaiting_line(turn: &Turn<'_>) -> bool {
    matches!(turn.person.conversation.current(), Some(Activity::GivingFeedback { .. }))
}

/// Ends a wait for the free line that has lasted for too long: a text of another day is about something else.
pub fn expire_wait(turn: &mut Turn<'_>) {
    let now = turn.event.now;
    let is_over = |activity: &Activity| match activity {
        Activity::GivingFeedback { since } => rules::is_wait_over(*since, now),
        _ => false,
    };
    turn.person.conversation.end(is_over);
}

/// Awaits the free line no more.
pub fn stop_waiting(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::GivingFeedback { .. }));
}

/// Offers to write the free line after all, behind the answer to a question that was typed in its place.
pub fn offer_to_write(turn: &mut Turn<'_>) {
    turn.reply(view::line_reminder(turn.texts()));
}

/// Ends the wait for the free line with thanks.
pub async fn finish(turn: &mut Turn<'_>) -> TurnResult<()> {
    stop_waiting(turn);
    if let Some(key) = store::find_key(turn.conn, turn.person.id).await? {
        let answer = store::load_answer(turn.conn, key).await?;
        turn.reply(view::thanks(turn.texts(), &answer));
    }
    Ok(())
}

/// Stores the free line.
pub async fn handle_line(turn: &mut Turn<'_>, typed: &str) -> TurnResult<()> {
    let text = clean_paragraphs(typed);
    let chars = text.chars().count();
    if chars > MAX_LINE_CHARS {
        // the next text is still awaited
        turn.reply(view::line_too_long(turn.texts(), chars));
        return Ok(());
    }
    if text.is_empty() {
        return finish(turn).await;
    }
    save_line(turn, Line::Text(text)).await
}

/// Stores a voice message in place of the free line.
pub async fn handle_voice(turn: &mut Turn<'_>, file_id: &str, seconds: u32) -> TurnResult<()> {
    if seconds > MAX_VOICE_SECONDS {
        turn.reply(view::voice_too_long(turn.texts(), seconds));
        return Ok(());
    }
    save_line(turn, Line::Voice(file_id.to_owned())).await
}

async fn save_line(turn: &mut Turn<'_>, line: Line) -> TurnResult<()> {
    match store::find_key(turn.conn, turn.person.id).await? {
        Some(key) => store::set_line(turn.conn, key, &line, turn.event.now).await?,
        // the answers were erased while the line was awaited
        None => turn.reply(Message::new(turn.texts().html("feedback-not-asked", &[]))),
    }
    finish(turn).await
}

/// What everybody answered, for organisers.
async fn show_results(turn: &mut Turn<'_>) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let summary = store::summary(turn.conn).await?;
    let message = if summary.asked == 0 {
        Message::new(not_asked_yet(turn))
    } else {
        let texts = store::last_texts(turn.conn, LINES_SHOWN).await?;
        let voices = store::last_voices(turn.conn, VOICES_SHOWN).await?;
        view::results(turn.texts(), &summary, &texts, &voices)
    };
    turn.edit_or_reply(message);
    Ok(())
}

/// Why there are no answers: nobody is asked, or not yet.
fn not_asked_yet(turn: &Turn<'_>) -> String {
    let (t, event) = (turn.texts(), turn.event);
    let at = rules::first_request_at(event.programme, event.schedule);
    match at.filter(|_| event.programme.asks_feedback) {
        None => t.html("feedback-never", &[]),
        Some(at) if at <= event.now => t.html("feedback-nobody", &[]),
        Some(at) => {
            let args = args!(day = event.format_date(t, at), time = event.format_time(t, at));
            t.html("feedback-not-yet", args)
        }
    }
}

/// Plays a voice message to an organiser.
async fn play_voice(turn: &mut Turn<'_>, key: AnswerKey) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    match store::load_answer(turn.conn, key).await?.line {
        Some(Line::Voice(file_id)) => {
            let caption = Message::new(turn.texts().html("feedback-voice-caption", &[]));
            turn.send_voice(file_id, caption);
        }
        // replaced or erased since
        Some(Line::Text(_)) | None => turn.toast(turn.texts().label("feedback-voice-gone")),
    }
    Ok(())
}

/// Whether the person is an organiser; says who may read the answers if not.
async fn require_organiser(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        let text = turn.texts().label("feedback-not-yours");
        turn.refuse(text);
    }
    Ok(is_organiser)
}
