//! Long polling. The offset of a request acknowledges the batch before it, and the request is not made until
//! that batch's whole effect is committed.

use std::time::Duration;

use serde_json::json;
use serde_json::value::RawValue;

use super::api::{BotApi, CallError};
use super::incoming::ALLOWED_UPDATES;
use super::raw_update::RawUpdate;
use crate::ids::UpdateId;

/// Telegram's limit for a long poll.
const LONG_POLL_TIMEOUT: Duration = Duration::from_secs(50);
/// Time for the network in addition to the long poll itself.
const NETWORK_SLACK: Duration = Duration::from_secs(10);
/// Telegram's limit for one answer.
const MAX_BATCH: u32 = 100;

/// Fetches updates and remembers what is committed.
pub struct Poller {
    api: BotApi,
    /// One more than the last id of the last committed batch; not the largest id ever seen, because ids
    /// restart at a random number, perhaps a lower one, after a week without updates.
    offset: Option<UpdateId>,
}

impl Poller {
    /// A poller that has acknowledged nothing.
    pub fn new(api: BotApi) -> Self {
        Self { api, offset: None }
    }

    /// The waiting updates. If there are none, waits up to `timeout` (whole seconds) for one.
    pub async fn fetch(&self, timeout: Duration) -> Result<Vec<RawUpdate>, CallError> {
        let mut body =
            json!({ "limit": MAX_BATCH, "timeout": timeout.as_secs(), "allowed_updates": ALLOWED_UPDATES });
        if let Some(offset) = self.offset {
            body["offset"] = json!(offset);
        }
        let list: Vec<Box<RawValue>> =
            self.api.call_with_timeout(timeout + NETWORK_SLACK, "getUpdates", &body).await?;
        Ok(list.into_iter().filter_map(parse_or_skip).collect())
    }

    /// A long poll of the longest duration that Telegram allows.
    pub async fn long_poll(&self) -> Result<Vec<RawUpdate>, CallError> {
        self.fetch(LONG_POLL_TIMEOUT).await
    }

    /// The batch is committed: the next request acknowledges it. False if the batch was empty or the same as
    /// the one before, so that an immediate request would gain nothing.
    pub fn confirm(&mut self, batch: &[RawUpdate]) -> bool {
        let next = batch.last().map(|last| last.id.next());
        let is_new = next.is_some() && next != self.offset;
        self.offset = next.or(self.offset);
        is_new
    }
}

/// An update without an id cannot be acknowledged by itself. It is skipped and blocks no other.
fn parse_or_skip(json: Box<RawValue>) -> Option<RawUpdate> {
    let parsed = RawUpdate::from_json(json);
    if parsed.is_err() {
        tracing::warn!("an update without an id is skipped");
    }
    parsed.ok()
}
