//! The keys of one table of an event file. The reader records every requested key; the keys that were never
//! requested are the unknown ones, so that no second list of keys exists.

use std::cell::RefCell;

use toml::de::{DeTable, DeValue};

use super::source_file::{SourceFile, did_you_mean};
use super::value_reader::ValueReader;

/// A table of the file, and the keys requested from it so far.
pub(crate) struct TableReader<'r> {
    pub source_file: &'r SourceFile<'r>,
    table: &'r DeTable<'r>,
    /// Where it begins, in bytes.
    pub offset: usize,
    /// Its name in messages.
    name: String,
    requested_keys: RefCell<Vec<&'static str>>,
}

impl<'r> TableReader<'r> {
    /// A reader of `table`, which messages call `name`.
    pub fn new(
        source_file: &'r SourceFile<'r>,
        table: &'r DeTable<'r>,
        offset: usize,
        name: impl Into<String>,
    ) -> Self {
        Self { source_file, table, offset, name: name.into(), requested_keys: RefCell::default() }
    }

    /// The table that `value` is, which messages call `name`; any other type is a mistake.
    pub fn from_value(value: &ValueReader<'r>, name: impl Into<String>) -> Option<Self> {
        match value.toml {
            DeValue::Table(table) => Some(Self::new(value.source_file, table, value.span.start, name)),
            _ => value.type_error("a table with keys of its own"),
        }
    }

    /// The value of an optional key.
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

    /// The value of a required key; its absence is a mistake.
    pub fn require(&self, key: &'static str) -> Option<ValueReader<'r>> {
        let value = self.get(key);
        if value.is_none() {
            self.source_file
                .missing_key(self.offset, format!("The key \"{key}\" is missing in {}; add it.", self.name));
        }
        value
    }

    /// The table under an optional key.
    pub fn table(&self, key: &'static str) -> Option<TableReader<'r>> {
        let value = self.get(key)?;
        Self::from_value(&value, format!("[{key}]"))
    }

    /// The tables under `[[key]]`, numbered from 1 in messages.
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
        numbered.filter_map(|(item, n)| Self::from_value(&item, format!("[[{key}]] number {n}"))).collect()
    }

    /// Every key's byte offset with its value, for a table whose keys the organiser chooses.
    pub fn entries(&self) -> impl Iterator<Item = (usize, ValueReader<'r>)> {
        self.table.iter().map(|(key, value)| {
            let value = ValueReader {
                source_file: self.source_file,
                key: key.get_ref(),
                span: value.span(),
                toml: value.get_ref(),
            };
            (key.span().start, value)
        })
    }

    /// Reports the keys that were never requested. Call it after all requests.
    pub fn report_unknown_keys(&self) {
        let requested = self.requested_keys.borrow();
        for key in self.table.keys().filter(|key| !requested.contains(&key.get_ref().as_ref())) {
            let word = key.get_ref();
            let advice = match did_you_mean(word, requested.iter().copied()) {
                Some(known) => format!("did you mean \"{known}\"?"),
                None => format!("the keys known here are {}.", requested.join(", ")),
            };
            self.source_file
                .unknown_key(key.span().start, format!("Unknown key \"{word}\" in {}; {advice}", self.name));
        }
    }
}
