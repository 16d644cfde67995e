//! What goes wrong between a bot and Telegram, ordered beforehand by a test.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::api_error::BotApiError;
use super::params::Uploads;
use super::request_log::LoggedRequest;
use super::{TelegramEmulator, methods};

/// One way for a request to fail.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// 429, whatever the limits.
    TooManyRequests { retry_after: u64 },
    /// A gateway's error (500, 502 …) with an HTML page for a body; nothing happens.
    ServerError(u16),
    /// These words instead of an answer; nothing happens.
    CustomResponse { status: u16, body: String },
    /// It happens, and half of the answer comes.
    TruncatedJson,
    /// No answer until [`World::release`]; then the request is carried out as usual.
    Hang,
    /// The connection ends without an answer; nothing happens.
    ConnectionReset,
    /// It happens, and the connection ends without an answer.
    LostResponse,
}

/// What goes back over the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum BotApiResponse {
    Complete(Result<Value, BotApiError>),
    Truncated(Result<Value, BotApiError>),
    HtmlError(u16),
    Custom(u16, String),
    /// Nothing: the connection is closed.
    Disconnect,
}

#[derive(Default)]
pub(super) struct FaultQueue(Vec<QueuedFault>, Duration);

struct QueuedFault {
    method: Option<String>,
    remaining: usize,
    fault: Fault,
}

impl FaultQueue {
    fn take_next(&mut self, method: &str) -> Option<Fault> {
        let fits =
            |order: &QueuedFault| order.method.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(method));
        let at = self.0.iter().position(fits)?;
        let order = self.0.get_mut(at)?;
        order.remaining -= 1;
        if order.remaining == 0 { Some(self.0.remove(at).fault) } else { Some(order.fault.clone()) }
    }
}

impl TelegramEmulator {
    /// Orders a fault for the next so many calls of a method, or of any (`None`). Orders are
    /// served one after the other.
    pub fn inject_fault(&self, method: Option<&str>, times: usize, fault: Fault) {
        if times > 0 {
            self.lock().faults.0.push(QueuedFault {
                method: method.map(str::to_owned),
                remaining: times,
                fault,
            });
        }
    }

    /// Lets every call take so long: what is sent arrives so much later, what is fetched comes back
    /// so much later.
    pub fn set_latency(&self, latency: Duration) {
        self.lock().faults.1 = latency;
    }

    /// Takes back all orders.
    pub fn clear_faults(&self) {
        self.lock().faults.0.clear();
    }

    /// Lets every hanging request go on.
    pub fn release_hanging_requests(&self) {
        self.0.release_count.send_modify(|times| *times += 1);
    }

    /// How many requests hang.
    pub fn hanging_request_count(&self) -> usize {
        Arc::strong_count(&self.0.hanging_requests) - 1
    }

    /// Carries out a request as it comes over the wire: with the faults that were ordered, and
    /// waiting as long as a `getUpdates` wants to.
    pub async fn handle_request(&self, method: &str, params: Value, uploads: Uploads) -> BotApiResponse {
        let (fault, latency) = {
            let faults = &mut self.lock().faults;
            (faults.take_next(method), faults.1)
        };
        match fault {
            None if latency.is_zero() => {
                BotApiResponse::Complete(self.call_async(method, params, uploads).await)
            }
            None if method.eq_ignore_ascii_case("getUpdates") => {
                let answer = self.call_async(method, params, uploads).await;
                self.0.clock.sleep(latency).await;
                BotApiResponse::Complete(answer)
            }
            None => {
                self.0.clock.sleep(latency).await;
                BotApiResponse::Complete(self.call_async(method, params, uploads).await)
            }
            Some(Fault::TruncatedJson) => {
                BotApiResponse::Truncated(self.call_async(method, params, uploads).await)
            }
            Some(Fault::LostResponse) => {
                // The effect is what counts, so a poll does not wait for updates first.
                drop(self.call_with_files(method, params, uploads));
                BotApiResponse::Disconnect
            }
            Some(Fault::Hang) => {
                let mut released = self.0.release_count.subscribe();
                released.mark_unchanged();
                let hanging = Arc::clone(&self.0.hanging_requests);
                self.bump_revision();
                let held = released.changed().await;
                drop(hanging);
                match held {
                    Ok(()) => BotApiResponse::Complete(self.call_async(method, params, uploads).await),
                    Err(_) => BotApiResponse::Disconnect,
                }
            }
            Some(fault @ Fault::TooManyRequests { retry_after }) => {
                self.log_fault(method, params, fault);
                BotApiResponse::Complete(Err(BotApiError::too_many_requests(retry_after)))
            }
            Some(fault @ Fault::ServerError(code)) => {
                self.log_fault(method, params, fault);
                BotApiResponse::HtmlError(code)
            }
            Some(Fault::CustomResponse { status, body }) => {
                self.log_fault(method, params, Fault::CustomResponse { status, body: body.clone() });
                BotApiResponse::Custom(status, body)
            }
            Some(Fault::ConnectionReset) => {
                self.log_fault(method, params, Fault::ConnectionReset);
                BotApiResponse::Disconnect
            }
        }
    }

    fn log_fault(&self, method: &str, params: Value, fault: Fault) {
        let Some(method) = methods::find(method) else { return };
        self.modify(|inner| {
            inner.request_log.count_call(method.name);
            let at = inner.clock.real_now();
            let request = LoggedRequest { at, method: method.name, params, error: None, fault: Some(fault) };
            inner.request_log.add_request(request, inner.history_limit);
        });
    }
}
