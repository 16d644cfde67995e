//! The ticket: a picture with the code to be scanned and to be read, and the calendar file.

use qrcode::{Color, QrCode};

use super::store::{self, Registration, Standing};
use super::values::TicketCode;
use super::{others, view};
use crate::calendar::{self, Issue};
use crate::chat::File;
use crate::db;
use crate::menu;
use crate::turn::Turn;

const PREFIX: &str = "ticket";
/// Picture points to a module of the code, and to a point of a letter under it.
const MODULE: usize = 10;
const POINT: usize = 5;
/// The quiet margin a scanner needs, in modules.
const QUIET: usize = 4;

/// Sends the ticket to whom it belongs: the picture, and the calendar file.
pub async fn send(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    if registration.standing != Standing::Seat {
        turn.toast(turn.texts().label("ticket-not-yet"));
        return Ok(());
    }
    let bot = db::setting(turn.conn, db::BOT_NAME).await?.unwrap_or_default();
    let recipe = format!("{PREFIX}:{bot}:{}", registration.code.as_str());
    let caption = view::ticket(turn, registration);
    turn.picture(recipe, caption);
    send_calendar(turn, registration).await
}

/// The calendar file of who has a seat; the same again as long as nothing moved.
pub async fn send_calendar(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    let before = store::calendar(turn.conn, registration.number).await?;
    let facts = calendar::facts(turn.forum.programme, turn.forum.schedule);
    let (given, at) =
        if facts == before.facts { (before.given, before.at) } else { (before.given + 1, turn.forum.now) };
    let uid = if before.uid.is_empty() { calendar::new_uid() } else { before.uid };
    let entry = store::Entry { given, facts, at, uid };
    store::give_calendar(turn.conn, registration.number, &entry).await?;
    let issue =
        Issue { lang: turn.lang(), uid: &entry.uid, sequence: given - 1, stamp: at, cancelled: false };
    let recipe = calendar::recipe(turn.forum.programme, turn.forum.schedule, &issue);
    let caption = turn.texts().html("registration-calendar-caption", &[]);
    turn.file(recipe, caption);
    Ok(())
}

/// The file that takes the forum out of an agenda again, for who once put it there.
pub async fn cancelled_calendar(
    turn: &mut Turn<'_>,
    registration: &Registration,
) -> sqlx::Result<Option<(String, String)>> {
    let entry = store::calendar(turn.conn, registration.number).await?;
    if entry.given == 0 {
        return Ok(None);
    }
    let issue = Issue {
        lang: turn.lang(),
        uid: &entry.uid,
        sequence: entry.given,
        stamp: turn.forum.now,
        cancelled: true,
    };
    let recipe = calendar::recipe(turn.forum.programme, turn.forum.schedule, &issue);
    Ok(Some((recipe, turn.texts().html("registration-calendar-cancelled", &[]))))
}

/// A ticket's link was opened: to its owner it shows the ticket, to others nothing.
pub async fn open_code(turn: &mut Turn<'_>, code: &TicketCode) -> anyhow::Result<()> {
    match store::by_code(turn.conn, code).await? {
        Some(own) if own.person == turn.person.id => {
            super::card::show(turn, &own, true).await?;
            if own.standing == Standing::Seat { send(turn, &own).await } else { Ok(()) }
        }
        _ => {
            let html = view::with_contact(turn, "ticket-nothing");
            Ok(menu::say_with_menu(turn, html).await?)
        }
    }
}

/// A code written alone, as it stands on a ticket.
pub async fn hear_code(turn: &mut Turn<'_>, code: &TicketCode) -> anyhow::Result<()> {
    others::claim(turn, code.as_str()).await
}

/// The picture of a recipe; `None` if it is not one of a ticket.
pub fn picture(recipe: &str) -> Option<File> {
    let mut parts = recipe.split(':');
    if parts.next() != Some(PREFIX) {
        return None;
    }
    let bot = parts.next()?;
    let code = TicketCode::parse(parts.next()?)?;
    let link = format!("https://t.me/{bot}?start={}", code.payload());
    Some(File {
        name: format!("billet-{code}.png"),
        mime: "image/png",
        bytes: draw(&link, &code.to_string())?,
    })
}

/// The code to be scanned, and below it the one to be read: black on white, a byte for each point.
fn draw(link: &str, code: &str) -> Option<Vec<u8>> {
    let qr = QrCode::new(link).ok()?;
    let across = qr.width() + 2 * QUIET;
    let (width, letters) = (across * MODULE, 9 * POINT);
    let height = width + letters + QUIET * MODULE / 2;
    let mut points = vec![255_u8; width * height];
    let colors = qr.to_colors();
    for (module, _) in colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (module % qr.width() + QUIET, module / qr.width() + QUIET);
        fill(&mut points, width, x * MODULE, y * MODULE, MODULE);
    }
    let left = width.saturating_sub(code.len() * 6 * POINT) / 2;
    for (place, sign) in code.chars().enumerate() {
        for (row, bits) in glyph(sign).into_iter().enumerate() {
            for column in (0..5).filter(|column| bits & (0b10000 >> column) != 0) {
                let x = left + (place * 6 + column) * POINT;
                fill(&mut points, width, x, width - QUIET * MODULE / 4 + row * POINT, POINT);
            }
        }
    }
    encode(width, height, &points)
}

/// A black square.
fn fill(points: &mut [u8], width: usize, x: usize, y: usize, side: usize) {
    for row in y..y + side {
        if let Some(line) = points.get_mut(row * width + x..row * width + x + side) {
            line.fill(0);
        }
    }
}

fn encode(width: usize, height: usize, points: &[u8]) -> Option<Vec<u8>> {
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
