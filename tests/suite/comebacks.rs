//! Scenarios of erasing oneself and coming back: it gives nothing that the account has used already, and what
//! remembers that holds no number and goes with the promised time.

use std::time::Duration;

use koze::people::Role;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, at};

on_both_databases!(
    twenty_five_votes_of_one_account_are_one,
    a_muted_author_stays_muted,
    six_guests_are_six,
    guessed_codes_are_counted_on,
    the_pause_between_questions_is_kept,
    a_first_question_is_asked_once,
    who_did_nothing_leaves_nothing,
    what_is_remembered_goes_with_the_promised_time,
);

const ROUND_TABLE: &str = "2012-11-23T10:45";

async fn erases(stage: &mut Stage, who: i64) {
    stage.says(who, "/effacer").await;
    stage.presses(who, "me:erase-yes").await;
    stage.hears(who);
    stage.clock.pass(Duration::from_secs(60));
}

async fn asks(stage: &mut Stage, who: i64, text: &str) {
    stage.says(who, "/question").await;
    stage.says(who, text).await;
}

/// Everything in the tables that remember, and nothing that names an account.
async fn remembered(stage: &Stage) -> i64 {
    stage.count("select count(*) from erased_account").await
}

async fn twenty_five_votes_of_one_account_are_one(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    asks(&mut stage, EUGENE, "Que devient le square ?").await;
    asks(&mut stage, AIME, "Et la bibliothèque ?").await;
    for _ in 0..25 {
        stage.says(MARIE, "/questions").await;
        stage.presses(MARIE, "vote:on:1").await;
        erases(&mut stage, MARIE).await;
    }
    assert_eq!(stage.count("select votes from question where number = 1").await, 2);
    assert_eq!(stage.count("select count(*) from vote where question = 1").await, 2);
    // the vote can still be taken back, and another question voted for
    stage.says(MARIE, "/questions").await;
    stage.presses(MARIE, "vote:off:1").await;
    stage.presses(MARIE, "vote:on:2").await;
    assert_eq!(stage.count("select votes from question where number = 1").await, 1);
    assert_eq!(stage.count("select votes from question where number = 2").await, 2);
    // whoever asked and was erased stood behind their own question
    erases(&mut stage, AIME).await;
    stage.says(AIME, "/questions").await;
    for number in 1..=2 {
        stage.presses(AIME, &format!("vote:on:{number}")).await;
    }
    assert_eq!(stage.count("select count(distinct voter) from vote where question = 1").await, 2);
    stage.end().await;
}

async fn a_muted_author_stays_muted(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    asks(&mut stage, MARIE, "Une méchanceté ?").await;
    stage.says(JOSIANE, "/file").await;
    stage.presses(JOSIANE, "queue:mute:1:on").await;
    assert_eq!(stage.count("select count(*) from muted where person = 1001").await, 1);
    for text in ["Une deuxième ?", "Une troisième ?"] {
        erases(&mut stage, MARIE).await;
        assert_eq!(stage.count("select count(*) from muted").await, 0, "under no number");
        asks(&mut stage, MARIE, text).await;
    }
    assert_eq!(stage.count("select count(*) from question").await, 1);
    assert_eq!(stage.count("select count(*) from muted where person = 1001").await, 1);
    stage.end().await;
}

async fn guest(stage: &mut Stage, who: i64, name: &str) {
    stage.presses(who, "reg:other:aloud").await;
    stage.says(who, name).await;
    stage.presses(who, "reg:category:resident").await;
    stage.says(who, "Passer").await;
    stage.presses(who, "reg:summary:confirm").await;
}

async fn six_guests_are_six(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.register(MARIE).await;
    for name in ["Un Invité", "Deux Invités", "Trois Invités", "Quatre Invités"] {
        guest(&mut stage, MARIE, name).await;
    }
    erases(&mut stage, MARIE).await;
    assert_eq!(stage.count("select count(*) from registration").await, 4, "they keep their seats");
    stage.register(MARIE).await;
    for name in ["Cinq Invités", "Six Invités"] {
        guest(&mut stage, MARIE, name).await;
    }
    assert_eq!(stage.count("select count(*) from registration where own = 0").await, 6);
    for _ in 0..2 {
        erases(&mut stage, MARIE).await;
        stage.register(MARIE).await;
        stage.presses(MARIE, "reg:other:aloud").await;
        stage.says(MARIE, "Sept Invités").await;
    }
    assert_eq!(stage.count("select count(*) from registration where own = 0").await, 6);
    assert_eq!(stage.count("select n from used_before where what = 'guests'").await, 6);
    // another account has its own six
    stage.register(AIME).await;
    guest(&mut stage, AIME, "Une Autre").await;
    assert_eq!(stage.count("select count(*) from registration where own = 0").await, 7);
    stage.end().await;
}

async fn guessed_codes_are_counted_on(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    for _ in 0..9 {
        stage.says(MARIE, "/billet ccccccc3").await;
    }
    erases(&mut stage, MARIE).await;
    stage.says(MARIE, "/billet ccccccc4").await;
    assert_eq!(stage.count("select tries from wrong_code where person = 1001").await, 10);
    let unknown = stage.last(MARIE);
    stage.says(MARIE, "/billet ccccccc6").await;
    assert_ne!(stage.last(MARIE), unknown, "more is guessing");
    assert_eq!(stage.count("select tries from wrong_code where person = 1001").await, 10);
    // after an hour it begins anew, erased or not
    erases(&mut stage, MARIE).await;
    stage.clock.pass(Duration::from_secs(3_700));
    stage.says(MARIE, "/billet ccccccc6").await;
    assert_eq!(stage.count("select tries from wrong_code where person = 1001").await, 1);
    stage.end().await;
}

async fn the_pause_between_questions_is_kept(database: Database) {
    let mut programme = koze::programme::Programme::shipped();
    programme.limits.seconds_between_questions = 600;
    let mut stage = Stage::with(database, ROUND_TABLE, programme).await;
    asks(&mut stage, MARIE, "Une première ?").await;
    for _ in 0..2 {
        erases(&mut stage, MARIE).await;
        asks(&mut stage, MARIE, "Une deuxième ?").await;
        assert_eq!(stage.count("select count(*) from question where person = 1001").await, 0);
    }
    stage.clock.pass(Duration::from_secs(600));
    stage.says(MARIE, "/annuler").await;
    asks(&mut stage, MARIE, "Une troisième ?").await;
    assert_eq!(stage.count("select count(*) from question where person = 1001").await, 1);
    stage.end().await;
}

async fn a_first_question_is_asked_once(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    asks(&mut stage, MARIE, "Une première ?").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.presses(JOSIANE, "queue:answered:1").await;
    erases(&mut stage, MARIE).await;
    asks(&mut stage, MARIE, "Une deuxième ?").await;
    assert_eq!(stage.count("select newcomer from question where number = 2").await, 0);
    stage.end().await;
}

async fn who_did_nothing_leaves_nothing(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.says(MARIE, "/start").await;
    // looked at the questions, voted for none
    stage.says(MARIE, "/questions").await;
    stage.register(AIME).await;
    for who in [MARIE, AIME] {
        erases(&mut stage, who).await;
    }
    assert_eq!(remembered(&stage).await, 0);
    assert_eq!(stage.count("select count(*) from setting where name = 'account-key'").await, 0);
    // a press that is forged, and one that comes a second time
    for data in ["me:erase-yes", "me:erase-yes:1001", "me:erase-all"] {
        stage.presses(MARIE, data).await;
    }
    assert_eq!(remembered(&stage).await, 0);
    stage.end().await;
}

async fn what_is_remembered_goes_with_the_promised_time(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    asks(&mut stage, EUGENE, "Que devient le square ?").await;
    for who in [MARIE, AIME] {
        stage.says(who, "/questions").await;
        stage.presses(who, "vote:on:1").await;
        stage.says(who, "/billet ccccccc3").await;
        erases(&mut stage, who).await;
    }
    assert_eq!(remembered(&stage).await, 4, "that each voted, and guessed a code: nothing else");
    let hashes = stage.count("select count(distinct account) from erased_account").await;
    assert_eq!(hashes, 2);
    // one comes back: then it stands in the ordinary tables, and /mesdonnees speaks of it
    stage.says(MARIE, "/mesdonnees").await;
    assert_eq!(remembered(&stage).await, 2);
    assert_eq!(stage.count("select count(*) from voter where person = 1001").await, 1);
    let mut tx = stage.app.db.begin().await.unwrap();
    koze::organiser::retain(&mut tx, &stage.app.programme, at("2013-02-24T12:00")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(remembered(&stage).await, 0);
    for table in ["used_before", "voter", "muted", "wrong_code"] {
        let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        let mut conn = stage.app.db.reader().await.unwrap();
        let many: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(many, 0, "{table}");
    }
    assert_eq!(stage.count("select count(*) from setting where name = 'account-key'").await, 0);
    assert_eq!(stage.count("select votes from question where number = 1").await, 3, "the votes stay");
    stage.end().await;
}
