//! The messages about the account.

use super::model::{AccountDigest, Status};
use super::outline::{answered_line, count_line};
use super::payload::Payload;
use super::render::PUBLIC_PATH;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts, escape_html};
use crate::programme::Programme;
use crate::questions::{self, Outcome, QuestionList, QueuePayload};
use crate::turn::EventContext;

/// What an organiser's screen shows.
pub struct Desk<'d> {
    pub draft: &'d Outcome,
    pub digest: &'d AccountDigest,
    pub status: &'d Status,
    /// The base URL of the pages; empty where it is not known.
    pub base_url: &'d str,
    pub preview_path: &'d str,
}

fn button(t: &Texts, id: &str, payload: Payload) -> Button {
    Button::new(t.label(id), payload)
}

/// Where the account stands, for organisers.
pub fn desk(event: &EventContext<'_>, t: &Texts, desk: &Desk<'_>) -> Message {
    let Desk { draft, digest, status, base_url, preview_path } = desk;
    let mut lines = vec![
        escape_html(&count_line(t, draft)).into_owned(),
        escape_html(&answered_line(t, draft)).into_owned(),
        t.html("account-aside-count", args!(count = draft.rejected.values().sum::<i64>())),
        String::new(),
        t.html("account-version", args!(version = digest.short())),
    ];
    lines.push(match &status.published {
        None => t.html("account-status-none", &[]),
        Some(published) => {
            let day = event.format_date(t, published.published_at);
            let id =
                if published.digest == **digest { "account-status-same" } else { "account-status-changed" };
            t.html(id, args!(day = day))
        }
    });
    if let Some(told) = status.under_way {
        lines.push(t.html("account-under-way", args!(count = told)));
    }
    if !event.schedule.is_over(event.programme, event.now) {
        lines.push(t.html("account-not-over", &[]));
    }
    let mut rows = vec![vec![button(t, "account-read", Payload::Read)]];
    if base_url.is_empty() {
        let path = Arg::html(format!("<code>{preview_path}</code>"));
        lines.push(t.html("account-preview-at", args!(path = path)));
    } else {
        let lang = t.lang.code();
        let url = format!("{base_url}{preview_path}?lang={lang}");
        rows.push(vec![Button::link(t.label("account-preview"), url)]);
    }
    let unanswered = QueuePayload::OpenList(QuestionList::Unanswered, 0);
    rows.push(vec![Button::new(t.label("queue-unreached"), unanswered)]);
    rows.push(vec![button(t, "account-go-on", Payload::Ask)]);
    if status.published.is_some() {
        rows.extend(page_button(t, base_url).map(|button| vec![button]));
        rows.push(vec![button(t, "account-withdraw", Payload::AskToWithdraw)]);
    }
    let lines = Arg::html(lines.join("\n"));
    Message::new(t.html("account-desk", args!(lines = lines))).with_inline_keyboard(rows)
}

/// Opens the public page; `None` where its address is not known, or is none that a phone can open.
fn page_button(t: &Texts, base_url: &str) -> Option<Button> {
    let url = format!("{base_url}{PUBLIC_PATH}?lang={}", t.lang.code());
    (!base_url.is_empty()).then(|| Button::link(t.label("account-open"), url))
}

/// Asks whether to publish the version that was read.
pub fn confirm(t: &Texts, digest: &AccountDigest, status: &Status) -> Message {
    let publish =
        |tell_again| Payload::Publish { digest: digest.clone(), edition: status.edition, tell_again };
    let is_published = status.published.as_ref().is_some_and(|published| published.digest == *digest);
    let mut html = t.html("account-confirm", args!(version = digest.short(), count = status.to_tell));
    let mut rows = Vec::new();
    if is_published {
        html = t.html("account-done-before", &[]);
    } else {
        rows.push(vec![button(t, "account-yes", publish(false))]);
    }
    if status.told_before > 0 {
        html.push('\n');
        html.push_str(&t.html("account-told-before", args!(count = status.told_before)));
        rows.push(vec![button(t, "account-yes-again", publish(true))]);
    }
    rows.push(vec![button(t, "account-not-yet", Payload::Open)]);
    Message::new(html).with_inline_keyboard(rows)
}

/// Asks whether to take the page down.
pub fn confirm_withdrawal(t: &Texts, edition: i64) -> Message {
    Message::new(t.html("account-really-withdraw", &[])).with_inline_keyboard(vec![
        vec![button(t, "account-withdraw-yes", Payload::Withdraw(edition))],
        vec![button(t, "account-not-yet", Payload::Open)],
    ])
}

/// What is said after an organiser's press, with the way back.
pub fn done(t: &Texts, id: &str) -> Message {
    Message::new(t.html(id, &[]))
        .with_inline_keyboard(vec![vec![Button::new(t.label("desk-account"), Payload::Open)]])
}

/// How many people were told, for the organiser who published.
pub fn report(t: &Texts, told: i64) -> Message {
    Message::new(t.html("account-report", args!(count = told)))
}

/// Tells a person that the account is there: the link where its address is known, and the file on demand.
pub fn account_message(t: &Texts, programme: &Programme, base_url: &str) -> Message {
    let mut rows: Vec<Vec<Button>> =
        page_button(t, base_url).into_iter().map(|button| vec![button]).collect();
    rows.push(vec![button(t, "account-send-pdf", Payload::Pdf)]);
    Message::new(t.html("account-message", args!(title = programme.title.get(t.lang))))
        .with_inline_keyboard(rows)
}

/// Nothing is published: when it will be, and the rule meanwhile.
pub fn nothing(t: &Texts) -> Message {
    let html = format!("{}\n{}", t.html("account-nothing", &[]), t.html("account-nothing-why", &[]));
    let rule = Button::new(t.label("rule-open"), questions::AskPayload::Rule);
    Message::new(html).with_inline_keyboard(vec![vec![rule]])
}
