//! What the bot did, for those who look on: every request, what was refused and what was odd.
//! Without a bound in tests; a long rehearsal keeps the latest only.

use std::collections::{HashMap, VecDeque};

use serde::Serialize;
use serde_json::Value;

use super::TelegramEmulator;
use super::api_error::BotApiError;
use super::faults::Fault;
use crate::clock::Millis;

/// One request of the bot, except `getUpdates`.
#[derive(Clone, Debug, Serialize)]
pub struct LoggedRequest {
    /// Real time.
    pub at: Millis,
    pub method: &'static str,
    pub params: Value,
    pub error: Option<BotApiError>,
    /// The fault that a test had ordered for it.
    #[serde(skip)]
    pub fault: Option<Fault>,
}

#[derive(Default)]
pub(super) struct RequestLog {
    requests: VecDeque<LoggedRequest>,
    call_counts: HashMap<String, usize>,
    errors: VecDeque<(String, BotApiError)>,
    warnings: VecDeque<String>,
}

impl RequestLog {
    pub fn count_call(&mut self, method: &str) {
        match self.call_counts.get_mut(method) {
            Some(calls) => *calls += 1,
            None => drop(self.call_counts.insert(method.to_owned(), 1)),
        }
    }

    pub fn add_request(&mut self, request: LoggedRequest, keep: usize) {
        if let Some(refusal) = &request.error {
            self.add_error(request.method, refusal.clone(), keep);
        }
        if request.method != "getUpdates" {
            push_bounded(&mut self.requests, request, keep);
        }
    }

    pub fn add_error(&mut self, method: &str, refusal: BotApiError, keep: usize) {
        push_bounded(&mut self.errors, (method.to_owned(), refusal), keep);
    }

    pub fn add_warnings(&mut self, about: impl IntoIterator<Item = String>, keep: usize) {
        for complaint in about {
            push_bounded(&mut self.warnings, complaint, keep);
        }
    }
}

/// Adds to a list that keeps its latest entries.
pub(super) fn push_bounded<T>(list: &mut VecDeque<T>, entry: T, keep: usize) {
    list.push_back(entry);
    while list.len() > keep {
        list.pop_front();
    }
}

impl TelegramEmulator {
    /// Every request so far, without `getUpdates`.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.lock().request_log.requests.iter().cloned().collect()
    }

    /// How often a method was called, refused calls included.
    pub fn call_count(&self, method: &str) -> usize {
        self.lock().request_log.call_counts.get(method).copied().unwrap_or_default()
    }

    /// What was refused by the world's own rules (not by an ordered fault), with the method.
    pub fn api_errors(&self) -> Vec<(String, BotApiError)> {
        self.lock().request_log.errors.iter().cloned().collect()
    }

    /// What a real server would pass over in silence and is a mistake nonetheless.
    pub fn warnings(&self) -> Vec<String> {
        self.lock().request_log.warnings.iter().cloned().collect()
    }

    /// Forgets refusals and complaints that a test has seen and expected.
    pub fn clear_errors_and_warnings(&self) {
        let mut inner = self.lock();
        inner.request_log.errors.clear();
        inner.request_log.warnings.clear();
    }

    /// Keeps at most so many requests, updates, toasts and messages of a chat: for worlds that
    /// last long.
    pub fn set_history_limit(&self, most: usize) {
        self.lock().history_limit = most;
    }
}
