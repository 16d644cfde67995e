//! A table as it was read, the limits of one, and why a file is none.

use crate::text::truncate;

/// The most that a workbook may hold once it is unpacked: ten times what 5,000 rows of ten cells take.
pub const MAX_UNPACKED_BYTES: u64 = 50 << 20;
/// Cells further to the right are ignored.
pub const MAX_COLUMNS: usize = 60;
/// Longer cells are cut.
pub const MAX_CELL_CHARS: usize = 1_000;

/// A table as it was read: the rows that hold something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadTable {
    pub rows: Vec<ReadRow>,
    /// The sheet that was read, where the workbook has others that hold something.
    pub only_sheet: Option<String>,
}

/// One row with at least one cell that is not blank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadRow {
    /// The line of the file, or the row of the sheet; the first one is 1.
    pub line: u32,
    /// The cells from the left, blank where there is nothing.
    pub cells: Vec<String>,
    /// Whether a cell has a formula without a value, or an error such as `#REF!`.
    pub has_missing_value: bool,
}

/// Why a file cannot be read as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("the file is too large once it is unpacked")]
    TooLarge,
    #[error("the file has too many rows")]
    TooManyRows,
    /// A picture, a PDF, a web page …
    #[error("the file is not a table")]
    NotATable,
    /// A workbook of Excel 97 to 2003.
    #[error("the file is an old workbook (.xls)")]
    OldWorkbook,
    #[error("the workbook is protected by a password")]
    Protected,
    #[error("the workbook is damaged, or of another program")]
    Broken,
}

/// The cells of a row within the limits; `None` if all of them are blank.
pub fn limit_cells(cells: impl Iterator<Item = String>) -> Option<Vec<String>> {
    let mut cells: Vec<String> =
        cells.take(MAX_COLUMNS).map(|cell| truncate(cell.trim(), MAX_CELL_CHARS)).collect();
    let used = cells.iter().rposition(|cell| !cell.is_empty())? + 1;
    cells.truncate(used);
    Some(cells)
}
