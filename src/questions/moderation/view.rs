//! Moderators' screens about one question: its card before and after an action, prompts for texts, an empty queue.

use super::super::model::{Applied, Question, QuestionList, Source, State, StateCounts, WrittenAnswer};
use super::super::payload::{CardMenu, QueueAction, QueuePayload};
use super::super::rules::content_flags::{ContentFlag, find_content_flags};
use super::super::wording::{button, metadata_line, reason_label, state_label, text_for_moderators};
use crate::args;
use crate::chat::{Button, Keyboard, Message};
use crate::i18n::{Texts, escape_html};
use crate::ids::QuestionNumber;
use crate::text::excerpt;
use crate::turn::Turn;

/// The characters of a written answer that a card shows.
const MAX_ANSWER_SHOWN: usize = 300;
/// A row of buttons does not get an undo button beyond this length.
const MAX_ROW_FOR_UNDO: usize = 3;

fn next_button(t: &Texts) -> Button {
    button(t, "queue-next", QueuePayload::Next(Vec::new()))
}

/// A button that shows the card again in place of a menu.
pub(crate) fn back_to_card(t: &Texts, number: QuestionNumber) -> Button {
    button(t, "back", QueuePayload::Open(number, CardMenu::Card))
}

fn undo_button(t: &Texts, entry: i64) -> Button {
    button(t, "queue-undo", QueuePayload::Undo(entry))
}

/// The queue is empty, and where questions are instead.
pub(crate) fn empty_queue(turn: &Turn<'_>, counts: &StateCounts) -> Message {
    nothing_here(turn, "queue-empty", counts, State::PendingReview)
}

/// No question waits for review, and where questions are instead.
pub(crate) fn nothing_to_review(turn: &Turn<'_>, counts: &StateCounts) -> Message {
    nothing_here(turn, "queue-nothing-to-review", counts, State::Queued)
}

/// `alternative`: the state to go to first, if there is a question in it.
fn nothing_here(turn: &Turn<'_>, id: &str, counts: &StateCounts, alternative: State) -> Message {
    let t = turn.texts();
    let mut html = t.html(id, &[]);
    let (pending, deferred) = (counts.of(State::PendingReview), counts.of(State::Deferred));
    if pending + deferred > 0 {
        html.push('\n');
        html.push_str(&t.html("queue-beside", args!(pending = pending, later = deferred)));
    }
    let mut row = Vec::new();
    if alternative == State::PendingReview && pending > 0 {
        row.push(button(t, "queue-review", QueuePayload::Review(QuestionNumber::NONE)));
    }
    if alternative == State::Queued && counts.of(State::Queued) > 0 {
        row.push(next_button(t));
    }
    if deferred > 0 {
        let deferred = QueuePayload::OpenList(QuestionList::Deferred, 0);
        row.push(button(t, "queue-later-list", deferred));
    }
    row.push(button(t, "queue-show", QueuePayload::Panel));
    Message::new(html).with_inline_keyboard(vec![row])
}

/// A question's card: its text, facts and warnings, and the actions that its state allows. `merged_count`: the
/// number of questions merged into it.
pub(crate) fn card(
    turn: &Turn<'_>,
    question: &Question,
    merged_count: usize,
    is_on_screen: bool,
    answer: Option<&WrittenAnswer>,
) -> Message {
    let question = &question.redacted();
    let t = turn.texts();
    let number = question.number;
    let mut lines =
        vec![t.html("queue-card", args!(number = number, text = text_for_moderators(t, question)))];
    lines.push(String::new());
    lines.push(metadata_line(turn.event.programme, t, question));
    if !question.public_text.is_empty() && !question.text.is_empty() {
        lines.push(t.html("queue-as-asked", args!(text = &question.text)));
    }
    if merged_count > 0 {
        lines.push(t.html("queue-has-parts", args!(count = merged_count as i64)));
    }
    if is_on_screen {
        lines.push(t.html("queue-is-live", &[]));
    } else if question.state == State::Claimed {
        // the lease is real time, the hour is the event's
        let rest = (question.claimed_until - turn.event.real_now).max(0);
        let hour = turn.event.format_time(t, turn.event.now + rest);
        lines.push(t.html("queue-held-until", args!(hour = hour)));
    }
    for flag in find_content_flags(question.display_text()) {
        lines.push(flag_warning(t, &flag));
    }
    if question.state != State::Claimed {
        lines.push(format!("<i>{}</i>", escape_html(&state_label(t, question))));
    }
    let mut rows = card_buttons(t, question, is_on_screen);
    if question.state == State::Answered {
        if let Some(answer) = answer {
            lines.push(t.html("queue-answer-was", args!(answer = excerpt(&answer.text, MAX_ANSWER_SHOWN))));
        }
        let mut row = vec![button(t, "queue-private", QueuePayload::Open(number, CardMenu::AnswerPrivately))];
        row.extend(in_account_button(t, answer));
        rows.insert(0, row);
    }
    Message::new(lines.join("\n")).with_inline_keyboard(rows)
}

/// The button that puts a written answer into the account, or takes it out; `None` where the question was never
/// approved.
fn in_account_button(t: &Texts, answer: Option<&WrittenAnswer>) -> Option<Button> {
    let answer = answer.filter(|answer| answer.was_public)?;
    let id = if answer.in_account { "queue-not-in-account" } else { "queue-in-account" };
    let set = CardMenu::AnswerInAccount(!answer.in_account);
    Some(button(t, id, QueuePayload::Open(answer.question, set)))
}

fn card_buttons(t: &Texts, question: &Question, is_on_screen: bool) -> Vec<Vec<Button>> {
    let number = question.number;
    let act = |id: &str, action| button(t, id, QueuePayload::Act(number, action));
    let open = |id: &str, menu| button(t, id, QueuePayload::Open(number, menu));
    // a menu asks for confirmation
    let private_case = open("queue-personal", CardMenu::PrivateCase);
    let more = open("queue-more", CardMenu::MoreActions);
    let defer_or_requeue =
        || vec![act("queue-later", QueueAction::Defer), act("queue-back", QueueAction::Requeue)];
    match question.state {
        State::PendingReview => {
            let first = if question.display_text().is_empty() {
                vec![open("queue-listen", CardMenu::Voice), open("queue-write-line", CardMenu::Reword)]
            } else {
                vec![act("queue-approve", QueueAction::Approve), open("queue-reword", CardMenu::Reword)]
            };
            vec![
                first,
                vec![private_case],
                vec![open("queue-aside", CardMenu::RejectionReasons), more],
                vec![button(t, "queue-review-next", QueuePayload::Review(number))],
            ]
        }
        // on the screen there is no lease to renew
        State::Claimed if is_on_screen => vec![
            vec![act("queue-answered", QueueAction::MarkAnswered)],
            defer_or_requeue(),
            vec![private_case],
            vec![more, next_button(t)],
        ],
        State::Claimed => vec![
            vec![
                act("queue-on-screen", QueueAction::ShowOnScreen),
                act("queue-answered", QueueAction::MarkAnswered),
            ],
            defer_or_requeue(),
            vec![private_case],
            vec![act("queue-renew", QueueAction::RenewClaim), more],
        ],
        State::Queued | State::Deferred => vec![
            vec![act("queue-take", QueueAction::Claim), act("queue-on-screen", QueueAction::ShowOnScreen)],
            vec![private_case],
            vec![more, next_button(t)],
        ],
        State::Rejected => vec![
            vec![
                act("queue-restore", QueueAction::Requeue),
                open("queue-private", CardMenu::AnswerPrivately),
            ],
            vec![next_button(t)],
        ],
        State::Merged => vec![vec![open("queue-split", CardMenu::Unmerge)], vec![next_button(t)]],
        State::Answered | State::PrivateCase | State::Withdrawn => vec![vec![next_button(t)]],
    }
}

fn flag_warning(t: &Texts, flag: &ContentFlag) -> String {
    match flag {
        ContentFlag::Phone(text) => t.html("queue-sees-phone", args!(text = text)),
        ContentFlag::Email(text) => t.html("queue-sees-email", args!(text = text)),
        ContentFlag::Link(text) => t.html("queue-sees-link", args!(text = text)),
        ContentFlag::PersonName(text) => t.html("queue-sees-name", args!(text = text)),
    }
}

/// A card with an undo button in its last row, where there is space for one.
pub(crate) fn with_undo(turn: &Turn<'_>, mut card: Message, entry: i64) -> Message {
    if let Some(Keyboard::Inline(rows)) = &mut card.keyboard
        && let Some(last) = rows.last_mut()
        && last.len() < MAX_ROW_FOR_UNDO
    {
        last.push(undo_button(turn.texts(), entry));
    }
    card
}

/// The card of a question that an action closed: the result, an undo button, and the button for the next question.
pub(crate) fn closed_card(turn: &Turn<'_>, applied: &Applied) -> Message {
    let t = turn.texts();
    let question = &applied.after.redacted();
    let (number, text) = (question.number, text_for_moderators(t, question));
    let html = match question.state {
        State::Answered => t.html("queue-card-answered", args!(number = number, text = text)),
        State::Rejected => {
            let reason =
                question.close_reason.rejection().map(|reason| reason_label(turn.event.programme, t, reason));
            let reason = reason.unwrap_or_default();
            t.html("queue-card-aside", args!(number = number, text = text, reason = reason))
        }
        _ => format!(
            "{}\n\n<i>{}</i>",
            t.html("queue-card", args!(number = number, text = text)),
            escape_html(&state_label(t, question))
        ),
    };
    let next = if applied.before.state == State::PendingReview {
        button(t, "queue-review-next", QueuePayload::Review(number))
    } else {
        next_button(t)
    };
    Message::new(html).with_inline_keyboard(vec![vec![undo_button(t, applied.entry_number), next]])
}

/// A question's author was muted or unmuted.
pub(crate) fn muted(turn: &Turn<'_>, number: QuestionNumber, is_muted: bool, entry: i64) -> Message {
    let t = turn.texts();
    let id = if is_muted { "queue-muted" } else { "queue-unmuted" };
    Message::new(t.html(id, args!(number = number)))
        .with_inline_keyboard(vec![vec![undo_button(t, entry), back_to_card(t, number)]])
}

/// The caption of a question's voice message.
pub(crate) fn voice_caption(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let open = |id: &str, menu| vec![button(t, id, QueuePayload::Open(number, menu))];
    Message::new(t.html("queue-voice", args!(number = number))).with_inline_keyboard(vec![
        open("queue-write-line", CardMenu::Reword),
        open("queue-aside", CardMenu::RejectionReasons),
    ])
}

/// Asks for the public wording of a question.
pub(crate) fn reword_prompt(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    Message::new(
        t.html("queue-write-reworded", args!(number = number, text = text_for_moderators(t, question))),
    )
    .with_inline_keyboard(vec![vec![back_to_card(t, number)]])
}

/// Asks for a written answer to a question. `is_for_all`: the account may show it.
pub(crate) fn written_answer_prompt(turn: &Turn<'_>, question: &Question, is_for_all: bool) -> Message {
    let t = turn.texts();
    let id = if is_for_all { "queue-write-answer-for-all" } else { "queue-write-answer" };
    Message::new(t.html(id, args!(number = question.number)))
        .with_inline_keyboard(vec![vec![back_to_card(t, question.number)]])
}

/// Asks for a question that the moderator adds.
pub(crate) fn new_question_prompt(turn: &Turn<'_>, source: Source) -> Message {
    let t = turn.texts();
    let id = match source {
        Source::Combined => "queue-write-umbrella",
        Source::FromAudience | Source::Participant => "queue-write-floor",
    };
    Message::new(t.html(id, &[])).with_inline_keyboard(vec![vec![button(
        t,
        "queue-show",
        QueuePayload::Panel,
    )]])
}

/// A question that the moderator added.
pub(crate) fn added(turn: &Turn<'_>, applied: &Applied) -> Message {
    let t = turn.texts();
    let question = &applied.after;
    let number = question.number;
    let act = |id: &str, action| button(t, id, QueuePayload::Act(number, action));
    let mut rows =
        vec![vec![act("queue-take", QueueAction::Claim), act("queue-on-screen", QueueAction::ShowOnScreen)]];
    if question.source == Source::Combined {
        rows.push(vec![button(t, "queue-absorb", QueuePayload::Open(number, CardMenu::Absorb(0)))]);
    }
    rows.push(vec![undo_button(t, applied.entry_number)]);
    Message::new(t.html("queue-added", args!(number = number, text = question.display_text())))
        .with_inline_keyboard(rows)
}

/// A wording with personal details, before it is public.
pub(crate) fn flagged_draft(
    turn: &Turn<'_>,
    number: QuestionNumber,
    text: &str,
    flags: &[ContentFlag],
) -> Message {
    let t = turn.texts();
    let mut html = t.html("queue-draft", args!(number = number, text = text));
    for flag in flags {
        html.push('\n');
        html.push_str(&flag_warning(t, flag));
    }
    Message::new(html).with_inline_keyboard(vec![vec![
        button(t, "queue-publish", QueuePayload::Open(number, CardMenu::PublishDraft)),
        button(t, "queue-reword", QueuePayload::Open(number, CardMenu::Reword)),
    ]])
}

/// A written answer was sent to this many authors. What a reader of the account should not read is pointed out.
pub(crate) fn answered_in_writing(
    turn: &Turn<'_>,
    applied: &Applied,
    answer: Option<&WrittenAnswer>,
    sent_count: i64,
) -> Message {
    let t = turn.texts();
    let number = applied.after.number;
    let mut lines = vec![t.html("queue-answered-in-private", args!(number = number, count = sent_count))];
    let mut rows = Vec::new();
    if let Some(answer) = answer.filter(|answer| answer.in_account) {
        lines.push(t.html("queue-answer-in-account", &[]));
        lines.extend(find_content_flags(&answer.text).iter().map(|flag| flag_warning(t, flag)));
        rows.extend(in_account_button(t, Some(answer)).map(|button| vec![button]));
    }
    let last = match applied.before.state {
        // an answer that was added later is changed by another one
        State::Answered => vec![back_to_card(t, number), next_button(t)],
        _ => vec![undo_button(t, applied.entry_number), next_button(t)],
    };
    rows.push(last);
    Message::new(lines.join("\n")).with_inline_keyboard(rows)
}
