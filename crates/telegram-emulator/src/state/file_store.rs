//! The files that were sent. Each has a `file_id` by which the bot sends or downloads it again.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::request::Upload;

/// The contents of older files are dropped beyond this; their `file_id`s stay valid.
const MAX_STORED_BYTES: usize = 256 << 20;

/// A file that the bot or a user sent.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// The file name.
    pub name: String,
    /// The media type.
    pub mime: String,
    /// The content; empty once it was dropped, which happens after 256 MiB of newer files.
    pub bytes: Arc<[u8]>,
    /// The size in bytes, which stays when the content is dropped.
    pub(crate) size: usize,
    /// The kind of the upload: `document`, `photo` …
    pub(crate) kind: &'static str,
    /// The `file_path` for downloads.
    pub(crate) path: String,
}

/// The files by `file_id` and by path.
#[derive(Default)]
pub(crate) struct FileStore {
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

    /// A file by its `file_id`.
    pub fn get(&self, id: &str) -> Option<&StoredFile> {
        self.by_id.get(id)
    }

    /// A file by its `file_path`.
    pub fn get_by_path(&self, path: &str) -> Option<&StoredFile> {
        self.by_id.get(self.ids_by_path.get(path)?)
    }

    /// The field of a `Message` that shows this file: a `Document`, or a list of `PhotoSize`; null for an
    /// unknown id.
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

/// The `file_unique_id` of a file: a part of its id.
pub(crate) fn file_unique_id(id: &str) -> &str {
    id.get(4..19).unwrap_or(id)
}
