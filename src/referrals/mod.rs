//! Where people come from: a link for each poster or partner, and how often it was opened.
//!
//! ```text
//! $ koze invite public --from "Mairie du Lamentin" --qr mairie.svg
//! https://t.me/…?start=q_mairie-du-lamentin
//! ```
//!
//! Openings are counted, not people: nothing is stored of who opened a link, so that one who opens it twice counts
//! twice. Only the words of links that were made are counted; all others, which anybody can type, are one number.

mod model;
mod store;

pub use model::{InvalidSource, OTHER_SOURCES, ReferralCount, Source};
pub use store::{add_source, count_opening, counts};

use crate::db::Conn;
use crate::spreadsheet::Table;

const COLUMNS: [&str; 2] = ["Origine", "Ouvertures"];

/// How often each link was opened, as a table.
pub async fn export(conn: &mut Conn) -> sqlx::Result<Table> {
    let mut table = Table::new(&COLUMNS);
    for count in counts(conn).await? {
        table.push_row(vec![count.name().into(), count.opened.into()]);
    }
    Ok(table)
}
