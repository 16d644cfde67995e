//! From typed text to an intent. Pure: no messenger, no clock, no database.
//!
//! Phrases of `locales/<lang>/words.toml` and the sessions' names and aliases are looked for in the
//! folded text; what covers most letters wins. All languages are looked at together, because
//! people mix them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use deunicode::deunicode;
use serde::Deserialize;

use crate::i18n::{self, Lang};
use crate::programme::Programme;

/// What somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    ScheduleFull,
    ScheduleNow,
    ScheduleNext,
    /// The id of the session that was named.
    SessionWhen(String),
    EventWhen,
    Where,
    Contact,
    Registration,
    Question,
    Language,
    Help,
    Greeting,
    Thanks,
}

/// The phrases by which each intent is known, folded and split into words.
pub struct Words(Vec<(Intent, Vec<Vec<String>>)>);

#[derive(Deserialize)]
struct File {
    intents: BTreeMap<String, Vec<String>>,
}

/// Longer messages are looked at as far as this: nobody asks for the hour in more words.
const WORDS_AT_MOST: usize = 80;
/// A misspelt letter is forgiven in words of this length or longer.
const FORGIVING: usize = 6;
/// A name of fewer letters than this is too short to tell a session by.
const SHORTEST_NAME: usize = 4;

/// Somebody who names a session asks about it, whatever else they say around it.
const NAMED: i64 = 500;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut all: Vec<(Intent, Vec<Vec<String>>)> = Vec::new();
    for lang in Lang::ALL {
        let text = i18n::data(&format!("{}/words.toml", lang.code())).unwrap_or_default();
        match Words::read(text) {
            Ok(words) => all.extend(words.0),
            Err(error) => tracing::error!(lang = lang.code(), %error, "words.toml cannot be read"),
        }
    }
    Words(all)
});

impl Words {
    /// The words of all languages, read once.
    pub fn shipped() -> &'static Self {
        &WORDS
    }

    /// Reads one language's file.
    pub fn read(text: &str) -> anyhow::Result<Self> {
        let file: File = toml::from_str(text)?;
        let intents = file.intents.into_iter().map(|(name, phrases)| {
            let intent = by_name(&name).ok_or_else(|| anyhow::anyhow!("unknown intent {name}"))?;
            Ok((intent, phrases.iter().map(|phrase| fold(phrase)).collect()))
        });
        Ok(Self(intents.collect::<anyhow::Result<_>>()?))
    }
}

/// What `text` asks for, if it can be told.
pub fn understand(text: &str, words: &Words, programme: &Programme) -> Option<Intent> {
    let text = fold(text);
    let session = programme
        .sessions
        .iter()
        .flat_map(|session| {
            let titles = session.title.all().map(|(_, title)| title);
            let aliases = session.aliases.iter().map(|(_, alias)| alias.as_str());
            titles.chain(aliases).map(move |name| (session, fold(name)))
        })
        .filter(|(_, name)| name.iter().map(String::len).sum::<usize>() >= SHORTEST_NAME)
        .filter_map(|(session, name)| {
            Some((covered(&text, &name)? + NAMED, Intent::SessionWhen(session.id.clone())))
        });
    let phrases =
        words.0.iter().flat_map(|(intent, phrases)| phrases.iter().map(move |phrase| (intent, phrase)));
    let named = phrases
        .filter_map(|(intent, phrase)| Some((covered(&text, phrase)? + extra(intent), intent.clone())));
    session
        .chain(named)
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
        .map(|(_, intent)| intent)
}

/// A greeting comes before a question and is not the question; somebody who wants to ask says so
/// whatever session they name.
fn extra(intent: &Intent) -> i64 {
    match intent {
        Intent::Greeting | Intent::Thanks => -1_000,
        Intent::Question | Intent::Registration => 1_000,
        _ => 0,
    }
}

/// How many letters of `text` the phrase covers, `None` where it is not in it.
fn covered(text: &[String], phrase: &[String]) -> Option<i64> {
    let found = !phrase.is_empty()
        && text
            .windows(phrase.len())
            .any(|window| window.iter().zip(phrase).all(|(word, wanted)| same(word, wanted)));
    found.then(|| phrase.iter().map(String::len).sum::<usize>() as i64)
}

/// The same word, or one letter off in a long one.
fn same(word: &str, wanted: &str) -> bool {
    word == wanted
        || (wanted.len() >= FORGIVING
            && word.len().abs_diff(wanted.len()) <= 1
            && strsim::osa_distance(word, wanted) <= 1)
}

/// Lower case without accents, split at everything that is neither letter nor digit.
fn fold(text: &str) -> Vec<String> {
    let start: String = text.chars().take(WORDS_AT_MOST * 12).collect();
    deunicode(&start)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS_AT_MOST)
        .map(str::to_owned)
        .collect()
}

fn by_name(name: &str) -> Option<Intent> {
    Some(match name {
        "programme" => Intent::ScheduleFull,
        "now" => Intent::ScheduleNow,
        "next" => Intent::ScheduleNext,
        "event-when" => Intent::EventWhen,
        "where" => Intent::Where,
        "contact" => Intent::Contact,
        "registration" => Intent::Registration,
        "question" => Intent::Question,
        "language" => Intent::Language,
        "help" => Intent::Help,
        "greeting" => Intent::Greeting,
        "thanks" => Intent::Thanks,
        _ => return None,
    })
}
