//! Reads a table that somebody else made: XLSX, or text with any separator and encoding that spreadsheet programs
//! write. The content decides what a file is, never its name.
//!
//! A file is untrusted: what is unpacked, the number of rows and columns and the length of a cell are limited, and a
//! cell that is far away costs no memory. Cells are texts; a formula gives the value that was saved with it.

mod delimited;
mod encoding;
mod model;
mod workbook;

pub use model::{MAX_UNPACKED_BYTES, ReadError, ReadRow, ReadTable};

/// Reads a file of at most `max_rows` rows. Costs some time for a large one: call it outside any transaction.
pub fn read_table(bytes: &[u8], max_rows: usize) -> Result<ReadTable, ReadError> {
    let table = match bytes {
        [] => return Err(ReadError::Empty),
        [b'P', b'K', 3 | 5, ..] => workbook::read(bytes, max_rows)?,
        // a compound file: the old format, or the envelope of a protected workbook
        [0xd0, 0xcf, 0x11, 0xe0, ..] if workbook::is_protected(bytes) => return Err(ReadError::Protected),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(ReadError::OldWorkbook),
        _ => delimited::read(&encoding::decode(bytes)?, max_rows)?,
    };
    if table.rows.is_empty() { Err(ReadError::Empty) } else { Ok(table) }
}
