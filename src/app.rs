//! The running bot: opens the database, loads the event, starts the loops, and stops them in order.
//!
//! The instance that has the lease polls, sends and ticks; every instance serves its pages and handles the updates
//! that a webhook receives. Each loop is a step, which tests call directly, and a few lines around it.

mod database_watch;
mod due;
mod instance;
mod intake;
mod leader;
mod maintenance;
mod panels;
mod restored;
mod run_state;
mod scrub;
mod serving;
mod ticker;

pub use instance::{App, OpenError};
pub use maintenance::{BackupFailed, Erasure, erase_with_backup};
pub use restored::{SettledDatabase, settle_restored};
pub use serving::Listeners;
pub use ticker::Ticker;
