//! The organisers' desk: figures, a search for people, corrections, alerts, the morning's digest, and the journal of
//! who looked at what. Roles by links from the chat.

use koze::people::Role;
use koze::programme::Programme;

use crate::registration_card::received_files;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

on_both_databases!(
    the_desk_shows_where_things_stand,
    people_are_found_and_corrected,
    a_cancellation_by_the_desk_is_told,
    a_seat_is_given_to_somebody_who_waits,
    alerts_come_at_half_four_fifths_and_full,
    the_digest_comes_once_a_morning,
    the_chart_is_a_picture,
    nobody_else_is_at_the_desk,
    the_journal_says_who_looked,
    organisers_invite_and_withdraw_links,
);

const EARLY: &str = "2012-11-12T10:00";

async fn open_desk(database: Database, capacity: Option<u32>) -> TestBot {
    let mut programme = Programme::built_in();
    programme.registration.capacity = capacity;
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    for (who, name) in [(MARIE, "Marie"), (AIME, "Aimé"), (JOSIANE, "Josiane"), (EUGENE, "Eugène")] {
        test.emulator.add_user(who, name, Some("Dupont"), Some("fr"));
    }
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    for who in [MARIE, AIME, JOSIANE] {
        test.hears(who);
    }
    test
}

/// Shows the registration of the one person whose name has this.
async fn find(test: &mut TestBot, name: &str) {
    test.says(JOSIANE, "/bureau").await;
    test.taps(JOSIANE, "desk:search").await;
    test.says(JOSIANE, name).await;
    test.hears(JOSIANE);
}

async fn the_desk_shows_where_things_stand(database: Database) {
    let mut test = open_desk(database, Some(120)).await;
    test.presses(AIME, "reg:free:2").await;
    test.says(JOSIANE, "/bureau").await;
    insta::allow_duplicates! { insta::assert_snapshot!(test.hears(JOSIANE), @"
    📋 Bureau · lundi 12 novembre 2012, 10h
    1 place prise sur 120, 119 libres
    • Résident ou résidente : 1
    Depuis hier : 1 nouvelle, 1 annulée
    Messages sans réponse : 0
    "); }
    test.says(JOSIANE, "tableau de bord").await;
    assert!(test.hears(JOSIANE).starts_with("📋 Bureau"), "in words, too");
    test.end().await;
}

async fn people_are_found_and_corrected(database: Database) {
    let mut test = open_desk(database, None).await;
    test.says(JOSIANE, "/bureau").await;
    test.taps(JOSIANE, "desk:search").await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "DUPON").await;
    assert_eq!(test.hears(JOSIANE), "Qui est-ce ?");
    test.says(JOSIANE, "marie").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Marie Dupont") && heard.contains("Code du billet"), "{heard}");
    test.taps(JOSIANE, "reg:modify:1").await;
    test.taps(JOSIANE, "reg:edit:1:name").await;
    test.says(JOSIANE, "Marie-Line Dupont").await;
    assert_eq!(test.query_text("select name from registration where number = 1").await, "Marie-Line Dupont");
    assert_eq!(test.hears(MARIE), "Les organisateurs ont corrigé votre inscription. /inscription la montre.");
    let corrected = "select count(*) from audit_log where action = 'corrected' and registration = 1";
    assert_eq!(test.query_i64(corrected).await, 1);
    // her own edits are no business of the journal
    test.presses(MARIE, "reg:edit:1:name").await;
    test.says(MARIE, "Marie Dupont").await;
    assert_eq!(test.query_i64(corrected).await, 1);
    for wrong in ["zzzz", "0696 99 99 99"] {
        test.presses(JOSIANE, "desk:search").await;
        test.hears(JOSIANE);
        test.says(JOSIANE, wrong).await;
        assert!(test.hears(JOSIANE).contains("Je ne trouve personne"), "{wrong}");
    }
    test.says(JOSIANE, "C'est où ?").await;
    assert!(test.hears(JOSIANE).contains("Palais des Congrès"), "a question is answered");
    test.says(JOSIANE, "annuler").await;
    assert!(test.hears(JOSIANE).contains("La recherche est finie"));
    test.end().await;
}

async fn a_cancellation_by_the_desk_is_told(database: Database) {
    let mut test = open_desk(database, None).await;
    find(&mut test, "marie").await;
    test.taps(JOSIANE, "reg:cannot-come:1").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Marie Dupont"), "it is asked about her, not about the organiser: {heard}");
    test.taps(JOSIANE, "reg:free:1").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    assert_eq!(
        test.hears(MARIE),
        "Les organisateurs ont annulé votre inscription. Si c'est une erreur, écrivez-leur."
    );
    assert_eq!(test.query_i64("select count(*) from audit_log where action = 'cancelled'").await, 1);
    test.presses(JOSIANE, "reg:free:1").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.end().await;
}

async fn a_seat_is_given_to_somebody_who_waits(database: Database) {
    let mut test = open_desk(database, Some(1)).await;
    find(&mut test, "aimé").await;
    test.taps(JOSIANE, "reg:promote:2").await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 2);
    let heard = test.hears(AIME);
    assert!(heard.contains("place"), "{heard}");
    test.presses(JOSIANE, "reg:promote:2").await;
    assert_eq!(test.hears(AIME), "", "told once");
    assert_eq!(test.query_i64("select count(*) from audit_log where action = 'promoted'").await, 1);
    // nobody gives a seat to themselves
    test.register(EUGENE).await;
    test.presses(EUGENE, "reg:promote:3").await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 2);
    test.end().await;
}

async fn alerts_come_at_half_four_fifths_and_full(database: Database) {
    let mut test = open_desk(database, Some(4)).await;
    test.tick().await;
    test.run_until_idle().await;
    assert_eq!(test.hears(JOSIANE), "🟧 50 % des places sont prises : 2 sur 4.");
    test.tick().await;
    test.run_until_idle().await;
    assert_eq!(test.hears(JOSIANE), "", "told once");
    test.register(EUGENE).await;
    test.register(3001).await;
    test.tick().await;
    test.run_until_idle().await;
    assert_eq!(
        test.hears(JOSIANE),
        "🟥 C'est complet : 4 places prises sur 4. Les suivants vont sur la liste d'attente."
    );
    test.presses(EUGENE, "reg:free:3").await;
    test.tick().await;
    test.run_until_idle().await;
    assert_eq!(test.hears(JOSIANE), "", "seats that become free are no alert");
    test.end().await;
}

async fn the_digest_comes_once_a_morning(database: Database) {
    let mut test = open_desk(database, None).await;
    test.says(JOSIANE, "/bureau").await;
    test.taps(JOSIANE, "desk:daily:on").await;
    test.hears(JOSIANE);
    test.jump_to("2012-11-12T23:00").await;
    assert_eq!(test.hears(JOSIANE), "");
    test.jump_to("2012-11-13T06:59").await;
    assert_eq!(test.hears(JOSIANE), "");
    test.jump_to("2012-11-13T07:01").await;
    let heard = test.hears(JOSIANE);
    assert!(
        heard.starts_with("☀️ Bonjour ! Voici où nous en sommes.") && heard.contains("2 personnes inscrites"),
        "{heard}"
    );
    test.jump_to("2012-11-13T12:00").await;
    assert_eq!(test.hears(JOSIANE), "");
    test.presses(JOSIANE, "desk:daily:off").await;
    test.hears(JOSIANE);
    test.jump_to("2012-11-14T08:00").await;
    assert_eq!(test.hears(JOSIANE), "");
    test.end().await;
}

async fn the_chart_is_a_picture(database: Database) {
    let mut test = open_desk(database, Some(10)).await;
    test.says(JOSIANE, "/bureau").await;
    test.taps(JOSIANE, "desk:chart").await;
    let files = received_files(&test, JOSIANE);
    let (name, mime, bytes) = files.last().unwrap();
    assert_eq!((name.as_str(), mime.as_str()), ("bureau.png", "image/png"));
    let picture = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    assert_eq!((picture.info().width, picture.info().height), (900, 780));
    test.end().await;
}

async fn nobody_else_is_at_the_desk(database: Database) {
    let mut test = open_desk(database, None).await;
    test.grant_role(AIME, Role::DoorStaff).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    for who in [MARIE, AIME, EUGENE] {
        test.hears(who);
        test.says(who, "/bureau").await;
        assert_eq!(test.hears(who), "Le bureau est pour les organisateurs.");
        for data in [
            "desk:open",
            "desk:chart",
            "desk:search",
            "desk:card:2",
            "desk:card:1",
            "desk:daily:on",
            "desk:daily:off",
            "desk:log",
            "desk:leave",
            "desk:add",
            "role:new",
            "role:invite:organiser",
            "role:withdraw:0123456789abcdef",
        ] {
            test.presses(who, data).await;
        }
        assert_eq!(test.hears(who), "", "boxes only");
        assert_eq!(received_files(&test, who).len(), 0);
    }
    // what belongs to another account stays untouched
    for data in ["reg:show:1", "reg:edit:1:name", "reg:free:1", "reg:promote:1", "reg:clear:1:phone"] {
        test.presses(AIME, data).await;
    }
    test.says(AIME, "Autre Nom").await;
    assert_eq!(test.query_text("select name from registration where number = 1").await, "Marie Dupont");
    assert_eq!(test.query_i64("select count(*) from desk_digest").await, 0);
    assert_eq!(test.query_i64("select count(*) from invite where used_by = 0").await, 0);
    assert!(
        test.query_i64("select count(*) from audit_log where action = 'refused' and actor = 1001").await >= 8
    );
    test.end().await;
}

async fn the_journal_says_who_looked(database: Database) {
    let mut test = open_desk(database, None).await;
    find(&mut test, "marie").await;
    test.presses(MARIE, "desk:log").await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "/bureau").await;
    test.taps(JOSIANE, "desk:log").await;
    let shown = test.last_message(JOSIANE);
    assert!(shown.contains("12/11 10h · numéro 2001 : a vu l'inscription n° 1"), "{shown}");
    assert!(shown.contains("numéro 1001 : refusé (desk:log)"), "{shown}");
    assert!(!shown.contains("Dupont"), "no names of attendees: {shown}");
    test.end().await;
}

async fn organisers_invite_and_withdraw_links(database: Database) {
    let mut test = open_desk(database, None).await;
    let mut tx = test.app.db.begin().await.unwrap();
    koze::db::set_setting(&mut tx, koze::db::BOT_USERNAME_KEY, "koze_forum_bot").await.unwrap();
    tx.commit().await.unwrap();
    test.says(JOSIANE, "/roles").await;
    test.taps(JOSIANE, "role:new").await;
    test.taps(JOSIANE, "role:invite:door").await;
    let heard = test.hears(JOSIANE);
    let link = heard.split_whitespace().find(|word| word.contains("?start=")).unwrap().to_owned();
    let payload = link.split("start=").nth(1).unwrap().to_owned();
    test.says(EUGENE, &format!("/start {payload}")).await;
    assert!(test.hears(EUGENE).contains("Vous êtes à l'accueil"));
    assert_eq!(test.query_i64("select count(*) from role where role = 'door'").await, 1);
    test.says(AIME, &format!("/start {payload}")).await;
    assert!(test.hears(AIME).contains("il ne marche qu'une fois"), "a used link works for nobody again");
    // a second one is taken back before anybody opens it
    test.says(JOSIANE, "/roles").await;
    test.taps(JOSIANE, "role:new").await;
    test.hears(JOSIANE);
    test.taps(JOSIANE, "role:invite:organiser").await;
    let heard = test.hears(JOSIANE);
    let payload = heard.split("start=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    test.says(JOSIANE, "/roles").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Lien pas encore ouvert · organisation, encore 48 h"), "{heard}");
    test.taps_prefix(JOSIANE, "role:withdraw:").await;
    test.says(AIME, &format!("/start {payload}")).await;
    assert_eq!(test.hears(AIME), "Ce lien a été retiré par les organisateurs. Demandez-leur un autre.");
    let actions =
        "select count(*) from audit_log where action in ('invited', 'invite-used', 'invite-withdrawn')";
    assert_eq!(
        test.query_i64(actions).await,
        5,
        "two made, two used (one by the role of the test), one taken back"
    );
    test.end().await;
}
