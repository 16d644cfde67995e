//! How the door can help, from the words in which an attendee named their needs.

use crate::keywords::contains_keyword_anywhere;

/// The lists of keywords, and the text that says how to help.
const KINDS: [(&str, &str); 6] = [
    ("words-need-wheelchair", "door-help-wheelchair"),
    ("words-need-walking", "door-help-walking"),
    ("words-need-sight", "door-help-sight"),
    ("words-need-hearing", "door-help-hearing"),
    ("words-need-child", "door-help-child"),
    ("words-need-calm", "door-help-calm"),
];

/// The id of the general text, where no word is known.
const GENERAL: &str = "door-help-ask";
/// The ids of all texts that say how to help.
pub const HELP_TEXTS: [&str; 7] =
    [GENERAL, KINDS[0].1, KINDS[1].1, KINDS[2].1, KINDS[3].1, KINDS[4].1, KINDS[5].1];

/// The ids of the texts that say how to help; the general one where no word is known.
pub fn help_ids(needs: &str) -> Vec<&'static str> {
    let known: Vec<&'static str> = KINDS
        .iter()
        .filter(|(words, _)| contains_keyword_anywhere(words, needs))
        .map(|(_, text)| *text)
        .collect();
    if known.is_empty() { vec![GENERAL] } else { known }
}
