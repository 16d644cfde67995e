//! The organisers' desk: the figures of the event, a search for people, a digest every morning, alerts when the
//! room fills up. It shows what the features hold, and leads to their screens.
//!
//! ```text
//! Ketty   /bureau
//! Kozé    Bureau · 84 inscrits sur 120 places · 3 en attente · 52 dans la salle …  [Chercher] [Graphique]
//! Ketty   dupont
//! Kozé    [Marie Dupont · résidente] [Paul Dupont · employeur]
//! ```

mod chart;
mod figures;
mod handlers;
mod model;
mod payload;
mod store;
mod tick;
mod view;

pub use chart::{is_chart, render as chart};
pub use handlers::{handle_text, leave, open, press};
pub use model::Figures;
pub use payload::Payload;
pub use tick::{is_due, tick};
