//! Certificates of attendance, one page for each person.

use krilla::tagging::{ArtifactType, Tag, TagGroup};

use crate::canvas::{Align, Canvas, PAGE, Style, Writer, heading, mm};
use crate::text::{Fitted, Fonts, Line, Weight, sizes};
use crate::{DocumentError, Rgb};

/// Certificates of one event. What they certify is for the caller to word.
#[derive(Clone, Debug)]
pub struct Certificates {
    /// The language of the texts, a tag such as "fr".
    pub language: String,
    /// The title of the file.
    pub title: String,
    /// Who issues them, at the top; may be empty.
    pub issuer: String,
    /// What the document is, such as "Attestation de présence".
    pub heading: String,
    /// Where and when it is signed, such as "Fort-de-France, le 14 mars 2026".
    pub place_and_date: String,
    /// Who signs.
    pub signatory: String,
    /// The office of who signs; may be empty.
    pub signatory_role: String,
    /// Stands in the space for signature and stamp, such as "Signature et cachet".
    pub signature_label: String,
    /// At the foot of the page; may be empty. Up to three lines.
    pub footer: String,
    /// Who gets one, each a page.
    pub people: Vec<Certificate>,
}

/// The part of a certificate that is one person's.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Before the name, such as "Le comité d’organisation atteste que"; may be empty.
    pub before: String,
    /// The person's name.
    pub name: String,
    /// After the name, paragraph by paragraph: what the person attended, when and where.
    pub after: Vec<String>,
}

const LEFT: f32 = mm(25.0);
const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
const COLUMN: (f32, f32) = (LEFT, WIDTH);
const HEADING_TOP: f32 = mm(58.0);
const SIGNATURE_TOP: f32 = mm(196.0);
const BOTTOM: f32 = PAGE.1 - mm(16.0);

/// The certificates as PDF, one A4 page for each person.
///
/// # Errors
/// There are no people, or the PDF can't be written.
pub fn certificates(certificates: &Certificates) -> Result<Vec<u8>, DocumentError> {
    if certificates.people.is_empty() {
        return Err(DocumentError::Empty);
    }
    let fonts = Fonts::load()?;
    let mut writer = Writer::new(&fonts, &certificates.title, &certificates.language)?;
    for person in &certificates.people {
        let mut tags = Vec::new();
        writer.entry(&person.name);
        writer.page(|canvas| {
            tags = draw(canvas, certificates, person);
            Ok(())
        })?;
        for group in tags {
            writer.tag(group);
        }
    }
    writer.finish()
}

/// The paragraphs at the largest size at which all of them fit above the signature.
struct Body {
    before: Vec<Line>,
    name: Fitted,
    after: Vec<Vec<Line>>,
    size: f32,
}

const LEADING: f32 = 1.55;

impl Body {
    fn new(fonts: &Fonts, person: &Certificate, height: f32) -> Self {
        let name = fonts.fit(&person.name, Weight::Bold, &sizes(24.0, 12.0, 1.0), WIDTH, 2);
        let mut body = Self { before: Vec::new(), name, after: Vec::new(), size: 0.0 };
        for size in sizes(12.5, 7.0, 0.5) {
            body.size = size;
            body.before = fonts.paragraph(&person.before, Weight::Regular, size, WIDTH);
            body.after =
                person.after.iter().map(|text| fonts.paragraph(text, Weight::Regular, size, WIDTH)).collect();
            if body.height() <= height {
                break;
            }
        }
        // far too much text: what would run into the signature is left out
        while body.height() > height
            && let Some(last) = body.after.last_mut()
        {
            if last.pop().is_none() {
                body.after.pop();
            }
        }
        body
    }

    fn height(&self) -> f32 {
        let lines = self.before.len() + self.after.iter().map(Vec::len).sum::<usize>();
        lines as f32 * self.size * LEADING
            + self.name.lines.len() as f32 * self.name.size * 1.25
            + (self.after.len() + 3) as f32 * mm(3.5)
    }
}

fn draw(canvas: &mut Canvas<'_, '_>, texts: &Certificates, person: &Certificate) -> Vec<TagGroup> {
    let fonts = canvas.fonts;
    let mut groups = Vec::new();
    let mut text =
        |canvas: &mut Canvas<'_, '_>, tag: TagGroup, fitted: &Fitted, style: Style, column, top| {
            let mut group = tag;
            let bottom = canvas.fitted(&mut group, fitted, style, column, top);
            groups.push(group);
            bottom
        };
    let paragraph = || TagGroup::new(Tag::P);

    canvas.rectangle([LEFT, mm(22.0), mm(18.0), mm(1.4)], Rgb::ACCENT);
    let issuer = fonts.fit(&texts.issuer, Weight::Bold, &sizes(11.0, 8.0, 0.5), WIDTH, 2);
    text(canvas, paragraph(), &issuer, Style::new(0.0, Rgb::GREY), COLUMN, mm(26.5));

    let head = fonts.fit(&texts.heading, Weight::Bold, &sizes(32.0, 18.0, 1.0), WIDTH, 2);
    let style = Style::new(0.0, Rgb::ACCENT).leading(1.2);
    let mut y = text(canvas, heading(1, &texts.heading), &head, style, COLUMN, HEADING_TOP) + mm(14.0);

    let body = Body::new(fonts, person, SIGNATURE_TOP - mm(8.0) - y);
    let style = Style::new(0.0, Rgb::INK).leading(LEADING);
    let before = Fitted::new(body.before, body.size);
    y = text(canvas, paragraph(), &before, style, COLUMN, y) + mm(3.5);
    y = text(canvas, paragraph(), &body.name, style.leading(1.25), COLUMN, y) + mm(5.0);
    for lines in body.after {
        let fitted = Fitted::new(lines, body.size);
        y = text(canvas, paragraph(), &fitted, style, COLUMN, y) + mm(3.5);
    }

    let right = (LEFT + WIDTH - mm(85.0), mm(85.0));
    let dated = fonts.fit(&texts.place_and_date, Weight::Regular, &sizes(11.5, 8.0, 0.5), right.1, 2);
    let style = Style::new(0.0, Rgb::INK);
    y = text(canvas, paragraph(), &dated, style, right, SIGNATURE_TOP) + mm(4.0);
    let signatory = fonts.fit(&texts.signatory, Weight::Bold, &sizes(11.5, 8.0, 0.5), right.1, 2);
    y = text(canvas, paragraph(), &signatory, style, right, y);
    let role = fonts.fit(&texts.signatory_role, Weight::Regular, &sizes(10.0, 7.0, 0.5), right.1, 2);
    y = text(canvas, paragraph(), &role, Style::new(0.0, Rgb::GREY), right, y) + mm(3.0);
    canvas.frame([right.0, y, right.1, mm(36.0)], 0.6, Rgb::RULE);
    let label =
        fonts.fit(&texts.signature_label, Weight::Regular, &sizes(8.0, 6.5, 0.5), right.1 - mm(5.0), 1);
    let inside = (right.0 + mm(2.5), right.1 - mm(5.0));
    text(canvas, paragraph(), &label, Style::new(0.0, Rgb::GREY), inside, y + mm(1.5));

    let footer = fonts.fit(&texts.footer, Weight::Regular, &[8.0, 7.5, 7.0], WIDTH, 3);
    let top = BOTTOM - footer.lines.len() as f32 * footer.size * 1.3;
    if !footer.lines.is_empty() {
        canvas.rule((LEFT, top - mm(2.5)), (LEFT + WIDTH, top - mm(2.5)), 0.5, Rgb::RULE);
        let style = Style::new(footer.size, Rgb::GREY).align(Align::Left);
        canvas.aside(ArtifactType::Footer, &footer.lines, style, COLUMN, top);
    }
    groups
}
