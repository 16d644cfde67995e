//! Why a turn failed: the database, or a handler.

use crate::db;

/// The error of a turn. A database that cannot be used is told from a fault of the handler by [`TurnError::is_outage`].
#[derive(Debug, thiserror::Error)]
pub enum TurnError {
    /// A statement or the commit failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// An update, a draft or a file could not be read or written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A handler failed otherwise.
    #[error(transparent)]
    Handler(anyhow::Error),
    /// A handler panicked; the panic was logged where it happened.
    #[error("a handler panicked")]
    Panic,
}

impl TurnError {
    /// Whether the database or the network failed, so that the same update may succeed later.
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Database(error) if db::is_outage(error))
    }
}

impl From<anyhow::Error> for TurnError {
    /// Handlers of features still return `anyhow::Error`; a database error inside keeps its type.
    fn from(error: anyhow::Error) -> Self {
        error.downcast::<sqlx::Error>().map_or_else(Self::Handler, Self::Database)
    }
}
