//! The table `attachment`: Telegram's ids of the files that were sent, by their spec.

use crate::db::Conn;
use crate::outbox::model::SentFile;

/// Telegram's id of the file rendered from a spec, if it was sent before.
pub async fn find_file_id(conn: &mut Conn, spec: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select file_id from attachment where spec = $1").bind(spec).fetch_optional(conn).await
}

/// Records the id of a sent file.
pub async fn save_file_id(conn: &mut Conn, file: &SentFile) -> sqlx::Result<()> {
    sqlx::query(
        "insert into attachment (spec, file_id) values ($1, $2)
         on conflict (spec) do update set file_id = excluded.file_id, age = 0",
    )
    .bind(&file.spec)
    .bind(&file.file_id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the files whose spec contains `part` between its colons, such as a ticket's code.
pub async fn forget_file_ids(conn: &mut Conn, part: &str) -> sqlx::Result<()> {
    let specs: Vec<String> = sqlx::query_scalar("select spec from attachment").fetch_all(&mut *conn).await?;
    for spec in specs.iter().filter(|spec| spec.split(':').any(|word| word == part)) {
        sqlx::query("delete from attachment where spec = $1").bind(spec).execute(&mut *conn).await?;
    }
    Ok(())
}
