//! What goes wrong between a bot and Telegram, ordered beforehand by a test.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::journal::Request;
use super::params::Uploads;
use super::refusal::Refusal;
use super::{World, methods};

/// One way for a request to fail.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// 429, whatever the limits.
    TooMany { retry_after: u64 },
    /// A gateway's error (500, 502 …) with an HTML page for a body; nothing happens.
    Server(u16),
    /// These words instead of an answer; nothing happens.
    Says { status: u16, body: String },
    /// It happens, and half of the answer comes.
    HalfJson,
    /// No answer until [`World::release`]; then the request is carried out as usual.
    Hang,
    /// The connection ends without an answer; nothing happens.
    Reset,
    /// It happens, and the connection ends without an answer.
    AfterEffect,
}

/// What goes back over the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Whole(Result<Value, Refusal>),
    Half(Result<Value, Refusal>),
    Page(u16),
    Words(u16, String),
    /// Nothing: the connection is closed.
    Nothing,
}

#[derive(Default)]
pub(super) struct Faults(Vec<Order>, Duration);

struct Order {
    method: Option<String>,
    times: usize,
    fault: Fault,
}

impl Faults {
    fn next(&mut self, method: &str) -> Option<Fault> {
        let fits = |order: &Order| order.method.as_ref().is_none_or(|name| name.eq_ignore_ascii_case(method));
        let at = self.0.iter().position(fits)?;
        let order = self.0.get_mut(at)?;
        order.times -= 1;
        if order.times == 0 { Some(self.0.remove(at).fault) } else { Some(order.fault.clone()) }
    }
}

impl World {
    /// Orders a fault for the next so many calls of a method, or of any (`None`). Orders are
    /// served one after the other.
    pub fn fail(&self, method: Option<&str>, times: usize, fault: Fault) {
        if times > 0 {
            self.inner().faults.0.push(Order { method: method.map(str::to_owned), times, fault });
        }
    }

    /// Lets every call take so long: what is sent arrives so much later, what is fetched comes back
    /// so much later.
    pub fn set_latency(&self, latency: Duration) {
        self.inner().faults.1 = latency;
    }

    /// Takes back all orders.
    pub fn heal(&self) {
        self.inner().faults.0.clear();
    }

    /// Lets every hanging request go on.
    pub fn release(&self) {
        self.0.released.send_modify(|times| *times += 1);
    }

    /// How many requests hang.
    pub fn hanging(&self) -> usize {
        Arc::strong_count(&self.0.hanging) - 1
    }

    /// Carries out a request as it comes over the wire: with the faults that were ordered, and
    /// waiting as long as a `getUpdates` wants to.
    pub async fn answer(&self, method: &str, params: Value, uploads: Uploads) -> Answer {
        let (fault, latency) = {
            let faults = &mut self.inner().faults;
            (faults.next(method), faults.1)
        };
        match fault {
            None if latency.is_zero() => Answer::Whole(self.request(method, params, uploads).await),
            None if method.eq_ignore_ascii_case("getUpdates") => {
                let answer = self.request(method, params, uploads).await;
                self.0.clock.sleep(latency).await;
                Answer::Whole(answer)
            }
            None => {
                self.0.clock.sleep(latency).await;
                Answer::Whole(self.request(method, params, uploads).await)
            }
            Some(Fault::HalfJson) => Answer::Half(self.request(method, params, uploads).await),
            Some(Fault::AfterEffect) => {
                // The effect is what counts, so a poll does not wait for updates first.
                drop(self.call_with(method, params, uploads));
                Answer::Nothing
            }
            Some(Fault::Hang) => {
                let mut released = self.0.released.subscribe();
                released.mark_unchanged();
                let hanging = Arc::clone(&self.0.hanging);
                self.touch();
                let held = released.changed().await;
                drop(hanging);
                match held {
                    Ok(()) => Answer::Whole(self.request(method, params, uploads).await),
                    Err(_) => Answer::Nothing,
                }
            }
            Some(fault @ Fault::TooMany { retry_after }) => {
                self.note_fault(method, params, fault);
                Answer::Whole(Err(Refusal::too_many(retry_after)))
            }
            Some(fault @ Fault::Server(code)) => {
                self.note_fault(method, params, fault);
                Answer::Page(code)
            }
            Some(Fault::Says { status, body }) => {
                self.note_fault(method, params, Fault::Says { status, body: body.clone() });
                Answer::Words(status, body)
            }
            Some(Fault::Reset) => {
                self.note_fault(method, params, Fault::Reset);
                Answer::Nothing
            }
        }
    }

    fn note_fault(&self, method: &str, params: Value, fault: Fault) {
        let Some(method) = methods::find(method) else { return };
        self.act(|inner| {
            inner.journal.count(method.name);
            let at = inner.clock.mono();
            let request = Request { at, method: method.name, params, refused: None, fault: Some(fault) };
            inner.journal.request(request, inner.keep);
        });
    }
}
