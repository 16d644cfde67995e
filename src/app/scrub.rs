//! What was erased leaves the database's files, too.

use super::{App, Ticker};
use crate::clock::Millis;

/// How long the database's files are at rest after they were cleaned.
const SCRUB_COOLDOWN: Millis = 10_000;

impl App {
    /// Removes what was erased from the database's files; false where nothing was.
    pub(super) async fn scrub_database_files(&self) -> sqlx::Result<bool> {
        let Some(mark) = self.db.pending_scrub().await? else { return Ok(false) };
        if !self.db.scrub(&mark).await? {
            tracing::info!("the database's files are read and are cleaned a little later");
        }
        Ok(true)
    }
}

impl Ticker {
    /// What was erased is soon not in the database's files either. It may take a hundredth of the time at most.
    pub(super) async fn scrub_if_due(&mut self) -> sqlx::Result<()> {
        let began = self.app.clock.real_now();
        if began < self.next_scrub_at || !self.app.scrub_database_files().await? {
            return Ok(());
        }
        let ended = self.app.clock.real_now();
        self.next_scrub_at = ended + SCRUB_COOLDOWN.max((ended - began) * 100);
        Ok(())
    }
}
