//! The Bot API over HTTP on top of a [`World`]: what a bot library sees of `api.telegram.org`.
//! Only the wire is here (paths, bodies, status codes, broken connections); rules are the world's.

pub mod webhook_delivery;

mod killable_connection;
mod request_body;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::emulator::{BotApiError, BotApiResponse, TelegramEmulator};
use killable_connection::{ConnectionKiller, KillableListener};

/// Larger bodies are refused, as by Telegram: 50 MB of file, and what goes with it.
const MAX_BODY_BYTES: usize = 51 << 20;

/// The emulated `api.telegram.org`.
pub struct BotApiServer;

#[derive(Clone)]
struct ServerState {
    emulator: TelegramEmulator,
    stop: CancellationToken,
}

impl BotApiServer {
    /// Serves a world until told to stop; waiting polls are cut off then.
    pub async fn serve(
        emulator: TelegramEmulator,
        listener: TcpListener,
        stop: CancellationToken,
    ) -> std::io::Result<()> {
        Self::serve_with_pages(Router::new(), emulator, listener, stop).await
    }

    /// The same beside other pages.
    pub async fn serve_with_pages(
        pages: Router,
        emulator: TelegramEmulator,
        listener: TcpListener,
        stop: CancellationToken,
    ) -> std::io::Result<()> {
        let context = ServerState { emulator: emulator, stop: stop.clone() };
        let api = Router::new()
            .fallback(handle_request)
            .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
            .with_state(context);
        let router = pages.fallback_service(api).into_make_service_with_connect_info::<ConnectionKiller>();
        axum::serve(KillableListener(listener), router).with_graceful_shutdown(stop.cancelled_owned()).await
    }
}

async fn handle_request(
    State(context): State<ServerState>,
    ConnectInfo(cut): ConnectInfo<ConnectionKiller>,
    request: Request,
) -> Response {
    let answer = tokio::select! {
        answer = route(&context.emulator, request) => answer,
        () = context.stop.cancelled() => None,
    };
    answer.unwrap_or_else(|| {
        cut.kill();
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}

/// Finds out what is asked: `/bot<token>/<method>` or `/file/bot<token>/<path>`. `None` is no
/// answer at all.
async fn route(emulator: &TelegramEmulator, request: Request) -> Option<Response> {
    let Some((parts, body)) = request_body::read_body(request).await else {
        let refusal = render_error(&BotApiError::too_large());
        return Some(([(header::CONNECTION, "close")], refusal).into_response());
    };
    // some libraries escape the colon of a token, others the slashes of a file's path
    let path = percent_decode_str(parts.uri.path()).decode_utf8_lossy().into_owned();
    let (files, rest) = match path.strip_prefix("/file") {
        Some(rest) => (true, rest),
        None => (false, path.as_str()),
    };
    let Some((token, rest)) = rest.strip_prefix("/bot").and_then(|rest| rest.split_once('/')) else {
        return Some(render_error(&BotApiError::not_found()));
    };
    if !emulator.is_bot_token(token) {
        return Some(render_error(&BotApiError::unauthorized()));
    }
    if files {
        return Some(download(emulator, rest));
    }
    if !matches!(parts.method, Method::GET | Method::POST) {
        return Some(render_error(&BotApiError::not_found()));
    }
    match request_body::parse_request(parts, body).await {
        Ok((params, uploads)) => render_response(emulator.handle_request(rest, params, uploads).await),
        Err(refusal) => Some(render_error(&refusal)),
    }
}

fn download(emulator: &TelegramEmulator, path: &str) -> Response {
    match emulator.file_by_path(path) {
        Some(file) => {
            ([(header::CONTENT_TYPE, "application/octet-stream")], file.bytes.to_vec()).into_response()
        }
        None => render_error(&BotApiError::not_found()),
    }
}

fn render_response(answer: BotApiResponse) -> Option<Response> {
    match answer {
        BotApiResponse::Complete(Ok(result)) => {
            Some(json_response(StatusCode::OK, &json!({ "ok": true, "result": result })))
        }
        BotApiResponse::Complete(Err(refusal)) => Some(render_error(&refusal)),
        BotApiResponse::Truncated(answer) => {
            let whole = json!({ "ok": answer.is_ok(), "result": answer.unwrap_or_default() }).to_string();
            let half: String = whole.chars().take(whole.chars().count() / 2).collect();
            Some(([(header::CONTENT_TYPE, "application/json")], half).into_response())
        }
        BotApiResponse::HtmlError(code) => {
            let status = StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_GATEWAY);
            let page = format!(
                "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\r\n"
            );
            Some((status, [(header::CONTENT_TYPE, "text/html")], page).into_response())
        }
        BotApiResponse::Custom(code, words) => {
            let status = StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_GATEWAY);
            Some((status, [(header::CONTENT_TYPE, "application/json")], words).into_response())
        }
        BotApiResponse::Disconnect => None,
    }
}

fn render_error(refusal: &BotApiError) -> Response {
    let mut body = serde_json::to_value(refusal).unwrap_or_default();
    body["ok"] = json!(false);
    json_response(StatusCode::from_u16(refusal.code).unwrap_or(StatusCode::BAD_REQUEST), &body)
}

fn json_response(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
