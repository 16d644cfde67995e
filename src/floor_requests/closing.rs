//! The tick: requests that wait in vain end with their session or with the queue, and their people are told once.

use super::model::{FloorContext, State};
use super::{notify, rules, store};
use crate::db::Conn;

/// How many people one transaction tells.
const BATCH_SIZE: i64 = 200;

/// The sessions whose requests wait in vain.
async fn sessions_over(conn: &mut Conn, ctx: &FloorContext<'_>) -> sqlx::Result<Vec<String>> {
    let mut sessions = store::waiting_sessions(conn).await?;
    if sessions.is_empty() {
        return Ok(sessions);
    }
    let (mode, event) = (store::mode(conn).await?, &ctx.event);
    sessions.retain(|session| rules::is_over(mode, event.programme, event.schedule, event.now, session));
    Ok(sessions)
}

/// Whether the floor was given long ago and no moderator has ended that, now that its session is over.
async fn is_speech_over(conn: &mut Conn, ctx: &FloorContext<'_>) -> sqlx::Result<bool> {
    let Some(speaker) = store::speaker(conn).await? else { return Ok(false) };
    let (mode, event) = (store::mode(conn).await?, &ctx.event);
    let is_over = rules::is_over(mode, event.programme, event.schedule, event.now, &speaker.session);
    Ok(rules::is_speech_over(&speaker, is_over, event.now))
}

/// Whether a request has to be ended, or a person has to be notified. It only reads.
pub async fn is_due(conn: &mut Conn, ctx: &FloorContext<'_>) -> sqlx::Result<bool> {
    Ok(store::has_untold(conn).await?
        || !sessions_over(conn, ctx).await?.is_empty()
        || is_speech_over(conn, ctx).await?)
}

/// Ends what is over, and tells the next people; how many. A full batch means that there may be more.
pub async fn tick(conn: &mut Conn, ctx: &FloorContext<'_>) -> sqlx::Result<FloorTick> {
    store::lock(conn).await?;
    for session in sessions_over(conn, ctx).await? {
        store::close_waiting(conn, &session).await?;
    }
    if is_speech_over(conn, ctx).await?
        && let Some(speaker) = store::speaker(conn).await?
    {
        store::change_state(conn, speaker.number, State::Speaking, State::Heard).await?;
    }
    let told = store::take_untold(conn, BATCH_SIZE).await?;
    let event = &ctx.event;
    let is_open = rules::is_open(store::mode(conn).await?, event.programme, event.schedule, event.now);
    notify::ended(conn, ctx, &told, is_open).await?;
    Ok(FloorTick { told: told.len() as u64, has_more: told.len() as i64 == BATCH_SIZE })
}

/// What one batch did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FloorTick {
    /// How many people were told that their request ended.
    pub told: u64,
    pub has_more: bool,
}
