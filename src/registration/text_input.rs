//! Words typed where a button of this room would do: leave, back, skip, none, yes, a category, a name
//! with what people say before it. The words themselves stand in the locales.

use super::model::Category;
use super::rules::{Draft, Field, Step, StepInput};
use crate::i18n::{Lang, texts};
use crate::keywords::{
    AsTypedText, TypedText, contains_keyword, is_keyword, parse_yes_no, parse_yes_no_sentence,
};

/// The answer that a typed text stands for, where it is a word we know at this step.
pub fn interpret_text<'a>(draft: &Draft, typed: &'a TypedText) -> Option<StepInput<'a>> {
    let at = draft.step;
    let is = |id: &str| is_keyword(id, typed);
    let value = match at {
        _ if is("words-leave") => "leave",
        _ if is("words-back") || is("registration-back") => "back",
        // a typed no to an answer that nobody has to give; to the name, which is needed, it ends it
        Step::Name if parse_yes_no(typed) == Some(false) => "leave",
        Step::Organisation | Step::Phone if parse_yes_no(typed) == Some(false) => "skip",
        Step::Name | Step::Organisation | Step::Phone if is_skip(typed) || is("words-none") => "skip",
        Step::Organisation | Step::Phone if contains_keyword("words-rather-not", typed) => "skip",
        Step::Phone if says_no_phone(typed) => "skip",
        Step::Summary => {
            if parse_yes_no_sentence(typed)? {
                "confirm"
            } else {
                "change"
            }
        }
        Step::Category => parse_category(typed)?.name(),
        // "non, laissez, je veux…": a refusal and no name
        Step::Name
            if typed.split_whitespace().count() > 2
                && parse_yes_no_sentence(typed) == Some(false)
                && extract_corrected_name(typed).is_none() =>
        {
            "skip"
        }
        // the name on the button, where there is one
        Step::Name if !draft.on_behalf && parse_yes_no_sentence(typed) == Some(true) => "same",
        Step::Name if is_not_a_name(typed) => "skip",
        Step::Name if !draft.on_behalf && names_someone_else(typed) => "relation",
        Step::Name => {
            let name =
                extract_introduced_name(typed, draft.on_behalf).or_else(|| extract_corrected_name(typed));
            return name.map(strip_final_punctuation).map(StepInput::Text);
        }
        _ => return None,
    };
    Some(StepInput::Choice(at, value))
}

/// What a word means while one answer of the card is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditCommand {
    /// Everything stays as it is.
    Cancel,
    /// There is none: what was given is taken back.
    Clear,
}

pub fn parse_edit_command(field: Field, typed: &TypedText) -> Option<EditCommand> {
    let is = |id: &str| is_keyword(id, typed);
    if is("words-leave") || is("words-back") || is("registration-back") || is_skip(typed) {
        Some(EditCommand::Cancel)
    } else {
        let none = is("words-none") || (field == Field::Phone && says_no_phone(typed));
        none.then_some(if field == Field::Name { EditCommand::Cancel } else { EditCommand::Clear })
    }
}

/// The category whose words stand in a text ("habitante du quartier"), if it is only one; the words
/// of an institution may hold those of another, so that a whole text comes first.
fn parse_category(typed: &TypedText) -> Option<Category> {
    let words = super::view::category_keywords_id;
    let whole = Category::ALL.into_iter().find(|category| is_keyword(words(*category), typed));
    // an association "of good neighbours" is no neighbour
    let of_somebody = contains_keyword(words(Category::Institution), typed)
        && !contains_keyword(words(Category::Mediator), typed);
    whole.or(of_somebody.then_some(Category::Institution)).or_else(|| {
        let mut said = Category::ALL.into_iter().filter(|category| contains_keyword(words(*category), typed));
        said.next().filter(|_| said.next().is_none())
    })
}

/// "j'ai pas de portable", "man pa ni téléfòn", "I don't have a phone".
fn says_no_phone(typed: &TypedText) -> bool {
    let is_number = typed.contains(|c: char| c.is_ascii_digit());
    !is_number && contains_keyword("words-without", typed) && contains_keyword("words-phone", typed)
}

/// An address with its @ and dots as signs, where people wrote words for them, as those do whose
/// keyboard hides the sign: "marieline arobase gmail point com".
pub fn parse_spelled_email(typed: &str) -> Option<String> {
    let mut words: Vec<&str> = typed.split_whitespace().collect();
    let said = |id: &str, word: &&str| is_keyword(id, word);
    let at = words.iter().position(|word| said("words-at", word))?;
    if at == 0 || at + 1 == words.len() {
        return None;
    }
    words[at] = "@";
    let sign = |word| if said("words-dot", &word) { "." } else { word };
    Some(words.into_iter().map(sign).collect())
}

/// Whether a text asks why an answer is wanted: "pourquoi vous voulez mon nom ?".
pub fn asks_about_data_use(typed: &(impl AsTypedText + ?Sized)) -> bool {
    contains_keyword("words-why", typed) && contains_keyword("words-own-data", typed)
}

fn is_skip(typed: &TypedText) -> bool {
    is_keyword("words-skip", typed) || is_keyword("registration-skip", typed)
}

/// Whether a text asks something: one of its words is a question's.
pub fn has_question_word(typed: &(impl AsTypedText + ?Sized)) -> bool {
    contains_keyword("words-asking", typed)
}

/// "Bonjour, je m'appelle Marie": the name behind it; behind "ma mère", too, where somebody else is
/// registered.
fn extract_introduced_name(typed: &str, other: bool) -> Option<&str> {
    let typed = typed.trim();
    let past = |id: &str, text| {
        strip_listed_prefix(id, text).map(|rest| rest.trim_start_matches([',', '!', '.', ':', ' ']))
    };
    let mut name = past("words-hello", typed).unwrap_or(typed);
    for _ in 0..2 {
        name = past("words-i-am", name).unwrap_or(name);
        if other {
            name = past("words-somebody-else", name).unwrap_or(name);
        }
    }
    let is_name = !name.ends_with('?') && !is_not_a_name(name) && !has_question_word(name);
    (name.len() < typed.len() && !name.is_empty() && is_name).then_some(name)
}

/// A typed name without the full stop of a sentence, which is not that of "Marie L.".
pub fn strip_final_punctuation(typed: &str) -> &str {
    let typed = typed.trim();
    let last = typed.rsplit(' ').next().unwrap_or_default();
    if last.chars().count() > 3 { typed.trim_end_matches(['.', '!', ',']) } else { typed }
}

/// "Non, attendez, mon nom est Marie Exemple": the name that is said anew at another step.
pub fn extract_corrected_name(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let starts =
        typed.char_indices().map(|(at, _)| at).filter(|at| *at == 0 || typed[..*at].ends_with([' ', ',']));
    let name = starts.filter_map(|at| strip_listed_prefix("words-my-name-is", &typed[at..])).next()?;
    let name = name.trim_start_matches([',', '.', ':', ' ']).trim_end_matches(['.', '!', ' ']);
    (!name.is_empty() && !name.ends_with('?')).then_some(name)
}

/// Whether a name at one's own registration is introduced as somebody else's: "ma mère Léonie".
pub fn names_someone_else(typed: &str) -> bool {
    let typed = typed.trim();
    if typed.ends_with('?') {
        return false;
    }
    let typed = strip_listed_prefix("words-i-am", typed).map_or(typed, str::trim);
    strip_listed_prefix("words-somebody-else", typed).is_some() || is_keyword("words-somebody-else", typed)
}

/// What stands behind one of a list's beginnings.
fn strip_listed_prefix<'a>(id: &str, typed: &'a str) -> Option<&'a str> {
    let small = typed.to_lowercase().replace('’', "'");
    let letters = Lang::ALL.into_iter().find_map(|lang| {
        let list = texts(lang).label(id);
        let starts = |start: &&str| {
            small.strip_prefix(start).is_some_and(|rest| rest.starts_with([' ', ',', '!', '.', ':']))
        };
        list.split(',')
            .map(str::trim)
            .filter(|start| !start.is_empty())
            .filter(starts)
            // "mwen ka kriyé" before "mwen"
            .max_by_key(|start| start.len())
            .map(|start| start.chars().count())
    })?;
    let (at, _) = typed.char_indices().nth(letters)?;
    Some(&typed[at..])
}

/// Whether a text is a word about the forum, or a greeting, that is nobody's name: "parking", "bonjour".
pub fn is_not_a_name(typed: &str) -> bool {
    is_keyword("words-no-name", typed) || is_keyword("words-hello", typed)
}
