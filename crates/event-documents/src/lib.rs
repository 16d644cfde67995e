//! The printed documents of a public event as PDF: attendance sheet, name badges, certificates of attendance, a
//! poster, and a report of any length. Texts come in the reader's language; this crate only lays them out.
//!
//! All pages are A4. Fonts are embedded with only the glyphs that are shown; a character that they lack (a picture,
//! another script) shows a replacement and stays in the text for search and copying. Files are tagged for screen
//! readers (PDF/UA-1). Equal input gives equal bytes: nothing inside depends on the time.
//!
//! Why these crates: `krilla` embeds subsets of fonts, writes tagged PDF and checks it, and leaves layout to its
//! caller. `printpdf` has neither tags nor shaping of its own, and `typst` would bring a whole typesetter and its
//! language for four fixed pages. `harfrust` places accents and kerns, on the font reader that `krilla` has anyway.

mod attendance;
mod badges;
mod canvas;
mod certificate;
mod color;
pub mod french_order;
mod poster;
mod report;
mod text;

pub use attendance::{
    AttendanceSheet, Attendee, Columns, Detail, WALK_IN_ROWS, attendance_sheet, attendance_sheets,
};
pub use badges::{Badge, BadgeSheets, Category, name_badges};
pub use certificate::{Certificate, Certificates, certificates};
pub use color::{Rgb, contrast};
pub use french_order::{NameParts, compare_names, name_parts, sort_by_name};
pub use poster::{Poster, poster};
pub use report::{Report, ReportBlock, report};

/// The fonts of the documents, regular and bold, as TrueType files: for pictures that look alike.
pub fn fonts() -> [&'static [u8]; 2] {
    [text::REGULAR, text::BOLD]
}

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A font of this crate can't be read.
    #[error("a font is damaged")]
    Font,
    /// The text of a QR code is longer than such a code holds.
    #[error("{0} bytes are too long for a QR code")]
    CodeTooLong(usize),
    /// A document that must have a page has no content.
    #[error("nothing to print")]
    Empty,
    /// The file can't be written.
    #[error("PDF: {0}")]
    Pdf(String),
}
