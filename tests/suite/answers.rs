//! Answers about the programme, the place and the contact, before, during, between and after the sessions.

use crate::test_bot::{Database, MARIE, TestBot, martinique_time};

on_both_databases!(
    the_programme_has_all_nine_points,
    now_and_next_follow_the_clock,
    a_named_session_says_its_hours_and_its_state,
    where_and_contact_say_what_is_printed_and_no_more,
    a_live_change_is_in_the_next_answer,
    an_event_that_is_over_is_said_kindly,
);

async fn the_programme_has_all_nine_points(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:45").await;
    test.says(MARIE, "le programme svp").await;
    let heard = test.hears(MARIE);
    for hour in ["8h ·", "8h15 ·", "8h30 ·", "9h ·", "9h40 ·", "10h10 ·", "10h30 ·", "11h30 ·", "12h ·"]
    {
        assert!(heard.contains(hour), "{hour}: {heard}");
    }
    assert!(heard.contains("▶️ 10h30 · Table ronde (en ce moment)"), "{heard}");
    test.end().await;
}

async fn now_and_next_follow_the_clock(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T07:40").await;
    for (time, question, answer) in [
        ("07:40", "c'est quoi maintenant", "Ce n'est pas encore commencé"),
        ("08:20", "qui parle en ce moment", "lieux sur la médiation sociale"),
        ("10:10", "maintenant ?", "depuis 10h10 et jusqu'à 10h30"),
        ("10:10", "et après ça ?", "Ensuite, dans 20 minutes (vendredi 23 novembre 2012, 10h30)"),
        ("11:31", "maintenant", "depuis 11h30 et jusqu'à 12h"),
        ("11:40", "ensuite", "12h"),
        ("12:03", "ensuite ?", "a commencé à 12h"),
    ] {
        test.jump_to(&format!("2012-11-23T{time}")).await;
        test.says(MARIE, question).await;
        assert!(test.last_message(MARIE).contains(answer), "{time} {question}: {}", test.last_message(MARIE));
    }
    test.end().await;
}

async fn a_named_session_says_its_hours_and_its_state(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:20").await;
    test.says(MARIE, "tabel ronde c a ql h deja").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("🕙 10h30 – 11h30") && heard.contains("(dans 10 minutes)"), "{heard}");
    assert!(heard.contains("• Implication des acteurs"), "{heard}");
    test.jump_to("2012-11-23T10:34").await;
    test.says(MARIE, "la table ronde elle a commencé ?").await;
    assert!(test.hears(MARIE).contains("c'est en cours"));
    test.says(MARIE, "latab-wonn la").await;
    assert!(test.hears(MARIE).contains("10h30"));
    test.end().await;
}

async fn where_and_contact_say_what_is_printed_and_no_more(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    for question in ["c'est ou ?", "ça se passe où svp", "📍 Lieu et contact"] {
        test.says(MARIE, question).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains("Palais des Congrès, Salon Tainos"), "{question}: {heard}");
        assert!(heard.contains("pas d'adresse plus précise"), "{question}: {heard}");
        assert!(
            heard.contains("nathalie.vivies@villecaraibe.com") && heard.contains("0596 58 96 28"),
            "{heard}"
        );
    }
    test.end().await;
}

async fn a_live_change_is_in_the_next_answer(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:20").await;
    let mut tx = test.app.db.begin().await.unwrap();
    koze::programme::move_session(&mut tx, "table-ronde", martinique_time("2012-11-23T10:45")).await.unwrap();
    tx.commit().await.unwrap();
    test.says(MARIE, "table ronde").await;
    assert!(test.last_message(MARIE).contains("10h45 – 11h30"));
    // a restart with the same file keeps the live change; an edited file overrides it
    let mut tx = test.app.db.begin().await.unwrap();
    koze::programme::sync_with_programme(&mut tx, &test.app.programme).await.unwrap();
    let kept = koze::programme::load_schedule(&mut tx).await.unwrap();
    assert_eq!(kept.start_of("table-ronde"), Some(martinique_time("2012-11-23T10:45")));
    let mut edited = koze::programme::Programme::clone(&test.app.programme);
    edited.sessions.iter_mut().find(|session| session.id == "table-ronde").unwrap().starts =
        martinique_time("2012-11-23T10:35");
    edited.sessions.retain(|session| session.id != "pause");
    koze::programme::sync_with_programme(&mut tx, &edited).await.unwrap();
    let now = koze::programme::load_schedule(&mut tx).await.unwrap();
    assert_eq!(now.start_of("table-ronde"), Some(martinique_time("2012-11-23T10:35")));
    assert_eq!(now.start_of("pause"), None);
    drop(tx);
    test.end().await;
}

async fn an_event_that_is_over_is_said_kindly(database: Database) {
    let mut test = TestBot::open(database, "2012-12-01T10:00").await;
    for text in ["/start", "c'est quand ?", "maintenant"] {
        test.says(MARIE, text).await;
        assert!(test.last_message(MARIE).contains("C'est terminé"), "{text}: {}", test.last_message(MARIE));
    }
    test.end().await;
}
