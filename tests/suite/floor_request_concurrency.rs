//! The queue for the floor under real concurrency, on both databases: several transactions at a time, and every result
//! must be one that a sequential order could give.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;
use koze::clock::RealTime;
use koze::db::Db;
use koze::floor_requests::{
    self, FloorContext, GiveOutcome, JoinOutcome, RequestNumber, SkipCount, SkipOutcome, WithdrawOutcome,
};
use koze::ids::PersonId;
use koze::programme::{Programme, Schedule};
use koze::turn::EventContext;

use crate::test_bot::{Database, martinique_time};

on_both_databases!(
    two_hundred_ask_at_once_and_stand_in_one_order,
    of_two_moderators_one_gives_the_floor,
    giving_and_leaving_at_once_agree_with_an_order,
    a_double_press_of_one_person_is_one_request,
);

/// The shipped forum in the middle of its first exchange.
struct Hall {
    db: Db,
    programme: Programme,
    schedule: Schedule,
}

impl Hall {
    async fn open(database: &Database) -> Self {
        let db = Db::open(&database.url).await.unwrap();
        let programme = Programme::built_in();
        let schedule = Schedule::from_programme(&programme);
        Self { db, programme, schedule }
    }

    fn context(&self) -> FloorContext<'_> {
        let now = martinique_time("2012-11-23T09:45");
        let event = EventContext {
            programme: &self.programme,
            schedule: &self.schedule,
            now,
            real_now: RealTime(now.0),
        };
        FloorContext { event, newcomers_first: false, takes_written_questions: true }
    }

    /// People whom messages reach.
    async fn insert_people(&self, count: i64) {
        let mut tx = self.db.begin().await.unwrap();
        for person in 1..=count {
            let sql = "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
                       values ($1, 'fr', 1, 0, '', 0)";
            sqlx::query(sql).bind(person).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    async fn join(&self, person: i64) -> JoinOutcome {
        let mut tx = self.db.begin().await.unwrap();
        let joined = floor_requests::join(&mut tx, &self.context(), PersonId(person), "Une").await.unwrap();
        tx.commit().await.unwrap();
        joined
    }

    async fn give(&self, number: RequestNumber, speaker: Option<RequestNumber>) -> GiveOutcome {
        let mut tx = self.db.begin().await.unwrap();
        let given = floor_requests::give(&mut tx, &self.context(), number, speaker).await.unwrap();
        tx.commit().await.unwrap();
        given
    }

    async fn withdraw(&self, person: i64) -> WithdrawOutcome {
        let mut tx = self.db.begin().await.unwrap();
        let left = floor_requests::withdraw(&mut tx, &self.context(), PersonId(person)).await.unwrap();
        tx.commit().await.unwrap();
        left
    }

    async fn skip(&self, number: RequestNumber) -> SkipOutcome {
        let mut tx = self.db.begin().await.unwrap();
        let skipped = floor_requests::skip(&mut tx, &self.context(), number, SkipCount::First).await.unwrap();
        tx.commit().await.unwrap();
        skipped
    }

    async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&mut *self.db.reader().await.unwrap()).await.unwrap()
    }
}

async fn two_hundred_ask_at_once_and_stand_in_one_order(database: Database) {
    const PEOPLE: i64 = 200;
    let hall = Hall::open(&database).await;
    // as many transactions as the pool has connections, and the others in front of it
    let joins = stream::iter(1..=PEOPLE).map(async |person| (person, hall.join(person).await));
    let mut joined: Vec<(i64, JoinOutcome)> = joins.buffer_unordered(50).collect().await;
    joined.sort_by_key(|(person, _)| *person);
    let joined: Vec<JoinOutcome> = joined.into_iter().map(|(_, outcome)| outcome).collect();
    let mut places = BTreeSet::new();
    for (person, joined) in (1..).zip(&joined) {
        let JoinOutcome::Joined(waiting) = joined else { panic!("{person}: {joined:?}") };
        // at the moment of asking everybody who was before had the numbers 1, 2, 3 …
        assert_eq!(waiting.number.0, waiting.ahead + 1, "{person}");
        places.insert(waiting.ahead);
    }
    assert_eq!(places, (0..PEOPLE).collect());
    let mut conn = hall.db.reader().await.unwrap();
    let queue = floor_requests::queue(&mut conn, &hall.context()).await.unwrap();
    drop(conn);
    let people: BTreeSet<i64> = queue.iter().map(|request| request.person.0).collect();
    assert_eq!((queue.len(), people), (PEOPLE as usize, (1..=PEOPLE).collect()));
    for (place, request) in (0..).zip(&queue) {
        let JoinOutcome::Joined(waiting) = &joined[request.person.0 as usize - 1] else { unreachable!() };
        assert_eq!((waiting.number, waiting.ahead), (request.number, place), "the order of asking holds");
    }
    assert!(joined.iter().all(|it| matches!(it, JoinOutcome::Joined(waiting) if waiting.newcomer)));
    hall.db.close().await;
}

async fn a_double_press_of_one_person_is_one_request(database: Database) {
    let hall = Hall::open(&database).await;
    let joined = join_all((0..40).map(|press| hall.join(press % 4 + 1))).await;
    let new = joined.iter().filter(|it| matches!(it, JoinOutcome::Joined(_))).count();
    let known = joined.iter().filter(|it| matches!(it, JoinOutcome::AlreadyWaiting(_))).count();
    assert_eq!((new, known), (4, 36));
    assert_eq!(hall.count("select count(*) from floor_request").await, 4);
    assert_eq!(
        hall.count("select value from counter where name = 'floor_request'").await,
        4,
        "no number is lost"
    );
    hall.db.close().await;
}

async fn of_two_moderators_one_gives_the_floor(database: Database) {
    let hall = Hall::open(&database).await;
    hall.insert_people(40).await;
    for person in 1..=40 {
        hall.join(person).await;
    }
    let mut speaker = None;
    for pair in 0..20 {
        let (one, other) = (RequestNumber(pair * 2 + 1), RequestNumber(pair * 2 + 2));
        let outcomes = tokio::join!(hall.give(one, speaker), hall.give(other, speaker));
        let (winner, told) = match (&outcomes.0, &outcomes.1) {
            (GiveOutcome::Given(_), told) => (one, told),
            (told, GiveOutcome::Given(_)) => (other, told),
            neither => panic!("{neither:?}"),
        };
        let GiveOutcome::Changed(Some(by_other)) = told else { panic!("{told:?}") };
        assert_eq!(by_other.number, winner, "the second is told who has it");
        assert_eq!(hall.count("select count(*) from floor_request where state = 'speaking'").await, 1);
        speaker = Some(winner);
    }
    assert_eq!(hall.count("select count(*) from floor_request where state = 'heard'").await, 19);
    // twenty calls, one each
    let called = "select count(*) from outbox where body like '%mic:come%'";
    assert_eq!(hall.count(called).await, 20);
    hall.db.close().await;
}

async fn giving_and_leaving_at_once_agree_with_an_order(database: Database) {
    let hall = Hall::open(&database).await;
    for person in 1..=60 {
        hall.join(person).await;
    }
    for person in 1..=30 {
        let speaker = None;
        let (given, left, skipped) = tokio::join!(
            hall.give(RequestNumber(person), speaker),
            hall.withdraw(person),
            hall.skip(RequestNumber(person + 30)),
        );
        match (given, left) {
            (GiveOutcome::Given(_), WithdrawOutcome::GaveUpFloor) => {}
            (GiveOutcome::Gone, WithdrawOutcome::Withdrawn) => {}
            other => panic!("{person}: {other:?}"),
        }
        assert!(matches!(skipped, SkipOutcome::ToTheEnd(_)), "{skipped:?}");
        assert_eq!(hall.count("select count(*) from floor_request where state = 'speaking'").await, 0);
    }
    assert_eq!(hall.count("select count(*) from floor_request where state = 'withdrawn'").await, 30);
    assert_eq!(
        hall.count("select count(distinct position) from floor_request").await,
        60,
        "no two in one place"
    );
    hall.db.close().await;
}
