//! The faults that a test has ordered for coming requests.

use std::time::Duration;

/// One way for a request to fail.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Status 429; the request has no effect.
    TooManyRequests {
        /// How long the bot has to wait, in seconds.
        retry_after: u64,
    },
    /// A gateway error with this HTTP status (500, 502 …) and an HTML page; the request has no effect.
    ServerError(u16),
    /// Any response; the request has no effect.
    CustomResponse {
        /// The HTTP status.
        status: u16,
        /// The body, sent as `application/json`.
        body: String,
    },
    /// The request has its effect, and half of the response arrives.
    TruncatedJson,
    /// No response before [`release_hanging_requests`](crate::TelegramEmulator::release_hanging_requests);
    /// then the request is handled as usual.
    Hang,
    /// The connection closes without a response; the request has no effect.
    ConnectionReset,
    /// The request has its effect, and the connection closes without a response.
    LostResponse,
}

/// Faults in the order in which they were ordered, and the latency of all calls.
#[derive(Default)]
pub(crate) struct FaultQueue {
    queue: Vec<QueuedFault>,
    pub latency: Duration,
}

struct QueuedFault {
    /// `None` for any method.
    method: Option<String>,
    remaining: usize,
    fault: Fault,
}

impl FaultQueue {
    /// Adds a fault for the next `times` calls.
    pub fn push(&mut self, method: Option<&str>, times: usize, fault: Fault) {
        if times > 0 {
            self.queue.push(QueuedFault { method: method.map(str::to_owned), remaining: times, fault });
        }
    }

    /// Removes and returns the fault for a call of `method`.
    pub fn take_next(&mut self, method: &str) -> Option<Fault> {
        let matches = |queued: &QueuedFault| {
            queued.method.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(method))
        };
        let index = self.queue.iter().position(matches)?;
        let queued = self.queue.get_mut(index)?;
        queued.remaining -= 1;
        if queued.remaining == 0 { Some(self.queue.remove(index).fault) } else { Some(queued.fault.clone()) }
    }

    /// Removes all faults; the latency stays.
    pub fn clear(&mut self) {
        self.queue.clear();
    }
}
