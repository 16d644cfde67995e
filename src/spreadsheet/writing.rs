//! A table as a file: CSV or XLSX for a spreadsheet, JSON for another program.
//!
//! No cell is evaluated as a formula: XLSX stores every cell as a text or a number; in CSV, which has no types, a cell
//! that begins like a formula gets an apostrophe in front. Telephone numbers are written in groups
//! (`+596 696 12 34 56`), which spreadsheet programs do not change; JSON has them in E.164. Times are the event's
//! local times; JSON has them with their offset from UTC.

use chrono::{DateTime, NaiveDate, TimeZone};
use rust_xlsxwriter::{ExcelDateTime, Format as Style, FormatAlign, Workbook, XlsxError};
use serde_json::{Map, Value, json};

use crate::ids::{QuestionNumber, RegistrationNumber};
use crate::number_types::from_numbers;
use crate::text::BYTE_ORDER_MARK;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum TableError {
    Csv(#[from] csv::Error),
    Xlsx(#[from] XlsxError),
    Json(#[from] serde_json::Error),
}

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum TableFormat {
    /// For a spreadsheet: semicolons, UTF-8 with a byte order mark.
    Csv,
    /// For a spreadsheet: cells with types.
    Xlsx,
    /// For another program: a list of objects whose values are texts.
    Json,
    /// For another program: one object a line, without its empty values.
    #[value(name = "jsonl")]
    JsonLines,
}

impl TableFormat {
    /// Whether the format can be printed to a terminal.
    pub fn is_text(self) -> bool {
        self != TableFormat::Xlsx
    }
}

/// The media type of XLSX.
pub const XLSX_MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The width of the widest column, in pixels; longer texts are wrapped.
const MAX_COLUMN_WIDTH: u32 = 300;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(i64),
    Phone {
        e164: String,
        grouped: String,
    },
    Date(NaiveDate),
    /// A moment, by the clocks of its place.
    DateTime(DateTime<chrono::FixedOffset>),
}

const CSV_DATE: &str = "%Y-%m-%d";
const CSV_DATE_TIME: &str = "%Y-%m-%d %H:%M:%S";
/// How a workbook shows dates and times: as French readers write them.
const XLSX_DATE: &str = "dd/mm/yyyy";
const XLSX_DATE_TIME: &str = "dd/mm/yyyy hh:mm";

impl Cell {
    /// A local time; an empty cell where there is none.
    pub fn local_time<Zone: TimeZone>(at: Option<DateTime<Zone>>) -> Self {
        at.map_or_else(|| "".into(), |at| Cell::DateTime(at.fixed_offset()))
    }

    /// The value as another program reads it.
    fn to_plain(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Phone { e164, .. } => e164.clone(),
            Cell::Date(date) => date.format(CSV_DATE).to_string(),
            Cell::DateTime(at) => at.to_rfc3339(),
        }
    }

    fn to_csv(&self) -> String {
        match self {
            // digits and blanks alone are no formula, although the number begins with a plus
            Cell::Phone { grouped, .. } if is_phone_number(grouped) => grouped.clone(),
            Cell::Phone { grouped, .. } => escape_formula(grouped),
            Cell::Text(text) => escape_formula(text),
            Cell::Number(number) => number.to_string(),
            Cell::Date(date) => date.format(CSV_DATE).to_string(),
            Cell::DateTime(at) => at.format(CSV_DATE_TIME).to_string(),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

from_numbers!(Cell, Cell::Number: i64, QuestionNumber, RegistrationNumber);

/// A table: column headers and rows.
pub struct Table {
    headers: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(titles: &[&'static str]) -> Self {
        Self { headers: titles.to_vec(), rows: Vec::new() }
    }

    /// Adds a row, which must have a cell for each header.
    pub fn push_row(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.headers.len());
        self.rows.push(row);
    }

    /// The table as the contents of a file.
    pub fn to_bytes(&self, format: TableFormat) -> Result<Vec<u8>, TableError> {
        match format {
            TableFormat::Csv => self.to_csv(),
            TableFormat::Xlsx => Ok(self.to_xlsx()?),
            TableFormat::Json => Ok(self.to_json()?),
            TableFormat::JsonLines => Ok(self.to_json_lines()?),
        }
    }

    fn to_csv(&self) -> Result<Vec<u8>, TableError> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        writer.write_record(&self.headers)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Cell::to_csv))?;
        }
        writer.into_inner().map_err(|error| TableError::Csv(error.into_error().into()))
    }

    fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let list: Vec<Value> = self.rows.iter().map(|row| self.to_object(row, true)).collect();
        let mut bytes = serde_json::to_vec_pretty(&list)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn to_json_lines(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = Vec::new();
        for row in &self.rows {
            serde_json::to_writer(&mut bytes, &self.to_object(row, false))?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    /// A row as an object, with or without its empty values.
    fn to_object(&self, row: &[Cell], has_empty_values: bool) -> Value {
        let fields = self.headers.iter().zip(row).map(|(title, cell)| (*title, cell.to_plain()));
        let fields = fields.filter(|(_, value)| has_empty_values || !value.is_empty());
        Value::Object(fields.map(|(title, value)| (title.to_owned(), json!(value))).collect::<Map<_, _>>())
    }

    fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let title = Style::new().set_bold();
        // "@" is the number format of texts: a telephone number that is edited stays a text
        let text = Style::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
        let number = Style::new().set_align(FormatAlign::Top);
        let date = number.clone().set_num_format(XLSX_DATE);
        let date_time = number.clone().set_num_format(XLSX_DATE_TIME);
        for (column, name) in (0..).zip(&self.headers) {
            sheet.write_string_with_format(0, column, *name, &title)?;
        }
        for (at, row) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    // the numbers are counts, far below 2^53
                    Cell::Number(value) => {
                        sheet.write_number_with_format(at, column, *value as f64, &number)?
                    }
                    Cell::Phone { grouped, .. } => {
                        sheet.write_string_with_format(at, column, grouped, &text)?
                    }
                    Cell::Text(value) => sheet.write_string_with_format(at, column, value, &text)?,
                    Cell::Date(value) => {
                        let value = ExcelDateTime::parse_from_str(&value.format(CSV_DATE).to_string())?;
                        sheet.write_datetime_with_format(at, column, &value, &date)?
                    }
                    // a workbook knows no zone: what the clocks at the place show
                    Cell::DateTime(value) => {
                        let local = value.format("%Y-%m-%dT%H:%M:%S").to_string();
                        let value = ExcelDateTime::parse_from_str(&local)?;
                        sheet.write_datetime_with_format(at, column, &value, &date_time)?
                    }
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        if let (Ok(last_row), Some(last_column)) =
            (u32::try_from(self.rows.len()), self.headers.len().checked_sub(1))
        {
            sheet.autofilter(0, 0, last_row, u16::try_from(last_column).unwrap_or(u16::MAX))?;
        }
        sheet.set_autofit_max_width(MAX_COLUMN_WIDTH).autofit();
        book.save_to_buffer()
    }
}

/// Whether a text is only a telephone number.
fn is_phone_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' '))
}

/// Puts an apostrophe before a cell that a spreadsheet program would evaluate as a formula.
fn escape_formula(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
