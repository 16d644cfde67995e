//! Long polling that acknowledges only what is committed: the next request's offset confirms the
//! batch before, and it is not made until that batch's whole effect is in the database.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;

use crate::telegram::RawUpdate;
use crate::telegram::api::{BotApi, CallError};
use crate::telegram::incoming::ALLOWED_UPDATES;

/// Telegram caps a long poll at 50 s.
const LONG_POLL_TIMEOUT: Duration = Duration::from_secs(50);
/// What the network may add to it.
const NETWORK_SLACK: Duration = Duration::from_secs(10);
/// The most that Telegram hands over at once.
const MAX_BATCH: u32 = 100;

pub struct Poller {
    api: BotApi,
    /// One more than the last update of the last committed batch. Not the largest id ever seen:
    /// after a quiet week they begin anew, perhaps lower.
    offset: Option<i64>,
}

#[derive(Deserialize)]
struct UpdateHeader {
    update_id: i64,
}

impl Poller {
    pub fn new(api: BotApi) -> Self {
        Self { api, offset: None }
    }

    /// The updates that wait; waits for one for as long as `patience` (whole seconds).
    pub async fn fetch(&self, patience: Duration) -> Result<Vec<RawUpdate>, CallError> {
        let mut body =
            json!({ "limit": MAX_BATCH, "timeout": patience.as_secs(), "allowed_updates": ALLOWED_UPDATES });
        if let Some(offset) = self.offset {
            body["offset"] = json!(offset);
        }
        let list: Vec<Box<RawValue>> =
            self.api.call_with_timeout(patience + NETWORK_SLACK, "getUpdates", &body).await?;
        let updates: Vec<RawUpdate> = list.into_iter().filter_map(parse_raw_update).collect();
        Ok(updates)
    }

    /// A long poll, as long as Telegram allows.
    pub async fn long_poll(&self) -> Result<Vec<RawUpdate>, CallError> {
        self.fetch(LONG_POLL_TIMEOUT).await
    }

    /// The batch is committed: the next request confirms it. False if it was the same as the one before, or
    /// empty: nothing is gained by asking again at once.
    pub fn confirm(&mut self, batch: &[RawUpdate]) -> bool {
        let next = batch.last().map(|last| last.id.saturating_add(1));
        let is_new = next.is_some() && next != self.offset;
        self.offset = next.or(self.offset);
        is_new
    }
}

/// An update with its number. One that has none could never be confirmed by itself, and holds up no other.
fn parse_raw_update(json: Box<RawValue>) -> Option<RawUpdate> {
    match serde_json::from_str::<UpdateHeader>(json.get()) {
        Ok(head) => Some(RawUpdate { id: head.update_id, json }),
        Err(_) => {
            tracing::warn!("an update without a number is passed over");
            None
        }
    }
}
