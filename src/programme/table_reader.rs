//! The keys of one table of an event file. Whatever is asked for is thereby known, so that the keys
//! nobody asked for are the unknown ones: there is no second list to keep.

use std::cell::RefCell;

use toml::de::{DeTable, DeValue};

use super::source_file::{SourceFile, did_you_mean};
use super::value_reader::ValueReader;

/// A table being read.
pub(super) struct TableReader<'r> {
    pub source_file: &'r SourceFile<'r>,
    table: &'r DeTable<'r>,
    /// Where it begins, and how to call it in a message.
    pub offset: usize,
    name: String,
    requested_keys: RefCell<Vec<&'static str>>,
}

impl<'r> TableReader<'r> {
    pub fn new(
        source_file: &'r SourceFile<'r>,
        table: &'r DeTable<'r>,
        offset: usize,
        name: impl Into<String>,
    ) -> Self {
        Self { source_file, table, offset, name: name.into(), requested_keys: RefCell::default() }
    }

    /// The value of a key that may be absent.
    pub fn get(&self, key: &'static str) -> Option<ValueReader<'r>> {
        if !self.requested_keys.borrow().contains(&key) {
            self.requested_keys.borrow_mut().push(key);
        }
        let (key, value) = self.table.get_key_value(key)?;
        Some(ValueReader {
            source_file: self.source_file,
            key: key.get_ref(),
            span: value.span(),
            toml: value.get_ref(),
        })
    }

    /// The value of a key that must be there.
    pub fn require(&self, key: &'static str) -> Option<ValueReader<'r>> {
        let value = self.get(key);
        if value.is_none() {
            self.source_file
                .missing_key(self.offset, format!("The key \"{key}\" is missing in {}; add it.", self.name));
        }
        value
    }

    /// The table under a key that may be absent.
    pub fn table(&self, key: &'static str) -> Option<TableReader<'r>> {
        let value = self.get(key)?;
        value.table(format!("[{key}]"))
    }

    /// The tables written one by one under `[[key]]`, numbered from 1 in messages.
    pub fn tables(&self, key: &'static str) -> Vec<TableReader<'r>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items = if matches!(value.toml, DeValue::Table(_)) {
            self.source_file
                .error(value.span.start, format!("Write [[{key}]] with two brackets on each side."));
            Vec::new()
        } else {
            value.items()
        };
        let numbered = items.into_iter().zip(1..);
        numbered.filter_map(|(item, n)| item.table(format!("[[{key}]] number {n}"))).collect()
    }

    /// Every key with its value, for a table whose keys are the organiser's.
    pub fn entries(&self) -> impl Iterator<Item = (usize, ValueReader<'r>)> {
        self.table.iter().map(|(key, value)| {
            let named = ValueReader {
                source_file: self.source_file,
                key: key.get_ref(),
                span: value.span(),
                toml: value.get_ref(),
            };
            (key.span().start, named)
        })
    }

    /// Names the keys that nobody asked for. Call it when everything has been asked.
    pub fn report_unknown_keys(&self) {
        let asked = self.requested_keys.borrow();
        for key in self.table.keys().filter(|key| !asked.contains(&key.get_ref().as_ref())) {
            let word = key.get_ref();
            let advice = match did_you_mean(word, asked.iter().copied()) {
                Some(known) => format!("did you mean \"{known}\"?"),
                None => format!("the keys known here are {}.", asked.join(", ")),
            };
            self.source_file
                .unknown_key(key.span().start, format!("Unknown key \"{word}\" in {}; {advice}", self.name));
        }
    }
}
