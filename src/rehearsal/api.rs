//! The Bot API over HTTP on top of a [`World`]: what a bot library sees of `api.telegram.org`.
//! Only the wire is here (paths, bodies, status codes, broken connections); rules are the world's.

pub mod bring;

mod body;
mod wire;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::world::{Answer, Refusal, World};
use wire::{Cut, Wires};

/// Larger bodies are refused, as by Telegram: 50 MB of file, and what goes with it.
const LARGEST_BODY: usize = 51 << 20;

/// The emulated `api.telegram.org`.
pub struct Api;

#[derive(Clone)]
struct Context {
    world: World,
    stop: CancellationToken,
}

impl Api {
    /// Serves a world until told to stop; waiting polls are cut off then.
    pub async fn serve(world: World, listener: TcpListener, stop: CancellationToken) -> std::io::Result<()> {
        Self::serve_beside(Router::new(), world, listener, stop).await
    }

    /// The same beside other pages.
    pub async fn serve_beside(
        pages: Router,
        world: World,
        listener: TcpListener,
        stop: CancellationToken,
    ) -> std::io::Result<()> {
        let context = Context { world, stop: stop.clone() };
        let api =
            Router::new().fallback(serve).layer(DefaultBodyLimit::max(LARGEST_BODY)).with_state(context);
        let router = pages.fallback_service(api).into_make_service_with_connect_info::<Cut>();
        axum::serve(Wires(listener), router).with_graceful_shutdown(stop.cancelled_owned()).await
    }
}

async fn serve(
    State(context): State<Context>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let answer = tokio::select! {
        answer = route(&context.world, request) => answer,
        () = context.stop.cancelled() => None,
    };
    answer.unwrap_or_else(|| {
        cut.now();
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}

/// Finds out what is asked: `/bot<token>/<method>` or `/file/bot<token>/<path>`. `None` is no
/// answer at all.
async fn route(world: &World, request: Request) -> Option<Response> {
    let Some((parts, body)) = body::drain(request).await else {
        let refusal = refused(&Refusal::too_large());
        return Some(([(header::CONNECTION, "close")], refusal).into_response());
    };
    // some libraries escape the colon of a token, others the slashes of a file's path
    let path = percent_decode_str(parts.uri.path()).decode_utf8_lossy().into_owned();
    let (files, rest) = match path.strip_prefix("/file") {
        Some(rest) => (true, rest),
        None => (false, path.as_str()),
    };
    let Some((token, rest)) = rest.strip_prefix("/bot").and_then(|rest| rest.split_once('/')) else {
        return Some(refused(&Refusal::not_found()));
    };
    if !world.knows_token(token) {
        return Some(refused(&Refusal::unauthorized()));
    }
    if files {
        return Some(download(world, rest));
    }
    if !matches!(parts.method, Method::GET | Method::POST) {
        return Some(refused(&Refusal::not_found()));
    }
    match body::read(parts, body).await {
        Ok((params, uploads)) => told(world.answer(rest, params, uploads).await),
        Err(refusal) => Some(refused(&refusal)),
    }
}

fn download(world: &World, path: &str) -> Response {
    match world.file_at(path) {
        Some(file) => {
            ([(header::CONTENT_TYPE, "application/octet-stream")], file.bytes.to_vec()).into_response()
        }
        None => refused(&Refusal::not_found()),
    }
}

fn told(answer: Answer) -> Option<Response> {
    match answer {
        Answer::Whole(Ok(result)) => {
            Some(json_answer(StatusCode::OK, &json!({ "ok": true, "result": result })))
        }
        Answer::Whole(Err(refusal)) => Some(refused(&refusal)),
        Answer::Half(answer) => {
            let whole = json!({ "ok": answer.is_ok(), "result": answer.unwrap_or_default() }).to_string();
            let half: String = whole.chars().take(whole.chars().count() / 2).collect();
            Some(([(header::CONTENT_TYPE, "application/json")], half).into_response())
        }
        Answer::Page(code) => {
            let status = StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_GATEWAY);
            let page = format!(
                "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\r\n"
            );
            Some((status, [(header::CONTENT_TYPE, "text/html")], page).into_response())
        }
        Answer::Words(code, words) => {
            let status = StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_GATEWAY);
            Some((status, [(header::CONTENT_TYPE, "application/json")], words).into_response())
        }
        Answer::Nothing => None,
    }
}

fn refused(refusal: &Refusal) -> Response {
    let mut body = serde_json::to_value(refusal).unwrap_or_default();
    body["ok"] = json!(false);
    json_answer(StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::BAD_REQUEST), &body)
}

fn json_answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
