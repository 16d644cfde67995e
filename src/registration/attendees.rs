//! Who comes: the organisers' counts, and the list as a file.

use std::collections::BTreeMap;

use super::model::{Category, ConsentMethod};
use super::phone::Phone;
use super::seats;
use super::store::{self, Registration, SeatStatus};
use super::view;
use crate::chat::RenderedFile;
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::people::Role;
use crate::programme::Programme;
use crate::spreadsheet::{Cell, Table, TableFormat, XLSX_MEDIA_TYPE};
use crate::turn::Turn;

/// The recipe of the list; another list each time.
const ATTACHMENT_SPEC: &str = "fresh:registrations";
const DAY: Millis = 86_400_000;

/// A column that is left out unless it is asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum OptionalColumn {
    /// What people need in order to come and take part: health data.
    AccessNeeds,
}

/// `/inscrits`: how many, of whom, and what is left.
pub async fn show_attendee_counts(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let counts = seats::count_seats(turn.conn).await?;
    let since = turn.event.now - DAY;
    let new = store::count_since(turn.conn, since).await?;
    let message = view::attendee_counts(turn, &counts, new);
    turn.reply(message);
    Ok(())
}

pub async fn press(turn: &mut Turn<'_>, what: &str) -> anyhow::Result<()> {
    if what == "list" {
        return show_attendee_counts(turn).await;
    }
    if require_organiser(turn).await? {
        let caption = turn.texts().html("guests-file", &[]);
        turn.send_file(ATTACHMENT_SPEC.to_owned(), caption);
    }
    Ok(())
}

/// Organisers only, asked anew each time; others are told kindly.
async fn require_organiser(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    let may = turn.has_role(Role::Organiser).await?;
    if !may {
        let message = view::organisers_only(turn);
        turn.reply(message);
    }
    Ok(may)
}

/// The list of a recipe, as a file.
pub async fn attendee_file(
    conn: &mut Conn,
    programme: &Programme,
    recipe: &str,
) -> anyhow::Result<Option<RenderedFile>> {
    if recipe != ATTACHMENT_SPEC {
        return Ok(None);
    }
    let bytes = attendee_table(conn, programme, &[]).await?.to_bytes(TableFormat::Xlsx)?;
    Ok(Some(RenderedFile { name: "inscrits.xlsx".to_owned(), mime: XLSX_MEDIA_TYPE, bytes }))
}

/// The list itself: French titles and the event's own time, whoever asks for it.
pub async fn attendee_table(
    conn: &mut Conn,
    programme: &Programme,
    with: &[OptionalColumn],
) -> anyhow::Result<Table> {
    let mut table = Table::new(&column_titles(with));
    for registration in &store::list_all(conn).await? {
        table.push_row(row(programme, registration, with));
    }
    Ok(table)
}

fn column_titles(with: &[OptionalColumn]) -> Vec<&'static str> {
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
    if with.contains(&OptionalColumn::AccessNeeds) {
        titles.push("Besoins d’accès");
    }
    titles
}

fn row(programme: &Programme, registration: &Registration, with: &[OptionalColumn]) -> Vec<Cell> {
    let Registration { answers, extras, .. } = registration;
    let local = |at: Millis| programme.to_local_time(at).format("%Y-%m-%d %H:%M").to_string();
    let phone =
        |phone: &Phone| Cell::Phone { e164: phone.to_string(), grouped: phone.format_international() };
    let mut cells: Vec<Cell> = vec![
        registration.number.into(),
        answers.name.to_string().into(),
        texts(Lang::Fr).label(view::category_message_id(answers.category)).into(),
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
        local(registration.registered_at).into(),
        registration.code.to_string().into(),
    ];
    if with.contains(&OptionalColumn::AccessNeeds) {
        cells.push(optional_cell(&extras.access_needs));
    }
    cells
}

fn optional_cell<T: ToString>(answer: &Option<T>) -> Cell {
    answer.as_ref().map(T::to_string).unwrap_or_default().into()
}

/// Counts by category in the order people choose from.
pub fn by_category(counts: &BTreeMap<Category, i64>) -> Vec<(Category, i64)> {
    Category::ALL
        .into_iter()
        .map(|category| (category, counts.get(&category).copied().unwrap_or(0)))
        .collect()
}
