//! Tables as files: `writing` makes CSV, XLSX and JSON, `reading` takes the tables that other people made.

mod reading;
mod writing;

pub use reading::{MAX_UNPACKED_BYTES, ReadError, ReadRow, ReadTable, read_table};
pub use writing::{Cell, Table, TableError, TableFormat, XLSX_MEDIA_TYPE};
