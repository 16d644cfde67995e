//! The tables that every feature needs to know who is writing.

pub mod forwarding_quota;
pub mod persons;
pub mod prior_usage;
pub mod roles;
pub mod staff_names;
