//! Links of posters and partners: where they lead, and that openings are counted under the words that were made.

use koze::referrals::{self, Source};

use crate::test_bot::{AIME, Database, EUGENE, MARIE, TestBot};

on_both_databases!(
    a_poster_registers_before_the_event_and_asks_during_it,
    openings_are_counted_by_word_and_forged_words_together,
    many_people_at_once_are_each_counted,
    no_person_is_kept_beside_a_word,
);

const EARLY: &str = "2012-11-12T10:00";

async fn make(test: &TestBot, word: &str) {
    let mut tx = test.app.db.begin().await.unwrap();
    referrals::add_source(&mut tx, &Source::parse(word).unwrap()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn counts(test: &TestBot) -> Vec<(String, i64)> {
    let mut conn = test.app.db.reader().await.unwrap();
    let counts = referrals::counts(&mut conn).await.unwrap();
    counts.iter().map(|count| (count.name().to_owned(), count.opened)).collect()
}

async fn a_poster_registers_before_the_event_and_asks_during_it(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    make(&test, "Mairie").await;
    test.says(MARIE, "/start").await;
    let plain = test.hears(MARIE);
    test.says(AIME, "/start q_mairie").await;
    assert_eq!(test.hears(AIME), plain, "the welcome and the registration");
    test.jump_to("2012-11-23T10:40").await;
    test.says(EUGENE, "/start q").await;
    let asks = test.hears(EUGENE);
    test.says(EUGENE, "/annuler").await;
    test.hears(EUGENE);
    test.says(EUGENE, "/start q_mairie").await;
    assert_eq!(test.hears(EUGENE), asks, "the question is awaited");
    test.says(EUGENE, "Qui paie les adultes relais ?").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    // once it is over the way in says so
    test.jump_to("2012-11-23T15:00").await;
    test.says(MARIE, "/annuler").await;
    test.hears(MARIE);
    test.says(MARIE, "/start").await;
    let over = test.hears(MARIE);
    test.says(MARIE, "/start q_mairie").await;
    assert_eq!(test.hears(MARIE), over);
    assert_eq!(counts(&test).await, [("mairie".to_owned(), 3)]);
    test.end().await;
}

async fn openings_are_counted_by_word_and_forged_words_together(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for word in ["Mairie", "Café de l'Église", "mairie"] {
        make(&test, word).await;
    }
    assert_eq!(counts(&test).await, [("cafe-de-l-eglise".to_owned(), 0), ("mairie".to_owned(), 0)]);
    // one person twice is two openings; what a person types is folded like the word of the link
    for payload in ["q_mairie", "q_mairie", "q_Mairie"] {
        test.says(MARIE, &format!("/start {payload}")).await;
    }
    for forged in 0..50 {
        test.says(AIME, &format!("/start q_forged{forged}")).await;
    }
    for odd in ["q_", "q_---", &format!("q_{}", "a".repeat(80))] {
        test.says(AIME, &format!("/start {odd}")).await;
    }
    // these are no openings of a poster
    for other in ["q", "qmairie", ""] {
        test.says(EUGENE, &format!("/start {other}")).await;
    }
    let expected = [("mairie", 3), ("cafe-de-l-eglise", 0), ("(autres)", 53)];
    assert_eq!(counts(&test).await, expected.map(|(word, opened)| (word.to_owned(), opened)));
    assert_eq!(test.query_i64("select count(*) from referral").await, 3);
    // an update that is delivered twice counts once: the link that is made again keeps its count
    make(&test, "mairie").await;
    assert_eq!(counts(&test).await[0], ("mairie".to_owned(), 3));
    test.end().await;
}

/// On PostgreSQL eight people's updates are handled at a time.
async fn many_people_at_once_are_each_counted(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    make(&test, "mairie").await;
    for who in 0..60 {
        let payload = if who % 2 == 0 { "q_mairie" } else { "q_x" };
        test.emulator.user_sends_text(5_000 + who, &format!("/start {payload}"));
    }
    test.run_until_idle().await;
    assert_eq!(counts(&test).await, [("mairie".to_owned(), 30), ("(autres)".to_owned(), 30)]);
    test.end().await;
}

async fn no_person_is_kept_beside_a_word(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    make(&test, "zzquartierzz").await;
    test.says(MARIE, "/start q_zzquartierzz").await;
    let rows = crate::data_subject_rights::dump_database(&test).await;
    let with_word: Vec<&str> = rows.lines().filter(|row| row.contains("zzquartierzz")).collect();
    assert_eq!(with_word, ["referral source=zzquartierzz opened=1"]);
    test.end().await;
}
