//! Who is asked what they thought, against a model that shares no code with the bot: people arrive, block the bot and
//! erase themselves, the schedule is moved, the clock is set back, the bot restarts in the middle of a tick and a
//! second instance ticks beside it. Everybody who was there is asked once, by day, and nobody else.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use koze::app::App;
use koze::check_in::{self, Arrival, Method};
use koze::clock::{Clock, EventTime, Millis};
use koze::config::BotConfig;
use koze::ids::RegistrationNumber;
use koze::programme::Programme;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::test_bot::{Database, martinique_time};

on_both_databases!(everybody_who_was_there_is_asked_once_whoever_restarts);

const HOUR: Millis = 3_600_000;
const PEOPLE: i64 = 90;

#[derive(Default, Clone)]
struct Participant {
    has_seat: bool,
    arrived: bool,
    unreachable: bool,
    asked: bool,
}

async fn everybody_who_was_there_is_asked_once_whoever_restarts(database: Database) {
    for (seed, door_is_used) in [(1, true), (2, false), (3, true)] {
        run(database.another().await, seed, door_is_used).await;
    }
}

async fn run(database: Database, seed: u64, door_is_used: bool) {
    // the closing begins at noon without an announced end: an hour later the event counts as over
    let noon = martinique_time("2012-11-23T12:00").0;
    let clock = Clock::manual(EventTime(noon - 4 * HOUR));
    let settings = BotConfig {
        token: "1:season".into(),
        api_url: "http://127.0.0.1:9".to_owned(),
        database_url: database.url.clone(),
        send_rate: 0,
    };
    let app = App::open(&settings, Programme::built_in(), clock.clone()).await.unwrap();
    let second = App::open(&settings, Programme::built_in(), clock.clone()).await.unwrap();
    let mut random = StdRng::seed_from_u64(seed);
    let mut restarts = StdRng::seed_from_u64(rand::random());
    let mut people = insert_people(&app, &mut random).await;
    let (mut end, mut now) = (noon + HOUR, noon - 4 * HOUR);
    let (mut total, mut latest) = (0, now);
    for _ in 0..70 {
        now += match random.random_range(0..8) {
            0 => -random.random_range(0..2 * HOUR),
            1..=5 => random.random_range(0..HOUR),
            _ => random.random_range(0..6 * HOUR),
        };
        latest = latest.max(now);
        let mut tx = app.db.begin().await.unwrap();
        for _ in 0..random.random_range(0..4) {
            let number = random.random_range(1..=PEOPLE);
            let person = &mut people[number as usize - 1];
            match random.random_range(0..6) {
                0..=2 if door_is_used => {
                    person.arrived = true;
                    let arrival = Arrival {
                        registration: RegistrationNumber(number),
                        day: 0,
                        arrived_at: EventTime(noon - HOUR),
                        method: Method::Scan,
                        recorded_by: None,
                    };
                    check_in::record(&mut tx, &arrival).await.unwrap();
                }
                // who unblocks the bot once everybody was asked is not asked any more
                3 if latest < end => {
                    person.unreachable = !person.unreachable;
                    set_unreachable(&mut tx, number, person.unreachable).await;
                }
                _ => {}
            }
        }
        // the last session is moved before anybody was asked
        if latest < end - HOUR && random.random_range(0..6) == 0 {
            let by = random.random_range(1..9) * HOUR;
            end += by;
            sqlx::query("update session set starts_at = starts_at + $1 where id = 'cloture'")
                .bind(by)
                .execute(&mut *tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        clock.jump(EventTime(now));
        // restarts in the middle of a tick, often inside of a transaction
        for _ in 0..restarts.random_range(0..3) {
            cancel_after_polls(app.ticker().tick(), restarts.random_range(0..80)).await;
        }
        app.ticker().tick().await.unwrap();
        second.ticker().tick().await.unwrap();
        app.ticker().tick().await.unwrap();
        let hour = (now - noon).div_euclid(HOUR) + 12;
        let is_asking = now >= end && now < end + 7 * 24 * HOUR && (9..20).contains(&hour.rem_euclid(24));
        let was_door_used = people.iter().any(|person| person.arrived);
        let mut expected = BTreeSet::new();
        for (number, person) in (1..).zip(&mut people) {
            let was_there = if was_door_used { person.arrived } else { person.has_seat };
            if is_asking && was_there && !person.unreachable && !person.asked {
                person.asked = true;
                expected.insert(format!("feedback:{number}"));
            }
        }
        assert_eq!(drain_requests(&app).await, expected, "seed {seed}, {hour} h");
        total += expected.len();
    }
    assert!(total > 20, "seed {seed}: only {total} were asked");
    second.db.close().await;
    app.db.close().await;
}

async fn insert_people(app: &App, random: &mut StdRng) -> Vec<Participant> {
    let mut tx = app.db.begin().await.unwrap();
    let mut people = Vec::new();
    for number in 1..=PEOPLE {
        let has_seat = random.random_range(0..4) > 0;
        sqlx::query(
            "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
             values ($1, 'fr', 1, 0, '', 0)",
        )
        .bind(number)
        .execute(&mut *tx)
        .await
        .unwrap();
        sqlx::query(
            "insert into registration
             values ($1, $1, 1, $1, $2, 0, 1, 1, '', 'Une Personne', 'resident', '', '', '', '', '',
                     'self', '1', 1, 1, 0, '', 0, '')",
        )
        .bind(number)
        .bind(if has_seat { "seat" } else { "waiting" })
        .execute(&mut *tx)
        .await
        .unwrap();
        people.push(Participant { has_seat, ..Participant::default() });
    }
    tx.commit().await.unwrap();
    people
}

async fn set_unreachable(conn: &mut koze::db::Conn, person: i64, unreachable: bool) {
    sqlx::query("update person set unreachable = $2 where id = $1")
        .bind(person)
        .bind(i64::from(unreachable))
        .execute(conn)
        .await
        .unwrap();
}

/// Polls a future this many times, then drops it.
async fn cancel_after_polls(work: impl Future, steps: usize) {
    let mut work = pin!(work);
    let mut left = steps;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        work.as_mut().poll(context).map(|_| ())
    })
    .await;
}

/// The requests in the outbox, which is emptied: a key that is enqueued a second time would be seen again.
async fn drain_requests(app: &App) -> BTreeSet<String> {
    let mut tx = app.db.begin().await.unwrap();
    let keys: Vec<String> = sqlx::query_scalar("select key from outbox").fetch_all(&mut *tx).await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    keys.into_iter().filter(|key| key.starts_with("feedback:")).collect()
}
