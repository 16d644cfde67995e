//! The bot's calls: in this process, waiting for a long poll, and as they come over the wire with faults and
//! latency.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::handle::TelegramEmulator;
use super::wire_response::WireResponse;
use crate::api_error::BotApiError;
use crate::clock;
use crate::request::Uploads;
use crate::state::{Fault, FloodLimits};

/// Calls of the bot.
impl TelegramEmulator {
    /// Calls a Bot API method. `params` is an object or null. A `getUpdates` does not wait. Returns the
    /// `result` of the response.
    pub fn call(&self, method: &str, params: Value) -> Result<Value, BotApiError> {
        self.call_with_files(method, params, Uploads::new())
    }

    /// The same with files; a parameter refers to a file as `attach://part` or by having its name.
    pub fn call_with_files(
        &self,
        method: &str,
        params: Value,
        uploads: Uploads,
    ) -> Result<Value, BotApiError> {
        self.modify(|state| state.call(method, params, uploads))
    }

    /// The same, but a `getUpdates` waits for updates as long as its `timeout` says.
    pub async fn call_async(
        &self,
        method: &str,
        params: Value,
        uploads: Uploads,
    ) -> Result<Value, BotApiError> {
        if is_get_updates(method) {
            self.long_poll(params).await
        } else {
            self.call_with_files(method, params, uploads)
        }
    }

    async fn long_poll(&self, params: Value) -> Result<Value, BotApiError> {
        let mut wakeups = self.poll_wakeups();
        let poll = self.modify(|state| state.call_get_updates(params))?;
        let arrival = async {
            loop {
                wakeups.mark_unchanged();
                if let Some(result) = self.lock().try_finish_poll(&poll) {
                    return result;
                }
                if wakeups.changed().await.is_err() {
                    return Ok(json!([]));
                }
            }
        };
        let result = clock::timeout(poll.timeout, arrival).await.unwrap_or_else(|| Ok(json!([])));
        if let Err(error) = &result {
            self.lock().log_poll_error(error.clone());
        }
        result
    }
}

/// Faults, latency and limits.
impl TelegramEmulator {
    /// Orders a fault for the next `times` calls over HTTP of a method, or of any method (`None`). The
    /// first order that matches a call is used.
    pub fn inject_fault(&self, method: Option<&str>, times: usize, fault: Fault) {
        self.lock().faults.push(method, times, fault);
    }

    /// Cancels all ordered faults.
    pub fn clear_faults(&self) {
        self.lock().faults.clear();
    }

    /// Delays every call over HTTP: a request takes effect so much later, and updates arrive so much later.
    pub fn set_latency(&self, latency: Duration) {
        self.lock().faults.latency = latency;
    }

    /// Continues every request that hangs by [`Fault::Hang`].
    pub fn release_hanging_requests(&self) {
        self.releases().send_modify(|times| *times += 1);
    }

    /// The number of requests that hang by [`Fault::Hang`].
    pub fn hanging_request_count(&self) -> usize {
        Arc::strong_count(self.hanging_requests()) - 1
    }

    /// Switches flood limits on, or off with `None` (as they are at first), and forgets what was counted.
    pub fn set_flood_limits(&self, limits: Option<FloodLimits>) {
        self.lock().flood_meter.reset(limits);
    }

    /// Switches the bot's privacy mode in groups, which is on at first.
    pub fn set_privacy_mode(&self, on: bool) {
        self.lock().has_privacy_mode = on;
    }
}

/// For the server.
impl TelegramEmulator {
    /// Whether this is the bot's token.
    pub(crate) fn is_bot_token(&self, token: &str) -> bool {
        self.lock().bot.token == token
    }

    /// Handles a request that came over HTTP, with its latency and the fault that was ordered for it.
    pub(crate) async fn handle_request(&self, method: &str, params: Value, uploads: Uploads) -> WireResponse {
        let (fault, latency) = {
            let faults = &mut self.lock().faults;
            (faults.take_next(method), faults.latency)
        };
        match fault {
            None if latency.is_zero() => {
                WireResponse::Complete(self.call_async(method, params, uploads).await)
            }
            None if is_get_updates(method) => {
                let result = self.call_async(method, params, uploads).await;
                clock::sleep(latency).await;
                WireResponse::Complete(result)
            }
            None => {
                clock::sleep(latency).await;
                WireResponse::Complete(self.call_async(method, params, uploads).await)
            }
            Some(Fault::TruncatedJson) => {
                WireResponse::Truncated(self.call_async(method, params, uploads).await)
            }
            Some(Fault::LostResponse) => {
                // only the effect matters, so a `getUpdates` does not wait
                drop(self.call_with_files(method, params, uploads));
                WireResponse::Disconnect
            }
            Some(Fault::Hang) => {
                self.hang().await;
                WireResponse::Complete(self.call_async(method, params, uploads).await)
            }
            Some(fault) => self.fail_without_effect(method, params, fault),
        }
    }

    /// Waits for [`release_hanging_requests`](Self::release_hanging_requests).
    async fn hang(&self) {
        let mut releases = self.releases().subscribe();
        releases.mark_unchanged();
        let hanging = Arc::clone(self.hanging_requests());
        self.bump_revision();
        // it cannot fail: `self` owns the sender
        let _ = releases.changed().await;
        drop(hanging);
    }

    fn fail_without_effect(&self, method: &str, params: Value, fault: Fault) -> WireResponse {
        self.modify(|state| state.log_fault(method, params, fault.clone()));
        match fault {
            Fault::TooManyRequests { retry_after } => {
                WireResponse::Complete(Err(BotApiError::too_many_requests(retry_after)))
            }
            Fault::ServerError(status) => WireResponse::HtmlError(status),
            Fault::CustomResponse { status, body } => WireResponse::Custom { status, body },
            Fault::ConnectionReset | Fault::LostResponse | Fault::TruncatedJson | Fault::Hang => {
                WireResponse::Disconnect
            }
        }
    }
}

fn is_get_updates(method: &str) -> bool {
    method.eq_ignore_ascii_case("getUpdates")
}
