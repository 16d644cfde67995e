//! The screens on which a person sets their reminders: at most six choices each. A button sets a state, so that a
//! second press changes nothing.

use super::super::model::{ALL_REMINDERS, ReminderSettings};
use super::super::payload::SettingsPayload;
use super::super::rules::LEAD_MINUTES;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Texts;
use crate::programme::{Reminder, ReminderTime};
use crate::turn::Turn;

/// How many sessions one screen shows.
const SESSIONS_PER_PAGE: usize = 4;

/// The current settings, and the ways to change them.
pub fn settings(turn: &Turn<'_>, settings: &ReminderSettings) -> Message {
    let t = turn.texts();
    let is_all_muted = settings.muted.iter().any(|muted| muted == ALL_REMINDERS);
    let html = if is_all_muted {
        t.html("reminders-all-off", &[])
    } else {
        let count = settings.sessions.len() as i64;
        t.html("reminders-settings", args!(count = count, minutes = settings.lead_minutes))
    };
    let mut rows = Vec::new();
    if is_all_muted {
        rows.push(vec![button(t.label("reminders-all-on"), SettingsPayload::UnmuteAll)]);
    } else {
        rows.push(vec![button(t.label("reminders-sessions"), SettingsPayload::ShowSessions { page: 0 })]);
        rows.push(vec![button(
            t.plain("reminders-lead", args!(minutes = settings.lead_minutes)),
            SettingsPayload::ShowLeadTimes,
        )]);
        if !turn.event.programme.reminders.is_empty() {
            rows.push(vec![button(t.label("reminders-kinds"), SettingsPayload::ShowReminders)]);
        }
        rows.push(vec![button(t.label("reminder-mute"), SettingsPayload::MuteAll)]);
    }
    Message::new(html).with_inline_keyboard(rows)
}

/// A page of the sessions to come, counted from 0, each with its subscription.
pub fn session_choices(turn: &Turn<'_>, settings: &ReminderSettings, page: usize) -> Message {
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
            let is_subscribed = settings.sessions.contains(&slot.session_id);
            let title = turn
                .event
                .programme
                .session(&slot.session_id)
                .map_or("", |session| session.title.get(turn.lang()));
            let hour = turn.event.format_time(t, slot.starts);
            let id = if is_subscribed { "reminders-wished" } else { "reminders-not-wished" };
            let label = t.plain(id, args!(hour = hour, session = shorten_title(title)));
            let session = slot.session_id.clone();
            vec![button(label, SettingsPayload::SetSubscription { session, wanted: !is_subscribed, page })]
        })
        .collect();
    let mut last_row = Vec::new();
    if page > 0 {
        last_row.push(button("‹", SettingsPayload::ShowSessions { page: page - 1 }));
    }
    last_row.push(button(t.label("reminders-back"), SettingsPayload::Show));
    if page + 1 < pages {
        last_row.push(button("›", SettingsPayload::ShowSessions { page: page + 1 }));
    }
    rows.push(last_row);
    let id = if coming.is_empty() { "reminders-none-left" } else { "reminders-choose" };
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}

/// The choices for how long before a session the person is reminded.
pub fn lead_choices(turn: &Turn<'_>, settings: &ReminderSettings) -> Message {
    let t = turn.texts();
    let choice = |lead: &i64| {
        let label = t.plain("reminders-minutes", args!(minutes = *lead));
        let label = if *lead == settings.lead_minutes { format!("✓\u{a0}{label}") } else { label };
        vec![button(label, SettingsPayload::SetLead { minutes: *lead })]
    };
    let mut rows: Vec<Vec<Button>> = LEAD_MINUTES.iter().map(choice).collect();
    rows.push(vec![button(t.label("reminders-back"), SettingsPayload::Show)]);
    Message::new(t.html("reminders-choose-lead", &[])).with_inline_keyboard(rows)
}

/// The first five reminders of the event file, each on or off.
pub fn reminder_choices(turn: &Turn<'_>, settings: &ReminderSettings) -> Message {
    let t = turn.texts();
    let choice = |reminder: &Reminder| {
        let is_muted = settings.muted.contains(&reminder.id);
        let sign = if is_muted { "🔕" } else { "🔔" };
        let label = format!("{sign} {}", reminder_label(turn, t, reminder));
        let reminder = reminder.id.clone();
        vec![button(label, SettingsPayload::SetReminder { reminder, wanted: is_muted })]
    };
    let mut rows: Vec<Vec<Button>> = turn.event.programme.reminders.iter().take(5).map(choice).collect();
    rows.push(vec![button(t.label("reminders-back"), SettingsPayload::Show)]);
    Message::new(t.html("reminders-choose-kinds", &[])).with_inline_keyboard(rows)
}

fn button(label: impl Into<String>, payload: SettingsPayload) -> Button {
    Button::new(label, payload.to_string())
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

/// The answer to a press that subscribes or unsubscribes.
pub fn subscription_toast(turn: &Turn<'_>, session: &str, wanted: bool, lead_minutes: i64) -> String {
    let t = turn.texts();
    let slot = turn.event.schedule.session(session);
    let is_past = slot.is_none_or(|slot| slot.starts - lead_minutes * 60_000 <= turn.event.now);
    match (wanted, is_past) {
        (false, _) => t.label("reminders-wish-off"),
        (true, true) => t.plain("reminders-wish-past", args!(minutes = lead_minutes)),
        (true, false) => t.plain("reminders-wish-on", args!(minutes = lead_minutes)),
    }
}

/// All reminders are off now.
pub fn muted_notice(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("reminders-muted", &[])).with_inline_keyboard(vec![
        vec![button(t.label("reminders-all-on"), SettingsPayload::UnmuteAll)],
        vec![button(t.label("reminders-kinds"), SettingsPayload::ShowReminders)],
    ])
}

/// A title that fits a button on a phone.
fn shorten_title(title: &str) -> String {
    const MAX_LENGTH: usize = 28;
    if title.chars().count() <= MAX_LENGTH {
        return title.to_owned();
    }
    let start: String = title.chars().take(MAX_LENGTH - 1).collect();
    format!("{}…", start.trim_end())
}
