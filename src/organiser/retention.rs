//! When what people gave is erased: not at one reading of one clock, but after two days of real running
//! time behind the promised moment, a day after the organisers were told, and with a backup beside it
//! that goes by the same count.

use std::path::{Path, PathBuf};

use super::rules::{self, RetentionCountdown, RetentionStep};
use super::store;
use crate::args;
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::database_identity;
use crate::db::Conn;
use crate::i18n::{Lang, Texts, texts};
use crate::outbox::{self, ErasureStage, NewMessage, OutboxKey};
use crate::people::{self, Role};
use crate::turn::EventContext;

/// What is to be done now, after the transaction in which it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetentionAction {
    Nothing,
    /// The organisers were told just now.
    Announced,
    /// A backup, and then all that people gave.
    Erase,
    /// What came since it was erased.
    EraseAgain,
    /// This backup.
    RemoveBackup(PathBuf),
}

/// Counts the running time that has passed since the last call, tells the organisers when it is time to,
/// and says what is due. The end is the latest that the file, the database and the live schedule know.
pub async fn advance_retention(
    conn: &mut Conn,
    forum: &EventContext<'_>,
    ran: Millis,
) -> sqlx::Result<RetentionAction> {
    let known = database_identity::latest_end(conn).await?;
    let moved =
        forum.schedule.not_cancelled().map(|slot| slot.ends.unwrap_or(slot.starts)).max().unwrap_or_default();
    let kept_until = rules::retention_end_after(forum.programme, known.max(moved));
    let before = store::load_countdown(conn).await?;
    let counted = before.clone().advance(forum.now >= kept_until, ran);
    let step = counted.next_step();
    let mut next = counted.clone();
    let due = match step {
        RetentionStep::Wait => RetentionAction::Nothing,
        RetentionStep::Announce => {
            next.announced_after = next.elapsed;
            let count = store::count_registrations(conn).await?;
            notify_organisers(conn, forum.real_now, ErasureStage::Before, |t| {
                t.html(
                    "erasure-announced",
                    args!(count = count, months = i64::from(forum.programme.retention_months)),
                )
            })
            .await?;
            RetentionAction::Announced
        }
        RetentionStep::Erase => RetentionAction::Erase,
        RetentionStep::EraseAgain => RetentionAction::EraseAgain,
        RetentionStep::RemoveBackup => RetentionAction::RemoveBackup(PathBuf::from(&counted.backup_path)),
    };
    if next != before {
        store::set_countdown(conn, &next).await?;
    }
    Ok(due)
}

/// Notes that it is erased, with the backup that was made, and tells the organisers.
pub async fn record_erasure(
    conn: &mut Conn,
    mono: Millis,
    count: u64,
    backup: Option<&Path>,
) -> sqlx::Result<()> {
    let mut countdown = store::load_countdown(conn).await?;
    countdown.is_erased = true;
    countdown.backup_path = backup.map(|path| path.display().to_string()).unwrap_or_default();
    countdown.backup_age = 0;
    store::set_countdown(conn, &countdown).await?;
    let kept = if backup.is_some() { "yes" } else { "no" };
    notify_organisers(conn, mono, ErasureStage::After, |t| {
        t.html("erasure-done", args!(count = count as i64, backup = kept, days = rules::BACKUP_DAYS))
    })
    .await
}

/// The backup is there no more.
pub async fn record_backup_removed(conn: &mut Conn) -> sqlx::Result<()> {
    let countdown = store::load_countdown(conn).await?;
    store::set_countdown(conn, &RetentionCountdown { backup_path: String::new(), backup_age: 0, ..countdown })
        .await
}

async fn notify_organisers(
    conn: &mut Conn,
    mono: Millis,
    stage: ErasureStage,
    html: impl Fn(&Texts) -> String,
) -> sqlx::Result<()> {
    let organisers: Vec<(i64, Lang)> = people::with_role(conn, &[Role::Organiser]).await?;
    let letters: Vec<NewMessage> = organisers
        .into_iter()
        .map(|(chat, lang)| NewMessage {
            key: OutboxKey::Erasure { stage, at: mono, chat },
            chat,
            urgency: Urgency::Notice,
            expires_at: None,
            body: Outgoing::Message(Message::new(html(texts(lang)))),
            live_message: None,
        })
        .collect();
    outbox::enqueue(conn, &letters, mono).await
}
