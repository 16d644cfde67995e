//! The table `referral`.

use super::model::{ReferralCount, Source};
use crate::db::Conn;

/// Counts the openings of this source from now on; one that is there keeps its count.
pub async fn add_source(conn: &mut Conn, source: &Source) -> sqlx::Result<()> {
    sqlx::query("insert into referral (source, opened) values ($1, 0) on conflict (source) do nothing")
        .bind(source.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Counts an opening: under its source if a link was made for that, else under the others, so that forged words fill
/// no table.
///
/// Every opening of a source locks its row until the end of the transaction: call it last.
pub async fn count_opening(conn: &mut Conn, source: Option<&Source>) -> sqlx::Result<()> {
    if let Some(source) = source {
        let known = sqlx::query("update referral set opened = opened + 1 where source = $1")
            .bind(source.as_str())
            .execute(&mut *conn)
            .await?;
        if known.rows_affected() == 1 {
            return Ok(());
        }
    }
    sqlx::query(
        "insert into referral (source, opened) values ('', 1)
         on conflict (source) do update set opened = referral.opened + 1",
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How often each link was opened, the most frequent first; the others last, if there were any.
pub async fn counts(conn: &mut Conn) -> sqlx::Result<Vec<ReferralCount>> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "select source, opened from referral
         order by case when source = '' then 1 else 0 end, opened desc, source",
    )
    .fetch_all(conn)
    .await?;
    let count =
        |(source, opened): (String, i64)| ReferralCount { source: Source::parse(&source).ok(), opened };
    Ok(rows.into_iter().map(count).collect())
}
