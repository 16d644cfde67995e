//! Name badges, eight on a sheet, to cut along the marks.

use krilla::tagging::{Tag, TagGroup};

use crate::canvas::{Canvas, PAGE, Style, Writer, heading, mm, qr_code};
use crate::french_order::split_name;
use crate::text::{Fitted, Fonts, Weight, clean, sizes};
use crate::{DocumentError, Rgb};

/// Sheets of name badges.
#[derive(Clone, Debug)]
pub struct BadgeSheets {
    /// The language of the texts, a tag such as "fr".
    pub language: String,
    /// The title of the file, such as "Badges".
    pub title: String,
    /// The event, small on each badge.
    pub event: String,
    /// What the codes are for, read out in place of them.
    pub code_description: String,
    /// The badges in their order: row by row, two in a row.
    pub badges: Vec<Badge>,
}

/// One badge, 90 mm wide and 65 mm high.
#[derive(Clone, Debug)]
pub struct Badge {
    /// The person's name.
    pub name: String,
    /// The organisation; may be empty.
    pub organisation: String,
    /// What kind of participant this is.
    pub category: Category,
    /// What the QR code says; without it there is none.
    pub code: Option<String>,
}

/// A kind of participant.
#[derive(Clone, Debug)]
pub struct Category {
    /// Such as "Intervenante"; may be empty.
    pub label: String,
    /// The colour of the band; the label on it is black or white, whichever is easier to read.
    pub color: Rgb,
}

const WIDTH: f32 = mm(90.0);
const HEIGHT: f32 = mm(65.0);
const COLUMNS: usize = 2;
const ROWS: usize = 4;
const LEFT: f32 = (PAGE.0 - COLUMNS as f32 * WIDTH) / 2.0;
const TOP: f32 = (PAGE.1 - ROWS as f32 * HEIGHT) / 2.0;
const BAND: f32 = mm(10.5);
const PAD: f32 = mm(6.0);
const CODE: f32 = mm(25.0);

/// The badges as PDF, on A4.
///
/// # Errors
/// There are no badges, the text of a code is too long, or the PDF can't be written.
pub fn name_badges(sheets: &BadgeSheets) -> Result<Vec<u8>, DocumentError> {
    if sheets.badges.is_empty() {
        return Err(DocumentError::Empty);
    }
    let fonts = Fonts::load()?;
    let mut writer = Writer::new(&fonts, &sheets.title, &sheets.language)?;
    writer.entry(&sheets.title);
    for badges in sheets.badges.chunks(COLUMNS * ROWS) {
        let mut tags = Vec::new();
        writer.page(|canvas| {
            for (index, badge) in badges.iter().enumerate() {
                let x = LEFT + (index % COLUMNS) as f32 * WIDTH;
                let y = TOP + (index / COLUMNS) as f32 * HEIGHT;
                tags.push(draw_badge(canvas, sheets, badge, (x, y))?);
            }
            cut_marks(canvas, badges.len().div_ceil(COLUMNS));
            Ok(())
        })?;
        for group in tags {
            writer.tag(group);
        }
    }
    writer.finish()
}

fn draw_badge(
    canvas: &mut Canvas<'_, '_>,
    sheets: &BadgeSheets,
    badge: &Badge,
    (x, y): (f32, f32),
) -> Result<TagGroup, DocumentError> {
    let fonts = canvas.fonts;
    let column = (x + PAD, WIDTH - 2.0 * PAD);
    let mut group = TagGroup::new(Tag::Section);

    let mut event = TagGroup::new(Tag::P);
    let line = fonts.fit(&sheets.event, Weight::Bold, &sizes(8.0, 6.0, 0.5), column.1, 1);
    canvas.fitted(&mut event, &line, Style::new(line.size, Rgb::ACCENT), column, y + mm(5.0));

    let code = badge.code.as_deref().map(|text| qr_code(text, false)).transpose()?;
    let foot = y + HEIGHT - BAND;
    let middle = foot - CODE - mm(0.5);
    let mut name = heading(1, &badge.name);
    let area = middle - (y + mm(10.5));
    let fitted = name_lines(fonts, &badge.name, column.1, area);
    let style = Style::new(fitted.size, Rgb::INK).leading(NAME_LEADING);
    let height = fitted.height(NAME_LEADING);
    canvas.fitted(&mut name, &fitted, style, column, y + mm(10.5) + (area - height) / 2.0);

    // the code's quiet zone already keeps the organisation away from it
    let beside = if code.is_some() { column.1 - CODE + mm(1.0) } else { column.1 };
    let mut organisation = TagGroup::new(Tag::P);
    let lines = fonts.fit(&badge.organisation, Weight::Regular, &sizes(12.0, 7.0, 0.5), beside, 3);
    let height = lines.height(1.25);
    let style = Style::new(lines.size, Rgb::INK).leading(1.25);
    canvas.fitted(&mut organisation, &lines, style, (column.0, beside), middle + (CODE - height) / 2.0);

    let color = badge.category.color;
    canvas.rectangle([x, foot, WIDTH, BAND], color);
    let mut category = TagGroup::new(Tag::P);
    let line = fonts.fit(&badge.category.label, Weight::Bold, &sizes(13.0, 7.0, 0.5), column.1, 1);
    let style = Style::new(line.size, color.text_on());
    canvas.fitted(&mut category, &line, style, column, foot + (BAND - line.size * style.leading) / 2.0);

    group.push(event);
    group.push(name);
    group.push(organisation);
    group.push(category);
    if let Some(code) = code {
        // the quiet zone may reach into the margin: nothing else is there
        let left = x + WIDTH - CODE - mm(3.0);
        group.push(canvas.code(&code, [left, middle, CODE], &sheets.code_description));
    }
    Ok(group)
}

const NAME_LEADING: f32 = 1.12;

/// The name as large as fits, on one line or two, three for the longest. Between given and family name is the best place for a second
/// line, unless the name must be much smaller for it.
fn name_lines(fonts: &Fonts, name: &str, width: f32, height: f32) -> Fitted {
    const SMALLEST: f32 = 9.0;
    let largest = (height / 2.0 / NAME_LEADING).floor();
    let name = clean(name);
    let one = fonts.fit(&name, Weight::Bold, &sizes(30.0, SMALLEST, 1.0), width, 1);
    let two = fonts.fit(&name, Weight::Bold, &sizes(largest, SMALLEST, 1.0), width, 2);
    if one.is_whole() && one.size >= two.size {
        return one;
    }
    if two.is_whole()
        && let Some((first, second)) = split_name(&name)
    {
        let lines = vec![fonts.line(first, Weight::Bold), fonts.line(second, Weight::Bold)];
        let widest = lines.iter().map(|line| line.width).fold(0.0, f32::max);
        let size = (width / widest).floor().min(largest);
        if size >= two.size * 0.8 && size >= largest * 0.6 {
            return Fitted::new(lines, size);
        }
    }
    let three =
        fonts.fit(&name, Weight::Bold, &sizes((largest * 2.0 / 3.0).floor(), SMALLEST - 2.0, 0.5), width, 3);
    if two.is_whole() && two.size >= three.size * 0.8 { two } else { three }
}

/// Short lines at the edges of the sheet and small crosses between the badges.
fn cut_marks(canvas: &mut Canvas<'_, '_>, rows: usize) {
    let (near, long) = (mm(1.0), mm(4.5));
    let right = LEFT + COLUMNS as f32 * WIDTH;
    let bottom = TOP + rows as f32 * HEIGHT;
    for column in 0..=COLUMNS {
        let x = LEFT + column as f32 * WIDTH;
        canvas.rule((x, TOP - near - long), (x, TOP - near), 0.4, Rgb::GREY);
        canvas.rule((x, bottom + near), (x, bottom + near + long), 0.4, Rgb::GREY);
    }
    for row in 0..=rows {
        let y = TOP + row as f32 * HEIGHT;
        canvas.rule((LEFT - near - long, y), (LEFT - near, y), 0.4, Rgb::GREY);
        canvas.rule((right + near, y), (right + near + long, y), 0.4, Rgb::GREY);
    }
    let x = LEFT + WIDTH;
    for row in 0..=rows {
        let y = TOP + row as f32 * HEIGHT;
        let arm = mm(2.0);
        canvas.rule((x - arm, y), (x + arm, y), 0.4, Rgb::GREY);
        canvas.rule((x, (y - arm).max(TOP)), (x, (y + arm).min(bottom)), 0.4, Rgb::GREY);
    }
}

const _: () = assert!(LEFT > mm(14.0) && TOP > mm(14.0));
