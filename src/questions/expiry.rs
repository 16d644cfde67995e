//! What happens to questions as time passes, outside of any turn: claims expire, and so do the snapshots that undo
//! no longer needs.

use super::notify::notify_of_expiry;
use super::rules::transitions::UNDO_WINDOW;
use super::service::actions;
use super::store::journal;
use crate::clock::{EventTime, Millis, RealTime};
use crate::db::Conn;

/// Snapshots stay for twice the undo window, so that no undo within the window finds its own gone.
const SNAPSHOT_TTL: Millis = 2 * UNDO_WINDOW;

/// Whether [`tick`] has something to do.
pub async fn is_due(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<bool> {
    Ok(actions::has_expired_claims(conn, real_now).await?
        || journal::has_expired_snapshots(conn, real_now - SNAPSHOT_TTL).await?)
}

/// Ends expired claims with their notices, and clears expired snapshots; the number of claims ended.
pub async fn tick(conn: &mut Conn, now: EventTime, real_now: RealTime) -> sqlx::Result<usize> {
    let expired = actions::expire_claims(conn, now, real_now).await?;
    for applied in &expired {
        notify_of_expiry(conn, applied, real_now).await?;
    }
    journal::clear_expired_snapshots(conn, real_now - SNAPSHOT_TTL).await?;
    Ok(expired.len())
}
