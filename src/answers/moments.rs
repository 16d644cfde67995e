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
            _ if let Some(open) = here.forum.schedule.open_at(here.forum.programme, now) => {
                going_on(here, open)
            }
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
            None => over(here),
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

/// The last session of the day has begun, and its end is not printed: so it is said.
fn going_on(here: &Here<'_>, slot: &Slot) -> Message {
    let args = args!(hour = here.forum.hour(here.texts(), slot.starts), session = described(here, slot));
    Message::new(here.texts().html("now-last", args))
}

/// The first session that starts later.
pub fn next(here: &Here<'_>) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let Some(slot) = forum.schedule.next(forum.now) else {
        return match forum.schedule.open_at(forum.programme, forum.now) {
            Some(last) => nothing_after(here, last),
            None => over(here),
        };
    };
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

/// Nothing is listed behind the last session.
fn nothing_after(here: &Here<'_>, last: &Slot) -> Message {
    let args = args!(hour = here.forum.hour(here.texts(), last.starts), session = described(here, last));
    Message::new(here.texts().html("next-nothing", args))
}

/// When the event is.
pub fn when(here: &Here<'_>) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let Some(start) = forum.schedule.first_start() else { return programme(here) };
    let is_over = forum.schedule.is_over(forum.programme, forum.now);
    let state = match forum.now {
        _ if is_over => t.html("session-past", &[]),
        now if now >= start => t.html("session-under-way", &[]),
        _ => wait(here, start),
    };
    let mut html = t.html(
        "event-when",
        args!(
            day = forum.day(t, start),
            hour = forum.hour(t, start),
            end = known_end(here),
            place = forum.place(),
            state = Arg::html(state),
        ),
    );
    if is_over {
        html.push_str("\n\n");
        html.push_str(&over(here).html);
    }
    Message::new(html).inline(programme_button(t))
}

/// When the event begins: still to come, begun, over.
pub fn start(here: &Here<'_>) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let Some(start) = forum.schedule.first_start() else { return programme(here) };
    if forum.schedule.is_over(forum.programme, forum.now) {
        return over(here);
    }
    let (day, hour) = (forum.day(t, start), forum.hour(t, start));
    if forum.now < start {
        let wait = Arg::html(wait(here, start));
        let html = t.html("start-to-come", args!(day = day, hour = hour, wait = wait));
        return Message::new(html).inline(programme_button(t));
    }
    let html = t.html("start-past", args!(day = day, hour = hour, end = known_end(here)));
    Message::new(html).inline(now_and_next(t))
}

/// When the event ends: what is left of it, not begun, over; of several days, today's end as well. Where no end
/// is printed, what comes last is said, and that its end is not known.
pub fn end(here: &Here<'_>) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let (Some(start), Some(last)) = (forum.schedule.first_start(), forum.schedule.last()) else {
        return programme(here);
    };
    if forum.schedule.is_over(forum.programme, forum.now) {
        return over(here);
    }
    let Some(end) = forum.schedule.known_end(forum.programme) else { return end_unknown(here, last) };
    let (day, hour) = (forum.day(t, end), forum.hour(t, end));
    if forum.now >= end {
        return closing(here, last, &hour);
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
    let today = local_day(here, forum.now);
    if local_day(here, end) == today {
        let left = Arg::html(duration(t, end - forum.now));
        return Message::new(t.html("end-left", args!(hour = hour, left = left))).inline(now_and_next(t));
    }
    let mut html = String::new();
    if let Some(last) = last_of_day(here, today) {
        match forum.schedule.end_of(last) {
            Some(ends) if forum.now < ends => {
                let left = Arg::html(duration(t, ends - forum.now));
                html = t.html("end-today", args!(hour = forum.hour(t, ends), left = left));
            }
            Some(_) => {
                let next = forum.schedule.next(forum.now).map_or(end, |slot| slot.starts);
                html = t.html("end-tomorrow", args!(day = forum.day(t, next), hour = forum.hour(t, next)));
            }
            None => html = end_unknown(here, last).html,
        }
        html.push('\n');
    }
    html.push_str(&t.html("end-of-all", args!(day = day, hour = hour)));
    Message::new(html).inline(now_and_next(t))
}

/// The announced end is past, and the last session may go on: its own end is not printed.
fn closing(here: &Here<'_>, last: &Slot, announced: &str) -> Message {
    let args = args!(
        session = described(here, last),
        hour = here.forum.hour(here.texts(), last.starts),
        end = announced,
        contact = Arg::html(here.forum.contact(here.texts())),
    );
    Message::new(here.texts().html("end-closing", args))
}

/// No end is printed: what comes last, and when it begins.
fn end_unknown(here: &Here<'_>, last: &Slot) -> Message {
    let t = here.texts();
    let args = args!(
        day = here.forum.day(t, last.starts),
        hour = here.forum.hour(t, last.starts),
        session = described(here, last),
    );
    Message::new(t.html("end-unknown", args)).inline(programme_button(t))
}

/// "12h", or nothing where no end is printed.
fn known_end(here: &Here<'_>) -> String {
    let end = here.forum.schedule.known_end(here.forum.programme);
    end.map_or("none".to_owned(), |end| here.forum.hour(here.texts(), end))
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
            let last = last_of_day(here, day).or(forum.schedule.last());
            let open = last.filter(|last| forum.schedule.end_of(last).is_none());
            let last_day = forum.schedule.last().is_some_and(|last| local_day(here, last.starts) == day);
            // nobody knows whether the last session still goes on then
            if let Some(last) = open.filter(|last| of_day(last) < i64::from(minutes)) {
                let args = args!(
                    asked = asked,
                    day = forum.day(t, last.starts),
                    hour = forum.hour(t, last.starts),
                    session = described(here, last),
                    start = forum.hour(t, slots().map(|(slot, _)| slot.starts).min().unwrap_or(last.starts)),
                    end = if last_day { known_end(here) } else { "none".to_owned() },
                );
                return Message::new(t.html("at-open", args)).inline(programme_button(t));
            }
            let first = slots().map(|(slot, _)| slot.starts).min();
            let first = first.or(forum.schedule.first_start()).unwrap_or_default();
            let ends = slots().filter_map(|(slot, _)| forum.schedule.end_of(slot)).max();
            let end = match open {
                Some(_) if last_day => known_end(here),
                Some(_) => "none".to_owned(),
                None => ends.map_or("none".to_owned(), |end| forum.hour(t, end)),
            };
            let args =
                args!(asked = asked, day = forum.day(t, first), hour = forum.hour(t, first), end = end);
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

/// The session that starts last on a day; where several do, the one that goes on longest.
fn last_of_day<'t>(here: &Here<'t>, day: NaiveDate) -> Option<&'t Slot> {
    let of_day = sessions(here).map(|(slot, _)| slot).filter(|slot| local_day(here, slot.starts) == day);
    of_day.max_by_key(|slot| (slot.starts, here.forum.schedule.end_of(slot)))
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
