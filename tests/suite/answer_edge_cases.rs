//! Answers beyond the plain question: parallel sessions, free seats,
//! emergencies, an organiser's reply to the card, and the end of the event.

use std::collections::BTreeSet;

use koze::answers::{self, AnswerContext, Intent, NluInput, NluModel, interpret};
use koze::chat::Keyboard;
use koze::clock::RealTime;
use koze::i18n::Lang;
use koze::people::Role;
use koze::programme::{Programme, Schedule, Session};
use koze::turn::EventContext;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time};

on_both_databases!(
    sessions_side_by_side_are_all_named,
    two_sessions_in_one_question_are_both_answered,
    days_are_counted_as_the_calendar_does,
    after_the_last_start_its_end_is_said_to_be_unknown,
    a_reply_to_the_card_is_the_answer,
    a_reply_to_anything_else_is_not,
    places_left_come_from_who_registered,
    who_needs_help_is_sent_to_those_in_the_room,
    answers_of_the_event_file_are_found_by_what_they_are_about,
);

async fn sessions_side_by_side_are_all_named(database: Database) {
    let mut programme = Programme::built_in();
    let talks =
        programme.sessions.iter_mut().find(|session| session.id == "experiences-adultes-relais").unwrap();
    talks.ends = Some(martinique_time("2012-11-23T09:40"));
    let workshop = Session {
        id: "atelier".into(),
        title: koze::programme::LocalizedText::french("Atelier d'écriture"),
        starts: martinique_time("2012-11-23T09:10"),
        ends: Some(martinique_time("2012-11-23T09:30")),
        ..talks.clone()
    };
    programme.sessions.push(workshop);
    let mut test = TestBot::open_with_programme(database, "2012-11-23T09:20", programme).await;
    test.says(MARIE, "c'est quoi maintenant ?").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("il y a plusieurs choses"), "{heard}");
    assert!(heard.contains("9h10 · Atelier d'écriture") && heard.contains("9h · "), "{heard}");
    test.jump_to("2012-11-23T09:35").await;
    test.says(MARIE, "c'est quoi maintenant ?").await;
    assert!(test.hears(MARIE).contains("depuis 9h et jusqu'à 9h40"));
    test.end().await;
}

async fn two_sessions_in_one_question_are_both_answered(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    for asked in [
        "la pause et la table ronde c'est à quelle heure ?",
        "what time are the break and the round table?",
        "ki lè poz-la épi tab wonn-lan ?",
    ] {
        test.says(MARIE, asked).await;
        let heard = test.hears(MARIE);
        let (pause, table) =
            (heard.find("10h10").or(heard.find("10:10")), heard.find("11h30").or(heard.find("11:30")));
        assert!(pause.is_some() && pause < table, "{asked}: {heard}");
    }
    // the text asks about the session after the break, not about the break
    test.says(MARIE, "c'est quoi après la pause").await;
    assert!(!test.hears(MARIE).contains("10h10 –"));
    test.end().await;
}

async fn days_are_counted_as_the_calendar_does(database: Database) {
    let mut test = TestBot::open(database, "2012-11-21T10:00").await;
    for (now, wait) in [
        ("2012-11-21T10:00", "(dans 2 jours)"),
        ("2012-11-21T20:05", "(dans 2 jours)"),
        ("2012-11-22T07:55", "(dans 1 jour)"),
        ("2012-11-22T18:40", "(dans 13 h 20 min)"),
        ("2012-11-23T07:59", "(dans 1 minute)"),
    ] {
        test.jump_to(now).await;
        test.says(MARIE, "ça commence à quelle heure ?").await;
        assert!(test.last_message(MARIE).contains(wait), "{now}: {}", test.last_message(MARIE));
    }
    test.end().await;
}

async fn after_the_last_start_its_end_is_said_to_be_unknown(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T12:00").await;
    for now in ["2012-11-23T12:00", "2012-11-23T12:30"] {
        test.jump_to(now).await;
        test.says(MARIE, "maintenant ?").await;
        let heard = test.last_message(MARIE);
        assert!(heard.contains("Depuis 12h") && heard.contains("Je n'ai pas l'heure de fin"), "{heard}");
    }
    test.says(MARIE, "la clôture").await;
    assert!(test.last_message(MARIE).contains("c'est en cours"), "{}", test.last_message(MARIE));
    test.jump_to("2012-11-24T09:00").await;
    test.says(MARIE, "maintenant ?").await;
    assert!(test.last_message(MARIE).contains("est terminé"));
    test.says(MARIE, "la clôture").await;
    assert!(test.last_message(MARIE).contains("c'est passé"), "{}", test.last_message(MARIE));
    test.end().await;
}

/// Marie has asked about a car park, and both organisers have the card with her question.
async fn open_with_asked_question(database: Database) -> TestBot {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    for organiser in [JOSIANE, EUGENE] {
        test.grant_role(organiser, Role::Organiser).await;
    }
    test.says(MARIE, "il y a un parking ?").await;
    test.taps(MARIE, "org:ask:1").await;
    for who in [MARIE, JOSIANE, EUGENE] {
        test.hears(who);
    }
    test
}

/// The id of the card in an organiser's chat.
fn card_message(test: &TestBot, who: i64) -> i64 {
    let chat = test.emulator.messages(who);
    chat.iter().find(|bubble| bubble.plain_text.contains("il y a un parking ?")).unwrap().message_id
}

async fn a_reply_to_the_card_is_the_answer(database: Database) {
    let mut test = open_with_asked_question(database).await;
    let cards = (card_message(&test, JOSIANE), card_message(&test, EUGENE));
    test.emulator.user_replies(JOSIANE, JOSIANE, cards.0, "Oui, derrière le bâtiment.");
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("Oui, derrière le bâtiment."));
    assert!(test.hears(JOSIANE).contains("Voulez-vous que je la donne à tous"));
    // the second organiser learns that the question is answered, and Marie gets nothing
    test.emulator.user_replies(EUGENE, EUGENE, cards.1, "Non.");
    test.run_until_idle().await;
    assert!(test.hears(EUGENE).contains("déjà répondu"));
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(test.query_i64("select count(*) from organiser_question where state = 'answered'").await, 1);
    test.end().await;
}

async fn a_reply_to_anything_else_is_not(database: Database) {
    let mut test = open_with_asked_question(database).await;
    test.says(JOSIANE, "le programme").await;
    let other = test.emulator.latest_message(JOSIANE).unwrap().message_id;
    test.emulator.user_replies(JOSIANE, JOSIANE, other, "c'est où ?");
    test.run_until_idle().await;
    assert!(test.hears(JOSIANE).contains("Palais des Congrès"));
    // a person without the role has no card: the id of a message in another chat has no meaning
    test.emulator.user_replies(AIME, AIME, card_message(&test, JOSIANE), "Oui.");
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from organiser_question where state = 'answered'").await, 0);
    assert_eq!(test.hears(MARIE), "");
    test.end().await;
}

async fn places_left_come_from_who_registered(database: Database) {
    let mut programme = Programme::built_in();
    programme.registration.capacity = Some(2);
    let mut test = TestBot::open_with_programme(database, "2012-11-12T10:00", programme).await;
    test.says(MARIE, "il reste des places ?").await;
    assert!(test.hears(MARIE).contains("Il reste 2 places."));
    test.register(AIME).await;
    test.says(MARIE, "are there any seats left?").await;
    assert!(test.hears(MARIE).contains("There's one seat left."));
    test.register(EUGENE).await;
    test.says(MARIE, "es ni plas ankò ?").await;
    assert!(test.hears(MARIE).contains("Pa ni plas atjòlman"));
    test.end().await;
}

async fn who_needs_help_is_sent_to_those_in_the_room(database: Database) {
    let mut programme = Programme::built_in();
    programme.contact.emergency = None;
    let mut test = TestBot::open_with_programme(database, "2012-11-23T10:45", programme.clone()).await;
    for (asked, answer) in [
        ("quelqu'un a fait un malaise dans la salle !!", "une personne de l'équipe"),
        ("someone has fainted", "member of the team"),
        ("an moun pèd konésans", "an moun adan lékip-la"),
    ] {
        test.says(MARIE, asked).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains(answer), "{asked}: {heard}");
        // the bot names no emergency number that is not in the event file
        for invented in ["15", "18", "112"] {
            assert!(!heard.replace("686452", "").contains(invented), "{heard}");
        }
    }
    test.end().await;
    programme.contact.emergency = Some("0596 000000".into());
    let mut test =
        TestBot::open_with_programme(Database::sqlite().await, "2012-11-23T10:45", programme).await;
    test.says(MARIE, "appelez les pompiers").await;
    assert!(test.hears(MARIE).contains("0596 000000"));
    test.end().await;
}

async fn answers_of_the_event_file_are_found_by_what_they_are_about(database: Database) {
    let event = include_str!("../../event.toml");
    let faq = "[[faq]]\nquestions = [\"Y a-t-il un parking ?\"]\nanswer = { fr = \"Oui, derrière.\" }\n\n[[topics]]";
    let programme = Programme::parse(&event.replacen("[[topics]]", faq, 1)).unwrap();
    let mut test = TestBot::open_with_programme(database, "2012-11-20T10:00", programme).await;
    for asked in ["y a-t-il un parking ?", "je peux me garer où", "is there a car park?", "ni pakin ?"] {
        test.says(MARIE, asked).await;
        assert!(test.last_message(MARIE).contains("Oui, derrière."), "{asked}: {}", test.last_message(MARIE));
    }
    test.says(MARIE, "y a-t-il du wifi ?").await;
    assert!(test.last_message(MARIE).contains("Je n'ai pas cette information"));
    test.end().await;
}

#[test]
fn small_things_that_once_went_wrong() {
    let programme = Programme::built_in();
    let (schedule, knowledge) = (Schedule::from_programme(&programme), NluModel::new(&programme));
    let read = |text: &str| {
        let asked = NluInput {
            text,
            lang: None,
            default_lang: Lang::Fr,
            minute_of_day: 0,
            today: programme.first_date,
            previous_session: None,
            meaning: None,
            programme: &programme,
            schedule: &schedule,
        };
        interpret(&asked, &knowledge).intent
    };
    let table = || "table-ronde".to_owned();
    for (text, intent) in [
        ("on sera deux", Intent::RegistrationEdit),
        ("le débat c'est à quelle heure", Intent::SessionWhen(table())),
        ("c'est quoi avant la table ronde", Intent::ScheduleAt(610, None)),
        ("entre 9h et 9h40 il y a quoi", Intent::ScheduleAt(540, None)),
        ("ça finit à quelle heure parce que je dois prendre le bateau", Intent::EventEnd),
        ("le matin ou l'après-midi, tu préfères quoi ?", Intent::OutOfScope),
        ("où est la mairie", Intent::OutOfScope),
        ("quelle heure est-il à Paris", Intent::OutOfScope),
        ("comment contacter le médiateur de la République", Intent::OutOfScope),
        ("je vends une table à manger", Intent::OutOfScope),
        ("inscription au judo", Intent::OutOfScope),
        ("comment faire une bonne table ronde", Intent::OutOfScope),
        ("table ronde", Intent::SessionWhen(table())),
    ] {
        assert_eq!(read(text), intent, "{text}");
    }
}

#[test]
fn who_is_asked_back_can_tell_the_buttons_apart() {
    let programme = Programme::built_in();
    let (schedule, knowledge) = (Schedule::from_programme(&programme), NluModel::new(&programme));
    let now = programme.first_start();
    let forum = EventContext { programme: &programme, schedule: &schedule, now, real_now: RealTime::NONE };
    let files = [include_str!("../data/faq-tried.jsonl"), include_str!("../data/faq-dev.jsonl")];
    let mut asked_back = 0;
    for line in files.iter().flat_map(|file| file.lines()) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = line["text"].as_str().unwrap();
        let reading =
            answers::interpret_in_context(&forum, &answers::AskedText::new(text, Lang::Fr), &knowledge);
        if reading.alternative.is_none() {
            continue;
        }
        asked_back += 1;
        let context = AnswerContext { event: forum, lang: Lang::Fr };
        let message = answers::render_disambiguation(&context, &reading.close_intents());
        let Some(Keyboard::Inline(rows)) = message.keyboard else {
            panic!("{text}: a question back without buttons")
        };
        let labels: BTreeSet<&str> = rows.iter().flatten().map(|button| button.label.as_str()).collect();
        assert!(labels.len() == rows.len() && (2..=4).contains(&rows.len()), "{text}: {labels:?}");
        for button in rows.iter().flatten() {
            assert!(button.data.parse::<answers::Payload>().is_ok(), "{text}: {}", button.data);
        }
    }
    assert!(asked_back > 10, "{asked_back}");
}
