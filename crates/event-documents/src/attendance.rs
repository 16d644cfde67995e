//! The attendance sheet: a table of names with room for signatures.

use std::num::NonZeroU32;

use krilla::tagging::{ArtifactType, TableHeaderScope, Tag, TagGroup};

use crate::canvas::{Align, Canvas, PAGE, Style, Writer, heading, mm};
use crate::text::{Fitted, Fonts, Line, Weight, sizes};
use crate::{DocumentError, Rgb};

/// An attendance sheet.
#[derive(Clone, Debug)]
pub struct AttendanceSheet {
    /// The language of the texts, a tag such as "fr".
    pub language: String,
    /// What the document is, such as "Feuille d’émargement".
    pub kind: String,
    /// The event or workshop.
    pub title: String,
    /// Date, place, half-day, organisers: each with its label, in reading order.
    pub details: Vec<Detail>,
    /// The headings of the columns.
    pub columns: Columns,
    /// Who is expected, in the order of the sheet: see [`crate::sort_by_name`].
    pub attendees: Vec<Attendee>,
    /// Stands above the blank rows.
    pub walk_in_heading: String,
    /// How many blank rows come last, for people who aren't on the list: [`WALK_IN_ROWS`] is usual.
    pub walk_in_rows: usize,
    /// The number of a page, with `{page}` and `{pages}` in it, such as "page {page} / {pages}".
    pub page_number: String,
    /// At the foot of each page: who keeps the data, why and how long. Up to three lines.
    pub footer: String,
}

/// The usual number of blank rows.
pub const WALK_IN_ROWS: usize = 20;

/// One fact at the top of a sheet.
#[derive(Clone, Debug)]
pub struct Detail {
    /// What it is, such as "Lieu".
    pub label: String,
    /// The fact itself.
    pub value: String,
}

/// The headings of the columns.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Such as "N°".
    pub number: String,
    /// Such as "Nom et prénom".
    pub name: String,
    /// Such as "Structure".
    pub organisation: String,
    /// Such as "Arrivée"; without it there is no such column.
    pub arrival: Option<String>,
    /// Such as "Signature".
    pub signature: String,
}

/// A row of the sheet.
#[derive(Clone, Debug, Default)]
pub struct Attendee {
    /// The person's name.
    pub name: String,
    /// The organisation; may be empty.
    pub organisation: String,
    /// When the person came, such as "8 h 42"; may be empty.
    pub arrival: String,
}

enum Row<'a> {
    Person(&'a Attendee),
    /// The heading of the blank rows.
    Band,
    Blank,
}

const LEFT: f32 = mm(18.0);
const RIGHT: f32 = PAGE.0 - mm(15.0);
const TOP: f32 = mm(15.0);
const BOTTOM: f32 = PAGE.1 - mm(13.0);
/// High enough for a signature with a pen.
const ROW: f32 = mm(10.5);
const _: () = assert!(ROW >= mm(9.0));
const HEAD: f32 = mm(8.0);
const BAND: f32 = mm(9.5);
const PAD: f32 = mm(2.0);

/// Where the columns begin and how wide they are.
struct Grid {
    number: (f32, f32),
    name: (f32, f32),
    organisation: (f32, f32),
    arrival: Option<(f32, f32)>,
    signature: (f32, f32),
}

impl Grid {
    fn new(with_arrival: bool) -> Self {
        let arrival = if with_arrival { mm(19.0) } else { 0.0 };
        let number = (LEFT, mm(11.0));
        let name = (number.0 + number.1, mm(if with_arrival { 53.0 } else { 58.0 }));
        let organisation = (name.0 + name.1, mm(if with_arrival { 40.0 } else { 45.0 }));
        let arrives = organisation.0 + organisation.1;
        let signs = arrives + arrival;
        Self {
            number,
            name,
            organisation,
            arrival: with_arrival.then_some((arrives, arrival)),
            signature: (signs, RIGHT - signs),
        }
    }

    fn count(&self) -> u32 {
        4 + u32::from(self.arrival.is_some())
    }
}

/// The sheet as PDF, A4 upright. Names and organisations that are too long for their column take two lines, then
/// smaller letters; only far beyond a hundred letters are they cut.
///
/// # Errors
/// The PDF can't be written.
pub fn attendance_sheet(sheet: &AttendanceSheet) -> Result<Vec<u8>, DocumentError> {
    attendance_sheets(std::slice::from_ref(sheet))
}

/// Several sheets in one file, such as one for each day; each counts its pages and its rows from 1. The file has
/// the title and the language of the first.
///
/// # Errors
/// There are no sheets, or the PDF can't be written.
pub fn attendance_sheets(sheets: &[AttendanceSheet]) -> Result<Vec<u8>, DocumentError> {
    let first = sheets.first().ok_or(DocumentError::Empty)?;
    let fonts = Fonts::load()?;
    let mut writer = Writer::new(&fonts, &format!("{} – {}", first.kind, first.title), &first.language)?;
    for sheet in sheets {
        write_sheet(&mut writer, &fonts, sheet)?;
    }
    writer.finish()
}

fn write_sheet(writer: &mut Writer<'_>, fonts: &Fonts, sheet: &AttendanceSheet) -> Result<(), DocumentError> {
    let grid = Grid::new(sheet.columns.arrival.is_some());
    let footer = fonts.fit(&sheet.footer, Weight::Regular, &[7.5, 7.0, 6.5], RIGHT - LEFT - mm(30.0), 3);
    let foot = BOTTOM - footer.lines.len().max(1) as f32 * footer.size * 1.3;
    let end = foot - mm(4.0);
    let first = title_height(fonts, sheet);
    let pages = paginate(sheet, end - first - HEAD, end - running_top() - HEAD);

    let mut table = TagGroup::new(Tag::Table);
    let mut number = 0;
    writer.entry(&sheet.title);
    for (index, rows) in pages.iter().enumerate() {
        let mut front = Vec::new();
        writer.page(|canvas| {
            let top = if index == 0 {
                front = title(canvas, sheet);
                first
            } else {
                running_head(canvas, sheet);
                running_top()
            };
            let head = column_heads(canvas, sheet, &grid, top, index == 0);
            if let Some(head) = head {
                table.push(head);
            }
            let mut y = top + HEAD;
            for row in rows {
                y = draw_row(canvas, sheet, &grid, row, y, &mut number, &mut table);
            }
            page_foot(canvas, sheet, foot, &footer, (index + 1, pages.len()));
            Ok(())
        })?;
        for group in front {
            writer.tag(group);
        }
    }
    writer.tag(table);
    Ok(())
}

/// The rows of each page; there is always one.
fn paginate(sheet: &AttendanceSheet, first: f32, following: f32) -> Vec<Vec<Row<'_>>> {
    let mut rows: Vec<Row<'_>> = sheet.attendees.iter().map(Row::Person).collect();
    if sheet.walk_in_rows > 0 {
        rows.push(Row::Band);
        rows.extend((0..sheet.walk_in_rows).map(|_| Row::Blank));
    }
    let mut pages = vec![Vec::new()];
    let mut left = first;
    for row in rows {
        // a heading alone at the foot of a page helps nobody
        let (height, needed) = match row {
            Row::Band => (BAND, BAND + 2.0 * ROW),
            Row::Person(_) | Row::Blank => (ROW, ROW),
        };
        if needed > left + 0.01
            && (pages.len() == 1 || pages.last().is_some_and(|page: &Vec<_>| !page.is_empty()))
        {
            pages.push(Vec::new());
            left = following;
        }
        left -= height;
        if let Some(page) = pages.last_mut() {
            page.push(row);
        }
    }
    pages
}

fn running_top() -> f32 {
    TOP + mm(7.0)
}

/// The lines of the title and of the details.
struct Front {
    title: Fitted,
    labels: Vec<Vec<Line>>,
    values: Vec<Fitted>,
}

const DETAIL: f32 = 10.0;
const LABELS: f32 = mm(32.0);
const TITLE_TOP: f32 = TOP + mm(7.0);

fn front(fonts: &Fonts, sheet: &AttendanceSheet) -> Front {
    let width = RIGHT - LEFT;
    Front {
        title: fonts.fit(&sheet.title, Weight::Bold, &sizes(19.0, 12.0, 1.0), width, 2),
        labels: sheet
            .details
            .iter()
            .map(|detail| {
                fonts.fit(&detail.label, Weight::Regular, &[DETAIL, 8.5, 7.0], LABELS - mm(2.0), 1).lines
            })
            .collect(),
        values: sheet
            .details
            .iter()
            .map(|detail| fonts.fit(&detail.value, Weight::Bold, &[DETAIL, 9.0, 8.0], width - LABELS, 3))
            .collect(),
    }
}

fn title_height(fonts: &Fonts, sheet: &AttendanceSheet) -> f32 {
    let front = front(fonts, sheet);
    let details: f32 = front.values.iter().map(detail_height).sum();
    TITLE_TOP + front.title.lines.len() as f32 * front.title.size * 1.25 + mm(3.0) + details + mm(5.0)
}

fn detail_height(value: &Fitted) -> f32 {
    value.height(1.3).max(DETAIL * 1.3) + mm(0.8)
}

fn title(canvas: &mut Canvas<'_, '_>, sheet: &AttendanceSheet) -> Vec<TagGroup> {
    let lines = front(canvas.fonts, sheet);
    let column = (LEFT, RIGHT - LEFT);
    let mut kind = TagGroup::new(Tag::P);
    let kind_line = canvas.fonts.fit(&sheet.kind, Weight::Bold, &sizes(11.0, 7.0, 0.5), column.1, 1);
    canvas.fitted(&mut kind, &kind_line, Style::new(11.0, Rgb::ACCENT), column, TOP);
    let mut title = heading(1, &sheet.title);
    let style = Style::new(0.0, Rgb::INK).leading(1.25);
    let mut y = canvas.fitted(&mut title, &lines.title, style, column, TITLE_TOP) + mm(3.0);
    let mut groups = vec![kind, title];
    for (label, value) in lines.labels.iter().zip(&lines.values) {
        let mut detail = TagGroup::new(Tag::P);
        let style = Style::new(DETAIL, Rgb::GREY);
        canvas.lines(&mut detail, label, style, (LEFT, LABELS), y);
        canvas.fitted(
            &mut detail,
            value,
            Style::new(DETAIL, Rgb::INK),
            (LEFT + LABELS, column.1 - LABELS),
            y,
        );
        y += detail_height(value);
        groups.push(detail);
    }
    groups
}

fn running_head(canvas: &mut Canvas<'_, '_>, sheet: &AttendanceSheet) {
    let column = (LEFT, RIGHT - LEFT);
    let kind = canvas.fonts.fit(&sheet.kind, Weight::Bold, &[8.5], column.1 * 0.4, 1);
    let title = canvas.fonts.fit(&sheet.title, Weight::Regular, &[8.5, 8.0, 7.5], column.1 * 0.58, 1);
    canvas.aside(ArtifactType::Header, &kind.lines, Style::new(kind.size, Rgb::ACCENT), column, TOP);
    let style = Style::new(title.size, Rgb::GREY).align(Align::Right);
    canvas.aside(ArtifactType::Header, &title.lines, style, column, TOP);
}

/// The headings of the columns. On the first page they are the table's, after that a repetition for the eye.
fn column_heads(
    canvas: &mut Canvas<'_, '_>,
    sheet: &AttendanceSheet,
    grid: &Grid,
    top: f32,
    first: bool,
) -> Option<TagGroup> {
    canvas.rectangle([LEFT, top, RIGHT - LEFT, HEAD], Rgb::TINT);
    canvas.rule((LEFT, top + HEAD), (RIGHT, top + HEAD), 1.0, Rgb::ACCENT);
    let columns = &sheet.columns;
    let mut heads = vec![(&columns.number, grid.number), (&columns.name, grid.name)];
    heads.push((&columns.organisation, grid.organisation));
    if let (Some(arrival), Some(column)) = (&columns.arrival, grid.arrival) {
        heads.push((arrival, column));
    }
    heads.push((&columns.signature, grid.signature));
    let mut row = TagGroup::new(Tag::TR);
    for (text, column) in heads {
        let (x, width) = inner(column);
        let fitted = canvas.fonts.fit(text, Weight::Bold, &sizes(9.0, 6.0, 0.5), width, 1);
        let style = Style::new(fitted.size, Rgb::ACCENT);
        let y = top + (HEAD - fitted.size * style.leading) / 2.0;
        if first {
            let mut cell = TagGroup::new(Tag::TH(TableHeaderScope::Column));
            cell_lines(canvas, &mut cell, &fitted.lines, style, (x, width), y);
            row.push(cell);
        } else {
            canvas.aside(ArtifactType::PaginationOther, &fitted.lines, style, (x, width), y);
        }
    }
    first.then_some(row)
}

fn inner((x, width): (f32, f32)) -> (f32, f32) {
    (x + PAD, width - 2.0 * PAD)
}

/// As [`Canvas::lines`]; an empty cell holds a space, so that it stays a cell for screen readers.
fn cell_lines(
    canvas: &mut Canvas<'_, '_>,
    cell: &mut TagGroup,
    lines: &[Line],
    style: Style,
    column: (f32, f32),
    top: f32,
) {
    if lines.is_empty() {
        let space = [canvas.fonts.line(" ", Weight::Regular)];
        canvas.lines(cell, &space, style, column, top);
    } else {
        canvas.lines(cell, lines, style, column, top);
    }
}

fn draw_row(
    canvas: &mut Canvas<'_, '_>,
    sheet: &AttendanceSheet,
    grid: &Grid,
    row: &Row<'_>,
    top: f32,
    number: &mut usize,
    table: &mut TagGroup,
) -> f32 {
    let mut tags = TagGroup::new(Tag::TR);
    if matches!(row, Row::Band) {
        let column = inner((LEFT, RIGHT - LEFT));
        let fitted =
            canvas.fonts.fit(&sheet.walk_in_heading, Weight::Bold, &sizes(9.5, 6.5, 0.5), column.1, 1);
        let scope = Tag::TH(TableHeaderScope::Column).with_col_span(NonZeroU32::new(grid.count()));
        let mut cell = TagGroup::new(scope);
        let style = Style::new(fitted.size, Rgb::ACCENT);
        let y = top + (BAND - fitted.size * style.leading) / 2.0 + mm(0.6);
        cell_lines(canvas, &mut cell, &fitted.lines, style, column, y);
        tags.push(cell);
        table.push(tags);
        canvas.rule((LEFT, top + BAND), (RIGHT, top + BAND), 1.0, Rgb::ACCENT);
        return top + BAND;
    }
    *number += 1;
    let nobody = Attendee::default();
    let attendee = match row {
        Row::Person(attendee) => attendee,
        Row::Band | Row::Blank => &nobody,
    };
    let mut cells = vec![
        (number.to_string(), grid.number, Weight::Regular, 9.0, Rgb::GREY),
        (attendee.name.clone(), grid.name, Weight::Bold, 10.5, Rgb::INK),
        (attendee.organisation.clone(), grid.organisation, Weight::Regular, 9.5, Rgb::INK),
    ];
    if let Some(column) = grid.arrival {
        cells.push((attendee.arrival.clone(), column, Weight::Regular, 9.5, Rgb::INK));
    }
    cells.push((String::new(), grid.signature, Weight::Regular, 9.0, Rgb::INK));
    for (text, column, weight, size, color) in cells {
        let (x, width) = inner(column);
        // three small lines are as high as two large ones
        let steps: [(&[f32], _); 2] = [(&sizes(size, 8.5, 0.5), 2), (&[8.0, 7.5, 7.0, 6.5], 3)];
        let fitted = canvas.fonts.fit_steps(&text, weight, &steps, width);
        let style = Style::new(fitted.size, color).leading(1.15);
        let y = top + (ROW - fitted.height(style.leading)) / 2.0;
        let mut cell = TagGroup::new(Tag::TD);
        cell_lines(canvas, &mut cell, &fitted.lines, style, (x, width), y);
        tags.push(cell);
    }
    table.push(tags);
    canvas.rule((LEFT, top + ROW), (RIGHT, top + ROW), 0.5, Rgb::RULE);
    // where to sign is a box of its own
    let mut edges = vec![grid.signature.0, RIGHT];
    if matches!(row, Row::Blank) {
        edges.extend([grid.name.0, grid.organisation.0]);
        edges.extend(grid.arrival.map(|column| column.0));
    }
    for x in edges {
        canvas.rule((x, top), (x, top + ROW), 0.5, Rgb::RULE);
    }
    top + ROW
}

fn page_foot(
    canvas: &mut Canvas<'_, '_>,
    sheet: &AttendanceSheet,
    top: f32,
    footer: &Fitted,
    (page, pages): (usize, usize),
) {
    let style = Style::new(footer.size, Rgb::GREY);
    canvas.aside(ArtifactType::Footer, &footer.lines, style, (LEFT, RIGHT - LEFT), top);
    let number =
        sheet.page_number.replace("{pages}", &pages.to_string()).replace("{page}", &page.to_string());
    let line = canvas.fonts.fit(&number, Weight::Bold, &[8.5, 7.5, 6.5], mm(28.0), 1);
    let style = Style::new(line.size, Rgb::INK).align(Align::Right);
    canvas.aside(ArtifactType::PageNumber, &line.lines, style, (RIGHT - mm(28.0), mm(28.0)), top);
}
