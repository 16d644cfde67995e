//! The screens about guests: their list, their consent, and the claim of a registration by its attendee.

use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, texts};
use crate::ids::RegistrationNumber;
use crate::registration::model::{Guest, Registration};
use crate::registration::payload::{CardAction, Payload};
use crate::registration::wording;
use crate::turn::Turn;

/// With more guests a page is longer than a phone's screen.
const GUESTS_PER_PAGE: usize = 3;

/// A page of the account's guests. `own` is the account's own registration, to which a button leads back.
pub fn guest_list(
    turn: &Turn<'_>,
    guests: &[Guest],
    page: usize,
    own: Option<RegistrationNumber>,
) -> Message {
    let t = turn.texts();
    let pages = guests.len().div_ceil(GUESTS_PER_PAGE).max(1);
    let page = page % pages;
    let guest_row = |guest: &Guest| {
        let label = t.plain("others-person", args!(name = &guest.name));
        vec![Button::new(label, Payload::Card(guest.number, CardAction::Show))]
    };
    let mut rows: Vec<Vec<Button>> =
        guests.iter().skip(page * GUESTS_PER_PAGE).take(GUESTS_PER_PAGE).map(guest_row).collect();
    rows.push(vec![Button::new(t.label("others-add"), Payload::AddGuest)]);
    let mut last = Vec::new();
    if let Some(number) = own {
        let back = Payload::Card(number, CardAction::Show);
        last.push(Button::new(t.label("registration-back"), back));
    }
    if pages > 1 {
        let label = t.plain("others-more", args!(page = (page + 1) as i64, pages = pages as i64));
        last.push(Button::new(label, Payload::ListGuests { page: (page + 1) % pages }));
    }
    rows.extend((!last.is_empty()).then_some(last));
    Message::new(t.html("others", args!(count = guests.len() as i64))).with_inline_keyboard(rows)
}

/// Asks how a guest consented, before their first answer.
pub fn guest_consent(turn: &Turn<'_>) -> Message {
    guest_consent_screen(turn, "other-consent", true)
}

/// The whole notice, to be read aloud to a guest.
pub fn guest_notice(turn: &Turn<'_>) -> Message {
    guest_consent_screen(turn, "other-consent-whole", false)
}

fn guest_consent_screen(turn: &Turn<'_>, id: &str, has_notice_button: bool) -> Message {
    let t = turn.texts();
    let programme = turn.event.programme;
    let organisers = programme.organisers.iter().map(|name| name.get(turn.lang())).collect::<Vec<_>>();
    let mut html = t.html(
        id,
        args!(
            organisers = organisers.join(" · "),
            months = i64::from(programme.retention_months),
            contact = Arg::html(turn.event.contact_html(t)),
        ),
    );
    wording::add_attendance_notice(t, programme, &mut html);
    let mut rows = vec![
        vec![Button::new(t.label("other-aloud"), Payload::GuestConsentVerbal)],
        vec![Button::new(t.label("other-paper"), Payload::GuestConsentPaper)],
    ];
    if has_notice_button {
        rows.push(vec![Button::new(t.label("other-read"), Payload::GuestNotice)]);
    }
    rows.push(vec![Button::new(t.label("registration-back"), Payload::ListGuests { page: 0 })]);
    Message::new(html).with_inline_keyboard(rows)
}

/// Explains that the account cannot register more than `limit` guests.
pub fn guest_limit_reached(turn: &Turn<'_>, limit: usize) -> String {
    let t = turn.texts();
    t.html("others-too-many", args!(most = limit as i64, contact = Arg::html(turn.event.contact_html(t))))
}

/// Asks whether a ticket is the person's own, and whether they consent to the notice themselves.
pub fn claim_prompt(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let programme = turn.event.programme;
    let months = i64::from(programme.retention_months);
    let mut html =
        t.html("ticket-claim", args!(name = registration.answers.name.to_string(), months = months));
    wording::add_attendance_notice(t, programme, &mut html);
    let claim = Payload::ClaimTicket(registration.code.clone());
    Message::new(html).with_inline_keyboard(vec![
        vec![Button::new(t.label("ticket-claim-yes"), claim)],
        vec![Button::new(t.label("registration-more"), Payload::LongNotice)],
    ])
}

/// Tells the account that registered a guest that the guest has taken the registration over.
pub fn taken_over(lang: Lang, registration: &Registration) -> Message {
    Message::new(texts(lang).html("ticket-taken-over", args!(name = registration.answers.name.to_string())))
}
