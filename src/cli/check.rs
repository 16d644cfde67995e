//! `koze check`: every mistake of an event file.

use std::path::PathBuf;

use serde_json::json;

use super::error::CliError;
use crate::answers::{self, CommonWordAlias};
use crate::config;
use crate::i18n::Lang;
use crate::programme::Programme;

/// Fails with every mistake of the file, one on a line, as `file:line:column: what`. Without mistakes it prints what
/// the file has and hints about what it lacks.
pub fn check_event_file(event: Option<PathBuf>) -> Result<(), CliError> {
    let programme = match &event {
        None => Programme::built_in(),
        Some(path) => Programme::parse(&config::read_event_text(path)?).map_err(|mistakes| {
            let lines: Vec<String> =
                mistakes.iter().map(|mistake| format!("{}:{mistake}", path.display())).collect();
            CliError::ChecksFailed(lines.join("\n"))
        })?,
    };
    let facts = json!({
        "title": programme.title.get(Lang::Fr),
        "sessions": programme.sessions.len(),
        "reminders": programme.reminders.len(),
    });
    println!("no mistakes: {facts}");
    for hint in programme.hints() {
        println!("hint: {hint}");
    }
    for CommonWordAlias { session_id, alias, lang } in answers::find_common_word_aliases(&programme) {
        let typed = if alias.is_ascii() { "it is left out" } else { "it counts only with its accents" };
        println!(
            "hint: aliases.{session_id}: \"{alias}\" is typed like a common word ({}); {typed}",
            lang.code()
        );
    }
    Ok(())
}
