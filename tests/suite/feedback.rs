//! What people thought: asked once of those who were there, when the live schedule is over and never at night;
//! answered by presses and a free line; read by organisers without names.

use koze::check_in::{self, Arrival, Method};
use koze::feedback;
use koze::ids::RegistrationNumber;
use koze::people::Role;
use koze::programme::Programme;
use koze::spreadsheet::TableFormat;
use telegram_emulator::UserMedia;

use crate::data_subject_rights::dump_database;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time, render_table};

on_both_databases!(
    two_presses_and_a_line_are_thanked_for,
    only_those_who_arrived_are_asked,
    where_the_door_was_not_used_everybody_with_a_seat_is_asked,
    who_is_typed_in_later_is_asked_too,
    guests_are_not_asked_for,
    the_live_schedule_decides_and_nobody_is_asked_at_night,
    an_event_file_may_ask_nobody,
    who_has_blocked_the_bot_is_not_asked,
    a_second_press_changes_the_answer,
    a_question_in_place_of_the_line_is_answered,
    the_line_may_be_left_out_in_words,
    a_line_that_is_too_long_is_awaited_again,
    a_text_of_another_day_is_no_line,
    a_voice_message_is_heard_by_organisers,
    only_organisers_read_the_answers,
    an_organiser_reads_the_results,
    whoever_was_not_asked_gives_no_answer,
    a_late_answer_counts,
    the_person_sees_and_erases_what_they_gave,
    the_end_of_retention_leaves_no_answer,
    the_export_names_nobody,
    each_language_has_its_words,
    no_more_wait_than_are_sent_in_a_moment,
);

const EARLY: &str = "2012-11-12T10:00";
/// After the last reminder.
const DURING: &str = "2012-11-23T11:30";
/// The closing begins at 12:00 and has no announced end: the event counts as over an hour later.
const CLOSING: &str = "2012-11-23T13:00";

/// These people are registered, in this order.
async fn open(database: Database, people: &[i64]) -> TestBot {
    open_with_programme(database, people, Programme::built_in()).await
}

async fn open_with_programme(database: Database, people: &[i64], programme: Programme) -> TestBot {
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.emulator.add_user(MARIE, "Marie-Line", Some("Sansregret"), Some("fr"));
    for who in people {
        test.register(*who).await;
    }
    test
}

/// A registration arrives at the door.
async fn arrives(test: &TestBot, registration: i64) {
    let arrival = Arrival {
        registration: RegistrationNumber(registration),
        day: 0,
        arrived_at: martinique_time("2012-11-23T08:05"),
        method: Method::Code,
        recorded_by: None,
    };
    let mut tx = test.app.db.begin().await.unwrap();
    check_in::record(&mut tx, &arrival).await.unwrap();
    tx.commit().await.unwrap();
}

/// Forgets what was said so far, so that only the feedback is heard.
async fn close(test: &mut TestBot) {
    test.jump_to(DURING).await;
    for who in [MARIE, AIME, EUGENE, JOSIANE] {
        test.hears(who);
    }
    test.jump_to(CLOSING).await;
}

fn is_asked(test: &mut TestBot, who: i64) -> bool {
    test.hears(who).contains("1/3")
}

async fn two_presses_and_a_line_are_thanked_for(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    test.jump_to(DURING).await;
    arrives(&test, 1).await;
    test.hears(MARIE);
    test.jump_to("2012-11-23T12:59").await;
    assert_eq!(test.hears(MARIE), "");
    test.jump_to(CLOSING).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Merci pour votre présence : Forum sur la médiation sociale.
        Qu'en avez-vous pensé ? Deux boutons et, si vous voulez, un mot. Les organisateurs lisent les réponses sans les noms.

        1/3 · Cette rencontre vous a-t-elle été utile ?
        ");
    }
    let rows = test.inline_keyboard(MARIE);
    insta::allow_duplicates! {
        insta::assert_snapshot!(rows, @r#"[[{"callback_data":"fb:useful:4","text":"😀 Très utile"}],[{"callback_data":"fb:useful:3","text":"🙂 Utile"}],[{"callback_data":"fb:useful:2","text":"😐 Un peu utile"}],[{"callback_data":"fb:useful:1","text":"🙁 Pas utile"}]]"#);
    }
    test.taps(MARIE, "fb:useful:3").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.last_message(MARIE), @"2/3 · Et l'organisation (accueil, horaires, salle) ?");
    }
    test.taps(MARIE, "fb:organised:4").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.last_message(MARIE), @"
        3/3 · Un mot à ajouter ? Écrivez-le en un message, ou dites-le en un message vocal.
        Sans nom, s'il vous plaît : ni le vôtre, ni un autre. Rien non plus sur la santé. Dans un message vocal, on peut reconnaître votre voix.
        ");
    }
    test.says(MARIE, "Plus de temps pour les <questions>").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Merci beaucoup, c'est noté.
        La rencontre : 🙂 Utile
        L'organisation : 😀 Très bonne
        Votre mot : Plus de temps pour les <questions>
        ");
    }
    assert_eq!(test.conversation_state(MARIE).await, "");
    test.jump_to("2012-11-24T10:00").await;
    assert_eq!(test.hears(MARIE), "", "nobody is asked twice");
    test.end().await;
}

async fn only_those_who_arrived_are_asked(database: Database) {
    let mut test = open(database, &[MARIE, AIME]).await;
    arrives(&test, 2).await;
    close(&mut test).await;
    assert_eq!((is_asked(&mut test, MARIE), is_asked(&mut test, AIME)), (false, true));
    assert!(!is_asked(&mut test, EUGENE), "who only wrote is not asked");
    test.end().await;
}

async fn where_the_door_was_not_used_everybody_with_a_seat_is_asked(database: Database) {
    let mut programme = Programme::built_in();
    programme.registration.capacity = Some(2);
    let mut test = open_with_programme(database, &[MARIE, AIME, EUGENE], programme).await;
    close(&mut test).await;
    assert!(is_asked(&mut test, MARIE) && is_asked(&mut test, AIME));
    assert!(!is_asked(&mut test, EUGENE), "the waiting list was not there");
    // after a restart
    test.restart_ticker();
    test.tick().await;
    test.jump_to("2012-11-24T10:00").await;
    assert_eq!((test.hears(MARIE), test.hears(AIME)), (String::new(), String::new()));
    test.end().await;
}

async fn who_is_typed_in_later_is_asked_too(database: Database) {
    let mut test = open(database, &[MARIE, AIME]).await;
    arrives(&test, 1).await;
    close(&mut test).await;
    assert_eq!((is_asked(&mut test, MARIE), is_asked(&mut test, AIME)), (true, false));
    // the paper list of the door
    arrives(&test, 2).await;
    test.tick().await;
    assert_eq!((is_asked(&mut test, MARIE), is_asked(&mut test, AIME)), (false, true));
    test.end().await;
}

async fn guests_are_not_asked_for(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    for name in ["Man Félicité", "Man Sonson"] {
        test.presses(MARIE, "reg:other:aloud").await;
        test.says(MARIE, name).await;
        test.presses(MARIE, "reg:category:resident").await;
        test.says(MARIE, "Passer").await;
        test.presses(MARIE, "reg:summary:confirm").await;
    }
    for registration in 1..=3 {
        arrives(&test, registration).await;
    }
    close(&mut test).await;
    assert_eq!(test.hears(MARIE).matches("1/3").count(), 1);
    assert_eq!(test.query_i64("select count(*) from feedback_request").await, 1);
    test.end().await;
}

async fn the_live_schedule_decides_and_nobody_is_asked_at_night(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.jump_to("2012-11-23T10:40").await;
    test.says(JOSIANE, "/avis").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"Je demanderai leur avis aux personnes présentes après l'événement : le vendredi 23 novembre 2012 à partir de 13h, si l'horaire ne change pas.");
    }
    // the closing begins at 20:30
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("update session set starts_at = starts_at + 30600000 where id = 'cloture'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    test.hears(MARIE);
    for night in ["13:00", "19:59", "21:30", "23:00"] {
        test.jump_to(&format!("2012-11-23T{night}")).await;
        assert!(!is_asked(&mut test, MARIE), "{night}");
    }
    test.jump_to("2012-11-24T08:59").await;
    assert!(!is_asked(&mut test, MARIE));
    test.jump_to("2012-11-24T09:00").await;
    assert!(is_asked(&mut test, MARIE));
    test.end().await;
}

async fn an_event_file_may_ask_nobody(database: Database) {
    let text = format!("{}\n[feedback]\nask = false\n", include_str!("../../event.toml"));
    let mut test = open_with_programme(database, &[MARIE], Programme::parse(&text).unwrap()).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    close(&mut test).await;
    assert_eq!(test.hears(MARIE), "");
    test.says(JOSIANE, "/avis").await;
    assert!(test.hears(JOSIANE).contains("ask = false"));
    let wrong = format!("{}\n[feedback]\nask = \"no\"\nother = 1\n", include_str!("../../event.toml"));
    assert_eq!(Programme::parse(&wrong).unwrap_err().len(), 2);
    test.end().await;
}

async fn who_has_blocked_the_bot_is_not_asked(database: Database) {
    let mut test = open(database, &[MARIE, AIME]).await;
    test.emulator.user_blocks_bot(AIME);
    test.run_until_idle().await;
    close(&mut test).await;
    assert!(is_asked(&mut test, MARIE));
    assert_eq!(test.query_i64("select count(*) from feedback_request").await, 1);
    test.end().await;
}

async fn a_second_press_changes_the_answer(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    close(&mut test).await;
    test.taps(MARIE, "fb:useful:1").await;
    test.taps(MARIE, "fb:organised:2").await;
    test.taps(MARIE, "fb:done").await;
    test.taps(MARIE, "fb:again").await;
    assert!(test.inline_keyboard(MARIE).contains("✓\u{a0}🙁 Pas utile"), "{}", test.inline_keyboard(MARIE));
    test.taps(MARIE, "fb:useful:4").await;
    test.taps(MARIE, "fb:organised:2").await;
    test.taps(MARIE, "fb:done").await;
    // the same again has no other effect: Telegram says that the message is already so
    test.presses(MARIE, "fb:done").await;
    assert_eq!(test.emulator.api_errors().len(), 1);
    test.emulator.clear_errors_and_warnings();
    let mut conn = test.app.db.reader().await.unwrap();
    let summary = feedback::summary(&mut conn).await.unwrap();
    assert_eq!((summary.asked, summary.answered, summary.share()), (1, 1, 100));
    assert_eq!(summary.usefulness.average(), Some(feedback::Rating::VeryGood));
    assert_eq!(summary.organisation.average(), Some(feedback::Rating::Fair));
    drop(conn);
    test.end().await;
}

/// Presses both ratings, so that the line is awaited.
async fn rates(test: &mut TestBot, who: i64) {
    test.taps(who, "fb:useful:3").await;
    test.taps(who, "fb:organised:3").await;
    test.hears(who);
}

async fn stored_line(test: &TestBot) -> String {
    test.query_text("select coalesce(max(line), '') from feedback_answer").await
}

async fn a_question_in_place_of_the_line_is_answered(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    close(&mut test).await;
    rates(&mut test, MARIE).await;
    test.says(MARIE, "c'est quoi l'adresse mail des organisateurs ?").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("nathalie.vivies@villecaraibe.com"), "{heard}");
    assert!(heard.ends_with("Et votre mot pour les organisateurs ? Vous pouvez encore l'écrire."), "{heard}");
    assert_eq!(stored_line(&test).await, "");
    test.taps(MARIE, "fb:line").await;
    // an opinion with the words of a question about the room is an opinion
    test.says(MARIE, "La salle était trop petite et il faisait froid").await;
    assert!(test.hears(MARIE).contains("Merci beaucoup"));
    assert_eq!(stored_line(&test).await, "La salle était trop petite et il faisait froid");
    assert_eq!(test.query_i64("select count(*) from organiser_question_draft").await, 0, "no report");
    // the menu and commands are never the line
    test.taps(MARIE, "fb:again").await;
    rates(&mut test, MARIE).await;
    test.says(MARIE, "/programme").await;
    assert!(test.hears(MARIE).contains("Table ronde"));
    assert_eq!(test.conversation_state(MARIE).await, "");
    test.end().await;
}

async fn the_line_may_be_left_out_in_words(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    close(&mut test).await;
    for words in ["Terminer", "rien à ajouter", "non merci", "/annuler", "annuler"] {
        test.says(MARIE, "/avis").await;
        rates(&mut test, MARIE).await;
        test.says(MARIE, words).await;
        assert!(test.hears(MARIE).starts_with("Merci beaucoup, c'est noté."), "{words}");
        assert_eq!(stored_line(&test).await, "", "{words}");
        assert_eq!(test.conversation_state(MARIE).await, "", "{words}");
    }
    test.end().await;
}

async fn a_line_that_is_too_long_is_awaited_again(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    close(&mut test).await;
    rates(&mut test, MARIE).await;
    test.says(MARIE, &"très bien ".repeat(60)).await;
    assert!(test.hears(MARIE).contains("599 caractères. J'en prends 500 au plus"));
    test.emulator.user_sends_media(MARIE, UserMedia::LongVoice(121));
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("121 secondes. J'en prends 120 au plus"));
    test.emulator.user_sends_media(MARIE, UserMedia::Sticker);
    test.run_until_idle().await;
    test.hears(MARIE);
    test.says(MARIE, "très bien").await;
    assert!(test.hears(MARIE).contains("Votre mot : très bien"));
    test.end().await;
}

async fn a_text_of_another_day_is_no_line(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    close(&mut test).await;
    rates(&mut test, MARIE).await;
    test.jump_to("2012-11-25T12:00").await;
    test.says(MARIE, "zzorpf kwivvex").await;
    assert_eq!(stored_line(&test).await, "");
    test.end().await;
}

async fn a_voice_message_is_heard_by_organisers(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    close(&mut test).await;
    rates(&mut test, MARIE).await;
    test.emulator.user_sends_media(MARIE, UserMedia::Voice);
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("🎤 message vocal"));
    test.says(JOSIANE, "avis").await;
    test.hears(JOSIANE);
    test.taps_prefix(JOSIANE, "fb:voice:").await;
    assert_eq!(test.hears(JOSIANE), "💬 Un avis, sans nom");
    assert!(test.emulator.latest_message(JOSIANE).unwrap().media.is_some());
    // a line takes its place
    test.taps(MARIE, "fb:again").await;
    rates(&mut test, MARIE).await;
    test.says(MARIE, "plutôt ces mots").await;
    test.taps_prefix(JOSIANE, "fb:voice:").await;
    assert_eq!(test.hears(JOSIANE), "");
    assert_eq!(test.query_i64("select count(*) from feedback_answer where voice <> ''").await, 0);
    test.end().await;
}

async fn only_organisers_read_the_answers(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    close(&mut test).await;
    rates(&mut test, MARIE).await;
    test.says(MARIE, "un mot secret").await;
    let key = test.query_i64("select key from feedback_answer").await;
    test.hears(MARIE);
    for who in [EUGENE, AIME] {
        test.says(who, "/avis").await;
        let heard = test.hears(who);
        assert_eq!(
            heard,
            "Les organisateurs lisent ici les avis. Après l'événement, je demande le leur aux personnes qui étaient là."
        );
        for data in ["fb:results".to_owned(), format!("fb:voice:{key}")] {
            test.presses(who, &data).await;
            assert!(!test.hears(who).contains("secret"));
        }
    }
    // each attempt stands in the journal, without the key of an answer
    let refused =
        "select count(*) from audit_log where action = 'refused' and detail in ('fb:results', 'fb:voice')";
    assert_eq!(test.query_i64(refused).await, 4);
    // who was asked gets the questions again, with an alias of the command
    test.says(MARIE, "/feedback").await;
    assert!(test.hears(MARIE).starts_with("1/3"));
    test.presses(MARIE, "fb:results").await;
    assert!(!test.last_message(MARIE).contains("répondu"));
    test.end().await;
}

async fn an_organiser_reads_the_results(database: Database) {
    let mut test = open(database, &[MARIE, AIME, EUGENE]).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    close(&mut test).await;
    test.says(JOSIANE, "/avis").await;
    assert!(test.hears(JOSIANE).contains("Personne n'a encore répondu, sur 3"));
    for (who, useful, organised) in [(MARIE, 4, 3), (AIME, 3, 1)] {
        test.taps(who, &format!("fb:useful:{useful}")).await;
        test.taps(who, &format!("fb:organised:{organised}")).await;
    }
    test.says(MARIE, "Très bien <b>").await;
    test.says(AIME, "rien").await;
    test.taps(JOSIANE, "fb:results").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.last_message(JOSIANE), @"
        💬 Les avis
        2 personnes ont répondu, sur 3 à qui je l'ai demandé (67 %).

        La rencontre, en moyenne : 😀 Très utile
        😀 Très utile : 1
        🙂 Utile : 1
        😐 Un peu utile : 0
        🙁 Pas utile : 0

        L'organisation, en moyenne : 😐 Moyenne
        😀 Très bonne : 0
        🙂 Bonne : 1
        😐 Moyenne : 0
        🙁 Mauvaise : 1

        Les derniers mots (un en tout) :
        • Très bien <b>
        ");
    }
    test.end().await;
}

async fn whoever_was_not_asked_gives_no_answer(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    close(&mut test).await;
    test.says(AIME, "/aide").await;
    for data in ["fb:useful:4", "fb:organised:4", "fb:line", "fb:done", "fb:again", "fb:useful:9"] {
        test.presses(AIME, data).await;
    }
    assert_eq!(test.conversation_state(AIME).await, "");
    assert_eq!(test.query_i64("select count(*) from feedback_answer").await, 0);
    test.end().await;
}

async fn a_late_answer_counts(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    close(&mut test).await;
    test.jump_to("2013-02-01T03:00").await;
    test.taps(MARIE, "fb:useful:2").await;
    assert_eq!(test.query_i64("select usefulness from feedback_answer").await, 2);
    test.end().await;
}

async fn the_person_sees_and_erases_what_they_gave(database: Database) {
    let mut test = open(database, &[MARIE, AIME]).await;
    close(&mut test).await;
    rates(&mut test, MARIE).await;
    test.says(MARIE, "mon mot à moi").await;
    rates(&mut test, AIME).await;
    test.says(MARIE, "/mesdonnees").await;
    let heard = test.hears(MARIE);
    let lines: Vec<&str> =
        heard.lines().filter(|line| line.contains("avis") || line.contains("mot à moi")).collect();
    assert!(lines.contains(&"• Je vous ai demandé votre avis le vendredi 23 novembre 2012"), "{heard}");
    let given = "• Votre avis : utilité 3 sur 4, organisation 3 sur 4 · votre mot : mon mot à moi";
    assert!(lines.contains(&given), "{heard}");
    test.says(MARIE, "/effacer").await;
    test.taps(MARIE, "me:erase-yes").await;
    let left = dump_database(&test).await;
    assert!(!left.contains("mon mot à moi"), "{left}");
    assert_eq!(test.query_i64("select count(*) from feedback_answer").await, 1);
    assert_eq!(test.query_i64("select person from feedback_request").await, AIME);
    // an old button gives no answer, and nobody who comes back is asked again
    test.hears(MARIE);
    test.presses(MARIE, "fb:useful:4").await;
    test.jump_to("2012-11-23T15:00").await;
    assert!(!is_asked(&mut test, MARIE));
    assert_eq!(test.query_i64("select count(*) from feedback_answer").await, 1);
    test.end().await;
}

async fn the_end_of_retention_leaves_no_answer(database: Database) {
    let mut test = open(database, &[MARIE]).await;
    close(&mut test).await;
    rates(&mut test, MARIE).await;
    test.says(MARIE, "mon mot à moi").await;
    let mut tx = test.app.db.begin().await.unwrap();
    let after = martinique_time("2013-02-24T12:00");
    koze::personal_data::enforce_retention(
        &mut tx,
        &test.app.programme,
        koze::personal_data::RetentionStage::Contacts,
        after,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    for table in ["feedback_answer", "feedback_request"] {
        assert!(!dump_database(&test).await.contains(&format!("\n{table} ")), "{table}");
    }
    // nobody is asked anew, and a press is answered
    test.jump_to("2012-11-23T16:00").await;
    test.presses(MARIE, "fb:useful:4").await;
    assert_eq!(test.query_i64("select count(*) from feedback_request").await, 0);
    test.end().await;
}

async fn the_export_names_nobody(database: Database) {
    let mut test = open(database, &[MARIE, AIME]).await;
    close(&mut test).await;
    rates(&mut test, MARIE).await;
    test.says(MARIE, "=HYPERLINK(1) mon mot").await;
    test.taps(AIME, "fb:useful:1").await;
    let mut conn = test.app.db.reader().await.unwrap();
    let table = feedback::export(&mut conn).await.unwrap();
    drop(conn);
    let csv = render_table(&table, TableFormat::Csv);
    let mut lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    lines[1..].sort_unstable();
    assert_eq!(
        lines,
        [
            "Utilité (1 à 4);Organisation (1 à 4);Mot libre;Message vocal",
            "1;;;",
            "3;3;'=HYPERLINK(1) mon mot;"
        ]
    );
    let json = render_table(&table, TableFormat::Json);
    for named in ["Marie", "1001", "1003"] {
        assert!(!json.contains(named), "{json}");
    }
    test.end().await;
}

async fn each_language_has_its_words(database: Database) {
    let mut test = open(database, &[MARIE, AIME]).await;
    test.says(MARIE, "/langue").await;
    test.taps(MARIE, "lang:en").await;
    test.says(AIME, "/langue").await;
    test.taps(AIME, "lang:gcf").await;
    close(&mut test).await;
    assert!(test.hears(MARIE).contains("Was it useful to you?"));
    assert!(test.hears(AIME).contains("Ès rankont-tala itil ba'w ?"));
    rates(&mut test, AIME).await;
    test.says(AIME, "pa ni ayen").await;
    assert!(test.hears(AIME).starts_with("Mèsi anpil, i matjé."));
    test.end().await;
}

/// What is not sent in the evening is asked the next morning, and does not wait in the outbox.
async fn no_more_wait_than_are_sent_in_a_moment(database: Database) {
    let mut test = open(database, &[]).await;
    let mut tx = test.app.db.begin().await.unwrap();
    for person in 50_000..50_650_i64 {
        for sql in [
            "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
             values ($1, 'fr', 1, 0, '', 0)",
            "insert into registration
             values ($1, $1, 1, $1, 'seat', 0, 1, 0, '', 'Une Personne', 'resident', '', '', '', '', '', 'self',
                     '1', 1, 1353684600000, 0, '', 0, '')",
        ] {
            sqlx::query(sql).bind(person).execute(&mut *tx).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let asked = "select count(*) from feedback_request";
    test.jump_without_sending("2012-11-23T19:59").await;
    assert_eq!(test.query_i64(asked).await, 400);
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'feedback:%'").await, 400);
    empty_outbox(&test).await;
    test.jump_without_sending("2012-11-23T20:00").await;
    assert_eq!(test.query_i64(asked).await, 400);
    test.jump_without_sending("2012-11-24T09:00").await;
    assert_eq!(test.query_i64(asked).await, 650);
    empty_outbox(&test).await;
    test.end().await;
}

async fn empty_outbox(test: &TestBot) {
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}
