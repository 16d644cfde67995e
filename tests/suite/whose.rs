//! Whose registration a sentence is about: never is another person's place offered, or freed, for theirs.

use crate::stage::{AIME, Database, MARIE, Stage};

on_both_databases!(
    who_speaks_of_a_guest_is_asked_whom_they_mean,
    a_guest_who_is_named_is_meant,
    what_is_said_of_oneself_is_ones_own,
    without_guests_nobody_else_s_place_is_taken_for_ones_own,
);

const EARLY: &str = "2012-11-12T10:00";

/// Marie is registered as number 1, with two guests.
async fn with_guests(database: Database) -> Stage {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    for name in ["Léonie Modèle", "Jean-Paul Exemple"] {
        stage.says(MARIE, "/autres").await;
        stage.presses(MARIE, "reg:add").await;
        stage.presses(MARIE, "reg:other:aloud").await;
        stage.says(MARIE, name).await;
        stage.presses(MARIE, "reg:category:resident").await;
        stage.says(MARIE, "Passer").await;
        stage.presses(MARIE, "reg:summary:confirm").await;
    }
    stage.hears(MARIE);
    assert_eq!(stage.count("select count(*) from registration").await, 3);
    stage
}

async fn who_speaks_of_a_guest_is_asked_whom_they_mean(database: Database) {
    let mut stage = with_guests(database).await;
    for typed in [
        "ma mère ne vient plus",
        "mon ami ne peut pas venir",
        "my guest can't come",
        "my mother can't come",
        "manman mwen pa ka vini ankò",
        "je ne viens plus avec ma mère",
    ] {
        stage.says(MARIE, typed).await;
        let heard = stage.hears(MARIE);
        let shown = stage.keyboard(MARIE);
        for number in 1..=3 {
            assert!(shown.contains(&format!("reg:cannot-come:{number}")), "{typed}: {heard} {shown}");
        }
        assert!(!shown.contains("reg:free"), "{typed}: nothing is freed yet: {shown}");
        stage.says(MARIE, "oui").await;
        assert_eq!(stage.count("select count(*) from registration").await, 3, "{typed}: a yes frees nobody");
        stage.hears(MARIE);
    }
    stage.says(MARIE, "ma mère ne vient plus").await;
    stage.presses(MARIE, "reg:cannot-come:2").await;
    stage.says(MARIE, "oui").await;
    assert_eq!(
        stage
            .count(
                "select number from registration where name = 'Léonie Modèle'
        union all select -1 order by 1 desc limit 1"
            )
            .await,
        -1
    );
    assert_eq!(stage.count("select count(*) from registration").await, 2);
    stage.end().await;
}

async fn a_guest_who_is_named_is_meant(database: Database) {
    let mut stage = with_guests(database).await;
    for (typed, number) in [
        ("Léonie ne vient plus", 2),
        ("leonie ne peut pas venir", 2),
        ("Jean-Paul ne vient plus", 3),
        ("ma mère Léonie ne vient plus", 2),
    ] {
        stage.says(MARIE, typed).await;
        let shown = stage.keyboard(MARIE);
        assert!(shown.contains(&format!("reg:free:{number}")), "{typed}: {} {shown}", stage.hears(MARIE));
        stage.presses(MARIE, &format!("reg:show:{number}")).await;
    }
    stage.says(MARIE, "Léonie et Jean-Paul ne viennent plus").await;
    assert!(!stage.keyboard(MARIE).contains("reg:free"), "two are named: {}", stage.hears(MARIE));
    assert_eq!(stage.count("select count(*) from registration").await, 3);
    stage.end().await;
}

async fn what_is_said_of_oneself_is_ones_own(database: Database) {
    let mut stage = with_guests(database).await;
    for typed in ["je ne peux plus venir", "I can't come anymore", "man pa ka vini ankò"] {
        stage.says(MARIE, typed).await;
        assert!(stage.keyboard(MARIE).contains("reg:free:1"), "{typed}: {}", stage.hears(MARIE));
        stage.presses(MARIE, "reg:show:1").await;
    }
    stage.end().await;
}

async fn without_guests_nobody_else_s_place_is_taken_for_ones_own(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(AIME).await;
    for typed in ["ma mère ne vient plus", "my mother can't come", "manman mwen pa ka vini ankò"] {
        stage.says(AIME, typed).await;
        let shown = stage.keyboard(AIME);
        assert!(!shown.contains("reg:free"), "{typed}: {} {shown}", stage.hears(AIME));
        stage.says(AIME, "oui").await;
        assert_eq!(stage.count("select count(*) from registration").await, 1, "{typed}");
    }
    stage.says(AIME, "je ne peux plus venir").await;
    assert!(stage.keyboard(AIME).contains("reg:free"), "{}", stage.hears(AIME));
    stage.end().await;
}
