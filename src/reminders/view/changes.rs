//! What organisers see when they change the schedule.

use super::{Facts, correction_text};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts, texts};
use crate::programme::{Change, Schedule, Slot};
use crate::turn::{Forum, Turn};

/// How many sessions are listed one by one; the rest are counted.
const LISTED: usize = 6;

/// As it is typed, in every language.
pub const COMMAND: &str = "/decaler";

/// What can be done, when nothing was said.
pub fn changes(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let example = turn.forum.schedule.slots.last().map_or("", |slot| slot.session.as_str());
    let button = |minutes: i64| {
        Button::new(t.plain("change-later", args!(minutes = minutes)), format!("sched:ask:{minutes}"))
    };
    Message::new(t.html("change-help", args!(session = example, command = COMMAND)))
        .inline(vec![vec![button(5), button(10)], vec![button(15), button(30)]])
}

/// What would change, whom it concerns, and what they would read.
pub fn change_preview(
    turn: &Turn<'_>,
    change: &Change,
    after: &Schedule,
    people: i64,
    version: i64,
) -> Message {
    let t = turn.texts();
    let changed = changed(turn.forum.schedule, after);
    let lines = lines(turn, t, turn.forum.schedule, &changed);
    let forum = Forum { schedule: after, ..turn.forum };
    let read: Vec<String> = changed
        .first()
        .into_iter()
        .flat_map(|(_, slot)| {
            turn.forum.programme.languages.iter().map(move |&lang| {
                correction_text(&Facts::of_slot(forum, slot, lang), texts(lang), slot.cancelled)
            })
        })
        .collect();
    let html = t.html(
        "change-preview",
        args!(lines = Arg::html(lines), count = people, read = Arg::html(read.join("\n\n"))),
    );
    let yes = match change {
        Change::ShiftFrom { now, minutes } => format!("sched:shift:{version}:{minutes}:{}", now / 1_000),
        Change::Move { session, starts } => format!("sched:move:{version}:{session}:{}", starts / 60_000),
        Change::Cancel { session } => format!("sched:cancel:{version}:{session}"),
        Change::Restore { session } => format!("sched:restore:{version}:{session}"),
        Change::Room { session, .. } => format!("sched:room:{version}:{session}"),
    };
    Message::new(html).inline(vec![
        vec![Button::new(t.label("change-confirm"), yes)],
        vec![Button::new(t.label("change-drop"), "sched:no")],
    ])
}

pub fn change_done(turn: &Turn<'_>, before: &Schedule, after: &Schedule, version: i64) -> Message {
    let t = turn.texts();
    let lines = lines(turn, t, before, &changed(before, after));
    let html = t.html("change-done", args!(lines = Arg::html(lines)));
    let undo = Button::new(t.label("change-undo"), format!("sched:undo:{version}"));
    Message::new(html).inline(vec![vec![undo]])
}

pub fn change_dropped(turn: &Turn<'_>) -> Message {
    Message::new(turn.texts().html("change-dropped", &[]))
}

fn changed<'s>(before: &'s Schedule, after: &'s Schedule) -> Vec<(&'s Slot, &'s Slot)> {
    let pairs = after.slots.iter().filter_map(|slot| Some((before.slot(&slot.session)?, slot)));
    pairs.filter(|(before, after)| before != after).collect()
}

fn lines(turn: &Turn<'_>, t: &Texts, before: &Schedule, changed: &[(&Slot, &Slot)]) -> String {
    let hour = |slot: &Slot| turn.forum.hour(t, slot.starts);
    let line = |(earlier, slot): &(&Slot, &Slot)| {
        let session = turn.forum.programme.session(&slot.session);
        let title = session.map_or("", |session| session.title.get(turn.lang()));
        if slot.cancelled != earlier.cancelled {
            let id = if slot.cancelled { "change-line-cancelled" } else { "change-line-restored" };
            return t.html(id, args!(session = title, hour = hour(slot)));
        }
        if slot.room != earlier.room {
            let usual = session.and_then(|session| turn.forum.programme.room(session)).unwrap_or_default();
            let room = slot.room.as_deref().unwrap_or(usual);
            return t.html("change-line-room", args!(session = title, hour = hour(slot), room = room));
        }
        t.html("change-line", args!(session = title, before = hour(earlier), after = hour(slot)))
    };
    let mut lines: Vec<String> = changed
        .iter()
        // the one under way that only ends later needs no line of its own
        .filter(|(earlier, slot)| {
            slot.starts != earlier.starts || slot.cancelled != earlier.cancelled || slot.room != earlier.room
        })
        .map(line)
        .collect();
    debug_assert!(!before.slots.is_empty());
    if lines.len() > LISTED {
        let more = (lines.len() - LISTED) as i64;
        lines.truncate(LISTED);
        lines.push(t.html("change-more", args!(count = more)));
    }
    lines.join("\n")
}
