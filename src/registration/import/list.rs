//! From a file to the entries of a list. Pure, and outside any transaction: a large file takes some time.

use super::columns::{self, Column, Layout};
use super::model::{Entry, List, ListError};
use crate::keywords::{is_keyword, parse_yes_no};
use crate::registration::model::{Email, Phone};
use crate::spreadsheet::{ReadError, ReadRow, read_table};
use crate::text::{clean_line, excerpt};

/// The most people of one list. It is done in one transaction, during which others wait for a seat; and no hall that
/// is filled by paper forms has more.
pub const MAX_PEOPLE: usize = 5_000;
/// The largest file that is read: ten times what a table of so many people takes.
pub const MAX_FILE_BYTES: usize = 10 << 20;
/// Rows beside the people: the heading, the titles, a sum.
const OTHER_ROWS: usize = 50;
/// The most titles of unread columns that are kept.
const MAX_UNREAD_COLUMNS: usize = 12;
/// How much is kept of a title or of the name of a file.
const MAX_TITLE_CHARS: usize = 40;

/// The ends of the names of files that may be a table. What a file is, its content says.
const TABLE_ENDINGS: [&str; 7] = [".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"];

/// Whether a file may hold a list, by its name or media type.
pub fn may_be_list(name: &str, media_type: &str) -> bool {
    let (name, media_type) = (name.to_lowercase(), media_type.to_lowercase());
    TABLE_ENDINGS.iter().any(|ending| name.ends_with(ending))
        || ["csv", "excel", "spreadsheet"].iter().any(|word| media_type.contains(word))
}

/// Reads a file with this name on a thread of its own, so that nothing else waits. A file that makes a library panic
/// is a broken one.
pub async fn read_in_background(name: String, bytes: Vec<u8>) -> Result<List, ListError> {
    let read = tokio::task::spawn_blocking(move || read_file(&name, &bytes)).await;
    read.unwrap_or(Err(ListError::File(ReadError::Broken)))
}

/// Reads a file with this name.
pub fn read_file(name: &str, bytes: &[u8]) -> Result<List, ListError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ListError::FileTooLarge);
    }
    let table = read_table(bytes, MAX_PEOPLE + OTHER_ROWS)?;
    let layout = columns::recognise(&table.rows).ok_or(ListError::NoNames)?;
    let people = table.rows.get(layout.first_row..).unwrap_or_default();
    let entries: Vec<Entry> = people.iter().filter_map(|row| entry(&layout, row)).collect();
    if entries.is_empty() {
        return Err(ListError::NoPeople);
    }
    if entries.len() > MAX_PEOPLE {
        return Err(ListError::TooManyPeople);
    }
    let shorten = |title: &String| excerpt(title, MAX_TITLE_CHARS);
    Ok(List {
        source: excerpt(name, MAX_TITLE_CHARS),
        entries,
        unread_columns: layout
            .unread_columns(&table.rows)
            .iter()
            .take(MAX_UNREAD_COLUMNS)
            .map(shorten)
            .collect(),
        only_sheet: table.only_sheet.as_ref().map(shorten),
    })
}

/// The person of a row; `None` for a row without any answer, and for the titles again on another page.
fn entry(layout: &Layout, row: &ReadRow) -> Option<Entry> {
    if row.cells == layout.titles {
        return None;
    }
    let of = |wanted: Column| {
        let cells = layout.columns.iter().zip(&row.cells).filter(move |(column, _)| **column == Some(wanted));
        cells.map(|(_, cell)| clean_line(cell)).filter(move |cell| is_answer(wanted, cell))
    };
    let first = |wanted: Column| of(wanted).next().unwrap_or_default();
    // of a fixed and a mobile number the one that can be read
    let valid = |wanted: Column, is_valid: fn(&str) -> bool| {
        of(wanted).find(|cell| is_valid(cell)).unwrap_or_else(|| first(wanted))
    };
    let mut name = first(Column::FullName);
    if name.is_empty() {
        name = clean_line(&format!("{} {}", first(Column::GivenName), first(Column::FamilyName)));
    }
    if layout.columns.iter().flatten().count() == 1 && layout.titles.len() < 2 {
        // names alone, one of which has a separator inside: "Dupont, Marie"
        name = clean_line(&row.cells.join(" "));
    }
    let entry = Entry {
        line: row.line,
        name,
        category: first(Column::Category),
        organisation: first(Column::Organisation),
        phone: valid(Column::Phone, |cell| Phone::parse(cell).is_ok()),
        email: valid(Column::Email, |cell| Email::parse(cell).is_ok()),
        area: first(Column::Area),
        access_needs: first(Column::AccessNeeds),
        has_missing_value: row.has_missing_value,
    };
    let nothing = Entry { line: row.line, ..Entry::default() };
    (entry != nothing).then_some(entry)
}

/// Whether a cell gives an answer: "-", "néant" and "non" give none.
fn is_answer(column: Column, cell: &str) -> bool {
    let is_refusal = || {
        is_keyword("words-none", cell)
            || is_keyword("words-column-none", cell)
            || parse_yes_no(cell) == Some(false)
    };
    cell.contains(char::is_alphanumeric) && (column.is_name() || !is_refusal())
}
