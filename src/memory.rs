//! What rooms remember, so as not to read it again: between the turns of one transaction, and, where it
//! may be a moment old, between transactions. A room that changes it forgets it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::Millis;

type Snapshot = (Millis, Arc<dyn Any + Send + Sync>);

/// Of one transaction, and ended with it.
#[derive(Default)]
pub struct Memory {
    kept: HashMap<TypeId, Box<dyn Any + Send>>,
    read: HashMap<TypeId, Snapshot>,
    lasting: Lasting,
}

/// Of the whole process: what was read by transactions that were committed.
#[derive(Clone, Default)]
pub struct Lasting(Arc<Mutex<HashMap<TypeId, Snapshot>>>);

impl Memory {
    pub fn new(lasting: &Lasting) -> Self {
        Self { lasting: lasting.clone(), ..Self::default() }
    }

    /// The one value of this type, if it is remembered in this transaction.
    pub fn get<T: Any>(&mut self) -> Option<&mut T> {
        self.kept.get_mut(&TypeId::of::<T>()).and_then(|kept| kept.downcast_mut())
    }

    /// The same; made where it is not.
    pub fn get_or_keep<T: Any + Send>(&mut self, make: impl FnOnce() -> T) -> &mut T {
        let kept = self.kept.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(make()));
        kept.downcast_mut().expect("what is kept under a type is of that type")
    }

    pub fn keep<T: Any + Send>(&mut self, value: T) {
        self.kept.insert(TypeId::of::<T>(), Box::new(value));
    }

    /// The same, and it is remembered no more.
    pub fn take<T: Any>(&mut self) -> Option<T> {
        let kept = self.kept.remove(&TypeId::of::<T>());
        kept.and_then(|kept| kept.downcast().ok()).map(|kept| *kept)
    }

    pub fn forget<T: Any>(&mut self) {
        self.kept.remove(&TypeId::of::<T>());
    }

    /// What was read at `since` or later, by this transaction or one before.
    pub fn snapshot<T: Any + Send + Sync>(&self, since: Millis) -> Option<Arc<T>> {
        let id = TypeId::of::<T>();
        let found = self.read.get(&id).cloned().or_else(|| self.lasting.lock().get(&id).cloned());
        let (at, value) = found?;
        (at >= since).then(|| value.downcast().ok()).flatten()
    }

    pub fn keep_snapshot<T: Any + Send + Sync>(&mut self, at: Millis, value: &Arc<T>) {
        let value: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(value);
        self.read.insert(TypeId::of::<T>(), (at, value));
    }

    /// What was read in this transaction is what the database holds.
    pub fn committed(self) {
        self.lasting.lock().extend(self.read);
    }
}

impl Lasting {
    fn lock(&self) -> MutexGuard<'_, HashMap<TypeId, Snapshot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
