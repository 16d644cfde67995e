//! When personal data are erased for everybody: after two days of running time behind the end of retention,
//! one day after the organisers were told. On SQLite the caller makes a backup before, and deletes it by the
//! same count. One reading of one clock erases nothing.

use std::path::{Path, PathBuf};

use super::model::{RetentionAction, RetentionCountdown};
use super::rules::{self, RetentionStep};
use super::store::{countdown, erasure};
use crate::args;
use crate::chat::{Message, Urgency};
use crate::clock::{EventTime, Millis, RealTime};
use crate::database_identity;
use crate::db::Conn;
use crate::i18n::{Texts, texts};
use crate::outbox::{self, ErasureStage, NewMessage, OutboxKey};
use crate::people::{self, Role};
use crate::programme::Programme;
use crate::turn::EventContext;

/// Adds `ran`, the running time since the last call, to the countdown, tells the organisers when that is
/// due, and gives what the caller is to do. The event ends at the latest end that the file, the database and
/// the live schedule know.
pub async fn advance_retention(
    conn: &mut Conn,
    event: &EventContext<'_>,
    ran: Millis,
) -> sqlx::Result<RetentionAction> {
    let recorded_end = database_identity::latest_end(conn).await?;
    let sessions = event.schedule.not_cancelled();
    let scheduled_end =
        sessions.map(|session| session.ends.unwrap_or(session.starts)).max().unwrap_or_default();
    let retention_end = rules::retention_end_after(event.programme, recorded_end.max(scheduled_end));
    let before = countdown::load_countdown(conn).await?;
    let mut after = before.clone().advance(event.now >= retention_end, ran);
    let action = match after.next_step() {
        RetentionStep::Wait => RetentionAction::Nothing,
        RetentionStep::Announce => {
            after.announced_after = Some(after.elapsed);
            announce(conn, event).await?;
            RetentionAction::Announced
        }
        RetentionStep::Erase => RetentionAction::Erase,
        RetentionStep::EraseAgain => RetentionAction::EraseAgain,
        RetentionStep::RemoveBackup => {
            RetentionAction::RemoveBackup(after.backup_path.clone().unwrap_or_default())
        }
    };
    if after != before {
        countdown::save_countdown(conn, &after).await?;
    }
    Ok(action)
}

async fn announce(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<()> {
    let count = erasure::count_registrations(conn).await?;
    let months = i64::from(event.programme.retention_months);
    notify_organisers(conn, event.real_now, ErasureStage::Before, |t| {
        t.html("erasure-announced", args!(count = count, months = months))
    })
    .await
}

/// Erases the personal data of everybody if retention has ended by the event file; otherwise nothing. Gives
/// the number of registrations erased.
pub async fn enforce_retention(conn: &mut Conn, programme: &Programme, now: EventTime) -> sqlx::Result<u64> {
    if now < rules::retention_end(programme) {
        return Ok(0);
    }
    erasure::erase_everybody(conn).await
}

/// Records the erasure of `count` registrations with its backup, and tells the organisers.
pub async fn record_erasure(
    conn: &mut Conn,
    real_now: RealTime,
    count: u64,
    backup: Option<&Path>,
) -> sqlx::Result<()> {
    let before = countdown::load_countdown(conn).await?;
    let after = RetentionCountdown {
        is_erased: true,
        backup_path: backup.map(PathBuf::from),
        backup_elapsed: 0,
        ..before
    };
    countdown::save_countdown(conn, &after).await?;
    let has_backup = if backup.is_some() { "yes" } else { "no" };
    notify_organisers(conn, real_now, ErasureStage::After, |t| {
        t.html("erasure-done", args!(count = count as i64, backup = has_backup, days = rules::BACKUP_DAYS))
    })
    .await
}

/// Records that the backup was deleted.
pub async fn record_backup_removed(conn: &mut Conn) -> sqlx::Result<()> {
    let before = countdown::load_countdown(conn).await?;
    let after = RetentionCountdown { backup_path: None, backup_elapsed: 0, ..before };
    countdown::save_countdown(conn, &after).await
}

/// Sends every organiser a notice; `stage` keeps the keys of the two notices apart.
async fn notify_organisers(
    conn: &mut Conn,
    real_now: RealTime,
    stage: ErasureStage,
    html: impl Fn(&Texts) -> String,
) -> sqlx::Result<()> {
    let organisers = people::with_role(conn, &[Role::Organiser]).await?;
    let messages: Vec<NewMessage> = organisers
        .into_iter()
        .map(|(organiser, lang)| {
            let chat = organiser.private_chat();
            let key = OutboxKey::Erasure { stage, at: real_now, chat };
            NewMessage::new(key, chat, Urgency::Notice, Message::new(html(texts(lang))))
        })
        .collect();
    outbox::enqueue(conn, &messages, real_now).await
}
