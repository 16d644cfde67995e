//! `koze check`: every mistake of an event file, and how its sessions are understood by name.

use std::path::PathBuf;

use serde_json::json;

use super::error::CliError;
use crate::answers::{self, CommonWordAlias, NamingWay, NluModel, SessionNaming};
use crate::clock::Clock;
use crate::config;
use crate::i18n::Lang;
use crate::programme::{Programme, Schedule};
use crate::turn::EventContext;

/// Fails with every mistake of the file, one on a line, as `file:line:column: what`. Without mistakes it prints what
/// the file has and hints about what it lacks; with `names` also ways to name each session, and what is understood.
pub fn check_event_file(event: Option<PathBuf>, names: bool) -> Result<(), CliError> {
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
    if names {
        print!("{}", session_names(&programme));
    }
    Ok(())
}

/// For each session the ways in which people may name it, each with the sessions it is taken for.
fn session_names(programme: &Programme) -> String {
    let clock = Clock::real();
    let schedule = Schedule::from_programme(programme);
    let event =
        EventContext { programme, schedule: &schedule, now: clock.event_now(), real_now: clock.real_now() };
    let mut out = String::new();
    let mut lost = 0;
    for SessionNaming { session_id, title, ways } in
        answers::try_session_names(&event, &NluModel::new(programme))
    {
        out.push_str(&format!("\n{session_id}  {title}\n"));
        for NamingWay { text, understood } in ways {
            let line = match understood.as_slice() {
                [only] if *only == session_id => format!("  ok   {text}"),
                [] => format!("  ?    {text}  (no session)"),
                others => format!("  ?    {text}  ({})", others.join(", ")),
            };
            lost += usize::from(line.starts_with("  ?"));
            out.push_str(&line);
            out.push('\n');
        }
    }
    if lost > 0 {
        out.push_str(&format!(
            "\n{lost} of these are not taken for their session alone. A name of your own for it, under [aliases], \
             makes it certain.\n"
        ));
    }
    out
}
