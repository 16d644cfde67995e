//! The questions after the forum, without their authors: for a spreadsheet, or for another program;
//! and the journal of the desk.

use super::moderation::{self, reason_label, state_label, store as desk_store};
use super::rules::{RejectionReason, State};
use super::store::{self, Question};
use super::wording::theme_title;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::programme::Programme;
use crate::spreadsheet::{Cell, Table};

/// How many are read at once.
const BATCH_SIZE: i64 = 1_000;

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
pub async fn export(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Table> {
    let mut table = Table::new(&COLUMNS);
    let mut after = 0;
    loop {
        let some = store::list_after(conn, after, BATCH_SIZE).await?;
        let Some(last) = some.last() else { break };
        after = last.number;
        for question in some.iter().filter(|question| question.state != State::Withdrawn) {
            let head = desk_store::merge_of(conn, question.number).await?.map(|(head, _)| head);
            table.push_row(cells(programme, question, head));
        }
    }
    Ok(table)
}

fn cells(programme: &Programme, question: &Question, head: Option<i64>) -> Vec<Cell> {
    let at = |moment: i64| match moment {
        0 => String::new(),
        moment => programme.to_local_time(moment).format("%Y-%m-%d %H:%M:%S").to_string(),
    };
    // the titles are French, and so is what stands under them
    let t = texts(Lang::Fr);
    let question = &question.redacted();
    let reason =
        RejectionReason::from_name(&question.close_reason).filter(|_| question.state == State::Rejected);
    let source = match question.source.as_str() {
        "floor" => t.label("export-from-floor"),
        "umbrella" => t.label("export-over-several"),
        _ => t.label("export-from-people"),
    };
    vec![
        question.number.into(),
        state_label(t, question).into(),
        reason.map(|reason| reason_label(t, reason)).unwrap_or_default().into(),
        question.text.clone().into(),
        question.public_text.clone().into(),
        question.theme.clone().into(),
        theme_title(programme, &question.theme, Lang::Fr).unwrap_or_default().into(),
        question.votes.into(),
        question.speaker.clone().into(),
        source.into(),
        question.voice_seconds.into(),
        question.starred.into(),
        head.map_or_else(|| "".into(), Cell::from),
        at(question.asked_at).into(),
        at(question.claimed_at).into(),
        at(question.closed_at).into(),
    ]
}

/// What was done at the desk, oldest first.
pub async fn export_journal(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Table> {
    const COLUMNS: [&str; 8] = ["numero", "quand", "qui", "acte", "question", "autre", "detail", "annule"];
    let t = texts(Lang::Fr);
    let staff = desk_store::moderator_names(conn).await?;
    let mut entries = Vec::new();
    let mut before = i64::MAX;
    loop {
        let mut some = desk_store::entries(conn, before, BATCH_SIZE).await?;
        let Some(last) = some.last() else { break };
        before = last.number;
        entries.append(&mut some);
    }
    let mut table = Table::new(&COLUMNS);
    for entry in entries.iter().rev() {
        let name = staff.iter().find(|(person, _)| *person == entry.person).map(|(_, name)| name.clone());
        let (act, detail) = moderation::entry_text(t, entry);
        table.push_row(vec![
            entry.number.into(),
            programme.to_local_time(entry.at).format("%Y-%m-%d %H:%M:%S").to_string().into(),
            name.unwrap_or_else(|| if entry.person == 0 { "Kozé".to_owned() } else { String::new() }).into(),
            act.into(),
            entry.question.into(),
            entry.related_number.into(),
            detail.into(),
            entry.undone.into(),
        ]);
    }
    Ok(table)
}
