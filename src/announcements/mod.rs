//! Announcements: one message of the organisers to all registered people, a category or the waiting list.
//!
//! ```text
//! Organiser  /annonce
//! Kozé       Écrivez le message, ou envoyez une photo avec sa légende …
//! Organiser  Le forum commence à 8h15.
//! Kozé       Le forum commence à 8h15.
//! Kozé       Annonce n° 3, pas encore envoyée. Pour : tous les inscrits, 212 personnes
//!            [Envoyer à 212 personnes] [Changer les destinataires] …
//! Kozé       Envoyées : 120 · En attente : 91 · Échecs : 1 … [Arrêter]
//! ```
//!
//! `writing` and `presses` are what an organiser does, `sending` is what ticks do. Recipients get the text in their
//! language, or the text for everyone.

mod messages;
mod model;
mod payload;
mod presses;
mod public;
mod rules;
mod sending;
mod store;
mod view;
mod writing;

pub use model::{AnnouncementAudience, AnnouncementTick, PublicAnnouncement};
pub use payload::{Payload, UnknownPayload};
pub use presses::press;
pub use public::{AnnouncementText, AnnouncementToAll, list_to_all};
pub use sending::{count_waiting, has_active, tick, withdraw_if_cancelled};
pub use store::{list_public, stop_all};
pub use view::with_sender;
pub use writing::{end_writing, handle_input, is_writing, open, warn_single_photo};
