//! Questions that the event file does not answer are sent to the organisers, and their answers come back. Reports
//! from the hall go to the whole team.
//!
//! ```text
//! Marie      il y a un parking ?
//! Kozé       Je n’ai pas cette information … [Demander aux organisateurs]
//! Organiser  « il y a un parking ? » [Répondre]
//! Organiser  Oui, derrière le bâtiment.
//! Marie      Réponse des organisateurs …
//! ```

use super::ask_back::{button, quick_reply_rows, speakers_button};
use super::context::AnswerContext;
use super::model::{
    EscalationKind, Intent, MAX_TEXT_CHARS, OrganiserQuestion, OrganiserQuestionDraft, OrganiserQuestionState,
};
use super::nlu::{NluModel, SAME_QUESTION_SIMILARITY, similarity};
use super::payload::Payload;
use super::{store, view};
use crate::args;
use crate::chat::{Button, Message, Outgoing};
use crate::conversation::Activity;
use crate::i18n::{Lang, Texts, texts};
use crate::ids::{OrganiserQuestionNumber, PersonId};
use crate::menu;
use crate::outbox;
use crate::people::{self, Role};
use crate::turn::{Turn, TurnResult};

/// First part of the live message key of an organiser's card.
const LIVE_MESSAGE_PREFIX: &str = "forward:";
/// Saved answers that a text is compared with, newest first.
const SAVED_ANSWERS_COMPARED: i64 = 300;

/// Says that the event file has no answer, and offers to ask the organisers. `send` is the data of the button that
/// sends the text to the speakers; that button stands first.
pub async fn offer_escalation(
    turn: &mut Turn<'_>,
    typed: &str,
    lang: Lang,
    send: Option<&str>,
) -> TurnResult<()> {
    let context = AnswerContext { event: turn.event, lang };
    let t = context.texts();
    let mut rows = vec![vec![organisers_button(turn, typed, lang).await?]];
    if let Some(send) = send {
        rows.insert(0, vec![speakers_button(t, send)]);
    }
    turn.reply(view::unanswerable(&context).with_inline_keyboard(rows));
    Ok(())
}

/// The button that sends a text to the organisers; the text is kept for it as a draft.
pub(super) async fn organisers_button(turn: &mut Turn<'_>, typed: &str, lang: Lang) -> TurnResult<Button> {
    let text: String = typed.chars().take(MAX_TEXT_CHARS).collect();
    let number = save_draft(turn, lang, &text, None).await?;
    Ok(button(texts(lang), "button-forward", &Payload::SendQuestion(number)))
}

/// Answers an emergency or a problem in the hall at once, with a button that tells the team.
pub async fn respond_to_incident(
    turn: &mut Turn<'_>,
    typed: &str,
    intent: &Intent,
    lang: Lang,
) -> TurnResult<()> {
    let text: String = typed.chars().take(MAX_TEXT_CHARS).collect();
    let number = save_draft(turn, lang, &text, None).await?;
    let context = AnswerContext { event: turn.event, lang };
    let message = match intent {
        Intent::Emergency => view::emergency(&context),
        _ => view::venue_problem(&context),
    };
    let report = button(context.texts(), "button-report", &Payload::ReportIncident(number));
    turn.reply(message.with_inline_keyboard(vec![vec![report]]));
    Ok(())
}

/// Offers to send a voice message to the organisers: the bot cannot listen to it. `file_id` is Telegram's id.
pub async fn offer_voice_escalation(turn: &mut Turn<'_>, file_id: &str) -> TurnResult<()> {
    let number = save_draft(turn, turn.lang(), "", Some(file_id)).await?;
    let t = turn.texts();
    let mut rows = quick_reply_rows(t);
    rows.push(vec![button(t, "button-forward-voice", &Payload::SendQuestion(number))]);
    turn.reply(Message::new(t.html("voice-note", &[])).with_inline_keyboard(rows));
    Ok(())
}

/// Saves what the sender may send; the button that sends it carries the returned number.
async fn save_draft(
    turn: &mut Turn<'_>,
    lang: Lang,
    text: &str,
    voice_file_id: Option<&str>,
) -> TurnResult<OrganiserQuestionNumber> {
    let draft = OrganiserQuestionDraft {
        person: turn.person.id,
        lang,
        text,
        voice_file_id,
        message_id: turn.incoming.message_id,
    };
    Ok(store::insert_draft(turn.conn, &draft).await?)
}

/// Answers with what an organiser saved for a similar question; false if there is none.
pub async fn answer_from_saved(turn: &mut Turn<'_>, typed: &str, nlu_model: &NluModel) -> TurnResult<bool> {
    let best = store::saved_answers(turn.conn, SAVED_ANSWERS_COMPARED)
        .await?
        .into_iter()
        .map(|saved| (similarity(typed, &saved.question, nlu_model), saved.answer))
        .filter(|(similarity, _)| *similarity >= SAME_QUESTION_SIMILARITY)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, answer)) = best else { return Ok(false) };
    let message = Message::new(turn.texts().html("forward-kept", args!(answer = answer)));
    turn.reply(message);
    Ok(true)
}

/// Ends a reply that was begun, wherever it stands in the conversation. Returns whether there was one.
pub fn cancel_reply(turn: &mut Turn<'_>) -> bool {
    turn.person.conversation.end(|activity| {
        matches!(
            activity,
            Activity::AnsweringForwardedQuestion { .. } | Activity::AnsweringNotUnderstood { .. }
        )
    })
}

/// Ends the current reply and returns the number of its question.
fn take_reply_target(turn: &mut Turn<'_>) -> Option<OrganiserQuestionNumber> {
    let target = match turn.person.conversation.current() {
        Some(Activity::AnsweringForwardedQuestion { question }) => Some(*question),
        _ => None,
    };
    cancel_reply(turn);
    target
}

/// Sends a draft to the team: the author pressed its button.
pub(super) async fn escalate(
    turn: &mut Turn<'_>,
    draft: OrganiserQuestionNumber,
    kind: EscalationKind,
) -> TurnResult<()> {
    let organisers = people::with_role(turn.conn, &[Role::Organiser]).await?;
    let mut moderators = match kind {
        EscalationKind::Question => Vec::new(),
        EscalationKind::Incident => people::with_role(turn.conn, &[Role::Moderator]).await?,
    };
    moderators.retain(|moderator| !organisers.contains(moderator));
    if organisers.is_empty() && moderators.is_empty() {
        let message = view::contact(&AnswerContext { event: turn.event, lang: turn.lang() });
        turn.reply(message);
        return Ok(());
    }
    // a second press of the button sends nothing and does not count against the quota
    let is_unsent = store::has_draft(turn.conn, draft, turn.person.id).await?;
    if is_unsent && !people::consume_forwarding_quota(turn.conn, turn.person.id, turn.event.real_now).await? {
        turn.reply(menu::forward_limit_message(turn.texts()));
        return Ok(());
    }
    let Some(question) = store::submit_draft(turn.conn, draft, turn.person.id, kind, turn.event.now).await?
    else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    let (card_id, sent_id) = match kind {
        EscalationKind::Question => ("forward-card", "forward-sent"),
        EscalationKind::Incident => ("report-card", "report-sent"),
    };
    for (moderator, lang) in moderators {
        let t = texts(lang);
        turn.notify(moderator, Message::new(t.html(card_id, args!(text = question_text(t, &question)))));
    }
    for (organiser, lang) in organisers {
        let t = texts(lang);
        let reply = button(t, "forward-take", &Payload::StartReply(question.number));
        let card = Message::new(t.html(card_id, args!(text = question_text(t, &question))))
            .with_inline_keyboard(vec![vec![reply]]);
        if let Some(file_id) = &question.voice_file_id {
            let voice = Outgoing::Voice { file_id: file_id.clone(), caption: Message::default() };
            turn.send_to(organiser.private_chat(), voice);
        }
        turn.update_live_message(
            organiser.private_chat(),
            live_message_key(question.number, organiser),
            card,
        );
    }
    let t = turn.texts();
    let sent = Message::new(t.html(sent_id, args!(text = question_text(t, &question))));
    match kind {
        EscalationKind::Question => turn.edit_or_reply(sent),
        // the message with the telephone number to call stays in the chat
        EscalationKind::Incident => turn.reply(sent),
    }
    Ok(())
}

/// An organiser pressed the button that answers a question: the next text is the answer.
pub(super) async fn start_reply(turn: &mut Turn<'_>, number: OrganiserQuestionNumber) -> TurnResult<()> {
    if !check_organiser(turn).await? {
        return Ok(());
    }
    let question = store::find(turn.conn, number).await?;
    let Some(question) = question.filter(|question| question.state == OrganiserQuestionState::Asked) else {
        turn.toast(turn.texts().label("forward-done-already"));
        return Ok(());
    };
    turn.person.conversation.begin(Activity::AnsweringForwardedQuestion { question: number });
    let t = turn.texts();
    let cancel = button(t, "forward-leave", &Payload::CancelReply(number));
    let prompt = Message::new(t.html("forward-prompt", args!(text = question_text(t, &question))))
        .with_inline_keyboard(vec![vec![cancel]]);
    turn.reply(prompt);
    Ok(())
}

/// An organiser pressed the button that stops answering.
pub(super) async fn press_cancel_reply(turn: &mut Turn<'_>) -> TurnResult<()> {
    if check_organiser(turn).await? {
        take_reply_target(turn);
        turn.toast(turn.texts().label("forward-left"));
    }
    Ok(())
}

/// An organiser pressed the button that saves their answer for everybody.
pub(super) async fn save_answer(turn: &mut Turn<'_>, number: OrganiserQuestionNumber) -> TurnResult<()> {
    if !check_organiser(turn).await? {
        return Ok(());
    }
    let question = store::find(turn.conn, number)
        .await?
        .filter(|question| question.state == OrganiserQuestionState::Answered && !question.text.is_empty());
    let Some(question) = question else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    store::insert_saved_answer(turn.conn, &question).await?;
    turn.toast(turn.texts().label("forward-is-kept"));
    Ok(())
}

/// Whether the person is an organiser; says so in an alert if not.
async fn check_organiser(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        turn.alert(turn.texts().label("forward-not-yours"));
    }
    Ok(is_organiser)
}

/// A Telegram reply to an organiser's card begins an answer, like the card's button. Returns whether the text is
/// such a reply.
pub async fn start_reply_from_card(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let Some(message) = turn.incoming.reply_to else { return Ok(false) };
    let key = outbox::find_live_message_name(turn.conn, turn.incoming.chat, message).await?;
    let number = key.as_deref().and_then(|key| key.strip_prefix(LIVE_MESSAGE_PREFIX)?.split(':').next());
    let Some(number) = number.and_then(|number| number.parse().ok()) else { return Ok(false) };
    turn.person.conversation.begin(Activity::AnsweringForwardedQuestion { question: number });
    Ok(true)
}

/// Handles the text of an organiser who is answering. The first answer counts; all cards of the question are
/// updated.
pub async fn handle_organiser_reply(turn: &mut Turn<'_>, typed: &str) -> TurnResult<()> {
    let number = take_reply_target(turn);
    // the role may have been revoked since the reply was begun
    if !turn.has_role(Role::Organiser).await? {
        let message = Message::new(turn.texts().label("forward-not-yours"));
        turn.reply(message);
        return Ok(());
    }
    let Some(number) = number else { return Ok(()) };
    let text: String = typed.trim().chars().take(MAX_TEXT_CHARS).collect();
    let Some(question) = store::record_answer(turn.conn, number, turn.person.id, &text).await? else {
        let message = Message::new(turn.texts().html("forward-done-already", &[]));
        turn.reply(message);
        return Ok(());
    };
    send_answer_to_author(turn, &question).await?;
    for (organiser, lang) in people::with_role(turn.conn, &[Role::Organiser]).await? {
        if outbox::find_live_message(turn.conn, &live_message_key(number, organiser)).await?.is_some() {
            let t = texts(lang);
            let args = args!(text = question_text(t, &question), answer = &question.answer);
            let done = Message::new(t.html("forward-done", args));
            turn.update_live_message(organiser.private_chat(), live_message_key(number, organiser), done);
        }
    }
    let t = turn.texts();
    // a voice message has no words that a later question could be compared with
    if question.voice_file_id.is_some() {
        turn.reply(Message::new(t.html("forward-thanks-voice", &[])));
        return Ok(());
    }
    let save = button(t, "forward-keep", &Payload::SaveAnswer(number));
    let message = Message::new(t.html("forward-thanks", &[])).with_inline_keyboard(vec![vec![save]]);
    turn.reply(message);
    Ok(())
}

/// Sends the answer to the author, as a Telegram reply to their message where it is known.
async fn send_answer_to_author(turn: &mut Turn<'_>, question: &OrganiserQuestion) -> TurnResult<()> {
    if !people::is_reachable(turn.conn, question.person).await? {
        return Ok(());
    }
    let t = question.lang.map_or_else(|| turn.texts(), texts);
    let args = args!(text = question_text(t, question), answer = &question.answer);
    let message = Message::new(t.html("forward-answer", args));
    let outgoing = match question.message_id {
        Some(message_id) => Outgoing::Reply { message_id, message },
        None => Outgoing::Message(message),
    };
    turn.send_to(question.person.private_chat(), outgoing);
    Ok(())
}

/// The question as people see it.
fn question_text(t: &Texts, question: &OrganiserQuestion) -> String {
    match question.voice_file_id {
        Some(_) => t.label("forward-voice"),
        None => question.text.clone(),
    }
}

/// Asks an organiser who is answering for text: they sent something else.
pub fn say_text_required(turn: &mut Turn<'_>) {
    let message = Message::new(turn.texts().html("forward-needs-text", &[]));
    turn.reply(message);
}

/// The live message key of an organiser's card.
fn live_message_key(number: OrganiserQuestionNumber, organiser: PersonId) -> String {
    format!("{LIVE_MESSAGE_PREFIX}{number}:{organiser}")
}
