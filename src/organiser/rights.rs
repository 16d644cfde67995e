//! People's rights over what is held on them (RGPD): to see all of it, and to have it erased.

use serde_json::{Map, Value, json};

use super::held::Words;
use crate::args;
use crate::chat::{self, Button, File, Message};
use crate::conversation::Conversation;
use crate::db::Conn;
use crate::i18n::{Arg, Lang, texts};
use crate::menu;
use crate::people;
use crate::programme::Programme;
use crate::turn::Turn;
use crate::typed::has_one_of;

const RECIPE: &str = "fresh:held:";
/// The same in words, where a message cannot hold them.
const WORDS: &str = "fresh:held-words:";

/// `/mesdonnees`: everything held on the person, in words and as a file; what is too long for a message is
/// sent as a text file, too.
pub async fn show(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let (t, person) = (turn.texts(), turn.person.id);
    let held = people::held(turn.conn, person).await?;
    let all = Words { programme: turn.forum.programme, texts: t, plain: false }.lines(&held);
    let mut shown = all.len();
    let html = |shown: usize| {
        let more =
            (shown < all.len()).then(|| t.html("held-more", args!(count = (all.len() - shown) as i64)));
        let lines: Vec<String> = all[..shown].iter().cloned().chain(more).collect();
        t.html("held", args!(lines = Arg::html(lines.join("\n"))))
    };
    while shown > 0 && chat::units(&html(shown)) > chat::LONGEST {
        shown -= 1;
    }
    let message = Message::new(html(shown));
    turn.say(message.inline(vec![vec![Button::new(t.label("held-erase"), "me:erase")]]));
    if shown < all.len() {
        let caption = t.html("held-words-file", &[]);
        turn.file(format!("{WORDS}{}:{person}", t.lang.code()), caption);
    }
    let caption = t.html("held-file", &[]);
    turn.file(format!("{RECIPE}{person}"), caption);
    Ok(())
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
    if let Some((lang, person)) = recipe.strip_prefix(WORDS).and_then(|rest| rest.split_once(':')) {
        let (Some(lang), Ok(person)) = (Lang::from_code(lang), person.parse()) else { return Ok(None) };
        let held = people::held(conn, person).await?;
        let lines = Words { programme, texts: texts(lang), plain: true }.lines(&held);
        let bytes = (lines.join("\n") + "\n").into_bytes();
        return Ok(Some(File { name: "mes-donnees.txt".to_owned(), mime: "text/plain", bytes }));
    }
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
        "event": programme.title.get(Lang::Fr),
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
