//! Which column of a table holds what: by the titles, or without titles by what the cells look like. Pure.

use strum::IntoEnumIterator;

use crate::keywords::{TypedText, contains_keyword, is_keyword};
use crate::registration::model::{Email, Phone};
use crate::registration::text_input::parse_category;
use crate::spreadsheet::ReadRow;

/// How far down the titles are looked for: above them stand the title of the list, a date, a logo.
const MAX_ROWS_ABOVE: usize = 30;
/// How many rows decide what a column without a title holds.
const SAMPLE_ROWS: usize = 200;

/// What a column holds, the most telling titles first: "téléphone de la structure" is a telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumIter)]
pub enum Column {
    Email,
    Phone,
    AccessNeeds,
    Organisation,
    Category,
    Area,
    FullName,
    GivenName,
    /// The family name; beside no given name the whole name.
    FamilyName,
}

impl Column {
    /// Whether the column holds a name or a part of one.
    pub fn is_name(self) -> bool {
        matches!(self, Column::FullName | Column::GivenName | Column::FamilyName)
    }

    /// The list of titles.
    fn keywords(self) -> &'static str {
        match self {
            Column::Email => "words-column-email",
            Column::Phone => "words-column-phone",
            Column::AccessNeeds => "words-column-access",
            Column::Organisation => "words-column-organisation",
            Column::Category => "words-column-category",
            Column::Area => "words-column-area",
            Column::FullName => "words-column-full-name",
            Column::GivenName => "words-column-given-name",
            Column::FamilyName => "words-column-family-name",
        }
    }
}

/// The columns that were recognised, and where the people begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// What each column holds; `None` for one that is not read.
    pub columns: Vec<Option<Column>>,
    /// The titles, if there are any.
    pub titles: Vec<String>,
    /// The index of the first row with a person.
    pub first_row: usize,
}

impl Layout {
    /// The titles of columns that are not read. Without titles, their place: "3".
    pub fn unread_columns(&self, rows: &[ReadRow]) -> Vec<String> {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let is_used = |column: usize| {
            rows.iter()
                .skip(self.first_row)
                .any(|row| row.cells.get(column).is_some_and(|cell| !cell.is_empty()))
        };
        let unread = (0..width).filter(|column| self.columns.get(*column).is_none_or(Option::is_none));
        let name = |column: usize| match self.titles.get(column) {
            Some(title) if !title.is_empty() => title.clone(),
            _ => (column + 1).to_string(),
        };
        unread.filter(|column| is_used(*column)).map(name).collect()
    }
}

/// The layout of a table; `None` if no column holds names.
pub fn recognise(rows: &[ReadRow]) -> Option<Layout> {
    recognise_titles(rows).or_else(|| recognise_contents(rows))
}

/// The row with most titles that are known, a name among them.
fn recognise_titles(rows: &[ReadRow]) -> Option<Layout> {
    let candidates = rows.iter().take(MAX_ROWS_ABOVE).enumerate().filter_map(|(index, row)| {
        // one cell alone is a title only if it is exactly one: "Les noms des inscrits au forum" is a heading
        let is_alone = row.cells.iter().filter(|cell| !cell.is_empty()).count() < 2;
        let columns: Vec<Option<Column>> =
            row.cells.iter().map(|cell| column_of_title(cell, is_alone)).collect();
        let count = columns.iter().flatten().count();
        columns.iter().flatten().any(|column| column.is_name()).then_some((count, index, columns))
    });
    let (_, index, columns) =
        candidates.max_by_key(|(count, index, _)| (*count, std::cmp::Reverse(*index)))?;
    Some(Layout { columns, titles: rows[index].cells.clone(), first_row: index + 1 })
}

fn column_of_title(title: &str, only_exact: bool) -> Option<Column> {
    // what stands in parentheses explains: "Téléphone (facultatif)"
    let without_note = title.split(['(', '[']).next().unwrap_or_default();
    let typed = TypedText::new(if without_note.trim().is_empty() { title } else { without_note });
    let exact = Column::iter().find(|column| is_keyword(column.keywords(), &typed));
    exact.or_else(|| {
        Column::iter().filter(|_| !only_exact).find(|column| contains_keyword(column.keywords(), &typed))
    })
}

/// The columns of a table without titles: those of addresses, numbers and categories by their cells, and names in
/// the first one or two that are left.
fn recognise_contents(rows: &[ReadRow]) -> Option<Layout> {
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let cells = |column: usize| {
        let all = rows.iter().take(SAMPLE_ROWS).filter_map(move |row| row.cells.get(column));
        all.map(String::as_str).filter(|cell| !cell.is_empty())
    };
    let mostly = |column: usize, is: fn(&str) -> bool| {
        let (hits, all) =
            cells(column).fold((0, 0), |(hits, all), cell| (hits + usize::from(is(cell)), all + 1));
        hits * 2 > all
    };
    let mut columns: Vec<Option<Column>> = (0..width)
        .map(|column| {
            if mostly(column, |cell| Email::parse(cell).is_ok()) {
                Some(Column::Email)
            } else if mostly(column, |cell| Phone::parse(cell).is_ok()) {
                Some(Column::Phone)
            } else {
                mostly(column, |cell| parse_category(cell).is_some()).then_some(Column::Category)
            }
        })
        .collect();
    // numbers alone are the count of the lines
    let is_text = |column: &usize| {
        columns[*column].is_none() && mostly(*column, |cell| cell.chars().any(char::is_alphabetic))
    };
    let mut texts = (0..width).filter(is_text);
    let first = texts.next()?;
    let second = texts.next();
    let is_one_word = |cell: &str| cell.split_whitespace().count() == 1;
    match second
        .filter(|second| *second == first + 1 && mostly(first, is_one_word) && mostly(*second, is_one_word))
    {
        Some(second) => {
            columns[first] = Some(Column::FamilyName);
            columns[second] = Some(Column::GivenName);
        }
        None => columns[first] = Some(Column::FullName),
    }
    Some(Layout { columns, titles: Vec::new(), first_row: 0 })
}
