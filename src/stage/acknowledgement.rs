//! The stage has seen a line.

use super::model::LineState;
use super::{messages, store};
use crate::clock::{EventTime, RealTime};
use crate::db::Conn;
use crate::ids::StageLineNumber;
use crate::programme::Programme;

/// What an acknowledgement led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acknowledged {
    /// The line is seen: now, or as another tablet acknowledged it before.
    Seen,
    /// The line was withdrawn or replaced before it was seen, or there is none of this number.
    Gone,
}

/// Records that the stage has seen a line, and tells the moderators. The first acknowledgement counts for all.
pub async fn acknowledge(
    conn: &mut Conn,
    programme: &Programme,
    number: StageLineNumber,
    now: EventTime,
    real_now: RealTime,
) -> sqlx::Result<Acknowledged> {
    let is_first = store::mark_seen(conn, number, now).await?;
    let Some(line) = store::find(conn, number).await? else { return Ok(Acknowledged::Gone) };
    if is_first {
        messages::enqueue_seen(conn, programme, &line, real_now).await?;
    }
    let is_seen = line.seen_at.is_some() || line.state == LineState::Shown;
    Ok(if is_seen { Acknowledged::Seen } else { Acknowledged::Gone })
}
