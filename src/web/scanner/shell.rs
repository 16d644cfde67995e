//! The files of the page. They hold no data, and may be kept by the page's service worker.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;

use super::wording;
use crate::web::state::WebState;

/// The page may load only its own files, and nobody may frame it.
const SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
     worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const PERMISSIONS: &str = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";

pub fn router() -> Router<WebState> {
    let file = |kind: &'static str, text: &'static str| get(move || async move { shell_file(kind, text) });
    Router::new()
        .route("/scan", file("text/html; charset=utf-8", include_str!("page.html")))
        .route("/scan/scanner.css", file("text/css; charset=utf-8", include_str!("scanner.css")))
        .route("/scan/qr.js", file("text/javascript; charset=utf-8", include_str!("qr.js")))
        .route("/scan/scanner.js", file("text/javascript; charset=utf-8", include_str!("scanner.js")))
        .route("/scan/camera.js", file("text/javascript; charset=utf-8", include_str!("camera.js")))
        .route("/scan/store.js", file("text/javascript; charset=utf-8", include_str!("store.js")))
        .route("/scan/time.js", file("text/javascript; charset=utf-8", include_str!("time.js")))
        .route("/scan/worker.js", file("text/javascript; charset=utf-8", include_str!("worker.js")))
        .route("/scan/texts.json", get(async || shell_file("application/json", wording::all_texts())))
}

fn shell_file(kind: &'static str, text: &'static str) -> impl IntoResponse {
    let headers: [(HeaderName, HeaderValue); 6] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SECURITY_POLICY)),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
        // the worker's file lies below the page
        (HeaderName::from_static("service-worker-allowed"), HeaderValue::from_static("/scan")),
    ];
    (headers, text)
}
