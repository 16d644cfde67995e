//! Menus about one question: more actions, reasons, speakers, questions to merge with, settings.

use strum::IntoEnumIterator;

use super::super::journal_wording::setting_label;
use super::super::model::{BrowserDoor, IntakeMode, Question, RejectionReason, SettingChange, Source};
use super::super::payload::{CardMenu, QueueAction, QueuePayload};
use super::super::screen::ScreenAddress;
use super::super::settings::ModerationSettings;
use super::super::wording::{
    button, push_button, reason_label, short_excerpt, short_label, text_for_moderators,
};
use super::list_view::{Page, push_question_line};
use super::panel_view::intake_line;
use super::view::back_to_card;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts, escape_html};
use crate::turn::Turn;

/// Actions that the card has no space for.
pub(crate) fn more_actions(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let open = |id: &str, menu| button(t, id, QueuePayload::Open(number, menu));
    let star_id = if question.starred { "queue-unstar" } else { "queue-star" };
    let star = button(t, star_id, QueuePayload::Act(number, QueueAction::Star(!question.starred)));
    let mut about_author = Vec::new();
    if question.has_author() {
        about_author.push(open("queue-mute", CardMenu::MuteAuthor(true)));
    }
    if !question.voice_file.is_empty() {
        about_author.push(open("queue-listen", CardMenu::Voice));
    }
    let mut rows = vec![
        vec![open("queue-aside", CardMenu::RejectionReasons), open("queue-merge", CardMenu::MergeInto(0))],
        vec![open("queue-for", CardMenu::Speakers), star],
        vec![open("queue-reword", CardMenu::Reword), open("queue-private", CardMenu::AnswerPrivately)],
        vec![open("queue-absorb", CardMenu::Absorb(0)), open("queue-parts", CardMenu::Merged(0))],
        about_author,
        vec![back_to_card(t, number)],
    ];
    rows.retain(|row| !row.is_empty());
    Message::new(t.html("queue-card", args!(number = number, text = text_for_moderators(t, question))))
        .with_inline_keyboard(rows)
}

/// The choice of a reason for a rejection.
pub(crate) fn rejection_reasons(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut rows: Vec<Vec<Button>> = RejectionReason::iter()
        .map(|reason| {
            let reject = QueuePayload::Act(number, QueueAction::Reject(reason));
            let label = reason_label(turn.event.programme, t, reason);
            vec![Button::new(short_label(&label), reject)]
        })
        .collect();
    rows.push(vec![back_to_card(t, number)]);
    let text = short_excerpt(&text_for_moderators(t, question));
    Message::new(t.html("queue-which-reason", args!(number = number, text = text))).with_inline_keyboard(rows)
}

/// Asks whether a question is a private case.
pub(crate) fn private_case_confirmation(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let yes = QueuePayload::Act(number, QueueAction::MarkPrivateCase);
    Message::new(t.html("queue-really-personal", args!(number = number)))
        .with_inline_keyboard(vec![vec![button(t, "queue-personal-yes", yes), back_to_card(t, number)]])
}

/// The choice of a speaker.
pub(crate) fn speakers(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let assign = |index| QueuePayload::Act(number, QueueAction::AssignSpeaker(index));
    let speakers = turn.event.programme.round_table.speakers.iter().enumerate();
    let mut rows: Vec<Vec<Button>> = speakers
        .map(|(index, speaker)| vec![Button::new(short_label(speaker.get(turn.lang())), assign(Some(index)))])
        .collect();
    rows.push(vec![button(t, "queue-for-all", assign(None))]);
    rows.push(vec![back_to_card(t, number)]);
    Message::new(t.html("queue-for-whom", args!(number = number))).with_inline_keyboard(rows)
}

/// Questions to merge this one into, or with `absorb`, questions to merge into this one.
pub(crate) fn merge_candidates(
    turn: &Turn<'_>,
    question: &Question,
    others: &[Question],
    page: Page,
    absorb: bool,
) -> Message {
    let t = turn.texts();
    let number = question.number;
    let id = if absorb { "queue-absorb-which" } else { "queue-merge-into" };
    let mut html = t.html(id, args!(number = number));
    html.push_str(&page.position_label());
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for other in page.slice(others) {
        push_question_line(&mut html, t, other);
        let (child, root) = if absorb { (other.number, number) } else { (number, other.number) };
        let merge = QueuePayload::Open(child, CardMenu::Merge(root));
        push_button(&mut rows, Button::new(t.format_number(other.number), merge));
    }
    let menu = if absorb { CardMenu::Absorb } else { CardMenu::MergeInto };
    let mut navigation = page.navigation_buttons(|skip| QueuePayload::Open(number, menu(skip)));
    navigation.push(back_to_card(t, number));
    rows.push(navigation);
    Message::new(html).with_inline_keyboard(rows)
}

/// The questions merged into this one, each with a button that takes it out.
pub(crate) fn merged_questions(
    turn: &Turn<'_>,
    question: &Question,
    merged: &[Question],
    page: Page,
) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut html = t.html("queue-parts-of", args!(number = number, count = merged.len() as i64));
    html.push_str(&page.position_label());
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for child in page.slice(merged) {
        push_question_line(&mut html, t, child);
        let label = format!("✂️ {}", t.format_number(child.number));
        push_button(&mut rows, Button::new(label, QueuePayload::Open(child.number, CardMenu::Unmerge)));
    }
    let mut navigation = page.navigation_buttons(|skip| QueuePayload::Open(number, CardMenu::Merged(skip)));
    navigation.push(back_to_card(t, number));
    rows.push(navigation);
    Message::new(html).with_inline_keyboard(rows)
}

/// A button that sets the other value of a switch, and is labelled with it.
fn switch_button(t: &Texts, is_on: bool, change: fn(bool) -> SettingChange) -> Button {
    let change = change(!is_on);
    Button::new(setting_label(t, change), QueuePayload::Set(change))
}

/// The settings: each button names the value that it sets.
pub(crate) fn settings(turn: &Turn<'_>, settings: &ModerationSettings, screen: &ScreenAddress) -> Message {
    let t = turn.texts();
    let mut html = t.html("queue-settings-are", &[]);
    html.push_str(&format!("\n{}", intake_line(&turn.event, t, settings)));
    html.push('\n');
    // as code: a chat shows a bare path as a command
    let address = Arg::html(format!("<code>{}</code>", escape_html(&screen.url_or_path())));
    html.push_str(&t.html("queue-hall-at", args!(path = address)));
    let mode = |mode: IntakeMode| {
        let change = SettingChange::Mode(mode);
        let sign = if settings.is_set_to(change) { "✓\u{a0}" } else { "" };
        Button::new(format!("{sign}{}", setting_label(t, change)), QueuePayload::Set(change))
    };
    let door = |door: BrowserDoor| {
        let change = SettingChange::BrowserDoor(door);
        let sign = if settings.is_set_to(change) { "✓\u{a0}" } else { "" };
        Button::new(format!("{sign}{}", setting_label(t, change)), QueuePayload::Set(change))
    };
    let mut rows = vec![
        vec![mode(IntakeMode::Schedule), mode(IntakeMode::Open)],
        vec![mode(IntakeMode::VotesOnly), mode(IntakeMode::Closed)],
        vec![switch_button(t, settings.review_first, SettingChange::ReviewFirst)],
        vec![door(BrowserDoor::Open)],
        vec![door(BrowserDoor::VotesOnly), door(BrowserDoor::Closed)],
    ];
    if let Some(url) = screen.url() {
        rows.push(vec![Button::link(t.label("queue-open-hall"), url)]);
    }
    rows.push(vec![
        button(t, "queue-show", QueuePayload::Panel),
        button(t, "queue-more", QueuePayload::MoreSettings),
    ]);
    Message::new(html).with_inline_keyboard(rows)
}

/// Settings that are needed less often, and reports.
pub(crate) fn more_settings(turn: &Turn<'_>, settings: &ModerationSettings) -> Message {
    let t = turn.texts();
    Message::new(t.html("queue-settings-are", &[])).with_inline_keyboard(vec![
        vec![switch_button(t, settings.browser_review, SettingChange::BrowserReview)],
        vec![switch_button(t, settings.boost_newcomers, SettingChange::BoostNewcomers)],
        vec![switch_button(t, settings.show_next, SettingChange::ShowNext)],
        vec![switch_button(t, settings.show_at_once, SettingChange::ShowAtOnce)],
        vec![
            button(t, "queue-umbrella", QueuePayload::Add(Source::Combined)),
            button(t, "queue-journal", QueuePayload::Journal(None)),
        ],
        vec![
            button(t, "queue-summary", QueuePayload::Summary),
            button(t, "queue-print", QueuePayload::Print),
        ],
        vec![button(t, "back", QueuePayload::BackToSettings)],
    ])
}
