//! Files that were sent: each has a `file_id` by which it can be sent again or downloaded.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};

use super::api_error::BotApiError;
use super::params::{Params, Upload};
use super::{EmulatorState, TelegramEmulator};

const MEGABYTE: usize = 1 << 20;
const MAX_UPLOAD_BYTES: usize = 50 * MEGABYTE;
const MAX_PHOTO_BYTES: usize = 10 * MEGABYTE;
const MAX_DOWNLOAD_BYTES: usize = 20 * MEGABYTE;
/// Contents beyond this are forgotten, oldest first; their `file_id`s go on working.
const MAX_STORED_BYTES: usize = 256 * MEGABYTE;

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct StoredFile {
    pub name: String,
    pub mime: String,
    /// Empty once forgotten, in a world that holds very much.
    pub bytes: Arc<[u8]>,
    size: usize,
    kind: &'static str,
    path: String,
}

#[derive(Default)]
pub(super) struct FileStore {
    by_id: HashMap<String, StoredFile>,
    ids_by_path: HashMap<String, String>,
    oldest_first: VecDeque<String>,
    stored_bytes: usize,
}

impl FileStore {
    /// Stores a file; returns its `file_id`.
    pub fn add(&mut self, kind: &'static str, upload: Upload) -> String {
        let id = format!("{}{:032x}", if kind == "photo" { "AgAC" } else { "BQAC" }, rand::random::<u128>());
        let extension = upload.name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let path = format!("{kind}s/file_{}.{extension}", self.by_id.len()).trim_end_matches('.').to_owned();
        let size = upload.bytes.len();
        let mime = upload.mime.unwrap_or_else(|| "application/octet-stream".to_owned());
        let bytes = Arc::from(upload.bytes);
        let file = StoredFile { name: upload.name, mime, bytes, size, kind, path: path.clone() };
        self.stored_bytes += size;
        self.by_id.insert(id.clone(), file);
        self.ids_by_path.insert(path, id.clone());
        self.oldest_first.push_back(id.clone());
        while self.stored_bytes > MAX_STORED_BYTES {
            let Some(oldest) = self.oldest_first.pop_front() else { break };
            if let Some(file) = self.by_id.get_mut(&oldest) {
                self.stored_bytes -= file.bytes.len();
                file.bytes = Arc::from([]);
            }
        }
        id
    }

    /// The field of a `Message` that shows this file.
    pub fn json(&self, id: &str) -> Value {
        let Some(file) = self.by_id.get(id) else { return Value::Null };
        let mut json = json!({ "file_id": id, "file_unique_id": file_unique_id(id), "file_size": file.size });
        if file.kind == "photo" {
            json["width"] = json!(800);
            json["height"] = json!(600);
            return json!([json]);
        }
        json["file_name"] = json!(file.name);
        json["mime_type"] = json!(file.mime);
        json
    }
}

/// The same for whoever sees the file; a part of our ids will do.
fn file_unique_id(id: &str) -> &str {
    id.get(4..19).unwrap_or(id)
}

impl EmulatorState {
    /// The file of a `document` or `photo` parameter: uploaded now, or sent before.
    pub(super) fn resolve_file(&mut self, kind: &'static str, p: &mut Params) -> Result<Value, BotApiError> {
        if let Some(upload) = p.take_upload(kind) {
            let most = if kind == "photo" { MAX_PHOTO_BYTES } else { MAX_UPLOAD_BYTES };
            return match upload.bytes.len() {
                0 => Err(BotApiError::bad_request("file must be non-empty")),
                size if size > most => Err(BotApiError::too_large()),
                _ => {
                    let id = self.files.add(kind, upload);
                    Ok(self.files.json(&id))
                }
            };
        }
        let id = p.text(kind);
        match self.files.by_id.get(id) {
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

    pub(super) fn get_file(&self, p: &Params) -> Result<Value, BotApiError> {
        let id = p.text("file_id");
        let Some(file) = self.files.by_id.get(id) else {
            return Err(BotApiError::bad_request("wrong file_id or the file is temporarily unavailable"));
        };
        if file.size > MAX_DOWNLOAD_BYTES {
            return Err(BotApiError::bad_request("file is too big"));
        }
        let unique = file_unique_id(id);
        Ok(json!({ "file_id": id, "file_unique_id": unique, "file_size": file.size, "file_path": file.path }))
    }
}

fn type_name(kind: &str) -> &str {
    match kind {
        "photo" => "Photo",
        "document" => "Document",
        other => other,
    }
}

impl TelegramEmulator {
    /// A file by its `file_id`.
    pub fn file(&self, file_id: &str) -> Option<StoredFile> {
        self.lock().files.by_id.get(file_id).cloned()
    }

    /// A file by the `file_path` that `getFile` gave.
    pub fn file_by_path(&self, path: &str) -> Option<StoredFile> {
        let inner = self.lock();
        let id = inner.files.ids_by_path.get(path)?;
        inner.files.by_id.get(id).cloned()
    }
}
