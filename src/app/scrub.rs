//! Removes erased data from the database's files, too.

use super::instance::App;
use crate::clock::{Millis, RealTime};

/// The least time between two scrubs.
const SCRUB_COOLDOWN: Millis = 10_000;
/// A scrub may take a hundredth of the time: the pause after it is so many times as long.
const PAUSE_FACTOR: Millis = 100;

/// Overwrites what was erased in the database's files; false if there was nothing.
pub async fn scrub_database_files(app: &App) -> sqlx::Result<bool> {
    let Some(mark) = app.db.pending_scrub().await? else { return Ok(false) };
    if !app.db.scrub(&mark).await? {
        tracing::info!("the database's files are being read and are scrubbed a little later");
    }
    Ok(true)
}

/// Scrubs the files if `next_at` has come, and gives when the next scrub may be.
pub async fn scrub_if_due(app: &App, next_at: RealTime) -> sqlx::Result<RealTime> {
    let began = app.clock.real_now();
    if began < next_at || !scrub_database_files(app).await? {
        return Ok(next_at);
    }
    let ended = app.clock.real_now();
    Ok(ended + SCRUB_COOLDOWN.max((ended - began) * PAUSE_FACTOR))
}
