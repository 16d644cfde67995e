//! The rights of data subjects: a person can see everything
//! that is stored about them, and erase it from every table.

use std::collections::BTreeSet;

use koze::db::Db;
use koze::people::Role;
use koze::personal_data::{DATA_INVENTORY, ErasureEffect, RetentionStage};

use crate::registration_card::{received_files, ticket_code};
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

const EARLY: &str = "2012-11-12T10:00";

on_both_databases!(
    every_column_is_in_the_personal_data_inventory,
    everything_held_is_shown_to_read_and_as_a_file,
    export_omits_claimed_guests,
    whoever_works_with_questions_is_not_shown_their_authors,
    what_others_quoted_is_not_shown,
    whoever_is_erased_leaves_no_trace,
    erasing_asks_once_and_can_be_left,
    an_answer_kept_for_all_goes_with_whoever_asked,
    an_undo_brings_nothing_back_that_was_erased,
    an_erased_seat_goes_to_who_is_first_in_line,
    guests_keep_their_seats_after_erasure,
    the_consent_is_recorded_with_its_version,
    very_much_that_is_held_still_fits_a_message,
    after_the_promised_time_nothing_is_left,
);

pub async fn table_names(test: &TestBot) -> Vec<String> {
    tables(&test.app.db).await
}

pub async fn tables(db: &Db) -> Vec<String> {
    let sql = match db.engine() {
        koze::db::Engine::Sqlite => {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        }
        koze::db::Engine::Postgres => {
            "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
        }
    };
    let mut conn = db.reader().await.unwrap();
    let mut tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap();
    tables.retain(|table| table != "_sqlx_migrations");
    tables.sort();
    tables
}

/// All rows of the database, one per line.
pub async fn dump_database(test: &TestBot) -> String {
    dump(&test.app.db, &table_names(test).await).await
}

/// Every row of these tables, one line each: the table, then `column=value`.
pub async fn dump(db: &Db, tables: &[String]) -> String {
    use sqlx::{Column, Row};
    let mut all = String::new();
    let mut conn = db.reader().await.unwrap();
    for table in tables {
        let sql = sqlx::AssertSqlSafe(format!("select * from {table}"));
        // a statement prepared before a migration has the columns of that time
        for row in sqlx::query(sql).persistent(false).fetch_all(&mut *conn).await.unwrap() {
            all.push_str(table);
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

fn split_columns(columns: &str) -> BTreeSet<String> {
    let columns = columns.split(',').map(|column| column.trim().to_owned());
    columns.filter(|column| !column.is_empty()).collect()
}

/// The columns that an anonymisation sets.
fn updated_columns(erased: ErasureEffect) -> BTreeSet<String> {
    let ErasureEffect::Anonymised(sets) = erased else { return BTreeSet::new() };
    sets.split(',').filter_map(|set| Some(set.split_once('=')?.0.trim().to_owned())).collect()
}

/// A new table or column must be entered in the inventory, otherwise this test fails.
async fn every_column_is_in_the_personal_data_inventory(database: Database) {
    let test = TestBot::open(database, EARLY).await;
    let mut known: Vec<&str> = DATA_INVENTORY.iter().map(|entry| entry.table).collect();
    known.sort_unstable();
    assert_eq!(table_names(&test).await, known);
    for entry in DATA_INVENTORY {
        let (table, rows) = (entry.table, entry.personal_rows);
        let columns: BTreeSet<String> = column_names(&test, table).await;
        let ages = columns.iter().find(|column| *column == "age" || column.ends_with("_age"));
        let aging = entry.aging.and_then(|aging| aging.age_column).map(str::to_owned);
        assert_eq!(ages.cloned(), aging, "{table}: the inventory names the column that counts an age");
        if entry.scanned.is_some() {
            continue;
        }
        let non_personal = split_columns(entry.non_personal);
        if rows.is_empty() {
            assert_eq!(columns, non_personal, "{table} has no personal data");
            continue;
        }
        if rows.iter().any(|rows| matches!(rows.on_erasure, ErasureEffect::Anonymised(_))) {
            let erased = rows.iter().flat_map(|rows| updated_columns(rows.on_erasure));
            assert_eq!(
                columns,
                erased.chain(non_personal).collect(),
                "{table}: each column is anonymised or not personal"
            );
        }
        if rows.iter().all(|rows| rows.exported_columns != "*") {
            let exported = rows.iter().flat_map(|rows| split_columns(rows.exported_columns));
            let known = exported.chain(split_columns(entry.not_exported));
            assert_eq!(
                columns,
                known.collect(),
                "{table}: each column is exported or listed as not exported"
            );
        }
    }
    test.end().await;
}

pub async fn column_names(test: &TestBot, table: &str) -> BTreeSet<String> {
    let sql = match test.app.db.engine() {
        koze::db::Engine::Sqlite => "select name from pragma_table_info($1)",
        koze::db::Engine::Postgres => {
            "select column_name::text from information_schema.columns
             where table_schema = 'public' and table_name = $1"
        }
    };
    let mut conn = test.app.db.reader().await.unwrap();
    let names: Vec<String> = sqlx::query_scalar(sql).bind(table).fetch_all(&mut *conn).await.unwrap();
    names.into_iter().collect()
}

/// Marie uses every feature, as a moderator. Returns the code of her ticket.
async fn use_every_feature_as_moderator(test: &mut TestBot) -> String {
    test.emulator.add_user(MARIE, "Marie-Line", Some("Sansregret"), Some("fr"));
    test.grant_role(MARIE, Role::Moderator).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:edit:1:email").await;
    test.says(MARIE, "marie.line@exemple.test").await;
    test.presses(MARIE, "reg:edit:1:phone").await;
    test.says(MARIE, "0696 12 34 56").await;
    test.presses(MARIE, "reg:edit:1:area").await;
    test.says(MARIE, "Quartier Caché").await;
    test.presses(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, "un fauteuil roulant").await;
    test.presses(MARIE, "reg:ticket:1").await;
    test.presses(MARIE, "reg:other:aloud").await;
    test.says(MARIE, "Man Félicité").await;
    test.presses(MARIE, "reg:category:resident").await;
    test.says(MARIE, "Passer").await;
    test.presses(MARIE, "reg:summary:confirm").await;
    for text in ["Ma question publique ?", "Mon secret à moi ?"] {
        test.says(MARIE, "/question").await;
        test.says(MARIE, text).await;
        test.confirm_send(MARIE).await;
        test.jump_to("2012-11-12T10:05").await;
    }
    test.says(MARIE, "/billet ccccccc3").await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.says(JOSIANE, "/suivante").await;
    test.presses(JOSIANE, "queue:answered:1").await;
    test.says(MARIE, "/file").await;
    ticket_code(test, 1).await
}

async fn everything_held_is_shown_to_read_and_as_a_file(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let code = use_every_feature_as_moderator(&mut test).await;
    test.hears(MARIE);
    test.says(MARIE, "/mesdonnees").await;
    let heard = test.hears(MARIE);
    for held in [
        "1001",
        "Marie-Line Sansregret",
        "+596696123456",
        "marie.line@exemple.test",
        "Quartier Caché",
        "un fauteuil roulant",
        "Man Félicité",
        "Ma question publique ?",
        "modération",
        "version 4",
    ] {
        assert!(heard.contains(held), "{held}: {heard}");
    }
    let (name, mime, bytes) = received_files(&test, MARIE).pop().unwrap();
    assert_eq!((name.as_str(), mime.as_str()), ("mes-donnees.json", "application/json"));
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let tables = json["tables"].as_object().unwrap();
    assert_eq!(tables["registration"].as_array().unwrap().len(), 2);
    assert_eq!(tables["registration"][0]["code"], code.as_str());
    assert_eq!(
        tables["registration"][0]["consent_at"], "2012-11-12T10:00:00-04:00",
        "times are in a form that people can read"
    );
    assert_eq!(tables["question"].as_array().unwrap().len(), 2);
    for table in ["person", "role", "invite", "wrong_code", "live_message"] {
        assert!(tables.contains_key(table), "{table}: {tables:?}");
    }
    assert_eq!(
        test.query_i64("select count(*) from attachment where spec like '%1001%'").await,
        0,
        "the file is not cached"
    );
    test.says(MARIE, "/mesdonnees").await;
    assert_eq!(received_files(&test, MARIE).len(), 4);
    // a person who has only written to the bot
    test.says(AIME, "/mesdonnees").await;
    assert!(test.hears(AIME).contains("1003"));
    test.end().await;
}

/// The message and the file of `/mesdonnees`, as one text.
async fn exported_data(test: &mut TestBot, who: i64) -> String {
    test.hears(who);
    test.says(who, "/mesdonnees").await;
    let (_, _, bytes) = received_files(test, who).pop().unwrap();
    format!("{}\n{}", test.hears(who), String::from_utf8(bytes).unwrap())
}

async fn export_omits_claimed_guests(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:other:aloud").await;
    test.says(MARIE, "Man Félicité").await;
    test.presses(MARIE, "reg:category:resident").await;
    test.says(MARIE, "Passer").await;
    test.presses(MARIE, "reg:summary:confirm").await;
    let code = ticket_code(&test, 2).await;
    assert!(exported_data(&mut test, MARIE).await.contains("Man Félicité"), "Marie manages the registration");
    test.says(EUGENE, &format!("/billet {code}")).await;
    test.taps_prefix(EUGENE, "reg:claim:").await;
    for (field, said) in
        [("access", "un fauteuil roulant"), ("phone", "0696 12 34 56"), ("area", "Quartier Caché")]
    {
        test.presses(EUGENE, &format!("reg:edit:2:{field}")).await;
        test.says(EUGENE, said).await;
    }
    let theirs = ["Man Félicité", "un fauteuil roulant", "+596696123456", "Quartier Caché", code.as_str()];
    let shown = exported_data(&mut test, MARIE).await;
    for theirs in theirs.iter().chain(&["2002", "Vous avez inscrit, n"]) {
        assert!(!shown.contains(theirs), "{theirs}: {shown}");
    }
    assert_eq!(
        shown.matches("registered_at").count(),
        2,
        "of the guest, only that Marie registered them, and when: {shown}"
    );
    let shown = exported_data(&mut test, EUGENE).await;
    for own in theirs {
        assert!(shown.contains(own), "{own}: {shown}");
    }
    assert!(!shown.contains("1001"), "{shown}");
    test.end().await;
}

async fn whoever_works_with_questions_is_not_shown_their_authors(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "/question").await;
    test.says(MARIE, "Que devient le square ?").await;
    test.says(MARIE, "ya du wifi ?").await;
    test.taps(MARIE, "org:ask:1").await;
    test.taps(JOSIANE, "org:take:1").await;
    test.says(JOSIANE, "Non, pas ce jour-là.").await;
    test.says(JOSIANE, "/suivante").await;
    test.presses(JOSIANE, "queue:answered:1").await;
    let mut tx = test.app.db.begin().await.unwrap();
    // a message to the moderator that quotes a question still waits in the outbox during the export
    sqlx::query("insert into outbox values ('u9:0', 1, 2001, 1, 0, '{\"say\":{\"html\":\"Que devient le square ?\"}}', '', 'refused', 0, '', 0)")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let shown = exported_data(&mut test, JOSIANE).await;
    for others in ["1001", "le square", "wifi"] {
        assert!(!shown.contains(others), "{others}: {shown}");
    }
    for own in
        ["Votre rôle : organisation", "Non, pas ce jour-là.", "claimed_at", "\"action\": \"take\"", "u9:0"]
    {
        assert!(shown.contains(own), "{own}: {shown}");
    }
    let shown = exported_data(&mut test, MARIE).await;
    assert!(shown.contains("le square") && shown.contains("wifi") && !shown.contains("2001"), "{shown}");
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.end().await;
}

async fn what_others_quoted_is_not_shown(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let mut tx = test.app.db.begin().await.unwrap();
    for sql in [
        "insert into failed_update values (9, 3, 1, '{\"message\":{\"from\":{\"id\":1001},\"text\":\"Ce que Marie dit\"}}', 'x', 5)",
        "insert into failed_update values (10, 3, 1, '{\"message\":{\"from\":{\"id\":1003},\"text\":\"Ce que dit un autre\",\"contact\":{\"user_id\":1001}}}', 'x', 5)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let shown = exported_data(&mut test, MARIE).await;
    assert!(shown.contains("Ce que Marie dit") && !shown.contains("Ce que dit un autre"), "{shown}");
    test.end().await;
}

async fn an_answer_kept_for_all_goes_with_whoever_asked(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "ya du wifi pour Marie-Line ?").await;
    test.taps(MARIE, "org:ask:1").await;
    test.taps(JOSIANE, "org:take:1").await;
    test.says(JOSIANE, "Non, pas ce jour-là.").await;
    test.taps(JOSIANE, "org:keep:1").await;
    assert_eq!(test.query_i64("select count(*) from saved_answer").await, 1);
    assert!(exported_data(&mut test, MARIE).await.contains("saved_answer"));
    test.presses(MARIE, "me:erase-yes").await;
    assert_eq!(test.query_i64("select count(*) from saved_answer").await, 0);
    test.end().await;
}

/// The journal keeps the earlier state of a question as long as undo is possible.
async fn an_undo_brings_nothing_back_that_was_erased(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.says(MARIE, "/question").await;
    test.says(MARIE, "Mon secret à moi ?").await;
    test.confirm_send(MARIE).await;
    test.says(JOSIANE, "/suivante").await;
    test.presses(JOSIANE, "queue:later:1").await;
    assert!(dump_database(&test).await.contains("Mon secret"));
    test.presses(MARIE, "me:erase-yes").await;
    let left = dump_database(&test).await;
    assert!(!left.contains("Mon secret"), "{left}");
    test.end().await;
}

async fn whoever_is_erased_leaves_no_trace(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let code = use_every_feature_as_moderator(&mut test).await;
    let mut tx = test.app.db.begin().await.unwrap();
    for sql in [
        "insert into outbox values ('u9:0', 1, 1001, 1, 0, '{\"say\":{\"html\":\"Marie-Line\"}}', '', 'refused', 0, '', 0)",
        "insert into outbox values ('u9:1', 2, 1001, 1, 0, '{\"say\":{\"html\":\"Marie-Line\"}}', '', 'refused', 1, 'x', 0)",
        "insert into failed_update values (9, 3, 1, '{\"message\":{\"from\":{\"id\":1001,\"first_name\":\"Marie-Line\"}}}', 'x', 5)",
        "insert into failed_update values (10, 3, 1, '{\"message\":{\"from\":{\"id\":1003,\"first_name\":\"Aime\"}}}', 'x', 5)",
        "insert into reminder_sent values ('evening-before', 1, 'sent', 5, 0, 0)",
        "insert into completion_reminded values (1001, 5)",
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
    let before = dump_database(&test).await;
    for trace in traces {
        assert!(before.contains(trace), "{trace} must exist before the erasure");
    }
    test.says(MARIE, "/effacer").await;
    assert!(test.last_message(MARIE).contains("Tout effacer ?"));
    test.taps(MARIE, "me:erase-yes").await;
    let after = dump_database(&test).await;
    for trace in traces {
        // a hash or a random number may contain these digits
        let left = after.lines().filter(|line| line.contains(trace));
        let left: Vec<&str> = left
            .filter(|line| {
                !["erased_account", "key_value", "vote ", "seen_update"]
                    .iter()
                    .any(|table| line.starts_with(table))
            })
            .collect();
        assert!(left.is_empty(), "{trace} is left: {left:?}");
    }
    assert!(after.contains("Ma question publique"), "a public question stays without its author");
    assert!(after.contains("Aime") && after.contains("Man Félicité"), "the data of other people stay");
    // the role is gone, and Marie can register anew
    test.says(MARIE, "/suivante").await;
    assert_eq!(test.query_i64("select count(*) from role where person = 1001").await, 0);
    test.register(MARIE).await;
    assert_eq!(test.query_i64("select count(*) from registration where own = 1").await, 1);
    test.end().await;
}

async fn erasing_asks_once_and_can_be_left(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.says(MARIE, "/effacer").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.taps(MARIE, "me:erase-no").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    for _ in 0..2 {
        test.says(MARIE, "/effacer").await;
        test.presses(MARIE, "me:erase-yes").await;
        assert_eq!(test.query_i64("select count(*) from registration").await, 0);
    }
    test.says(MARIE, "/effacer").await;
    test.presses(MARIE, "me:nonsense").await;
    test.end().await;
}

async fn an_erased_seat_goes_to_who_is_first_in_line(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.registration.capacity = Some(1);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    test.presses(MARIE, "me:erase-yes").await;
    assert!(test.hears(AIME).contains("c'est la vôtre"));
    test.end().await;
}

async fn guests_keep_their_seats_after_erasure(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    use_every_feature_as_moderator(&mut test).await;
    let code = ticket_code(&test, 2).await;
    test.presses(MARIE, "me:erase-yes").await;
    assert_eq!(
        test.query_i64(
            "select count(*) from registration where person = 0 and registered_by = 0 and seat_status = 'seat'"
        )
        .await,
        1
    );
    test.says(AIME, &code).await;
    test.taps_prefix(AIME, "reg:claim:").await;
    assert_eq!(test.query_i64("select count(*) from registration where person = 1003 and own = 1").await, 1);
    test.end().await;
}

async fn the_consent_is_recorded_with_its_version(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    assert_eq!(
        test.query_i64("select count(*) from registration where consent_version = '4' and consent_how = 'self' and consent_at = registered_at").await,
        1
    );
    test.end().await;
}

async fn very_much_that_is_held_still_fits_a_message(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    let mut tx = test.app.db.begin().await.unwrap();
    for number in 1..=40_i64 {
        sqlx::query(
            "insert into question (number, person, text, language, state, claimed_by, asked_at, claimed_at, closed_at)
             values ($1, 1001, $2, 'fr', 'answered', 0, 5, 0, 0)",
        )
            .bind(number)
            .bind("Et <b>cela</b> ? ".repeat(20))
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    test.says(MARIE, "/mesdonnees").await;
    let heard = test.hears(MARIE);
    assert!(
        heard.contains("Votre numéro Telegram 1001") && heard.contains("de plus, dans le fichier"),
        "{heard}"
    );
    let (_, _, bytes) = received_files(&test, MARIE).pop().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(json["tables"]["question"].as_array().unwrap().len(), 40);
    test.end().await;
}

async fn after_the_promised_time_nothing_is_left(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let code = use_every_feature_as_moderator(&mut test).await;
    // a moderator with an unfinished registration
    test.says(JOSIANE, "/inscription").await;
    test.presses(JOSIANE, "reg:consent:yes").await;
    test.says(JOSIANE, "Josiane Inachevée").await;
    let mut tx = test.app.db.begin().await.unwrap();
    let late = crate::test_bot::martinique_time("2013-02-24T12:00");
    koze::personal_data::enforce_retention(&mut tx, &test.app.programme, RetentionStage::Contacts, late)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let left = dump_database(&test).await;
    for trace in
        ["Sansregret", "596696123456", "exemple.test", "Caché", "fauteuil", "Félicité", "Inachevée", &code]
    {
        assert!(!left.contains(trace), "{trace} is left: {left}");
    }
    test.end().await;
}
