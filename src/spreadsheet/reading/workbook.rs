//! Workbooks (XLSX): the first visible sheet that holds something.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader as _, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;
use zip::result::ZipError;

use super::model::{MAX_COLUMNS, MAX_UNPACKED_BYTES, ReadError, ReadRow, ReadTable, limit_cells};

/// More parts than any workbook of people has.
const MAX_PARTS: usize = 2_000;
/// The name of the stream that holds a protected workbook, in UTF-16 as it stands in the compound file.
const ENCRYPTED_STREAM: &str = "EncryptedPackage";

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads a workbook.
pub fn read(bytes: &[u8], max_rows: usize) -> Result<ReadTable, ReadError> {
    check_unpacked_size(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error: XlsxError| read_error(&error))?;
    let is_shown =
        |sheet: &&Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    let names: Vec<String> =
        book.sheets_metadata().iter().filter(is_shown).map(|sheet| sheet.name.clone()).collect();
    let mut table = ReadTable::default();
    for name in names {
        if table.rows.is_empty() {
            table.rows = read_sheet(&mut book, &name, max_rows)?;
            table.only_sheet = Some(name);
        } else if !read_sheet(&mut book, &name, 1).is_ok_and(|rows| rows.is_empty()) {
            return Ok(table);
        }
    }
    Ok(ReadTable { only_sheet: None, ..table })
}

/// Whether a compound file is the envelope of a workbook with a password.
pub fn is_protected(bytes: &[u8]) -> bool {
    let name: Vec<u8> = ENCRYPTED_STREAM.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Unpacks the whole archive into nothing. The sizes that an archive declares can be wrong, so they are not used.
fn check_unpacked_size(bytes: &[u8]) -> Result<(), ReadError> {
    let broken = |error: ZipError| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Protected,
        _ => ReadError::Broken,
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MAX_PARTS {
        return Err(ReadError::TooLarge);
    }
    let mut left = MAX_UNPACKED_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let size = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        left = left.checked_sub(size.map_err(|_| ReadError::Broken)?).ok_or(ReadError::TooLarge)?;
    }
    Ok(())
}

/// The rows of a sheet, cell by cell: calamine's own table of a sheet with one cell far away would fill the memory.
fn read_sheet(book: &mut Book<'_>, name: &str, max_rows: usize) -> Result<Vec<ReadRow>, ReadError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| read_error(&error))?;
    let mut rows = Vec::new();
    let mut row = ReadRow::default();
    loop {
        let cell = cells.next_cell_with_formula_metadata().map_err(|error| read_error(&error))?;
        let line = cell.as_ref().map_or(0, |cell| cell.pos.0.saturating_add(1));
        if line != row.line {
            let has_missing_value = row.has_missing_value;
            let finished = std::mem::replace(&mut row, ReadRow { line, ..ReadRow::default() });
            if let Some(cells) = limit_cells(finished.cells.into_iter()) {
                if rows.len() == max_rows {
                    return Err(ReadError::TooManyRows);
                }
                rows.push(ReadRow { line: finished.line, cells, has_missing_value });
            }
        }
        let Some(cell) = cell else { return Ok(rows) };
        let column = cell.pos.1 as usize;
        if column >= MAX_COLUMNS {
            continue;
        }
        let text = cell_text(&cell.value);
        row.has_missing_value |= matches!(cell.value, DataRef::Error(_))
            || (cell.formula.is_some() && text.as_deref().is_none_or(str::is_empty));
        row.cells.resize(row.cells.len().max(column + 1), String::new());
        row.cells[column] = text.unwrap_or_default();
    }
}

/// A cell as text; `None` for an error and for nothing.
fn cell_text(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        // a telephone number that lost its zero is a whole number
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(value) => value.to_string(),
        DataRef::Error(_) | DataRef::Empty => return None,
    })
}

fn read_error(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Protected,
        _ => ReadError::Broken,
    }
}
