//! The moderators' menus: the card comes first and a press of its own puts a question on the screen, a number
//! opens a card, private texts stay hidden, and authors are informed.

use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::Programme;
use koze::questions;
use koze::spreadsheet::TableFormat;
use telegram_emulator::UserMedia;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography, render_table};

const ROUND_TABLE: &str = "2012-11-23T10:45";
const SECRET: &str = "secret de Marie";

on_both_databases!(
    the_card_comes_first_and_the_screen_by_a_press_of_its_own,
    by_a_setting_the_next_one_is_on_the_screen_at_once,
    a_requeued_question_notifies_its_author,
    the_whole_queue_page_by_page,
    a_number_opens_the_card,
    a_number_is_taken_or_why_not_is_said,
    the_notification_leads_to_what_has_to_be_reviewed,
    an_undone_personal_situation_is_told,
    other_words_are_not_signed_with_a_name,
    a_personal_situation_is_two_presses_away,
    withdrawn_and_private_texts_are_hidden,
    print_lists_all_open_questions,
    the_halls_address_is_a_button,
    no_screen_is_a_dead_end,
);

async fn open_with_moderator(database: Database) -> TestBot {
    let mut programme = Programme::built_in();
    programme.question_limits.seconds_between_questions = 0;
    programme.question_limits.max_waiting_questions = 50;
    let mut test = TestBot::open_with_programme(database, ROUND_TABLE, programme).await;
    test.emulator.add_user(MARIE, "Marie", Some("Exemple"), Some("fr"));
    test.emulator.add_user(JOSIANE, "Josiane", None, Some("fr"));
    test.emulator.add_user(EUGENE, "Eugène", None, Some("fr"));
    test.grant_role(JOSIANE, Role::Moderator).await;
    test
}

/// Asks this many questions that do not resemble each other, each from another person.
async fn ask_many(test: &mut TestBot, many: i64) {
    for n in 1..=many {
        let word: String = ('a'..='z').cycle().skip(n as usize * 3).take(9 + n as usize).collect();
        test.asks(3_000 + n, &format!("{word} ?")).await;
    }
}

fn button_rows(test: &TestBot, who: i64) -> Vec<Vec<String>> {
    let rows = test.emulator.latest_message(who).and_then(|bubble| bubble.inline_keyboard);
    let rows = rows.and_then(|rows| rows.as_array().cloned()).unwrap_or_default();
    let label = |button: &serde_json::Value| remove_typography(button["text"].as_str().unwrap_or_default());
    rows.iter().map(|row| row.as_array().into_iter().flatten().map(label).collect()).collect()
}

fn french_label(id: &str) -> String {
    remove_typography(&texts(Lang::Fr).label(id))
}

async fn the_card_comes_first_and_the_screen_by_a_press_of_its_own(database: Database) {
    let mut test = open_with_moderator(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?")] {
        test.asks(who, text).await;
        test.hears(who);
    }
    for (who, number) in [(MARIE, 1), (AIME, 2)] {
        test.says(JOSIANE, "/suivante").await;
        assert!(test.last_message(JOSIANE).contains(&format!("Question n° {number}")));
        let heard = test.hears(who);
        assert!(heard.contains("bientôt") && !heard.contains("maintenant"), "{heard}");
        assert_eq!(
            test.query_i64("select question from on_screen").await,
            0,
            "a claim puts nothing on the screen"
        );
    }
    test.says(MARIE, "/mesquestions").await;
    assert!(test.last_message(MARIE).contains(&french_label("state-taken")), "{}", test.last_message(MARIE));
    test.presses(JOSIANE, "queue:live:1").await;
    assert!(test.hears(MARIE).contains("maintenant"));
    test.says(MARIE, "/mesquestions").await;
    assert!(test.last_message(MARIE).contains(&french_label("state-live")), "{}", test.last_message(MARIE));
    test.says(JOSIANE, "/repondue").await;
    assert_eq!(test.query_i64("select count(*) from question where state = 'answered'").await, 1);
    test.says(JOSIANE, "/repondue").await;
    assert_eq!(
        test.query_i64("select count(*) from question where state = 'answered'").await,
        2,
        "without a number the only claimed question is meant"
    );
    test.says(JOSIANE, "/repondue").await;
    assert!(test.last_message(JOSIANE).contains("/repondue 4"), "{}", test.last_message(JOSIANE));
    test.end().await;
}

async fn by_a_setting_the_next_one_is_on_the_screen_at_once(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    test.says(JOSIANE, "/moderation").await;
    test.taps(JOSIANE, "queue:settings:more").await;
    test.taps(JOSIANE, "queue:set:atonce:on").await;
    assert!(
        test.hears(EUGENE).contains(&french_label("set-at-once-on")),
        "the other moderators are informed"
    );
    test.asks(MARIE, "Une ?").await;
    test.asks(AIME, "Deux ?").await;
    test.hears(MARIE);
    test.says(JOSIANE, "/file").await;
    assert!(
        test.last_message(JOSIANE).contains(&french_label("queue-at-once")),
        "{}",
        test.last_message(JOSIANE)
    );
    test.taps(JOSIANE, "queue:next:1.2").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("maintenant") && !heard.contains("bientôt"), "{heard}");
    test.says(JOSIANE, "/suivante 2").await;
    assert_eq!(
        test.query_i64("select question from on_screen").await,
        2,
        "the setting also applies to a number"
    );
    test.presses(JOSIANE, "queue:set:atonce:maybe").await;
    test.presses(JOSIANE, "queue:set:atonce:off").await;
    test.asks(3_001, "Trois ?").await;
    test.says(JOSIANE, "/suivante").await;
    assert_eq!(test.query_i64("select question from on_screen").await, 2);
    test.end().await;
}

async fn a_requeued_question_notifies_its_author(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.asks(MARIE, "Une ?").await;
    for (press, told) in
        [("queue:back:1", "de nouveau dans la file"), ("queue:later:1", "gardée pour un peu plus tard")]
    {
        test.says(JOSIANE, "/suivante 1").await;
        test.hears(MARIE);
        test.presses(JOSIANE, press).await;
        assert!(test.hears(MARIE).contains(told), "{press}");
    }
    test.says(JOSIANE, "/suivante 1").await;
    test.taps(JOSIANE, "queue:undo:5").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("bientôt") && heard.contains("gardée pour un peu plus tard"), "{heard}");
    // the claim expires, as after a lost phone
    test.says(JOSIANE, "/suivante 1").await;
    test.hears(MARIE);
    test.clock.advance(std::time::Duration::from_secs(601));
    test.jump_to("2012-11-23T10:56").await;
    assert!(test.hears(MARIE).contains("de nouveau dans la file"));
    test.end().await;
}

async fn the_whole_queue_page_by_page(database: Database) {
    let mut test = open_with_moderator(database).await;
    ask_many(&mut test, 14).await;
    test.says(JOSIANE, "/file").await;
    let rows = button_rows(&test, JOSIANE);
    assert!(rows.len() <= 8 && rows[1] == ["n° 1", "n° 2", "n° 3"], "{rows:?}");
    assert!(rows[2][0].contains("+11"), "{rows:?}");
    test.presses(JOSIANE, "queue:list:waiting:0").await;
    assert!(
        test.last_message(JOSIANE).contains("1–6 / 14") && test.last_message(JOSIANE).contains("6."),
        "{}",
        test.last_message(JOSIANE)
    );
    test.taps(JOSIANE, "queue:page:waiting:6").await;
    test.taps(JOSIANE, "queue:page:waiting:12").await;
    let page = test.last_message(JOSIANE);
    assert!(page.contains("13–14 / 14") && page.contains("14.") && !page.contains("12."), "{page}");
    assert_eq!(
        button_rows(&test, JOSIANE).last().unwrap()[0],
        "‹",
        "the last page has no button to a next one"
    );
    test.taps(JOSIANE, "queue:open:14").await;
    assert!(test.last_message(JOSIANE).contains("Question n° 14"));
    test.presses(JOSIANE, "queue:live:14").await;
    test.says(JOSIANE, "/file").await;
    assert_eq!(button_rows(&test, JOSIANE)[1][0], "📺 n° 14", "one press opens the question on the screen");
    for n in 1..=8 {
        test.presses(JOSIANE, &format!("queue:later:{n}")).await;
    }
    test.presses(JOSIANE, "queue:later").await;
    test.taps(JOSIANE, "queue:page:later:6").await;
    assert!(test.last_message(JOSIANE).contains("8."), "{}", test.last_message(JOSIANE));
    // forged presses for pages that do not exist
    for forged in
        ["queue:page:waiting:9999", "queue:page:waiting:-1", "queue:page:everything:0", "queue:list:waiting"]
    {
        test.presses(JOSIANE, forged).await;
    }
    test.presses(JOSIANE, "queue:merge:14").await;
    assert!(button_rows(&test, JOSIANE).len() <= 8);
    test.end().await;
}

async fn a_number_opens_the_card(database: Database) {
    let mut test = open_with_moderator(database).await;
    ask_many(&mut test, 5).await;
    for typed in [
        "/file 4",
        "/file n° 4",
        "n° 4",
        "n°4",
        "la question 4",
        "Question n° 4.",
        "numéro 4",
        "#4",
        "kestion nimewo 4",
        "number 4",
    ] {
        test.says(JOSIANE, "/aide").await;
        test.says(JOSIANE, typed).await;
        // the card has the language of the command
        let card = test.last_message(JOSIANE);
        let is_it =
            ["Question n° 4", "Kestion nimewo 4", "Question no. 4"].iter().any(|head| card.contains(head));
        assert!(is_it, "{typed}: {card}");
    }
    for typed in [
        "/file 99",
        "/file 99999999999999999999",
        "/file 4 5",
        "/file quatre",
        "/file -4",
        "/file 0",
        "n° 99",
    ] {
        test.says(JOSIANE, typed).await;
        assert!(
            !test.last_message(JOSIANE).contains("Question n° 4\n"),
            "{typed}: {}",
            test.last_message(JOSIANE)
        );
    }
    // from a person without the role the same text is not a command
    test.says(AIME, "n° 4").await;
    assert!(!test.last_message(AIME).contains("Question n° 4"), "{}", test.last_message(AIME));
    assert_eq!(
        test.query_i64("select count(*) from question where state = 'taken'").await,
        0,
        "opening a card claims nothing"
    );
    test.end().await;
}

async fn a_number_is_taken_or_why_not_is_said(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    ask_many(&mut test, 7).await;
    test.says(JOSIANE, "/suivante 4").await;
    assert_eq!(test.query_i64("select number from question where state = 'taken'").await, 4);
    test.says(JOSIANE, "/suivante 1").await;
    test.presses(JOSIANE, "queue:answered:1").await;
    test.presses(3_002, "ask:withdraw:2:yes").await;
    test.presses(JOSIANE, "queue:aside:3:time").await;
    test.presses(JOSIANE, "queue:personal:5:yes").await;
    test.presses(JOSIANE, "queue:join:6:7").await;
    test.asks(MARIE, "Appelez le 0696 12 34 56 ?").await;
    let t = texts(Lang::Fr);
    let says = [
        ("99", t.plain("queue-not-there", koze::args!(number = 99))),
        ("2", t.plain("queue-is-withdrawn", koze::args!(number = 2))),
        ("1", t.plain("queue-is-answered", koze::args!(number = 1))),
        ("4", t.plain("queue-is-held", koze::args!(number = 4, name = "Josiane"))),
        ("3", t.plain("queue-is-aside", koze::args!(number = 3))),
        ("5", t.plain("queue-is-personal", koze::args!(number = 5))),
        ("6", t.plain("queue-is-joined", koze::args!(number = 6, head = 7))),
        ("8", t.plain("queue-is-pending", koze::args!(number = 8))),
        ("quatre", t.plain("queue-number-unclear", koze::args!(open = "/file 4", take = "/suivante 4"))),
        ("-1 2", t.plain("queue-number-unclear", koze::args!(open = "/file 4", take = "/suivante 4"))),
    ];
    for (number, why) in says {
        test.says(EUGENE, &format!("/suivante {number}")).await;
        assert_eq!(test.last_message(EUGENE), remove_typography(&why), "{number}");
    }
    assert_eq!(test.query_i64("select count(*) from question where claimed_by = 2002").await, 0);
    test.says(EUGENE, "/suivante 6").await;
    test.taps(EUGENE, "queue:open:7").await;
    assert!(test.last_message(EUGENE).contains("Question n° 7"));
    test.says(JOSIANE, "/suivante 4").await;
    assert!(
        test.last_message(JOSIANE).contains("Question n° 4"),
        "a claimed question is shown to its claimer"
    );
    test.end().await;
}

async fn the_notification_leads_to_what_has_to_be_reviewed(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(JOSIANE, "/moderation").await;
    test.presses(JOSIANE, "queue:set:review:on").await;
    test.hears(JOSIANE);
    test.asks(MARIE, "Et les jeunes ?").await;
    assert!(
        test.last_message(JOSIANE).contains(&french_label("queue-first-to-review")),
        "{}",
        test.last_message(JOSIANE)
    );
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:review").await;
    assert!(test.last_message(JOSIANE).contains("Et les jeunes ?"), "an empty queue leads to the review");
    test.taps(JOSIANE, "queue:approve:1").await;
    test.says(JOSIANE, "/relire").await;
    test.taps(JOSIANE, "queue:next").await;
    assert!(test.last_message(JOSIANE).contains("Et les jeunes ?"), "the review leads to the queue");
    test.end().await;
}

async fn an_undone_personal_situation_is_told(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(JOSIANE, "/moderation").await;
    test.presses(JOSIANE, "queue:set:review:on").await;
    test.asks(MARIE, "Et les jeunes ?").await;
    test.presses(JOSIANE, "queue:personal:1:yes").await;
    test.hears(MARIE);
    test.taps(JOSIANE, "queue:undo:2").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("n° 1") && heard.contains("relit"), "the question returns to the review: {heard}");
    test.presses(JOSIANE, "queue:approve:1").await;
    test.presses(JOSIANE, "queue:personal:1:yes").await;
    test.hears(MARIE);
    test.taps(JOSIANE, "queue:undo:5").await;
    assert!(test.hears(MARIE).contains("de nouveau dans la file"));
    test.end().await;
}

async fn other_words_are_not_signed_with_a_name(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.asks(MARIE, "Et les jeunes ?").await;
    test.presses(MARIE, "ask:sign:1:on").await;
    test.presses(JOSIANE, "queue:reword:1").await;
    test.hears(MARIE);
    test.says(JOSIANE, "Quelle place pour les jeunes ?").await;
    assert!(!test.last_message(JOSIANE).contains("— Marie"), "{}", test.last_message(JOSIANE));
    let heard = test.hears(MARIE);
    assert!(heard.contains("Quelle place pour les jeunes ?") && heard.contains("prénom"), "{heard}");
    let hall = format!(
        "{:?}",
        questions::load_screen(&mut test.app.db.reader().await.unwrap(), &test.app.programme).await.unwrap()
    );
    assert!(!hall.contains("Marie"), "{hall}");
    // Marie may sign the new wording
    test.taps(MARIE, "ask:sign:1:on").await;
    assert_eq!(test.query_i64("select count(*) from question where display_name = 'Marie'").await, 1);
    // the wording of an unsigned question changes without a message to its author
    test.presses(MARIE, "ask:sign:1:off").await;
    test.presses(JOSIANE, "queue:reword:1").await;
    test.hears(MARIE);
    test.says(JOSIANE, "Quelle place ?").await;
    assert_eq!(test.hears(MARIE), "");
    // an undo restores Marie's wording and her name, and informs her
    test.presses(MARIE, "ask:sign:1:on").await;
    test.presses(JOSIANE, "queue:reword:1").await;
    test.says(JOSIANE, "Et quelle place alors ?").await;
    test.hears(MARIE);
    let entry = test.query_i64("select max(number) from moderation_log").await;
    test.presses(JOSIANE, &format!("queue:undo:{entry}")).await;
    assert!(test.hears(MARIE).contains("avec votre prénom"));
    test.end().await;
}

async fn a_personal_situation_is_two_presses_away(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.asks(MARIE, "Et mon fils ?").await;
    for state in ["waiting", "taken", "live"] {
        match state {
            "taken" => test.says(JOSIANE, "/suivante").await,
            "live" => test.presses(JOSIANE, "queue:live:1").await,
            _ => {}
        }
        test.says(JOSIANE, "/file 1").await;
        assert!(button_rows(&test, JOSIANE).len() <= 8);
        test.taps(JOSIANE, "queue:personal:1").await;
        test.taps(JOSIANE, "queue:personal:1:yes").await;
        assert_eq!(
            test.query_i64("select count(*) from question where state = 'personal'").await,
            1,
            "{state}"
        );
        test.taps_label(JOSIANE, &french_label("queue-undo")).await;
    }
    // every other action is at most two presses away, and no button is there twice
    test.says(JOSIANE, "/file 1").await;
    test.taps(JOSIANE, "queue:more:1").await;
    let all: Vec<String> = button_rows(&test, JOSIANE).concat();
    assert!(all.len() >= 9 && button_rows(&test, JOSIANE).len() <= 8, "{all:?}");
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len(), "{all:?}");
    test.end().await;
}

async fn withdrawn_and_private_texts_are_hidden(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.asks(MARIE, &format!("{SECRET} retiré, appelez le 0696 12 34 56 ?")).await;
    test.presses(JOSIANE, "queue:approve:1").await;
    test.asks(MARIE, &format!("{SECRET} confié ?")).await;
    test.says(MARIE, "/question").await;
    test.emulator.user_sends_media(MARIE, UserMedia::Voice);
    test.run_until_idle().await;
    test.presses(MARIE, "ask:voice:yes").await;
    test.presses(MARIE, "ask:withdraw:1:yes").await;
    test.presses(JOSIANE, "queue:personal:2:yes").await;
    test.presses(MARIE, "ask:withdraw:3:yes").await;
    test.hears(EUGENE);
    let voices = test.emulator.call_count("sendVoice");
    for number in [1, 2, 3] {
        test.says(EUGENE, &format!("/file {number}")).await;
        test.says(EUGENE, &format!("n° {number}")).await;
        test.says(EUGENE, &format!("/suivante {number}")).await;
        for what in [
            "card", "open", "more", "others", "aside", "for", "merge", "absorb", "parts", "personal",
            "voice", "reword", "private", "back", "take", "live", "review", "publish",
        ] {
            test.presses(EUGENE, &format!("queue:{what}:{number}")).await;
            let shown: Vec<String> =
                test.emulator.messages(EUGENE).into_iter().map(|bubble| bubble.plain_text).collect();
            assert!(
                !shown.concat().contains(SECRET) && !shown.concat().contains("0696"),
                "{what} {number}: {shown:#?}"
            );
        }
    }
    for command in ["/journal", "/bilan", "/imprimer", "/relire", "/file"] {
        test.says(EUGENE, command).await;
    }
    let entries = test.query_i64("select max(number) from moderation_log").await;
    for entry in 1..=entries {
        test.presses(EUGENE, &format!("queue:undo:{entry}")).await;
        if test.query_i64("select count(*) from question where state = 'personal'").await == 0 {
            // an undo within five minutes has returned the question to the queue
            test.presses(JOSIANE, "queue:personal:2:yes").await;
        }
    }
    assert_eq!(test.emulator.call_count("sendVoice"), voices, "no voice message is sent");
    for media in test.emulator.messages(EUGENE).into_iter().filter_map(|bubble| bubble.media) {
        let file = test.emulator.file(media.value["file_id"].as_str().unwrap()).unwrap();
        assert!(!String::from_utf8_lossy(&file.bytes).contains(SECRET));
    }
    let mut conn = test.app.db.reader().await.unwrap();
    let told = questions::export(&mut conn, &test.app.programme).await.unwrap();
    let journal = koze::documents::journal_table(&mut conn, &test.app.programme).await.unwrap();
    for format in [TableFormat::Csv, TableFormat::Json] {
        let (told, journal) = (render_table(&told, format), render_table(&journal, format));
        assert!(!told.contains(SECRET) && !journal.contains(SECRET));
        assert!(
            !told.contains("waiting") && !journal.contains("personal"),
            "states and actions are in French, like the titles"
        );
    }
    drop(conn);
    // opening a card twice edits nothing, which Telegram refuses
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn print_lists_all_open_questions(database: Database) {
    let mut test = open_with_moderator(database).await;
    ask_many(&mut test, 4).await;
    test.says(JOSIANE, "/suivante 2").await;
    test.presses(JOSIANE, "queue:live:2").await;
    test.says(JOSIANE, "/suivante 3").await;
    test.presses(JOSIANE, "queue:later:4").await;
    test.says(JOSIANE, "/imprimer").await;
    let media = test.emulator.messages(JOSIANE).into_iter().find_map(|bubble| bubble.media).unwrap();
    let file = test.emulator.file(media.value["file_id"].as_str().unwrap()).unwrap();
    let paper = remove_typography(std::str::from_utf8(&file.bytes).unwrap());
    let at = |number: i64| paper.find(&format!("<li value=\"{number}\">")).unwrap();
    assert!(at(2) < at(3) && at(3) < at(1) && at(1) < at(4), "{paper}");
    assert!(
        paper.contains("l'écran")
            && paper.contains(&french_label("desk-taken"))
            && paper.contains(&french_label("desk-later")),
        "{paper}"
    );
    test.end().await;
}

async fn the_halls_address_is_a_button(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(JOSIANE, "/moderation").await;
    let bubble = test.emulator.latest_message(JOSIANE).unwrap();
    let text = serde_json::to_string(&bubble.inline_keyboard).unwrap();
    assert!(!text.contains("\"url\"") && bubble.plain_text.contains("/hall"), "{text}");
    test.app.store_public_url(Some("https://forum.exemple.org")).await.unwrap();
    test.says(JOSIANE, "/moderation").await;
    let bubble = test.emulator.latest_message(JOSIANE).unwrap();
    let text = serde_json::to_string(&bubble.inline_keyboard).unwrap();
    assert!(text.contains("\"url\":\"https://forum.exemple.org/hall\""), "{text}");
    assert!(bubble.plain_text.contains("https://forum.exemple.org/hall"), "{}", bubble.plain_text);
    assert!(button_rows(&test, JOSIANE).len() <= 8);
    test.end().await;
}

/// Every screen in every language has a button, at most eight
/// rows and no button twice. The screens are printed for readers.
async fn no_screen_is_a_dead_end(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    for lang in Lang::ALL {
        let t = texts(lang);
        test.presses(JOSIANE, &format!("lang:{}", lang.code())).await;
        let look = |test: &TestBot, what: &str| {
            let rows = button_rows(test, JOSIANE);
            println!("--- {} {what}\n{}\n{rows:?}\n", lang.code(), test.last_message(JOSIANE));
            let all = rows.concat();
            let once: std::collections::BTreeSet<&String> = all.iter().collect();
            assert!((1..=8).contains(&rows.len()), "{what}: {rows:?}");
            assert_eq!(once.len(), all.len(), "{what}: {rows:?}");
        };
        let empty = test.query_i64("select count(*) from question").await == 0;
        for said in ["/journal", "/bilan", "/suivante", "/relire", "/moderation", "/file", "/decaler"] {
            test.says(JOSIANE, said).await;
            look(&test, said);
        }
        for pressed in
            ["queue:hand", "queue:later", "queue:unreached", "queue:journal", "queue:settings:more"]
        {
            test.presses(JOSIANE, pressed).await;
            look(&test, pressed);
        }
        if empty {
            ask_many(&mut test, 9).await;
            test.presses(JOSIANE, "queue:later:9").await;
        }
        for pressed in [
            "queue:list:waiting:0",
            "queue:later",
            "queue:open:1",
            "queue:more:1",
            "queue:aside:1",
            "queue:personal:1",
            "queue:for:1",
            "queue:merge:1",
            "queue:absorb:1",
            "queue:parts:1",
            "queue:take:1",
            "queue:live:1",
            "sched:one:cloture",
            "sched:by:cloture:10",
        ] {
            test.presses(JOSIANE, pressed).await;
            look(&test, pressed);
        }
        test.presses(JOSIANE, "queue:back:1").await;
        look(&test, "given back");
        assert!(t.label("queue-show").len() > 2);
    }
    test.end().await;
}
