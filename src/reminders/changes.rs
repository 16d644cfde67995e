//! What organisers do to the live schedule: shift, move, cancel, another room, and back again.
//!
//! It is said as a command, in a sentence, or by the buttons of the sessions. Which session the words
//! name is found by [`Names`], which is handed in: the names are another feature's knowledge.
//!
//! First a preview: what changes, how many people will be told, and what they will read, in each
//! language. The button carries the whole change and the number of the one before it: whoever is
//! second is told so, and decides anew. Telling people is the next ticks' work.

use std::collections::BTreeSet;

use super::rules::{self, Asked, SHIFTS};
use super::spoken::{self, Spoken, What};
use super::{store, view};
use crate::args;
use crate::chat::{Input, Message};
use crate::clock::Millis;
use crate::conversation::RoomChange;
use crate::people::{self, Role};
use crate::programme::{self, Change, Schedule, Slot};
use crate::turn::Turn;

/// Finds the sessions that some words name.
pub type Names<'n> = &'n (dyn Fn(&str) -> Vec<String> + Sync);

/// `/decaler`: a preview of what was asked for.
pub async fn change(turn: &mut Turn<'_>, text: &str, names: Names<'_>) -> anyhow::Result<()> {
    if !may_change(turn).await? {
        return Ok(());
    }
    let now = turn.forum.now;
    let change = match rules::asked(text, turn.forum.programme) {
        Asked::Nothing => {
            let message = view::changes(turn, 0);
            turn.say(message);
            return Ok(());
        }
        Asked::Unclear => return change_in_words(turn, text, names).await,
        Asked::OutOfRange => return refuse(turn, "change-range"),
        Asked::Shift(minutes) => Change::ShiftFrom { now, minutes },
        Asked::Cancel(session) => Change::Cancel { session },
        Asked::Restore(session) => Change::Restore { session },
        Asked::Room { session, room } => Change::Room { session, room },
        Asked::Move { session, hour, minute } => {
            let Some(slot) = turn.forum.schedule.slot(&session) else {
                return refuse(turn, "change-unclear");
            };
            let day = turn.forum.programme.local(slot.starts).date_naive();
            let Some(starts) = turn.forum.programme.moment(day, hour, minute) else {
                return refuse(turn, "change-unclear");
            };
            Change::Move { session, starts }
        }
    };
    preview(turn, change).await
}

/// The same, said as people say it.
async fn change_in_words(turn: &mut Turn<'_>, text: &str, names: Names<'_>) -> anyhow::Result<()> {
    if let Some((name, room)) = spoken::room(text) {
        if let [session] = names(&name).as_slice() {
            return preview(turn, Change::Room { session: session.clone(), room }).await;
        }
        return refuse(turn, "change-unclear");
    }
    match spoken::spoken(text) {
        Some(spoken) if !spoken.name.is_empty() || spoken.is_change => {
            let sessions = names_in(&spoken, names);
            if carry_out(turn, &spoken, sessions).await? { Ok(()) } else { refuse(turn, "change-unclear") }
        }
        _ => refuse(turn, "change-unclear"),
    }
}

/// A sentence of an organiser's in which something changes, such as "we are 20 minutes late"; whether it
/// was one. Nothing is changed by it: there is a preview first.
pub async fn said(turn: &mut Turn<'_>, text: &str, names: Names<'_>) -> anyhow::Result<bool> {
    if let Some(session) = turn.person.conversation.changing_session.take()
        && let Some(spoken) = spoken::spoken(text).filter(|spoken| spoken.name.is_empty())
        && spoken.what != What::Unsaid
        && people::roles(turn.conn, turn.person.id).await?.contains(&Role::Organiser)
    {
        return carry_out(turn, &spoken, vec![session]).await;
    }
    if !spoken::may_be_change(text) {
        return Ok(false);
    }
    let Some(spoken) = spoken::spoken(text).filter(|spoken| spoken.is_change) else { return Ok(false) };
    if spoken::is_about_oneself(text)
        || !people::roles(turn.conn, turn.person.id).await?.contains(&Role::Organiser)
    {
        return Ok(false);
    }
    let sessions = names_in(&spoken, names);
    if sessions.is_empty() && !(spoken.name.is_empty() && matches!(spoken.what, What::By(_))) {
        return Ok(false);
    }
    carry_out(turn, &spoken, sessions).await
}

fn names_in(spoken: &Spoken, names: Names<'_>) -> Vec<String> {
    if spoken.name.is_empty() { Vec::new() } else { names(&spoken.name) }
}

/// Shows what was said as a preview, or asks which session or how much; false where it is not clear.
async fn carry_out(turn: &mut Turn<'_>, spoken: &Spoken, sessions: Vec<String>) -> anyhow::Result<bool> {
    let now = turn.forum.now;
    let session = match sessions.as_slice() {
        [session] => session.clone(),
        [] => match spoken.what {
            What::By(minutes) if !spoken.name.is_empty() || !SHIFTS.contains(&minutes) => return Ok(false),
            What::By(minutes) => {
                preview(turn, Change::ShiftFrom { now, minutes }).await?;
                return Ok(true);
            }
            _ => return Ok(false),
        },
        several => {
            let message = view::which(turn, several);
            turn.say(message);
            return Ok(true);
        }
    };
    let Some(slot) = turn.forum.schedule.slot(&session) else { return Ok(false) };
    let starts = slot.starts;
    let change = match spoken.what {
        What::By(minutes) if SHIFTS.contains(&minutes) => {
            Change::Move { session, starts: starts + minutes * 60_000 }
        }
        What::By(_) => return Ok(false),
        What::At { hour, minute } => {
            let day = turn.forum.programme.local(starts).date_naive();
            let Some(starts) = turn.forum.programme.moment(day, hour, minute) else { return Ok(false) };
            Change::Move { session, starts }
        }
        What::Cancel => Change::Cancel { session },
        What::Restore => Change::Restore { session },
        What::Unsaid => {
            let message = view::one(turn, &session);
            turn.say(message);
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
    if !may_change(turn).await? {
        return Ok(true);
    }
    let now = turn.forum.now;
    let (version, change) = match parts.as_slice() {
        ["no"] => {
            turn.person.conversation.room_change = None;
            let message = view::change_dropped(turn);
            turn.replace(message);
            return Ok(true);
        }
        ["ask", minutes] => {
            let Some(minutes) = number(minutes).filter(|minutes| SHIFTS.contains(minutes) && *minutes != 0)
            else {
                return Ok(false);
            };
            preview(turn, Change::ShiftFrom { now, minutes }).await?;
            return Ok(true);
        }
        ["points", skip] => {
            let message = view::changes(turn, skip.parse().unwrap_or_default());
            turn.replace(message);
            return Ok(true);
        }
        ["one", session] if turn.forum.schedule.slot(session).is_some() => {
            let message = view::one(turn, session);
            turn.replace(message);
            turn.person.conversation.changing_session = Some((*session).to_owned());
            return Ok(true);
        }
        ["by", session, minutes] => {
            let slot = turn.forum.schedule.slot(session);
            let (Some(slot), Some(minutes)) = (slot, number(minutes).filter(|n| SHIFTS.contains(n))) else {
                return Ok(false);
            };
            let starts = slot.starts + minutes * 60_000;
            preview(turn, Change::Move { session: (*session).to_owned(), starts }).await?;
            return Ok(true);
        }
        ["rest", session, starts] if turn.forum.schedule.slot(session).is_some() => {
            let Some(starts) = number(starts) else { return Ok(false) };
            let change = Change::MoveOn { session: (*session).to_owned(), starts: starts * 60_000 };
            preview(turn, change).await?;
            return Ok(true);
        }
        [what @ ("off" | "on"), session] if turn.forum.schedule.slot(session).is_some() => {
            let session = (*session).to_owned();
            let change =
                if *what == "off" { Change::Cancel { session } } else { Change::Restore { session } };
            preview(turn, change).await?;
            return Ok(true);
        }
        ["undo", version] => {
            let Some(version) = number(version) else { return Ok(false) };
            return undo(turn, version).await.map(|()| true);
        }
        ["shift", version, minutes, since] => match (number(version), number(minutes), number(since)) {
            (Some(version), Some(minutes), Some(since)) if SHIFTS.contains(&minutes) => {
                (version, Change::ShiftFrom { now: since * 1_000, minutes })
            }
            _ => return Ok(false),
        },
        [what @ ("move" | "moveon"), version, session, starts] => match (number(version), number(starts)) {
            (Some(version), Some(starts)) => {
                let (session, starts) = ((*session).to_owned(), starts * 60_000);
                let alone = *what == "move";
                (
                    version,
                    if alone { Change::Move { session, starts } } else { Change::MoveOn { session, starts } },
                )
            }
            _ => return Ok(false),
        },
        [what @ ("cancel" | "restore" | "room"), version, session] => {
            let Some(version) = number(version) else { return Ok(false) };
            let session = (*session).to_owned();
            match *what {
                "cancel" => (version, Change::Cancel { session }),
                "restore" => (version, Change::Restore { session }),
                _ => {
                    let typed = turn.person.conversation.room_change.as_ref();
                    match typed.filter(|typed| typed.session == session) {
                        Some(typed) => (version, Change::Room { room: typed.room.clone(), session }),
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
async fn preview(turn: &mut Turn<'_>, change: Change) -> anyhow::Result<()> {
    let before = turn.forum.schedule;
    let Some(after) = before.with(&change) else { return refuse(turn, "change-nothing") };
    if begins_in_the_past(before, &after, turn.forum.now) {
        return refuse(turn, "change-past");
    }
    if !is_in_range(turn, before, &after) {
        return refuse(turn, "change-far");
    }
    if let Change::Room { session, room } = &change {
        let (session, room) = (session.clone(), room.clone());
        turn.person.conversation.room_change = Some(RoomChange { session, room });
    }
    let people = told(turn, &after).await?;
    let version = programme::version(turn.conn).await?;
    let message = view::change_preview(turn, &change, &after, people, version);
    turn.say(message);
    turn.expect(&view::confirming(&change, version), "sched:no");
    Ok(())
}

async fn apply(turn: &mut Turn<'_>, version: i64, change: Change) -> anyhow::Result<()> {
    let before = programme::schedule(turn.conn).await?;
    let Some(after) = before.with(&change) else {
        turn.alert(turn.texts().label("change-nothing"));
        return Ok(());
    };
    if begins_in_the_past(&before, &after, turn.forum.now) {
        turn.alert(turn.texts().label("change-past"));
        return Ok(());
    }
    if !is_in_range(turn, &before, &after) {
        turn.alert(turn.texts().label("change-far"));
        return Ok(());
    }
    turn.person.conversation.room_change = None;
    set(turn, version, &before, &after).await
}

async fn undo(turn: &mut Turn<'_>, version: i64) -> anyhow::Result<()> {
    let Some(after) = programme::before(turn.conn, version).await? else {
        turn.toast(turn.texts().label("button-stale"));
        return Ok(());
    };
    let before = programme::schedule(turn.conn).await?;
    set(turn, version, &before, &after).await
}

async fn set(turn: &mut Turn<'_>, version: i64, before: &Schedule, after: &Schedule) -> anyhow::Result<()> {
    let (by, now) = (turn.person.id, turn.forum.now);
    if !programme::note_change(turn.conn, version, by, before, now).await? {
        turn.alert(turn.texts().label("change-too-late"));
        return Ok(());
    }
    programme::set(turn.conn, after).await?;
    // a place is not seen in the start that was told
    let other_room = after
        .slots
        .iter()
        .filter(|slot| before.slot(&slot.session).is_some_and(|earlier| earlier.room != slot.room));
    for slot in other_room {
        for reminder in &turn.forum.programme.reminders {
            if rules::is_about(reminder, &slot.session) {
                store::make_wrong(turn.conn, &reminder.id).await?;
            }
        }
        store::make_wishes_wrong(turn.conn, &slot.session).await?;
    }
    let message = view::change_done(turn, before, after, version + 1);
    turn.replace(message);
    Ok(())
}

/// How many people were told something that would then be wrong.
async fn told(turn: &mut Turn<'_>, after: &Schedule) -> anyhow::Result<i64> {
    let mut people = BTreeSet::new();
    let changed = after.slots.iter().filter(|slot| turn.forum.schedule.slot(&slot.session) != Some(*slot));
    for slot in changed {
        let start = if slot.cancelled { rules::CANCELLED } else { slot.starts };
        let room = turn.forum.schedule.slot(&slot.session).is_some_and(|before| before.room != slot.room);
        let start = if room { rules::PLACE_CHANGED } else { start };
        let reminders = turn.forum.programme.reminders.iter();
        let about: Vec<&str> = reminders
            .filter(|reminder| rules::is_about(reminder, &slot.session))
            .map(|reminder| reminder.id.as_str())
            .chain([""])
            .collect();
        for reminder in about {
            people.extend(store::count_told(turn.conn, reminder, &slot.session, start).await?);
        }
    }
    let first = after.first_start().unwrap_or(rules::CANCELLED);
    if turn.forum.schedule.first_start() != Some(first) {
        for reminder in
            turn.forum.programme.reminders.iter().filter(|reminder| rules::is_about_event(reminder))
        {
            people.extend(store::count_told(turn.conn, &reminder.id, "", first).await?);
        }
    }
    Ok(people.len() as i64)
}

/// Whether something that has not begun would then have begun already.
fn begins_in_the_past(before: &Schedule, after: &Schedule, now: Millis) -> bool {
    after.held().any(|slot| {
        slot.starts <= now && before.slot(&slot.session).is_some_and(|earlier| earlier.starts != slot.starts)
    })
}

/// Whether whatever changes stays within the event's days.
fn is_in_range(turn: &Turn<'_>, before: &Schedule, after: &Schedule) -> bool {
    let programme = turn.forum.programme;
    let stays = |slot: &Slot| before.slot(&slot.session).is_some_and(|earlier| earlier.starts == slot.starts);
    after.slots.iter().all(|slot| stays(slot) || rules::is_about_then(programme, slot.starts))
}

fn refuse(turn: &mut Turn<'_>, id: &str) -> anyhow::Result<()> {
    let html = turn.texts().html(id, args!(command = view::COMMAND));
    // what was not understood can be touched
    let keyboard = (id == "change-unclear").then(|| view::changes(turn, 0).keyboard).flatten();
    turn.say(Message { keyboard, ..Message::new(html) });
    Ok(())
}

async fn may_change(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let may = people::roles(turn.conn, turn.person.id).await?.contains(&Role::Organiser);
    if !may {
        let text = turn.texts().label("change-not-yours");
        match turn.incoming.input {
            Input::Press { .. } => turn.alert(text),
            _ => turn.say(Message::new(text)),
        }
    }
    Ok(may)
}
