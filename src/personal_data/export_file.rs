//! The files of an export, made when they are sent: the sentences as text, and all rows as JSON.

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value, json};

use super::export_text::ExportFormatter;
use super::model::{ExportedTable, JsonRow, RetentionStage};
use super::rules;
use super::store::export::export;
use crate::chat::RenderedFile;
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::ids::PersonId;
use crate::programme::Programme;
use crate::turn::TurnResult;

const JSON_SPEC: &str = "fresh:held:";
const TEXT_SPEC: &str = "fresh:held-words:";

/// The attachment spec of a file. `fresh:` means that it is made again each time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportFile {
    Json(PersonId),
    Text(Lang, PersonId),
}

impl fmt::Display for ExportFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportFile::Json(person) => write!(f, "{JSON_SPEC}{person}"),
            ExportFile::Text(lang, person) => write!(f, "{TEXT_SPEC}{}:{person}", lang.code()),
        }
    }
}

impl FromStr for ExportFile {
    type Err = strum::ParseError;

    fn from_str(spec: &str) -> Result<Self, Self::Err> {
        let parse = || {
            if let Some(rest) = spec.strip_prefix(TEXT_SPEC) {
                let (lang, person) = rest.split_once(':')?;
                return Some(ExportFile::Text(Lang::from_code(lang)?, person.parse().ok()?));
            }
            Some(ExportFile::Json(spec.strip_prefix(JSON_SPEC)?.parse().ok()?))
        };
        parse().ok_or(strum::ParseError::VariantNotFound)
    }
}

/// The file of an attachment spec; `None` if the spec belongs to another module.
pub async fn render_attachment(
    conn: &mut Conn,
    programme: &Programme,
    spec: &str,
) -> TurnResult<Option<RenderedFile>> {
    let Ok(file) = spec.parse() else { return Ok(None) };
    Ok(Some(match file {
        ExportFile::Json(person) => json_file(programme, export(conn, person).await?)?,
        ExportFile::Text(lang, person) => text_file(programme, lang, &export(conn, person).await?),
    }))
}

fn text_file(programme: &Programme, lang: Lang, tables: &[ExportedTable]) -> RenderedFile {
    let lines = ExportFormatter { programme, texts: texts(lang), plain: true }.format_all(tables);
    let bytes = (lines.join("\n") + "\n").into_bytes();
    RenderedFile { name: "mes-donnees.txt".to_owned(), mime: "text/plain", bytes }
}

fn json_file(programme: &Programme, tables: Vec<ExportedTable>) -> TurnResult<RenderedFile> {
    let tables: Map<String, Value> = tables
        .into_iter()
        .map(|ExportedTable { table, rows }| {
            let rows = rows.into_iter().map(|row| Value::Object(format_timestamps(programme, row)));
            (table.to_owned(), rows.collect())
        })
        .collect();
    let format_end = |stage| programme.to_local_time(rules::retention_end(programme, stage)).to_rfc3339();
    let text = serde_json::to_string_pretty(&json!({
        "event": programme.title.get(Lang::Fr),
        "kept_until": format_end(RetentionStage::Contacts),
        "attendance_kept_until": format_end(RetentionStage::Attendance),
        "tables": tables,
    }))?;
    Ok(RenderedFile {
        name: "mes-donnees.json".to_owned(),
        mime: "application/json",
        bytes: text.into_bytes(),
    })
}

/// The row with its times as text, in the event's time zone.
fn format_timestamps(programme: &Programme, row: JsonRow) -> JsonRow {
    row.into_iter()
        .map(|(column, value)| match value.as_i64() {
            Some(at) if at > 0 && is_timestamp(&column) => {
                (column, json!(programme.to_local_time(EventTime(at)).to_rfc3339()))
            }
            _ => (column, value),
        })
        .collect()
}

fn is_timestamp(column: &str) -> bool {
    column == "at" || column == "since" || column.ends_with("_at") || column.ends_with("_until")
}
