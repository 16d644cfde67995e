//! The picture of a ticket: a QR code with the ticket's link, and the code as text below it.

use qrcode::{Color, QrCode};

use super::model::TicketCode;
use crate::chat::{RenderedFile, deep_link};

const SPEC_PREFIX: &str = "ticket";
/// Pixels of a QR code's module, and of a dot of a character.
const PIXELS_PER_MODULE: usize = 10;
const PIXELS_PER_DOT: usize = 5;
/// The white margin that scanners need, in modules (ISO/IEC 18004).
const QUIET_ZONE_MODULES: usize = 4;

/// The attachment spec from which [`ticket_image`] draws a ticket.
pub fn ticket_spec(bot_username: &str, code: &TicketCode) -> String {
    format!("{SPEC_PREFIX}:{bot_username}:{}", code.as_str())
}

/// Draws the picture of an attachment spec; `None` if the spec is not that of a ticket.
pub fn ticket_image(spec: &str) -> Option<RenderedFile> {
    let mut parts = spec.split(':');
    if parts.next() != Some(SPEC_PREFIX) {
        return None;
    }
    let bot = parts.next()?;
    let code = TicketCode::parse(parts.next()?)?;
    let link = deep_link(bot, &code.payload());
    Some(RenderedFile {
        name: format!("billet-{code}.png"),
        mime: "image/png",
        bytes: draw(&link, &code.to_string())?,
    })
}

/// Draws the QR code and below it the code as text: black on white, one byte for each pixel.
fn draw(link: &str, code: &str) -> Option<Vec<u8>> {
    let qr = QrCode::new(link).ok()?;
    let modules = qr.width() + 2 * QUIET_ZONE_MODULES;
    let (width, text_height) = (modules * PIXELS_PER_MODULE, 9 * PIXELS_PER_DOT);
    let height = width + text_height + QUIET_ZONE_MODULES * PIXELS_PER_MODULE / 2;
    let mut pixels = vec![255_u8; width * height];
    let colors = qr.to_colors();
    for (module, _) in colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (module % qr.width() + QUIET_ZONE_MODULES, module / qr.width() + QUIET_ZONE_MODULES);
        fill_square(&mut pixels, width, x * PIXELS_PER_MODULE, y * PIXELS_PER_MODULE, PIXELS_PER_MODULE);
    }
    let left = width.saturating_sub(code.len() * 6 * PIXELS_PER_DOT) / 2;
    let top = width - QUIET_ZONE_MODULES * PIXELS_PER_MODULE / 4;
    for (index, character) in code.chars().enumerate() {
        for (row, bits) in glyph(character).into_iter().enumerate() {
            for column in (0..5).filter(|column| bits & (0b10000 >> column) != 0) {
                let x = left + (index * 6 + column) * PIXELS_PER_DOT;
                fill_square(&mut pixels, width, x, top + row * PIXELS_PER_DOT, PIXELS_PER_DOT);
            }
        }
    }
    encode_png(width, height, &pixels)
}

/// Fills a black square.
fn fill_square(pixels: &mut [u8], width: usize, x: usize, y: usize, side: usize) {
    for row in y..y + side {
        if let Some(line) = pixels.get_mut(row * width + x..row * width + x + side) {
            line.fill(0);
        }
    }
}

/// A greyscale PNG of these pixels.
fn encode_png(width: usize, height: usize, pixels: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// The character of a code, five dots wide and seven high. There are so few that no font is needed.
#[rustfmt::skip]
fn glyph(character: char) -> [u8; 7] {
    match character {
        '-' => [0, 0, 0, 0b11111, 0, 0, 0],
        '3' => [0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110],
        '4' => [0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010],
        '6' => [0b01110, 0b10000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110],
        '7' => [0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000],
        '9' => [0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00001, 0b01110],
        'C' => [0b01111, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b01111],
        'D' => [0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110],
        'F' => [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000],
        'G' => [0b01111, 0b10000, 0b10000, 0b10011, 0b10001, 0b10001, 0b01111],
        'H' => [0b10001, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
        'J' => [0b00111, 0b00010, 0b00010, 0b00010, 0b00010, 0b10010, 0b01100],
        'K' => [0b10001, 0b10010, 0b10100, 0b11000, 0b10100, 0b10010, 0b10001],
        'M' => [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
        'N' => [0b10001, 0b11001, 0b10101, 0b10011, 0b10001, 0b10001, 0b10001],
        'P' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000],
        'Q' => [0b01110, 0b10001, 0b10001, 0b10001, 0b10101, 0b10010, 0b01101],
        'R' => [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001],
        'T' => [0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100],
        'V' => [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
        'W' => [0b10001, 0b10001, 0b10001, 0b10101, 0b10101, 0b11011, 0b10001],
        'X' => [0b10001, 0b10001, 0b01010, 0b00100, 0b01010, 0b10001, 0b10001],
        'Y' => [0b10001, 0b10001, 0b01010, 0b00100, 0b00100, 0b00100, 0b00100],
        _ => [0; 7],
    }
}
