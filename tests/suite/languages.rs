//! The four verbs in each of the three languages: register, ask, be reminded, put a question.

use koze::args;
use koze::i18n::{Lang, texts};
use koze::people::Role;

use crate::stage::{Database, JOSIANE, MARIE, Stage, plain};

on_both_databases!(the_main_job_in_french, the_main_job_in_creole, the_main_job_in_english);

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
