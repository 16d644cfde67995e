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

/// The files beside the database's that SQLite left there: of a process that has it open, or that was killed.
pub(crate) fn find_companion_files(path: &Path) -> Vec<PathBuf> {
    sqlite_files(path).skip(1).filter(|path| path.exists()).collect()
}

/// Creates a file that only its owner may read, with the bytes of another one; an error if it exists.
pub(crate) fn copy_private(from: &Path, to: &Path) -> Result<()> {
    create_private(to)?;
    let mut to = File::options().write(true).open(to)?;
    std::io::copy(&mut File::open(from)?, &mut to)?;
    to.sync_all()
}

/// Gives a finished file its name, in one step and for good; an error if a file has that name.
pub(crate) fn move_into_place(from: &Path, to: &Path) -> Result<()> {
    File::open(from)?.sync_all()?;
    tempfile::TempPath::try_from_path(from)?.persist_noclobber(to).map_err(|error| error.error)?;
    File::open(folder_of(to))?.sync_all()
}

/// The folder of a file.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
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
