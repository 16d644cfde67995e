//! What became of the questions: the account that people get back after the event. It has every approved question by
//! theme with its votes and its answer, and counts what is not shown; it names nobody.
//!
//! ```text
//! Josiane   /suites
//! Kozé      Ce que sont devenues les questions · 41 questions … Brouillon : version 3FA91C  [Lire le brouillon] …
//! Josiane   [Lire le brouillon]
//! Kozé      suites-des-questions.pdf · Avez-vous lu la version 3FA91C ? …  [Oui, publier cette version]
//! Josiane   [Oui, publier cette version]
//! Marie     (is told, with the link and a button for the PDF)
//! ```
//!
//! The draft is computed from the live questions each time. An organiser's yes names the digest of what they read;
//! what is published is kept as it was, except that a question whose author takes it back, or is erased, disappears.
//!
//! It stands above the features, because the people to tell are those who asked and those who registered. Imports run
//! one way: `model` and `payload`; `rules`; `store`; `outline` (the content as texts of one language); `html`,
//! `plain_text` and `pdf`; `render`; `publication`; `sending`; `view`; `handlers`.

mod handlers;
mod html;
mod model;
mod outline;
mod payload;
mod pdf;
mod plain_text;
mod publication;
mod render;
mod rules;
mod sending;
mod store;
mod view;

pub use handlers::{open, press};
pub use html::{PAGE_CSS, page_document};
pub use model::{AccountDigest, Edition, PublishOutcome, Status};
pub use payload::{Payload, UnknownPayload};
pub use publication::{Publisher, is_published, load_draft, load_published, load_status, publish};
pub use render::{
    AccountError, FileFormat, PUBLIC_PATH, Page, PageLinks, render_attachment, render_file, render_page,
};
pub use rules::digest_of;
pub use sending::{AccountTick, tick};
pub use store::{has_active_sending, stored_preview_word};
