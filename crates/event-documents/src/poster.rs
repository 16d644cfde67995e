//! The poster: what, when, where, and a code to scan from a few steps away.

use krilla::tagging::{Tag, TagGroup};

use crate::canvas::{Align, Canvas, PAGE, Style, Writer, heading, mm, qr_code};
use crate::text::{Fitted, Fonts, Weight, sizes};
use crate::{DocumentError, Rgb};

/// A poster.
#[derive(Clone, Debug)]
pub struct Poster {
    /// The language of the texts, a tag such as "fr".
    pub language: String,
    /// The event.
    pub title: String,
    /// When it is.
    pub date: String,
    /// Where it is.
    pub place: String,
    /// One sentence: how to take part.
    pub how_to: String,
    /// What the QR code says, most often an address with its scheme.
    pub code: String,
    /// What the code is for, read out in place of it.
    pub code_description: String,
    /// The address to type, under the code.
    pub address: String,
    /// The place where this copy hangs, small at the foot; may be empty.
    pub hangs_at: String,
}

const LEFT: f32 = mm(18.0);
const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;
const COLUMN: (f32, f32) = (LEFT, WIDTH);
const TOP: f32 = mm(14.0);
const BOTTOM: f32 = PAGE.1 - mm(14.0);
const LEADING: f32 = 1.2;
const LARGEST_CODE: f32 = mm(135.0);

/// The poster as PDF, one A4 page.
///
/// # Errors
/// The text of the code is too long, or the PDF can't be written.
pub fn poster(poster: &Poster) -> Result<Vec<u8>, DocumentError> {
    let fonts = Fonts::load()?;
    let mut writer = Writer::new(&fonts, &poster.title, &poster.language)?;
    writer.entry(&poster.title);
    let mut tags = Vec::new();
    writer.page(|canvas| {
        tags = draw(canvas, poster)?;
        Ok(())
    })?;
    for group in tags {
        writer.tag(group);
    }
    writer.finish()
}

fn draw(canvas: &mut Canvas<'_, '_>, poster: &Poster) -> Result<Vec<TagGroup>, DocumentError> {
    let fonts = canvas.fonts;
    let code = qr_code(&poster.code, true)?;
    let mut groups = Vec::new();
    let mut text = |canvas: &mut Canvas<'_, '_>, tag: TagGroup, fitted: &Fitted, style: Style, top| {
        let mut group = tag;
        let bottom = canvas.fitted(&mut group, fitted, style.align(Align::Centre), COLUMN, top);
        groups.push(group);
        bottom
    };
    let paragraph = || TagGroup::new(Tag::P);
    let style = |color| Style::new(0.0, color).leading(LEADING);

    canvas.rectangle([LEFT, TOP, WIDTH, mm(3.0)], Rgb::ACCENT);
    let title = fonts.fit_steps(
        &poster.title,
        Weight::Bold,
        &[(&sizes(54.0, 34.0, 1.0), 2), (&sizes(42.0, 20.0, 1.0), 3)],
        WIDTH,
    );
    let mut y =
        text(canvas, heading(1, &poster.title), &title, style(Rgb::INK).leading(1.15), TOP + mm(10.0));
    let date = fonts.fit(&poster.date, Weight::Bold, &sizes(26.0, 12.0, 1.0), WIDTH, 2);
    y = text(canvas, paragraph(), &date, style(Rgb::ACCENT), y + mm(5.0));
    let place = fonts.fit(&poster.place, Weight::Regular, &sizes(19.0, 10.0, 1.0), WIDTH, 2);
    y = text(canvas, paragraph(), &place, style(Rgb::INK), y + mm(2.0));

    let how_to = fonts.fit_steps(
        &poster.how_to,
        Weight::Regular,
        &[(&sizes(19.0, 15.0, 0.5), 2), (&sizes(17.0, 10.0, 1.0), 3)],
        WIDTH,
    );
    let address = fonts.fit_steps(
        &poster.address,
        Weight::Bold,
        &[(&sizes(26.0, 12.0, 1.0), 1), (&sizes(16.0, 8.0, 1.0), 3)],
        WIDTH,
    );
    let hangs_at = fonts.fit(&poster.hangs_at, Weight::Regular, &sizes(9.0, 7.0, 0.5), WIDTH, 1);
    let foot = BOTTOM - hangs_at.height(LEADING);
    let free = foot - mm(5.0) - address.height(LEADING) - y - how_to.height(LEADING) - mm(10.0);
    let side = free.min(LARGEST_CODE);
    // what is left over goes above and below the sentence and the code
    let slack = (free - side) / 3.0;
    y = text(canvas, paragraph(), &how_to, style(Rgb::INK), y + mm(8.0) + slack);
    let figure = canvas.code(&code, [(PAGE.0 - side) / 2.0, y, side], &poster.code_description);
    text(canvas, paragraph(), &address, style(Rgb::ACCENT), y + side);
    text(canvas, paragraph(), &hangs_at, Style::new(0.0, Rgb::GREY).leading(LEADING), foot);
    groups.insert(4, figure);
    Ok(groups)
}
