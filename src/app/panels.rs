//! Keeps the moderators' panels current: every change of their content edits the message.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::instance::App;
use crate::clock::{Millis, RealTime};
use crate::db::Conn;
use crate::ids::ChatId;
use crate::turn::EventContext;
use crate::{dispatch, floor_requests, programme, questions};

/// The least and the greatest time between two looks at the panels.
const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(100);
const MAX_REFRESH_INTERVAL: Duration = Duration::from_secs(2);
/// How long a panel is not edited after an edit. Telegram allows one edit a second in a chat and twenty a minute in
/// a group; a steady pace a little below that is never throttled.
const CHAT_COOLDOWN: Millis = 1_050;
const GROUP_COOLDOWN: Millis = 3_100;

/// Edits the panels whenever their content has changed, until `stop`.
pub async fn run_panel_refresh(app: App, stop: CancellationToken) {
    let mut state_changed = app.state_changed.subscribe();
    // the chats whose panel was edited just now, and until when it is left alone
    let mut resting: HashMap<ChatId, RealTime> = HashMap::new();
    while !stop.is_cancelled() {
        let real_now = app.clock.real_now();
        resting.retain(|_, until| *until > real_now);
        match refresh_panels_except(&app, &resting.keys().copied().collect()).await {
            Ok(edited) => {
                let cooldown = |chat: &ChatId| if chat.is_group() { GROUP_COOLDOWN } else { CHAT_COOLDOWN };
                resting.extend(edited.iter().map(|chat| (*chat, real_now + cooldown(chat))));
            }
            Err(error) => tracing::warn!(%error, "the panels could not be refreshed, trying again"),
        }
        // a panel is looked at as soon as it may be edited again
        let next_cooldown_end = resting.values().min().map_or(MIN_REFRESH_INTERVAL, |until| {
            Duration::from_millis((*until - app.clock.real_now()).max(1) as u64)
        });
        app.pause(MIN_REFRESH_INTERVAL.min(next_cooldown_end), &stop).await;
        if resting.is_empty() {
            tokio::select! {
                _ = state_changed.changed() => {}
                () = app.clock.sleep(MAX_REFRESH_INTERVAL) => {}
                () = stop.cancelled() => {}
            }
        }
    }
}

/// Whether a moderator's panel of the queue for the microphone is outdated. Usually there is no panel.
async fn is_floor_panel_outdated(
    conn: &mut Conn,
    event: EventContext<'_>,
    resting: &HashSet<ChatId>,
) -> sqlx::Result<bool> {
    if !floor_requests::has_panel(conn).await? {
        return Ok(false);
    }
    let ctx = dispatch::floor_context(conn, event).await?;
    floor_requests::has_outdated_panel(conn, &ctx, resting).await
}

/// Edits the panels of all other chats whose content has changed, and gives their chats.
async fn refresh_panels_except(app: &App, resting: &HashSet<ChatId>) -> sqlx::Result<Vec<ChatId>> {
    let mut conn = app.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let event = app.event_context(&schedule);
    if !questions::has_outdated_panel(&mut conn, &event, resting).await?
        && !is_floor_panel_outdated(&mut conn, event, resting).await?
    {
        return Ok(Vec::new());
    }
    drop(conn);
    let mut tx = app.db.begin().await?;
    let mut edited = questions::update_panels(&mut tx, &event, resting).await?;
    let ctx = dispatch::floor_context(&mut tx, event).await?;
    edited.extend(floor_requests::update_panels(&mut tx, &ctx, resting).await?);
    tx.commit().await?;
    app.wakeup.notify_one();
    Ok(edited)
}

impl App {
    /// Edits every panel whose content has changed.
    pub async fn refresh_panels(&self) -> sqlx::Result<()> {
        refresh_panels_except(self, &HashSet::new()).await.map(|_| ())
    }
}
