//! The four verbs in each of the three languages: register, ask, be reminded, put a question.

use koze::args;
use koze::i18n::{Lang, texts};
use koze::people::Role;

use crate::stage::{Database, JOSIANE, MARIE, Stage, plain};

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
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.world.person(MARIE, "Marie", Some("Exemple"), Some("fr"));
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.presses(JOSIANE, &format!("lang:{}", lang.code())).await;
    stage.says(MARIE, "/langue").await;
    stage.presses(MARIE, &format!("lang:{}", lang.code())).await;
    assert_eq!(stage.last(MARIE), plain(&t.label("language-now")));
    stage.hears(MARIE);

    stage.says(MARIE, &t.label("menu-registration")).await;
    stage.taps(MARIE, &t.label("registration-accept")).await;
    stage.taps(MARIE, &t.plain("registration-same-name", args!(name = "Marie Exemple"))).await;
    stage.taps(MARIE, &t.label("category-institution")).await;
    stage.says(MARIE, "Structure Exemple").await;
    stage.taps(MARIE, &t.label("registration-skip")).await;
    stage.taps(MARIE, &t.label("registration-confirm")).await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains(when) && heard.contains("Structure Exemple"), "{heard}");
    only(lang, &heard);

    stage.says(MARIE, where_is_it).await;
    stage.says(MARIE, &t.label("menu-programme")).await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Palais des Congrès, Salon Tainos"), "{heard}");
    only(lang, &heard);

    stage.jump("2012-11-23T10:15").await;
    let heard = stage.hears(MARIE);
    assert_eq!(heard.matches('🔔').count(), 3, "{heard}");
    only(lang, &heard);

    stage.taps(MARIE, &t.label("menu-question")).await;
    stage.says(MARIE, "???! Ok").await;
    stage.insists(MARIE).await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains('1'), "{heard}");
    stage.hears(JOSIANE);
    stage.taps(JOSIANE, &t.label("menu-queue")).await;
    stage.taps(JOSIANE, &t.label("menu-next")).await;
    stage.taps(JOSIANE, &t.label("queue-answered")).await;
    only(lang, &stage.hears(JOSIANE));
    let heard = stage.hears(MARIE);
    assert_eq!(heard.matches("???! Ok").count(), 2, "taken and answered: {heard}");
    only(lang, &heard);
    stage.end().await;
}

/// Words that only the other languages have.
fn only(lang: Lang, heard: &str) {
    let foreign: &[&str] = match lang {
        Lang::Fr => &["pou ", " the ", " your ", "fowòm"],
        Lang::Gcf => &["vous", " votre", " the ", " your "],
        Lang::En => &["vous", " votre", "fowòm", "pwogram", " ou "],
    };
    for word in foreign {
        assert!(!heard.contains(word), "“{word}” in {}: {heard}", lang.code());
    }
}

/// Registration, help, greeting, what is pressed under an answer: all in the language of the sentence.
async fn who_writes_creole_is_answered_in_creole(database: Database) {
    let t = texts(Lang::Gcf);
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.world.person(MARIE, "Marie", Some("Exemple"), Some("fr"));
    for (text, has) in [
        ("man lé sav sa ou pé fè pou mwen", t.label("help").lines().next().unwrap().to_owned()),
        ("bonjou, sa ou fè", t.label("greeting")),
        ("ki koté fowòm-lan ka fèt ?", "Palais des Congrès".to_owned()),
        ("man lé chanjé lang", t.label("language-choose")),
        ("man lé wè kestion mwen", t.label("question-none")),
    ] {
        stage.says(MARIE, text).await;
        let heard = stage.hears(MARIE);
        assert!(heard.contains(&plain(&has)), "{text}: {heard}");
        only(Lang::Gcf, &heard);
    }
    // under an answer, too
    stage.says(MARIE, "ki sa ki ka fèt atjòlman ?").await;
    stage.says(MARIE, "bonjou, sa ou fè").await;
    stage.presses(MARIE, "say:place").await;
    stage.presses(MARIE, "say:programme").await;
    only(Lang::Gcf, &stage.hears(MARIE));
    stage.says(MARIE, "man lé enskri kò man souplé").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.presses(MARIE, "reg:name:same").await;
    stage.presses(MARIE, "reg:category:resident").await;
    let heard = stage.hears(MARIE);
    only(Lang::Gcf, &heard);
    stage.says(MARIE, &t.label("registration-skip")).await;
    stage.presses(MARIE, "reg:summary:confirm").await;
    only(Lang::Gcf, &stage.hears(MARIE));
    // and back, by a sentence
    stage.says(MARIE, "où est-ce que ça se passe, s'il vous plaît ?").await;
    only(Lang::Fr, &stage.hears(MARIE));
    stage.presses(MARIE, "say:programme").await;
    only(Lang::Fr, &stage.hears(MARIE));
    stage.end().await;
}

async fn to_go_on_in_a_language_is_offered_once(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.world.person(MARIE, "Marie", Some("Exemple"), Some("fr"));
    let offer = texts(Lang::En).label("language-go-on");
    let offers = |stage: &Stage| {
        let chat = stage.world.chat(MARIE);
        let keyboards = chat.iter().filter_map(|bubble| bubble.inline_keyboard.as_ref());
        keyboards.filter(|rows| rows.to_string().contains(&offer)).count()
    };
    stage.says(MARIE, "what time does the forum start on Friday?").await;
    stage.says(MARIE, "and where does the whole thing take place?").await;
    assert_eq!(offers(&stage), 1);
    assert_eq!(stage.count("select count(*) from person where language = 'fr'").await, 1, "not yet chosen");
    stage.taps(MARIE, &offer).await;
    assert_eq!(stage.last(MARIE), plain(&texts(Lang::En).label("language-now")));
    assert_eq!(stage.count("select count(*) from person where language = 'en' and spoken = ''").await, 1);
    stage.says(MARIE, "who speaks at the round table?").await;
    assert_eq!(offers(&stage), 1);
    stage.end().await;
}

async fn a_word_in_passing_changes_nothing_that_stays(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.world.person(MARIE, "Hope", Some("Young"), Some("fr"));
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.hears(MARIE);
    // a name, a label, a word of consent: none of them is a sentence
    for text in ["Hope Young", "yes", "ok"] {
        stage.says(MARIE, text).await;
        only(Lang::Fr, &stage.hears(MARIE));
    }
    assert_eq!(stage.count("select count(*) from person where spoken = ''").await, 1);
    stage.end().await;
}

async fn a_phone_in_creole_is_greeted_in_creole(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    for (who, code) in [(MARIE, "gcf"), (JOSIANE, "gcf-MQ")] {
        stage.world.person(who, "Marie", Some("Exemple"), Some(code));
        stage.says(who, "/start").await;
        only(Lang::Gcf, &stage.hears(who));
    }
    stage.end().await;
}

/// "Man" is "mwen", wherever a list of words is compared.
#[test]
fn i_is_written_in_more_ways_than_one() {
    for text in ["téléfòn man", "téléfòn mwen", "telefon moin"] {
        assert!(koze::typed::is_one_of("words-own-data", text), "{text}");
    }
    assert!(koze::typed::is_one_of("words-my-data", "sa ou sav asou man"));
    assert!(koze::typed::is_one_of("words-help", "man bizwen èd"));
}
