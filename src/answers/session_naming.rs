//! Ways in which people may name each session, made from the event file alone, and which session each is taken for:
//! an organiser sees where another name helps.

use std::collections::BTreeSet;

use super::nlu::fold_words;
use crate::i18n::Lang;
use crate::programme::{LocalizedText, Programme, Session};

/// Ways tried for each session.
const MAX_WAYS: usize = 10;
/// Names of each kind (speakers, parts, names of the organiser) that are tried.
const MAX_OF_A_KIND: usize = 3;
/// A long title is also tried by so many of its first words …
const FIRST_WORDS: usize = 3;
/// … and by its longest word, if that has so many letters.
const MIN_WORD_LETTERS: usize = 6;

/// A way to name a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamingWay {
    pub text: String,
    /// The sessions it is taken for: the right one alone, another, several, or none.
    pub understood: Vec<String>,
}

/// A session with the ways that were tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionNaming {
    pub session_id: String,
    pub title: String,
    pub ways: Vec<NamingWay>,
}

/// Tries ways to name each session of an event. `understood` returns the sessions that a text is taken for.
pub fn try_session_names(
    programme: &Programme,
    understood: impl Fn(&str, Lang) -> Vec<String>,
) -> Vec<SessionNaming> {
    let naming = |session: &Session| SessionNaming {
        session_id: session.id.clone(),
        title: session.title.get(Lang::Fr).to_owned(),
        ways: ways_to_name(programme, session)
            .into_iter()
            .map(|(lang, text)| NamingWay { understood: understood(&text, lang), text })
            .collect(),
    };
    programme.sessions.iter().map(naming).collect()
}

/// Names of a session with their languages, the most usual first, each once.
fn ways_to_name(programme: &Programme, session: &Session) -> Vec<(Lang, String)> {
    let languages = || programme.languages.iter().copied();
    let titles = || languages().map(|lang| (lang, session.title.get(lang).to_owned()));
    let names = session.aliases.iter().map(|(lang, name)| (lang.unwrap_or(Lang::Fr), name.clone()));
    let typed = titles().map(|(lang, title)| (lang, fold_words(&title).join(" ")));
    let short = titles().map(|(lang, title)| (lang, first_words(&title)));
    let key = titles().filter_map(|(lang, title)| Some((lang, longest_word(&title)?)));
    let speakers = texts(session.speakers.iter(), programme).flat_map(|(lang, names)| {
        let each: Vec<_> = names.split([',', ';']).map(|name| (lang, name.trim().to_owned())).collect();
        each
    });
    let parts = texts(session.sub_points.iter().chain(&session.subjects), programme);
    let all = titles()
        .chain(names.take(MAX_OF_A_KIND))
        .chain(typed.take(1))
        .chain(speakers.take(MAX_OF_A_KIND))
        .chain(short)
        .chain(key)
        .chain(parts);
    let mut known = BTreeSet::new();
    all.filter(|(_, name)| !name.is_empty() && known.insert(name.to_lowercase())).take(MAX_WAYS).collect()
}

/// The texts in the languages of the event.
fn texts<'t>(
    texts: impl Iterator<Item = &'t LocalizedText>,
    programme: &'t Programme,
) -> impl Iterator<Item = (Lang, String)> {
    texts.flat_map(|text| programme.languages.iter().map(|lang| (*lang, text.get(*lang).to_owned())))
}

fn first_words(title: &str) -> String {
    title.split_whitespace().take(FIRST_WORDS).collect::<Vec<_>>().join(" ")
}

fn longest_word(title: &str) -> Option<String> {
    let words = title.split(|letter: char| !letter.is_alphanumeric());
    let longest = words.max_by_key(|word| word.chars().count())?;
    (longest.chars().count() >= MIN_WORD_LETTERS).then(|| longest.to_lowercase())
}
