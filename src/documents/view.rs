//! The messages about documents.

use super::model::{CertificateScope, ExportKind};
use super::payload::Payload;
use super::people::Recipients;
use crate::args;
use crate::chat::{Button, Message};
use crate::check_in::Attendee;
use crate::i18n::{Arg, Texts};
use crate::spreadsheet::TableFormat;
use crate::turn::Turn;

/// How many names a report lists; the printed certificates have all.
const MAX_NAMES: usize = 40;

/// How far a sending is.
#[derive(Debug, Clone, Copy)]
pub struct SendingCounts {
    pub sent: i64,
    pub left: i64,
}

/// What can be printed and exported.
pub fn menu(t: &Texts) -> Message {
    let row = |id: &str, payload: Payload| vec![Button::new(t.label(id), payload)];
    Message::new(t.html("documents", &[])).with_inline_keyboard(vec![
        row("documents-sheet", Payload::AttendanceSheet),
        row("documents-badges", Payload::Badges),
        row("documents-poster", Payload::Poster),
        row("documents-certificates", Payload::Certificates(CertificateScope::Everybody)),
        row("documents-send-certificates", Payload::AskToSendCertificates),
        row("documents-tables", Payload::Tables),
    ])
}

/// The tables, each in three formats.
pub fn tables(t: &Texts) -> Message {
    let row = |id: &str, kind: ExportKind| {
        let other = |name: &str, format| Button::new(name, Payload::Export { kind, format });
        vec![
            Button::new(t.label(id), Payload::Export { kind, format: TableFormat::Xlsx }),
            other("CSV", TableFormat::Csv),
            other("JSON", TableFormat::Json),
        ]
    };
    Message::new(t.html("tables", &[])).with_inline_keyboard(vec![
        row("tables-registrations", ExportKind::Registrations),
        row("tables-attendance", ExportKind::Attendance),
        row("tables-questions", ExportKind::Questions),
        row("tables-journal", ExportKind::Journal),
        vec![Button::new(t.label("documents-back"), Payload::Menu)],
    ])
}

/// Asks whether to send everybody their certificate.
pub fn confirm_sending(t: &Texts, recipients: &Recipients) -> Message {
    let html = t.html(
        "certificates-ask",
        args!(
            count = recipients.reachable.len() as i64,
            done = recipients.done as i64,
            paper = recipients.unreachable.len() as i64,
        ),
    );
    let back = vec![Button::new(t.label("certificates-no"), Payload::Menu)];
    let rows = if recipients.reachable.is_empty() {
        vec![vec![Button::new(t.label("documents-back"), Payload::Menu)]]
    } else {
        vec![vec![Button::new(t.label("certificates-yes"), Payload::SendCertificates)], back]
    };
    Message::new(html).with_inline_keyboard(rows)
}

/// The progress of a sending.
pub fn sending_progress(t: &Texts, counts: SendingCounts) -> Message {
    Message::new(t.html("certificates-progress", args!(sent = counts.sent, left = counts.left)))
}

/// The end of a sending: how many got theirs, and whose are to be printed.
pub fn sending_report(t: &Texts, counts: SendingCounts, without_account: &[&str]) -> Message {
    let mut html = t.html("certificates-sent", args!(count = counts.sent));
    if without_account.is_empty() {
        return Message::new(html);
    }
    let shown: Vec<String> = without_account
        .iter()
        .take(MAX_NAMES)
        .map(|name| t.html("certificates-paper-name", args!(name = *name)))
        .collect();
    html.push_str("\n\n");
    html.push_str(&t.html(
        "certificates-paper",
        args!(
            count = without_account.len() as i64,
            names = Arg::html(shown.join("\n")),
            more = without_account.len().saturating_sub(MAX_NAMES) as i64,
        ),
    ));
    let print = Payload::Certificates(CertificateScope::WithoutAccount);
    Message::new(html)
        .with_inline_keyboard(vec![vec![Button::new(t.label("certificates-paper-print"), print)]])
}

/// The caption of a certificate, as HTML.
pub fn certificate_caption(t: &Texts, name: &str, is_own: bool) -> String {
    let whose = if is_own { "own" } else { "other" };
    t.html("certificate-caption", args!(whose = whose, name = name))
}

/// Asks whose certificate is wanted.
pub fn choose_certificate(t: &Texts, attendees: &[Attendee]) -> Message {
    let button = |attendee: &Attendee| {
        vec![Button::new(attendee.name.as_str(), Payload::Certificate(attendee.number))]
    };
    Message::new(t.html("certificate-whose", &[]))
        .with_inline_keyboard(attendees.iter().map(button).collect())
}

/// Explains that no arrival is known.
pub fn no_arrival(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("certificate-none", args!(contact = Arg::html(turn.event.contact_html(t)))))
}
