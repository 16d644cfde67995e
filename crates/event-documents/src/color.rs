//! Colours and their contrast.

use krilla::color::rgb;

/// A colour: red, green and blue from 0 to 255, in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    pub(crate) const BLACK: Self = Self(0, 0, 0);
    pub(crate) const WHITE: Self = Self(255, 255, 255);
    /// Text.
    pub(crate) const INK: Self = Self(0x1c, 0x20, 0x26);
    /// Less important text; 7 to 1 on white.
    pub(crate) const GREY: Self = Self(0x4f, 0x57, 0x61);
    /// Thin lines.
    pub(crate) const RULE: Self = Self(0xb4, 0xbb, 0xc4);
    /// The one colour of all documents.
    pub(crate) const ACCENT: Self = Self(0x0f, 0x4c, 0x6e);
    /// Behind headings of tables.
    pub(crate) const TINT: Self = Self(0xe9, 0xf0, 0xf4);

    pub(crate) fn to_krilla(self) -> rgb::Color {
        rgb::Color::new(self.0, self.1, self.2)
    }

    /// Black or white, whichever is easier to read on this colour; at least 4.5 to 1 on any.
    pub(crate) fn text_on(self) -> Self {
        if contrast(self, Self::WHITE) >= contrast(self, Self::BLACK) { Self::WHITE } else { Self::BLACK }
    }

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(self) -> f32 {
        let linear = |channel: u8| {
            let value = f32::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// The contrast of two colours as WCAG 2 defines it, from 1 to 21.
pub fn contrast(a: Rgb, b: Rgb) -> f32 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_readable_on_any_color() {
        assert!((contrast(Rgb::BLACK, Rgb::WHITE) - 21.0).abs() < 0.01);
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let color = Rgb(red, green, blue);
                    assert!(contrast(color, color.text_on()) >= 4.5, "{color:?}");
                }
            }
        }
        for color in [Rgb::INK, Rgb::GREY, Rgb::ACCENT] {
            assert!(contrast(color, Rgb::WHITE) >= 7.0, "{color:?}");
        }
    }
}
