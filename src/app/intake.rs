//! How updates come in: fetched by whoever leads, or brought to every instance. Either way they are
//! acknowledged only when their whole effect is committed.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{App, RUNNING};
use crate::clock::Millis;
use crate::config::Webhook;
use crate::db;
use crate::dispatch::Dispatcher;
use crate::faults;
use crate::metrics::Work;
use crate::telegram::RawUpdate;
use crate::telegram::api::CallError;
use crate::telegram::webhook::{self, Door};

/// What a failing loop waits before it tries again.
const BACK_OFF: Duration = Duration::from_millis(500);
const BACK_OFF_AT_MOST: Duration = Duration::from_secs(15);

/// The longest time without asking for updates, whatever the server asks for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// An answer to a long poll that comes so soon did not wait.
const AT_ONCE: Millis = 100;

/// For how long after an unclean end an update that is brought is taken for what may have ended it:
/// Telegram comes again within two minutes.
const SUSPECT: Millis = 180_000;

impl App {
    /// Takes updates, gives them their effect, and only then acknowledges them.
    pub(super) async fn poll(self, careful: bool, stop: CancellationToken) {
        let mut poller = self.poller();
        let mut dispatcher = Dispatcher { careful, ..self.dispatcher() };
        let mut wait = BACK_OFF;
        while !stop.is_cancelled() {
            let asked_at = self.clock.mono();
            let fetched = tokio::select! {
                fetched = poller.wait() => fetched,
                () = stop.cancelled() => break,
            };
            let failed = match fetched {
                Ok(batch) => {
                    if !batch.is_empty() {
                        faults::pass("receive");
                    }
                    if !self.commit(&mut dispatcher, &batch, &stop).await {
                        continue;
                    }
                    wait = BACK_OFF;
                    // a server that keeps a long poll waiting, and hears what it is told, needs no pause
                    if !poller.committed(&batch) && self.clock.mono() - asked_at < AT_ONCE {
                        self.pause(BACK_OFF, &stop).await;
                    }
                    continue;
                }
                Err(failed) => failed,
            };
            let asked = match failed {
                CallError::Refused { code: 409, .. } => {
                    self.fetch_again().await;
                    Duration::ZERO
                }
                CallError::TooMany(seconds) => {
                    tracing::warn!(seconds, "no updates to be had, asked to wait");
                    Duration::from_secs(seconds.unsigned_abs()).min(LONGEST_PAUSE)
                }
                error => {
                    tracing::warn!(%error, "no updates to be had, trying again");
                    Duration::ZERO
                }
            };
            self.pause(asked.max(wait), &stop).await;
            wait = (wait * 2).min(BACK_OFF_AT_MOST);
        }
    }

    /// Another instance fetches, or a webhook is set from before: the webhook is removed.
    async fn fetch_again(&self) {
        tracing::warn!(
            "updates go elsewhere: to another bot of this token, or to a webhook, which is removed"
        );
        if let Err(error) = webhook::remove(&self.api).await {
            tracing::warn!(%error, "the webhook could not be removed, trying again");
        }
    }

    /// Tells Telegram, until it has heard, that updates are to be brought.
    pub(super) async fn be_brought(self, webhook: Webhook, stop: CancellationToken) {
        let mut wait = BACK_OFF;
        while let Err(error) = webhook::set(&self.api, &webhook).await {
            tracing::warn!(%error, "the webhook could not be set, trying again");
            self.pause(wait, &stop).await;
            wait = (wait * 2).min(BACK_OFF_AT_MOST);
            if stop.is_cancelled() {
                return;
            }
        }
        tracing::info!("updates are brought to the webhook");
        stop.cancelled().await;
    }

    /// Gives the updates that are brought their effect, those that wait together in one transaction, and
    /// only then acknowledges them. Every instance does so, whoever leads.
    pub(super) async fn receive(self, mut door: Door, stop: CancellationToken) {
        let suspect = self.ended_uncleanly().await.then(|| self.clock.mono() + SUSPECT);
        let mut dispatcher = self.dispatcher();
        loop {
            let batch = tokio::select! {
                batch = door.wait() => batch,
                () = stop.cancelled() => break,
            };
            let Some(batch) = batch else { break };
            faults::pass("receive");
            dispatcher.careful = suspect.is_some_and(|until| self.clock.mono() < until);
            let done = dispatcher.handle(&webhook::updates(&batch)).await;
            self.metrics.could(Work::Updates, done.is_ok());
            match done {
                Ok(()) => webhook::acknowledge(batch),
                Err(outage) => tracing::warn!(%outage, "updates that were brought are to come again"),
            }
        }
    }

    /// Whether the last run did not end cleanly, or another instance is running.
    async fn ended_uncleanly(&self) -> bool {
        let noted = async { db::setting(&mut *self.db.reader().await?, RUNNING).await };
        noted.await.map_or(true, |noted| noted.as_deref() == Some("1"))
    }

    /// Tries until the batch is committed; false if the bot stops first, and the batch stays
    /// unacknowledged.
    async fn commit(
        &self,
        dispatcher: &mut Dispatcher,
        batch: &[RawUpdate],
        stop: &CancellationToken,
    ) -> bool {
        let mut wait = BACK_OFF;
        while let Err(outage) = dispatcher.handle(batch).await {
            tracing::warn!(%outage, "updates wait for the database");
            self.metrics.could(Work::Updates, false);
            if stop.is_cancelled() {
                return false;
            }
            self.pause(wait, stop).await;
            wait = (wait * 2).min(BACK_OFF_AT_MOST);
        }
        self.metrics.could(Work::Updates, true);
        true
    }
}
