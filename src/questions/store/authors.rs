//! The table `question`, as far as its authors change: who they are, and whether they were heard before.

use crate::db::Conn;
use crate::ids::PersonId;

/// Makes the questions of one author those of another one; how many there were.
pub(crate) async fn change_author(conn: &mut Conn, from: PersonId, to: PersonId) -> sqlx::Result<i64> {
    let done = sqlx::query("update question set person = $2 where person = $1")
        .bind(from)
        .bind(to)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() as i64)
}

/// Decides again whether an author's open questions are a newcomer's.
pub(crate) async fn refresh_newcomer(conn: &mut Conn, author: PersonId) -> sqlx::Result<()> {
    sqlx::query(
        "update question set newcomer =
             case when exists (select 1 from question other where other.person = $1
                               and other.state in ('taken', 'answered'))
                  or exists (select 1 from prior_usage where person = $1 and what = 'heard') then 0 else 1 end
         where person = $1 and state in ('pending', 'waiting', 'later')",
    )
    .bind(author)
    .execute(conn)
    .await?;
    Ok(())
}
