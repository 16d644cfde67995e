//! Messages to people on the waitlist, and the reminder to complete a registration.

use super::model::{SeatNotification, WaitlistRecipient};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, texts};
use crate::registration::payload::{CardAction, Payload};
use crate::turn::EventContext;

/// The message for a change of a seat. Every message that invites a person states day, time and place.
pub fn seat_notification(
    event: EventContext<'_>,
    recipient: &WaitlistRecipient,
    notification: SeatNotification,
) -> Message {
    let t = texts(recipient.lang);
    let start = event.schedule.first_start().unwrap_or_else(|| event.programme.first_start());
    let (day, hour, place) = (event.format_date(t, start), event.format_time(t, start), event.venue_text());
    let button = |id: &str, action: CardAction| {
        vec![Button::new(t.label(id), Payload::Card(recipient.number, action))]
    };
    let whose = if recipient.guest_name.is_some() { "other" } else { "own" };
    let name = recipient.guest_name.as_deref().unwrap_or_default();
    let without_seat = |id: &str| {
        let contact = Arg::html(event.contact_html(t));
        Message::new(t.html(id, args!(whose = whose, name = name, contact = contact)))
    };
    match notification {
        SeatNotification::Promoted => Message::new(
            t.html("seat-promoted", args!(whose = whose, name = name, day = day, hour = hour, place = place)),
        )
        .with_inline_keyboard(vec![
            button("seat-card", CardAction::Show),
            button("seat-cannot-come", CardAction::AskToCancel),
        ]),
        SeatNotification::Offered(until) => Message::new(t.html(
            "seat-offered",
            args!(
                whose = whose,
                name = name,
                day = day,
                hour = hour,
                place = place,
                until = event.format_time(t, until),
                untilday = event.format_date(t, until),
            ),
        ))
        .with_inline_keyboard(vec![
            button("seat-take", CardAction::AcceptOffer),
            button("seat-refuse", CardAction::AskToCancel),
        ]),
        SeatNotification::OfferExpired => Message::new(
            t.html("seat-ran-out", args!(whose = whose, name = name)),
        )
        .with_inline_keyboard(vec![
            button("seat-again", CardAction::RejoinWaitlist),
            button("card-leave-list", CardAction::AskToCancel),
        ]),
        SeatNotification::LastOfferExpired => without_seat("seat-too-late"),
        SeatNotification::WaitlistClosed => without_seat("seat-last-chance"),
    }
}

/// The reminder to complete a registration. It is silent: it can be sent at night.
pub fn completion_reminder(event: EventContext<'_>, lang: Lang) -> Message {
    let t = texts(lang);
    let last = event.programme.registration_closes_at().unwrap_or(event.now) - 1;
    let html = t.html("registration-nudge", args!(day = event.format_date(t, last)));
    let rows = vec![
        vec![Button::new(t.label("registration-go-on"), Payload::Resume)],
        vec![Button::new(t.label("registration-leave"), Payload::Abandon)],
    ];
    Message::new(html).with_inline_keyboard(rows).without_sound()
}
