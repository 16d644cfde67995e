//! What people type where a button stands: the words of a list in the locales, a comma between two, in
//! whichever of the three languages, capitals and accents aside.

use deunicode::deunicode;

use crate::i18n::{Lang, texts};

/// Nothing that we know by heart is longer, whatever is pasted.
const LONGEST: usize = 160;

/// Whether a text is one of the words of a list.
pub fn is_one_of(id: &str, typed: &str) -> bool {
    let typed = known(typed);
    !typed.is_empty() && listed(id).any(|word| word == typed)
}

/// Whether one of the words of a list stands in a text.
pub fn has_one_of(id: &str, typed: &str) -> bool {
    let typed = format!(" {} ", known(typed));
    listed(id).any(|word| typed.contains(&format!(" {word} ")))
}

/// A typed yes or no; `None` for everything else.
pub fn yes_or_no(typed: &str) -> Option<bool> {
    if is_one_of("words-yes", typed) { Some(true) } else { is_one_of("words-no", typed).then_some(false) }
}

/// Small letters without accents or marks, one blank between words.
pub fn fold(text: &str) -> String {
    let plain = deunicode(text).to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn known(typed: &str) -> String {
    if typed.len() > LONGEST { String::new() } else { fold(typed) }
}

fn listed(id: &str) -> impl Iterator<Item = String> {
    Lang::ALL.into_iter().flat_map(move |lang| {
        texts(lang).label(id).split(',').map(fold).filter(|word| !word.is_empty()).collect::<Vec<_>>()
    })
}
