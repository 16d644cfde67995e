//! The questions as a table, for a spreadsheet or another program, and the moderators' journal in words. Neither
//! names an author.

use super::journal_wording::entry_cells;
use super::model::{Question, Source, State};
use super::store::{journal, merges, questions};
use super::wording::{reason_label, state_label, theme_title};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::ids::{PersonId, QuestionNumber};
use crate::programme::Programme;
use crate::spreadsheet::{Cell, Table};

/// Rows read in one statement.
const BATCH_SIZE: i64 = 1_000;

/// The titles are French for every reader, as programs look columns up by title.
const COLUMNS: [&str; 16] = [
    "Numéro",
    "État",
    "Motif",
    "Texte",
    "Texte public",
    "Thème",
    "Intitulé du thème",
    "Voix",
    "Pour",
    "Origine",
    "Message vocal (secondes)",
    "Étoile",
    "Regroupée dans",
    "Posée le",
    "Prise le",
    "Close le",
];

/// One entry of the moderators' journal, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    pub number: i64,
    pub at: EventTime,
    /// The moderator; `None` for the bot itself.
    pub person: Option<PersonId>,
    pub action: String,
    pub question: Option<QuestionNumber>,
    /// The number of the other question of a merge, or of an entry that was undone.
    pub related: Option<i64>,
    pub detail: String,
    pub is_undone: bool,
}

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

fn cells(programme: &Programme, question: &Question, root: Option<QuestionNumber>) -> Vec<Cell> {
    let time = |at: EventTime| Cell::local_time(at.to_option().map(|at| programme.to_local_time(at)));
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
        reason.map(|reason| reason_label(programme, t, reason)).unwrap_or_default().into(),
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
        time(question.asked_at),
        time(question.claimed_at),
        time(question.closed_at),
    ]
}

/// The moderators' journal, the oldest entry first.
pub async fn list_journal(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Vec<JournalRow>> {
    let t = texts(Lang::Fr);
    let mut rows = Vec::new();
    let mut before = i64::MAX;
    loop {
        let batch = journal::list_before(conn, before, BATCH_SIZE).await?;
        let Some(last) = batch.last() else { break };
        before = last.number;
        rows.extend(batch.iter().map(|entry| {
            let (action, detail) = entry_cells(programme, t, entry);
            JournalRow {
                number: entry.number,
                at: entry.at,
                person: entry.person.to_option(),
                action,
                question: entry.question,
                related: entry.related_number,
                detail,
                is_undone: entry.undone,
            }
        }));
    }
    rows.reverse();
    Ok(rows)
}
