//! How updates come in: fetched by whoever leads, or brought to every instance. Either way they are
//! acknowledged only when their whole effect is committed.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{App, RUNNING_SETTING};
use crate::backoff::Backoff;
use crate::clock::Millis;
use crate::config::WebhookConfig;
use crate::db;
use crate::dispatch::Dispatcher;
use crate::fault_injection;
use crate::metrics::DatabaseTask;
use crate::telegram::RawUpdate;
use crate::telegram::api::CallError;
use crate::telegram::webhook::{self, UpdateQueue};

/// The first wait of a failing loop.
const MIN_BACKOFF: Duration = Duration::from_millis(500);
/// The longest wait of a failing loop.
const MAX_BACKOFF: Duration = Duration::from_secs(15);

/// The longest time without asking for updates, whatever the server asks for.
const MAX_POLL_PAUSE: Duration = Duration::from_secs(60);
/// An answer to a long poll that comes so soon did not wait.
const MIN_LONG_POLL: Millis = 100;

/// For how long after an unclean end an update that is brought is taken for what may have ended it:
/// Telegram comes again within two minutes.
const CRASH_RECOVERY_WINDOW: Millis = 180_000;

impl App {
    /// Takes updates, gives them their effect, and only then acknowledges them.
    pub(super) async fn run_polling(self, careful: bool, stop: CancellationToken) {
        let mut poller = self.poller();
        let mut dispatcher = Dispatcher { is_crash_recovery: careful, ..self.dispatcher() };
        let mut backoff = Backoff::new(MIN_BACKOFF, MAX_BACKOFF);
        while !stop.is_cancelled() {
            let asked_at = self.clock.real_now();
            let fetched = tokio::select! {
                fetched = poller.long_poll() => fetched,
                () = stop.cancelled() => break,
            };
            let failed = match fetched {
                Ok(batch) => {
                    if !batch.is_empty() {
                        fault_injection::failpoint("receive");
                    }
                    if !self.handle_until_committed(&mut dispatcher, &batch, &stop).await {
                        continue;
                    }
                    backoff.reset();
                    // a server that keeps a long poll waiting, and hears what it is told, needs no pause
                    if !poller.confirm(&batch) && self.clock.real_now() - asked_at < MIN_LONG_POLL {
                        self.pause(MIN_BACKOFF, &stop).await;
                    }
                    continue;
                }
                Err(failed) => failed,
            };
            let asked = match failed {
                CallError::ClientError { code: 409, .. } => {
                    self.remove_webhook().await;
                    Duration::ZERO
                }
                CallError::RateLimited(seconds) => {
                    tracing::warn!(seconds, "no updates to be had, asked to wait");
                    Duration::from_secs(seconds.unsigned_abs()).min(MAX_POLL_PAUSE)
                }
                error => {
                    tracing::warn!(%error, "no updates to be had, trying again");
                    Duration::ZERO
                }
            };
            self.pause(asked.max(backoff.next_wait()), &stop).await;
        }
    }

    /// Another instance fetches, or a webhook is set from before: the webhook is removed.
    async fn remove_webhook(&self) {
        tracing::warn!(
            "updates go elsewhere: to another bot of this token, or to a webhook, which is removed"
        );
        if let Err(error) = webhook::remove(&self.api).await {
            tracing::warn!(%error, "the webhook could not be removed, trying again");
        }
    }

    /// Tells Telegram, until it has heard, that updates are to be brought.
    pub(super) async fn register_webhook(self, webhook: WebhookConfig, stop: CancellationToken) {
        let mut backoff = Backoff::new(MIN_BACKOFF, MAX_BACKOFF);
        while let Err(error) = webhook::set(&self.api, &webhook).await {
            tracing::warn!(%error, "the webhook could not be set, trying again");
            self.pause(backoff.next_wait(), &stop).await;
            if stop.is_cancelled() {
                return;
            }
        }
        tracing::info!("updates are brought to the webhook");
        stop.cancelled().await;
    }

    /// Gives the updates that are brought their effect, those that wait together in one transaction, and
    /// only then acknowledges them. Every instance does so, whoever leads.
    pub(super) async fn run_webhook_updates(self, mut door: UpdateQueue, stop: CancellationToken) {
        let suspect =
            self.is_after_unclean_exit().await.then(|| self.clock.real_now() + CRASH_RECOVERY_WINDOW);
        let mut dispatcher = self.dispatcher();
        loop {
            let batch = tokio::select! {
                batch = door.next_batch() => batch,
                () = stop.cancelled() => break,
            };
            let Some(batch) = batch else { break };
            fault_injection::failpoint("receive");
            dispatcher.is_crash_recovery = suspect.is_some_and(|until| self.clock.real_now() < until);
            let done = dispatcher.handle(&webhook::raw_updates(&batch)).await;
            self.metrics.set_healthy(DatabaseTask::Updates, done.is_ok());
            match done {
                Ok(()) => webhook::acknowledge(batch),
                Err(outage) => tracing::warn!(%outage, "updates that were brought are to come again"),
            }
        }
    }

    /// Whether the last run did not end cleanly, or another instance is running.
    async fn is_after_unclean_exit(&self) -> bool {
        let noted = async { db::get_setting(&mut *self.db.reader().await?, RUNNING_SETTING).await };
        noted.await.map_or(true, |noted| noted.as_deref() == Some("1"))
    }

    /// Tries until the batch is committed; false if the bot stops first, and the batch stays
    /// unacknowledged.
    async fn handle_until_committed(
        &self,
        dispatcher: &mut Dispatcher,
        batch: &[RawUpdate],
        stop: &CancellationToken,
    ) -> bool {
        let mut backoff = Backoff::new(MIN_BACKOFF, MAX_BACKOFF);
        while let Err(outage) = dispatcher.handle(batch).await {
            tracing::warn!(%outage, "updates wait for the database");
            self.metrics.set_healthy(DatabaseTask::Updates, false);
            if stop.is_cancelled() {
                return false;
            }
            self.pause(backoff.next_wait(), stop).await;
        }
        self.metrics.set_healthy(DatabaseTask::Updates, true);
        true
    }
}
