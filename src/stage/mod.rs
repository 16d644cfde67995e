//! The stage: what the chair and the speakers read on a tablet, and the lines that moderators send there.
//!
//! ```text
//! Josiane   /regie
//! Kozé      Une ligne pour la scène ? [Encore deux minutes] [On passe à la salle] … [✍️ Écrire une ligne]
//! Josiane   (presses)
//! Kozé      Sur la scène : « Encore deux minutes » · Josiane, 11h12 · ⏳ Pas encore vu  [Retirer]
//! the chair (touches « Vu » on the tablet)
//! Kozé      Sur la scène : « Encore deux minutes » · Josiane, 11h12 · ✅ Vu à 11h13
//! ```
//!
//! At most one line is shown. Each has a message in the chat of every moderator, which is edited as it is seen,
//! replaced or withdrawn. The page has a secret address, which organisers can change.

mod acknowledgement;
mod address;
mod handlers;
mod messages;
mod model;
mod payload;
mod rules;
mod store;
mod view;

pub use acknowledgement::{Acknowledged, acknowledge};
pub use address::stored_word;
pub use handlers::{cancel_writing, expire_wait, handle_text, open, press, say_text_only, stop_writing};
pub use model::{LineContent, LineState, ReadyLine, StageLine};
pub use payload::{Payload, UnknownPayload};
pub use rules::{MAX_LINE_CHARS, StagePoint, is_shown, point_at};
pub use store::current as current_line;
pub use view::line_text;
