//! The floor: who asks for the microphone in the exchanges with the hall, and who gets it.
//!
//! ```text
//! Marie      ✋ Demander la parole
//! Kozé       C'est noté, vous avez demandé la parole. Une personne passe avant vous.
//! Moderator  (gives Marie the floor)
//! Kozé       🎤 C'est à vous ! Levez la main : on vous apporte le micro.  [🙋 J'arrive] [Je laisse ma place]
//! ```
//!
//! The functions of `service` take a connection and a person, so that the page for people without Telegram uses the
//! same queue as the chat. One person speaks at a time. What a moderator decides is compared with what they saw.

mod closing;
mod handlers;
mod model;
mod notify;
mod panel;
mod panel_view;
mod payload;
mod rules;
mod service;
mod store;
mod view;

pub use closing::{FloorTick, is_due, tick};
pub use handlers::{offer, open, press, require_moderator, say_closed, try_text};
pub use model::{
    Counts, FloorContext, FloorStatus, GiveOutcome, JoinOutcome, Mode, Request, RequestNumber, SkipOutcome,
    State, Waiting, WithdrawOutcome,
};
pub use panel::{has_outdated_panel, has_panel, release_former_moderator, update_panels};
pub use payload::{Payload, SkipCount, UnknownPayload};
pub use service::{
    acknowledge, clear, counts, finish, give, is_open, join, move_person, queue, set_mode, set_name, skip,
    speaker, status, withdraw,
};
pub use store::has_unfinished;
