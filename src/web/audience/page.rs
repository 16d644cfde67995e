//! The whole page, and what is stored about a visitor.

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

use super::content::{Notice, PageContent, SearchAnswer};
use super::feed::MAX_LISTED;
use super::parts::{message_html, now_and_next};
use super::view::{PageView, frame, plain_page};
use super::visitor::Visitor;
use crate::answers::{self, AnswerContext, AskedText, Intent};
use crate::args;
use crate::db;
use crate::dispatch::{floor_context, is_known_visitor};
use crate::floor_requests;
use crate::i18n::texts;
use crate::personal_data::{self, ExportFormatter};
use crate::programme::{self, Schedule};
use crate::question_account;
use crate::questions::browser;
use crate::turn::EventContext;
use crate::visitors;
use crate::web::http_server::PeerAddress;
use crate::web::request_limits::Limited;
use crate::web::screen_page::NO_STORE;
use crate::web::state::WebState;

/// Only the page's own files; forms only to this server.
const SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                               img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// The longest question about the programme that is read.
const MAX_SEARCH_CHARS: usize = 300;

/// What may stand behind the address.
#[derive(Debug, Default, Deserialize)]
pub struct PageQuery {
    /// The language.
    pub lang: Option<String>,
    /// A question about the programme or the place.
    pub q: Option<String>,
    /// What was done before this page: the id of its text.
    pub done: Option<String>,
    /// The number of the question that was just asked.
    pub asked: Option<i64>,
}

/// `GET /`.
pub async fn show(
    State(pages): State<WebState>,
    peer: Option<Extension<PeerAddress>>,
    headers: HeaderMap,
    Query(query): Query<PageQuery>,
) -> Result<Response, StatusCode> {
    let visitor = Visitor::of(&pages, peer.as_ref(), &headers, query.lang.as_deref()).await;
    let visitor = visitor.map_err(unavailable)?;
    let notice = notice_of(&visitor, &query);
    let answer = match query.q.as_deref().map(str::trim).filter(|asked| !asked.is_empty()) {
        Some(asked) => Some(answer(&pages, &visitor, asked).await.map_err(unavailable)?),
        None => None,
    };
    render(&pages, &visitor, StatusCode::OK, notice, answer).await
}

/// What an address that a form led to says.
fn notice_of(visitor: &Visitor, query: &PageQuery) -> Notice {
    let t = texts(visitor.lang);
    let html = match (query.done.as_deref(), query.asked) {
        (Some("reviewed"), Some(number)) => t.html("page-accepted-reviewed", args!(number = number)),
        (Some("asked"), Some(number)) => t.html("page-accepted", args!(number = number)),
        (Some("voted"), _) => t.html("page-voted", &[]),
        (Some("withdrawn"), _) => t.html("page-withdrawn", &[]),
        (Some("instead"), _) => t.html("page-similar-done", &[]),
        (Some("floor"), _) => t.html("page-floor-done", &[]),
        (Some("left"), _) => t.html("floor-left", &[]),
        (Some("erased"), _) => t.html("page-erased", &[]),
        (Some("repeated"), _) => t.html("page-repeated", &[]),
        _ => String::new(),
    };
    Notice { html, ..Notice::default() }
}

async fn answer(pages: &WebState, visitor: &Visitor, asked: &str) -> sqlx::Result<SearchAnswer> {
    let asked: String = asked.chars().take(MAX_SEARCH_CHARS).collect();
    let now = pages.clock.real_now();
    if !pages.audience.limits().admit(Limited::Search, Some(visitor.id()), visitor.address, now) {
        let html = texts(visitor.lang).html("page-busy", &[]);
        return Ok(SearchAnswer { asked, html, suggestions: Vec::new() });
    }
    let nlu_model = pages.browser_turns.nlu_model().await;
    let schedule = load_schedule(pages).await?;
    let (programme, event_now, lang) = (pages.programme.clone(), pages.clock.event_now(), visitor.lang);
    let text = asked.clone();
    // the encoder computes for some milliseconds
    let found = tokio::task::spawn_blocking(move || {
        let event =
            EventContext { programme: &programme, schedule: &schedule, now: event_now, real_now: now };
        let reading = answers::interpret_with_meaning(&event, &AskedText::new(&text, lang), &nlu_model);
        let message = answers::render_reading(&event, &reading, &nlu_model);
        let is_asked_back = reading.not_understood || reading.alternative.is_some();
        let suggestions = message.button_labels().filter(|_| is_asked_back).map(str::to_owned).collect();
        (message.html, suggestions)
    });
    let (html, suggestions) = found.await.unwrap_or_default();
    Ok(SearchAnswer { asked, html: message_html(&html), suggestions })
}

async fn load_schedule(pages: &WebState) -> sqlx::Result<Schedule> {
    let mut conn = pages.db.reader().await?;
    programme::load_schedule(&mut conn).await
}

async fn load_content(pages: &WebState, visitor: &Visitor) -> sqlx::Result<PageContent> {
    let mut conn = pages.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let event = pages.event_context(&schedule);
    let snapshot = browser::load_snapshot(&mut conn, &event, MAX_LISTED).await?;
    let account = visitors::find_account(&mut conn, visitor.id()).await?;
    let person = account.unwrap_or(visitor.id());
    let mut settings = db::get_settings(&mut conn, &[db::PUBLIC_URL_KEY, db::BOT_USERNAME_KEY]).await?;
    let public_url = settings.remove(db::PUBLIC_URL_KEY).unwrap_or_default();
    let floor_ctx = floor_context(&mut conn, event).await?;
    Ok(PageContent {
        floor: floor_requests::status(&mut conn, &floor_ctx, person).await?,
        has_account: question_account::is_published(&mut conn).await?,
        own: browser::own_questions(&mut conn, person).await?,
        voted: browser::voted_questions(&mut conn, person).await?,
        is_new: !is_known_visitor(&mut conn, visitor.id()).await?,
        account,
        bot: settings.remove(db::BOT_USERNAME_KEY),
        is_secure: public_url.starts_with("https://"),
        snapshot,
        schedule,
    })
}

/// The page with a notice.
pub async fn render(
    pages: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    notice: Notice,
    answer: Option<SearchAnswer>,
) -> Result<Response, StatusCode> {
    let content = load_content(pages, visitor).await.map_err(unavailable)?;
    let nlu_model = pages.browser_turns.nlu_model().await;
    let event = pages.event_context(&content.schedule);
    let context = AnswerContext { event, lang: visitor.lang };
    let texts_of = |intent: &Intent| message_html(&answers::render_answer(&context, intent, &nlu_model).html);
    let view = PageView {
        t: texts(visitor.lang),
        event,
        visitor,
        content: &content,
        notice: &notice,
        answer: answer.as_ref(),
        now: now_and_next(&context, &nlu_model),
        programme: texts_of(&Intent::ScheduleFull),
        difficulty: pages.proof_difficulty,
        nonce: rand::random(),
    };
    Ok(respond(visitor, status, content.is_secure, &view.page()))
}

/// A page with its headers and cookies.
pub fn respond(visitor: &Visitor, status: StatusCode, is_secure: bool, page: &Markup) -> Response {
    let headers: [(HeaderName, &str); 4] = [
        NO_STORE,
        (header::CONTENT_SECURITY_POLICY, SECURITY_POLICY),
        (header::REFERRER_POLICY, "same-origin"),
        (header::VARY, "Cookie, Accept-Language"),
    ];
    let mut response = (status, headers, Html(page.0.clone())).into_response();
    for cookie in visitor.cookies_to_set(is_secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// `GET /q/data`: what is stored about the visitor, and the way to erase it.
pub async fn show_data(
    State(pages): State<WebState>,
    peer: Option<Extension<PeerAddress>>,
    headers: HeaderMap,
    Query(query): Query<PageQuery>,
) -> Result<Response, StatusCode> {
    let visitor = Visitor::of(&pages, peer.as_ref(), &headers, query.lang.as_deref()).await;
    let visitor = visitor.map_err(unavailable)?;
    let (tables, is_linked, is_secure) = async {
        let mut conn = pages.db.reader().await?;
        let is_linked = visitors::find_account(&mut conn, visitor.id()).await?.is_some();
        let tables = personal_data::export(&mut conn, visitor.id()).await?;
        let public_url = db::get_setting(&mut conn, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
        Ok::<_, sqlx::Error>((tables, is_linked, public_url.starts_with("https://")))
    }
    .await
    .map_err(unavailable)?;
    let t = texts(visitor.lang);
    let lines = ExportFormatter { programme: &pages.programme, texts: t, plain: false }.format_all(&tables);
    let note = if is_linked { "page-erase-link" } else { "page-erase-sure" };
    let page = frame(
        t,
        pages.programme.title.get(visitor.lang),
        &html! {
            main {
                h1 { (t.label("page-data")) }
                p { (t.label("page-data-what")) }
                @if lines.is_empty() {
                    p { (t.label("page-data-nothing")) }
                } @else {
                    ul { @for line in &lines { li { (PreEscaped(message_html(line))) } } }
                    form method="post" action="/q/erase" {
                        input type="hidden" name="token" value=(visitor.form_token());
                        p { (t.label(note)) }
                        button.quiet type="submit" { (t.label("page-erase")) }
                    }
                }
                p { a href="/join" { (t.label("page-back")) } }
            }
        },
    );
    Ok(respond(&visitor, StatusCode::OK, is_secure, &page))
}

/// A page that needs no database: the words of `id`, and the text that was not sent.
pub fn without_database(visitor: &Visitor, status: StatusCode, id: &str, kept_text: &str) -> Response {
    let html = texts(visitor.lang).html(id, &[]);
    respond(visitor, status, false, &plain_page(visitor.lang, &html, kept_text))
}

/// Says that the database does not answer.
pub fn unavailable(error: sqlx::Error) -> StatusCode {
    tracing::warn!(%error, "a page could not be shown");
    StatusCode::SERVICE_UNAVAILABLE
}
