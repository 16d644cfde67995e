//! Fills a database with many registered people, each with a question.

use koze::db::Db;
use sqlx::AssertSqlSafe;

/// The people's ids start after this number.
pub const FIRST_PERSON: i64 = 1_000_000;

/// Migrates the database and inserts `people` people: each is registered and reachable, has asked a question, and
/// has voted for it and for another person's.
pub async fn fill_database(url: &str, people: i64) -> anyhow::Result<()> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    let numbers =
        format!("with recursive n (n) as (select 1 union all select n + 1 from n where n < {people})");
    let statements = [
        format!(
            "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
             {numbers} select {FIRST_PERSON} + n, 'fr', 1, 0, '', 1 from n"
        ),
        format!(
            "insert into registration (number, person, own, registered_by, seat_status, offered_until, waitlisted_at,
                 waitlist_inactive_at, code, name, category, organisation, phone, email, area, access_needs,
                 consent_how, consent_version, consent_at, registered_at, calendar_issues, calendar_fingerprint,
                 calendar_at)
             {numbers} select n, {FIRST_PERSON} + n, 1, {FIRST_PERSON} + n, 'seat', 0, 1, 0, 'code' || n, 'Marie ' || n, 'resident', '',
                 '', '', '', '', 'self', '1', 1, 1, 0, '', 0 from n"
        ),
        format!(
            "insert into question (number, person, text, language, state, claimed_by, asked_at, claimed_at,
                 closed_at, theme, votes, newcomer)
             {numbers} select n, {FIRST_PERSON} + n, 'What will become of point ' || n || ' of the programme?', 'fr', 'waiting', 0, 1,
                 0, 0, 'guide' || (n % 6), 1 + n % 13, 1 from n"
        ),
        format!("insert into voter (person, key, voice_warning_accepted) {numbers} select {FIRST_PERSON} + n, n, 0 from n"),
        format!("insert into vote (question, voter, at) {numbers} select n, n, 1 from n"),
        format!(
            "insert into vote (question, voter, at) {numbers} select 1 + (n * 7919) % {people}, n, 1 from n where true
             on conflict (question, voter) do nothing"
        ),
        format!("update counter set value = {people} where name in ('question', 'registration')"),
        format!("insert into question_count (state, count) values ('waiting', {people})"),
        "insert into role (person, role, granted_at) values (2001, 'moderator', 1)".to_owned(),
    ];
    let mut tx = db.begin().await?;
    // a page cache of 2 GB (in KiB) for the time of filling
    sqlx::query("pragma cache_size = -2000000").execute(&mut *tx).await?;
    for sql in statements {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    let mut conn = db.reader().await?;
    sqlx::query("analyze").execute(&mut *conn).await?;
    drop(conn);
    db.close().await;
    Ok(())
}
