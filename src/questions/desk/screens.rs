//! Screens of choices and of what was: reasons, speakers, others to join, the switches, the journal,
//! the summary.

use super::super::asking::Mode;
use super::super::hall::Address;
use super::super::rules::{Reason, State, UNDO};
use super::super::store::Question;
use super::super::view::{glimpse, label, theme};
use super::lists::{Page, add_button, add_line};
use super::settings::{Settings, Wish};
use super::store::Entry;
use super::view::{button, intake, line, reason};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts, escape};
use crate::turn::Turn;

/// What else can be done with a question.
pub fn more(turn: &Turn<'_>, question: &Question) -> Message {
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
    if !question.voice.is_empty() {
        of_author.push(one("queue-listen", "voice"));
    }
    rows.push(of_author);
    rows.push(vec![one("back", "card")]);
    rows.retain(|row| !row.is_empty());
    Message::new(t.html("queue-card", args!(number = number, text = line(t, question)))).inline(rows)
}

pub fn reasons(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut rows: Vec<Vec<Button>> = Reason::ALL
        .map(|why| vec![Button::new(reason(t, why), format!("queue:aside:{number}:{}", why.name()))])
        .into();
    rows.push(vec![button(t, "back", format!("queue:card:{number}"))]);
    let text = glimpse(&line(t, question));
    Message::new(t.html("queue-which-reason", args!(number = number, text = text))).inline(rows)
}

pub fn really_personal(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    Message::new(t.html("queue-really-personal", args!(number = number))).inline(vec![vec![
        button(t, "queue-personal-yes", format!("queue:personal:{number}:yes")),
        button(t, "back", format!("queue:card:{number}")),
    ]])
}

pub fn speakers(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut rows = Vec::new();
    for (index, speaker) in turn.forum.programme.round_table.speakers.iter().enumerate() {
        rows.push(vec![Button::new(label(speaker.get(turn.lang())), format!("queue:for:{number}:{index}"))]);
    }
    rows.push(vec![button(t, "queue-for-all", format!("queue:for:{number}:all"))]);
    rows.push(vec![button(t, "back", format!("queue:card:{number}"))]);
    Message::new(t.html("queue-for-whom", args!(number = number))).inline(rows)
}

/// Questions to ask together with this one: it goes into one of them, or (`absorb`) one of them
/// into it.
pub fn candidates(
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
    html.push_str(&page.place());
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for other in page.of_all(others) {
        add_line(&mut html, turn, other);
        let (child, head) = if absorb { (other.number, number) } else { (number, other.number) };
        let label = t.number(other.number);
        add_button(&mut rows, Button::new(label, format!("queue:join:{child}:{head}")));
    }
    let mut ways = page.ways(&format!("queue:{what}:{number}"));
    ways.push(button(t, "back", format!("queue:card:{number}")));
    rows.push(ways);
    Message::new(html).inline(rows)
}

pub fn parts(turn: &Turn<'_>, question: &Question, parts: &[Question], page: Page) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut html = t.html("queue-parts-of", args!(number = number, count = parts.len() as i64));
    html.push_str(&page.place());
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for part in page.of_all(parts) {
        add_line(&mut html, turn, part);
        let label = format!("✂️ {}", t.number(part.number));
        add_button(&mut rows, Button::new(label, format!("queue:split:{}", part.number)));
    }
    let mut ways = page.ways(&format!("queue:parts:{number}"));
    ways.push(button(t, "back", format!("queue:card:{number}")));
    rows.push(ways);
    Message::new(html).inline(rows)
}

/// The switches, each button saying what it would switch to.
pub fn settings(turn: &Turn<'_>, settings: &Settings, hall: &Address) -> Message {
    let t = turn.texts();
    let mut html = t.html("queue-settings-are", &[]);
    html.push_str(&format!("\n{}", intake(&turn.forum, t, settings)));
    html.push('\n');
    // as code, or a path alone would be taken for a command
    let shown = Arg::html(format!("<code>{}</code>", escape(&hall.shown())));
    html.push_str(&t.html("queue-hall-at", args!(path = shown)));
    let mode = |mode: Mode, id: &str| {
        let sign = if settings.mode == mode { "✓\u{a0}" } else { "" };
        Button::new(format!("{sign}{}", t.label(id)), format!("queue:set:mode:{}", mode.name()))
    };
    let switch = |on: bool, name: &str, when_on: &str, when_off: &str| {
        let (id, wish) = if on { (when_on, "off") } else { (when_off, "on") };
        button(t, id, format!("queue:set:{name}:{wish}"))
    };
    let mut rows = vec![
        vec![mode(Mode::Schedule, "mode-schedule"), mode(Mode::Open, "mode-open")],
        vec![mode(Mode::Votes, "mode-votes"), mode(Mode::Closed, "mode-closed")],
        vec![switch(settings.review, "review", "set-review-off", "set-review-on")],
    ];
    if let Some(url) = hall.url() {
        rows.push(vec![Button::link(t.label("queue-open-hall"), url)]);
    }
    rows.push(vec![button(t, "queue-show", "queue:show"), button(t, "queue-more", "queue:settings:more")]);
    Message::new(html).inline(rows)
}

/// The switches one needs less, and what one looks up.
pub fn more_settings(turn: &Turn<'_>, settings: &Settings) -> Message {
    let t = turn.texts();
    let switch = |on: bool, name: &str, when_on: &str, when_off: &str| {
        let (id, wish) = if on { (when_on, "off") } else { (when_off, "on") };
        button(t, id, format!("queue:set:{name}:{wish}"))
    };
    Message::new(t.html("queue-settings-are", &[])).inline(vec![
        vec![switch(settings.fair, "fair", "set-fair-off", "set-fair-on")],
        vec![switch(settings.next, "hallnext", "set-hallnext-off", "set-hallnext-on")],
        vec![switch(settings.at_once, "atonce", "set-at-once-off", "set-at-once-on")],
        vec![button(t, "queue-umbrella", "queue:umbrella"), button(t, "queue-journal", "queue:journal")],
        vec![button(t, "queue-summary", "queue:summary"), button(t, "queue-print", "queue:print")],
        vec![button(t, "back", "queue:settings:back")],
    ])
}

/// What was switched, for the others at the desk.
pub fn wish(t: &Texts, wish: Wish) -> String {
    match wish {
        Wish::Mode(Mode::Schedule) => t.label("mode-schedule"),
        Wish::Mode(Mode::Open) => t.label("mode-open"),
        Wish::Mode(Mode::Votes) => t.label("mode-votes"),
        Wish::Mode(Mode::Closed) => t.label("mode-closed"),
        Wish::Review(true) => t.label("set-review-on"),
        Wish::Review(false) => t.label("set-review-off"),
        Wish::Fair(true) => t.label("set-fair-on"),
        Wish::Fair(false) => t.label("set-fair-off"),
        Wish::Next(true) => t.label("set-hallnext-on"),
        Wish::Next(false) => t.label("set-hallnext-off"),
        Wish::AtOnce(true) => t.label("set-at-once-on"),
        Wish::AtOnce(false) => t.label("set-at-once-off"),
    }
}

/// Who did what, when; the latest first, with the way back for what can be undone.
pub fn journal(turn: &Turn<'_>, entries: &[Entry], staff: &[(i64, String)]) -> Message {
    let t = turn.texts();
    if entries.is_empty() {
        return Message::new(t.html("journal-empty", &[])).inline(vec![vec![
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
        let hour = turn.forum.hour(t, entry.at);
        let mut what = deed(t, &entry.act);
        if let Some(set) = Wish::parse(&entry.act, &entry.detail) {
            what.push_str(&format!(" : {}", wish(t, set)));
        }
        if entry.question != 0 {
            what.push_str(&format!(" {}", t.number(entry.question)));
        }
        if entry.other != 0 && entry.act != "undo" {
            what.push_str(&format!(" → {}", t.number(entry.other)));
        }
        if entry.undone == 1 {
            what.push_str(" ↶");
        }
        html.push('\n');
        html.push_str(&t.html("journal-line", args!(hour = hour, name = name, what = what)));
        // of each question only what was done last can be undone
        let is_last = seen.insert(entry.question);
        let open = is_last && entry.undone == 0 && entry.question != 0 && entry.act != "undo";
        if open && turn.forum.mono - entry.mono <= UNDO && undo.len() < 3 {
            undo.push(Button::new(
                format!("↶ {}", t.number(entry.question)),
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
    Message::new(html).inline(rows)
}

/// An entry in words: what was done, and how.
pub fn told(t: &Texts, entry: &Entry) -> (String, String) {
    let detail = match (Wish::parse(&entry.act, &entry.detail), entry.act.as_str()) {
        (Some(set), _) => wish(t, set),
        (None, "aside") => Reason::from_name(&entry.detail).map(|why| reason(t, why)).unwrap_or_default(),
        (None, "star") if entry.detail == "off" => t.label("queue-unstar"),
        (None, "star") => t.label("queue-star"),
        _ => entry.detail.clone(),
    };
    (deed(t, &entry.act).trim_end_matches(',').to_owned(), detail)
}

fn deed(t: &Texts, act: &str) -> String {
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
        let waiting = of(&[State::Pending, State::Waiting, State::Taken, State::Later]);
        unreached += waiting;
        let asked = of(&State::ALL) - of(&[State::Withdrawn]);
        let none = t.label("summary-no-theme");
        let theme = theme(turn.forum.programme, guide, turn.lang()).unwrap_or(&none);
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
    Message::new(html).inline(vec![vec![
        button(t, "queue-unreached", "queue:unreached"),
        button(t, "queue-show", "queue:show"),
    ]])
}
