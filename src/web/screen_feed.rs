//! The latest state of the hall screen, shared by all viewers, and the number of viewers that are allowed.

use std::collections::HashMap;
use std::future::Future;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, OnceCell, watch};

/// Most viewers, on screens and telephones.
const MAX_VIEWERS: usize = 500;
/// Most viewers from one address; a whole wireless network may have one.
const MAX_VIEWERS_PER_ADDRESS: usize = 200;

/// A state of the screen, as it is sent.
#[derive(Debug)]
pub struct RenderedScreen {
    pub json: String,
    /// The link that asks a question; empty until the bot's name is known.
    pub link: String,
}

/// The feed of the screen; clones share it.
#[derive(Clone)]
pub struct ScreenFeed(Arc<Shared>);

struct Shared {
    latest: watch::Sender<Option<Arc<RenderedScreen>>>,
    viewer_arrived: Notify,
    /// The path of the screen, which stays the same while the process runs.
    path: OnceCell<String>,
    viewers: Mutex<HashMap<Option<IpAddr>, usize>>,
}

/// Counts a viewer until it is dropped.
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
    /// Admits a viewer, if there are not too many. An unknown address has no limit of its own.
    pub fn try_admit(&self, address: Option<IpAddr>) -> Option<ViewerPermit> {
        let mut viewers = self.0.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        let at_this_address = address.and_then(|_| viewers.get(&address)).copied().unwrap_or_default();
        if viewers.values().sum::<usize>() >= MAX_VIEWERS || at_this_address >= MAX_VIEWERS_PER_ADDRESS {
            return None;
        }
        *viewers.entry(address).or_default() += 1;
        Some(ViewerPermit { feed: self.clone(), address })
    }

    /// Receives the states from now on; the first is `None` if none was rendered yet.
    pub fn subscribe(&self) -> watch::Receiver<Option<Arc<RenderedScreen>>> {
        let mut latest = self.0.latest.subscribe();
        latest.mark_changed();
        self.0.viewer_arrived.notify_one();
        latest
    }

    /// The path of the screen: the value that `read` gives at the first call.
    pub async fn path(&self, read: impl Future<Output = sqlx::Result<String>>) -> sqlx::Result<&str> {
        self.0.path.get_or_try_init(|| read).await.map(String::as_str)
    }

    /// Whether there is no viewer.
    pub fn is_unwatched(&self) -> bool {
        self.0.latest.is_closed()
    }

    /// Shows a state to all viewers; `None` while there is none.
    pub fn publish(&self, screen: Option<RenderedScreen>) {
        self.0.latest.send_replace(screen.map(Arc::new));
    }

    /// Waits until a viewer subscribes.
    pub async fn viewer_arrived(&self) {
        self.0.viewer_arrived.notified().await;
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
