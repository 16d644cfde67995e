//! Texts, contacts and other messages that arrive while a step or a field awaits an answer.

use super::{activity, edit, form};
use crate::chat::Input;
use crate::registration::model::{Draft, Field, FullName, Step};
use crate::registration::rules::{self, StepInput};
use crate::registration::text_input;
use crate::turn::{Turn, TurnResult};

/// Whether a typed text answers the current step or the edited field, rather than being an unrelated
/// question.
pub fn accepts_text(turn: &Turn<'_>, text: &str) -> bool {
    activity::current_draft(turn).is_some_and(|draft| {
        rules::accepts_text(draft.step, text)
            || text_input::interpret_text(&draft, text).is_some()
            || corrected_name(&draft, &Input::Text(text.to_owned())).is_some()
    }) || activity::awaited_field(turn).is_some_and(|(_, field)| {
        rules::field_accepts_text(field, text)
            || text_input::parse_edit_command(field, text).is_some()
            || (field == Field::Email && text_input::parse_spelled_email(text).is_some())
    })
}

/// Whether the current step, or the edited field, accepts any typed text.
pub fn accepts_any_text(turn: &Turn<'_>) -> bool {
    activity::current_draft(turn).is_some_and(|draft| matches!(draft.step, Step::Name | Step::Organisation))
        || activity::awaited_field(turn).is_some()
}

/// Why a text that the current step accepts may be something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambiguity {
    /// It contains a question word.
    Question,
    /// It is a word that is not a name.
    NotAName,
}

/// Whether a text that the current step accepts may be something else.
pub fn find_ambiguity(turn: &Turn<'_>, text: &str) -> Option<Ambiguity> {
    let draft = activity::current_draft(turn)
        .filter(|draft| matches!(draft.step, Step::Name | Step::Organisation))?;
    if draft.step == Step::Name && text_input::is_not_a_name(text) {
        Some(Ambiguity::NotAName)
    } else if text_input::interpret_text(&draft, text).is_some() {
        None
    } else {
        text_input::has_question_word(text).then_some(Ambiguity::Question)
    }
}

/// Handles a message, other than a press, as the answer to the current step or the edited field.
pub async fn handle_input(turn: &mut Turn<'_>) -> TurnResult<()> {
    let Some(mut draft) = activity::current_draft(turn) else { return edit::handle_input(turn).await };
    let incoming = turn.incoming;
    if let Some(name) = corrected_name(&draft, &incoming.input) {
        draft.name = Some(name);
        activity::save_draft(turn, &draft)?;
        form::send_step(turn);
        return Ok(());
    }
    let input = match &incoming.input {
        Input::Text(text) => {
            let text =
                if draft.step == Step::Name { text_input::strip_final_punctuation(text) } else { text };
            text_input::interpret_text(&draft, text).unwrap_or(StepInput::Text(text))
        }
        Input::Contact { phone, is_own } => StepInput::Contact { phone, own: *is_own },
        _ => StepInput::Unsupported,
    };
    form::handle_input(turn, draft, input).await
}

/// The corrected name in a text, at a step that asks for something else.
fn corrected_name(draft: &Draft, input: &Input) -> Option<FullName> {
    let (Step::Category | Step::Phone | Step::Summary, Input::Text(typed)) = (draft.step, input) else {
        return None;
    };
    FullName::parse(text_input::extract_corrected_name(typed)?).ok()
}
