//! What is said to those who moderate: the panel, cards, screens of choices.

use super::super::asking::{Finding, Intake, findings};
use super::super::rules::{PRIVATE, Reason, State};
use super::super::store::{Counts, Question};
use super::super::view::{self as words, facts, glimpse};
use super::acts::Done;
use super::panel::Present;
use super::settings::Settings;
use super::store;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Texts, escape};
use crate::turn::{Forum, Turn};

pub(super) fn button(t: &Texts, id: &str, data: impl Into<String>) -> Button {
    Button::new(t.label(id), data)
}

/// The line of a question, or that it is its author's alone.
pub(super) fn line(t: &Texts, question: &Question) -> String {
    if question.is_confidential() { t.label("queue-hidden") } else { words::line(t, question) }
}

/// Counts, what is on the screen, the next few; without the hour, which moves by itself.
pub fn panel(forum: &Forum<'_>, t: &Texts, present: &Present) -> Message {
    let of = |state| present.counts.of(state);
    let mut html = t.html(
        "queue-panel",
        args!(waiting = of(State::Waiting), taken = of(State::Taken), answered = of(State::Answered)),
    );
    html.push_str(&format!("\n{}", intake(forum, t, &present.settings)));
    if of(State::Pending) + of(State::Later) > 0 {
        html.push('\n');
        html.push_str(&t.html("queue-beside", args!(pending = of(State::Pending), later = of(State::Later))));
    }
    if let Some(live) = &present.live {
        let text = glimpse(&line(t, live));
        html.push('\n');
        html.push_str(&t.html("queue-live", args!(number = live.number, votes = live.votes, text = text)));
    }
    if !present.upcoming.is_empty() {
        html.push('\n');
    }
    for question in &present.upcoming {
        let star = if question.starred == 1 { " ⭐" } else { "" };
        let text = glimpse(&line(t, question));
        html.push('\n');
        html.push_str(&t.html("queue-line", args!(number = question.number, text = text)));
        html.push_str(&format!(" · 👍 {}{star}", question.votes));
    }
    let wanted: Vec<String> = present.upcoming.iter().map(|question| question.number.to_string()).collect();
    let next =
        if wanted.is_empty() { "queue:next".into() } else { format!("queue:next:{}", wanted.join(".")) };
    let review = match of(State::Pending) {
        0 => button(t, "queue-review", "queue:review"),
        count => Button::new(format!("{} ({count})", t.label("queue-review")), "queue:review"),
    };
    let open = |sign: &str, number: i64| {
        Button::new(format!("{sign}{}", t.number(number)), format!("queue:open:{number}"))
    };
    let mut cards: Vec<Button> = present.live.iter().map(|live| open("📺 ", live.number)).collect();
    cards.extend(present.upcoming.iter().map(|question| open("", question.number)));
    let beyond = of(State::Waiting) - present.upcoming.len() as i64;
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
    Message::new(html).inline(rows)
}

/// The same with the hour at which it was so.
pub fn with_hour(forum: &Forum<'_>, t: &Texts, mut panel: Message) -> Message {
    let now = forum.hour(t, forum.now);
    panel.html.push_str("\n\n");
    panel.html.push_str(&t.html("queue-as-of", args!(hour = now)));
    panel
}

pub(super) fn intake(forum: &Forum<'_>, t: &Texts, settings: &Settings) -> String {
    let review =
        if settings.review { t.html("queue-reviewed", &[]) } else { t.html("queue-not-reviewed", &[]) };
    let open = match settings.intake(forum) {
        Intake::Open => t.html("queue-open", &[]),
        Intake::VotesOnly => t.html("queue-votes-only", &[]),
        Intake::NotYet(_) | Intake::Closed => t.html("queue-closed", &[]),
    };
    let at_once =
        if settings.at_once { format!(" · {}", t.html("queue-at-once", &[])) } else { String::new() };
    format!("{open} · {review}{at_once}")
}

/// The bell: what waits first, and the way to it. `held`: it has to be read before it is public.
pub fn first_waits(t: &Texts, held: bool) -> Message {
    let queue = button(t, "queue-show", "queue:show");
    match held {
        true => Message::new(t.html("queue-first-to-review", &[]))
            .inline(vec![vec![button(t, "queue-review", "queue:review"), queue]]),
        false => Message::new(t.html("queue-first-waits", &[]))
            .inline(vec![vec![button(t, "queue-next", "queue:next"), queue]]),
    }
}

pub fn nothing_waits(turn: &Turn<'_>, counts: &Counts) -> Message {
    elsewhere(turn, "queue-empty", counts, State::Pending)
}

pub fn nothing_to_review(turn: &Turn<'_>, counts: &Counts) -> Message {
    elsewhere(turn, "queue-nothing-to-review", counts, State::Waiting)
}

/// That there is nothing here, and the ways to where something is; `first` is looked at first.
fn elsewhere(turn: &Turn<'_>, id: &str, counts: &Counts, first: State) -> Message {
    let t = turn.texts();
    let mut html = t.html(id, &[]);
    let (pending, later) = (counts.of(State::Pending), counts.of(State::Later));
    if pending + later > 0 {
        html.push('\n');
        html.push_str(&t.html("queue-beside", args!(pending = pending, later = later)));
    }
    let mut row = Vec::new();
    if first == State::Pending && pending > 0 {
        row.push(button(t, "queue-review", "queue:review"));
    }
    if first == State::Waiting && counts.of(State::Waiting) > 0 {
        row.push(button(t, "queue-next", "queue:next"));
    }
    if later > 0 {
        row.push(button(t, "queue-later-list", "queue:later"));
    }
    row.push(button(t, "queue-show", "queue:show"));
    Message::new(html).inline(vec![row])
}

/// A question as a moderator works with it: what it says, what is to be seen about it, what can be
/// done in its state.
pub async fn card(turn: &mut Turn<'_>, question: &Question) -> sqlx::Result<Message> {
    let question = &question.for_staff();
    let parts = store::parts(turn.conn, question.number).await?.len() as i64;
    let live = store::on_screen(turn.conn).await? == question.number;
    let t = turn.texts();
    let number = question.number;
    let mut html = t.html("queue-card", args!(number = number, text = line(t, question)));
    let mut add = |line: String| {
        html.push('\n');
        html.push_str(&line);
    };
    add(String::new());
    add(facts(turn.forum.programme, t, question));
    if !question.public_text.is_empty() && !question.text.is_empty() {
        add(t.html("queue-as-asked", args!(text = &question.text)));
    }
    if parts > 0 {
        add(t.html("queue-has-parts", args!(count = parts)));
    }
    if live {
        add(t.html("queue-is-live", &[]));
    } else if question.state == State::Taken {
        // a lease is real time; the hour is the event's
        let left = (question.lease_until - turn.forum.mono).max(0);
        add(t.html("queue-held-until", args!(hour = turn.forum.hour(t, turn.forum.now + left))));
    }
    for found in findings(question.line()) {
        add(finding(t, &found));
    }
    if question.state != State::Taken {
        add(format!("<i>{}</i>", escape(&state(t, question))));
    }
    Ok(Message::new(html).inline(rows(t, question, live)))
}

fn rows(t: &Texts, question: &Question, live: bool) -> Vec<Vec<Button>> {
    let number = question.number;
    let one = |id: &str, what: &str| button(t, id, format!("queue:{what}:{number}"));
    // two presses: this one, and a yes
    let personal = one("queue-personal", "personal");
    let mut rows = match question.state {
        State::Pending => {
            let first = if question.line().is_empty() {
                vec![one("queue-listen", "voice"), one("queue-write-line", "reword")]
            } else {
                vec![one("queue-approve", "approve"), one("queue-reword", "reword")]
            };
            vec![first, vec![personal], vec![one("queue-aside", "aside"), one("queue-more", "more")]]
        }
        // what is on the screen has no lease to renew
        State::Taken if live => vec![
            vec![one("queue-answered", "answered")],
            vec![one("queue-later", "later"), one("queue-back", "back")],
            vec![personal],
        ],
        State::Taken => vec![
            vec![one("queue-on-screen", "live"), one("queue-answered", "answered")],
            vec![one("queue-later", "later"), one("queue-back", "back")],
            vec![personal],
        ],
        State::Waiting | State::Later => {
            vec![vec![one("queue-take", "take"), one("queue-on-screen", "live")], vec![personal]]
        }
        State::Aside => vec![vec![one("queue-restore", "back"), one("queue-private", "private")]],
        State::Merged => vec![vec![one("queue-split", "split")]],
        State::Answered | State::Personal | State::Withdrawn => Vec::new(),
    };
    rows.push(match question.state {
        State::Pending => vec![one("queue-review-next", "review")],
        State::Taken if !live => vec![one("queue-renew", "renew"), one("queue-more", "more")],
        State::Taken | State::Waiting | State::Later => {
            vec![one("queue-more", "more"), button(t, "queue-next", "queue:next")]
        }
        _ => vec![button(t, "queue-next", "queue:next")],
    });
    rows
}

fn finding(t: &Texts, found: &Finding) -> String {
    match found {
        Finding::Phone(text) => t.html("queue-sees-phone", args!(text = text)),
        Finding::Email(text) => t.html("queue-sees-email", args!(text = text)),
        Finding::Link(text) => t.html("queue-sees-link", args!(text = text)),
        Finding::Name(text) => t.html("queue-sees-name", args!(text = text)),
    }
}

/// What lay in a moderator's hand for too long is in the queue again, or counts as put; `entry` undoes that.
pub fn lapsed(t: &Texts, question: &Question, entry: i64) -> Message {
    let number = question.number;
    let text = glimpse(&line(t, question));
    let (id, way_on) = match question.state {
        State::Answered => ("queue-concluded", button(t, "queue-undo", format!("queue:undo:{entry}"))),
        _ => ("queue-lapsed", button(t, "queue-take", format!("queue:take:{number}"))),
    };
    Message::new(t.html(id, args!(number = number, text = text))).inline(vec![vec![way_on]]).silent()
}

/// A question's state as moderators call it.
pub fn state(t: &Texts, question: &Question) -> String {
    match question.state {
        State::Pending => t.label("desk-pending"),
        State::Waiting => t.label("desk-waiting"),
        State::Taken => t.label("desk-taken"),
        State::Later => t.label("desk-later"),
        State::Answered if question.reason == PRIVATE => t.label("desk-private"),
        State::Answered => t.label("desk-answered"),
        State::Aside => t.label("desk-aside"),
        State::Personal => t.label("desk-personal"),
        State::Merged => t.label("desk-merged"),
        State::Withdrawn => t.label("desk-withdrawn"),
    }
}

pub fn reason(t: &Texts, reason: Reason) -> String {
    match reason {
        Reason::OffTopic => t.label("reason-topic"),
        Reason::AlreadyAnswered => t.label("reason-answered"),
        Reason::NotAQuestion => t.label("reason-question"),
        Reason::Unclear => t.label("reason-unclear"),
        Reason::Tone => t.label("reason-tone"),
        Reason::NoTime => t.label("reason-time"),
    }
}

/// The card after an act: what was done, the way back for five minutes, the way on.
pub async fn after(turn: &mut Turn<'_>, done: &Done) -> sqlx::Result<Message> {
    let t = turn.texts();
    let question = &done.after.for_staff();
    let undo = button(t, "queue-undo", format!("queue:undo:{}", done.entry));
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
    let (number, text) = (question.number, line(t, question));
    let html = match question.state {
        State::Answered => t.html("queue-card-answered", args!(number = number, text = text)),
        State::Aside => {
            let why = Reason::from_name(&question.reason).map(|why| reason(t, why)).unwrap_or_default();
            t.html("queue-card-aside", args!(number = number, text = text, reason = why))
        }
        _ => format!(
            "{}\n\n<i>{}</i>",
            t.html("queue-card", args!(number = number, text = text)),
            escape(&state(t, question))
        ),
    };
    let next = if done.before.state == State::Pending {
        button(t, "queue-review-next", format!("queue:review:{number}"))
    } else {
        button(t, "queue-next", "queue:next")
    };
    Ok(Message::new(html).inline(vec![vec![undo, next]]))
}

pub fn muted(turn: &Turn<'_>, number: i64, on: bool, entry: i64) -> Message {
    let t = turn.texts();
    let html = match on {
        true => t.html("queue-muted", args!(number = number)),
        false => t.html("queue-unmuted", args!(number = number)),
    };
    Message::new(html).inline(vec![vec![
        button(t, "queue-undo", format!("queue:undo:{entry}")),
        button(t, "back", format!("queue:card:{number}")),
    ]])
}

pub fn voice_caption(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let one = |id: &str, what: &str| button(t, id, format!("queue:{what}:{number}"));
    Message::new(t.html("queue-voice", args!(number = number)))
        .inline(vec![vec![one("queue-write-line", "reword")], vec![one("queue-aside", "aside")]])
}

pub fn ask_for_text(turn: &Turn<'_>, what: &str, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let html = match what {
        "private" => t.html("queue-write-answer", args!(number = number)),
        _ => t.html("queue-write-reworded", args!(number = number, text = line(t, question))),
    };
    Message::new(html).inline(vec![vec![button(t, "back", format!("queue:card:{number}"))]])
}

pub fn ask_for_line(turn: &Turn<'_>, what: &str) -> Message {
    let t = turn.texts();
    Message::new(match what {
        "umbrella" => t.html("queue-write-umbrella", &[]),
        _ => t.html("queue-write-floor", &[]),
    })
    .inline(vec![vec![button(t, "queue-show", "queue:show")]])
}

pub fn added(turn: &Turn<'_>, done: &Done, source: &str) -> Message {
    let t = turn.texts();
    let number = done.after.number;
    let mut rows = vec![vec![
        button(t, "queue-take", format!("queue:take:{number}")),
        button(t, "queue-on-screen", format!("queue:live:{number}")),
    ]];
    if source == "umbrella" {
        rows.push(vec![button(t, "queue-absorb", format!("queue:absorb:{number}"))]);
    }
    rows.push(vec![button(t, "queue-undo", format!("queue:undo:{}", done.entry))]);
    Message::new(t.html("queue-added", args!(number = number, text = done.after.line()))).inline(rows)
}

/// A line in which something was found that should perhaps not be public.
pub fn draft(turn: &Turn<'_>, number: i64, line: &str, found: &[Finding]) -> Message {
    let t = turn.texts();
    let mut html = t.html("queue-draft", args!(number = number, text = line));
    for found in found {
        html.push('\n');
        html.push_str(&finding(t, found));
    }
    Message::new(html).inline(vec![vec![
        button(t, "queue-publish", format!("queue:publish:{number}")),
        button(t, "queue-reword", format!("queue:reword:{number}")),
    ]])
}

pub fn answered_in_private(turn: &Turn<'_>, done: &Done, told: i64) -> Message {
    let t = turn.texts();
    Message::new(t.html("queue-answered-in-private", args!(number = done.after.number, count = told))).inline(
        vec![vec![
            button(t, "queue-undo", format!("queue:undo:{}", done.entry)),
            button(t, "queue-next", "queue:next"),
        ]],
    )
}
