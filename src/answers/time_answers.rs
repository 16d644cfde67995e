//! Answers that depend on the clock: what is on, what comes, how long it still lasts.

use chrono::{NaiveDate, Timelike};

use super::view::{AnswerContext, held_sessions, programme, session, session_with_speakers};
use crate::args;
use crate::chat::{Button, Message};
use crate::clock::Millis;
use crate::i18n::{Arg, Texts};
use crate::programme::{ScheduledSession, Session};

const MINUTE: Millis = 60_000;
/// From so many minutes on a wait is said in hours, and from so many in days.
const HOURS_THRESHOLD: Millis = 90;
const DAYS_THRESHOLD: Millis = 1_440;

/// What is on now, since when and until when; before, between and after, what there is to say.
pub fn current_sessions(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let now = here.event.now;
    let on: Vec<&ScheduledSession> = here.event.schedule.all_current(now).collect();
    match on.as_slice() {
        [] => match here.event.schedule.next_after(now) {
            _ if let Some(open) = here.event.schedule.open_ended_at(here.event.programme, now) => {
                last_session_running(here, open)
            }
            Some(next) if is_before_event(here, now) => Message::new(t.html(
                "now-before",
                args!(
                    day = here.event.format_date(t, next.starts),
                    hour = here.event.format_time(t, next.starts),
                    session = session_with_speakers(here, next),
                ),
            )),
            Some(next) => Message::new(t.html(
                "now-between",
                args!(
                    hour = here.event.format_time(t, next.starts),
                    session = session_with_speakers(here, next)
                ),
            )),
            None => event_over(here),
        },
        [slot] => {
            let end = here
                .event
                .schedule
                .end_of(slot)
                .map(|end| here.event.format_time(t, end))
                .unwrap_or_default();
            let hour = here.event.format_time(t, slot.starts);
            let args = args!(session = session_with_speakers(here, slot), hour = hour, end = end);
            Message::new(t.html("now-session", args)).with_inline_keyboard(next_button(t))
        }
        several => {
            let mut html = t.html("now-several", &[]);
            for slot in several {
                let Some(session) = here.event.programme.session(&slot.session_id) else { continue };
                html.push('\n');
                html.push_str(
                    &t.html("at-one-of-several", session_line_args(here, slot, session).as_slice()),
                );
            }
            Message::new(html).with_inline_keyboard(next_button(t))
        }
    }
}

/// The last session of the day has begun, and its end is not printed: so it is said.
fn last_session_running(here: &AnswerContext<'_>, slot: &ScheduledSession) -> Message {
    let args = args!(
        hour = here.event.format_time(here.texts(), slot.starts),
        session = session_with_speakers(here, slot)
    );
    Message::new(here.texts().html("now-last", args))
}

/// The first session that starts later.
pub fn next_session(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let forum = here.event;
    let Some(slot) = forum.schedule.next_after(forum.now) else {
        return match forum.schedule.open_ended_at(forum.programme, forum.now) {
            Some(last) => no_next_session(here, last),
            None => event_over(here),
        };
    };
    Message::new(t.html(
        "next-session",
        args!(
            day = here.event.format_date(t, slot.starts),
            hour = here.event.format_time(t, slot.starts),
            session = session_with_speakers(here, slot),
            wait = Arg::html(time_until(here, slot.starts)),
        ),
    ))
}

/// Nothing is listed behind the last session.
fn no_next_session(here: &AnswerContext<'_>, last: &ScheduledSession) -> Message {
    let args = args!(
        hour = here.event.format_time(here.texts(), last.starts),
        session = session_with_speakers(here, last)
    );
    Message::new(here.texts().html("next-nothing", args))
}

/// When the event is.
pub fn event_dates(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let forum = here.event;
    let Some(start) = forum.schedule.first_start() else { return programme(here) };
    let is_over = forum.schedule.is_over(forum.programme, forum.now);
    let state = match forum.now {
        _ if is_over => t.html("session-past", &[]),
        now if now >= start => t.html("session-under-way", &[]),
        _ => time_until(here, start),
    };
    let mut html = t.html(
        "event-when",
        args!(
            day = forum.format_date(t, start),
            hour = forum.format_time(t, start),
            end = known_end(here),
            place = forum.venue_text(),
            state = Arg::html(state),
        ),
    );
    if is_over {
        html.push_str("\n\n");
        html.push_str(&event_over(here).html);
    }
    Message::new(html).with_inline_keyboard(programme_button(t))
}

/// When the event begins: still to come, begun, over.
pub fn event_start(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let forum = here.event;
    let Some(start) = forum.schedule.first_start() else { return programme(here) };
    if forum.schedule.is_over(forum.programme, forum.now) {
        return event_over(here);
    }
    let (day, hour) = (forum.format_date(t, start), forum.format_time(t, start));
    if forum.now < start {
        let wait = Arg::html(time_until(here, start));
        let html = t.html("start-to-come", args!(day = day, hour = hour, wait = wait));
        return Message::new(html).with_inline_keyboard(programme_button(t));
    }
    let html = t.html("start-past", args!(day = day, hour = hour, end = known_end(here)));
    Message::new(html).with_inline_keyboard(now_and_next_buttons(t))
}

/// When the event ends: what is left of it, not begun, over; of several days, today's end as well. Where no end
/// is printed, what comes last is said, and that its end is not known.
pub fn event_end(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let forum = here.event;
    let (Some(start), Some(last)) = (forum.schedule.first_start(), forum.schedule.last_session()) else {
        return programme(here);
    };
    if forum.schedule.is_over(forum.programme, forum.now) {
        return event_over(here);
    }
    let Some(end) = forum.schedule.known_end(forum.programme) else { return end_unknown(here, last) };
    let (day, hour) = (forum.format_date(t, end), forum.format_time(t, end));
    if forum.now >= end {
        return past_announced_end(here, last, &hour);
    }
    if forum.now < start {
        let opens = Arg::html(t.html(
            "end-opens",
            args!(
                day = forum.format_date(t, start),
                hour = forum.format_time(t, start),
                wait = Arg::html(time_until(here, start)),
            ),
        ));
        return Message::new(t.html("end-to-come", args!(day = day, hour = hour, opens = opens)));
    }
    let today = local_day(here, forum.now);
    if local_day(here, end) == today {
        let left = Arg::html(time_left(t, end - forum.now));
        return Message::new(t.html("end-left", args!(hour = hour, left = left)))
            .with_inline_keyboard(now_and_next_buttons(t));
    }
    let mut html = String::new();
    if let Some(last) = last_session_of_day(here, today) {
        match forum.schedule.end_of(last) {
            Some(ends) if forum.now < ends => {
                let left = Arg::html(time_left(t, ends - forum.now));
                html = t.html("end-today", args!(hour = forum.format_time(t, ends), left = left));
            }
            Some(_) => {
                let next = forum.schedule.next_after(forum.now).map_or(end, |slot| slot.starts);
                html = t.html(
                    "end-tomorrow",
                    args!(day = forum.format_date(t, next), hour = forum.format_time(t, next)),
                );
            }
            None => html = end_unknown(here, last).html,
        }
        html.push('\n');
    }
    html.push_str(&t.html("end-of-all", args!(day = day, hour = hour)));
    Message::new(html).with_inline_keyboard(now_and_next_buttons(t))
}

/// The announced end is past, and the last session may go on: its own end is not printed.
fn past_announced_end(here: &AnswerContext<'_>, last: &ScheduledSession, announced: &str) -> Message {
    let args = args!(
        session = session_with_speakers(here, last),
        hour = here.event.format_time(here.texts(), last.starts),
        end = announced,
        contact = Arg::html(here.event.contact_html(here.texts())),
    );
    Message::new(here.texts().html("end-closing", args))
}

/// No end is printed: what comes last, and when it begins.
fn end_unknown(here: &AnswerContext<'_>, last: &ScheduledSession) -> Message {
    let t = here.texts();
    let args = args!(
        day = here.event.format_date(t, last.starts),
        hour = here.event.format_time(t, last.starts),
        session = session_with_speakers(here, last),
    );
    Message::new(t.html("end-unknown", args)).with_inline_keyboard(programme_button(t))
}

/// "12h", or nothing where no end is printed.
fn known_end(here: &AnswerContext<'_>) -> String {
    let end = here.event.schedule.known_end(here.event.programme);
    end.map_or("none".to_owned(), |end| here.event.format_time(here.texts(), end))
}

/// What is on at a time of day: of the day that was named, else of the event's day under way, else of its
/// first.
pub fn sessions_at(here: &AnswerContext<'_>, minutes: i32, day: Option<NaiveDate>) -> Message {
    let t = here.texts();
    let forum = here.event;
    let days = forum.programme.first_date..=forum.programme.last_date;
    let today = local_day(here, forum.now);
    let day = day.or(Some(today)).filter(|day| days.contains(day)).unwrap_or(forum.programme.first_date);
    let slots = || held_sessions(here).filter(|(slot, _)| local_day(here, slot.starts) == day);
    let of_day = |slot: &ScheduledSession| {
        let local = forum.programme.to_local_time(slot.starts);
        i64::from(local.hour()) * 60 + i64::from(local.minute())
    };
    let is_on = |slot: &ScheduledSession| {
        let start = of_day(slot);
        match forum.schedule.end_of(slot) {
            Some(end) => (start..start + (end - slot.starts) / MINUTE).contains(&i64::from(minutes)),
            None => start == i64::from(minutes),
        }
    };
    let on: Vec<_> = slots().filter(|(slot, _)| is_on(slot)).collect();
    let asked = chrono::NaiveTime::from_num_seconds_from_midnight_opt(minutes.max(0) as u32 * 60, 0)
        .map(|time| t.format_time(time))
        .unwrap_or_default();
    match on.as_slice() {
        [(slot, _)] => session(here, &slot.session_id),
        [] => {
            let last = last_session_of_day(here, day).or(forum.schedule.last_session());
            let open = last.filter(|last| forum.schedule.end_of(last).is_none());
            let last_day =
                forum.schedule.last_session().is_some_and(|last| local_day(here, last.starts) == day);
            // nobody knows whether the last session still goes on then
            if let Some(last) = open.filter(|last| of_day(last) < i64::from(minutes)) {
                let args = args!(
                    asked = asked,
                    day = forum.format_date(t, last.starts),
                    hour = forum.format_time(t, last.starts),
                    session = session_with_speakers(here, last),
                    start = forum
                        .format_time(t, slots().map(|(slot, _)| slot.starts).min().unwrap_or(last.starts)),
                    end = if last_day { known_end(here) } else { "none".to_owned() },
                );
                return Message::new(t.html("at-open", args)).with_inline_keyboard(programme_button(t));
            }
            let first = slots().map(|(slot, _)| slot.starts).min();
            let first = first.or(forum.schedule.first_start()).unwrap_or_default();
            let ends = slots().filter_map(|(slot, _)| forum.schedule.end_of(slot)).max();
            let end = match open {
                Some(_) if last_day => known_end(here),
                Some(_) => "none".to_owned(),
                None => ends.map_or("none".to_owned(), |end| forum.format_time(t, end)),
            };
            let args = args!(
                asked = asked,
                day = forum.format_date(t, first),
                hour = forum.format_time(t, first),
                end = end
            );
            Message::new(t.html("at-nothing", args)).with_inline_keyboard(programme_button(t))
        }
        several => {
            let mut html = t.html("at-several", args!(asked = asked, day = t.format_date(day)));
            for (slot, session) in several {
                html.push('\n');
                html.push_str(
                    &t.html("at-one-of-several", session_line_args(here, slot, session).as_slice()),
                );
            }
            Message::new(html).with_inline_keyboard(programme_button(t))
        }
    }
}

fn event_over(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let title = here.event.programme.title.get(here.lang());
    Message::new(t.html("event-over", args!(title = title, contact = Arg::html(here.event.contact_html(t)))))
}

/// "dans 3 jours", "dans 1 h 35 min", "dans 25 minutes": days as the calendar counts them.
pub fn time_until(here: &AnswerContext<'_>, at: Millis) -> String {
    let t = here.texts();
    let minutes = (at - here.event.now + MINUTE - 1) / MINUTE;
    if minutes <= HOURS_THRESHOLD {
        return t.html("wait-minutes", args!(count = minutes));
    }
    let days = (local_day(here, at) - local_day(here, here.event.now)).num_days();
    if minutes > DAYS_THRESHOLD || days > 1 {
        return t.html("wait-days", args!(count = days.max(1)));
    }
    match (minutes / 60, minutes % 60) {
        (hours, 0) => t.html("wait-hours", args!(count = hours)),
        (hours, minutes) => t.html("wait-both", args!(hours = hours, minutes = minutes)),
    }
}

fn session_line_args(
    here: &AnswerContext<'_>,
    slot: &ScheduledSession,
    session: &Session,
) -> [(&'static str, Arg<'static>); 3] {
    let forum = here.event;
    [
        ("hour", Arg::from(forum.format_time(here.texts(), slot.starts))),
        ("title", Arg::from(session.title.get(here.lang()).to_owned())),
        ("place", Arg::from(forum.session_venue_text(session).to_string())),
    ]
}

fn next_button(t: &Texts) -> Vec<Vec<Button>> {
    vec![vec![Button::new(t.label("button-next"), "say:next")]]
}

/// Whether a moment is before the forum's first session.
fn is_before_event(here: &AnswerContext<'_>, now: Millis) -> bool {
    here.event.schedule.first_start().is_some_and(|start| now < start)
}

/// "48 min", "1 h 40": how long something still lasts.
fn time_left(t: &Texts, left: Millis) -> String {
    let minutes = (left + MINUTE - 1) / MINUTE;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => t.html("left-minutes", args!(count = minutes)),
        (hours, 0) => t.html("left-hours", args!(hours = hours)),
        (hours, minutes) => t.html("left-both", args!(hours = hours, minutes = minutes)),
    }
}

/// The session that starts last on a day; where several do, the one that goes on longest.
fn last_session_of_day<'t>(here: &AnswerContext<'t>, day: NaiveDate) -> Option<&'t ScheduledSession> {
    let of_day = held_sessions(here).map(|(slot, _)| slot).filter(|slot| local_day(here, slot.starts) == day);
    of_day.max_by_key(|slot| (slot.starts, here.event.schedule.end_of(slot)))
}

fn local_day(here: &AnswerContext<'_>, at: Millis) -> NaiveDate {
    here.event.programme.to_local_time(at).date_naive()
}

fn programme_button(t: &Texts) -> Vec<Vec<Button>> {
    vec![vec![Button::new(t.label("button-programme"), "say:programme")]]
}

fn now_and_next_buttons(t: &Texts) -> Vec<Vec<Button>> {
    vec![vec![Button::new(t.label("button-now"), "say:now"), Button::new(t.label("button-next"), "say:next")]]
}
