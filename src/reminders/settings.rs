//! What people choose: sessions they want to be reminded of, how long before, and what they mute.
//! A muted reminder keeps the seat.

use super::rules::{self, DEFAULT_LEAD_MINUTES, LEAD_MINUTES};
use super::{store, view};
use crate::chat::{Outgoing, Urgency};
use crate::db::Conn;
use crate::outbox;
use crate::turn::Turn;

/// Somebody's choices.
#[derive(Debug, Clone, Default)]
pub struct ReminderSettings {
    pub lead_minutes: i64,
    pub sessions: Vec<String>,
    /// Reminders' ids, or `*` for all.
    pub muted: Vec<String>,
}

/// `/rappels`: what is set, and the ways to change it.
pub async fn open(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let choices = load_settings(turn.conn, turn.person.id).await?;
    let message = view::settings(turn, &choices);
    turn.reply(message);
    Ok(())
}

/// A button of the settings, or one under a reminder: what stands behind `rem:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let (person, now) = (turn.person.id, turn.event.now);
    let parts: Vec<&str> = data.split(':').collect();
    match parts.as_slice() {
        ["show"] => show_screen(turn, view::settings).await?,
        ["open"] => open(turn).await?,
        ["kinds"] => show_screen(turn, view::reminder_choices).await?,
        ["lead"] => show_screen(turn, view::lead_choices).await?,
        ["sessions", page] => {
            let page = page.parse().unwrap_or_default();
            show_screen(turn, |turn, choices| view::session_choices(turn, choices, page)).await?;
        }
        ["all", "off"] => {
            store::mute(turn.conn, person, "*").await?;
            outbox::cancel_for_chat(turn.conn, person, Urgency::Reminder).await?;
            let message = view::muted_notice(turn);
            turn.reply(message);
        }
        ["all", "on"] => {
            store::unmute(turn.conn, person, "*").await?;
            show_screen(turn, view::settings).await?;
        }
        ["kind", id, state @ ("on" | "off")]
            if turn.event.programme.reminders.iter().any(|r| r.id == *id) =>
        {
            match *state {
                "on" => store::unmute(turn.conn, person, id).await?,
                _ => store::mute(turn.conn, person, id).await?,
            }
            show_screen(turn, view::reminder_choices).await?;
        }
        ["lead", minutes]
            if let Some(lead) = LEAD_MINUTES.iter().find(|lead| minutes.parse() == Ok(**lead)) =>
        {
            store::set_subscription(turn.conn, person, "", false, *lead, now).await?;
            store::set_lead(turn.conn, person, *lead, now).await?;
            show_screen(turn, view::settings).await?;
        }
        ["wish", session, state @ ("on" | "off"), page] if turn.event.schedule.session(session).is_some() => {
            let ReminderSettings { lead_minutes: lead, sessions, .. } =
                load_settings(turn.conn, person).await?;
            let told = view::subscription_toast(turn, session, *state == "on", lead);
            turn.toast(told);
            if sessions.iter().any(|wished| wished == session) == (*state == "on") {
                return Ok(true);
            }
            store::set_subscription(turn.conn, person, session, *state == "on", lead, now).await?;
            let page = page.parse().unwrap_or_default();
            show_screen(turn, |turn, choices| view::session_choices(turn, choices, page)).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// The messages that told of a registration: read before its seat is given up, for [`withdraw_if_cancelled`].
pub async fn find_sent_messages(turn: &mut Turn<'_>, number: i64) -> sqlx::Result<Vec<(String, i64)>> {
    store::find_sent_messages(turn.conn, number).await
}

/// After somebody gave up a seat: what was already on its way about it is taken back, or goes on for the
/// others it is about.
pub async fn withdraw_if_cancelled(
    turn: &mut Turn<'_>,
    number: i64,
    letters: &[(String, i64)],
) -> sqlx::Result<()> {
    if store::is_registered(turn.conn, number).await? {
        return Ok(());
    }
    let forum = turn.event;
    for moment in rules::all_planned_reminders(forum.programme, forum.schedule) {
        let id = &moment.reminder.id;
        let Some((_, letter)) = letters.iter().find(|(reminder, _)| reminder == id) else { continue };
        let letter = if *letter == 0 { number } else { *letter };
        let key = outbox::OutboxKey::Reminder { reminder: id.clone(), registration: letter };
        let mut left = store::find_reminders_sent_to(turn.conn, id, turn.person.id).await?;
        left.retain(|due| due.message_registration == letter);
        if left.is_empty() {
            outbox::cancel(turn.conn, &key).await?;
        } else {
            let expires = forum.real_now + rules::send_deadline(&moment, forum.schedule) - forum.now;
            let reminder = Outgoing::Message(view::reminder(forum, &moment, &left));
            outbox::replace_body(turn.conn, &key, &reminder, expires).await?;
        }
    }
    Ok(())
}

async fn show_screen(
    turn: &mut Turn<'_>,
    screen: impl FnOnce(&Turn<'_>, &ReminderSettings) -> crate::chat::Message,
) -> anyhow::Result<()> {
    let choices = load_settings(turn.conn, turn.person.id).await?;
    let message = screen(turn, &choices);
    turn.edit_or_reply(message);
    Ok(())
}

async fn load_settings(conn: &mut Conn, person: i64) -> sqlx::Result<ReminderSettings> {
    let wishes = store::list_subscriptions(conn, person).await?;
    let lead =
        wishes.iter().find(|(session, _)| session.is_empty()).map_or(DEFAULT_LEAD_MINUTES, |(_, lead)| *lead);
    let sessions = wishes.into_iter().map(|(session, _)| session).filter(|session| !session.is_empty());
    Ok(ReminderSettings {
        lead_minutes: lead,
        sessions: sessions.collect(),
        muted: store::list_muted(conn, person).await?,
    })
}
