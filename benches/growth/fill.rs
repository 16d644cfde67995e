//! A database in which many people have registered, and each has asked a question.

use koze::db::Db;
use sqlx::AssertSqlSafe;

/// The first person's number.
pub const FIRST_PERSON: i64 = 1_000_000;

/// A database in which everybody is registered and reachable, has asked, and voted for somebody else's question.
pub async fn fill_database(url: &str, people: i64) -> anyhow::Result<()> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    let n = format!("with recursive n (n) as (select 1 union all select n + 1 from n where n < {people})");
    let run = [
        format!(
            "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
             {n} select {FIRST_PERSON} + n, 'fr', 1, 0, '', 1 from n"
        ),
        format!(
            "insert into registration (number, person, own, registered_by, seat_status, offered_until, waitlisted_at,
                 waitlist_inactive_at, code, name, category, organisation, phone, email, area, access_needs,
                 consent_how, consent_version, consent_at, registered_at, calendar_issues, calendar_fingerprint,
                 calendar_at)
             {n} select n, {FIRST_PERSON} + n, 1, {FIRST_PERSON} + n, 'seat', 0, 1, 0, 'code' || n, 'Marie ' || n, 'resident', '',
                 '', '', '', '', 'self', '1', 1, 1, 0, '', 0 from n"
        ),
        format!(
            "insert into question (number, person, text, language, state, claimed_by, asked_at, claimed_at,
                 closed_at, theme, votes, newcomer)
             {n} select n, {FIRST_PERSON} + n, 'What will become of point ' || n || ' of the programme?', 'fr', 'waiting', 0, 1,
                 0, 0, 'guide' || (n % 6), 1 + n % 13, 1 from n"
        ),
        format!("insert into voter (person, key, voice_warning_accepted) {n} select {FIRST_PERSON} + n, n, 0 from n"),
        format!("insert into vote (question, voter, at) {n} select n, n, 1 from n"),
        format!(
            "insert into vote (question, voter, at) {n} select 1 + (n * 7919) % {people}, n, 1 from n where true
             on conflict (question, voter) do nothing"
        ),
        format!("update counter set value = {people} where name in ('question', 'registration')"),
        format!("insert into question_count (state, count) values ('waiting', {people})"),
        "insert into role (person, role, granted_at) values (2001, 'moderator', 1)".to_owned(),
    ];
    let mut tx = db.begin().await?;
    // as much of it as there is stays in memory while it is filled, in KiB
    sqlx::query("pragma cache_size = -2000000").execute(&mut *tx).await?;
    for sql in run {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    let mut conn = db.reader().await?;
    sqlx::query("analyze").execute(&mut *conn).await?;
    drop(conn);
    db.close().await;
    Ok(())
}
