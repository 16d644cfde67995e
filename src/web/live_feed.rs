//! The latest state of a page that many watch, rendered once for all of them, and the number of viewers that are
//! allowed.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, watch};

/// How many may watch a page at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewerLimits {
    pub total: usize,
    /// From one address; a whole wireless network may have one.
    pub per_address: usize,
}

impl ViewerLimits {
    /// The hall screen, on screens and telephones.
    pub const HALL: Self = Self { total: 1_500, per_address: 600 };
    /// The page for everybody, on the phones in the hall.
    pub const AUDIENCE: Self = Self { total: 1_500, per_address: 1_000 };
    /// The stage view, on the tablets of the chair and the speakers.
    pub const STAGE: Self = Self { total: 60, per_address: 40 };

    /// The limits of a server of so many connections: a quarter of them is left for other requests than streams.
    pub fn within(self, connections: usize) -> Self {
        let total = self.total.min((connections * 3 / 4).max(1));
        Self { total, per_address: self.per_address.min((total * 2 / 5).max(1)) }
    }
}

/// The feed of a page; clones share it.
pub struct LiveFeed<T>(Arc<Shared<T>>);

struct Shared<T> {
    limits: ViewerLimits,
    latest: watch::Sender<Option<Arc<T>>>,
    viewer_arrived: Notify,
    viewers: Arc<Mutex<HashMap<Option<IpAddr>, usize>>>,
}

/// Counts a viewer until it is dropped.
pub struct ViewerPermit {
    viewers: Arc<Mutex<HashMap<Option<IpAddr>, usize>>>,
    address: Option<IpAddr>,
}

impl<T> Clone for LiveFeed<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> LiveFeed<T> {
    /// A feed without a state and without viewers.
    pub fn new(limits: ViewerLimits) -> Self {
        let latest = watch::Sender::new(None);
        Self(Arc::new(Shared { limits, latest, viewer_arrived: Notify::new(), viewers: Arc::default() }))
    }

    /// Admits a viewer, if there are not too many. An unknown address has no limit of its own.
    pub fn try_admit(&self, address: Option<IpAddr>) -> Option<ViewerPermit> {
        let limits = self.0.limits;
        let mut viewers = self.0.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        let at_this_address = address.and_then(|_| viewers.get(&address)).copied().unwrap_or_default();
        if viewers.values().sum::<usize>() >= limits.total || at_this_address >= limits.per_address {
            return None;
        }
        *viewers.entry(address).or_default() += 1;
        Some(ViewerPermit { viewers: Arc::clone(&self.0.viewers), address })
    }

    /// Receives the states from now on; the first is `None` if none was rendered yet.
    pub fn subscribe(&self) -> watch::Receiver<Option<Arc<T>>> {
        let mut latest = self.0.latest.subscribe();
        latest.mark_changed();
        self.0.viewer_arrived.notify_one();
        latest
    }

    /// Whether there is no viewer.
    pub fn is_unwatched(&self) -> bool {
        self.0.latest.is_closed()
    }

    /// Shows a state to all viewers; `None` while there is none.
    pub fn publish(&self, state: Option<T>) {
        self.0.latest.send_replace(state.map(Arc::new));
    }

    /// Waits until a viewer subscribes.
    pub async fn viewer_arrived(&self) {
        self.0.viewer_arrived.notified().await;
    }
}

impl Drop for ViewerPermit {
    fn drop(&mut self) {
        let mut viewers = self.viewers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = viewers.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                viewers.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_leave_a_quarter_of_the_connections_to_other_requests() {
        assert_eq!(ViewerLimits::HALL.within(2_000), ViewerLimits::HALL);
        assert_eq!(ViewerLimits::HALL.within(128), ViewerLimits { total: 96, per_address: 38 });
        assert_eq!(ViewerLimits::HALL.within(1), ViewerLimits { total: 1, per_address: 1 });
    }
}
