//! What one transaction does with questions. A service reads, lets `rules` decide, and writes; it sends no
//! message.

pub(crate) mod actions;
pub(crate) mod journal;
pub(crate) mod merging;
pub(crate) mod outcome;
pub(crate) mod private_cases;
pub(crate) mod queue;
pub(crate) mod similarity;
pub(crate) mod submit;
pub(crate) mod undo;
pub(crate) mod voting;
