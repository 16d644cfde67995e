//! Text: shaping with the fonts of this crate, breaking into lines, and choosing a size that fits.

use harfrust::{Direction, FontRef, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};
use icu_normalizer::ComposingNormalizer;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::DocumentError;

/// Noto Sans, regular, as a TrueType file.
pub static REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
/// Noto Sans, bold, as a TrueType file.
pub static BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// One font file, ready for shaping and for embedding.
struct Typeface {
    font: Font,
    face: FontRef<'static>,
    shaper: ShaperData,
    /// Which tables of the font apply; finding out costs more than shaping a name.
    plan: ShapePlan,
    /// Stands for a character that the font lacks, with its advance in em.
    replacement: (GlyphId, f32),
}

/// The fonts of all documents.
pub(crate) struct Fonts {
    regular: Typeface,
    bold: Typeface,
}

/// A shaped line of text. Lengths are in em: multiplied by a font size they are in points.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) weight: Weight,
    /// The width without spaces at the end.
    pub(crate) width: f32,
    /// What the line stands for, where it was cut short.
    pub(crate) whole: Option<String>,
}

/// Lines and the font size, in points, at which they fit.
#[derive(Clone, Debug)]
pub(crate) struct Fitted {
    pub(crate) lines: Vec<Line>,
    pub(crate) size: f32,
    whole: bool,
}

impl Fitted {
    /// Lines of a size.
    pub(crate) fn new(lines: Vec<Line>, size: f32) -> Self {
        Self { lines, size, whole: true }
    }

    /// Nothing is cut, and no word is broken.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole
    }

    /// The height of the lines at a leading.
    pub(crate) fn height(&self, leading: f32) -> f32 {
        self.lines.len() as f32 * self.size * leading
    }
}

/// A part of a text that stays on one line, with the spaces that follow it.
struct Piece<'a> {
    text: &'a str,
    width: f32,
    trimmed: f32,
}

impl Typeface {
    fn load(bytes: &'static [u8]) -> Result<Self, DocumentError> {
        let font = Font::new(bytes.into(), 0).ok_or(DocumentError::Font)?;
        let face = FontRef::from_index(bytes, 0).map_err(|_| DocumentError::Font)?;
        let shaper = ShaperData::new(&face);
        let plan = ShapePlan::new(
            &shaper.shaper(&face).build(),
            Direction::LeftToRight,
            Some(script::LATIN),
            None,
            &[],
        );
        let mut typeface = Self { font, face, shaper, plan, replacement: (GlyphId::new(0), 0.6) };
        for candidate in ["\u{25a1}", "\u{fffd}", "?"] {
            let glyphs = typeface.shape(candidate);
            if let [glyph] = glyphs.as_slice()
                && glyph.glyph_id.to_u32() != 0
            {
                typeface.replacement = (glyph.glyph_id, glyph.x_advance);
                break;
            }
        }
        Ok(typeface)
    }

    /// Glyphs from left to right in the order of the text. A grapheme of which the font lacks a part becomes one
    /// replacement, so a name in another script or with a picture still has a visible length.
    fn shape(&self, text: &str) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let shaper = self.shaper.shaper(&self.face).build();
        let shaped = shaper.shape(buffer, ShapeOptions::new().plan(Some(&self.plan)));
        let em = self.font.units_per_em();
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        let mut glyphs = Vec::with_capacity(infos.len());
        let mut first = 0;
        while let Some(info) = infos.get(first) {
            let count = infos[first..].iter().take_while(|other| other.cluster == info.cluster).count();
            let end = infos.get(first + count).map_or(text.len(), |next| next.cluster as usize);
            let range = info.cluster as usize..end;
            let cluster = first..first + count;
            if infos[cluster.clone()].iter().any(|glyph| glyph.glyph_id == 0) {
                let (glyph_id, x_advance) = self.replacement;
                glyphs.push(glyph(glyph_id, range, x_advance, 0.0, 0.0));
            } else {
                for (info, position) in infos[cluster.clone()].iter().zip(&positions[cluster]) {
                    glyphs.push(glyph(
                        GlyphId::new(info.glyph_id),
                        range.clone(),
                        position.x_advance as f32 / em,
                        position.x_offset as f32 / em,
                        position.y_offset as f32 / em,
                    ));
                }
            }
            first += count;
        }
        glyphs
    }
}

fn glyph(
    glyph_id: GlyphId,
    text_range: std::ops::Range<usize>,
    x_advance: f32,
    x_offset: f32,
    y_offset: f32,
) -> KrillaGlyph {
    KrillaGlyph { glyph_id, text_range, x_advance, x_offset, y_offset, y_advance: 0.0, location: None }
}

impl Fonts {
    /// Reads the fonts.
    ///
    /// # Errors
    /// A font file is damaged.
    pub(crate) fn load() -> Result<Self, DocumentError> {
        Ok(Self { regular: Typeface::load(REGULAR)?, bold: Typeface::load(BOLD)? })
    }

    fn typeface(&self, weight: Weight) -> &Typeface {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The font to draw with.
    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.typeface(weight).font.clone()
    }

    /// Shapes a text as one line.
    pub(crate) fn line(&self, text: &str, weight: Weight) -> Line {
        let glyphs = self.typeface(weight).shape(text);
        let shown = text.trim_end_matches(' ').len();
        let width =
            glyphs.iter().filter(|glyph| glyph.text_range.start < shown).map(|glyph| glyph.x_advance).sum();
        Line { text: text.to_owned(), glyphs, weight, width, whole: None }
    }

    /// The largest of the sizes at which a text fits into a width on so many lines; all in points. Where not even
    /// the smallest does, words are broken there, and the end is cut with an ellipsis.
    pub(crate) fn fit(
        &self,
        text: &str,
        weight: Weight,
        sizes: &[f32],
        width: f32,
        max_lines: usize,
    ) -> Fitted {
        let text = clean(text);
        let breaks = [self.pieces(&text, weight, false), self.pieces(&text, weight, true)];
        let mut smallest = f32::MAX;
        for &size in sizes {
            for pieces in &breaks {
                if let Some(lines) = wrap(pieces, width / size)
                    && lines.len() <= max_lines
                {
                    let lines = if lines.len() > 1 { balance(pieces, width / size, lines) } else { lines };
                    return Fitted::new(lines.iter().map(|line| self.line(line, weight)).collect(), size);
                }
            }
            smallest = smallest.min(size);
        }
        let lines = self.cut(&text, weight, width / smallest, max_lines);
        Fitted { lines, size: smallest, whole: false }
    }

    /// As `fit`, with several steps: sizes and the number of lines at them. The first step in which nothing is cut
    /// holds, or else the last.
    pub(crate) fn fit_steps(
        &self,
        text: &str,
        weight: Weight,
        steps: &[(&[f32], usize)],
        width: f32,
    ) -> Fitted {
        let mut fitted = Fitted::new(Vec::new(), 0.0);
        for (sizes, max_lines) in steps {
            fitted = self.fit(text, weight, sizes, width, *max_lines);
            if fitted.is_whole() {
                break;
            }
        }
        fitted
    }

    /// Lines of a paragraph, however many.
    pub(crate) fn paragraph(&self, text: &str, weight: Weight, size: f32, width: f32) -> Vec<Line> {
        let text = clean(text);
        let lines = [false, true]
            .into_iter()
            .find_map(|at_hyphens| wrap(&self.pieces(&text, weight, at_hyphens), width / size));
        match lines {
            Some(lines) => lines.iter().map(|line| self.line(line, weight)).collect(),
            None => self.cut(&text, weight, width / size, usize::MAX),
        }
    }

    /// The parts between which a line may end: words, and parts of words `at_hyphens` too.
    fn pieces<'a>(&self, text: &'a str, weight: Weight, at_hyphens: bool) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(break_after(rest, at_hyphens));
            let glyphs = self.typeface(weight).shape(piece);
            let shown = piece.trim_end_matches(' ').len();
            let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
            let trimmed = glyphs
                .iter()
                .filter(|glyph| glyph.text_range.start < shown)
                .map(|glyph| glyph.x_advance)
                .sum();
            pieces.push(Piece { text: piece, width, trimmed });
            rest = after;
        }
        pieces
    }

    /// Breaks between graphemes where words are too long, and ends with an ellipsis where lines run out.
    fn cut(&self, text: &str, weight: Weight, width: f32, max_lines: usize) -> Vec<Line> {
        let glyphs = self.typeface(weight).shape(text);
        let ellipsis = self.line("…", weight).width;
        let mut lines: Vec<Line> = Vec::new();
        let mut first = 0;
        while let Some(glyph) = glyphs.get(first) {
            let start = glyph.text_range.start;
            let rest = &text[start..];
            let last = lines.len() + 1 == max_lines;
            let fits = |width: f32| {
                let advances = glyphs[first..].iter().scan(0.0, |used, glyph| {
                    *used += glyph.x_advance;
                    Some(*used)
                });
                first + advances.take_while(|&used| used <= width).count()
            };
            let next = fits(width);
            if next == glyphs.len() {
                lines.push(self.line(rest, weight));
                break;
            }
            if last {
                let end = glyphs[fits(width - ellipsis)].text_range.start;
                let mut line = self.line(&format!("{}…", text[start..end].trim_end()), weight);
                line.whole = Some(rest.to_owned());
                lines.push(line);
                break;
            }
            let end = glyphs[next].text_range.start;
            let end = match text[start..end].rfind(' ') {
                Some(space) => start + space + 1,
                // a line takes at least one grapheme, or there would be no end
                None => end.max(glyph.text_range.end),
            };
            lines.push(self.line(&text[start..end], weight));
            first += glyphs[first..].iter().take_while(|glyph| glyph.text_range.start < end).count();
        }
        lines
    }
}

/// Letters and their accents as one character where there is one, without control characters, with single spaces.
pub(crate) fn clean(text: &str) -> String {
    let text = ComposingNormalizer::new_nfc().normalize(text);
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        let character = match character {
            // code points that a PDF must not give as text
            '\u{feff}' | '\u{fffe}' | '\u{ffff}' => continue,
            c if c.is_control() || c == '\u{2028}' || c == '\u{2029}' => ' ',
            c => c,
        };
        if character != ' ' || !(cleaned.is_empty() || cleaned.ends_with(' ')) {
            cleaned.push(character);
        }
    }
    cleaned.truncate(cleaned.trim_end_matches(' ').len());
    cleaned
}

/// Where the first part of a text ends that stays together: after spaces, and `at_hyphens` after those and
/// slashes too.
fn break_after(text: &str, at_hyphens: bool) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|&(_, next)| next);
        let breaks = match character {
            ' ' => next != Some(' '),
            '-' | '\u{2010}' | '/' => at_hyphens && at > 0 && next.is_some_and(char::is_alphanumeric),
            _ => false,
        };
        if breaks {
            return at + character.len_utf8();
        }
    }
    text.len()
}

/// Fills lines one after the other; `None` where a piece is wider than a line.
fn wrap(pieces: &[Piece<'_>], width: f32) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for piece in pieces {
        if piece.trimmed > width {
            return None;
        }
        match lines.last_mut() {
            Some(line) if used + piece.trimmed <= width => {
                line.push_str(piece.text);
                used += piece.width;
            }
            _ => {
                lines.push(piece.text.to_owned());
                used = piece.width;
            }
        }
    }
    Some(lines)
}

/// The same number of lines, as even as can be.
fn balance(pieces: &[Piece<'_>], width: f32, mut lines: Vec<String>) -> Vec<String> {
    let (mut low, mut high) = (0.0, width);
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        match wrap(pieces, middle) {
            Some(narrower) if narrower.len() == lines.len() => {
                lines = narrower;
                high = middle;
            }
            _ => low = middle,
        }
    }
    lines
}

/// Sizes from the largest to the smallest, in points.
pub(crate) fn sizes(largest: f32, smallest: f32, step: f32) -> Vec<f32> {
    let count = ((largest - smallest) / step).ceil().max(0.0) as usize;
    (0..=count).map(|index| (largest - index as f32 * step).max(smallest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_have_all_letters_of_european_and_caribbean_names() {
        let french = "àâäæçéèêëîïôœöùûüÿ ÀÂÄÆÇÉÈÊËÎÏÔŒÖÙÛÜŸ «»‹›“”‘’'ʼ–—-‐‑…·•°º№€%&@/()[]+*#§";
        let creole = "àèòéáóú ÀÈÒÉ ÿŋ";
        let others = "ßñ¿¡ãõåøðþłśźżćńąęěščřžýůúťďňľĺŕőűșțşţğıİāēīūģķļņćđħġċŵŷǎạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹƠƯĐŁØÅÞÐŐŰŠČŘŽ";
        let scripts = "Ελένη Παπαδοπούλου Юлия Шевченко Ђорђе";
        let fonts = Fonts::load().unwrap();
        for weight in [Weight::Regular, Weight::Bold] {
            let replacement = fonts.typeface(weight).replacement.0;
            assert_ne!(replacement.to_u32(), 0);
            for text in [french, creole, others, scripts, "1\u{202f}000\u{a0}€", "e\u{301} o\u{300}"] {
                for glyph in fonts.line(text, weight).glyphs {
                    assert_ne!(glyph.glyph_id.to_u32(), 0);
                    assert_ne!(glyph.glyph_id, replacement, "{}", &text[glyph.text_range]);
                }
            }
            // a family with four people is one picture
            assert_eq!(fonts.line("👨‍👩‍👧‍👦", weight).glyphs.len(), 1);
        }
    }

    #[test]
    fn text_shrinks_then_breaks_then_is_cut() {
        let fonts = Fonts::load().unwrap();
        let fit = |text: &str, width: f32| fonts.fit(text, Weight::Regular, &sizes(12.0, 8.0, 1.0), width, 2);
        let lines = |fitted: &Fitted| fitted.lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        assert_eq!(
            (lines(&fit("Man Nini", 200.0)), fit("Man Nini", 200.0).size),
            (vec!["Man Nini".into()], 12.0)
        );
        assert_eq!(lines(&fit("Man Nini Belfort", 60.0)), ["Man Nini ", "Belfort"]);
        let small = fit("Anne-Élisabeth Montlouis-Calixte", 75.0);
        assert!(small.size < 12.0 && small.is_whole(), "{small:?}");
        let cut = fit(&"Calixte ".repeat(30), 75.0);
        assert!(!cut.is_whole() && cut.lines[1].text.ends_with('…'));
        for fitted in [small, cut] {
            assert!(fitted.lines.iter().all(|line| line.width * fitted.size <= 75.01), "{fitted:?}");
        }
        assert_eq!(clean(" e\u{301}\t\n x\u{feff} "), "é x");
        assert_eq!(sizes(10.0, 8.5, 1.0), [10.0, 9.0, 8.5]);
    }
}
