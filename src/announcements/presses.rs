//! The buttons of this feature: the audience and the texts of a draft, sending it, stopping it.

use super::messages::progress_message_name;
use super::model::{Announcement, AnnouncementAudience, Progress, State};
use super::payload::Payload;
use super::writing::{ask_for_text, count_audience, end_writing, require_organiser, show_card};
use super::{store, view};
use crate::chat::{Input, Message};
use crate::ids::AnnouncementNumber;
use crate::outbox::{self, broadcast};
use crate::programme::ATTENDEE_CATEGORIES;
use crate::turn::{Turn, TurnResult};

/// A press by an organiser. Every press checks the role again; all but [`Payload::Stop`] are for the draft's author.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    match payload {
        Payload::Stop { number } => stop(turn, number).await?,
        Payload::Send { number, version } => {
            if let Some(draft) = find_pressed_draft(turn, number).await? {
                start_sending(turn, &draft, version).await?;
            }
        }
        Payload::Write { number, language } => {
            if find_pressed_draft(turn, number).await?.is_some() {
                end_writing(turn);
                ask_for_text(turn, number, language);
            }
        }
        Payload::ShowAudiences { number } => {
            if find_pressed_draft(turn, number).await?.is_some() {
                let audiences = [AnnouncementAudience::Registered, AnnouncementAudience::Waitlisted];
                let counts = count_audiences(turn, &audiences).await?;
                let message = view::audience_menu(turn.texts(), number, &counts);
                turn.edit_or_reply(message);
            }
        }
        Payload::ShowCategories { number } => {
            if find_pressed_draft(turn, number).await?.is_some() {
                let audiences = ATTENDEE_CATEGORIES.map(AnnouncementAudience::Category);
                let counts = count_audiences(turn, &audiences).await?;
                let message = view::category_menu(turn.texts(), number, &counts);
                turn.edit_or_reply(message);
            }
        }
        Payload::SetAudience { number, audience } => {
            if let Some(draft) = find_pressed_draft(turn, number).await? {
                if draft.audience != audience {
                    store::set_audience(turn.conn, number, audience).await?;
                }
                show_card(turn, number).await?;
            }
        }
        Payload::ShowCard { number } => {
            if find_pressed_draft(turn, number).await?.is_some() {
                show_card(turn, number).await?;
            }
        }
        Payload::Drop { number } => {
            if find_pressed_draft(turn, number).await?.is_some() {
                end_writing(turn);
                store::delete_drafts(turn.conn, turn.person.id).await?;
                let message = Message::new(turn.texts().html("announce-dropped", &[]));
                turn.edit_or_reply(message);
            }
        }
    }
    Ok(())
}

/// The draft of a pressed button; otherwise answers why the button is not valid.
async fn find_pressed_draft(
    turn: &mut Turn<'_>,
    number: AnnouncementNumber,
) -> sqlx::Result<Option<Announcement>> {
    let Some(found) = store::find(turn.conn, number).await? else {
        turn.toast(turn.texts().label("announce-stale"));
        return Ok(None);
    };
    if found.author != Some(turn.person.id) {
        turn.alert(turn.texts().label("announce-of-another"));
        return Ok(None);
    }
    if found.state != State::Draft {
        turn.toast(turn.texts().label("announce-sent-already"));
        return Ok(None);
    }
    Ok(Some(found))
}

/// Begins to send a draft, if it is still the version that the button was shown with.
async fn start_sending(turn: &mut Turn<'_>, draft: &Announcement, version: i64) -> TurnResult<()> {
    let (number, author) = (draft.number, turn.person.id);
    let recipient_count = count_audience(turn, draft.audience).await?;
    let contents = store::load_contents(turn.conn, number).await?;
    if recipient_count == 0 || contents.is_empty() {
        turn.alert(turn.texts().label("announce-nobody"));
        return Ok(());
    }
    let real_now = turn.event.real_now;
    if !store::mark_sending(turn.conn, number, version, recipient_count, real_now).await? {
        turn.alert(turn.texts().label("announce-changed"));
        return Ok(());
    }
    end_writing(turn);
    let live_message = progress_message_name(number);
    match turn.incoming.input {
        // The card becomes the message that shows the progress.
        Input::Press { message_id: Some(message), .. } => {
            outbox::set_live_message(turn.conn, &live_message, turn.incoming.chat, message).await?;
        }
        _ => outbox::clear_live_message(turn.conn, &live_message).await?,
    }
    let progress = Progress { waiting: recipient_count, ..Progress::default() };
    let message = view::progress(turn.texts(), number, &progress, None);
    store::record_shown(turn.conn, number, real_now, real_now, &message.html).await?;
    turn.update_live_message(author.private_chat(), live_message, message);
    Ok(())
}

/// Stops an announcement of any organiser: queued messages are withdrawn, and the report follows when the sends
/// under way have ended.
async fn stop(turn: &mut Turn<'_>, number: AnnouncementNumber) -> TurnResult<()> {
    let real_now = turn.event.real_now;
    if !store::mark_stopped(turn.conn, number, real_now).await? {
        turn.toast(turn.texts().label("announce-over"));
        return Ok(());
    }
    broadcast::cancel(turn.conn, number).await?;
    turn.toast(turn.texts().label("announce-stopping"));
    Ok(())
}

async fn count_audiences(
    turn: &mut Turn<'_>,
    audiences: &[AnnouncementAudience],
) -> sqlx::Result<Vec<(AnnouncementAudience, i64)>> {
    let mut counts = Vec::with_capacity(audiences.len());
    for &audience in audiences {
        counts.push((audience, count_audience(turn, audience).await?));
    }
    Ok(counts)
}
