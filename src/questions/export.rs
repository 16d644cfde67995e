//! The questions and the moderators' journal as tables, for a spreadsheet or another program. No table names an
//! author.

use super::journal_wording::entry_cells;
use super::model::{Question, Source, State};
use super::store::{journal, merges, questions};
use super::wording::{reason_label, state_label, theme_title};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::ids::QuestionNumber;
use crate::people;
use crate::programme::Programme;
use crate::spreadsheet::{Cell, Table};

/// Rows read in one statement.
const BATCH_SIZE: i64 = 1_000;
/// A time in a cell, in the event's time zone.
const TIME_FORMAT: &str = "%Y-%m-%d %H:%M:%S";

/// The titles are French for every reader, as programs look columns up by title.
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

const JOURNAL_COLUMNS: [&str; 8] =
    ["numero", "quand", "qui", "acte", "question", "autre", "detail", "annule"];

/// All questions except withdrawn ones. The words of private cases are left out.
pub async fn export(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Table> {
    let mut table = Table::new(&COLUMNS);
    let mut after = QuestionNumber::NONE;
    loop {
        let batch = questions::list_after(conn, after, BATCH_SIZE).await?;
        let Some(last) = batch.last() else { break };
        after = last.number;
        for question in batch.iter().filter(|question| question.state != State::Withdrawn) {
            let merge = merges::of_child(conn, question.number).await?;
            table.push_row(cells(programme, question, merge.map(|merge| merge.root)));
        }
    }
    Ok(table)
}

fn format_time(programme: &Programme, at: EventTime) -> String {
    programme.to_local_time(at).format(TIME_FORMAT).to_string()
}

fn cells(programme: &Programme, question: &Question, root: Option<QuestionNumber>) -> Vec<Cell> {
    let time = |at: EventTime| match at {
        EventTime::NONE => String::new(),
        at => format_time(programme, at),
    };
    let t = texts(Lang::Fr);
    let question = &question.redacted();
    let reason = question.close_reason.rejection().filter(|_| question.state == State::Rejected);
    let source = match question.source {
        Source::FromAudience => t.label("export-from-floor"),
        Source::Combined => t.label("export-over-several"),
        Source::Participant => t.label("export-from-people"),
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
        i64::from(question.starred).into(),
        root.map_or_else(|| "".into(), Cell::from),
        time(question.asked_at).into(),
        time(question.claimed_at).into(),
        time(question.closed_at).into(),
    ]
}

/// The moderators' journal, the oldest entry first.
pub async fn export_journal(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Table> {
    let t = texts(Lang::Fr);
    let names = people::staff_names(conn).await?;
    let mut entries = Vec::new();
    let mut before = i64::MAX;
    loop {
        let mut batch = journal::list_before(conn, before, BATCH_SIZE).await?;
        let Some(last) = batch.last() else { break };
        before = last.number;
        entries.append(&mut batch);
    }
    let mut table = Table::new(&JOURNAL_COLUMNS);
    for entry in entries.iter().rev() {
        let name = names.iter().find(|(person, _)| *person == entry.person).map(|(_, name)| name.clone());
        let by_clock = if entry.person.is_none() { "Kozé" } else { "" };
        let (action, detail) = entry_cells(t, entry);
        table.push_row(vec![
            entry.number.into(),
            format_time(programme, entry.at).into(),
            name.unwrap_or_else(|| by_clock.to_owned()).into(),
            action.into(),
            entry.question.unwrap_or_default().into(),
            entry.related_number.unwrap_or_default().into(),
            detail.into(),
            i64::from(entry.undone).into(),
        ]);
    }
    Ok(table)
}
