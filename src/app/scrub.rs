//! What was erased leaves the database's files, too.

use super::{App, Ticker};
use crate::clock::Millis;

/// How long the database's files are at rest after they were cleaned.
const SCRUB_REST: Millis = 10_000;

impl App {
    /// Removes what was erased from the database's files; false where nothing was.
    pub(super) async fn scrub(&self) -> sqlx::Result<bool> {
        let Some(mark) = self.db.erasure().await? else { return Ok(false) };
        if !self.db.scrub(&mark).await? {
            tracing::info!("the database's files are read and are cleaned a little later");
        }
        Ok(true)
    }
}

impl Ticker {
    /// What was erased is soon not in the database's files either. It may take a hundredth of the time at most.
    pub(super) async fn scrub(&mut self) -> sqlx::Result<()> {
        let began = self.app.clock.mono();
        if began < self.scrub_at || !self.app.scrub().await? {
            return Ok(());
        }
        let ended = self.app.clock.mono();
        self.scrub_at = ended + SCRUB_REST.max((ended - began) * 100);
        Ok(())
    }
}
