//! The list of attendees as a table and as a file.

use super::model::{Category, ConsentMethod, Phone, Registration, SeatStatus};
use super::{store, wording};
use crate::chat::RenderedFile;
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::ids::RegistrationNumber;
use crate::programme::Programme;
use crate::spreadsheet::{Cell, Table, TableFormat, XLSX_MEDIA_TYPE};
use crate::turn::TurnResult;

/// The attachment spec of the list. `fresh:` marks a file that is never cached.
pub const ATTACHMENT_SPEC: &str = "fresh:registrations";

/// A column that is exported only if it is named explicitly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum OptionalColumn {
    /// What attendees need in order to come and take part: health data.
    AccessNeeds,
}

/// The list as an Excel file; `None` if the attachment spec is not that of the list.
pub async fn attendee_file(
    conn: &mut Conn,
    programme: &Programme,
    spec: &str,
) -> TurnResult<Option<RenderedFile>> {
    if spec != ATTACHMENT_SPEC {
        return Ok(None);
    }
    let bytes = attendee_table(conn, programme, &[]).await?.to_bytes(TableFormat::Xlsx)?;
    Ok(Some(RenderedFile { name: "inscrits.xlsx".to_owned(), mime: XLSX_MEDIA_TYPE, bytes }))
}

/// The list as a table, with French titles and times in the event's zone.
pub async fn attendee_table(
    conn: &mut Conn,
    programme: &Programme,
    optional: &[OptionalColumn],
) -> TurnResult<Table> {
    attendee_table_of(conn, programme, optional, |_, _, _| true).await
}

/// The same of the registrations that `is_wanted`, by number, category and seat.
pub async fn attendee_table_of(
    conn: &mut Conn,
    programme: &Programme,
    optional: &[OptionalColumn],
    is_wanted: impl Fn(RegistrationNumber, Category, SeatStatus) -> bool,
) -> TurnResult<Table> {
    let mut table = Table::new(&column_titles(optional));
    for registration in &store::list_all(conn).await? {
        if is_wanted(registration.number, registration.answers.category, registration.status) {
            table.push_row(row(programme, registration, optional));
        }
    }
    Ok(table)
}

fn column_titles(optional: &[OptionalColumn]) -> Vec<&'static str> {
    let mut titles = vec![
        "Numéro",
        "Nom",
        "Vient comme",
        "Structure",
        "Téléphone",
        "E-mail",
        "Commune ou quartier",
        "Situation",
        "Place proposée jusqu’au",
        "Inscription faite par",
        "Accord donné",
        "Accord le",
        "Inscription le",
        "Code du billet",
    ];
    if optional.contains(&OptionalColumn::AccessNeeds) {
        titles.push("Besoins d’accès");
    }
    titles
}

fn row(programme: &Programme, registration: &Registration, optional: &[OptionalColumn]) -> Vec<Cell> {
    let Registration { answers, extras, .. } = registration;
    let local = |at: Option<EventTime>| Cell::local_time(at.map(|at| programme.to_local_time(at)));
    let phone =
        |phone: &Phone| Cell::Phone { e164: phone.to_string(), grouped: phone.format_international() };
    let mut cells: Vec<Cell> = vec![
        registration.number.into(),
        answers.name.to_string().into(),
        wording::category_label(texts(Lang::Fr), answers.category).into(),
        optional_cell(&answers.organisation),
        answers.phone.as_ref().map_or_else(|| "".into(), phone),
        optional_cell(&extras.email),
        optional_cell(&extras.area),
        match registration.status {
            SeatStatus::Seated => "place",
            SeatStatus::Waiting => "liste d’attente",
            SeatStatus::Offered(_) => "place proposée",
        }
        .into(),
        local(registration.status.offered_until()),
        if registration.is_own { "la personne" } else { "quelqu’un d’autre" }.into(),
        match answers.consent_method {
            ConsentMethod::InApp => "par la personne",
            ConsentMethod::Verbal => "de vive voix",
            ConsentMethod::Paper => "sur papier",
        }
        .into(),
        local(Some(answers.consent_at)),
        // 0: only the attendance sheet is left
        local(registration.registered_at.to_option()),
        registration.code.to_string().into(),
    ];
    if optional.contains(&OptionalColumn::AccessNeeds) {
        cells.push(optional_cell(&extras.access_needs));
    }
    cells
}

fn optional_cell<T: ToString>(answer: &Option<T>) -> Cell {
    answer.as_ref().map(T::to_string).unwrap_or_default().into()
}
