//! Which texts become questions to the speakers: the bot offers to send them
//! while the round table takes questions. A text that it can answer, a text
//! about asking and a personal situation are never published without a press.

use crate::test_bot::{AIME, Database, MARIE, TestBot};

on_both_databases!(
    a_report_is_no_question,
    what_is_understood_for_sure_is_answered_and_not_filed,
    questions_about_asking_do_not_start_a_question,
    the_own_life_is_published_only_by_a_press,
    an_edit_about_the_own_life_is_published_only_by_a_press,
    a_command_with_its_question_is_one_step,
    a_button_sends_the_sentence_it_stands_under,
    a_sentence_before_the_round_table_is_offered_to_the_speakers,
    a_doubt_and_the_unknown_are_offered_too,
    the_reminder_of_the_round_table_leads_to_asking,
    plain_questions_are_filed_at_once,
);

const EARLY: &str = "2012-11-12T10:00";
const BREAK: &str = "2012-11-23T10:15";

/// Not questions to the speakers, and understood with certainty.
const UNDERSTOOD_TEXTS: [&str; 15] = [
    "merci",
    "merci beaucoup !",
    "bonjour",
    "c'est à quelle heure la table ronde ?",
    "quel est le programme ?",
    "en anglais",
    "je ne peux plus venir",
    "thank you",
    "hello",
    "what time is the round table?",
    "where is it?",
    "mèsi",
    "bonjou",
    "ki lè latab-wonn lan ?",
    "ki koté sa yé ?",
];

/// Questions about asking.
const ABOUT_ASKING: [&str; 9] = [
    "on voit mon nom ?",
    "est-ce que mon nom s'affiche ?",
    "c'est anonyme ?",
    "can I ask anonymously?",
    "will my name be shown?",
    "who can see my question?",
    "es yo ka wè non mwen ?",
    "ès sé anonim ?",
    "qui lit les questions",
];

/// About the author's own life or health.
const PERSONAL_SITUATIONS: [&str; 12] = [
    "je suis sourde, il y aura un interprète ?",
    "j'ai perdu mon travail, que puis-je faire ?",
    "mon fils a été contrôlé trois fois cette semaine",
    "y aura-t-il une place pour un fauteuil roulant",
    "ma mère a un cancer et personne ne nous aide",
    "I'm deaf, will there be an interpreter?",
    "my son was arrested last week, what can we do",
    "I lost my flat because of the landlord",
    "lost my ticket",
    "man pèd travay mwen, ki moun ki pé édé mwen",
    "man malad, ès ni an koté pou mwen asiz",
    "ich mwen pa ka alé lékòl ankò",
];

/// Questions to the speakers.
const QUESTIONS: [&str; 13] = [
    "Qui paie les adultes relais ?",
    "Pourquoi les contrats ne durent-ils que trois ans ?",
    "Je voudrais savoir combien d'adultes relais travaillent en Martinique",
    "Quelle formation reçoivent les médiateurs ?",
    "Et les jeunes ?",
    "How are the mediators trained?",
    "Why do the contracts end after three years?",
    "Poutji kontra-a ka fini apré twa lanné ?",
    "Ki moun ki ka péyé sé adilt-rilé-a ?",
    "Question 1 : et les jeunes ?",
    "Ma question : qui paie les adultes relais ?",
    "My question is: who pays the mediators?",
    "Kestion mwen : ki moun ki ka péyé yo ?",
];

/// Reports of an accident or of something that does not work, short and long.
const REPORTS: [&str; 5] = [
    "mon voisin fait un malaise",
    "il y a une dame qui est tombée dans les escaliers, elle saigne, appelez quelqu'un vite s'il vous plaît, c'est grave",
    "nous n'entendons rien du tout au fond de la salle, le micro ne marche pas, pouvez-vous faire quelque chose svp",
    "y a quelqu'un qui s'est évanoui au fond de la salle",
    "an moun tonbé, vini vit",
];

async fn question_count(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from question").await
}

async fn what_is_understood_for_sure_is_answered_and_not_filed(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for typed in UNDERSTOOD_TEXTS {
        test.says(MARIE, "/question").await;
        test.hears(MARIE);
        test.says(MARIE, typed).await;
        let heard = test.hears(MARIE);
        assert_eq!(question_count(&test).await, 0, "{typed}: {heard}");
        assert!(
            test.inline_keyboard(MARIE).contains("ask:send:"),
            "{typed}: one press sends the text all the same: {heard}"
        );
    }
    test.says(MARIE, "/question").await;
    test.says(MARIE, "c'est à quelle heure la table ronde ?").await;
    let send = button_data(&test, "ask:send:");
    test.presses(MARIE, &send).await;
    assert_eq!(question_count(&test).await, 1, "the press stores the question");
    test.presses(MARIE, &send).await;
    assert_eq!(question_count(&test).await, 1, "a second press stores nothing");
    test.end().await;
}

/// Even a long or unclear report goes to the team only, and can still be sent to the speakers.
async fn a_report_is_no_question(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for typed in REPORTS {
        test.says(MARIE, "/question").await;
        test.hears(MARIE);
        test.says(MARIE, typed).await;
        let shown: String = test
            .emulator
            .messages(MARIE)
            .iter()
            .rev()
            .take(2)
            .filter_map(|it| Some(it.inline_keyboard.as_ref()?.to_string()))
            .collect();
        assert!(shown.contains("org:warn:") && shown.contains("ask:send:"), "{typed}: {}", test.hears(MARIE));
        assert_eq!(question_count(&test).await, 0, "{typed}");
    }
    test.end().await;
}

async fn questions_about_asking_do_not_start_a_question(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for typed in ABOUT_ASKING {
        test.says(MARIE, typed).await;
        let heard = test.hears(MARIE);
        assert!(test.inline_keyboard(MARIE).contains("ask:new"), "{typed}: {heard}");
        test.says(MARIE, "lost my ticket").await;
        test.says(MARIE, "je suis sourde, il y aura un interprète ?").await;
        test.hears(MARIE);
        assert_eq!(question_count(&test).await, 0, "{typed}");
    }
    for typed in ABOUT_ASKING {
        test.says(MARIE, "/question").await;
        test.hears(MARIE);
        test.says(MARIE, typed).await;
        let heard = test.hears(MARIE);
        assert_eq!(question_count(&test).await, 0, "{typed}: {heard}");
    }
    test.says(MARIE, "Qui paie les adultes relais ?").await;
    assert_eq!(question_count(&test).await, 1, "the bot still awaits the question");
    test.end().await;
}

async fn the_own_life_is_published_only_by_a_press(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for typed in PERSONAL_SITUATIONS {
        test.says(MARIE, "/question").await;
        test.hears(MARIE);
        test.says(MARIE, typed).await;
        let heard = test.hears(MARIE);
        assert_eq!(question_count(&test).await, 0, "{typed}: {heard}");
        // the first button publishes the text, or asks for a
        // confirmation if the bot has an answer to the text
        let shown = test.inline_keyboard(MARIE);
        assert!(shown.contains("ask:publish:") || shown.contains("ask:send:"), "{typed}: {heard}");
    }
    test.presses(MARIE, "ask:leave").await;
    test.says(MARIE, "merci").await;
    assert_eq!(question_count(&test).await, 0, "without a question nothing is stored");
    test.says(MARIE, "/question").await;
    test.taps(MARIE, "ask:leave").await;
    test.says(MARIE, "/start q").await;
    test.says(MARIE, "je suis sourde, il y aura un interprète ?").await;
    let send = button_data(&test, "ask:publish:");
    test.presses(MARIE, &send).await;
    assert_eq!(test.query_i64("select count(*) from question where text like 'je suis sourde%'").await, 1);
    test.end().await;
}

async fn an_edit_about_the_own_life_is_published_only_by_a_press(database: Database) {
    let mut test = TestBot::open(database, BREAK).await;
    test.asks(MARIE, "Et les jeunes ?").await;
    for personal in PERSONAL_SITUATIONS {
        test.presses(MARIE, "ask:edit:1").await;
        test.hears(MARIE);
        test.says(MARIE, personal).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains("vie"), "{personal}: {heard}");
        let shown = test.inline_keyboard(MARIE);
        assert!(shown.contains("ask:edit:1:") && shown.contains("ask:drop:"), "{personal}: {shown}");
        test.says(MARIE, "non").await;
        test.hears(MARIE);
        let text = test.query_text("select text from question").await;
        assert_eq!(text, "Et les jeunes ?", "{personal}");
    }
    test.presses(MARIE, "ask:edit:1").await;
    test.says(MARIE, PERSONAL_SITUATIONS[1]).await;
    test.says(MARIE, "oui").await;
    assert_eq!(test.query_text("select text from question").await, PERSONAL_SITUATIONS[1]);
    assert_eq!(question_count(&test).await, 1, "the question is edited and not asked again");
    test.end().await;
}

async fn a_command_with_its_question_is_one_step(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/question Qui paie les adultes relais ?").await;
    assert_eq!(question_count(&test).await, 1, "{}", test.hears(MARIE));
    for typed in ["merci", "je suis sourde, il y aura un interprète ?", "on voit mon nom ?", "  ", "🙂"] {
        test.says(AIME, &format!("/question {typed}")).await;
        assert_eq!(question_count(&test).await, 1, "{typed}: {}", test.hears(AIME));
    }
    test.end().await;
}

async fn a_button_sends_the_sentence_it_stands_under(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:40").await;
    test.says(MARIE, "Les postes vont-ils donc disparaître un jour").await;
    let (message, first) = (test.keyboard_message(MARIE), button_data(&test, "ask:send:"));
    test.says(MARIE, "Ce que gagne exactement chacun d'eux ici").await;
    test.emulator.user_presses_callback(MARIE, message, &first);
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from question where text like 'Les postes%'").await, 1);
    assert_eq!(question_count(&test).await, 1);
    for forged in ["ask:send:999999", "ask:send:-1", "ask:send:x"] {
        test.presses(MARIE, forged).await;
    }
    assert_eq!(question_count(&test).await, 1);
    test.end().await;
}

async fn a_sentence_before_the_round_table_is_offered_to_the_speakers(database: Database) {
    let mut test = TestBot::open(database, BREAK).await;
    for typed in [
        "Qui finance les postes d'adultes relais en Martinique ?",
        "Pourquoi les contrats ne durent-ils que trois ans ?",
        "c'est quoi exactement le rôle d'un adulte relais ?",
        "Mesdames et messieurs, que faites-vous des jeunes ?",
        "Who pays the mediators in the neighbourhoods?",
        "Poutji kontra-a ka fini apré twa lanné ?",
    ] {
        test.says(MARIE, typed).await;
        let heard = test.hears(MARIE);
        assert!(test.inline_keyboard(MARIE).contains("ask:send:"), "{typed}: {heard}");
    }
    test.says(MARIE, "c'est à quelle heure la table ronde ?").await;
    assert!(test.hears(MARIE).contains("10h30"), "questions about hours are answered directly");
    test.jump_to("2012-11-23T13:00").await;
    test.hears(MARIE);
    test.says(MARIE, "Pourquoi les contrats ne durent-ils que trois ans ?").await;
    assert!(
        !test.inline_keyboard(MARIE).contains("ask:send:"),
        "the round table is closed: {}",
        test.hears(MARIE)
    );
    test.end().await;
}

async fn a_doubt_and_the_unknown_are_offered_too(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for typed in
        ["Les postes vont-ils donc disparaître un jour", "est-ce qu'il y a un parking près du palais ?"]
    {
        test.says(MARIE, typed).await;
        let heard = test.hears(MARIE);
        assert!(test.inline_keyboard(MARIE).contains("ask:send:"), "{typed}: {heard}");
    }
    test.end().await;
}

async fn the_reminder_of_the_round_table_leads_to_asking(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-23T10:16").await;
    assert!(test.hears(MARIE).contains("Table ronde"));
    let shown = test.inline_keyboard(MARIE);
    let at = |data: &str| shown.find(data);
    assert!(at("ask:new").unwrap() < at("vote:open").unwrap(), "{shown}");
    assert!(at("vote:open").unwrap() < at("reg:ticket").unwrap(), "{shown}");
    assert_eq!(at("cannot-come"), None, "no button to cancel during the event: {shown}");
    test.presses(MARIE, "ask:new").await;
    test.says(MARIE, "Qui paie les adultes relais ?").await;
    assert_eq!(question_count(&test).await, 1);
    test.end().await;
}

async fn plain_questions_are_filed_at_once(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for (at, typed) in QUESTIONS.into_iter().enumerate() {
        let who = 3_000 + at as i64;
        test.says(who, "/question").await;
        test.says(who, typed).await;
        assert_eq!(question_count(&test).await, at as i64 + 1, "{typed}: {}", test.hears(who));
    }
    test.end().await;
}

/// The data of the first button that begins with `begins`.
fn button_data(test: &TestBot, begins: &str) -> String {
    let shown = test.inline_keyboard(MARIE);
    let from = shown.find(begins).unwrap_or_else(|| panic!("no {begins} in {shown}"));
    shown[from..].split('"').next().unwrap_or_default().to_owned()
}
