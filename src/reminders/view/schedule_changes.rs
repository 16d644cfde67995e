//! What organisers see when they change the schedule.

use super::{SessionDetails, correction_text};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts, texts};
use crate::programme::{Schedule, ScheduleChange, ScheduledSession};
use crate::text::truncate;
use crate::turn::{EventContext, Turn};

/// How many sessions are listed one by one; the rest are counted.
const MAX_LISTED: usize = 6;

/// As it is typed, in every language.
pub const SHIFT_COMMAND: &str = "/decaler";

/// How many sessions stand on a screen, a button each.
const SESSIONS_PER_PAGE: usize = 5;
/// A session's title on a button.
const MAX_TITLE_LENGTH: usize = 34;

/// What can be done, when nothing was said: everything later, or one of the sessions to come, from the
/// one at `skip` on.
pub fn change_menu(turn: &Turn<'_>, skip: usize) -> Message {
    let t = turn.texts();
    let now = turn.event.now;
    let to_come: Vec<&ScheduledSession> =
        turn.event.schedule.sessions.iter().filter(|slot| slot.starts > now).collect();
    let example = to_come.first().copied().or(turn.event.schedule.sessions.last());
    let example = example.map_or(String::new(), |slot| session_title(turn, &slot.session_id).to_lowercase());
    let later = |minutes: i64| {
        Button::new(t.plain("change-later", args!(minutes = minutes)), format!("sched:ask:{minutes}"))
    };
    let mut rows = vec![[5, 10].map(later).to_vec(), [15, 30].map(later).to_vec()];
    let skip = skip.min(to_come.len().saturating_sub(1)) / SESSIONS_PER_PAGE * SESSIONS_PER_PAGE;
    rows.extend(
        to_come.iter().skip(skip).take(SESSIONS_PER_PAGE).map(|slot| vec![session_button(turn, slot)]),
    );
    let mut ways = Vec::new();
    if skip > 0 {
        ways.push(Button::new("‹", format!("sched:points:{}", skip - SESSIONS_PER_PAGE)));
    }
    if skip + SESSIONS_PER_PAGE < to_come.len() {
        ways.push(Button::new("›", format!("sched:points:{}", skip + SESSIONS_PER_PAGE)));
    }
    if !ways.is_empty() {
        rows.push(ways);
    }
    Message::new(t.html("change-by-buttons", args!(session = example))).with_inline_keyboard(rows)
}

/// Several sessions bear the name that was said.
pub fn choose_session(turn: &Turn<'_>, sessions: &[String]) -> Message {
    let slots = sessions.iter().filter_map(|session| turn.event.schedule.session(session));
    let rows = slots.take(SESSIONS_PER_PAGE).map(|slot| vec![session_button(turn, slot)]).collect();
    Message::new(turn.texts().html("change-which", &[])).with_inline_keyboard(rows)
}

/// One session: later, earlier, not at all.
pub fn session_menu(turn: &Turn<'_>, session: &str) -> Message {
    let t = turn.texts();
    let slot = turn.event.schedule.session(session);
    let hour = slot.map_or(String::new(), |slot| turn.event.format_time(t, slot.starts));
    let by = |minutes: i64| {
        let label = match minutes {
            1.. => t.plain("change-later", args!(minutes = minutes)),
            _ => t.plain("change-earlier", args!(minutes = -minutes)),
        };
        Button::new(label, format!("sched:by:{session}:{minutes}"))
    };
    let name = session_title(turn, session);
    let (id, wish) = match slot.is_some_and(|slot| slot.cancelled) {
        true => ("change-restore-one", "on"),
        false => ("change-cancel-one", "off"),
    };
    Message::new(t.html("change-one", args!(session = name, hour = hour, said = name.to_lowercase())))
        .with_inline_keyboard(vec![
            [5, 10, 15].map(by).to_vec(),
            [20, 30, 60].map(by).to_vec(),
            [-5, -10, -15].map(by).to_vec(),
            vec![Button::new(t.label(id), format!("sched:{wish}:{session}"))],
            vec![Button::new(t.label("change-all-points"), "sched:points:0")],
        ])
}

fn session_button(turn: &Turn<'_>, slot: &ScheduledSession) -> Button {
    let name = session_title(turn, &slot.session_id);
    let short = truncate(name, MAX_TITLE_LENGTH);
    let hour = turn.event.format_time(turn.texts(), slot.starts);
    let sign = if slot.cancelled { "❌ " } else { "" };
    Button::new(format!("{sign}{hour} · {short}"), format!("sched:one:{}", slot.session_id))
}

fn session_title<'t>(turn: &Turn<'t>, session: &str) -> &'t str {
    turn.event.programme.session(session).map_or("", |session| session.title.get(turn.lang()))
}

/// What would change, whom it concerns, and what they would read.
pub fn change_preview(
    turn: &Turn<'_>,
    change: &ScheduleChange,
    after: &Schedule,
    people: i64,
    version: i64,
) -> Message {
    let t = turn.texts();
    let changed = changed_slots(turn.event.schedule, after);
    let lines = change_lines(turn, t, (turn.event.schedule, after), &changed);
    let forum = EventContext { schedule: after, ..turn.event };
    let languages = &turn.event.programme.languages;
    let mut read: Vec<String> = changed
        .first()
        .into_iter()
        .flat_map(|(_, slot)| {
            languages.iter().map(move |&lang| {
                correction_text(&SessionDetails::for_slot(forum, slot, lang), texts(lang), slot.cancelled)
            })
        })
        .collect();
    // who was reminded of the forum as a whole is told when that begins
    let first = after.first_start();
    if let Some(first) = first.filter(|_| first != turn.event.schedule.first_start()) {
        let told =
            |&lang| correction_text(&SessionDetails::for_event(forum, first, lang), texts(lang), false);
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
    let yes = confirm_data(change, version);
    let mut rows = vec![vec![Button::new(t.label("change-confirm"), yes)]];
    if let ScheduleChange::Move { session, starts } = change
        && let Some(slot) = turn.event.schedule.session(session)
        && turn.event.schedule.has_later_session_that_day(slot)
    {
        let rest = format!("sched:rest:{session}:{}", starts / 60_000);
        rows.push(vec![Button::new(t.label("change-rest"), rest)]);
    }
    rows.push(vec![Button::new(t.label("change-drop"), "sched:no")]);
    Message::new(html).with_inline_keyboard(rows)
}

/// The data of the button that carries a change out, as long as it is the next after the change `version`.
pub fn confirm_data(change: &ScheduleChange, version: i64) -> String {
    match change {
        ScheduleChange::ShiftFrom { now, minutes } => {
            format!("sched:shift:{version}:{minutes}:{}", now / 1_000)
        }
        ScheduleChange::Move { session, starts } => {
            format!("sched:move:{version}:{session}:{}", starts / 60_000)
        }
        ScheduleChange::MoveWithFollowing { session, starts } => {
            format!("sched:moveon:{version}:{session}:{}", starts / 60_000)
        }
        ScheduleChange::Cancel { session } => format!("sched:cancel:{version}:{session}"),
        ScheduleChange::Restore { session } => format!("sched:restore:{version}:{session}"),
        ScheduleChange::ChangeRoom { session, .. } => format!("sched:room:{version}:{session}"),
    }
}

pub fn change_done(turn: &Turn<'_>, before: &Schedule, after: &Schedule, version: i64) -> Message {
    let t = turn.texts();
    let lines = change_lines(turn, t, (before, after), &changed_slots(before, after));
    let html = t.html("change-done", args!(lines = Arg::html(lines)));
    let undo = Button::new(t.label("change-undo"), format!("sched:undo:{version}"));
    Message::new(html).with_inline_keyboard(vec![vec![undo]])
}

pub fn change_dropped(turn: &Turn<'_>) -> Message {
    Message::new(turn.texts().html("change-dropped", &[]))
}

fn changed_slots<'s>(
    before: &'s Schedule,
    after: &'s Schedule,
) -> Vec<(&'s ScheduledSession, &'s ScheduledSession)> {
    let pairs = after.sessions.iter().filter_map(|slot| Some((before.session(&slot.session_id)?, slot)));
    pairs.filter(|(before, after)| before != after).collect()
}

fn change_lines(
    turn: &Turn<'_>,
    t: &Texts,
    (before, after): (&Schedule, &Schedule),
    changed: &[(&ScheduledSession, &ScheduledSession)],
) -> String {
    // from when to when, where it becomes shorter or longer
    let span = |schedule: &Schedule, slot: &ScheduledSession| {
        let end = schedule.end_of(slot).map(|end| turn.event.format_time(t, end));
        let start = turn.event.format_time(t, slot.starts);
        end.map_or_else(|| start.clone(), |end| format!("{start} – {end}"))
    };
    let lasts =
        |schedule: &Schedule, slot: &ScheduledSession| schedule.end_of(slot).map(|end| end - slot.starts);
    let hour = |slot: &ScheduledSession| turn.event.format_time(t, slot.starts);
    let line = |(earlier, slot): &(&ScheduledSession, &ScheduledSession)| {
        let session = turn.event.programme.session(&slot.session_id);
        let title = session.map_or("", |session| session.title.get(turn.lang()));
        if slot.cancelled != earlier.cancelled {
            let id = if slot.cancelled { "change-line-cancelled" } else { "change-line-restored" };
            return t.html(id, args!(session = title, hour = hour(slot)));
        }
        if slot.room != earlier.room {
            let usual = session.and_then(|session| turn.event.programme.room(session)).unwrap_or_default();
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
    debug_assert!(!before.sessions.is_empty());
    if lines.len() > MAX_LISTED {
        let more = (lines.len() - MAX_LISTED) as i64;
        lines.truncate(MAX_LISTED);
        lines.push(t.html("change-more", args!(count = more)));
    }
    lines.join("\n")
}
