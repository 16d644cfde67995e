//! Why a turn failed: an outage of the database, or a fault of the handler.

use crate::db;
use crate::spreadsheet::TableError;

/// The error of a turn.
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// The database or the network failed; the same update may succeed later.
    #[error(transparent)]
    Outage(sqlx::Error),
    /// A statement failed, and fails again with the same update.
    #[error(transparent)]
    Statement(sqlx::Error),
    /// An update, a draft or a file could not be read or written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A table could not be written as a file.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A handler panicked; the panic was logged where it happened.
    #[error("a handler panicked")]
    Panic,
}

/// What a handler returns.
pub type TurnResult<T> = Result<T, TurnError>;

impl From<sqlx::Error> for TurnError {
    fn from(error: sqlx::Error) -> Self {
        if db::is_outage(&error) { Self::Outage(error) } else { Self::Statement(error) }
    }
}
