//! The buttons about changes of the schedule. A confirmed change is recorded with its number; the next ticks inform
//! people.

use super::change_preview::{preview, require_organiser};
use super::payload::{PreviewedChange, SchedulePayload};
use super::rules::{self, SHIFT_RANGE_MINUTES};
use super::{store, view};
use crate::programme::{self, Schedule, ScheduleChange};
use crate::turn::{Turn, TurnResult};

/// A press by an organiser; false when it names nothing that exists. Every press checks the role again.
pub async fn press(turn: &mut Turn<'_>, payload: SchedulePayload) -> TurnResult<bool> {
    if !require_organiser(turn).await? {
        return Ok(true);
    }
    let has_session = |session: &str| turn.event.schedule.session(session).is_some();
    match payload {
        SchedulePayload::Drop => {
            turn.person.conversation.room_change = None;
            let message = view::change_dropped(turn);
            turn.edit_or_reply(message);
        }
        SchedulePayload::PreviewShift { minutes } => {
            if !SHIFT_RANGE_MINUTES.contains(&minutes) || minutes == 0 {
                return Ok(false);
            }
            preview(turn, ScheduleChange::ShiftFrom { now: turn.event.now, minutes }).await?;
        }
        SchedulePayload::ShowSessions { skip } => {
            let message = view::change_menu(turn, skip);
            turn.edit_or_reply(message);
        }
        SchedulePayload::ShowSession { session } => {
            if !has_session(&session) {
                return Ok(false);
            }
            let message = view::session_menu(turn, &session);
            turn.edit_or_reply(message);
            turn.person.conversation.changing_session = Some(session);
        }
        SchedulePayload::PreviewSessionShift { session, minutes } => {
            let Some(slot) = turn.event.schedule.session(&session) else { return Ok(false) };
            if !SHIFT_RANGE_MINUTES.contains(&minutes) {
                return Ok(false);
            }
            let starts = slot.starts + minutes * 60_000;
            preview(turn, ScheduleChange::Move { session, starts }).await?;
        }
        SchedulePayload::PreviewMoveWithFollowing { session, starts } => {
            if !has_session(&session) {
                return Ok(false);
            }
            preview(turn, ScheduleChange::MoveWithFollowing { session, starts }).await?;
        }
        SchedulePayload::PreviewCancel { session } => {
            if !has_session(&session) {
                return Ok(false);
            }
            preview(turn, ScheduleChange::Cancel { session }).await?;
        }
        SchedulePayload::PreviewRestore { session } => {
            if !has_session(&session) {
                return Ok(false);
            }
            preview(turn, ScheduleChange::Restore { session }).await?;
        }
        SchedulePayload::Undo { version } => undo(turn, version).await?,
        SchedulePayload::Confirm { version, change } => return confirm(turn, version, change).await,
    }
    Ok(true)
}

/// Applies a previewed change; false when its shift is out of range.
async fn confirm(turn: &mut Turn<'_>, version: i64, change: PreviewedChange) -> TurnResult<bool> {
    let change = match change {
        PreviewedChange::ShiftFrom { now, minutes } => {
            if !SHIFT_RANGE_MINUTES.contains(&minutes) {
                return Ok(false);
            }
            ScheduleChange::ShiftFrom { now, minutes }
        }
        PreviewedChange::Move { session, starts } => ScheduleChange::Move { session, starts },
        PreviewedChange::MoveWithFollowing { session, starts } => {
            ScheduleChange::MoveWithFollowing { session, starts }
        }
        PreviewedChange::Cancel { session } => ScheduleChange::Cancel { session },
        PreviewedChange::Restore { session } => ScheduleChange::Restore { session },
        PreviewedChange::ChangeRoom { session } => {
            let pending = turn.person.conversation.room_change.as_ref();
            let Some(pending) = pending.filter(|pending| pending.session == session) else {
                turn.toast(turn.texts().label("button-stale"));
                return Ok(true);
            };
            ScheduleChange::ChangeRoom { room: pending.room.clone(), session }
        }
    };
    apply(turn, version, change).await?;
    Ok(true)
}

/// Applies a change if `version` is still the number of the last one.
async fn apply(turn: &mut Turn<'_>, version: i64, change: ScheduleChange) -> TurnResult<()> {
    let before = programme::load_schedule(turn.conn).await?;
    let Some(after) = before.with_change(&change) else {
        turn.alert(turn.texts().label("change-nothing"));
        return Ok(());
    };
    if rules::moves_into_the_past(&before, &after, turn.event.now) {
        turn.alert(turn.texts().label("change-past"));
        return Ok(());
    }
    if !rules::is_change_in_range(turn.event.programme, &before, &after) {
        turn.alert(turn.texts().label("change-far"));
        return Ok(());
    }
    turn.person.conversation.room_change = None;
    save_schedule(turn, version, &before, &after).await
}

/// Restores the schedule before the change `version`, if that is still the last one.
async fn undo(turn: &mut Turn<'_>, version: i64) -> TurnResult<()> {
    let Some(after) = programme::schedule_before_change(turn.conn, version).await? else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    let before = programme::load_schedule(turn.conn).await?;
    save_schedule(turn, version, &before, &after).await
}

/// Saves the schedule as the change after `version`, marks reminders with a wrong room, and answers what has changed.
async fn save_schedule(
    turn: &mut Turn<'_>,
    version: i64,
    before: &Schedule,
    after: &Schedule,
) -> TurnResult<()> {
    let (organiser, now) = (turn.person.id, turn.event.now);
    if !programme::record_change(turn.conn, version, organiser, before, now).await? {
        turn.alert(turn.texts().label("change-too-late"));
        return Ok(());
    }
    programme::save_schedule(turn.conn, after).await?;
    // The announced start does not show that the room is wrong.
    let moved_to_other_room = after
        .sessions
        .iter()
        .filter(|slot| before.session(&slot.session_id).is_some_and(|earlier| earlier.room != slot.room));
    for slot in moved_to_other_room {
        for reminder in &turn.event.programme.reminders {
            if rules::is_about_session(reminder, &slot.session_id) {
                store::mark_outdated(turn.conn, &reminder.id).await?;
            }
        }
        store::mark_subscriptions_outdated(turn.conn, &slot.session_id).await?;
    }
    let message = view::change_done(turn, before, after, version + 1);
    turn.edit_or_reply(message);
    Ok(())
}
