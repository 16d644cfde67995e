//! Reads the code in a frame of the camera, for browsers that cannot. Nothing of the frame is kept.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use serde::Serialize;
use tokio::sync::Semaphore;

use super::request::{Refusal, authorize, read_body};
use crate::web::state::WebState;

/// The header with the frame's size, such as `480x360`. The body has a byte of brightness for each pixel.
const FRAME_HEADER: &str = "x-koze-frame";
/// The longest side of a frame.
const MAX_SIDE: usize = 720;
/// Frames that are read at once: a phone whose frame is refused sends the next one.
static READERS: Semaphore = Semaphore::const_new(2);

#[derive(Serialize)]
pub struct Decoded {
    /// `None` where there is no code.
    text: Option<String>,
}

/// `POST /scan/decode`.
pub async fn decode(State(pages): State<WebState>, request: Request) -> Result<Json<Decoded>, Refusal> {
    authorize(&pages, request.headers()).await?;
    let (width, height) = frame_size(request.headers()).ok_or(Refusal::Malformed)?;
    let pixels = read_body(&pages, request, width * height).await?;
    if pixels.len() != width * height {
        return Err(Refusal::Malformed);
    }
    let _permit = READERS.try_acquire().map_err(|_| Refusal::Unavailable)?;
    let read = tokio::task::spawn_blocking(move || {
        let pixel = |x: usize, y: usize| pixels.get(y * width + x).copied().unwrap_or_default();
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, pixel);
        image.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
    });
    // a frame on which the reader panics has no code
    Ok(Json(Decoded { text: read.await.unwrap_or_default() }))
}

fn frame_size(headers: &HeaderMap) -> Option<(usize, usize)> {
    let (width, height) = headers.get(FRAME_HEADER)?.to_str().ok()?.split_once('x')?;
    let side = |text: &str| text.parse().ok().filter(|side| (16..=MAX_SIDE).contains(side));
    Some((side(width)?, side(height)?))
}
