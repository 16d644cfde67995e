//! The hall screen: the question being answered, large, and where in the programme we are. The
//! whole state is sent each time, so that a screen that was cut off is right again with the next.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use serde::Serialize;

use super::Pages;
use crate::i18n::texts;
use crate::programme;
use crate::questions;

/// How often the state is looked at even if nobody nudged: the hour moves, and another instance may
/// have written.
const LOOK: Duration = Duration::from_millis(300);
/// The page may load what it was served with and nothing else.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'";

/// What the screen shows. Only a question that a moderator has taken is ever in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Hall {
    title: String,
    hour: String,
    session: Option<String>,
    next: Option<String>,
    question: Option<Shown>,
    waiting: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Shown {
    number: i64,
    text: String,
}

pub fn router() -> Router<Pages> {
    let file = |kind: &'static str, text: &'static str| {
        get(move || async move { ([(header::CONTENT_TYPE, kind)], text) })
    };
    Router::new()
        .route("/hall", get(page))
        .route("/hall/events", get(events))
        .route("/hall.js", file("text/javascript; charset=utf-8", include_str!("hall.js")))
        .route("/hall.css", file("text/css; charset=utf-8", include_str!("hall.css")))
}

async fn page() -> impl IntoResponse {
    let policy: [(HeaderName, &str); 1] = [(header::CONTENT_SECURITY_POLICY, POLICY)];
    (policy, Html(include_str!("hall.html")))
}

async fn events(State(pages): State<Pages>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let nudged = pages.nudge.subscribe();
    let states = stream::unfold((pages, nudged, None), |(pages, mut nudged, mut last)| async move {
        loop {
            if pages.stop.is_cancelled() {
                return None;
            }
            // A state that cannot be read now is not shown; the screen keeps the last one.
            if let Ok(state) = look(&pages).await
                && last.as_ref() != Some(&state)
            {
                let event = Event::default().event("state").json_data(&state).unwrap_or_default();
                last = Some(state);
                return Some((Ok(event), (pages, nudged, last)));
            }
            tokio::select! {
                _ = nudged.changed() => {}
                () = pages.clock.sleep(LOOK) => {}
                () = pages.stop.cancelled() => {}
            }
        }
    });
    Sse::new(states).keep_alive(KeepAlive::default())
}

async fn look(pages: &Pages) -> sqlx::Result<Hall> {
    let mut conn = pages.db.reader().await?;
    let schedule = programme::schedule(&mut conn).await?;
    let question = questions::being_answered(&mut conn).await?;
    let counts = questions::count(&mut conn).await?;
    let programme = &pages.programme;
    let lang = programme.languages.first().copied().unwrap_or(crate::i18n::Lang::Fr);
    let t = texts(lang);
    let now = pages.clock.now();
    let title = |id: &str| programme.session(id).map(|session| session.title.get(lang).to_owned());
    let next = schedule.next(now).and_then(|slot| {
        let hour = t.hour(programme.local(slot.starts));
        Some(format!("{hour} · {}", title(&slot.session)?))
    });
    Ok(Hall {
        title: programme.title.get(lang).to_owned(),
        hour: t.hour(programme.local(now)),
        session: schedule.now(now).and_then(|slot| title(&slot.session)),
        next,
        question: question.map(|question| Shown { number: question.number, text: question.text }),
        waiting: t.plain("hall-waiting", crate::args!(count = counts.waiting)),
    })
}
