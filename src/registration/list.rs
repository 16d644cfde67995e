//! Who comes: the organisers' counts, and the list as a file.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

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
use crate::turn::Turn;

/// The recipe of the list; another list each time.
const RECIPE: &str = "fresh:registrations";
const DAY: Millis = 86_400_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Csv,
    Json,
}

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
    let text = guests(conn, programme, Format::Csv, &[]).await?;
    Ok(Some(File { name: "inscrits.csv".to_owned(), mime: "text/csv", bytes: text.into_bytes() }))
}

/// The list itself: French titles and the event's own time, whoever asks for it.
pub async fn guests(
    conn: &mut Conn,
    programme: &Programme,
    format: Format,
    with: &[Column],
) -> anyhow::Result<String> {
    let all = store::all(conn).await?;
    let rows = all.iter().map(|registration| row(programme, registration, with));
    match format {
        Format::Csv => csv_text(rows, &titles(with)),
        Format::Json => {
            let list: Vec<Value> = rows.map(|row| Value::Object(object(row))).collect();
            Ok(serde_json::to_string_pretty(&list)? + "\n")
        }
    }
}

/// A value under its title.
type Cell = (&'static str, String);

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
    let mut values = vec![
        registration.number.to_string(),
        answers.name.to_string(),
        texts(Lang::Fr).label(view::category_id(answers.category)),
        said(&answers.structure),
        said(&answers.phone),
        said(&extras.email),
        said(&extras.area),
        match registration.standing {
            Standing::Seat => "place".to_owned(),
            Standing::Waiting => "liste d’attente".to_owned(),
            Standing::Offered(until) => format!("place proposée jusqu’au {}", local(until)),
        },
        if registration.own { "la personne" } else { "quelqu’un d’autre" }.to_owned(),
        match answers.how {
            How::Oneself => "par la personne",
            How::Aloud => "de vive voix",
            How::Paper => "sur papier",
        }
        .to_owned(),
        local(answers.consent_at),
        local(registration.registered_at),
        registration.code.to_string(),
    ];
    if with.contains(&Column::AccessNeeds) {
        values.push(said(&extras.access));
    }
    titles(with).into_iter().zip(values).collect()
}

fn said<T: ToString>(answer: &Option<T>) -> String {
    answer.as_ref().map(T::to_string).unwrap_or_default()
}

fn object(row: Vec<Cell>) -> Map<String, Value> {
    row.into_iter().map(|(title, value)| (title.to_owned(), json!(value))).collect()
}

/// With a mark by which spreadsheets see that it is UTF-8, and semicolons, as French ones expect.
fn csv_text(rows: impl Iterator<Item = Vec<Cell>>, titles: &[&str]) -> anyhow::Result<String> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(titles)?;
    for row in rows {
        writer.write_record(row.iter().map(|(_, value)| harmless(value)))?;
    }
    Ok(format!("\u{feff}{}", String::from_utf8(writer.into_inner()?)?))
}

/// A cell that begins like a formula would be worked out when the file is opened: an apostrophe
/// makes it a text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// Counts by category in the order people choose from.
pub fn by_category(counts: &BTreeMap<Category, i64>) -> Vec<(Category, i64)> {
    Category::ALL
        .into_iter()
        .map(|category| (category, counts.get(&category).copied().unwrap_or(0)))
        .collect()
}
