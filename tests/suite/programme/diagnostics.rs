//! Every mistake in an event file is reported at its place, and all of them at once.
//!
//! A test writes a mistake as an edit of a small valid
//! file; `▶` marks the place that the diagnostic must name.

use koze::i18n::Lang;
use koze::programme::Programme;
use proptest::prelude::*;

use super::rfc3339_time;

pub const VALID_EVENT_FILE: &str = r#"title = "Essai"
about = "Un essai."
organisers = ["Association Exemple"]
date = "2031-05-17"
zone = "Europe/Paris"

[venue]
name = "Maison Exemple"
room = "Salle A"

[contact]
email = "bonjour@exemple.example"
phone = "01 99 00 00 00"

[registration]
last_day = "2031-05-15"

[[sessions]]
id = "debut"
start = "09:00"
title = "Début"

[[sessions]]
id = "suite"
start = "10:00"
end = "11:00"
title = "Suite"

[[guides]]
id = "demain"
text = "Et demain ?"

[[reminders]]
id = "veille"
days_before = 1
at = "18:00"
late_minutes = 60
text = "Demain, {hour}, {place}."

[[reminders]]
id = "bientot"
session = "suite"
minutes_before = 15
late_minutes = 10

[limits]
questions_waiting = 3

[aliases]
suite = ["la suite"]

[[faq]]
questions = ["Un parking ?"]
answer = "Oui."
"#;

/// Reads the valid file with `old` replaced by `new`, and asserts that this is the only mistake, at the mark.
#[track_caller]
pub fn assert_diagnostic(old: &str, new: &str, message: &str) {
    assert_eq!(VALID_EVENT_FILE.matches(old).count(), 1, "{old:?} must occur once in the valid file");
    let marked = VALID_EVENT_FILE.replacen(old, new, 1);
    let (before, _) = marked.split_once('▶').expect("a mark");
    let line = before.split('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    assert_eq!(diagnostics(&marked.replacen('▶', "", 1)), [format!("{line}:{column}: {message}")]);
}

pub fn diagnostics(text: &str) -> Vec<String> {
    let found = Programme::parse(text).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn the_sound_file_is_sound() {
    let event = Programme::parse(VALID_EVENT_FILE).expect("a valid file");
    assert_eq!(event.languages, Lang::ALL);
    assert_eq!((event.retention_months, event.question_limits.seconds_between_questions), (3, 30));
}

#[test]
fn the_attendance_sheet_is_kept_as_long_as_the_rest_or_longer() {
    let months = |text: &str| {
        let file = VALID_EVENT_FILE.replacen("organisers =", &format!("{text}\norganisers ="), 1);
        Programme::parse(&file).map(|event| (event.retention_months, event.attendance_months))
    };
    assert_eq!(months(""), Ok((3, 12)));
    assert_eq!(months("retention_months = 24"), Ok((24, 24)));
    assert_eq!(months("attendance_months = 36"), Ok((3, 36)));
    assert_diagnostic(
        "organisers =",
        "retention_months = 6\nattendance_months = ▶5\norganisers =",
        "The attendance sheet cannot be erased before the rest, which is kept for 6 months (\"retention_months\"); write \
         6 or more, or leave \"attendance_months\" out.",
    );
}

#[test]
fn dates_and_times_may_stand_without_quotes() {
    let bare = VALID_EVENT_FILE.replace("\"2031-05-17\"", "2031-05-17").replace("\"09:00\"", "09:00");
    assert_eq!(Programme::parse(&bare), Programme::parse(VALID_EVENT_FILE));
}

#[test]
fn a_start_that_the_clocks_skip_is_an_hour_later() {
    let spring = VALID_EVENT_FILE
        .replace("date = \"2031-05-17\"", "date = \"2031-03-30\"")
        .replace("last_day = \"2031-05-15\"", "")
        .replace("\"09:00\"", "\"02:30\"");
    let event = Programme::parse(&spring).expect("a valid file");
    assert_eq!(event.first_start(), rfc3339_time("2031-03-30T03:30:00+02:00"));
}

#[test]
fn an_unknown_key_comes_with_the_likely_one() {
    assert_diagnostic(
        "organisers =",
        "▶organizer = 1\norganisers =",
        "Unknown key \"organizer\" in this file; did you mean \"organisers\"?",
    );
    assert_diagnostic(
        "phone =",
        "▶xyz = 1\nphone =",
        "Unknown key \"xyz\" in [contact]; the keys known here are email, phone, fax, emergency.",
    );
    assert_diagnostic(
        "end =",
        "▶ends = 1\nend =",
        "Unknown key \"ends\" in [[sessions]] number 2; did you mean \"end\"?",
    );
}

#[test]
fn a_missing_key_is_named_at_the_head_of_its_part() {
    assert_diagnostic("title = \"Essai\"\n", "▶", "The key \"title\" is missing in this file; add it.");
    assert_diagnostic(
        "[venue]\nname = \"Maison Exemple\"",
        "▶[venue]",
        "The key \"name\" is missing in [venue]; add it.",
    );
    assert_diagnostic(
        "[[reminders]]\nid = \"bientot\"\nsession = \"suite\"",
        "▶[[reminders]]\nid = \"bientot\"",
        "The key \"session\" is missing in [[reminders]] number 2; add it.",
    );
    let (head, _) = VALID_EVENT_FILE.split_once("[[sessions]]").expect("sessions");
    assert_eq!(
        diagnostics(head),
        ["1:1: This file needs at least one session: [[sessions]] with id, start and title."]
    );
}

#[test]
fn a_value_of_the_wrong_type_is_named() {
    assert_diagnostic(
        "\"Essai\"",
        "▶12",
        "\"title\" should be a text in quotes, or texts such as { fr = \"…\", en = \"…\" }; here it is a number.",
    );
    assert_diagnostic(
        "\"Maison Exemple\"",
        "▶true",
        "\"name\" should be a text in quotes; here it is true or false.",
    );
    assert_diagnostic(
        "title = \"Suite\"",
        "title = \"Suite\"\ntakes_questions = ▶\"oui\"",
        "\"takes_questions\" should be true or false, without quotes; here it is \"oui\".",
    );
    assert_diagnostic(
        "title = \"Suite\"",
        "title = \"Suite\"\nopen_floor = ▶\"oui\"",
        "\"open_floor\" should be true or false, without quotes; here it is \"oui\".",
    );
    assert_diagnostic(
        "title = \"Suite\"",
        "title = \"Suite\"\n▶open_flor = true",
        "Unknown key \"open_flor\" in [[sessions]] number 2; did you mean \"open_floor\"?",
    );
    assert_diagnostic(
        "[\"Association Exemple\"]",
        "▶\"Association Exemple\"",
        "\"organisers\" should be a list in square brackets; here it is \"Association Exemple\".",
    );
    assert_diagnostic(
        "questions_waiting = 3",
        "questions_waiting = ▶101",
        "\"questions_waiting\" should be a whole number from 0 to 100; here it is 101.",
    );
    assert_diagnostic(
        "[registration]",
        "▶[[registration]]",
        "\"registration\" should be a table with keys of its own; here it is a list.",
    );
    assert_diagnostic("[[faq]]", "▶[faq]", "Write [[faq]] with two brackets on each side.");
}

#[test]
fn a_bad_date_time_zone_or_address_is_named() {
    assert_diagnostic(
        "date = \"2031-05-17\"",
        "date = ▶\"2031-02-30\"",
        "\"date\" should be a day that exists, written year-month-day in quotes, such as \"2012-11-23\"; here it is \"2031-02-30\".",
    );
    assert_diagnostic(
        "\"09:00\"",
        "▶\"25:00\"",
        "\"start\" should be a time from \"00:00\" to \"23:59\", in quotes, such as \"08:15\"; here it is \"25:00\".",
    );
    assert_diagnostic(
        "\"Europe/Paris\"",
        "▶\"Europe/Pariss\"",
        "There is no time zone \"Europe/Pariss\"; did you mean \"Europe/Paris\"?",
    );
    assert_diagnostic(
        "\"bonjour@exemple.example\"",
        "▶\"bonjour@exemple\"",
        "\"email\" should be an e-mail address such as \"nom@exemple.org\"; here it is \"bonjour@exemple\".",
    );
    assert_diagnostic(
        "\"01 99 00 00 00\"",
        "▶\"demander Anne\"",
        "\"phone\" should be a number such as \"0596 00 00 00\"; here it is \"demander Anne\".",
    );
    assert_diagnostic(
        "room = \"Salle A\"",
        "room = \"Salle A\"\ncoordinates = ▶[91.0, 2.0]",
        "\"coordinates\" are out of range: first the latitude from -90 to 90, then the longitude from -180 to 180.",
    );
    assert_diagnostic(
        "room = \"Salle A\"",
        "room = \"Salle A\"\ncoordinates = ▶[48.1]",
        "\"coordinates\" should be two numbers, latitude and longitude, such as [48.8584, 2.2945]; here it is a list.",
    );
}

#[test]
fn a_text_that_is_missing_in_french_or_too_long_is_named() {
    assert_diagnostic(
        "\"Début\"",
        "▶{ en = \"Start\" }",
        "\"title\" has no French text; add fr = \"…\", which is shown wherever another language is missing.",
    );
    assert_diagnostic(
        "\"Début\"",
        "{ fr = \"Début\", ▶es = \"Inicio\" }",
        "Unknown language \"es\"; the languages are fr, gcf, en.",
    );
    assert_diagnostic(
        "zone =",
        "languages = [\"fr\", ▶\"es\"]\nzone =",
        "Unknown language \"es\"; the languages are fr, gcf, en.",
    );
    assert_diagnostic(
        "zone =",
        "languages = ▶[\"en\"]\nzone =",
        "\"languages\" needs \"fr\": French is what is shown where another text is missing.",
    );
    assert_diagnostic("\"Début\"", "▶\" \"", "\"title\" is empty; write a text or leave the key out.");
    let long = "é".repeat(201);
    assert_diagnostic(
        "\"Début\"",
        &format!("▶\"{long}\""),
        "\"title\" is 201 characters long; at most 200 fit here.",
    );
    assert_eq!(diagnostics(&VALID_EVENT_FILE.replace("Début", &long[2..])), [""; 0]);
}

#[test]
fn a_question_without_words_is_named() {
    assert_diagnostic(
        "[\"Un parking ?\"]",
        "▶[]",
        "\"questions\" needs at least one question, written as people ask it.",
    );
}

#[test]
fn broken_toml_is_named_where_it_breaks_without_what_follows_from_it() {
    let broken = |what| format!("This cannot be read ({what}); check the quotes, brackets and commas here.");
    let open_string = broken("invalid basic string, expected `\"`");
    assert_diagnostic("about = \"Un essai.\"", "about = \"Un essai.▶", &open_string);
    assert_diagnostic("[venue]", "[venue▶", &broken("unclosed table, expected `]`"));
    assert_diagnostic("phone =", "▶email = \"a@b.example\"\nphone =", &broken("duplicate key"));
}

#[test]
fn all_mistakes_are_named_at_once_in_the_order_of_the_lines() {
    let text = VALID_EVENT_FILE
        .replace("Europe/Paris", "Mars/Olympus")
        .replace("\"09:00\"", "\"9 heures\"")
        .replace("\"Suite\"", "{ en = \"Next\" }")
        .replace("questions_waiting", "questions_wating")
        .replace("suite = [", "fin = [")
        .replace("answer = \"Oui.\"", "answer = Oui.");
    assert_eq!(
        diagnostics(&text),
        [
            "5:8: There is no time zone \"Mars/Olympus\"; write it as region and town, such as \"America/Martinique\".",
            "20:9: \"start\" should be a time from \"00:00\" to \"23:59\", in quotes, such as \"08:15\"; here it is \"9 heures\".",
            "27:9: \"title\" has no French text; add fr = \"…\", which is shown wherever another language is missing.",
            "47:1: Unknown key \"questions_wating\" in [limits]; did you mean \"questions_waiting\"?",
            "50:1: There is no session \"fin\"; write the id of one of the [[sessions]].",
            "54:10: This cannot be read (string values must be quoted, expected literal string); check the quotes, brackets and commas here.",
        ]
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_do_no_harm() {
    let windows = format!("\u{feff}{}", VALID_EVENT_FILE.replace('\n', "\r\n"));
    assert_eq!(Programme::parse(&windows), Programme::parse(VALID_EVENT_FILE));
    let wrong = windows.replace("\"09:00\"", "\"25:00\"");
    assert!(diagnostics(&wrong)[0].starts_with("20:9: "), "{:?}", diagnostics(&wrong));
}

proptest! {
    /// Any text is read, or refused with diagnostics whose places lie within it.
    #[test]
    fn no_text_brings_the_reader_down(text in "(\\PC|\n){0,200}") {
        assert_read_or_diagnosed(&text)?;
    }

    #[test]
    fn no_edit_of_a_sound_file_brings_the_reader_down(
        edits in prop::collection::vec((0..VALID_EVENT_FILE.len(), 0..12_usize, "[\\[\\]{}\"'=,.#\n\\\\a-z0-9é -]{0,6}"), 1..6),
    ) {
        let mut chars: Vec<char> = VALID_EVENT_FILE.chars().collect();
        for (at, removed, inserted) in edits {
            let from = at.min(chars.len());
            let to = (from + removed).min(chars.len());
            chars.splice(from..to, inserted.chars());
        }
        assert_read_or_diagnosed(&chars.into_iter().collect::<String>())?;
    }
}

fn assert_read_or_diagnosed(text: &str) -> Result<(), TestCaseError> {
    let Err(found) = Programme::parse(text) else { return Ok(()) };
    prop_assert!(!found.is_empty());
    for mistake in found {
        let line = text.split('\n').nth(mistake.line - 1);
        prop_assert!(line.is_some_and(|line| mistake.column <= line.chars().count() + 1), "{mistake}");
    }
    Ok(())
}
