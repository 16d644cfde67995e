//! The organisers' screen about attendees.

use std::collections::BTreeMap;

use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Arg;
use crate::registration::model::Category;
use crate::registration::payload::Payload;
use crate::registration::seats::SeatCounts;
use crate::registration::wording::{category_label, with_contact};
use crate::turn::Turn;

/// How many are registered, by category, and how many seats are left. `new` is the count of the last 24
/// hours.
pub fn attendee_counts(turn: &Turn<'_>, counts: &SeatCounts, new: i64) -> Message {
    let t = turn.texts();
    let mut lines = Vec::new();
    for (category, count) in by_category(&counts.taken).into_iter().filter(|(_, count)| *count > 0) {
        let name = category_label(t, category);
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
        vec![Button::new(t.label("guests-get-file"), Payload::AttendeeFile)],
        vec![Button::new(t.label("others-add"), Payload::AddGuest)],
    ])
}

/// Explains that only organisers see the attendees.
pub fn organisers_only(turn: &Turn<'_>) -> Message {
    Message::new(with_contact(turn, "guests-organisers-only"))
}

/// Counts in the order of the categories' buttons; 0 for a category without a count.
fn by_category(counts: &BTreeMap<Category, i64>) -> Vec<(Category, i64)> {
    Category::ALL
        .into_iter()
        .map(|category| (category, counts.get(&category).copied().unwrap_or(0)))
        .collect()
}
