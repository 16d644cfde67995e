//! The parameters of an HTTP request, which may be in its query, JSON, form or multipart body.

use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use serde_json::{Map, Value};

use crate::api_error::BotApiError;
use crate::request::{Upload, Uploads};

/// The largest body: 50 MB of file, as Telegram accepts, and the other parameters.
pub(crate) const MAX_BODY_BYTES: usize = 51 << 20;

/// Reads the whole body, because an unread rest would close the connection unannounced. `None` for a body
/// that is too large.
pub(crate) async fn read_body(request: Request) -> Option<(Parts, Bytes)> {
    let (parts, body) = request.into_parts();
    let header = parts.headers.get(header::CONTENT_LENGTH);
    let length = header.and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > MAX_BODY_BYTES) {
        return None;
    }
    let body = axum::body::to_bytes(body, MAX_BODY_BYTES).await.ok()?;
    Some((parts, body))
}

/// Reads parameters, as an object, and files.
pub(crate) async fn parse_request(parts: Parts, body: Bytes) -> Result<(Value, Uploads), BotApiError> {
    let mut params = parse_query(&parts.uri);
    let mut uploads = Uploads::new();
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
    if content_type.starts_with("multipart/form-data") {
        parse_multipart(Request::from_parts(parts, Body::from(body)), &mut params, &mut uploads).await?;
    } else if content_type.starts_with("application/json") {
        if !body.is_empty() {
            match serde_json::from_slice(&body) {
                Ok(Value::Object(fields)) => params.extend(fields),
                _ => return Err(BotApiError::bad_request("can't parse request JSON object")),
            }
        }
    } else if content_type.starts_with("application/x-www-form-urlencoded") {
        // a form has the syntax of a query; one that is longer than a URI may be is too large
        let form = format!("/?{}", String::from_utf8_lossy(&body));
        params.extend(parse_query(&form.parse().map_err(|_| BotApiError::too_large())?));
    }
    Ok((Value::Object(params), uploads))
}

fn parse_query(uri: &Uri) -> Map<String, Value> {
    let pairs =
        Query::<Vec<(String, String)>>::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default();
    pairs.into_iter().map(|(name, value)| (name, Value::String(value))).collect()
}

async fn parse_multipart(
    request: Request,
    params: &mut Map<String, Value>,
    uploads: &mut Uploads,
) -> Result<(), BotApiError> {
    let unreadable = || BotApiError::bad_request("can't parse multipart/form-data");
    let read_error = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => BotApiError::too_large(),
        _ => unreadable(),
    };
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    while let Some(part) = parts.next_field().await.map_err(read_error)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file_name) => {
                let mime = part.content_type().map(str::to_owned);
                let bytes = part.bytes().await.map_err(read_error)?.to_vec();
                uploads.insert(name, Upload { name: file_name, mime, bytes });
            }
            None => {
                params.insert(name, Value::String(part.text().await.map_err(read_error)?));
            }
        }
    }
    Ok(())
}
