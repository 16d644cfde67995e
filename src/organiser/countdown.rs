//! When what people gave is erased: not at one reading of one clock, but after two days of real running
//! time behind the promised moment, a day after the organisers were told, and with a backup beside it
//! that goes by the same count.

use std::path::{Path, PathBuf};

use super::rules::{self, Countdown, Step};
use super::store;
use crate::args;
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::{Lang, Texts, texts};
use crate::identity;
use crate::outbox::{self, Letter};
use crate::people::{self, Role};
use crate::turn::Forum;

/// What is to be done now, after the transaction in which it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    Nothing,
    /// The organisers were told just now.
    Told,
    /// A backup, and then all that people gave.
    Erase,
    /// What came since it was erased.
    EraseAgain,
    /// This backup.
    RemoveBackup(PathBuf),
}

/// Counts the running time that has passed since the last call, tells the organisers when it is time to,
/// and says what is due. The end is the latest that the file, the database and the live schedule know.
pub async fn count_down(conn: &mut Conn, forum: &Forum<'_>, ran: Millis) -> sqlx::Result<Due> {
    let known = identity::ends_at(conn).await?;
    let moved = forum.schedule.held().map(|slot| slot.ends.unwrap_or(slot.starts)).max().unwrap_or_default();
    let kept_until = rules::kept_until_after(forum.programme, known.max(moved));
    let before = store::countdown(conn).await?;
    let counted = before.clone().counted(forum.now >= kept_until, ran);
    let step = counted.step();
    let mut next = counted.clone();
    let due = match step {
        Step::Wait => Due::Nothing,
        Step::Tell => {
            next.told_at = next.over_for;
            let count = store::registrations(conn).await?;
            tell(conn, forum.mono, "before", |t| {
                t.html(
                    "erasure-announced",
                    args!(count = count, months = i64::from(forum.programme.retention_months)),
                )
            })
            .await?;
            Due::Told
        }
        Step::Erase => Due::Erase,
        Step::EraseAgain => Due::EraseAgain,
        Step::RemoveBackup => Due::RemoveBackup(PathBuf::from(&counted.backup)),
    };
    if next != before {
        store::set_countdown(conn, &next).await?;
    }
    Ok(due)
}

/// Notes that it is erased, with the backup that was made, and tells the organisers.
pub async fn note_erased(
    conn: &mut Conn,
    mono: Millis,
    count: u64,
    backup: Option<&Path>,
) -> sqlx::Result<()> {
    let mut countdown = store::countdown(conn).await?;
    countdown.erased = true;
    countdown.backup = backup.map(|path| path.display().to_string()).unwrap_or_default();
    countdown.backup_for = 0;
    store::set_countdown(conn, &countdown).await?;
    let kept = if backup.is_some() { "yes" } else { "no" };
    tell(conn, mono, "after", |t| {
        t.html("erasure-done", args!(count = count as i64, backup = kept, days = rules::BACKUP_DAYS))
    })
    .await
}

/// The backup is there no more.
pub async fn note_removed(conn: &mut Conn) -> sqlx::Result<()> {
    let countdown = store::countdown(conn).await?;
    store::set_countdown(conn, &Countdown { backup: String::new(), backup_for: 0, ..countdown }).await
}

async fn tell(
    conn: &mut Conn,
    mono: Millis,
    when: &str,
    html: impl Fn(&Texts) -> String,
) -> sqlx::Result<()> {
    let organisers: Vec<(i64, Lang)> = people::with_role(conn, &[Role::Organiser]).await?;
    let letters: Vec<Letter> = organisers
        .into_iter()
        .map(|(chat, lang)| Letter {
            key: format!("erasure-{when}-{mono}:{chat}"),
            chat,
            urgency: Urgency::Notice,
            expires_at: None,
            what: Outgoing::Say(Message::new(html(texts(lang)))),
            slot: None,
        })
        .collect();
    outbox::put(conn, &letters, mono).await
}
