//! SQLite's file: only its owner may read it, and its path must keep naming the same file while the
//! database is open.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::{Error, ErrorKind, Result};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::sqlite::SqliteConnectOptions;

/// File mode: readable and writable by its owner only.
pub(crate) const OWNER_ONLY_MODE: u32 = 0o600;

/// The file of an open database, identified by device and inode.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FileIdentity {
    pub(super) path: PathBuf,
    device: u64,
    inode: u64,
}

impl FileIdentity {
    /// The file that is at this path now.
    pub(super) fn of(path: &Path) -> Result<Self> {
        let metadata = fs::metadata(path)?;
        Ok(Self { path: path.to_owned(), device: metadata.dev(), inode: metadata.ino() })
    }

    /// An error if another file, or none, is at its path now: data written to the open file would be lost
    /// when the process ends.
    pub(super) fn check(&self) -> Result<()> {
        match Self::of(&self.path) {
            Ok(now) if now == *self => Ok(()),
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            current => {
                let what = if current.is_ok() { "replaced by another file" } else { "deleted or moved away" };
                let path = self.path.display();
                Err(Error::new(ErrorKind::NotFound, format!("the database's file {path} was {what}")))
            }
        }
    }
}

/// The file that an address names; `None` for another database, or for one in memory.
pub fn sqlite_path(url: &str) -> Option<PathBuf> {
    if !url.starts_with("sqlite:") {
        return None;
    }
    let path = SqliteConnectOptions::from_str(url).ok()?.get_filename().to_owned();
    // sqlx gives these names to a database in memory.
    let in_memory = path.as_os_str().is_empty() || path.to_string_lossy().starts_with("file:");
    (!in_memory).then_some(path)
}

/// Whether the file is absent or empty.
pub(crate) fn is_missing_or_empty(path: &Path) -> bool {
    fs::metadata(path)
        .map_or_else(|error| error.kind() == ErrorKind::NotFound, |metadata| metadata.len() == 0)
}

/// Creates an empty file that only its owner may read; an error if the file exists.
pub(super) fn create_private(path: &Path) -> Result<()> {
    File::options().write(true).create_new(true).mode(OWNER_ONLY_MODE).open(path).map(drop)
}

/// The database file and the files that SQLite keeps beside it, whether or not they exist.
fn sqlite_files(path: &Path) -> impl Iterator<Item = PathBuf> {
    ["", "-wal", "-shm", "-journal"].into_iter().map(move |suffix| {
        let mut name = OsString::from(path);
        name.push(suffix);
        PathBuf::from(name)
    })
}

/// Those of [`sqlite_files`] that other users may read or write.
pub(crate) fn find_exposed_files(path: &Path) -> Vec<PathBuf> {
    let is_exposed = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.mode() & 0o077 != 0);
    sqlite_files(path).filter(is_exposed).collect()
}

/// Removes the permissions that [`find_exposed_files`] finds.
pub(super) fn restrict_permissions(path: &Path) -> Result<()> {
    for path in find_exposed_files(path) {
        fs::set_permissions(&path, Permissions::from_mode(OWNER_ONLY_MODE))?;
        tracing::info!(file = %path.display(), "others on this machine could read it: only its owner can now");
    }
    Ok(())
}
