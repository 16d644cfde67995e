//! What organisers print and take away: the attendance sheet, badges, certificates of attendance, the poster, and the
//! tables of the event. Each attendee gets their own certificate.
//!
//! ```text
//! Josiane   /documents
//! Kozé      Documents … [📋 Feuille d'émargement] [🪪 Badges] [📨 Envoyer les attestations] [📊 Tableaux]
//! Josiane   [📋 Feuille d'émargement]
//! Kozé      feuille-emargement.pdf
//! Marie     /attestation
//! Kozé      attestation-CDFG-HJKM.pdf
//! ```
//!
//! It stands above the features, because each document joins what registration and the door know. Imports run one way:
//! `model` and `payload`; `rules` and `store`; `people`; `pages` (the printed documents), `tables` and `render`;
//! `view`; `sending` (certificates to all); `handlers`. Pages and tables are French: they are the organisers' records.
//! A certificate is also written in the attendee's language.

mod handlers;
mod model;
mod pages;
mod payload;
mod people;
mod render;
mod rules;
mod sending;
mod store;
mod tables;
mod view;

pub use handlers::{
    add_certificate_button, asks_for_certificate, press, send_own_certificates, send_poster, show_menu,
    try_certificate_request,
};
pub use model::{
    AttendeeFilter, AttendeeState, CertificateScope, Document, ExportKind, InvalidSpec, MAX_PLACE_LENGTH,
    clean_place, format_name,
};
pub use pages::public_start_payload;
pub use payload::{Payload, UnknownPayload};
pub use render::{DocumentsError, render, render_attachment};
pub use sending::{CertificateTick, has_active_sending, tick};
pub use tables::{export_table, journal_table};
