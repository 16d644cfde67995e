//! The sender of an update: Telegram's id, language, conversation state and roles.
//!
//! A person who only looks around leaves an id, a language and the state of the conversation. The only names
//! are the first names of moderators.

mod model;
mod store;

pub use model::{Person, PriorUsage, Role, group_member, roles_can_check_in, roles_can_moderate};
pub use store::forwarding_quota::{MAX_FORWARDED_PER_HOUR, consume_forwarding_quota};
pub use store::persons::{
    Senders, find_people, is_reachable, known_language, language, mark_unreachable, save_conversations,
    save_language, upsert_browser_person, upsert_senders,
};
pub use store::prior_usage::prior_usage;
pub use store::roles::{can_moderate, grant_role, revoke_role, roles, with_role};
pub use store::staff_names::{save_staff_name, staff_name, staff_names};
