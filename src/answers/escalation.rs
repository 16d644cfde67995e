//! What the invitation does not say goes to the organisers, and their answer comes back.
//!
//! ```text
//! Marie      il y a un parking ?
//! Kozé       L'invitation ne le dit pas … [Demander aux organisateurs]
//! Organiser  « il y a un parking ? » [Répondre]
//! Organiser  Oui, derrière le bâtiment.
//! Marie      Réponse des organisateurs …
//! ```

use super::MAX_TEXT_CHARS;
use super::buttons::{self, quick_reply_rows};
use super::nlu::{Intent, NluModel, SAME_QUESTION_SIMILARITY, similarity};
use super::store::{self, EscalationKind, OrganiserQuestion, OrganiserQuestionDraft};
use super::view::{self, AnswerContext};
use crate::args;
use crate::chat::{Button, Message, Outgoing};
use crate::conversation::Activity;
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::menu;
use crate::outbox;
use crate::people::{self, Role};
use crate::turn::Turn;

/// How the slot of an organiser's card begins.
const LIVE_MESSAGE_PREFIX: &str = "forward:";
/// So many kept answers are compared with a text.
const SAVED_ANSWERS_COMPARED: i64 = 300;

/// The invitation does not say: says so, and offers to ask the organisers, or first the speakers by the
/// button with the data `send`.
pub async fn offer_escalation(
    turn: &mut Turn<'_>,
    typed: &str,
    lang: Lang,
    send: Option<&str>,
) -> anyhow::Result<()> {
    let text: String = typed.chars().take(MAX_TEXT_CHARS).collect();
    let data = format!("org:ask:{}", save_draft(turn, lang, &text, "").await?);
    let here = AnswerContext { event: turn.event, lang };
    let mut rows = vec![vec![Button::new(here.texts().label("button-forward"), data)]];
    if let Some(send) = send {
        rows.insert(0, vec![buttons::send_to_speakers_button(here.texts(), send)]);
    }
    turn.reply(view::unanswerable(&here).with_inline_keyboard(rows));
    Ok(())
}

/// A person needs help, or something in the hall does not work: answered at once, and a button tells the team.
pub async fn respond_to_incident(
    turn: &mut Turn<'_>,
    typed: &str,
    intent: &Intent,
    lang: Lang,
) -> anyhow::Result<()> {
    let text: String = typed.chars().take(MAX_TEXT_CHARS).collect();
    let number = save_draft(turn, lang, &text, "").await?;
    let here = AnswerContext { event: turn.event, lang };
    let message = match intent {
        Intent::Emergency => view::emergency(&here),
        _ => view::venue_problem(&here),
    };
    let tell = Button::new(here.texts().label("button-report"), format!("org:warn:{number}"));
    turn.reply(message.with_inline_keyboard(vec![vec![tell]]));
    Ok(())
}

/// A voice message: nobody here can listen to it, but the organisers can.
pub async fn offer_voice_escalation(turn: &mut Turn<'_>, file: &str) -> anyhow::Result<()> {
    let data = format!("org:ask:{}", save_draft(turn, turn.lang(), "", file).await?);
    let t = turn.texts();
    let mut rows = quick_reply_rows(t);
    rows.push(vec![Button::new(t.label("button-forward-voice"), data)]);
    turn.reply(Message::new(t.html("voice-note", &[])).with_inline_keyboard(rows));
    Ok(())
}

/// Notes what may be sent; its number stands in the button that sends it.
async fn save_draft(turn: &mut Turn<'_>, lang: Lang, text: &str, voice: &str) -> anyhow::Result<i64> {
    let (person, message) = (turn.person.id, turn.incoming.message_id.unwrap_or_default());
    let offer = OrganiserQuestionDraft { person, lang, text, voice_file_id: voice, message_id: message };
    Ok(store::insert_draft(turn.conn, &offer).await?)
}

/// An answer that an organiser kept, to a question worded alike.
pub async fn answer_from_saved(
    turn: &mut Turn<'_>,
    typed: &str,
    knowledge: &NluModel,
) -> anyhow::Result<bool> {
    let best = store::saved_answers(turn.conn, SAVED_ANSWERS_COMPARED)
        .await?
        .into_iter()
        .map(|(wording, answer)| (similarity(typed, &wording, knowledge), answer))
        .filter(|(alike, _)| *alike >= SAME_QUESTION_SIMILARITY)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, answer)) = best else { return Ok(false) };
    let message = Message::new(turn.texts().html("forward-kept", args!(answer = answer)));
    turn.reply(message);
    Ok(true)
}

/// Whether the next text is an organiser's answer.
pub fn is_replying(turn: &Turn<'_>) -> bool {
    matches!(turn.person.conversation.current(), Some(Activity::AnsweringForwardedQuestion { .. }))
}

/// Leaves without answering, back to what they were in the middle of; which question it was.
fn take_reply_target(turn: &mut Turn<'_>) -> Option<i64> {
    let replying = match turn.person.conversation.current() {
        Some(Activity::AnsweringForwardedQuestion { question }) => Some(*question),
        _ => None,
    };
    cancel_reply(turn);
    replying
}

/// Ends a reply that was begun, wherever it waits; whether there was one.
pub fn cancel_reply(turn: &mut Turn<'_>) -> bool {
    turn.person.conversation.end(|activity| matches!(activity, Activity::AnsweringForwardedQuestion { .. }))
}

/// A button of this errand: what stands behind `org:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let Some((what, number)) = data.split_once(':') else { return Ok(false) };
    let Ok(number) = number.parse::<i64>() else { return Ok(false) };
    match what {
        "ask" => escalate(turn, number, EscalationKind::Question).await?,
        "warn" => escalate(turn, number, EscalationKind::Incident).await?,
        "take" | "keep" | "leave" => {
            if !turn.has_role(Role::Organiser).await? {
                turn.alert(turn.texts().label("forward-not-yours"));
            } else if what == "take" {
                start_reply(turn, number).await?;
            } else if what == "keep" {
                save_answer(turn, number).await?;
            } else {
                take_reply_target(turn);
                turn.toast(turn.texts().label("forward-left"));
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

async fn escalate(turn: &mut Turn<'_>, number: i64, errand: EscalationKind) -> anyhow::Result<()> {
    let organisers = people::with_role(turn.conn, &[Role::Organiser]).await?;
    let mut moderators = match errand {
        EscalationKind::Question => Vec::new(),
        EscalationKind::Incident => people::with_role(turn.conn, &[Role::Moderator]).await?,
    };
    moderators.retain(|one| !organisers.contains(one));
    if organisers.is_empty() && moderators.is_empty() {
        let message = view::contact(&AnswerContext { event: turn.event, lang: turn.lang() });
        turn.reply(message);
        return Ok(());
    }
    // a second press of the button sends nothing, and counts for nothing
    let is_offered = store::has_draft(turn.conn, number, turn.person.id).await?;
    if is_offered && !people::consume_forwarding_quota(turn.conn, turn.person.id, turn.event.real_now).await?
    {
        turn.reply(menu::forward_limit_message(turn.texts()));
        return Ok(());
    }
    let Some(asked) = store::submit_draft(turn.conn, number, turn.person.id, errand, turn.event.now).await?
    else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    let number = asked.number;
    let (card_id, sent_id) = match errand {
        EscalationKind::Question => ("forward-card", "forward-sent"),
        EscalationKind::Incident => ("report-card", "report-sent"),
    };
    for (moderator, lang) in moderators {
        let t = texts(lang);
        turn.notify(moderator, Message::new(t.html(card_id, args!(text = question_text(t, &asked)))));
    }
    for (organiser, lang) in organisers {
        let t = texts(lang);
        let take = Button::new(t.label("forward-take"), format!("org:take:{number}"));
        let card = Message::new(t.html(card_id, args!(text = question_text(t, &asked))))
            .with_inline_keyboard(vec![vec![take]]);
        if !asked.voice_file_id.is_empty() {
            let voice = Outgoing::Voice { file_id: asked.voice_file_id.clone(), caption: Message::default() };
            turn.send_to(organiser, voice);
        }
        turn.update_live_message(organiser, live_message_key(number, organiser), card);
    }
    let t = turn.texts();
    let sent = Message::new(t.html(sent_id, args!(text = question_text(t, &asked))));
    match errand {
        EscalationKind::Question => turn.edit_or_reply(sent),
        // the number to call stays where it is
        EscalationKind::Incident => turn.reply(sent),
    }
    Ok(())
}

async fn start_reply(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let asked = store::find(turn.conn, number).await?.filter(|asked| asked.state == "asked");
    let Some(asked) = asked else {
        turn.toast(turn.texts().label("forward-done-already"));
        return Ok(());
    };
    turn.person.conversation.begin(Activity::AnsweringForwardedQuestion { question: number });
    let t = turn.texts();
    let leave = Button::new(t.label("forward-leave"), format!("org:leave:{number}"));
    let prompt = Message::new(t.html("forward-prompt", args!(text = question_text(t, &asked))))
        .with_inline_keyboard(vec![vec![leave]]);
    turn.reply(prompt);
    Ok(())
}

/// Whether a text answers the message that brought a question: as good as a tap on its button.
pub async fn start_reply_from_card(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let Some(message) = turn.incoming.reply_to else { return Ok(false) };
    let name = outbox::find_live_message_name(turn.conn, turn.incoming.chat, message).await?;
    let number = name.as_deref().and_then(|name| name.strip_prefix(LIVE_MESSAGE_PREFIX)?.split(':').next());
    let Some(number) = number.and_then(|number| number.parse::<i64>().ok()) else { return Ok(false) };
    turn.person.conversation.begin(Activity::AnsweringForwardedQuestion { question: number });
    Ok(true)
}

/// The organiser's typed answer. Whoever was first answered; the others are told.
pub async fn handle_organiser_reply(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    let number = take_reply_target(turn);
    let may = turn.has_role(Role::Organiser).await?;
    if !may {
        // it was taken away while they wrote
        let message = Message::new(turn.texts().label("forward-not-yours"));
        turn.reply(message);
        return Ok(());
    }
    let Some(number) = number else { return Ok(()) };
    let text: String = typed.trim().chars().take(MAX_TEXT_CHARS).collect();
    let Some(asked) = store::record_answer(turn.conn, number, turn.person.id, &text).await? else {
        let message = Message::new(turn.texts().html("forward-done-already", &[]));
        turn.reply(message);
        return Ok(());
    };
    if people::is_reachable(turn.conn, asked.person).await? {
        let t = Lang::from_code(&asked.language).map_or_else(|| turn.texts(), texts);
        let with = answer_message(t, &asked);
        turn.send_to(
            asked.person,
            match asked.message_id {
                0 => Outgoing::Message(with),
                to => Outgoing::Reply { message_id: to, message: with },
            },
        );
    }
    for (organiser, lang) in people::with_role(turn.conn, &[Role::Organiser]).await? {
        if outbox::find_live_message(turn.conn, &live_message_key(number, organiser)).await?.is_some() {
            let t = texts(lang);
            let done = t.html("forward-done", args!(text = question_text(t, &asked), answer = &asked.answer));
            turn.update_live_message(organiser, live_message_key(number, organiser), Message::new(done));
        }
    }
    let t = turn.texts();
    // what was asked by voice has no words by which it could be found again
    if !asked.voice_file_id.is_empty() {
        turn.reply(Message::new(t.html("forward-thanks-voice", &[])));
        return Ok(());
    }
    let keep = Button::new(t.label("forward-keep"), format!("org:keep:{number}"));
    let message = Message::new(t.html("forward-thanks", &[])).with_inline_keyboard(vec![vec![keep]]);
    turn.reply(message);
    Ok(())
}

async fn save_answer(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let asked = store::find(turn.conn, number)
        .await?
        .filter(|asked| asked.state == "answered" && !asked.text.is_empty());
    let Some(asked) = asked else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    store::insert_saved_answer(turn.conn, &asked).await?;
    turn.toast(turn.texts().label("forward-is-kept"));
    Ok(())
}

fn answer_message(t: &Texts, asked: &OrganiserQuestion) -> Message {
    let text = Arg::from(question_text(t, asked));
    Message::new(t.html("forward-answer", &[("text", text), ("answer", Arg::from(&asked.answer))]))
}

/// What was asked, as it is shown.
fn question_text(t: &Texts, asked: &OrganiserQuestion) -> String {
    if asked.voice_file_id.is_empty() { asked.text.clone() } else { t.label("forward-voice") }
}

/// An organiser answers with something that is not text.
pub fn say_text_required(turn: &mut Turn<'_>) {
    let message = Message::new(turn.texts().html("forward-needs-text", &[]));
    turn.reply(message);
}

/// The slot of an organiser's card.
fn live_message_key(number: i64, organiser: i64) -> String {
    format!("{LIVE_MESSAGE_PREFIX}{number}:{organiser}")
}
