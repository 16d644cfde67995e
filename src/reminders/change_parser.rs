//! A change of the schedule as organisers say it: `table ronde 11h`, `on a 20 minutes de retard`, `la
//! table ronde est décalée à 11h`, `clôture annulée`. Pure. Which session is meant is found by whoever
//! knows the names; here the words that name it are told from the rest.

use crate::keywords::{AsTypedText, contains_keyword, is_keyword, normalize};

/// What was said of the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedChange {
    pub kind: ChangeKind,
    /// The words that may name a session; empty where none are left.
    pub session_words: String,
    /// Whether a word says that something changes: without one it is no change unless it was ordered.
    pub has_change_word: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// So many minutes later; earlier below 0.
    ShiftBy(i64),
    MoveTo {
        hour: u32,
        minute: u32,
    },
    Cancel,
    Restore,
    /// Later or earlier, and not by how much.
    Unspecified,
}

/// An hour and more is said in hours.
const SPELLED_OUT_MINUTES: [i64; 10] = [5, 10, 15, 20, 25, 30, 40, 45, 60, 90];
/// A longer text is no order.
const MAX_WORDS: usize = 24;
/// The longest of the phrases that are looked for has so many words.
const MAX_PHRASE_WORDS: usize = 5;

/// Reads it; `None` for what cannot be one: a question, too long, or with a figure that says nothing.
pub fn parse_change(text: &str) -> Option<ParsedChange> {
    let text = text.trim();
    if text.ends_with('?') {
        return None;
    }
    // a sign that stands alone, as in "+ 20 min", says nothing
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    if words.is_empty() || words.len() > MAX_WORDS {
        return None;
    }
    let (mut minutes, mut time, mut later, mut earlier) = (None, None, false, false);
    let (mut cancelled, mut restored, mut name) = (false, false, Vec::new());
    // small words inside a name belong to it: "échanges avec la salle"
    let mut beside = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((found, taken)) = parse_time(&words[at..]) {
            // "from 10:30 to 11:00": the last is the new one
            (time, at) = (Some(found), at + taken);
            beside.clear();
            continue;
        }
        if let Some((found, taken)) = parse_minutes(&words[at..]) {
            (minutes, at) = (Some(found), at + taken);
            beside.clear();
            continue;
        }
        let phrase = (1..=MAX_PHRASE_WORDS.min(words.len() - at)).rev().find_map(|length| {
            let phrase = words[at..at + length].join(" ");
            Some((classify_phrase(&phrase)?, length))
        });
        let Some((found, taken)) = phrase else {
            // a figure that says nothing is better asked about
            if words[at].starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            if !name.is_empty() {
                name.append(&mut beside);
            }
            name.push(words[at]);
            beside.clear();
            at += 1;
            continue;
        };
        match found {
            PhraseKind::Minutes(found) => minutes = Some(found),
            PhraseKind::Later => later = true,
            PhraseKind::Earlier => earlier = true,
            PhraseKind::Cancelled => cancelled = true,
            PhraseKind::Restored => restored = true,
            PhraseKind::Filler => {
                beside.extend(&words[at..at + taken]);
                at += taken;
                continue;
            }
        }
        beside.clear();
        at += taken;
    }
    let sign = if earlier && !later { -1 } else { 1 };
    let what = match (time, minutes) {
        _ if restored => ChangeKind::Restore,
        _ if cancelled => ChangeKind::Cancel,
        (Some((hour, minute)), _) => ChangeKind::MoveTo { hour, minute },
        (None, Some(minutes)) => ChangeKind::ShiftBy(sign * minutes),
        (None, None) => ChangeKind::Unspecified,
    };
    let is_change = later || earlier || cancelled || restored;
    Some(ParsedChange { kind: what, session_words: name.join(" "), has_change_word: is_change })
}

/// Whether a word of it says that something changes: a first look, for every text that comes.
pub fn may_be_change(text: &(impl AsTypedText + ?Sized)) -> bool {
    ["words-change-late", "words-change-early", "words-change-cancelled", "words-change-restored"]
        .iter()
        .any(|id| contains_keyword(id, text))
}

/// The session's words and the room's in `table ronde salle Salon 2`.
pub fn parse_room_change(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let at = words.iter().position(|word| is_keyword("words-change-room", word))?;
    let rest = &words[at + 1..];
    // "échanges avec la salle 11h": the word belongs to the session's title
    let is_time =
        is_time_or_minutes(rest) || parse_change(&rest.join(" ")).is_some_and(|rest| rest.has_change_word);
    let (name, room) = (words[..at].join(" "), rest.join(" "));
    let fits = !name.is_empty() && !is_time && (1..=80).contains(&room.chars().count());
    fits.then_some((name, room))
}

/// Whether all of it is an hour or a number of minutes; a bare figure may be a room's number.
fn is_time_or_minutes(words: &[&str]) -> bool {
    let all = |taken: usize| taken == words.len();
    let bare = words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
    !words.is_empty()
        && (parse_time(words).is_some_and(|(_, taken)| all(taken))
            || !bare && parse_minutes(words).is_some_and(|(_, taken)| all(taken)))
}

/// Whether it is about whoever says it, and not about the forum.
pub fn is_about_speaker(text: &str) -> bool {
    text.split([' ', '\'', '’']).any(|word| is_keyword("words-change-oneself", word))
}

#[derive(Debug, Clone, Copy)]
enum PhraseKind {
    Minutes(i64),
    Later,
    Earlier,
    Cancelled,
    Restored,
    /// What neither names a session nor says anything of it.
    Filler,
}

fn classify_phrase(phrase: &str) -> Option<PhraseKind> {
    let folded = normalize(phrase);
    let minutes = SPELLED_OUT_MINUTES
        .into_iter()
        .find(|n| is_keyword("words-change-minutes", &format!("{folded} {n}")));
    if let Some(minutes) = minutes {
        return Some(PhraseKind::Minutes(minutes));
    }
    [
        ("words-change-late", PhraseKind::Later),
        ("words-change-early", PhraseKind::Earlier),
        ("words-change-cancelled", PhraseKind::Cancelled),
        ("words-change-restored", PhraseKind::Restored),
        ("words-change-beside", PhraseKind::Filler),
    ]
    .into_iter()
    .find_map(|(id, mark)| is_keyword(id, phrase).then_some(mark))
}

/// "20 minutes", "20mn", "20": and how many words that took.
fn parse_minutes(words: &[&str]) -> Option<(i64, usize)> {
    let word = words[0].trim_matches(['.', ',', ';', '!', '+']);
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let number = word[..end].parse::<i64>().ok().filter(|number| (1..=1_000).contains(number))?;
    match (&word[end..], words.get(1)) {
        ("", Some(unit)) if is_keyword("words-change-unit", unit) => Some((number, 2)),
        ("", _) => Some((number, 1)),
        (unit, _) if is_keyword("words-change-unit", unit) || unit == "'" => Some((number, 1)),
        _ => None,
    }
}

/// "11h", "11h05", "11:05", "11è30", "11 h 05", "11 heures 15", "midi": and how many words that took.
fn parse_time(words: &[&str]) -> Option<((u32, u32), usize)> {
    let clean = |word: &str| word.trim_matches(['.', ',', ';', '!']).to_lowercase();
    let word = clean(words[0]);
    if is_keyword("words-change-noon", &word) {
        return Some(((12, 0), 1));
    }
    let valid = |hour: u32, minute: u32| (hour < 24 && minute < 60).then_some((hour, minute));
    if let Some((hour, minute)) = word.split_once(['h', ':', 'è', 'H']) {
        let hour = hour.parse().ok()?;
        let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
        return Some((valid(hour, minute)?, 1));
    }
    let hour: u32 = word.parse().ok()?;
    let unit = words.get(1).map(|unit| clean(unit))?;
    if !is_keyword("words-change-hour", &unit) {
        return None;
    }
    match words.get(2).map(|minute| clean(minute)).and_then(|minute| minute.parse::<u32>().ok()) {
        Some(minute) => Some((valid(hour, minute)?, 3)),
        None => Some((valid(hour, 0)?, 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (ChangeKind, String, bool) {
        let spoken = parse_change(text).unwrap_or_else(|| panic!("{text}"));
        (spoken.kind, spoken.session_words, spoken.has_change_word)
    }

    #[test]
    fn parses_a_shift_of_the_whole_day() {
        for said in [
            "on a 20 minutes de retard",
            "On est en retard de 20 min.",
            "nous avons vingt minutes de retard",
            "décalez tout de 20 minutes",
            "tout est décalé de 20mn !",
            "nou ni 20 minit rita",
            "we are 20 minutes late",
        ] {
            assert_eq!(parse(said), (ChangeKind::ShiftBy(20), String::new(), true), "{said}");
        }
        assert_eq!(parse("on a un quart d'heure de retard").0, ChangeKind::ShiftBy(15));
        assert_eq!(parse("on a 10 minutes d'avance").0, ChangeKind::ShiftBy(-10));
    }

    #[test]
    fn parses_a_change_of_one_session() {
        let at = |hour, minute| ChangeKind::MoveTo { hour, minute };
        for (said, what, name) in [
            ("table ronde 11h", at(11, 0), "table ronde"),
            ("échanges avec la salle 11h15", at(11, 15), "échanges avec la salle"),
            ("échanges avec la salle + 20 min", ChangeKind::ShiftBy(20), "échanges avec la salle"),
            ("la table ronde est décalée à 11h", at(11, 0), "table ronde"),
            ("la table ronde est repoussée de 10h30 à 11h15", at(11, 15), "table ronde"),
            ("table ronde à 11 heures 15", at(11, 15), "table ronde"),
            ("latab-wonn 11è30", at(11, 30), "latab-wonn"),
            ("the round table is postponed to 11:05", at(11, 5), "round table"),
            ("la table ronde a 15 minutes de retard", ChangeKind::ShiftBy(15), "table ronde"),
            ("la clôture est annulée", ChangeKind::Cancel, "clôture"),
            ("clôture rétablie", ChangeKind::Restore, "clôture"),
            ("la table ronde est décalée", ChangeKind::Unspecified, "table ronde"),
        ] {
            let (found, named, _) = parse(said);
            assert_eq!((found, named.as_str()), (what, name), "{said}");
        }
    }

    #[test]
    fn questions_and_unreadable_numbers_are_no_change() {
        for said in
            ["la table ronde est décalée ?", "", "table ronde 25h00", "table ronde 99999999999999", "11x"]
        {
            assert_eq!(parse_change(said), None, "{said}");
        }
        assert!(!parse_change("la table ronde 11h").unwrap().has_change_word);
        assert!(
            is_about_speaker("j'ai 20 minutes de retard") && !is_about_speaker("on a 20 minutes de retard")
        );
    }

    #[test]
    fn parses_a_room_change() {
        assert_eq!(
            parse_room_change("table ronde salle Salon 2"),
            Some(("table ronde".into(), "Salon 2".into()))
        );
        assert_eq!(parse_room_change("table ronde salle"), None);
        assert_eq!(parse_room_change("salle 2"), None);
        assert_eq!(parse_room_change("table ronde salle 2"), Some(("table ronde".into(), "2".into())));
        for said in [
            "échanges avec la salle 11h",
            "échanges avec la salle 20 minutes",
            "échanges avec la salle décalés à 11h",
        ] {
            assert_eq!(parse_room_change(said), None, "{said}");
        }
    }
}
