//! The Bot API over HTTP: what a bot library sees of `api.telegram.org`. This module knows paths, bodies,
//! status codes and broken connections; the rules are the emulator's.

mod killable_connection;
mod request_body;
mod webhook_delivery;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use webhook_delivery::{Backends, deliver_webhooks};

use crate::api_error::BotApiError;
use crate::emulator::{TelegramEmulator, WireResponse};
use killable_connection::{ConnectionKiller, KillableListener};
use request_body::MAX_BODY_BYTES;

/// The server that stands in for `api.telegram.org`. A bot library takes its address, as in
/// `http://127.0.0.1:8081`, for the base URL of the Bot API.
#[derive(Debug)]
pub struct BotApiServer;

#[derive(Clone)]
struct ServerState {
    emulator: TelegramEmulator,
    stop: CancellationToken,
}

impl BotApiServer {
    /// Serves the Bot API. Returns once `stop` is cancelled; waiting requests are cut off then. The error is
    /// the listener's.
    pub async fn serve(
        emulator: TelegramEmulator,
        listener: TcpListener,
        stop: CancellationToken,
    ) -> std::io::Result<()> {
        Self::serve_with_pages(Router::new(), emulator, listener, stop).await
    }

    /// The same, with pages of the caller at the same address. The Bot API answers what they do not match.
    pub async fn serve_with_pages(
        pages: Router,
        emulator: TelegramEmulator,
        listener: TcpListener,
        stop: CancellationToken,
    ) -> std::io::Result<()> {
        let api = Router::new()
            .fallback(handle_request)
            .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
            .with_state(ServerState { emulator, stop: stop.clone() });
        let router = pages.fallback_service(api).into_make_service_with_connect_info::<ConnectionKiller>();
        axum::serve(KillableListener(listener), router).with_graceful_shutdown(stop.cancelled_owned()).await
    }
}

async fn handle_request(
    State(server): State<ServerState>,
    ConnectInfo(connection): ConnectInfo<ConnectionKiller>,
    request: Request,
) -> Response {
    let response = tokio::select! {
        response = route(&server.emulator, request) => response,
        () = server.stop.cancelled() => None,
    };
    response.unwrap_or_else(|| {
        connection.kill();
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}

/// Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`. `None` closes the connection without a
/// response.
async fn route(emulator: &TelegramEmulator, request: Request) -> Option<Response> {
    let Some((parts, body)) = request_body::read_body(request).await else {
        let response = render_error(&BotApiError::too_large());
        return Some(([(header::CONNECTION, "close")], response).into_response());
    };
    // some libraries escape the colon of the token, others the slashes of a file's path
    let path = percent_decode_str(parts.uri.path()).decode_utf8_lossy().into_owned();
    let (is_file, rest) = match path.strip_prefix("/file") {
        Some(rest) => (true, rest),
        None => (false, path.as_str()),
    };
    let Some((token, rest)) = rest.strip_prefix("/bot").and_then(|rest| rest.split_once('/')) else {
        return Some(render_error(&BotApiError::not_found()));
    };
    if !emulator.is_bot_token(token) {
        return Some(render_error(&BotApiError::unauthorized()));
    }
    if is_file {
        return Some(download(emulator, rest));
    }
    if !matches!(parts.method, Method::GET | Method::POST) {
        return Some(render_error(&BotApiError::not_found()));
    }
    match request_body::parse_request(parts, body).await {
        Ok((params, uploads)) => render_response(emulator.handle_request(rest, params, uploads).await),
        Err(error) => Some(render_error(&error)),
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

fn render_response(response: WireResponse) -> Option<Response> {
    match response {
        WireResponse::Complete(Ok(result)) => {
            Some(json_response(StatusCode::OK, &json!({ "ok": true, "result": result })))
        }
        WireResponse::Complete(Err(error)) => Some(render_error(&error)),
        WireResponse::Truncated(result) => {
            let json = json!({ "ok": result.is_ok(), "result": result.unwrap_or_default() }).to_string();
            let half: String = json.chars().take(json.chars().count() / 2).collect();
            Some(([(header::CONTENT_TYPE, "application/json")], half).into_response())
        }
        WireResponse::HtmlError(status) => {
            let status = status_or_bad_gateway(status);
            let page = format!(
                "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\r\n"
            );
            Some((status, [(header::CONTENT_TYPE, "text/html")], page).into_response())
        }
        WireResponse::Custom { status, body } => {
            let status = status_or_bad_gateway(status);
            Some((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
        }
        WireResponse::Disconnect => None,
    }
}

fn status_or_bad_gateway(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY)
}

fn render_error(error: &BotApiError) -> Response {
    json_response(StatusCode::from_u16(error.code).unwrap_or(StatusCode::BAD_REQUEST), &error.to_json())
}

fn json_response(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
