//! What was not understood reaches the organisers without names: opting in, masking, meanings and answers that count
//! at once, the end of retention, the export.

use std::time::Duration;

use koze::answers;
use koze::people::Role;
use koze::programme::Programme;
use koze::spreadsheet::TableFormat;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, render_table};

on_both_databases!(
    nothing_is_stored_unless_the_event_file_asks_for_it,
    a_text_is_counted_without_numbers_addresses_or_a_person,
    the_notice_says_so_only_where_it_is_so,
    nothing_private_is_stored,
    many_people_at_once_are_each_counted,
    organisers_see_what_was_not_understood_most_frequent_first,
    a_meaning_answers_the_next_one_who_writes_alike,
    a_written_answer_is_kept_for_everybody,
    a_group_left_aside_stays_aside,
    only_organisers_read_and_explain,
    the_end_of_retention_erases_it,
    it_is_exported_without_a_person,
);

const START: &str = "2012-11-12T10:00";

async fn open(database: Database) -> TestBot {
    let mut programme = Programme::built_in();
    programme.collects_not_understood = true;
    let mut test = TestBot::open_with_programme(database, START, programme).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test
}

async fn stored(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from not_understood").await
}

async fn nothing_is_stored_unless_the_event_file_asks_for_it(database: Database) {
    let mut test = TestBot::open(database, START).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "blorp gnarf zwitt").await;
    assert_eq!(stored(&test).await, 0);
    test.says(JOSIANE, "/incompris").await;
    assert!(test.hears(JOSIANE).contains("collect_not_understood = true"));
    test.end().await;
}

async fn a_text_is_counted_without_numbers_addresses_or_a_person(database: Database) {
    let mut test = open(database).await;
    for (who, text) in [
        (MARIE, "Zzorpf kwîvvex a@b.fr 0596000000 tlimdu"),
        (AIME, "zzorpf kwivvex c@d.fr 0596000001 tlimdu"),
    ] {
        test.says(who, text).await;
    }
    assert_eq!(stored(&test).await, 1);
    assert_eq!(test.query_text("select text from not_understood").await, "zzorpf kwivvex # # tlimdu");
    assert_eq!(test.query_i64("select times from not_understood").await, 2);
    assert_eq!(test.query_text("select state from not_understood").await, "open");
    // with the person there is only the text that may still be sent to the organisers, until it expires
    test.says(MARIE, "/mesdonnees").await;
    let held = test.hears(MARIE);
    let lines: Vec<&str> = held.lines().filter(|line| line.contains("tlimdu")).collect();
    assert!(matches!(lines.as_slice(), [line] if line.starts_with("• Écrit et pas envoyé")), "{held}");
    test.end().await;
}

/// On PostgreSQL eight people's texts are handled at a time.
async fn many_people_at_once_are_each_counted(database: Database) {
    let mut test = open(database).await;
    for who in 0..40 {
        let text = if who % 2 == 0 { "zzorpf kwivvex" } else { "tlimdu gnarf" };
        test.emulator.user_sends_text(5_000 + who, text);
    }
    test.run_until_idle().await;
    assert_eq!(stored(&test).await, 2);
    assert_eq!(test.query_i64("select min(times) from not_understood").await, 20);
    assert_eq!(test.query_i64("select max(times) from not_understood").await, 20);
    test.end().await;
}

async fn the_notice_says_so_only_where_it_is_so(database: Database) {
    let mut test = TestBot::open(database.another().await, START).await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:more").await;
    assert!(!test.chat_contains(MARIE, "je note vos mots"));
    test.end().await;
    let mut test = open(database).await;
    test.says(MARIE, "/start").await;
    assert!(!test.chat_contains(MARIE, "je note vos mots"), "the short notice stays short");
    test.taps(MARIE, "reg:more").await;
    assert!(test.chat_contains(MARIE, "je note vos mots, sans votre nom"));
    test.end().await;
}

async fn nothing_private_is_stored(database: Database) {
    let mut test = open(database).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    for staff in [JOSIANE, EUGENE] {
        test.says(staff, "blorp gnarf zwitt").await;
    }
    // health, and the sender's own life
    test.says(AIME, "blorp gnarf fauteuil roulant zwitt").await;
    test.says(AIME, "zzorpf kwivvex ma soeur tlimdu").await;
    // in the middle of a registration
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.presses(MARIE, "reg:name:same").await;
    test.says(MARIE, "blorp gnarf zwitt").await;
    assert_eq!(test.query_text("select coalesce(max(text), '') from not_understood").await, "");
    test.end().await;
}

async fn organisers_see_what_was_not_understood_most_frequent_first(database: Database) {
    let mut test = open(database).await;
    let words = [
        "blorp", "gnarf", "drouk", "fwelm", "skrint", "plumbo", "traxil", "vorgub", "mnezto", "hwydic",
        "jistav",
    ]
    .map(|word| format!("{word} zz"));
    for text in &words {
        test.says(MARIE, text).await;
    }
    for who in [AIME, EUGENE] {
        test.says(who, &words[7]).await;
    }
    assert_eq!(stored(&test).await, 11);
    test.says(JOSIANE, "incompris").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains(&format!("1. {} (3 fois)", words[7])), "{heard}");
    assert!(heard.contains("10. ") && !heard.contains("11. "), "{heard}");
    test.taps(JOSIANE, "org:unclear:1").await;
    let heard = test.last_message(JOSIANE);
    assert!(heard.contains("11. ") && !heard.contains("10. "), "{heard}");
    test.taps(JOSIANE, "org:unclear:0").await;
    // a page that is no more is the last one
    test.presses(JOSIANE, "org:unclear:99").await;
    assert!(test.chat_contains(JOSIANE, "11. "));
    test.end().await;
}

async fn a_meaning_answers_the_next_one_who_writes_alike(database: Database) {
    let mut test = open(database).await;
    test.says(MARIE, "blorpix gnarfol zwittam").await;
    test.says(MARIE, "zwittam gnarfol blorpix").await;
    test.says(JOSIANE, "/incompris").await;
    test.taps(JOSIANE, "org:open:1").await;
    assert!(test.chat_contains(JOSIANE, "zwittam gnarfol blorpix"), "both are one group");
    test.presses(JOSIANE, "org:mean:1:place").await;
    assert!(test.chat_contains(JOSIANE, "Merci, j'ai compris"));
    assert_eq!(
        test.query_i64(
            "select count(*) from not_understood where meaning = 'place' and state = 'understood'"
        )
        .await,
        2
    );
    test.says(AIME, "Gnarfol, blorpix, zwittam ?").await;
    let heard = test.hears(AIME);
    assert!(heard.contains("Palais des Congrès"), "{heard}");
    // a second press changes nothing
    test.presses(JOSIANE, "org:mean:1:programme").await;
    assert_eq!(test.query_i64("select count(*) from not_understood where meaning = 'place'").await, 2);
    test.says(JOSIANE, "/incompris").await;
    assert!(test.hears(JOSIANE).contains("Aucun message"));
    test.end().await;
}

async fn a_written_answer_is_kept_for_everybody(database: Database) {
    let mut test = open(database).await;
    test.says(MARIE, "blorpix gnarfol zwittam").await;
    test.says(JOSIANE, "/incompris").await;
    test.taps(JOSIANE, "org:open:1").await;
    test.taps(JOSIANE, "org:write:1").await;
    // what is left, in a word or by the button, awaits no text
    test.says(JOSIANE, "annuler").await;
    assert_eq!(test.conversation_state(JOSIANE).await, "");
    test.presses(JOSIANE, "org:write:1").await;
    test.taps(JOSIANE, "org:leave:1").await;
    assert_eq!(test.conversation_state(JOSIANE).await, "");
    test.presses(JOSIANE, "org:write:1").await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "Derrière le bâtiment <b>.").await;
    assert!(test.hears(JOSIANE).contains("je donnerai cette réponse"));
    assert_eq!(test.query_i64("select count(*) from saved_answer").await, 1);
    test.says(AIME, "blorpix zwittam gnarfol").await;
    let heard = test.hears(AIME);
    assert!(heard.contains("Réponse des organisateurs : Derrière le bâtiment <b>."), "{heard}");
    test.presses(JOSIANE, "org:write:1").await;
    assert_eq!(test.conversation_state(JOSIANE).await, "");
    test.end().await;
}

async fn a_group_left_aside_stays_aside(database: Database) {
    let mut test = open(database).await;
    test.says(MARIE, "blorpix gnarfol zwittam").await;
    test.says(JOSIANE, "/notunderstood").await;
    test.taps(JOSIANE, "org:open:1").await;
    test.taps(JOSIANE, "org:aside:1").await;
    test.says(AIME, "blorpix gnarfol zwittam").await;
    assert_eq!(test.query_i64("select times from not_understood where state = 'aside'").await, 2);
    test.says(JOSIANE, "/incompris").await;
    assert!(test.hears(JOSIANE).contains("Aucun message"));
    test.end().await;
}

async fn only_organisers_read_and_explain(database: Database) {
    let mut test = open(database).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    test.says(MARIE, "blorpix gnarfol zwittam").await;
    for other in [AIME, EUGENE] {
        test.says(other, "/incompris").await;
        assert!(test.hears(other).contains("Seuls les organisateurs"));
        for forged in ["org:unclear:0", "org:open:1", "org:mean:1:place", "org:write:1", "org:aside:1"] {
            test.presses(other, forged).await;
        }
        assert!(!test.chat_contains(other, "gnarfol"));
        assert_eq!(test.conversation_state(other).await, "");
    }
    // a role that is revoked while the answer is being written
    test.presses(JOSIANE, "org:write:1").await;
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from role").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.says(JOSIANE, "Derrière le bâtiment.").await;
    assert_eq!(test.query_i64("select count(*) from saved_answer").await, 0);
    assert_eq!(test.query_i64("select count(*) from not_understood where state = 'open'").await, 1);
    test.end().await;
}

async fn the_end_of_retention_erases_it(database: Database) {
    let mut test = open(database).await;
    test.says(MARIE, "blorpix gnarfol zwittam").await;
    assert_eq!(stored(&test).await, 1);
    test.jump_to("2013-02-24T12:00").await;
    for _ in 0..50 {
        test.clock.advance(Duration::from_secs(3_600));
        test.tick().await;
    }
    assert_eq!(stored(&test).await, 0);
    test.end().await;
}

async fn it_is_exported_without_a_person(database: Database) {
    let mut test = open(database).await;
    test.says(MARIE, "blorpix gnarfol zwittam").await;
    test.says(AIME, "kiwvex tlimdu").await;
    test.says(JOSIANE, "/incompris").await;
    test.presses(JOSIANE, "org:mean:1:session:table-ronde").await;
    let mut conn = test.app.db.reader().await.unwrap();
    let mut export = async |format| {
        render_table(&answers::export_not_understood(&mut conn, format).await.unwrap(), format)
    };
    let csv = export(TableFormat::Csv).await;
    assert!(csv.contains("text;language;likely_intent;times;meaning\r\n"), "{csv}");
    assert!(
        csv.contains("blorpix gnarfol zwittam;fr;") && csv.contains(";1;session:table-ronde\r\n"),
        "{csv}"
    );
    assert!(csv.contains("kiwvex tlimdu;fr;"), "{csv}");
    let lines = export(TableFormat::JsonLines).await;
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let labelled = serde_json::json!({
        "lang": "fr", "text": "blorpix gnarfol zwittam", "intent": "session.when", "session": "table-ronde"
    });
    assert_eq!(lines, [labelled]);
    drop(conn);
    test.end().await;
}
