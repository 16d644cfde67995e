//! Why a batch is not acknowledged.

use crate::telegram::api::CallError;

/// The database or the network cannot be used now; the same batch may succeed later.
#[derive(Debug, thiserror::Error)]
pub enum Outage {
    #[error("the database cannot be used now: {0}")]
    Database(#[source] sqlx::Error),
    #[error("a file cannot be fetched now: {0}")]
    File(#[source] CallError),
}
