//! SQLite's file: nobody else on the machine may read it, and it has to stay where it is.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::{Error, ErrorKind, Result};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::sqlite::SqliteConnectOptions;

/// Read and written by its owner alone.
pub const OWNER_ONLY_MODE: u32 = 0o600;

/// The file of an open database, by its device and inode.
#[derive(Debug, PartialEq, Eq)]
pub struct FileIdentity {
    pub path: PathBuf,
    device: u64,
    inode: u64,
}

impl FileIdentity {
    pub fn of(path: &Path) -> Result<Self> {
        let found = fs::metadata(path)?;
        Ok(Self { path: path.to_owned(), device: found.dev(), inode: found.ino() })
    }

    /// An error where another file, or none, now stands at its path: what is written then is lost when
    /// the process ends.
    pub fn check(&self) -> Result<()> {
        match Self::of(&self.path) {
            Ok(now) if now == *self => Ok(()),
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            found => {
                let what = if found.is_ok() { "replaced by another file" } else { "deleted or moved away" };
                let path = self.path.display();
                Err(Error::new(ErrorKind::NotFound, format!("the database's file {path} was {what}")))
            }
        }
    }
}

/// The file that an address names; `None` for another database, or one that is in memory.
pub fn sqlite_path(url: &str) -> Option<PathBuf> {
    if !url.starts_with("sqlite:") {
        return None;
    }
    let path = SqliteConnectOptions::from_str(url).ok()?.get_filename().to_owned();
    // so sqlx calls one in memory
    let in_memory = path.as_os_str().is_empty() || path.to_string_lossy().starts_with("file:");
    (!in_memory).then_some(path)
}

/// Whether there is no such file, or nothing in it.
pub fn is_missing_or_empty(path: &Path) -> bool {
    fs::metadata(path).map_or_else(|error| error.kind() == ErrorKind::NotFound, |found| found.len() == 0)
}

/// Makes an empty file that only its owner may read; an error where one is there.
pub fn create_private(path: &Path) -> Result<()> {
    File::options().write(true).create_new(true).mode(OWNER_ONLY_MODE).open(path).map(drop)
}

/// The file and those that SQLite keeps beside it.
pub fn sqlite_files(path: &Path) -> impl Iterator<Item = PathBuf> {
    ["", "-wal", "-shm", "-journal"].into_iter().map(move |ending| {
        let mut name = OsString::from(path);
        name.push(ending);
        PathBuf::from(name)
    })
}

/// Those of them that others may read or write.
pub fn find_exposed_files(path: &Path) -> Vec<PathBuf> {
    let is_open = |path: &PathBuf| fs::metadata(path).is_ok_and(|found| found.mode() & 0o077 != 0);
    sqlite_files(path).filter(is_open).collect()
}

/// Takes that away.
pub fn restrict_permissions(path: &Path) -> Result<()> {
    for path in find_exposed_files(path) {
        fs::set_permissions(&path, Permissions::from_mode(OWNER_ONLY_MODE))?;
        tracing::info!(file = %path.display(), "others on this machine could read it: only its owner can now");
    }
    Ok(())
}
