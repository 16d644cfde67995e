//! Paper forms: a list of people, as a table or typed one person a line, becomes registrations.
//!
//! ```text
//! Léonie  [liste.csv]
//! Kozé    liste.csv : 3 lignes · 2 nouvelles personnes, 1 déjà dans la liste … [Inscrire 2 personnes] [Ne rien faire]
//! Léonie  [Inscrire 2 personnes]
//! Kozé    C'est fait : 2 personnes inscrites.
//! ```
//!
//! `list` reads a table, `typed` a message; both give the same entries. `plan` says what becomes of each entry, by
//! what is registered and by the seats, and changes nothing: this is what the organiser sees first. A list waits for
//! the press in `pending_import`, not as a file: a list that was typed has none, and a confirmed list must be the one
//! that was shown, without another download. `service` does it in one transaction, only if the plan is still the one
//! that was shown.
//!
//! People of a list have no account (`person` 0): they get no messages, show the ticket that an organiser prints, and
//! may take over their registration by its code.

mod columns;
mod handlers;
mod identity;
mod list;
pub(super) mod model;
mod plan;
mod service;
mod store;
mod typed;
mod view;

pub use handlers::{
    abandon_typing, confirm, drop_pending, handle_list, handle_media, handle_typed, is_awaiting_list, open,
};
pub use identity::{Identity, is_same_person};
pub use list::{MAX_FILE_BYTES, MAX_PEOPLE, may_be_list, read_file, read_in_background};
pub use model::{Entry, ImportDigest, List, ListError, Outcome, Plan, PlannedLine, Remark};
pub use plan::{Registered, make_plan};
pub use service::{Applied, apply, preview};
pub use typed::read_typed;
pub use view::{ATTACHMENT_PREFIX, done_text, list_error_text, report_file, report_text};
