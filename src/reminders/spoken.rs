//! A change of the schedule as organisers say it: `table ronde 11h`, `on a 20 minutes de retard`, `la
//! table ronde est décalée à 11h`, `clôture annulée`. Pure. Which session is meant is found by whoever
//! knows the names; here the words that name it are told from the rest.

use crate::typed::{fold, has_one_of, is_one_of};

/// What was said of the schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    pub what: What,
    /// The words that may name a session; empty where none are left.
    pub name: String,
    /// Whether a word says that something changes: without one it is no change unless it was ordered.
    pub is_change: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// So many minutes later; earlier below 0.
    By(i64),
    At {
        hour: u32,
        minute: u32,
    },
    Cancel,
    Restore,
    /// Later or earlier, and not by how much.
    Unsaid,
}

/// An hour and more is said in hours.
const MINUTES: [i64; 10] = [5, 10, 15, 20, 25, 30, 40, 45, 60, 90];
/// A longer text is no order.
const WORDS: usize = 24;
/// The longest of the phrases that are looked for has so many words.
const PHRASE: usize = 5;

/// Reads it; `None` for what cannot be one: a question, too long, or with a figure that says nothing.
pub fn spoken(text: &str) -> Option<Spoken> {
    let text = text.trim();
    if text.ends_with('?') {
        return None;
    }
    // a sign that stands alone, as in "+ 20 min", says nothing
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    if words.is_empty() || words.len() > WORDS {
        return None;
    }
    let (mut minutes, mut time, mut later, mut earlier) = (None, None, false, false);
    let (mut cancelled, mut restored, mut name) = (false, false, Vec::new());
    // small words inside a name belong to it: "échanges avec la salle"
    let mut beside = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((found, taken)) = clock_time(&words[at..]) {
            // "from 10:30 to 11:00": the last is the new one
            (time, at) = (Some(found), at + taken);
            beside.clear();
            continue;
        }
        if let Some((found, taken)) = figure(&words[at..]) {
            (minutes, at) = (Some(found), at + taken);
            beside.clear();
            continue;
        }
        let phrase = (1..=PHRASE.min(words.len() - at)).rev().find_map(|length| {
            let phrase = words[at..at + length].join(" ");
            Some((mark(&phrase)?, length))
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
            Mark::Minutes(found) => minutes = Some(found),
            Mark::Later => later = true,
            Mark::Earlier => earlier = true,
            Mark::Cancelled => cancelled = true,
            Mark::Restored => restored = true,
            Mark::Beside => {
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
        _ if restored => What::Restore,
        _ if cancelled => What::Cancel,
        (Some((hour, minute)), _) => What::At { hour, minute },
        (None, Some(minutes)) => What::By(sign * minutes),
        (None, None) => What::Unsaid,
    };
    let is_change = later || earlier || cancelled || restored;
    Some(Spoken { what, name: name.join(" "), is_change })
}

/// Whether a word of it says that something changes: a first look, for every text that comes.
pub fn may_be_change(text: &str) -> bool {
    ["words-change-late", "words-change-early", "words-change-cancelled", "words-change-restored"]
        .iter()
        .any(|id| has_one_of(id, text))
}

/// The session's words and the room's in `table ronde salle Salon 2`.
pub fn room(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect();
    let at = words.iter().position(|word| is_one_of("words-change-room", word))?;
    let rest = &words[at + 1..];
    // "échanges avec la salle 11h": the word belongs to the session's title
    let is_time = clock_time_at(rest) || spoken(&rest.join(" ")).is_some_and(|rest| rest.is_change);
    let (name, room) = (words[..at].join(" "), rest.join(" "));
    let fits = !name.is_empty() && !is_time && (1..=80).contains(&room.chars().count());
    fits.then_some((name, room))
}

/// Whether all of it is an hour or a number of minutes; a bare figure may be a room's number.
fn clock_time_at(words: &[&str]) -> bool {
    let all = |taken: usize| taken == words.len();
    let bare = words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
    !words.is_empty()
        && (clock_time(words).is_some_and(|(_, taken)| all(taken))
            || !bare && figure(words).is_some_and(|(_, taken)| all(taken)))
}

/// Whether it is about whoever says it, and not about the forum.
pub fn is_about_oneself(text: &str) -> bool {
    text.split([' ', '\'', '’']).any(|word| is_one_of("words-change-oneself", word))
}

#[derive(Debug, Clone, Copy)]
enum Mark {
    Minutes(i64),
    Later,
    Earlier,
    Cancelled,
    Restored,
    /// What neither names a session nor says anything of it.
    Beside,
}

fn mark(phrase: &str) -> Option<Mark> {
    let folded = fold(phrase);
    let minutes = MINUTES.into_iter().find(|n| is_one_of("words-change-minutes", &format!("{folded} {n}")));
    if let Some(minutes) = minutes {
        return Some(Mark::Minutes(minutes));
    }
    [
        ("words-change-late", Mark::Later),
        ("words-change-early", Mark::Earlier),
        ("words-change-cancelled", Mark::Cancelled),
        ("words-change-restored", Mark::Restored),
        ("words-change-beside", Mark::Beside),
    ]
    .into_iter()
    .find_map(|(id, mark)| is_one_of(id, phrase).then_some(mark))
}

/// "20 minutes", "20mn", "20": and how many words that took.
fn figure(words: &[&str]) -> Option<(i64, usize)> {
    let word = words[0].trim_matches(['.', ',', ';', '!', '+']);
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let number = word[..end].parse::<i64>().ok().filter(|number| (1..=1_000).contains(number))?;
    match (&word[end..], words.get(1)) {
        ("", Some(unit)) if is_one_of("words-change-unit", unit) => Some((number, 2)),
        ("", _) => Some((number, 1)),
        (unit, _) if is_one_of("words-change-unit", unit) || unit == "'" => Some((number, 1)),
        _ => None,
    }
}

/// "11h", "11h05", "11:05", "11è30", "11 h 05", "11 heures 15", "midi": and how many words that took.
fn clock_time(words: &[&str]) -> Option<((u32, u32), usize)> {
    let clean = |word: &str| word.trim_matches(['.', ',', ';', '!']).to_lowercase();
    let word = clean(words[0]);
    if is_one_of("words-change-noon", &word) {
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
    if !is_one_of("words-change-hour", &unit) {
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

    fn read(text: &str) -> (What, String, bool) {
        let spoken = spoken(text).unwrap_or_else(|| panic!("{text}"));
        (spoken.what, spoken.name, spoken.is_change)
    }

    #[test]
    fn what_is_said_of_everything() {
        for said in [
            "on a 20 minutes de retard",
            "On est en retard de 20 min.",
            "nous avons vingt minutes de retard",
            "décalez tout de 20 minutes",
            "tout est décalé de 20mn !",
            "nou ni 20 minit rita",
            "we are 20 minutes late",
        ] {
            assert_eq!(read(said), (What::By(20), String::new(), true), "{said}");
        }
        assert_eq!(read("on a un quart d'heure de retard").0, What::By(15));
        assert_eq!(read("on a 10 minutes d'avance").0, What::By(-10));
    }

    #[test]
    fn what_is_said_of_one_session() {
        let at = |hour, minute| What::At { hour, minute };
        for (said, what, name) in [
            ("table ronde 11h", at(11, 0), "table ronde"),
            ("échanges avec la salle 11h15", at(11, 15), "échanges avec la salle"),
            ("échanges avec la salle + 20 min", What::By(20), "échanges avec la salle"),
            ("la table ronde est décalée à 11h", at(11, 0), "table ronde"),
            ("la table ronde est repoussée de 10h30 à 11h15", at(11, 15), "table ronde"),
            ("table ronde à 11 heures 15", at(11, 15), "table ronde"),
            ("latab-wonn 11è30", at(11, 30), "latab-wonn"),
            ("the round table is postponed to 11:05", at(11, 5), "round table"),
            ("la table ronde a 15 minutes de retard", What::By(15), "table ronde"),
            ("la clôture est annulée", What::Cancel, "clôture"),
            ("clôture rétablie", What::Restore, "clôture"),
            ("la table ronde est décalée", What::Unsaid, "table ronde"),
        ] {
            let (found, named, _) = read(said);
            assert_eq!((found, named.as_str()), (what, name), "{said}");
        }
    }

    #[test]
    fn a_question_or_a_figure_that_says_nothing_is_no_change() {
        for said in
            ["la table ronde est décalée ?", "", "table ronde 25h00", "table ronde 99999999999999", "11x"]
        {
            assert_eq!(spoken(said), None, "{said}");
        }
        assert!(!spoken("la table ronde 11h").unwrap().is_change);
        assert!(
            is_about_oneself("j'ai 20 minutes de retard") && !is_about_oneself("on a 20 minutes de retard")
        );
    }

    #[test]
    fn a_room_is_told_from_the_session() {
        assert_eq!(room("table ronde salle Salon 2"), Some(("table ronde".into(), "Salon 2".into())));
        assert_eq!(room("table ronde salle"), None);
        assert_eq!(room("salle 2"), None);
        assert_eq!(room("table ronde salle 2"), Some(("table ronde".into(), "2".into())));
        for said in [
            "échanges avec la salle 11h",
            "échanges avec la salle 20 minutes",
            "échanges avec la salle décalés à 11h",
        ] {
            assert_eq!(room(said), None, "{said}");
        }
    }
}
