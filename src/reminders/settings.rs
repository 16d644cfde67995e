//! What a person sets: the sessions they subscribe to, how long before, and the reminders they mute. Muting does not
//! give up a seat.

use super::model::{ALL_REMINDERS, DEFAULT_LEAD_MINUTES, ReminderSettings};
use super::payload::SettingsPayload;
use super::rules::LEAD_MINUTES;
use super::{store, view};
use crate::chat::{Message, Urgency};
use crate::db::Conn;
use crate::ids::PersonId;
use crate::outbox;
use crate::turn::{Turn, TurnResult};

/// `/rappels`: the current settings, and the ways to change them.
pub async fn open(turn: &mut Turn<'_>) -> TurnResult<()> {
    let settings = load_settings(turn.conn, turn.person.id).await?;
    let message = view::settings(turn, &settings);
    turn.reply(message);
    Ok(())
}

/// A press on a button of the settings or under a reminder; false when it names nothing that exists.
pub async fn press(turn: &mut Turn<'_>, payload: SettingsPayload) -> TurnResult<bool> {
    let person = turn.person.id;
    match payload {
        SettingsPayload::Show => show_screen(turn, view::settings).await?,
        SettingsPayload::Open => open(turn).await?,
        SettingsPayload::ShowReminders => show_screen(turn, view::reminder_choices).await?,
        SettingsPayload::ShowLeadTimes => show_screen(turn, view::lead_choices).await?,
        SettingsPayload::ShowSessions { page } => {
            show_screen(turn, |turn, settings| view::session_choices(turn, settings, page)).await?;
        }
        SettingsPayload::MuteAll => {
            store::mute(turn.conn, person, ALL_REMINDERS).await?;
            outbox::cancel_for_chat(turn.conn, person.private_chat(), Urgency::Reminder).await?;
            let message = view::muted_notice(turn);
            turn.reply(message);
        }
        SettingsPayload::UnmuteAll => {
            store::unmute(turn.conn, person, ALL_REMINDERS).await?;
            show_screen(turn, view::settings).await?;
        }
        SettingsPayload::SetReminder { reminder, wanted } => {
            if !turn.event.programme.reminders.iter().any(|planned| planned.id == reminder) {
                return Ok(false);
            }
            if wanted {
                store::unmute(turn.conn, person, &reminder).await?;
            } else {
                store::mute(turn.conn, person, &reminder).await?;
            }
            show_screen(turn, view::reminder_choices).await?;
        }
        SettingsPayload::SetLead { minutes } => {
            if !LEAD_MINUTES.contains(&minutes) {
                return Ok(false);
            }
            store::set_lead(turn.conn, person, minutes, turn.event.now).await?;
            show_screen(turn, view::settings).await?;
        }
        SettingsPayload::SetSubscription { session, wanted, page } => {
            return set_subscription(turn, &session, wanted, page).await;
        }
    }
    Ok(true)
}

/// Subscribes to a session or unsubscribes; false when there is no such session.
async fn set_subscription(turn: &mut Turn<'_>, session: &str, wanted: bool, page: usize) -> TurnResult<bool> {
    if turn.event.schedule.session(session).is_none() {
        return Ok(false);
    }
    let (person, now) = (turn.person.id, turn.event.now);
    let ReminderSettings { lead_minutes, sessions, .. } = load_settings(turn.conn, person).await?;
    let toast = view::subscription_toast(turn, session, wanted, lead_minutes);
    turn.toast(toast);
    let is_subscribed = sessions.iter().any(|subscribed| subscribed == session);
    if is_subscribed != wanted {
        store::set_subscription(turn.conn, person, session, wanted, lead_minutes, now).await?;
        show_screen(turn, |turn, settings| view::session_choices(turn, settings, page)).await?;
    }
    Ok(true)
}

async fn show_screen(
    turn: &mut Turn<'_>,
    screen: impl FnOnce(&Turn<'_>, &ReminderSettings) -> Message,
) -> TurnResult<()> {
    let settings = load_settings(turn.conn, turn.person.id).await?;
    let message = screen(turn, &settings);
    turn.edit_or_reply(message);
    Ok(())
}

async fn load_settings(conn: &mut Conn, person: PersonId) -> sqlx::Result<ReminderSettings> {
    let (lead_minutes, sessions) = store::list_subscriptions(conn, person).await?;
    Ok(ReminderSettings {
        lead_minutes: lead_minutes.unwrap_or(DEFAULT_LEAD_MINUTES),
        sessions,
        muted: store::list_muted(conn, person).await?,
    })
}
