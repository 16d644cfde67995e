//! What people type where a button stands: the words of a list in the locales, a comma between two, in
//! whichever of the three languages, capitals and accents aside.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use deunicode::deunicode;

use crate::conversation::Expected;
use crate::i18n::{Lang, texts};
use crate::text::is_visible;

/// "Non, attendez, elle viendra peut-être": so many words, and it is still a no.
const NO_WITH_REASONS: usize = 12;
/// "Oui, c'est bien cela, merci": so many, and it is still a yes, unless it takes something back.
const YES_WITH_MORE: usize = 8;
/// An order has so many words at most.
const SHORT: usize = 8;
/// A shorter word is no name.
const NAME: usize = 4;

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

/// Whether a short text is one of a list, or has one of its phrases in it: "next question please".
pub fn says_one_of(id: &str, typed: &str) -> bool {
    let said = format!(" {} ", known(typed));
    let phrases = |word: &&String| word.contains(' ') && contains_word(&said, word);
    is_one_of(id, typed)
        || (said.split(' ').count() <= SHORT + 2 && listed(id).iter().any(|word| phrases(&word)))
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

/// Small letters without accents, marks or pictures, one blank between words.
pub fn fold(text: &str) -> String {
    // a picture would be transcribed: ✖ is no "x"
    let is_picture = |c: char| !c.is_ascii() && !c.is_alphanumeric() && is_visible(c);
    let plain = deunicode(&text.replace(is_picture, " ")).to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The data of the button that a typed answer stands for. A no may be followed by its reasons; a yes that says
/// more than yes is none.
pub fn meant(expected: &Expected, typed: &str) -> Option<String> {
    let said = fold(typed);
    let named = expected.buttons.iter().find(|(label, _)| !said.is_empty() && fold(label) == said);
    if let Some((_, data)) = named {
        return Some(data.clone());
    }
    if expected.by_name {
        return by_name(&expected.buttons, &said).map(str::to_owned);
    }
    let data = if decided(typed)? { &expected.yes } else { &expected.no };
    (!data.is_empty()).then(|| data.clone())
}

/// A typed yes or no to a question, also in a sentence that begins with it.
pub fn decided(typed: &str) -> Option<bool> {
    let said = fold(typed);
    let words = said.split(' ').count();
    let first = said.split(' ').next().unwrap_or_default();
    yes_or_no(typed).or_else(|| {
        if words <= NO_WITH_REASONS && is_one_of("words-no", first) {
            return Some(false);
        }
        let is_yes = words <= YES_WITH_MORE && is_one_of("words-yes", first);
        (is_yes && !mentions("words-but", typed)).then_some(true)
    })
}

/// The one button of which a word stands in a folded text, where that word stands on no other.
fn by_name<'b>(buttons: &'b [(String, String)], said: &str) -> Option<&'b str> {
    let words: Vec<Vec<String>> =
        buttons.iter().map(|(label, _)| fold(label).split(' ').map(str::to_owned).collect()).collect();
    let own = |at: usize, word: &str| {
        word.len() >= NAME
            && words[at].iter().any(|of_label| of_label == word)
            && !words
                .iter()
                .enumerate()
                .any(|(other, label)| other != at && label.iter().any(|of| of == word))
    };
    let mut found = (0..buttons.len()).filter(|&at| said.split(' ').any(|word| own(at, word)));
    let first = found.next()?;
    found.next().is_none().then(|| buttons[first].1.as_str())
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
