//! How the hall screen and the stage word a question and what stands around it.

use crate::args;
use crate::i18n::typography::{self, remove_typography, use_no_break_hyphens};
use crate::i18n::{Lang, Texts};
use crate::programme::Programme;
use crate::questions::ScreenQuestion;

/// A text by a person with the typography of the bot's own texts, and no line break at the hyphen of "va-t-on".
pub fn typeset(line: &str) -> String {
    use_no_break_hyphens(&typography::apply(Lang::Fr, line))
}

/// The theme of a question; empty for none.
pub fn theme_text(programme: &Programme, question: &ScreenQuestion, lang: Lang) -> String {
    let theme = programme.themes.iter().find(|theme| theme.id == question.theme);
    theme.map_or_else(String::new, |theme| use_no_break_hyphens(theme.text.get(lang)))
}

/// Whom a question is for; empty for all speakers.
pub fn speaker_text(programme: &Programme, t: &Texts, question: &ScreenQuestion) -> String {
    if question.speaker.is_empty() {
        return String::new();
    }
    let speakers = &programme.round_table.speakers;
    // stored in the moderator's language, shown in each language of the screen
    let known = speakers.iter().find(|name| {
        name.all().any(|(_, name)| remove_typography(name) == remove_typography(&question.speaker))
    });
    t.plain("hall-for", args!(speaker = known.map_or(question.speaker.as_str(), |name| name.get(t.lang))))
}
