//! The main loop: every instance serves its pages; the one that has the lease also polls, sends and ticks.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::instance::App;
use super::serving::{self, Listeners};
use super::{database_watch, intake, panels, run_state, scrub};
use crate::db;
use crate::fault_injection;
use crate::lease::{self, HeldLease};
use crate::telegram::profile;

/// How long an instance without the lease waits before it asks again.
const LEASE_RETRY_INTERVAL: Duration = Duration::from_secs(1);
/// How long the loops, and then the pages and the database, may take to stop: five seconds in all.
const LOOPS_STOP_TIMEOUT: Duration = Duration::from_millis(3_000);
const CLOSE_TIMEOUT: Duration = Duration::from_millis(700);

impl App {
    /// Runs until `stop`. Then no new update is taken, turns under way are committed, and messages that are not sent
    /// stay in the outbox.
    pub async fn run(self, listeners: impl Into<Listeners>, stop: CancellationToken) -> anyhow::Result<()> {
        if self.programme.is_over_as_planned(self.clock.event_now()) {
            tracing::warn!("the event of this file is over; people are told so");
        }
        let mut tasks = JoinSet::new();
        serving::serve(&self, listeners.into(), &mut tasks, &stop);
        tasks.spawn(database_watch::watch_database_file(self.clone(), stop.clone()));
        while !stop.is_cancelled() {
            let lease = tokio::select! {
                lease = self.acquire_lease() => lease,
                () = stop.cancelled() => break,
            };
            match lease {
                Ok(Some(lease)) => self.run_as_leader(lease, &stop).await,
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "the lease cannot be read, trying again"),
            }
            self.pause(LEASE_RETRY_INTERVAL, &stop).await;
        }
        let served = async { while tasks.join_next().await.is_some() {} };
        self.clock.timeout(CLOSE_TIMEOUT, served).await;
        self.clock.timeout(CLOSE_TIMEOUT, self.db.close()).await;
        Ok(())
    }

    /// Polls, sends and ticks until the lease is lost or the bot stops.
    async fn run_as_leader(&self, lease: HeldLease, stop: &CancellationToken) {
        tracing::info!(epoch = lease.epoch, "polling, sending and ticking from now on");
        self.lease_deadline.renew(lease);
        fault_injection::failpoint("takeover");
        let is_crash_recovery = run_state::record_run_start(self).await;
        fault_injection::failpoint("takeover");
        let lead = stop.child_token();
        let mut loops = JoinSet::new();
        match self.webhook.clone() {
            Some(webhook) => loops.spawn(intake::register_webhook(self.clone(), webhook, lead.clone())),
            None => loops.spawn(intake::run_polling(self.clone(), is_crash_recovery, lead.clone())),
        };
        loops.spawn(self.sender(lease.epoch).run(lead.clone()));
        loops.spawn(self.ticker().run(lead.clone()));
        loops.spawn(panels::run_panel_refresh(self.clone(), lead.clone()));
        loops.spawn(self.clone().sync_profile(lead.clone()));
        let mut until = lease.until;
        while !lead.is_cancelled() {
            tokio::select! {
                () = self.clock.sleep(Duration::from_millis(lease::RENEWAL_INTERVAL as u64)) => {}
                () = lead.cancelled() => break,
                // `sync_profile` ends when it is done, any other loop only by a panic: this instance then
                // stops leading, and all loops are started again with the next lease
                Some(Err(error)) = loops.join_next() => {
                    tracing::error!(%error, "a loop ended by itself, starting all again");
                    lead.cancel();
                    break;
                }
            }
            let renewed = tokio::select! {
                renewed = self.acquire_lease() => renewed,
                () = lead.cancelled() => break,
            };
            match renewed {
                Ok(Some(renewed)) if renewed.epoch == lease.epoch => {
                    self.lease_deadline.renew(renewed);
                    until = renewed.until;
                }
                Ok(_) => lead.cancel(),
                Err(_) if self.clock.real_now() < until - lease::RENEWAL_INTERVAL => {}
                Err(error) => {
                    tracing::warn!(%error, "the lease could not be renewed in time");
                    lead.cancel();
                }
            }
        }
        let ended = async {
            while let Some(ended) = loops.join_next().await {
                if let Err(error) = ended {
                    tracing::error!(%error, "a loop ended by itself");
                }
            }
        };
        if self.clock.timeout(LOOPS_STOP_TIMEOUT, ended).await.is_none() {
            tracing::warn!("a loop took too long to stop and is aborted; the next run repeats its work");
            loops.abort_all();
        }
        self.clock.timeout(CLOSE_TIMEOUT, run_state::record_run_end(self)).await;
        // scrubbing a large database takes longer and is left to the next run
        self.clock.timeout(CLOSE_TIMEOUT, scrub::scrub_database_files(self)).await;
    }

    /// Updates the bot's profile at Telegram, and stores its username. Nothing waits for it.
    async fn sync_profile(self, stop: CancellationToken) {
        let synced = async {
            let me = profile::get_me(&self.api).await?;
            let mut tx = self.db.begin().await?;
            db::set_setting(&mut tx, db::BOT_USERNAME_KEY, &me.username).await?;
            tx.commit().await?;
            self.state_changed.send_modify(|version| *version += 1);
            profile::sync(&self.api, &self.programme).await?;
            anyhow::Ok(())
        };
        tokio::select! {
            result = synced => if let Err(error) = result {
                tracing::warn!(%error, "the bot's profile could not be updated");
            },
            () = stop.cancelled() => {}
        }
    }
}
