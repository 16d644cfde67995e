//! Scenarios of what is held on people and must not be left: after the promised time no id of a person without a
//! role stands in any column of any table, nor in the database's file; what was typed and not sent goes soon; and
//! `/mesdonnees` speaks of everything.

use std::time::Duration;

use koze::i18n::{Lang, texts};
use koze::organiser::{Row, Words};
use koze::people::{Role, SEARCHED, TRACES};
use koze::rehearsal::world::{Author, Kind};

use crate::cards::code_of;
use crate::rights::{columns, tables};
use crate::stage::{AIME, Database, EUGENE, JOSIANE, Stage, at};

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
/// A role was taken from them since.
const RETIRED: i64 = 7_319_482_654;

/// Presses the latest button whose data begins like this.
pub async fn presses_like(stage: &mut Stage, who: i64, prefix: &str) {
    let chat = stage.world.chat(who);
    let found = chat.iter().rev().filter(|bubble| bubble.from == Author::Bot).find_map(|bubble| {
        let rows = bubble.inline_keyboard.as_ref()?.as_array()?;
        let buttons = rows.iter().filter_map(|row| row.as_array()).flatten();
        let data = buttons.filter_map(|button| button["callback_data"].as_str());
        let data = data.filter(|data| data.starts_with(prefix)).map(str::to_owned).next()?;
        Some((bubble.message_id, data))
    });
    let (message, data) = found.unwrap_or_else(|| panic!("no button {prefix}: {}", stage.last(who)));
    stage.world.presses(who, message, &data);
    stage.settle().await;
}

/// Everything that somebody without a role can do. Texts that identify them contain "Zyriade".
pub async fn does_everything(stage: &mut Stage, who: i64) {
    stage.world.person(who, "Solange", Some("Zyriade"), Some("fr"));
    stage.register(who).await;
    for (field, said) in [
        ("phone", "0696 98 76 54"),
        ("email", "solange@zyriade.test"),
        ("area", "Quartier Zyriade"),
        ("access", "un fauteuil Zyriade"),
    ] {
        stage.presses(who, &format!("reg:edit:1:{field}")).await;
        stage.says(who, said).await;
    }
    stage.presses(who, "reg:ticket:1").await;
    stage.presses(who, "reg:calendar:1").await;
    stage.presses(who, "reg:other:aloud").await;
    stage.says(who, "Man Zyriade").await;
    stage.presses(who, "reg:category:resident").await;
    stage.says(who, "Passer").await;
    stage.presses(who, "reg:summary:confirm").await;
    stage.says(who, "/billet ccccccc3").await;
    // reminders
    stage.presses(who, "rem:lead:5").await;
    stage.presses(who, "rem:wish:table-ronde:on:0").await;
    stage.presses(who, "rem:kind:evening-before:off").await;
    stage.presses(who, "rem:all:off").await;
    stage.presses(who, "rem:all:on").await;
    // asks in public, in private, and by voice; reads and votes
    for text in
        ["Que devient le square ?", "Qui paie les adultes relais ?", "Pourquoi la rue Zyriade est fermée ?"]
    {
        stage.says(who, "/question").await;
        stage.says(who, text).await;
        stage.clock.pass(std::time::Duration::from_secs(120));
    }
    stage.says(EUGENE, "/question").await;
    stage.says(EUGENE, "Et la bibliothèque ?").await;
    stage.says(who, "/questions").await;
    stage.presses(who, "vote:on:4").await;
    stage.says(who, "/question").await;
    stage.world.sends(who, Kind::Voice);
    stage.settle().await;
    stage.presses(who, "ask:leave").await;
    // what is not understood, and what goes to the organisers
    stage.says(who, "zyriade zblorg ?").await;
    stage.says(who, "ya du wifi pour Zyriade ?").await;
    presses_like(stage, who, "org:ask").await;
    stage.says(who, "ya une garderie pour Zyriade ?").await;
    presses_like(stage, who, "org:ask").await;
    stage.says(who, "ya des casiers pour Zyriade ?").await;
    presses_like(stage, JOSIANE, "org:take").await;
    stage.says(JOSIANE, "Oui, derrière le bâtiment.").await;
    presses_like(stage, JOSIANE, "org:keep").await;
    // their own situation, confided
    stage.says(JOSIANE, "/suivante").await;
    stage.presses(JOSIANE, "queue:answered:1").await;
    stage.presses(JOSIANE, "queue:personal:3").await;
    stage.presses(JOSIANE, "queue:personal:3:yes").await;
    stage.presses(who, "ask:confide:3").await;
    stage.presses(JOSIANE, "queue:mute:2:on").await;
    stage.presses(who, "me:erase").await;
    stage.presses(who, "me:erase-no").await;
    stage.says(who, "/mesdonnees").await;
    stage.says(who, "/annuler").await;
    stage.hears(who);
}

/// Where a number stands: in any column of any table, also inside a text.
pub async fn rows_with(stage: &Stage, number: i64) -> Vec<String> {
    let mut found = Vec::new();
    let mut conn = stage.app.db.reader().await.unwrap();
    for table in tables(stage).await {
        for column in columns(stage, &table).await {
            // the names are the schema's own
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
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.invite(EUGENE, Role::Listener).await;
    does_everything(&mut stage, SOLANGE).await;
    // somebody who worked, and whose role was taken since
    stage.invite(RETIRED, Role::Organiser).await;
    for said in ["/file", "/suivante", "/decaler 10", "/annonce", "Bonjour à tous"] {
        stage.says(RETIRED, said).await;
    }
    presses_like(&mut stage, RETIRED, "sched:").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    for sql in [
        "delete from role where person = 7319482654",
        // Telegram was away: this letter still waits, and that one was refused
        "insert into outbox values ('u9:0', 1, 7319482653, 1, 9999999999999, 0, '{\"say\":{\"html\":\"Zyriade\"}}', '', 'waiting', 0, '', 0)",
        "insert into outbox values ('u9:1', 2, 7319482653, 1, 0, 0, '{\"say\":{\"html\":\"Zyriade\"}}', '', 'refused', 1, 'x', 0)",
        "insert into failed_update values (9, 3, 1, '{\"message\":{\"from\":{\"id\":7319482653}}}', 'x', 5)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let bytes = files(&stage);
    if let Some(bytes) = &bytes {
        assert!(holds_number(bytes, SOLANGE) && holds(bytes, "Zyriade"), "the files are searched rightly");
    }
    let code = code_of(&stage, 1).await;
    let before = rows_with(&stage, SOLANGE).await;
    // everything that names a person was really used by them, or by who worked
    for table in [
        "asked_organisers.person",
        "failed_update.raw",
        "in_hand.person",
        "muted.person",
        "outbox.chat",
        "person.id",
        "question.person",
        "registration.person",
        "registration.registered_by",
        "reminder_mute.person",
        "reminder_wish.person",
        "slot.chat",
        "slot.name",
        "voter.person",
        "wrong_code.person",
    ] {
        assert!(before.iter().any(|row| row.starts_with(&format!("{table}:"))), "{table}: {before:#?}");
    }
    let worked = rows_with(&stage, RETIRED).await;
    for table in ["desk_log.person", "invite.used_by", "panel.id", "staff.person"] {
        assert!(worked.iter().any(|row| row.starts_with(&format!("{table}:"))), "{table}: {worked:#?}");
    }
    let mut tx = stage.app.db.begin().await.unwrap();
    let early = koze::organiser::retain(&mut tx, &stage.app.programme, at("2013-02-22T12:00")).await.unwrap();
    assert_eq!(early, 0, "not a day too early");
    let gone = koze::organiser::retain(&mut tx, &stage.app.programme, at("2013-02-24T12:00")).await.unwrap();
    assert_eq!(gone, 2, "their own registration and their guest's");
    tx.commit().await.unwrap();
    for who in [SOLANGE, RETIRED] {
        assert_eq!(rows_with(&stage, who).await, Vec::<String>::new());
    }
    let left = crate::rights::dump(&stage).await;
    for trace in ["Zyriade", "zyriade", "596696987654", &code] {
        let left: Vec<&str> = left.lines().filter(|line| line.contains(trace)).collect();
        assert!(left.is_empty(), "{trace} is left: {left:#?}");
    }
    assert!(left.contains("Que devient le square ?"), "asked in public, it stays without its author");
    // those who stay for their role keep it, and nothing that they gave as visitors
    let theirs = rows_with(&stage, JOSIANE).await;
    assert!(theirs.iter().any(|row| row.starts_with("role.person")), "{theirs:#?}");
    // again: nothing more to do
    let mut tx = stage.app.db.begin().await.unwrap();
    koze::organiser::retain(&mut tx, &stage.app.programme, at("2013-02-24T12:10")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(crate::rights::dump(&stage).await, left, "erasing again changes nothing");
    stage.tick().await;
    if let Some(bytes) = files(&stage) {
        for who in [SOLANGE, RETIRED] {
            assert!(!holds_number(&bytes, who), "{who} is in the file");
        }
        for trace in ["Zyriade", "zyriade", "596696987654", &code] {
            assert!(!holds(&bytes, trace), "{trace} is in the file");
        }
    }
    stage.end().await;
}

/// The bytes of the database's file and of what lies beside it; `None` on PostgreSQL, whose files are the
/// server's.
fn files(stage: &Stage) -> Option<Vec<u8>> {
    let path = stage.database_url().strip_prefix("sqlite://")?.to_owned();
    let folder = std::path::Path::new(&path).parent()?.to_owned();
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    Some(bytes)
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Whether a number stands there, in figures or as SQLite writes it.
fn holds_number(bytes: &[u8], number: i64) -> bool {
    let binary = number.to_be_bytes();
    holds(bytes, &number.to_string()) || bytes.windows(5).any(|window| window == &binary[3..])
}

/// Rows in random order split pages, and a page that was split keeps old copies of rows.
async fn the_files_hold_nothing_that_was_erased(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    for number in 0..600_i64 {
        let number = number * 7_919 % 600 + 10;
        sqlx::query(
            "insert into question (number, person, text, language, state, taken_by, asked_at, taken_at, closed_at)
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
    stage.invite(JOSIANE, Role::Organiser).await;
    does_everything(&mut stage, SOLANGE).await;
    stage.presses(SOLANGE, "me:erase-yes").await;
    stage.tick().await;
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
    if let Some(bytes) = files(&stage) {
        assert!(!holds_number(&bytes, SOLANGE), "the number is left while running");
        for trace in traces {
            assert!(!holds(&bytes, trace), "{trace} is left while running");
        }
    }
    assert_eq!(stage.count("select count(*) from setting where name = 'erased'").await, 0);
    // a cancelled registration and a cleared answer are erased like that, too
    stage.world.person(AIME, "Aimé", Some("Zyriade"), Some("fr"));
    stage.register(AIME).await;
    stage.presses(AIME, "reg:edit:3:access").await;
    stage.says(AIME, "une boucle magnétique").await;
    stage.presses(AIME, "reg:clear:3:access").await;
    stage.clock.pass(Duration::from_secs(60));
    stage.tick().await;
    if let Some(bytes) = files(&stage) {
        assert!(!holds(&bytes, "une boucle"), "a cleared answer is left");
    }
    stage.presses(AIME, "reg:free:3").await;
    stage.presses(AIME, "me:erase-yes").await;
    // the bot stops before it has cleaned up, and starts again
    stage.app.db.close().await;
    let again = stage.another().await;
    again.ticker().tick().await.unwrap();
    if let Some(bytes) = files(&stage) {
        for trace in traces {
            assert!(!holds(&bytes, trace), "{trace} is left after a stop and a start");
        }
    }
    again.db.close().await;
    if let Some(bytes) = files(&stage) {
        for trace in traces {
            assert!(!holds(&bytes, trace), "{trace} is left after a clean stop");
        }
    }
}

async fn what_was_typed_and_not_sent_is_soon_forgotten(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(SOLANGE, "ya de la place pour mon fauteuil Zyriade ?").await;
    stage.says(AIME, "zyriade zblorg").await;
    stage.says(EUGENE, "/question").await;
    stage.world.sends(EUGENE, Kind::Voice);
    stage.settle().await;
    assert!(crate::rights::dump(&stage).await.contains("Zyriade"));
    assert_eq!(stage.count("select count(*) from asked_organisers").await, 0, "kept only when sent");
    for _ in 0..3 {
        stage.clock.pass(Duration::from_secs(3_600));
        stage.tick().await;
    }
    let left = crate::rights::dump(&stage).await;
    for trace in ["Zyriade", "zyriade", "zblorg"] {
        assert!(!left.contains(trace), "{trace}: {left}");
    }
    assert_eq!(stage.count("select count(*) from in_hand").await, 0);
    // of many that were not sent the last few are remembered
    for n in 0..8 {
        stage.says(SOLANGE, &format!("ya une crèche pour Zyriade {n} ?")).await;
    }
    assert_eq!(stage.count("select count(*) from offer").await, 5);
    stage.end().await;
}

async fn an_offer_that_is_too_old_is_not_sent(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(SOLANGE, "ya du wifi ?").await;
    // within the hour it is
    stage.clock.pass(Duration::from_secs(3_000));
    stage.tick().await;
    presses_like(&mut stage, SOLANGE, "org:ask").await;
    assert_eq!(stage.count("select count(*) from asked_organisers where state = 'asked'").await, 1);
    stage.hears(JOSIANE);
    stage.says(SOLANGE, "ya une garderie ?").await;
    for _ in 0..3 {
        stage.clock.pass(Duration::from_secs(3_600));
        stage.tick().await;
    }
    presses_like(&mut stage, SOLANGE, "org:ask").await;
    assert_eq!(stage.count("select count(*) from asked_organisers").await, 1);
    assert_eq!(stage.hears(JOSIANE), "");
    // a number that was never offered, another's, and none at all
    stage.says(SOLANGE, "ya une garderie ?").await;
    for forged in ["org:ask:99", "org:ask:0", "org:ask:-1", "org:ask:x"] {
        stage.presses(AIME, forged).await;
        stage.presses(SOLANGE, forged).await;
    }
    let number = stage.count("select number from offer").await;
    stage.presses(AIME, &format!("org:ask:{number}")).await;
    assert_eq!(stage.count("select count(*) from asked_organisers").await, 1);
    stage.end().await;
}

/// Each entry of the inventory, with what it shows, has its words in each language.
async fn there_is_a_sentence_for_everything_that_is_held(database: Database) {
    let stage = Stage::open(database, "2012-11-12T10:00").await;
    for lang in Lang::ALL {
        for plain in [false, true] {
            let words = Words { programme: &stage.app.programme, texts: texts(lang), plain };
            for trace in TRACES {
                let columns = match trace.shown {
                    "*" => columns(&stage, trace.table).await.into_iter().collect(),
                    shown => shown.split(',').map(|column| column.trim().to_owned()).collect::<Vec<_>>(),
                };
                let row: Row = columns.into_iter().map(|column| (column, 7.into())).collect();
                let said = words.table(trace.table, &[row]);
                assert!(said.iter().any(|line| line.starts_with('•')), "{lang:?} {}: {said:?}", trace.table);
                assert!(!said.concat().contains("held-"), "{lang:?} {}: {said:?}", trace.table);
            }
            for table in SEARCHED {
                assert_eq!(words.table(table, &[Row::new()]).len(), 1, "{table}");
            }
        }
    }
    stage.end().await;
}

async fn what_is_held_is_said_in_words(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.invite(EUGENE, Role::Listener).await;
    does_everything(&mut stage, SOLANGE).await;
    stage.presses(SOLANGE, "rem:all:off").await;
    for lang in Lang::ALL {
        let command = &format!("lang:{}", lang.code());
        let title = stage.app.programme.session("table-ronde").unwrap().title.get(lang).to_owned();
        let held = ["Man Zyriade", title.as_str(), "ya du wifi pour Zyriade", "fauteuil Zyriade", "4"];
        stage.presses(SOLANGE, command).await;
        stage.hears(SOLANGE);
        stage.says(SOLANGE, "/mesdonnees").await;
        let heard = stage.hears(SOLANGE);
        let category = texts(lang).label("category-resident");
        for held in held.iter().copied().chain([category.as_str()]) {
            assert!(heard.to_lowercase().contains(&held.to_lowercase()), "{held}: {heard}");
        }
        let mut conn = stage.app.db.reader().await.unwrap();
        let tables = koze::people::held(&mut conn, SOLANGE).await.unwrap();
        assert!(heard.matches('•').count() >= tables.len(), "{} tables: {heard}", tables.len());
    }
    stage.end().await;
}

async fn three_questions_of_900_emoji_are_shown(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    for _ in 0..3 {
        stage.says(SOLANGE, "/question").await;
        stage.says(SOLANGE, &format!("Et {} ?", "😀".repeat(890))).await;
        stage.clock.pass(Duration::from_secs(120));
    }
    assert_eq!(stage.count("select count(*) from question").await, 3);
    stage.hears(SOLANGE);
    stage.says(SOLANGE, "/mesdonnees").await;
    assert!(!stage.hears(SOLANGE).is_empty());
    let sent = crate::cards::files(&stage, SOLANGE);
    let (name, mime, bytes) = &sent[0];
    assert_eq!((name.as_str(), mime.as_str()), ("mes-donnees.txt", "text/plain"));
    assert_eq!(String::from_utf8(bytes.clone()).unwrap().matches('😀').count(), 2_670);
    assert_eq!(sent[1].0, "mes-donnees.json");
    // every other place in which they stand together
    for said in ["/questions", "/mesquestions", "/question"] {
        stage.says(SOLANGE, said).await;
        stage.says(AIME, said).await;
    }
    stage.says(AIME, "/annuler").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    for said in ["/file", "/suivante", "/suivante", "/suivante", "/file"] {
        stage.says(JOSIANE, said).await;
    }
    // asked of the organisers, and answered as long
    stage.says(EUGENE, &format!("ya du wifi ? {}", "😀".repeat(990))).await;
    if stage.count("select count(*) from offer").await == 1 {
        presses_like(&mut stage, EUGENE, "org:ask").await;
        presses_like(&mut stage, JOSIANE, "org:take").await;
        stage.says(JOSIANE, &"😀".repeat(1_000)).await;
    }
    // nothing was refused, which the end looks at
    stage.end().await;
}

async fn tables_that_only_grow_are_kept_small(database: Database) {
    let mut programme = koze::programme::Programme::shipped();
    programme.retention_months = 36;
    let mut stage = Stage::with(database, "2012-11-12T10:00", programme).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.invite(EUGENE, Role::Listener).await;
    does_everything(&mut stage, SOLANGE).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("insert into attachment (recipe, file_id) values ('ticket:x:y', 'z')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let many = async |stage: &Stage| {
        (
            stage.count("select count(*) from asked_organisers").await,
            stage.count("select count(*) from slot").await,
            stage.count("select count(*) from desk_log").await,
            stage.count("select count(*) from invite").await,
            stage.count("select count(*) from attachment").await,
        )
    };
    stage.tick().await;
    let before = many(&stage).await;
    assert!(before.0 > 0 && before.1 > 0 && before.2 > 0 && before.3 == 2 && before.4 > 0, "{before:?}");
    // a clock that is wrong by months makes nothing old
    stage.clock.pass(Duration::from_secs(200 * 86_400));
    stage.tick().await;
    let after = many(&stage).await;
    // a question that lay in a hand went back meanwhile, which the journal says
    assert!(after.2 >= before.2);
    assert_eq!((after.0, after.3), (before.0, before.3));
    for _ in 0..100 {
        stage.clock.pass(Duration::from_secs(86_400));
        stage.tick().await;
    }
    let after = many(&stage).await;
    // one answer is kept for everybody and goes with who asked
    assert_eq!(after, (1, 0, 0, 0, 0));
    assert_eq!(stage.count("select count(*) from kept_answer").await, 1);
    // whoever has a role keeps it
    assert_eq!(stage.count("select count(*) from role").await, 2);
    stage.end().await;
}
