//! The files with lists of people that organisers send. A file is fetched and read before the transaction of its
//! update begins, and after the other people's updates of the batch are handled: neither a slow server nor a large
//! file makes anybody else wait.

use std::collections::HashMap;

use futures_util::future::join_all;

use super::outage::Outage;
use crate::chat::{ChatKind, Incoming, Input};
use crate::db::Db;
use crate::ids::{PersonId, UpdateId};
use crate::people::{self, Role};
use crate::registration::import::{List, ListError, MAX_FILE_BYTES, may_be_list, read_in_background};
use crate::telegram::api::{BotApi, CallError};
use crate::telegram::{RawUpdate, incoming};

/// How often a file is asked for while the server fails; then its sender is asked to send it again.
const MAX_ATTEMPTS: u32 = 4;

/// What was read of the files of a batch.
#[derive(Clone, Default)]
pub struct AttendeeLists {
    lists: HashMap<UpdateId, Result<List, ListError>>,
    /// How often the server has failed.
    failures: HashMap<UpdateId, u32>,
}

/// A file that may hold a list.
struct SentFile {
    update: UpdateId,
    person: PersonId,
    file_id: String,
    name: String,
    size: u64,
}

/// The people who sent a file that may be a list.
pub fn senders(batch: &[RawUpdate]) -> impl Iterator<Item = PersonId> {
    sent_files(batch).into_iter().map(|file| file.person)
}

fn sent_files(batch: &[RawUpdate]) -> Vec<SentFile> {
    let may_have_file = |update: &&RawUpdate| update.json.get().contains("\"document\"");
    batch.iter().filter(may_have_file).filter_map(sent_file).collect()
}

fn sent_file(update: &RawUpdate) -> Option<SentFile> {
    let incoming = incoming::parse_update(&update.json).ok()??;
    match incoming {
        Incoming {
            chat_kind: ChatKind::Private,
            from: Some(from),
            input: Input::Document { file_id, name, mime, size },
            ..
        } if may_be_list(&name, &mime) => {
            Some(SentFile { update: update.id, person: from.id, file_id, name, size })
        }
        _ => None,
    }
}

impl AttendeeLists {
    /// Fetches and reads the files of organisers. What others send is not fetched.
    pub async fn read(&mut self, db: &Db, api: &BotApi, batch: &[RawUpdate]) -> Result<(), Outage> {
        let mut wanted = Vec::new();
        for file in sent_files(batch) {
            let is_read = self.lists.contains_key(&file.update);
            if !is_read && is_organiser(db, file.person).await.map_err(Outage::Database)? {
                wanted.push(file);
            }
        }
        let fetched = join_all(wanted.iter().map(|file| fetch(api, file))).await;
        let mut outage = None;
        for (file, list) in wanted.iter().zip(fetched) {
            let list = match list {
                Ok(list) => list,
                Err(error) => {
                    let failures = self.failures.entry(file.update).or_default();
                    *failures += 1;
                    if *failures < MAX_ATTEMPTS {
                        outage = Some(error);
                        continue;
                    }
                    tracing::warn!(update = file.update.0, %error, "a file of an organiser cannot be fetched");
                    Err(ListError::NotDownloaded)
                }
            };
            self.lists.insert(file.update, list);
        }
        outage.map_or(Ok(()), |error| Err(Outage::File(error)))
    }

    /// What was read of the file of an update.
    pub fn find(&self, update: UpdateId) -> Option<Result<List, ListError>> {
        self.lists.get(&update).cloned()
    }

    /// Forgets the lists of a batch that is handled.
    pub fn clear(&mut self) {
        self.lists.clear();
        self.failures.clear();
    }
}

async fn is_organiser(db: &Db, person: PersonId) -> sqlx::Result<bool> {
    Ok(people::roles(&mut *db.reader().await?, person).await?.contains(&Role::Organiser))
}

/// Fetches and reads a file. `Err` while the server fails; a file that it refuses is a list that cannot be taken.
async fn fetch(api: &BotApi, file: &SentFile) -> Result<Result<List, ListError>, CallError> {
    if file.size > MAX_FILE_BYTES as u64 {
        return Ok(Err(ListError::FileTooLarge));
    }
    match api.download(&file.file_id, MAX_FILE_BYTES).await {
        Ok(bytes) => Ok(read_in_background(file.name.clone(), bytes).await),
        Err(CallError::ClientError { code: 413, .. }) => Ok(Err(ListError::FileTooLarge)),
        Err(CallError::ClientError { description, .. }) if description.contains("too big") => {
            Ok(Err(ListError::FileTooLarge))
        }
        Err(CallError::ClientError { .. } | CallError::GroupMigrated { .. }) => {
            Ok(Err(ListError::NotDownloaded))
        }
        Err(error @ (CallError::RateLimited(_) | CallError::ServerUnavailable(_))) => Err(error),
    }
}
