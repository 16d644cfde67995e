//! A report: headings, paragraphs and quotations over as many pages as they need.

use krilla::tagging::{ArtifactType, Tag, TagGroup};

use crate::canvas::{Align, Canvas, PAGE, Style, Writer, heading, mm};
use crate::text::{Fonts, Line, Weight, sizes};
use crate::{DocumentError, Rgb};

/// A report.
#[derive(Clone, Debug)]
pub struct Report {
    /// The language of the texts, a tag such as "fr".
    pub language: String,
    /// What it is about, above the title; may be empty.
    pub event: String,
    pub title: String,
    pub blocks: Vec<ReportBlock>,
    /// At the foot of each page, with `{page}` and `{pages}`.
    pub page_number: String,
    /// At the foot of each page, beside its number: one line; may be empty.
    pub footer: String,
}

/// A part of a report. A text without any character is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportBlock {
    /// A heading of a section.
    Section(String),
    /// A heading inside a section; it may be several lines long.
    Subsection(String),
    Paragraph(String),
    /// A paragraph that says less: small and grey.
    Note(String),
    /// A paragraph with a line at its left, such as an answer.
    Quotation(String),
    Item(String),
}

const LEFT: f32 = mm(22.0);
const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
const TOP: f32 = mm(20.0);
const FOOT: f32 = PAGE.1 - mm(14.0);
const BOTTOM: f32 = FOOT - mm(5.0);
const QUOTATION_INDENT: f32 = mm(6.0);
const ITEM_INDENT: f32 = mm(4.0);
/// Lines that a paragraph leaves alone neither at the end of a page nor, if it has more, at its beginning.
const KEPT_LINES: usize = 2;

/// How the blocks of one kind are set.
#[derive(Clone, Copy)]
struct Setting {
    size: f32,
    weight: Weight,
    color: Rgb,
    indent: f32,
    /// Above the block, unless it is the first of its page.
    space: f32,
    /// Whether the block stays on the page of the one that follows.
    is_kept_with_next: bool,
}

impl ReportBlock {
    fn text(&self) -> &str {
        match self {
            Self::Section(text)
            | Self::Subsection(text)
            | Self::Paragraph(text)
            | Self::Note(text)
            | Self::Quotation(text)
            | Self::Item(text) => text,
        }
    }

    fn setting(&self) -> Setting {
        let body = Setting {
            size: 10.5,
            weight: Weight::Regular,
            color: Rgb::INK,
            indent: 0.0,
            space: mm(1.5),
            is_kept_with_next: false,
        };
        match self {
            Self::Section(_) => Setting {
                size: 15.0,
                weight: Weight::Bold,
                color: Rgb::ACCENT,
                space: mm(9.0),
                is_kept_with_next: true,
                ..body
            },
            Self::Subsection(_) => {
                Setting { size: 11.0, weight: Weight::Bold, space: mm(5.0), is_kept_with_next: true, ..body }
            }
            Self::Paragraph(_) => body,
            Self::Note(_) => Setting { size: 9.5, color: Rgb::GREY, space: mm(0.8), ..body },
            Self::Quotation(_) => Setting { indent: QUOTATION_INDENT, ..body },
            Self::Item(_) => Setting { indent: ITEM_INDENT, space: mm(0.8), ..body },
        }
    }

    fn tag(&self) -> TagGroup {
        match self {
            Self::Section(text) => heading(2, text),
            Self::Subsection(text) => heading(3, text),
            Self::Paragraph(_) | Self::Note(_) | Self::Quotation(_) | Self::Item(_) => TagGroup::new(Tag::P),
        }
    }
}

/// Some lines of a block, on one page.
struct Placed {
    block: usize,
    lines: Vec<Line>,
    top: f32,
}

/// The report as PDF, on as many A4 pages as it needs.
///
/// # Errors
/// The PDF can't be written.
pub fn report(report: &Report) -> Result<Vec<u8>, DocumentError> {
    let fonts = Fonts::load()?;
    let mut writer = Writer::new(&fonts, &report.title, &report.language)?;
    let title = fonts.fit(&report.title, Weight::Bold, &sizes(26.0, 14.0, 1.0), WIDTH, 3);
    let event = fonts.fit(&report.event, Weight::Bold, &sizes(11.0, 8.0, 0.5), WIDTH, 2);
    let title_top = TOP + mm(4.0) + event.height(1.3) + mm(3.0);
    let blocks: Vec<&ReportBlock> =
        report.blocks.iter().filter(|block| !block.text().trim().is_empty()).collect();
    let pages = lay_out(&fonts, &blocks, title_top + title.height(1.2) + mm(6.0));
    let mut groups: Vec<TagGroup> = blocks.iter().map(|block| block.tag()).collect();
    let mut head = vec![TagGroup::new(Tag::P), heading(1, &report.title)];
    for (index, placed) in pages.iter().enumerate() {
        for part in placed {
            if let Some(ReportBlock::Section(text)) = blocks.get(part.block) {
                writer.entry(text);
            }
        }
        writer.page(|canvas| {
            if index == 0 {
                canvas.rectangle([LEFT, TOP, mm(18.0), mm(1.4)], Rgb::ACCENT);
                let style = Style::new(0.0, Rgb::GREY);
                canvas.fitted(&mut head[0], &event, style, (LEFT, WIDTH), TOP + mm(4.0));
                let style = Style::new(0.0, Rgb::ACCENT).leading(1.2);
                canvas.fitted(&mut head[1], &title, style, (LEFT, WIDTH), title_top);
            }
            for part in placed {
                draw(canvas, &mut groups[part.block], blocks[part.block], part);
            }
            draw_foot(canvas, report, (index + 1, pages.len()));
            Ok(())
        })?;
    }
    if event.lines.is_empty() {
        head.remove(0);
    }
    for group in head.into_iter().chain(groups) {
        writer.tag(group);
    }
    writer.finish()
}

/// Puts the lines of all blocks on pages; there is at least one. `first_top` is where the first page begins.
fn lay_out(fonts: &Fonts, blocks: &[&ReportBlock], first_top: f32) -> Vec<Vec<Placed>> {
    let shaped: Vec<Vec<Line>> = blocks
        .iter()
        .map(|block| {
            let setting = block.setting();
            let text = match block {
                ReportBlock::Item(text) => format!("•\u{a0}{text}"),
                other => other.text().to_owned(),
            };
            fonts.paragraph(&text, setting.weight, setting.size, WIDTH - setting.indent)
        })
        .collect();
    let height = |block: usize, lines: usize| lines as f32 * line_height(blocks[block]);
    let mut pages = vec![Vec::new()];
    let mut y = first_top;
    let mut is_page_empty = true;
    for (block, lines) in shaped.iter().enumerate() {
        let setting = blocks[block].setting();
        let mut top = if is_page_empty { y } else { y + setting.space };
        let needed = needed_height(blocks, &shaped, block);
        if !is_page_empty && top + needed > BOTTOM {
            pages.push(Vec::new());
            top = TOP;
        }
        let mut rest = lines.as_slice();
        while !rest.is_empty() {
            let free = ((BOTTOM - top) / line_height(blocks[block])).floor().max(1.0) as usize;
            let mut count = free.min(rest.len());
            // the last line does not go to the next page alone
            if count < rest.len() && rest.len() - count < KEPT_LINES && count > KEPT_LINES {
                count -= KEPT_LINES - (rest.len() - count);
            }
            let (now, later) = rest.split_at(count);
            if let Some(page) = pages.last_mut() {
                page.push(Placed { block, lines: now.to_vec(), top });
            }
            y = top + height(block, count);
            rest = later;
            if !rest.is_empty() {
                pages.push(Vec::new());
                top = TOP;
            }
        }
        is_page_empty = false;
    }
    pages
}

/// The height that must be free for a block to begin on a page: its first lines, or a heading with what follows it.
fn needed_height(blocks: &[&ReportBlock], shaped: &[Vec<Line>], first: usize) -> f32 {
    let mut needed = 0.0;
    for block in first..blocks.len() {
        let setting = blocks[block].setting();
        let lines = shaped[block].len();
        if block > first {
            needed += setting.space;
        }
        if !setting.is_kept_with_next {
            return needed + lines.min(KEPT_LINES) as f32 * line_height(blocks[block]);
        }
        needed += lines as f32 * line_height(blocks[block]);
        // a heading of half a page is no heading: it may be broken
        if needed > (BOTTOM - TOP) / 2.0 {
            return line_height(blocks[first]) * KEPT_LINES as f32;
        }
    }
    needed
}

fn line_height(block: &ReportBlock) -> f32 {
    let leading = match block {
        ReportBlock::Section(_) => 1.2,
        _ => 1.4,
    };
    block.setting().size * leading
}

fn draw(canvas: &mut Canvas<'_, '_>, group: &mut TagGroup, block: &ReportBlock, part: &Placed) {
    let setting = block.setting();
    let height = line_height(block);
    let style = Style::new(setting.size, setting.color).leading(height / setting.size);
    let column = (LEFT + setting.indent, WIDTH - setting.indent);
    let bottom = canvas.lines(group, &part.lines, style, column, part.top);
    if matches!(block, ReportBlock::Quotation(_)) {
        let x = LEFT + mm(2.5);
        canvas.rule((x, part.top + 1.5), (x, bottom - 1.5), 1.6, Rgb::ACCENT);
    }
}

fn draw_foot(canvas: &mut Canvas<'_, '_>, report: &Report, (page, pages): (usize, usize)) {
    let number =
        report.page_number.replace("{pages}", &pages.to_string()).replace("{page}", &page.to_string());
    let number_width = mm(36.0);
    canvas.rule((LEFT, FOOT - mm(2.0)), (LEFT + WIDTH, FOOT - mm(2.0)), 0.5, Rgb::RULE);
    let line = canvas.fonts.fit(&number, Weight::Regular, &[8.5, 7.5, 6.5], number_width, 1);
    let style = Style::new(line.size, Rgb::GREY).align(Align::Right);
    let right = (LEFT + WIDTH - number_width, number_width);
    canvas.aside(ArtifactType::PageNumber, &line.lines, style, right, FOOT);
    let line = canvas.fonts.fit(&report.footer, Weight::Regular, &[8.5, 7.5, 6.5], WIDTH - number_width, 1);
    let style = Style::new(line.size, Rgb::GREY);
    canvas.aside(ArtifactType::Footer, &line.lines, style, (LEFT, WIDTH - number_width), FOOT);
}
