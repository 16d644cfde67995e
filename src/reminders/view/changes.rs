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

/// How many sessions stand on a screen, a button each.
const BUTTONS: usize = 5;
/// A session's title on a button.
const TITLE: usize = 34;

/// What can be done, when nothing was said: everything later, or one of the sessions to come, from the
/// one at `skip` on.
pub fn changes(turn: &Turn<'_>, skip: usize) -> Message {
    let t = turn.texts();
    let now = turn.forum.now;
    let to_come: Vec<&Slot> = turn.forum.schedule.slots.iter().filter(|slot| slot.starts > now).collect();
    let example = to_come.first().copied().or(turn.forum.schedule.slots.last());
    let example = example.map_or(String::new(), |slot| title(turn, &slot.session).to_lowercase());
    let later = |minutes: i64| {
        Button::new(t.plain("change-later", args!(minutes = minutes)), format!("sched:ask:{minutes}"))
    };
    let mut rows = vec![[5, 10].map(later).to_vec(), [15, 30].map(later).to_vec()];
    let skip = skip.min(to_come.len().saturating_sub(1)) / BUTTONS * BUTTONS;
    rows.extend(to_come.iter().skip(skip).take(BUTTONS).map(|slot| vec![session_button(turn, slot)]));
    let mut ways = Vec::new();
    if skip > 0 {
        ways.push(Button::new("‹", format!("sched:points:{}", skip - BUTTONS)));
    }
    if skip + BUTTONS < to_come.len() {
        ways.push(Button::new("›", format!("sched:points:{}", skip + BUTTONS)));
    }
    if !ways.is_empty() {
        rows.push(ways);
    }
    Message::new(t.html("change-by-buttons", args!(session = example))).inline(rows)
}

/// Several sessions bear the name that was said.
pub fn which(turn: &Turn<'_>, sessions: &[String]) -> Message {
    let slots = sessions.iter().filter_map(|session| turn.forum.schedule.slot(session));
    let rows = slots.take(BUTTONS).map(|slot| vec![session_button(turn, slot)]).collect();
    Message::new(turn.texts().html("change-which", &[])).inline(rows)
}

/// One session: later, earlier, not at all.
pub fn one(turn: &Turn<'_>, session: &str) -> Message {
    let t = turn.texts();
    let slot = turn.forum.schedule.slot(session);
    let hour = slot.map_or(String::new(), |slot| turn.forum.hour(t, slot.starts));
    let by = |minutes: i64| {
        let label = match minutes {
            1.. => t.plain("change-later", args!(minutes = minutes)),
            _ => t.plain("change-earlier", args!(minutes = -minutes)),
        };
        Button::new(label, format!("sched:by:{session}:{minutes}"))
    };
    let name = title(turn, session);
    let (id, wish) = match slot.is_some_and(|slot| slot.cancelled) {
        true => ("change-restore-one", "on"),
        false => ("change-cancel-one", "off"),
    };
    Message::new(t.html("change-one", args!(session = name, hour = hour, said = name.to_lowercase()))).inline(
        vec![
            [5, 10, 15].map(by).to_vec(),
            [20, 30, 60].map(by).to_vec(),
            [-5, -10, -15].map(by).to_vec(),
            vec![Button::new(t.label(id), format!("sched:{wish}:{session}"))],
            vec![Button::new(t.label("change-all-points"), "sched:points:0")],
        ],
    )
}

fn session_button(turn: &Turn<'_>, slot: &Slot) -> Button {
    let name = title(turn, &slot.session);
    let short = match name.char_indices().nth(TITLE) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    };
    let hour = turn.forum.hour(turn.texts(), slot.starts);
    let sign = if slot.cancelled { "❌ " } else { "" };
    Button::new(format!("{sign}{hour} · {short}"), format!("sched:one:{}", slot.session))
}

fn title<'t>(turn: &Turn<'t>, session: &str) -> &'t str {
    turn.forum.programme.session(session).map_or("", |session| session.title.get(turn.lang()))
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
    let lines = lines(turn, t, (turn.forum.schedule, after), &changed);
    let forum = Forum { schedule: after, ..turn.forum };
    let languages = &turn.forum.programme.languages;
    let mut read: Vec<String> = changed
        .first()
        .into_iter()
        .flat_map(|(_, slot)| {
            languages.iter().map(move |&lang| {
                correction_text(&Facts::of_slot(forum, slot, lang), texts(lang), slot.cancelled)
            })
        })
        .collect();
    // who was reminded of the forum as a whole is told when that begins
    let first = after.first_start();
    if let Some(first) = first.filter(|_| first != turn.forum.schedule.first_start()) {
        let told = |&lang| correction_text(&Facts::of_event(forum, first, lang), texts(lang), false);
        read.extend(languages.iter().map(told));
    }
    // nobody reads what nobody is told
    if people == 0 {
        read.clear();
    }
    let html = t.html(
        "change-preview",
        args!(lines = Arg::html(lines), count = people, read = Arg::html(read.join("\n\n"))),
    );
    let yes = confirming(change, version);
    let mut rows = vec![vec![Button::new(t.label("change-confirm"), yes)]];
    if let Change::Move { session, starts } = change
        && let Some(slot) = turn.forum.schedule.slot(session)
        && turn.forum.schedule.is_followed(slot)
    {
        let rest = format!("sched:rest:{session}:{}", starts / 60_000);
        rows.push(vec![Button::new(t.label("change-rest"), rest)]);
    }
    rows.push(vec![Button::new(t.label("change-drop"), "sched:no")]);
    Message::new(html).inline(rows)
}

/// The data of the button that carries a change out, as long as it is the next after the change `version`.
pub fn confirming(change: &Change, version: i64) -> String {
    match change {
        Change::ShiftFrom { now, minutes } => format!("sched:shift:{version}:{minutes}:{}", now / 1_000),
        Change::Move { session, starts } => format!("sched:move:{version}:{session}:{}", starts / 60_000),
        Change::MoveOn { session, starts } => {
            format!("sched:moveon:{version}:{session}:{}", starts / 60_000)
        }
        Change::Cancel { session } => format!("sched:cancel:{version}:{session}"),
        Change::Restore { session } => format!("sched:restore:{version}:{session}"),
        Change::Room { session, .. } => format!("sched:room:{version}:{session}"),
    }
}

pub fn change_done(turn: &Turn<'_>, before: &Schedule, after: &Schedule, version: i64) -> Message {
    let t = turn.texts();
    let lines = lines(turn, t, (before, after), &changed(before, after));
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

fn lines(
    turn: &Turn<'_>,
    t: &Texts,
    (before, after): (&Schedule, &Schedule),
    changed: &[(&Slot, &Slot)],
) -> String {
    // from when to when, where it becomes shorter or longer
    let span = |schedule: &Schedule, slot: &Slot| {
        let end = schedule.end_of(slot).map(|end| turn.forum.hour(t, end));
        let start = turn.forum.hour(t, slot.starts);
        end.map_or_else(|| start.clone(), |end| format!("{start} – {end}"))
    };
    let lasts = |schedule: &Schedule, slot: &Slot| schedule.end_of(slot).map(|end| end - slot.starts);
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
        let (from, to) = if lasts(before, earlier) == lasts(after, slot) {
            (hour(earlier), hour(slot))
        } else {
            (span(before, earlier), span(after, slot))
        };
        t.html("change-line", args!(session = title, before = from, after = to))
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
