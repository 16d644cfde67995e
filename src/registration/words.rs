//! Words typed where a button of this room would do: leave, back, skip, none, yes, a category, a name
//! with what people say before it. The words themselves stand in the locales.

use super::rules::{Draft, Field, Given, Step};
use super::values::Category;
use crate::i18n::{Lang, texts};
use crate::typed::{has_one_of, is_one_of, yes_or_no};

/// The answer that a typed text stands for, where it is a word we know at this step.
pub fn choice<'a>(draft: &Draft, typed: &'a str) -> Option<Given<'a>> {
    let at = draft.at;
    let is = |id: &str| is_one_of(id, typed);
    let value = match at {
        _ if is("words-leave") => "leave",
        _ if is("words-back") || is("registration-back") => "back",
        Step::Name | Step::Structure | Step::Phone if skips(typed) || is("words-none") => "skip",
        Step::Phone if is("words-no-phone") => "skip",
        Step::Summary => {
            if yes_or_no(typed)? {
                "confirm"
            } else {
                "change"
            }
        }
        Step::Category => {
            Category::ALL.into_iter().find(|category| is(super::view::category_words(*category)))?.name()
        }
        Step::Name if is_no_name(typed) => "skip",
        Step::Name => return introduced(typed).map(Given::Text),
        _ => return None,
    };
    Some(Given::Choice(at, value))
}

/// What a word means while one answer of the card is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnCard {
    /// Everything stays as it is.
    Leave,
    /// There is none: what was given is taken back.
    Clear,
}

pub fn on_card(field: Field, typed: &str) -> Option<OnCard> {
    let is = |id: &str| is_one_of(id, typed);
    if is("words-leave") || is("words-back") || is("registration-back") || skips(typed) {
        Some(OnCard::Leave)
    } else {
        let none = is("words-none") || (field == Field::Phone && is("words-no-phone"));
        none.then_some(if field == Field::Name { OnCard::Leave } else { OnCard::Clear })
    }
}

fn skips(typed: &str) -> bool {
    is_one_of("words-skip", typed) || is_one_of("registration-skip", typed)
}

/// Whether a text asks something: one of its words is a question's.
pub fn asks(typed: &str) -> bool {
    has_one_of("words-asking", typed)
}

/// "Bonjour, je m'appelle Marie": the name behind it.
fn introduced(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let greeted =
        behind("words-hello", typed).map_or(typed, |rest| rest.trim_start_matches([',', '!', '.', ' ']));
    match behind("words-i-am", greeted) {
        Some(name) => Some(name.trim()),
        None => (greeted.len() < typed.len() && !greeted.is_empty()).then_some(greeted),
    }
}

/// What stands behind one of a list's beginnings.
fn behind<'a>(id: &str, typed: &'a str) -> Option<&'a str> {
    let small = typed.to_lowercase().replace('’', "'");
    let letters = Lang::ALL.into_iter().find_map(|lang| {
        let list = texts(lang).label(id);
        let starts = |start: &&str| {
            small.strip_prefix(start).is_some_and(|rest| rest.starts_with([' ', ',', '!', '.']))
        };
        list.split(',')
            .map(str::trim)
            .filter(|start| !start.is_empty())
            .find(starts)
            .map(|start| start.chars().count())
    })?;
    let (at, _) = typed.char_indices().nth(letters)?;
    Some(&typed[at..])
}

/// Whether a text is a word about the forum, or a greeting, that is nobody's name: "parking", "bonjour".
pub fn is_no_name(typed: &str) -> bool {
    is_one_of("words-no-name", typed) || is_one_of("words-hello", typed)
}
