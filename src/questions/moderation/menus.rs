//! Screens of choices and of what was: reasons, speakers, others to join, the switches, the journal,
//! the summary.

use super::super::ask::IntakeMode;
use super::super::rules::{RejectionReason, State, UNDO_WINDOW};
use super::super::screen::ScreenAddress;
use super::super::store::Question;
use super::super::wording::{short_excerpt, short_label, theme_title};
use super::lists::{Page, push_question_line};
use super::settings::{ModerationSettings, SettingChange};
use super::store::JournalEntry;
use super::view::{button, intake_line, reason_label, text_for_moderators};
use crate::args;
use crate::chat::{Button, Message, push_button};
use crate::i18n::{Arg, Texts, escape_html};
use crate::turn::Turn;

/// What else can be done with a question.
pub fn more_actions(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let one = |id: &str, what: &str| button(t, id, format!("queue:{what}:{number}"));
    let star = if question.starred == 1 {
        button(t, "queue-unstar", format!("queue:star:{number}:off"))
    } else {
        button(t, "queue-star", format!("queue:star:{number}:on"))
    };
    let mut rows = vec![
        vec![one("queue-aside", "aside"), one("queue-merge", "merge")],
        vec![one("queue-for", "for"), star],
        vec![one("queue-reword", "reword"), one("queue-private", "private")],
        vec![one("queue-absorb", "absorb"), one("queue-parts", "parts")],
    ];
    let mut of_author = Vec::new();
    if question.person != 0 {
        of_author.push(button(t, "queue-mute", format!("queue:mute:{number}:on")));
    }
    if !question.voice_file.is_empty() {
        of_author.push(one("queue-listen", "voice"));
    }
    rows.push(of_author);
    rows.push(vec![one("back", "card")]);
    rows.retain(|row| !row.is_empty());
    Message::new(t.html("queue-card", args!(number = number, text = text_for_moderators(t, question))))
        .with_inline_keyboard(rows)
}

pub fn rejection_reasons(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut rows: Vec<Vec<Button>> = RejectionReason::ALL
        .map(|why| vec![Button::new(reason_label(t, why), format!("queue:aside:{number}:{}", why.name()))])
        .into();
    rows.push(vec![button(t, "back", format!("queue:card:{number}"))]);
    let text = short_excerpt(&text_for_moderators(t, question));
    Message::new(t.html("queue-which-reason", args!(number = number, text = text))).with_inline_keyboard(rows)
}

pub fn private_case_confirmation(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    Message::new(t.html("queue-really-personal", args!(number = number))).with_inline_keyboard(vec![vec![
        button(t, "queue-personal-yes", format!("queue:personal:{number}:yes")),
        button(t, "back", format!("queue:card:{number}")),
    ]])
}

pub fn speakers(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut rows = Vec::new();
    for (index, speaker) in turn.event.programme.round_table.speakers.iter().enumerate() {
        rows.push(vec![Button::new(
            short_label(speaker.get(turn.lang())),
            format!("queue:for:{number}:{index}"),
        )]);
    }
    rows.push(vec![button(t, "queue-for-all", format!("queue:for:{number}:all"))]);
    rows.push(vec![button(t, "back", format!("queue:card:{number}"))]);
    Message::new(t.html("queue-for-whom", args!(number = number))).with_inline_keyboard(rows)
}

/// Questions to ask together with this one: it goes into one of them, or (`absorb`) one of them
/// into it.
pub fn merge_candidates(
    turn: &Turn<'_>,
    question: &Question,
    others: &[Question],
    page: Page,
    absorb: bool,
) -> Message {
    let t = turn.texts();
    let number = question.number;
    let (mut html, what) = match absorb {
        true => (t.html("queue-absorb-which", args!(number = number)), "absorb"),
        false => (t.html("queue-merge-into", args!(number = number)), "merge"),
    };
    html.push_str(&page.position_label());
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for other in page.slice(others) {
        push_question_line(&mut html, turn, other);
        let (child, head) = if absorb { (other.number, number) } else { (number, other.number) };
        let label = t.format_number(other.number);
        push_button(&mut rows, Button::new(label, format!("queue:join:{child}:{head}")));
    }
    let mut ways = page.navigation_buttons(&format!("queue:{what}:{number}"));
    ways.push(button(t, "back", format!("queue:card:{number}")));
    rows.push(ways);
    Message::new(html).with_inline_keyboard(rows)
}

pub fn merged_questions(turn: &Turn<'_>, question: &Question, parts: &[Question], page: Page) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut html = t.html("queue-parts-of", args!(number = number, count = parts.len() as i64));
    html.push_str(&page.position_label());
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for part in page.slice(parts) {
        push_question_line(&mut html, turn, part);
        let label = format!("✂️ {}", t.format_number(part.number));
        push_button(&mut rows, Button::new(label, format!("queue:split:{}", part.number)));
    }
    let mut ways = page.navigation_buttons(&format!("queue:parts:{number}"));
    ways.push(button(t, "back", format!("queue:card:{number}")));
    rows.push(ways);
    Message::new(html).with_inline_keyboard(rows)
}

/// The switches, each button saying what it would switch to.
pub fn settings(turn: &Turn<'_>, settings: &ModerationSettings, hall: &ScreenAddress) -> Message {
    let t = turn.texts();
    let mut html = t.html("queue-settings-are", &[]);
    html.push_str(&format!("\n{}", intake_line(&turn.event, t, settings)));
    html.push('\n');
    // as code, or a path alone would be taken for a command
    let shown = Arg::html(format!("<code>{}</code>", escape_html(&hall.url_or_path())));
    html.push_str(&t.html("queue-hall-at", args!(path = shown)));
    let mode = |mode: IntakeMode, id: &str| {
        let sign = if settings.mode == mode { "✓\u{a0}" } else { "" };
        Button::new(format!("{sign}{}", t.label(id)), format!("queue:set:mode:{}", mode.name()))
    };
    let switch = |on: bool, name: &str, when_on: &str, when_off: &str| {
        let (id, wish) = if on { (when_on, "off") } else { (when_off, "on") };
        button(t, id, format!("queue:set:{name}:{wish}"))
    };
    let mut rows = vec![
        vec![mode(IntakeMode::Schedule, "mode-schedule"), mode(IntakeMode::Open, "mode-open")],
        vec![mode(IntakeMode::VotesOnly, "mode-votes"), mode(IntakeMode::Closed, "mode-closed")],
        vec![switch(settings.review_first, "review", "set-review-off", "set-review-on")],
    ];
    if let Some(url) = hall.url() {
        rows.push(vec![Button::link(t.label("queue-open-hall"), url)]);
    }
    rows.push(vec![button(t, "queue-show", "queue:show"), button(t, "queue-more", "queue:settings:more")]);
    Message::new(html).with_inline_keyboard(rows)
}

/// The switches one needs less, and what one looks up.
pub fn more_settings(turn: &Turn<'_>, settings: &ModerationSettings) -> Message {
    let t = turn.texts();
    let switch = |on: bool, name: &str, when_on: &str, when_off: &str| {
        let (id, wish) = if on { (when_on, "off") } else { (when_off, "on") };
        button(t, id, format!("queue:set:{name}:{wish}"))
    };
    Message::new(t.html("queue-settings-are", &[])).with_inline_keyboard(vec![
        vec![switch(settings.boost_newcomers, "fair", "set-fair-off", "set-fair-on")],
        vec![switch(settings.show_next, "hallnext", "set-hallnext-off", "set-hallnext-on")],
        vec![switch(settings.show_at_once, "atonce", "set-at-once-off", "set-at-once-on")],
        vec![button(t, "queue-umbrella", "queue:umbrella"), button(t, "queue-journal", "queue:journal")],
        vec![button(t, "queue-summary", "queue:summary"), button(t, "queue-print", "queue:print")],
        vec![button(t, "back", "queue:settings:back")],
    ])
}

/// What was switched, for the others at the desk.
pub fn setting_label(t: &Texts, wish: SettingChange) -> String {
    match wish {
        SettingChange::Mode(IntakeMode::Schedule) => t.label("mode-schedule"),
        SettingChange::Mode(IntakeMode::Open) => t.label("mode-open"),
        SettingChange::Mode(IntakeMode::VotesOnly) => t.label("mode-votes"),
        SettingChange::Mode(IntakeMode::Closed) => t.label("mode-closed"),
        SettingChange::ReviewFirst(true) => t.label("set-review-on"),
        SettingChange::ReviewFirst(false) => t.label("set-review-off"),
        SettingChange::BoostNewcomers(true) => t.label("set-fair-on"),
        SettingChange::BoostNewcomers(false) => t.label("set-fair-off"),
        SettingChange::ShowNext(true) => t.label("set-hallnext-on"),
        SettingChange::ShowNext(false) => t.label("set-hallnext-off"),
        SettingChange::ShowAtOnce(true) => t.label("set-at-once-on"),
        SettingChange::ShowAtOnce(false) => t.label("set-at-once-off"),
    }
}

/// Who did what, when; the latest first, with the way back for what can be undone.
pub fn journal(turn: &Turn<'_>, entries: &[JournalEntry], staff: &[(i64, String)]) -> Message {
    let t = turn.texts();
    if entries.is_empty() {
        return Message::new(t.html("journal-empty", &[])).with_inline_keyboard(vec![vec![
            button(t, "queue-show", "queue:show"),
            button(t, "queue-settings", "queue:settings"),
        ]]);
    }
    let mut html = t.html("journal", &[]);
    let mut undo: Vec<Button> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for entry in entries {
        let name = staff.iter().find(|(person, _)| *person == entry.person).map(|(_, name)| name.as_str());
        let name = if entry.person == 0 { "Kozé" } else { name.unwrap_or("?") };
        let hour = turn.event.format_time(t, entry.at);
        let mut what = action_label(t, &entry.action);
        if let Some(set) = SettingChange::parse(&entry.action, &entry.detail) {
            what.push_str(&format!(" : {}", setting_label(t, set)));
        }
        if entry.question != 0 {
            what.push_str(&format!(" {}", t.format_number(entry.question)));
        }
        if entry.related_number != 0 && entry.action != "undo" {
            what.push_str(&format!(" → {}", t.format_number(entry.related_number)));
        }
        if entry.undone == 1 {
            what.push_str(" ↶");
        }
        html.push('\n');
        html.push_str(&t.html("journal-line", args!(hour = hour, name = name, what = what)));
        // of each question only what was done last can be undone
        let is_last = seen.insert(entry.question);
        let open = is_last && entry.undone == 0 && entry.question != 0 && entry.action != "undo";
        if open && turn.event.real_now - entry.real_at <= UNDO_WINDOW && undo.len() < 3 {
            undo.push(Button::new(
                format!("↶ {}", t.format_number(entry.question)),
                format!("queue:undo:{}", entry.number),
            ));
        }
    }
    let oldest = entries.last().map_or(0, |entry| entry.number);
    let mut rows = vec![undo];
    let mut ways = Vec::new();
    if oldest > 1 {
        ways.push(button(t, "journal-earlier", format!("queue:journal:{oldest}")));
    }
    ways.push(button(t, "queue-show", "queue:show"));
    rows.push(ways);
    rows.retain(|row| !row.is_empty());
    Message::new(html).with_inline_keyboard(rows)
}

/// An entry in words: what was done, and how.
pub fn entry_text(t: &Texts, entry: &JournalEntry) -> (String, String) {
    let detail = match (SettingChange::parse(&entry.action, &entry.detail), entry.action.as_str()) {
        (Some(set), _) => setting_label(t, set),
        (None, "aside") => {
            RejectionReason::from_name(&entry.detail).map(|why| reason_label(t, why)).unwrap_or_default()
        }
        (None, "star") if entry.detail == "off" => t.label("queue-unstar"),
        (None, "star") => t.label("queue-star"),
        _ => entry.detail.clone(),
    };
    (action_label(t, &entry.action).trim_end_matches(',').to_owned(), detail)
}

fn action_label(t: &Texts, act: &str) -> String {
    match act {
        "approve" => t.label("deed-approve"),
        "take" => t.label("deed-take"),
        "renew" => t.label("deed-renew"),
        "show" => t.label("deed-show"),
        "answer" => t.label("deed-answer"),
        "private" => t.label("deed-private"),
        "back" => t.label("deed-back"),
        "later" => t.label("deed-later"),
        "aside" => t.label("deed-aside"),
        "personal" => t.label("deed-personal"),
        "reword" => t.label("deed-reword"),
        "assign" => t.label("deed-assign"),
        "star" => t.label("deed-star"),
        "lapse" => t.label("deed-lapse"),
        "conclude" => t.label("deed-conclude"),
        "merge" => t.label("deed-merge"),
        "unmerge" => t.label("deed-unmerge"),
        "mute" => t.label("deed-mute"),
        "unmute" => t.label("deed-unmute"),
        "floor" => t.label("deed-floor"),
        "umbrella" => t.label("deed-umbrella"),
        "undo" => t.label("deed-undo"),
        _ => t.label("deed-setting"),
    }
}

/// Theme by theme: asked, answered, waiting.
pub fn summary(turn: &Turn<'_>, rows: &[(String, String, i64)]) -> Message {
    let t = turn.texts();
    let mut html = t.html("summary", &[]);
    let mut themes: Vec<&str> = rows.iter().map(|(guide, ..)| guide.as_str()).collect();
    themes.dedup();
    let mut unreached = 0;
    for guide in themes {
        let of = |states: &[State]| -> i64 {
            rows.iter()
                .filter(|(of, state, _)| of == guide && states.iter().any(|known| known.name() == state))
                .map(|(.., count)| count)
                .sum()
        };
        let waiting = of(&[State::PendingReview, State::Queued, State::Claimed, State::Deferred]);
        unreached += waiting;
        let asked = of(&State::ALL) - of(&[State::Withdrawn]);
        let none = t.label("summary-no-theme");
        let theme = theme_title(turn.event.programme, guide, turn.lang()).unwrap_or(&none);
        let answered = of(&[State::Answered]);
        html.push_str("\n\n");
        html.push_str(&t.html(
            "summary-line",
            args!(theme = theme, asked = asked, answered = answered, waiting = waiting),
        ));
    }
    if unreached > 0 {
        html.push_str("\n\n");
        html.push_str(&t.html("summary-unreached", args!(count = unreached)));
    }
    Message::new(html).with_inline_keyboard(vec![vec![
        button(t, "queue-unreached", "queue:unreached"),
        button(t, "queue-show", "queue:show"),
    ]])
}
