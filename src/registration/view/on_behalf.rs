//! What is said about other people: whom one registers, how they agreed, how they take it over.

use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, texts};
use crate::registration::store::Registration;
use crate::turn::Turn;

/// How many people stand on a screen.
const GUESTS_PER_PAGE: usize = 3;

/// Those somebody registered; `own` leads back to their own card.
pub fn guest_list(turn: &Turn<'_>, made: &[(i64, String)], page: usize, own: Option<i64>) -> Message {
    let t = turn.texts();
    let pages = made.len().div_ceil(GUESTS_PER_PAGE).max(1);
    let page = page % pages;
    let person = |(number, name): &(i64, String)| {
        vec![Button::new(t.plain("others-person", args!(name = name)), format!("reg:show:{number}"))]
    };
    let mut rows: Vec<Vec<Button>> =
        made.iter().skip(page * GUESTS_PER_PAGE).take(GUESTS_PER_PAGE).map(person).collect();
    rows.push(vec![Button::new(t.label("others-add"), "reg:add")]);
    let mut last = Vec::new();
    if let Some(number) = own {
        last.push(Button::new(t.label("registration-back"), format!("reg:show:{number}")));
    }
    if pages > 1 {
        let label = t.plain("others-more", args!(page = (page + 1) as i64, pages = pages as i64));
        last.push(Button::new(label, format!("reg:others:{}", (page + 1) % pages)));
    }
    rows.extend((!last.is_empty()).then_some(last));
    Message::new(t.html("others", args!(count = made.len() as i64))).with_inline_keyboard(rows)
}

/// Before somebody else's first answer: that they agreed, and how.
pub fn guest_consent(turn: &Turn<'_>) -> Message {
    guest_consent_screen(turn, "other-consent", true)
}

/// The notice to read to them.
pub fn guest_notice(turn: &Turn<'_>) -> Message {
    guest_consent_screen(turn, "other-consent-whole", false)
}

fn guest_consent_screen(turn: &Turn<'_>, id: &str, more: bool) -> Message {
    let t = turn.texts();
    let programme = turn.event.programme;
    let organisers = programme.organisers.iter().map(|name| name.get(turn.lang())).collect::<Vec<_>>();
    let html = t.html(
        id,
        args!(
            organisers = organisers.join(" · "),
            months = i64::from(programme.retention_months),
            contact = Arg::html(turn.event.contact_html(t)),
        ),
    );
    let mut rows = vec![
        vec![Button::new(t.label("other-aloud"), "reg:other:aloud")],
        vec![Button::new(t.label("other-paper"), "reg:other:paper")],
    ];
    if more {
        rows.push(vec![Button::new(t.label("other-read"), "reg:other-notice")]);
    }
    rows.push(vec![Button::new(t.label("registration-back"), "reg:others")]);
    Message::new(html).with_inline_keyboard(rows)
}

pub fn guest_limit_reached(turn: &Turn<'_>, most: usize) -> String {
    let t = turn.texts();
    t.html("others-too-many", args!(most = most as i64, contact = Arg::html(turn.event.contact_html(t))))
}

/// Whether a ticket is theirs, and whether they agree to the notice for themselves.
pub fn claim_prompt(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let months = i64::from(turn.event.programme.retention_months);
    let html = t.html("ticket-claim", args!(name = registration.answers.name.to_string(), months = months));
    let yes = Button::new(t.label("ticket-claim-yes"), format!("reg:claim:{}", registration.code.as_str()));
    Message::new(html)
        .with_inline_keyboard(vec![vec![yes], vec![Button::new(t.label("registration-more"), "reg:more")]])
}

/// To whoever registered somebody that has now taken over.
pub fn taken_over(lang: Lang, registration: &Registration) -> Message {
    Message::new(texts(lang).html("ticket-taken-over", args!(name = registration.answers.name.to_string())))
}
