//! How many event streams may be open, in all and from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts the open streams of one kind; clones share the count.
#[derive(Clone)]
pub struct ViewerLimit {
    total: usize,
    per_address: usize,
    open: Arc<Mutex<HashMap<Option<IpAddr>, usize>>>,
}

/// Counts a viewer until it is dropped.
pub struct ViewerPermit {
    limit: ViewerLimit,
    address: Option<IpAddr>,
}

impl ViewerLimit {
    /// At most `total` streams, `per_address` from one address. A whole wireless network may have one address.
    pub fn new(total: usize, per_address: usize) -> Self {
        Self { total, per_address, open: Arc::default() }
    }

    /// Admits a viewer, if there are not too many. An unknown address has no limit of its own.
    pub fn try_admit(&self, address: Option<IpAddr>) -> Option<ViewerPermit> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let at_this_address = address.and_then(|_| open.get(&address)).copied().unwrap_or_default();
        if open.values().sum::<usize>() >= self.total || at_this_address >= self.per_address {
            return None;
        }
        *open.entry(address).or_default() += 1;
        Some(ViewerPermit { limit: self.clone(), address })
    }
}

impl Drop for ViewerPermit {
    fn drop(&mut self) {
        let mut open = self.limit.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}
