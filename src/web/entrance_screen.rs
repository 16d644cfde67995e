//! The screen at the door: a QR code that changes every minute, by which whoever is registered says "I am here".
//! Its address holds a word that organisers and the staff at the door get from the bot.

use std::ops::DerefMut;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde::Serialize;
use subtle::ConstantTimeEq;

use super::screen_page::{self, NO_STORE, file};
use super::state::WebState;
use crate::args;
use crate::chat;
use crate::check_in;
use crate::db::{self, Conn};
use crate::i18n::texts;
use crate::programme;

/// The routes: the page, its files, what it shows, and the code.
pub fn router() -> Router<WebState> {
    Router::new()
        .route("/entrance/{word}", get(page))
        .route("/entrance/{word}/state", get(state))
        .route("/entrance/{word}/code.svg", get(qr_code))
        .route("/entrance.js", file("text/javascript; charset=utf-8", include_str!("entrance.js")))
        .route("/entrance.css", file("text/css; charset=utf-8", include_str!("entrance.css")))
}

/// What the page shows, in each language of the event.
#[derive(Debug, Serialize)]
struct EntranceState {
    /// Changes with the code, so that the page loads the picture anew.
    code: String,
    is_open: bool,
    views: Vec<EntranceTexts>,
}

#[derive(Debug, Serialize)]
struct EntranceTexts {
    lang: &'static str,
    event: String,
    title: String,
    note: String,
    inside: String,
}

async fn page(State(pages): State<WebState>, Path(word): Path<String>) -> Result<Response, StatusCode> {
    open(&pages, &word).await?;
    Ok(screen_page::page(include_str!("entrance.html")))
}

async fn state(State(pages): State<WebState>, Path(word): Path<String>) -> Result<Response, StatusCode> {
    let mut conn = open(&pages, &word).await?;
    let now = pages.clock.event_now();
    let programme = &pages.programme;
    let schedule = programme::load_schedule(&mut conn).await.map_err(unavailable)?;
    let is_open = check_in::is_self_check_in_open(programme, &schedule, now);
    let day = check_in::event_day(programme, now);
    let inside = check_in::count_inside(&mut conn, day).await.map_err(unavailable)?;
    let views = programme.languages.iter().map(|&lang| {
        let t = texts(lang);
        EntranceTexts {
            lang: lang.code(),
            event: programme.title.get(lang).to_owned(),
            title: t.label(if is_open { "entrance-title" } else { "entrance-closed" }),
            note: if is_open { t.label("entrance-changes") } else { String::new() },
            inside: t.plain("entrance-inside", args!(count = inside)),
        }
    });
    let code = if is_open { current_code(&pages, &mut conn).await?.0 } else { String::new() };
    Ok(([NO_STORE], Json(EntranceState { code, is_open, views: views.collect() })).into_response())
}

async fn qr_code(State(pages): State<WebState>, Path(word): Path<String>) -> Result<Response, StatusCode> {
    let mut conn = open(&pages, &word).await?;
    let (_, link) = current_code(&pages, &mut conn).await?;
    let code = qrcode::QrCode::new(link).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(400, 400).build();
    Ok(([NO_STORE, (header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

/// A connection, if the word in the address is the right one.
async fn open(pages: &WebState, word: &str) -> Result<impl DerefMut<Target = Conn> + use<>, StatusCode> {
    let mut conn = pages.db.reader().await.map_err(unavailable)?;
    let right = check_in::stored_screen_word(&mut conn).await.map_err(unavailable)?;
    let is_right = right.is_some_and(|right| right.as_bytes().ct_eq(word.as_bytes()).into());
    if is_right { Ok(conn) } else { Err(StatusCode::NOT_FOUND) }
}

/// The present code, with the link that it stands in.
async fn current_code(pages: &WebState, conn: &mut Conn) -> Result<(String, String), StatusCode> {
    let key = check_in::stored_screen_key(conn).await.map_err(unavailable)?.ok_or(StatusCode::NOT_FOUND)?;
    let bot = db::get_setting(conn, db::BOT_USERNAME_KEY).await.map_err(unavailable)?;
    let bot = bot.ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    let code = key.code_at(pages.clock.event_now());
    let link = chat::deep_link(&bot, &check_in::start_payload(&code));
    Ok((code, link))
}

fn unavailable(_error: sqlx::Error) -> StatusCode {
    StatusCode::SERVICE_UNAVAILABLE
}
