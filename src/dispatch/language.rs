//! The language of a turn, by its text.

use super::parsed_update::UpdateText;
use super::text_rules::awaits_question;
use crate::answers::{self, NluModel};
use crate::i18n::Lang;
use crate::registration;
use crate::turn::Turn;

/// Decides the language in which this turn is answered, before any feature handles it. Gives the language to offer
/// for good, which is done after the first sentence in it.
///
/// A word in another language counts only for this answer, and not at all while a name or the like is awaited.
pub fn select_turn_language(
    turn: &mut Turn<'_>,
    text: Option<&UpdateText>,
    nlu_model: &NluModel,
) -> Option<Lang> {
    let text = text?;
    let is_idle = turn.person.conversation.is_idle();
    let is_registering_or_asking =
        registration::is_under_way(turn) || awaits_question(&turn.person.conversation);
    if text.menu_item.is_some() || !(is_idle || is_registering_or_asking) {
        return None;
    }
    let detected = answers::detect_language(&text.typed, turn.lang(), nlu_model);
    let counts = detected.is_sentence || (detected.is_clear && is_idle);
    if !counts || !turn.event.programme.languages.contains(&detected.lang) {
        return None;
    }
    turn.reply_in(detected.lang, detected.is_certain);
    let is_new = turn.person.reply_language == Some(detected.lang)
        && !turn.person.offered_languages.split(' ').any(|code| code == detected.lang.code());
    (is_new && detected.is_sentence && is_idle).then_some(detected.lang)
}
