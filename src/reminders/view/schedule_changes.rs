//! The screens on which organisers change the schedule.

use super::super::payload::SchedulePayload;
use super::session_details::SessionDetails;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts, texts};
use crate::programme::{Schedule, ScheduleChange, ScheduledSession};
use crate::text::truncate;
use crate::turn::{EventContext, Turn};

/// How many sessions are listed one by one; the rest are counted.
const MAX_LISTED: usize = 6;

/// The command that changes the schedule; the same in every language.
pub const SHIFT_COMMAND: &str = "/decaler";

/// How many sessions one screen shows, with a button each.
const SESSIONS_PER_PAGE: usize = 5;
/// The most characters of a session's title on a button.
const MAX_TITLE_LENGTH: usize = 34;

/// The possible changes: a shift of everything, or one of the sessions to come, without the first `skip`.
pub fn change_menu(turn: &Turn<'_>, skip: usize) -> Message {
    let t = turn.texts();
    let now = turn.event.now;
    let to_come: Vec<&ScheduledSession> =
        turn.event.schedule.sessions.iter().filter(|slot| slot.starts > now).collect();
    let example = to_come.first().copied().or(turn.event.schedule.sessions.last());
    let example = example.map_or(String::new(), |slot| session_title(turn, &slot.session_id).to_lowercase());
    let later = |minutes: i64| {
        let label = t.plain("change-later", args!(minutes = minutes));
        button(label, SchedulePayload::PreviewShift { minutes })
    };
    let mut rows = vec![[5, 10].map(later).to_vec(), [15, 30].map(later).to_vec()];
    let skip = skip.min(to_come.len().saturating_sub(1)) / SESSIONS_PER_PAGE * SESSIONS_PER_PAGE;
    rows.extend(
        to_come.iter().skip(skip).take(SESSIONS_PER_PAGE).map(|slot| vec![session_button(turn, slot)]),
    );
    let mut page_buttons = Vec::new();
    if skip > 0 {
        page_buttons.push(button("‹", SchedulePayload::ShowSessions { skip: skip - SESSIONS_PER_PAGE }));
    }
    if skip + SESSIONS_PER_PAGE < to_come.len() {
        page_buttons.push(button("›", SchedulePayload::ShowSessions { skip: skip + SESSIONS_PER_PAGE }));
    }
    if !page_buttons.is_empty() {
        rows.push(page_buttons);
    }
    Message::new(t.html("change-by-buttons", args!(session = example))).with_inline_keyboard(rows)
}

/// Asks which of several sessions the organiser means.
pub fn choose_session(turn: &Turn<'_>, sessions: &[String]) -> Message {
    let slots = sessions.iter().filter_map(|session| turn.event.schedule.session(session));
    let rows = slots.take(SESSIONS_PER_PAGE).map(|slot| vec![session_button(turn, slot)]).collect();
    Message::new(turn.texts().html("change-which", &[])).with_inline_keyboard(rows)
}

/// The possible changes of one session: later, earlier, cancelled or restored.
pub fn session_menu(turn: &Turn<'_>, session: &str) -> Message {
    let t = turn.texts();
    let slot = turn.event.schedule.session(session);
    let hour = slot.map_or(String::new(), |slot| turn.event.format_time(t, slot.starts));
    let by = |minutes: i64| {
        let label = match minutes {
            1.. => t.plain("change-later", args!(minutes = minutes)),
            _ => t.plain("change-earlier", args!(minutes = -minutes)),
        };
        button(label, SchedulePayload::PreviewSessionShift { session: session.to_owned(), minutes })
    };
    let name = session_title(turn, session);
    let session = session.to_owned();
    let cancel_or_restore = if slot.is_some_and(|slot| slot.cancelled) {
        button(t.label("change-restore-one"), SchedulePayload::PreviewRestore { session })
    } else {
        button(t.label("change-cancel-one"), SchedulePayload::PreviewCancel { session })
    };
    Message::new(t.html("change-one", args!(session = name, hour = hour, said = name.to_lowercase())))
        .with_inline_keyboard(vec![
            [5, 10, 15].map(by).to_vec(),
            [20, 30, 60].map(by).to_vec(),
            [-5, -10, -15].map(by).to_vec(),
            vec![cancel_or_restore],
            vec![button(t.label("change-all-points"), SchedulePayload::ShowSessions { skip: 0 })],
        ])
}

fn button(label: impl Into<String>, payload: SchedulePayload) -> Button {
    Button::new(label, payload.to_string())
}

fn session_button(turn: &Turn<'_>, slot: &ScheduledSession) -> Button {
    let name = session_title(turn, &slot.session_id);
    let short = truncate(name, MAX_TITLE_LENGTH);
    let hour = turn.event.format_time(turn.texts(), slot.starts);
    let sign = if slot.cancelled { "❌ " } else { "" };
    let session = slot.session_id.clone();
    button(format!("{sign}{hour} · {short}"), SchedulePayload::ShowSession { session })
}

fn session_title<'t>(turn: &Turn<'t>, session: &str) -> &'t str {
    turn.event.programme.session(session).map_or("", |session| session.title.get(turn.lang()))
}

/// What a change does, how many people are informed of it, and what they would read in each language.
pub fn change_preview(
    turn: &Turn<'_>,
    change: &ScheduleChange,
    after: &Schedule,
    informed_people: i64,
    version: i64,
) -> Message {
    let t = turn.texts();
    let changed = changed_slots(turn.event.schedule, after);
    let lines = change_lines(turn, t, (turn.event.schedule, after), &changed);
    let event = EventContext { schedule: after, ..turn.event };
    let languages = &turn.event.programme.languages;
    let mut corrections: Vec<String> = changed
        .first()
        .into_iter()
        .flat_map(|(_, slot)| {
            languages.iter().map(move |&lang| {
                SessionDetails::for_session(event, slot, lang).render_correction(texts(lang), slot.cancelled)
            })
        })
        .collect();
    // People who were reminded of the whole event are informed of its new start.
    let first = after.first_start();
    if let Some(first) = first.filter(|_| first != turn.event.schedule.first_start()) {
        let correction =
            |&lang| SessionDetails::for_event(event, first, lang).render_correction(texts(lang), false);
        corrections.extend(languages.iter().map(correction));
    }
    // Without readers there is nothing to show.
    if informed_people == 0 {
        corrections.clear();
    }
    let html = t.html(
        "change-preview",
        args!(lines = Arg::html(lines), count = informed_people, read = Arg::html(corrections.join("\n\n"))),
    );
    let confirm = SchedulePayload::confirm(change, version);
    let mut rows = vec![vec![button(t.label("change-confirm"), confirm)]];
    if let ScheduleChange::Move { session, starts } = change
        && let Some(slot) = turn.event.schedule.session(session)
        && turn.event.schedule.has_later_session_that_day(slot)
    {
        let (session, starts) = (session.clone(), *starts);
        let with_following = SchedulePayload::PreviewMoveWithFollowing { session, starts };
        rows.push(vec![button(t.label("change-rest"), with_following)]);
    }
    rows.push(vec![button(t.label("change-drop"), SchedulePayload::Drop)]);
    Message::new(html).with_inline_keyboard(rows)
}

/// What a change did, and the button that undoes it.
pub fn change_done(turn: &Turn<'_>, before: &Schedule, after: &Schedule, version: i64) -> Message {
    let t = turn.texts();
    let lines = change_lines(turn, t, (before, after), &changed_slots(before, after));
    let html = t.html("change-done", args!(lines = Arg::html(lines)));
    let undo = button(t.label("change-undo"), SchedulePayload::Undo { version });
    Message::new(html).with_inline_keyboard(vec![vec![undo]])
}

/// The previewed change is not made.
pub fn change_dropped(turn: &Turn<'_>) -> Message {
    Message::new(turn.texts().html("change-dropped", &[]))
}

/// The sessions that differ, before and after.
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
    // Start and end when the length changes, else only the start.
    let span = |schedule: &Schedule, slot: &ScheduledSession| {
        let end = schedule.end_of(slot).map(|end| turn.event.format_time(t, end));
        let start = turn.event.format_time(t, slot.starts);
        end.map_or_else(|| start.clone(), |end| format!("{start} – {end}"))
    };
    let length =
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
        let (from, to) = if length(before, earlier) == length(after, slot) {
            (hour(earlier), hour(slot))
        } else {
            (span(before, earlier), span(after, slot))
        };
        t.html("change-line", args!(session = title, before = from, after = to))
    };
    let mut lines: Vec<String> = changed
        .iter()
        // A session under way that only ends later has no line.
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
