//! What a text, a press or a link at the door leads to.

mod paper;
mod presence;
mod recording;
mod self_check_in;
mod texts;

pub use presence::{leave, open, press};
pub use recording::{admit_walk_in, check_in_by_code};
pub use self_check_in::{open_link as open_self_check_in, press_here};
pub use texts::handle_text;
