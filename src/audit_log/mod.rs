//! The journal of access to personal data: each look at an attendee's data and each change by staff, and each
//! attempt that was refused. It holds numbers and words of the program, never a name or a telephone number.

mod model;
mod store;

pub use model::{Action, Entry};
pub use store::{list, record, record_refusal};
