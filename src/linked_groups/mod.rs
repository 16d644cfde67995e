//! Linked groups: groups and channels of residents in which the bot posts what is public, once each: the programme the
//! evening before and in the morning, announcements to everybody, changed hours, and that questions are taken.
//!
//! ```text
//! (an organiser adds the bot to the group, or writes /lier there)
//! Kozé    Ce groupe peut recevoir le programme et les annonces : Forum …  [Relier ce groupe]
//! (the organiser presses, and is an administrator of the group)
//! Kozé    ✅ Ce groupe est relié …
//! Kozé    (to the organiser, in private) Groupe relié … [✅ Programme, la veille à 18 h] [✅ Annonces à tous] …
//! ```
//!
//! A group of the moderators' panel is another kind: it cannot be linked, and no panel opens in a linked group. What
//! is posted comes from the event file, the live schedule and the organisers' announcements; no table with people is
//! read for a post.

mod handlers;
mod model;
mod payload;
mod posting;
mod rules;
mod store;
mod view;

pub use handlers::{
    greet_group, handle_new_title, handle_removal, lock_and_check, move_group, offer_link, press,
    press_in_group, show_groups,
};
pub use model::{
    AdministratorCheck, AnnouncedText, PostSources, ProgrammeRenderer, PublicAnnouncement, Subject,
};
pub use payload::{LINK_DATA, Payload, UnknownPayload};
pub use posting::{is_due, post_notice, tick};
pub use store::has_any;
