//! The scanning page's side of the database: who may open it, and what a scan leads to.
//!
//! A phone keeps what it scanned without a network and sends it later, perhaps twice, perhaps after another phone
//! scanned the same person. Each scan has an id of its own, so that it has one effect, and its age instead of a
//! time, because the clock of a phone may be wrong.

mod handlers;
mod model;
mod rules;
mod service;
mod store;
mod view;

pub use handlers::{create_scan_link, send_scan_link};
pub use model::{Scan, ScanId, ScanOutcome, ScanResult, ScanSecret, UndoOutcome};
pub use rules::session_ttl;
pub use service::{record_scan, undo_scan};
pub use store::{delete_session, find_session, insert_session, redeem_link};
