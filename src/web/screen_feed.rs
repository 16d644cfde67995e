//! What the hall's screens are sent: read and rendered once, however many look. While nobody looks
//! nothing is read.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OnceCell, watch};

use super::WebState;
use super::hall_screen::{self, ScreenState};
use crate::questions;

/// How often the state is looked at even if nothing was committed here: the hour moves, and another
/// instance may have written.
const REFRESH_INTERVAL: Duration = Duration::from_millis(300);
/// The least time between two looks, however much is committed.
const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(50);
/// Screens and telephones that may look at once.
const MAX_VIEWERS: usize = 500;
/// So many of them from one address; a hall's whole wireless network may be one.
const MAX_VIEWERS_PER_ADDRESS: usize = 200;

/// One state of the screen, as it is sent.
#[derive(Debug)]
pub struct RenderedScreen {
    pub json: String,
    /// Where one asks a question; empty until the bot's name is known.
    pub link: String,
}

/// The screen: clones share it.
#[derive(Clone)]
pub struct ScreenFeed(Arc<Shared>);

struct Shared {
    latest: watch::Sender<Option<Arc<RenderedScreen>>>,
    viewer_arrived: Notify,
    /// Where the screen is; the same for as long as the process runs.
    path: OnceCell<String>,
    viewers: Mutex<HashMap<Option<IpAddr>, usize>>,
}

/// A viewer's place among those who may look, given free when dropped.
pub struct ViewerPermit {
    feed: ScreenFeed,
    address: Option<IpAddr>,
}

impl Default for ScreenFeed {
    fn default() -> Self {
        let latest = watch::Sender::new(None);
        Self(Arc::new(Shared {
            latest,
            viewer_arrived: Notify::new(),
            path: OnceCell::new(),
            viewers: Mutex::default(),
        }))
    }
}

impl ScreenFeed {
    /// A place for a viewer, if there is one. `from` is absent where it is not known who it is.
    pub fn try_admit(&self, from: Option<IpAddr>) -> Option<ViewerPermit> {
        let mut viewers = self.0.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        let at_this_address = from.and_then(|_| viewers.get(&from)).copied().unwrap_or_default();
        if viewers.values().sum::<usize>() >= MAX_VIEWERS || at_this_address >= MAX_VIEWERS_PER_ADDRESS {
            return None;
        }
        *viewers.entry(from).or_default() += 1;
        Some(ViewerPermit { feed: self.clone(), address: from })
    }

    /// What is shown from now on; `None` first where nothing was read yet.
    pub fn subscribe(&self) -> watch::Receiver<Option<Arc<RenderedScreen>>> {
        let mut latest = self.0.latest.subscribe();
        latest.mark_changed();
        self.0.viewer_arrived.notify_one();
        latest
    }

    /// Where the screen is: read once.
    pub async fn path(&self, pages: &WebState) -> sqlx::Result<&str> {
        let read = async {
            let mut conn = pages.db.reader().await?;
            questions::screen_path(&mut conn, &pages.programme).await
        };
        self.0.path.get_or_try_init(|| read).await.map(String::as_str)
    }

    /// Reads and renders the state as long as somebody looks, until the pages end.
    pub async fn run_renderer(self, pages: WebState) {
        let latest = &self.0.latest;
        let mut nudged = pages.state_changed.subscribe();
        let mut shown: Option<ScreenState> = None;
        while !pages.stop.is_cancelled() {
            if latest.is_closed() {
                // whoever comes next is not shown what was so a while ago
                shown = None;
                latest.send_replace(None);
                tokio::select! {
                    () = self.0.viewer_arrived.notified() => {}
                    () = pages.stop.cancelled() => {}
                }
                continue;
            }
            nudged.mark_unchanged();
            pages.metrics.hall_read.inc();
            // A state that cannot be read now is not shown; the screens keep the last one.
            if let Ok(state) = hall_screen::load_screen_state(&pages).await
                && shown.as_ref() != Some(&state)
            {
                latest.send_replace(Some(Arc::new(state.render())));
                shown = Some(state);
            }
            pages.clock.sleep(MIN_REFRESH_INTERVAL).await;
            tokio::select! {
                _ = nudged.changed() => {}
                () = pages.clock.sleep(REFRESH_INTERVAL) => {}
                () = pages.stop.cancelled() => {}
            }
        }
    }
}

impl Drop for ViewerPermit {
    fn drop(&mut self) {
        let mut viewers = self.feed.0.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = viewers.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                viewers.remove(&self.address);
            }
        }
    }
}
