//! Answers that depend on the clock: what is on, what comes, how long it still lasts.

use chrono::{NaiveDate, Timelike};

use super::view::{Here, described, programme, session, sessions};
use crate::args;
use crate::chat::{Button, Message};
use crate::clock::Millis;
use crate::i18n::{Arg, Texts};
use crate::programme::{Session, Slot};

const MINUTE: Millis = 60_000;
/// From so many minutes on a wait is said in hours, and from so many in days.
const IN_HOURS: Millis = 90;
const IN_DAYS: Millis = 1_440;

/// What is on now, since when and until when; before, between and after, what there is to say.
pub fn now(here: &Here<'_>) -> Message {
    let t = here.texts();
    let now = here.forum.now;
    let on: Vec<&Slot> = here.forum.schedule.all_now(now).collect();
    match on.as_slice() {
        [] => match here.forum.schedule.next(now) {
            Some(next) if is_before(here, now) => Message::new(t.html(
                "now-before",
                args!(
                    day = here.forum.day(t, next.starts),
                    hour = here.forum.hour(t, next.starts),
                    session = described(here, next),
                ),
            )),
            Some(next) => Message::new(t.html(
                "now-between",
                args!(hour = here.forum.hour(t, next.starts), session = described(here, next)),
            )),
            None => last(here),
        },
        [slot] => {
            let end = here.forum.schedule.end_of(slot).map(|end| here.forum.hour(t, end)).unwrap_or_default();
            let hour = here.forum.hour(t, slot.starts);
            let args = args!(session = described(here, slot), hour = hour, end = end);
            Message::new(t.html("now-session", args)).inline(next_button(t))
        }
        several => {
            let mut html = t.html("now-several", &[]);
            for slot in several {
                let Some(session) = here.forum.programme.session(&slot.session) else { continue };
                html.push('\n');
                html.push_str(&t.html("at-one-of-several", one_of_several(here, slot, session).as_slice()));
            }
            Message::new(html).inline(next_button(t))
        }
    }
}

/// The last session has begun, and its end is not printed: so it is said, until the event is over.
fn last(here: &Here<'_>) -> Message {
    let t = here.texts();
    let begun = sessions(here).filter(|(slot, _)| slot.starts <= here.forum.now).last();
    match begun {
        Some((slot, _)) if !here.forum.programme.is_over(here.forum.now) && slot.ends.is_none() => {
            let args = args!(hour = here.forum.hour(t, slot.starts), session = described(here, slot));
            Message::new(t.html("now-last", args))
        }
        _ => over(here),
    }
}

/// The first session that starts later.
pub fn next(here: &Here<'_>) -> Message {
    let t = here.texts();
    let Some(slot) = here.forum.schedule.next(here.forum.now) else { return over(here) };
    Message::new(t.html(
        "next-session",
        args!(
            day = here.forum.day(t, slot.starts),
            hour = here.forum.hour(t, slot.starts),
            session = described(here, slot),
            wait = Arg::html(wait(here, slot.starts)),
        ),
    ))
}

/// When the event is.
pub fn when(here: &Here<'_>) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let (Some(start), Some(end)) = (forum.schedule.first_start(), forum.schedule.last_end()) else {
        return programme(here);
    };
    let state = match forum.now {
        now if now >= end => t.html("session-past", &[]),
        now if now >= start => t.html("session-under-way", &[]),
        _ => wait(here, start),
    };
    let mut html = t.html(
        "event-when",
        args!(
            day = forum.day(t, start),
            hour = forum.hour(t, start),
            end = forum.hour(t, end),
            place = forum.place(),
            state = Arg::html(state),
        ),
    );
    if forum.now >= end {
        html.push_str("\n\n");
        html.push_str(&over(here).html);
    }
    Message::new(html).inline(programme_button(t))
}

/// When the event begins: still to come, begun, over.
pub fn start(here: &Here<'_>) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let (Some(start), Some(end)) = (forum.schedule.first_start(), forum.schedule.last_end()) else {
        return programme(here);
    };
    let (day, hour) = (forum.day(t, start), forum.hour(t, start));
    if forum.now < start {
        let wait = Arg::html(wait(here, start));
        let html = t.html("start-to-come", args!(day = day, hour = hour, wait = wait));
        return Message::new(html).inline(programme_button(t));
    }
    if forum.now >= end {
        return ended(here, end);
    }
    let html = t.html("start-past", args!(day = day, hour = hour, end = forum.hour(t, end)));
    Message::new(html).inline(now_and_next(t))
}

/// When the event ends: what is left of it, not begun, over; of several days, today's end as well.
pub fn end(here: &Here<'_>) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let (Some(start), Some(end)) = (forum.schedule.first_start(), forum.schedule.last_end()) else {
        return programme(here);
    };
    let (day, hour) = (forum.day(t, end), forum.hour(t, end));
    if forum.now >= end {
        return ended(here, end);
    }
    if forum.now < start {
        let opens = Arg::html(t.html(
            "end-opens",
            args!(
                day = forum.day(t, start),
                hour = forum.hour(t, start),
                wait = Arg::html(wait(here, start)),
            ),
        ));
        return Message::new(t.html("end-to-come", args!(day = day, hour = hour, opens = opens)));
    }
    if local_day(here, end) == local_day(here, forum.now) {
        let left = Arg::html(duration(t, end - forum.now));
        return Message::new(t.html("end-left", args!(hour = hour, left = left))).inline(now_and_next(t));
    }
    let mut html = match end_of_day(here, local_day(here, forum.now)).filter(|end| forum.now < *end) {
        Some(today) => {
            let left = Arg::html(duration(t, today - forum.now));
            t.html("end-today", args!(hour = forum.hour(t, today), left = left))
        }
        None => {
            let next = forum.schedule.next(forum.now).map_or(end, |slot| slot.starts);
            t.html("end-tomorrow", args!(day = forum.day(t, next), hour = forum.hour(t, next)))
        }
    };
    html.push('\n');
    html.push_str(&t.html("end-of-all", args!(day = day, hour = hour)));
    Message::new(html).inline(now_and_next(t))
}

/// The announced end is past. Where the last session's own end is not printed, that is said.
fn ended(here: &Here<'_>, end: Millis) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let last = sessions(here).filter(|(slot, _)| slot.starts == end && slot.ends.is_none()).last();
    let html = match last {
        Some((_, session)) if !forum.programme.is_over(forum.now) => t.html(
            "end-closing",
            args!(
                title = session.title.get(here.lang()),
                day = forum.day(t, end),
                hour = forum.hour(t, end),
                contact = Arg::html(forum.contact(t)),
            ),
        ),
        _ => return over(here),
    };
    Message::new(html)
}

/// What is on at a time of day: of the day that was named, else of the event's day under way, else of its
/// first.
pub fn at(here: &Here<'_>, minutes: i32, day: Option<NaiveDate>) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let days = forum.programme.date..=forum.programme.last_date;
    let today = local_day(here, forum.now);
    let day = day.or(Some(today)).filter(|day| days.contains(day)).unwrap_or(forum.programme.date);
    let slots = || sessions(here).filter(|(slot, _)| local_day(here, slot.starts) == day);
    let of_day = |slot: &Slot| {
        let local = forum.programme.local(slot.starts);
        i64::from(local.hour()) * 60 + i64::from(local.minute())
    };
    let is_on = |slot: &Slot| {
        let start = of_day(slot);
        match forum.schedule.end_of(slot) {
            Some(end) => (start..start + (end - slot.starts) / MINUTE).contains(&i64::from(minutes)),
            None => start == i64::from(minutes),
        }
    };
    let on: Vec<_> = slots().filter(|(slot, _)| is_on(slot)).collect();
    let asked = chrono::NaiveTime::from_num_seconds_from_midnight_opt(minutes.max(0) as u32 * 60, 0)
        .map(|time| t.hour(time))
        .unwrap_or_default();
    match on.as_slice() {
        [(slot, _)] => session(here, &slot.session),
        [] => {
            let first = slots().map(|(slot, _)| slot.starts).min();
            let first = first.or(forum.schedule.first_start()).unwrap_or_default();
            let last = end_of_day(here, day).or(forum.schedule.last_end()).unwrap_or_default();
            let args = args!(
                asked = asked,
                day = forum.day(t, first),
                hour = forum.hour(t, first),
                end = forum.hour(t, last),
            );
            Message::new(t.html("at-nothing", args)).inline(programme_button(t))
        }
        several => {
            let mut html = t.html("at-several", args!(asked = asked, day = t.day(day)));
            for (slot, session) in several {
                html.push('\n');
                html.push_str(&t.html("at-one-of-several", one_of_several(here, slot, session).as_slice()));
            }
            Message::new(html).inline(programme_button(t))
        }
    }
}

fn over(here: &Here<'_>) -> Message {
    let t = here.texts();
    let title = here.forum.programme.title.get(here.lang());
    Message::new(t.html("event-over", args!(title = title, contact = Arg::html(here.forum.contact(t)))))
}

/// "dans 3 jours", "dans 1 h 35 min", "dans 25 minutes": days as the calendar counts them.
pub fn wait(here: &Here<'_>, at: Millis) -> String {
    let t = here.texts();
    let minutes = (at - here.forum.now + MINUTE - 1) / MINUTE;
    if minutes <= IN_HOURS {
        return t.html("wait-minutes", args!(count = minutes));
    }
    let days = (local_day(here, at) - local_day(here, here.forum.now)).num_days();
    if minutes > IN_DAYS || days > 1 {
        return t.html("wait-days", args!(count = days.max(1)));
    }
    match (minutes / 60, minutes % 60) {
        (hours, 0) => t.html("wait-hours", args!(count = hours)),
        (hours, minutes) => t.html("wait-both", args!(hours = hours, minutes = minutes)),
    }
}

fn one_of_several(here: &Here<'_>, slot: &Slot, session: &Session) -> [(&'static str, Arg<'static>); 3] {
    let forum = here.forum;
    [
        ("hour", Arg::from(forum.hour(here.texts(), slot.starts))),
        ("title", Arg::from(session.title.get(here.lang()).to_owned())),
        ("place", Arg::from(forum.place_of(session).to_string())),
    ]
}

fn next_button(t: &Texts) -> Vec<Vec<Button>> {
    vec![vec![Button::new(t.label("button-next"), "say:next")]]
}

/// Whether a moment is before the forum's first session.
fn is_before(here: &Here<'_>, now: Millis) -> bool {
    here.forum.schedule.first_start().is_some_and(|start| now < start)
}

/// "48 min", "1 h 40": how long something still lasts.
fn duration(t: &Texts, left: Millis) -> String {
    let minutes = (left + MINUTE - 1) / MINUTE;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => t.html("left-minutes", args!(count = minutes)),
        (hours, 0) => t.html("left-hours", args!(hours = hours)),
        (hours, minutes) => t.html("left-both", args!(hours = hours, minutes = minutes)),
    }
}

/// The last end of a day's sessions, or start of one whose end is not printed.
fn end_of_day(here: &Here<'_>, day: NaiveDate) -> Option<Millis> {
    let of_day = sessions(here).filter(|(slot, _)| local_day(here, slot.starts) == day);
    of_day.map(|(slot, _)| slot.ends.unwrap_or(slot.starts)).max()
}

fn local_day(here: &Here<'_>, at: Millis) -> NaiveDate {
    here.forum.programme.local(at).date_naive()
}

fn programme_button(t: &Texts) -> Vec<Vec<Button>> {
    vec![vec![Button::new(t.label("button-programme"), "say:programme")]]
}

fn now_and_next(t: &Texts) -> Vec<Vec<Button>> {
    vec![vec![Button::new(t.label("button-now"), "say:now"), Button::new(t.label("button-next"), "say:next")]]
}
