//! What organisers are told about who comes.

use super::category_message_id;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Arg;
use crate::registration::attendees::by_category;
use crate::registration::seats::SeatCounts;
use crate::turn::Turn;

/// How many, of whom, and what is left. `new`: since yesterday at this hour.
pub fn attendee_counts(turn: &Turn<'_>, counts: &SeatCounts, new: i64) -> Message {
    let t = turn.texts();
    let mut lines = Vec::new();
    for (category, count) in by_category(&counts.taken).into_iter().filter(|(_, count)| *count > 0) {
        let name = t.label(category_message_id(category));
        lines.push(t.html("guests-category", args!(name = name, count = count)));
    }
    let left = match turn.event.programme.registration.capacity {
        Some(capacity) => {
            let left = (i64::from(capacity) - counts.taken()).max(0);
            t.html("guests-left", args!(count = left, capacity = i64::from(capacity)))
        }
        None => t.html("guests-no-limit", &[]),
    };
    let html = t.html(
        "guests",
        args!(
            count = counts.taken(),
            lines = Arg::html(lines.join("\n")),
            left = Arg::html(left),
            waiting = counts.total_waiting(),
            fresh = new,
        ),
    );
    Message::new(html).with_inline_keyboard(vec![
        vec![Button::new(t.label("guests-get-file"), "reg:list-file")],
        vec![Button::new(t.label("others-add"), "reg:add")],
    ])
}

pub fn organisers_only(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("guests-organisers-only", args!(contact = Arg::html(turn.event.contact_html(t)))))
}
