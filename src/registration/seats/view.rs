//! What people in line are told.

use super::News;
use super::store::Moved;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, texts};
use crate::turn::Forum;

/// Day, hour and place stand in every message that calls somebody to come.
pub fn news(forum: Forum<'_>, moved: &Moved, news: News) -> Message {
    let t = texts(moved.lang);
    let start = forum.schedule.first_start().unwrap_or_else(|| forum.programme.first_start());
    let (day, hour, place) = (forum.day(t, start), forum.hour(t, start), forum.place());
    let number = moved.number;
    let button = |id: &str, what: &str| vec![Button::new(t.label(id), format!("reg:{what}:{number}"))];
    let whose = if moved.other.is_some() { "other" } else { "own" };
    let name = moved.other.as_deref().unwrap_or_default();
    match news {
        News::Promoted => Message::new(
            t.html("seat-promoted", args!(whose = whose, name = name, day = day, hour = hour, place = place)),
        )
        .inline(vec![button("seat-card", "show"), button("seat-cannot-come", "cannot-come")]),
        News::Offered(until) => Message::new(t.html(
            "seat-offered",
            args!(
                whose = whose,
                name = name,
                day = day,
                hour = hour,
                place = place,
                until = forum.hour(t, until),
                untilday = forum.day(t, until),
            ),
        ))
        .inline(vec![button("seat-take", "take"), button("seat-refuse", "cannot-come")]),
        News::RanOut => Message::new(t.html("seat-ran-out", args!(whose = whose, name = name)))
            .inline(vec![button("seat-again", "again"), button("card-leave-list", "cannot-come")]),
        News::TooLate | News::LastChance => Message::new(t.html(
            if news == News::TooLate { "seat-too-late" } else { "seat-last-chance" },
            args!(whose = whose, name = name, contact = Arg::html(forum.contact(t))),
        )),
    }
}

/// To somebody who began and did not finish: without a sound, for the moment may be in the night.
pub fn nudge(forum: Forum<'_>, lang: Lang) -> Message {
    let t = texts(lang);
    let last = forum.programme.closes_at().unwrap_or(forum.now) - 1;
    let html = t.html("registration-nudge", args!(day = forum.day(t, last)));
    let rows = vec![
        vec![Button::new(t.label("registration-go-on"), "reg:go-on")],
        vec![Button::new(t.label("registration-leave"), "reg:leave")],
    ];
    Message::new(html).inline(rows).silent()
}
