//! The round table with a hundred thousand questions and a million votes: how long a moderator, a reader and
//! the hall screen wait. Target: each operation under 20 ms.
//!
//! ```text
//! cargo bench --bench questions                    SQLite, in a temporary folder
//! DATABASE_URL=postgres://… cargo bench --bench questions
//! ```

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]

use std::collections::HashSet;
use std::time::{Duration, Instant};

use koze::cache::TxCache;
use koze::chat::{ChatKind, ChatUser, Incoming, Input};
use koze::clock::{EventTime, RealTime};
use koze::db::{Conn, Db};
use koze::i18n::Lang;
use koze::ids::{ChatId, PersonId, QuestionNumber, UpdateId};
use koze::people;
use koze::programme::{Programme, Schedule};
use koze::questions::{self, Action, Actor, NewQuestion, QuestionText};
use koze::turn::{EventContext, Turn};
use sqlx::AssertSqlSafe;

const QUESTIONS: i64 = 100_000;
const VOTES: i64 = 1_000_000;
const ROUNDS: usize = 200;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let default_url = format!("sqlite://{}", folder.path().join("koze.db").display());
    let url = std::env::var("DATABASE_URL").unwrap_or(default_url);
    let db = Db::open(&url).await?;
    db.migrate().await?;
    fill_database(&db).await?;
    println!("{:?}: {QUESTIONS} questions, {VOTES} votes, {ROUNDS} rounds each", db.engine());
    let programme = Programme::built_in();
    let schedule = Schedule::from_programme(&programme);
    let event = EventContext {
        programme: &programme,
        schedule: &schedule,
        now: EventTime(1),
        real_now: RealTime(1_000_000),
    };

    for fair in [false, true] {
        let mut claimed = Vec::new();
        let label = if fair { "next, fair" } else { "next" };
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            let began = Instant::now();
            let mut tx = db.begin().await?;
            let actor = Actor {
                person: PersonId(2_001),
                now: EventTime(1),
                real_now: RealTime(1_000_000 + round as i64),
            };
            claimed.extend(questions::claim_next(&mut tx, &Action::Claim, &[], fair, actor).await?);
            tx.commit().await?;
            times.push(began.elapsed());
        }
        print_percentiles(label, times);
        let mut tx = db.begin().await?;
        let actor = Actor { person: PersonId(2_001), now: EventTime(1), real_now: RealTime(2_000_000) };
        for applied in claimed {
            let _ = questions::apply_action(&mut tx, applied.after.number, &Action::Requeue, actor).await?;
        }
        tx.commit().await?;
    }
    let mut conn = db.reader().await?;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let is_outdated = questions::has_outdated_panel(&mut conn, &event, &HashSet::new()).await?;
        assert!(is_outdated, "the panel must have changed");
        times.push(began.elapsed());
    }
    print_percentiles("panel", times);
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        questions::load_screen(&mut conn, &programme).await?;
        times.push(began.elapsed());
    }
    print_percentiles("hall", times);
    for page in ["page:r.0", "page:r.100", "page:t2.0", "page:t2.100"] {
        let mut times = Vec::new();
        for round in 0..ROUNDS {
            times.push(browse(&db, event, page, round as i64).await?);
        }
        print_percentiles(&format!("browse {page}"), times);
    }
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let began = Instant::now();
        let mut tx = db.begin().await?;
        questions::set_vote(
            &mut tx,
            QuestionNumber(1 + round as i64),
            PersonId(5),
            round % 2 == 0,
            EventTime(1),
        )
        .await?;
        tx.commit().await?;
        times.push(began.elapsed());
    }
    print_percentiles("vote", times);
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let text = QuestionText::parse("Qui paie les adultes relais ?")
            .map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let began = Instant::now();
        let mut tx = db.begin().await?;
        questions::insert_question(
            &mut tx,
            NewQuestion::written(PersonId(900_000 + round as i64), &text, Lang::Fr),
            EventTime(1),
        )
        .await?;
        tx.commit().await?;
        times.push(began.elapsed());
    }
    print_percentiles("ask", times);
    drop(conn);
    db.close().await;
    Ok(())
}

/// The whole turn of a person who turns the page.
async fn browse(db: &Db, event: EventContext<'_>, page: &str, round: i64) -> anyhow::Result<Duration> {
    let name = "Une".to_owned();
    let sender = ChatUser {
        id: PersonId(77),
        first_name: name,
        last_name: String::new(),
        language_code: None,
        is_bot: false,
    };
    let input = Input::Press { press_id: "1".into(), data: format!("vote:{page}"), message_id: None };
    let incoming = Incoming {
        chat: ChatId(77),
        chat_kind: ChatKind::Private,
        chat_title: String::new(),
        from: Some(sender.clone()),
        input,
        addressed_bot: None,
        album: None,
        topic: None,
        is_sent_as_chat: false,
        message_id: None,
        reply_to: None,
        html: None,
    };
    let began = Instant::now();
    let mut tx = db.begin().await?;
    let person = people::upsert_senders(&mut tx, &[&sender], EventTime(1))
        .await?
        .people
        .remove(&sender.id)
        .unwrap_or_else(|| people::group_member(&sender));
    let mut cache = TxCache::default();
    let mut turn = Turn::new(&mut tx, &mut cache, event, person, &incoming, UpdateId(round));
    assert!(questions::handle_vote_press(&mut turn, page).await?);
    drop(turn);
    tx.commit().await?;
    Ok(began.elapsed())
}

fn print_percentiles(label: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
    println!("{label:20} p50 {:7.2} ms   p99 {:7.2} ms   worst {:7.2} ms", at(0.5), at(0.99), at(1.0));
}

/// Half of the questions answered, the others waiting, in six themes.
async fn fill_database(db: &Db) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let conn: &mut Conn = &mut tx;
    let numbers = "with recursive n (n) as (select 1 union all select n + 1 from n where n < ";
    let statements = [
        format!(
            "insert into question (number, person, text, language, state, claimed_by, asked_at, claimed_at, closed_at,
                                   theme, newcomer)
             {numbers}{QUESTIONS})
             select n, 1000 + n % 20000, 'Question sur la médiation sociale, la ' || n || 'e de la matinée ?', 'fr',
                    case when n % 2 = 0 then 'answered' else 'waiting' end, 0, n, 0, 0,
                    case n % 7 when 0 then 'regard' when 1 then 'plus-value' when 2 then 'limites'
                               when 3 then 'institutions' when 4 then 'difficultes' when 5 then 'perspectives'
                               else '' end, n % 3 % 2
             from n"
        ),
        format!("insert into voter (person, key, voice_warning_accepted) {numbers}20000) select 1000 + n, n, 0 from n"),
        format!(
            "insert into vote (question, voter, at) {numbers}{VOTES})
             select 1 + n % {QUESTIONS}, 1 + (n / {QUESTIONS} * 1999 + n % 20000) % 20000, 1 from n"
        ),
        "update question set votes = (select count(*) from vote where question = number)".to_owned(),
        // different numbers of votes
        "update question set votes = votes + number % 13".to_owned(),
        "delete from question_count".to_owned(),
        "insert into question_count (state, count) select state, count(*) from question group by state".to_owned(),
        format!("update counter set value = {QUESTIONS} where name = 'question'"),
        "insert into role (person, role, granted_at) values (2001, 'moderator', 1)".to_owned(),
        "insert into panel (id, chat, language, messages_below, content_hash) values (2001, 2001, 'fr', 0, '')".to_owned(),
    ];
    for sql in statements {
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?;
    }
    tx.commit().await?;
    let mut tx = db.begin().await?;
    sqlx::query("analyze").execute(&mut *tx).await?;
    tx.commit().await?;
    let mut conn = db.reader().await?;
    let votes: i64 = sqlx::query_scalar("select count(*) from vote").fetch_one(&mut *conn).await?;
    anyhow::ensure!(votes == VOTES, "{votes} votes");
    Ok(())
}
