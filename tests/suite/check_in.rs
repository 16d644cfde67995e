//! The door: staff check people in by ticket, code, name or paper; attendees by the code on the screen.

use koze::check_in::{self, Arrival, ArrivalOutcome, Method};
use koze::clock::EventTime;
use koze::ids::{PersonId, RegistrationNumber};
use koze::people::Role;

use crate::registration_card::received_files;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

on_both_databases!(
    a_scanned_ticket_lets_in_once_and_can_be_undone,
    needs_are_said_with_how_to_help,
    a_name_or_a_code_does_the_same_with_one_tap,
    walk_ins_take_one_line_and_two_presses,
    nothing_is_recorded_before_the_day,
    who_waits_is_let_in_by_decision,
    tickets_of_others_are_refused,
    marks_from_paper_come_in_one_message,
    the_paper_list_has_codes_and_boxes,
    one_press_says_i_am_here,
    the_screens_code_changes,
    self_check_in_keeps_its_hours,
    nobody_else_is_at_the_door,
    a_revoked_role_leaves_the_door,
    twenty_staff_let_each_in_once,
    the_earlier_arrival_wins,
    questions_are_answered_at_the_door,
);

const EARLY: &str = "2012-11-12T10:00";
const MORNING: &str = "2012-11-23T07:45";

/// Marie and Aimé are registered, Eugène stands at the door.
async fn open_door(database: Database) -> TestBot {
    let mut test = TestBot::open(database, EARLY).await;
    for (who, name) in [(MARIE, "Marie"), (AIME, "Aimé"), (JOSIANE, "Josiane"), (EUGENE, "Eugène")] {
        test.emulator.add_user(who, name, Some("Dupont"), Some("fr"));
    }
    test.register(MARIE).await;
    test.register(AIME).await;
    test.grant_role(EUGENE, Role::DoorStaff).await;
    test.jump_to(MORNING).await;
    for who in [MARIE, AIME, EUGENE] {
        test.hears(who);
    }
    test
}

async fn ticket(test: &TestBot, number: i64) -> String {
    let sql = match number {
        1 => "select code from registration where number = 1",
        _ => "select code from registration where number = 2",
    };
    test.query_text(sql).await
}

async fn inside(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from arrival").await
}

async fn a_scanned_ticket_lets_in_once_and_can_be_undone(database: Database) {
    let mut test = open_door(database).await;
    let code = ticket(&test, 1).await;
    test.says(EUGENE, &format!("/start t_{code}")).await;
    insta::allow_duplicates! { insta::assert_snapshot!(test.hears(EUGENE), @"
    ✅ Marie Dupont · Résident ou résidente
    Entrée à 7h45. 1 personne dans la salle.
    "); }
    test.jump_to("2012-11-23T07:52").await;
    test.says(EUGENE, &format!("/start t_{code}")).await;
    insta::allow_duplicates! { insta::assert_snapshot!(test.hears(EUGENE), @"
    ⚠️ Marie Dupont · Résident ou résidente
    Déjà dans la salle depuis 7h45.
    "); }
    assert_eq!(inside(&test).await, 1);
    for _ in 0..2 {
        test.presses(EUGENE, "door:undo:1").await;
        assert_eq!(inside(&test).await, 0, "a second press changes nothing");
    }
    assert!(test.last_message(EUGENE).contains("Entrée annulée. Personne dans la salle."));
    test.taps(EUGENE, "door:in:1:search").await;
    assert_eq!(inside(&test).await, 1);
    assert_eq!(
        test.query_text("select action from audit_log where action like 'check%' order by at limit 1").await,
        "checked-in"
    );
    assert_eq!(test.query_i64("select count(*) from audit_log where registration = 1").await, 3);
    test.end().await;
}

async fn needs_are_said_with_how_to_help(database: Database) {
    let mut test = open_door(database).await;
    test.presses(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, "Je suis en fauteuil roulant et j'entends mal <b>").await;
    let code = ticket(&test, 1).await;
    test.says(EUGENE, &format!("/start t_{code}")).await;
    insta::allow_duplicates! { insta::assert_snapshot!(test.hears(EUGENE), @"
    ✅ Marie Dupont · Résident ou résidente
    Entrée à 7h45. 1 personne dans la salle.
    ♿ Je suis en fauteuil roulant et j'entends mal <b>
    → Un chemin sans marche, la porte tenue ouverte. Une place en bout de rang, sans chaise.
    → Parlez de face, sans crier. Écrivez s'il le faut. Une place devant, avec vue sur qui parle.
    "); }
    test.end().await;
}

async fn a_name_or_a_code_does_the_same_with_one_tap(database: Database) {
    let mut test = open_door(database).await;
    test.says(EUGENE, "/accueil").await;
    insta::allow_duplicates! { insta::assert_snapshot!(test.hears(EUGENE), @"
    🚪 Accueil
    Personne dans la salle, sur 2 personnes inscrites.
    Scannez un billet avec l'appareil photo de votre téléphone. Ou écrivez un code, un nom ou un numéro de téléphone.
    "); }
    test.says(EUGENE, "DUPONT").await;
    let labels = test.emulator.button_labels(EUGENE);
    assert_eq!(labels[..2], ["Aimé Dupont · Résident ou résidente", "Marie Dupont · Résident ou résidente"]);
    assert!(labels[2].starts_with("Quelqu’un d’autre"), "{labels:?}");
    test.taps(EUGENE, "door:in:2:search").await;
    assert!(test.last_message(EUGENE).contains("✅ Aimé Dupont"), "{}", test.last_message(EUGENE));
    test.says(EUGENE, "aime").await;
    assert!(
        test.emulator.button_labels(EUGENE)[0].starts_with("✓ 7"),
        "{:?}",
        test.emulator.button_labels(EUGENE)
    );
    let code = ticket(&test, 1).await;
    test.says(EUGENE, &code.to_lowercase()).await;
    assert!(test.last_message(EUGENE).contains("✅ Marie Dupont"), "{}", test.last_message(EUGENE));
    assert_eq!(inside(&test).await, 2);
    test.says(EUGENE, "annuler").await;
    assert!(
        test.last_message(EUGENE).contains("Vous n'êtes plus à l'accueil"),
        "{}",
        test.last_message(EUGENE)
    );
    test.end().await;
}

async fn walk_ins_take_one_line_and_two_presses(database: Database) {
    let mut test = open_door(database).await;
    test.says(EUGENE, "/accueil").await;
    test.hears(EUGENE);
    test.says(EUGENE, "Rose-Lise d'Abreu").await;
    insta::allow_duplicates! { insta::assert_snapshot!(test.hears(EUGENE), @"Personne ne s'appelle Rose-Lise d'Abreu dans la liste. Vérifiez l'écriture, ou inscrivez la personne ici."); }
    test.taps(EUGENE, "door:new").await;
    test.taps(EUGENE, "door:as:mediator").await;
    assert!(
        test.last_message(EUGENE).starts_with("✅ Rose-Lise d'Abreu · Médiateur"),
        "{}",
        test.last_message(EUGENE)
    );
    test.presses(EUGENE, "door:as:mediator").await;
    assert_eq!(
        test.query_i64("select count(*) from registration").await,
        3,
        "a second press registers nobody"
    );
    assert_eq!(test.query_text("select method from arrival").await, "walk-in");
    assert_eq!(test.query_text("select consent_how from registration where number = 3").await, "aloud");
    test.end().await;
}

async fn nothing_is_recorded_before_the_day(database: Database) {
    let mut test = open_door(database).await;
    test.jump_to("2012-11-23T07:50").await;
    let code = ticket(&test, 1).await;
    test.end().await;
    let mut test = TestBot::open(Database::sqlite().await, EARLY).await;
    test.register(MARIE).await;
    test.grant_role(EUGENE, Role::DoorStaff).await;
    test.hears(EUGENE);
    let own = test.query_text("select code from registration").await;
    assert_ne!(code, own);
    test.says(EUGENE, &format!("/start t_{own}")).await;
    let heard = test.hears(EUGENE);
    assert!(
        heard.contains("rien n'est noté aujourd'hui") && heard.contains("vendredi 23 novembre 2012"),
        "{heard}"
    );
    assert_eq!(inside(&test).await, 0);
    test.end().await;
}

async fn who_waits_is_let_in_by_decision(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.registration.capacity = Some(1);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    test.grant_role(EUGENE, Role::DoorStaff).await;
    test.jump_to(MORNING).await;
    test.hears(EUGENE);
    let code = ticket(&test, 2).await;
    test.says(EUGENE, &format!("/start t_{code}")).await;
    let heard = test.hears(EUGENE);
    assert!(
        heard.contains("Sur la liste d'attente : pas de place gardée. Personne dans la salle (1 places)."),
        "{heard}"
    );
    assert_eq!(inside(&test).await, 0);
    test.taps(EUGENE, "door:in:2:scan").await;
    assert_eq!(inside(&test).await, 1);
    test.end().await;
}

async fn tickets_of_others_are_refused(database: Database) {
    let mut test = open_door(database).await;
    let code = ticket(&test, 1).await;
    test.presses(MARIE, "reg:free:1").await;
    test.says(EUGENE, &format!("/start t_{code}")).await;
    let heard = test.hears(EUGENE);
    assert!(heard.starts_with("❌ Ce billet n'est pas pour aujourd'hui."), "cancelled: {heard}");
    test.says(EUGENE, "/start t_CDFGHJKM").await;
    assert!(test.last_message(EUGENE).starts_with("❌"), "of another event: {}", test.last_message(EUGENE));
    test.presses(EUGENE, "door:in:1:search").await;
    let box_text = test.emulator.callback_answers(EUGENE).last().map(|answer| answer.text.clone());
    assert!(box_text.unwrap_or_default().contains("existe plus"));
    assert_eq!(inside(&test).await, 0);
    test.end().await;
}

async fn marks_from_paper_come_in_one_message(database: Database) {
    let mut test = open_door(database).await;
    let (first, second) = (ticket(&test, 1).await, ticket(&test, 2).await);
    test.says(EUGENE, "/accueil").await;
    test.hears(EUGENE);
    test.says(EUGENE, &format!("{}, {} ZZZZ", &first[..4].to_lowercase(), second)).await;
    let heard = test.hears(EUGENE);
    assert_eq!(inside(&test).await, 0, "Z is in no code, so this is a name: {heard}");
    test.says(EUGENE, &format!("{}, {} CDFG", &first[..4].to_lowercase(), second)).await;
    let heard = test.hears(EUGENE);
    assert!(heard.contains("2 entrées notées : Marie Dupont, Aimé Dupont"), "{heard}");
    assert!(heard.contains("Aucun billet : CDFG"), "{heard}");
    test.says(EUGENE, &format!("{first}, {second}")).await;
    assert!(test.hears(EUGENE).contains("Déjà dans la salle : Marie Dupont, Aimé Dupont"));
    assert_eq!(inside(&test).await, 2);
    test.end().await;
}

async fn the_paper_list_has_codes_and_boxes(database: Database) {
    let mut test = open_door(database).await;
    test.presses(MARIE, "reg:edit:1:name").await;
    test.says(MARIE, "Marie <script>").await;
    test.says(EUGENE, "/accueil").await;
    test.taps(EUGENE, "door:paper").await;
    let files = received_files(&test, EUGENE);
    assert_eq!((files[0].0.as_str(), files[0].1.as_str()), ("accueil.html", "text/html"));
    let page = String::from_utf8(files[0].2.clone()).unwrap();
    let code = ticket(&test, 1).await;
    assert!(page.contains(&format!("{}-{}", &code[..4], &code[4..])), "{page}");
    assert!(page.contains("Marie &lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(!page.contains("0696"), "no telephone numbers");
    assert_eq!(test.query_i64("select count(*) from audit_log where action = 'exported'").await, 1);
    test.end().await;
}

async fn screen_code(test: &TestBot) -> String {
    let mut tx = test.app.db.begin().await.unwrap();
    let key = check_in::screen_key(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    key.code_at(test.clock.event_now())
}

async fn one_press_says_i_am_here(database: Database) {
    let mut test = open_door(database).await;
    let code = screen_code(&test).await;
    test.says(MARIE, &format!("/start here_{code}")).await;
    insta::allow_duplicates! { insta::assert_snapshot!(test.hears(MARIE), @"Vous êtes arrivé ? Touchez, et c'est noté."); }
    let data = format!("here:1:{code}");
    test.taps(MARIE, &data).await;
    assert_eq!(
        test.last_message(MARIE),
        "✅ Bienvenue, Marie Dupont ! Votre arrivée est notée à 7h45. Bon forum !"
    );
    test.presses(MARIE, &data).await;
    assert_eq!(inside(&test).await, 1);
    assert_eq!(test.query_text("select method from arrival").await, "self");
    // nobody presses for another account
    test.presses(AIME, &data).await;
    assert_eq!(inside(&test).await, 1);
    // whoever is not registered is shown the registration
    test.says(JOSIANE, &format!("/start here_{code}")).await;
    assert!(test.hears(JOSIANE).contains("inscri"), "not registered");
    test.end().await;
}

async fn the_screens_code_changes(database: Database) {
    let mut test = open_door(database).await;
    let code = screen_code(&test).await;
    test.says(AIME, &format!("/start here_{code}")).await;
    test.jump_to("2012-11-23T07:50").await;
    assert_ne!(screen_code(&test).await, code);
    test.says(MARIE, &format!("/start here_{code}")).await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("Ce code a changé"), "photographed and sent to somebody at home: {heard}");
    test.hears(AIME);
    test.presses(AIME, &format!("here:2:{code}")).await;
    assert_eq!(inside(&test).await, 0, "nor is it pressed later");
    for forged in ["here:1:", "here:1:AAAAAAAA", "here:x:CDFGHJKM", "here:"] {
        test.presses(MARIE, forged).await;
    }
    assert_eq!(inside(&test).await, 0);
    test.end().await;
}

async fn self_check_in_keeps_its_hours(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.check_in.self_from = chrono::NaiveTime::from_hms_opt(8, 0, 0);
    programme.check_in.self_until = chrono::NaiveTime::from_hms_opt(9, 0, 0);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    for (time, is_open) in [
        ("2012-11-22T08:30", false),
        ("2012-11-23T07:59", false),
        ("2012-11-23T08:00", true),
        ("2012-11-23T09:00", false),
    ] {
        test.jump_to(time).await;
        test.hears(MARIE);
        let code = screen_code(&test).await;
        test.says(MARIE, &format!("/start here_{code}")).await;
        let heard = test.hears(MARIE);
        assert_eq!(heard.contains("Touchez, et c'est noté"), is_open, "{time}: {heard}");
    }
    test.end().await;
}

async fn nobody_else_is_at_the_door(database: Database) {
    let mut test = open_door(database).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    for who in [MARIE, JOSIANE] {
        test.says(who, "/accueil").await;
        assert!(
            test.last_message(who).contains("C'est pour l'équipe de l'accueil"),
            "{}",
            test.last_message(who)
        );
        for data in [
            "door:open",
            "door:in:1:search",
            "door:undo:1",
            "door:new",
            "door:as:resident",
            "door:paper",
            "door:screen",
        ] {
            test.presses(who, data).await;
        }
        let code = ticket(&test, 2).await;
        test.says(who, &format!("/start t_{code}")).await;
        assert_eq!(received_files(&test, who).len(), 0);
    }
    assert_eq!(inside(&test).await, 0);
    let refused = "select count(*) from audit_log where action = 'refused' and actor = 1001";
    assert_eq!(test.query_i64(refused).await, 8, "each kind once");
    test.presses(MARIE, "door:open").await;
    assert_eq!(test.query_i64(refused).await, 8);
    test.end().await;
}

async fn a_revoked_role_leaves_the_door(database: Database) {
    let mut test = open_door(database).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(EUGENE, "/accueil").await;
    test.says(EUGENE, "Rose Nouvelle").await;
    test.says(JOSIANE, "/roles").await;
    test.taps(JOSIANE, "role:ask:2002:door").await;
    test.taps(JOSIANE, "role:yes:2002:door").await;
    let code = ticket(&test, 1).await;
    test.taps(EUGENE, "door:new").await;
    test.presses(EUGENE, "door:as:resident").await;
    test.says(EUGENE, "dupont").await;
    test.says(EUGENE, &format!("/start t_{code}")).await;
    assert_eq!(inside(&test).await, 0);
    assert_eq!(test.query_i64("select count(*) from registration").await, 2);
    assert!(!test.chat_contains(EUGENE, "Qui est-ce"));
    assert!(!test.conversation_state(EUGENE).await.contains("at_door"), "texts are no longer names");
    test.end().await;
}

async fn twenty_staff_let_each_in_once(database: Database) {
    let mut test = open_door(database).await;
    for who in 3001..3031 {
        test.emulator.add_user(who, "Personne", Some(&format!("n° {who}")), Some("fr"));
    }
    let mut tx = test.app.db.begin().await.unwrap();
    for number in 101..=130_i64 {
        sqlx::query(
            "insert into registration (number, person, own, registered_by, seat_status, offered_until, waitlisted_at,
                waitlist_inactive_at, code, name, category, organisation, phone, email, area, access_needs, consent_how,
                consent_version, consent_at, registered_at, calendar_issues, calendar_fingerprint, calendar_at)
             values ($1, 0, 0, 0, 'seat', 0, 0, 0, $2, 'Une personne', 'resident', '', '', '', '', '', 'paper', '3', 0, 0,
                0, '', 0)",
        )
        .bind(number)
        .bind(format!("CDFGHJ{}", number - 100))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    // twenty members of staff, each of whom scans all of the thirty
    let scans: Vec<_> = (0..20_i64)
        .map(|staff| {
            let db = test.app.db.clone();
            tokio::spawn(async move {
                let mut recorded = 0;
                for step in 0..30 {
                    let number = RegistrationNumber(101 + (step + staff) % 30);
                    let arrival = Arrival {
                        registration: number,
                        day: 0,
                        arrived_at: EventTime(1_000_000 + staff * 1_000 + step),
                        method: Method::Scan,
                        recorded_by: Some(PersonId(4000 + staff)),
                    };
                    let mut tx = db.begin().await.unwrap();
                    let outcome = check_in::record(&mut tx, &arrival).await.unwrap();
                    tx.commit().await.unwrap();
                    recorded += i64::from(outcome == ArrivalOutcome::Recorded);
                }
                recorded
            })
        })
        .collect();
    let mut recorded = 0;
    for scan in scans {
        recorded += scan.await.unwrap();
    }
    assert_eq!(recorded, 30, "each person is let in exactly once");
    assert_eq!(inside(&test).await, 30);
    // and the earliest scan of each is the one that stays
    assert_eq!(
        test.query_i64("select count(*) from arrival where arrived_at >= 1001000").await,
        0,
        "the first member of staff scanned all of them earliest"
    );
    test.run_until_idle().await;
    test.end().await;
}

async fn the_earlier_arrival_wins(database: Database) {
    let test = open_door(database).await;
    let arrival = |at, method| Arrival {
        registration: RegistrationNumber(1),
        day: 0,
        arrived_at: EventTime(at),
        method,
        recorded_by: Some(PersonId(EUGENE)),
    };
    let mut tx = test.app.db.begin().await.unwrap();
    assert_eq!(
        check_in::record(&mut tx, &arrival(500, Method::Scan)).await.unwrap(),
        ArrivalOutcome::Recorded
    );
    // the list of another phone comes in later
    assert_eq!(
        check_in::record(&mut tx, &arrival(300, Method::Search)).await.unwrap(),
        ArrivalOutcome::AlreadyArrived(EventTime(300))
    );
    assert_eq!(
        check_in::record(&mut tx, &arrival(900, Method::Scan)).await.unwrap(),
        ArrivalOutcome::AlreadyArrived(EventTime(300))
    );
    let gone = Arrival { registration: RegistrationNumber(77), ..arrival(1, Method::Scan) };
    assert_eq!(check_in::record(&mut tx, &gone).await.unwrap(), ArrivalOutcome::NotRegistered);
    tx.commit().await.unwrap();
    assert_eq!(test.query_i64("select arrived_at from arrival").await, 300);
    test.end().await;
}

async fn questions_are_answered_at_the_door(database: Database) {
    let mut test = open_door(database).await;
    test.says(EUGENE, "/accueil").await;
    test.hears(EUGENE);
    test.says(EUGENE, "C'est à quelle heure la table ronde ?").await;
    let heard = test.hears(EUGENE);
    assert!(heard.contains("10h30"), "{heard}");
    test.says(EUGENE, "marie").await;
    assert!(test.hears(EUGENE).contains("Qui est-ce ?"), "and the door goes on");
    test.end().await;
}
