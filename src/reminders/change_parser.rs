//! Parses a change of the schedule from a sentence: `table ronde 11h`, `on a 20 minutes de retard`,
//! `la table ronde est décalée à 11h`, `clôture annulée`. Pure. The parser separates the words that name a
//! session from the rest; the caller finds the session.

use crate::keywords::{AsTypedText, contains_keyword, is_keyword, normalize};

/// A change of the schedule in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedChange {
    pub kind: ChangeKind,
    /// The words that may name a session; empty when there are none.
    pub session_words: String,
    /// Whether a word expresses a change. Without one, the text is a change only after the command.
    pub has_change_word: bool,
}

/// What changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// This many minutes later; earlier when negative.
    ShiftBy(i64),
    /// To this local time.
    MoveTo {
        hour: u32,
        minute: u32,
    },
    Cancel,
    Restore,
    /// Later or earlier, without an amount.
    Unspecified,
}

/// The numbers of minutes that people write in words ("a quarter of an hour").
const SPELLED_OUT_MINUTES: [i64; 10] = [5, 10, 15, 20, 25, 30, 40, 45, 60, 90];
/// A longer text is no change.
const MAX_WORDS: usize = 24;
/// The most words of a phrase in the keyword lists.
const MAX_PHRASE_WORDS: usize = 5;

/// Parses a sentence; `None` for a question, a long text, or a number without a meaning.
pub fn parse_change(text: &str) -> Option<ParsedChange> {
    let text = text.trim();
    if text.ends_with('?') {
        return None;
    }
    // A sign alone, as in "+ 20 min", has no meaning.
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    if words.is_empty() || words.len() > MAX_WORDS {
        return None;
    }
    let (mut minutes, mut time, mut later, mut earlier) = (None, None, false, false);
    let (mut cancelled, mut restored, mut name) = (false, false, Vec::new());
    // Filler words inside a name belong to it: "échanges avec la salle".
    let mut fillers = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((found, taken)) = parse_time(&words[at..]) {
            // "from 10:30 to 11:00": the last time is the new one.
            (time, at) = (Some(found), at + taken);
            fillers.clear();
            continue;
        }
        if let Some((found, taken)) = parse_minutes(&words[at..]) {
            (minutes, at) = (Some(found), at + taken);
            fillers.clear();
            continue;
        }
        let phrase = (1..=MAX_PHRASE_WORDS.min(words.len() - at)).rev().find_map(|length| {
            let phrase = words[at..at + length].join(" ");
            Some((classify_phrase(&phrase)?, length))
        });
        let Some((found, taken)) = phrase else {
            // A number without a meaning may be a mistyped time: the caller asks.
            if words[at].starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            if !name.is_empty() {
                name.append(&mut fillers);
            }
            name.push(words[at]);
            fillers.clear();
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
                fillers.extend(&words[at..at + taken]);
                at += taken;
                continue;
            }
        }
        fillers.clear();
        at += taken;
    }
    let sign = if earlier && !later { -1 } else { 1 };
    let kind = match (time, minutes) {
        _ if restored => ChangeKind::Restore,
        _ if cancelled => ChangeKind::Cancel,
        (Some((hour, minute)), _) => ChangeKind::MoveTo { hour, minute },
        (None, Some(minutes)) => ChangeKind::ShiftBy(sign * minutes),
        (None, None) => ChangeKind::Unspecified,
    };
    let has_change_word = later || earlier || cancelled || restored;
    Some(ParsedChange { kind, session_words: name.join(" "), has_change_word })
}

/// Whether a text has a word that expresses a change: a cheap test for every text.
pub fn may_be_change(text: &(impl AsTypedText + ?Sized)) -> bool {
    ["words-change-late", "words-change-early", "words-change-cancelled", "words-change-restored"]
        .iter()
        .any(|id| contains_keyword(id, text))
}

/// The words for the session and the room in `table ronde salle Salon 2`.
pub fn parse_room_change(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let at = words.iter().position(|word| is_keyword("words-change-room", word))?;
    let rest = &words[at + 1..];
    // "échanges avec la salle 11h": the word belongs to the session's title.
    let is_change =
        is_time_or_minutes(rest) || parse_change(&rest.join(" ")).is_some_and(|rest| rest.has_change_word);
    let (name, room) = (words[..at].join(" "), rest.join(" "));
    let fits = !name.is_empty() && !is_change && (1..=80).contains(&room.chars().count());
    fits.then_some((name, room))
}

/// Whether the words are exactly a time or a number of minutes; a bare number may be a room's number.
fn is_time_or_minutes(words: &[&str]) -> bool {
    let all = |taken: usize| taken == words.len();
    let is_bare_number = words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
    !words.is_empty()
        && (parse_time(words).is_some_and(|(_, taken)| all(taken))
            || !is_bare_number && parse_minutes(words).is_some_and(|(_, taken)| all(taken)))
}

/// Whether a sentence is about its author and not about the event: "I am 20 minutes late".
pub fn is_about_speaker(text: &str) -> bool {
    text.split([' ', '\'', '’']).any(|word| is_keyword("words-change-oneself", word))
}

/// What a phrase contributes to a change.
#[derive(Debug, Clone, Copy)]
enum PhraseKind {
    Minutes(i64),
    Later,
    Earlier,
    Cancelled,
    Restored,
    /// Neither names a session nor expresses a change.
    Filler,
}

fn classify_phrase(phrase: &str) -> Option<PhraseKind> {
    let normalized = normalize(phrase);
    let minutes = SPELLED_OUT_MINUTES
        .into_iter()
        .find(|n| is_keyword("words-change-minutes", &format!("{normalized} {n}")));
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
    .find_map(|(id, kind)| is_keyword(id, phrase).then_some(kind))
}

/// "20 minutes", "20mn", "20": the minutes, and how many words they take.
fn parse_minutes(words: &[&str]) -> Option<(i64, usize)> {
    let word = words[0].trim_matches(['.', ',', ';', '!', '+']);
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (digits, unit) = word.split_at(end);
    let number = digits.parse::<i64>().ok().filter(|number| (1..=1_000).contains(number))?;
    match (unit, words.get(1)) {
        ("", Some(unit)) if is_keyword("words-change-unit", unit) => Some((number, 2)),
        ("", _) => Some((number, 1)),
        (unit, _) if is_keyword("words-change-unit", unit) || unit == "'" => Some((number, 1)),
        _ => None,
    }
}

/// "11h", "11h05", "11:05", "11è30", "11 h 05", "11 heures 15", "midi": the time, and how many words it takes.
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
        let parsed = parse_change(text).unwrap_or_else(|| panic!("{text}"));
        (parsed.kind, parsed.session_words, parsed.has_change_word)
    }

    #[test]
    fn parses_a_shift_of_the_whole_day() {
        for text in [
            "on a 20 minutes de retard",
            "On est en retard de 20 min.",
            "nous avons vingt minutes de retard",
            "décalez tout de 20 minutes",
            "tout est décalé de 20mn !",
            "nou ni 20 minit rita",
            "we are 20 minutes late",
        ] {
            assert_eq!(parse(text), (ChangeKind::ShiftBy(20), String::new(), true), "{text}");
        }
        assert_eq!(parse("on a un quart d'heure de retard").0, ChangeKind::ShiftBy(15));
        assert_eq!(parse("on a 10 minutes d'avance").0, ChangeKind::ShiftBy(-10));
    }

    #[test]
    fn parses_a_change_of_one_session() {
        let at = |hour, minute| ChangeKind::MoveTo { hour, minute };
        for (text, kind, name) in [
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
            let (found, named, _) = parse(text);
            assert_eq!((found, named.as_str()), (kind, name), "{text}");
        }
    }

    #[test]
    fn questions_and_unreadable_numbers_are_no_change() {
        for text in
            ["la table ronde est décalée ?", "", "table ronde 25h00", "table ronde 99999999999999", "11x"]
        {
            assert_eq!(parse_change(text), None, "{text}");
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
        for text in [
            "échanges avec la salle 11h",
            "échanges avec la salle 20 minutes",
            "échanges avec la salle décalés à 11h",
        ] {
            assert_eq!(parse_room_change(text), None, "{text}");
        }
    }
}
