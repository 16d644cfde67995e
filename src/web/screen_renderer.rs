//! Renders the hall screen once for all viewers. Nothing is read from the database while there are none.

use std::time::Duration;

use super::screen_state::{ScreenState, load_screen_state};
use super::state::WebState;
use crate::questions;

/// How often the state is loaded without a commit of this instance: the time changes, and another instance may have
/// committed.
const REFRESH_INTERVAL: Duration = Duration::from_millis(300);
/// The least time between two loads.
const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(50);

/// The path at which the screen is served.
pub async fn screen_path(pages: &WebState) -> sqlx::Result<&str> {
    let read = async {
        let mut conn = pages.db.reader().await?;
        questions::screen_path(&mut conn, &pages.programme).await
    };
    pages.screen_feed.path(read).await
}

/// Loads and renders the state while the feed has viewers, until the pages stop.
pub async fn run_renderer(pages: WebState) {
    let feed = pages.screen_feed.clone();
    let mut state_changed = pages.state_changed.subscribe();
    let mut shown: Option<ScreenState> = None;
    while !pages.stop.is_cancelled() {
        if feed.is_unwatched() {
            // the next viewer must not see an old state first
            shown = None;
            feed.publish(None);
            tokio::select! {
                () = feed.viewer_arrived() => {}
                () = pages.stop.cancelled() => {}
            }
            continue;
        }
        state_changed.mark_unchanged();
        pages.metrics.hall_read.inc();
        // if the state cannot be loaded, the screens keep the last one
        if let Ok(state) = load_screen_state(&pages).await
            && shown.as_ref() != Some(&state)
        {
            feed.publish(Some(state.render()));
            shown = Some(state);
        }
        pages.clock.sleep(MIN_REFRESH_INTERVAL).await;
        tokio::select! {
            _ = state_changed.changed() => {}
            () = pages.clock.sleep(REFRESH_INTERVAL) => {}
            () = pages.stop.cancelled() => {}
        }
    }
}
