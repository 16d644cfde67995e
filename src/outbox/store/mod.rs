//! The outbox's SQL: one file a table.

pub(super) mod files;
pub(super) mod live_messages;
pub(super) mod messages;
pub(super) mod recipients;
pub(super) mod unreachable_groups;
