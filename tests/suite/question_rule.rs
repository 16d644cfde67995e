//! The rule by which questions are chosen: where one asks, on its own page, and as the one source of the reasons.

use axum::body::Body;
use axum::http::Request;
use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::{Programme, REJECTION_REASONS};
use koze::questions::RejectionReason;
use strum::IntoEnumIterator;
use tower::ServiceExt;

use crate::scanning::pages;
use crate::test_bot::{Database, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    the_rule_is_read_where_one_asks,
    the_rule_says_what_moderators_have_switched,
    the_organisers_own_words_are_the_one_source,
    the_rule_has_a_page_in_each_language,
);

const ROUND_TABLE: &str = "2012-11-23T10:45";

async fn the_rule_is_read_where_one_asks(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(MARIE, "/question").await;
    test.hears(MARIE);
    test.taps(MARIE, "ask:rule").await;
    let rule = test.hears(MARIE);
    insta::allow_duplicates! {
        insta::assert_snapshot!(rule, @"
        La règle des questions

        Des modérateurs choisissent les questions. Chacun peut lire celles qui attendent, et les soutenir.
        Dans Telegram, votre question paraît tout de suite. Un modérateur lit d'abord celles du navigateur, et celles avec un nom ou un numéro dedans.
        La question la plus soutenue passe d'abord. À égalité, la plus ancienne passe d'abord.
        Des questions qui disent la même chose sont posées ensemble. Un modérateur peut aussi prendre une autre question.

        Un modérateur peut mettre une question de côté. La personne qui l'a posée reçoit la raison :
        • Elle sort du sujet de la table ronde.
        • On vient d'y répondre.
        • On n'y a pas vu de question à poser.
        • Elle n'était pas assez claire pour être posée : vous pouvez l'écrire autrement.
        • Elle peut blesser quelqu'un : vous pouvez l'écrire autrement.
        • Le temps a manqué.

        Une question sur votre vie personnelle n'est pas posée en public. Vous recevez un contact qui peut vous aider.
        Vous pouvez demander pourquoi : nathalie.vivies@villecaraibe.com
        Vous pouvez retirer votre question avec /mesquestions, tant qu'elle n'a pas eu de réponse.
        Ensuite, /suites dit ce que sont devenues les questions.
        ");
    }
    test.says(MARIE, "/regle").await;
    assert_eq!(test.hears(MARIE), rule);
    test.says(MARIE, "Qui paie les adultes relais ?").await;
    assert!(test.last_message(MARIE).contains("question n° 1"), "the question was still awaited");
    for alias in ["/rule", "/rules", "/reg"] {
        test.hears(MARIE);
        test.says(MARIE, alias).await;
        assert_eq!(test.hears(MARIE), rule, "{alias}");
    }
    // whoever comes by the code in the hall reads where it is
    test.says(MARIE, "/start q").await;
    assert!(test.last_message(MARIE).ends_with("Comment les questions sont choisies : /regle"));
    test.end().await;
}

async fn the_rule_says_what_moderators_have_switched(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.says(JOSIANE, "/moderation").await;
    test.presses(JOSIANE, "queue:set:fair:on").await;
    test.presses(JOSIANE, "queue:set:review:on").await;
    test.says(MARIE, "/regle").await;
    let rule = test.last_message(MARIE);
    assert!(rule.contains("Une personne pas encore entendue passe un peu plus tôt."), "{rule}");
    assert!(rule.contains("Un modérateur lit chaque question."), "{rule}");
    assert!(!rule.contains("tout de suite"), "{rule}");
    test.end().await;
}

async fn the_organisers_own_words_are_the_one_source(database: Database) {
    let file = include_str!("../../event.toml").replace(
        "[round_table]\n",
        "[round_table]\nrule = { fr = \"Chez nous, le sort décide.\\nPersonne d'autre.\", en = \"Here, the lot decides.\" }\n\
         reasons = { tone = { fr = \"Le ton <b>ne va pas</b>.\", en = \"The tone is wrong.\" } }\n",
    );
    let programme = Programme::parse(&file).unwrap();
    let mut test = TestBot::open_with_programme(database, ROUND_TABLE, programme).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.asks(MARIE, "Qui paie les adultes relais ?").await;
    test.says(MARIE, "/regle").await;
    let rule = test.last_message(MARIE);
    assert!(
        rule.starts_with("La règle des questions\n\nChez nous, le sort décide.\nPersonne d'autre.\n\n"),
        "{rule}"
    );
    assert!(rule.contains("• Le ton <b>ne va pas</b>.") && rule.contains("• Le temps a manqué."), "{rule}");
    // the same words are what moderators choose from, and what the author is told
    test.says(JOSIANE, "/file 1").await;
    test.taps(JOSIANE, "queue:more:1").await;
    test.taps(JOSIANE, "queue:aside:1").await;
    let labels: Vec<String> =
        test.emulator.button_labels(JOSIANE).iter().map(|label| remove_typography(label)).collect();
    assert!(labels.contains(&"Le ton <b>ne va pas</b>".to_owned()), "{labels:?}");
    test.hears(MARIE);
    test.taps(JOSIANE, "queue:aside:1:tone").await;
    assert_eq!(
        test.hears(MARIE),
        "Votre question n° 1 est mise de côté. Le ton <b>ne va pas</b>. Merci de l'avoir posée.\n\
         Qui paie les adultes relais ?"
    );
    test.end().await;
}

async fn the_rule_has_a_page_in_each_language(database: Database) {
    let test = TestBot::open(database, ROUND_TABLE).await;
    let pages = pages(&test.app);
    for lang in Lang::ALL {
        let path = format!("/rule?lang={}", lang.code());
        let response = pages.clone().oneshot(Request::get(&path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200);
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        let page = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(page.contains(&format!("<html lang=\"{}\">", lang.code())));
        let title = texts(lang).label("rule-title");
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{page}");
        assert!(!page.contains("<script") && page.contains("aria-current=\"page\""), "{page}");
    }
    test.end().await;
}

#[test]
fn event_files_name_every_reason() {
    let names: Vec<&str> = RejectionReason::iter().map(RejectionReason::name).collect();
    assert_eq!(names, REJECTION_REASONS);
}

#[test]
fn a_mistake_in_the_rule_is_named() {
    let file = |text: &str| {
        include_str!("../../event.toml").replace("[round_table]\n", &format!("[round_table]\n{text}\n"))
    };
    for (text, message) in [
        ("rule = \"\"", "\"rule\" is empty"),
        ("rule = { en = \"x\" }", "\"rule\" has no French text"),
        ("reasons = { mood = \"x\" }", "mood"),
        ("reasons = \"x\"", "\"reasons\" should be"),
    ] {
        let diagnostics = Programme::parse(&file(text)).unwrap_err();
        let all: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
        assert!(all.iter().any(|diagnostic| diagnostic.contains(message)), "{text}: {all:?}");
    }
}
