//! What people choose: sessions they want to be reminded of, how long before, and what they mute.
//! A muted reminder keeps the seat.

use super::rules::{self, LEADS, USUAL_LEAD};
use super::{store, view};
use crate::chat::{Outgoing, Urgency};
use crate::db::Conn;
use crate::outbox;
use crate::turn::Turn;

/// Somebody's choices.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub lead: i64,
    pub sessions: Vec<String>,
    /// Reminders' ids, or `*` for all.
    pub muted: Vec<String>,
}

/// `/rappels`: what is set, and the ways to change it.
pub async fn open(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let choices = choices(turn.conn, turn.person.id).await?;
    let message = view::settings(turn, &choices);
    turn.say(message);
    Ok(())
}

/// A button of the settings, or one under a reminder: what stands behind `rem:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let (person, now) = (turn.person.id, turn.forum.now);
    let parts: Vec<&str> = data.split(':').collect();
    match parts.as_slice() {
        ["show"] => show(turn, view::settings).await?,
        ["open"] => open(turn).await?,
        ["kinds"] => show(turn, view::kinds).await?,
        ["lead"] => show(turn, view::leads).await?,
        ["sessions", page] => {
            let page = page.parse().unwrap_or_default();
            show(turn, |turn, choices| view::sessions(turn, choices, page)).await?;
        }
        ["all", "off"] => {
            store::mute(turn.conn, person, "*").await?;
            outbox::withdraw(turn.conn, person, Urgency::Reminder).await?;
            let message = view::muted(turn);
            turn.say(message);
        }
        ["all", "on"] => {
            store::unmute(turn.conn, person, "*").await?;
            show(turn, view::settings).await?;
        }
        ["kind", id, state @ ("on" | "off")]
            if turn.forum.programme.reminders.iter().any(|r| r.id == *id) =>
        {
            match *state {
                "on" => store::unmute(turn.conn, person, id).await?,
                _ => store::mute(turn.conn, person, id).await?,
            }
            show(turn, view::kinds).await?;
        }
        ["lead", minutes] if let Some(lead) = LEADS.iter().find(|lead| minutes.parse() == Ok(**lead)) => {
            store::wish(turn.conn, person, "", false, *lead, now).await?;
            store::set_lead(turn.conn, person, *lead, now).await?;
            show(turn, view::settings).await?;
        }
        ["wish", session, state @ ("on" | "off"), page] if turn.forum.schedule.slot(session).is_some() => {
            let Choices { lead, sessions, .. } = choices(turn.conn, person).await?;
            let told = view::wish_taken(turn, session, *state == "on", lead);
            turn.toast(told);
            if sessions.iter().any(|wished| wished == session) == (*state == "on") {
                return Ok(true);
            }
            store::wish(turn.conn, person, session, *state == "on", lead, now).await?;
            let page = page.parse().unwrap_or_default();
            show(turn, |turn, choices| view::sessions(turn, choices, page)).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// The messages that told of a registration: read before its seat is given up, for [`withdraw_if_cancelled`].
pub async fn letters_of(turn: &mut Turn<'_>, number: i64) -> sqlx::Result<Vec<(String, i64)>> {
    store::letters_of(turn.conn, number).await
}

/// After somebody gave up a seat: what was already on its way about it is taken back, or goes on for the
/// others it is about.
pub async fn withdraw_if_cancelled(
    turn: &mut Turn<'_>,
    number: i64,
    letters: &[(String, i64)],
) -> sqlx::Result<()> {
    if store::is_expected(turn.conn, number).await? {
        return Ok(());
    }
    let forum = turn.forum;
    for moment in rules::plan(forum.programme, forum.schedule) {
        let id = &moment.reminder.id;
        let Some((_, letter)) = letters.iter().find(|(reminder, _)| reminder == id) else { continue };
        let letter = if *letter == 0 { number } else { *letter };
        let key = format!("r{id}:{letter}");
        let mut left = store::told_to(turn.conn, id, turn.person.id).await?;
        left.retain(|due| due.letter == letter);
        if left.is_empty() {
            outbox::take_back(turn.conn, &key).await?;
        } else {
            let expires = forum.mono + rules::latest(&moment, forum.schedule) - forum.now;
            let reminder = Outgoing::Say(view::reminder(forum, &moment, &left));
            outbox::reword(turn.conn, &key, &reminder, expires).await?;
        }
    }
    Ok(())
}

async fn show(
    turn: &mut Turn<'_>,
    screen: impl FnOnce(&Turn<'_>, &Choices) -> crate::chat::Message,
) -> anyhow::Result<()> {
    let choices = choices(turn.conn, turn.person.id).await?;
    let message = screen(turn, &choices);
    turn.replace(message);
    Ok(())
}

async fn choices(conn: &mut Conn, person: i64) -> sqlx::Result<Choices> {
    let wishes = store::wishes(conn, person).await?;
    let lead = wishes.iter().find(|(session, _)| session.is_empty()).map_or(USUAL_LEAD, |(_, lead)| *lead);
    let sessions = wishes.into_iter().map(|(session, _)| session).filter(|session| !session.is_empty());
    Ok(Choices { lead, sessions: sessions.collect(), muted: store::muted(conn, person).await? })
}
