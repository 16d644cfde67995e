//! The tables that every feature needs to know who is writing: `person`, `role`, `used_before` and `sent_on`.

pub mod forwarding_quota;
pub mod persons;
pub mod prior_usage;
pub mod roles;
