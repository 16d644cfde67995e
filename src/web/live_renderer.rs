//! Renders the state of a page once for all its viewers. Nothing is read from the database while there are none.

use std::future::Future;
use std::time::Duration;

use super::live_feed::LiveFeed;
use super::state::WebState;

/// The state of a page that many watch.
pub trait LiveState: PartialEq + Sized + Send + Sync {
    /// The state as it is sent.
    type Rendered: Send + Sync;
    /// How often the state is loaded without a commit of this instance: the time changes, and another instance may
    /// have committed.
    const REFRESH_INTERVAL: Duration = Duration::from_millis(300);
    /// The least time between two loads.
    const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(50);

    /// Where the page's viewers get it.
    fn feed(pages: &WebState) -> &LiveFeed<Self::Rendered>;

    /// Loads the present state.
    fn load(pages: &WebState) -> impl Future<Output = sqlx::Result<Self>> + Send;

    /// The state as it is sent.
    fn render(&self) -> Self::Rendered;
}

/// Loads and renders the state while its feed has viewers, until the pages stop.
pub async fn run_renderer<S: LiveState>(pages: WebState) {
    let feed = S::feed(&pages).clone();
    let mut state_changed = pages.state_changed.subscribe();
    let mut shown: Option<S> = None;
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
        // if the state cannot be loaded, the screens keep the last one
        if let Ok(state) = S::load(&pages).await
            && shown.as_ref() != Some(&state)
        {
            feed.publish(Some(state.render()));
            shown = Some(state);
        }
        pages.clock.sleep(S::MIN_REFRESH_INTERVAL).await;
        tokio::select! {
            _ = state_changed.changed() => {}
            () = pages.clock.sleep(S::REFRESH_INTERVAL) => {}
            () = pages.stop.cancelled() => {}
        }
    }
}
