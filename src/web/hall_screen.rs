//! The hall screen: the question being answered, large, how to ask one, and where in the programme we
//! are. The whole state is sent each time, so that a screen that was cut off is right again with the
//! next. Only public lines are ever in it.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::stream::{self, Stream};
use serde::Serialize;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::WebState;
use super::http_server::{self, PeerAddress};
use super::screen_feed::{RenderedScreen, ViewerPermit};
use crate::access;
use crate::args;
use crate::db;
use crate::dispatch::ASK_START_PAYLOAD;
use crate::i18n::typography::{self, remove_typography, use_no_break_hyphens};
use crate::i18n::{Lang, Texts, texts};
use crate::programme::{self, Programme, Schedule};
use crate::questions::{self, ScreenQuestion};

/// A screen that hears nothing for so long is told that the line still stands.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(10);
/// How long the code waits for the bot's name to be known.
const BOT_NAME_TIMEOUT: Duration = Duration::from_secs(5);
/// When a viewer for whom there is no room may come again, in seconds.
const RETRY_AFTER_SECONDS: &str = "30";
/// The page may load what it was served with and nothing else.
const PAGE_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// What is shown changes, and a secret address leaves nothing behind in a cache.
const NO_STORE: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenState {
    question: Option<ScreenQuestionJson>,
    upcoming: Vec<ScreenQuestionJson>,
    /// How to ask, as one can type it: t.me/…; empty until the bot's name is known.
    link: String,
    /// The same in each of the event's languages, which take turns.
    #[serde(rename = "views")]
    texts: Vec<ScreenTexts>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenQuestionJson {
    number: i64,
    #[serde(rename = "line")]
    text: String,
    #[serde(rename = "signed")]
    display_name: String,
    votes: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScreenTexts {
    lang: &'static str,
    title: String,
    hour: String,
    session: Option<String>,
    next: Option<String>,
    number: String,
    votes: String,
    theme: String,
    speaker: String,
    waiting: String,
    #[serde(rename = "ask")]
    invitation: String,
    #[serde(rename = "soon")]
    upcoming_title: String,
    /// What stands before each of the next: its number and its votes.
    #[serde(rename = "heads")]
    upcoming_labels: Vec<String>,
    #[serde(rename = "lost")]
    connection_lost: String,
}

pub fn router() -> Router<WebState> {
    let file = |kind: &'static str, text: &'static str| {
        get(
            move || async move { ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text) },
        )
    };
    Router::new()
        .route("/hall", get(page))
        .route("/hall/events", get(events))
        .route("/hall/code.svg", get(qr_code))
        .route("/hall/{key}", get(page))
        .route("/hall/{key}/events", get(events))
        .route("/hall/{key}/code.svg", get(qr_code))
        .route("/hall.js", file("text/javascript; charset=utf-8", include_str!("hall.js")))
        .route("/hall.css", file("text/css; charset=utf-8", include_str!("hall.css")))
}

/// Whether this is the address at which the hall's screen is; any other is unknown.
async fn check_screen_path(pages: &WebState, uri: &Uri, behind: &str) -> Result<(), StatusCode> {
    let path = pages.screen_feed.path(pages).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    if uri.path() == format!("{path}{behind}") { Ok(()) } else { Err(StatusCode::NOT_FOUND) }
}

async fn page(State(pages): State<WebState>, uri: Uri) -> Result<impl IntoResponse, StatusCode> {
    check_screen_path(&pages, &uri, "").await?;
    let headers: [(HeaderName, &str); 3] = [
        NO_STORE,
        (header::CONTENT_SECURITY_POLICY, PAGE_SECURITY_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    Ok((headers, Html(include_str!("hall.html"))))
}

/// The way to ask, as a code that a telephone reads.
async fn qr_code(State(pages): State<WebState>, uri: Uri) -> Result<Response, StatusCode> {
    check_screen_path(&pages, &uri, "/code.svg").await?;
    let mut latest = pages.screen_feed.subscribe();
    let picture = pages.clock.timeout(BOT_NAME_TIMEOUT, latest.wait_for(Option::is_some)).await;
    let picture = picture.and_then(Result::ok).and_then(|picture| picture.clone());
    let link = picture.ok_or(StatusCode::SERVICE_UNAVAILABLE)?.link.clone();
    if link.is_empty() {
        return Err(StatusCode::NOT_FOUND);
    }
    let code = qrcode::QrCode::new(link).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(400, 400).build();
    Ok(([NO_STORE, (header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

async fn events(
    State(pages): State<WebState>,
    peer: Option<Extension<PeerAddress>>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    check_screen_path(&pages, &uri, "/events").await?;
    let from = peer.map(|Extension(PeerAddress(peer))| forwarded_client(peer, &headers));
    let Some(seat) = pages.screen_feed.try_admit(from) else {
        let come_again = [(header::RETRY_AFTER, RETRY_AFTER_SECONDS)];
        return Ok((StatusCode::SERVICE_UNAVAILABLE, come_again).into_response());
    };
    // a proxy in front neither holds it back nor packs it
    let unheld: [(HeaderName, &str); 2] = [
        (header::CACHE_CONTROL, "no-cache, no-store, no-transform"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    let states =
        Sse::new(state_stream(&pages, seat)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE_INTERVAL));
    Ok((unheld, states).into_response())
}

/// Who is behind a proxy of our own, by what that proxy says; anybody else is who they are.
fn forwarded_client(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !http_server::is_proxy(peer) {
        return http_server::client_address(peer);
    }
    let said = headers.get("x-forwarded-for").and_then(|said| said.to_str().ok());
    let last = said.and_then(|said| said.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    http_server::client_address(last.unwrap_or(peer))
}

/// A viewer's stream, waiting for its next part.
struct ViewerStream {
    /// Whether it was told at once that it is heard.
    is_greeted: bool,
    latest: watch::Receiver<Option<Arc<RenderedScreen>>>,
    stop: CancellationToken,
    _permit: ViewerPermit,
}

/// A comment at once, and every state from now on.
fn state_stream(
    pages: &WebState,
    seat: ViewerPermit,
) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let viewer = ViewerStream {
        is_greeted: false,
        latest: pages.screen_feed.subscribe(),
        stop: pages.stop.clone(),
        _permit: seat,
    };
    stream::unfold(viewer, |mut viewer| async move {
        if !std::mem::replace(&mut viewer.is_greeted, true) {
            return Some((Ok(Event::default().comment("")), viewer));
        }
        loop {
            tokio::select! {
                changed = viewer.latest.changed() => changed.ok()?,
                () = viewer.stop.cancelled() => return None,
            }
            let picture = viewer.latest.borrow_and_update().clone();
            if let Some(picture) = picture {
                return Some((Ok(Event::default().event("state").data(&picture.json)), viewer));
            }
        }
    })
}

impl ScreenState {
    pub fn render(&self) -> RenderedScreen {
        let link = if self.link.is_empty() { String::new() } else { format!("https://{}", self.link) };
        RenderedScreen { json: serde_json::to_string(self).unwrap_or_default(), link }
    }
}

/// Reads the state as it is now.
pub async fn load_screen_state(pages: &WebState) -> sqlx::Result<ScreenState> {
    let mut conn = pages.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let hall = questions::load_screen(&mut conn, &pages.programme).await?;
    let bot = db::get_setting(&mut conn, db::BOT_USERNAME_KEY).await?;
    let present = ScreenContext {
        programme: &pages.programme,
        schedule: &schedule,
        now: pages.clock.event_now(),
        hall: &hall,
    };
    Ok(ScreenState {
        question: hall.current.as_ref().map(screen_question_json),
        upcoming: hall.next.iter().map(screen_question_json).collect(),
        link: bot
            .filter(|_| present.invites_questions())
            .map(|bot| access::deep_link(&bot, ASK_START_PAYLOAD))
            .map_or_else(String::new, without_scheme),
        texts: pages.programme.languages.iter().map(|&lang| present.texts_in(lang)).collect(),
    })
}

fn screen_question_json(shown: &ScreenQuestion) -> ScreenQuestionJson {
    ScreenQuestionJson {
        number: shown.number,
        text: typeset(&shown.text),
        display_name: shown.display_name.clone(),
        votes: shown.votes,
    }
}

/// A line that people wrote, set as ours are; nor does a line of it end at the hyphen of "va-t-on".
fn typeset(line: &str) -> String {
    use_no_break_hyphens(&typography::apply(Lang::Fr, line))
}

fn upcoming_label(t: &Texts, shown: &ScreenQuestion) -> String {
    t.plain("hall-upcoming", args!(number = shown.number, votes = shown.votes))
}

/// As one types it.
fn without_scheme(link: String) -> String {
    link.trim_start_matches("https://").to_owned()
}

struct ScreenContext<'p> {
    programme: &'p Programme,
    schedule: &'p Schedule,
    now: i64,
    hall: &'p questions::ScreenContent,
}

impl ScreenContext<'_> {
    /// Whether whoever reads the screen may still ask.
    fn invites_questions(&self) -> bool {
        self.hall.invites_questions(self.programme, self.schedule, self.now)
    }

    fn texts_in(&self, lang: Lang) -> ScreenTexts {
        let t = texts(lang);
        let live = self.hall.current.as_ref();
        let title = |id: &str| Some(use_no_break_hyphens(self.programme.session(id)?.title.get(lang)));
        let next = self.schedule.next_after(self.now).and_then(|slot| {
            let hour = t.format_time(self.programme.to_local_time(slot.starts));
            Some(format!("{hour} · {}", title(&slot.session_id)?))
        });
        // the closing may still go on where its end is not printed
        let on =
            self.schedule.current(self.now).or_else(|| self.schedule.open_ended_at(self.programme, self.now));
        ScreenTexts {
            lang: lang.code(),
            title: use_no_break_hyphens(self.programme.title.get(lang)),
            hour: t.format_time(self.programme.to_local_time(self.now)),
            session: on.and_then(|slot| title(&slot.session_id)),
            next,
            number: live.map_or_else(String::new, |live| t.plain("hall-number", args!(number = live.number))),
            // staff wrote it: nobody was asked whether they want it
            votes: live
                .filter(|live| live.votes > 0)
                .map_or_else(String::new, |live| t.plain("hall-votes", args!(count = live.votes))),
            theme: live.map_or_else(String::new, |live| self.theme(live, lang)),
            speaker: live.map_or_else(String::new, |live| self.speaker(t, live)),
            waiting: match self.invites_questions() {
                true => t.plain("hall-waiting", args!(count = self.hall.queued_count)),
                false => t.label("hall-thanks"),
            },
            invitation: t.label("hall-ask"),
            upcoming_title: t.label("hall-soon"),
            upcoming_labels: self.hall.next.iter().map(|next| upcoming_label(t, next)).collect(),
            connection_lost: t.label("hall-lost"),
        }
    }

    fn theme(&self, live: &ScreenQuestion, lang: Lang) -> String {
        let guide = self.programme.themes.iter().find(|guide| guide.id == live.theme);
        guide.map_or_else(String::new, |guide| use_no_break_hyphens(guide.text.get(lang)))
    }

    fn speaker(&self, t: &Texts, live: &ScreenQuestion) -> String {
        if live.speaker.is_empty() {
            return String::new();
        }
        let speakers = &self.programme.round_table.speakers;
        // kept as the moderator read it, shown as each language has it
        let known = speakers.iter().find(|name| {
            name.all().any(|(_, name)| remove_typography(name) == remove_typography(&live.speaker))
        });
        t.plain("hall-for", args!(speaker = known.map_or(live.speaker.as_str(), |name| name.get(t.lang))))
    }
}
