//! The log of the bot's requests: all of them, the refused ones, and warnings of mistakes that Telegram
//! ignores. It is unlimited until a limit is set.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::fault_queue::Fault;
use crate::api_error::BotApiError;
use crate::clock::Millis;

/// One request of the bot, except `getUpdates`.
#[derive(Clone, Debug)]
pub struct LoggedRequest {
    /// Real time of the request.
    pub at: Millis,
    /// The method, in the documentation's spelling.
    pub method: &'static str,
    /// The parameters as an object; `attach://part` stands for an upload.
    pub params: Value,
    /// The error, if the request was refused by the rules.
    pub error: Option<BotApiError>,
    /// The fault by which the request had no effect.
    pub fault: Option<Fault>,
}

/// The log. The lists keep their latest entries, as many as each call's `limit` says.
#[derive(Default)]
pub(crate) struct RequestLog {
    pub requests: VecDeque<LoggedRequest>,
    pub call_counts: HashMap<String, usize>,
    pub errors: VecDeque<(String, BotApiError)>,
    pub warnings: VecDeque<String>,
}

impl RequestLog {
    /// Counts a call of a method.
    pub fn count_call(&mut self, method: &str) {
        match self.call_counts.get_mut(method) {
            Some(calls) => *calls += 1,
            None => drop(self.call_counts.insert(method.to_owned(), 1)),
        }
    }

    /// Adds a request, and its error to the errors; `getUpdates` is left out.
    pub fn add_request(&mut self, request: LoggedRequest, limit: usize) {
        if let Some(error) = &request.error {
            self.add_error(request.method, error.clone(), limit);
        }
        if request.method != "getUpdates" {
            push_bounded(&mut self.requests, request, limit);
        }
    }

    /// Adds an error of a method.
    pub fn add_error(&mut self, method: &str, error: BotApiError, limit: usize) {
        push_bounded(&mut self.errors, (method.to_owned(), error), limit);
    }

    /// Adds warnings.
    pub fn add_warnings(&mut self, warnings: impl IntoIterator<Item = String>, limit: usize) {
        for warning in warnings {
            push_bounded(&mut self.warnings, warning, limit);
        }
    }
}

/// Adds to a list that keeps its latest `limit` entries.
pub(crate) fn push_bounded<T>(list: &mut VecDeque<T>, entry: T, limit: usize) {
    list.push_back(entry);
    while list.len() > limit {
        list.pop_front();
    }
}
