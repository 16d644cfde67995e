//! The keys of one table of an event file. Whatever is asked for is thereby known, so that the keys
//! nobody asked for are the unknown ones: there is no second list to keep.

use std::cell::RefCell;

use toml::de::{DeTable, DeValue};

use super::page::{Page, did_you_mean};
use super::values::Value;

/// A table being read.
pub(super) struct Fields<'r> {
    pub page: &'r Page<'r>,
    table: &'r DeTable<'r>,
    /// Where it begins, and how to call it in a message.
    pub at: usize,
    name: String,
    asked: RefCell<Vec<&'static str>>,
}

impl<'r> Fields<'r> {
    pub fn new(page: &'r Page<'r>, table: &'r DeTable<'r>, at: usize, name: impl Into<String>) -> Self {
        Self { page, table, at, name: name.into(), asked: RefCell::default() }
    }

    /// The value of a key that may be absent.
    pub fn get(&self, key: &'static str) -> Option<Value<'r>> {
        if !self.asked.borrow().contains(&key) {
            self.asked.borrow_mut().push(key);
        }
        let (key, value) = self.table.get_key_value(key)?;
        Some(Value { page: self.page, key: key.get_ref(), at: value.span(), value: value.get_ref() })
    }

    /// The value of a key that must be there.
    pub fn need(&self, key: &'static str) -> Option<Value<'r>> {
        let value = self.get(key);
        if value.is_none() {
            self.page.missing(self.at, format!("The key \"{key}\" is missing in {}; add it.", self.name));
        }
        value
    }

    /// The table under a key that may be absent.
    pub fn table(&self, key: &'static str) -> Option<Fields<'r>> {
        let value = self.get(key)?;
        value.fields(format!("[{key}]"))
    }

    /// The tables written one by one under `[[key]]`, numbered from 1 in messages.
    pub fn tables(&self, key: &'static str) -> Vec<Fields<'r>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items = if matches!(value.value, DeValue::Table(_)) {
            self.page.mistake(value.at.start, format!("Write [[{key}]] with two brackets on each side."));
            Vec::new()
        } else {
            value.list()
        };
        let numbered = items.into_iter().zip(1..);
        numbered.filter_map(|(item, n)| item.fields(format!("[[{key}]] number {n}"))).collect()
    }

    /// Every key with its value, for a table whose keys are the organiser's.
    pub fn entries(&self) -> impl Iterator<Item = (usize, Value<'r>)> {
        self.table.iter().map(|(key, value)| {
            let named =
                Value { page: self.page, key: key.get_ref(), at: value.span(), value: value.get_ref() };
            (key.span().start, named)
        })
    }

    /// Names the keys that nobody asked for. Call it when everything has been asked.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.table.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            let word = key.get_ref();
            let advice = match did_you_mean(word, asked.iter().copied()) {
                Some(known) => format!("did you mean \"{known}\"?"),
                None => format!("the keys known here are {}.", asked.join(", ")),
            };
            self.page.unknown(key.span().start, format!("Unknown key \"{word}\" in {}; {advice}", self.name));
        }
    }
}
