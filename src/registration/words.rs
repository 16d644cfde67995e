//! Words typed where a button would do, in whichever language: leave, back, skip, yes. The words
//! themselves stand in the locales, a comma between two.

use deunicode::deunicode;

use super::rules::{Draft, Given, Step};
use super::values::Category;
use crate::i18n::{Lang, texts};

/// The answer that a typed text stands for, where it is a word we know at this step.
pub fn choice<'a>(draft: &Draft, typed: &'a str) -> Option<Given<'a>> {
    let at = draft.at;
    let is = |id: &str| is_one_of(id, typed);
    let value = match at {
        _ if is("words-leave") => "leave",
        _ if is("words-back") || is("registration-back") => "back",
        Step::Name | Step::Structure | Step::Phone if is("words-skip") || is("registration-skip") => "skip",
        Step::Phone if is("words-no-phone") => "skip",
        Step::Summary if is("words-yes") => "confirm",
        Step::Summary if is("words-no") => "change",
        Step::Category => {
            Category::ALL.into_iter().find(|category| is(super::view::category_words(*category)))?.name()
        }
        Step::Name => return introduced(typed).map(Given::Text),
        _ => return None,
    };
    Some(Given::Choice(at, value))
}

/// Whether a text asks something: one of its words is a question's.
pub fn asks(typed: &str) -> bool {
    let typed = format!(" {} ", fold(typed));
    listed("words-asking").any(|word| typed.contains(&format!(" {word} ")))
}

/// "je m'appelle Marie": the name behind it.
fn introduced(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let small = typed.to_lowercase().replace('’', "'");
    let letters = Lang::ALL.into_iter().find_map(|lang| {
        let list = texts(lang).label("words-i-am");
        list.split(',')
            .map(str::trim)
            .find(|start| small.starts_with(&format!("{start} ")))
            .map(|start| start.chars().count())
    })?;
    let (at, _) = typed.char_indices().nth(letters)?;
    Some(typed[at..].trim())
}

fn is_one_of(id: &str, typed: &str) -> bool {
    // nothing we know is longer, whatever is pasted
    let typed = if typed.len() > 80 { return false } else { fold(typed) };
    !typed.is_empty() && listed(id).any(|word| word == typed)
}

/// The words of a list, in the three languages.
fn listed(id: &str) -> impl Iterator<Item = String> {
    Lang::ALL.into_iter().flat_map(move |lang| {
        texts(lang).label(id).split(',').map(fold).filter(|word| !word.is_empty()).collect::<Vec<_>>()
    })
}

/// Small letters without accents, one blank between words.
fn fold(text: &str) -> String {
    let plain = deunicode(text).to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
