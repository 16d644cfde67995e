//! What people type where a button stands: the words of a list in the locales, a comma between two, in
//! whichever of the three languages, capitals and accents aside.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use deunicode::deunicode;

use crate::conversation::AwaitedAnswer;
use crate::i18n::{Lang, texts};
use crate::text::is_visible;

/// "Non, attendez, elle viendra peut-être": so many words, and it is still a no.
const MAX_NO_WORDS: usize = 12;
/// "Oui, c'est bien cela, merci": so many, and it is still a yes, unless it takes something back.
const MAX_YES_WORDS: usize = 8;
/// An order has so many words at most.
const MAX_PHRASE_WORDS: usize = 8;
/// A shorter word is no name.
const MIN_NAME_LEN: usize = 4;

/// Nothing that we know by heart is longer, whatever is pasted.
const MAX_KEYWORD_LEN: usize = 160;

/// Whether a text is one of the words of a list.
pub fn is_keyword(id: &str, typed: &str) -> bool {
    let typed = normalize_short(typed);
    !typed.is_empty() && keyword_list(id).contains(&typed)
}

/// Whether one of the words of a list stands in a text.
pub fn contains_keyword(id: &str, typed: &str) -> bool {
    let typed = format!(" {} ", normalize_short(typed));
    keyword_list(id).iter().any(|word| typed.contains(&format!(" {word} ")))
}

/// Whether one of the words of a list stands in a text, however long.
pub fn contains_keyword_anywhere(id: &str, typed: &str) -> bool {
    let typed = format!(" {} ", normalize_creole(typed));
    keyword_list(id).iter().any(|word| contains_word(&typed, word))
}

/// Whether a short text is one of a list, or has one of its phrases in it: "next question please".
pub fn matches_keyword_phrase(id: &str, typed: &str) -> bool {
    let said = format!(" {} ", normalize_short(typed));
    let phrases = |word: &&String| word.contains(' ') && contains_word(&said, word);
    is_keyword(id, typed)
        || (said.split(' ').count() <= MAX_PHRASE_WORDS + 2
            && keyword_list(id).iter().any(|word| phrases(&word)))
}

/// A text, as it is compared, without the words of a list.
pub fn remove_keywords(id: &str, typed: &str) -> String {
    let mut rest = format!(" {} ", normalize_creole(typed));
    for word in keyword_list(id).iter().filter(|word| !word.is_empty()) {
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
pub fn parse_yes_no(typed: &str) -> Option<bool> {
    if is_keyword("words-yes", typed) { Some(true) } else { is_keyword("words-no", typed).then_some(false) }
}

/// Small letters without accents, marks or pictures, one blank between words.
pub fn normalize(text: &str) -> String {
    // a picture would be transcribed: ✖ is no "x"
    let is_picture = |c: char| !c.is_ascii() && !c.is_alphanumeric() && is_visible(c);
    let plain = deunicode(&text.replace(is_picture, " ")).to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The data of the button that a typed answer stands for. A no may be followed by its reasons; a yes that says
/// more than yes is none.
pub fn find_typed_button(expected: &AwaitedAnswer, typed: &str) -> Option<String> {
    let said = normalize(typed);
    let named = expected.buttons.iter().find(|(label, _)| !said.is_empty() && normalize(label) == said);
    if let Some((_, data)) = named {
        return Some(data.clone());
    }
    if expected.is_name_accepted {
        return find_button_by_name(&expected.buttons, &said).map(str::to_owned);
    }
    let data = if parse_yes_no_sentence(typed)? { &expected.yes_data } else { &expected.no_data };
    (!data.is_empty()).then(|| data.clone())
}

/// A typed yes or no to a question, also in a sentence that begins with it.
pub fn parse_yes_no_sentence(typed: &str) -> Option<bool> {
    let said = normalize(typed);
    let words = said.split(' ').count();
    let first = said.split(' ').next().unwrap_or_default();
    parse_yes_no(typed).or_else(|| {
        if words <= MAX_NO_WORDS && is_keyword("words-no", first) {
            return Some(false);
        }
        let is_yes = words <= MAX_YES_WORDS && is_keyword("words-yes", first);
        (is_yes && !contains_keyword_anywhere("words-but", typed)).then_some(true)
    })
}

/// The one button of which a word stands in a folded text, where that word stands on no other.
fn find_button_by_name<'b>(buttons: &'b [(String, String)], said: &str) -> Option<&'b str> {
    let words: Vec<Vec<String>> =
        buttons.iter().map(|(label, _)| normalize(label).split(' ').map(str::to_owned).collect()).collect();
    let own = |at: usize, word: &str| {
        word.len() >= MIN_NAME_LEN
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

fn normalize_short(typed: &str) -> String {
    if typed.len() > MAX_KEYWORD_LEN { String::new() } else { normalize_creole(typed) }
}

/// A text as it is compared: "man" is "mwen", however it is written.
fn normalize_creole(text: &str) -> String {
    static ME: LazyLock<Vec<String>> =
        LazyLock::new(|| texts(Lang::Gcf).label("words-me").split(',').map(normalize).collect());
    let same = |word| match ME.iter().any(|me| me == word) {
        true => ME[0].as_str(),
        false => word,
    };
    normalize(text).split(' ').map(same).collect::<Vec<_>>().join(" ")
}

/// The words of each list that was asked for, as they are compared.
static KEYWORD_LISTS: LazyLock<Mutex<HashMap<String, Arc<[String]>>>> = LazyLock::new(Mutex::default);

fn keyword_list(id: &str) -> Arc<[String]> {
    let mut lists = KEYWORD_LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(list) = lists.get(id) {
        return list.clone();
    }
    let labels = Lang::ALL.map(|lang| texts(lang).label(id));
    let words = labels
        .iter()
        .flat_map(|label| label.split(','))
        .map(normalize_creole)
        .filter(|word| !word.is_empty());
    let list: Arc<[String]> = words.collect();
    lists.insert(id.to_owned(), list.clone());
    list
}
