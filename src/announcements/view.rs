//! What organisers see of an announcement: what is asked of them, the card to confirm, how far it is.

use super::rules::{Content, MAX_CAPTION, MAX_TEXT, Progress};
use super::store::Announcement;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Lang, Texts, texts};
use crate::programme::Programme;
use crate::text::{truncate, utf16_len};
use crate::turn::Turn;

/// As it is typed, in every language.
pub const CANCEL_COMMAND: &str = "/annuler";

/// The one message in which an announcement is shown to its author.
pub fn live_message_key(number: i64) -> String {
    format!("news:{number}")
}

/// So much of the organisers' names stands above an announcement.
const MAX_NAMES_LENGTH: usize = 200;

/// Above every announcement: whom it is from, as the event file words it.
pub fn sender_line(t: &Texts, programme: &Programme) -> String {
    let names: Vec<&str> = programme.organisers.iter().map(|name| name.get(t.lang)).collect();
    let names = truncate(&names.join(", "), MAX_NAMES_LENGTH);
    t.html("announce-from", args!(organisers = names))
}

/// An announcement as somebody reads it.
pub fn with_sender(t: &Texts, programme: &Programme, html: &str) -> String {
    let from = sender_line(t, programme);
    if html.is_empty() { from } else { format!("{from}\n\n{html}") }
}

/// How much of a message that takes, in the language in which it is longest.
pub fn heading_length(programme: &Programme) -> usize {
    let longest =
        programme.languages.iter().map(|&lang| utf16_len(&sender_line(texts(lang), programme))).max();
    longest.unwrap_or_default() + 2
}

/// Asks for the text, of one language or for all.
pub fn text_prompt(t: &Texts, number: i64, language: Option<Lang>, heading: usize) -> Message {
    let html = match language {
        None => {
            let (text, caption) = (MAX_TEXT.saturating_sub(heading), MAX_CAPTION.saturating_sub(heading));
            t.html("announce-write", args!(text = text as i64, caption = caption as i64))
        }
        Some(lang) => {
            let name = texts(lang).label("language-name");
            t.html("announce-write-language", args!(language = name))
        }
    };
    // one that has no text yet has nothing to go back to
    let leave = match language {
        None => button(t.label("announce-drop"), "drop", number),
        Some(_) => button(t.label("announce-back"), "card", number),
    };
    Message::new(html).with_inline_keyboard(vec![vec![leave]])
}

/// Too many signs, and how many; or so many that they came as several messages.
pub fn too_long(t: &Texts, counted: Option<(usize, usize)>) -> Message {
    Message::new(match counted {
        Some((units, most)) => {
            t.html("announce-too-long", args!(units = units.to_string(), most = most.to_string()))
        }
        None => t.html("announce-cut", args!(most = MAX_TEXT.to_string())),
    })
}

/// Whom it is for, how many they are, and what can be done.
pub fn card(
    turn: &Turn<'_>,
    draft: &Announcement,
    says: &[(String, Content)],
    counts: &[(Lang, i64)],
) -> Message {
    let t = turn.texts();
    let Announcement { number, version, .. } = *draft;
    let count: i64 = counts.iter().map(|(_, count)| count).sum();
    let own = |lang: Lang| says.iter().any(|(language, _)| language == lang.code());
    let to = audience_label(t, &draft.audience);
    let mut html = t.html("announce-card", args!(number = number, audience = to, count = count));
    let own_texts: Vec<String> = counts
        .iter()
        .filter(|(lang, _)| own(*lang))
        .map(|(lang, count)| format!("{} ({count})", texts(*lang).label("language-name")))
        .collect();
    if !own_texts.is_empty() {
        html.push('\n');
        html.push_str(&t.html("announce-own-texts", args!(list = own_texts.join(", "))));
    }
    let mut rows = Vec::new();
    if count > 0 && !says.is_empty() {
        let label = t.plain("announce-send", args!(count = count));
        rows.push(vec![Button::new(label, format!("news:send:{number}:{version}"))]);
    }
    rows.push(vec![button(t.label("announce-to"), "to", number)]);
    let others = turn.event.programme.languages.iter().filter(|&&lang| lang != turn.lang());
    let languages = others.map(|&lang| {
        let id = if own(lang) { "announce-change-language" } else { "announce-add-language" };
        let label = t.plain(id, args!(language = texts(lang).label("language-name")));
        Button::new(label, format!("news:text:{number}:{}", lang.code()))
    });
    let languages: Vec<Button> = languages.collect();
    if !says.is_empty() && !languages.is_empty() {
        rows.push(languages);
    }
    rows.push(vec![
        button(t.label("announce-rewrite"), "text", number),
        button(t.label("announce-drop"), "drop", number),
    ]);
    Message::new(html).with_inline_keyboard(rows)
}

/// Whom it can be for, with how many they are.
pub fn audience_menu(t: &Texts, number: i64, counts: &[(&str, i64)]) -> Message {
    let mut rows = audience_buttons(t, number, counts);
    rows.push(vec![button(t.label("announce-audience-category"), "kinds", number)]);
    rows.push(vec![button(t.label("announce-back"), "card", number)]);
    Message::new(t.html("announce-choose-audience", &[])).with_inline_keyboard(rows)
}

/// The categories of whom somebody comes.
pub fn category_menu(t: &Texts, number: i64, counts: &[(&str, i64)]) -> Message {
    let some: Vec<(&str, i64)> = counts.iter().filter(|(_, count)| *count > 0).copied().collect();
    let mut rows = audience_buttons(t, number, &some);
    rows.push(vec![button(t.label("announce-back"), "to", number)]);
    Message::new(t.html("announce-choose-audience", &[])).with_inline_keyboard(rows)
}

fn audience_buttons(t: &Texts, number: i64, counts: &[(&str, i64)]) -> Vec<Vec<Button>> {
    let choice = |(key, count): &(&str, i64)| {
        let label = t.plain(
            "announce-audience-count",
            args!(audience = audience_label(t, key), count = count.to_string()),
        );
        vec![Button::new(label, format!("news:for:{number}:{key}"))]
    };
    counts.iter().map(choice).collect()
}

fn audience_label(t: &Texts, key: &str) -> String {
    match key {
        "registered" => t.label("announce-audience-registered"),
        "waiting" => t.label("announce-audience-waiting"),
        category => t.label(&format!("category-{category}")),
    }
}

/// How far it is, and the button that stops it.
pub fn progress(t: &Texts, number: i64, progress: &Progress, seconds_left: Option<i64>) -> Message {
    let left = match seconds_left {
        None => t.html("announce-begun", &[]),
        Some(seconds) if seconds < 60 => t.html("announce-left-seconds", &[]),
        Some(seconds) => t.html("announce-left", args!(minutes = (seconds + 59) / 60)),
    };
    let html = format!("{}\n{left}", progress_line(t, number, progress));
    Message::new(html).with_inline_keyboard(vec![vec![button(t.label("announce-stop"), "stop", number)]])
}

/// The same when it is over: nothing can be pressed any more.
pub fn final_progress(t: &Texts, number: i64, progress: &Progress, stopped: bool) -> Message {
    let end = if stopped { "announce-stopped" } else { "announce-done" };
    Message::new(format!("{}\n{}", progress_line(t, number, progress), t.html(end, &[])))
}

/// One that is under way, for an organiser who begins another.
pub fn active_progress(t: &Texts, of: &Announcement, progress: &Progress) -> Message {
    let message = Message::new(progress_line(t, of.number, progress));
    if of.state == "going" {
        message.with_inline_keyboard(vec![vec![button(t.label("announce-stop"), "stop", of.number)]])
    } else {
        message
    }
}

fn progress_line(t: &Texts, number: i64, progress: &Progress) -> String {
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

/// What became of it, told once at the end.
pub fn report(t: &Texts, number: i64, progress: &Progress, stopped: bool) -> Message {
    let Progress { sent, unreachable: gone, refused, withdrawn, .. } = *progress;
    let id = if stopped { "announce-report-stopped" } else { "announce-report" };
    let mut lines = vec![t.html(id, args!(number = number.to_string(), count = sent))];
    for (id, count) in [
        ("announce-report-withdrawn", withdrawn),
        ("announce-report-gone", gone),
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

fn button(label: String, what: &str, number: i64) -> Button {
    Button::new(label, format!("news:{what}:{number}"))
}
