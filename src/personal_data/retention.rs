//! When personal data are erased for everybody, in two stages: contacts first, the attendance sheet later. Each comes
//! after two days of running time behind its end, one day after the organisers were told. On SQLite the caller makes a
//! backup before, and deletes it by the same count. One reading of one clock erases nothing.

use std::path::{Path, PathBuf};

use strum::IntoEnumIterator;

use super::model::{ErasedRows, RegistrationCount, RetentionAction, RetentionCountdown, RetentionStage};
use super::rules::{self, RetentionStep};
use super::store::{countdown, erasure, figures};
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

/// Where a stage of retention stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageStatus {
    pub stage: RetentionStage,
    /// When the data have been kept as long as was promised, by the latest end that is known.
    pub ends_at: EventTime,
    /// Whether that has come, and the stage before is done.
    pub has_ended: bool,
    pub is_erased: bool,
    /// Whether the countdown is over: the organisers were told a day ago.
    pub is_due: bool,
    /// The running time that the countdown still takes once the end has come.
    pub time_left: Millis,
}

/// Adds `ran`, the running time since the last call, to the countdowns, tells the organisers when that is
/// due, and gives what the caller is to do, stage by stage. The event ends at the latest end that the file, the
/// database and the live schedule know.
pub async fn advance_retention(
    conn: &mut Conn,
    event: &EventContext<'_>,
    ran: Millis,
) -> sqlx::Result<Vec<(RetentionStage, RetentionAction)>> {
    let mut actions = Vec::new();
    for StageStatus { stage, has_ended, .. } in stage_statuses(conn, event).await? {
        let before = countdown::load_countdown(conn, stage).await?;
        let mut after = before.clone().advance(has_ended, ran);
        let action = match after.next_step() {
            RetentionStep::Wait => RetentionAction::Nothing,
            RetentionStep::Announce => {
                after.announced_after = Some(after.elapsed);
                announce(conn, event, stage).await?;
                RetentionAction::Announced
            }
            RetentionStep::Erase => RetentionAction::Erase,
            RetentionStep::EraseAgain => RetentionAction::EraseAgain,
            RetentionStep::RemoveBackup => {
                RetentionAction::RemoveBackup(after.backup_path.clone().unwrap_or_default())
            }
        };
        if after != before {
            countdown::save_countdown(conn, stage, &after).await?;
        }
        actions.push((stage, action));
    }
    Ok(actions)
}

/// Where each stage stands, in their order.
pub async fn stage_statuses(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<Vec<StageStatus>> {
    let recorded_end = database_identity::latest_end(conn).await?;
    let sessions = event.schedule.not_cancelled();
    let scheduled_end =
        sessions.map(|session| session.ends.unwrap_or(session.starts)).max().unwrap_or_default();
    let mut statuses: Vec<StageStatus> = Vec::new();
    for stage in RetentionStage::iter() {
        let ends_at = rules::retention_end_after(event.programme, stage, recorded_end.max(scheduled_end));
        let countdown = countdown::load_countdown(conn, stage).await?;
        let follows_erased = statuses.last().is_none_or(|before| before.is_erased);
        statuses.push(StageStatus {
            stage,
            ends_at,
            has_ended: event.now >= ends_at && follows_erased,
            is_erased: countdown.is_erased,
            is_due: matches!(countdown.next_step(), RetentionStep::Erase | RetentionStep::EraseAgain),
            time_left: countdown.time_left(),
        });
    }
    Ok(statuses)
}

async fn announce(conn: &mut Conn, event: &EventContext<'_>, stage: RetentionStage) -> sqlx::Result<()> {
    let count = erasure::count_registrations(conn, stage).await?;
    let months = i64::from(rules::retention_months(event.programme, stage));
    notify_organisers(conn, event.real_now, ErasureStage::Before, |t| {
        let html = |id| t.html(id, args!(count = (count.erased + count.kept) as i64, months = months));
        match stage {
            RetentionStage::Contacts => html("erasure-announced") + &kept_html(t, event.programme, count),
            RetentionStage::Attendance => html("erasure-attendance-announced"),
        }
    })
    .await
}

/// What stays of people who came; empty where nobody did.
fn kept_html(t: &Texts, programme: &Programme, count: RegistrationCount) -> String {
    if count.kept == 0 {
        return String::new();
    }
    let months = i64::from(programme.attendance_months);
    format!("\n{}", t.html("erasure-kept", args!(count = count.kept as i64, months = months)))
}

/// Erases what a stage ends, for everybody, if its time is over by the event file; otherwise nothing. The figures are
/// kept before. Gives the rows of each table.
pub async fn enforce_retention(
    conn: &mut Conn,
    programme: &Programme,
    stage: RetentionStage,
    now: EventTime,
) -> sqlx::Result<Vec<ErasedRows>> {
    if now < rules::retention_end(programme, stage) {
        return Ok(Vec::new());
    }
    if stage == RetentionStage::Contacts {
        figures::keep_figures(conn).await?;
    }
    erasure::erase_everybody(conn, stage).await
}

/// What the end of a stage would erase now, by table. The caller rolls the transaction back.
pub async fn try_erasure(conn: &mut Conn, stage: RetentionStage) -> sqlx::Result<Vec<ErasedRows>> {
    erasure::erase_everybody(conn, stage).await
}

/// The registrations that the end of a stage concerns.
pub async fn count_registrations(conn: &mut Conn, stage: RetentionStage) -> sqlx::Result<RegistrationCount> {
    erasure::count_registrations(conn, stage).await
}

/// Records the erasure of a stage with its backup, and tells the organisers.
pub async fn record_erasure(
    conn: &mut Conn,
    programme: &Programme,
    stage: RetentionStage,
    real_now: RealTime,
    count: RegistrationCount,
    backup: Option<&Path>,
) -> sqlx::Result<()> {
    let before = countdown::load_countdown(conn, stage).await?;
    let after = RetentionCountdown {
        is_erased: true,
        // an erasure by hand: nothing more is announced
        announced_after: before.announced_after.or(Some(before.elapsed)),
        backup_path: backup.map(PathBuf::from),
        backup_elapsed: 0,
        ..before
    };
    countdown::save_countdown(conn, stage, &after).await?;
    let has_backup = if backup.is_some() { "yes" } else { "no" };
    notify_organisers(conn, real_now, ErasureStage::After, |t| {
        let args = args!(count = count.erased as i64, backup = has_backup, days = rules::BACKUP_DAYS);
        match stage {
            RetentionStage::Contacts => t.html("erasure-done", args) + &kept_html(t, programme, count),
            RetentionStage::Attendance => t.html("erasure-attendance-done", args),
        }
    })
    .await
}

/// Records that the backup of a stage was deleted.
pub async fn record_backup_removed(conn: &mut Conn, stage: RetentionStage) -> sqlx::Result<()> {
    let before = countdown::load_countdown(conn, stage).await?;
    let after = RetentionCountdown { backup_path: None, backup_elapsed: 0, ..before };
    countdown::save_countdown(conn, stage, &after).await
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
