//! The real binary is killed repeatedly while it sends reminders and then an
//! announcement. Everybody must get each message once; only calls in flight at a
//! kill may repeat. Each start sets the clock back, so that everything is due again.

use std::collections::BTreeMap;
use std::time::Duration;

use koze::clock::Clock;
use koze::database_identity::{self, OpenRequest};
use koze::db::{Conn, Db};
use koze::programme::Programme;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use telegram_emulator::TelegramEmulator;

use crate::process::{BotProcess, EmulatedTelegram, TIMEOUT};
use crate::test_bot::{Database, JOSIANE, remove_typography};

on_both_databases!(broadcasts_survive_kills_without_loss);

const PEOPLE: i64 = 200;
const FIRST_PERSON: i64 = 40_000;
const KILLS: usize = 8;
/// The sender's number of calls in flight. As many messages may repeat after a kill.
const MAX_IN_FLIGHT: usize = 8;
/// Two minutes after the evening reminder is due.
const START: &str = "2012-11-22T18:02:00-04:00";
const REMINDER: &str = "C'est demain";
const ANNOUNCEMENT: &str = "Venez par la porte nord";

async fn broadcasts_survive_kills_without_loss(database: Database) {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let home = tempfile::tempdir().unwrap();
    let telegram = EmulatedTelegram::open().await;
    let emulator = &telegram.emulator;
    let db = Db::open(&database.url).await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    // a simulated clock is allowed on the database of a rehearsal only
    database_identity::check_and_record(
        &mut tx,
        "koze.db",
        &Programme::built_in(),
        OpenRequest::new(database_identity::DatabaseKind::Rehearsal),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    insert_people(&db, emulator).await;
    let start =
        || BotProcess::start(&home, &telegram, &database.url, &["--clock", START, "--send-rate", "60"]);

    let mut bot = start();
    let mut repeated = kill_while_sending(&mut bot, &start, emulator, &mut chance, REMINDER).await;
    assert!(
        query_i64(&db, "select count(*) from reminder_sent where outcome = 'sent'").await == PEOPLE,
        "seed {seed}"
    );

    emulator.user_sends_text(JOSIANE, &format!("/annonce {ANNOUNCEMENT}"));
    let card = "✅ Envoyer à 200 personnes";
    telegram
        .wait_until("the card is shown", |emulator| emulator.user_presses_button(JOSIANE, card).is_ok())
        .await;
    telegram.wait_until("it goes", |emulator| !times_received(emulator, ANNOUNCEMENT).is_empty()).await;
    repeated += kill_while_sending(&mut bot, &start, emulator, &mut chance, ANNOUNCEMENT).await;
    telegram
        .wait_until("it is reported", |emulator| {
            emulator
                .messages(JOSIANE)
                .iter()
                .any(|it| remove_typography(&it.plain_text).contains("terminée. 200 personnes l'ont reçue"))
        })
        .await;
    assert_eq!(
        query_i64(&db, "select count(*) from broadcast_recipient where outcome = 'sent'").await,
        PEOPLE,
        "seed {seed}"
    );
    assert_eq!(
        query_i64(&db, "select count(*) from announcement where state = 'done'").await,
        1,
        "seed {seed}"
    );
    let reports = emulator.messages(JOSIANE).iter().filter(|it| it.plain_text.contains("terminée. ")).count();
    assert!((1..=2).contains(&reports), "{reports}, seed {seed}");
    println!("{repeated} messages came twice");
    assert!(repeated <= 2 * KILLS * MAX_IN_FLIGHT, "{repeated} messages came twice: seed {seed}");
    assert!(bot.stop().success(), "{}", bot.log());
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
}

/// Kills the bot at random moments while it sends `text`, then lets it finish. Returns how many messages were
/// repeated; fails unless everybody has the text.
async fn kill_while_sending(
    bot: &mut BotProcess,
    start: &impl Fn() -> BotProcess,
    emulator: &TelegramEmulator,
    chance: &mut StdRng,
    text: &str,
) -> usize {
    let clock = Clock::real();
    let mut in_the_middle = 0;
    for _ in 0..KILLS {
        clock.sleep(Duration::from_millis(chance.random_range(150..700))).await;
        in_the_middle += usize::from(times_received(emulator, text).len() < PEOPLE as usize);
        bot.kill();
        *bot = start();
    }
    let everybody = async {
        loop {
            let revision = emulator.revision();
            if times_received(emulator, text).len() == PEOPLE as usize {
                break;
            }
            emulator.wait_for_change(revision).await;
        }
    };
    assert!(
        clock.timeout(TIMEOUT, everybody).await.is_some(),
        "only {} people have {text:?}: {}",
        times_received(emulator, text).len(),
        bot.log()
    );
    assert!(in_the_middle > KILLS / 2, "everybody had the message before the kills: {in_the_middle}");
    // leave time for repetitions
    clock.sleep(Duration::from_millis(1_500)).await;
    times_received(emulator, text).values().map(|times| times - 1).sum()
}

/// How often each person received a text.
fn times_received(emulator: &TelegramEmulator, text: &str) -> BTreeMap<i64, usize> {
    let mut told = BTreeMap::new();
    for request in emulator.requests() {
        let chat = request.params["chat_id"].as_i64().unwrap_or_default();
        let says = request.params["text"].as_str().is_some_and(|said| remove_typography(said).contains(text));
        if request.method == "sendMessage" && request.error.is_none() && says && chat >= FIRST_PERSON {
            *told.entry(chat).or_default() += 1;
        }
    }
    told
}

/// Inserts people who have met the bot and registered long ago. Josiane is an organiser.
async fn insert_people(db: &Db, emulator: &TelegramEmulator) {
    let mut tx = db.begin().await.unwrap();
    for person in (FIRST_PERSON..FIRST_PERSON + PEOPLE).chain([JOSIANE]) {
        emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
        emulator.user_sends_text(person, "/start");
        insert_registered_person(&mut tx, person).await;
    }
    sqlx::query("insert into role values ($1, 'organiser', 5)")
        .bind(JOSIANE)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("delete from registration where person = $1").bind(JOSIANE).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut offset = 0;
    while let Some(last) = emulator
        .call("getUpdates", json!({ "limit": 100, "timeout": 0, "offset": offset }))
        .unwrap()
        .as_array()
        .and_then(|batch| batch.last()?["update_id"].as_i64())
    {
        offset = last + 1;
    }
}

async fn insert_registered_person(conn: &mut Conn, person: i64) {
    for sql in [
        "insert into person (id, language, language_chosen, unreachable, conversation, met_at) values ($1, 'fr', 1, 0, '', 0)",
        "insert into registration
         values ($1, $1, 1, $1, 'seat', 0, 1, 0, '', 'Une Personne', 'resident', '', '', '', '', '', 'self',
                 '1', 1, 1, 0, '', 0, '')",
    ] {
        sqlx::query(sql).bind(person).execute(&mut *conn).await.unwrap();
    }
}

async fn query_i64(db: &Db, sql: &'static str) -> i64 {
    let mut conn = db.reader().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}
