//! What is old is cleared away, what is not to be kept any longer is erased, and what was erased leaves the
//! database's files, too.

use super::{App, Ticker};
use crate::clock::Millis;
use crate::{dispatch, organiser, people};

/// How often old rows are cleared away.
const TIDY: Millis = 600_000;
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
    /// Clears away what is no longer needed or no longer to be kept.
    pub(super) async fn tidy(&mut self, now: Millis) -> sqlx::Result<()> {
        let mono = self.app.clock.mono();
        if mono < self.tidy_at {
            return Ok(());
        }
        self.tidy_at = mono + TIDY;
        let mut tx = self.app.db.begin().await?;
        dispatch::forget_old(&mut tx, mono).await?;
        people::age(&mut tx, mono).await?;
        let gone = organiser::retain(&mut tx, &self.app.programme, now).await?;
        tx.commit().await?;
        if gone > 0 {
            tracing::info!(registrations = gone, "deleted: the promised time after the event is over");
        }
        self.app.db.empty_log().await?;
        Ok(())
    }

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
