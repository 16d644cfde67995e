//! What the bot did, for those who look on: every request, what was refused and what was odd.
//! Without a bound in tests; a long rehearsal keeps the latest only.

use std::collections::{HashMap, VecDeque};

use serde::Serialize;
use serde_json::Value;

use super::World;
use super::faults::Fault;
use super::refusal::Refusal;
use crate::clock::Millis;

/// One request of the bot, except `getUpdates`.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    /// Real time.
    pub at: Millis,
    pub method: &'static str,
    pub params: Value,
    pub refused: Option<Refusal>,
    /// The fault that a test had ordered for it.
    #[serde(skip)]
    pub fault: Option<Fault>,
}

#[derive(Default)]
pub(super) struct Journal {
    requests: VecDeque<Request>,
    calls: HashMap<String, usize>,
    refusals: VecDeque<(String, Refusal)>,
    complaints: VecDeque<String>,
}

impl Journal {
    pub fn count(&mut self, method: &str) {
        match self.calls.get_mut(method) {
            Some(calls) => *calls += 1,
            None => drop(self.calls.insert(method.to_owned(), 1)),
        }
    }

    pub fn request(&mut self, request: Request, keep: usize) {
        if let Some(refusal) = &request.refused {
            self.refuse(request.method, refusal.clone(), keep);
        }
        if request.method != "getUpdates" {
            bounded(&mut self.requests, request, keep);
        }
    }

    pub fn refuse(&mut self, method: &str, refusal: Refusal, keep: usize) {
        bounded(&mut self.refusals, (method.to_owned(), refusal), keep);
    }

    pub fn complain(&mut self, about: impl IntoIterator<Item = String>, keep: usize) {
        for complaint in about {
            bounded(&mut self.complaints, complaint, keep);
        }
    }
}

/// Adds to a list that keeps its latest entries.
pub(super) fn bounded<T>(list: &mut VecDeque<T>, entry: T, keep: usize) {
    list.push_back(entry);
    while list.len() > keep {
        list.pop_front();
    }
}

impl World {
    /// Every request so far, without `getUpdates`.
    pub fn requests(&self) -> Vec<Request> {
        self.inner().journal.requests.iter().cloned().collect()
    }

    /// How often a method was called, refused calls included.
    pub fn calls(&self, method: &str) -> usize {
        self.inner().journal.calls.get(method).copied().unwrap_or_default()
    }

    /// What was refused by the world's own rules (not by an ordered fault), with the method.
    pub fn refusals(&self) -> Vec<(String, Refusal)> {
        self.inner().journal.refusals.iter().cloned().collect()
    }

    /// What a real server would pass over in silence and is a mistake nonetheless.
    pub fn complaints(&self) -> Vec<String> {
        self.inner().journal.complaints.iter().cloned().collect()
    }

    /// Forgets refusals and complaints that a test has seen and expected.
    pub fn forgive(&self) {
        let mut inner = self.inner();
        inner.journal.refusals.clear();
        inner.journal.complaints.clear();
    }

    /// Keeps at most so many requests, updates, toasts and messages of a chat: for worlds that
    /// last long.
    pub fn keep(&self, most: usize) {
        self.inner().keep = most;
    }
}
