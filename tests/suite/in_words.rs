//! Plays of people who write instead of touching buttons: they agree, refuse, regret, give orders and correct
//! themselves in sentences, as strangers did who tried the bot.

use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::rehearsal::world::{Author, Kind};

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain};

on_both_databases!(
    what_is_of_ones_own_life_is_confirmed_or_dropped_in_words,
    a_sentence_of_ones_own_life_is_never_sent_by_one_press,
    a_question_is_taken_back_in_words,
    who_does_not_ask_after_all_says_so,
    the_questions_of_others_are_read_in_words,
    what_stands_on_a_button_may_be_typed,
    a_no_may_have_its_reasons,
    a_guest_is_named_and_their_place_freed,
    a_step_keeps_no_question_for_an_answer,
    a_name_is_read_out_of_how_it_is_said,
    an_association_is_no_neighbour,
    all_that_is_known_of_oneself_is_asked_for_in_many_ways,
    who_moderates_gives_orders_in_words,
    a_reply_or_an_announcement_is_left_in_words,
    an_announcement_keeps_its_photo_and_its_other_languages,
    what_moves_takes_along_what_follows,
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

async fn filed(stage: &Stage) -> i64 {
    stage.count("select count(*) from question where state in ('waiting', 'pending')").await
}

async fn what_is_of_ones_own_life_is_confirmed_or_dropped_in_words(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    const SECRET: &str = "Gason mwen ni 30 an, i ka bwè, ès médiatè pé édé'y ?";
    for no in ["awa", "non lésé sa", "non, pas ça, c'est trop personnel", "no thank you, leave it"] {
        stage.says(MARIE, "/question").await;
        stage.says(MARIE, SECRET).await;
        assert!(stage.keyboard(MARIE).contains("ask:publish:"), "{no}: {}", stage.last(MARIE));
        stage.hears(MARIE);
        stage.says(MARIE, no).await;
        assert_eq!(filed(&stage).await, 0, "{no}: {}", stage.hears(MARIE));
    }
    // what was refused is gone: the old button sends nothing
    let old = stage.world.chat(MARIE).into_iter().rev();
    let old = old.filter(|it| {
        it.inline_keyboard.as_ref().is_some_and(|rows| rows.to_string().contains("ask:publish:"))
    });
    let old = old.map(|it| (it.message_id, it.inline_keyboard.unwrap().to_string())).next().unwrap();
    let data = old.1[old.1.find("ask:publish:").unwrap()..].split('"').next().unwrap().to_owned();
    stage.world.presses(MARIE, old.0, &data);
    stage.settle().await;
    assert_eq!(filed(&stage).await, 0, "{}", stage.hears(MARIE));
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, SECRET).await;
    stage.says(MARIE, "wi voyé'y").await;
    assert_eq!(filed(&stage).await, 1, "{}", stage.hears(MARIE));
    let text = stage.count("select count(*) from question where text like 'Gason mwen%'").await;
    assert_eq!(text, 1, "the question itself, and not the yes");
    stage.end().await;
}

async fn a_sentence_of_ones_own_life_is_never_sent_by_one_press(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.says(MARIE, "My husband hit me last year, is there a mediator who can help women like me?").await;
    let shown = stage.keyboard(MARIE);
    let at = shown.find("ask:send:").unwrap_or_else(|| panic!("{}", stage.last(MARIE)));
    let data = shown[at..].split('"').next().unwrap().to_owned();
    stage.presses(MARIE, &data).await;
    assert_eq!(filed(&stage).await, 0, "{}", stage.hears(MARIE));
    assert!(stage.keyboard(MARIE).contains("ask:publish:"), "{}", stage.last(MARIE));
    stage.says(MARIE, "yes").await;
    assert_eq!(filed(&stage).await, 1);
    stage.end().await;
}

async fn a_question_is_taken_back_in_words(database: Database) {
    let mut programme = koze::programme::Programme::shipped();
    programme.limits.seconds_between_questions = 0;
    let mut stage = Stage::with(database, ROUND_TABLE, programme).await;
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
        stage.asks(MARIE, "Qui paie les adultes relais ?").await;
        assert_eq!(filed(&stage).await, 1, "{regret}");
        stage.hears(MARIE);
        stage.says(MARIE, regret).await;
        assert!(stage.keyboard(MARIE).contains(":yes"), "{regret}: {}", stage.hears(MARIE));
        assert_eq!(filed(&stage).await, 1, "{regret}: it is asked first");
        stage.says(MARIE, "oui").await;
        assert_eq!(filed(&stage).await, 0, "{regret}: {}", stage.hears(MARIE));
    }
    // of two the one that is named, also where a new question is awaited
    stage.asks(MARIE, "Qui paie les adultes relais ?").await;
    stage.asks(MARIE, "Combien sont-ils en Martinique ?").await;
    let number = stage.count("select max(number) from question").await;
    for said in [format!("annulé kestion {}", number - 1), format!("withdraw question no. {number}")] {
        stage.says(MARIE, "/question").await;
        stage.says(MARIE, &said).await;
        let shown = stage.keyboard(MARIE);
        let named = said.rsplit(' ').next().unwrap();
        assert!(
            shown.contains(&format!("ask:withdraw:{named}:yes")),
            "{said}: {} {shown}",
            stage.hears(MARIE)
        );
    }
    // which of two is meant is asked
    stage.says(MARIE, "supprime ma question").await;
    let shown = stage.keyboard(MARIE);
    assert!(!shown.contains(":yes") && shown.contains("ask:mine:"), "{shown}");
    assert_eq!(filed(&stage).await, 2);
    stage.end().await;
}

async fn who_does_not_ask_after_all_says_so(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    for left in [
        "annuler",
        "finalement non",
        "non",
        "no that's not a question for them",
        "c'est pas une question",
        "sé pa an kestion",
    ] {
        stage.says(MARIE, "/question").await;
        stage.says(MARIE, left).await;
        assert_eq!(filed(&stage).await, 0, "{left}");
        assert!(!stage.step(MARIE).await.contains("asking"), "{left}: {}", stage.hears(MARIE));
    }
    stage.end().await;
}

async fn the_questions_of_others_are_read_in_words(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.asks(AIME, "Qui paie les adultes relais ?").await;
    for said in [
        "show me the questions of others",
        "voir les questions des autres",
        "man lé li kestion lézòt",
        "vote for number 1",
    ] {
        stage.hears(MARIE);
        stage.says(MARIE, said).await;
        let heard = stage.hears(MARIE);
        assert!(heard.contains("Qui paie les adultes relais ?"), "{said}: {heard}");
    }
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, "vote for number 1").await;
    assert_eq!(filed(&stage).await, 1, "and no question is made of it");
    stage.end().await;
}

async fn what_stands_on_a_button_may_be_typed(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    // with or without its picture, in small letters
    for typed in
        ["✅ J'accepte, je m'inscris", "j'accepte je m'inscris", "oui d'accord", "wi dakò", "i agree"]
    {
        stage.says(MARIE, "/start").await;
        stage.says(MARIE, typed).await;
        let heard = stage.hears(MARIE);
        assert!(heard.contains("2/5"), "{typed}: {heard}");
        stage.says(MARIE, "annuler").await;
    }
    // the longer notice waits for the same word
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:more").await;
    stage.says(MARIE, "oui").await;
    assert!(stage.hears(MARIE).contains("2/5"));
    stage.says(MARIE, "annuler").await;
    stage.register(AIME).await;
    stage.says(AIME, "/effacer").await;
    stage.says(AIME, "oui, tout effacer").await;
    assert_eq!(stage.count("select count(*) from registration").await, 0, "{}", stage.hears(AIME));
    stage.says(MARIE, "poser une question").await;
    assert!(stage.last(MARIE).contains("votre prochain message"), "{}", stage.last(MARIE));
    stage.end().await;
}

async fn a_no_may_have_its_reasons(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    for no in [
        "non",
        "non attendez, je vais voir",
        "no wait, maybe it will be better tomorrow",
        "awa, kité'y, pétèt i ké pli miyò",
        "yes but tell me first whether somebody else gets it",
    ] {
        stage.says(MARIE, "/effacer").await;
        stage.says(MARIE, no).await;
        assert_eq!(stage.count("select count(*) from registration").await, 1, "{no}: {}", stage.hears(MARIE));
    }
    stage.says(MARIE, "je ne peux plus venir").await;
    stage.says(MARIE, "oui libérez-la").await;
    assert_eq!(stage.count("select count(*) from registration").await, 0, "{}", stage.hears(MARIE));
    stage.end().await;
}

/// Marie and two whom she registered.
async fn with_guests(database: Database) -> Stage {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    for name in ["Léonie Modèle", "Axelle Tino"] {
        stage.presses(MARIE, "reg:add").await;
        stage.presses(MARIE, "reg:other:aloud").await;
        stage.says(MARIE, name).await;
        stage.presses(MARIE, "reg:category:resident").await;
        stage.says(MARIE, "passer").await;
        stage.presses(MARIE, "reg:summary:confirm").await;
    }
    assert_eq!(stage.count("select count(*) from registration").await, 3);
    stage
}

async fn a_guest_is_named_and_their_place_freed(database: Database) {
    let mut stage = with_guests(database).await;
    for said in
        ["annule axelle", "axelle vien plu fau l'enlever", "Axelle is not coming", "axelle pa ka vini"]
    {
        stage.says(MARIE, said).await;
        let shown = stage.keyboard(MARIE);
        assert!(shown.contains("reg:free:3"), "{said}: {} {shown}", stage.hears(MARIE));
        stage.says(MARIE, "non").await;
    }
    // whom, asked, is answered by a name
    stage.says(MARIE, "ma mère ne vient plus").await;
    assert!(stage.keyboard(MARIE).contains("reg:cannot-come:2"), "{}", stage.last(MARIE));
    stage.says(MARIE, "ma mère, Léonie").await;
    assert!(stage.keyboard(MARIE).contains("reg:free:2"), "{}", stage.last(MARIE));
    stage.says(MARIE, "oui").await;
    assert_eq!(stage.count("select count(*) from registration where name = 'Léonie Modèle'").await, 0);
    assert_eq!(stage.count("select count(*) from registration").await, 2);
    stage.end().await;
}

async fn a_step_keeps_no_question_for_an_answer(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    for asked in ["what do you do with that info?", "zblorg ?", "pourquoi vous demandez ça ?"] {
        stage.presses(MARIE, "reg:edit:1:access").await;
        stage.says(MARIE, asked).await;
        assert_eq!(
            stage.count("select count(*) from registration where access_needs = ''").await,
            1,
            "{asked}: {}",
            stage.hears(MARIE)
        );
        stage.says(MARIE, "annuler").await;
    }
    stage.presses(MARIE, "reg:edit:1:access").await;
    stage.says(MARIE, "deaf in my left ear, a seat at the front").await;
    assert_eq!(stage.count("select count(*) from registration where access_needs = ''").await, 0);
    stage.world.forgive();
    stage.end().await;
}

async fn a_name_is_read_out_of_how_it_is_said(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    for (said, name) in [
        ("i ka rélé Philomène Bellerose", "Philomène Bellerose"),
        ("c kevin marigny", "kevin marigny"),
        ("jm'appelle Kévin", "Kévin"),
        ("non attendez, mon nom est Kévin Marigny", "Kévin Marigny"),
    ] {
        stage.says(MARIE, said).await;
        let heard = stage.hears(MARIE);
        assert!(heard.contains(&format!(", {name}.")), "{said}: {heard}");
        stage.says(MARIE, "retour").await;
    }
    stage.end().await;
}

async fn an_association_is_no_neighbour(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    for (who, said, category) in [
        (MARIE, "association le bon voisin", "institution"),
        (AIME, "adulte relai", "mediator"),
        (EUGENE, "une voisine", "resident"),
    ] {
        stage.says(who, "/start").await;
        stage.presses(who, "reg:consent:yes").await;
        stage.says(who, "Marie Exemple").await;
        stage.says(who, said).await;
        assert!(stage.step(who).await.contains(category), "{said}: {}", stage.hears(who));
    }
    stage.end().await;
}

async fn all_that_is_known_of_oneself_is_asked_for_in_many_ways(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    for asked in [
        "show me all the data you have on me",
        "can i have a copy of everything you have about me",
        "what do you know about me",
        "what information do you keep about me?",
        "qu'avez-vous sur moi ?",
        "donnez-moi une copie de mes données",
        "ki sa zot sav asou mwen ?",
    ] {
        stage.hears(MARIE);
        stage.says(MARIE, asked).await;
        let heard = stage.hears(MARIE);
        let known = Lang::ALL.map(|lang| plain(&texts(lang).label("held-erase")));
        let shown: String = stage
            .world
            .chat(MARIE)
            .iter()
            .rev()
            .take(3)
            .filter_map(|it| it.inline_keyboard.as_ref().map(ToString::to_string))
            .collect();
        assert!(known.iter().any(|label| plain(&shown).contains(label.as_str())), "{asked}: {heard}");
    }
    stage.end().await;
}

async fn who_moderates_gives_orders_in_words(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.invite(EUGENE, Role::Organiser).await;
    stage.asks(MARIE, "Qui paie les adultes relais ?").await;
    for (who, said, wanted) in [
        (JOSIANE, "la file", "Qui paie les adultes relais ?"),
        (JOSIANE, "question suivante", "Qui paie les adultes relais ?"),
        (JOSIANE, "passe à la suivante s'il te plaît", "Personne n'attend"),
        (JOSIANE, "bilan", "Le bilan"),
        (EUGENE, "qui vient ?", "Inscrits : 0"),
        (EUGENE, "combien d'inscrits", "Inscrits : 0"),
        (EUGENE, "je veux envoyer une annonce à tout le monde", "Écrivez le message"),
    ] {
        stage.hears(who);
        stage.says(who, said).await;
        let heard = stage.hears(who);
        assert!(heard.contains(wanted), "{said}: {heard}");
    }
    stage.says(EUGENE, "annuler").await;
    assert!(!stage.step(EUGENE).await.contains("announcing"), "the announcement is left");
    // an order is no new wording of what is in hand
    stage.presses(JOSIANE, "queue:reword:1").await;
    stage.says(JOSIANE, "la question suivante svp").await;
    let reworded = "select count(*) from question where public_text <> ''";
    assert_eq!(stage.count(reworded).await, 0, "{}", stage.hears(JOSIANE));
    // what is not understood becomes no question by the next touch
    stage.says(JOSIANE, "prends la 4 et mets-la à l'écran s'il te plaît").await;
    assert!(!stage.keyboard(JOSIANE).contains("ask:send:"), "{}", stage.last(JOSIANE));
    // for everybody else the same words are about the programme
    stage.says(MARIE, "la suivante").await;
    assert!(!stage.hears(MARIE).contains("Seuls les"), "no order of theirs");
    stage.world.forgive();
    stage.end().await;
}

async fn a_reply_or_an_announcement_is_left_in_words(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(MARIE, "il y a un parking ?").await;
    let data = stage.keyboard(MARIE);
    let data = data[data.find("org:ask:").unwrap()..].split('"').next().unwrap().to_owned();
    stage.presses(MARIE, &data).await;
    stage.taps(JOSIANE, "Répondre").await;
    stage.hears(MARIE);
    stage.says(JOSIANE, "annuler").await;
    assert_eq!(stage.hears(MARIE), "", "no answer was sent");
    assert_eq!(stage.count("select count(*) from asked_organisers where state = 'asked'").await, 1);
    stage.says(JOSIANE, "/annonce").await;
    stage.says(JOSIANE, "anilé").await;
    assert!(!stage.step(JOSIANE).await.contains("announcing"));
    stage.end().await;
}

async fn an_announcement_keeps_its_photo_and_its_other_languages(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.register(MARIE).await;
    stage.says(JOSIANE, "/annonce").await;
    stage.world.sends(JOSIANE, Kind::Photo { caption: "L'entré est par le parc".to_owned() });
    stage.settle().await;
    stage.taps(JOSIANE, "➕ English").await;
    stage.says(JOSIANE, "The entrance is by the park").await;
    stage.taps(JOSIANE, "✏️ Réécrire").await;
    stage.says(JOSIANE, "L'entrée est par le parc").await;
    let shown =
        stage.world.chat(JOSIANE).into_iter().rev().find(|it| it.from == Author::Bot && it.media.is_some());
    assert!(plain(&shown.expect("shown with its photo").plain).contains("L'entrée est par le parc"));
    assert_eq!(
        stage.count("select count(*) from announcement_text where photo <> ''").await,
        2,
        "both with it"
    );
    assert_eq!(stage.count("select count(*) from announcement_text where language = 'en'").await, 1);
    // another photo takes its place in every language
    stage.taps(JOSIANE, "✏️ Réécrire").await;
    stage.world.sends(JOSIANE, Kind::Photo { caption: "Par le parc".to_owned() });
    stage.settle().await;
    assert_eq!(stage.count("select count(distinct photo) from announcement_text").await, 1);
    stage.end().await;
}

async fn what_moves_takes_along_what_follows(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(JOSIANE, "/decaler table ronde 11h").await;
    let preview = stage.hears(JOSIANE);
    assert!(preview.contains("10h30 – 11h30 → 11h – 11h30"), "it would be cut short: {preview}");
    stage.taps(JOSIANE, &texts(Lang::Fr).label("change-rest")).await;
    let preview = stage.last(JOSIANE);
    assert!(preview.contains("10h30 → 11h · Table ronde") && preview.contains("11h30 → 12h"), "{preview}");
    stage.taps(JOSIANE, &texts(Lang::Fr).label("change-confirm")).await;
    let planned = koze::programme::Schedule::of(&stage.app.programme);
    let (round_table, first) = (planned.slot("table-ronde").unwrap().starts, planned.first_start().unwrap());
    let moved = stage.count("select max(starts_at) from session where id = 'table-ronde'").await;
    assert_eq!(moved, round_table + 30 * 60_000);
    assert_eq!(stage.count("select min(starts_at) from session").await, first, "what is before stays");
    // who was reminded of the forum is told of its beginning, which the preview shows
    stage.register(MARIE).await;
    stage.jump("2012-11-22T18:05").await;
    stage.hears(JOSIANE);
    stage.says(JOSIANE, "l'introduction du préfet a 20 minutes de retard").await;
    let preview = stage.hears(JOSIANE);
    let title = plain(stage.app.programme.title.get(Lang::Fr));
    assert!(preview.contains(&format!("Changement : {title}")), "{preview}");
    stage.says(JOSIANE, "wi konfimé").await;
    assert_eq!(stage.count("select count(*) from schedule_change").await, 2, "{}", stage.hears(JOSIANE));
    stage.end().await;
}

async fn every_example_of_a_change_works(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    let t = texts(Lang::Fr);
    for session in stage.app.programme.sessions.clone() {
        let name = plain(session.title.get(Lang::Fr));
        for (order, wanted) in [("11h07", "11h07"), ("+ 25 min", " → "), ("salle Salon 2", "Salon 2")] {
            stage.hears(JOSIANE);
            stage.says(JOSIANE, &format!("/decaler {} {order}", name.to_lowercase())).await;
            let heard = stage.hears(JOSIANE);
            // of several with the same name it is asked which
            let asks = heard.contains(&plain(&t.html("change-which", &[])));
            assert!(asks || (heard.contains(wanted) && heard.contains(&name)), "{name} {order}: {heard}");
        }
    }
    stage.end().await;
}

async fn a_moved_session_is_found_where_it_is(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(JOSIANE, "/decaler table ronde salle Salon Karaïbes").await;
    stage.taps(JOSIANE, &texts(Lang::Fr).label("change-confirm")).await;
    for asked in [
        "quelle salle pour la table ronde",
        "which room for the round table?",
        "ki salon tab ronn-lan ka fèt ?",
        "le programme svp",
    ] {
        stage.says(MARIE, asked).await;
        let heard = stage.hears(MARIE);
        assert!(heard.contains("Salon Karaïbes"), "{asked}: {heard}");
    }
    stage.end().await;
}

async fn many_questions_of_one_person_stand_on_one_card(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.hears(JOSIANE);
    let asked = ["il y a un parking ?", "il y a une garderie ?", "il y a du wifi ?", "il y a un vestiaire ?"];
    for text in asked {
        stage.says(MARIE, text).await;
        let shown = stage.keyboard(MARIE);
        let at = shown.find("org:ask:").unwrap_or_else(|| panic!("{text}: {}", stage.last(MARIE)));
        let data = shown[at..].split('"').next().unwrap().to_owned();
        stage.presses(MARIE, &data).await;
        stage.clock.pass(std::time::Duration::from_secs(60));
    }
    let cards: Vec<String> = stage.world.chat(JOSIANE).iter().map(|it| it.plain.clone()).collect();
    let cards: Vec<&String> =
        cards.iter().filter(|card| card.contains("parking") || card.contains("garderie")).collect();
    assert_eq!(cards.len(), 2, "a card of its own for the first two, the others below the second: {cards:?}");
    assert!(asked[1..].iter().all(|text| plain(cards[1]).contains(&plain(text))), "{cards:?}");
    // one answer to all of them; what is asked after it is a card of its own, and so is another's
    stage.taps(JOSIANE, "Répondre").await;
    stage.says(JOSIANE, "Oui, oui et non.").await;
    assert!(stage.hears(MARIE).contains("Oui, oui et non."));
    for who in [MARIE, AIME] {
        stage.says(who, "il y a une crèche ?").await;
        let shown = stage.keyboard(who);
        let data = shown[shown.find("org:ask:").unwrap()..].split('"').next().unwrap().to_owned();
        stage.presses(who, &data).await;
    }
    assert_eq!(stage.count("select count(*) from asked_organisers where state = 'asked'").await, 3);
    stage.end().await;
}

async fn a_report_can_be_sent_long_after_it_was_offered(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(MARIE, "le micro ne marche pas").await;
    let (card, data) = {
        let last = stage.world.latest(MARIE).unwrap();
        let shown = last.inline_keyboard.unwrap().to_string();
        (last.message_id, shown[shown.find("org:warn:").unwrap()..].split('"').next().unwrap().to_owned())
    };
    for said in ["il y a un parking ?", "il y a du wifi ?", "c'est où ?", "il y a un vestiaire ?"] {
        stage.says(MARIE, said).await;
    }
    stage.hears(JOSIANE);
    stage.world.presses(MARIE, card, &data);
    stage.settle().await;
    assert!(stage.hears(JOSIANE).contains("le micro ne marche pas"), "{}", stage.hears(MARIE));
    stage.end().await;
}

async fn what_was_on_the_screen_does_not_come_back(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T10:40").await;
    stage.invite(JOSIANE, Role::Moderator).await;
    for (who, text) in
        [(MARIE, "Qui paie les adultes relais ?"), (AIME, "Et les jeunes ?"), (EUGENE, "Combien sont-ils ?")]
    {
        stage.asks(who, text).await;
    }
    for number in [1, 2] {
        stage.presses(JOSIANE, &format!("queue:take:{number}")).await;
        stage.presses(JOSIANE, &format!("queue:live:{number}")).await;
    }
    stage.presses(JOSIANE, "queue:take:3").await;
    stage.hears(MARIE);
    stage.hears(EUGENE);
    stage.clock.pass(std::time::Duration::from_secs(660));
    stage.jump("2012-11-23T10:52").await;
    let state = async |stage: &Stage, state: &'static str| match state {
        "answered" => stage.count("select count(*) from question where state = 'answered'").await,
        "taken" => stage.count("select count(*) from question where state = 'taken'").await,
        _ => stage.count("select count(*) from question where state = 'waiting'").await,
    };
    assert_eq!(
        state(&stage, "answered").await,
        1,
        "the one that was read counts as put: {}",
        stage.hears(JOSIANE)
    );
    assert_eq!(state(&stage, "taken").await, 1, "the one on the screen stays there");
    assert_eq!(state(&stage, "waiting").await, 1, "the one that nobody read is back");
    assert!(!stage.hears(MARIE).contains("de nouveau dans la file"));
    assert!(stage.hears(EUGENE).contains("de nouveau"));
    // the moderator may see it otherwise
    let heard = stage.hears(JOSIANE);
    assert!(heard.contains("était à l'écran"), "{heard}");
    stage.world.forgive();
    stage.end().await;
}

async fn somebody_registers_in_whole_sentences(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.person(MARIE, "Yvonne", Some("Exemple"), Some("fr"));
    stage.says(MARIE, "/start").await;
    stage.says(MARIE, "Oui, j'accepte bien volontiers.").await;
    stage.says(MARIE, "Oui, c'est bien cela.").await;
    assert!(stage.hears(MARIE).contains("Merci, Yvonne Exemple."));
    stage.says(MARIE, "Non, attendez… Mon nom est Yvonne Modèle.").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("3/5") && stage.step(MARIE).await.contains("Yvonne Modèle"), "{heard}");
    stage.says(MARIE, "Je suis une simple habitante").await;
    stage.says(MARIE, "À quoi servira mon numéro de téléphone ?").await;
    assert!(stage.hears(MARIE).contains("4/5"), "asked once more");
    stage.says(MARIE, "Je n'ai pas de téléphone").await;
    stage.says(MARIE, "je m'appelle Yvonne Exemple").await;
    assert!(stage.hears(MARIE).contains("Yvonne Exemple"));
    stage.says(MARIE, "oui je confirme c'est parfait").await;
    assert_eq!(stage.count("select count(*) from registration where name = 'Yvonne Exemple'").await, 1);
    for said in
        ["Je voudrais aussi inscrire mon mari.", "Ce n'est pas une question. Je souhaite inscrire mon mari"]
    {
        stage.hears(MARIE);
        stage.says(MARIE, said).await;
        assert!(stage.keyboard(MARIE).contains("reg:add"), "{said}: {}", stage.hears(MARIE));
    }
    stage.presses(MARIE, "reg:add").await;
    stage.presses(MARIE, "reg:other:aloud").await;
    stage.says(MARIE, "non laissez cela, je veux autre chose").await;
    assert!(stage.last(MARIE).contains("lire un nom"), "{}", stage.last(MARIE));
    stage.says(MARIE, "Raymond Exemple.").await;
    assert!(stage.hears(MARIE).contains("Raymond Exemple."));
    assert!(!stage.step(MARIE).await.contains("Exemple."), "without the full stop");
    stage.end().await;
}

async fn what_is_needed_can_be_noted_where_it_is_spoken_of(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.says(MARIE, "il y a une place pour un fauteuil roulant ?").await;
    let shown: String = stage
        .world
        .chat(MARIE)
        .iter()
        .rev()
        .take(2)
        .filter_map(|it| it.inline_keyboard.as_ref().map(ToString::to_string))
        .collect();
    assert!(shown.contains("reg:edit:1:access"), "{}", stage.hears(MARIE));
    stage.end().await;
}
