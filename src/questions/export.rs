//! The questions after the forum, without their authors: for a spreadsheet, or for another program;
//! and the journal of the desk.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::desk::{self, reason_label, state_label, store as desk_store};
use super::rules::{Reason, State};
use super::store::{self, Question};
use super::view::theme;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::programme::Programme;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a spreadsheet: one line a question.
    Csv,
    /// For another program.
    Json,
}

/// How many are read at once.
const AT_ONCE: i64 = 1_000;

const COLUMNS: [&str; 16] = [
    "numero",
    "etat",
    "motif",
    "texte",
    "texte_public",
    "theme",
    "theme_intitule",
    "voix",
    "pour",
    "origine",
    "vocal",
    "etoile",
    "regroupee_dans",
    "posee_a",
    "prise_a",
    "close_a",
];

/// Every question that was not withdrawn. What is somebody's own situation stays untold.
pub async fn export(conn: &mut Conn, programme: &Programme, format: Format) -> sqlx::Result<String> {
    let (mut lines, mut list) = (vec![line(&COLUMNS.map(str::to_owned))], Vec::new());
    let mut after = 0;
    loop {
        let some = store::all(conn, after, AT_ONCE).await?;
        let Some(last) = some.last() else { break };
        after = last.number;
        for question in some.iter().filter(|question| question.state != State::Withdrawn) {
            let head = desk_store::joined_to(conn, question.number).await?.map(|(head, _)| head);
            let cells = cells(programme, question, head);
            match format {
                Format::Csv => lines.push(line(&cells)),
                Format::Json => list.push(object(&COLUMNS, &cells)),
            }
        }
    }
    Ok(match format {
        Format::Csv => format!("\u{feff}{}", lines.concat()),
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&list).unwrap_or_default()),
    })
}

fn cells(programme: &Programme, question: &Question, head: Option<i64>) -> [String; 16] {
    let at = |moment: i64| match moment {
        0 => String::new(),
        moment => programme.local(moment).format("%Y-%m-%d %H:%M:%S").to_string(),
    };
    // the titles are French, and so is what stands under them
    let t = texts(Lang::Fr);
    let question = &question.for_staff();
    let reason = Reason::from_name(&question.reason).filter(|_| question.state == State::Aside);
    let source = match question.source.as_str() {
        "floor" => t.label("export-from-floor"),
        "umbrella" => t.label("export-over-several"),
        _ => t.label("export-from-people"),
    };
    [
        question.number.to_string(),
        state_label(t, question),
        reason.map(|reason| reason_label(t, reason)).unwrap_or_default(),
        question.text.clone(),
        question.public_text.clone(),
        question.guide.clone(),
        theme(programme, &question.guide, Lang::Fr).unwrap_or_default().to_owned(),
        question.votes.to_string(),
        question.speaker.clone(),
        source,
        question.voice_seconds.to_string(),
        question.starred.to_string(),
        head.map(|head| head.to_string()).unwrap_or_default(),
        at(question.asked_at),
        at(question.taken_at),
        at(question.closed_at),
    ]
}

/// What was done at the desk, oldest first.
pub async fn journal(conn: &mut Conn, programme: &Programme, format: Format) -> sqlx::Result<String> {
    const COLUMNS: [&str; 8] = ["numero", "quand", "qui", "acte", "question", "autre", "detail", "annule"];
    let t = texts(Lang::Fr);
    let staff = desk_store::staff(conn).await?;
    let mut entries = Vec::new();
    let mut before = i64::MAX;
    loop {
        let mut some = desk_store::entries(conn, before, AT_ONCE).await?;
        let Some(last) = some.last() else { break };
        before = last.number;
        entries.append(&mut some);
    }
    let rows = entries.iter().rev().map(|entry| {
        let name = staff.iter().find(|(person, _)| *person == entry.person).map(|(_, name)| name.clone());
        let (act, detail) = desk::told(t, entry);
        [
            entry.number.to_string(),
            programme.local(entry.at).format("%Y-%m-%d %H:%M:%S").to_string(),
            name.unwrap_or_else(|| if entry.person == 0 { "Kozé".to_owned() } else { String::new() }),
            act,
            entry.question.to_string(),
            entry.other.to_string(),
            detail,
            entry.undone.to_string(),
        ]
    });
    Ok(match format {
        Format::Csv => {
            let lines: String = rows.map(|cells| line(&cells)).collect();
            format!("\u{feff}{}{lines}", line(&COLUMNS.map(str::to_owned)))
        }
        Format::Json => {
            let list: Vec<Value> = rows.map(|cells| object(&COLUMNS, &cells)).collect();
            format!("{}\n", serde_json::to_string_pretty(&list).unwrap_or_default())
        }
    })
}

fn object(columns: &[&str], cells: &[String]) -> Value {
    let fields = columns.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), json!(cell)));
    Value::Object(fields.collect())
}

/// A line of CSV. A cell that a spreadsheet would take for a formula is made a text.
fn line(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let safe = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            format!("'{cell}")
        } else {
            cell.clone()
        };
        format!("\"{}\"", safe.replace('"', "\"\""))
    };
    let cells: Vec<String> = cells.iter().map(cell).collect();
    format!("{}\r\n", cells.join(";"))
}
