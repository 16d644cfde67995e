//! The texts that were not understood as a table. No table names a person.

use super::super::payload::AnswerPayload;
use super::store;
use crate::db::Conn;
use crate::spreadsheet::{Table, TableFormat};

const COLUMNS: [&str; 5] = ["text", "language", "likely_intent", "times", "meaning"];
/// The columns of labelled messages, from which understanding is learned.
const LABEL_COLUMNS: [&str; 4] = ["lang", "text", "intent", "session"];

/// All texts; as lines of JSON those with a meaning, labelled with it.
pub async fn export_not_understood(conn: &mut Conn, format: TableFormat) -> sqlx::Result<Table> {
    let texts = store::all_texts(conn).await?;
    if format == TableFormat::JsonLines {
        let mut table = Table::new(&LABEL_COLUMNS);
        for text in texts {
            let Ok(meaning) = text.meaning.parse::<AnswerPayload>() else { continue };
            let intent = meaning.intent();
            let session = intent.session_id().unwrap_or_default().to_owned();
            table.push_row(vec![
                text.language.into(),
                text.text.into(),
                intent.name().into(),
                session.into(),
            ]);
        }
        return Ok(table);
    }
    let mut table = Table::new(&COLUMNS);
    for text in texts {
        table.push_row(vec![
            text.text.into(),
            text.language.into(),
            text.likely_intent.into(),
            text.times.into(),
            text.meaning.into(),
        ]);
    }
    Ok(table)
}
