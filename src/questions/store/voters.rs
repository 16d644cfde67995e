//! The table `voter`: the random key under which a person votes, so that votes name nobody.

use crate::db::Conn;
use crate::ids::PersonId;

/// A person's key; `None` before its first use.
pub(crate) async fn find(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar("select key from voter where person = $1").bind(person).fetch_optional(conn).await
}

/// Deletes a person's key: nobody can tell any more whose its votes are.
pub(crate) async fn delete(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    sqlx::query("delete from voter where person = $1").bind(person).execute(conn).await?;
    Ok(())
}

/// A person's key, made on first use.
pub(crate) async fn get_or_create(conn: &mut Conn, person: PersonId) -> sqlx::Result<i64> {
    match find(conn, person).await? {
        Some(key) => Ok(key),
        None => create(conn, person).await,
    }
}

/// A new key for a person; their present one where another transaction made it meanwhile.
pub(crate) async fn create(conn: &mut Conn, person: PersonId) -> sqlx::Result<i64> {
    // 62 bits: positive in every database and export
    let key = (rand::random::<u64>() >> 2) as i64;
    sqlx::query_scalar(
        "insert into voter (person, key, voice_warning_accepted) values ($1, $2, 0)
         on conflict (person) do update set key = voter.key
         returning key",
    )
    .bind(person)
    .bind(key)
    .fetch_one(conn)
    .await
}

/// Whether a person has accepted that moderators hear their voice.
pub(crate) async fn has_accepted_voice_warning(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    let accepted: Option<i64> =
        sqlx::query_scalar("select voice_warning_accepted from voter where person = $1")
            .bind(person)
            .fetch_optional(conn)
            .await?;
    Ok(accepted == Some(1))
}

/// Stores that a person has accepted that moderators hear their voice.
pub(crate) async fn save_voice_warning_accepted(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    get_or_create(conn, person).await?;
    sqlx::query("update voter set voice_warning_accepted = 1 where person = $1")
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}
