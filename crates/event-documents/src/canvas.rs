//! Pages, and what is drawn on them. Lengths are in points from the top left corner of the page.

use std::num::NonZeroU16;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};
use qrcode::{EcLevel, QrCode};

use crate::text::{Fitted, Fonts, Line, clean};
use crate::{DocumentError, Rgb};

/// A4 in points.
pub(crate) const PAGE: (f32, f32) = (mm(210.0), mm(297.0));

/// Millimetres in points.
pub(crate) const fn mm(length: f32) -> f32 {
    length * 72.0 / 25.4
}

/// Where text stands in its column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

/// A file that is being written.
pub(crate) struct Writer<'a> {
    document: Document,
    fonts: &'a Fonts,
    language: &'a str,
    title: String,
    pages: usize,
    outline: Outline,
    tags: TagTree,
}

impl<'a> Writer<'a> {
    /// A file with a title and the language of its texts, a tag such as "fr".
    ///
    /// # Errors
    /// The PDF library refuses its settings.
    pub(crate) fn new(fonts: &'a Fonts, title: &str, language: &'a str) -> Result<Self, DocumentError> {
        let configuration = ConfigurationBuilder::new()
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(|error| DocumentError::Pdf(format!("{error:?}")))?;
        let document = Document::new_with(SerializeSettings { configuration, ..Default::default() });
        let mut title = clean(title);
        if title.is_empty() {
            "-".clone_into(&mut title);
        }
        Ok(Self { document, fonts, language, title, pages: 0, outline: Outline::new(), tags: TagTree::new() })
    }

    /// Draws a page; its tags go into the group that the drawing fills.
    ///
    /// # Errors
    /// Those of the drawing.
    pub(crate) fn page(
        &mut self,
        draw: impl FnOnce(&mut Canvas<'_, '_>) -> Result<(), DocumentError>,
    ) -> Result<(), DocumentError> {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| DocumentError::Pdf("the size of a page".to_owned()))?;
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        let result = draw(&mut Canvas { surface: &mut surface, fonts: self.fonts });
        surface.finish();
        page.finish();
        self.pages += 1;
        result
    }

    /// Adds tags, in reading order.
    pub(crate) fn tag(&mut self, group: TagGroup) {
        self.tags.push(group);
    }

    /// An entry in the outline, for the page that comes next.
    pub(crate) fn entry(&mut self, text: &str) {
        let text = clean(text);
        let text = if text.is_empty() { self.title.clone() } else { text };
        self.outline
            .push_child(OutlineNode::new(text, XyzDestination::new(self.pages, Point::from_xy(0.0, 0.0))));
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// The PDF library finds something that the format forbids.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, DocumentError> {
        self.tags.lang = Some(self.language.to_owned());
        self.document.set_metadata(Metadata::new().title(self.title).language(self.language.to_owned()));
        self.document.set_outline(self.outline);
        self.document.set_tag_tree(self.tags);
        self.document.finish().map_err(|error| DocumentError::Pdf(format!("{error}: {error:?}")))
    }
}

/// A page that is being drawn.
pub(crate) struct Canvas<'s, 'd> {
    surface: &'s mut Surface<'d>,
    pub(crate) fonts: &'s Fonts,
}

/// A heading of a level from 1 to 6. The format forbids headings without a text.
pub(crate) fn heading(level: u16, text: &str) -> TagGroup {
    let text = clean(text);
    if text.is_empty() {
        return TagGroup::new(Tag::P);
    }
    TagGroup::new(Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(text)))
}

/// How text is set: its font size and the distance of its lines as a multiple of it, where it stands, and its colour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    pub(crate) size: f32,
    pub(crate) leading: f32,
    pub(crate) align: Align,
    pub(crate) color: Rgb,
}

impl Style {
    pub(crate) fn new(size: f32, color: Rgb) -> Self {
        Self { size, leading: 1.3, align: Align::Left, color }
    }

    pub(crate) fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    pub(crate) fn leading(self, leading: f32) -> Self {
        Self { leading, ..self }
    }
}

impl Canvas<'_, '_> {
    /// Draws lines from a top edge down, in a column, as content of a tag group. Returns the bottom edge.
    pub(crate) fn lines(
        &mut self,
        group: &mut TagGroup,
        lines: &[Line],
        style: Style,
        (x, width): (f32, f32),
        top: f32,
    ) -> f32 {
        for (index, line) in lines.iter().enumerate() {
            let span = SpanTag::empty().with_actual_text(line.whole.as_deref());
            group.push(self.surface.start_tagged(ContentTag::Span(span)));
            self.glyphs(line, style, (x, width), top + index as f32 * style.size * style.leading);
            self.surface.end_tagged();
        }
        top + lines.len() as f32 * style.size * style.leading
    }

    /// As `lines`, with the size at which they fit.
    pub(crate) fn fitted(
        &mut self,
        group: &mut TagGroup,
        fitted: &Fitted,
        style: Style,
        column: (f32, f32),
        top: f32,
    ) -> f32 {
        self.lines(group, &fitted.lines, Style { size: fitted.size, ..style }, column, top)
    }

    /// Lines that belong to the page and not to the text: running heads and feet.
    pub(crate) fn aside(
        &mut self,
        kind: ArtifactType,
        lines: &[Line],
        style: Style,
        column: (f32, f32),
        top: f32,
    ) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        for (index, line) in lines.iter().enumerate() {
            self.glyphs(line, style, column, top + index as f32 * style.size * style.leading);
        }
        self.surface.end_tagged();
    }

    /// A line in its line box: the letters' middle is in the middle of the box.
    fn glyphs(&mut self, line: &Line, style: Style, (x, width): (f32, f32), top: f32) {
        let shown = line.width * style.size;
        let x = match style.align {
            Align::Left => x,
            Align::Centre => x + (width - shown) / 2.0,
            Align::Right => x + width - shown,
        };
        // capitals of the font are 0.714 em high
        let baseline = top + style.size * (style.leading + 0.714) / 2.0;
        self.surface.set_fill(Some(fill(style.color)));
        self.surface.set_stroke(None);
        let font = self.fonts.font(line.weight);
        self.surface.draw_glyphs(
            Point::from_xy(x, baseline),
            &line.glyphs,
            font,
            &line.text,
            style.size,
            false,
        );
    }

    /// A filled rectangle: left, top, width, height. No content for screen readers.
    pub(crate) fn rectangle(&mut self, [x, y, width, height]: [f32; 4], color: Rgb) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
        self.path(path, Some(fill(color)), None);
    }

    /// A straight line of a width from one point to another.
    pub(crate) fn rule(&mut self, from: (f32, f32), to: (f32, f32), width: f32, color: Rgb) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        let stroke = Stroke { paint: color.to_krilla().into(), width, ..Default::default() };
        self.path(path, None, Some(stroke));
    }

    /// The outline of a rectangle: left, top, width, height.
    pub(crate) fn frame(&mut self, [x, y, width, height]: [f32; 4], line: f32, color: Rgb) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
        self.path(
            path,
            None,
            Some(Stroke { paint: color.to_krilla().into(), width: line, ..Default::default() }),
        );
    }

    fn path(&mut self, path: PathBuilder, fill: Option<Fill>, stroke: Option<Stroke>) {
        let Some(path) = path.finish() else { return };
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.surface.set_fill(fill);
        self.surface.set_stroke(stroke);
        self.surface.draw_path(&path);
        self.surface.end_tagged();
    }

    /// A QR code in a square: left, top, side. The square holds the quiet zone of four modules too. `description`
    /// is read out in place of it.
    pub(crate) fn code(&mut self, code: &QrCode, [x, y, side]: [f32; 3], description: &str) -> TagGroup {
        const QUIET: usize = 4;
        let modules = code.width();
        let module = side / (modules + 2 * QUIET) as f32;
        let colors = code.to_colors();
        let description = clean(description);
        let description = if description.is_empty() { "QR".to_owned() } else { description };
        let mut figure = TagGroup::new(Tag::Figure(Some(description)));
        figure.push(self.surface.start_tagged(ContentTag::Other));
        self.surface.set_fill(Some(fill(Rgb::BLACK)));
        self.surface.set_stroke(None);
        // each rectangle is a path of its own: viewers that align edges with pixels distort a path of many; and it
        // reaches a little into the next row, so that no light line shows between them
        for (row, colors) in colors.chunks(modules).enumerate() {
            let mut column = 0;
            while column < modules {
                let dark = colors[column..].iter().take_while(|color| **color == qrcode::Color::Dark).count();
                let rect = Rect::from_xywh(
                    x + (column + QUIET) as f32 * module,
                    y + (row + QUIET) as f32 * module,
                    dark as f32 * module,
                    module * 1.02,
                );
                if let Some(rect) = rect.filter(|_| dark > 0) {
                    let mut path = PathBuilder::new();
                    path.push_rect(rect);
                    if let Some(path) = path.finish() {
                        self.surface.draw_path(&path);
                    }
                }
                column += dark.max(1);
            }
        }
        self.surface.end_tagged();
        figure
    }
}

fn fill(color: Rgb) -> Fill {
    Fill { paint: color.to_krilla().into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// The QR code of a text, which survives a quarter of its area being unreadable where `robust`, else a seventh.
///
/// # Errors
/// The text is too long.
pub(crate) fn qr_code(text: &str, robust: bool) -> Result<QrCode, DocumentError> {
    let level = if robust { EcLevel::Q } else { EcLevel::M };
    QrCode::with_error_correction_level(text, level).map_err(|_| DocumentError::CodeTooLong(text.len()))
}
