//! The forms of the page: each is checked, handled in a turn, and redirected to the page.
//!
//! After an error the page comes back with what was typed. The checks go from cheap to dear, so that a flood
//! costs little: size, cookie, token, limits in memory, the proof of a new visitor, and only then a transaction.

use axum::Extension;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::json;

use super::content::{Notice, Retry};
use super::page::{self, render, unavailable};
use super::visitor::Visitor;
use crate::args;
use crate::chat;
use crate::db;
use crate::dispatch::{
    BrowserError, BrowserOutcome, BrowserRequest, BrowserSender, is_known_visitor, request_id,
};
use crate::i18n::texts;
use crate::ids::QuestionNumber;
use crate::questions::VoteOutcome;
use crate::questions::browser::BrowserSubmission;
use crate::web::http_server::PeerAddress;
use crate::web::request_limits::Limited;
use crate::web::state::WebState;

/// The largest form: a long question, with every character encoded.
const MAX_FORM_BYTES: usize = 32 << 10;
/// How long a form may take to arrive.
const FORM_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(20);
/// Longer texts are not shown again: they were not typed by hand.
const MAX_KEPT_CHARS: usize = 4_000;
/// What the page's script sends with a vote, to get the new number instead of a page.
const SCRIPT_ACCEPT: &str = "application/json";

/// All fields of all forms; each form has some.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fields {
    token: String,
    nonce: String,
    proof: String,
    code: String,
    text: String,
    /// Whether the text is sent although it was answered.
    anyway: String,
    /// `12:on` or `12:off`.
    vote: String,
    number: i64,
    own: i64,
    other: i64,
    /// `ask`, `leave` or `come`.
    floor: String,
    name: String,
}

/// A form that may be handled, and who sent it.
struct Submitted {
    visitor: Visitor,
    fields: Fields,
    /// Whether the page's script sent it.
    is_script: bool,
}

/// `POST /q/ask`.
pub async fn ask(State(pages): State<WebState>, request: Request) -> Result<Response, StatusCode> {
    let submitted = match read_form(&pages, request, Limited::Action).await? {
        Ok(submitted) => submitted,
        Err(refusal) => return Ok(refusal),
    };
    let Submitted { visitor, fields, .. } = &submitted;
    let t = texts(visitor.lang);
    let kept = kept_text(fields);
    let Ok(nonce) = u64::from_str_radix(&fields.nonce, 16) else {
        return problem(&pages, &submitted, StatusCode::BAD_REQUEST, "page-old").await;
    };
    let request = BrowserRequest::Ask { text: fields.text.clone(), is_confirmed: !fields.anyway.is_empty() };
    let (status, notice) = match handle(&pages, visitor, Some(nonce), request).await {
        Ok(BrowserOutcome::Submitted(BrowserSubmission::Accepted { number, needs_review, similar })) => {
            if similar.is_empty() {
                let done = if needs_review { "reviewed" } else { "asked" };
                return Ok(Redirect::to(&format!("/join?done={done}&asked={number}#notice")).into_response());
            }
            let html = t.html("page-accepted", args!(number = number));
            (StatusCode::OK, Notice { html, similar: Some((number.0, similar)), ..Notice::default() })
        }
        Ok(BrowserOutcome::Submitted(BrowserSubmission::Refused(html))) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Notice::problem(html, kept))
        }
        Ok(BrowserOutcome::Answered { html }) => {
            let notice = Notice { html, kept_text: kept, can_send_anyway: true, ..Notice::default() };
            (StatusCode::OK, notice)
        }
        Ok(_) => return Ok(Redirect::to("/join?done=repeated#notice").into_response()),
        Err(error) => return failed(&pages, &submitted, error).await,
    };
    render(&pages, visitor, status, notice, None).await
}

/// `POST /q/vote`. The page's script gets the new number of votes, everybody else the page.
pub async fn vote(State(pages): State<WebState>, request: Request) -> Result<Response, StatusCode> {
    let submitted = match read_form(&pages, request, Limited::Vote).await? {
        Ok(submitted) => submitted,
        Err(refusal) => return Ok(refusal),
    };
    let Some((number, on)) = parse_vote(&submitted.fields.vote) else {
        return problem(&pages, &submitted, StatusCode::BAD_REQUEST, "page-failed").await;
    };
    let request = BrowserRequest::Vote { number, on };
    let outcome = match handle(&pages, &submitted.visitor, None, request).await {
        Ok(BrowserOutcome::Voted(outcome)) => outcome,
        Ok(_) => None,
        Err(error) => return failed(&pages, &submitted, error).await,
    };
    let t = texts(submitted.visitor.lang);
    match outcome {
        Some(
            VoteOutcome::Changed { number: root, votes } | VoteOutcome::Unchanged { number: root, votes },
        ) => {
            if submitted.is_script {
                let count = super::parts::votes(t, votes);
                return Ok(axum::Json(json!({ "number": root.0, "on": on, "votes": count })).into_response());
            }
            Ok(Redirect::to(&format!("/join?done=voted#q{number}")).into_response())
        }
        Some(VoteOutcome::OwnQuestion) => problem(&pages, &submitted, StatusCode::CONFLICT, "vote-own").await,
        Some(VoteOutcome::NotOpen) => problem(&pages, &submitted, StatusCode::CONFLICT, "vote-gone").await,
        None => problem(&pages, &submitted, StatusCode::CONFLICT, "page-vote-closed").await,
    }
}

fn parse_vote(text: &str) -> Option<(QuestionNumber, bool)> {
    let (number, wanted) = text.split_once(':')?;
    let on = match wanted {
        "on" => true,
        "off" => false,
        _ => return None,
    };
    Some((QuestionNumber(number.parse().ok()?), on))
}

/// `POST /q/withdraw`.
pub async fn withdraw(State(pages): State<WebState>, request: Request) -> Result<Response, StatusCode> {
    simple(&pages, request, "page-withdraw-late", |fields| {
        (BrowserRequest::Withdraw(QuestionNumber(fields.number)), "withdrawn")
    })
    .await
}

/// `POST /q/instead`: supports another question, and withdraws the own one.
pub async fn vote_instead(State(pages): State<WebState>, request: Request) -> Result<Response, StatusCode> {
    simple(&pages, request, "page-similar-gone", |fields| {
        let (own, other) = (QuestionNumber(fields.own), QuestionNumber(fields.other));
        (BrowserRequest::VoteInstead { own, other }, "instead")
    })
    .await
}

/// `POST /q/floor`: asks for the microphone, takes that back, or says that one is coming.
pub async fn floor(State(pages): State<WebState>, request: Request) -> Result<Response, StatusCode> {
    simple(&pages, request, "page-floor-late", |fields| match fields.floor.as_str() {
        "leave" => (BrowserRequest::LeaveFloor, "left"),
        "come" => (BrowserRequest::ComeToFloor, "coming"),
        _ => (BrowserRequest::AskForFloor { name: fields.name.clone() }, "floor"),
    })
    .await
}

/// `POST /q/erase`.
pub async fn erase(State(pages): State<WebState>, request: Request) -> Result<Response, StatusCode> {
    simple(&pages, request, "page-failed", |_| (BrowserRequest::Erase, "erased")).await
}

/// A form whose request is done or too late. `to_request` also gives the word for what was done.
async fn simple(
    pages: &WebState,
    request: Request,
    too_late: &'static str,
    to_request: impl FnOnce(&Fields) -> (BrowserRequest, &'static str),
) -> Result<Response, StatusCode> {
    let submitted = match read_form(pages, request, Limited::Action).await? {
        Ok(submitted) => submitted,
        Err(refusal) => return Ok(refusal),
    };
    let (wanted, done) = to_request(&submitted.fields);
    match handle(pages, &submitted.visitor, None, wanted).await {
        Ok(BrowserOutcome::Done(true)) => {
            Ok(Redirect::to(&format!("/join?done={done}#notice")).into_response())
        }
        Ok(BrowserOutcome::Muted) => problem(pages, &submitted, StatusCode::FORBIDDEN, "floor-muted").await,
        Ok(_) => problem(pages, &submitted, StatusCode::CONFLICT, too_late).await,
        Err(error) => failed(pages, &submitted, error).await,
    }
}

/// `POST /q/take`: a link that takes everything along into Telegram.
pub async fn take_along(State(pages): State<WebState>, request: Request) -> Result<Response, StatusCode> {
    let submitted = match read_form(&pages, request, Limited::Action).await? {
        Ok(submitted) => submitted,
        Err(refusal) => return Ok(refusal),
    };
    let payload = match handle(&pages, &submitted.visitor, None, BrowserRequest::TakeAlong).await {
        Ok(BrowserOutcome::TransferPayload(payload)) => payload,
        Ok(_) => return problem(&pages, &submitted, StatusCode::CONFLICT, "page-failed").await,
        Err(error) => return failed(&pages, &submitted, error).await,
    };
    let bot = async {
        let mut conn = pages.db.reader().await?;
        db::get_setting(&mut conn, db::BOT_USERNAME_KEY).await
    };
    let bot = bot.await.map_err(unavailable)?.ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    let notice = Notice {
        html: texts(submitted.visitor.lang).html("page-take-ready", &[]),
        transfer_link: Some(chat::deep_link(&bot, &payload)),
        ..Notice::default()
    };
    render(&pages, &submitted.visitor, StatusCode::OK, notice, None).await
}

/// Reads and checks a form; the inner error is the page that says what is wrong.
async fn read_form(
    pages: &WebState,
    request: Request,
    what: Limited,
) -> Result<Result<Submitted, Response>, StatusCode> {
    let (head, body) = request.into_parts();
    let peer = head.extensions.get::<PeerAddress>().copied().map(Extension);
    let visitor = Visitor::of(pages, peer.as_ref(), &head.headers, None).await.map_err(unavailable)?;
    let accept = head.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let is_script = accept.is_some_and(|accept| accept.starts_with(SCRIPT_ACCEPT));
    let body = pages.clock.timeout(FORM_TIMEOUT, to_bytes(body, MAX_FORM_BYTES)).await;
    let body = body.ok_or(StatusCode::REQUEST_TIMEOUT)?;
    let Ok(body) = body else {
        let submitted = Submitted { visitor, fields: Fields::default(), is_script };
        return Ok(Err(problem(pages, &submitted, StatusCode::PAYLOAD_TOO_LARGE, "page-too-large").await?));
    };
    let fields: Fields = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    let submitted = Submitted { visitor, fields, is_script };
    let Submitted { visitor, fields, .. } = &submitted;
    if !visitor.has_cookie {
        // a cookie of an earlier database has a token that is not ours either
        let id = if head.headers.contains_key(header::COOKIE) { "page-old" } else { "page-no-cookies" };
        return Ok(Err(problem(pages, &submitted, StatusCode::FORBIDDEN, id).await?));
    }
    if !visitor.is_form_token(&fields.token) {
        return Ok(Err(problem(pages, &submitted, StatusCode::FORBIDDEN, "page-old").await?));
    }
    let now = pages.clock.real_now();
    if !pages.audience.limits().admit(what, Some(visitor.id()), visitor.address, now) {
        return Ok(Err(too_many(&submitted)));
    }
    match admit_new_visitor(pages, &submitted).await? {
        Some(refusal) => Ok(Err(refusal)),
        None => Ok(Ok(submitted)),
    }
}

/// Lets a visitor in who is known, did the page's task, or typed the code of the hall screen; otherwise the page that
/// asks for the code.
async fn admit_new_visitor(pages: &WebState, submitted: &Submitted) -> Result<Option<Response>, StatusCode> {
    let Submitted { visitor, fields, .. } = submitted;
    let known = async {
        let mut conn = pages.db.reader().await?;
        is_known_visitor(&mut conn, visitor.id()).await
    };
    if known.await.map_err(unavailable)? {
        return Ok(None);
    }
    let now = pages.clock.real_now();
    let limits = pages.audience.limits();
    if !visitor.is_answered(&fields.proof, pages.proof_difficulty, now) {
        let id = if fields.code.trim().is_empty() { "page-code-needed" } else { "page-code-wrong" };
        let may_try = limits.admit(Limited::WrongCode, Some(visitor.id()), visitor.address, now);
        if !may_try || !visitor.is_room_code(&fields.code, now) {
            let notice = Notice {
                asks_for_code: true,
                retry: retry_with_code(fields),
                ..Notice::problem(texts(visitor.lang).html(id, &[]), kept_text(fields))
            };
            return Ok(Some(render(pages, visitor, StatusCode::FORBIDDEN, notice, None).await?));
        }
    }
    if !limits.admit(Limited::NewVisitor, Some(visitor.id()), visitor.address, now) {
        return Ok(Some(too_many(submitted)));
    }
    Ok(None)
}

/// The vote or the request for the floor that a new visitor sends again with the code.
fn retry_with_code(fields: &Fields) -> Option<Retry> {
    if parse_vote(&fields.vote).is_some() {
        let fields = vec![("vote", fields.vote.clone())];
        return Some(Retry { action: "/q/vote", fields, label: "page-support" });
    }
    let is_request = fields.floor == "ask";
    is_request.then(|| Retry {
        action: "/q/floor",
        fields: vec![("floor", fields.floor.clone()), ("name", fields.name.chars().take(60).collect())],
        label: "floor-ask",
    })
}

async fn handle(
    pages: &WebState,
    visitor: &Visitor,
    nonce: Option<u64>,
    request: BrowserRequest,
) -> Result<BrowserOutcome, BrowserError> {
    let sender = BrowserSender { visitor: visitor.id(), lang: visitor.lang };
    let id = request_id(nonce.unwrap_or_else(rand::random));
    pages.browser_turns.handle(sender, id, request).await
}

/// Says that a limit is reached. In a flood that must cost little: no page is read from the database.
fn too_many(submitted: &Submitted) -> Response {
    let Submitted { visitor, fields, is_script } = submitted;
    if *is_script {
        let problem = texts(visitor.lang).label("page-busy");
        return (StatusCode::TOO_MANY_REQUESTS, axum::Json(json!({ "problem": problem }))).into_response();
    }
    page::without_database(visitor, StatusCode::TOO_MANY_REQUESTS, "page-busy", &kept_text(fields))
}

/// The page with what went wrong; the script gets the words alone.
async fn problem(
    pages: &WebState,
    submitted: &Submitted,
    status: StatusCode,
    id: &str,
) -> Result<Response, StatusCode> {
    let t = texts(submitted.visitor.lang);
    if submitted.is_script {
        return Ok((status, axum::Json(json!({ "problem": t.label(id) }))).into_response());
    }
    let notice = Notice::problem(t.html(id, &[]), kept_text(&submitted.fields));
    render(pages, &submitted.visitor, status, notice, None).await
}

async fn failed(
    pages: &WebState,
    submitted: &Submitted,
    error: BrowserError,
) -> Result<Response, StatusCode> {
    match error {
        BrowserError::Busy => Ok(too_many(submitted)),
        BrowserError::Failed(error) => {
            tracing::warn!(%error, "a request of the page failed");
            match problem(pages, submitted, StatusCode::SERVICE_UNAVAILABLE, "page-failed").await {
                Ok(page) => Ok(page),
                // not even the page can be read from the database: what was typed is shown nevertheless
                Err(status) => {
                    let kept = kept_text(&submitted.fields);
                    Ok(page::without_database(&submitted.visitor, status, "page-failed", &kept))
                }
            }
        }
    }
}

fn kept_text(fields: &Fields) -> String {
    fields.text.chars().take(MAX_KEPT_CHARS).collect()
}
