//! Texts that are typed at the door: codes, telephone numbers, names.

use super::{paper, recording};
use crate::audit_log::{self, Action, Entry};
use crate::chat::Message;
use crate::check_in::model::{Attendee, Method, event_day};
use crate::check_in::rules::search::{self, DoorText, MAX_FOUND};
use crate::check_in::{store, view};
use crate::conversation::Activity;
use crate::keywords::TypedText;
use crate::text;
use crate::turn::{Turn, TurnResult};

/// The longest name of a walk-in, like that of a registration.
const MAX_NAME: usize = 80;
/// More words are a sentence and no name.
const MAX_NAME_WORDS: usize = 7;

/// Handles a text at the door. False if it is none: it is then read as from anybody. A person who lost the role
/// leaves the door by it.
pub async fn handle_text(turn: &mut Turn<'_>, typed: &TypedText) -> TurnResult<bool> {
    if !crate::people::roles_can_check_in(turn.roles().await?) {
        turn.person.conversation.end(|activity| matches!(activity, Activity::AtDoor { .. }));
        return Ok(false);
    }
    match search::read(typed.as_str()) {
        None => Ok(false),
        Some(DoorText::Code(code)) => {
            recording::check_in_by_code(turn, &code, Method::Code).await?;
            Ok(true)
        }
        Some(DoorText::Codes(codes)) => paper::mark(turn, &codes).await,
        Some(DoorText::Phone(digits)) => {
            let attendees = load(turn).await?;
            let found = search::find_by_phone(&attendees, &digits);
            if found.is_empty() {
                turn.reply(Message::new(turn.texts().html("door-no-phone", &[])));
            } else {
                show_found(turn, &found);
            }
            Ok(true)
        }
        Some(DoorText::Name(words)) => {
            let attendees = load(turn).await?;
            let found = search::find_by_name(&attendees, &words);
            if found.is_empty() && !may_be_name(typed.as_str()) {
                return Ok(false);
            }
            let name = text::clean_line(typed.as_str());
            turn.person.conversation.begin(Activity::AtDoor { walk_in: Some(name.clone()) });
            if found.is_empty() {
                let message = view::nobody_named(turn.texts(), &name);
                turn.reply(message);
            } else {
                show_found(turn, &found);
            }
            Ok(true)
        }
    }
}

/// Whether a text can be the name of a walk-in rather than a sentence.
fn may_be_name(typed: &str) -> bool {
    let name = text::clean_line(typed);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && name.chars().count() <= MAX_NAME
        && name.split(' ').count() <= MAX_NAME_WORDS
        && !name.contains(['?', '!', ':', '@'])
        && !name.chars().any(|c| c.is_ascii_digit())
}

/// Every attendee; the search is noted, its words are not.
async fn load(turn: &mut Turn<'_>) -> sqlx::Result<Vec<Attendee>> {
    let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Searched);
    audit_log::record(turn.conn, &entry.with_detail("door")).await?;
    store::list_attendees(turn.conn, event_day(turn.event.programme, turn.event.now)).await
}

fn show_found(turn: &mut Turn<'_>, found: &[&Attendee]) {
    let shown: Vec<&Attendee> = found.iter().copied().take(MAX_FOUND).collect();
    let more = found.len() - shown.len();
    let message = view::found(&turn.event, turn.texts(), &shown, more, Method::Search);
    turn.reply(message);
}
