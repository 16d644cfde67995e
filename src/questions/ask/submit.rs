//! Submitting a question, written or by voice.

use super::super::awaited_text::{awaits_text, parse_or_reply, stop_awaiting_text};
use super::super::model::{
    AskerState, NewQuestion, QuestionSummary, QuestionText, Source, State, SubmissionError,
};
use super::super::notify::notify_moderators;
use super::super::rules::content_flags::requires_review;
use super::super::rules::intake::{MAX_VOICE_SECONDS, check_limits};
use super::super::service::similarity::find_similar;
use super::super::service::submit::{self, REFUSED_TEXT_KEY};
use super::super::settings::cached_settings;
use super::super::store::{ui_state, voters};
use super::super::wording::submission_error;
use super::view;
use crate::chat::Message;
use crate::conversation::Activity;
use crate::ids::QuestionNumber;
use crate::menu;
use crate::turn::{Turn, TurnResult};

/// The name under which `ui_state` stores a voice message that was refused, or whose author has not accepted yet
/// that moderators hear it; as seconds and file.
const PENDING_VOICE_KEY: &str = "voice";
/// Similar questions that an acknowledgement shows.
const MAX_SIMILAR_SHOWN: usize = 3;

/// Asks for a question.
pub async fn prompt_for_question(turn: &mut Turn<'_>) -> TurnResult<()> {
    if await_question(turn).await? {
        let message = view::question_prompt(turn);
        turn.reply(message);
    }
    Ok(())
}

/// Asks for a question with the main menu below, for a person who came by the hall's code and may not know the
/// menu.
pub async fn prompt_with_menu(turn: &mut Turn<'_>) -> TurnResult<()> {
    if !await_question(turn).await? {
        return Ok(());
    }
    let t = turn.texts();
    let html = format!("{}\n{}", t.html("question-invitation", &[]), t.html("rule-line", &[]));
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// Awaits a question; false where none is accepted, after a reply that says why.
pub async fn await_question(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let settings = cached_settings(turn).await?;
    if let Err(error) = settings.intake_status(&turn.event).check_accepts_questions() {
        reply_error(turn, error);
        return Ok(false);
    }
    if !awaits_text(turn) {
        turn.person.conversation.begin(Activity::AskingQuestion);
    }
    Ok(true)
}

/// Whether new questions are accepted now.
pub async fn accepts_questions(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let settings = cached_settings(turn).await?;
    Ok(settings.intake_status(&turn.event).check_accepts_questions().is_ok())
}

fn reply_error(turn: &mut Turn<'_>, error: SubmissionError) {
    let message = submission_error(turn, error);
    turn.reply(message);
}

/// Submits a written question.
pub async fn submit_text(turn: &mut Turn<'_>, typed: &str) -> TurnResult<()> {
    // after a text that cannot be a question, the next one is still awaited
    let Some(text) = parse_or_reply(turn, typed) else { return Ok(()) };
    stop_awaiting_text(turn);
    let admission = match admit(turn).await? {
        Ok(admission) => admission,
        Err(error) => {
            reply_error(turn, error);
            // stored for the button that sends it again
            ui_state::take(turn.conn, turn.person.id, PENDING_VOICE_KEY).await?;
            return Ok(ui_state::set(turn.conn, turn.person.id, REFUSED_TEXT_KEY, text.as_str()).await?);
        }
    };
    if admission.asker.has_refused_text {
        ui_state::take(turn.conn, turn.person.id, REFUSED_TEXT_KEY).await?;
    }
    let Accepted { number, needs_review, similar } = accept(turn, &text, &admission).await?;
    let message = view::acknowledgement(turn, number, needs_review, &similar);
    turn.reply(message);
    notify_moderators(turn, !admission.asker.has_unhandled, needs_review).await
}

/// A written question that is stored.
pub(crate) struct Accepted {
    pub number: QuestionNumber,
    /// Whether a moderator reads it before it is public.
    pub needs_review: bool,
    /// Public questions that may ask the same; none for one that is read first.
    pub similar: Vec<QuestionSummary>,
}

/// Stores a written question. The caller tells its author and the moderators.
pub(crate) async fn accept(
    turn: &mut Turn<'_>,
    text: &QuestionText,
    admission: &Admission,
) -> TurnResult<Accepted> {
    let needs_review = admission.needs_review || requires_review(text.as_str());
    let state = if needs_review { State::PendingReview } else { State::Queued };
    let new = NewQuestion { state, ..NewQuestion::written(turn.person.id, text, turn.lang()) };
    let number = submit::push(turn, new, &admission.asker).await?;
    let similar = if needs_review {
        Vec::new()
    } else {
        find_similar(turn, number, text.as_str(), MAX_SIMILAR_SHOWN).await?
    };
    Ok(Accepted { number, needs_review, similar })
}

/// A question of this person is accepted.
pub(crate) struct Admission {
    /// Whether a moderator reads it before it is public.
    pub needs_review: bool,
    pub asker: AskerState,
}

/// Whether a question of this person is accepted now. Errors: what `intake_status` and the limits say, and
/// [`SubmissionError::Muted`].
pub(crate) async fn admit(turn: &mut Turn<'_>) -> TurnResult<Result<Admission, SubmissionError>> {
    let settings = cached_settings(turn).await?;
    let limits = &turn.event.programme.question_limits;
    let asker = submit::take_asker_state(turn).await?;
    let admitted = match settings.intake_status(&turn.event).check_accepts_questions() {
        Ok(()) if asker.muted => Err(SubmissionError::Muted),
        Ok(()) => check_limits(limits, asker.open_count, asker.last_asked_at, turn.event.now),
        Err(error) => Err(error),
    };
    Ok(admitted.map(|()| Admission { needs_review: settings.review_first, asker }))
}

/// Submits a voice message. The first time, its author learns that moderators hear it, and accepts by a press.
pub async fn handle_voice(turn: &mut Turn<'_>, file: &str, seconds: u32) -> TurnResult<()> {
    if seconds > MAX_VOICE_SECONDS {
        reply_error(turn, SubmissionError::VoiceTooLong(seconds));
        return Ok(());
    }
    let settings = cached_settings(turn).await?;
    if let Err(error) = settings.intake_status(&turn.event).check_accepts_questions() {
        // the intake closed after the prompt
        stop_awaiting_text(turn);
        reply_error(turn, error);
        return Ok(());
    }
    if !voters::has_accepted_voice_warning(turn.conn, turn.person.id).await? {
        store_pending_voice(turn, file, seconds).await?;
        let message = view::voice_warning(turn);
        turn.reply(message);
        return Ok(());
    }
    submit_voice(turn, file, seconds).await
}

async fn store_pending_voice(turn: &mut Turn<'_>, file: &str, seconds: u32) -> sqlx::Result<()> {
    ui_state::set(turn.conn, turn.person.id, PENDING_VOICE_KEY, &format!("{seconds} {file}")).await
}

async fn submit_voice(turn: &mut Turn<'_>, file: &str, seconds: u32) -> TurnResult<()> {
    stop_awaiting_text(turn);
    let admission = match admit(turn).await? {
        Ok(admission) => admission,
        Err(error) => {
            reply_error(turn, error);
            ui_state::take(turn.conn, turn.person.id, REFUSED_TEXT_KEY).await?;
            return Ok(store_pending_voice(turn, file, seconds).await?);
        }
    };
    let new = NewQuestion {
        person: turn.person.id,
        text: String::new(),
        voice: Some((file.to_owned(), seconds)),
        lang: turn.lang(),
        state: State::PendingReview,
        source: Source::Participant,
    };
    let number = submit::push(turn, new, &admission.asker).await?;
    let message = view::acknowledgement(turn, number, true, &[]);
    turn.reply(message);
    notify_moderators(turn, !admission.asker.has_unhandled, true).await
}

/// Submits the stored text or voice message again.
pub(crate) async fn submit_refused(turn: &mut Turn<'_>) -> TurnResult<()> {
    match ui_state::take(turn.conn, turn.person.id, REFUSED_TEXT_KEY).await? {
        Some(text) => submit_text(turn, &text).await,
        None if voters::has_accepted_voice_warning(turn.conn, turn.person.id).await? => {
            submit_pending_voice(turn).await
        }
        None => {
            turn.toast(turn.texts().label("button-stale"));
            Ok(())
        }
    }
}

/// The author accepts that moderators hear the stored voice message.
pub(crate) async fn accept_voice_warning(turn: &mut Turn<'_>) -> TurnResult<()> {
    voters::save_voice_warning_accepted(turn.conn, turn.person.id).await?;
    submit_pending_voice(turn).await
}

async fn submit_pending_voice(turn: &mut Turn<'_>) -> TurnResult<()> {
    let stored = ui_state::take(turn.conn, turn.person.id, PENDING_VOICE_KEY).await?;
    let Some((seconds, file)) = stored.as_deref().and_then(|stored| stored.split_once(' ')) else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    submit_voice(turn, file, seconds.parse().unwrap_or(0)).await
}

/// Replies to a message that is neither text nor voice while a text is awaited.
pub fn reject_non_text(turn: &mut Turn<'_>) {
    match turn.person.conversation.current() {
        Some(Activity::WritingForQuestion(_)) => {
            let message = Message::new(turn.texts().html("question-only-text", &[]));
            turn.reply(message);
        }
        _ => reply_error(turn, SubmissionError::NotText),
    }
}

/// Awaits no question any more, and shows the menu.
pub async fn cancel(turn: &mut Turn<'_>) -> TurnResult<()> {
    stop_awaiting_text(turn);
    let html = turn.texts().html("question-left", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}
