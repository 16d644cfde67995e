//! What organisers do to the live schedule: shift, move, cancel, another room, and back again.
//!
//! It is said as a command, in a sentence, or by the buttons of the sessions. Which session the words
//! name is found by [`Names`], which is handed in: the names are another feature's knowledge.
//!
//! First a preview: what changes, how many people will be told, and what they will read, in each
//! language. The button carries the whole change and the number of the one before it: whoever is
//! second is told so, and decides anew. Telling people is the next ticks' work.

use std::collections::BTreeSet;

use super::change_parser::{self, ChangeKind, ParsedChange};
use super::rules::{self, ChangeCommand, SHIFT_RANGE_MINUTES};
use super::{store, view};
use crate::args;
use crate::chat::{Input, Message};
use crate::clock::Millis;
use crate::conversation::PendingRoomChange;
use crate::people::Role;
use crate::programme::{self, Schedule, ScheduleChange, ScheduledSession};
use crate::turn::Turn;

/// Finds the sessions that some words name.
pub type SessionFinder<'n> = &'n (dyn Fn(&str) -> Vec<String> + Sync);

/// `/decaler`: a preview of what was asked for.
pub async fn change_schedule(
    turn: &mut Turn<'_>,
    text: &str,
    names: SessionFinder<'_>,
) -> anyhow::Result<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let now = turn.event.now;
    let change = match rules::parse_change_command(text, turn.event.programme) {
        ChangeCommand::Empty => {
            let message = view::change_menu(turn, 0);
            turn.reply(message);
            return Ok(());
        }
        ChangeCommand::Unclear => return change_from_text(turn, text, names).await,
        ChangeCommand::OutOfRange => return refuse(turn, "change-range"),
        ChangeCommand::Shift(minutes) => ScheduleChange::ShiftFrom { now, minutes },
        ChangeCommand::Cancel(session) => ScheduleChange::Cancel { session },
        ChangeCommand::Restore(session) => ScheduleChange::Restore { session },
        ChangeCommand::Room { session, room } => ScheduleChange::ChangeRoom { session, room },
        ChangeCommand::Move { session, hour, minute } => {
            let Some(slot) = turn.event.schedule.session(&session) else {
                return refuse(turn, "change-unclear");
            };
            let day = turn.event.programme.to_local_time(slot.starts).date_naive();
            let Some(starts) = turn.event.programme.time_on_day(day, hour, minute) else {
                return refuse(turn, "change-unclear");
            };
            ScheduleChange::Move { session, starts }
        }
    };
    preview(turn, change).await
}

/// The same, said as people say it.
async fn change_from_text(turn: &mut Turn<'_>, text: &str, names: SessionFinder<'_>) -> anyhow::Result<()> {
    if let Some((name, room)) = change_parser::parse_room_change(text) {
        if let [session] = names(&name).as_slice() {
            return preview(turn, ScheduleChange::ChangeRoom { session: session.clone(), room }).await;
        }
        return refuse(turn, "change-unclear");
    }
    match change_parser::parse_change(text) {
        Some(spoken) if !spoken.session_words.is_empty() || spoken.has_change_word => {
            let sessions = find_sessions(&spoken, names);
            if preview_or_ask(turn, &spoken, sessions).await? {
                Ok(())
            } else {
                refuse(turn, "change-unclear")
            }
        }
        _ => refuse(turn, "change-unclear"),
    }
}

/// A sentence of an organiser's in which something changes, such as "we are 20 minutes late"; whether it
/// was one. Nothing is changed by it: there is a preview first.
pub async fn try_change_from_text(
    turn: &mut Turn<'_>,
    text: &str,
    names: SessionFinder<'_>,
) -> anyhow::Result<bool> {
    if let Some(session) = turn.person.conversation.changing_session.take()
        && let Some(spoken) =
            change_parser::parse_change(text).filter(|spoken| spoken.session_words.is_empty())
        && spoken.kind != ChangeKind::Unspecified
        && turn.has_role(Role::Organiser).await?
    {
        return preview_or_ask(turn, &spoken, vec![session]).await;
    }
    if !change_parser::may_be_change(text) {
        return Ok(false);
    }
    let Some(spoken) = change_parser::parse_change(text).filter(|spoken| spoken.has_change_word) else {
        return Ok(false);
    };
    if change_parser::is_about_speaker(text) || !turn.has_role(Role::Organiser).await? {
        return Ok(false);
    }
    let sessions = find_sessions(&spoken, names);
    if sessions.is_empty()
        && !(spoken.session_words.is_empty() && matches!(spoken.kind, ChangeKind::ShiftBy(_)))
    {
        return Ok(false);
    }
    preview_or_ask(turn, &spoken, sessions).await
}

fn find_sessions(spoken: &ParsedChange, names: SessionFinder<'_>) -> Vec<String> {
    if spoken.session_words.is_empty() { Vec::new() } else { names(&spoken.session_words) }
}

/// Shows what was said as a preview, or asks which session or how much; false where it is not clear.
async fn preview_or_ask(
    turn: &mut Turn<'_>,
    spoken: &ParsedChange,
    sessions: Vec<String>,
) -> anyhow::Result<bool> {
    let now = turn.event.now;
    let session = match sessions.as_slice() {
        [session] => session.clone(),
        [] => match spoken.kind {
            ChangeKind::ShiftBy(minutes)
                if !spoken.session_words.is_empty() || !SHIFT_RANGE_MINUTES.contains(&minutes) =>
            {
                return Ok(false);
            }
            ChangeKind::ShiftBy(minutes) => {
                preview(turn, ScheduleChange::ShiftFrom { now, minutes }).await?;
                return Ok(true);
            }
            _ => return Ok(false),
        },
        several => {
            let message = view::choose_session(turn, several);
            turn.reply(message);
            return Ok(true);
        }
    };
    let Some(slot) = turn.event.schedule.session(&session) else { return Ok(false) };
    let starts = slot.starts;
    let change = match spoken.kind {
        ChangeKind::ShiftBy(minutes) if SHIFT_RANGE_MINUTES.contains(&minutes) => {
            ScheduleChange::Move { session, starts: starts + minutes * 60_000 }
        }
        ChangeKind::ShiftBy(_) => return Ok(false),
        ChangeKind::MoveTo { hour, minute } => {
            let day = turn.event.programme.to_local_time(starts).date_naive();
            let Some(starts) = turn.event.programme.time_on_day(day, hour, minute) else { return Ok(false) };
            ScheduleChange::Move { session, starts }
        }
        ChangeKind::Cancel => ScheduleChange::Cancel { session },
        ChangeKind::Restore => ScheduleChange::Restore { session },
        ChangeKind::Unspecified => {
            let message = view::session_menu(turn, &session);
            turn.reply(message);
            return Ok(true);
        }
    };
    preview(turn, change).await?;
    Ok(true)
}

/// A button: what stands behind `sched:`. Every press is authorised again.
pub async fn press_change(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let parts: Vec<&str> = data.split(':').collect();
    // times are multiplied: what is far beyond any was forged
    let number =
        |text: &str| text.parse::<i64>().ok().filter(|number| (-(1 << 40)..1 << 40).contains(number));
    if !require_organiser(turn).await? {
        return Ok(true);
    }
    let now = turn.event.now;
    let (version, change) = match parts.as_slice() {
        ["no"] => {
            turn.person.conversation.room_change = None;
            let message = view::change_dropped(turn);
            turn.edit_or_reply(message);
            return Ok(true);
        }
        ["ask", minutes] => {
            let Some(minutes) =
                number(minutes).filter(|minutes| SHIFT_RANGE_MINUTES.contains(minutes) && *minutes != 0)
            else {
                return Ok(false);
            };
            preview(turn, ScheduleChange::ShiftFrom { now, minutes }).await?;
            return Ok(true);
        }
        ["points", skip] => {
            let message = view::change_menu(turn, skip.parse().unwrap_or_default());
            turn.edit_or_reply(message);
            return Ok(true);
        }
        ["one", session] if turn.event.schedule.session(session).is_some() => {
            let message = view::session_menu(turn, session);
            turn.edit_or_reply(message);
            turn.person.conversation.changing_session = Some((*session).to_owned());
            return Ok(true);
        }
        ["by", session, minutes] => {
            let slot = turn.event.schedule.session(session);
            let (Some(slot), Some(minutes)) =
                (slot, number(minutes).filter(|n| SHIFT_RANGE_MINUTES.contains(n)))
            else {
                return Ok(false);
            };
            let starts = slot.starts + minutes * 60_000;
            preview(turn, ScheduleChange::Move { session: (*session).to_owned(), starts }).await?;
            return Ok(true);
        }
        ["rest", session, starts] if turn.event.schedule.session(session).is_some() => {
            let Some(starts) = number(starts) else { return Ok(false) };
            let change =
                ScheduleChange::MoveWithFollowing { session: (*session).to_owned(), starts: starts * 60_000 };
            preview(turn, change).await?;
            return Ok(true);
        }
        [what @ ("off" | "on"), session] if turn.event.schedule.session(session).is_some() => {
            let session = (*session).to_owned();
            let change = if *what == "off" {
                ScheduleChange::Cancel { session }
            } else {
                ScheduleChange::Restore { session }
            };
            preview(turn, change).await?;
            return Ok(true);
        }
        ["undo", version] => {
            let Some(version) = number(version) else { return Ok(false) };
            return undo(turn, version).await.map(|()| true);
        }
        ["shift", version, minutes, since] => match (number(version), number(minutes), number(since)) {
            (Some(version), Some(minutes), Some(since)) if SHIFT_RANGE_MINUTES.contains(&minutes) => {
                (version, ScheduleChange::ShiftFrom { now: since * 1_000, minutes })
            }
            _ => return Ok(false),
        },
        [what @ ("move" | "moveon"), version, session, starts] => match (number(version), number(starts)) {
            (Some(version), Some(starts)) => {
                let (session, starts) = ((*session).to_owned(), starts * 60_000);
                let alone = *what == "move";
                (
                    version,
                    if alone {
                        ScheduleChange::Move { session, starts }
                    } else {
                        ScheduleChange::MoveWithFollowing { session, starts }
                    },
                )
            }
            _ => return Ok(false),
        },
        [what @ ("cancel" | "restore" | "room"), version, session] => {
            let Some(version) = number(version) else { return Ok(false) };
            let session = (*session).to_owned();
            match *what {
                "cancel" => (version, ScheduleChange::Cancel { session }),
                "restore" => (version, ScheduleChange::Restore { session }),
                _ => {
                    let typed = turn.person.conversation.room_change.as_ref();
                    match typed.filter(|typed| typed.session == session) {
                        Some(typed) => {
                            (version, ScheduleChange::ChangeRoom { room: typed.room.clone(), session })
                        }
                        None => {
                            turn.toast(turn.texts().label("button-stale"));
                            return Ok(true);
                        }
                    }
                }
            }
        }
        _ => return Ok(false),
    };
    apply(turn, version, change).await?;
    Ok(true)
}

/// The number of the last change goes with the button: it is good for this state of things only.
async fn preview(turn: &mut Turn<'_>, change: ScheduleChange) -> anyhow::Result<()> {
    let before = turn.event.schedule;
    let Some(after) = before.with_change(&change) else { return refuse(turn, "change-nothing") };
    if begins_in_the_past(before, &after, turn.event.now) {
        return refuse(turn, "change-past");
    }
    if !is_in_range(turn, before, &after) {
        return refuse(turn, "change-far");
    }
    if let ScheduleChange::ChangeRoom { session, room } = &change {
        let (session, room) = (session.clone(), room.clone());
        turn.person.conversation.room_change = Some(PendingRoomChange { session, room });
    }
    let people = count_told_people(turn, &after).await?;
    let version = programme::schedule_version(turn.conn).await?;
    let message = view::change_preview(turn, &change, &after, people, version);
    turn.reply(message);
    turn.await_yes_no(&view::confirm_data(&change, version), "sched:no");
    Ok(())
}

async fn apply(turn: &mut Turn<'_>, version: i64, change: ScheduleChange) -> anyhow::Result<()> {
    let before = programme::load_schedule(turn.conn).await?;
    let Some(after) = before.with_change(&change) else {
        turn.alert(turn.texts().label("change-nothing"));
        return Ok(());
    };
    if begins_in_the_past(&before, &after, turn.event.now) {
        turn.alert(turn.texts().label("change-past"));
        return Ok(());
    }
    if !is_in_range(turn, &before, &after) {
        turn.alert(turn.texts().label("change-far"));
        return Ok(());
    }
    turn.person.conversation.room_change = None;
    save_schedule(turn, version, &before, &after).await
}

async fn undo(turn: &mut Turn<'_>, version: i64) -> anyhow::Result<()> {
    let Some(after) = programme::schedule_before_change(turn.conn, version).await? else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    let before = programme::load_schedule(turn.conn).await?;
    save_schedule(turn, version, &before, &after).await
}

async fn save_schedule(
    turn: &mut Turn<'_>,
    version: i64,
    before: &Schedule,
    after: &Schedule,
) -> anyhow::Result<()> {
    let (by, now) = (turn.person.id, turn.event.now);
    if !programme::record_change(turn.conn, version, by, before, now).await? {
        turn.alert(turn.texts().label("change-too-late"));
        return Ok(());
    }
    programme::save_schedule(turn.conn, after).await?;
    // a place is not seen in the start that was told
    let other_room = after
        .sessions
        .iter()
        .filter(|slot| before.session(&slot.session_id).is_some_and(|earlier| earlier.room != slot.room));
    for slot in other_room {
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

/// How many people were told something that would then be wrong.
async fn count_told_people(turn: &mut Turn<'_>, after: &Schedule) -> anyhow::Result<i64> {
    let mut people = BTreeSet::new();
    let changed =
        after.sessions.iter().filter(|slot| turn.event.schedule.session(&slot.session_id) != Some(*slot));
    for slot in changed {
        let start = if slot.cancelled { rules::CANCELLED } else { slot.starts };
        let room =
            turn.event.schedule.session(&slot.session_id).is_some_and(|before| before.room != slot.room);
        let start = if room { rules::PLACE_CHANGED } else { start };
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
    let first = after.first_start().unwrap_or(rules::CANCELLED);
    if turn.event.schedule.first_start() != Some(first) {
        for reminder in
            turn.event.programme.reminders.iter().filter(|reminder| rules::is_about_event(reminder))
        {
            people.extend(store::find_people_told(turn.conn, &reminder.id, "", first).await?);
        }
    }
    Ok(people.len() as i64)
}

/// Whether something that has not begun would then have begun already.
fn begins_in_the_past(before: &Schedule, after: &Schedule, now: Millis) -> bool {
    after.not_cancelled().any(|slot| {
        slot.starts <= now
            && before.session(&slot.session_id).is_some_and(|earlier| earlier.starts != slot.starts)
    })
}

/// Whether whatever changes stays within the event's days.
fn is_in_range(turn: &Turn<'_>, before: &Schedule, after: &Schedule) -> bool {
    let programme = turn.event.programme;
    let stays = |slot: &ScheduledSession| {
        before.session(&slot.session_id).is_some_and(|earlier| earlier.starts == slot.starts)
    };
    after.sessions.iter().all(|slot| stays(slot) || rules::is_within_event_days(programme, slot.starts))
}

fn refuse(turn: &mut Turn<'_>, id: &str) -> anyhow::Result<()> {
    let html = turn.texts().html(id, args!(command = view::SHIFT_COMMAND));
    // what was not understood can be touched
    let keyboard = (id == "change-unclear").then(|| view::change_menu(turn, 0).keyboard).flatten();
    turn.reply(Message { keyboard, ..Message::new(html) });
    Ok(())
}

async fn require_organiser(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = turn.has_role(Role::Organiser).await?;
    if !may {
        let text = turn.texts().label("change-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.reply(Message::new(text)),
        }
    }
    Ok(may)
}
