//! The decisions of the questions module as pure functions: model values and a time in, a result out.

pub(crate) mod content_flags;
pub(crate) mod intake;
pub(crate) mod merging;
pub(crate) mod notices;
pub(crate) mod outcome;
pub(crate) mod queue;
pub(crate) mod screening;
pub(crate) mod similarity;
pub(crate) mod snapshot;
pub(crate) mod transitions;
