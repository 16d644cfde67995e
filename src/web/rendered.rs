//! The states of the pages that many watch, as they are sent.

use crate::clock::EventTime;

/// A state of the hall screen.
#[derive(Debug)]
pub struct RenderedScreen {
    pub json: String,
    /// Where the QR code leads; empty for none.
    pub code_url: String,
}

/// A state of the stage.
#[derive(Debug)]
pub struct RenderedStage {
    /// The secret word of the address.
    pub word: String,
    /// When the present point of the programme ends.
    pub ends: Option<EventTime>,
    pub json: String,
}

impl RenderedStage {
    /// The state with the milliseconds that are left at `now`, negative beyond the end; `null` where there is no end.
    pub fn with_time_left(&self, now: EventTime) -> String {
        let left = self.ends.map_or_else(|| "null".to_owned(), |ends| (ends - now).to_string());
        format!("{{\"left\":{left},\"state\":{}}}", self.json)
    }
}
