//! Plays of people's rights: to see everything that is held on them, and to have it gone, to the last
//! row of the last table.

use std::collections::BTreeSet;

use koze::people::{Erased, NOT_SHOWN, OF_NOBODY, Role, SEARCHED, TRACES};

use crate::cards::{code_of, files};
use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage};

const EARLY: &str = "2012-11-12T10:00";

on_both_databases!(
    every_column_is_known_to_whoever_shows_and_erases,
    everything_held_is_shown_to_read_and_as_a_file,
    whoever_registered_another_is_not_shown_what_is_theirs,
    whoever_works_with_questions_is_not_shown_their_authors,
    what_others_quoted_is_not_shown,
    whoever_is_erased_leaves_no_trace,
    erasing_asks_once_and_can_be_left,
    an_answer_kept_for_all_goes_with_whoever_asked,
    an_undo_brings_nothing_back_that_was_erased,
    an_erased_seat_goes_to_who_is_first_in_line,
    whom_they_registered_keep_their_seats,
    the_consent_is_recorded_with_its_version,
    very_much_that_is_held_still_fits_a_message,
    after_the_promised_time_nothing_is_left,
);

pub async fn tables(stage: &Stage) -> Vec<String> {
    let sql = match stage.app.db.engine() {
        koze::db::Engine::Sqlite => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        }
        koze::db::Engine::Postgres => {
            "select table_name::text from information_schema.tables where table_schema = 'public'"
        }
    };
    let mut conn = stage.app.db.reader().await.unwrap();
    let mut tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap();
    tables.retain(|table| table != "_sqlx_migrations");
    tables.sort();
    tables
}

/// Everything in the database, one line a row.
pub async fn dump(stage: &Stage) -> String {
    use sqlx::{Column, Row};
    let mut all = String::new();
    let mut conn = stage.app.db.reader().await.unwrap();
    for table in tables(stage).await {
        let sql = sqlx::AssertSqlSafe(format!("select * from {table}"));
        for row in sqlx::query(sql).fetch_all(&mut *conn).await.unwrap() {
            all.push_str(&table);
            for column in row.columns() {
                let place = column.ordinal();
                let value = row.try_get::<i64, _>(place).map(|number| number.to_string());
                let value = value.or_else(|_| row.try_get::<String, _>(place)).unwrap_or_default();
                all.push_str(&format!(" {}={value}", column.name()));
            }
            all.push('\n');
        }
    }
    all
}

/// The columns named in a list of the traces.
fn named(list: &[(&str, &str)], table: &str) -> BTreeSet<String> {
    list.iter().filter(|(name, _)| *name == table).flat_map(|(_, columns)| words(columns)).collect()
}

fn words(columns: &str) -> BTreeSet<String> {
    columns.split(',').map(|column| column.trim().to_owned()).collect()
}

/// The columns that an update sets.
fn set(erased: Erased) -> BTreeSet<String> {
    let Erased::Unsigned(sets) = erased else { return BTreeSet::new() };
    sets.split(',').filter_map(|set| Some(set.split_once('=')?.0.trim().to_owned())).collect()
}

/// A new table or column must be put into one of the lists, or this fails.
async fn every_column_is_known_to_whoever_shows_and_erases(database: Database) {
    let stage = Stage::open(database, EARLY).await;
    let tables = tables(&stage).await;
    let mut known: Vec<&str> = TRACES.iter().map(|trace| trace.table).collect();
    known.extend(SEARCHED);
    known.extend(OF_NOBODY.iter().map(|(table, _)| *table));
    known.sort_unstable();
    known.dedup();
    assert_eq!(tables, known);
    for table in tables.iter().filter(|table| !SEARCHED.contains(&table.as_str())) {
        let columns: BTreeSet<String> = columns(&stage, table).await;
        let traces: Vec<_> = TRACES.iter().filter(|trace| trace.table == *table).collect();
        let of_nobody = named(&OF_NOBODY, table);
        if traces.is_empty() {
            assert_eq!(columns, of_nobody, "{table} holds nothing of anybody");
            continue;
        }
        if traces.iter().any(|trace| matches!(trace.erased, Erased::Unsigned(_))) {
            let erased = traces.iter().flat_map(|trace| set(trace.erased)).chain(of_nobody);
            assert_eq!(columns, erased.collect(), "{table}: erased, or nobody's");
        }
        if traces.iter().all(|trace| trace.shown != "*") {
            let seen = traces.iter().flat_map(|trace| words(trace.shown)).chain(named(&NOT_SHOWN, table));
            assert_eq!(columns, seen.collect(), "{table}: shown, or of others");
        }
    }
    stage.end().await;
}

pub async fn columns(stage: &Stage, table: &str) -> BTreeSet<String> {
    let sql = match stage.app.db.engine() {
        koze::db::Engine::Sqlite => "select name from pragma_table_info($1)",
        koze::db::Engine::Postgres => {
            "select column_name::text from information_schema.columns
             where table_schema = 'public' and table_name = $1"
        }
    };
    let mut conn = stage.app.db.reader().await.unwrap();
    let names: Vec<String> = sqlx::query_scalar(sql).bind(table).fetch_all(&mut *conn).await.unwrap();
    names.into_iter().collect()
}

/// Somebody who did all there is to do.
async fn a_full_life(stage: &mut Stage) -> String {
    stage.world.person(MARIE, "Marie-Line", Some("Sansregret"), Some("fr"));
    stage.invite(MARIE, Role::Moderator).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:edit:1:email").await;
    stage.says(MARIE, "marie.line@exemple.test").await;
    stage.presses(MARIE, "reg:edit:1:phone").await;
    stage.says(MARIE, "0696 12 34 56").await;
    stage.presses(MARIE, "reg:edit:1:area").await;
    stage.says(MARIE, "Quartier Caché").await;
    stage.presses(MARIE, "reg:edit:1:access").await;
    stage.says(MARIE, "un fauteuil roulant").await;
    stage.presses(MARIE, "reg:ticket:1").await;
    stage.presses(MARIE, "reg:other:aloud").await;
    stage.says(MARIE, "Man Félicité").await;
    stage.presses(MARIE, "reg:category:resident").await;
    stage.says(MARIE, "Passer").await;
    stage.presses(MARIE, "reg:summary:confirm").await;
    for text in ["Ma question publique ?", "Mon secret à moi ?"] {
        stage.says(MARIE, "/question").await;
        stage.says(MARIE, text).await;
        stage.insists(MARIE).await;
        stage.jump("2012-11-12T10:05").await;
    }
    stage.says(MARIE, "/billet ccccccc3").await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.says(JOSIANE, "/suivante").await;
    stage.presses(JOSIANE, "queue:answered:1").await;
    stage.says(MARIE, "/file").await;
    code_of(stage, 1).await
}

async fn everything_held_is_shown_to_read_and_as_a_file(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let code = a_full_life(&mut stage).await;
    stage.hears(MARIE);
    stage.says(MARIE, "/mesdonnees").await;
    let heard = stage.hears(MARIE);
    for held in [
        "1001",
        "Marie-Line Sansregret",
        "+596696123456",
        "marie.line@exemple.test",
        "Quartier Caché",
        "un fauteuil roulant",
        "Man Félicité",
        "Ma question publique ?",
        "moderator",
        "version 3",
    ] {
        assert!(heard.contains(held), "{held}: {heard}");
    }
    let (name, mime, bytes) = files(&stage, MARIE).pop().unwrap();
    assert_eq!((name.as_str(), mime.as_str()), ("mes-donnees.json", "application/json"));
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let tables = json["tables"].as_object().unwrap();
    assert_eq!(tables["registration"].as_array().unwrap().len(), 2);
    assert_eq!(tables["registration"][0]["code"], code.as_str());
    assert_eq!(
        tables["registration"][0]["consent_at"], "2012-11-12T10:00:00-04:00",
        "moments as people read them"
    );
    assert_eq!(tables["question"].as_array().unwrap().len(), 2);
    for table in ["person", "role", "invite", "wrong_code", "slot"] {
        assert!(tables.contains_key(table), "{table}: {tables:?}");
    }
    assert_eq!(
        stage.count("select count(*) from attachment where recipe like '%1001%'").await,
        0,
        "made anew each time"
    );
    stage.says(MARIE, "/mesdonnees").await;
    assert_eq!(files(&stage, MARIE).len(), 4);
    // somebody who only looked around
    stage.says(AIME, "/mesdonnees").await;
    assert!(stage.hears(AIME).contains("1003"));
    stage.end().await;
}

/// The message and the file of `/mesdonnees`, as one text.
async fn held(stage: &mut Stage, who: i64) -> String {
    stage.hears(who);
    stage.says(who, "/mesdonnees").await;
    let (_, _, bytes) = files(stage, who).pop().unwrap();
    format!("{}\n{}", stage.hears(who), String::from_utf8(bytes).unwrap())
}

async fn whoever_registered_another_is_not_shown_what_is_theirs(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:other:aloud").await;
    stage.says(MARIE, "Man Félicité").await;
    stage.presses(MARIE, "reg:category:resident").await;
    stage.says(MARIE, "Passer").await;
    stage.presses(MARIE, "reg:summary:confirm").await;
    let code = code_of(&stage, 2).await;
    assert!(held(&mut stage, MARIE).await.contains("Man Félicité"), "as long as she looks after it");
    stage.says(EUGENE, &format!("/billet {code}")).await;
    stage.taps(EUGENE, "✅ C'est moi, j'accepte").await;
    for (field, said) in
        [("access", "un fauteuil roulant"), ("phone", "0696 12 34 56"), ("area", "Quartier Caché")]
    {
        stage.presses(EUGENE, &format!("reg:edit:2:{field}")).await;
        stage.says(EUGENE, said).await;
    }
    let theirs = ["Man Félicité", "un fauteuil roulant", "+596696123456", "Quartier Caché", code.as_str()];
    let shown = held(&mut stage, MARIE).await;
    for theirs in theirs.iter().chain(&["2002", "Vous avez inscrit, n"]) {
        assert!(!shown.contains(theirs), "{theirs}: {shown}");
    }
    assert_eq!(shown.matches("registered_at").count(), 2, "that she did it once, and when: {shown}");
    let shown = held(&mut stage, EUGENE).await;
    for own in theirs {
        assert!(shown.contains(own), "{own}: {shown}");
    }
    assert!(!shown.contains("1001"), "{shown}");
    stage.end().await;
}

async fn whoever_works_with_questions_is_not_shown_their_authors(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, "Que devient le square ?").await;
    stage.says(MARIE, "ya du wifi ?").await;
    stage.taps(MARIE, "✉️ Demander aux organisateurs").await;
    stage.taps(JOSIANE, "Répondre").await;
    stage.says(JOSIANE, "Non, pas ce jour-là.").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.presses(JOSIANE, "queue:answered:1").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    // such a letter still waits when the file is made
    sqlx::query("insert into outbox values ('u9:0', 1, 2001, 1, 9999999999999, 0, '{\"say\":{\"html\":\"Que devient le square ?\"}}', '', 'waiting', 0, '', 0)")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let shown = held(&mut stage, JOSIANE).await;
    for others in ["1001", "le square", "wifi"] {
        assert!(!shown.contains(others), "{others}: {shown}");
    }
    for own in ["Non, pas ce jour-là.", "taken_at", "\"act\": \"take\"", "u9:0"] {
        assert!(shown.contains(own), "{own}: {shown}");
    }
    let shown = held(&mut stage, MARIE).await;
    assert!(shown.contains("le square") && shown.contains("wifi") && !shown.contains("2001"), "{shown}");
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    stage.end().await;
}

async fn what_others_quoted_is_not_shown(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    for sql in [
        "insert into failed_update values (9, 3, 1, '{\"message\":{\"from\":{\"id\":1001},\"text\":\"Ce que Marie dit\"}}', 'x', 5)",
        "insert into failed_update values (10, 3, 1, '{\"message\":{\"from\":{\"id\":1003},\"text\":\"Ce que dit un autre\",\"contact\":{\"user_id\":1001}}}', 'x', 5)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let shown = held(&mut stage, MARIE).await;
    assert!(shown.contains("Ce que Marie dit") && !shown.contains("Ce que dit un autre"), "{shown}");
    stage.end().await;
}

async fn an_answer_kept_for_all_goes_with_whoever_asked(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(MARIE, "ya du wifi pour Marie-Line ?").await;
    stage.taps(MARIE, "✉️ Demander aux organisateurs").await;
    stage.taps(JOSIANE, "Répondre").await;
    stage.says(JOSIANE, "Non, pas ce jour-là.").await;
    stage.taps(JOSIANE, "Oui, donner cette réponse à tous").await;
    assert_eq!(stage.count("select count(*) from kept_answer").await, 1);
    assert!(held(&mut stage, MARIE).await.contains("kept_answer"));
    stage.presses(MARIE, "me:erase-yes").await;
    assert_eq!(stage.count("select count(*) from kept_answer").await, 0);
    stage.end().await;
}

/// The journal keeps a question as it was for as long as undo is open.
async fn an_undo_brings_nothing_back_that_was_erased(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, "Mon secret à moi ?").await;
    stage.insists(MARIE).await;
    stage.says(JOSIANE, "/suivante").await;
    stage.presses(JOSIANE, "queue:later:1").await;
    assert!(dump(&stage).await.contains("Mon secret"));
    stage.presses(MARIE, "me:erase-yes").await;
    let left = dump(&stage).await;
    assert!(!left.contains("Mon secret"), "{left}");
    stage.end().await;
}

async fn whoever_is_erased_leaves_no_trace(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let code = a_full_life(&mut stage).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    for sql in [
        "insert into outbox values ('u9:0', 1, 1001, 1, 9999999999999, 0, '{\"say\":{\"html\":\"Marie-Line\"}}', '', 'waiting', 0, '', 0)",
        "insert into outbox values ('u9:1', 2, 1001, 1, 0, 0, '{\"say\":{\"html\":\"Marie-Line\"}}', '', 'refused', 1, 'x', 0)",
        "insert into failed_update values (9, 3, 1, '{\"message\":{\"from\":{\"id\":1001,\"first_name\":\"Marie-Line\"}}}', 'x', 5)",
        "insert into failed_update values (10, 3, 1, '{\"message\":{\"from\":{\"id\":1003,\"first_name\":\"Aime\"}}}', 'x', 5)",
        "insert into reminder_sent values ('evening-before', 1, 'sent', 5, 0, 0)",
        "insert into nudged values (1001, 5)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let traces = [
        "1001",
        "Sansregret",
        "Marie-Line",
        "596696123456",
        "marie.line@exemple.test",
        "Caché",
        "fauteuil",
        "Mon secret",
        &code,
    ];
    let before = dump(&stage).await;
    for trace in traces {
        assert!(before.contains(trace), "{trace} was there to be erased");
    }
    stage.says(MARIE, "/effacer").await;
    assert!(stage.last(MARIE).contains("Tout effacer ?"));
    stage.taps(MARIE, "🗑 Oui, tout effacer").await;
    let after = dump(&stage).await;
    for trace in traces {
        // a hash or a random number may hold any four digits
        let left = after.lines().filter(|line| line.contains(trace));
        let left: Vec<&str> = left
            .filter(|line| {
                !["erased_account", "setting", "vote ", "seen_update"]
                    .iter()
                    .any(|table| line.starts_with(table))
            })
            .collect();
        assert!(left.is_empty(), "{trace} is left: {left:?}");
    }
    assert!(after.contains("Ma question publique"), "asked in public, it stays without its author");
    assert!(after.contains("Aime") && after.contains("Man Félicité"), "others are left alone");
    // their place in the world is as before they came
    stage.says(MARIE, "/suivante").await;
    assert_eq!(stage.count("select count(*) from role where person = 1001").await, 0);
    stage.register(MARIE).await;
    assert_eq!(stage.count("select count(*) from registration where own = 1").await, 1);
    stage.end().await;
}

async fn erasing_asks_once_and_can_be_left(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.says(MARIE, "/effacer").await;
    assert_eq!(stage.count("select count(*) from registration").await, 1);
    stage.taps(MARIE, "‹ Non, ne rien effacer").await;
    assert_eq!(stage.count("select count(*) from registration").await, 1);
    for _ in 0..2 {
        stage.says(MARIE, "/effacer").await;
        stage.presses(MARIE, "me:erase-yes").await;
        assert_eq!(stage.count("select count(*) from registration").await, 0);
    }
    stage.says(MARIE, "/effacer").await;
    stage.presses(MARIE, "me:nonsense").await;
    stage.end().await;
}

async fn an_erased_seat_goes_to_who_is_first_in_line(database: Database) {
    let mut programme = koze::programme::Programme::shipped();
    programme.registration.capacity = Some(1);
    let mut stage = Stage::with(database, EARLY, programme).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    stage.presses(MARIE, "me:erase-yes").await;
    assert!(stage.hears(AIME).contains("c'est la vôtre"));
    stage.end().await;
}

async fn whom_they_registered_keep_their_seats(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    a_full_life(&mut stage).await;
    let code = code_of(&stage, 2).await;
    stage.presses(MARIE, "me:erase-yes").await;
    assert_eq!(stage.count("select count(*) from registration where person = 0 and registered_by = 0 and standing = 'seat'").await, 1);
    stage.says(AIME, &code).await;
    stage.taps(AIME, "✅ C'est moi, j'accepte").await;
    assert_eq!(stage.count("select count(*) from registration where person = 1003 and own = 1").await, 1);
    stage.end().await;
}

async fn the_consent_is_recorded_with_its_version(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    assert_eq!(
        stage.count("select count(*) from registration where consent_version = '3' and consent_how = 'self' and consent_at = registered_at").await,
        1
    );
    stage.end().await;
}

async fn very_much_that_is_held_still_fits_a_message(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    for number in 1..=40_i64 {
        sqlx::query(
            "insert into question (number, person, text, language, state, taken_by, asked_at, taken_at, closed_at)
             values ($1, 1001, $2, 'fr', 'answered', 0, 5, 0, 0)",
        )
            .bind(number)
            .bind("Et <b>cela</b> ? ".repeat(20))
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    stage.says(MARIE, "/mesdonnees").await;
    let heard = stage.hears(MARIE);
    assert!(
        heard.contains("Votre numéro Telegram 1001") && heard.contains("de plus, dans le fichier"),
        "{heard}"
    );
    let (_, _, bytes) = files(&stage, MARIE).pop().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(json["tables"]["question"].as_array().unwrap().len(), 40);
    stage.end().await;
}

async fn after_the_promised_time_nothing_is_left(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let code = a_full_life(&mut stage).await;
    // a moderator who never finished
    stage.says(JOSIANE, "/inscription").await;
    stage.presses(JOSIANE, "reg:consent:yes").await;
    stage.says(JOSIANE, "Josiane Inachevée").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    let late = crate::stage::at("2013-02-24T12:00");
    koze::organiser::retain(&mut tx, &stage.app.programme, late).await.unwrap();
    tx.commit().await.unwrap();
    let left = dump(&stage).await;
    for trace in
        ["Sansregret", "596696123456", "exemple.test", "Caché", "fauteuil", "Félicité", "Inachevée", &code]
    {
        assert!(!left.contains(trace), "{trace} is left: {left}");
    }
    stage.end().await;
}
