//! Transfers the questions and votes of a visitor of the page to a Telegram account.

use super::super::store::{authors, journal, merges, muted, questions, ui_state, voters, votes};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::PersonId;

/// What was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub questions: i64,
    pub votes: i64,
}

/// Makes the questions and votes of `from` those of `to`. A question that both voted for has one vote
/// afterwards. A block of the one holds for the other.
pub async fn move_author(
    conn: &mut Conn,
    from: PersonId,
    to: PersonId,
    now: EventTime,
) -> sqlx::Result<Moved> {
    // before the rows of questions, as in every action
    journal::lock(conn).await?;
    let moved = authors::change_author(conn, from, to).await?;
    let mut moved_votes = 0;
    if let Some(former) = voters::find(conn, from).await? {
        let voter = voters::get_or_create(conn, to).await?;
        let mut voted: Vec<_> = votes::questions_of(conn, former).await?;
        voted.sort_unstable();
        moved_votes = voted.len() as i64;
        for number in voted {
            let root = merges::of_child(conn, number).await?.map_or(number, |merge| merge.root);
            questions::lock(conn, root).await?;
            votes::insert(conn, number, voter, now).await?;
            votes::delete(conn, number, former).await?;
            questions::recount_votes(conn, root).await?;
            if root != number {
                questions::recount_votes(conn, number).await?;
            }
        }
        voters::delete(conn, from).await?;
    }
    if muted::unmute(conn, from).await? {
        muted::mute(conn, to, now).await?;
    }
    ui_state::delete_all(conn, from).await?;
    if moved > 0 {
        authors::refresh_newcomer(conn, to).await?;
    }
    Ok(Moved { questions: moved, votes: moved_votes })
}
