//! Registration's part of the person's conversation: the draft of an unfinished one, or the field of a
//! confirmed one that is edited.

use crate::conversation::Activity;
use crate::ids::RegistrationNumber;
use crate::registration::model::{Draft, Field};
use crate::turn::{Turn, TurnResult};

/// The draft, if it awaits the next text.
pub fn current_draft(turn: &Turn<'_>) -> Option<Draft> {
    turn.person.conversation.draft()
}

/// Saves the draft, which awaits the next text from now on; an edit of a confirmed registration ends.
pub fn save_draft(turn: &mut Turn<'_>, draft: &Draft) -> TurnResult<()> {
    stop_editing(turn);
    turn.person.conversation.begin(Activity::Registering(serde_json::to_value(draft)?));
    Ok(())
}

/// Deletes the draft.
pub fn discard_draft(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::Registering(_)));
}

/// The registration and the field that await the next text.
pub fn awaited_field(turn: &Turn<'_>) -> Option<(RegistrationNumber, Field)> {
    match turn.person.conversation.current()? {
        Activity::EditingRegistration { registration, field } => Some((*registration, field.parse().ok()?)),
        _ => None,
    }
}

/// Makes the next text the new value of a field.
pub fn await_field(turn: &mut Turn<'_>, registration: RegistrationNumber, field: Field) {
    let field = field.name().to_owned();
    turn.person.conversation.begin(Activity::EditingRegistration { registration, field });
}

/// Ends an edit; a draft stays.
pub fn stop_editing(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::EditingRegistration { .. }));
}

/// Whether the person is registering or editing. The notice alone, before consent, does not count: nothing is
/// stored then.
pub fn is_under_way(turn: &Turn<'_>) -> bool {
    current_draft(turn).is_some() || awaited_field(turn).is_some()
}
