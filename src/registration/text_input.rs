//! Words typed in place of a button: leave, back, skip, none, yes, a category, or a name with an introduction
//! ("my name is …"). The lists of words are in the locales.

use super::model::{Category, Draft, Field, Step, StepChoice};
use super::rules::StepInput;
use crate::i18n::{Lang, texts};
use crate::keywords::{contains_keyword, is_keyword, parse_yes_no, parse_yes_no_sentence};

/// The answer that a typed text stands for at the draft's step; `None` if the text has no special meaning.
pub fn interpret_text<'a>(draft: &Draft, typed: &'a str) -> Option<StepInput<'a>> {
    let is = |id: &str| is_keyword(id, typed);
    let choice = match draft.step {
        _ if is("words-leave") => StepChoice::Leave,
        _ if is("words-back") || is("registration-back") => StepChoice::Back,
        // The name is required: refusing it ends the registration.
        Step::Name if parse_yes_no(typed) == Some(false) => StepChoice::Leave,
        Step::Organisation | Step::Phone if parse_yes_no(typed) == Some(false) => StepChoice::Skip,
        Step::Name | Step::Organisation | Step::Phone if is_skip(typed) || is("words-none") => {
            StepChoice::Skip
        }
        Step::Organisation | Step::Phone if contains_keyword("words-rather-not", typed) => StepChoice::Skip,
        Step::Phone if states_no_phone(typed) => StepChoice::Skip,
        Step::Summary => {
            if parse_yes_no_sentence(typed)? {
                StepChoice::Confirm
            } else {
                StepChoice::Change
            }
        }
        Step::Category => StepChoice::Category(parse_category(typed)?),
        // "non, laissez, je veux…" is a refusal, not a name.
        Step::Name
            if typed.split_whitespace().count() > 2
                && parse_yes_no_sentence(typed) == Some(false)
                && extract_corrected_name(typed).is_none() =>
        {
            StepChoice::Skip
        }
        // A yes accepts the name on the button.
        Step::Name if !draft.on_behalf && parse_yes_no_sentence(typed) == Some(true) => StepChoice::SameName,
        Step::Name if is_not_a_name(typed) => StepChoice::Skip,
        Step::Name if !draft.on_behalf && names_someone_else(typed) => StepChoice::NameRelative,
        Step::Name => {
            let name =
                extract_introduced_name(typed, draft.on_behalf).or_else(|| extract_corrected_name(typed));
            return name.map(strip_final_punctuation).map(StepInput::Text);
        }
        _ => return None,
    };
    Some(StepInput::Choice(draft.step, choice))
}

/// What a typed word means while an answer of the card is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditCommand {
    /// Keeps the answer as it is.
    Cancel,
    /// Deletes the answer.
    Clear,
}

/// The command that a text stands for while a field is edited; `None` for a new value.
pub fn parse_edit_command(field: Field, typed: &str) -> Option<EditCommand> {
    let is = |id: &str| is_keyword(id, typed);
    if is("words-leave") || is("words-back") || is("registration-back") || is_skip(typed) {
        Some(EditCommand::Cancel)
    } else {
        let none = is("words-none") || (field == Field::Phone && states_no_phone(typed));
        none.then_some(if field == Field::Name { EditCommand::Cancel } else { EditCommand::Clear })
    }
}

/// The category whose keywords occur in a text ("habitante du quartier"), if it is the only one. A text that
/// is exactly a keyword comes first, because an institution's keywords can contain those of another category.
pub fn parse_category(typed: &str) -> Option<Category> {
    let keywords = category_keywords_id;
    let exact = Category::ALL.into_iter().find(|category| is_keyword(keywords(*category), typed));
    // An association "of good neighbours" is an institution, not a neighbour.
    let is_institution = contains_keyword(keywords(Category::Institution), typed)
        && !contains_keyword(keywords(Category::Mediator), typed);
    exact.or(is_institution.then_some(Category::Institution)).or_else(|| {
        let contained = |category: &Category| contains_keyword(keywords(*category), typed);
        let mut found = Category::ALL.into_iter().filter(contained);
        found.next().filter(|_| found.next().is_none())
    })
}

/// The list of words that choose a category.
fn category_keywords_id(category: Category) -> &'static str {
    match category {
        Category::Resident => "words-resident",
        Category::Mediator => "words-mediator",
        Category::Employer => "words-employer",
        Category::Institution => "words-institution",
        Category::SocialPartner => "words-social-partner",
        Category::Other => "words-other",
    }
}

/// Whether a text states that there is no phone: "j'ai pas de portable", "man pa ni téléfòn".
fn states_no_phone(typed: &str) -> bool {
    let has_digit = typed.contains(|c: char| c.is_ascii_digit());
    !has_digit && contains_keyword("words-without", typed) && contains_keyword("words-phone", typed)
}

/// An e-mail address whose @ and dots were typed as words ("marieline arobase gmail point com"), as people do
/// who do not find the sign on their keyboard; `None` without a word for @ inside.
pub fn parse_spelled_email(typed: &str) -> Option<String> {
    let mut words: Vec<&str> = typed.split_whitespace().collect();
    let at = words.iter().position(|word| is_keyword("words-at", word))?;
    if at == 0 || at + 1 == words.len() {
        return None;
    }
    words[at] = "@";
    let sign = |word| if is_keyword("words-dot", word) { "." } else { word };
    Some(words.into_iter().map(sign).collect())
}

/// Whether a text asks why personal data is needed: "pourquoi vous voulez mon nom ?".
pub fn asks_about_data_use(typed: &str) -> bool {
    contains_keyword("words-why", typed) && contains_keyword("words-own-data", typed)
}

/// Whether a text is a word, or the label of the button, that skips an answer.
fn is_skip(typed: &str) -> bool {
    is_keyword("words-skip", typed) || is_keyword("registration-skip", typed)
}

/// Whether a text contains a question word.
pub fn has_question_word(typed: &str) -> bool {
    contains_keyword("words-asking", typed)
}

/// The name after an introduction ("Bonjour, je m'appelle Marie"); for a guest also after a word for a
/// relative ("ma mère"). `None` without an introduction, or if no name follows.
fn extract_introduced_name(typed: &str, on_behalf: bool) -> Option<&str> {
    let typed = typed.trim();
    let after = |id: &str, text| {
        strip_listed_prefix(id, text).map(|rest| rest.trim_start_matches([',', '!', '.', ':', ' ']))
    };
    let mut name = after("words-hello", typed).unwrap_or(typed);
    for _ in 0..2 {
        name = after("words-i-am", name).unwrap_or(name);
        if on_behalf {
            name = after("words-somebody-else", name).unwrap_or(name);
        }
    }
    let is_name = !name.ends_with('?') && !is_not_a_name(name) && !has_question_word(name);
    (name.len() < typed.len() && !name.is_empty() && is_name).then_some(name)
}

/// A typed name without punctuation at its end; the full stop of an initial ("Marie L.") stays.
pub fn strip_final_punctuation(typed: &str) -> &str {
    let typed = typed.trim();
    let last = typed.rsplit(' ').next().unwrap_or_default();
    if last.chars().count() > 3 { typed.trim_end_matches(['.', '!', ',']) } else { typed }
}

/// The corrected name in a text that answers another step: "Non, attendez, mon nom est Marie Exemple".
pub fn extract_corrected_name(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    let mut starts = typed
        .char_indices()
        .map(|(at, _)| typed.split_at(at))
        .filter(|(before, _)| before.is_empty() || before.ends_with([' ', ',']));
    let name = starts.find_map(|(_, rest)| strip_listed_prefix("words-my-name-is", rest))?;
    let name = name.trim_start_matches([',', '.', ':', ' ']).trim_end_matches(['.', '!', ' ']);
    (!name.is_empty() && !name.ends_with('?')).then_some(name)
}

/// Whether a text introduces a relative instead of the writer: "ma mère Léonie".
pub fn names_someone_else(typed: &str) -> bool {
    let typed = typed.trim();
    if typed.ends_with('?') {
        return false;
    }
    let typed = strip_listed_prefix("words-i-am", typed).map_or(typed, str::trim);
    strip_listed_prefix("words-somebody-else", typed).is_some() || is_keyword("words-somebody-else", typed)
}

/// The rest of a text that starts with a phrase of a list; `None` for any other text.
fn strip_listed_prefix<'a>(id: &str, typed: &'a str) -> Option<&'a str> {
    let lower_case = typed.to_lowercase().replace('’', "'");
    let prefix_chars = Lang::ALL.into_iter().find_map(|lang| {
        let list = texts(lang).label(id);
        let starts = |start: &&str| {
            lower_case.strip_prefix(start).is_some_and(|rest| rest.starts_with([' ', ',', '!', '.', ':']))
        };
        list.split(',')
            .map(str::trim)
            .filter(|start| !start.is_empty())
            .filter(starts)
            // The longest phrase counts: "mwen ka kriyé", not "mwen".
            .max_by_key(|start| start.len())
            .map(|start| start.chars().count())
    })?;
    let (at, _) = typed.char_indices().nth(prefix_chars)?;
    typed.get(at..)
}

/// Whether a text is a greeting or a word about the event, not a name: "parking", "bonjour".
pub fn is_not_a_name(typed: &str) -> bool {
    is_keyword("words-no-name", typed) || is_keyword("words-hello", typed)
}
