//! Files that the bot uploads, sends again and downloads.

use serde_json::{Value, json};

use crate::api_error::BotApiError;
use crate::request::Params;
use crate::state::{EmulatorState, file_unique_id};

const MEGABYTE: usize = 1 << 20;
const MAX_UPLOAD_BYTES: usize = 50 * MEGABYTE;
const MAX_PHOTO_BYTES: usize = 10 * MEGABYTE;
const MAX_DOWNLOAD_BYTES: usize = 20 * MEGABYTE;

impl EmulatorState {
    /// Reads the parameter `kind` (`document` or `photo`): an upload, which is stored, or the `file_id` of
    /// a file of the same kind. Returns the field of the `Message`.
    pub fn resolve_file(&mut self, kind: &'static str, params: &mut Params) -> Result<Value, BotApiError> {
        if let Some(upload) = params.take_upload(kind) {
            let max_bytes = if kind == "photo" { MAX_PHOTO_BYTES } else { MAX_UPLOAD_BYTES };
            return match upload.bytes.len() {
                0 => Err(BotApiError::bad_request("file must be non-empty")),
                size if size > max_bytes => Err(BotApiError::too_large()),
                _ => {
                    let id = self.files.add(kind, upload);
                    Ok(self.files.json(&id))
                }
            };
        }
        let id = params.text(kind);
        match self.files.get(id) {
            Some(file) if file.kind == kind => Ok(self.files.json(id)),
            Some(file) => {
                let (from, to) = (type_name(file.kind), type_name(kind));
                Err(BotApiError::bad_request(format!("can't use file of type {from} as {to}")))
            }
            None if id.starts_with("http://") || id.starts_with("https://") => {
                Err(BotApiError::bad_request("failed to get HTTP URL content"))
            }
            None => Err(BotApiError::bad_request("wrong file identifier/HTTP URL specified")),
        }
    }

    /// A `File` object with the path for the download.
    pub fn get_file(&self, params: &Params) -> Result<Value, BotApiError> {
        let id = params.text("file_id");
        let Some(file) = self.files.get(id) else {
            return Err(BotApiError::bad_request("wrong file_id or the file is temporarily unavailable"));
        };
        if file.size > MAX_DOWNLOAD_BYTES {
            return Err(BotApiError::bad_request("file is too big"));
        }
        Ok(json!({
            "file_id": id,
            "file_unique_id": file_unique_id(id),
            "file_size": file.size,
            "file_path": file.path,
        }))
    }
}

/// A kind of file as Telegram's errors name it.
fn type_name(kind: &str) -> &str {
    match kind {
        "photo" => "Photo",
        "document" => "Document",
        other => other,
    }
}
