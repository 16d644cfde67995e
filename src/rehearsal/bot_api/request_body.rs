//! The parameters of a request, from wherever a bot may put them: query, JSON, form or multipart.

use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Query, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use serde_json::{Map, Value};

use super::super::emulator::{BotApiError, Upload, Uploads};
use super::MAX_BODY_BYTES;

/// Takes the whole body in: what is left of one would close the connection, which nobody is told.
/// `None` for one that is too large.
pub(super) async fn read_body(request: Request) -> Option<(Parts, Bytes)> {
    let (parts, body) = request.into_parts();
    let announced = parts.headers.get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > MAX_BODY_BYTES) {
        return None;
    }
    let body = axum::body::to_bytes(body, MAX_BODY_BYTES).await.ok()?;
    Some((parts, body))
}

/// Reads parameters and files.
pub(super) async fn parse_request(parts: Parts, body: Bytes) -> Result<(Value, Uploads), BotApiError> {
    let mut params = parse_query(&parts.uri);
    let mut uploads = Uploads::new();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if kind.starts_with("multipart/form-data") {
        parse_multipart(Request::from_parts(parts, Body::from(body)), &mut params, &mut uploads).await?;
    } else if kind.starts_with("application/json") {
        if !body.is_empty() {
            match serde_json::from_slice(&body) {
                Ok(Value::Object(given)) => params.extend(given),
                _ => return Err(BotApiError::bad_request("can't parse request JSON object")),
            }
        }
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        // A form is a query in another place; a longer one than an address can hold is too large.
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
    let broken = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => BotApiError::too_large(),
        _ => unreadable(),
    };
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file_name) => {
                let mime = part.content_type().map(str::to_owned);
                let bytes = part.bytes().await.map_err(broken)?.to_vec();
                uploads.insert(name, Upload { name: file_name, mime, bytes });
            }
            None => {
                params.insert(name, Value::String(part.text().await.map_err(broken)?));
            }
        }
    }
    Ok(())
}
