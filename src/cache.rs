//! Typed caches for database reads. `TxCache` lives as long as one transaction and is shared by its
//! turns, which may also leave writes in it for later; `SharedCache` lives as long as the process and holds only what committed transactions read,
//! for readers that accept a value of limited age. A module that changes a cached value invalidates it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;

use crate::clock::RealTime;
use crate::db::Conn;

/// Writes what a feature keeps in the cache instead of the database.
pub type WriteDeferred = for<'a> fn(&'a mut Conn, &'a mut TxCache) -> BoxFuture<'a, sqlx::Result<()>>;

/// When the value was read, and the value.
type CachedValue = (RealTime, Arc<dyn Any + Send + Sync>);

/// One value per type, for one transaction.
#[derive(Default)]
pub struct TxCache {
    values: HashMap<TypeId, Box<dyn Any + Send>>,
    /// Read in this transaction; [`TxCache::publish`] moves them to `shared`.
    shared_reads: HashMap<TypeId, CachedValue>,
    shared: SharedCache,
    /// See [`TxCache::defer`].
    deferred: Vec<WriteDeferred>,
}

/// One value per type, for the process; clones share it.
#[derive(Clone, Default)]
pub struct SharedCache(Arc<Mutex<HashMap<TypeId, CachedValue>>>);

impl TxCache {
    /// An empty cache for a new transaction.
    pub fn new(shared: &SharedCache) -> Self {
        Self { shared: shared.clone(), ..Self::default() }
    }

    /// The value of this type, if this transaction has one.
    pub fn get<T: Any>(&mut self) -> Option<&mut T> {
        self.values.get_mut(&TypeId::of::<T>()).and_then(|value| value.downcast_mut())
    }

    /// The value of this type; `make` provides it if there is none.
    pub fn get_or_insert_with<T: Any + Send>(&mut self, make: impl FnOnce() -> T) -> &mut T {
        let value = self.values.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(make()));
        value.downcast_mut().expect("the value under a type's id is of that type")
    }

    /// Sets the value of this type.
    pub fn insert<T: Any + Send>(&mut self, value: T) {
        self.values.insert(TypeId::of::<T>(), Box::new(value));
    }

    /// Removes the value of this type and returns it.
    pub fn take<T: Any>(&mut self) -> Option<T> {
        let value = self.values.remove(&TypeId::of::<T>());
        value.and_then(|value| value.downcast().ok()).map(|value| *value)
    }

    /// Removes the value of this type.
    pub fn invalidate<T: Any>(&mut self) {
        self.values.remove(&TypeId::of::<T>());
    }

    /// The shared value of this type, if it was read at `since` or later, by this transaction or by one
    /// that was committed.
    pub fn get_shared<T: Any + Send + Sync>(&self, since: RealTime) -> Option<Arc<T>> {
        let id = TypeId::of::<T>();
        let found = self.shared_reads.get(&id).cloned().or_else(|| self.shared.lock().get(&id).cloned());
        let (read_at, value) = found?;
        (read_at >= since).then(|| value.downcast().ok()).flatten()
    }

    /// Records a value read at `read_at`. Other transactions see it after [`TxCache::publish`].
    pub fn insert_shared<T: Any + Send + Sync>(&mut self, read_at: RealTime, value: &Arc<T>) {
        let value: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(value);
        self.shared_reads.insert(TypeId::of::<T>(), (read_at, value));
    }

    /// Has `write` called once, before a turn that may read what it writes, and before the commit at the latest.
    pub fn defer(&mut self, write: WriteDeferred) {
        self.deferred.push(write);
    }

    /// Writes what was deferred, in the order in which that was begun.
    pub async fn write_deferred(&mut self, conn: &mut Conn) -> sqlx::Result<()> {
        for write in std::mem::take(&mut self.deferred) {
            write(conn, self).await?;
        }
        Ok(())
    }

    /// To be called after the commit: makes the values read in this transaction visible to others.
    pub fn publish(self) {
        debug_assert!(self.deferred.is_empty(), "what was deferred is lost");
        self.shared.lock().extend(self.shared_reads);
    }
}

impl SharedCache {
    fn lock(&self) -> MutexGuard<'_, HashMap<TypeId, CachedValue>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
