//! The screens on which people choose what they are reminded of. At most six choices each; a button
//! says the state wanted.

use super::super::rules::LEAD_MINUTES;
use super::super::settings::ReminderSettings;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Texts;
use crate::programme::{Reminder, ReminderTime};
use crate::text::truncate;
use crate::turn::Turn;

/// How many sessions stand on one screen.
const SESSIONS_PER_PAGE: usize = 4;

/// What is set, and where to change it.
pub fn settings(turn: &Turn<'_>, choices: &ReminderSettings) -> Message {
    let t = turn.texts();
    let all_off = choices.muted.iter().any(|muted| muted == "*");
    let html = if all_off {
        t.html("reminders-all-off", &[])
    } else {
        let count = choices.sessions.len() as i64;
        t.html("reminders-settings", args!(count = count, minutes = choices.lead_minutes))
    };
    let mut rows = Vec::new();
    if all_off {
        rows.push(vec![Button::new(t.label("reminders-all-on"), "rem:all:on")]);
    } else {
        rows.push(vec![Button::new(t.label("reminders-sessions"), "rem:sessions:0")]);
        rows.push(vec![Button::new(
            t.plain("reminders-lead", args!(minutes = choices.lead_minutes)),
            "rem:lead",
        )]);
        if !turn.event.programme.reminders.is_empty() {
            rows.push(vec![Button::new(t.label("reminders-kinds"), "rem:kinds")]);
        }
        rows.push(vec![Button::new(t.label("reminder-mute"), "rem:all:off")]);
    }
    Message::new(html).with_inline_keyboard(rows)
}

/// The sessions still to come, each with its bell.
pub fn session_choices(turn: &Turn<'_>, choices: &ReminderSettings, page: usize) -> Message {
    let t = turn.texts();
    let coming: Vec<_> =
        turn.event.schedule.not_cancelled().filter(|slot| slot.starts > turn.event.now).collect();
    let pages = coming.len().div_ceil(SESSIONS_PER_PAGE).max(1);
    let page = page.min(pages - 1);
    let mut rows: Vec<Vec<Button>> = coming
        .iter()
        .skip(page * SESSIONS_PER_PAGE)
        .take(SESSIONS_PER_PAGE)
        .map(|slot| {
            let wished = choices.sessions.contains(&slot.session_id);
            let title = turn
                .event
                .programme
                .session(&slot.session_id)
                .map_or("", |session| session.title.get(turn.lang()));
            let hour = turn.event.format_time(t, slot.starts);
            let id = if wished { "reminders-wished" } else { "reminders-not-wished" };
            let state = if wished { "off" } else { "on" };
            let label = t.plain(id, args!(hour = hour, session = shorten_title(title)));
            vec![Button::new(label, format!("rem:wish:{}:{state}:{page}", slot.session_id))]
        })
        .collect();
    let mut last = Vec::new();
    if page > 0 {
        last.push(Button::new("‹", format!("rem:sessions:{}", page - 1)));
    }
    last.push(Button::new(t.label("reminders-back"), "rem:show"));
    if page + 1 < pages {
        last.push(Button::new("›", format!("rem:sessions:{}", page + 1)));
    }
    rows.push(last);
    let id = if coming.is_empty() { "reminders-none-left" } else { "reminders-choose" };
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}

/// How long before.
pub fn lead_choices(turn: &Turn<'_>, choices: &ReminderSettings) -> Message {
    let t = turn.texts();
    let button = |lead: &i64| {
        let label = t.plain("reminders-minutes", args!(minutes = *lead));
        let label = if *lead == choices.lead_minutes { format!("✓\u{a0}{label}") } else { label };
        vec![Button::new(label, format!("rem:lead:{lead}"))]
    };
    let mut rows: Vec<Vec<Button>> = LEAD_MINUTES.iter().map(button).collect();
    rows.push(vec![Button::new(t.label("reminders-back"), "rem:show")]);
    Message::new(t.html("reminders-choose-lead", &[])).with_inline_keyboard(rows)
}

/// The plan's reminders, each on or off; those beyond five are not shown singly.
pub fn reminder_choices(turn: &Turn<'_>, choices: &ReminderSettings) -> Message {
    let t = turn.texts();
    let button = |reminder: &Reminder| {
        let off = choices.muted.contains(&reminder.id);
        let (sign, state) = if off { ("🔕", "on") } else { ("🔔", "off") };
        let label = format!("{sign} {}", reminder_label(turn, t, reminder));
        vec![Button::new(label, format!("rem:kind:{}:{state}", reminder.id))]
    };
    let mut rows: Vec<Vec<Button>> = turn.event.programme.reminders.iter().take(5).map(button).collect();
    rows.push(vec![Button::new(t.label("reminders-back"), "rem:show")]);
    Message::new(t.html("reminders-choose-kinds", &[])).with_inline_keyboard(rows)
}

fn reminder_label(turn: &Turn<'_>, t: &Texts, reminder: &Reminder) -> String {
    match &reminder.when {
        ReminderTime::BeforeEvent { days, at } => {
            t.plain("reminders-kind-days", args!(count = i64::from(*days), hour = t.format_time(*at)))
        }
        ReminderTime::BeforeSession { session, minutes } => {
            let session = turn.event.programme.session(session);
            let title = session.map_or("", |session| session.title.get(turn.lang()));
            let minutes = i64::from(*minutes);
            t.plain("reminders-kind-session", args!(minutes = minutes, session = shorten_title(title)))
        }
    }
}

/// What a press on a bell says.
pub fn subscription_toast(turn: &Turn<'_>, session: &str, wanted: bool, lead: i64) -> String {
    let t = turn.texts();
    let slot = turn.event.schedule.session(session);
    let past = slot.is_none_or(|slot| slot.starts - lead * 60_000 <= turn.event.now);
    match (wanted, past) {
        (false, _) => t.label("reminders-wish-off"),
        (true, true) => t.plain("reminders-wish-past", args!(minutes = lead)),
        (true, false) => t.plain("reminders-wish-on", args!(minutes = lead)),
    }
}

pub fn muted_notice(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("reminders-muted", &[])).with_inline_keyboard(vec![
        vec![Button::new(t.label("reminders-all-on"), "rem:all:on")],
        vec![Button::new(t.label("reminders-kinds"), "rem:kinds")],
    ])
}

/// A title as it fits a button on a phone.
pub fn shorten_title(title: &str) -> String {
    const FITS: usize = 28;
    if title.chars().count() <= FITS {
        return title.to_owned();
    }
    truncate(title, FITS - 1)
}
