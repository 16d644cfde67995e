//! A person erases their data and comes back: votes, guests and attempts that the account has used stay used.
//! The record of this contains no account id and is deleted after the retention period.

use std::time::Duration;

use koze::people::Role;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time};

on_both_databases!(
    twenty_five_votes_of_one_account_are_one,
    a_muted_author_stays_muted,
    erasure_does_not_reset_the_guest_limit,
    erasure_does_not_reset_code_attempts,
    the_pause_between_questions_is_kept,
    erasure_does_not_restore_newcomer_status,
    who_did_nothing_leaves_nothing,
    what_is_remembered_goes_with_the_promised_time,
);

const ROUND_TABLE: &str = "2012-11-23T10:45";

async fn erases(test: &mut TestBot, who: i64) {
    test.says(who, "/effacer").await;
    test.presses(who, "me:erase-yes").await;
    test.hears(who);
    test.clock.advance(Duration::from_secs(60));
}

async fn asks(test: &mut TestBot, who: i64, text: &str) {
    test.says(who, "/question").await;
    test.says(who, text).await;
}

/// The number of rows that record what erased accounts have used.
async fn erased_account_rows(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from erased_account").await
}

async fn twenty_five_votes_of_one_account_are_one(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    asks(&mut test, EUGENE, "Que devient le square ?").await;
    asks(&mut test, AIME, "Et la bibliothèque ?").await;
    for _ in 0..25 {
        test.says(MARIE, "/questions").await;
        test.presses(MARIE, "vote:on:1").await;
        erases(&mut test, MARIE).await;
    }
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 2);
    assert_eq!(test.query_i64("select count(*) from vote where question = 1").await, 2);
    // Marie can take back her vote and vote for another question
    test.says(MARIE, "/questions").await;
    test.presses(MARIE, "vote:off:1").await;
    test.presses(MARIE, "vote:on:2").await;
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 1);
    assert_eq!(test.query_i64("select votes from question where number = 2").await, 2);
    // an erased author has already voted for their own question
    erases(&mut test, AIME).await;
    test.says(AIME, "/questions").await;
    for number in 1..=2 {
        test.presses(AIME, &format!("vote:on:{number}")).await;
    }
    assert_eq!(test.query_i64("select count(distinct voter) from vote where question = 1").await, 2);
    test.end().await;
}

async fn a_muted_author_stays_muted(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    asks(&mut test, MARIE, "Une méchanceté ?").await;
    test.says(JOSIANE, "/file").await;
    test.presses(JOSIANE, "queue:mute:1:on").await;
    assert_eq!(test.query_i64("select count(*) from muted where person = 1001").await, 1);
    for text in ["Une deuxième ?", "Une troisième ?"] {
        erases(&mut test, MARIE).await;
        assert_eq!(test.query_i64("select count(*) from muted").await, 0, "no row contains the account's id");
        asks(&mut test, MARIE, text).await;
    }
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    assert_eq!(test.query_i64("select count(*) from muted where person = 1001").await, 1);
    test.end().await;
}

async fn register_guest(test: &mut TestBot, who: i64, name: &str) {
    test.presses(who, "reg:other:aloud").await;
    test.says(who, name).await;
    test.presses(who, "reg:category:resident").await;
    test.says(who, "Passer").await;
    test.presses(who, "reg:summary:confirm").await;
}

async fn erasure_does_not_reset_the_guest_limit(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.register(MARIE).await;
    for name in ["Un Invité", "Deux Invités", "Trois Invités", "Quatre Invités"] {
        register_guest(&mut test, MARIE, name).await;
    }
    erases(&mut test, MARIE).await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 4, "the guests keep their seats");
    test.register(MARIE).await;
    for name in ["Cinq Invités", "Six Invités"] {
        register_guest(&mut test, MARIE, name).await;
    }
    assert_eq!(test.query_i64("select count(*) from registration where own = 0").await, 6);
    for _ in 0..2 {
        erases(&mut test, MARIE).await;
        test.register(MARIE).await;
        test.presses(MARIE, "reg:other:aloud").await;
        test.says(MARIE, "Sept Invités").await;
    }
    assert_eq!(test.query_i64("select count(*) from registration where own = 0").await, 6);
    assert_eq!(test.query_i64("select n from prior_usage where what = 'guests'").await, 6);
    // another account can register six guests of its own
    test.register(AIME).await;
    register_guest(&mut test, AIME, "Une Autre").await;
    assert_eq!(test.query_i64("select count(*) from registration where own = 0").await, 7);
    test.end().await;
}

async fn erasure_does_not_reset_code_attempts(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    for _ in 0..9 {
        test.says(MARIE, "/billet ccccccc3").await;
    }
    erases(&mut test, MARIE).await;
    test.says(MARIE, "/billet ccccccc4").await;
    assert_eq!(test.query_i64("select tries from wrong_code where person = 1001").await, 10);
    let unknown = test.last_message(MARIE);
    test.says(MARIE, "/billet ccccccc6").await;
    assert_ne!(test.last_message(MARIE), unknown, "more is guessing");
    assert_eq!(test.query_i64("select tries from wrong_code where person = 1001").await, 10);
    // after an hour the count restarts, also for an account that was erased
    erases(&mut test, MARIE).await;
    test.clock.advance(Duration::from_secs(3_700));
    test.says(MARIE, "/billet ccccccc6").await;
    assert_eq!(test.query_i64("select tries from wrong_code where person = 1001").await, 1);
    test.end().await;
}

async fn the_pause_between_questions_is_kept(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.question_limits.seconds_between_questions = 600;
    let mut test = TestBot::open_with_programme(database, ROUND_TABLE, programme).await;
    asks(&mut test, MARIE, "Une première ?").await;
    for _ in 0..2 {
        erases(&mut test, MARIE).await;
        asks(&mut test, MARIE, "Une deuxième ?").await;
        assert_eq!(test.query_i64("select count(*) from question where person = 1001").await, 0);
    }
    test.clock.advance(Duration::from_secs(600));
    test.says(MARIE, "/annuler").await;
    asks(&mut test, MARIE, "Une troisième ?").await;
    assert_eq!(test.query_i64("select count(*) from question where person = 1001").await, 1);
    test.end().await;
}

async fn erasure_does_not_restore_newcomer_status(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    asks(&mut test, MARIE, "Une première ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.presses(JOSIANE, "queue:answered:1").await;
    erases(&mut test, MARIE).await;
    asks(&mut test, MARIE, "Une deuxième ?").await;
    assert_eq!(test.query_i64("select newcomer from question where number = 2").await, 0);
    test.end().await;
}

async fn who_did_nothing_leaves_nothing(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(MARIE, "/start").await;
    // Marie looks at the questions and votes for none
    test.says(MARIE, "/questions").await;
    test.register(AIME).await;
    for who in [MARIE, AIME] {
        erases(&mut test, who).await;
    }
    assert_eq!(erased_account_rows(&test).await, 0);
    assert_eq!(test.query_i64("select count(*) from key_value where name = 'account-key'").await, 0);
    // a forged press, and one that comes a second time
    for data in ["me:erase-yes", "me:erase-yes:1001", "me:erase-all"] {
        test.presses(MARIE, data).await;
    }
    assert_eq!(erased_account_rows(&test).await, 0);
    test.end().await;
}

async fn what_is_remembered_goes_with_the_promised_time(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    asks(&mut test, EUGENE, "Que devient le square ?").await;
    for who in [MARIE, AIME] {
        test.says(who, "/questions").await;
        test.presses(who, "vote:on:1").await;
        test.says(who, "/billet ccccccc3").await;
        erases(&mut test, who).await;
    }
    assert_eq!(erased_account_rows(&test).await, 4, "for each account one vote and one guessed code");
    let hashes = test.query_i64("select count(distinct account) from erased_account").await;
    assert_eq!(hashes, 2);
    // the rows of an account that returns move to the ordinary tables, which /mesdonnees shows
    test.says(MARIE, "/mesdonnees").await;
    assert_eq!(erased_account_rows(&test).await, 2);
    assert_eq!(test.query_i64("select count(*) from voter where person = 1001").await, 1);
    let mut tx = test.app.db.begin().await.unwrap();
    koze::personal_data::enforce_retention(
        &mut tx,
        &test.app.programme,
        koze::personal_data::RetentionStage::Contacts,
        martinique_time("2013-02-24T12:00"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(erased_account_rows(&test).await, 0);
    for table in ["prior_usage", "voter", "muted", "wrong_code"] {
        let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        let mut conn = test.app.db.reader().await.unwrap();
        let many: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(many, 0, "{table}");
    }
    assert_eq!(test.query_i64("select count(*) from key_value where name = 'account-key'").await, 0);
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 3, "the votes stay");
    test.end().await;
}
