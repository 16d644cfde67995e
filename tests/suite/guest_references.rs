//! A sentence may be about the person's own registration or a guest's:
//! the bot never offers to free, or frees, the wrong person's seat.

use crate::test_bot::{AIME, Database, MARIE, TestBot};

on_both_databases!(
    who_speaks_of_a_guest_is_asked_whom_they_mean,
    a_guest_who_is_named_is_meant,
    first_person_means_the_own_registration,
    without_guests_nobody_else_s_place_is_taken_for_ones_own,
);

const EARLY: &str = "2012-11-12T10:00";

/// Marie has registration 1 and two guests.
async fn open_with_guests(database: Database) -> TestBot {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    for name in ["Léonie Modèle", "Jean-Paul Exemple"] {
        test.says(MARIE, "/autres").await;
        test.presses(MARIE, "reg:add").await;
        test.presses(MARIE, "reg:other:aloud").await;
        test.says(MARIE, name).await;
        test.presses(MARIE, "reg:category:resident").await;
        test.says(MARIE, "Passer").await;
        test.presses(MARIE, "reg:summary:confirm").await;
    }
    test.hears(MARIE);
    assert_eq!(test.query_i64("select count(*) from registration").await, 3);
    test
}

async fn who_speaks_of_a_guest_is_asked_whom_they_mean(database: Database) {
    let mut test = open_with_guests(database).await;
    for typed in [
        "ma mère ne vient plus",
        "mon ami ne peut pas venir",
        "my guest can't come",
        "my mother can't come",
        "manman mwen pa ka vini ankò",
        "je ne viens plus avec ma mère",
    ] {
        test.says(MARIE, typed).await;
        let heard = test.hears(MARIE);
        let shown = test.inline_keyboard(MARIE);
        for number in 1..=3 {
            assert!(shown.contains(&format!("reg:cannot-come:{number}")), "{typed}: {heard} {shown}");
        }
        assert!(!shown.contains("reg:free"), "{typed}: nothing is freed yet: {shown}");
        test.says(MARIE, "oui").await;
        assert_eq!(
            test.query_i64("select count(*) from registration").await,
            3,
            "{typed}: a yes frees no seat"
        );
        test.hears(MARIE);
    }
    test.says(MARIE, "ma mère ne vient plus").await;
    test.presses(MARIE, "reg:cannot-come:2").await;
    test.says(MARIE, "oui").await;
    assert_eq!(
        test.query_i64(
            "select number from registration where name = 'Léonie Modèle'
        union all select -1 order by 1 desc limit 1"
        )
        .await,
        -1
    );
    assert_eq!(test.query_i64("select count(*) from registration").await, 2);
    test.end().await;
}

async fn a_guest_who_is_named_is_meant(database: Database) {
    let mut test = open_with_guests(database).await;
    for (typed, number) in [
        ("Léonie ne vient plus", 2),
        ("leonie ne peut pas venir", 2),
        ("Jean-Paul ne vient plus", 3),
        ("ma mère Léonie ne vient plus", 2),
    ] {
        test.says(MARIE, typed).await;
        let shown = test.inline_keyboard(MARIE);
        assert!(shown.contains(&format!("reg:free:{number}")), "{typed}: {} {shown}", test.hears(MARIE));
        test.presses(MARIE, &format!("reg:show:{number}")).await;
    }
    test.says(MARIE, "Léonie et Jean-Paul ne viennent plus").await;
    assert!(
        !test.inline_keyboard(MARIE).contains("reg:free"),
        "the text names two guests: {}",
        test.hears(MARIE)
    );
    assert_eq!(test.query_i64("select count(*) from registration").await, 3);
    test.end().await;
}

async fn first_person_means_the_own_registration(database: Database) {
    let mut test = open_with_guests(database).await;
    for typed in ["je ne peux plus venir", "I can't come anymore", "man pa ka vini ankò"] {
        test.says(MARIE, typed).await;
        assert!(test.inline_keyboard(MARIE).contains("reg:free:1"), "{typed}: {}", test.hears(MARIE));
        test.presses(MARIE, "reg:show:1").await;
    }
    test.end().await;
}

async fn without_guests_nobody_else_s_place_is_taken_for_ones_own(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(AIME).await;
    for typed in ["ma mère ne vient plus", "my mother can't come", "manman mwen pa ka vini ankò"] {
        test.says(AIME, typed).await;
        let shown = test.inline_keyboard(AIME);
        assert!(!shown.contains("reg:free"), "{typed}: {} {shown}", test.hears(AIME));
        test.says(AIME, "oui").await;
        assert_eq!(test.query_i64("select count(*) from registration").await, 1, "{typed}");
    }
    test.says(AIME, "je ne peux plus venir").await;
    assert!(test.inline_keyboard(AIME).contains("reg:free"), "{}", test.hears(AIME));
    test.end().await;
}
