//! Files that were sent: each has a `file_id` by which it can be sent again or downloaded.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};

use super::params::{Params, Upload};
use super::refusal::Refusal;
use super::{Inner, World};

const MEGABYTE: usize = 1 << 20;
const LARGEST_UPLOAD: usize = 50 * MEGABYTE;
const LARGEST_PHOTO: usize = 10 * MEGABYTE;
const LARGEST_DOWNLOAD: usize = 20 * MEGABYTE;
/// Contents beyond this are forgotten, oldest first; their `file_id`s go on working.
const ALL_CONTENTS: usize = 256 * MEGABYTE;

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
pub(super) struct Files {
    by_id: HashMap<String, StoredFile>,
    ids_by_path: HashMap<String, String>,
    oldest_first: VecDeque<String>,
    held: usize,
}

impl Files {
    /// Stores a file; returns its `file_id`.
    pub fn add(&mut self, kind: &'static str, upload: Upload) -> String {
        let id = format!("{}{:032x}", if kind == "photo" { "AgAC" } else { "BQAC" }, rand::random::<u128>());
        let extension = upload.name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let path = format!("{kind}s/file_{}.{extension}", self.by_id.len()).trim_end_matches('.').to_owned();
        let size = upload.bytes.len();
        let mime = upload.mime.unwrap_or_else(|| "application/octet-stream".to_owned());
        let bytes = Arc::from(upload.bytes);
        let file = StoredFile { name: upload.name, mime, bytes, size, kind, path: path.clone() };
        self.held += size;
        self.by_id.insert(id.clone(), file);
        self.ids_by_path.insert(path, id.clone());
        self.oldest_first.push_back(id.clone());
        while self.held > ALL_CONTENTS {
            let Some(oldest) = self.oldest_first.pop_front() else { break };
            if let Some(file) = self.by_id.get_mut(&oldest) {
                self.held -= file.bytes.len();
                file.bytes = Arc::from([]);
            }
        }
        id
    }

    /// The field of a `Message` that shows this file.
    pub fn json(&self, id: &str) -> Value {
        let Some(file) = self.by_id.get(id) else { return Value::Null };
        let mut json = json!({ "file_id": id, "file_unique_id": unique(id), "file_size": file.size });
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
fn unique(id: &str) -> &str {
    id.get(4..19).unwrap_or(id)
}

impl Inner {
    /// The file of a `document` or `photo` parameter: uploaded now, or sent before.
    pub(super) fn sent_file(&mut self, kind: &'static str, p: &mut Params) -> Result<Value, Refusal> {
        if let Some(upload) = p.take_upload(kind) {
            let most = if kind == "photo" { LARGEST_PHOTO } else { LARGEST_UPLOAD };
            return match upload.bytes.len() {
                0 => Err(Refusal::bad("file must be non-empty")),
                size if size > most => Err(Refusal::too_large()),
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
                let (from, to) = (capital(file.kind), capital(kind));
                Err(Refusal::bad(format!("can't use file of type {from} as {to}")))
            }
            None if id.starts_with("http://") || id.starts_with("https://") => {
                Err(Refusal::bad("failed to get HTTP URL content"))
            }
            None => Err(Refusal::bad("wrong file identifier/HTTP URL specified")),
        }
    }

    pub(super) fn get_file(&self, p: &Params) -> Result<Value, Refusal> {
        let id = p.text("file_id");
        let Some(file) = self.files.by_id.get(id) else {
            return Err(Refusal::bad("wrong file_id or the file is temporarily unavailable"));
        };
        if file.size > LARGEST_DOWNLOAD {
            return Err(Refusal::bad("file is too big"));
        }
        let unique = unique(id);
        Ok(json!({ "file_id": id, "file_unique_id": unique, "file_size": file.size, "file_path": file.path }))
    }
}

fn capital(kind: &str) -> &str {
    match kind {
        "photo" => "Photo",
        "document" => "Document",
        other => other,
    }
}

impl World {
    /// A file by its `file_id`.
    pub fn file(&self, file_id: &str) -> Option<StoredFile> {
        self.inner().files.by_id.get(file_id).cloned()
    }

    /// A file by the `file_path` that `getFile` gave.
    pub fn file_at(&self, path: &str) -> Option<StoredFile> {
        let inner = self.inner();
        let id = inner.files.ids_by_path.get(path)?;
        inner.files.by_id.get(id).cloned()
    }
}
