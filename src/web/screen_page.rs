//! What the pages at secret addresses share: their headers, and their files.

use axum::body::Body;
use axum::http::{HeaderName, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{MethodRouter, get};

use super::state::WebState;

/// The content changes, and a page at a secret address must not stay in a cache.
pub const NO_STORE: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

/// The page may load only its own files.
const SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                               img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A page of one screen.
pub fn page(html: impl Into<Body>) -> Response {
    let headers: [(HeaderName, &str); 3] = [
        NO_STORE,
        (header::CONTENT_SECURITY_POLICY, SECURITY_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, Html(html.into())).into_response()
}

/// A file of a page, which a browser asks for anew each time.
pub fn file(kind: &'static str, text: &'static str) -> MethodRouter<WebState> {
    get(move || async move { ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text) })
}
