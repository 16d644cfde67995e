//! Announcements: what organisers tell everybody registered, a category or the waiting list, at once.
//!
//! ```text
//! Organiser  /annonce
//! Kozé       Écrivez le message, ou envoyez une photo avec sa légende …
//! Organiser  Le forum commence à 8h15.
//! Kozé       Le forum commence à 8h15.
//! Kozé       Annonce n° 3, pas encore envoyée. Pour : tous les inscrits, 212 personnes
//!            [Envoyer à 212 personnes] [Changer les destinataires] …
//! Kozé       Envoyées : 120 · En attente : 91 · Échecs : 1 … [Arrêter]
//! ```
//!
//! Here is what organisers say and press; `sending` is what the ticks make of it. What somebody who
//! speaks one of the languages gets is that language's text, else the one for all.

mod rules;
mod sending;
mod store;
mod view;

pub use sending::{Tick, is_under_way, tick, waiting};
pub use view::with_sender;

use crate::chat::{Input, Message};
use crate::conversation::{Activity, Announcing};
use crate::db;
use crate::i18n::Lang;
use crate::outbox::{self, mailing};
use crate::people::{self, Role};
use crate::turn::Turn;
use rules::{Content, Progress, Why};
use store::Announcement;

/// `/annonce`, perhaps with the text behind it.
pub async fn open(turn: &mut Turn<'_>, rest: &str) -> anyhow::Result<()> {
    if !may(turn).await? {
        return Ok(());
    }
    for other in store::under_way(turn.conn).await? {
        let progress = progress(turn, &other).await?;
        let message = view::under_way(turn.texts(), &other, &progress);
        turn.say(message);
    }
    leave(turn);
    let (author, now) = (turn.person.id, turn.forum.now);
    store::forget_drafts(turn.conn, author).await?;
    let number = db::next_number(turn.conn, mailing::COUNTER).await?;
    store::draft(turn.conn, number, author, now).await?;
    ask_for_text(turn, number, "");
    if rest.is_empty() { Ok(()) } else { write(turn, rest, None, "").await }
}

/// Whether the next text or photo is an announcement's.
pub fn is_writing(turn: &Turn<'_>) -> bool {
    writing(turn).is_some()
}

/// Leaves the writing, back to what they were in the middle of; whether they were writing.
pub fn leave(turn: &mut Turn<'_>) -> bool {
    turn.person.conversation.end(|activity| matches!(activity, Activity::Announcing(_)))
}

/// The text that is awaited, where the next one is an announcement's.
fn writing(turn: &Turn<'_>) -> Option<Announcing> {
    match turn.person.conversation.current() {
        Some(Activity::Announcing(writing)) => Some(writing.clone()),
        _ => None,
    }
}

/// What an organiser writes while an announcement is awaited.
pub async fn hear(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !may(turn).await? {
        leave(turn);
        return Ok(());
    }
    let incoming = turn.incoming;
    let html = incoming.html.as_deref();
    match &incoming.input {
        Input::Text(text) => write(turn, text, html, "").await,
        Input::Photo { file, caption } => write(turn, caption, html, file).await,
        _ => {
            refuse(turn, "announce-kind");
            Ok(())
        }
    }
}

/// More photos came with the one that was kept.
pub async fn only_one_photo(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if store::has_photo_draft(turn.conn, turn.person.id).await? {
        let message = Message::new(turn.texts().html("announce-one-photo", &[]));
        turn.say(message);
    }
    Ok(())
}

/// A text or a photo: kept, and shown as people will see it.
async fn write(turn: &mut Turn<'_>, text: &str, html: Option<&str>, photo: &str) -> anyhow::Result<()> {
    let Some(writing) = writing(turn) else { return Ok(()) };
    let Some(draft) = own_draft(turn, writing.number).await? else {
        leave(turn);
        refuse(turn, "announce-stale");
        return Ok(());
    };
    if writing.rest_of_cut {
        let awaited = Announcing { rest_of_cut: false, ..writing };
        turn.person.conversation.begin(Activity::Announcing(awaited));
        let message = view::too_long(turn.texts(), None);
        turn.say(message);
        return Ok(());
    }
    let texts = store::texts(turn.conn, draft.number).await?;
    // every text goes with the one photo, until there is another
    let shared = texts.iter().find(|(language, _)| language.is_empty());
    let shared = shared.map_or("", |(_, content)| content.photo.as_str());
    let photo = if photo.is_empty() { shared } else { photo };
    let heading = view::heading(turn.forum.programme);
    let content = match rules::content(text, html, photo, heading) {
        Ok(content) => content,
        Err(Why::Empty) => {
            refuse(turn, "announce-empty");
            return Ok(());
        }
        Err(Why::TooLong { units, most }) => {
            // a phone sends no longer text: what follows may be the rest of it
            if rules::may_be_cut(text) && units <= rules::TEXT {
                let awaited = Announcing { rest_of_cut: true, ..writing };
                turn.person.conversation.begin(Activity::Announcing(awaited));
            }
            let message = view::too_long(turn.texts(), Some((units, most)));
            turn.say(message);
            return Ok(());
        }
    };
    let language = Lang::from_code(&writing.language);
    store::write(turn.conn, draft.number, &writing.language, &content).await?;
    if rules::may_be_cut(text) {
        let awaited = Announcing { rest_of_cut: true, ..writing };
        turn.person.conversation.begin(Activity::Announcing(awaited));
    } else {
        leave(turn);
    }
    preview(turn, content, language);
    show_card(turn, draft.number).await
}

/// The message exactly as people get it, those who speak `language` or the author's.
fn preview(turn: &mut Turn<'_>, content: Content, language: Option<Lang>) {
    let t = language.map_or_else(|| turn.texts(), crate::i18n::texts);
    let message = Message::new(view::with_sender(t, turn.forum.programme, &content.html));
    if content.photo.is_empty() {
        turn.say(message);
    } else {
        turn.photo(content.photo, message);
    }
}

/// A button: what stands behind `news:`. Every press is authorised again.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let parts: Vec<&str> = data.split(':').collect();
    let [what, number, rest @ ..] = parts.as_slice() else { return Ok(false) };
    let Ok(number) = number.parse::<i64>() else { return Ok(false) };
    if !may(turn).await? {
        return Ok(true);
    }
    if (*what, rest) == ("stop", &[]) {
        return stop(turn, number).await.map(|()| true);
    }
    let Some(found) = store::find(turn.conn, number).await? else {
        turn.toast(turn.texts().label("announce-stale"));
        return Ok(true);
    };
    if found.author != turn.person.id {
        turn.alert(turn.texts().label("announce-of-another"));
        return Ok(true);
    }
    if found.state != "draft" {
        turn.toast(turn.texts().label("announce-sent-already"));
        return Ok(true);
    }
    match (*what, rest) {
        ("send", [version]) => send(turn, &found, version.parse().ok()).await?,
        ("text", []) => {
            leave(turn);
            ask_for_text(turn, number, "");
        }
        ("text", [language]) if Lang::from_code(language).is_some() => {
            leave(turn);
            ask_for_text(turn, number, language);
        }
        ("to", []) => {
            let counts = counts(turn, &["registered", "waiting"]).await?;
            let message = view::audiences(turn.texts(), number, &counts);
            turn.replace(message);
        }
        ("kinds", []) => {
            let counts = counts(turn, &crate::programme::CATEGORIES).await?;
            let message = view::categories(turn.texts(), number, &counts);
            turn.replace(message);
        }
        ("for", [key]) if rules::audience(key).is_some() => {
            if found.audience != *key {
                store::set_audience(turn.conn, number, key).await?;
            }
            show_card(turn, number).await?;
        }
        ("card", []) => show_card(turn, number).await?,
        ("drop", []) => {
            leave(turn);
            store::forget_drafts(turn.conn, found.author).await?;
            let message = Message::new(turn.texts().html("announce-dropped", &[]));
            turn.replace(message);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Confirmed: it goes, if it is what the button was shown with.
async fn send(turn: &mut Turn<'_>, found: &Announcement, version: Option<i64>) -> anyhow::Result<()> {
    let total = total(turn, &found.audience).await?;
    let texts = store::texts(turn.conn, found.number).await?;
    if total == 0 || texts.is_empty() {
        turn.alert(turn.texts().label("announce-nobody"));
        return Ok(());
    }
    let mono = turn.forum.mono;
    let begun = match version {
        Some(version) => store::begin(turn.conn, found.number, version, total, mono).await?,
        None => false,
    };
    if !begun {
        turn.alert(turn.texts().label("announce-changed"));
        return Ok(());
    }
    leave(turn);
    let slot = view::slot(found.number);
    match turn.incoming.input {
        // the card becomes the progress, and is edited in place from now on
        Input::Press { message: Some(message), .. } => {
            outbox::occupy(turn.conn, &slot, turn.incoming.chat, message).await?;
        }
        _ => outbox::vacate(turn.conn, &slot).await?,
    }
    let progress = Progress { waiting: total, ..Progress::default() };
    let message = view::progress(turn.texts(), found.number, &progress, None);
    store::show(turn.conn, found.number, mono, mono, &message.html).await?;
    turn.fill(found.author, slot, message);
    Ok(())
}

/// Any organiser may stop what goes: what waits is withdrawn, and the report follows when the calls
/// under way have ended.
async fn stop(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let mono = turn.forum.mono;
    if !store::stop(turn.conn, number, mono).await? {
        turn.toast(turn.texts().label("announce-over"));
        return Ok(());
    }
    mailing::withdraw(turn.conn, number).await?;
    turn.toast(turn.texts().label("announce-stopping"));
    Ok(())
}

/// Somebody has cancelled: what still waits for them is withdrawn if they are no longer meant.
pub async fn withdraw_if_cancelled(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let person = turn.person.id;
    for other in store::under_way(turn.conn).await? {
        let audience = rules::audience(&other.audience);
        let meant = match &audience {
            Some(audience) => store::next(turn.conn, audience, person - 1, 1).await?,
            None => Vec::new(),
        };
        if meant.first().is_none_or(|(first, _)| *first != person) {
            mailing::withdraw_from(turn.conn, other.number, person).await?;
        }
    }
    Ok(())
}

fn ask_for_text(turn: &mut Turn<'_>, number: i64, language: &str) {
    let awaited = Announcing { number, language: language.to_owned(), rest_of_cut: false };
    turn.person.conversation.begin(Activity::Announcing(awaited));
    let heading = view::heading(turn.forum.programme);
    let message = view::write(turn.texts(), number, Lang::from_code(language), heading);
    turn.say(message);
}

/// The card, in place of the one whose button was pressed.
async fn show_card(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let Some(draft) = own_draft(turn, number).await? else { return Ok(()) };
    let texts = store::texts(turn.conn, number).await?;
    let counts = match rules::audience(&draft.audience) {
        Some(audience) => store::count(turn.conn, &audience).await?,
        None => Vec::new(),
    };
    let message = view::card(turn, &draft, &texts, &counts);
    turn.replace(message);
    Ok(())
}

async fn own_draft(turn: &mut Turn<'_>, number: i64) -> sqlx::Result<Option<Announcement>> {
    let found = store::find(turn.conn, number).await?;
    Ok(found.filter(|found| found.state == "draft" && found.author == turn.person.id))
}

async fn total(turn: &mut Turn<'_>, audience: &str) -> sqlx::Result<i64> {
    let Some(audience) = rules::audience(audience) else { return Ok(0) };
    let counts = store::count(turn.conn, &audience).await?;
    Ok(counts.iter().map(|(_, count)| count).sum())
}

async fn counts<'k>(turn: &mut Turn<'_>, keys: &[&'k str]) -> sqlx::Result<Vec<(&'k str, i64)>> {
    let mut all = Vec::with_capacity(keys.len());
    for key in keys {
        all.push((*key, total(turn, key).await?));
    }
    Ok(all)
}

async fn progress(turn: &mut Turn<'_>, of: &Announcement) -> sqlx::Result<Progress> {
    let tally = mailing::tally(turn.conn, of.number).await?;
    Ok(Progress::of(&tally, of.total, of.complete == 1))
}

fn refuse(turn: &mut Turn<'_>, id: &str) {
    let message = Message::new(turn.texts().html(id, crate::args!(command = view::LEAVE)));
    turn.say(message);
}

async fn may(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = people::roles(turn.conn, turn.person.id).await?.contains(&Role::Organiser);
    if !may {
        let text = turn.texts().label("announce-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.say(Message::new(text)),
        }
    }
    Ok(may)
}
