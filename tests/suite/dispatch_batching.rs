//! Updates of many people at the same moment are handled
//! in one transaction, with the same result as one by one.

use koze::people::Role;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use telegram_emulator::Author;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

const PEOPLE: [i64; 8] = [MARIE, AIME, EUGENE, JOSIANE, 1_777, 1_778, 1_779, 1_780];
/// Mostly questions, and texts that read or change the table of questions or only look like a question.
const TYPED_TEXTS: [&str; 13] = [
    "/question",
    "/question",
    "/question",
    "Qui paie les adultes relais ?",
    "Qui paye les adultes relais ?",
    "Et les jeunes du quartier ?",
    "Mon numéro est le 0696 12 34 56, qui me rappelle ?",
    "🙂",
    "aide",
    "Le programme",
    "/mesquestions",
    "c'est où ?",
    "/annuler",
];
const CALLBACK_DATA: [&str; 9] = [
    "vote:on:1",
    "vote:on:2",
    "vote:open",
    "vote:open",
    "ask:new",
    "ask:again",
    "ask:withdraw:1:yes",
    "ask:mine",
    "queue:take:1:0",
];

type QuestionRow = (i64, i64, String, String, i64, i64, i64);

/// The state that must not depend on batching.
#[derive(Debug, PartialEq)]
struct DatabaseState {
    questions: Vec<QuestionRow>,
    tally: Vec<(String, i64)>,
    last_number: i64,
    steps: Vec<(i64, String)>,
    ui_state: Vec<(i64, String, String)>,
    votes: i64,
}

/// The messages that a person got, sorted: urgent ones go first, and a batch has more of them waiting. The
/// list of similar questions is left out, because it may be a second old.
fn bot_messages(test: &TestBot, who: i64) -> Vec<String> {
    let said = test.emulator.messages(who).into_iter().filter(|bubble| bubble.author == Author::Bot);
    let told = |text: String| match text.split_once("\n\n") {
        Some((noted, _)) if noted.contains("C'est noté") => noted.to_owned(),
        _ => text,
    };
    let mut all: Vec<String> = said.map(|bubble| told(remove_typography(&bubble.plain_text))).collect();
    all.sort();
    all
}

async fn load_state(test: &TestBot) -> DatabaseState {
    let mut conn = test.app.db.reader().await.unwrap();
    let questions =
        "select number, person, text, state, votes, newcomer, version from question order by number";
    DatabaseState {
        questions: sqlx::query_as(questions).fetch_all(&mut *conn).await.unwrap(),
        tally: sqlx::query_as("select state, count from question_count where count <> 0 order by state")
            .fetch_all(&mut *conn)
            .await
            .unwrap(),
        last_number: test.query_i64("select value from counter where name = 'question'").await,
        steps: sqlx::query_as("select id, conversation from person order by id")
            .fetch_all(&mut *conn)
            .await
            .unwrap(),
        ui_state: sqlx::query_as("select person, name, value from ui_state order by person, name")
            .fetch_all(&mut *conn)
            .await
            .unwrap(),
        votes: test.query_i64("select count(*) from vote").await,
    }
}

async fn open_round_table() -> TestBot {
    let mut programme = koze::programme::Programme::built_in();
    programme.question_limits.seconds_between_questions = 0;
    let mut test =
        TestBot::open_with_programme(Database::sqlite().await, "2012-11-23T10:40", programme).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    for who in PEOPLE {
        test.says(who, "/question").await;
    }
    test
}

#[tokio::test]
async fn a_batch_equals_sequential_handling() {
    let seed: u64 = rand::random();
    let mut chance = StdRng::seed_from_u64(seed);
    let mut questions = 0;
    for history in 0..4 {
        let (mut at_once, mut one_by_one) = (open_round_table().await, open_round_table().await);
        for round in 0..6 {
            let mut said = Vec::new();
            for _ in 0..chance.random_range(1..14) {
                let who = *PEOPLE.choose(&mut chance).unwrap();
                let pressed = chance.random_bool(0.3).then(|| *CALLBACK_DATA.choose(&mut chance).unwrap());
                let typed = match who {
                    JOSIANE if chance.random_bool(0.3) => "/suivante",
                    _ => *TYPED_TEXTS.choose(&mut chance).unwrap(),
                };
                said.push((who, pressed, typed));
                for (test, waits) in [(&mut at_once, true), (&mut one_by_one, false)] {
                    match pressed {
                        Some(data) => {
                            _ = test.emulator.user_presses_callback(who, test.keyboard_message(who), data);
                        }
                        None => _ = test.emulator.user_sends_text(who, typed),
                    }
                    if !waits {
                        test.handle_without_sending().await;
                    }
                }
            }
            at_once.run_until_idle().await;
            one_by_one.run_until_idle().await;
            let (one, other) = (load_state(&at_once).await, load_state(&one_by_one).await);
            assert_eq!(one, other, "seed {seed}, history {history}, round {round}: {said:?}");
            for who in PEOPLE {
                let (one, other) = (bot_messages(&at_once, who), bot_messages(&one_by_one, who));
                assert_eq!(one, other, "{who}, seed {seed}, history {history}, round {round}: {said:?}");
            }
        }
        questions += at_once.query_i64("select count(*) from question").await;
        for test in [at_once, one_by_one] {
            // a random press may change nothing, and Telegram refuses such an edit
            let refused = test.emulator.api_errors();
            let known = |description: &str| description.contains("message is not modified");
            assert!(
                refused.iter().all(|(_, refusal)| known(&refusal.description)),
                "{refused:?}, seed {seed}"
            );
            assert_eq!(test.emulator.pending_callback_count(), 0, "seed {seed}");
        }
    }
    assert!(questions > 0, "seed {seed}: no question was asked");
}
