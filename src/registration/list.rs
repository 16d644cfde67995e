//! Who comes: the organisers' counts, and the list as a file.

use std::collections::BTreeMap;

use super::phone::Phone;
use super::seats;
use super::store::{self, Registration, Standing};
use super::values::{Category, How};
use super::view;
use crate::chat::File;
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::people::{self, Role};
use crate::programme::Programme;
use crate::spreadsheet::{Cell, Format, Table, XLSX};
use crate::turn::Turn;

/// The recipe of the list; another list each time.
const RECIPE: &str = "fresh:registrations";
const DAY: Millis = 86_400_000;

/// A column that is left out unless it is asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Column {
    /// What people need in order to come and take part: health data.
    AccessNeeds,
}

/// `/inscrits`: how many, of whom, and what is left.
pub async fn show(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    if !may_see(turn).await? {
        return Ok(());
    }
    let counts = seats::counts(turn.conn).await?;
    let since = turn.forum.now - DAY;
    let new = store::registered_since(turn.conn, since).await?;
    let message = view::numbers(turn, &counts, new);
    turn.say(message);
    Ok(())
}

pub async fn press(turn: &mut Turn<'_>, what: &str) -> anyhow::Result<()> {
    if what == "list" {
        return show(turn).await;
    }
    if may_see(turn).await? {
        let caption = turn.texts().html("guests-file", &[]);
        turn.file(RECIPE.to_owned(), caption);
    }
    Ok(())
}

/// Organisers only, asked anew each time; others are told kindly.
async fn may_see(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    let may = people::roles(turn.conn, turn.person.id).await?.contains(&Role::Organiser);
    if !may {
        let message = view::organisers_only(turn);
        turn.say(message);
    }
    Ok(may)
}

/// The list of a recipe, as a file.
pub async fn file(conn: &mut Conn, programme: &Programme, recipe: &str) -> anyhow::Result<Option<File>> {
    if recipe != RECIPE {
        return Ok(None);
    }
    let bytes = guests(conn, programme, &[]).await?.write(Format::Xlsx)?;
    Ok(Some(File { name: "inscrits.xlsx".to_owned(), mime: XLSX, bytes }))
}

/// The list itself: French titles and the event's own time, whoever asks for it.
pub async fn guests(conn: &mut Conn, programme: &Programme, with: &[Column]) -> anyhow::Result<Table> {
    let mut table = Table::new(&titles(with));
    for registration in &store::all(conn).await? {
        table.push(row(programme, registration, with));
    }
    Ok(table)
}

fn titles(with: &[Column]) -> Vec<&'static str> {
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
    if with.contains(&Column::AccessNeeds) {
        titles.push("Besoins d’accès");
    }
    titles
}

fn row(programme: &Programme, registration: &Registration, with: &[Column]) -> Vec<Cell> {
    let Registration { answers, extras, .. } = registration;
    let local = |at: Millis| programme.local(at).format("%Y-%m-%d %H:%M").to_string();
    let phone = |phone: &Phone| Cell::Phone { e164: phone.to_string(), grouped: phone.grouped() };
    let mut cells: Vec<Cell> = vec![
        registration.number.into(),
        answers.name.to_string().into(),
        texts(Lang::Fr).label(view::category_id(answers.category)).into(),
        said(&answers.structure),
        answers.phone.as_ref().map_or_else(|| "".into(), phone),
        said(&extras.email),
        said(&extras.area),
        match registration.standing {
            Standing::Seat => "place".to_owned(),
            Standing::Waiting => "liste d’attente".to_owned(),
            Standing::Offered(until) => format!("place proposée jusqu’au {}", local(until)),
        }
        .into(),
        if registration.own { "la personne" } else { "quelqu’un d’autre" }.into(),
        match answers.how {
            How::Oneself => "par la personne",
            How::Aloud => "de vive voix",
            How::Paper => "sur papier",
        }
        .into(),
        local(answers.consent_at).into(),
        local(registration.registered_at).into(),
        registration.code.to_string().into(),
    ];
    if with.contains(&Column::AccessNeeds) {
        cells.push(said(&extras.access));
    }
    cells
}

fn said<T: ToString>(answer: &Option<T>) -> Cell {
    answer.as_ref().map(T::to_string).unwrap_or_default().into()
}

/// Counts by category in the order people choose from.
pub fn by_category(counts: &BTreeMap<Category, i64>) -> Vec<(Category, i64)> {
    Category::ALL
        .into_iter()
        .map(|category| (category, counts.get(&category).copied().unwrap_or(0)))
        .collect()
}
