//! What is said to those who moderate: the panel, cards, screens of choices.

use super::super::ask::{ContentFlag, IntakeStatus, find_content_flags};
use super::super::rules::{ANSWERED_PRIVATELY, RejectionReason, State};
use super::super::store::{Question, StateCounts};
use super::super::wording::{self as words, metadata_line, short_excerpt};
use super::actions::Applied;
use super::panel::PanelContent;
use super::settings::ModerationSettings;
use super::store;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Texts, escape_html};
use crate::turn::{EventContext, Turn};

pub(super) fn button(t: &Texts, id: &str, data: impl Into<String>) -> Button {
    Button::new(t.label(id), data)
}

/// The line of a question, or that it is its author's alone.
pub(super) fn text_for_moderators(t: &Texts, question: &Question) -> String {
    if question.is_confidential() { t.label("queue-hidden") } else { words::text_or_voice_label(t, question) }
}

/// Counts, what is on the screen, the next few; without the hour, which moves by itself.
pub fn panel(forum: &EventContext<'_>, t: &Texts, present: &PanelContent) -> Message {
    let of = |state| present.counts.of(state);
    let mut html = t.html(
        "queue-panel",
        args!(waiting = of(State::Queued), taken = of(State::Claimed), answered = of(State::Answered)),
    );
    html.push_str(&format!("\n{}", intake_line(forum, t, &present.settings)));
    if of(State::PendingReview) + of(State::Deferred) > 0 {
        html.push('\n');
        html.push_str(
            &t.html("queue-beside", args!(pending = of(State::PendingReview), later = of(State::Deferred))),
        );
    }
    if let Some(live) = &present.on_screen {
        let text = short_excerpt(&text_for_moderators(t, live));
        html.push('\n');
        html.push_str(&t.html("queue-live", args!(number = live.number, votes = live.votes, text = text)));
    }
    if !present.upcoming.is_empty() {
        html.push('\n');
    }
    for question in &present.upcoming {
        let star = if question.starred == 1 { " ⭐" } else { "" };
        let text = short_excerpt(&text_for_moderators(t, question));
        html.push('\n');
        html.push_str(&t.html("queue-line", args!(number = question.number, text = text)));
        html.push_str(&format!(" · 👍 {}{star}", question.votes));
    }
    let wanted: Vec<String> = present.upcoming.iter().map(|question| question.number.to_string()).collect();
    let next =
        if wanted.is_empty() { "queue:next".into() } else { format!("queue:next:{}", wanted.join(".")) };
    let review = match of(State::PendingReview) {
        0 => button(t, "queue-review", "queue:review"),
        count => Button::new(format!("{} ({count})", t.label("queue-review")), "queue:review"),
    };
    let open = |sign: &str, number: i64| {
        Button::new(format!("{sign}{}", t.format_number(number)), format!("queue:open:{number}"))
    };
    let mut cards: Vec<Button> = present.on_screen.iter().map(|live| open("📺 ", live.number)).collect();
    cards.extend(present.upcoming.iter().map(|question| open("", question.number)));
    let beyond = of(State::Queued) - present.upcoming.len() as i64;
    let mut all = Vec::new();
    if beyond > 0 {
        all.push(Button::new(t.plain("queue-all", args!(count = beyond)), "queue:list:waiting:0"));
    }
    let mut rows = vec![
        vec![button(t, "queue-next", next), review],
        cards,
        all,
        vec![button(t, "queue-hand", "queue:hand"), button(t, "queue-later-list", "queue:later")],
        vec![button(t, "queue-floor", "queue:floor"), button(t, "queue-settings", "queue:settings")],
    ];
    rows.retain(|row| !row.is_empty());
    Message::new(html).with_inline_keyboard(rows)
}

/// The same with the hour at which it was so.
pub fn with_time(forum: &EventContext<'_>, t: &Texts, mut panel: Message) -> Message {
    let now = forum.format_time(t, forum.now);
    panel.html.push_str("\n\n");
    panel.html.push_str(&t.html("queue-as-of", args!(hour = now)));
    panel
}

pub(super) fn intake_line(forum: &EventContext<'_>, t: &Texts, settings: &ModerationSettings) -> String {
    let review =
        if settings.review_first { t.html("queue-reviewed", &[]) } else { t.html("queue-not-reviewed", &[]) };
    let open = match settings.intake_status(forum) {
        IntakeStatus::Open => t.html("queue-open", &[]),
        IntakeStatus::VotesOnly => t.html("queue-votes-only", &[]),
        IntakeStatus::NotYet(_) | IntakeStatus::Closed => t.html("queue-closed", &[]),
    };
    let at_once =
        if settings.show_at_once { format!(" · {}", t.html("queue-at-once", &[])) } else { String::new() };
    format!("{open} · {review}{at_once}")
}

/// The bell: what waits first, and the way to it. `held`: it has to be read before it is public.
pub fn first_question_notice(t: &Texts, held: bool) -> Message {
    let queue = button(t, "queue-show", "queue:show");
    match held {
        true => Message::new(t.html("queue-first-to-review", &[]))
            .with_inline_keyboard(vec![vec![button(t, "queue-review", "queue:review"), queue]]),
        false => Message::new(t.html("queue-first-waits", &[]))
            .with_inline_keyboard(vec![vec![button(t, "queue-next", "queue:next"), queue]]),
    }
}

pub fn empty_queue(turn: &Turn<'_>, counts: &StateCounts) -> Message {
    nothing_here(turn, "queue-empty", counts, State::PendingReview)
}

pub fn nothing_to_review(turn: &Turn<'_>, counts: &StateCounts) -> Message {
    nothing_here(turn, "queue-nothing-to-review", counts, State::Queued)
}

/// That there is nothing here, and the ways to where something is; `first` is looked at first.
fn nothing_here(turn: &Turn<'_>, id: &str, counts: &StateCounts, first: State) -> Message {
    let t = turn.texts();
    let mut html = t.html(id, &[]);
    let (pending, later) = (counts.of(State::PendingReview), counts.of(State::Deferred));
    if pending + later > 0 {
        html.push('\n');
        html.push_str(&t.html("queue-beside", args!(pending = pending, later = later)));
    }
    let mut row = Vec::new();
    if first == State::PendingReview && pending > 0 {
        row.push(button(t, "queue-review", "queue:review"));
    }
    if first == State::Queued && counts.of(State::Queued) > 0 {
        row.push(button(t, "queue-next", "queue:next"));
    }
    if later > 0 {
        row.push(button(t, "queue-later-list", "queue:later"));
    }
    row.push(button(t, "queue-show", "queue:show"));
    Message::new(html).with_inline_keyboard(vec![row])
}

/// A question as a moderator works with it: what it says, what is to be seen about it, what can be
/// done in its state.
pub async fn card(turn: &mut Turn<'_>, question: &Question) -> sqlx::Result<Message> {
    let question = &question.redacted();
    let parts = store::merge_links(turn.conn, question.number).await?.len() as i64;
    let live = store::number_on_screen(turn.conn).await? == question.number;
    let t = turn.texts();
    let number = question.number;
    let mut html = t.html("queue-card", args!(number = number, text = text_for_moderators(t, question)));
    let mut add = |line: String| {
        html.push('\n');
        html.push_str(&line);
    };
    add(String::new());
    add(metadata_line(turn.event.programme, t, question));
    if !question.public_text.is_empty() && !question.text.is_empty() {
        add(t.html("queue-as-asked", args!(text = &question.text)));
    }
    if parts > 0 {
        add(t.html("queue-has-parts", args!(count = parts)));
    }
    if live {
        add(t.html("queue-is-live", &[]));
    } else if question.state == State::Claimed {
        // a lease is real time; the hour is the event's
        let left = (question.claimed_until - turn.event.real_now).max(0);
        add(t.html("queue-held-until", args!(hour = turn.event.format_time(t, turn.event.now + left))));
    }
    for found in find_content_flags(question.display_text()) {
        add(flag_warning(t, &found));
    }
    if question.state != State::Claimed {
        add(format!("<i>{}</i>", escape_html(&state_label(t, question))));
    }
    Ok(Message::new(html).with_inline_keyboard(card_buttons(t, question, live)))
}

fn card_buttons(t: &Texts, question: &Question, live: bool) -> Vec<Vec<Button>> {
    let number = question.number;
    let one = |id: &str, what: &str| button(t, id, format!("queue:{what}:{number}"));
    // two presses: this one, and a yes
    let personal = one("queue-personal", "personal");
    let mut rows = match question.state {
        State::PendingReview => {
            let first = if question.display_text().is_empty() {
                vec![one("queue-listen", "voice"), one("queue-write-line", "reword")]
            } else {
                vec![one("queue-approve", "approve"), one("queue-reword", "reword")]
            };
            vec![first, vec![personal], vec![one("queue-aside", "aside"), one("queue-more", "more")]]
        }
        // what is on the screen has no lease to renew
        State::Claimed if live => vec![
            vec![one("queue-answered", "answered")],
            vec![one("queue-later", "later"), one("queue-back", "back")],
            vec![personal],
        ],
        State::Claimed => vec![
            vec![one("queue-on-screen", "live"), one("queue-answered", "answered")],
            vec![one("queue-later", "later"), one("queue-back", "back")],
            vec![personal],
        ],
        State::Queued | State::Deferred => {
            vec![vec![one("queue-take", "take"), one("queue-on-screen", "live")], vec![personal]]
        }
        State::Rejected => vec![vec![one("queue-restore", "back"), one("queue-private", "private")]],
        State::Merged => vec![vec![one("queue-split", "split")]],
        State::Answered | State::PrivateCase | State::Withdrawn => Vec::new(),
    };
    rows.push(match question.state {
        State::PendingReview => vec![one("queue-review-next", "review")],
        State::Claimed if !live => vec![one("queue-renew", "renew"), one("queue-more", "more")],
        State::Claimed | State::Queued | State::Deferred => {
            vec![one("queue-more", "more"), button(t, "queue-next", "queue:next")]
        }
        _ => vec![button(t, "queue-next", "queue:next")],
    });
    rows
}

fn flag_warning(t: &Texts, found: &ContentFlag) -> String {
    match found {
        ContentFlag::Phone(text) => t.html("queue-sees-phone", args!(text = text)),
        ContentFlag::Email(text) => t.html("queue-sees-email", args!(text = text)),
        ContentFlag::Link(text) => t.html("queue-sees-link", args!(text = text)),
        ContentFlag::PersonName(text) => t.html("queue-sees-name", args!(text = text)),
    }
}

/// What lay in a moderator's hand for too long is in the queue again, or counts as put; `entry` undoes that.
pub fn claim_expired(t: &Texts, question: &Question, entry: i64) -> Message {
    let number = question.number;
    let text = short_excerpt(&text_for_moderators(t, question));
    let (id, way_on) = match question.state {
        State::Answered => ("queue-concluded", button(t, "queue-undo", format!("queue:undo:{entry}"))),
        _ => ("queue-lapsed", button(t, "queue-take", format!("queue:take:{number}"))),
    };
    Message::new(t.html(id, args!(number = number, text = text)))
        .with_inline_keyboard(vec![vec![way_on]])
        .without_sound()
}

/// A question's state as moderators call it.
pub fn state_label(t: &Texts, question: &Question) -> String {
    match question.state {
        State::PendingReview => t.label("desk-pending"),
        State::Queued => t.label("desk-waiting"),
        State::Claimed => t.label("desk-taken"),
        State::Deferred => t.label("desk-later"),
        State::Answered if question.close_reason == ANSWERED_PRIVATELY => t.label("desk-private"),
        State::Answered => t.label("desk-answered"),
        State::Rejected => t.label("desk-aside"),
        State::PrivateCase => t.label("desk-personal"),
        State::Merged => t.label("desk-merged"),
        State::Withdrawn => t.label("desk-withdrawn"),
    }
}

pub fn reason_label(t: &Texts, reason: RejectionReason) -> String {
    match reason {
        RejectionReason::OffTopic => t.label("reason-topic"),
        RejectionReason::AlreadyAnswered => t.label("reason-answered"),
        RejectionReason::NotAQuestion => t.label("reason-question"),
        RejectionReason::Unclear => t.label("reason-unclear"),
        RejectionReason::Tone => t.label("reason-tone"),
        RejectionReason::NoTime => t.label("reason-time"),
    }
}

/// The card after an act: what was done, the way back for five minutes, the way on.
pub async fn card_after_action(turn: &mut Turn<'_>, done: &Applied) -> sqlx::Result<Message> {
    let t = turn.texts();
    let question = &done.after.redacted();
    let undo = button(t, "queue-undo", format!("queue:undo:{}", done.entry_number));
    if !question.state.is_closed() {
        let mut card = card(turn, question).await?;
        if let Some(crate::chat::Keyboard::Inline(rows)) = &mut card.keyboard
            && let Some(last) = rows.last_mut()
            && last.len() < 3
        {
            last.push(undo);
        }
        return Ok(card);
    }
    let (number, text) = (question.number, text_for_moderators(t, question));
    let html = match question.state {
        State::Answered => t.html("queue-card-answered", args!(number = number, text = text)),
        State::Rejected => {
            let why = RejectionReason::from_name(&question.close_reason)
                .map(|why| reason_label(t, why))
                .unwrap_or_default();
            t.html("queue-card-aside", args!(number = number, text = text, reason = why))
        }
        _ => format!(
            "{}\n\n<i>{}</i>",
            t.html("queue-card", args!(number = number, text = text)),
            escape_html(&state_label(t, question))
        ),
    };
    let next = if done.before.state == State::PendingReview {
        button(t, "queue-review-next", format!("queue:review:{number}"))
    } else {
        button(t, "queue-next", "queue:next")
    };
    Ok(Message::new(html).with_inline_keyboard(vec![vec![undo, next]]))
}

pub fn muted(turn: &Turn<'_>, number: i64, on: bool, entry: i64) -> Message {
    let t = turn.texts();
    let html = match on {
        true => t.html("queue-muted", args!(number = number)),
        false => t.html("queue-unmuted", args!(number = number)),
    };
    Message::new(html).with_inline_keyboard(vec![vec![
        button(t, "queue-undo", format!("queue:undo:{entry}")),
        button(t, "back", format!("queue:card:{number}")),
    ]])
}

pub fn voice_caption(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let one = |id: &str, what: &str| button(t, id, format!("queue:{what}:{number}"));
    Message::new(t.html("queue-voice", args!(number = number))).with_inline_keyboard(vec![
        vec![one("queue-write-line", "reword")],
        vec![one("queue-aside", "aside")],
    ])
}

pub fn text_prompt(turn: &Turn<'_>, what: &str, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let html = match what {
        "private" => t.html("queue-write-answer", args!(number = number)),
        _ => t.html("queue-write-reworded", args!(number = number, text = text_for_moderators(t, question))),
    };
    Message::new(html).with_inline_keyboard(vec![vec![button(t, "back", format!("queue:card:{number}"))]])
}

pub fn question_prompt(turn: &Turn<'_>, what: &str) -> Message {
    let t = turn.texts();
    Message::new(match what {
        "umbrella" => t.html("queue-write-umbrella", &[]),
        _ => t.html("queue-write-floor", &[]),
    })
    .with_inline_keyboard(vec![vec![button(t, "queue-show", "queue:show")]])
}

pub fn added(turn: &Turn<'_>, done: &Applied, source: &str) -> Message {
    let t = turn.texts();
    let number = done.after.number;
    let mut rows = vec![vec![
        button(t, "queue-take", format!("queue:take:{number}")),
        button(t, "queue-on-screen", format!("queue:live:{number}")),
    ]];
    if source == "umbrella" {
        rows.push(vec![button(t, "queue-absorb", format!("queue:absorb:{number}"))]);
    }
    rows.push(vec![button(t, "queue-undo", format!("queue:undo:{}", done.entry_number))]);
    Message::new(t.html("queue-added", args!(number = number, text = done.after.display_text())))
        .with_inline_keyboard(rows)
}

/// A line in which something was found that should perhaps not be public.
pub fn flagged_draft(turn: &Turn<'_>, number: i64, line: &str, found: &[ContentFlag]) -> Message {
    let t = turn.texts();
    let mut html = t.html("queue-draft", args!(number = number, text = line));
    for found in found {
        html.push('\n');
        html.push_str(&flag_warning(t, found));
    }
    Message::new(html).with_inline_keyboard(vec![vec![
        button(t, "queue-publish", format!("queue:publish:{number}")),
        button(t, "queue-reword", format!("queue:reword:{number}")),
    ]])
}

pub fn answered_privately(turn: &Turn<'_>, done: &Applied, told: i64) -> Message {
    let t = turn.texts();
    Message::new(t.html("queue-answered-in-private", args!(number = done.after.number, count = told)))
        .with_inline_keyboard(vec![vec![
            button(t, "queue-undo", format!("queue:undo:{}", done.entry_number)),
            button(t, "queue-next", "queue:next"),
        ]])
}
