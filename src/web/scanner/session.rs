//! Opening and leaving the page, and what it always wants to know.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::Offset;
use serde::{Deserialize, Serialize};

use super::request::{COOKIE, authorize, check_origin, refuse, session_token};
use crate::check_in::{self, ScanSecret};
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::PersonId;
use crate::people;
use crate::programme::Programme;
use crate::web::page_request::{Refusal, read_json};
use crate::web::state::WebState;

/// More than what Telegram signs.
const MAX_BODY_BYTES: usize = 16 << 10;

/// What proves who opens the page.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The secret of a one-time link.
    Secret(String),
    /// What Telegram signed.
    InitData(String),
}

/// What the page always wants to know.
#[derive(Serialize)]
pub struct PageState {
    /// Tells this event's list and scans from those of another event.
    event: String,
    title: BTreeMap<&'static str, String>,
    /// The username of the bot in this event's tickets.
    bot: String,
    /// The event's time.
    now: EventTime,
    /// Of the event's time zone, in minutes.
    utc_offset: i32,
    /// How many have arrived today.
    inside: i64,
    language: &'static str,
}

/// `POST /scan/session`: exchanges the proof for a session.
pub async fn open(State(pages): State<WebState>, request: Request) -> Result<Response, Refusal> {
    check_origin(request.headers())?;
    let proof: Proof = read_json(&pages, request, MAX_BODY_BYTES).await?;
    let real_now = pages.clock.real_now();
    let mut tx = pages.db.begin().await?;
    let person = match proof {
        Proof::Secret(secret) => match ScanSecret::parse(&secret) {
            Some(secret) => check_in::redeem_link(&mut tx, &secret, real_now).await?,
            None => None,
        },
        Proof::InitData(signed) => pages.init_data_key.verify(&signed, real_now),
    };
    let person = person.ok_or(Refusal::SignedOut)?;
    if !people::roles_can_check_in(&people::roles(&mut tx, person).await?) {
        // the link is used up, too
        tx.commit().await?;
        return Err(refuse(&pages, person).await?);
    }
    let ttl = check_in::session_ttl(&pages.programme, pages.clock.event_now());
    let token = ScanSecret::random();
    check_in::insert_session(&mut tx, &token, person, real_now + ttl).await?;
    let public_url = db::get_setting(&mut tx, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
    let state = page_state(&mut tx, &pages, person).await?;
    tx.commit().await?;
    let secure = if public_url.starts_with("https://") { "; Secure" } else { "" };
    let cookie = format!(
        "{COOKIE}={}; Path=/scan; HttpOnly; SameSite=Strict; Max-Age={}{secure}",
        token.expose(),
        ttl / 1_000
    );
    Ok(([(header::SET_COOKIE, cookie)], Json(state)).into_response())
}

/// `GET /scan/state`.
pub async fn state(State(pages): State<WebState>, headers: HeaderMap) -> Result<Json<PageState>, Refusal> {
    let person = authorize(&pages, &headers).await?;
    let mut conn = pages.db.reader().await?;
    Ok(Json(page_state(&mut conn, &pages, person).await?))
}

/// `POST /scan/leave`: ends the session.
pub async fn leave(State(pages): State<WebState>, headers: HeaderMap) -> Result<Response, Refusal> {
    check_origin(&headers)?;
    if let Some(token) = session_token(&headers) {
        let mut tx = pages.db.begin().await?;
        check_in::delete_session(&mut tx, &token).await?;
        tx.commit().await?;
    }
    let cookie = format!("{COOKIE}=; Path=/scan; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

async fn page_state(conn: &mut Conn, pages: &WebState, person: PersonId) -> sqlx::Result<PageState> {
    let programme = &pages.programme;
    let now = pages.clock.event_now();
    let day = check_in::event_day(programme, now);
    let language = people::known_language(conn, person).await?;
    Ok(PageState {
        event: event_key(programme),
        title: Lang::ALL.iter().map(|lang| (lang.code(), programme.title.get(*lang).to_owned())).collect(),
        bot: db::get_setting(conn, db::BOT_USERNAME_KEY).await?.unwrap_or_default(),
        now,
        utc_offset: programme.to_local_time(now).offset().fix().local_minus_utc() / 60,
        inside: check_in::count_inside(conn, day).await?,
        language: language.unwrap_or(Lang::REFERENCE).code(),
    })
}

/// What identifies the event: its id, else its title.
pub fn event_key(programme: &Programme) -> String {
    programme.id.clone().unwrap_or_else(|| programme.title.get(Lang::REFERENCE).to_owned())
}
