//! The messages of this feature: the heading of an announcement, and for organisers the prompts, the card of a draft,
//! the progress and the report.

use super::model::{Announcement, AnnouncementAudience, Contents, Progress, State};
use super::payload::Payload;
use super::rules::{MAX_CAPTION, MAX_TEXT};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::ids::AnnouncementNumber;
use crate::programme::Programme;
use crate::text::{truncate, utf16_len};
use crate::turn::Turn;

/// The command that ends an activity; the same in every language.
pub const CANCEL_COMMAND: &str = "/annuler";

/// The most characters of the organisers' names above an announcement.
const MAX_NAMES_LENGTH: usize = 200;

/// The heading of an announcement: the organisers, as the event file names them.
fn sender_line(t: &Texts, programme: &Programme) -> String {
    let names: Vec<&str> = programme.organisers.iter().map(|name| name.get(t.lang)).collect();
    let names = truncate(&names.join(", "), MAX_NAMES_LENGTH);
    t.html("announce-from", args!(organisers = names))
}

/// An announcement as recipients read it.
pub fn with_sender(t: &Texts, programme: &Programme, html: &str) -> String {
    let from = sender_line(t, programme);
    if html.is_empty() { from } else { format!("{from}\n\n{html}") }
}

/// The length of the heading in UTF-16 code units, in the language in which it is longest.
pub fn heading_length(programme: &Programme) -> usize {
    let longest =
        programme.languages.iter().map(|&lang| utf16_len(&sender_line(texts(lang), programme))).max();
    longest.unwrap_or_default() + 2
}

/// Asks for the text in one language, or for everyone without a text of their own.
pub fn text_prompt(t: &Texts, number: AnnouncementNumber, language: Option<Lang>, heading: usize) -> Message {
    let html = match language {
        None => {
            let (text, caption) = (MAX_TEXT.saturating_sub(heading), MAX_CAPTION.saturating_sub(heading));
            t.html("announce-write", args!(text = text as i64, caption = caption as i64))
        }
        Some(lang) => {
            let name = lang.endonym();
            t.html("announce-write-language", args!(language = name))
        }
    };
    // An announcement without any text has no card to go back to.
    let way_out = match language {
        None => button(t.label("announce-drop"), Payload::Drop { number }),
        Some(_) => button(t.label("announce-back"), Payload::ShowCard { number }),
    };
    Message::new(html).with_inline_keyboard(vec![vec![way_out]])
}

/// The text is too long: with its length and the limit, or so long that it came as several messages.
pub fn too_long(t: &Texts, lengths: Option<(usize, usize)>) -> Message {
    Message::new(match lengths {
        Some((units, most)) => {
            t.html("announce-too-long", args!(units = units.to_string(), most = most.to_string()))
        }
        None => t.html("announce-cut", args!(most = MAX_TEXT.to_string())),
    })
}

/// The card of a draft: its audience, the number of recipients, and the possible actions.
/// `groups`: in how many groups it is posted as well.
pub fn card(
    turn: &Turn<'_>,
    draft: &Announcement,
    contents: &Contents,
    counts: &[(Lang, i64)],
    groups: i64,
) -> Message {
    let t = turn.texts();
    let Announcement { number, version, .. } = *draft;
    let count: i64 = counts.iter().map(|(_, count)| count).sum();
    let has_text = |lang: Lang| contents.iter().any(|(language, _)| *language == Some(lang));
    let audience = audience_label(t, draft.audience);
    let mut html = t.html("announce-card", args!(number = number, audience = audience, count = count));
    if groups > 0 {
        html.push('\n');
        html.push_str(&t.html("announce-groups", args!(count = groups)));
    }
    let own_texts: Vec<String> = counts
        .iter()
        .filter(|(lang, _)| has_text(*lang))
        .map(|(lang, count)| format!("{} ({count})", lang.endonym()))
        .collect();
    if !own_texts.is_empty() {
        html.push('\n');
        html.push_str(&t.html("announce-own-texts", args!(list = own_texts.join(", "))));
    }
    let mut rows = Vec::new();
    if count > 0 && !contents.is_empty() {
        let label = t.plain("announce-send", args!(count = count));
        rows.push(vec![button(label, Payload::Send { number, version })]);
    }
    rows.push(vec![button(t.label("announce-to"), Payload::ShowAudiences { number })]);
    let others = turn.event.programme.languages.iter().filter(|&&lang| lang != turn.lang());
    let languages = others.map(|&lang| {
        let id = if has_text(lang) { "announce-change-language" } else { "announce-add-language" };
        let label = t.plain(id, args!(language = lang.endonym()));
        button(label, Payload::Write { number, language: Some(lang) })
    });
    let languages: Vec<Button> = languages.collect();
    if !contents.is_empty() && !languages.is_empty() {
        rows.push(languages);
    }
    rows.push(vec![
        button(t.label("announce-rewrite"), Payload::Write { number, language: None }),
        button(t.label("announce-drop"), Payload::Drop { number }),
    ]);
    Message::new(html).with_inline_keyboard(rows)
}

/// The audiences, each with its number of recipients.
pub fn audience_menu(
    t: &Texts,
    number: AnnouncementNumber,
    counts: &[(AnnouncementAudience, i64)],
) -> Message {
    let mut rows = audience_buttons(t, number, counts);
    rows.push(vec![button(t.label("announce-audience-category"), Payload::ShowCategories { number })]);
    rows.push(vec![button(t.label("announce-back"), Payload::ShowCard { number })]);
    Message::new(t.html("announce-choose-audience", &[])).with_inline_keyboard(rows)
}

/// The categories of attendees that have recipients.
pub fn category_menu(
    t: &Texts,
    number: AnnouncementNumber,
    counts: &[(AnnouncementAudience, i64)],
) -> Message {
    let with_recipients: Vec<(AnnouncementAudience, i64)> =
        counts.iter().filter(|(_, count)| *count > 0).copied().collect();
    let mut rows = audience_buttons(t, number, &with_recipients);
    rows.push(vec![button(t.label("announce-back"), Payload::ShowAudiences { number })]);
    Message::new(t.html("announce-choose-audience", &[])).with_inline_keyboard(rows)
}

fn audience_buttons(
    t: &Texts,
    number: AnnouncementNumber,
    counts: &[(AnnouncementAudience, i64)],
) -> Vec<Vec<Button>> {
    let choice = |&(audience, count): &(AnnouncementAudience, i64)| {
        let label = t.plain(
            "announce-audience-count",
            args!(audience = audience_label(t, audience), count = count.to_string()),
        );
        vec![button(label, Payload::SetAudience { number, audience })]
    };
    counts.iter().map(choice).collect()
}

fn audience_label(t: &Texts, audience: AnnouncementAudience) -> String {
    match audience {
        AnnouncementAudience::Registered => t.label("announce-audience-registered"),
        AnnouncementAudience::Waitlisted => t.label("announce-audience-waiting"),
        AnnouncementAudience::Category(category) => t.label(&format!("category-{category}")),
    }
}

/// The progress, and the button that stops the announcement.
pub fn progress(
    t: &Texts,
    number: AnnouncementNumber,
    progress: &Progress,
    seconds_left: Option<i64>,
) -> Message {
    let left = match seconds_left {
        None => t.html("announce-begun", &[]),
        Some(seconds) if seconds < 60 => t.html("announce-left-seconds", &[]),
        Some(seconds) => t.html("announce-left", args!(minutes = (seconds + 59) / 60)),
    };
    let html = format!("{}\n{left}", progress_line(t, number, progress));
    Message::new(html)
        .with_inline_keyboard(vec![vec![button(t.label("announce-stop"), Payload::Stop { number })]])
}

/// The progress at the end, without a button.
pub fn final_progress(
    t: &Texts,
    number: AnnouncementNumber,
    progress: &Progress,
    is_stopped: bool,
) -> Message {
    let end = if is_stopped { "announce-stopped" } else { "announce-done" };
    Message::new(format!("{}\n{}", progress_line(t, number, progress), t.html(end, &[])))
}

/// The progress of an active announcement, for an organiser who begins another one.
pub fn active_progress(t: &Texts, announcement: &Announcement, progress: &Progress) -> Message {
    let number = announcement.number;
    let message = Message::new(progress_line(t, number, progress));
    if announcement.state == State::Sending {
        message.with_inline_keyboard(vec![vec![button(t.label("announce-stop"), Payload::Stop { number })]])
    } else {
        message
    }
}

fn progress_line(t: &Texts, number: AnnouncementNumber, progress: &Progress) -> String {
    let (sent, waiting, failed) = (progress.sent, progress.waiting, progress.failed());
    t.html(
        "announce-progress",
        args!(
            number = number.to_string(),
            sent = sent.to_string(),
            waiting = waiting.to_string(),
            failed = failed.to_string()
        ),
    )
}

/// The result of an announcement.
pub fn report(t: &Texts, number: AnnouncementNumber, progress: &Progress, is_stopped: bool) -> Message {
    let Progress { sent, unreachable, refused, withdrawn, .. } = *progress;
    let id = if is_stopped { "announce-report-stopped" } else { "announce-report" };
    let mut lines = vec![t.html(id, args!(number = number.to_string(), count = sent))];
    for (id, count) in [
        ("announce-report-withdrawn", withdrawn),
        ("announce-report-gone", unreachable),
        ("announce-report-refused", refused),
    ] {
        if count > 0 {
            lines.push(t.html(id, &[("count", Arg::Number(count))]));
        }
    }
    if progress.is_hopeless() {
        lines.push(t.html("announce-report-hopeless", &[]));
    }
    Message::new(lines.join("\n"))
}

fn button(label: String, payload: Payload) -> Button {
    Button::new(label, payload.to_string())
}
