//! What people type where a button stands: the words of a list in the locales, a comma between two, in
//! whichever of the three languages, capitals and accents aside.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use deunicode::deunicode;

use crate::i18n::{Lang, texts};

/// Nothing that we know by heart is longer, whatever is pasted.
const LONGEST: usize = 160;

/// Whether a text is one of the words of a list.
pub fn is_one_of(id: &str, typed: &str) -> bool {
    let typed = known(typed);
    !typed.is_empty() && listed(id).contains(&typed)
}

/// Whether one of the words of a list stands in a text.
pub fn has_one_of(id: &str, typed: &str) -> bool {
    let typed = format!(" {} ", known(typed));
    listed(id).iter().any(|word| typed.contains(&format!(" {word} ")))
}

/// Whether one of the words of a list stands in a text, however long.
pub fn mentions(id: &str, typed: &str) -> bool {
    let typed = format!(" {} ", compared(typed));
    listed(id).iter().any(|word| contains_word(&typed, word))
}

/// A text, as it is compared, without the words of a list.
pub fn without(id: &str, typed: &str) -> String {
    let mut rest = format!(" {} ", compared(typed));
    for word in listed(id).iter().filter(|word| !word.is_empty()) {
        if contains_word(&rest, word) {
            rest = rest.replace(&format!(" {word} "), " ");
        }
    }
    rest
}

/// Whether a word stands in a folded text between blanks.
fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| text[..at].ends_with(' ') && text[at + word.len()..].starts_with(' '))
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
    if typed.len() > LONGEST { String::new() } else { compared(typed) }
}

/// A text as it is compared: "man" is "mwen", however it is written.
fn compared(text: &str) -> String {
    static ME: LazyLock<Vec<String>> =
        LazyLock::new(|| texts(Lang::Gcf).label("words-me").split(',').map(fold).collect());
    let same = |word| match ME.iter().any(|me| me == word) {
        true => ME[0].as_str(),
        false => word,
    };
    fold(text).split(' ').map(same).collect::<Vec<_>>().join(" ")
}

/// The words of each list that was asked for, as they are compared.
static LISTS: LazyLock<Mutex<HashMap<String, Arc<[String]>>>> = LazyLock::new(Mutex::default);

fn listed(id: &str) -> Arc<[String]> {
    let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(list) = lists.get(id) {
        return list.clone();
    }
    let labels = Lang::ALL.map(|lang| texts(lang).label(id));
    let words =
        labels.iter().flat_map(|label| label.split(',')).map(compared).filter(|word| !word.is_empty());
    let list: Arc<[String]> = words.collect();
    lists.insert(id.to_owned(), list.clone());
    list
}
