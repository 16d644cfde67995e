//! Asking for the microphone: people on their phones, moderators with one thumb, and the page for people without
//! Telegram, on both databases and in three languages.

use koze::dispatch;
use koze::floor_requests::{
    self, Counts, FloorStatus, GiveOutcome, JoinOutcome, RequestNumber, WithdrawOutcome,
};
use koze::ids::PersonId;
use koze::people::Role;
use koze::programme::{self, Programme, Schedule};
use koze::turn::EventContext;

use crate::data_subject_rights::dump_database;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time, remove_typography};

on_both_databases!(
    somebody_asks_speaks_and_the_next_is_told,
    in_english_and_in_creole_too,
    the_button_stands_under_the_invitation_while_the_queue_is_open,
    words_lead_to_the_button_while_the_queue_is_open,
    two_moderators_give_the_floor_once,
    who_is_not_there_goes_to_the_end_and_then_out,
    new_voices_first_is_the_setting_of_the_questions,
    moderators_open_close_and_clear_by_hand,
    the_end_of_the_session_is_told_once,
    the_panel_follows_and_ends_with_the_role,
    a_muted_person_cannot_ask,
    names_of_every_kind,
    a_person_who_erases_everything_or_blocks_the_bot,
    people_on_the_page_use_the_same_queue,
    what_a_person_on_the_page_asked_moves_to_their_account,
    an_event_without_such_sessions,
    counts_are_at_the_desk,
);

const EXCHANGE: &str = "2012-11-23T09:45";
const ROUND_TABLE: &str = "2012-11-23T10:40";

/// The first id of a person without Telegram.
const ON_PAGE: i64 = 1 << 52;

async fn open(database: Database, at: &str) -> TestBot {
    let mut test = TestBot::open(database, at).await;
    for (who, name) in [(MARIE, "Marie"), (AIME, "Aimé"), (EUGENE, "Eugène"), (JOSIANE, "Josiane")] {
        test.emulator.add_user(who, name, None, Some("fr"));
    }
    test.grant_role(JOSIANE, Role::Moderator).await;
    test
}

fn toast(test: &TestBot, who: i64) -> String {
    let answers = test.emulator.callback_answers(who);
    answers.last().map(|answer| remove_typography(&answer.text)).unwrap_or_default()
}

/// What a moderator's panel shows, or the question in its place.
fn panel(test: &TestBot, who: i64) -> String {
    let mut texts = test.emulator.messages(who).into_iter().map(|it| remove_typography(&it.plain_text));
    let is_panel =
        |text: &String| text.starts_with("🎤 La file du micro\n") || text.starts_with("Vider la file ?");
    texts.rfind(is_panel).unwrap_or_default()
}

async fn states(test: &TestBot) -> Vec<(i64, String)> {
    let mut conn = test.app.db.reader().await.unwrap();
    let sql = "select person, state from floor_request order by number";
    sqlx::query_as(sql).fetch_all(&mut *conn).await.unwrap()
}

async fn somebody_asks_speaks_and_the_next_is_told(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    test.says(MARIE, "/parole").await;
    assert_eq!(
        test.hears(MARIE),
        "✋ C'est noté : vous avez demandé la parole.\nVous êtes la prochaine personne.\n\
         Les modérateurs voient votre prénom, pour vous appeler : Marie.\n\
         Je vous préviendrai ici : gardez votre téléphone à la main."
    );
    assert_eq!(test.hears(JOSIANE), "🎤 Quelqu'un demande la parole.");
    test.says(AIME, "/mic").await;
    assert!(test.hears(AIME).contains("Une personne passe avant vous."));
    assert_eq!(test.hears(JOSIANE), "", "only the first one is told");
    // pressing again does nothing
    test.says(MARIE, "/parole").await;
    assert!(
        test.hears(MARIE).starts_with("✋ Vous avez demandé la parole.\nVous êtes la prochaine personne.")
    );
    test.taps(JOSIANE, "mic:queue").await;
    assert_eq!(
        test.hears(JOSIANE),
        "🎤 La file du micro\n🟢 Ouverte, selon le programme\n\n1. Marie 🆕\n2. Aimé 🆕\n🆕 : n'a pas encore parlé\n\n\
         🎤 2 demandes · pas encore de prise de parole · pas encore de nouvelle voix"
    );
    test.taps(JOSIANE, "mic:give:1:0").await;
    assert_eq!(toast(&test, JOSIANE), "Marie a la parole.");
    assert_eq!(test.hears(MARIE), "🎤 C'est à vous ! Levez la main : on vous apporte le micro.");
    assert_eq!(test.hears(AIME), "🔔 Préparez-vous : après la personne qui parle, c'est à vous.");
    assert!(
        panel(&test, JOSIANE).contains("🎤 Marie a la parole\n\n1. Aimé 🆕"),
        "{}",
        panel(&test, JOSIANE)
    );
    test.taps(MARIE, "mic:come:1").await;
    assert!(test.last_message(MARIE).contains("On vous attend"), "{}", test.last_message(MARIE));
    assert!(panel(&test, JOSIANE).contains("🎤 Marie a la parole · a répondu : « J'arrive »"));
    // the next one ends the one before
    test.taps(JOSIANE, "mic:give:2:1").await;
    assert_eq!(test.hears(AIME), "🎤 C'est à vous ! Levez la main : on vous apporte le micro.");
    assert_eq!(states(&test).await, [(MARIE, "heard".to_owned()), (AIME, "speaking".to_owned())]);
    test.taps(JOSIANE, "mic:done:2").await;
    assert!(panel(&test, JOSIANE).ends_with("🎤 2 demandes · 2 prises de parole · 2 nouvelles voix"));
    // who had it may ask again, and is no new voice
    test.says(MARIE, "/parole").await;
    assert!(panel(&test, JOSIANE).contains("\n1. Marie\n"), "{}", panel(&test, JOSIANE));
    // an old button of the first turn does nothing to the new request
    let first_turn =
        test.emulator.messages(MARIE).into_iter().find(|it| it.plain_text.contains("On vous attend"));
    test.emulator.user_presses_callback(MARIE, first_turn.unwrap().message_id, "mic:pass:1");
    test.run_until_idle().await;
    assert_eq!(toast(&test, MARIE), "Ce n'est plus votre tour.");
    assert_eq!(states(&test).await[2], (MARIE, "waiting".to_owned()));
    test.taps(MARIE, "mic:leave").await;
    assert!(test.last_message(MARIE).starts_with("D'accord, votre demande est retirée."));
    test.presses(MARIE, "mic:leave").await;
    assert!(test.last_message(MARIE).starts_with("Vous n'avez pas de demande en cours."));
    test.end().await;
}

async fn in_english_and_in_creole_too(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "lang:gcf").await;
    test.says(AIME, "/start").await;
    test.presses(AIME, "lang:en").await;
    test.hears(MARIE);
    test.hears(AIME);
    test.says(MARIE, "/mikwo").await;
    assert_eq!(
        test.hears(MARIE),
        "✋ I matjé : ou mandé lapawol.\nSé ou ki ka vini apré.\nSé modératè-a ka wè tinon'w, pou yo kriyé'w : Marie.\n\
         Mwen ké di'w isi-a : tjenbé téléfòn ou an lanmen'w."
    );
    test.says(AIME, "/mic").await;
    assert_eq!(
        test.hears(AIME),
        "✋ Noted: you've asked for the microphone.\nOne person comes before you.\n\
         The moderators see your first name, so that they can call you: Aimé.\n\
         I'll let you know here: keep your phone ready."
    );
    test.taps(AIME, "mic:name:off").await;
    assert!(
        test.last_message(AIME).contains("They'll call no. 2: that's you."),
        "{}",
        test.last_message(AIME)
    );
    test.says(JOSIANE, "/parole").await;
    assert!(panel(&test, JOSIANE).contains("2. Quelqu'un (n° 2) 🆕"), "{}", panel(&test, JOSIANE));
    test.taps(JOSIANE, "mic:give:1:0").await;
    assert_eq!(test.hears(MARIE), "🎤 Sé tou'w ! Lévé lanmen'w : yo ka pòté mikwo-a ba'w.");
    test.taps(JOSIANE, "mic:give:2:1").await;
    assert!(
        test.hears(AIME).ends_with(
            "🎤 It's your turn! Raise your hand: the microphone is coming to you.\nThey're calling no. 2."
        ),
        "who has no name is told the number"
    );
    test.end().await;
}

async fn the_button_stands_under_the_invitation_while_the_queue_is_open(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    test.says(MARIE, "/question").await;
    assert!(test.inline_keyboard(MARIE).contains("mic:ask"), "{}", test.inline_keyboard(MARIE));
    test.taps(MARIE, "mic:ask").await;
    assert!(test.hears(MARIE).contains("C'est noté : vous avez demandé la parole."));
    // the question is awaited all the same
    test.says(MARIE, "Et les jeunes ?").await;
    assert!(test.hears(MARIE).contains("question n° 1"));
    // by the link in the hall, where the menu stands below
    test.says(AIME, "/start q").await;
    let heard = test.hears(AIME);
    assert!(heard.contains("Vous préférez parler au micro ?"), "{heard}");
    test.taps(AIME, "mic:ask").await;
    test.jump_to(ROUND_TABLE).await;
    test.hears(MARIE);
    test.says(MARIE, "/question").await;
    assert!(!test.inline_keyboard(MARIE).contains("mic:ask"), "{}", test.inline_keyboard(MARIE));
    test.says(MARIE, "/annuler").await;
    test.hears(MARIE);
    test.says(MARIE, "/parole").await;
    assert_eq!(
        test.hears(MARIE),
        "🎤 On ne demande pas la parole en ce moment.\nCe sera possible pendant : Échanges entre tous les participants \
         sur les perspectives pour la médiation sociale en Martinique (vendredi 23 novembre 2012, 11h30).\n\
         Vous pouvez aussi écrire votre question : elle part aux modérateurs."
    );
    assert_eq!(test.query_i64("select count(*) from floor_request where state = 'waiting'").await, 0);
    test.end().await;
}

async fn words_lead_to_the_button_while_the_queue_is_open(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    for (who, words, begins) in [
        (MARIE, "je veux parler", "🎤 Vous voulez parler au micro"),
        (AIME, "Comment demander la parole ?", "🎤 Vous voulez parler au micro"),
        (EUGENE, "can I have the mic?", "🎤 "),
        (3001, "kité mwen palé", "🎤 "),
    ] {
        test.says(who, words).await;
        let heard = test.hears(who);
        assert!(heard.starts_with(begins), "{words}: {heard}");
        assert!(test.inline_keyboard(who).contains("mic:ask"), "{words}");
        assert_eq!(
            test.query_i64("select count(*) from floor_request").await,
            0,
            "words alone ask for nothing"
        );
    }
    test.says(MARIE, "oui").await;
    assert_eq!(test.query_i64("select count(*) from floor_request").await, 1);
    // where a question is awaited, too: "je veux parler" is no question
    test.says(AIME, "/question").await;
    test.says(AIME, "Je voudrais prendre la parole").await;
    assert!(test.last_message(AIME).starts_with("🎤 Vous voulez parler"), "{}", test.last_message(AIME));
    // none of these asks for the microphone
    for other in ["le micro ne marche pas", "qui prend la parole à 9h ?", "Je veux parler à quelqu'un"] {
        test.hears(EUGENE);
        test.says(EUGENE, other).await;
        let heard = test.hears(EUGENE);
        assert!(
            !heard.contains("Demander la parole") && !heard.contains("Ask for the microphone"),
            "{other}: {heard}"
        );
    }
    test.jump_to(ROUND_TABLE).await;
    test.hears(AIME);
    test.says(AIME, "je veux parler").await;
    assert!(
        test.hears(AIME).starts_with("🎤 On ne demande pas la parole en ce moment."),
        "the question is awaited still"
    );
    test.says(AIME, "/annuler").await;
    test.hears(AIME);
    test.says(AIME, "je veux parler").await;
    assert!(!test.inline_keyboard(AIME).contains("mic:ask"), "{}", test.inline_keyboard(AIME));
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    test.end().await;
}

async fn two_moderators_give_the_floor_once(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    for who in [MARIE, AIME] {
        test.says(who, "/parole").await;
    }
    for who in [JOSIANE, EUGENE] {
        test.says(who, "/parole").await;
    }
    test.hears(MARIE);
    test.hears(AIME);
    let (josiane, eugene) = (test.keyboard_message(JOSIANE), test.keyboard_message(EUGENE));
    // both press before either sees what the other did, one of them for somebody else
    test.emulator.user_presses_callback(JOSIANE, josiane, "mic:give:1:0");
    test.emulator.user_presses_callback(EUGENE, eugene, "mic:give:2:0");
    test.run_until_idle().await;
    let (given, refused) = match states(&test).await.as_slice() {
        [(_, first), (_, second)] if first == "speaking" && second == "waiting" => (JOSIANE, EUGENE),
        [(_, first), (_, second)] if first == "waiting" && second == "speaking" => (EUGENE, JOSIANE),
        other => panic!("{other:?}"),
    };
    let name = if given == JOSIANE { "Marie" } else { "Aimé" };
    assert_eq!(toast(&test, given), format!("{name} a la parole."));
    assert_eq!(toast(&test, refused), format!("Entre-temps, quelqu'un a donné la parole : {name}."));
    let calls = [MARIE, AIME].map(|who| test.hears(who).matches("C'est à vous !").count());
    assert_eq!(calls.iter().sum::<usize>(), 1);
    // the same press twice
    let speaker = if given == JOSIANE { 1 } else { 2 };
    for _ in 0..2 {
        test.emulator.user_presses_callback(JOSIANE, josiane, &format!("mic:done:{speaker}"));
    }
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from floor_request where state = 'heard'").await, 1);
    test.presses(JOSIANE, &format!("mic:give:{speaker}:0")).await;
    assert_eq!(toast(&test, JOSIANE), "Cette personne n'attend plus.");
    test.end().await;
}

async fn who_is_not_there_goes_to_the_end_and_then_out(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    for who in [MARIE, AIME, EUGENE] {
        test.says(who, "/parole").await;
    }
    test.says(JOSIANE, "/parole").await;
    test.taps(JOSIANE, "mic:give:1:0").await;
    test.hears(MARIE);
    test.taps(JOSIANE, "mic:skip:1:first").await;
    assert_eq!(toast(&test, JOSIANE), "Marie passe à la fin de la file.");
    assert_eq!(
        test.hears(MARIE),
        "On vous a appelé au micro, sans vous trouver. Votre demande est maintenant à la fin de la file."
    );
    // a second press of the same button is not the second time
    test.presses(JOSIANE, "mic:skip:1:first").await;
    assert_eq!(toast(&test, JOSIANE), "La file a changé entre-temps : regardez-la encore une fois.");
    assert!(
        panel(&test, JOSIANE).contains("1. Aimé 🆕\n2. Eugène 🆕\n3. Marie · n'était pas là"),
        "{}",
        panel(&test, JOSIANE)
    );
    test.taps(JOSIANE, "mic:give:2:0").await;
    test.taps(JOSIANE, "mic:give:3:2").await;
    test.hears(MARIE);
    test.taps(JOSIANE, "mic:give:1:3").await;
    test.taps(JOSIANE, "mic:skip:1:again").await;
    assert!(test.hears(MARIE).contains("On vous a appelé deux fois au micro"));
    assert_eq!(states(&test).await[0], (MARIE, "absent".to_owned()));
    // the request of the same session is opened again under its number
    test.taps(MARIE, "mic:ask").await;
    assert_eq!(states(&test).await[0], (MARIE, "waiting".to_owned()));
    assert_eq!(test.query_i64("select count(*) from floor_request").await, 3);
    test.taps_prefix(JOSIANE, "mic:give:1:0").await;
    test.hears(JOSIANE);
    test.taps(MARIE, "mic:pass:1").await;
    assert!(
        test.last_message(MARIE).starts_with("D'accord, vous laissez votre place."),
        "{}",
        test.last_message(MARIE)
    );
    assert!(test.hears(JOSIANE).contains("Marie laisse sa place."));
    let counts = counts(&test).await;
    assert_eq!(counts, Counts { asked: 3, given: 2, newcomers: 2, waiting: 0 });
    test.end().await;
}

async fn counts(test: &TestBot) -> Counts {
    floor_requests::counts(&mut test.app.db.reader().await.unwrap()).await.unwrap()
}

async fn new_voices_first_is_the_setting_of_the_questions(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(MARIE, "/parole").await;
    test.says(JOSIANE, "/parole").await;
    test.taps(JOSIANE, "mic:give:1:0").await;
    test.taps(JOSIANE, "mic:done:1").await;
    test.says(MARIE, "/parole").await;
    test.says(AIME, "/parole").await;
    assert!(panel(&test, JOSIANE).contains("1. Marie\n2. Aimé 🆕"), "{}", panel(&test, JOSIANE));
    test.hears(EUGENE);
    test.taps(JOSIANE, "mic:first:on").await;
    assert!(panel(&test, JOSIANE).contains("1. Aimé 🆕\n2. Marie"), "{}", panel(&test, JOSIANE));
    assert_eq!(test.hears(EUGENE), "⚙️ Josiane : ⚖️ Faire passer les nouveaux d'abord");
    assert_eq!(test.query_text("select value from key_value where name = 'questions-fair'").await, "on");
    test.taps(MARIE, "mic:show").await;
    let heard = test.last_message(MARIE);
    assert!(
        heard.contains(
            "Une personne passe avant vous.\nLes personnes qui n'ont pas encore parlé passent d'abord."
        ),
        "{heard}"
    );
    // pressing it twice says so
    test.presses(JOSIANE, "mic:first:on").await;
    test.end().await;
}

async fn moderators_open_close_and_clear_by_hand(database: Database) {
    let mut test = open(database, ROUND_TABLE).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    test.says(JOSIANE, "/parole").await;
    assert!(test.hears(JOSIANE).contains("🔴 Fermée, selon le programme\n\nPersonne n'attend."));
    test.taps(JOSIANE, "mic:mode:open").await;
    assert_eq!(test.hears(EUGENE), "🎤 Josiane : 🟢 Ouvrir la file");
    test.says(MARIE, "/parole").await;
    test.says(AIME, "/parole").await;
    test.tick().await;
    assert_eq!(test.query_i64("select count(*) from floor_request where state = 'waiting'").await, 2);
    test.hears(MARIE);
    // clearing asks first
    test.taps(JOSIANE, "mic:clear").await;
    assert!(panel(&test, JOSIANE).contains("2 personnes attendent : je les préviendrai."));
    test.taps(JOSIANE, "mic:queue").await;
    assert!(panel(&test, JOSIANE).contains("1. Marie 🆕"), "{}", panel(&test, JOSIANE));
    test.taps(JOSIANE, "mic:clear").await;
    test.taps(JOSIANE, "mic:clear:yes").await;
    assert_eq!(toast(&test, JOSIANE), "2 demandes sont retirées.");
    test.tick().await;
    test.tick().await;
    assert_eq!(
        test.hears(MARIE),
        "Les modérateurs ont vidé la file du micro, et votre tour n'est pas venu. Merci d'avoir attendu !\n\
         Vous pouvez aussi écrire votre question : elle part aux modérateurs."
    );
    test.taps(MARIE, "mic:ask").await;
    test.hears(MARIE);
    test.taps(JOSIANE, "mic:mode:closed").await;
    test.says(AIME, "/parole").await;
    assert!(test.hears(AIME).contains("On ne demande pas la parole en ce moment."));
    test.tick().await;
    test.tick().await;
    assert_eq!(
        test.hears(MARIE),
        "Le temps du micro est terminé, et votre tour n'est pas venu. Merci d'avoir attendu !\n\
         Vous pouvez aussi écrire votre question : elle part aux modérateurs."
    );
    // by the programme again
    test.taps(JOSIANE, "mic:mode:programme").await;
    test.presses(JOSIANE, "mic:mode:programme").await;
    assert_eq!(toast(&test, JOSIANE), "C'est déjà ainsi.");
    test.end().await;
}

async fn the_end_of_the_session_is_told_once(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    for who in [MARIE, AIME] {
        test.says(who, "/parole").await;
    }
    test.says(JOSIANE, "/parole").await;
    test.taps(JOSIANE, "mic:give:1:0").await;
    // a press of the last minute that arrives after the end, before the tick: the moderator's will counts
    test.clock.jump(martinique_time("2012-11-23T10:10"));
    test.taps(JOSIANE, "mic:give:2:1").await;
    assert!(test.hears(AIME).contains("C'est à vous !"));
    test.says(EUGENE, "/parole").await;
    assert!(test.hears(EUGENE).contains("On ne demande pas la parole"), "asking is another thing");
    test.jump_to("2012-11-23T11:35").await;
    test.says(MARIE, "/parole").await;
    test.hears(MARIE);
    assert_eq!(states(&test).await[1], (AIME, "heard".to_owned()), "the last speech ended by itself");
    test.jump_to("2012-11-23T12:05").await;
    test.tick().await;
    let heard = test.hears(MARIE);
    assert_eq!(heard.matches("Le temps du micro est terminé").count(), 1, "{heard}");
    assert!(!heard.contains("écrire votre question"), "written questions are closed, too: {heard}");
    test.jump_to("2012-11-23T12:30").await;
    assert_eq!(test.hears(MARIE), "");
    test.end().await;
}

async fn the_panel_follows_and_ends_with_the_role(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(JOSIANE, "/parole").await;
    let panel = test.keyboard_message(JOSIANE);
    test.says(MARIE, "/parole").await;
    assert!(test.chat_contains(JOSIANE, "1. Marie"), "edited in place");
    assert_eq!(test.keyboard_message(JOSIANE), test.emulator.latest_message(JOSIANE).unwrap().message_id);
    // opened again, the earlier one says where it is
    test.says(JOSIANE, "/parole").await;
    assert!(test.chat_contains(JOSIANE, "La file du micro est plus bas."));
    test.says(EUGENE, "/roles").await;
    test.presses(EUGENE, &format!("role:yes:{JOSIANE}:moderator")).await;
    assert!(test.chat_contains(JOSIANE, "Cette file est fermée."));
    assert_eq!(test.query_i64("select count(*) from floor_panel").await, 0);
    test.says(AIME, "/parole").await;
    assert!(!test.chat_contains(JOSIANE, "Aimé"));
    for data in
        ["mic:queue", "mic:give:1:0", "mic:skip:1:first", "mic:clear:yes", "mic:mode:closed", "mic:first:on"]
    {
        test.emulator.user_presses_callback(JOSIANE, panel, data);
        test.run_until_idle().await;
        assert_eq!(toast(&test, JOSIANE), "Seuls les modérateurs donnent la parole.", "{data}");
    }
    assert_eq!(test.query_i64("select count(*) from floor_request where state = 'waiting'").await, 2);
    assert_eq!(
        test.query_i64("select count(*) from key_value where name in ('floor-mode', 'questions-fair')").await,
        0
    );
    // now she is one of the hall
    test.says(JOSIANE, "/parole").await;
    assert!(test.last_message(JOSIANE).contains("C'est noté : vous avez demandé la parole."));
    test.end().await;
}

async fn a_muted_person_cannot_ask(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    test.asks(MARIE, "Et les jeunes ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.presses(JOSIANE, "queue:mute:1:on").await;
    assert_eq!(test.query_i64("select count(*) from muted").await, 1);
    test.hears(MARIE);
    test.says(MARIE, "/parole").await;
    assert_eq!(test.hears(MARIE), "Les modérateurs ne prennent pas vos demandes pour le moment.");
    assert_eq!(test.query_i64("select count(*) from floor_request").await, 0);
    test.end().await;
}

async fn names_of_every_kind(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    let long = "é".repeat(10_000);
    for (who, name, shown) in [
        (3001, "<b>Éric</b> & \u{202e}fils", "<b>Éric</b> & fils"),
        (3002, "🙂🙂", "Quelqu'un (n° 2)"),
        (3003, long.as_str(), "Quelqu'un (n° 3)"),
        (3004, "\u{200b}\u{2066}", "Quelqu'un (n° 4)"),
        (3005, "Anne\nLine\u{7}", "Anne Line"),
    ] {
        test.emulator.add_user(who, name, None, Some("fr"));
        test.says(who, "/parole").await;
        assert!(test.hears(who).contains("C'est noté"), "{name:?}");
        test.says(JOSIANE, "/parole").await;
        let listed = panel(&test, JOSIANE);
        assert!(listed.contains(&format!(". {shown} 🆕")), "{name:?}: {listed}");
    }
    assert!(
        test.emulator.button_labels(JOSIANE).contains(&"▶️ Donner la parole : <b>Éric</b> & fil…".to_owned())
            || test.emulator.button_labels(JOSIANE).iter().any(|label| label.contains("<b>Éric</b>"))
    );
    // nothing of what somebody without a name presses shows one
    test.presses(3002, "mic:name:on").await;
    assert!(test.last_message(3002).contains("Ils appelleront le n° 2"), "{}", test.last_message(3002));
    test.end().await;
}

async fn a_person_who_erases_everything_or_blocks_the_bot(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    for who in [MARIE, AIME, EUGENE] {
        test.says(who, "/parole").await;
    }
    test.says(JOSIANE, "/parole").await;
    test.taps(JOSIANE, "mic:give:1:0").await;
    test.taps(JOSIANE, "mic:done:1").await;
    // Marie had the floor; she and Aimé, who waits, erase what is held
    test.says(AIME, "/mesdonnees").await;
    assert!(test.hears(AIME).contains("avec votre prénom : Aimé"));
    for who in [MARIE, AIME] {
        test.says(who, "/effacer").await;
        test.presses(who, "me:erase-yes").await;
    }
    let shown = panel(&test, JOSIANE);
    assert!(shown.contains("1. Eugène") && !shown.contains("Aimé"), "{shown}");
    test.presses(JOSIANE, "mic:give:2:0").await;
    assert_eq!(toast(&test, JOSIANE), "Cette personne n'attend plus.");
    let all = dump_database(&test).await;
    let rows: Vec<&str> = all.lines().filter(|line| line.starts_with("floor_request")).collect();
    assert!(!rows.iter().any(|row| row.contains("Marie") || row.contains("Aimé")), "{rows:?}");
    assert_eq!(test.query_i64("select count(*) from floor_request where person = 0").await, 2);
    assert_eq!(counts(&test).await, Counts { asked: 3, given: 1, newcomers: 1, waiting: 1 });
    // who comes back is no new voice
    test.says(MARIE, "/parole").await;
    assert!(panel(&test, JOSIANE).contains("2. Marie\n"), "{}", panel(&test, JOSIANE));
    // Eugène has blocked the bot: he is called, and moderators learn that his phone does not ring
    test.emulator.user_blocks_bot(EUGENE);
    test.run_until_idle().await;
    test.taps(JOSIANE, "mic:give:3:0").await;
    test.run_until_idle().await;
    assert!(
        panel(&test, JOSIANE).contains("🎤 Eugène a la parole\n📵 Le message ne peut pas arriver"),
        "{}",
        panel(&test, JOSIANE)
    );
    test.end().await;
}

fn event_context<'e>(test: &'e TestBot, schedule: &'e Schedule) -> EventContext<'e> {
    let (now, real_now) = (test.clock.event_now(), test.clock.real_now());
    EventContext { programme: &test.app.programme, schedule, now, real_now }
}

/// Calls a function of the queue in a transaction of its own, as the page does.
macro_rules! on_page {
    ($test:expr, |$conn:ident, $ctx:ident| $call:expr) => {{
        let mut tx = $test.app.db.begin().await.unwrap();
        let schedule = programme::load_schedule(&mut tx).await.unwrap();
        let event = event_context(&$test, &schedule);
        let ctx = dispatch::floor_context(&mut tx, event).await.unwrap();
        let ($conn, $ctx) = (&mut *tx, &ctx);
        let outcome = $call.await.unwrap();
        tx.commit().await.unwrap();
        outcome
    }};
}

async fn insert_person(test: &TestBot, person: i64) {
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query(
        "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
         values ($1, 'fr', 1, 0, '', 0)",
    )
    .bind(person)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn people_on_the_page_use_the_same_queue(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    let guest = PersonId(ON_PAGE + 7);
    insert_person(&test, guest.0).await;
    let status = on_page!(test, |conn, ctx| floor_requests::status(conn, ctx, guest));
    assert_eq!(status, FloorStatus::MayAsk);
    test.says(MARIE, "/parole").await;
    let joined = on_page!(test, |conn, ctx| floor_requests::join(conn, ctx, guest, ""));
    let JoinOutcome::Joined(waiting) = joined else { panic!("{joined:?}") };
    assert_eq!((waiting.number, waiting.ahead), (RequestNumber(2), 1));
    let again = on_page!(test, |conn, ctx| floor_requests::join(conn, ctx, guest, "Un autre nom"));
    assert!(matches!(again, JoinOutcome::AlreadyWaiting(_)), "{again:?}");
    test.says(JOSIANE, "/parole").await;
    assert!(
        panel(&test, JOSIANE).contains("1. Marie 🆕\n2. Une personne sur la page (n° 2) 🆕"),
        "{}",
        panel(&test, JOSIANE)
    );
    assert!(on_page!(test, |conn, _ctx| floor_requests::set_name(conn, guest, "Léa")));
    let status = on_page!(test, |conn, ctx| floor_requests::status(conn, ctx, guest));
    assert!(matches!(&status, FloorStatus::Waiting(it) if it.name == "Léa" && it.ahead == 1), "{status:?}");
    assert!(
        !on_page!(test, |conn, _ctx| floor_requests::acknowledge(conn, guest)),
        "the floor is not theirs yet"
    );
    assert_eq!(
        on_page!(test, |conn, ctx| floor_requests::withdraw(conn, ctx, guest)),
        WithdrawOutcome::Withdrawn
    );
    assert_eq!(
        on_page!(test, |conn, ctx| floor_requests::withdraw(conn, ctx, guest)),
        WithdrawOutcome::NoRequest
    );
    assert!(on_page!(test, |conn, ctx| floor_requests::is_open(
        conn,
        ctx.event.programme,
        ctx.event.schedule,
        ctx.event.now
    )));
    test.jump_to(ROUND_TABLE).await;
    let status = on_page!(test, |conn, ctx| floor_requests::status(conn, ctx, guest));
    assert_eq!(status, FloorStatus::Closed);
    let refused = on_page!(test, |conn, ctx| floor_requests::join(conn, ctx, guest, "Léa"));
    assert_eq!(refused, JoinOutcome::Closed);
    test.end().await;
}

async fn what_a_person_on_the_page_asked_moves_to_their_account(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    let guest = PersonId(ON_PAGE + 1);
    insert_person(&test, guest.0).await;
    on_page!(test, |conn, ctx| floor_requests::join(conn, ctx, guest, "Marie-Line"));
    test.says(AIME, "/parole").await;
    test.says(MARIE, "/parole").await;
    on_page!(test, |conn, _ctx| floor_requests::move_person(conn, guest, PersonId(MARIE)));
    // the earlier place counts, and the later request never was
    let status = on_page!(test, |conn, ctx| floor_requests::status(conn, ctx, PersonId(MARIE)));
    assert!(
        matches!(&status, FloorStatus::Waiting(it) if it.ahead == 0 && it.name == "Marie-Line"),
        "{status:?}"
    );
    assert_eq!(states(&test).await.len(), 2);
    let none = on_page!(test, |conn, ctx| floor_requests::status(conn, ctx, guest));
    assert_eq!(none, FloorStatus::MayAsk);
    // twice does nothing more
    on_page!(test, |conn, _ctx| floor_requests::move_person(conn, guest, PersonId(MARIE)));
    assert_eq!(states(&test).await.len(), 2);
    // who had the floor in Telegram is no new voice on the page's request
    let given = on_page!(test, |conn, ctx| floor_requests::give(conn, ctx, RequestNumber(1), None));
    assert!(matches!(given, GiveOutcome::Given(_)), "{given:?}");
    assert!(on_page!(test, |conn, _ctx| floor_requests::finish(conn, RequestNumber(1))));
    let other = PersonId(ON_PAGE + 2);
    insert_person(&test, other.0).await;
    on_page!(test, |conn, ctx| floor_requests::join(conn, ctx, other, ""));
    on_page!(test, |conn, _ctx| floor_requests::move_person(conn, other, PersonId(MARIE)));
    let status = on_page!(test, |conn, ctx| floor_requests::status(conn, ctx, PersonId(MARIE)));
    assert!(matches!(&status, FloorStatus::Waiting(it) if !it.newcomer), "{status:?}");
    test.run_until_idle().await;
    test.end().await;
}

async fn an_event_without_such_sessions(database: Database) {
    let file = include_str!("../../event.toml").replace("open_floor = true\n", "open_floor = false\n");
    let mut programme = Programme::parse(&file).unwrap();
    for session in &mut programme.sessions {
        session.takes_questions = false;
    }
    let mut test = TestBot::open_with_programme(database, EXCHANGE, programme).await;
    test.emulator.add_user(MARIE, "Marie", None, Some("fr"));
    test.says(MARIE, "/parole").await;
    let heard = test.hears(MARIE);
    assert!(heard.starts_with("🎤 On ne demande pas la parole en ce moment."), "{heard}");
    assert!(!heard.contains("possible pendant"), "{heard}");
    test.says(MARIE, "je veux parler").await;
    assert!(!test.inline_keyboard(MARIE).contains("mic:ask"));
    test.says(MARIE, "/question").await;
    assert!(!test.inline_keyboard(MARIE).contains("mic:ask"));
    // moderators can open it all the same
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.says(JOSIANE, "/parole").await;
    test.taps(JOSIANE, "mic:mode:open").await;
    test.says(MARIE, "/parole").await;
    assert!(test.last_message(MARIE).contains("C'est noté"), "{}", test.last_message(MARIE));
    test.tick().await;
    assert_eq!(test.query_i64("select count(*) from floor_request where state = 'waiting'").await, 1);
    test.end().await;
}

async fn counts_are_at_the_desk(database: Database) {
    let mut test = open(database, EXCHANGE).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(EUGENE, "/bureau").await;
    assert!(!test.hears(EUGENE).contains("prise de parole"));
    test.says(MARIE, "/parole").await;
    test.says(JOSIANE, "/parole").await;
    test.taps(JOSIANE, "mic:give:1:0").await;
    test.says(EUGENE, "/bureau").await;
    assert!(test.hears(EUGENE).contains("🎤 Une demande · une prise de parole · une nouvelle voix"));
    test.end().await;
}
