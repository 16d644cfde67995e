//! Plays of what stands beside the plain question: two sessions at once, places left, help at once, a reply
//! without a tap, the last minutes.

use koze::answers::{self, Asked, Here, Intent, Knowledge, understand};
use koze::chat::Keyboard;
use koze::i18n::Lang;
use koze::people::Role;
use koze::programme::{Programme, Schedule, Session};
use koze::turn::Forum;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, at};

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
    let mut programme = Programme::shipped();
    let talks =
        programme.sessions.iter_mut().find(|session| session.id == "experiences-adultes-relais").unwrap();
    talks.ends = Some(at("2012-11-23T09:40"));
    let workshop = Session {
        id: "atelier".into(),
        title: koze::programme::Local::french("Atelier d'écriture"),
        starts: at("2012-11-23T09:10"),
        ends: Some(at("2012-11-23T09:30")),
        ..talks.clone()
    };
    programme.sessions.push(workshop);
    let mut stage = Stage::with(database, "2012-11-23T09:20", programme).await;
    stage.says(MARIE, "c'est quoi maintenant ?").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("il y a plusieurs choses"), "{heard}");
    assert!(heard.contains("9h10 · Atelier d'écriture") && heard.contains("9h · "), "{heard}");
    stage.jump("2012-11-23T09:35").await;
    stage.says(MARIE, "c'est quoi maintenant ?").await;
    assert!(stage.hears(MARIE).contains("depuis 9h et jusqu'à 9h40"));
    stage.end().await;
}

async fn two_sessions_in_one_question_are_both_answered(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    for asked in [
        "la pause et la table ronde c'est à quelle heure ?",
        "what time are the break and the round table?",
        "ki lè poz-la épi tab wonn-lan ?",
    ] {
        stage.says(MARIE, asked).await;
        let heard = stage.hears(MARIE);
        let (pause, table) =
            (heard.find("10h10").or(heard.find("10:10")), heard.find("11h30").or(heard.find("11:30")));
        assert!(pause.is_some() && pause < table, "{asked}: {heard}");
    }
    // what comes after the break is one question about one thing
    stage.says(MARIE, "c'est quoi après la pause").await;
    assert!(!stage.hears(MARIE).contains("10h10 –"));
    stage.end().await;
}

async fn days_are_counted_as_the_calendar_does(database: Database) {
    let mut stage = Stage::open(database, "2012-11-21T10:00").await;
    for (now, wait) in [
        ("2012-11-21T10:00", "(dans 2 jours)"),
        ("2012-11-21T20:05", "(dans 2 jours)"),
        ("2012-11-22T07:55", "(dans 1 jour)"),
        ("2012-11-22T18:40", "(dans 13 h 20 min)"),
        ("2012-11-23T07:59", "(dans 1 minute)"),
    ] {
        stage.jump(now).await;
        stage.says(MARIE, "ça commence à quelle heure ?").await;
        assert!(stage.last(MARIE).contains(wait), "{now}: {}", stage.last(MARIE));
    }
    stage.end().await;
}

async fn after_the_last_start_its_end_is_said_to_be_unknown(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T12:00").await;
    for now in ["2012-11-23T12:00", "2012-11-23T12:30"] {
        stage.jump(now).await;
        stage.says(MARIE, "maintenant ?").await;
        let heard = stage.last(MARIE);
        assert!(
            heard.contains("Depuis 12h") && heard.contains("L'heure de fin n'est pas annoncée"),
            "{heard}"
        );
    }
    stage.says(MARIE, "la clôture").await;
    assert!(stage.last(MARIE).contains("c'est en cours"), "{}", stage.last(MARIE));
    stage.jump("2012-11-24T09:00").await;
    stage.says(MARIE, "maintenant ?").await;
    assert!(stage.last(MARIE).contains("est terminé"));
    stage.says(MARIE, "la clôture").await;
    assert!(stage.last(MARIE).contains("c'est passé"), "{}", stage.last(MARIE));
    stage.end().await;
}

/// Marie has asked whether there is a car park, and both organisers have the card.
async fn asked(database: Database) -> Stage {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    for organiser in [JOSIANE, EUGENE] {
        stage.invite(organiser, Role::Organiser).await;
    }
    stage.says(MARIE, "il y a un parking ?").await;
    stage.taps(MARIE, "✉️ Demander aux organisateurs").await;
    for who in [MARIE, JOSIANE, EUGENE] {
        stage.hears(who);
    }
    stage
}

/// The number of the card in somebody's chat.
fn card(stage: &Stage, who: i64) -> i64 {
    let chat = stage.world.chat(who);
    chat.iter().find(|bubble| bubble.plain.contains("il y a un parking ?")).unwrap().message_id
}

async fn a_reply_to_the_card_is_the_answer(database: Database) {
    let mut stage = asked(database).await;
    let cards = (card(&stage, JOSIANE), card(&stage, EUGENE));
    stage.world.replies(JOSIANE, JOSIANE, cards.0, "Oui, derrière le bâtiment.");
    stage.settle().await;
    assert!(stage.hears(MARIE).contains("Oui, derrière le bâtiment."));
    assert!(stage.hears(JOSIANE).contains("Voulez-vous que je la donne à tous"));
    // the other, later, is told; nobody hears of it
    stage.world.replies(EUGENE, EUGENE, cards.1, "Non.");
    stage.settle().await;
    assert!(stage.hears(EUGENE).contains("déjà répondu"));
    assert_eq!(stage.hears(MARIE), "");
    assert_eq!(stage.count("select count(*) from asked_organisers where state = 'answered'").await, 1);
    stage.end().await;
}

async fn a_reply_to_anything_else_is_not(database: Database) {
    let mut stage = asked(database).await;
    stage.says(JOSIANE, "le programme").await;
    let other = stage.world.latest(JOSIANE).unwrap().message_id;
    stage.world.replies(JOSIANE, JOSIANE, other, "c'est où ?");
    stage.settle().await;
    assert!(stage.hears(JOSIANE).contains("Palais des Congrès"));
    // and one who is no organiser has no card: the number of another chat's message says nothing
    stage.world.replies(AIME, AIME, card(&stage, JOSIANE), "Oui.");
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from asked_organisers where state = 'answered'").await, 0);
    assert_eq!(stage.hears(MARIE), "");
    stage.end().await;
}

async fn places_left_come_from_who_registered(database: Database) {
    let mut programme = Programme::shipped();
    programme.registration.capacity = Some(2);
    let mut stage = Stage::with(database, "2012-11-12T10:00", programme).await;
    stage.says(MARIE, "il reste des places ?").await;
    assert!(stage.hears(MARIE).contains("Il reste 2 places."));
    stage.register(AIME).await;
    stage.says(MARIE, "are there any seats left?").await;
    assert!(stage.hears(MARIE).contains("There's one seat left."));
    stage.register(EUGENE).await;
    stage.says(MARIE, "es ni plas ankò ?").await;
    assert!(stage.hears(MARIE).contains("Pa ni plas atjòlman"));
    stage.end().await;
}

async fn who_needs_help_is_sent_to_those_in_the_room(database: Database) {
    let mut programme = Programme::shipped();
    programme.contact.emergency = None;
    let mut stage = Stage::with(database, "2012-11-23T10:45", programme.clone()).await;
    for (asked, answer) in [
        ("quelqu'un a fait un malaise dans la salle !!", "une personne de l'équipe"),
        ("someone has fainted", "member of the team"),
        ("an moun pèd konésans", "an moun adan lékip-la"),
    ] {
        stage.says(MARIE, asked).await;
        let heard = stage.hears(MARIE);
        assert!(heard.contains(answer), "{asked}: {heard}");
        // no number that the event file does not give
        for invented in ["15", "18", "112"] {
            assert!(!heard.replace("686452", "").contains(invented), "{heard}");
        }
    }
    stage.end().await;
    programme.contact.emergency = Some("0596 000000".into());
    let mut stage = Stage::with(Database::sqlite().await, "2012-11-23T10:45", programme).await;
    stage.says(MARIE, "appelez les pompiers").await;
    assert!(stage.hears(MARIE).contains("0596 000000"));
    stage.end().await;
}

async fn answers_of_the_event_file_are_found_by_what_they_are_about(database: Database) {
    let event = include_str!("../../event.toml");
    let faq = "[[faq]]\nquestions = [\"Y a-t-il un parking ?\"]\nanswer = { fr = \"Oui, derrière.\" }\n\n[[topics]]";
    let programme = Programme::read(&event.replacen("[[topics]]", faq, 1)).unwrap();
    let mut stage = Stage::with(database, "2012-11-20T10:00", programme).await;
    for asked in ["y a-t-il un parking ?", "je peux me garer où", "is there a car park?", "ni pakin ?"] {
        stage.says(MARIE, asked).await;
        assert!(stage.last(MARIE).contains("Oui, derrière."), "{asked}: {}", stage.last(MARIE));
    }
    stage.says(MARIE, "y a-t-il du wifi ?").await;
    assert!(stage.last(MARIE).contains("Je n'ai pas cette information"));
    stage.end().await;
}

#[test]
fn small_things_that_once_went_wrong() {
    let programme = Programme::shipped();
    let (schedule, knowledge) = (Schedule::of(&programme), Knowledge::new(&programme));
    let read = |text: &str| {
        let asked = Asked {
            text,
            lang: None,
            usual: Lang::Fr,
            minutes: 0,
            today: programme.date,
            programme: &programme,
            schedule: &schedule,
        };
        understand(&asked, &knowledge).intent
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
        ("c'est quoi le programme télé", Intent::OutOfScope),
        ("inscription au judo", Intent::OutOfScope),
        ("comment faire une bonne table ronde", Intent::OutOfScope),
        ("table ronde", Intent::SessionWhen(table())),
    ] {
        assert_eq!(read(text), intent, "{text}");
    }
}

#[test]
fn who_is_asked_back_can_tell_the_buttons_apart() {
    let programme = Programme::shipped();
    let (schedule, knowledge) = (Schedule::of(&programme), Knowledge::new(&programme));
    let now = programme.first_start();
    let forum = Forum { programme: &programme, schedule: &schedule, now, mono: now };
    let files = [include_str!("../data/faq-tried.jsonl"), include_str!("../data/faq-dev.jsonl")];
    let mut asked_back = 0;
    for line in files.iter().flat_map(|file| file.lines()) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = line["text"].as_str().unwrap();
        let reading = answers::read(&forum, text, None, Lang::Fr, &knowledge);
        let Some(other) = &reading.other else { continue };
        asked_back += 1;
        let message = answers::which(&Here { forum, lang: Lang::Fr }, &reading.intent, other);
        let Some(Keyboard::Inline(rows)) = message.keyboard else { panic!("{text}: no buttons") };
        let [one, two] = [&rows[0][0], &rows[1][0]];
        assert_ne!(one.label, two.label, "{text}");
        for button in [one, two] {
            let data = button.data.strip_prefix("say:").unwrap();
            assert!(answers::pressed(data).is_some(), "{text}: {data}");
        }
    }
    assert!(asked_back > 10, "{asked_back}");
}
