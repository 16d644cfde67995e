//! People's rights over what is held on them (RGPD): to see all of it, and to have it erased.

use serde_json::{Map, Value, json};

use super::export_view::ExportFormatter;
use crate::args;
use crate::chat::{self, Button, Message, RenderedFile};
use crate::conversation::Conversation;
use crate::db::Conn;
use crate::i18n::{Arg, Lang, texts};
use crate::keywords::{AsTypedText, contains_keyword};
use crate::menu;
use crate::people;
use crate::programme::Programme;
use crate::text;
use crate::turn::Turn;

const EXPORT_JSON_SPEC: &str = "fresh:held:";
/// The same in words, where a message cannot hold them.
const EXPORT_TEXT_SPEC: &str = "fresh:held-words:";

/// `/mesdonnees`: everything held on the person, in words and as a file; what is too long for a message is
/// sent as a text file, too.
pub async fn send_export(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let (t, person) = (turn.texts(), turn.person.id);
    let held = people::export(turn.conn, person).await?;
    let all = ExportFormatter { programme: turn.event.programme, texts: t, plain: false }.format_all(&held);
    let mut shown = all.len();
    let html = |shown: usize| {
        let more =
            (shown < all.len()).then(|| t.html("held-more", args!(count = (all.len() - shown) as i64)));
        let lines: Vec<String> = all[..shown].iter().cloned().chain(more).collect();
        t.html("held", args!(lines = Arg::html(lines.join("\n"))))
    };
    while shown > 0 && text::visible_utf16_len(&html(shown)) > chat::MAX_MESSAGE_LEN {
        shown -= 1;
    }
    let message = Message::new(html(shown));
    turn.reply(message.with_inline_keyboard(vec![vec![Button::new(t.label("held-erase"), "me:erase")]]));
    if shown < all.len() {
        let caption = t.html("held-words-file", &[]);
        turn.send_file(format!("{EXPORT_TEXT_SPEC}{}:{person}", t.lang.code()), caption);
    }
    let caption = t.html("held-file", &[]);
    turn.send_file(format!("{EXPORT_JSON_SPEC}{person}"), caption);
    Ok(())
}

/// `/effacer`: what will go, and one confirmation.
pub fn ask_to_erase(turn: &mut Turn<'_>) {
    let t = turn.texts();
    let message = Message::new(t.html("erase-ask", &[])).with_inline_keyboard(vec![
        vec![Button::new(t.label("erase-yes"), "me:erase-yes")],
        vec![Button::new(t.label("erase-no"), "me:erase-no")],
    ]);
    turn.reply(message);
    turn.await_yes_no("me:erase-yes", "me:erase-no");
}

/// What somebody asks for in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataSubjectRight {
    Access,
    Erasure,
}

/// "Effacez mes données", "qu'avez-vous sur moi": a right that is claimed in words.
pub fn detect_data_request(typed: &(impl AsTypedText + ?Sized)) -> Option<DataSubjectRight> {
    if contains_keyword("words-erase", typed) && contains_keyword("words-what-is-mine", typed) {
        Some(DataSubjectRight::Erasure)
    } else {
        contains_keyword("words-my-data", typed).then_some(DataSubjectRight::Access)
    }
}

pub fn cancel_erasure(turn: &mut Turn<'_>) {
    let html = turn.texts().html("erase-kept", &[]);
    turn.edit_or_reply(Message::new(html));
}

/// Erases the person; seats were freed before. Whatever they write next, they are met anew.
pub async fn erase(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    people::erase(turn.conn, turn.person.id).await?;
    turn.forget_roles();
    turn.person.conversation = Conversation::default();
    let html = turn.texts().html("erase-done", &[]);
    turn.edit_or_reply(Message::new(html));
    let html = turn.texts().html("erase-after", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// The file of a recipe, `None` if it is not one of this room.
pub async fn file(
    conn: &mut Conn,
    programme: &Programme,
    recipe: &str,
) -> anyhow::Result<Option<RenderedFile>> {
    if let Some((lang, person)) = recipe.strip_prefix(EXPORT_TEXT_SPEC).and_then(|rest| rest.split_once(':'))
    {
        let (Some(lang), Ok(person)) = (Lang::from_code(lang), person.parse()) else { return Ok(None) };
        let held = people::export(conn, person).await?;
        let lines = ExportFormatter { programme, texts: texts(lang), plain: true }.format_all(&held);
        let bytes = (lines.join("\n") + "\n").into_bytes();
        return Ok(Some(RenderedFile { name: "mes-donnees.txt".to_owned(), mime: "text/plain", bytes }));
    }
    let Some(person) = recipe.strip_prefix(EXPORT_JSON_SPEC).and_then(|person| person.parse().ok()) else {
        return Ok(None);
    };
    let held = people::export(conn, person).await?;
    let tables: Map<String, Value> = held
        .into_iter()
        .map(|(table, rows)| {
            let rows = rows.into_iter().map(|row| Value::Object(format_timestamps(programme, row)));
            (table.to_owned(), rows.collect())
        })
        .collect();
    let text = serde_json::to_string_pretty(&json!({
        "event": programme.title.get(Lang::Fr),
        "kept_until": programme.to_local_time(super::rules::retention_end(programme)).to_rfc3339(),
        "tables": tables,
    }))?;
    Ok(Some(RenderedFile {
        name: "mes-donnees.json".to_owned(),
        mime: "application/json",
        bytes: text.into_bytes(),
    }))
}

/// Moments as people read them, in the event's zone.
fn format_timestamps(programme: &Programme, row: Map<String, Value>) -> Map<String, Value> {
    row.into_iter()
        .map(|(column, value)| match value.as_i64() {
            Some(at) if at > 0 && is_timestamp(&column) => {
                (column, json!(programme.to_local_time(at).to_rfc3339()))
            }
            _ => (column, value),
        })
        .collect()
}

fn is_timestamp(column: &str) -> bool {
    column == "at" || column == "since" || column.ends_with("_at") || column.ends_with("_until")
}
