//! The preview of a change of the schedule: what changes, how many people are informed, and what they read in each
//! language. Its button carries the whole change and the number of the change before it: when two organisers confirm,
//! the second one is rejected and decides again.

use std::collections::BTreeSet;

use super::model::{CANCELLED, PLACE_CHANGED};
use super::payload::SchedulePayload;
use super::{rules, store, view};
use crate::args;
use crate::chat::{Input, Message};
use crate::conversation::PendingRoomChange;
use crate::people::Role;
use crate::programme::{self, Schedule, ScheduleChange};
use crate::turn::{Turn, TurnResult};

/// Shows what a change does, with a button that confirms it as long as no other change comes first. Rejects changes
/// without effect, into the past, or far from the event.
pub async fn preview(turn: &mut Turn<'_>, change: ScheduleChange) -> TurnResult<()> {
    let before = turn.event.schedule;
    let Some(after) = before.with_change(&change) else { return refuse(turn, "change-nothing") };
    if rules::moves_into_the_past(before, &after, turn.event.now) {
        return refuse(turn, "change-past");
    }
    if !rules::is_change_in_range(turn.event.programme, before, &after) {
        return refuse(turn, "change-far");
    }
    if let ScheduleChange::ChangeRoom { session, room } = &change {
        let (session, room) = (session.clone(), room.clone());
        turn.person.conversation.room_change = Some(PendingRoomChange { session, room });
    }
    let informed_people = count_informed_people(turn, &after).await?;
    let version = programme::schedule_version(turn.conn).await?;
    let message = view::change_preview(turn, &change, &after, informed_people, version);
    turn.reply(message);
    let (confirm, drop) = (SchedulePayload::confirm(&change, version), SchedulePayload::Drop);
    turn.await_yes_no(&confirm.to_string(), &drop.to_string());
    Ok(())
}

/// How many people know a start or a room that the change makes wrong.
async fn count_informed_people(turn: &mut Turn<'_>, after: &Schedule) -> TurnResult<i64> {
    let mut people = BTreeSet::new();
    let changed =
        after.sessions.iter().filter(|slot| turn.event.schedule.session(&slot.session_id) != Some(*slot));
    for slot in changed {
        let has_new_room =
            turn.event.schedule.session(&slot.session_id).is_some_and(|before| before.room != slot.room);
        let start = if has_new_room { PLACE_CHANGED } else { rules::current_session_start(slot) };
        // The empty id adds the subscriptions, even when no reminder is about the session.
        let reminders = turn.event.programme.reminders.iter();
        let about: Vec<&str> = reminders
            .filter(|reminder| rules::is_about_session(reminder, &slot.session_id))
            .map(|reminder| reminder.id.as_str())
            .chain([""])
            .collect();
        for reminder in about {
            people.extend(store::find_people_told(turn.conn, reminder, &slot.session_id, start).await?);
        }
    }
    let first = after.first_start().unwrap_or(CANCELLED);
    if turn.event.schedule.first_start() != Some(first) {
        for reminder in
            turn.event.programme.reminders.iter().filter(|reminder| rules::is_about_event(reminder))
        {
            people.extend(store::find_people_told(turn.conn, &reminder.id, "", first).await?);
        }
    }
    Ok(people.len() as i64)
}

/// Answers that a change is not possible, with the text `id`.
pub fn refuse(turn: &mut Turn<'_>, id: &str) -> TurnResult<()> {
    let html = turn.texts().html(id, args!(command = view::SHIFT_COMMAND));
    // A sentence that was not understood can be replaced by buttons.
    let keyboard = (id == "change-unclear").then(|| view::change_menu(turn, 0).keyboard).flatten();
    turn.reply(Message { keyboard, ..Message::new(html) });
    Ok(())
}

/// Whether the person is an organiser.
pub async fn is_organiser(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    turn.has_role(Role::Organiser).await
}

/// Whether the person is an organiser; answers anyone else that they are not.
pub async fn require_organiser(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let is_organiser = is_organiser(turn).await?;
    if !is_organiser {
        let text = turn.texts().label("change-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.reply(Message::new(text)),
        }
    }
    Ok(is_organiser)
}
