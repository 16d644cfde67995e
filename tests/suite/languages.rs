//! The main tasks in each of the three languages (register, ask, get
//! reminders, put a question), and which language the bot answers in.

use koze::i18n::{Lang, texts};
use koze::people::Role;

use crate::test_bot::{Database, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    the_main_job_in_french,
    the_main_job_in_creole,
    the_main_job_in_english,
    who_writes_creole_is_answered_in_creole,
    to_go_on_in_a_language_is_offered_once,
    a_word_in_passing_changes_nothing_that_stays,
    a_phone_in_creole_is_greeted_in_creole,
);

async fn the_main_job_in_french(database: Database) {
    the_main_job(database, Lang::Fr, "vendredi 23 novembre 2012, 8h", "c'est où ?").await;
}

async fn the_main_job_in_creole(database: Database) {
    the_main_job(database, Lang::Gcf, "vandrèdi 23 novanm 2012, 8h", "ki koté sa ka fèt ?").await;
}

async fn the_main_job_in_english(database: Database) {
    the_main_job(database, Lang::En, "Friday 23 November 2012, 8:00", "where is it?").await;
}

async fn the_main_job(database: Database, lang: Lang, when: &str, where_is_it: &str) {
    let t = texts(lang);
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.emulator.add_user(MARIE, "Marie", Some("Exemple"), Some("fr"));
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.presses(JOSIANE, &format!("lang:{}", lang.code())).await;
    test.says(MARIE, "/langue").await;
    test.presses(MARIE, &format!("lang:{}", lang.code())).await;
    assert_eq!(test.last_message(MARIE), remove_typography(&t.label("language-now")));
    test.hears(MARIE);

    test.says(MARIE, &t.label("menu-registration")).await;
    test.taps(MARIE, "reg:consent:yes").await;
    test.taps(MARIE, "reg:name:same").await;
    test.taps(MARIE, "reg:category:institution").await;
    test.says(MARIE, "Structure Exemple").await;
    test.taps_label(MARIE, &t.label("registration-skip")).await;
    test.taps(MARIE, "reg:summary:confirm").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains(when) && heard.contains("Structure Exemple"), "{heard}");
    assert_no_foreign_words(lang, &heard);

    test.says(MARIE, where_is_it).await;
    test.says(MARIE, &t.label("menu-programme")).await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("Palais des Congrès, Salon Tainos"), "{heard}");
    assert_no_foreign_words(lang, &heard);

    test.jump_to("2012-11-23T10:15").await;
    let heard = test.hears(MARIE);
    assert_eq!(heard.matches('🔔').count(), 3, "{heard}");
    assert_no_foreign_words(lang, &heard);

    test.taps(MARIE, "ask:new").await;
    test.says(MARIE, "???! Ok").await;
    test.confirm_send(MARIE).await;
    let heard = test.hears(MARIE);
    assert!(heard.contains('1'), "{heard}");
    test.hears(JOSIANE);
    test.taps(JOSIANE, "queue:show").await;
    test.taps(JOSIANE, "queue:next:1").await;
    test.taps(JOSIANE, "queue:answered:1").await;
    assert_no_foreign_words(lang, &test.hears(JOSIANE));
    let heard = test.hears(MARIE);
    assert_eq!(heard.matches("???! Ok").count(), 2, "one message when claimed, one when answered: {heard}");
    assert_no_foreign_words(lang, &heard);
    test.end().await;
}

/// Words that occur in the other languages only.
fn assert_no_foreign_words(lang: Lang, heard: &str) {
    let foreign: &[&str] = match lang {
        Lang::Fr => &["pou ", " the ", " your ", "fowòm"],
        Lang::Gcf => &["vous", " votre", " the ", " your "],
        Lang::En => &["vous", " votre", "fowòm", "pwogram", " ou "],
    };
    for word in foreign {
        assert!(!heard.contains(word), "“{word}” in {}: {heard}", lang.code());
    }
}

/// Registration, help, greetings and the answers to presses all use the language of the sentence.
async fn who_writes_creole_is_answered_in_creole(database: Database) {
    let t = texts(Lang::Gcf);
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.emulator.add_user(MARIE, "Marie", Some("Exemple"), Some("fr"));
    for (text, has) in [
        ("man lé sav sa ou pé fè pou mwen", t.label("help").lines().next().unwrap().to_owned()),
        ("bonjou, sa ou fè", t.label("greeting")),
        ("ki koté fowòm-lan ka fèt ?", "Palais des Congrès".to_owned()),
        ("man lé chanjé lang", t.label("language-choose")),
        ("man lé wè kestion mwen", t.label("question-none")),
    ] {
        test.says(MARIE, text).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains(&remove_typography(&has)), "{text}: {heard}");
        assert_no_foreign_words(Lang::Gcf, &heard);
    }
    // presses below an answer use it too
    test.says(MARIE, "ki sa ki ka fèt atjòlman ?").await;
    test.says(MARIE, "bonjou, sa ou fè").await;
    test.presses(MARIE, "say:place").await;
    test.presses(MARIE, "say:programme").await;
    assert_no_foreign_words(Lang::Gcf, &test.hears(MARIE));
    test.says(MARIE, "man lé enskri kò man souplé").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.presses(MARIE, "reg:name:same").await;
    test.presses(MARIE, "reg:category:resident").await;
    let heard = test.hears(MARIE);
    assert_no_foreign_words(Lang::Gcf, &heard);
    test.says(MARIE, &t.label("registration-skip")).await;
    test.presses(MARIE, "reg:summary:confirm").await;
    assert_no_foreign_words(Lang::Gcf, &test.hears(MARIE));
    // a French sentence switches back
    test.says(MARIE, "où est-ce que ça se passe, s'il vous plaît ?").await;
    assert_no_foreign_words(Lang::Fr, &test.hears(MARIE));
    test.presses(MARIE, "say:programme").await;
    assert_no_foreign_words(Lang::Fr, &test.hears(MARIE));
    test.end().await;
}

async fn to_go_on_in_a_language_is_offered_once(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.emulator.add_user(MARIE, "Marie", Some("Exemple"), Some("fr"));
    let offer = texts(Lang::En).label("language-go-on");
    let offers = |test: &TestBot| {
        let chat = test.emulator.messages(MARIE);
        let keyboards = chat.iter().filter_map(|bubble| bubble.inline_keyboard.as_ref());
        keyboards.filter(|rows| rows.to_string().contains(&offer)).count()
    };
    test.says(MARIE, "what time does the forum start on Friday?").await;
    test.says(MARIE, "and where does the whole thing take place?").await;
    assert_eq!(offers(&test), 1);
    assert_eq!(
        test.query_i64("select count(*) from person where language = 'fr'").await,
        1,
        "the language does not change without a choice"
    );
    test.taps(MARIE, "lang:en").await;
    assert_eq!(test.last_message(MARIE), remove_typography(&texts(Lang::En).label("language-now")));
    assert_eq!(
        test.query_i64("select count(*) from person where language = 'en' and reply_language = ''").await,
        1
    );
    test.says(MARIE, "who speaks at the round table?").await;
    assert_eq!(offers(&test), 1);
    test.end().await;
}

async fn a_word_in_passing_changes_nothing_that_stays(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.emulator.add_user(MARIE, "Hope", Some("Young"), Some("fr"));
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.hears(MARIE);
    // a name, a label and a consent are not sentences
    for text in ["Hope Young", "yes", "ok"] {
        test.says(MARIE, text).await;
        assert_no_foreign_words(Lang::Fr, &test.hears(MARIE));
    }
    assert_eq!(test.query_i64("select count(*) from person where reply_language = ''").await, 1);
    test.end().await;
}

async fn a_phone_in_creole_is_greeted_in_creole(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    for (who, code) in [(MARIE, "gcf"), (JOSIANE, "gcf-MQ")] {
        test.emulator.add_user(who, "Marie", Some("Exemple"), Some(code));
        test.says(who, "/start").await;
        assert_no_foreign_words(Lang::Gcf, &test.hears(who));
    }
    test.end().await;
}

/// "Man" and "mwen" are equal in every list of keywords.
#[test]
fn man_and_mwen_match_in_keywords() {
    for text in ["téléfòn man", "téléfòn mwen", "telefon moin"] {
        assert!(koze::keywords::is_keyword("words-own-data", text), "{text}");
    }
    assert!(koze::keywords::is_keyword("words-my-data", "sa ou sav asou man"));
    assert!(koze::keywords::is_keyword("words-help", "man bizwen èd"));
}
