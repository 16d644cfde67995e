//! Watches whether the database's file is still where it was opened.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::instance::App;

/// How often the file is looked at.
const CHECK_INTERVAL: Duration = Duration::from_millis(500);
/// How often a missing file is logged again.
const REPEAT_ERROR_INTERVAL: Duration = Duration::from_secs(60);

/// Logs an error while the database's file is deleted or replaced. Nothing is read or written there any more from
/// that moment on.
pub async fn watch_database_file(app: App, stop: CancellationToken) {
    let mut silent_for = Duration::ZERO;
    while !stop.is_cancelled() {
        match app.db.check_file() {
            Ok(()) => silent_for = Duration::ZERO,
            Err(error) if silent_for.is_zero() => {
                tracing::error!(
                    "{error}: NOTHING IS ACCEPTED ANY MORE, and what people write waits with Telegram; put the \
                     very file back, or stop koze, put a backup there and start it again"
                );
                silent_for = REPEAT_ERROR_INTERVAL;
            }
            Err(_) => silent_for = silent_for.saturating_sub(CHECK_INTERVAL),
        }
        app.pause(CHECK_INTERVAL, &stop).await;
    }
}
