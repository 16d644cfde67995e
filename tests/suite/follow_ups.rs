//! Short questions that refer to the last answer, in dialogues: what the person reads, step by step.

use crate::test_bot::{Database, MARIE, TestBot, remove_typography};

on_both_databases!(
    dialogues_go_on_from_the_last_answer,
    a_question_with_nothing_before_it_is_about_the_event,
    what_was_answered_is_forgotten_after_five_minutes,
    a_session_that_was_left_out_is_not_referred_to,
);

const START: &str = "2012-11-12T10:00";

/// Each step: what is typed, and what the answer must show, in this order.
type Dialogue = &'static [(&'static str, &'static [&'static str])];

const DIALOGUES: [Dialogue; 12] = [
    &[
        ("table ronde", &["Table ronde", "10h30 – 11h30"]),
        ("et c'est qui ?", &["Table ronde", "partenaires sociaux"]),
        ("et elle finit quand ?", &["Table ronde", "10h30 – 11h30"]),
        ("et après ?", &["perspectives", "11h30"]),
    ],
    &[
        ("c'est quand la pause", &["Pause", "10h10 – 10h30"]),
        ("et avant ?", &["Échanges avec la salle", "9h40"]),
        ("ça dure combien de temps", &["Échanges avec la salle", "9h40 – 10h10"]),
    ],
    &[
        ("le préfet parle à quelle heure", &["Introduction du Préfet", "8h"]),
        ("puis après ça ?", &["état des lieux", "8h15"]),
        ("c'est qui ?", &["CRPV"]),
    ],
    &[
        ("à quelle heure parlent les adultes relais", &["Présentation d'expériences", "9h"]),
        ("ça parle de quoi ?", &["Présentation d'expériences", "ransports"]),
        ("et elle est où ?", &["Salon Tainos"]),
    ],
    &[
        ("what time is the round table?", &["Round table", "10:30 – 11:30"]),
        ("who is it?", &["Round table", "social partners"]),
        ("and after that?", &["11:30"]),
    ],
    &[
        ("when is the break", &["Break", "10:10 – 10:30"]),
        ("how long is it", &["Break", "10:10 – 10:30"]),
        ("and before that?", &["9:40"]),
        ("and the one after that?", &["Break", "10:10"]),
    ],
    &[
        ("what is the France Médiation talk about", &["France Médiation"]),
        ("and it ends when?", &["8:30", "9:00"]),
        ("and who speaks?", &["France Médiation"]),
    ],
    &[
        ("who opens the forum", &["Prefect"]),
        ("when does it start?", &["8:00"]),
        ("and where is it?", &["Salon Tainos"]),
    ],
    &[("latab wonn lan ki lè", &["10h30"]), ("i ka bout ki lè ?", &["11h30"]), ("épi apré sa ?", &["11h30"])],
    &[("poz la ki lè", &["10h10"]), ("sa ka fini ki lè ?", &["10h30"]), ("épi avan sa ?", &["9h40"])],
    &[
        ("ki lè préfé a ka palé", &["8h"]),
        ("sa ka palé di ki sa ?", &["Préfet"]),
        ("épi apré sa ?", &["8h15"]),
    ],
    &[
        ("ki moun ka palé an latab wonn lan", &["partenaires sociaux"]),
        ("i ka koumansé ki lè", &["10h30"]),
        ("i ka bout ki lè ?", &["11h30"]),
    ],
];

/// Whether the parts stand in the text in this order.
fn shows(heard: &str, parts: &[&str]) -> bool {
    let mut rest = heard;
    parts.iter().all(|part| match rest.split_once(part) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

async fn dialogues_go_on_from_the_last_answer(database: Database) {
    let mut wrong = Vec::new();
    for dialogue in DIALOGUES {
        let mut test = TestBot::open(database.another().await, START).await;
        for (typed, wanted) in dialogue {
            test.says(MARIE, typed).await;
            let heard = remove_typography(&test.hears(MARIE));
            if !shows(&heard, wanted) {
                wrong.push(format!("{typed}: wanted {wanted:?}, heard\n{heard}"));
            }
        }
        test.end().await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

async fn a_question_with_nothing_before_it_is_about_the_event(database: Database) {
    let mut test = TestBot::open(database, START).await;
    test.says(MARIE, "et elle finit quand ?").await;
    let heard = remove_typography(&test.hears(MARIE));
    assert!(!heard.contains("Table ronde"), "{heard}");
    test.end().await;
}

async fn what_was_answered_is_forgotten_after_five_minutes(database: Database) {
    let mut test = TestBot::open(database, START).await;
    for (later, is_remembered) in
        [("2012-11-12T10:04", true), ("2012-11-12T10:11", false), ("2012-11-13T10:11", false)]
    {
        test.says(MARIE, "table ronde").await;
        test.hears(MARIE);
        test.jump_to(later).await;
        test.says(MARIE, "et elle finit quand ?").await;
        let heard = remove_typography(&test.hears(MARIE));
        assert_eq!(heard.contains("Table ronde"), is_remembered, "{later}: {heard}");
    }
    test.end().await;
}

async fn a_session_that_was_left_out_is_not_referred_to(database: Database) {
    let mut test = TestBot::open(database, START).await;
    test.says(MARIE, "la pause").await;
    test.says(MARIE, "merci").await;
    test.says(MARIE, "et elle finit quand ?").await;
    let heard = remove_typography(&test.hears(MARIE));
    assert!(shows(&heard, &["Pause", "10h10 – 10h30"]), "thanks in between change nothing: {heard}");
    test.end().await;
}
