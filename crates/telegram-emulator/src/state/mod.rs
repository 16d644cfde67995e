//! What the emulator remembers: chats, updates, files, the bot's profile, limits, the log of requests and
//! the faults to come.

mod access;
mod bot_profile;
mod emulator_state;
mod fault_queue;
mod file_store;
mod flood_limits;
mod objects;
mod request_log;
mod update_queue;
mod updates;

pub(crate) use emulator_state::EmulatorState;
pub use fault_queue::Fault;
pub use file_store::StoredFile;
pub(crate) use file_store::file_unique_id;
pub use flood_limits::{FloodLimits, Rate};
pub use request_log::LoggedRequest;
pub(crate) use update_queue::{PollRequest, Webhook, WebhookDelivery};
