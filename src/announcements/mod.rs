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

pub use sending::{AnnouncementTick, count_waiting, has_active, tick};
pub use view::with_sender;

use crate::chat::{Input, Message};
use crate::conversation::{Activity, AnnouncementText};
use crate::db;
use crate::i18n::Lang;
use crate::outbox::{self, broadcast};
use crate::people::Role;
use crate::turn::Turn;
use rules::{Content, ContentError, Progress};
use store::Announcement;

/// `/annonce`, perhaps with the text behind it.
pub async fn open(turn: &mut Turn<'_>, rest: &str) -> anyhow::Result<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    for other in store::list_active(turn.conn).await? {
        let progress = load_progress(turn, &other).await?;
        let message = view::active_progress(turn.texts(), &other, &progress);
        turn.reply(message);
    }
    end_writing(turn);
    let (author, now) = (turn.person.id, turn.event.now);
    store::delete_drafts(turn.conn, author).await?;
    let number = db::next_number(turn.conn, broadcast::COUNTER).await?;
    store::insert_draft(turn.conn, number, author, now).await?;
    ask_for_text(turn, number, "");
    if rest.is_empty() { Ok(()) } else { receive_text(turn, rest, None, "").await }
}

/// Whether the next text or photo is an announcement's.
pub fn is_writing(turn: &Turn<'_>) -> bool {
    current_writing(turn).is_some()
}

/// Leaves the writing, back to what they were in the middle of; whether they were writing.
pub fn end_writing(turn: &mut Turn<'_>) -> bool {
    turn.person.conversation.end(|activity| matches!(activity, Activity::WritingAnnouncement(_)))
}

/// The text that is awaited, where the next one is an announcement's.
fn current_writing(turn: &Turn<'_>) -> Option<AnnouncementText> {
    match turn.person.conversation.current() {
        Some(Activity::WritingAnnouncement(writing)) => Some(writing.clone()),
        _ => None,
    }
}

/// What an organiser writes while an announcement is awaited.
pub async fn handle_input(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !require_organiser(turn).await? {
        end_writing(turn);
        return Ok(());
    }
    let incoming = turn.incoming;
    let html = incoming.html.as_deref();
    match &incoming.input {
        Input::Text(text) => receive_text(turn, text, html, "").await,
        Input::Photo { file_id: file, caption } => receive_text(turn, caption, html, file).await,
        _ => {
            refuse(turn, "announce-kind");
            Ok(())
        }
    }
}

/// More photos came with the one that was kept.
pub async fn warn_single_photo(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if store::has_photo_draft(turn.conn, turn.person.id).await? {
        let message = Message::new(turn.texts().html("announce-one-photo", &[]));
        turn.reply(message);
    }
    Ok(())
}

/// A text or a photo: kept, and shown as people will see it.
async fn receive_text(
    turn: &mut Turn<'_>,
    text: &str,
    html: Option<&str>,
    photo: &str,
) -> anyhow::Result<()> {
    let Some(writing) = current_writing(turn) else { return Ok(()) };
    let Some(draft) = own_draft(turn, writing.number).await? else {
        end_writing(turn);
        refuse(turn, "announce-stale");
        return Ok(());
    };
    if writing.is_continuation_expected {
        let awaited = AnnouncementText { is_continuation_expected: false, ..writing };
        turn.person.conversation.begin(Activity::WritingAnnouncement(awaited));
        let message = view::too_long(turn.texts(), None);
        turn.reply(message);
        return Ok(());
    }
    let texts = store::load_texts(turn.conn, draft.number).await?;
    // every text goes with the one photo, until there is another
    let shared = texts.iter().find(|(language, _)| language.is_empty());
    let shared = shared.map_or("", |(_, content)| content.photo.as_str());
    let photo = if photo.is_empty() { shared } else { photo };
    let heading = view::heading_length(turn.event.programme);
    let content = match rules::parse_content(text, html, photo, heading) {
        Ok(content) => content,
        Err(ContentError::Empty) => {
            refuse(turn, "announce-empty");
            return Ok(());
        }
        Err(ContentError::TooLong { units, most }) => {
            // a phone sends no longer text: what follows may be the rest of it
            if rules::is_probably_split(text) && units <= rules::MAX_TEXT {
                let awaited = AnnouncementText { is_continuation_expected: true, ..writing };
                turn.person.conversation.begin(Activity::WritingAnnouncement(awaited));
            }
            let message = view::too_long(turn.texts(), Some((units, most)));
            turn.reply(message);
            return Ok(());
        }
    };
    let language = Lang::from_code(&writing.language);
    store::save_text(turn.conn, draft.number, &writing.language, &content).await?;
    if rules::is_probably_split(text) {
        let awaited = AnnouncementText { is_continuation_expected: true, ..writing };
        turn.person.conversation.begin(Activity::WritingAnnouncement(awaited));
    } else {
        end_writing(turn);
    }
    preview(turn, content, language);
    show_card(turn, draft.number).await
}

/// The message exactly as people get it, those who speak `language` or the author's.
fn preview(turn: &mut Turn<'_>, content: Content, language: Option<Lang>) {
    let t = language.map_or_else(|| turn.texts(), crate::i18n::texts);
    let message = Message::new(view::with_sender(t, turn.event.programme, &content.html));
    if content.photo.is_empty() {
        turn.reply(message);
    } else {
        turn.send_photo(content.photo, message);
    }
}

/// A button: what stands behind `news:`. Every press is authorised again.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let parts: Vec<&str> = data.split(':').collect();
    let [what, number, rest @ ..] = parts.as_slice() else { return Ok(false) };
    let Ok(number) = number.parse::<i64>() else { return Ok(false) };
    if !require_organiser(turn).await? {
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
        ("send", [version]) => start_sending(turn, &found, version.parse().ok()).await?,
        ("text", []) => {
            end_writing(turn);
            ask_for_text(turn, number, "");
        }
        ("text", [language]) if Lang::from_code(language).is_some() => {
            end_writing(turn);
            ask_for_text(turn, number, language);
        }
        ("to", []) => {
            let counts = count_audiences(turn, &["registered", "waiting"]).await?;
            let message = view::audience_menu(turn.texts(), number, &counts);
            turn.edit_or_reply(message);
        }
        ("kinds", []) => {
            let counts = count_audiences(turn, &crate::programme::ATTENDEE_CATEGORIES).await?;
            let message = view::category_menu(turn.texts(), number, &counts);
            turn.edit_or_reply(message);
        }
        ("for", [key]) if rules::parse_audience(key).is_some() => {
            if found.audience != *key {
                store::set_audience(turn.conn, number, key).await?;
            }
            show_card(turn, number).await?;
        }
        ("card", []) => show_card(turn, number).await?,
        ("drop", []) => {
            end_writing(turn);
            store::delete_drafts(turn.conn, found.author).await?;
            let message = Message::new(turn.texts().html("announce-dropped", &[]));
            turn.edit_or_reply(message);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Confirmed: it goes, if it is what the button was shown with.
async fn start_sending(
    turn: &mut Turn<'_>,
    found: &Announcement,
    version: Option<i64>,
) -> anyhow::Result<()> {
    let total = count_audience(turn, &found.audience).await?;
    let texts = store::load_texts(turn.conn, found.number).await?;
    if total == 0 || texts.is_empty() {
        turn.alert(turn.texts().label("announce-nobody"));
        return Ok(());
    }
    let mono = turn.event.real_now;
    let begun = match version {
        Some(version) => store::mark_sending(turn.conn, found.number, version, total, mono).await?,
        None => false,
    };
    if !begun {
        turn.alert(turn.texts().label("announce-changed"));
        return Ok(());
    }
    end_writing(turn);
    let slot = view::live_message_key(found.number);
    match turn.incoming.input {
        // the card becomes the progress, and is edited in place from now on
        Input::Press { message_id: Some(message), .. } => {
            outbox::set_live_message(turn.conn, &slot, turn.incoming.chat, message).await?;
        }
        _ => outbox::clear_live_message(turn.conn, &slot).await?,
    }
    let progress = Progress { waiting: total, ..Progress::default() };
    let message = view::progress(turn.texts(), found.number, &progress, None);
    store::record_shown(turn.conn, found.number, mono, mono, &message.html).await?;
    turn.update_live_message(found.author, slot, message);
    Ok(())
}

/// Any organiser may stop what goes: what waits is withdrawn, and the report follows when the calls
/// under way have ended.
async fn stop(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let mono = turn.event.real_now;
    if !store::mark_stopped(turn.conn, number, mono).await? {
        turn.toast(turn.texts().label("announce-over"));
        return Ok(());
    }
    broadcast::cancel(turn.conn, number).await?;
    turn.toast(turn.texts().label("announce-stopping"));
    Ok(())
}

/// Somebody has cancelled: what still waits for them is withdrawn if they are no longer meant.
pub async fn withdraw_if_cancelled(turn: &mut Turn<'_>) -> sqlx::Result<()> {
    let person = turn.person.id;
    for other in store::list_active(turn.conn).await? {
        let audience = rules::parse_audience(&other.audience);
        let meant = match &audience {
            Some(audience) => store::next_recipients(turn.conn, audience, person - 1, 1).await?,
            None => Vec::new(),
        };
        if meant.first().is_none_or(|(first, _)| *first != person) {
            broadcast::cancel_for_chat(turn.conn, other.number, person).await?;
        }
    }
    Ok(())
}

fn ask_for_text(turn: &mut Turn<'_>, number: i64, language: &str) {
    let awaited = AnnouncementText { number, language: language.to_owned(), is_continuation_expected: false };
    turn.person.conversation.begin(Activity::WritingAnnouncement(awaited));
    let heading = view::heading_length(turn.event.programme);
    let message = view::text_prompt(turn.texts(), number, Lang::from_code(language), heading);
    turn.reply(message);
}

/// The card, in place of the one whose button was pressed.
async fn show_card(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let Some(draft) = own_draft(turn, number).await? else { return Ok(()) };
    let texts = store::load_texts(turn.conn, number).await?;
    let counts = match rules::parse_audience(&draft.audience) {
        Some(audience) => store::count_recipients(turn.conn, &audience).await?,
        None => Vec::new(),
    };
    let message = view::card(turn, &draft, &texts, &counts);
    turn.edit_or_reply(message);
    Ok(())
}

async fn own_draft(turn: &mut Turn<'_>, number: i64) -> sqlx::Result<Option<Announcement>> {
    let found = store::find(turn.conn, number).await?;
    Ok(found.filter(|found| found.state == "draft" && found.author == turn.person.id))
}

async fn count_audience(turn: &mut Turn<'_>, audience: &str) -> sqlx::Result<i64> {
    let Some(audience) = rules::parse_audience(audience) else { return Ok(0) };
    let counts = store::count_recipients(turn.conn, &audience).await?;
    Ok(counts.iter().map(|(_, count)| count).sum())
}

async fn count_audiences<'k>(turn: &mut Turn<'_>, keys: &[&'k str]) -> sqlx::Result<Vec<(&'k str, i64)>> {
    let mut all = Vec::with_capacity(keys.len());
    for key in keys {
        all.push((*key, count_audience(turn, key).await?));
    }
    Ok(all)
}

async fn load_progress(turn: &mut Turn<'_>, of: &Announcement) -> sqlx::Result<Progress> {
    let tally = broadcast::count_by_outcome(turn.conn, of.number).await?;
    Ok(Progress::from_tally(&tally, of.recipient_count, of.all_enqueued == 1))
}

fn refuse(turn: &mut Turn<'_>, id: &str) {
    let message = Message::new(turn.texts().html(id, crate::args!(command = view::CANCEL_COMMAND)));
    turn.reply(message);
}

async fn require_organiser(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = turn.has_role(Role::Organiser).await?;
    if !may {
        let text = turn.texts().label("announce-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.reply(Message::new(text)),
        }
    }
    Ok(may)
}
