//! What was not understood reaches the organisers, without names, where the event file asks for it. An organiser says
//! what a group of similar messages means, or writes an answer; both count for the next person at once.
//!
//! ```text
//! Marie      pakin la i la menm ?
//! Kozé       Je n'ai pas bien compris …
//! Organiser  /incompris
//! Kozé       1. pakin la i la menm (1 fois) … [1. pakin la i la menm]
//! ```

mod export;
mod grouping;
mod handlers;
mod masking;
mod model;
mod store;
mod view;

pub use export::export_not_understood;
pub(super) use handlers::{
    find_meaning, is_writing, open_group, save_written_answer, set_aside, set_meaning, start_writing,
};
pub use handlers::{record_not_understood, show_not_understood};
