//! Lists of keywords in the locales, and whether a typed text has them: the words that stand for a button, for a
//! yes or a no, for a request.
//!
//! A list is a Fluent message `words-…` with commas between its words and phrases. The lists of all languages are
//! searched, and capitals, accents, punctuation and pictures do not count. A text is normalized once, as a
//! `TypedText`, and then looked up in any number of lists.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use deunicode::deunicode;

use crate::conversation::AwaitedAnswer;
use crate::i18n::{Lang, texts};
use crate::text::is_visible;

/// Most words of a no with its reasons: "Non, attendez, elle viendra peut-être".
const MAX_NO_WORDS: usize = 12;
/// Most words of a yes that says nothing else: "Oui, c'est bien cela, merci".
const MAX_YES_WORDS: usize = 8;
/// Most words of a text that has a command in it: "la question suivante, s'il vous plaît".
const MAX_PHRASE_WORDS: usize = 8;
/// A name on a button is recognised by a word of this length; shorter ones ("de", "le") stand in many texts.
const MIN_NAME_LEN: usize = 4;
/// A longer text, in bytes, is no keyword and not searched for one, except by [`contains_keyword_anywhere`].
const MAX_KEYWORD_LEN: usize = 160;

/// A text as it was typed, with its normalized forms. Dereferences to the text as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedText {
    typed: String,
    /// See [`normalize`].
    normalized: String,
    /// The normalized words in the spelling of the keyword lists, with a blank before and behind each.
    padded_words: String,
}

impl TypedText {
    /// Normalizes a text.
    pub fn new(typed: &str) -> Self {
        let normalized = normalize(typed);
        let padded_words = format!(" {} ", unify_pronoun(&normalized));
        Self { typed: typed.to_owned(), normalized, padded_words }
    }

    /// The text as it was typed.
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// The text as [`normalize`] gives it.
    pub fn normalized(&self) -> &str {
        &self.normalized
    }

    /// The words in the spelling of the keyword lists.
    fn words(&self) -> &str {
        self.padded_words.trim_matches(' ')
    }

    /// Whether the text is short enough to be searched for keywords.
    fn is_short(&self) -> bool {
        self.typed.len() <= MAX_KEYWORD_LEN
    }
}

impl Deref for TypedText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.typed
    }
}

/// A text that can be looked up in keyword lists: normalized before, or normalized for this one look-up.
pub trait AsTypedText {
    /// The text with its normalized forms.
    fn as_typed_text(&self) -> Cow<'_, TypedText>;
}

impl AsTypedText for TypedText {
    fn as_typed_text(&self) -> Cow<'_, TypedText> {
        Cow::Borrowed(self)
    }
}

impl AsTypedText for str {
    fn as_typed_text(&self) -> Cow<'_, TypedText> {
        Cow::Owned(TypedText::new(self))
    }
}

impl AsTypedText for String {
    fn as_typed_text(&self) -> Cow<'_, TypedText> {
        self.as_str().as_typed_text()
    }
}

impl<T: AsTypedText + ?Sized> AsTypedText for &T {
    fn as_typed_text(&self) -> Cow<'_, TypedText> {
        (**self).as_typed_text()
    }
}

/// Whether a text is one of the keywords of the list `id`.
pub fn is_keyword(id: &str, typed: &(impl AsTypedText + ?Sized)) -> bool {
    let typed = typed.as_typed_text();
    is_listed(id, &typed)
}

/// Whether a keyword of the list `id` occurs in a short text. A long text contains none.
pub fn contains_keyword(id: &str, typed: &(impl AsTypedText + ?Sized)) -> bool {
    let typed = typed.as_typed_text();
    typed.is_short() && contains_any(id, &typed)
}

/// Whether a keyword of the list `id` occurs in a text of any length.
pub fn contains_keyword_anywhere(id: &str, typed: &(impl AsTypedText + ?Sized)) -> bool {
    contains_any(id, &typed.as_typed_text())
}

/// Whether a short text is a keyword of the list `id`, or contains one of its phrases: "next question please".
pub fn matches_keyword_phrase(id: &str, typed: &(impl AsTypedText + ?Sized)) -> bool {
    let typed = typed.as_typed_text();
    let is_phrase_in = |phrase: &String| phrase.contains(' ') && contains_word(&typed.padded_words, phrase);
    is_listed(id, &typed)
        || (typed.is_short()
            && typed.words().split(' ').count() <= MAX_PHRASE_WORDS
            && keyword_list(id).iter().any(is_phrase_in))
}

/// A text without the keywords of the list `id`, normalized.
pub fn remove_keywords(id: &str, typed: &(impl AsTypedText + ?Sized)) -> TypedText {
    let mut rest = typed.as_typed_text().padded_words.clone();
    for word in keyword_list(id).iter() {
        if contains_word(&rest, word) {
            rest = rest.replace(&format!(" {word} "), " ");
        }
    }
    TypedText::new(rest.trim())
}

/// A typed yes or no; `None` for every other text.
pub fn parse_yes_no(typed: &(impl AsTypedText + ?Sized)) -> Option<bool> {
    let typed = typed.as_typed_text();
    if is_listed("words-yes", &typed) { Some(true) } else { is_listed("words-no", &typed).then_some(false) }
}

/// A typed yes or no, also at the beginning of a sentence: reasons may follow a no, but a yes that is taken back
/// ("yes, but …") is none.
pub fn parse_yes_no_sentence(typed: &(impl AsTypedText + ?Sized)) -> Option<bool> {
    let typed = typed.as_typed_text();
    let typed = typed.as_ref();
    parse_yes_no(typed).or_else(|| {
        let count = typed.words().split(' ').count();
        let first = typed.words().split(' ').next().unwrap_or_default();
        let begins_with = |id| keyword_list(id).iter().any(|word| word == first);
        if count <= MAX_NO_WORDS && begins_with("words-no") {
            return Some(false);
        }
        let is_yes = count <= MAX_YES_WORDS && begins_with("words-yes");
        (is_yes && !contains_any("words-but", typed)).then_some(true)
    })
}

/// A text in lower case without accents, punctuation and pictures, one blank between words.
pub fn normalize(text: &str) -> String {
    // deunicode would transcribe a picture: ✖ is not an "x"
    let is_picture = |c: char| !c.is_ascii() && !c.is_alphanumeric() && is_visible(c);
    let plain = deunicode(&text.replace(is_picture, " ")).to_lowercase();
    let mut normalized = String::with_capacity(plain.len());
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !normalized.is_empty() {
            normalized.push(' ');
        }
        normalized.push_str(word);
    }
    normalized
}

/// The data of the button that a typed answer stands for: the one whose label was typed, else the one for yes or no.
pub fn find_typed_button(awaited: &AwaitedAnswer, typed: &TypedText) -> Option<String> {
    let normalized = typed.normalized();
    let has_label = |(label, _): &&(String, String)| normalize(label) == normalized;
    let labelled = awaited.buttons.iter().find(|button| !normalized.is_empty() && has_label(button));
    if let Some((_, data)) = labelled {
        return Some(data.clone());
    }
    if awaited.is_name_accepted {
        return find_button_by_name(&awaited.buttons, normalized).map(str::to_owned);
    }
    let data = if parse_yes_no_sentence(typed)? { &awaited.yes_data } else { &awaited.no_data };
    (!data.is_empty()).then(|| data.clone())
}

/// The data of the one button whose label has a word in common with a normalized text, where no other label has
/// that word.
fn find_button_by_name<'b>(buttons: &'b [(String, String)], normalized: &str) -> Option<&'b str> {
    let labels: Vec<String> = buttons.iter().map(|(label, _)| normalize(label)).collect();
    let has_word = |label: &str, word: &str| label.split(' ').any(|of_label| of_label == word);
    let is_named = |at: usize, word: &str| {
        word.len() >= MIN_NAME_LEN
            && has_word(&labels[at], word)
            && !labels.iter().enumerate().any(|(other, label)| other != at && has_word(label, word))
    };
    let mut named = (0..buttons.len()).filter(|&at| normalized.split(' ').any(|word| is_named(at, word)));
    let first = named.next()?;
    named.next().is_none().then(|| buttons[first].1.as_str())
}

fn is_listed(id: &str, typed: &TypedText) -> bool {
    let words = typed.words();
    typed.is_short() && !words.is_empty() && keyword_list(id).iter().any(|word| word == words)
}

fn contains_any(id: &str, typed: &TypedText) -> bool {
    keyword_list(id).iter().any(|word| contains_word(&typed.padded_words, word))
}

/// Whether a word or phrase occurs in a normalized text with a blank before and behind it.
fn contains_word(padded: &str, word: &str) -> bool {
    padded.match_indices(word).map(|(at, _)| padded.split_at(at)).any(|(before, rest)| {
        before.ends_with(' ') && rest.strip_prefix(word).is_some_and(|behind| behind.starts_with(' '))
    })
}

/// Writes the Creole word for "I" one way in a normalized text: "man" becomes "mwen", as in the lists.
fn unify_pronoun(normalized: &str) -> Cow<'_, str> {
    static PRONOUNS: LazyLock<Vec<String>> =
        LazyLock::new(|| texts(Lang::Gcf).label("words-me").split(',').map(normalize).collect());
    let is_pronoun = |word: &str| PRONOUNS.iter().any(|pronoun| pronoun == word);
    if !normalized.split(' ').any(is_pronoun) {
        return Cow::Borrowed(normalized);
    }
    let unified =
        normalized.split(' ').map(|word| if is_pronoun(word) { PRONOUNS[0].as_str() } else { word });
    Cow::Owned(unified.collect::<Vec<_>>().join(" "))
}

/// The lists that were asked for, each normalized once.
static KEYWORD_LISTS: LazyLock<Mutex<HashMap<String, Arc<[String]>>>> = LazyLock::new(Mutex::default);

/// The keywords of a list in all languages, in the spelling of [`TypedText::words`].
fn keyword_list(id: &str) -> Arc<[String]> {
    let mut lists = KEYWORD_LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(list) = lists.get(id) {
        return list.clone();
    }
    let labels = Lang::ALL.map(|lang| texts(lang).label(id));
    let words = labels
        .iter()
        .flat_map(|label| label.split(','))
        .map(|word| unify_pronoun(&normalize(word)).into_owned())
        .filter(|word| !word.is_empty());
    let list: Arc<[String]> = words.collect();
    lists.insert(id.to_owned(), list.clone());
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_normalized_once_for_all_lists() {
        let typed = TypedText::new("  OUI, c'est çà ! ✖");
        assert_eq!(typed.normalized(), "oui c est ca");
        assert_eq!(typed.as_str(), "  OUI, c'est çà ! ✖");
        assert_eq!(parse_yes_no_sentence(&typed), parse_yes_no_sentence(typed.as_str()));
        assert_eq!(TypedText::new("man").words(), TypedText::new("mwen").words());
    }

    #[test]
    fn a_keyword_is_a_whole_word() {
        assert!(contains_word(" a la suite ", "la suite") && contains_word(" oui ", "oui"));
        assert!(!contains_word(" ouie ", "oui") && !contains_word("  ", "oui"));
    }

    #[test]
    fn a_long_text_is_no_keyword() {
        let long = format!("oui{}", " ".repeat(MAX_KEYWORD_LEN));
        assert!(is_keyword("words-yes", "oui") && !is_keyword("words-yes", &long));
        assert!(!contains_keyword("words-yes", &long) && contains_keyword_anywhere("words-yes", &long));
    }
}
