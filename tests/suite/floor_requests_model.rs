//! The queue for the floor against a simple model that shares no code with it: lists of people, moved by hand. Random
//! asking, leaving, giving, skipping, ending, closing and moving, and after each step the same people in the same
//! places.

use std::collections::BTreeMap;

use koze::clock::{EventTime, RealTime};
use koze::db::Db;
use koze::floor_requests::{
    self, FloorContext, FloorStatus, GiveOutcome, JoinOutcome, Mode, RequestNumber, SkipCount, SkipOutcome,
    WithdrawOutcome,
};
use koze::ids::PersonId;
use koze::programme::{Programme, Schedule};
use koze::turn::EventContext;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::test_bot::{Database, martinique_time};

on_both_databases!(the_queue_is_as_the_model_says);

const PEOPLE: i64 = 7;
const CASES: u32 = 40;

/// One thing that happens. People are 1 to `PEOPLE`.
#[derive(Debug, Clone, Copy)]
enum Step {
    Asks(i64),
    Leaves(i64),
    /// A moderator gives the floor to this person, having seen the present speaker, or somebody else.
    Gets {
        person: i64,
        is_stale: bool,
    },
    /// Not there; `again`: the moderator's button says that it is the second time.
    IsSkipped {
        person: i64,
        again: bool,
    },
    Finishes(i64),
    Clear,
    Opens(bool),
    NewVoicesFirst(bool),
    Tick,
    /// One takes what they asked along to the other's account.
    Moves(i64, i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let person = || 1..=PEOPLE;
    let step = prop_oneof![
        6 => person().prop_map(Step::Asks),
        2 => person().prop_map(Step::Leaves),
        5 => (person(), prop::bool::weighted(0.2))
            .prop_map(|(person, is_stale)| Step::Gets { person, is_stale }),
        3 => (person(), any::<bool>()).prop_map(|(person, again)| Step::IsSkipped { person, again }),
        2 => person().prop_map(Step::Finishes),
        1 => Just(Step::Clear),
        1 => prop::bool::weighted(0.7).prop_map(Step::Opens),
        1 => any::<bool>().prop_map(Step::NewVoicesFirst),
        2 => Just(Step::Tick),
        1 => (person(), person()).prop_map(|(from, to)| Step::Moves(from, to)),
    ];
    vec(step, 1..60)
}

/// Somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Waits {
    person: i64,
    was_called: bool,
    has_spoken_before: bool,
}

/// The hall as a person with a sheet of paper would keep it.
#[derive(Debug, Default)]
struct Sheet {
    /// In the order of asking.
    line: Vec<Waits>,
    speaks: Option<Waits>,
    /// How often each has had the floor.
    spoken: BTreeMap<i64, i64>,
    is_open: bool,
    new_voices_first: bool,
    turns: i64,
    first_turns: i64,
}

impl Sheet {
    fn order(&self) -> Vec<i64> {
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        for waits in &self.line {
            let is_new_voice = !waits.has_spoken_before && !waits.was_called;
            if self.new_voices_first && is_new_voice {
                first.push(waits.person);
            } else {
                rest.push(waits.person);
            }
        }
        first.extend(rest);
        first
    }

    fn waits(&self, person: i64) -> Option<usize> {
        self.line.iter().position(|waits| waits.person == person)
    }

    fn has_spoken(&self, person: i64) -> bool {
        self.spoken.get(&person).is_some_and(|turns| *turns > 0)
    }

    fn end_speech(&mut self) {
        self.speaks = None;
    }

    /// The floor was used unless it is taken back: it counts from the beginning.
    fn take_turn_back(&mut self, waits: Waits) {
        self.turns -= 1;
        self.first_turns -= i64::from(!waits.has_spoken_before);
        *self.spoken.entry(waits.person).or_default() -= 1;
    }
}

struct Hall {
    db: Db,
    programme: Programme,
    schedule: Schedule,
    now: EventTime,
}

impl Hall {
    fn context(&self, sheet: &Sheet) -> FloorContext<'_> {
        let event = EventContext {
            programme: &self.programme,
            schedule: &self.schedule,
            now: self.now,
            real_now: RealTime(self.now.0),
        };
        FloorContext { event, newcomers_first: sheet.new_voices_first, takes_written_questions: true }
    }
}

/// The numbers under which the open requests stand, by person.
async fn open_numbers(hall: &Hall) -> BTreeMap<i64, RequestNumber> {
    let sql = "select person, number from floor_request where state in ('waiting', 'speaking')";
    let rows: Vec<(i64, RequestNumber)> =
        sqlx::query_as(sql).fetch_all(&mut *hall.db.reader().await.unwrap()).await.unwrap();
    rows.into_iter().collect()
}

async fn apply(hall: &Hall, sheet: &mut Sheet, step: Step) {
    let numbers = open_numbers(hall).await;
    let number = |person: i64| numbers.get(&person).copied().unwrap_or(RequestNumber(999_999));
    let mut tx = hall.db.begin().await.unwrap();
    let ctx = hall.context(sheet);
    match step {
        Step::Asks(person) => {
            let joined = floor_requests::join(&mut tx, &ctx, PersonId(person), "Une").await.unwrap();
            if sheet.speaks.is_some_and(|speaks| speaks.person == person) {
                assert_eq!(joined, JoinOutcome::AlreadyHasFloor);
            } else if sheet.waits(person).is_some() {
                assert!(matches!(joined, JoinOutcome::AlreadyWaiting(_)), "{joined:?}");
            } else if !sheet.is_open {
                assert_eq!(joined, JoinOutcome::Closed);
            } else {
                let has_spoken_before = sheet.has_spoken(person);
                sheet.line.push(Waits { person, was_called: false, has_spoken_before });
                let ahead = sheet.order().iter().position(|other| *other == person).unwrap() as i64;
                assert!(matches!(&joined, JoinOutcome::Joined(it) if it.ahead == ahead), "{joined:?}");
            }
        }
        Step::Leaves(person) => {
            let left = floor_requests::withdraw(&mut tx, &ctx, PersonId(person)).await.unwrap();
            if let Some(speaks) = sheet.speaks.filter(|speaks| speaks.person == person) {
                assert_eq!(left, WithdrawOutcome::GaveUpFloor);
                sheet.take_turn_back(speaks);
                sheet.end_speech();
            } else if let Some(place) = sheet.waits(person) {
                assert_eq!(left, WithdrawOutcome::Withdrawn);
                sheet.line.remove(place);
            } else {
                assert_eq!(left, WithdrawOutcome::NoRequest);
            }
        }
        Step::Gets { person, is_stale } => {
            let present = sheet.speaks.map(|speaks| number(speaks.person));
            let seen = if is_stale { Some(RequestNumber(888_888)) } else { present };
            let given = floor_requests::give(&mut tx, &ctx, number(person), seen).await.unwrap();
            match sheet.waits(person) {
                _ if is_stale => assert!(matches!(given, GiveOutcome::Changed(_)), "{given:?}"),
                None => assert_eq!(given, GiveOutcome::Gone),
                Some(place) => {
                    assert!(matches!(given, GiveOutcome::Given(_)), "{given:?}");
                    let waits = sheet.line.remove(place);
                    sheet.speaks = Some(waits);
                    sheet.turns += 1;
                    sheet.first_turns += i64::from(!waits.has_spoken_before);
                    *sheet.spoken.entry(person).or_default() += 1;
                }
            }
        }
        Step::IsSkipped { person, again } => {
            let seen = if again { SkipCount::Again } else { SkipCount::First };
            let skipped = floor_requests::skip(&mut tx, &ctx, number(person), seen).await.unwrap();
            let speaking = sheet.speaks.filter(|speaks| speaks.person == person);
            let waiting = sheet.waits(person).map(|place| sheet.line[place]);
            match speaking.or(waiting).filter(|waits| waits.was_called == again) {
                None => assert_eq!(skipped, SkipOutcome::Changed),
                Some(waits) => {
                    if speaking.is_some() {
                        sheet.take_turn_back(waits);
                        sheet.end_speech();
                    } else {
                        sheet.line.retain(|other| other.person != person);
                    }
                    if again {
                        assert!(matches!(skipped, SkipOutcome::Out(_)), "{skipped:?}");
                    } else {
                        assert!(matches!(skipped, SkipOutcome::ToTheEnd(_)), "{skipped:?}");
                        sheet.line.push(Waits { was_called: true, ..waits });
                    }
                }
            }
        }
        Step::Finishes(person) => {
            let done = floor_requests::finish(&mut tx, number(person)).await.unwrap();
            assert_eq!(done, sheet.speaks.is_some_and(|speaks| speaks.person == person));
            if done {
                sheet.end_speech();
            }
        }
        Step::Clear => {
            let count = floor_requests::clear(&mut tx).await.unwrap();
            assert_eq!(count, sheet.line.len() as u64);
            sheet.line.clear();
        }
        Step::Opens(is_open) => {
            let mode = if is_open { Mode::Open } else { Mode::Closed };
            let changed = floor_requests::set_mode(&mut tx, mode).await.unwrap();
            assert_eq!(changed, sheet.is_open != is_open);
            sheet.is_open = is_open;
        }
        Step::NewVoicesFirst(on) => sheet.new_voices_first = on,
        Step::Tick => {
            floor_requests::tick(&mut tx, &ctx).await.unwrap();
            assert!(!floor_requests::is_due(&mut tx, &ctx).await.unwrap(), "one tick is enough");
            if !sheet.is_open {
                sheet.line.clear();
            }
        }
        Step::Moves(from, to) => {
            floor_requests::move_person(&mut tx, PersonId(from), PersonId(to)).await.unwrap();
            if from != to {
                move_on_sheet(sheet, from, to);
            }
        }
    }
    tx.commit().await.unwrap();
}

/// Both are one from now on: who speaks goes on, of two places the earlier one stays.
fn move_on_sheet(sheet: &mut Sheet, from: i64, to: i64) {
    let turns = sheet.spoken.remove(&from).unwrap_or_default();
    *sheet.spoken.entry(to).or_default() += turns;
    let has_spoken = sheet.has_spoken(to);
    let is_one_of_them = |person: i64| person == from || person == to;
    let mut is_kept_elsewhere = false;
    if let Some(speaks) = &mut sheet.speaks
        && is_one_of_them(speaks.person)
    {
        speaks.person = to;
        is_kept_elsewhere = true;
    }
    let first = sheet.line.iter().position(|waits| is_one_of_them(waits.person));
    let mut place = 0;
    sheet.line.retain(|waits| {
        let is_kept = !is_one_of_them(waits.person) || (!is_kept_elsewhere && Some(place) == first);
        place += 1;
        is_kept
    });
    for waits in sheet.line.iter_mut().filter(|waits| is_one_of_them(waits.person)) {
        waits.person = to;
        waits.has_spoken_before |= has_spoken;
    }
}

async fn compare(hall: &Hall, sheet: &Sheet) {
    let mut conn = hall.db.reader().await.unwrap();
    let ctx = hall.context(sheet);
    let queue = floor_requests::queue(&mut conn, &ctx).await.unwrap();
    assert_eq!(queue.iter().map(|request| request.person.0).collect::<Vec<_>>(), sheet.order());
    for person in 1..=PEOPLE {
        let status = floor_requests::status(&mut conn, &ctx, PersonId(person)).await.unwrap();
        let place = sheet.order().iter().position(|other| *other == person);
        match status {
            FloorStatus::HasFloor { .. } => assert_eq!(sheet.speaks.map(|it| it.person), Some(person)),
            FloorStatus::Waiting(waiting) => assert_eq!(Some(waiting.ahead as usize), place),
            FloorStatus::Heard { may_ask_again } => {
                assert!(sheet.has_spoken(person) && place.is_none());
                assert_eq!(may_ask_again, sheet.is_open);
            }
            FloorStatus::MayAsk => assert!(sheet.is_open && place.is_none() && !sheet.has_spoken(person)),
            FloorStatus::Closed => assert!(!sheet.is_open && place.is_none() && !sheet.has_spoken(person)),
        }
    }
    let counts = floor_requests::counts(&mut conn).await.unwrap();
    assert_eq!((counts.given, counts.waiting), (sheet.turns, sheet.line.len() as i64));
    assert_eq!(counts.newcomers, sheet.first_turns);
}

async fn run(database: Database, steps: Vec<Step>) {
    let programme = Programme::built_in();
    let schedule = Schedule::from_programme(&programme);
    let db = Db::open(&database.url).await.unwrap();
    let hall = Hall { db, programme, schedule, now: martinique_time("2012-11-23T10:40") };
    let mut sheet = Sheet::default();
    let mut tx = hall.db.begin().await.unwrap();
    floor_requests::set_mode(&mut tx, Mode::Closed).await.unwrap();
    tx.commit().await.unwrap();
    apply(&hall, &mut sheet, Step::Opens(true)).await;
    for step in steps {
        apply(&hall, &mut sheet, step).await;
        compare(&hall, &sheet).await;
    }
    hall.db.close().await;
}

async fn the_queue_is_as_the_model_says(database: Database) {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let handle = tokio::runtime::Handle::current();
    let database = std::sync::Arc::new(database);
    let done = tokio::task::spawn_blocking(move || {
        runner.run(&steps(), |steps| {
            handle.block_on(async { run(database.another().await, steps).await });
            Ok(())
        })
    });
    done.await.unwrap().unwrap();
}
