//! The transactional outbox. A transaction that decides on a message enqueues it here; the sender sends it
//! after the commit and only then removes it. No message is sent that was not here first.
//!
//! ```text
//! enqueue → sender → delivery_results        live messages, broadcasts and sent files are recorded with the results
//! ```

pub(crate) mod broadcast;
pub mod delivery_results;
mod enqueue;
mod key;
mod model;
mod rules;
mod sequence;
mod store;

pub use enqueue::enqueue;
pub use key::{ErasureStage, OutboxKey, ReplyCause};
pub use model::{NewMessage, QueuedMessage, UnreadableBody, Wakeup};
pub(crate) use store::files::{find_file_id, forget_file_ids};
pub(crate) use store::live_messages::{
    clear_live_message, find_live_message, find_live_message_name, set_live_message,
};
pub use store::messages::count_queued_and_failed;
pub(crate) use store::messages::{
    backlog_by_urgency, cancel, cancel_for_chat, count_late_chats, discard_waiting, fetch_queued,
    find_queued_body, find_queued_live_message, replace_body,
};
pub(crate) use store::unreachable_groups::{forget_unreachable_group, list_unreachable_groups};
