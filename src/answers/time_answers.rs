//! Answers that depend on the clock: the current and the next session, how long until a start, how long
//! something lasts.

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::ask_back::{next_button, now_button, programme_button};
use super::context::AnswerContext;
use super::session_view::{MINUTE, programme, session, session_with_speakers, time_until};
use crate::args;
use crate::chat::Message;
use crate::clock::{EventTime, Millis};
use crate::i18n::{Arg, Texts};
use crate::programme::{ScheduledSession, Session};

/// The current sessions with their hours; before, between and after them, the next session or the end.
pub(super) fn current_sessions(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let now = context.event.now;
    let on: Vec<&ScheduledSession> = context.event.schedule.all_current(now).collect();
    match on.as_slice() {
        [] => match context.event.schedule.next_after(now) {
            _ if let Some(open) = context.event.schedule.open_ended_at(context.event.programme, now) => {
                last_session_running(context, open)
            }
            Some(next) if is_before_event(context, now) => Message::new(t.html(
                "now-before",
                args!(
                    day = context.event.format_date(t, next.starts),
                    hour = context.event.format_time(t, next.starts),
                    session = session_with_speakers(context, next),
                ),
            )),
            Some(next) => Message::new(t.html(
                "now-between",
                args!(
                    hour = context.event.format_time(t, next.starts),
                    session = session_with_speakers(context, next)
                ),
            )),
            None => event_over(context),
        },
        [scheduled] => {
            let end = context
                .event
                .schedule
                .end_of(scheduled)
                .map(|end| context.event.format_time(t, end))
                .unwrap_or_default();
            let hour = context.event.format_time(t, scheduled.starts);
            let args = args!(session = session_with_speakers(context, scheduled), hour = hour, end = end);
            Message::new(t.html("now-session", args)).with_inline_keyboard(vec![vec![next_button(t)]])
        }
        several => {
            let mut html = t.html("now-several", &[]);
            for scheduled in several {
                let Some(session) = context.event.programme.session(&scheduled.session_id) else { continue };
                html.push('\n');
                html.push_str(
                    &t.html("at-one-of-several", session_line_args(context, scheduled, session).as_slice()),
                );
            }
            Message::new(html).with_inline_keyboard(vec![vec![next_button(t)]])
        }
    }
}

/// The last session of the day has begun, and its end is not known.
fn last_session_running(context: &AnswerContext<'_>, scheduled: &ScheduledSession) -> Message {
    let args = args!(
        hour = context.event.format_time(context.texts(), scheduled.starts),
        session = session_with_speakers(context, scheduled)
    );
    Message::new(context.texts().html("now-last", args))
}

/// The first session that starts later.
pub(super) fn next_session(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let event = context.event;
    let Some(scheduled) = event.schedule.next_after(event.now) else {
        return match event.schedule.open_ended_at(event.programme, event.now) {
            Some(last) => no_next_session(context, last),
            None => event_over(context),
        };
    };
    Message::new(t.html(
        "next-session",
        args!(
            day = context.event.format_date(t, scheduled.starts),
            hour = context.event.format_time(t, scheduled.starts),
            session = session_with_speakers(context, scheduled),
            wait = Arg::html(time_until(context, scheduled.starts)),
        ),
    ))
}

/// No session follows the one under way.
fn no_next_session(context: &AnswerContext<'_>, last: &ScheduledSession) -> Message {
    let args = args!(
        hour = context.event.format_time(context.texts(), last.starts),
        session = session_with_speakers(context, last)
    );
    Message::new(context.texts().html("next-nothing", args))
}

/// When the event takes place.
pub(super) fn event_dates(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let event = context.event;
    let Some(start) = event.schedule.first_start() else { return programme(context) };
    let is_over = event.schedule.is_over(event.programme, event.now);
    let state = match event.now {
        _ if is_over => t.html("session-past", &[]),
        now if now >= start => t.html("session-under-way", &[]),
        _ => time_until(context, start),
    };
    let mut html = t.html(
        "event-when",
        args!(
            day = event.format_date(t, start),
            hour = event.format_time(t, start),
            end = known_end(context),
            place = event.venue_text(),
            state = Arg::html(state),
        ),
    );
    if is_over {
        html.push_str("\n\n");
        html.push_str(&event_over(context).html);
    }
    Message::new(html).with_inline_keyboard(vec![vec![programme_button(t)]])
}

/// When the event begins, or that it has begun or is over.
pub(super) fn event_start(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let event = context.event;
    let Some(start) = event.schedule.first_start() else { return programme(context) };
    if event.schedule.is_over(event.programme, event.now) {
        return event_over(context);
    }
    let (day, hour) = (event.format_date(t, start), event.format_time(t, start));
    if event.now < start {
        let wait = Arg::html(time_until(context, start));
        let html = t.html("start-to-come", args!(day = day, hour = hour, wait = wait));
        return Message::new(html).with_inline_keyboard(vec![vec![programme_button(t)]]);
    }
    let html = t.html("start-past", args!(day = day, hour = hour, end = known_end(context)));
    Message::new(html).with_inline_keyboard(vec![vec![now_button(t), next_button(t)]])
}

/// When the event ends and how long that is; of an event of several days, today's end as well. Where no end is
/// known, the last session and that its end is not known.
pub(super) fn event_end(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let event = context.event;
    let (Some(start), Some(last)) = (event.schedule.first_start(), event.schedule.last_session()) else {
        return programme(context);
    };
    if event.schedule.is_over(event.programme, event.now) {
        return event_over(context);
    }
    let Some(end) = event.schedule.known_end(event.programme) else { return end_unknown(context, last) };
    let (day, hour) = (event.format_date(t, end), event.format_time(t, end));
    if event.now >= end {
        return past_announced_end(context, last, &hour);
    }
    if event.now < start {
        let opens = Arg::html(t.html(
            "end-opens",
            args!(
                day = event.format_date(t, start),
                hour = event.format_time(t, start),
                wait = Arg::html(time_until(context, start)),
            ),
        ));
        return Message::new(t.html("end-to-come", args!(day = day, hour = hour, opens = opens)));
    }
    let today = context.local_day(event.now);
    if context.local_day(end) == today {
        let left = Arg::html(time_left(t, end - event.now));
        return Message::new(t.html("end-left", args!(hour = hour, left = left)))
            .with_inline_keyboard(vec![vec![now_button(t), next_button(t)]]);
    }
    let mut html = String::new();
    if let Some(last) = last_session_of_day(context, today) {
        match event.schedule.end_of(last) {
            Some(ends) if event.now < ends => {
                let left = Arg::html(time_left(t, ends - event.now));
                html = t.html("end-today", args!(hour = event.format_time(t, ends), left = left));
            }
            Some(_) => {
                let next = event.schedule.next_after(event.now).map_or(end, |scheduled| scheduled.starts);
                html = t.html(
                    "end-tomorrow",
                    args!(day = event.format_date(t, next), hour = event.format_time(t, next)),
                );
            }
            None => html = end_unknown(context, last).html,
        }
        html.push('\n');
    }
    html.push_str(&t.html("end-of-all", args!(day = day, hour = hour)));
    Message::new(html).with_inline_keyboard(vec![vec![now_button(t), next_button(t)]])
}

/// The announced end is past, but the last session has no known end and may still go on.
fn past_announced_end(context: &AnswerContext<'_>, last: &ScheduledSession, announced: &str) -> Message {
    let args = args!(
        session = session_with_speakers(context, last),
        hour = context.event.format_time(context.texts(), last.starts),
        end = announced,
        contact = Arg::html(context.event.contact_html(context.texts())),
    );
    Message::new(context.texts().html("end-closing", args))
}

/// No end is known: the last session and when it begins.
fn end_unknown(context: &AnswerContext<'_>, last: &ScheduledSession) -> Message {
    let t = context.texts();
    let args = args!(
        day = context.event.format_date(t, last.starts),
        hour = context.event.format_time(t, last.starts),
        session = session_with_speakers(context, last),
    );
    Message::new(t.html("end-unknown", args)).with_inline_keyboard(vec![vec![programme_button(t)]])
}

/// "12h", or "none", which the texts select on, where no end is known.
fn known_end(context: &AnswerContext<'_>) -> String {
    let end = context.event.schedule.known_end(context.event.programme);
    end.map_or("none".to_owned(), |end| context.event.format_time(context.texts(), end))
}

/// The sessions at a time of a day of the event; without a day, of today or the first one.
fn on_at<'t>(
    context: &AnswerContext<'t>,
    minutes: i32,
    day: Option<NaiveDate>,
) -> (NaiveDate, Vec<(&'t ScheduledSession, &'t Session)>) {
    let event = context.event;
    let days = event.programme.first_date..=event.programme.last_date;
    let today = context.local_day(event.now);
    let day = day.or(Some(today)).filter(|day| days.contains(day)).unwrap_or(event.programme.first_date);
    let is_on = |scheduled: &ScheduledSession| {
        let start = start_minute(context, scheduled);
        match event.schedule.end_of(scheduled) {
            Some(end) => (start..start + (end - scheduled.starts) / MINUTE).contains(&i64::from(minutes)),
            None => start == i64::from(minutes),
        }
    };
    (day, sessions_of_day(context, day).filter(|(scheduled, _)| is_on(scheduled)).collect())
}

/// The id of the session at a time, if there is just one.
pub(super) fn only_session_at<'t>(
    context: &AnswerContext<'t>,
    minutes: i32,
    day: Option<NaiveDate>,
) -> Option<&'t str> {
    match on_at(context, minutes, day).1.as_slice() {
        [(scheduled, _)] => Some(&scheduled.session_id),
        _ => None,
    }
}

/// The sessions at a time of day, in minutes since midnight. Without a named day of the event, today or else the
/// first day is meant.
pub(super) fn sessions_at(context: &AnswerContext<'_>, minutes: i32, day: Option<NaiveDate>) -> Message {
    let t = context.texts();
    let (day, on) = on_at(context, minutes, day);
    let asked = NaiveTime::from_num_seconds_from_midnight_opt(minutes.max(0) as u32 * 60, 0)
        .map(|time| t.format_time(time))
        .unwrap_or_default();
    match on.as_slice() {
        [(scheduled, _)] => session(context, &scheduled.session_id),
        [] => nothing_at(context, minutes, day, &asked),
        several => {
            let mut html = t.html("at-several", args!(asked = asked, day = t.format_date(day)));
            for (scheduled, session) in several {
                html.push('\n');
                html.push_str(
                    &t.html("at-one-of-several", session_line_args(context, scheduled, session).as_slice()),
                );
            }
            Message::new(html).with_inline_keyboard(vec![vec![programme_button(t)]])
        }
    }
}

/// No session is on at a time of the day: says from when to when the day lasts, or that the last session has no
/// known end and may still go on.
fn nothing_at(context: &AnswerContext<'_>, minutes: i32, day: NaiveDate, asked: &str) -> Message {
    let t = context.texts();
    let event = context.event;
    let last = last_session_of_day(context, day).or(event.schedule.last_session());
    let open_ended = last.filter(|last| event.schedule.end_of(last).is_none());
    let is_last_day = event.schedule.last_session().is_some_and(|last| context.local_day(last.starts) == day);
    let first = sessions_of_day(context, day).map(|(scheduled, _)| scheduled.starts).min();
    if let Some(last) = open_ended.filter(|last| start_minute(context, last) < i64::from(minutes)) {
        let args = args!(
            asked = asked,
            day = event.format_date(t, last.starts),
            hour = event.format_time(t, last.starts),
            session = session_with_speakers(context, last),
            start = event.format_time(t, first.unwrap_or(last.starts)),
            end = if is_last_day { known_end(context) } else { "none".to_owned() },
        );
        return Message::new(t.html("at-open", args)).with_inline_keyboard(vec![vec![programme_button(t)]]);
    }
    let first = first.or(event.schedule.first_start()).unwrap_or_default();
    let last_end =
        sessions_of_day(context, day).filter_map(|(scheduled, _)| event.schedule.end_of(scheduled)).max();
    let end = match open_ended {
        Some(_) if is_last_day => known_end(context),
        Some(_) => "none".to_owned(),
        None => last_end.map_or("none".to_owned(), |end| event.format_time(t, end)),
    };
    let args = args!(
        asked = asked,
        day = event.format_date(t, first),
        hour = event.format_time(t, first),
        end = end
    );
    Message::new(t.html("at-nothing", args)).with_inline_keyboard(vec![vec![programme_button(t)]])
}

/// The sessions that take place on a day.
fn sessions_of_day<'t>(
    context: &AnswerContext<'t>,
    day: NaiveDate,
) -> impl Iterator<Item = (&'t ScheduledSession, &'t Session)> {
    let programme = context.event.programme;
    context
        .held_sessions()
        .filter(move |(scheduled, _)| programme.to_local_time(scheduled.starts).date_naive() == day)
}

/// When a session starts, in minutes since midnight in the event's zone.
fn start_minute(context: &AnswerContext<'_>, scheduled: &ScheduledSession) -> i64 {
    let local = context.event.programme.to_local_time(scheduled.starts);
    i64::from(local.hour()) * 60 + i64::from(local.minute())
}

/// The event is over; whom to contact.
fn event_over(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let title = context.event.programme.title.get(context.lang);
    Message::new(
        t.html("event-over", args!(title = title, contact = Arg::html(context.event.contact_html(t)))),
    )
}

/// The arguments of one line where several sessions are on at once.
fn session_line_args(
    context: &AnswerContext<'_>,
    scheduled: &ScheduledSession,
    session: &Session,
) -> [(&'static str, Arg<'static>); 3] {
    let event = context.event;
    [
        ("hour", Arg::from(event.format_time(context.texts(), scheduled.starts))),
        ("title", Arg::from(session.title.get(context.lang).to_owned())),
        ("place", Arg::from(event.session_venue_text(session).clone())),
    ]
}

/// Whether a moment is before the first session.
fn is_before_event(context: &AnswerContext<'_>, now: EventTime) -> bool {
    context.event.schedule.first_start().is_some_and(|start| now < start)
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

/// The session that starts last on a day; of several, the one that ends last.
fn last_session_of_day<'t>(context: &AnswerContext<'t>, day: NaiveDate) -> Option<&'t ScheduledSession> {
    let of_day = sessions_of_day(context, day).map(|(scheduled, _)| scheduled);
    of_day.max_by_key(|scheduled| (scheduled.starts, context.event.schedule.end_of(scheduled)))
}
