//! What rooms remember, so as not to read it again: between the turns of one transaction, and, where it
//! may be a moment old, between transactions. A room that changes it forgets it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Millis;

type CachedValue = (Millis, Arc<dyn Any + Send + Sync>);

/// Of one transaction, and ended with it.
#[derive(Default)]
pub struct TxCache {
    values: HashMap<TypeId, Box<dyn Any + Send>>,
    shared_reads: HashMap<TypeId, CachedValue>,
    shared: SharedCache,
}

/// Of the whole process: what was read by transactions that were committed.
#[derive(Clone, Default)]
pub struct SharedCache(Arc<Mutex<HashMap<TypeId, CachedValue>>>);

impl TxCache {
    pub fn new(lasting: &SharedCache) -> Self {
        Self { shared: lasting.clone(), ..Self::default() }
    }

    /// The one value of this type, if it is remembered in this transaction.
    pub fn get<T: Any>(&mut self) -> Option<&mut T> {
        self.values.get_mut(&TypeId::of::<T>()).and_then(|kept| kept.downcast_mut())
    }

    /// The same; made where it is not.
    pub fn get_or_insert_with<T: Any + Send>(&mut self, make: impl FnOnce() -> T) -> &mut T {
        let kept = self.values.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(make()));
        kept.downcast_mut().expect("what is kept under a type is of that type")
    }

    pub fn insert<T: Any + Send>(&mut self, value: T) {
        self.values.insert(TypeId::of::<T>(), Box::new(value));
    }

    /// The same, and it is remembered no more.
    pub fn take<T: Any>(&mut self) -> Option<T> {
        let kept = self.values.remove(&TypeId::of::<T>());
        kept.and_then(|kept| kept.downcast().ok()).map(|kept| *kept)
    }

    pub fn invalidate<T: Any>(&mut self) {
        self.values.remove(&TypeId::of::<T>());
    }

    /// What was read at `since` or later, by this transaction or one before.
    pub fn get_shared<T: Any + Send + Sync>(&self, since: Millis) -> Option<Arc<T>> {
        let id = TypeId::of::<T>();
        let found = self.shared_reads.get(&id).cloned().or_else(|| self.shared.lock().get(&id).cloned());
        let (at, value) = found?;
        (at >= since).then(|| value.downcast().ok()).flatten()
    }

    pub fn insert_shared<T: Any + Send + Sync>(&mut self, at: Millis, value: &Arc<T>) {
        let value: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(value);
        self.shared_reads.insert(TypeId::of::<T>(), (at, value));
    }

    /// What was read in this transaction is what the database holds.
    pub fn publish(self) {
        self.shared.lock().extend(self.shared_reads);
    }
}

impl SharedCache {
    fn lock(&self) -> MutexGuard<'_, HashMap<TypeId, CachedValue>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
