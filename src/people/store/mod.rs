//! The tables about the sender of an update: state, roles, used limits, and moderators' first names.

pub mod forwarding_quota;
pub mod persons;
pub mod prior_usage;
pub mod roles;
pub mod staff_names;
