//! People's rights over what is held on them (RGPD): to see all of it, and to have it erased.

use serde_json::{Map, Value, json};

use crate::args;
use crate::chat::{Button, File, Message};
use crate::conversation::Conversation;
use crate::db::Conn;
use crate::i18n::Arg;
use crate::menu;
use crate::people;
use crate::programme::Programme;
use crate::turn::Turn;
use crate::typed::has_one_of;

const RECIPE: &str = "fresh:held:";
/// How many characters of it stand in the message, which takes 4,096; the file has all of it.
const SHOWN: usize = 3_500;

/// `/mesdonnees`: everything held on the person, to read and as a file.
pub async fn show(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let mut held = people::held(turn.conn, turn.person.id).await?;
    // who they are comes first
    held.sort_by_key(|(table, _)| *table != "person");
    let t = turn.texts();
    let all: Vec<String> =
        held.iter().flat_map(|(table, rows)| rows.iter().filter_map(|row| line(turn, table, row))).collect();
    let mut room = SHOWN;
    let mut lines: Vec<String> = all
        .iter()
        .take_while(|line| {
            let fits = line.chars().count() <= room;
            room = room.saturating_sub(line.chars().count() + 1);
            fits
        })
        .cloned()
        .collect();
    if lines.len() < all.len() {
        lines.push(t.html("held-more", args!(count = (all.len() - lines.len()) as i64)));
    }
    let html = t.html("held", args!(lines = Arg::html(lines.join("\n"))));
    turn.say(Message::new(html).inline(vec![vec![Button::new(t.label("held-erase"), "me:erase")]]));
    let caption = t.html("held-file", &[]);
    turn.file(format!("{RECIPE}{}", turn.person.id), caption);
    Ok(())
}

/// A row as people read it; rows that say nothing to them stand in the file alone, and so do those of
/// which they are shown no more than the number.
fn line(turn: &Turn<'_>, table: &str, row: &Map<String, Value>) -> Option<String> {
    let t = turn.texts();
    let text = |column: &str| row.get(column).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |column: &str| row.get(column).and_then(Value::as_i64).unwrap_or_default();
    match table {
        "person" => Some(t.html(
            "held-person",
            args!(
                id = number("id").to_string(),
                language = t.label("language-name"),
                day = turn.forum.day(t, number("met_at"))
            ),
        )),
        "registration" if row.contains_key("name") => {
            let said = ["name", "structure", "phone", "email", "area", "access_needs"].map(text);
            let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
            let id = if number("own") == 1 { "held-registration" } else { "held-other" };
            Some(t.html(
                id,
                args!(
                    number = number("number"),
                    said = said.join(" · "),
                    day = turn.forum.day(t, number("consent_at")),
                    version = text("consent_version"),
                ),
            ))
        }
        "question" if row.contains_key("text") => {
            Some(t.html("held-question", args!(number = number("number"), text = text("text"))))
        }
        "role" => Some(t.html("held-role", args!(role = text("role")))),
        _ => None,
    }
}

/// `/effacer`: what will go, and one confirmation.
pub fn ask(turn: &mut Turn<'_>) {
    let t = turn.texts();
    let message = Message::new(t.html("erase-ask", &[])).inline(vec![
        vec![Button::new(t.label("erase-yes"), "me:erase-yes")],
        vec![Button::new(t.label("erase-no"), "me:erase-no")],
    ]);
    turn.say(message);
    turn.expect("me:erase-yes", "me:erase-no");
}

/// What somebody asks for in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    ToSee,
    ToErase,
}

/// "Effacez mes données", "qu'avez-vous sur moi": a right that is claimed in words.
pub fn claimed(typed: &str) -> Option<Right> {
    if has_one_of("words-erase", typed) && has_one_of("words-what-is-mine", typed) {
        Some(Right::ToErase)
    } else {
        has_one_of("words-my-data", typed).then_some(Right::ToSee)
    }
}

pub fn keep(turn: &mut Turn<'_>) {
    let html = turn.texts().html("erase-kept", &[]);
    turn.replace(Message::new(html));
}

/// Erases the person; seats were freed before. Whatever they write next, they are met anew.
pub async fn erase(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    people::erase(turn.conn, turn.person.id).await?;
    turn.person.conversation = Conversation::default();
    let html = turn.texts().html("erase-done", &[]);
    turn.replace(Message::new(html));
    let html = turn.texts().html("erase-after", &[]);
    Ok(menu::say_with_menu(turn, html).await?)
}

/// The file of a recipe, `None` if it is not one of this room.
pub async fn file(conn: &mut Conn, programme: &Programme, recipe: &str) -> anyhow::Result<Option<File>> {
    let Some(person) = recipe.strip_prefix(RECIPE).and_then(|person| person.parse().ok()) else {
        return Ok(None);
    };
    let held = people::held(conn, person).await?;
    let tables: Map<String, Value> = held
        .into_iter()
        .map(|(table, rows)| {
            let rows = rows.into_iter().map(|row| Value::Object(with_moments(programme, row)));
            (table.to_owned(), rows.collect())
        })
        .collect();
    let text = serde_json::to_string_pretty(&json!({
        "event": programme.title.get(crate::i18n::Lang::Fr),
        "kept_until": programme.local(super::rules::kept_until(programme)).to_rfc3339(),
        "tables": tables,
    }))?;
    Ok(Some(File { name: "mes-donnees.json".to_owned(), mime: "application/json", bytes: text.into_bytes() }))
}

/// Moments as people read them, in the event's zone.
fn with_moments(programme: &Programme, row: Map<String, Value>) -> Map<String, Value> {
    row.into_iter()
        .map(|(column, value)| match value.as_i64() {
            Some(at) if at > 0 && is_moment(&column) => (column, json!(programme.local(at).to_rfc3339())),
            _ => (column, value),
        })
        .collect()
}

fn is_moment(column: &str) -> bool {
    column == "at" || column == "since" || column.ends_with("_at") || column.ends_with("_until")
}
