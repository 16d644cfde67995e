//! The rules of the architecture, which ARCHITECTURE.md explains: each test
//! parses the source with `syn` and lists the places that break its rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};

/// The modules in layers, lowest first. A module may import from lower
/// layers, and from the modules listed before it in its own layer.
pub const LAYERS: [&[&str]; 8] = [
    &[
        "fault_injection",
        "number_types",
        "ids",
        "text",
        "digest",
        "spreadsheet",
        "clock",
        "backoff",
        "chat",
        "conversation",
        "shared_buttons",
        "metrics",
        "i18n",
        "keywords",
        "db",
        "lease",
        "commands",
        "programme",
        "database_identity",
        "calendar",
        "config",
        "cache",
    ],
    &["people", "visitors", "outbox", "audit_log"],
    &["turn", "menu", "telegram"],
    FEATURES,
    &["documents", "question_account", "desk", "attachments", "dispatch", "web"],
    &["app"],
    &["rehearsal"],
    &["cli"],
];

/// Features do not import each other: `dispatch` coordinates what concerns two of them.
pub const FEATURES: &[&str] = &[
    "access",
    "personal_data",
    "registration",
    "check_in",
    "answers",
    "reminders",
    "announcements",
    "questions",
    "feedback",
    "floor_requests",
    "referrals",
    "stage",
    "linked_groups",
];

/// One source file.
pub struct Source {
    /// Relative to `src/` of its crate.
    pub path: String,
    text: String,
    /// The module it defines: `["questions", "store"]` for `questions/store.rs` and `questions/store/mod.rs`.
    module: Vec<String>,
}

impl Source {
    pub fn top_module(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    pub fn syntax(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap_or_else(|error| panic!("{}: {error}", self.path))
    }

    fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

pub fn sources() -> Vec<Source> {
    sources_in("src", 60)
}

/// The sources of the emulator's crate.
fn emulator_sources() -> Vec<Source> {
    sources_in("crates/telegram-emulator/src", 20)
}

/// The sources in a folder. Fails if there are not more than `least`.
fn sources_in(folder: &str, least: usize) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > least, "the source was not found");
    paths.iter().map(|path| read(&root, path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn read(root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let relative = path.strip_prefix(root).unwrap().display().to_string();
    let mut module: Vec<String> = relative.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        module.pop();
    }
    Source { path: relative, text, module }
}

/// Every path in a file: absolute from the crate root if it begins with `crate`, `self`, `super` or a child
/// module, otherwise unchanged (`std::…`). Unit tests are left out.
struct Paths<'s> {
    module: &'s [String],
    children: BTreeSet<String>,
    found: BTreeSet<Vec<String>>,
}

impl Paths<'_> {
    fn of(source: &Source) -> BTreeSet<Vec<String>> {
        let syntax = source.syntax();
        let children = syntax.items.iter().filter_map(|item| match item {
            syn::Item::Mod(child) if child.content.is_none() => Some(child.ident.to_string()),
            _ => None,
        });
        let mut paths =
            Paths { module: &source.module, children: children.collect(), found: BTreeSet::new() };
        paths.visit_file(&syntax);
        paths.found
    }

    fn add(&mut self, segments: &[String]) {
        let Some(first) = segments.first() else { return };
        let mut absolute = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.module.to_vec(),
            "super" => self.module[..self.module.len().saturating_sub(1)].to_vec(),
            child if self.children.contains(child) => {
                let mut path = self.module.to_vec();
                path.push(child.to_owned());
                path
            }
            _ => {
                self.found.insert(segments.to_vec());
                return;
            }
        };
        for segment in &segments[1..] {
            match segment.as_str() {
                "super" => {
                    absolute.pop();
                }
                "self" => {}
                _ => absolute.push(segment.clone()),
            }
        }
        absolute.insert(0, "crate".to_owned());
        self.found.insert(absolute);
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.add(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.add(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(before, tree)),
        }
    }

    /// Macro input is not parsed: any run of names joined by `::` counts as a path.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) if path.is_empty() || colons == 2 => {
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => colons += 1,
                other => {
                    self.add_if_long(&path);
                    path.clear();
                    colons = 0;
                    match other {
                        TokenTree::Group(group) => self.add_tokens(group.stream()),
                        TokenTree::Ident(name) => path.push(name.to_string()),
                        _ => {}
                    }
                }
            }
        }
        self.add_if_long(&path);
    }

    fn add_if_long(&mut self, path: &[String]) {
        if path.len() > 1 {
            self.add(path);
        }
    }
}

pub fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.meta.to_token_stream().to_string().contains("test")
    })
}

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add_if_long(&segments);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        let segments: Vec<String> =
            item.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add_if_long(&segments);
        self.add_tokens(item.tokens.clone());
    }
}

/// The imports of each module, by full names (`questions::store`).
fn imports(sources: &[Source]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeSet<&[String]> = sources.iter().map(|source| source.module.as_slice()).collect();
    let mut imports = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.module.is_empty()) {
        let targets = Paths::of(source).into_iter().filter(|path| path[0] == "crate").filter_map(|path| {
            let path = &path[1..];
            let longest = (1..=path.len()).rev().map(|length| &path[..length]);
            longest.into_iter().find(|path| modules.contains(path)).map(|path| path.join("::"))
        });
        let own = source.module.join("::");
        let others: BTreeSet<String> = targets.filter(|target| *target != own).collect();
        imports.insert(own, others);
    }
    imports
}

/// Groups of modules that all reach each other by imports.
fn cycles(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reachable: BTreeMap<&String, BTreeSet<&String>> = imports
        .keys()
        .map(|start| {
            let mut seen = BTreeSet::new();
            let mut open: Vec<&String> = imports[start].iter().collect();
            while let Some(next) = open.pop() {
                if seen.insert(next) {
                    open.extend(imports.get(next).into_iter().flatten());
                }
            }
            (start, seen)
        })
        .collect();
    let groups: BTreeSet<Vec<String>> = imports
        .keys()
        .map(|module| {
            let both_ways = reachable[module].iter().filter(|other| {
                reachable.get(*other).is_some_and(|back| back.contains(module)) && **other != module
            });
            let mut group: Vec<String> = both_ways.map(|other| (*other).clone()).collect();
            group.push(module.clone());
            group.sort();
            group
        })
        .filter(|group| group.len() > 1)
        .collect();
    groups.into_iter().collect()
}

fn layer(module: &str) -> Option<(usize, usize)> {
    LAYERS.iter().enumerate().find_map(|(layer, modules)| {
        modules.iter().position(|name| *name == module).map(|place| (layer, place))
    })
}

/// The files in which a path begins with one of these names, except those that `may` allows.
fn files_naming(starts: &[&[&str]], may: impl Fn(&Source) -> bool) -> Vec<String> {
    let begins = |path: &Vec<String>| {
        starts.iter().any(|start| path.len() >= start.len() && path.iter().zip(*start).all(|(a, b)| a == b))
    };
    let all = sources();
    let wrong = all.iter().filter(|source| !may(source) && Paths::of(source).iter().any(begins));
    wrong.map(|source| source.path.clone()).collect()
}

/// The lines of code that contain `sign`, except in files that `may` allows. Comments are left out.
fn lines_with(sign: &str, may: impl Fn(&Source) -> bool) -> Vec<String> {
    let all = sources();
    let lines = all.iter().filter(|source| !may(source)).flat_map(|source| {
        source.text.lines().enumerate().map(move |(number, line)| (&source.path, number, line))
    });
    lines
        .filter(|(_, _, line)| line.split("//").next().unwrap_or_default().contains(sign))
        .map(|(path, number, line)| format!("{path}:{}: {}", number + 1, line.trim()))
        .collect()
}

#[test]
fn imports_run_downwards_only() {
    let mut wrong = BTreeSet::new();
    let top = |module: &str| module.split("::").next().unwrap_or_default().to_owned();
    for (module, targets) in imports(&sources()) {
        let own = layer(&top(&module)).unwrap_or_else(|| panic!("{module} has no layer in this table"));
        for other in targets.iter().map(|target| top(target)).filter(|other| *other != top(&module)) {
            let below = layer(&other).unwrap_or_else(|| panic!("{other} has no layer in this table"));
            let both_features =
                FEATURES.contains(&top(&module).as_str()) && FEATURES.contains(&other.as_str());
            if below >= own || both_features {
                wrong.insert(format!("{module} imports {other}"));
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn no_modules_import_one_another_in_a_circle() {
    assert_no_cycles(&sources());
}

#[test]
fn no_modules_of_the_emulator_import_one_another_in_a_circle() {
    assert_no_cycles(&emulator_sources());
}

fn assert_no_cycles(sources: &[Source]) {
    let imports = imports(sources);
    let cycles: Vec<String> = cycles(&imports)
        .iter()
        .map(|group| {
            let edges = group.iter().map(|module| {
                let inside: Vec<&String> =
                    imports[module].iter().filter(|target| group.contains(target)).collect();
                format!("\n    {module} -> {inside:?}")
            });
            format!("{} modules:{}", group.len(), edges.collect::<String>())
        })
        .collect();
    assert!(cycles.is_empty(), "{} cycles:\n{}", cycles.len(), cycles.join("\n"));
}

#[test]
fn a_cycle_made_by_hand_is_found() {
    let source = |path: &str, text: &str| {
        let module = path.split('/').map(str::to_owned).collect();
        Source { path: path.to_owned(), text: text.to_owned(), module }
    };
    let sources = [
        source("a", "pub mod b; pub mod c; use b::{self, X};"),
        source("a/b", "use super::c::f; #[cfg(test)] mod tests { use crate::a::d::e; }"),
        source("a/c", "fn f() { println!(\"{}\", crate::a::d::g()) }"),
        source("a/d", "fn g() -> super::b::X { crate::a::b::X }"),
    ];
    let imports = imports(&sources);
    assert_eq!(imports["a"], BTreeSet::from(["a::b".to_owned()]));
    assert_eq!(imports["a::b"], BTreeSet::from(["a::c".to_owned()]));
    assert_eq!(cycles(&imports), [["a::b", "a::c", "a::d"].map(str::to_owned).to_vec()]);
}

#[test]
fn the_contents_page_lists_every_module_once() {
    let lib = sources().into_iter().find(|source| source.path == "lib.rs").unwrap();
    let listed: Vec<String> = lib
        .syntax()
        .items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect();
    let in_layers: BTreeSet<&str> = LAYERS.iter().flat_map(|modules| modules.iter().copied()).collect();
    assert_eq!(listed.iter().map(String::as_str).collect::<BTreeSet<_>>(), in_layers);
    assert_eq!(listed.len(), in_layers.len());
}

#[test]
fn rules_cannot_wait_read_a_clock_touch_a_database_or_know_a_language() {
    let is_rules = |source: &Source| {
        source.file_name() == "rules.rs" || source.module.iter().any(|part| part == "rules")
    };
    for sign in ["async ", ".await", "Clock", "Conn", "sqlx", "Texts", "texts(", "Turn"] {
        let found = lines_with(sign, |source| !is_rules(source) && source.file_name() != "nlu.rs");
        assert_eq!(found, Vec::<String>::new());
    }
    // a decision must not depend on the language of a text
    assert_eq!(lines_with("Lang", |source| !is_rules(source)), Vec::<String>::new());
}

#[test]
fn sql_lives_in_the_stores() {
    let may = |source: &Source| {
        source.module.iter().any(|part| part == "store")
            || matches!(source.top_module(), "outbox" | "people" | "db" | "lease")
    };
    let starts: [&[&str]; 4] =
        [&["sqlx", "query"], &["sqlx", "query_as"], &["sqlx", "query_scalar"], &["sqlx", "raw_sql"]];
    assert_eq!(files_naming(&starts, may), Vec::<String>::new());
}

#[test]
fn only_the_telegram_module_knows_the_bot_api() {
    let edge = |source: &Source| source.top_module() == "telegram";
    assert_eq!(files_naming(&[&["teloxide"]], edge), Vec::<String>::new());
    let emulated = |source: &Source| source.top_module() == "rehearsal";
    assert_eq!(files_naming(&[&["telegram_emulator"]], emulated), Vec::<String>::new());
    // the unit tests of the rehearsal page act as the bot
    let knows = |source: &Source| edge(source) || source.path == "rehearsal/page/tests.rs";
    for sign in ["\"sendMessage\"", "\"getUpdates\"", "\"callback_query\"", "reply_markup", "chat_id"] {
        assert_eq!(lines_with(sign, knows), Vec::<String>::new());
    }
}

#[test]
fn only_the_clock_asks_for_the_time_or_sleeps() {
    for sign in ["Utc::now", "Local::now", "SystemTime::now", "Instant::now", "time::sleep", "thread::sleep"]
    {
        assert_eq!(lines_with(sign, |source| source.path == "clock.rs"), Vec::<String>::new());
    }
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .chain(emulator_sources())
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn no_file_has_more_than_450_lines() {
    let large: Vec<String> = sources()
        .iter()
        .chain(&emulator_sources())
        .filter(|source| source.text.lines().count() > 450)
        .map(|source| format!("{}: {} lines", source.path, source.text.lines().count()))
        .collect();
    assert_eq!(large, Vec::<String>::new(), "split files of more than 450 lines");
}
