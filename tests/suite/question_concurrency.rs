//! Several people act on the round table at the same time, on both
//! databases: every result must be one that a sequential order could give.

mod model;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use futures_util::future::join_all;
use koze::clock::{EventTime, RealTime};
use koze::db::{Conn, Db};
use koze::i18n::Lang;
use koze::ids::{PersonId, QuestionNumber};
use koze::questions::{self, Action, Actor, NewQuestion, QuestionText, RejectionReason, State, VoteOutcome};

use crate::test_bot::{Database, TestBot};

on_both_databases!(
    many_ask_at_once_and_nobody_blocks_anybody,
    ten_moderators_pull_a_thousand_questions_each_once,
    concurrent_approval_and_rejection_agree_with_an_order,
    merged_while_people_vote_no_vote_is_lost,
    five_hundred_vote_take_it_back_and_press_again,
    one_screen_shows_one_question_whoever_asks,
    withdrawal_wins_over_a_concurrent_claim,
);

const NOW: EventTime = EventTime(1_353_681_000_000);

fn actor(person: i64) -> Actor {
    Actor { person: PersonId(person), now: NOW, real_now: RealTime(NOW.0) }
}

async fn open_database(database: &Database) -> Db {
    let db = Db::open(&database.url).await.unwrap();
    db.migrate().await.unwrap();
    db
}

/// Inserts this many questions, numbered from 1, each of another person.
async fn insert_questions(db: &Db, count: i64, state: State) {
    let text = QuestionText::parse("Et les jeunes ?").unwrap();
    let mut tx = db.begin().await.unwrap();
    for person in 1..=count {
        let new = NewQuestion { state, ..NewQuestion::written(PersonId(person), &text, Lang::Fr) };
        questions::insert_question(&mut tx, new, EventTime(person)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Eight transactions run at a time, each with one question: the database must not report a deadlock.
async fn many_ask_at_once_and_nobody_blocks_anybody(database: Database) {
    let db = open_database(&database).await;
    let text = QuestionText::parse("Et les jeunes ?").unwrap();
    let asker = async |first: i64| {
        for person in first..first + 60 {
            let mut tx = db.begin().await.unwrap();
            questions::insert_question(&mut tx, NewQuestion::written(PersonId(person), &text, Lang::Fr), NOW)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
    };
    join_all((0..8).map(|which| asker(1 + which * 60))).await;
    let mut conn = db.reader().await.unwrap();
    assert_eq!(questions::count_by_state(&mut conn).await.unwrap().of(State::Queued), 480);
    assert_eq!(query_i64(&mut conn, "select count(*) from question where votes = 1").await, 480);
    assert_eq!(query_i64(&mut conn, "select max(number) from question").await, 480);
}

async fn try_action(db: &Db, number: i64, act: Action, who: i64) -> bool {
    let mut tx = db.begin().await.unwrap();
    let done =
        questions::apply_action(&mut tx, QuestionNumber(number), &act, actor(who)).await.unwrap().is_ok();
    tx.commit().await.unwrap();
    done
}

async fn question_state(db: &Db, number: i64) -> State {
    let mut conn = db.reader().await.unwrap();
    questions::load(&mut conn, QuestionNumber(number)).await.unwrap().unwrap().state
}

async fn query_i64(conn: &mut Conn, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(conn).await.unwrap()
}

async fn ten_moderators_pull_a_thousand_questions_each_once(database: Database) {
    let db = open_database(&database).await;
    insert_questions(&db, 1_000, State::Queued).await;
    let pull = async |moderator: i64| {
        let mut taken = Vec::new();
        loop {
            let mut tx = db.begin().await.unwrap();
            let next =
                questions::claim_next(&mut tx, &Action::Claim, &[], false, actor(moderator)).await.unwrap();
            tx.commit().await.unwrap();
            match next {
                Some(done) => taken.push(done.after.number),
                None => return taken,
            }
        }
    };
    let claimed_by_moderator = join_all((2_001..=2_010).map(pull)).await;
    // each moderator gets the questions in the order in which they were asked
    for pile in &claimed_by_moderator {
        assert!(pile.is_sorted(), "{pile:?}");
    }
    let mut all = claimed_by_moderator.concat();
    all.sort_unstable();
    assert_eq!(all, (1..=1_000).map(QuestionNumber).collect::<Vec<_>>());
    let mut conn = db.reader().await.unwrap();
    assert_eq!(
        query_i64(&mut conn, "select count(*) from moderation_log where action = 'take'").await,
        1_000
    );
    assert_eq!(
        query_i64(&mut conn, "select question from on_screen").await,
        0,
        "a claim puts nothing on the screen"
    );
}

async fn concurrent_approval_and_rejection_agree_with_an_order(database: Database) {
    let db = open_database(&database).await;
    insert_questions(&db, 20, State::PendingReview).await;
    for number in 1..=20 {
        let (approved, rejected) = tokio::join!(
            try_action(&db, number, Action::Approve, 2_001),
            try_action(&db, number, Action::Reject(RejectionReason::Tone), 2_002)
        );
        // a question can be rejected after its approval, but not approved after its rejection
        match question_state(&db, number).await {
            State::Rejected => assert!(rejected),
            State::Queued => assert!(approved && !rejected),
            other => panic!("question {number} is {other:?}"),
        }
    }
    // of two actions that exclude each other exactly one succeeds
    insert_questions(&db, 20, State::PendingReview).await;
    for number in 21..=40 {
        let done = tokio::join!(
            try_action(&db, number, Action::Reject(RejectionReason::Tone), 2_001),
            try_action(&db, number, Action::MarkPrivateCase, 2_002)
        );
        assert!(done.0 ^ done.1, "question {number}: {done:?}");
        let expected = if done.0 { State::Rejected } else { State::PrivateCase };
        assert_eq!(question_state(&db, number).await, expected);
    }
}

async fn merged_while_people_vote_no_vote_is_lost(database: Database) {
    let db = open_database(&database).await;
    insert_questions(&db, 30, State::Queued).await;
    for pair in 0..10 {
        let (child, head) = (QuestionNumber(pair * 3 + 1), QuestionNumber(pair * 3 + 2));
        let vote = async |person: i64, number: QuestionNumber| {
            let mut tx = db.begin().await.unwrap();
            let cast = questions::set_vote(&mut tx, number, PersonId(person), true, NOW).await.unwrap();
            tx.commit().await.unwrap();
            assert!(matches!(cast, VoteOutcome::Changed { .. } | VoteOutcome::Unchanged { .. }), "{cast:?}");
        };
        let join = async {
            let mut tx = db.begin().await.unwrap();
            let done = questions::merge(&mut tx, child, head, actor(2_001)).await.unwrap();
            tx.commit().await.unwrap();
            done.unwrap();
        };
        // six people vote for one question, six for the other, three of them for both
        let votes = (101..=106).map(|person| vote(person, child)).collect::<Vec<_>>();
        let more = (104..=109).map(|person| vote(person, head)).collect::<Vec<_>>();
        tokio::join!(join_all(votes), join, join_all(more));
        let mut conn = db.reader().await.unwrap();
        let whole = questions::load(&mut conn, head).await.unwrap().unwrap();
        // nine voters and the two authors
        assert_eq!(whole.votes, 11, "pair {pair}");
        assert_eq!(questions::load(&mut conn, child).await.unwrap().unwrap().state, State::Merged);
    }
}

/// 500 people and three rounds: in each round everybody presses once, and some presses come twice.
async fn five_hundred_vote_take_it_back_and_press_again(database: Database) {
    const PEOPLE: i64 = 500;
    let mut test = TestBot::open(database, "2012-11-23T10:45").await;
    insert_questions(&test.app.db, 5, State::Queued).await;
    let mut expected: BTreeMap<i64, BTreeSet<i64>> =
        (1..=5).map(|question| (question, BTreeSet::from([question]))).collect();
    for round in 0..3 {
        for person in 0..PEOPLE {
            // the authors of the five questions are other people
            let (who, question, on) =
                (1_000 + person, 1 + (person + round / 2) % 5, (person + round) % 3 != 0);
            let data = format!("vote:{}:{question}", if on { "on" } else { "off" });
            test.emulator.user_presses_callback(who, 1, &data);
            if person % 7 == 0 {
                test.emulator.user_presses_callback(who, 1, &data);
            }
            let voters = expected.get_mut(&question).unwrap();
            if on {
                voters.insert(who)
            } else {
                voters.remove(&who)
            };
        }
        handle_concurrently(&mut test).await;
    }
    let mut conn = test.app.db.reader().await.unwrap();
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "select vote.question, voter.person from vote join voter on voter.key = vote.voter order by 1, 2",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let modelled: Vec<(i64, i64)> = expected
        .iter()
        .flat_map(|(question, voters)| voters.iter().map(|voter| (*question, *voter)))
        .collect();
    assert_eq!(rows, modelled);
    for (question, voters) in &expected {
        let votes = questions::load(&mut conn, QuestionNumber(*question)).await.unwrap().unwrap().votes;
        assert_eq!(votes, voters.len() as i64, "question {question}");
    }
}

/// Distributes the pending updates over four dispatchers that work at the same time.
async fn handle_concurrently(test: &mut TestBot) {
    loop {
        let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
        if batch.is_empty() {
            break;
        }
        let share = batch.len().div_ceil(4);
        let work = batch.chunks(share).map(|share| {
            let mut dispatcher = test.app.dispatcher();
            async move { dispatcher.handle(share).await.unwrap() }
        });
        join_all(work).await;
        test.poller.confirm(&batch);
    }
}

async fn one_screen_shows_one_question_whoever_asks(database: Database) {
    let db = open_database(&database).await;
    insert_questions(&db, 20, State::Queued).await;
    let shows = (1..=20).map(|number| try_action(&db, number, Action::ShowOnScreen, 2_000 + number));
    assert!(
        join_all(shows).await.into_iter().all(|done| done),
        "each question was claimed and shown in its turn"
    );
    let mut conn = db.reader().await.unwrap();
    let shown = query_i64(&mut conn, "select question from on_screen").await;
    assert_eq!(query_i64(&mut conn, "select count(*) from question where state = 'taken'").await, 20);
    // the last action in the journal decides what is on the screen
    let last = query_i64(&mut conn, "select question from moderation_log order by number desc limit 1").await;
    assert_eq!(shown, last);
}

async fn withdrawal_wins_over_a_concurrent_claim(database: Database) {
    let db = open_database(&database).await;
    insert_questions(&db, 20, State::Queued).await;
    for number in 1..=20 {
        tokio::join!(
            try_action(&db, number, Action::Claim, 2_001),
            try_action(&db, number, Action::Withdraw, number)
        );
        assert_eq!(
            question_state(&db, number).await,
            State::Withdrawn,
            "the author may withdraw a claimed question"
        );
        let mut conn = db.reader().await.unwrap();
        assert_eq!(
            query_i64(&mut conn, "select question from on_screen").await,
            0,
            "a withdrawn question is not on the screen"
        );
        assert_eq!(questions::load(&mut conn, QuestionNumber(number)).await.unwrap().unwrap().votes, 0);
    }
}
