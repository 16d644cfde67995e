//! Sending an announcement: messages are enqueued a few hundred ahead of the sender, the progress is shown, the end
//! is reported. Each step is one transaction: after a crash, the next process continues after the last recipient.

use super::messages;
use super::model::{Announcement, AnnouncementTick, Progress, State};
use super::rules::{self, BATCH_SIZE, MAX_QUEUED, PROGRESS_INTERVAL, STOP_GRACE};
use super::{store, view};
use crate::chat::Message;
use crate::db::Conn;
use crate::i18n::{Lang, Texts, texts};
use crate::ids::PersonId;
use crate::outbox::{self, broadcast};
use crate::people;
use crate::turn::{EventContext, Turn};

/// Whether an announcement is being sent or its report is due.
pub async fn has_active(conn: &mut Conn) -> sqlx::Result<bool> {
    Ok(!store::list_active(conn).await?.is_empty())
}

/// How many recipients of all announcements have not got their message yet.
pub async fn count_waiting(conn: &mut Conn) -> sqlx::Result<i64> {
    let mut waiting = 0;
    let active = store::list_active(conn).await?;
    for announcement in active.iter().filter(|announcement| announcement.state == State::Sending) {
        waiting += load_progress(conn, announcement).await?.waiting;
    }
    Ok(waiting)
}

/// How far an announcement is.
pub async fn load_progress(conn: &mut Conn, announcement: &Announcement) -> sqlx::Result<Progress> {
    let counts = broadcast::count_by_outcome(conn, announcement.number).await?;
    Ok(rules::progress(&counts, announcement))
}

/// One step of the active announcements. Of several announcements, the first one enqueues all its messages first.
pub async fn tick(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<AnnouncementTick> {
    let mut has_enqueued = false;
    let mut is_first = true;
    for announcement in store::list_active(conn).await? {
        let is_unfinished = announcement.state == State::Sending && !announcement.is_all_enqueued;
        let is_behind = is_unfinished && !is_first;
        if is_unfinished && std::mem::replace(&mut is_first, false) {
            let queued = broadcast::count_queued(conn, announcement.number).await?;
            if queued + BATCH_SIZE <= MAX_QUEUED {
                if let Some(locked) = store::lock_sending(conn, announcement.number).await? {
                    enqueue_batch(conn, event, &locked).await?;
                }
                return Ok(AnnouncementTick { has_enqueued: true, has_more: true });
            }
        }
        has_enqueued |= update_progress(conn, event, &announcement, is_behind).await?;
    }
    Ok(AnnouncementTick { has_enqueued, has_more: false })
}

/// After the person has given up a seat: withdraws queued announcements that they are no recipient of any more.
pub async fn withdraw_if_cancelled(turn: &mut Turn<'_>, person: PersonId) -> sqlx::Result<()> {
    for announcement in store::list_active(turn.conn).await? {
        if !store::is_recipient(turn.conn, announcement.audience, person).await? {
            broadcast::cancel_for_chat(turn.conn, announcement.number, person.private_chat()).await?;
        }
    }
    Ok(())
}

/// Enqueues the messages for the next recipients.
async fn enqueue_batch(
    conn: &mut Conn,
    event: EventContext<'_>,
    announcement: &Announcement,
) -> sqlx::Result<()> {
    let number = announcement.number;
    let contents = store::load_contents(conn, number).await?;
    let find = |language: Option<Lang>| {
        contents.iter().find(|(other, _)| *other == language).map(|(_, content)| content)
    };
    let last = announcement.last_recipient;
    let recipients = store::next_recipients(conn, announcement.audience, last, BATCH_SIZE).await?;
    let mut new_messages = Vec::with_capacity(recipients.len());
    for (person, lang) in &recipients {
        let Some(content) = find(Some(*lang)).or_else(|| find(None)) else { continue };
        if broadcast::insert_recipient(conn, number, person.private_chat()).await? {
            let html = view::with_sender(texts(*lang), event.programme, &content.html);
            new_messages.push(messages::announcement(number, *person, content, html));
        }
    }
    outbox::enqueue(conn, &new_messages, event.real_now).await?;
    let is_complete = (recipients.len() as i64) < BATCH_SIZE;
    // A finished announcement must not keep a person's id.
    let last = recipients.last().filter(|_| !is_complete).map(|(person, _)| *person);
    store::record_enqueued(conn, number, last, is_complete).await
}

/// Shows the progress or finishes the announcement, when either is due; whether it put something into the outbox.
async fn update_progress(
    conn: &mut Conn,
    event: EventContext<'_>,
    announcement: &Announcement,
    is_behind: bool,
) -> sqlx::Result<bool> {
    let number = announcement.number;
    let real_now = event.real_now;
    let is_stopped = announcement.state == State::Stopped;
    let has_ended = if is_stopped {
        real_now - announcement.stopped_at >= STOP_GRACE
    } else {
        announcement.is_all_enqueued && broadcast::count_queued(conn, number).await? == 0
    };
    // Counting all recipients is slow: only when the result is shown.
    if !has_ended && (is_stopped || real_now - announcement.shown_at < PROGRESS_INTERVAL) {
        return Ok(false);
    }
    let progress = load_progress(conn, announcement).await?;
    if has_ended {
        let progress = if is_stopped { progress.after_stop() } else { progress };
        return finish(conn, event, announcement, &progress).await;
    }
    if progress.is_hopeless() && store::mark_stopped(conn, number, real_now).await? {
        broadcast::cancel(conn, number).await?;
        return Ok(false);
    }
    let begun_at = rules::adjusted_start(announcement.begun_at, announcement.shown_at, real_now);
    // An announcement that waits for another one has no pace yet.
    let seconds_left = if is_behind { None } else { progress.seconds_left(real_now - begun_at) };
    let t = author_texts(conn, announcement).await?;
    let message = view::progress(t, number, &progress, seconds_left);
    store::record_shown(conn, number, begun_at, real_now, &message.html).await?;
    if message.html == announcement.shown_html {
        return Ok(false);
    }
    update_live_message(conn, event, announcement, message).await
}

/// Ends an announcement: the live message shows the final progress, and a new message reports it to the author.
async fn finish(
    conn: &mut Conn,
    event: EventContext<'_>,
    announcement: &Announcement,
    progress: &Progress,
) -> sqlx::Result<bool> {
    let number = announcement.number;
    if !store::mark_done(conn, number).await? {
        return Ok(false);
    }
    let Some(author) = announcement.author else { return Ok(true) };
    let is_stopped = announcement.state == State::Stopped;
    let t = author_texts(conn, announcement).await?;
    let final_progress = view::final_progress(t, number, progress, is_stopped);
    update_live_message(conn, event, announcement, final_progress).await?;
    let report = messages::report(number, author, view::report(t, number, progress, is_stopped));
    outbox::enqueue(conn, &[report], event.real_now).await?;
    Ok(true)
}

/// Edits the live message that shows the progress; false when the author's data is erased.
async fn update_live_message(
    conn: &mut Conn,
    event: EventContext<'_>,
    announcement: &Announcement,
    message: Message,
) -> sqlx::Result<bool> {
    let Some(author) = announcement.author else { return Ok(false) };
    let update = messages::progress(announcement.number, author, event.real_now, message);
    outbox::enqueue(conn, &[update], event.real_now).await?;
    Ok(true)
}

/// The texts in the author's language.
async fn author_texts(conn: &mut Conn, announcement: &Announcement) -> sqlx::Result<&'static Texts> {
    let lang = match announcement.author {
        Some(author) => people::language(conn, author).await?,
        None => Lang::Fr,
    };
    Ok(texts(lang))
}
