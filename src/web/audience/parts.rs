//! The parts of the page as HTML. Those that change while the page is open are rendered once for all pages of a
//! language; what differs between people (tokens, own votes) is not in them.

use maud::{Markup, PreEscaped, html};

use crate::answers::{self, AnswerContext, Intent, NluModel};
use crate::args;
use crate::floor_requests::FloorStatus;
use crate::i18n::{Lang, Texts, texts};
use crate::ids::QuestionNumber;
use crate::programme::Programme;
use crate::questions::ScreenQuestion;
use crate::questions::browser::{AudienceSnapshot, OwnQuestion};
use crate::turn::EventContext;
use crate::web::audience_state::{LiveItem, LiveParts};

/// The id of the form that the buttons of votes belong to: one token serves all of them.
pub const VOTE_FORM: &str = "votes";
/// The same for the queue for the microphone.
pub const FLOOR_FORM: &str = "floor-form";
/// The same for withdrawing.
pub const WITHDRAW_FORM: &str = "withdrawals";

/// Renders the changing parts for the present state.
pub fn render_parts(
    event: &EventContext<'_>,
    lang: Lang,
    snapshot: &AudienceSnapshot,
    nlu_model: &NluModel,
) -> LiveParts {
    let t = texts(lang);
    let context = AnswerContext { event: *event, lang };
    let item = |question: &ScreenQuestion| LiveItem {
        number: question.number,
        html: list_item(event.programme, t, question, false, snapshot.accepts_votes).into_string(),
        votes: votes(t, question.votes),
    };
    LiveParts {
        now: now_and_next(&context, nlu_model),
        current: current_question(event.programme, t, snapshot.current.as_ref()).into_string(),
        items: snapshot.queued.iter().map(item).collect(),
        more: more_line(t, snapshot),
        contact: contact(event, t),
    }
}

/// The present point of the programme, and the next one.
pub fn now_and_next(context: &AnswerContext<'_>, nlu_model: &NluModel) -> String {
    let answer = |intent: &Intent| message_html(&answers::render_answer(context, intent, nlu_model).html);
    let now = answer(&Intent::ScheduleNow);
    match context.event.schedule.next_after(context.event.now) {
        Some(_) => format!("{now}<br><br>{}", answer(&Intent::ScheduleNext)),
        None => now,
    }
}

/// The number of votes in words.
pub fn votes(t: &Texts, count: i64) -> String {
    t.plain("page-votes", args!(count = count))
}

/// What stands below the list.
pub fn more_line(t: &Texts, snapshot: &AudienceSnapshot) -> String {
    let more = snapshot.queued_count - snapshot.queued.len() as i64;
    match more {
        _ if snapshot.queued.is_empty() => t.label("page-questions-none"),
        1.. => t.plain("page-questions-more", args!(count = more)),
        _ => String::new(),
    }
}

/// The question that is being answered.
pub fn current_question(programme: &Programme, t: &Texts, current: Option<&ScreenQuestion>) -> Markup {
    html! {
        @if let Some(question) = current {
            h3 { (t.label("page-question-live")) }
            p.text dir="auto" { (question.text) }
            (facts(programme, t, question))
        }
    }
}

/// A question of the list, with the button of its vote.
pub fn list_item(
    programme: &Programme,
    t: &Texts,
    question: &ScreenQuestion,
    is_supported: bool,
    accepts_votes: bool,
) -> Markup {
    let number = question.number;
    html! {
        li id=(format!("q{number}")) data-number=(number) {
            p.text dir="auto" { (question.text) }
            (facts(programme, t, question))
            p.vote {
                span.count { (votes(t, question.votes)) }
                @if accepts_votes { (vote_button(t, number, is_supported)) }
            }
        }
    }
}

/// The button names the state that it wants, so that a second press changes nothing.
fn vote_button(t: &Texts, number: QuestionNumber, is_supported: bool) -> Markup {
    let wanted = if is_supported { "off" } else { "on" };
    let label = if is_supported { "page-supported" } else { "page-support" };
    html! {
        button.support type="submit" form=(VOTE_FORM) name="vote" value=(format!("{number}:{wanted}"))
            aria-pressed=(is_supported.to_string()) {
            span.sign aria-hidden="true" { "👍 " }
            span.label { (t.label(label)) }
            span.hidden { " " (t.plain("page-of-question", args!(number = number))) }
        }
    }
}

fn facts(programme: &Programme, t: &Texts, question: &ScreenQuestion) -> Markup {
    let theme = programme.themes.iter().find(|theme| theme.id == question.theme);
    let theme = theme.map(|theme| theme.text.get(t.lang));
    let named = [Some(question.display_name.as_str()), theme, Some(question.speaker.as_str())];
    let facts: Vec<&str> = named.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    html! {
        @if !facts.is_empty() { p.facts { (facts.join(" · ")) } }
    }
}

/// The own questions, each with what became of it.
pub fn own_questions(programme: &Programme, t: &Texts, own: &[OwnQuestion], contact: &str) -> Markup {
    html! {
        @if own.is_empty() {
            p { (t.label("page-mine-none")) }
        } @else {
            ul.own {
                @for question in own {
                    @let number = question.number();
                    li id=(format!("mine{number}")) {
                        p.text dir="auto" { (question.text(t)) }
                        p.facts { (t.format_number(number)) " · " strong { (question.state(programme, t)) } }
                        @if !question.written_answer().is_empty() {
                            blockquote dir="auto" { (question.written_answer()) }
                        }
                        @if question.is_private_case() {
                            p { (t.label("page-private-case")) br; (PreEscaped(contact)) }
                        }
                        @if question.can_be_withdrawn() {
                            button.quiet type="submit" form=(WITHDRAW_FORM) name="number" value=(number) {
                                (t.label("page-withdraw"))
                                span.hidden { " " (t.plain("page-of-question", args!(number = number))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A visitor's place in the queue for the microphone, with its buttons; empty while the queue is closed to them.
pub fn floor(t: &Texts, status: &FloorStatus) -> Markup {
    let title = html! { h2 #floor-title { (t.label("page-floor")) } };
    let button = |wanted: &str, id: &str, class: &str| {
        html! { button class=(class) type="submit" form=(FLOOR_FORM) name="floor" value=(wanted) { (t.label(id)) } }
    };
    let message = |html: &str| html! { p { (PreEscaped(message_html(html))) } };
    html! {
        @match status {
            FloorStatus::Closed | FloorStatus::Heard { may_ask_again: false } => {}
            FloorStatus::MayAsk | FloorStatus::Heard { may_ask_again: true } => {
                (title)
                @if matches!(status, FloorStatus::Heard { .. }) { p { (t.label("floor-heard")) } }
                p { (t.label("floor-offer")) }
                label for="floor-name" { (t.label("page-floor-name")) }
                input #floor-name.name form=(FLOOR_FORM) name="name" autocomplete="given-name" maxlength="40";
                p.facts { (t.label("page-floor-name-why")) }
                (button("ask", "floor-ask", "quiet"))
            }
            FloorStatus::Waiting(waiting) => {
                (title)
                (message(&t.html("floor-already", &[])))
                p { (t.plain("floor-ahead", args!(count = waiting.ahead))) }
                @if waiting.name.is_empty() {
                    (message(&t.html("page-floor-number", args!(number = waiting.number.0))))
                }
                p.facts { (t.label("page-floor-stay")) }
                (button("leave", "floor-leave", "quiet"))
            }
            FloorStatus::HasFloor { number, name, acknowledged } => {
                (title)
                div.call role="alert" {
                    (message(&t.html(if *acknowledged { "floor-coming" } else { "floor-your-turn" }, &[])))
                    @if name.is_empty() { (message(&t.html("floor-your-number", args!(number = number.0)))) }
                }
                @if !acknowledged { (button("come", "floor-come", "")) " " }
                (button("leave", "floor-pass", "quiet"))
            }
        }
    }
}

/// Whom to ask for help with what is not for the hall.
pub fn contact(event: &EventContext<'_>, t: &Texts) -> String {
    match &event.programme.round_table.personal_contact {
        Some(contact) => html! { (contact.get(t.lang)) }.into_string(),
        None => message_html(&event.contact_html(t)),
    }
}

/// A message of the chat as a part of a page: its lines end as they do there. The HTML is the bot's own, with what
/// people wrote escaped in it.
pub fn message_html(html: &str) -> String {
    html.trim().replace('\n', "<br>")
}
