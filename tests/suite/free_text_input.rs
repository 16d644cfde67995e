//! People write instead of pressing buttons: they agree, refuse, withdraw, give commands and correct
//! themselves in sentences, as testers of the bot did.

use koze::i18n::{Lang, texts};
use koze::people::Role;
use telegram_emulator::{Author, UserMedia};

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    a_personal_question_is_confirmed_or_dropped_by_text,
    a_sentence_of_ones_own_life_is_never_sent_by_one_press,
    a_question_is_taken_back_in_words,
    who_does_not_ask_after_all_says_so,
    the_questions_of_others_are_read_in_words,
    what_stands_on_a_button_may_be_typed,
    a_no_may_have_its_reasons,
    a_guest_is_named_and_their_place_freed,
    a_question_is_not_stored_as_an_answer,
    a_name_is_read_out_of_how_it_is_said,
    an_organisation_name_is_not_a_guest,
    all_that_is_known_of_oneself_is_asked_for_in_many_ways,
    who_moderates_gives_orders_in_words,
    a_reply_or_an_announcement_is_left_in_words,
    an_announcement_keeps_its_photo_and_its_other_languages,
    a_moved_session_can_shift_later_ones,
    every_example_of_a_change_works,
    a_moved_session_is_found_where_it_is,
    many_questions_of_one_person_stand_on_one_card,
    a_report_can_be_sent_long_after_it_was_offered,
    what_was_on_the_screen_does_not_come_back,
    somebody_registers_in_whole_sentences,
    what_is_needed_can_be_noted_where_it_is_spoken_of,
);

const EARLY: &str = "2012-11-12T10:00";
const ROUND_TABLE: &str = "2012-11-23T10:40";

async fn queued_question_count(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from question where state in ('waiting', 'pending')").await
}

async fn a_personal_question_is_confirmed_or_dropped_by_text(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    const SECRET: &str = "Gason mwen ni 30 an, i ka bwè, ès médiatè pé édé'y ?";
    for no in ["awa", "non lésé sa", "non, pas ça, c'est trop personnel", "no thank you, leave it"] {
        test.says(MARIE, "/question").await;
        test.says(MARIE, SECRET).await;
        assert!(test.inline_keyboard(MARIE).contains("ask:publish:"), "{no}: {}", test.last_message(MARIE));
        test.hears(MARIE);
        test.says(MARIE, no).await;
        assert_eq!(queued_question_count(&test).await, 0, "{no}: {}", test.hears(MARIE));
    }
    // a refused question is deleted: the old button sends nothing
    let old = test.emulator.messages(MARIE).into_iter().rev();
    let old = old.filter(|it| {
        it.inline_keyboard.as_ref().is_some_and(|rows| rows.to_string().contains("ask:publish:"))
    });
    let old = old.map(|it| (it.message_id, it.inline_keyboard.unwrap().to_string())).next().unwrap();
    let data = old.1[old.1.find("ask:publish:").unwrap()..].split('"').next().unwrap().to_owned();
    test.emulator.user_presses_callback(MARIE, old.0, &data);
    test.run_until_idle().await;
    assert_eq!(queued_question_count(&test).await, 0, "{}", test.hears(MARIE));
    test.says(MARIE, "/question").await;
    test.says(MARIE, SECRET).await;
    test.says(MARIE, "wi voyé'y").await;
    assert_eq!(queued_question_count(&test).await, 1, "{}", test.hears(MARIE));
    let text = test.query_i64("select count(*) from question where text like 'Gason mwen%'").await;
    assert_eq!(text, 1, "the stored text is the question, not the yes");
    test.end().await;
}

async fn a_sentence_of_ones_own_life_is_never_sent_by_one_press(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(MARIE, "My husband hit me last year, is there a mediator who can help women like me?").await;
    let shown = test.inline_keyboard(MARIE);
    let at = shown.find("ask:send:").unwrap_or_else(|| panic!("{}", test.last_message(MARIE)));
    let data = shown[at..].split('"').next().unwrap().to_owned();
    test.presses(MARIE, &data).await;
    assert_eq!(queued_question_count(&test).await, 0, "{}", test.hears(MARIE));
    assert!(test.inline_keyboard(MARIE).contains("ask:publish:"), "{}", test.last_message(MARIE));
    test.says(MARIE, "yes").await;
    assert_eq!(queued_question_count(&test).await, 1);
    test.end().await;
}

async fn a_question_is_taken_back_in_words(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.question_limits.seconds_between_questions = 0;
    let mut test = TestBot::open_with_programme(database, ROUND_TABLE, programme).await;
    for regret in [
        "retirer ma question",
        "je veux supprimer ma question",
        "withdraw my question",
        "please delete my question",
        "éfasé kestion mwen souplé",
        "pa voyé sa",
        "n'envoyez pas ça svp",
        "take it back!",
    ] {
        test.asks(MARIE, "Qui paie les adultes relais ?").await;
        assert_eq!(queued_question_count(&test).await, 1, "{regret}");
        test.hears(MARIE);
        test.says(MARIE, regret).await;
        assert!(test.inline_keyboard(MARIE).contains(":yes"), "{regret}: {}", test.hears(MARIE));
        assert_eq!(queued_question_count(&test).await, 1, "{regret}: the bot asks before it withdraws");
        test.says(MARIE, "oui").await;
        assert_eq!(queued_question_count(&test).await, 0, "{regret}: {}", test.hears(MARIE));
    }
    // of two questions the text names one, also while the bot awaits a new question
    test.asks(MARIE, "Qui paie les adultes relais ?").await;
    test.asks(MARIE, "Combien sont-ils en Martinique ?").await;
    let number = test.query_i64("select max(number) from question").await;
    for said in [format!("annulé kestion {}", number - 1), format!("withdraw question no. {number}")] {
        test.says(MARIE, "/question").await;
        test.says(MARIE, &said).await;
        let shown = test.inline_keyboard(MARIE);
        let named = said.rsplit(' ').next().unwrap();
        assert!(
            shown.contains(&format!("ask:withdraw:{named}:yes")),
            "{said}: {} {shown}",
            test.hears(MARIE)
        );
    }
    // without a number the bot asks which question is meant
    test.says(MARIE, "supprime ma question").await;
    let shown = test.inline_keyboard(MARIE);
    assert!(!shown.contains(":yes") && shown.contains("ask:mine:"), "{shown}");
    assert_eq!(queued_question_count(&test).await, 2);
    test.end().await;
}

async fn who_does_not_ask_after_all_says_so(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    for left in [
        "annuler",
        "finalement non",
        "non",
        "no that's not a question for them",
        "c'est pas une question",
        "sé pa an kestion",
    ] {
        test.says(MARIE, "/question").await;
        test.says(MARIE, left).await;
        assert_eq!(queued_question_count(&test).await, 0, "{left}");
        assert!(!test.conversation_state(MARIE).await.contains("asking"), "{left}: {}", test.hears(MARIE));
    }
    test.end().await;
}

async fn the_questions_of_others_are_read_in_words(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.asks(AIME, "Qui paie les adultes relais ?").await;
    for said in [
        "show me the questions of others",
        "voir les questions des autres",
        "man lé li kestion lézòt",
        "vote for number 1",
    ] {
        test.hears(MARIE);
        test.says(MARIE, said).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains("Qui paie les adultes relais ?"), "{said}: {heard}");
    }
    test.says(MARIE, "/question").await;
    test.says(MARIE, "vote for number 1").await;
    assert_eq!(queued_question_count(&test).await, 1, "the text does not become a question");
    test.end().await;
}

async fn what_stands_on_a_button_may_be_typed(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    // with or without the emoji, in lower case
    for typed in
        ["✅ J'accepte, je m'inscris", "j'accepte je m'inscris", "oui d'accord", "wi dakò", "i agree"]
    {
        test.says(MARIE, "/start").await;
        test.says(MARIE, typed).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains("2/5"), "{typed}: {heard}");
        test.says(MARIE, "annuler").await;
    }
    // the longer notice accepts the same answers
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:more").await;
    test.says(MARIE, "oui").await;
    assert!(test.hears(MARIE).contains("2/5"));
    test.says(MARIE, "annuler").await;
    test.register(AIME).await;
    test.says(AIME, "/effacer").await;
    test.says(AIME, "oui, tout effacer").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 0, "{}", test.hears(AIME));
    test.says(MARIE, "poser une question").await;
    assert!(test.last_message(MARIE).contains("votre prochain message"), "{}", test.last_message(MARIE));
    test.end().await;
}

async fn a_no_may_have_its_reasons(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    for no in [
        "non",
        "non attendez, je vais voir",
        "no wait, maybe it will be better tomorrow",
        "awa, kité'y, pétèt i ké pli miyò",
        "yes but tell me first whether somebody else gets it",
    ] {
        test.says(MARIE, "/effacer").await;
        test.says(MARIE, no).await;
        assert_eq!(
            test.query_i64("select count(*) from registration").await,
            1,
            "{no}: {}",
            test.hears(MARIE)
        );
    }
    test.says(MARIE, "je ne peux plus venir").await;
    test.says(MARIE, "oui libérez-la").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 0, "{}", test.hears(MARIE));
    test.end().await;
}

/// Marie is registered, and so are two guests of hers.
async fn open_with_guests(database: Database) -> TestBot {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    for name in ["Léonie Modèle", "Axelle Tino"] {
        test.presses(MARIE, "reg:add").await;
        test.presses(MARIE, "reg:other:aloud").await;
        test.says(MARIE, name).await;
        test.presses(MARIE, "reg:category:resident").await;
        test.says(MARIE, "passer").await;
        test.presses(MARIE, "reg:summary:confirm").await;
    }
    assert_eq!(test.query_i64("select count(*) from registration").await, 3);
    test
}

async fn a_guest_is_named_and_their_place_freed(database: Database) {
    let mut test = open_with_guests(database).await;
    for said in
        ["annule axelle", "axelle vien plu fau l'enlever", "Axelle is not coming", "axelle pa ka vini"]
    {
        test.says(MARIE, said).await;
        let shown = test.inline_keyboard(MARIE);
        assert!(shown.contains("reg:free:3"), "{said}: {} {shown}", test.hears(MARIE));
        test.says(MARIE, "non").await;
    }
    // a name answers the question whose seat is meant
    test.says(MARIE, "ma mère ne vient plus").await;
    assert!(test.inline_keyboard(MARIE).contains("reg:cannot-come:2"), "{}", test.last_message(MARIE));
    test.says(MARIE, "ma mère, Léonie").await;
    assert!(test.inline_keyboard(MARIE).contains("reg:free:2"), "{}", test.last_message(MARIE));
    test.says(MARIE, "oui").await;
    assert_eq!(test.query_i64("select count(*) from registration where name = 'Léonie Modèle'").await, 0);
    assert_eq!(test.query_i64("select count(*) from registration").await, 2);
    test.end().await;
}

async fn a_question_is_not_stored_as_an_answer(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    for asked in ["what do you do with that info?", "zblorg ?", "pourquoi vous demandez ça ?"] {
        test.presses(MARIE, "reg:edit:1:access").await;
        test.says(MARIE, asked).await;
        assert_eq!(
            test.query_i64("select count(*) from registration where access_needs = ''").await,
            1,
            "{asked}: {}",
            test.hears(MARIE)
        );
        test.says(MARIE, "annuler").await;
    }
    test.presses(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, "deaf in my left ear, a seat at the front").await;
    assert_eq!(test.query_i64("select count(*) from registration where access_needs = ''").await, 0);
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn a_name_is_read_out_of_how_it_is_said(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    for (said, name) in [
        ("i ka rélé Philomène Bellerose", "Philomène Bellerose"),
        ("c kevin marigny", "kevin marigny"),
        ("jm'appelle Kévin", "Kévin"),
        ("non attendez, mon nom est Kévin Marigny", "Kévin Marigny"),
    ] {
        test.says(MARIE, said).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains(&format!(", {name}.")), "{said}: {heard}");
        test.says(MARIE, "retour").await;
    }
    test.end().await;
}

async fn an_organisation_name_is_not_a_guest(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for (who, said, category) in [
        (MARIE, "association le bon voisin", "institution"),
        (AIME, "adulte relai", "mediator"),
        (EUGENE, "une voisine", "resident"),
    ] {
        test.says(who, "/start").await;
        test.presses(who, "reg:consent:yes").await;
        test.says(who, "Marie Exemple").await;
        test.says(who, said).await;
        assert!(test.conversation_state(who).await.contains(category), "{said}: {}", test.hears(who));
    }
    test.end().await;
}

async fn all_that_is_known_of_oneself_is_asked_for_in_many_ways(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    for asked in [
        "show me all the data you have on me",
        "can i have a copy of everything you have about me",
        "what do you know about me",
        "what information do you keep about me?",
        "qu'avez-vous sur moi ?",
        "donnez-moi une copie de mes données",
        "ki sa zot sav asou mwen ?",
    ] {
        test.hears(MARIE);
        test.says(MARIE, asked).await;
        let heard = test.hears(MARIE);
        let known = Lang::ALL.map(|lang| remove_typography(&texts(lang).label("held-erase")));
        let shown: String = test
            .emulator
            .messages(MARIE)
            .iter()
            .rev()
            .take(3)
            .filter_map(|it| it.inline_keyboard.as_ref().map(ToString::to_string))
            .collect();
        assert!(
            known.iter().any(|label| remove_typography(&shown).contains(label.as_str())),
            "{asked}: {heard}"
        );
    }
    test.end().await;
}

async fn who_moderates_gives_orders_in_words(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.asks(MARIE, "Qui paie les adultes relais ?").await;
    for (who, said, wanted) in [
        (JOSIANE, "la file", "Qui paie les adultes relais ?"),
        (JOSIANE, "question suivante", "Qui paie les adultes relais ?"),
        (JOSIANE, "passe à la suivante s'il te plaît", "Personne n'attend"),
        (JOSIANE, "bilan", "Le bilan"),
        (EUGENE, "qui vient ?", "Inscrits : 0"),
        (EUGENE, "combien d'inscrits", "Inscrits : 0"),
        (EUGENE, "je veux envoyer une annonce à tout le monde", "Écrivez le message"),
    ] {
        test.hears(who);
        test.says(who, said).await;
        let heard = test.hears(who);
        assert!(heard.contains(wanted), "{said}: {heard}");
    }
    test.says(EUGENE, "annuler").await;
    assert!(
        !test.conversation_state(EUGENE).await.contains("announcing"),
        "the bot does not await an announcement any more"
    );
    // a command is not a new wording of the claimed question
    test.presses(JOSIANE, "queue:reword:1").await;
    test.says(JOSIANE, "la question suivante svp").await;
    let reworded = "select count(*) from question where public_text <> ''";
    assert_eq!(test.query_i64(reworded).await, 0, "{}", test.hears(JOSIANE));
    // a text that is not understood cannot be sent as a question by one press
    test.says(JOSIANE, "prends la 4 et mets-la à l'écran s'il te plaît").await;
    assert!(!test.inline_keyboard(JOSIANE).contains("ask:send:"), "{}", test.last_message(JOSIANE));
    // from a person without the role the same words are about the programme
    test.says(MARIE, "la suivante").await;
    assert!(!test.hears(MARIE).contains("Seuls les"), "the text is not a moderator's command");
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn a_reply_or_an_announcement_is_left_in_words(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "il y a un parking ?").await;
    let data = test.inline_keyboard(MARIE);
    let data = data[data.find("org:ask:").unwrap()..].split('"').next().unwrap().to_owned();
    test.presses(MARIE, &data).await;
    test.taps(JOSIANE, "org:take:1").await;
    test.hears(MARIE);
    test.says(JOSIANE, "annuler").await;
    assert_eq!(test.hears(MARIE), "", "no answer was sent");
    assert_eq!(test.query_i64("select count(*) from organiser_question where state = 'asked'").await, 1);
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "anilé").await;
    assert!(!test.conversation_state(JOSIANE).await.contains("announcing"));
    test.end().await;
}

async fn an_announcement_keeps_its_photo_and_its_other_languages(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.register(MARIE).await;
    test.says(JOSIANE, "/annonce").await;
    test.emulator
        .user_sends_media(JOSIANE, UserMedia::Photo { caption: "L'entré est par le parc".to_owned() });
    test.run_until_idle().await;
    test.taps(JOSIANE, "news:text:1:en").await;
    test.says(JOSIANE, "The entrance is by the park").await;
    test.taps(JOSIANE, "news:text:1").await;
    test.says(JOSIANE, "L'entrée est par le parc").await;
    let shown = test
        .emulator
        .messages(JOSIANE)
        .into_iter()
        .rev()
        .find(|it| it.author == Author::Bot && it.media.is_some());
    assert!(
        remove_typography(&shown.expect("the preview has the photo").plain_text)
            .contains("L'entrée est par le parc")
    );
    assert_eq!(
        test.query_i64("select count(*) from announcement_text where photo <> ''").await,
        2,
        "both languages have the photo"
    );
    assert_eq!(test.query_i64("select count(*) from announcement_text where language = 'en'").await, 1);
    // a new photo replaces the old one in every language
    test.taps(JOSIANE, "news:text:1").await;
    test.emulator.user_sends_media(JOSIANE, UserMedia::Photo { caption: "Par le parc".to_owned() });
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(distinct photo) from announcement_text").await, 1);
    test.end().await;
}

async fn a_moved_session_can_shift_later_ones(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(JOSIANE, "/decaler table ronde 11h").await;
    let preview = test.hears(JOSIANE);
    assert!(preview.contains("10h30 – 11h30 → 11h – 11h30"), "the session would be cut short: {preview}");
    test.taps_prefix(JOSIANE, "sched:rest:").await;
    let preview = test.last_message(JOSIANE);
    assert!(preview.contains("10h30 → 11h · Table ronde") && preview.contains("11h30 → 12h"), "{preview}");
    test.taps_prefix(JOSIANE, "sched:moveon:").await;
    let planned = koze::programme::Schedule::from_programme(&test.app.programme);
    let (round_table, first) =
        (planned.session("table-ronde").unwrap().starts, planned.first_start().unwrap());
    let moved = test.query_i64("select max(starts_at) from session where id = 'table-ronde'").await;
    assert_eq!(moved, (round_table + 30 * 60_000).0);
    assert_eq!(test.query_i64("select min(starts_at) from session").await, first.0, "earlier sessions stay");
    // people who were reminded of the event get its new beginning, and the preview shows that
    test.register(MARIE).await;
    test.jump_to("2012-11-22T18:05").await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "l'introduction du préfet a 20 minutes de retard").await;
    let preview = test.hears(JOSIANE);
    let title = remove_typography(test.app.programme.title.get(Lang::Fr));
    assert!(preview.contains(&format!("Changement : {title}")), "{preview}");
    test.says(JOSIANE, "wi konfimé").await;
    assert_eq!(test.query_i64("select count(*) from schedule_change").await, 2, "{}", test.hears(JOSIANE));
    test.end().await;
}

async fn every_example_of_a_change_works(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    let t = texts(Lang::Fr);
    for session in test.app.programme.sessions.clone() {
        let name = remove_typography(session.title.get(Lang::Fr));
        for (order, wanted) in [("11h07", "11h07"), ("+ 25 min", " → "), ("salle Salon 2", "Salon 2")] {
            test.hears(JOSIANE);
            test.says(JOSIANE, &format!("/decaler {} {order}", name.to_lowercase())).await;
            let heard = test.hears(JOSIANE);
            // if several sessions have the same name, the bot asks which one is meant
            let asks = heard.contains(&remove_typography(&t.html("change-which", &[])));
            assert!(asks || (heard.contains(wanted) && heard.contains(&name)), "{name} {order}: {heard}");
        }
    }
    test.end().await;
}

async fn a_moved_session_is_found_where_it_is(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(JOSIANE, "/decaler table ronde salle Salon Karaïbes").await;
    test.taps(JOSIANE, "sched:room:0:table-ronde").await;
    for asked in [
        "quelle salle pour la table ronde",
        "which room for the round table?",
        "ki salon tab ronn-lan ka fèt ?",
        "le programme svp",
    ] {
        test.says(MARIE, asked).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains("Salon Karaïbes"), "{asked}: {heard}");
    }
    test.end().await;
}

async fn many_questions_of_one_person_stand_on_one_card(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.hears(JOSIANE);
    let asked = ["il y a un parking ?", "il y a une garderie ?", "il y a du wifi ?", "il y a un vestiaire ?"];
    for text in asked {
        test.says(MARIE, text).await;
        let shown = test.inline_keyboard(MARIE);
        let at = shown.find("org:ask:").unwrap_or_else(|| panic!("{text}: {}", test.last_message(MARIE)));
        let data = shown[at..].split('"').next().unwrap().to_owned();
        test.presses(MARIE, &data).await;
        test.clock.advance(std::time::Duration::from_secs(60));
    }
    let cards: Vec<String> = test.emulator.messages(JOSIANE).iter().map(|it| it.plain_text.clone()).collect();
    let cards: Vec<&String> =
        cards.iter().filter(|card| card.contains("parking") || card.contains("garderie")).collect();
    assert_eq!(cards.len(), 2, "later questions join the second card: {cards:?}");
    assert!(
        asked[1..].iter().all(|text| remove_typography(cards[1]).contains(&remove_typography(text))),
        "{cards:?}"
    );
    // one answer serves all questions of a card; a later
    // question gets a new card, and so does another person's
    test.taps(JOSIANE, "org:take:2").await;
    test.says(JOSIANE, "Oui, oui et non.").await;
    assert!(test.hears(MARIE).contains("Oui, oui et non."));
    for who in [MARIE, AIME] {
        test.says(who, "il y a une crèche ?").await;
        let shown = test.inline_keyboard(who);
        let data = shown[shown.find("org:ask:").unwrap()..].split('"').next().unwrap().to_owned();
        test.presses(who, &data).await;
    }
    assert_eq!(test.query_i64("select count(*) from organiser_question where state = 'asked'").await, 3);
    test.end().await;
}

async fn a_report_can_be_sent_long_after_it_was_offered(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "le micro ne marche pas").await;
    let (card, data) = {
        let last = test.emulator.latest_message(MARIE).unwrap();
        let shown = last.inline_keyboard.unwrap().to_string();
        (last.message_id, shown[shown.find("org:warn:").unwrap()..].split('"').next().unwrap().to_owned())
    };
    for said in ["il y a un parking ?", "il y a du wifi ?", "c'est où ?", "il y a un vestiaire ?"] {
        test.says(MARIE, said).await;
    }
    test.hears(JOSIANE);
    test.emulator.user_presses_callback(MARIE, card, &data);
    test.run_until_idle().await;
    assert!(test.hears(JOSIANE).contains("le micro ne marche pas"), "{}", test.hears(MARIE));
    test.end().await;
}

async fn what_was_on_the_screen_does_not_come_back(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:40").await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    for (who, text) in
        [(MARIE, "Qui paie les adultes relais ?"), (AIME, "Et les jeunes ?"), (EUGENE, "Combien sont-ils ?")]
    {
        test.asks(who, text).await;
    }
    for number in [1, 2] {
        test.presses(JOSIANE, &format!("queue:take:{number}")).await;
        test.presses(JOSIANE, &format!("queue:live:{number}")).await;
    }
    test.presses(JOSIANE, "queue:take:3").await;
    test.hears(MARIE);
    test.hears(EUGENE);
    test.clock.advance(std::time::Duration::from_secs(660));
    test.jump_to("2012-11-23T10:52").await;
    let state = async |test: &TestBot, state: &'static str| match state {
        "answered" => test.query_i64("select count(*) from question where state = 'answered'").await,
        "taken" => test.query_i64("select count(*) from question where state = 'taken'").await,
        _ => test.query_i64("select count(*) from question where state = 'waiting'").await,
    };
    assert_eq!(
        state(&test, "answered").await,
        1,
        "the question that was on the screen before counts as answered: {}",
        test.hears(JOSIANE)
    );
    assert_eq!(state(&test, "taken").await, 1, "the question on the screen stays claimed");
    assert_eq!(
        state(&test, "waiting").await,
        1,
        "the question that was never on the screen returns to the queue"
    );
    assert!(!test.hears(MARIE).contains("de nouveau dans la file"));
    assert!(test.hears(EUGENE).contains("de nouveau"));
    // the moderator is informed, because they may disagree
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("était à l'écran"), "{heard}");
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn somebody_registers_in_whole_sentences(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.add_user(MARIE, "Yvonne", Some("Exemple"), Some("fr"));
    test.says(MARIE, "/start").await;
    test.says(MARIE, "Oui, j'accepte bien volontiers.").await;
    test.says(MARIE, "Oui, c'est bien cela.").await;
    assert!(test.hears(MARIE).contains("Merci, Yvonne Exemple."));
    test.says(MARIE, "Non, attendez… Mon nom est Yvonne Modèle.").await;
    let heard = test.hears(MARIE);
    assert!(
        heard.contains("3/5") && test.conversation_state(MARIE).await.contains("Yvonne Modèle"),
        "{heard}"
    );
    test.says(MARIE, "Je suis une simple habitante").await;
    test.says(MARIE, "À quoi servira mon numéro de téléphone ?").await;
    assert!(test.hears(MARIE).contains("4/5"), "the step is repeated");
    test.says(MARIE, "Je n'ai pas de téléphone").await;
    test.says(MARIE, "je m'appelle Yvonne Exemple").await;
    assert!(test.hears(MARIE).contains("Yvonne Exemple"));
    test.says(MARIE, "oui je confirme c'est parfait").await;
    assert_eq!(test.query_i64("select count(*) from registration where name = 'Yvonne Exemple'").await, 1);
    for said in
        ["Je voudrais aussi inscrire mon mari.", "Ce n'est pas une question. Je souhaite inscrire mon mari"]
    {
        test.hears(MARIE);
        test.says(MARIE, said).await;
        assert!(test.inline_keyboard(MARIE).contains("reg:add"), "{said}: {}", test.hears(MARIE));
    }
    test.presses(MARIE, "reg:add").await;
    test.presses(MARIE, "reg:other:aloud").await;
    test.says(MARIE, "non laissez cela, je veux autre chose").await;
    assert!(test.last_message(MARIE).contains("lire un nom"), "{}", test.last_message(MARIE));
    test.says(MARIE, "Raymond Exemple.").await;
    assert!(test.hears(MARIE).contains("Raymond Exemple."));
    assert!(!test.conversation_state(MARIE).await.contains("Exemple."), "the name has no full stop");
    test.end().await;
}

async fn what_is_needed_can_be_noted_where_it_is_spoken_of(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.says(MARIE, "il y a une place pour un fauteuil roulant ?").await;
    let shown: String = test
        .emulator
        .messages(MARIE)
        .iter()
        .rev()
        .take(2)
        .filter_map(|it| it.inline_keyboard.as_ref().map(ToString::to_string))
        .collect();
    assert!(shown.contains("reg:edit:1:access"), "{}", test.hears(MARIE));
    test.end().await;
}
