//! After the retention period no id of a person without a role is in any column
//! of any table, nor in the database file; a text that was typed and not sent
//! is deleted soon; and `/mesdonnees` describes everything that is stored.

use std::time::Duration;

use koze::i18n::{Lang, texts};
use koze::ids::PersonId;
use koze::people::Role;
use koze::personal_data::{DATA_INVENTORY, ErasedRows, ExportFormatter, JsonRow, RetentionStage};
use telegram_emulator::UserMedia;

use crate::data_subject_rights::{column_names, table_names};
use crate::registration_card::ticket_code;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, TestBot, martinique_time};

on_both_databases!(
    after_the_promised_time_no_id_without_a_role_is_left,
    the_files_hold_nothing_that_was_erased,
    what_was_typed_and_not_sent_is_soon_forgotten,
    an_offer_that_is_too_old_is_not_sent,
    there_is_a_sentence_for_everything_that_is_held,
    what_is_held_is_said_in_words,
    three_questions_of_900_emoji_are_shown,
    tables_that_only_grow_are_kept_small,
);

/// Distinctive enough to be found in raw bytes.
pub const SOLANGE: i64 = 7_319_482_653;
/// A person whose role was revoked.
const FORMER_ORGANISER: i64 = 7_319_482_654;

/// Uses every feature that is open to a person without a
/// role. Texts that identify the person contain "Zyriade".
pub async fn use_every_feature(test: &mut TestBot, who: i64) {
    test.emulator.add_user(who, "Solange", Some("Zyriade"), Some("fr"));
    test.register(who).await;
    for (field, said) in [
        ("phone", "0696 98 76 54"),
        ("email", "solange@zyriade.test"),
        ("area", "Quartier Zyriade"),
        ("access", "un fauteuil Zyriade"),
    ] {
        test.presses(who, &format!("reg:edit:1:{field}")).await;
        test.says(who, said).await;
    }
    test.presses(who, "reg:ticket:1").await;
    test.presses(who, "reg:calendar:1").await;
    test.presses(who, "reg:other:aloud").await;
    test.says(who, "Man Zyriade").await;
    test.presses(who, "reg:category:resident").await;
    test.says(who, "Passer").await;
    test.presses(who, "reg:summary:confirm").await;
    test.says(who, "/billet ccccccc3").await;
    // reminders
    test.presses(who, "rem:lead:5").await;
    test.presses(who, "rem:wish:table-ronde:on:0").await;
    test.presses(who, "rem:kind:evening-before:off").await;
    test.presses(who, "rem:all:off").await;
    test.presses(who, "rem:all:on").await;
    // questions in public, in private and by voice; the list of questions, and votes
    for text in
        ["Que devient le square ?", "Qui paie les adultes relais ?", "Pourquoi la rue Zyriade est fermée ?"]
    {
        test.says(who, "/question").await;
        test.says(who, text).await;
        test.clock.advance(std::time::Duration::from_secs(120));
    }
    test.says(EUGENE, "/question").await;
    test.says(EUGENE, "Et la bibliothèque ?").await;
    test.says(who, "/questions").await;
    test.presses(who, "vote:on:4").await;
    test.says(who, "/question").await;
    test.emulator.user_sends_media(who, UserMedia::Voice);
    test.run_until_idle().await;
    test.presses(who, "ask:leave").await;
    // a text that is not understood, and questions to the organisers
    test.says(who, "zyriade zblorg ?").await;
    test.says(who, "ya du wifi pour Zyriade ?").await;
    test.taps_prefix(who, "org:ask").await;
    test.says(who, "ya une garderie pour Zyriade ?").await;
    test.taps_prefix(who, "org:ask").await;
    test.says(who, "ya des casiers pour Zyriade ?").await;
    test.taps_prefix(JOSIANE, "org:take").await;
    test.says(JOSIANE, "Oui, derrière le bâtiment.").await;
    test.taps_prefix(JOSIANE, "org:keep").await;
    // a private case that its author hands over
    test.says(JOSIANE, "/suivante").await;
    test.presses(JOSIANE, "queue:answered:1").await;
    test.presses(JOSIANE, "queue:personal:3").await;
    test.presses(JOSIANE, "queue:personal:3:yes").await;
    test.presses(who, "ask:confide:3").await;
    test.presses(JOSIANE, "queue:mute:2:on").await;
    test.presses(who, "me:erase").await;
    test.presses(who, "me:erase-no").await;
    test.says(who, "/mesdonnees").await;
    test.says(who, "/annuler").await;
    test.hears(who);
}

/// The fields that contain a number, in any column of any table, also inside of a text.
pub async fn rows_containing(test: &TestBot, number: i64) -> Vec<String> {
    let mut found = Vec::new();
    let mut conn = test.app.db.reader().await.unwrap();
    for table in table_names(test).await {
        for column in column_names(test, &table).await {
            // the names come from the schema
            let sql = sqlx::AssertSqlSafe(format!("select cast({column} as text) from {table}"));
            let values: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap();
            let number = number.to_string();
            let values = values.iter().filter(|value| value.contains(&number));
            found.extend(values.map(|value| format!("{table}.{column}: {value}")));
        }
    }
    found
}

async fn after_the_promised_time_no_id_without_a_role_is_left(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.grant_role(EUGENE, Role::Counsellor).await;
    use_every_feature(&mut test, SOLANGE).await;
    // a person who worked for the event, and whose role was revoked
    test.grant_role(FORMER_ORGANISER, Role::Organiser).await;
    for said in ["/file", "/suivante", "/decaler 10", "/annonce", "Bonjour à tous"] {
        test.says(FORMER_ORGANISER, said).await;
    }
    test.taps_prefix(FORMER_ORGANISER, "sched:").await;
    let mut tx = test.app.db.begin().await.unwrap();
    for sql in [
        "delete from role where person = 7319482654",
        // a message that still waits because Telegram did not respond, and one that was refused
        "insert into outbox values ('u9:0', 1, 7319482653, 1, 0, '{\"say\":{\"html\":\"Zyriade\"}}', '', 'refused', 0, '', 0)",
        "insert into outbox values ('u9:1', 2, 7319482653, 1, 0, '{\"say\":{\"html\":\"Zyriade\"}}', '', 'refused', 1, 'x', 0)",
        "insert into failed_update values (9, 3, 1, '{\"message\":{\"from\":{\"id\":7319482653}}}', 'x', 5)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let bytes = database_file_bytes(&test);
    if let Some(bytes) = &bytes {
        assert!(
            contains_number(bytes, SOLANGE) && contains_text(bytes, "Zyriade"),
            "the search finds what is in the files"
        );
    }
    let code = ticket_code(&test, 1).await;
    let before = rows_containing(&test, SOLANGE).await;
    // every column that can name a person names Solange or the former organiser
    for table in [
        "organiser_question.person",
        "failed_update.raw",
        "ui_state.person",
        "muted.person",
        "outbox.chat",
        "person.id",
        "question.person",
        "registration.person",
        "registration.registered_by",
        "reminder_mute.person",
        "reminder_subscription.person",
        "live_message.chat",
        "live_message.name",
        "voter.person",
        "wrong_code.person",
    ] {
        assert!(before.iter().any(|row| row.starts_with(&format!("{table}:"))), "{table}: {before:#?}");
    }
    let worked = rows_containing(&test, FORMER_ORGANISER).await;
    for table in ["moderation_log.person", "invite.used_by", "panel.id", "moderator_name.person"] {
        assert!(worked.iter().any(|row| row.starts_with(&format!("{table}:"))), "{table}: {worked:#?}");
    }
    let mut tx = test.app.db.begin().await.unwrap();
    let early = koze::personal_data::enforce_retention(
        &mut tx,
        &test.app.programme,
        RetentionStage::Contacts,
        martinique_time("2013-02-22T12:00"),
    )
    .await
    .unwrap();
    assert_eq!(early, [], "nothing is erased before the retention period ends");
    let gone = koze::personal_data::enforce_retention(
        &mut tx,
        &test.app.programme,
        RetentionStage::Contacts,
        martinique_time("2013-02-24T12:00"),
    )
    .await
    .unwrap();
    let registrations = ErasedRows { table: "registration", count: 2 };
    assert!(gone.contains(&registrations), "Solange's registration and her guest's: {gone:?}");
    tx.commit().await.unwrap();
    for who in [SOLANGE, FORMER_ORGANISER] {
        assert_eq!(rows_containing(&test, who).await, Vec::<String>::new());
    }
    let left = crate::data_subject_rights::dump_database(&test).await;
    for trace in ["Zyriade", "zyriade", "596696987654", &code] {
        let left: Vec<&str> = left.lines().filter(|line| line.contains(trace)).collect();
        assert!(left.is_empty(), "{trace} is left: {left:#?}");
    }
    assert!(left.contains("Que devient le square ?"), "a public question stays without its author");
    // a person with a role keeps it
    let rows = rows_containing(&test, JOSIANE).await;
    assert!(rows.iter().any(|row| row.starts_with("role.person")), "{rows:#?}");
    // a second run erases nothing more
    let mut tx = test.app.db.begin().await.unwrap();
    koze::personal_data::enforce_retention(
        &mut tx,
        &test.app.programme,
        RetentionStage::Contacts,
        martinique_time("2013-02-24T12:10"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(crate::data_subject_rights::dump_database(&test).await, left, "erasing again changes nothing");
    test.tick().await;
    if let Some(bytes) = database_file_bytes(&test) {
        for who in [SOLANGE, FORMER_ORGANISER] {
            assert!(!contains_number(&bytes, who), "{who} is in the file");
        }
        for trace in ["Zyriade", "zyriade", "596696987654", &code] {
            assert!(!contains_text(&bytes, trace), "{trace} is in the file");
        }
    }
    test.end().await;
}

/// The bytes of the database file and of the files beside it.
/// `None` on PostgreSQL, whose files belong to the server.
fn database_file_bytes(test: &TestBot) -> Option<Vec<u8>> {
    let path = test.database_url().strip_prefix("sqlite://")?.to_owned();
    let folder = std::path::Path::new(&path).parent()?.to_owned();
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    Some(bytes)
}

fn contains_text(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Whether the bytes contain a number, in digits or as SQLite stores it.
fn contains_number(bytes: &[u8], number: i64) -> bool {
    let binary = number.to_be_bytes();
    contains_text(bytes, &number.to_string()) || bytes.windows(5).any(|window| window == &binary[3..])
}

/// Rows in random order split pages, and a split page keeps old copies of rows.
async fn the_files_hold_nothing_that_was_erased(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    let mut tx = test.app.db.begin().await.unwrap();
    for number in 0..600_i64 {
        let number = number * 7_919 % 600 + 10;
        sqlx::query(
            "insert into question (number, person, text, language, state, claimed_by, asked_at, claimed_at, closed_at)
             values ($1, $2, $3, 'fr', 'withdrawn', 0, 5, 0, 0)",
        )
        .bind(number)
        .bind(if number % 3 == 0 { SOLANGE } else { 5 })
        .bind(format!("{} {number} ?", if number % 3 == 0 { "Zyriade" } else { "Autre" }).repeat(9))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    test.grant_role(JOSIANE, Role::Organiser).await;
    use_every_feature(&mut test, SOLANGE).await;
    test.presses(SOLANGE, "me:erase-yes").await;
    test.tick().await;
    // the guest keeps their seat, and with it their name
    let traces = [
        "Solange",
        "Quartier Zyriade",
        "fauteuil",
        "zyriade.test",
        "la rue",
        "pour Zyriade",
        "?Zyriade",
        "596696987654",
        "Aimé",
    ];
    if let Some(bytes) = database_file_bytes(&test) {
        assert!(!contains_number(&bytes, SOLANGE), "the number is left while running");
        for trace in traces {
            assert!(!contains_text(&bytes, trace), "{trace} is left while running");
        }
    }
    assert_eq!(test.query_i64("select count(*) from key_value where name = 'erased'").await, 0);
    // the values of a cancelled registration and of a cleared answer disappear from the file too
    test.emulator.add_user(AIME, "Aimé", Some("Zyriade"), Some("fr"));
    test.register(AIME).await;
    test.presses(AIME, "reg:edit:3:access").await;
    test.says(AIME, "une boucle magnétique").await;
    test.presses(AIME, "reg:clear:3:access").await;
    test.clock.advance(Duration::from_secs(60));
    test.tick().await;
    if let Some(bytes) = database_file_bytes(&test) {
        assert!(!contains_text(&bytes, "une boucle"), "a cleared answer is left");
    }
    test.presses(AIME, "reg:free:3").await;
    test.presses(AIME, "me:erase-yes").await;
    // the bot stops before it has cleaned up, and starts again
    test.app.db.close().await;
    let again = test.second_instance().await;
    again.ticker().tick().await.unwrap();
    if let Some(bytes) = database_file_bytes(&test) {
        for trace in traces {
            assert!(!contains_text(&bytes, trace), "{trace} is left after a stop and a start");
        }
    }
    again.db.close().await;
    if let Some(bytes) = database_file_bytes(&test) {
        for trace in traces {
            assert!(!contains_text(&bytes, trace), "{trace} is left after a clean stop");
        }
    }
}

async fn what_was_typed_and_not_sent_is_soon_forgotten(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(SOLANGE, "ya de la place pour mon fauteuil Zyriade ?").await;
    test.says(AIME, "zyriade zblorg").await;
    test.says(EUGENE, "/question").await;
    test.emulator.user_sends_media(EUGENE, UserMedia::Voice);
    test.run_until_idle().await;
    assert!(crate::data_subject_rights::dump_database(&test).await.contains("Zyriade"));
    assert_eq!(
        test.query_i64("select count(*) from organiser_question").await,
        0,
        "a question is stored once it is sent"
    );
    for _ in 0..3 {
        test.clock.advance(Duration::from_secs(3_600));
        test.tick().await;
    }
    let left = crate::data_subject_rights::dump_database(&test).await;
    for trace in ["Zyriade", "zyriade", "zblorg"] {
        assert!(!left.contains(trace), "{trace}: {left}");
    }
    assert_eq!(test.query_i64("select count(*) from ui_state").await, 0);
    // the bot keeps the last few of the questions that were not sent
    for n in 0..8 {
        test.says(SOLANGE, &format!("ya une crèche pour Zyriade {n} ?")).await;
    }
    assert_eq!(test.query_i64("select count(*) from organiser_question_draft").await, 5);
    test.end().await;
}

async fn an_offer_that_is_too_old_is_not_sent(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(SOLANGE, "ya du wifi ?").await;
    // within the hour the question can be sent
    test.clock.advance(Duration::from_secs(3_000));
    test.tick().await;
    test.taps_prefix(SOLANGE, "org:ask").await;
    assert_eq!(test.query_i64("select count(*) from organiser_question where state = 'asked'").await, 1);
    test.hears(JOSIANE);
    test.says(SOLANGE, "ya une garderie ?").await;
    for _ in 0..3 {
        test.clock.advance(Duration::from_secs(3_600));
        test.tick().await;
    }
    test.taps_prefix(SOLANGE, "org:ask").await;
    assert_eq!(test.query_i64("select count(*) from organiser_question").await, 1);
    assert_eq!(test.hears(JOSIANE), "");
    // a number that was never offered, another person's, and an invalid one
    test.says(SOLANGE, "ya une garderie ?").await;
    for forged in ["org:ask:99", "org:ask:0", "org:ask:-1", "org:ask:x"] {
        test.presses(AIME, forged).await;
        test.presses(SOLANGE, forged).await;
    }
    let number = test.query_i64("select number from organiser_question_draft").await;
    test.presses(AIME, &format!("org:ask:{number}")).await;
    assert_eq!(test.query_i64("select count(*) from organiser_question").await, 1);
    test.end().await;
}

/// Each table and each set of exported columns in the inventory has a text in each language.
async fn there_is_a_sentence_for_everything_that_is_held(database: Database) {
    let test = TestBot::open(database, "2012-11-12T10:00").await;
    for lang in Lang::ALL {
        for plain in [false, true] {
            let words = ExportFormatter { programme: &test.app.programme, texts: texts(lang), plain };
            for entry in DATA_INVENTORY {
                let table = entry.table;
                for rows in entry.personal_rows {
                    let columns = match rows.exported_columns {
                        "*" => column_names(&test, table).await.into_iter().collect(),
                        shown => shown.split(',').map(|column| column.trim().to_owned()).collect::<Vec<_>>(),
                    };
                    let row: JsonRow = columns.into_iter().map(|column| (column, 7.into())).collect();
                    let said = words.format_table(table, &[row]);
                    assert!(said.iter().any(|line| line.starts_with('•')), "{lang:?} {table}: {said:?}");
                    assert!(!said.concat().contains("held-"), "{lang:?} {table}: {said:?}");
                }
                if entry.scanned.is_some() {
                    assert_eq!(words.format_table(table, &[JsonRow::new()]).len(), 1, "{table}");
                }
            }
        }
    }
    test.end().await;
}

async fn what_is_held_is_said_in_words(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.grant_role(EUGENE, Role::Counsellor).await;
    use_every_feature(&mut test, SOLANGE).await;
    test.presses(SOLANGE, "rem:all:off").await;
    for lang in Lang::ALL {
        let command = &format!("lang:{}", lang.code());
        let title = test.app.programme.session("table-ronde").unwrap().title.get(lang).to_owned();
        let held = ["Man Zyriade", title.as_str(), "ya du wifi pour Zyriade", "fauteuil Zyriade", "4"];
        test.presses(SOLANGE, command).await;
        test.hears(SOLANGE);
        test.says(SOLANGE, "/mesdonnees").await;
        let heard = test.hears(SOLANGE);
        let category = texts(lang).label("category-resident");
        for held in held.iter().copied().chain([category.as_str()]) {
            assert!(heard.to_lowercase().contains(&held.to_lowercase()), "{held}: {heard}");
        }
        let mut conn = test.app.db.reader().await.unwrap();
        let tables = koze::personal_data::export(&mut conn, PersonId(SOLANGE)).await.unwrap();
        assert!(heard.matches('•').count() >= tables.len(), "{} tables: {heard}", tables.len());
    }
    test.end().await;
}

async fn three_questions_of_900_emoji_are_shown(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    for _ in 0..3 {
        test.says(SOLANGE, "/question").await;
        test.says(SOLANGE, &format!("Et {} ?", "😀".repeat(890))).await;
        test.clock.advance(Duration::from_secs(120));
    }
    assert_eq!(test.query_i64("select count(*) from question").await, 3);
    test.hears(SOLANGE);
    test.says(SOLANGE, "/mesdonnees").await;
    assert!(!test.hears(SOLANGE).is_empty());
    let sent = crate::registration_card::received_files(&test, SOLANGE);
    let (name, mime, bytes) = &sent[0];
    assert_eq!((name.as_str(), mime.as_str()), ("mes-donnees.txt", "text/plain"));
    assert_eq!(String::from_utf8(bytes.clone()).unwrap().matches('😀').count(), 2_670);
    assert_eq!(sent[1].0, "mes-donnees.json");
    // every other screen that shows several long questions
    for said in ["/questions", "/mesquestions", "/question"] {
        test.says(SOLANGE, said).await;
        test.says(AIME, said).await;
    }
    test.says(AIME, "/annuler").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    for said in ["/file", "/suivante", "/suivante", "/suivante", "/file"] {
        test.says(JOSIANE, said).await;
    }
    // a question to the organisers and its answer, both of the maximum length
    test.says(EUGENE, &format!("ya du wifi ? {}", "😀".repeat(990))).await;
    if test.query_i64("select count(*) from organiser_question_draft").await == 1 {
        test.taps_prefix(EUGENE, "org:ask").await;
        test.taps_prefix(JOSIANE, "org:take").await;
        test.says(JOSIANE, &"😀".repeat(1_000)).await;
    }
    // `end` asserts that Telegram refused nothing
    test.end().await;
}

async fn tables_that_only_grow_are_kept_small(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.retention_months = 36;
    let mut test = TestBot::open_with_programme(database, "2012-11-12T10:00", programme).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.grant_role(EUGENE, Role::Counsellor).await;
    use_every_feature(&mut test, SOLANGE).await;
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("insert into attachment (spec, file_id) values ('ticket:x:y', 'z')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let many = async |test: &TestBot| {
        (
            test.query_i64("select count(*) from organiser_question").await,
            test.query_i64("select count(*) from live_message").await,
            test.query_i64("select count(*) from moderation_log").await,
            test.query_i64("select count(*) from invite").await,
            test.query_i64("select count(*) from attachment").await,
        )
    };
    test.tick().await;
    let before = many(&test).await;
    assert!(before.0 > 0 && before.1 > 0 && before.2 > 0 && before.3 == 2 && before.4 > 0, "{before:?}");
    // a jump of the clock by months makes nothing old
    test.clock.advance(Duration::from_secs(200 * 86_400));
    test.tick().await;
    let after = many(&test).await;
    // meanwhile a claim expired, which the journal records
    assert!(after.2 >= before.2);
    assert_eq!((after.0, after.3), (before.0, before.3));
    for _ in 0..100 {
        test.clock.advance(Duration::from_secs(86_400));
        test.tick().await;
    }
    let after = many(&test).await;
    // the question of a saved answer stays, so that it can be erased with its author's data
    assert_eq!(after, (1, 0, 0, 0, 0));
    assert_eq!(test.query_i64("select count(*) from saved_answer").await, 1);
    // the roles stay
    assert_eq!(test.query_i64("select count(*) from role").await, 2);
    test.end().await;
}
