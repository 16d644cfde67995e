//! The SQL of the questions module, one file a table; `askers` reads several, `authors` changes them. Rows become model values here;
//! a caller decides.

pub(crate) mod answers;
pub(crate) mod askers;
pub(crate) mod authors;
pub(crate) mod journal;
pub(crate) mod merges;
pub(crate) mod muted;
pub(crate) mod panels;
pub(crate) mod questions;
pub(crate) mod screen;
pub(crate) mod state_counts;
pub(crate) mod ui_state;
pub(crate) mod voters;
pub(crate) mod votes;
