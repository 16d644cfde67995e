//! The texts of the three languages: same messages, same arguments, none unused, none that Fluent or Telegram
//! would refuse; and the spelling of Creole, as far as letters can tell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};
use fluent::{FluentArgs, FluentBundle, FluentResource};
use koze::i18n::typography::remove_typography;
use koze::i18n::{Lang, fluent_sources, texts};
use koze::programme::Programme;
use koze::{args, commands};

mod creole;
mod typography;
mod wording;

/// The messages of a language as written, by id.
fn message_sources(lang: Lang) -> BTreeMap<String, String> {
    let mut messages: Vec<(String, String)> = Vec::new();
    let lines =
        fluent_sources(lang).flat_map(|(_, source)| source.lines()).filter(|line| !line.starts_with('#'));
    for line in lines {
        match line.split_once(" =") {
            Some((id, text)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                messages.push((id.to_owned(), text.to_owned()));
            }
            _ => {
                if let Some((_, text)) = messages.last_mut() {
                    text.push('\n');
                    text.push_str(line);
                }
            }
        }
    }
    let count = messages.len();
    let messages: BTreeMap<_, _> = messages.into_iter().collect();
    assert_eq!(messages.len(), count, "a message is defined twice in {}", lang.code());
    messages
}

/// The arguments of a message: the names after each `$`.
fn variables(text: &str) -> BTreeSet<&str> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    text.split('$').skip(1).map(|rest| &rest[..name(rest)]).collect()
}

/// The text of all `.rs` files below `folder`.
fn rust_source(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            all.push_str(&rust_source(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&std::fs::read_to_string(&entry).expect("a source file"));
        }
    }
    all
}

fn source_code() -> String {
    rust_source(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

#[test]
fn every_language_has_the_same_files_messages_and_variables() {
    let files = |lang| {
        fluent_sources(lang).filter_map(|(name, _)| Some(name.split_once('/')?.1)).collect::<BTreeSet<_>>()
    };
    let french = message_sources(Lang::Fr);
    assert!(french.len() > 100, "only {} messages were read", french.len());
    for lang in [Lang::Gcf, Lang::En] {
        assert_eq!(files(lang), files(Lang::Fr), "files of {}", lang.code());
        let other = message_sources(lang);
        assert_eq!(
            other.keys().collect::<Vec<_>>(),
            french.keys().collect::<Vec<_>>(),
            "ids of {}",
            lang.code()
        );
        for (id, text) in &french {
            assert_eq!(variables(&other[id]), variables(text), "variables of {id} in {}", lang.code());
        }
    }
}

/// Name and description of every command that the bot offers.
fn all_commands(lang: Lang) -> Vec<(String, String)> {
    let door = commands::commands_for_door_staff(lang);
    [commands::commands_for_user(lang, true), commands::commands_for_organiser(lang), door].concat()
}

#[test]
fn no_message_is_unused() {
    let code = source_code();
    let listed: Vec<String> =
        all_commands(Lang::Fr).into_iter().map(|(name, _)| format!("command-{name}")).collect();
    for id in message_sources(Lang::Fr).keys() {
        assert!(code.contains(&format!("\"{id}\"")) || listed.contains(id), "{id} is used nowhere");
    }
}

#[test]
fn every_message_asked_for_by_name_exists() {
    let code = source_code();
    let french = message_sources(Lang::Fr);
    let mut seen = 0;
    for call in [".html(", ".plain(", ".label("] {
        for rest in code.split(call).skip(1) {
            let Some((id, _)) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
            else {
                continue;
            };
            seen += 1;
            assert!(french.contains_key(id), "the code uses “{id}”, which is not defined");
        }
    }
    assert!(seen > 50, "only {seen} calls were found");
}

/// Every message as rendered, with 0 to 12 for counts and `~` for other arguments.
fn render_all(lang: Lang) -> Vec<(String, String)> {
    let mut bundle = FluentBundle::new(vec![lang.code().parse().expect("a language")]);
    bundle.set_use_isolating(false);
    for (name, source) in fluent_sources(lang) {
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(_, why)| panic!("{name}: {why:?}"));
        bundle.add_resource(resource).unwrap_or_else(|why| panic!("{name}: {why:?}"));
    }
    let mut all = Vec::new();
    for (id, text) in message_sources(lang) {
        let pattern =
            bundle.get_message(&id).and_then(|message| message.value()).expect("a message has a text");
        for number in 0..=12 {
            let mut given = FluentArgs::new();
            for name in variables(&text) {
                match name {
                    "count" | "weekday" | "day" | "month" | "months" | "minutes" => given.set(name, number),
                    _ => given.set(name, "~"),
                }
            }
            let mut errors = Vec::new();
            let said = bundle.format_pattern(pattern, Some(&given), &mut errors).into_owned();
            assert!(errors.is_empty(), "{id} in {}: {errors:?}", lang.code());
            all.push((id.clone(), said));
        }
    }
    all
}

#[test]
fn every_message_renders_in_every_language() {
    for lang in Lang::ALL {
        for (id, said) in render_all(lang) {
            assert!(!said.trim().is_empty(), "{id} in {} says nothing", lang.code());
            assert!(!said.contains(['{', '}', '$']), "{id} in {}: {said}", lang.code());
            // nobody reads the lists of keywords
            if id.starts_with("words-") {
                continue;
            }
            // longer messages do not fit the phone's screen
            let whole = ["registration-consent-whole", "other-consent-whole"].contains(&id.as_str());
            let longest = if whole { 700 } else { 400 };
            assert!(said.chars().count() <= longest, "{id} in {} is long: {said}", lang.code());
        }
    }
}

#[test]
fn marks_are_closed_in_the_order_they_were_opened() {
    for lang in Lang::ALL {
        for (id, said) in render_all(lang) {
            let mut open = Vec::new();
            for tag in said.split('<').skip(1) {
                let (tag, _) =
                    tag.split_once('>').unwrap_or_else(|| panic!("{id} in {}: {said}", lang.code()));
                match tag.strip_prefix('/') {
                    Some(closed) => assert_eq!(open.pop(), Some(closed), "{id} in {}: {said}", lang.code()),
                    None if ["b", "i"].contains(&tag) => open.push(tag),
                    None => panic!("<{tag}> in {id} in {}", lang.code()),
                }
            }
            assert!(open.is_empty(), "{id} in {}: {said}", lang.code());
        }
    }
}

#[test]
fn nothing_is_longer_than_telegram_takes() {
    let shortened = |lang: Lang, id: &str, longest: usize| {
        let title = Programme::built_in().title.get(lang).to_owned();
        let said = texts(lang).plain(id, args!(title = title));
        let length = said.chars().count();
        assert!((1..=longest).contains(&length), "{id} in {} has {length} characters: {said}", lang.code());
        assert!(!said.contains(['<', '>']), "{id} in {} is shown without HTML: {said}", lang.code());
    };
    for lang in Lang::ALL {
        shortened(lang, "profile-description", 512);
        shortened(lang, "profile-short-description", 120);
        for id in ["menu-hint", "registration-phone-hint"] {
            shortened(lang, id, 64);
        }
        for id in
            ["button-stale", "button-unknown", "registration-already", "queue-too-late", "queue-not-yours"]
        {
            shortened(lang, id, 200);
        }
        for (name, description) in all_commands(lang) {
            assert!((1..=256).contains(&description.chars().count()), "/{name} in {}", lang.code());
        }
    }
}

/// Labels of buttons that stand two in a row on a phone 390 points wide.
#[test]
fn buttons_fit_two_in_a_row() {
    let rows = [
        ["menu-registration", "menu-programme"],
        ["menu-place", "menu-question"],
        ["menu-queue", "menu-next"],
        ["button-programme", "button-now"],
        ["button-now", "button-next"],
        ["button-place", "button-contact"],
        ["registration-more", "registration-later"],
        ["registration-skip", "registration-back"],
        ["registration-change", "registration-leave"],
        ["registration-name", "registration-category"],
        ["queue-answered", "queue-aside"],
        ["card-email", "card-area"],
        ["card-access", "card-others"],
        ["registration-structure", "registration-phone"],
    ];
    for lang in Lang::ALL {
        for id in rows.into_iter().flatten() {
            let label = texts(lang).label(id);
            assert!(label.chars().count() <= 21, "{id} in {}: {label}", lang.code());
        }
    }
}

/// A button of the reply keyboard arrives as its text, in any language in which it was shown.
#[test]
fn no_two_buttons_that_arrive_as_text_read_alike() {
    let ids = [
        "menu-registration",
        "menu-programme",
        "menu-place",
        "menu-question",
        "menu-language",
        "menu-queue",
        "menu-next",
        "registration-skip",
        "registration-back",
    ];
    let mut read = BTreeMap::new();
    for (lang, id) in Lang::ALL.into_iter().flat_map(|lang| ids.map(|id| (lang, id))) {
        let label = texts(lang).label(id);
        let before = read.insert(label.clone(), id).unwrap_or(id);
        assert_eq!(before, id, "“{label}” in {}", lang.code());
    }
}

/// A name between « » or “ ” in a text is the label of a button, which the person looks for on the screen.
#[test]
fn buttons_are_quoted_as_they_read() {
    for lang in Lang::ALL {
        let labels: Vec<String> =
            message_sources(lang).keys().map(|id| remove_typography(&texts(lang).label(id))).collect();
        for (id, text) in message_sources(lang) {
            for quoted in text.split(['«', '“']).skip(1) {
                let (name, _) = quoted.split_once(['»', '”']).expect("a quotation ends");
                let name = name.trim();
                // the title of the event on a certificate
                if name == "{ $title }" {
                    continue;
                }
                let is_label = labels.iter().any(|label| !label.contains(['«', '“']) && label.contains(name));
                assert!(is_label, "{id} in {}: no button reads “{name}”", lang.code());
            }
        }
    }
}

#[test]
fn dates_and_hours_are_said_as_each_language_says_them() {
    let forum = NaiveDate::from_ymd_opt(2012, 11, 23).expect("a date");
    let first = NaiveDate::from_ymd_opt(2013, 8, 1).expect("a date");
    let eight = NaiveTime::from_hms_opt(8, 0, 0).expect("an hour");
    let half_past_ten = NaiveTime::from_hms_opt(10, 30, 0).expect("an hour");
    for (lang, forum_day, first_day, hours) in [
        (Lang::Fr, "vendredi 23 novembre 2012", "jeudi 1er août 2013", ["8h", "10h30"]),
        (Lang::Gcf, "vandrèdi 23 novanm 2012", "jédi prèmié out 2013", ["8h", "10h30"]),
        (Lang::En, "Friday 23 November 2012", "Thursday 1 August 2013", ["8:00", "10:30"]),
    ] {
        let t = texts(lang);
        assert_eq!([t.format_date(forum), t.format_date(first)], [forum_day, first_day]);
        assert_eq!([t.format_time(eight), t.format_time(half_past_ten)], hours);
    }
}
