//! What the invitation does not say goes to the organisers, and their answer comes back.
//!
//! ```text
//! Marie      il y a un parking ?
//! Kozé       L'invitation ne le dit pas … [Demander aux organisateurs]
//! Organiser  « il y a un parking ? » [Répondre]
//! Organiser  Oui, derrière le bâtiment.
//! Marie      Réponse des organisateurs …
//! ```

use super::TEXT;
use super::buttons::{self, topics};
use super::store::{self, Asked, Errand, Offer};
use super::understand::{Intent, Knowledge, SAME, likeness};
use super::view::{self, Here};
use crate::args;
use crate::chat::{Button, Message, Outgoing};
use crate::conversation::Activity;
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::menu;
use crate::outbox;
use crate::people::{self, Role};
use crate::turn::Turn;

/// How the slot of an organiser's card begins.
const SLOT: &str = "forward:";
/// So many kept answers are compared with a text.
const KEPT: i64 = 300;

/// The invitation does not say: says so, and offers to ask the organisers, or first the speakers by the
/// button with the data `send`.
pub async fn unknown(turn: &mut Turn<'_>, typed: &str, lang: Lang, send: Option<&str>) -> anyhow::Result<()> {
    let text: String = typed.chars().take(TEXT).collect();
    let data = format!("org:ask:{}", offer(turn, lang, &text, "").await?);
    let here = Here { forum: turn.forum, lang };
    let mut rows = vec![vec![Button::new(here.texts().label("button-forward"), data)]];
    if let Some(send) = send {
        rows.insert(0, vec![buttons::to_the_speakers(here.texts(), send)]);
    }
    turn.say(view::unknown(&here).inline(rows));
    Ok(())
}

/// A person needs help, or something in the hall does not work: answered at once, and a button tells the team.
pub async fn report(turn: &mut Turn<'_>, typed: &str, intent: &Intent, lang: Lang) -> anyhow::Result<()> {
    let text: String = typed.chars().take(TEXT).collect();
    let number = offer(turn, lang, &text, "").await?;
    let here = Here { forum: turn.forum, lang };
    let message = match intent {
        Intent::Emergency => view::emergency(&here),
        _ => view::trouble(&here),
    };
    let tell = Button::new(here.texts().label("button-report"), format!("org:warn:{number}"));
    turn.say(message.inline(vec![vec![tell]]));
    Ok(())
}

/// A voice message: nobody here can listen to it, but the organisers can.
pub async fn voice(turn: &mut Turn<'_>, file: &str) -> anyhow::Result<()> {
    let data = format!("org:ask:{}", offer(turn, turn.lang(), "", file).await?);
    let t = turn.texts();
    let mut rows = topics(t);
    rows.push(vec![Button::new(t.label("button-forward-voice"), data)]);
    turn.say(Message::new(t.html("voice-note", &[])).inline(rows));
    Ok(())
}

/// Notes what may be sent; its number stands in the button that sends it.
async fn offer(turn: &mut Turn<'_>, lang: Lang, text: &str, voice: &str) -> anyhow::Result<i64> {
    let (person, message) = (turn.person.id, turn.incoming.message.unwrap_or_default());
    let offer = Offer { person, lang, text, voice, message };
    Ok(store::offer(turn.conn, &offer).await?)
}

/// An answer that an organiser kept, to a question worded alike.
pub async fn kept(turn: &mut Turn<'_>, typed: &str, knowledge: &Knowledge) -> anyhow::Result<bool> {
    let best = store::kept(turn.conn, KEPT)
        .await?
        .into_iter()
        .map(|(wording, answer)| (likeness(typed, &wording, knowledge), answer))
        .filter(|(alike, _)| *alike >= SAME)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((_, answer)) = best else { return Ok(false) };
    let message = Message::new(turn.texts().html("forward-kept", args!(answer = answer)));
    turn.say(message);
    Ok(true)
}

/// Whether the next text is an organiser's answer.
pub fn is_replying(turn: &Turn<'_>) -> bool {
    matches!(turn.person.conversation.current(), Some(Activity::Replying { .. }))
}

/// Leaves without answering, back to what they were in the middle of; which question it was.
fn leave(turn: &mut Turn<'_>) -> Option<i64> {
    let replying = match turn.person.conversation.current() {
        Some(Activity::Replying { question }) => Some(*question),
        _ => None,
    };
    leave_reply(turn);
    replying
}

/// Ends a reply that was begun, wherever it waits; whether there was one.
pub fn leave_reply(turn: &mut Turn<'_>) -> bool {
    turn.person.conversation.end(|activity| matches!(activity, Activity::Replying { .. }))
}

/// A button of this errand: what stands behind `org:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let Some((what, number)) = data.split_once(':') else { return Ok(false) };
    let Ok(number) = number.parse::<i64>() else { return Ok(false) };
    match what {
        "ask" => ask(turn, number, Errand::Question).await?,
        "warn" => ask(turn, number, Errand::Report).await?,
        "take" | "keep" | "leave" => {
            let roles = people::roles(turn.conn, turn.person.id).await?;
            if !roles.contains(&Role::Organiser) {
                turn.alert(turn.texts().label("forward-not-yours"));
            } else if what == "take" {
                take(turn, number).await?;
            } else if what == "keep" {
                keep(turn, number).await?;
            } else {
                leave(turn);
                turn.toast(turn.texts().label("forward-left"));
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

async fn ask(turn: &mut Turn<'_>, number: i64, errand: Errand) -> anyhow::Result<()> {
    let organisers = people::with_role(turn.conn, &[Role::Organiser]).await?;
    let mut moderators = match errand {
        Errand::Question => Vec::new(),
        Errand::Report => people::with_role(turn.conn, &[Role::Moderator]).await?,
    };
    moderators.retain(|one| !organisers.contains(one));
    if organisers.is_empty() && moderators.is_empty() {
        let message = view::contact(&Here { forum: turn.forum, lang: turn.lang() });
        turn.say(message);
        return Ok(());
    }
    // a second press of the button sends nothing, and counts for nothing
    let is_offered = store::is_offered(turn.conn, number, turn.person.id).await?;
    if is_offered && !people::may_send_on(turn.conn, turn.person.id, turn.forum.mono).await? {
        turn.say(menu::sent_enough(turn.texts()));
        return Ok(());
    }
    let Some(asked) = store::send(turn.conn, number, turn.person.id, errand, turn.forum.now).await? else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    let number = asked.number;
    let (card_id, sent_id) = match errand {
        Errand::Question => ("forward-card", "forward-sent"),
        Errand::Report => ("report-card", "report-sent"),
    };
    for (moderator, lang) in moderators {
        let t = texts(lang);
        turn.tell(moderator, Message::new(t.html(card_id, args!(text = words(t, &asked)))));
    }
    for (organiser, lang) in organisers {
        let t = texts(lang);
        let take = Button::new(t.label("forward-take"), format!("org:take:{number}"));
        let card = Message::new(t.html(card_id, args!(text = words(t, &asked)))).inline(vec![vec![take]]);
        if !asked.voice.is_empty() {
            let voice = Outgoing::Voice { file: asked.voice.clone(), caption: Message::default() };
            turn.send(organiser, voice);
        }
        turn.fill(organiser, slot(number, organiser), card);
    }
    let t = turn.texts();
    let sent = Message::new(t.html(sent_id, args!(text = words(t, &asked))));
    match errand {
        Errand::Question => turn.replace(sent),
        // the number to call stays where it is
        Errand::Report => turn.say(sent),
    }
    Ok(())
}

async fn take(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let asked = store::find(turn.conn, number).await?.filter(|asked| asked.state == "asked");
    let Some(asked) = asked else {
        turn.toast(turn.texts().label("forward-done-already"));
        return Ok(());
    };
    turn.person.conversation.begin(Activity::Replying { question: number });
    let t = turn.texts();
    let leave = Button::new(t.label("forward-leave"), format!("org:leave:{number}"));
    let prompt =
        Message::new(t.html("forward-prompt", args!(text = words(t, &asked)))).inline(vec![vec![leave]]);
    turn.say(prompt);
    Ok(())
}

/// Whether a text answers the message that brought a question: as good as a tap on its button.
pub async fn answers_card(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let Some(message) = turn.incoming.answers else { return Ok(false) };
    let name = outbox::slot_of(turn.conn, turn.incoming.chat, message).await?;
    let number = name.as_deref().and_then(|name| name.strip_prefix(SLOT)?.split(':').next());
    let Some(number) = number.and_then(|number| number.parse::<i64>().ok()) else { return Ok(false) };
    turn.person.conversation.begin(Activity::Replying { question: number });
    Ok(true)
}

/// The organiser's typed answer. Whoever was first answered; the others are told.
pub async fn reply(turn: &mut Turn<'_>, typed: &str) -> anyhow::Result<()> {
    let number = leave(turn);
    let may = people::roles(turn.conn, turn.person.id).await?.contains(&Role::Organiser);
    if !may {
        // it was taken away while they wrote
        let message = Message::new(turn.texts().label("forward-not-yours"));
        turn.say(message);
        return Ok(());
    }
    let Some(number) = number else { return Ok(()) };
    let text: String = typed.trim().chars().take(TEXT).collect();
    let Some(asked) = store::answer(turn.conn, number, turn.person.id, &text).await? else {
        let message = Message::new(turn.texts().html("forward-done-already", &[]));
        turn.say(message);
        return Ok(());
    };
    if people::is_reachable(turn.conn, asked.person).await? {
        let t = Lang::from_code(&asked.language).map_or_else(|| turn.texts(), texts);
        let with = answered(t, &asked);
        turn.send(
            asked.person,
            match asked.message {
                0 => Outgoing::Say(with),
                to => Outgoing::Reply { to, with },
            },
        );
    }
    for (organiser, lang) in people::with_role(turn.conn, &[Role::Organiser]).await? {
        if outbox::slot(turn.conn, &slot(number, organiser)).await?.is_some() {
            let t = texts(lang);
            let done = t.html("forward-done", args!(text = words(t, &asked), answer = &asked.answer));
            turn.fill(organiser, slot(number, organiser), Message::new(done));
        }
    }
    let t = turn.texts();
    // what was asked by voice has no words by which it could be found again
    if !asked.voice.is_empty() {
        turn.say(Message::new(t.html("forward-thanks-voice", &[])));
        return Ok(());
    }
    let keep = Button::new(t.label("forward-keep"), format!("org:keep:{number}"));
    let message = Message::new(t.html("forward-thanks", &[])).inline(vec![vec![keep]]);
    turn.say(message);
    Ok(())
}

async fn keep(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let asked = store::find(turn.conn, number)
        .await?
        .filter(|asked| asked.state == "answered" && !asked.text.is_empty());
    let Some(asked) = asked else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    store::keep(turn.conn, &asked).await?;
    turn.toast(turn.texts().label("forward-is-kept"));
    Ok(())
}

fn answered(t: &Texts, asked: &Asked) -> Message {
    let text = Arg::from(words(t, asked));
    Message::new(t.html("forward-answer", &[("text", text), ("answer", Arg::from(&asked.answer))]))
}

/// What was asked, as it is shown.
fn words(t: &Texts, asked: &Asked) -> String {
    if asked.voice.is_empty() { asked.text.clone() } else { t.label("forward-voice") }
}

/// An organiser answers with something that is not text.
pub fn needs_text(turn: &mut Turn<'_>) {
    let message = Message::new(turn.texts().html("forward-needs-text", &[]));
    turn.say(message);
}

/// The slot of an organiser's card.
fn slot(number: i64, organiser: i64) -> String {
    format!("{SLOT}{number}:{organiser}")
}
