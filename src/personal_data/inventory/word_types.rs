//! What the register of processing says of a table, in French.

use super::purposes::Purpose;

/// One table in words.
#[derive(Debug, Clone, Copy)]
pub struct TableWords {
    pub table: &'static str,
    pub purpose: Purpose,
    pub label: &'static str,
    /// `column: words`, separated by semicolons, in the order in which they are read.
    columns: &'static str,
    /// What the bot deletes earlier, while it runs; empty for nothing.
    pub sooner: &'static str,
}

impl TableWords {
    /// The columns with their words.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let pairs = self.columns.split(';').filter_map(|pair| pair.split_once(':'));
        pairs.map(|(column, words)| (column.trim(), words.trim()))
    }
}

/// Words for a table of which nothing is deleted earlier.
pub const fn words(
    table: &'static str,
    purpose: Purpose,
    label: &'static str,
    columns: &'static str,
) -> TableWords {
    TableWords { table, purpose, label, columns, sooner: "" }
}

/// The same with what is deleted earlier.
pub const fn until(words: TableWords, sooner: &'static str) -> TableWords {
    TableWords { sooner, ..words }
}
