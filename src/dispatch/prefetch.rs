//! What must be asked of Telegram before the transaction of an update begins. It is asked after the other people's
//! updates of the batch are handled: a slow server makes nobody else wait.

use std::borrow::Cow;
use std::collections::HashSet;

use super::administrators::{self, Administrators};
use super::attendee_lists::{self, AttendeeLists};
use super::outage::Outage;
use super::parsed_update::sender_id;
use crate::db::Db;
use crate::ids::PersonId;
use crate::telegram::RawUpdate;
use crate::telegram::api::BotApi;

/// What was fetched for the updates of a batch.
#[derive(Clone, Default)]
pub struct Prefetched {
    pub attendee_lists: AttendeeLists,
    pub administrators: Administrators,
}

/// Splits a batch: the updates of people for one of whose updates something is fetched, in their order, and all others.
pub fn split_batch(batch: &[RawUpdate]) -> (Vec<RawUpdate>, Cow<'_, [RawUpdate]>) {
    let senders: HashSet<PersonId> =
        attendee_lists::senders(batch).chain(administrators::senders(batch)).collect();
    if senders.is_empty() {
        return (Vec::new(), Cow::Borrowed(batch));
    }
    let is_senders = |update: &&RawUpdate| senders.contains(&sender_id(update));
    let (waiting, others): (Vec<&RawUpdate>, Vec<&RawUpdate>) = batch.iter().partition(is_senders);
    (waiting.into_iter().cloned().collect(), others.into_iter().cloned().collect())
}

impl Prefetched {
    /// Fetches what the updates need.
    pub async fn read(&mut self, db: &Db, api: &BotApi, batch: &[RawUpdate]) -> Result<(), Outage> {
        self.administrators.read(db, api, batch).await.map_err(Outage::Database)?;
        self.attendee_lists.read(db, api, batch).await
    }

    /// Forgets what was fetched for a batch that is handled.
    pub fn clear(&mut self) {
        self.attendee_lists.clear();
        self.administrators.clear();
    }
}
