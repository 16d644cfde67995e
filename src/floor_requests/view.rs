//! What people who ask for the floor read.

use super::model::{FloorContext, FloorStatus, Request, Waiting};
use super::payload::Payload;
use super::rules;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Texts;
use crate::shared_buttons::SharedButton;

/// A button with a label of the locales.
pub fn button(t: &Texts, label_id: &str, payload: Payload) -> Button {
    Button::new(t.label(label_id), payload.to_string())
}

/// The button that asks for the floor.
pub fn ask_button(t: &Texts) -> Button {
    button(t, "floor-ask", Payload::Ask)
}

fn write_button(t: &Texts) -> Button {
    Button::new(t.label("menu-question"), SharedButton::AskQuestion)
}

/// A short line above the button, where there is no other message to put it under.
pub fn offer(t: &Texts) -> Message {
    Message::new(t.html("floor-offer", &[]))
}

/// Offers to ask for the floor, and says who sees the first name.
pub fn invitation(t: &Texts, name: &str) -> Message {
    let html = format!("{}\n{}", t.html("floor-invitation", &[]), will_see_name(t, name));
    Message::new(html).with_inline_keyboard(vec![vec![ask_button(t)]])
}

fn will_see_name(t: &Texts, name: &str) -> String {
    match name {
        "" => t.html("floor-will-see-no-name", &[]),
        name => t.html("floor-will-see-name", args!(name = name)),
    }
}

/// Where a person stands; `intro` is the line above.
fn waiting_html(t: &Texts, waiting: &Waiting, intro: &str, newcomers_first: bool) -> String {
    let mut lines = vec![t.html(intro, &[]), t.html("floor-ahead", args!(count = waiting.ahead))];
    if newcomers_first && !waiting.newcomer {
        lines.push(t.html("floor-newcomers-first", &[]));
    }
    lines.push(match waiting.name.as_str() {
        "" => t.html("floor-name-hidden", args!(number = i64::from(waiting.number))),
        name => t.html("floor-name-shown", args!(name = name)),
    });
    lines.push(t.html("floor-stay-near", &[]));
    lines.join("\n")
}

/// The person's place in the queue. `can_show_name`: the phone gives a first name.
pub fn waiting(
    ctx: &FloorContext<'_>,
    t: &Texts,
    waiting: &Waiting,
    is_new: bool,
    can_show_name: bool,
) -> Message {
    let intro = if is_new { "floor-joined" } else { "floor-already" };
    let mut rows = vec![vec![button(t, "floor-show", Payload::Show)]];
    if !waiting.name.is_empty() {
        rows.push(vec![button(t, "floor-hide-name", Payload::ShowName(false))]);
    } else if can_show_name {
        rows.push(vec![button(t, "floor-show-name", Payload::ShowName(true))]);
    }
    rows.push(vec![button(t, "floor-leave", Payload::Leave)]);
    Message::new(waiting_html(t, waiting, intro, ctx.newcomers_first)).with_inline_keyboard(rows)
}

/// It is the person's turn.
pub fn your_turn(t: &Texts, request: &Request) -> Message {
    let mut html = t.html("floor-your-turn", &[]);
    if request.name.is_empty() {
        html.push('\n');
        html.push_str(&t.html("floor-your-number", args!(number = i64::from(request.number))));
    }
    Message::new(html).with_inline_keyboard(vec![
        vec![button(t, "floor-come", Payload::Come(request.number))],
        vec![button(t, "floor-pass", Payload::Pass(request.number))],
    ])
}

/// The person has the floor; `acknowledged` once they answered that they are coming.
pub fn has_floor(t: &Texts, status: &FloorStatus) -> Message {
    let FloorStatus::HasFloor { number, name, acknowledged } = status else {
        return Message::new(t.html("floor-too-late", &[]));
    };
    let mut html = t.html(if *acknowledged { "floor-coming" } else { "floor-your-turn" }, &[]);
    if name.is_empty() {
        html.push('\n');
        html.push_str(&t.html("floor-your-number", args!(number = i64::from(*number))));
    }
    let mut rows = vec![vec![button(t, "floor-pass", Payload::Pass(*number))]];
    if !acknowledged {
        rows.insert(0, vec![button(t, "floor-come", Payload::Come(*number))]);
    }
    Message::new(html).with_inline_keyboard(rows)
}

/// The person is next.
pub fn get_ready(t: &Texts) -> Message {
    Message::new(t.html("floor-get-ready", &[])).with_inline_keyboard(vec![vec![button(
        t,
        "floor-leave",
        Payload::Leave,
    )]])
}

/// The person was called and was not there; `request` is as it was before.
pub fn skipped(t: &Texts, request: &Request) -> Message {
    if request.skipped {
        return Message::new(t.html("floor-absent", &[])).with_inline_keyboard(vec![vec![ask_button(t)]]);
    }
    Message::new(t.html("floor-skipped", &[])).with_inline_keyboard(vec![
        vec![button(t, "floor-show", Payload::Show)],
        vec![button(t, "floor-leave", Payload::Leave)],
    ])
}

/// The request ended without the floor: with the session, or by a moderator's hand.
pub fn ended(t: &Texts, was_cleared: bool, is_open: bool, takes_written_questions: bool) -> Message {
    let html = t.html(if was_cleared { "floor-cleared" } else { "floor-over" }, &[]);
    let ask = (was_cleared && is_open).then(|| ask_button(t));
    with_ways_on(t, html, ask, takes_written_questions)
}

/// Below a text: the button to ask again, if there is one, and the way to write instead.
fn with_ways_on(t: &Texts, html: String, ask: Option<Button>, takes_written_questions: bool) -> Message {
    let mut html = html;
    let mut rows: Vec<Vec<Button>> = ask.into_iter().map(|button| vec![button]).collect();
    if takes_written_questions {
        html.push('\n');
        html.push_str(&t.html("floor-write", &[]));
        rows.push(vec![write_button(t)]);
    }
    let message = Message::new(html);
    if rows.is_empty() { message } else { message.with_inline_keyboard(rows) }
}

/// Nobody may ask now: when it begins, and the way to write.
pub fn closed(ctx: &FloorContext<'_>, t: &Texts) -> Message {
    let event = &ctx.event;
    let mut html = t.html("floor-closed", &[]);
    if let Some((session, at)) = rules::next_opening(event.programme, event.schedule, event.now) {
        let args = args!(
            title = session.title.get(t.lang),
            day = event.format_date(t, at),
            hour = event.format_time(t, at)
        );
        html.push('\n');
        html.push_str(&t.html("floor-opens", args));
    }
    with_ways_on(t, html, None, ctx.takes_written_questions)
}

/// The person had the floor.
pub fn heard(ctx: &FloorContext<'_>, t: &Texts, may_ask_again: bool) -> Message {
    let ask = may_ask_again.then(|| button(t, "floor-ask-again", Payload::Ask));
    with_ways_on(t, t.html("floor-heard", &[]), ask, ctx.takes_written_questions)
}

/// The person does not wait, and may ask; `id` is the line above.
pub fn may_ask(t: &Texts, id: &str, name: &str) -> Message {
    let html = format!("{}\n{}", t.html(id, &[]), will_see_name(t, name));
    Message::new(html).with_inline_keyboard(vec![vec![ask_button(t)]])
}

/// Moderators take no request from this person.
pub fn muted(t: &Texts) -> Message {
    Message::new(t.html("floor-muted", &[]))
}

/// For moderators: a first person waits.
pub fn first_waits(t: &Texts) -> Message {
    Message::new(t.html("floor-first-waits", &[])).with_inline_keyboard(vec![vec![button(
        t,
        "floor-queue",
        Payload::Queue,
    )]])
}

/// For moderators: the person who was called leaves the floor to the next.
pub fn gave_up_floor(t: &Texts, request: &Request) -> Message {
    Message::new(t.html("floor-gave-up", args!(name = moderators_name(t, request))))
        .with_inline_keyboard(vec![vec![button(t, "floor-queue", Payload::Queue)]])
}

/// What moderators call a person: the first name, else the number.
pub fn moderators_name(t: &Texts, request: &Request) -> String {
    match request.name.as_str() {
        "" if request.is_by_browser() => t.plain("floor-on-page", args!(number = i64::from(request.number))),
        "" => t.plain("floor-someone", args!(number = i64::from(request.number))),
        name => name.to_owned(),
    }
}
