//! What is shown of the sessions: the programme, one session's card, its speakers, and the parts that
//! other answers are built from (hours, status, time until a start).

use chrono::NaiveDate;

use super::ask_back::{next_button, now_button, programme_button, reminders_button};
use super::context::AnswerContext;
use crate::args;
use crate::chat::{Keyboard, Message};
use crate::clock::{EventTime, Millis};
use crate::i18n::Arg;
use crate::programme::{ScheduledSession, Session};

pub(super) const MINUTE: Millis = 60_000;
/// A wait of more minutes than this is shown in hours.
const HOURS_THRESHOLD: Millis = 90;
/// A wait of more minutes than this is shown in days.
const DAYS_THRESHOLD: Millis = 1_440;

/// The whole programme as one message, the current session marked.
pub(super) fn programme(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let now = context.event.schedule.current(context.event.now);
    let now = now.map(|scheduled| scheduled.session_id.as_str());
    Message::new(programme_html(context, None, now))
        .with_inline_keyboard(vec![vec![now_button(t), next_button(t)]])
}

/// The programme of one day or of all, the session `now` marked.
pub(super) fn programme_html(
    context: &AnswerContext<'_>,
    only_day: Option<NaiveDate>,
    now: Option<&str>,
) -> String {
    let t = context.texts();
    let mut html = t.html("programme-title", args!(title = context.event.programme.title.get(context.lang)));
    let mut day = String::new();
    let is_shown = |scheduled: &ScheduledSession| {
        let date = context.event.programme.to_local_time(scheduled.starts).date_naive();
        only_day.is_none_or(|day| day == date)
    };
    for (scheduled, session) in context.all_sessions().filter(|(scheduled, _)| is_shown(scheduled)) {
        let that_day = context.event.format_date(t, scheduled.starts);
        if that_day != day {
            html.push_str("\n\n");
            html.push_str(&t.html("programme-day", args!(day = &that_day)));
            day = that_day;
        }
        let id = match now {
            _ if scheduled.cancelled => "programme-line-cancelled",
            Some(now) if now == session.id => "programme-line-now",
            _ => "programme-line",
        };
        let line = args!(
            hour = context.event.format_time(t, scheduled.starts),
            title = session.title.get(context.lang)
        );
        html.push('\n');
        html.push_str(&t.html(id, line));
        if let Some(room) = context.event.room_to_say(scheduled, session) {
            html.push_str(&t.html("programme-room", args!(room = room)));
        }
    }
    let start = context.event.schedule.first_start().unwrap_or_default();
    html.push_str("\n\n");
    html.push_str(&t.html(
        "programme-place",
        args!(place = context.event.venue_text(), day = context.event.format_date(t, start)),
    ));
    html
}

/// The programme in a private chat, with a button for the reader's reminders.
pub(super) fn own_programme(context: &AnswerContext<'_>) -> Message {
    let mut message = programme(context);
    if let Some(Keyboard::Inline(rows)) = &mut message.keyboard {
        rows.push(vec![reminders_button(context.texts())]);
    }
    message
}

/// One session: its hours, whether it is past or under way, its speakers and its subjects. The programme where
/// the session is unknown.
pub(super) fn session(context: &AnswerContext<'_>, id: &str) -> Message {
    let t = context.texts();
    let event = context.event;
    let (Some(session), Some(scheduled)) = (event.programme.session(id), event.schedule.session(id)) else {
        return programme(context);
    };
    if scheduled.cancelled {
        let (day, hour) = (event.format_date(t, scheduled.starts), event.format_time(t, scheduled.starts));
        let title = session.title.get(context.lang);
        return Message::new(t.html("session-cancelled", args!(title = title, day = day, hour = hour)))
            .with_inline_keyboard(vec![vec![programme_button(t)]]);
    }
    let html = t.html(
        "session-card",
        args!(
            title = session.title.get(context.lang),
            day = event.format_date(t, scheduled.starts),
            hours = Arg::html(session_hours(context, scheduled)),
            state = Arg::html(session_status(context, scheduled)),
            place = event.session_venue_text(session),
            details = Arg::html(session_details(context, session)),
        ),
    );
    Message::new(html)
}

/// "10h30 – 11h30", or only the start where the end is not printed.
pub(super) fn session_hours(context: &AnswerContext<'_>, scheduled: &ScheduledSession) -> String {
    let (t, event) = (context.texts(), context.event);
    match event.schedule.end_of(scheduled) {
        Some(end) => t.html(
            "session-hours",
            args!(hour = event.format_time(t, scheduled.starts), end = event.format_time(t, end)),
        ),
        None => t.html("session-hour", args!(hour = event.format_time(t, scheduled.starts))),
    }
}

/// "past", "under way", or how long until it begins.
pub(super) fn session_status(context: &AnswerContext<'_>, scheduled: &ScheduledSession) -> String {
    let (t, event) = (context.texts(), context.event);
    match event.schedule.end_of(scheduled) {
        Some(end) if event.now >= end => t.html("session-past", &[]),
        None if is_past(context, scheduled) => t.html("session-past", &[]),
        _ if event.now >= scheduled.starts => t.html("session-under-way", &[]),
        _ => time_until(context, scheduled.starts),
    }
}

/// Whether a session without a known end is over: the event is, or a later session has begun.
fn is_past(context: &AnswerContext<'_>, scheduled: &ScheduledSession) -> bool {
    let event = context.event;
    let later = |other: &ScheduledSession| other.starts > scheduled.starts && other.starts <= event.now;
    let is_over = event.schedule.is_over(event.programme, event.now);
    event.now >= scheduled.starts && (is_over || event.schedule.not_cancelled().any(later))
}

/// A session's title and its speakers, as an argument of another message.
pub(super) fn session_with_speakers(
    context: &AnswerContext<'_>,
    scheduled: &ScheduledSession,
) -> Arg<'static> {
    let t = context.texts();
    let Some(session) = context.event.programme.session(&scheduled.session_id) else {
        return Arg::html(String::new());
    };
    let title = session.title.get(context.lang);
    let mut html = match &session.speakers {
        Some(speakers) => {
            t.html("session-and-speakers", args!(title = title, speakers = speakers.get(context.lang)))
        }
        None => t.html("session-alone", args!(title = title)),
    };
    if let Some(room) = context.event.room_to_say(scheduled, session) {
        html.push('\n');
        html.push_str(t.html("programme-room", args!(room = room)).trim_start_matches([' ', '·']));
    }
    Arg::html(html)
}

/// Speakers, sub-points and subjects, a line each.
fn session_details(context: &AnswerContext<'_>, session: &Session) -> String {
    let t = context.texts();
    let lang = context.lang;
    let mut html = String::new();
    if let Some(speakers) = &session.speakers {
        html.push('\n');
        html.push_str(&t.html("session-speakers", args!(speakers = speakers.get(lang))));
    }
    for point in session.sub_points.iter().chain(&session.subjects) {
        html.push('\n');
        html.push_str(&t.html("session-point", args!(point = point.get(lang))));
    }
    html
}

/// A session's speakers as the event file names them.
pub(super) fn speakers(context: &AnswerContext<'_>, id: &str) -> Message {
    let t = context.texts();
    let Some(session) = context.event.programme.session(id) else { return programme(context) };
    let title = session.title.get(context.lang);
    let html = match &session.speakers {
        Some(speakers) => t.html("who-speaks", args!(title = title, speakers = speakers.get(context.lang))),
        None => t.html("who-unknown", args!(title = title)),
    };
    Message::new(html)
}

/// "in 3 days", "in 1 h 35 min", "in 25 minutes". Days are calendar days.
pub(super) fn time_until(context: &AnswerContext<'_>, at: EventTime) -> String {
    let t = context.texts();
    let minutes = (at - context.event.now + MINUTE - 1) / MINUTE;
    if minutes <= HOURS_THRESHOLD {
        return t.html("wait-minutes", args!(count = minutes));
    }
    let days = (context.local_day(at) - context.local_day(context.event.now)).num_days();
    if minutes > DAYS_THRESHOLD || days > 1 {
        return t.html("wait-days", args!(count = days.max(1)));
    }
    match (minutes / 60, minutes % 60) {
        (hours, 0) => t.html("wait-hours", args!(count = hours)),
        (hours, minutes) => t.html("wait-both", args!(hours = hours, minutes = minutes)),
    }
}
