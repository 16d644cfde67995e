//! An announcement on its way: letters are made a few hundred ahead of the sender, its progress is
//! shown, its end reported. A step at a time, each in a transaction of its own: whatever ends the
//! process, the next one goes on behind the person who was reached last.

use std::collections::HashMap;

use super::rules::{self, BATCH_SIZE, Content, MAX_QUEUED, PROGRESS_INTERVAL, Progress, STOP_GRACE};
use super::store::{self, Announcement};
use super::view;
use crate::chat::{Message, Outgoing, Urgency};
use crate::db::Conn;
use crate::i18n::texts;
use crate::outbox::{self, NewMessage, OutboxKey, broadcast};
use crate::people;
use crate::turn::EventContext;

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AnnouncementTick {
    /// Whether something was put into the outbox.
    pub has_enqueued: bool,
    /// Whether there is more to do at this very moment.
    pub has_more: bool,
}

/// Whether there is anything to tick for.
pub async fn has_active(conn: &mut Conn) -> sqlx::Result<bool> {
    Ok(!store::list_active(conn).await?.is_empty())
}

/// How many people still wait for an announcement.
pub async fn count_waiting(conn: &mut Conn) -> sqlx::Result<i64> {
    let mut waiting = 0;
    for announcement in store::list_active(conn).await?.iter().filter(|found| found.state == "going") {
        waiting += load_progress(conn, announcement).await?.waiting;
    }
    Ok(waiting)
}

/// One step of what is on its way. Of several announcements the first makes its letters first.
pub async fn tick(conn: &mut Conn, forum: EventContext<'_>) -> sqlx::Result<AnnouncementTick> {
    let mut did = false;
    let mut may_make = true;
    for announcement in store::list_active(conn).await? {
        let unfinished = announcement.state == "going" && announcement.all_enqueued == 0;
        let is_behind = unfinished && !may_make;
        if unfinished && std::mem::replace(&mut may_make, false) {
            let waiting = broadcast::count_queued(conn, announcement.number).await?;
            if waiting + BATCH_SIZE <= MAX_QUEUED {
                if let Some(held) = store::lock_sending(conn, announcement.number).await? {
                    enqueue_batch(conn, forum, &held).await?;
                }
                return Ok(AnnouncementTick { has_enqueued: true, has_more: true });
            }
        }
        did |= update_progress(conn, forum, &announcement, is_behind).await?;
    }
    Ok(AnnouncementTick { has_enqueued: did, has_more: false })
}

/// Letters for the next people who are meant.
async fn enqueue_batch(
    conn: &mut Conn,
    forum: EventContext<'_>,
    announcement: &Announcement,
) -> sqlx::Result<()> {
    let number = announcement.number;
    let says: HashMap<String, Content> = store::load_texts(conn, number).await?.into_iter().collect();
    let people = match rules::parse_audience(&announcement.audience) {
        Some(audience) => {
            store::next_recipients(conn, &audience, announcement.last_recipient, BATCH_SIZE).await?
        }
        None => Vec::new(),
    };
    let mut letters = Vec::with_capacity(people.len());
    for (person, lang) in &people {
        let Some(content) = says.get(lang.code()).or_else(|| says.get("")) else { continue };
        if broadcast::insert_recipient(conn, number, *person).await? {
            let html = view::with_sender(texts(*lang), forum.programme, &content.html);
            letters.push(build_message(number, *person, content, html));
        }
    }
    outbox::enqueue(conn, &letters, forum.real_now).await?;
    let complete = (people.len() as i64) < BATCH_SIZE;
    // nobody's number stays here when it is no longer needed
    let reached = people.last().filter(|_| !complete).map_or(0, |(person, _)| *person);
    store::record_reached(conn, number, reached, complete).await
}

/// Shows how far it has come, or that it has come to its end; whether it said something.
async fn update_progress(
    conn: &mut Conn,
    forum: EventContext<'_>,
    announcement: &Announcement,
    is_behind: bool,
) -> sqlx::Result<bool> {
    let Announcement { number, recipient_count: total, .. } = *announcement;
    let mono = forum.real_now;
    let stopped = announcement.state == "stopped";
    let ended = if stopped {
        mono - announcement.stopped_at >= STOP_GRACE
    } else {
        announcement.all_enqueued == 1 && broadcast::count_queued(conn, number).await? == 0
    };
    // counting many takes a while, and is done only when something is to be said
    if !ended && (stopped || mono - announcement.shown_at < PROGRESS_INTERVAL) {
        return Ok(false);
    }
    let tally = broadcast::count_by_outcome(conn, number).await?;
    let progress = Progress::from_tally(&tally, total, announcement.all_enqueued == 1);
    if ended {
        let progress = if stopped { progress.after_stop() } else { progress };
        return finish(conn, forum, announcement, &progress).await;
    }
    if progress.is_hopeless() && store::mark_stopped(conn, number, mono).await? {
        broadcast::cancel(conn, number).await?;
        return Ok(false);
    }
    let begun = rules::adjusted_start(announcement.begun_at, announcement.shown_at, mono);
    // what waits behind another has no pace yet
    let left = if is_behind { None } else { progress.seconds_left(mono - begun) };
    let t = texts(people::language(conn, announcement.author).await?);
    let message = view::progress(t, number, &progress, left);
    store::record_shown(conn, number, begun, mono, &message.html).await?;
    if message.html == announcement.shown_html {
        return Ok(false);
    }
    update_live_message(conn, forum, announcement, message).await
}

/// The end: the progress stays as it came out, and a message of its own tells of it.
async fn finish(
    conn: &mut Conn,
    forum: EventContext<'_>,
    announcement: &Announcement,
    progress: &Progress,
) -> sqlx::Result<bool> {
    let number = announcement.number;
    if !store::mark_done(conn, number).await? {
        return Ok(false);
    }
    let stopped = announcement.state == "stopped";
    let t = texts(people::language(conn, announcement.author).await?);
    if !update_live_message(conn, forum, announcement, view::final_progress(t, number, progress, stopped))
        .await?
    {
        return Ok(true);
    }
    let what = Outgoing::Message(view::report(t, number, progress, stopped));
    let (key, chat, urgency) = (OutboxKey::BroadcastReport(number), announcement.author, Urgency::Notice);
    let letter = NewMessage { key, chat, urgency, expires_at: None, body: what, live_message: None };
    outbox::enqueue(conn, &[letter], forum.real_now).await?;
    Ok(true)
}

/// Puts what its author sees of it into the one message that is edited in place.
async fn update_live_message(
    conn: &mut Conn,
    forum: EventContext<'_>,
    announcement: &Announcement,
    message: Message,
) -> sqlx::Result<bool> {
    let (number, author) = (announcement.number, announcement.author);
    // erased meanwhile: it goes on, and nobody watches
    if author == 0 {
        return Ok(false);
    }
    let letter = NewMessage {
        key: OutboxKey::BroadcastProgress { announcement: number, at: forum.real_now },
        chat: author,
        urgency: Urgency::Notice,
        expires_at: None,
        body: Outgoing::Message(message),
        live_message: Some(view::live_message_key(number)),
    };
    outbox::enqueue(conn, &[letter], forum.real_now).await?;
    Ok(true)
}

async fn load_progress(conn: &mut Conn, of: &Announcement) -> sqlx::Result<Progress> {
    let tally = broadcast::count_by_outcome(conn, of.number).await?;
    Ok(Progress::from_tally(&tally, of.recipient_count, of.all_enqueued == 1))
}

fn build_message(number: i64, person: i64, content: &Content, html: String) -> NewMessage {
    let message = Message::new(html);
    NewMessage {
        key: broadcast::message_key(number, person),
        chat: person,
        urgency: Urgency::Announcement,
        expires_at: None,
        body: match content.photo.as_str() {
            "" => Outgoing::Message(message),
            photo => Outgoing::Photo { file_id: photo.to_owned(), caption: message },
        },
        live_message: None,
    }
}
