//! Whether the database's file is still where it was opened.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{App, TICK_INTERVAL};

/// How often it is said again that it is gone.
const REPEAT_ERROR_INTERVAL: Duration = Duration::from_secs(60);

impl App {
    /// Says loudly when the database's file was deleted or replaced. From that very moment on nothing is
    /// read or written there any more.
    pub(super) async fn watch_database_file(self, stop: CancellationToken) {
        let mut silent_for = Duration::ZERO;
        while !stop.is_cancelled() {
            match self.db.check_file() {
                Ok(()) => silent_for = Duration::ZERO,
                Err(error) if silent_for.is_zero() => {
                    tracing::error!(
                        "{error}: NOTHING IS ACCEPTED ANY MORE, and what people write waits with Telegram; put the \
                         very file back, or stop koze, put a backup there and start it again"
                    );
                    silent_for = REPEAT_ERROR_INTERVAL;
                }
                Err(_) => silent_for = silent_for.saturating_sub(TICK_INTERVAL),
            }
            self.pause(TICK_INTERVAL, &stop).await;
        }
    }
}
