//! The rules of the house, as absences: what must not be found in the source. Each test reads the
//! code as text and names the place that breaks its rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the ground up: each may name those of the storeys below its own, and those of its
/// own storey that stand before it.
const STOREYS: [&[&str]; 8] = [
    &[
        "faults",
        "spreadsheet",
        "text",
        "clock",
        "chat",
        "conversation",
        "metrics",
        "i18n",
        "typed",
        "db",
        "lease",
        "commands",
        "programme",
        "identity",
        "calendar",
        "config",
        "memory",
    ],
    &["people", "outbox"],
    &["turn", "menu", "telegram"],
    ROOMS,
    &["kitchen", "dispatch", "web"],
    &["app"],
    &["rehearsal"],
    &["cli"],
];
/// Rooms never name one another: what concerns two of them is arranged by `dispatch`.
const ROOMS: &[&str] = &["registration", "answers", "reminders", "announcements", "questions", "organiser"];

/// A source file: its path from `src/`, and its lines without comments.
struct Source {
    path: String,
    whole: String,
    code: Vec<String>,
}

impl Source {
    /// The top-level module it belongs to.
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    gather(&root, &mut found);
    found.sort();
    assert!(found.len() > 60, "the source was not found");
    let read = |path: &PathBuf| {
        let whole = fs::read_to_string(path).unwrap();
        let code = whole.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned()).collect();
        Source { path: path.strip_prefix(&root).unwrap().display().to_string(), whole, code }
    };
    found.iter().map(read).collect()
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every place in the code where `sign` stands, outside of the files that `may`.
fn places(sign: &str, may: impl Fn(&Source) -> bool) -> Vec<String> {
    let all = sources();
    let lines = all.iter().filter(|source| !may(source)).flat_map(|source| {
        source.code.iter().enumerate().map(move |(number, line)| (&source.path, number, line))
    });
    lines
        .filter(|(_, _, line)| line.contains(sign))
        .map(|(path, number, line)| format!("{path}:{}: {}", number + 1, line.trim()))
        .collect()
}

/// The top-level modules that a line names: `crate::a::…` and `crate::{a, b::c}`.
fn named(line: &str) -> Vec<String> {
    let word =
        |text: &str| text.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned);
    line.match_indices("crate::")
        .flat_map(|(at, sign)| {
            let rest = &line[at + sign.len()..];
            match rest.strip_prefix('{') {
                Some(group) => {
                    group.split('}').next().unwrap_or_default().split(',').filter_map(word).collect()
                }
                None => word(rest).into_iter().collect::<Vec<_>>(),
            }
        })
        .collect()
}

fn storey(module: &str) -> Option<(usize, usize)> {
    STOREYS.iter().enumerate().find_map(|(storey, modules)| {
        modules.iter().position(|name| *name == module).map(|place| (storey, place))
    })
}

#[test]
fn imports_run_downwards_only() {
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !matches!(source.module(), "lib" | "main")) {
        let module = source.module();
        let own = storey(module).unwrap_or_else(|| panic!("{module} has no storey in this table"));
        for line in &source.code {
            for other in named(line).iter().filter(|other| *other != module && *other != "args") {
                let below = storey(other).unwrap_or_else(|| panic!("{other}, which {} names?", source.path));
                let rooms = ROOMS.contains(&module) && ROOMS.contains(&other.as_str());
                if below >= own || rooms {
                    wrong.push(format!("{} names {other}", source.path));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_import_is_seen_by_the_test_above() {
    assert_eq!(named("use crate::{lease, people};"), ["lease", "people"]);
    assert_eq!(named("crate::db::Conn, crate::args!(x)"), ["db", "args"]);
    assert!(storey("people") < storey("turn") && storey("turn") < storey("answers"));
}

#[test]
fn the_contents_page_lists_every_module_once() {
    let listed: Vec<String> = sources()
        .iter()
        .filter(|source| source.path == "lib.rs")
        .flat_map(|source| source.code.clone())
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned()))
        .collect();
    let in_storeys: BTreeSet<&str> = STOREYS.iter().flat_map(|modules| modules.iter().copied()).collect();
    assert_eq!(listed.iter().map(String::as_str).collect::<BTreeSet<_>>(), in_storeys);
    assert_eq!(listed.len(), in_storeys.len());
}

#[test]
fn rooms_have_one_shape() {
    for room in ROOMS {
        let files: Vec<String> = sources()
            .iter()
            .filter(|source| source.module() == *room)
            .map(|source| source.path.clone())
            .collect();
        assert!(files.contains(&format!("{room}/mod.rs")), "{room} has no door");
        // answers calls its rules by what they do
        let rules = if *room == "answers" { "answers/understand.rs" } else { &format!("{room}/rules.rs") };
        assert!(files.iter().any(|file| file == rules), "{room} has no rules");
    }
}

#[test]
fn rules_cannot_wait_read_a_clock_touch_a_database_or_know_a_language() {
    for sign in ["async ", ".await", "Clock", "Conn", "sqlx", "Texts", "texts(", "Turn"] {
        let found = places(sign, |source| !matches!(source.name(), "rules.rs" | "understand.rs"));
        assert_eq!(found, Vec::<String>::new());
    }
    // which language a text is in matters to nobody who decides
    assert_eq!(places("Lang", |source| source.name() != "rules.rs"), Vec::<String>::new());
}

#[test]
fn sql_lives_in_the_stores() {
    let may = |source: &Source| {
        source.name() == "store.rs"
            || matches!(source.module(), "outbox" | "people" | "db")
            || source.path == "lease.rs"
    };
    assert_eq!(places("sqlx::query", may), Vec::<String>::new());
}

#[test]
fn only_the_edge_knows_the_messenger() {
    let edge = |source: &Source| source.module() == "telegram";
    assert_eq!(places("teloxide::", edge), Vec::<String>::new());
    let knows = |source: &Source| matches!(source.module(), "telegram" | "rehearsal");
    for sign in ["\"sendMessage\"", "\"getUpdates\"", "callback_query", "reply_markup", "chat_id"] {
        assert_eq!(places(sign, knows), Vec::<String>::new());
    }
}

#[test]
fn only_the_clock_asks_for_the_time_or_sleeps() {
    let clock = |source: &Source| source.path == "clock.rs";
    for sign in ["Utc::now", "Local::now", "SystemTime::now", "Instant::now", "time::sleep", "thread::sleep"]
    {
        assert_eq!(places(sign, clock), Vec::<String>::new());
    }
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.whole.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn no_file_has_outgrown_its_room() {
    let large: Vec<String> = sources()
        .iter()
        .filter(|source| source.code.len() > 450)
        .map(|source| format!("{}: {} lines", source.path, source.code.len()))
        .collect();
    assert_eq!(large, Vec::<String>::new(), "a file that long wants to be two");
}
