//! What people thought of the event, asked of those who were there once it is over: two presses and one free line.
//!
//! ```text
//! Kozé   Merci pour votre présence : Forum sur la médiation sociale.
//!        1/3 · Cette rencontre vous a-t-elle été utile ?  [😀 Très utile] [🙂 Utile] [😐 Un peu utile] [🙁 Pas utile]
//! Marie  (presses)
//! Kozé   2/3 · Et l'organisation ?  [😀 Très bonne] [🙂 Bonne] [😐 Moyenne] [🙁 Mauvaise]
//! Marie  (presses)
//! Kozé   3/3 · Un mot à ajouter ?  [✓ Terminer]
//! Marie  Plus de temps pour les questions
//! Kozé   Merci beaucoup, c'est noté.  [✏️ Changer mes réponses]
//! ```
//!
//! The answers stand under a random key per person. Organisers read them without names; the person can change them
//! until the end of retention, and erasing an account erases them.

mod export;
mod handlers;
mod model;
mod payload;
mod rules;
mod sending;
mod store;
mod view;

pub use export::export;
pub use handlers::{
    expire_wait, finish, handle_line, handle_voice, is_awaiting_line, offer_to_write, open, press,
    stop_waiting,
};
pub use model::{AnswerKey, Rating, RatingCounts, Summary};
pub use payload::{Payload, UnknownPayload};
pub use rules::first_request_at;
pub use sending::{FeedbackTick, is_due, tick};
pub use store::summary;
