//! What many people send at the same moment is done in one transaction, and is as if each had sent it
//! when the one before was answered.

use koze::people::Role;
use koze::rehearsal::world::Author;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain};

const PEOPLE: [i64; 8] = [MARIE, AIME, EUGENE, JOSIANE, 1_777, 1_778, 1_779, 1_780];
/// Questions, most of all; and what looks into the questions' table, changes it, or only seems to ask.
const SAID: [&str; 13] = [
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
const PRESSED: [&str; 9] = [
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

type Kept = (i64, i64, String, String, i64, i64, i64);

/// Everything that must be the same afterwards.
#[derive(Debug, PartialEq)]
struct Left {
    questions: Vec<Kept>,
    tally: Vec<(String, i64)>,
    last_number: i64,
    steps: Vec<(i64, String)>,
    in_hand: Vec<(i64, String, String)>,
    votes: i64,
}

/// What somebody was told, in any order: what is urgent goes first, and how much of it waits differs. Which
/// others ask the same is left out: that may be as it was a second ago.
fn heard(stage: &Stage, who: i64) -> Vec<String> {
    let said = stage.world.chat(who).into_iter().filter(|bubble| bubble.from == Author::Bot);
    let told = |text: String| match text.split_once("\n\n") {
        Some((noted, _)) if noted.contains("C'est noté") => noted.to_owned(),
        _ => text,
    };
    let mut all: Vec<String> = said.map(|bubble| told(plain(&bubble.plain))).collect();
    all.sort();
    all
}

async fn left(stage: &Stage) -> Left {
    let mut conn = stage.app.db.reader().await.unwrap();
    let questions =
        "select number, person, text, state, votes, newcomer, version from question order by number";
    Left {
        questions: sqlx::query_as(questions).fetch_all(&mut *conn).await.unwrap(),
        tally: sqlx::query_as("select state, n from tally where n <> 0 order by state")
            .fetch_all(&mut *conn)
            .await
            .unwrap(),
        last_number: stage.count("select value from counter where name = 'question'").await,
        steps: sqlx::query_as("select id, step from person order by id").fetch_all(&mut *conn).await.unwrap(),
        in_hand: sqlx::query_as("select person, name, value from in_hand order by person, name")
            .fetch_all(&mut *conn)
            .await
            .unwrap(),
        votes: stage.count("select count(*) from vote").await,
    }
}

async fn opened() -> Stage {
    let mut programme = koze::programme::Programme::shipped();
    programme.limits.seconds_between_questions = 0;
    let mut stage = Stage::with(Database::sqlite().await, "2012-11-23T10:40", programme).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    for who in PEOPLE {
        stage.says(who, "/question").await;
    }
    stage
}

#[tokio::test]
async fn at_once_is_as_one_by_one() {
    let seed: u64 = rand::random();
    let mut chance = StdRng::seed_from_u64(seed);
    for history in 0..4 {
        let (mut at_once, mut one_by_one) = (opened().await, opened().await);
        for round in 0..6 {
            let mut said = Vec::new();
            for _ in 0..chance.random_range(1..14) {
                let who = *PEOPLE.choose(&mut chance).unwrap();
                let pressed = chance.random_bool(0.3).then(|| *PRESSED.choose(&mut chance).unwrap());
                let typed = match who {
                    JOSIANE if chance.random_bool(0.3) => "/suivante",
                    _ => *SAID.choose(&mut chance).unwrap(),
                };
                said.push((who, pressed, typed));
                for (stage, waits) in [(&mut at_once, true), (&mut one_by_one, false)] {
                    match pressed {
                        Some(data) => _ = stage.world.presses(who, stage.buttons(who), data),
                        None => _ = stage.world.says(who, typed),
                    }
                    if !waits {
                        stage.handle_only().await;
                    }
                }
            }
            at_once.settle().await;
            one_by_one.settle().await;
            let (one, other) = (left(&at_once).await, left(&one_by_one).await);
            assert_eq!(one, other, "seed {seed}, history {history}, round {round}: {said:?}");
            for who in PEOPLE {
                let (one, other) = (heard(&at_once, who), heard(&one_by_one, who));
                assert_eq!(one, other, "{who}, seed {seed}, history {history}, round {round}: {said:?}");
            }
        }
        assert!(at_once.count("select count(*) from question").await > 0);
        for stage in [at_once, one_by_one] {
            // a button that is pressed at random may change nothing
            let refused = stage.world.refusals();
            let known = |description: &str| description.contains("message is not modified");
            assert!(
                refused.iter().all(|(_, refusal)| known(&refusal.description)),
                "{refused:?}, seed {seed}"
            );
            assert_eq!(stage.world.unanswered(), 0, "seed {seed}");
        }
    }
}
