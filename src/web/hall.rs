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

use super::Pages;
use super::screen::{Picture, Seat};
use super::serving::{self, Peer};
use crate::args;
use crate::db;
use crate::dispatch::ASK_PAYLOAD;
use crate::i18n::typography::{self, bind_hyphens, plain};
use crate::i18n::{Lang, Texts, texts};
use crate::organiser;
use crate::programme::{self, Programme, Schedule};
use crate::questions::{self, Shown};

/// A screen that hears nothing for so long is told that the line still stands.
const ALIVE: Duration = Duration::from_secs(10);
/// How long the code waits for the bot's name to be known.
const NAME_WITHIN: Duration = Duration::from_secs(5);
/// When a viewer for whom there is no room may come again, in seconds.
const COME_AGAIN: &str = "30";
/// The page may load what it was served with and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// What is shown changes, and a secret address leaves nothing behind in a cache.
const UNKEPT: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

/// What the screen shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hall {
    question: Option<Line>,
    upcoming: Vec<Line>,
    /// How to ask, as one can type it: t.me/…; empty until the bot's name is known.
    link: String,
    /// The same in each of the event's languages, which take turns.
    views: Vec<View>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    number: i64,
    line: String,
    signed: String,
    votes: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
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
    ask: String,
    soon: String,
    /// What stands before each of the next: its number and its votes.
    heads: Vec<String>,
    lost: String,
}

pub fn router() -> Router<Pages> {
    let file = |kind: &'static str, text: &'static str| {
        get(
            move || async move { ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text) },
        )
    };
    Router::new()
        .route("/hall", get(page))
        .route("/hall/events", get(events))
        .route("/hall/code.svg", get(code))
        .route("/hall/{key}", get(page))
        .route("/hall/{key}/events", get(events))
        .route("/hall/{key}/code.svg", get(code))
        .route("/hall.js", file("text/javascript; charset=utf-8", include_str!("hall.js")))
        .route("/hall.css", file("text/css; charset=utf-8", include_str!("hall.css")))
}

/// Whether this is the address at which the hall's screen is; any other is unknown.
async fn is_here(pages: &Pages, uri: &Uri, behind: &str) -> Result<(), StatusCode> {
    let path = pages.screen.path(pages).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    if uri.path() == format!("{path}{behind}") { Ok(()) } else { Err(StatusCode::NOT_FOUND) }
}

async fn page(State(pages): State<Pages>, uri: Uri) -> Result<impl IntoResponse, StatusCode> {
    is_here(&pages, &uri, "").await?;
    let headers: [(HeaderName, &str); 3] =
        [UNKEPT, (header::CONTENT_SECURITY_POLICY, POLICY), (header::REFERRER_POLICY, "no-referrer")];
    Ok((headers, Html(include_str!("hall.html"))))
}

/// The way to ask, as a code that a telephone reads.
async fn code(State(pages): State<Pages>, uri: Uri) -> Result<Response, StatusCode> {
    is_here(&pages, &uri, "/code.svg").await?;
    let mut latest = pages.screen.watch();
    let picture = pages.clock.at_most(NAME_WITHIN, latest.wait_for(Option::is_some)).await;
    let picture = picture.and_then(Result::ok).and_then(|picture| picture.clone());
    let link = picture.ok_or(StatusCode::SERVICE_UNAVAILABLE)?.link.clone();
    if link.is_empty() {
        return Err(StatusCode::NOT_FOUND);
    }
    let code = qrcode::QrCode::new(link).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let svg = code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(400, 400).build();
    Ok(([UNKEPT, (header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

async fn events(
    State(pages): State<Pages>,
    peer: Option<Extension<Peer>>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    is_here(&pages, &uri, "/events").await?;
    let from = peer.map(|Extension(Peer(peer))| client(peer, &headers));
    let Some(seat) = pages.screen.seat(from) else {
        let come_again = [(header::RETRY_AFTER, COME_AGAIN)];
        return Ok((StatusCode::SERVICE_UNAVAILABLE, come_again).into_response());
    };
    // a proxy in front neither holds it back nor packs it
    let unheld: [(HeaderName, &str); 2] = [
        (header::CACHE_CONTROL, "no-cache, no-store, no-transform"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    let states = Sse::new(states(&pages, seat)).keep_alive(KeepAlive::new().interval(ALIVE));
    Ok((unheld, states).into_response())
}

/// Who is behind a proxy of our own, by what that proxy says; anybody else is who they are.
fn client(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    if !serving::is_proxy(peer) {
        return serving::party(peer);
    }
    let said = headers.get("x-forwarded-for").and_then(|said| said.to_str().ok());
    let last = said.and_then(|said| said.rsplit(',').next()?.trim().parse::<IpAddr>().ok());
    serving::party(last.unwrap_or(peer))
}

/// A viewer's stream, waiting for its next part.
struct Viewer {
    /// Whether it was told at once that it is heard.
    greeted: bool,
    latest: watch::Receiver<Option<Arc<Picture>>>,
    stop: CancellationToken,
    _seat: Seat,
}

/// A comment at once, and every state from now on.
fn states(pages: &Pages, seat: Seat) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    let viewer =
        Viewer { greeted: false, latest: pages.screen.watch(), stop: pages.stop.clone(), _seat: seat };
    stream::unfold(viewer, |mut viewer| async move {
        if !std::mem::replace(&mut viewer.greeted, true) {
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

impl Hall {
    pub fn picture(&self) -> Picture {
        let link = if self.link.is_empty() { String::new() } else { format!("https://{}", self.link) };
        Picture { json: serde_json::to_string(self).unwrap_or_default(), link }
    }
}

/// Reads the state as it is now.
pub async fn look(pages: &Pages) -> sqlx::Result<Hall> {
    let mut conn = pages.db.reader().await?;
    let schedule = programme::schedule(&mut conn).await?;
    let hall = questions::hall(&mut conn, &pages.programme).await?;
    let bot = db::setting(&mut conn, db::BOT_NAME).await?;
    let present =
        Present { programme: &pages.programme, schedule: &schedule, now: pages.clock.now(), hall: &hall };
    Ok(Hall {
        question: hall.live.as_ref().map(line),
        upcoming: hall.next.iter().map(line).collect(),
        link: bot
            .filter(|_| present.invites())
            .map(|bot| organiser::link(&bot, ASK_PAYLOAD))
            .map_or_else(String::new, short),
        views: pages.programme.languages.iter().map(|&lang| present.view(lang)).collect(),
    })
}

fn line(shown: &Shown) -> Line {
    Line { number: shown.number, line: whole(&shown.line), signed: shown.signed.clone(), votes: shown.votes }
}

/// A line that people wrote, set as ours are; nor does a line of it end at the hyphen of "va-t-on".
fn whole(line: &str) -> String {
    bind_hyphens(&typography::apply(Lang::Fr, line))
}

fn head(t: &Texts, shown: &Shown) -> String {
    t.plain("hall-upcoming", args!(number = shown.number, votes = shown.votes))
}

/// As one types it.
fn short(link: String) -> String {
    link.trim_start_matches("https://").to_owned()
}

struct Present<'p> {
    programme: &'p Programme,
    schedule: &'p Schedule,
    now: i64,
    hall: &'p questions::Hall,
}

impl Present<'_> {
    /// Whether whoever reads the screen may still ask.
    fn invites(&self) -> bool {
        self.hall.invites(self.programme, self.schedule, self.now)
    }

    fn view(&self, lang: Lang) -> View {
        let t = texts(lang);
        let live = self.hall.live.as_ref();
        let title = |id: &str| Some(bind_hyphens(self.programme.session(id)?.title.get(lang)));
        let next = self.schedule.next(self.now).and_then(|slot| {
            let hour = t.hour(self.programme.local(slot.starts));
            Some(format!("{hour} · {}", title(&slot.session)?))
        });
        // the closing may still go on where its end is not printed
        let on = self.schedule.now(self.now).or_else(|| self.schedule.open_at(self.programme, self.now));
        View {
            lang: lang.code(),
            title: bind_hyphens(self.programme.title.get(lang)),
            hour: t.hour(self.programme.local(self.now)),
            session: on.and_then(|slot| title(&slot.session)),
            next,
            number: live.map_or_else(String::new, |live| t.plain("hall-number", args!(number = live.number))),
            // staff wrote it: nobody was asked whether they want it
            votes: live
                .filter(|live| live.votes > 0)
                .map_or_else(String::new, |live| t.plain("hall-votes", args!(count = live.votes))),
            theme: live.map_or_else(String::new, |live| self.theme(live, lang)),
            speaker: live.map_or_else(String::new, |live| self.speaker(t, live)),
            waiting: match self.invites() {
                true => t.plain("hall-waiting", args!(count = self.hall.waiting)),
                false => t.label("hall-thanks"),
            },
            ask: t.label("hall-ask"),
            soon: t.label("hall-soon"),
            heads: self.hall.next.iter().map(|next| head(t, next)).collect(),
            lost: t.label("hall-lost"),
        }
    }

    fn theme(&self, live: &Shown, lang: Lang) -> String {
        let guide = self.programme.guides.iter().find(|guide| guide.id == live.guide);
        guide.map_or_else(String::new, |guide| bind_hyphens(guide.text.get(lang)))
    }

    fn speaker(&self, t: &Texts, live: &Shown) -> String {
        if live.speaker.is_empty() {
            return String::new();
        }
        let speakers = &self.programme.round_table.speakers;
        // kept as the moderator read it, shown as each language has it
        let known =
            speakers.iter().find(|name| name.all().any(|(_, name)| plain(name) == plain(&live.speaker)));
        t.plain("hall-for", args!(speaker = known.map_or(live.speaker.as_str(), |name| name.get(t.lang))))
    }
}
