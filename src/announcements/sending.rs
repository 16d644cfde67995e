//! An announcement on its way: letters are made a few hundred ahead of the sender, its progress is
//! shown, its end reported. A step at a time, each in a transaction of its own: whatever ends the
//! process, the next one goes on behind the person who was reached last.

use std::collections::HashMap;

use super::rules::{self, AHEAD, AT_ONCE, Content, LAST_CALLS, Progress, SHOW_EVERY};
use super::store::{self, Announcement};
use super::view;
use crate::chat::{Message, Outgoing, Urgency};
use crate::db::Conn;
use crate::i18n::texts;
use crate::outbox::{self, Letter, mailing};
use crate::people;
use crate::turn::Forum;

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tick {
    /// Whether something was put into the outbox.
    pub did: bool,
    /// Whether there is more to do at this very moment.
    pub more: bool,
}

/// Whether there is anything to tick for.
pub async fn is_under_way(conn: &mut Conn) -> sqlx::Result<bool> {
    Ok(!store::under_way(conn).await?.is_empty())
}

/// How many people still wait for an announcement.
pub async fn waiting(conn: &mut Conn) -> sqlx::Result<i64> {
    let mut waiting = 0;
    for announcement in store::under_way(conn).await?.iter().filter(|found| found.state == "going") {
        waiting += progress(conn, announcement).await?.waiting;
    }
    Ok(waiting)
}

/// One step of what is on its way. Of several announcements the first makes its letters first.
pub async fn tick(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<Tick> {
    let mut did = false;
    let mut may_make = true;
    for announcement in store::under_way(conn).await? {
        let unfinished = announcement.state == "going" && announcement.complete == 0;
        let is_behind = unfinished && !may_make;
        if unfinished && std::mem::replace(&mut may_make, false) {
            let waiting = mailing::waiting(conn, announcement.number).await?;
            if waiting + AT_ONCE <= AHEAD {
                if let Some(held) = store::hold(conn, announcement.number).await? {
                    make(conn, forum, &held).await?;
                }
                return Ok(Tick { did: true, more: true });
            }
        }
        did |= look(conn, forum, &announcement, is_behind).await?;
    }
    Ok(Tick { did, more: false })
}

/// Letters for the next people who are meant.
async fn make(conn: &mut Conn, forum: Forum<'_>, announcement: &Announcement) -> sqlx::Result<()> {
    let number = announcement.number;
    let says: HashMap<String, Content> = store::texts(conn, number).await?.into_iter().collect();
    let people = match rules::audience(&announcement.audience) {
        Some(audience) => store::next(conn, &audience, announcement.reached, AT_ONCE).await?,
        None => Vec::new(),
    };
    let mut letters = Vec::with_capacity(people.len());
    for (person, lang) in &people {
        let Some(content) = says.get(lang.code()).or_else(|| says.get("")) else { continue };
        if mailing::note(conn, number, *person).await? {
            let html = view::with_sender(texts(*lang), forum.programme, &content.html);
            letters.push(letter(number, *person, content, html));
        }
    }
    outbox::put(conn, &letters, forum.mono).await?;
    let complete = (people.len() as i64) < AT_ONCE;
    // nobody's number stays here when it is no longer needed
    let reached = people.last().filter(|_| !complete).map_or(0, |(person, _)| *person);
    store::reach(conn, number, reached, complete).await
}

/// Shows how far it has come, or that it has come to its end; whether it said something.
async fn look(
    conn: &mut Conn,
    forum: Forum<'_>,
    announcement: &Announcement,
    is_behind: bool,
) -> sqlx::Result<bool> {
    let Announcement { number, total, .. } = *announcement;
    let mono = forum.mono;
    let stopped = announcement.state == "stopped";
    let ended = if stopped {
        mono - announcement.stopped_at >= LAST_CALLS
    } else {
        announcement.complete == 1 && mailing::waiting(conn, number).await? == 0
    };
    // counting many takes a while, and is done only when something is to be said
    if !ended && (stopped || mono - announcement.shown_at < SHOW_EVERY) {
        return Ok(false);
    }
    let tally = mailing::tally(conn, number).await?;
    let progress = Progress::of(&tally, total, announcement.complete == 1);
    if ended {
        let progress = if stopped { progress.stopped() } else { progress };
        return report(conn, forum, announcement, &progress).await;
    }
    if progress.is_hopeless() && store::stop(conn, number, mono).await? {
        mailing::withdraw(conn, number).await?;
        return Ok(false);
    }
    let begun = rules::begun(announcement.begun_at, announcement.shown_at, mono);
    // what waits behind another has no pace yet
    let left = if is_behind { None } else { progress.seconds_left(mono - begun) };
    let t = texts(people::language(conn, announcement.author).await?);
    let message = view::progress(t, number, &progress, left);
    store::show(conn, number, begun, mono, &message.html).await?;
    if message.html == announcement.shown {
        return Ok(false);
    }
    say(conn, forum, announcement, message).await
}

/// The end: the progress stays as it came out, and a message of its own tells of it.
async fn report(
    conn: &mut Conn,
    forum: Forum<'_>,
    announcement: &Announcement,
    progress: &Progress,
) -> sqlx::Result<bool> {
    let number = announcement.number;
    if !store::end(conn, number).await? {
        return Ok(false);
    }
    let stopped = announcement.state == "stopped";
    let t = texts(people::language(conn, announcement.author).await?);
    if !say(conn, forum, announcement, view::came_out(t, number, progress, stopped)).await? {
        return Ok(true);
    }
    let what = Outgoing::Say(view::report(t, number, progress, stopped));
    let (key, chat, urgency) = (format!("news{number}:report"), announcement.author, Urgency::Notice);
    let letter = Letter { key, chat, urgency, expires_at: None, what, slot: None };
    outbox::put(conn, &[letter], forum.mono).await?;
    Ok(true)
}

/// Puts what its author sees of it into the one message that is edited in place.
async fn say(
    conn: &mut Conn,
    forum: Forum<'_>,
    announcement: &Announcement,
    message: Message,
) -> sqlx::Result<bool> {
    let (number, author) = (announcement.number, announcement.author);
    // erased meanwhile: it goes on, and nobody watches
    if author == 0 {
        return Ok(false);
    }
    let letter = Letter {
        key: format!("news{number}:{}", forum.mono),
        chat: author,
        urgency: Urgency::Notice,
        expires_at: None,
        what: Outgoing::Say(message),
        slot: Some(view::slot(number)),
    };
    outbox::put(conn, &[letter], forum.mono).await?;
    Ok(true)
}

async fn progress(conn: &mut Conn, of: &Announcement) -> sqlx::Result<Progress> {
    let tally = mailing::tally(conn, of.number).await?;
    Ok(Progress::of(&tally, of.total, of.complete == 1))
}

fn letter(number: i64, person: i64, content: &Content, html: String) -> Letter {
    let message = Message::new(html);
    Letter {
        key: mailing::key(number, person),
        chat: person,
        urgency: Urgency::Announcement,
        expires_at: None,
        what: match content.photo.as_str() {
            "" => Outgoing::Say(message),
            photo => Outgoing::Photo { file: photo.to_owned(), caption: message },
        },
        slot: None,
    }
}
