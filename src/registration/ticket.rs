//! The ticket: a picture with the code to be scanned and to be read, and the calendar file.

use qrcode::{Color, QrCode};

use super::model::TicketCode;
use super::store::{self, Registration, SeatStatus};
use super::{on_behalf, view};
use crate::calendar::{self, CalendarFile};
use crate::chat::RenderedFile;
use crate::db;
use crate::menu;
use crate::turn::Turn;

const SPEC_PREFIX: &str = "ticket";
/// Picture points to a module of the code, and to a point of a letter under it.
const PIXELS_PER_MODULE: usize = 10;
const PIXELS_PER_DOT: usize = 5;
/// The quiet margin a scanner needs, in modules.
const QUIET_ZONE_MODULES: usize = 4;

/// Sends the ticket to whom it belongs: the picture, and the calendar file.
pub async fn send(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    if registration.status != SeatStatus::Seated {
        turn.toast(turn.texts().label("ticket-not-yet"));
        return Ok(());
    }
    let bot = db::get_setting(turn.conn, db::BOT_USERNAME_KEY).await?.unwrap_or_default();
    let recipe = format!("{SPEC_PREFIX}:{bot}:{}", registration.code.as_str());
    let caption = view::ticket_caption(turn, registration);
    turn.send_picture(recipe, caption);
    send_calendar(turn, registration).await
}

/// The calendar file of who has a seat; the same again as long as nothing moved.
pub async fn send_calendar(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    let before = store::find_calendar_entry(turn.conn, registration.number).await?;
    let facts = calendar::content_fingerprint(turn.event.programme, turn.event.schedule);
    let (given, at) = if facts == before.fingerprint {
        (before.issued_count, before.changed_at)
    } else {
        (before.issued_count + 1, turn.event.now)
    };
    let uid = if before.uid.is_empty() { calendar::new_uid() } else { before.uid };
    let entry = store::CalendarEntry { issued_count: given, fingerprint: facts, changed_at: at, uid };
    store::update_calendar_entry(turn.conn, registration.number, &entry).await?;
    let issue = CalendarFile {
        lang: turn.lang(),
        uid: &entry.uid,
        sequence: given - 1,
        stamp: at,
        is_cancelled: false,
    };
    let recipe = calendar::attachment_spec(turn.event.programme, turn.event.schedule, &issue);
    let caption = turn.texts().html("registration-calendar-caption", &[]);
    turn.send_file(recipe, caption);
    Ok(())
}

/// The file that takes the forum out of an agenda again, for who once put it there.
pub async fn calendar_cancellation(
    turn: &mut Turn<'_>,
    registration: &Registration,
) -> sqlx::Result<Option<(String, String)>> {
    let entry = store::find_calendar_entry(turn.conn, registration.number).await?;
    if entry.issued_count == 0 {
        return Ok(None);
    }
    let issue = CalendarFile {
        lang: turn.lang(),
        uid: &entry.uid,
        sequence: entry.issued_count,
        stamp: turn.event.now,
        is_cancelled: true,
    };
    let recipe = calendar::attachment_spec(turn.event.programme, turn.event.schedule, &issue);
    Ok(Some((recipe, turn.texts().html("registration-calendar-cancelled", &[]))))
}

/// A ticket's link was opened: to its owner it shows the ticket, to others nothing.
pub async fn open_ticket_link(turn: &mut Turn<'_>, code: &TicketCode) -> anyhow::Result<()> {
    match store::find_by_code(turn.conn, code).await? {
        Some(own) if own.person == turn.person.id => {
            super::card::show(turn, &own, true).await?;
            if own.status == SeatStatus::Seated { send(turn, &own).await } else { Ok(()) }
        }
        _ => {
            let html = view::with_contact(turn, "ticket-nothing");
            Ok(menu::reply_with_menu(turn, html).await?)
        }
    }
}

/// A code written alone, as it stands on a ticket.
pub async fn handle_ticket_code(turn: &mut Turn<'_>, code: &TicketCode) -> anyhow::Result<()> {
    on_behalf::claim_ticket(turn, code.as_str()).await
}

/// The picture of a recipe; `None` if it is not one of a ticket.
pub fn ticket_image(recipe: &str) -> Option<RenderedFile> {
    let mut parts = recipe.split(':');
    if parts.next() != Some(SPEC_PREFIX) {
        return None;
    }
    let bot = parts.next()?;
    let code = TicketCode::parse(parts.next()?)?;
    let link = format!("https://t.me/{bot}?start={}", code.payload());
    Some(RenderedFile {
        name: format!("billet-{code}.png"),
        mime: "image/png",
        bytes: draw(&link, &code.to_string())?,
    })
}

/// The code to be scanned, and below it the one to be read: black on white, a byte for each point.
fn draw(link: &str, code: &str) -> Option<Vec<u8>> {
    let qr = QrCode::new(link).ok()?;
    let across = qr.width() + 2 * QUIET_ZONE_MODULES;
    let (width, letters) = (across * PIXELS_PER_MODULE, 9 * PIXELS_PER_DOT);
    let height = width + letters + QUIET_ZONE_MODULES * PIXELS_PER_MODULE / 2;
    let mut points = vec![255_u8; width * height];
    let colors = qr.to_colors();
    for (module, _) in colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (module % qr.width() + QUIET_ZONE_MODULES, module / qr.width() + QUIET_ZONE_MODULES);
        fill_square(&mut points, width, x * PIXELS_PER_MODULE, y * PIXELS_PER_MODULE, PIXELS_PER_MODULE);
    }
    let left = width.saturating_sub(code.len() * 6 * PIXELS_PER_DOT) / 2;
    for (place, sign) in code.chars().enumerate() {
        for (row, bits) in glyph(sign).into_iter().enumerate() {
            for column in (0..5).filter(|column| bits & (0b10000 >> column) != 0) {
                let x = left + (place * 6 + column) * PIXELS_PER_DOT;
                fill_square(
                    &mut points,
                    width,
                    x,
                    width - QUIET_ZONE_MODULES * PIXELS_PER_MODULE / 4 + row * PIXELS_PER_DOT,
                    PIXELS_PER_DOT,
                );
            }
        }
    }
    encode_png(width, height, &points)
}

/// A black square.
fn fill_square(points: &mut [u8], width: usize, x: usize, y: usize, side: usize) {
    for row in y..y + side {
        if let Some(line) = points.get_mut(row * width + x..row * width + x + side) {
            line.fill(0);
        }
    }
}

fn encode_png(width: usize, height: usize, points: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(points).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// The signs of a code, five points wide and seven high: so few that no font is needed.
#[rustfmt::skip]
fn glyph(sign: char) -> [u8; 7] {
    match sign {
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
