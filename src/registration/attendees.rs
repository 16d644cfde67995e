//! The list of attendees as a table and as a file.

use super::model::{ConsentMethod, Phone, Registration, SeatStatus};
use super::{store, wording};
use crate::chat::RenderedFile;
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
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
    let mut table = Table::new(&column_titles(optional));
    for registration in &store::list_all(conn).await? {
        table.push_row(row(programme, registration, optional));
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
    let local = |at: EventTime| programme.to_local_time(at).format("%Y-%m-%d %H:%M").to_string();
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
            SeatStatus::Seated => "place".to_owned(),
            SeatStatus::Waiting => "liste d’attente".to_owned(),
            SeatStatus::Offered(until) => format!("place proposée jusqu’au {}", local(until)),
        }
        .into(),
        if registration.is_own { "la personne" } else { "quelqu’un d’autre" }.into(),
        match answers.consent_method {
            ConsentMethod::InApp => "par la personne",
            ConsentMethod::Verbal => "de vive voix",
            ConsentMethod::Paper => "sur papier",
        }
        .into(),
        local(answers.consent_at).into(),
        // 0: only the attendance sheet is left
        registration.registered_at.to_option().map(local).unwrap_or_default().into(),
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
