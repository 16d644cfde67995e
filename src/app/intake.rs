//! Receives updates: the leader polls for them, or every instance gets them by a webhook. They are acknowledged only
//! when their whole effect is committed.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::instance::App;
use super::run_state;
use crate::backoff::Backoff;
use crate::clock::{Millis, RealTime};
use crate::config::WebhookConfig;
use crate::dispatch::Dispatcher;
use crate::fault_injection;
use crate::metrics::DatabaseTask;
use crate::telegram::RawUpdate;
use crate::telegram::api::CallError;
use crate::telegram::webhook::{self, UpdateQueue};

/// How long a failing loop waits before it tries again: at first, and at most.
const MIN_BACKOFF: Duration = Duration::from_millis(500);
const MAX_BACKOFF: Duration = Duration::from_secs(15);

/// The longest pause between two polls, whatever the server asks for.
const MAX_POLL_PAUSE: Duration = Duration::from_secs(60);
/// A long poll that is answered sooner did not wait, so that the next one comes after a pause.
const MIN_LONG_POLL: Millis = 100;

/// How long after an unclean exit an update of the webhook is suspected to have caused it: Telegram sends an update
/// again within two minutes.
const CRASH_RECOVERY_WINDOW: Millis = 180_000;

/// Polls for updates, and acknowledges them only when their effect is committed.
pub async fn run_polling(app: App, is_crash_recovery: bool, stop: CancellationToken) {
    let mut poller = app.poller();
    let mut dispatcher = Dispatcher { is_crash_recovery, ..app.dispatcher() };
    let mut backoff = Backoff::new(MIN_BACKOFF, MAX_BACKOFF);
    while !stop.is_cancelled() {
        let polled_at = app.clock.real_now();
        let fetched = tokio::select! {
            fetched = poller.long_poll() => fetched,
            () = stop.cancelled() => break,
        };
        let failed = match fetched {
            Ok(batch) => {
                if !batch.is_empty() {
                    fault_injection::failpoint("receive");
                }
                if !handle_until_committed(&app, &mut dispatcher, &batch, &stop).await {
                    continue;
                }
                backoff.reset();
                // a server that answers at once, or repeats updates that were acknowledged, is not asked again at once
                if !poller.confirm(&batch) && app.clock.real_now() - polled_at < MIN_LONG_POLL {
                    app.pause(MIN_BACKOFF, &stop).await;
                }
                continue;
            }
            Err(failed) => failed,
        };
        let wait_asked_for = match failed {
            CallError::ClientError { code: 409, .. } => {
                remove_webhook(&app).await;
                Duration::ZERO
            }
            CallError::RateLimited(seconds) => {
                tracing::warn!(seconds, "Telegram asks to wait before polling again");
                Duration::from_secs(seconds.unsigned_abs()).min(MAX_POLL_PAUSE)
            }
            error => {
                tracing::warn!(%error, "updates could not be polled, trying again");
                Duration::ZERO
            }
        };
        app.pause(wait_asked_for.max(backoff.next_wait()), &stop).await;
    }
}

/// Removes a webhook that was set before: with it Telegram refuses to be polled.
async fn remove_webhook(app: &App) {
    tracing::warn!("updates go elsewhere: to another bot of this token, or to a webhook, which is removed");
    if let Err(error) = webhook::remove(&app.api).await {
        tracing::warn!(%error, "the webhook could not be removed, trying again");
    }
}

/// Registers the webhook at Telegram, and tries again until that succeeds.
pub async fn register_webhook(app: App, webhook: WebhookConfig, stop: CancellationToken) {
    let mut backoff = Backoff::new(MIN_BACKOFF, MAX_BACKOFF);
    while let Err(error) = webhook::set(&app.api, &webhook).await {
        tracing::warn!(%error, "the webhook could not be set, trying again");
        app.pause(backoff.next_wait(), &stop).await;
        if stop.is_cancelled() {
            return;
        }
    }
    tracing::info!("Telegram sends updates to the webhook");
    stop.cancelled().await;
}

/// Handles the updates that a webhook receives, those in the queue as one batch, and acknowledges them only when
/// their effect is committed. Every instance does this, with or without the lease.
pub async fn run_webhook_updates(app: App, mut queue: UpdateQueue, stop: CancellationToken) {
    let is_suspect = run_state::is_after_unclean_exit(&app).await;
    let suspect_until: Option<RealTime> = is_suspect.then(|| app.clock.real_now() + CRASH_RECOVERY_WINDOW);
    let mut dispatcher = app.dispatcher();
    loop {
        let batch = tokio::select! {
            batch = queue.next_batch() => batch,
            () = stop.cancelled() => break,
        };
        let Some(batch) = batch else { break };
        fault_injection::failpoint("receive");
        dispatcher.is_crash_recovery = suspect_until.is_some_and(|until| app.clock.real_now() < until);
        let done = dispatcher.handle(&webhook::raw_updates(&batch)).await;
        app.metrics.set_healthy(DatabaseTask::Updates, done.is_ok());
        match done {
            Ok(()) => webhook::acknowledge(batch),
            Err(outage) => {
                tracing::warn!(%outage, "updates of the webhook are refused, Telegram sends them again");
            }
        }
    }
}

/// Handles a batch until it is committed; false if the bot stops before, and the batch must not be acknowledged.
async fn handle_until_committed(
    app: &App,
    dispatcher: &mut Dispatcher,
    batch: &[RawUpdate],
    stop: &CancellationToken,
) -> bool {
    let mut backoff = Backoff::new(MIN_BACKOFF, MAX_BACKOFF);
    while let Err(outage) = dispatcher.handle(batch).await {
        tracing::warn!(%outage, "updates wait for the database");
        app.metrics.set_healthy(DatabaseTask::Updates, false);
        if stop.is_cancelled() {
            return false;
        }
        app.pause(backoff.next_wait(), stop).await;
    }
    app.metrics.set_healthy(DatabaseTask::Updates, true);
    true
}
