//! What people in line are told.

use super::SeatNotification;
use super::store::WaitlistRecipient;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, texts};
use crate::turn::EventContext;

/// Day, hour and place stand in every message that calls somebody to come.
pub fn seat_notification(
    forum: EventContext<'_>,
    moved: &WaitlistRecipient,
    news: SeatNotification,
) -> Message {
    let t = texts(moved.lang);
    let start = forum.schedule.first_start().unwrap_or_else(|| forum.programme.first_start());
    let (day, hour, place) = (forum.format_date(t, start), forum.format_time(t, start), forum.venue_text());
    let number = moved.number;
    let button = |id: &str, what: &str| vec![Button::new(t.label(id), format!("reg:{what}:{number}"))];
    let whose = if moved.guest_name.is_some() { "other" } else { "own" };
    let name = moved.guest_name.as_deref().unwrap_or_default();
    match news {
        SeatNotification::Promoted => Message::new(
            t.html("seat-promoted", args!(whose = whose, name = name, day = day, hour = hour, place = place)),
        )
        .with_inline_keyboard(vec![button("seat-card", "show"), button("seat-cannot-come", "cannot-come")]),
        SeatNotification::Offered(until) => Message::new(t.html(
            "seat-offered",
            args!(
                whose = whose,
                name = name,
                day = day,
                hour = hour,
                place = place,
                until = forum.format_time(t, until),
                untilday = forum.format_date(t, until),
            ),
        ))
        .with_inline_keyboard(vec![button("seat-take", "take"), button("seat-refuse", "cannot-come")]),
        SeatNotification::OfferExpired => Message::new(
            t.html("seat-ran-out", args!(whose = whose, name = name)),
        )
        .with_inline_keyboard(vec![button("seat-again", "again"), button("card-leave-list", "cannot-come")]),
        SeatNotification::LastOfferExpired | SeatNotification::WaitlistClosed => Message::new(t.html(
            if news == SeatNotification::LastOfferExpired { "seat-too-late" } else { "seat-last-chance" },
            args!(whose = whose, name = name, contact = Arg::html(forum.contact_html(t))),
        )),
    }
}

/// To somebody who began and did not finish: without a sound, for the moment may be in the night.
pub fn completion_reminder(forum: EventContext<'_>, lang: Lang) -> Message {
    let t = texts(lang);
    let last = forum.programme.registration_closes_at().unwrap_or(forum.now) - 1;
    let html = t.html("registration-nudge", args!(day = forum.format_date(t, last)));
    let rows = vec![
        vec![Button::new(t.label("registration-go-on"), "reg:go-on")],
        vec![Button::new(t.label("registration-leave"), "reg:leave")],
    ];
    Message::new(html).with_inline_keyboard(rows).without_sound()
}
