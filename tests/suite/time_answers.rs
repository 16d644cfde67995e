//! Answers that depend on the clock: begun, over, how much is left, which day; and the place on the map.

use koze::programme::Programme;

use crate::test_bot::{Database, MARIE, TestBot};

on_both_databases!(
    the_end_says_how_much_is_left,
    the_start_says_whether_it_has_begun,
    where_no_end_is_printed_none_is_told,
    the_last_session_may_go_on_beyond_the_announced_end,
    a_day_without_end_time_names_no_end,
    each_day_of_several_has_its_own_end,
    an_hour_is_of_the_day_that_is_named,
    a_place_with_coordinates_is_shown_on_the_map,
    a_place_without_coordinates_is_not,
    where_there_are_several_rooms_each_answer_names_one,
);

fn two_days() -> Programme {
    Programme::parse(include_str!("../data/two-days.toml")).unwrap()
}

/// Asserts that at each time the answer to the question contains these words.
async fn assert_answers(test: &mut TestBot, dialogue: &[(&str, &str, &str)]) {
    for (time, question, answer) in dialogue {
        test.jump_to(time).await;
        test.says(MARIE, question).await;
        let heard = test.last_message(MARIE);
        assert!(heard.contains(answer), "{time} {question}: {heard}");
    }
}

async fn the_end_says_how_much_is_left(database: Database) {
    let mut test = TestBot::open(database, "2012-11-21T18:00").await;
    let dialogue = [
        ("2012-11-21T18:00", "ça finit à quelle heure ?", "Ce n'est pas encore commencé"),
        (
            "2012-11-23T07:40",
            "ça finit à quelle heure ?",
            "ouverture le vendredi 23 novembre 2012 à 8h (dans 20 minutes)",
        ),
        ("2012-11-23T08:00", "ça finit quand ?", "il reste 4 h. Fin prévue : 12h."),
        ("2012-11-23T10:15", "c'est fini ?", "il reste 1 h 45 min"),
        ("2012-11-23T11:12", "il reste combien de temps", "il reste 48 min"),
        ("2012-11-23T11:13", "how much time is left?", "47 minutes left"),
        ("2012-11-23T11:59", "ça finit quand ?", "il reste 1 min"),
        ("2012-11-23T12:10", "c'est fini ?", "Clôture et synthèse de la matinée"),
        ("2012-11-23T13:00", "c'est fini ?", "C'est terminé"),
    ];
    assert_answers(&mut test, &dialogue).await;
    test.end().await;
}

async fn the_start_says_whether_it_has_begun(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T18:00").await;
    let dialogue = [
        ("2012-11-20T18:00", "ça commence à quelle heure ?", "vendredi 23 novembre 2012 à 8h (dans 3 jours)"),
        ("2012-11-23T07:15", "ça commence à quelle heure ?", "(dans 45 minutes)"),
        ("2012-11-23T08:00", "ça a commencé ?", "Oui, c'est commencé"),
        ("2012-11-23T08:03", "has it started?", "Yes, it has begun"),
        ("2012-11-23T12:03", "ça a commencé ?", "Fin annoncée : 12h"),
        ("2012-11-24T09:00", "ça commence à quelle heure ?", "est terminé"),
    ];
    assert_answers(&mut test, &dialogue).await;
    test.end().await;
}

/// The shipped event with another end, or without one.
fn shipped_with_end(end: &str) -> Programme {
    let event = include_str!("../../event.toml");
    assert!(event.contains("end = \"12:00\"\n"));
    Programme::parse(&event.replacen("end = \"12:00\"\n", end, 1)).unwrap()
}

async fn where_no_end_is_printed_none_is_told(database: Database) {
    let mut test = TestBot::open_with_programme(database, "2012-11-21T18:00", shipped_with_end("")).await;
    let dialogue = [
        ("2012-11-21T18:00", "c'est quel jour le forum ?", "à partir de 8h"),
        ("2012-11-21T18:00", "ça finit à quelle heure ?", "Je n'ai pas l'heure de fin"),
        ("2012-11-21T18:00", "il y a quoi à 12h30 ?", "sans heure de fin"),
        ("2012-11-23T10:15", "il reste combien de temps", "Je n'ai pas l'heure de fin"),
        ("2012-11-23T12:05", "c'est fini ?", "Je n'ai pas l'heure de fin"),
        ("2012-11-23T12:30", "c'est quoi maintenant", "Clôture et synthèse"),
        ("2012-11-23T15:00", "la clôture c'est quand", "c'est en cours"),
        // the end is unknown until the day is over
        ("2012-11-24T00:01", "c'est fini ?", "est terminé"),
    ];
    assert_answers(&mut test, &dialogue).await;
    for (time, claims) in [("2012-11-21T18:00", "12h"), ("2012-11-23T12:10", "Fin annoncée")] {
        test.clock.jump(crate::test_bot::martinique_time(time));
        test.says(MARIE, "c'est quel jour le forum ?").await;
        assert!(!test.last_message(MARIE).contains(claims), "{time}: {}", test.last_message(MARIE));
    }
    let programme = shipped_with_end("");
    let schedule = koze::programme::Schedule::from_programme(&programme);
    assert_eq!(schedule.known_end(&programme), None);
    test.end().await;
}

async fn the_last_session_may_go_on_beyond_the_announced_end(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T12:05").await;
    let dialogue = [
        ("2012-11-23T12:05", "c'est quoi maintenant", "Clôture et synthèse"),
        ("2012-11-23T12:05", "c'est fini ?", "La fin était annoncée à 12h"),
        ("2012-11-23T12:05", "il y a quoi à 12h30 ?", "Clôture et synthèse"),
        ("2012-11-23T12:05", "c'est quel jour le forum ?", "c'est en cours"),
        ("2012-11-23T12:05", "la clôture c'est quand", "c'est en cours"),
    ];
    assert_answers(&mut test, &dialogue).await;
    test.end().await;
    // a printed end is also that of the last session
    let longer = shipped_with_end("end = \"13:00\"\n");
    let mut test = TestBot::open_with_programme(Database::sqlite().await, "2012-11-23T12:05", longer).await;
    let dialogue = [
        ("2012-11-23T12:05", "c'est fini ?", "il reste 55 min"),
        ("2012-11-23T12:05", "il y a quoi à 12h30 ?", "12h – 13h"),
        ("2012-11-23T13:00", "c'est fini ?", "est terminé"),
    ];
    assert_answers(&mut test, &dialogue).await;
    test.end().await;
}

async fn a_day_without_end_time_names_no_end(database: Database) {
    let event = include_str!("../data/two-days.toml")
        .replace("start = \"12:00\"\nend = \"14:00\"\n", "start = \"12:00\"\n");
    let programme = Programme::parse(&event).unwrap();
    let mut test = TestBot::open_with_programme(database, "2031-05-17T07:00", programme).await;
    let dialogue = [
        ("2031-05-17T07:00", "c'est quoi maintenant", "Repas partagé"),
        ("2031-05-17T07:00", "ça finit à quelle heure ?", "Je n'ai pas l'heure de fin"),
        ("2031-05-17T07:00", "il y a quoi à 17h ?", "sans heure de fin"),
    ];
    assert_answers(&mut test, &dialogue).await;
    test.end().await;
}

/// Times are Martinique's, six hours behind the event's own.
async fn each_day_of_several_has_its_own_end(database: Database) {
    let mut test = TestBot::open_with_programme(database, "2031-05-16T06:00", two_days()).await;
    let dialogue = [
        ("2031-05-16T06:00", "ça finit à quelle heure ?", "Fin prévue : le dimanche 18 mai 2031 à 18h30."),
        ("2031-05-17T06:30", "ça finit à quelle heure ?", "Aujourd'hui, jusqu'à 14h : il reste 1 h 30 min."),
        (
            "2031-05-17T12:00",
            "c'est fini ?",
            "C'est fini pour aujourd'hui. On reprend le dimanche 18 mai 2031 à 10h.",
        ),
        ("2031-05-18T10:30", "c'est fini ?", "il reste 2 h. Fin prévue : 18h30."),
        ("2031-05-18T12:30", "c'est fini ?", "est terminé"),
    ];
    assert_answers(&mut test, &dialogue).await;
    test.end().await;
}

async fn an_hour_is_of_the_day_that_is_named(database: Database) {
    let mut test = TestBot::open_with_programme(database, "2031-05-10T06:00", two_days()).await;
    let dialogue = [
        ("2031-05-10T06:00", "il y a quoi à 10h30 dimanche ?", "Forum ouvert"),
        ("2031-05-10T06:00", "il y a quoi samedi à 12h30 ?", "Repas partagé"),
        ("2031-05-10T06:00", "what's on Sunday at 5pm?", "Closing concert"),
        (
            "2031-05-10T06:00",
            "il y a quoi à 20h dimanche ?",
            "Le programme va de 10h à 18h30 (dimanche 18 mai 2031)",
        ),
        // two sessions at once are both named, each with its room
        (
            "2031-05-10T06:00",
            "il y a quoi samedi à 10h15 ?",
            "10h · Atelier jardin (Maison de quartier des Tilleuls, Jardin)",
        ),
        // without a day today is meant, and tomorrow where the text says so
        ("2031-05-17T04:00", "il y a quoi à 17h ?", "Le programme va de 9h à 14h (samedi 17 mai 2031)"),
        ("2031-05-17T04:00", "il y a quoi demain à 17h ?", "Concert de clôture"),
        ("2031-05-18T04:00", "il y a quoi à 17h ?", "Concert de clôture"),
    ];
    assert_answers(&mut test, &dialogue).await;
    test.end().await;
}

async fn a_place_with_coordinates_is_shown_on_the_map(database: Database) {
    let mut test = TestBot::open_with_programme(database, "2031-05-10T06:00", two_days()).await;
    for question in ["c'est où ?", "dans quelle salle ?"] {
        test.says(MARIE, question).await;
        let chat = test.emulator.messages(MARIE);
        assert!(chat[chat.len() - 2].plain_text.contains("Maison de quartier des Tilleuls"), "{question}");
        let card = chat[chat.len() - 1].media.clone().expect("a card");
        assert_eq!(card.kind, "venue");
        assert_eq!(card.value["title"], "Maison de quartier des Tilleuls");
        assert_eq!(card.value["address"], "1 place de l’Exemple, 00000 Exempleville");
        assert_eq!(card.value["location"]["latitude"], 47.25);
    }
    test.end().await;
    // without an address the place is a pin
    let mut programme = two_days();
    programme.venue.address = None;
    let mut test =
        TestBot::open_with_programme(Database::sqlite().await, "2031-05-10T06:00", programme).await;
    test.says(MARIE, "c'est où ?").await;
    assert_eq!(test.emulator.latest_message(MARIE).unwrap().media.expect("a pin").kind, "location");
    test.end().await;
}

async fn a_place_without_coordinates_is_not(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    test.says(MARIE, "c'est où ?").await;
    assert!(test.last_message(MARIE).contains("Palais des Congrès"));
    assert!(test.emulator.messages(MARIE).iter().all(|bubble| bubble.media.is_none()));
    test.end().await;
}

/// At an event in one room, it stands once below the programme.
async fn where_there_are_several_rooms_each_answer_names_one(database: Database) {
    // ten past nine in Paris
    let mut test = TestBot::open_with_programme(database, "2031-05-17T03:10", two_days()).await;
    for text in ["c'est quoi maintenant", "et ensuite ?"] {
        test.says(MARIE, text).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains("📍 Grande salle"), "{text}: {heard}");
    }
    test.says(MARIE, "programme").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("📍 Grande salle") && heard.contains("📍 Jardin"), "{heard}");
    test.end().await;
}
