//! The floor beside written questions: what `floor_requests` needs of `questions`, and the button under the invitation to
//! ask.

use crate::db::Conn;
use crate::floor_requests::{self, FloorContext, Payload};
use crate::questions;
use crate::turn::{EventContext, Turn, TurnResult};

/// The event as the queue for the floor sees it, for every caller.
pub async fn context<'e>(conn: &mut Conn, event: EventContext<'e>) -> sqlx::Result<FloorContext<'e>> {
    let facts = questions::intake_facts(conn, &event).await?;
    Ok(FloorContext {
        event,
        newcomers_first: facts.favours_newcomers,
        takes_written_questions: facts.accepts_questions,
    })
}

/// `/parole`.
pub async fn open(turn: &mut Turn<'_>) -> TurnResult<()> {
    let ctx = context(turn.conn, turn.event).await?;
    floor_requests::open(turn, &ctx).await
}

/// Offers the floor under the last reply, while the queue is open.
pub async fn offer(turn: &mut Turn<'_>) -> TurnResult<()> {
    let ctx = context(turn.conn, turn.event).await?;
    floor_requests::offer(turn, &ctx).await
}

/// Asks for a question, and offers the floor below.
pub async fn prompt_for_question(turn: &mut Turn<'_>) -> TurnResult<()> {
    questions::prompt_for_question(turn).await?;
    offer(turn).await
}

/// The same with the main menu, for a person who came by a link.
pub async fn prompt_with_menu(turn: &mut Turn<'_>) -> TurnResult<()> {
    questions::prompt_with_menu(turn).await?;
    offer(turn).await
}

/// A text that asks for the floor; false where the queue is closed.
pub async fn try_text(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let ctx = context(turn.conn, turn.event).await?;
    floor_requests::try_text(turn, &ctx).await
}

/// A text that asks for the floor where a question is awaited, and the queue is closed.
pub async fn say_closed(turn: &mut Turn<'_>) -> TurnResult<()> {
    let ctx = context(turn.conn, turn.event).await?;
    floor_requests::say_closed(turn, &ctx);
    Ok(())
}

/// A press on a button of the queue for the floor.
pub async fn press(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<()> {
    if let Payload::NewcomersFirst(on) = payload {
        if !floor_requests::require_moderator(turn).await? {
            return Ok(());
        }
        questions::favour_newcomers(turn, on).await?;
    }
    let ctx = context(turn.conn, turn.event).await?;
    floor_requests::press(turn, &ctx, payload).await
}

/// Takes the request of a person back who is being erased.
pub async fn withdraw(turn: &mut Turn<'_>) -> TurnResult<()> {
    let ctx = context(turn.conn, turn.event).await?;
    floor_requests::withdraw(turn.conn, &ctx, turn.person.id).await?;
    Ok(())
}
