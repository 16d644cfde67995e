//! Messages to people who did not press a button themselves: who gets the floor, who is next, whose request ended, the
//! moderators. They are enqueued with the change, and reach people on the page by nothing but their status.

use super::model::{FloorContext, Request, State};
use super::{store, view};
use crate::chat::{Message, Urgency};
use crate::db::Conn;
use crate::i18n::{Texts, texts};
use crate::ids::PersonId;
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people::{self, Role};

/// Enqueues one message, under a random key: the change that causes it happens once.
async fn enqueue(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    person: PersonId,
    urgency: Urgency,
    message: Message,
) -> sqlx::Result<()> {
    let key = OutboxKey::FloorNotice(rand::random());
    let message = NewMessage::new(key, person.private_chat(), urgency, message);
    outbox::enqueue(conn, &[message], ctx.event.real_now).await
}

/// Sends a person a message in their language, unless the account was erased or has blocked the bot.
async fn tell(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    request: &Request,
    urgency: Urgency,
    write: impl FnOnce(&Texts) -> Message,
) -> sqlx::Result<()> {
    if request.person.is_none() || !people::is_reachable(conn, request.person).await? {
        return Ok(());
    }
    let lang = people::language(conn, request.person).await?;
    enqueue(conn, ctx, request.person, urgency, write(texts(lang))).await
}

/// It is this person's turn: before everything that others wait for.
pub async fn your_turn(conn: &mut Conn, ctx: &FloorContext<'_>, request: &Request) -> sqlx::Result<()> {
    tell(conn, ctx, request, Urgency::Staff, |t| view::your_turn(t, request)).await
}

/// This person is next.
pub async fn get_ready(conn: &mut Conn, ctx: &FloorContext<'_>, request: &Request) -> sqlx::Result<()> {
    tell(conn, ctx, request, Urgency::Notice, |t| view::get_ready(t).without_sound()).await
}

/// This person was called and was not there.
pub async fn skipped(conn: &mut Conn, ctx: &FloorContext<'_>, request: &Request) -> sqlx::Result<()> {
    tell(conn, ctx, request, Urgency::Notice, |t| view::skipped(t, request)).await
}

/// The requests of these people have ended without the floor.
pub async fn ended(
    conn: &mut Conn,
    ctx: &FloorContext<'_>,
    requests: &[Request],
    is_open: bool,
) -> sqlx::Result<()> {
    for request in requests {
        let was_cleared = request.state == State::Cleared;
        let write = |t: &Texts| view::ended(t, was_cleared, is_open, ctx.takes_written_questions);
        tell(conn, ctx, request, Urgency::Notice, write).await?;
    }
    Ok(())
}

/// Tells moderators that a first person waits: those with a panel, or all where nobody has one.
pub async fn first_waits(conn: &mut Conn, ctx: &FloorContext<'_>, request: &Request) -> sqlx::Result<()> {
    for (person, t) in moderators_at_work(conn).await? {
        if person != request.person {
            enqueue(conn, ctx, person, Urgency::Notice, view::first_waits(t)).await?;
        }
    }
    Ok(())
}

/// Tells moderators that the person who was called leaves the floor to the next.
pub async fn gave_up_floor(conn: &mut Conn, ctx: &FloorContext<'_>, request: &Request) -> sqlx::Result<()> {
    for (person, t) in moderators_at_work(conn).await? {
        if person != request.person {
            let message = view::gave_up_floor(t, request).without_sound();
            enqueue(conn, ctx, person, Urgency::Notice, message).await?;
        }
    }
    Ok(())
}

/// The moderators who have a panel; all of them where nobody has one.
async fn moderators_at_work(conn: &mut Conn) -> sqlx::Result<Vec<(PersonId, &'static Texts)>> {
    let mut all = people::with_role(conn, &[Role::Moderator, Role::Organiser]).await?;
    let with_panel: Vec<PersonId> =
        store::panels(conn).await?.into_iter().map(|(person, _)| person).collect();
    if all.iter().any(|(person, _)| with_panel.contains(person)) {
        all.retain(|(person, _)| with_panel.contains(person));
    }
    Ok(all.into_iter().map(|(person, lang)| (person, texts(lang))).collect())
}
