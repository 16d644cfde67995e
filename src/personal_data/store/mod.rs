//! Executes the statements of the inventory, and keeps the tables `erased_account`, `retention` and
//! `attendance_figure`.

pub mod countdown;
pub mod erased_accounts;
pub mod erasure;
pub mod expiry;
pub mod export;
pub mod figures;
pub mod scanned_text;
