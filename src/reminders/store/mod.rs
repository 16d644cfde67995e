//! The tables of this feature: reminders sent, subscriptions to sessions, muted reminders.

mod muted_reminders;
mod sent_reminders;
mod subscriptions;

pub use muted_reminders::{list_muted, mute, unmute};
pub use sent_reminders::{
    find_outdated_reminders, find_people_told, find_reminders_sent_to, find_sent_messages, find_unreminded,
    is_done, is_registered, last_reminded_registration, mark_done, mark_outdated, record_outcome,
    set_announced_start,
};
pub use subscriptions::{
    find_due_subscriptions, find_outdated_subscriptions, list_subscriptions, mark_subscriptions_outdated,
    record_subscription_outcome, set_lead, set_subscription, set_subscription_announced_start,
};
