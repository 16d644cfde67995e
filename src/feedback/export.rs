//! The answers as a table. No column names a person, and the order tells nothing of who answered when.

use super::model::{Line, Rating};
use super::store;
use crate::db::Conn;
use crate::spreadsheet::{Cell, Table};

const COLUMNS: [&str; 4] = ["Utilité (1 à 4)", "Organisation (1 à 4)", "Mot libre", "Message vocal"];

/// A row for each person who answered: two ratings of which 4 is the best, and the free line. A voice message is only
/// named: organisers hear it in the chat.
pub async fn export(conn: &mut Conn) -> sqlx::Result<Table> {
    let mut table = Table::new(&COLUMNS);
    let number = |rating: Option<Rating>| rating.map_or_else(|| Cell::from(""), |it| Cell::Number(it as i64));
    for answer in store::all_answers(conn).await? {
        let (text, voice) = match answer.line {
            Some(Line::Text(text)) => (text, ""),
            Some(Line::Voice(_)) => (String::new(), "oui"),
            None => (String::new(), ""),
        };
        table.push_row(vec![
            number(answer.usefulness),
            number(answer.organisation),
            text.into(),
            voice.into(),
        ]);
    }
    Ok(table)
}
