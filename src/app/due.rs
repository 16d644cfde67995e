//! What is due at a moment: reminders, seats of the waitlist, announcements, certificates, claims that expire, requests
//! for the floor, feedback. Each step is one or several transactions of its own.

use super::instance::App;
use crate::announcements;
use crate::answers;
use crate::clock::EventTime;
use crate::db::Conn;
use crate::desk;
use crate::dispatch;
use crate::documents;
use crate::feedback;
use crate::floor_requests;
use crate::linked_groups::{self, AnnouncedText, PostSources, PublicAnnouncement};
use crate::programme;
use crate::question_account;
use crate::questions;
use crate::registration;
use crate::reminders::{self, ReminderTick};
use crate::turn::EventContext;

/// Does what is due in registration by `until`: offers that expire, seats that are passed on. One step can make
/// another one due, so each moment is looked for again. `from` is the last tick, from which a simulated clock may
/// have jumped. True if a message was enqueued.
pub async fn promote_waitlist(app: &App, from: EventTime, until: EventTime) -> sqlx::Result<bool> {
    let mut has_enqueued = false;
    let mut at = if app.clock.is_simulated() { from.min(until) } else { until };
    loop {
        let mut conn = app.db.reader().await?;
        let schedule = programme::load_schedule(&mut conn).await?;
        let due = registration::next_due(&mut conn, app.event_context_at(&schedule, at)).await?;
        let Some(due) = due.filter(|&due| due <= until) else { return Ok(has_enqueued) };
        drop(conn);
        at = at.max(due);
        let mut tx = app.db.begin().await?;
        let done = registration::tick(&mut tx, app.event_context_at(&schedule, at)).await?;
        tx.commit().await?;
        if !done {
            return Ok(has_enqueued);
        }
        has_enqueued = true;
    }
}

/// Enqueues the reminders that are due at `at`, as many as one transaction takes.
pub async fn run_due_reminders(app: &App, at: EventTime) -> sqlx::Result<ReminderTick> {
    let mut tx = app.db.begin().await?;
    let schedule = programme::load_schedule(&mut tx).await?;
    let tick = reminders::tick(&mut tx, app.event_context_at(&schedule, at)).await?;
    tx.commit().await?;
    app.metrics.reminders_sent.inc_by(tick.sent);
    app.metrics.reminders_missed.inc_by(tick.missed);
    Ok(tick)
}

/// Enqueues the next messages of confirmed announcements. True if a message was enqueued.
pub async fn advance_announcements(app: &App, now: EventTime) -> sqlx::Result<bool> {
    if !announcements::has_active(&mut *app.db.reader().await?).await? {
        return Ok(false);
    }
    let mut has_enqueued = false;
    loop {
        let mut tx = app.db.begin().await?;
        let schedule = programme::load_schedule(&mut tx).await?;
        let tick = announcements::tick(&mut tx, app.event_context_at(&schedule, now)).await?;
        tx.commit().await?;
        has_enqueued |= tick.has_enqueued;
        if !tick.has_more {
            return Ok(has_enqueued);
        }
    }
}

/// Posts in the linked groups what is due there. True if a message was enqueued.
pub async fn post_to_groups(app: &App, now: EventTime) -> sqlx::Result<bool> {
    let mut conn = app.db.reader().await?;
    if !linked_groups::has_any(&mut conn).await? {
        return Ok(false);
    }
    let schedule = programme::load_schedule(&mut conn).await?;
    let event = app.event_context_at(&schedule, now);
    let programme = |lang, day| answers::render_programme(&event, lang, day);
    let sources = group_sources(&mut conn, &event, &programme).await?;
    if !linked_groups::is_due(&mut conn, event, &sources).await? {
        return Ok(false);
    }
    drop(conn);
    let mut tx = app.db.begin().await?;
    let schedule = programme::load_schedule(&mut tx).await?;
    let event = app.event_context_at(&schedule, now);
    let programme = |lang, day| answers::render_programme(&event, lang, day);
    let sources = group_sources(&mut tx, &event, &programme).await?;
    let has_enqueued = linked_groups::tick(&mut tx, event, &sources).await?;
    tx.commit().await?;
    Ok(has_enqueued)
}

/// What the groups may read, and nothing else: the programme, announcements to everybody, whether questions are taken.
async fn group_sources<'s>(
    conn: &mut Conn,
    event: &EventContext<'_>,
    programme: &'s linked_groups::ProgrammeRenderer<'s>,
) -> sqlx::Result<PostSources<'s>> {
    let announcements = announcements::list_to_all(conn, event.programme).await?;
    let announcements = announcements.into_iter().map(|announcement| PublicAnnouncement {
        number: announcement.number,
        is_stopped: announcement.is_stopped,
        texts: announcement
            .texts
            .into_iter()
            .map(|text| AnnouncedText { lang: text.lang, body: text.body, is_shared: text.is_shared })
            .collect(),
    });
    Ok(PostSources {
        announcements: announcements.collect(),
        accepts_questions: questions::intake_facts(conn, event).await?.accepts_questions,
        programme,
    })
}

/// Sends the digest of the morning and alerts about the capacity. True if a message was enqueued.
pub async fn tell_organisers(app: &App, now: EventTime) -> sqlx::Result<bool> {
    let mut conn = app.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    if !desk::is_due(&mut conn, &app.event_context_at(&schedule, now)).await? {
        return Ok(false);
    }
    drop(conn);
    let mut tx = app.db.begin().await?;
    let has_enqueued = desk::tick(&mut tx, &app.event_context_at(&schedule, now)).await?;
    tx.commit().await?;
    Ok(has_enqueued)
}

/// Enqueues the next certificates of attendance that an organiser sends to all. True if there were any.
pub async fn send_certificates(app: &App, now: EventTime) -> sqlx::Result<bool> {
    if !documents::has_active_sending(&mut *app.db.reader().await?).await? {
        return Ok(false);
    }
    let mut tx = app.db.begin().await?;
    let schedule = programme::load_schedule(&mut tx).await?;
    documents::tick(&mut tx, app.event_context_at(&schedule, now)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Enqueues the next messages about the account of the questions. True if there were any.
pub async fn tell_of_account(app: &App, now: EventTime) -> sqlx::Result<bool> {
    if !question_account::has_active_sending(&mut *app.db.reader().await?).await? {
        return Ok(false);
    }
    let mut tx = app.db.begin().await?;
    let schedule = programme::load_schedule(&mut tx).await?;
    question_account::tick(&mut tx, app.event_context_at(&schedule, now)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Asks those who were there what they thought of the event, once it is over. True if a message was enqueued.
pub async fn ask_for_feedback(app: &App, now: EventTime) -> sqlx::Result<bool> {
    let mut conn = app.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    if !feedback::is_due(&mut conn, app.event_context_at(&schedule, now)).await? {
        return Ok(false);
    }
    drop(conn);
    let mut has_enqueued = false;
    loop {
        let mut tx = app.db.begin().await?;
        let schedule = programme::load_schedule(&mut tx).await?;
        let tick = feedback::tick(&mut tx, app.event_context_at(&schedule, now)).await?;
        tx.commit().await?;
        has_enqueued |= tick.asked > 0;
        if !tick.has_more {
            return Ok(has_enqueued);
        }
    }
}

/// Ends requests for the floor that wait in vain, and tells their people. True if a message was enqueued.
pub async fn close_floor_requests(app: &App, now: EventTime) -> sqlx::Result<bool> {
    let mut conn = app.db.reader().await?;
    // the queue is empty most of the time: one small read then
    if !floor_requests::has_unfinished(&mut conn).await? {
        return Ok(false);
    }
    let schedule = programme::load_schedule(&mut conn).await?;
    let ctx = dispatch::floor_context(&mut conn, app.event_context_at(&schedule, now)).await?;
    if !floor_requests::is_due(&mut conn, &ctx).await? {
        return Ok(false);
    }
    drop(conn);
    let mut has_enqueued = false;
    loop {
        let mut tx = app.db.begin().await?;
        let schedule = programme::load_schedule(&mut tx).await?;
        let ctx = dispatch::floor_context(&mut tx, app.event_context_at(&schedule, now)).await?;
        let tick = floor_requests::tick(&mut tx, &ctx).await?;
        tx.commit().await?;
        app.state_changed.send_modify(|version| *version += 1);
        has_enqueued |= tick.told > 0;
        if !tick.has_more {
            return Ok(has_enqueued);
        }
    }
}

/// Returns questions to the queue that a moderator has claimed for too long. True if there were any.
pub async fn requeue_expired_claims(app: &App, now: EventTime) -> sqlx::Result<bool> {
    let real_now = app.clock.real_now();
    let mut conn = app.db.reader().await?;
    if !questions::is_due(&mut conn, real_now).await? {
        return Ok(false);
    }
    drop(conn);
    let mut tx = app.db.begin().await?;
    let requeued = questions::tick(&mut tx, now, real_now).await?;
    tx.commit().await?;
    app.state_changed.send_modify(|version| *version += 1);
    Ok(requeued > 0)
}
