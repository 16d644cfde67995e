//! Text with separators: which separator, and the cells.

use super::model::{MAX_CELL_CHARS, ReadError, ReadRow, ReadTable, limit_cells};

/// The separators of spreadsheet programs, the likeliest in French first.
const DELIMITERS: [u8; 4] = *b";\t,|";
/// How many rows are compared to find the separator.
const PROBE_ROWS: usize = 60;
/// A separator stands in at least one of so many rows.
const MIN_SHARE_OF_ROWS: usize = 3;
/// A quoted cell with more line breaks has a quotation mark that was never closed.
const MAX_BREAKS_IN_CELL: usize = 20;

/// Reads the rows of a text.
pub fn read(text: &str, max_rows: usize) -> Result<ReadTable, ReadError> {
    let (delimiter, skipped) = match declared_delimiter(text) {
        Some(delimiter) => (delimiter, 1),
        None => (likeliest_delimiter(text), 0),
    };
    let mut rows = read_rows(text, delimiter, true, max_rows)?;
    if rows.iter().flat_map(|row| &row.cells).any(|cell| is_unclosed_quote(cell)) {
        rows = read_rows(text, delimiter, false, max_rows)?;
    }
    rows.retain(|row| row.line > skipped);
    Ok(ReadTable { rows, only_sheet: None })
}

/// The separator that Excel writes in a line of its own: `sep=;`.
fn declared_delimiter(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim().to_ascii_lowercase();
    let [delimiter] = line.strip_prefix("sep=")?.as_bytes() else { return None };
    Some(*delimiter)
}

/// The separator that gives most rows the same number of cells, more than one.
fn likeliest_delimiter(text: &str) -> u8 {
    let rows_alike = |delimiter: u8| {
        let mut widths = [0_usize; 64];
        for record in reader(text, delimiter, true).into_records().take(PROBE_ROWS).flatten() {
            widths[record.len().min(widths.len() - 1)] += 1;
        }
        let alike = widths.iter().skip(2).max().copied().unwrap_or_default();
        // in fewer rows the sign belongs to a name
        if alike * MIN_SHARE_OF_ROWS >= widths.iter().sum() { alike } else { 0 }
    };
    let best = DELIMITERS.iter().rev().max_by_key(|delimiter| rows_alike(**delimiter));
    best.copied().unwrap_or(b';')
}

fn read_rows(
    text: &str,
    delimiter: u8,
    has_quotes: bool,
    max_rows: usize,
) -> Result<Vec<ReadRow>, ReadError> {
    let mut rows = Vec::new();
    let mut lines = LineCounter::new(text);
    for record in reader(text, delimiter, has_quotes).into_records() {
        // a text that is valid Unicode always gives records
        let Ok(record) = record else { continue };
        let line = lines.line_at(record.position().map_or(0, csv::Position::byte));
        let Some(cells) = limit_cells(record.iter().map(str::to_owned)) else { continue };
        if rows.len() == max_rows {
            return Err(ReadError::TooManyRows);
        }
        rows.push(ReadRow { line, cells, has_missing_value: false });
    }
    Ok(rows)
}

/// Finds the lines of records, which come in their order. The reader's own count is that of the line before, where
/// a record begins behind a line break.
struct LineCounter<'t> {
    bytes: &'t [u8],
    counted: usize,
    line: u32,
}

impl<'t> LineCounter<'t> {
    fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), counted: 0, line: 1 }
    }

    /// The line of the record that begins at this byte, or behind the line breaks that stand there.
    fn line_at(&mut self, byte: u64) -> u32 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).clamp(self.counted, self.bytes.len());
        let is_break = |byte: &&u8| matches!(**byte, b'\n' | b'\r');
        let start = byte + self.bytes.iter().skip(byte).take_while(is_break).count();
        let passed = self.bytes.get(self.counted..start).unwrap_or_default();
        let old_mac = passed.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count()
            + usize::from(passed.last() == Some(&b'\r'));
        let breaks = passed.iter().filter(|byte| **byte == b'\n').count() + old_mac;
        self.counted = start;
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.line
    }
}

fn reader(text: &str, delimiter: u8, has_quotes: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(has_quotes)
        .from_reader(text.as_bytes())
}

fn is_unclosed_quote(cell: &str) -> bool {
    cell.matches(['\n', '\r']).count() > MAX_BREAKS_IN_CELL || cell.chars().count() >= MAX_CELL_CHARS
}
