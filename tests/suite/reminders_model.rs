//! Reminders against a model that shares no code with them: people register, cancel, mute, block and request;
//! organisers shift sessions; the clock is set back; the bot restarts. Every reminder that is due must be
//! enqueued once, and no other. The event takes place in Paris, on the night in which the clocks go back.
//!
//! `KOZE_SEASON=10000 tests/run test reminders_model` runs it with as many people.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use koze::app::{App, Ticker};
use koze::clock::{Clock, EventTime, Millis};
use koze::config::BotConfig;
use koze::ids::PersonId;
use koze::programme::{self, Programme, ScheduleChange};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::test_bot::Database;

on_both_databases!(every_reminder_owed_is_sent_once_and_none_that_is_not);

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
/// 24 October 2026, 18:00 in Paris, two hours ahead of UTC. The next day Paris is one hour ahead.
const EVENING: Millis = 1_792_857_600_000;
const MORNING: Millis = EVENING + 14 * HOUR;
/// 25 October, 8:00. The round table begins at 10:30, the break at 10:10.
const OPENING: Millis = MORNING + HOUR;
const ROUND_TABLE: Millis = OPENING + 150 * MINUTE;
const BREAK: Millis = OPENING + 130 * MINUTE;

#[derive(Default, Clone)]
struct Participant {
    registered: Option<Millis>,
    unreachable: bool,
    muted: bool,
    /// Minutes before the break, and when the reminder was requested.
    subscription: Option<(i64, Millis)>,
    /// Sent reminders with the start that they named; missed ones with 0.
    handled_reminders: BTreeMap<&'static str, Millis>,
}

/// The expected state.
struct Model {
    people: Vec<Participant>,
    /// The start after all shifts.
    round_table_start: Millis,
    break_start: Millis,
    handled_times: BTreeSet<(&'static str, Millis)>,
    corrections_due: bool,
}

impl Model {
    /// Kind, due time, latest time and start of each planned reminder.
    fn planned_reminders(&self) -> [(&'static str, Millis, Millis, Millis); 3] {
        let table = self.round_table_start - 15 * MINUTE;
        [
            ("evening-before", EVENING, EVENING + 180 * MINUTE, OPENING),
            ("that-morning", MORNING, MORNING + 45 * MINUTE, OPENING),
            ("round-table", table, table + 10 * MINUTE, self.round_table_start),
        ]
    }

    /// Adds what the bot must enqueue when it ticks at `now`.
    fn advance(&mut self, now: Millis, expected: &mut BTreeSet<String>) {
        let plan = self.planned_reminders();
        let (table, pause) = (self.round_table_start, self.break_start);
        if std::mem::take(&mut self.corrections_due) {
            for (number, person) in (1..).zip(&mut self.people) {
                let starts = [("round-table", table), ("break", pause)];
                for (kind, start) in starts {
                    // a person who has cancelled gets no correction of a planned reminder
                    let concerned = kind == "break" || person.registered.is_some();
                    let told =
                        person.handled_reminders.get_mut(kind).filter(|told| **told != 0 && **told != start);
                    if let (Some(told), true, false) = (told, concerned, person.unreachable) {
                        *told = start;
                        if now < start {
                            expected.insert(format!("correction {kind} {number}"));
                        }
                    }
                }
            }
        }
        let mut due: Vec<_> = plan
            .iter()
            .filter(|(kind, at, ..)| *at <= now && !self.handled_times.contains(&(*kind, *at)))
            .collect();
        due.sort_by_key(|(_, at, ..)| *at);
        for (kind, at, latest, start) in due {
            for (number, person) in (1..).zip(&mut self.people) {
                let owed = person.registered.is_some_and(|registered| registered < *at)
                    && !person.unreachable
                    && !person.muted
                    && !person.handled_reminders.contains_key(kind);
                if owed {
                    let in_time = now <= *latest;
                    person.handled_reminders.insert(kind, if in_time { *start } else { 0 });
                    if in_time {
                        expected.insert(format!("{kind} {number}"));
                    }
                }
            }
            self.handled_times.insert((*kind, *at));
        }
        for (number, person) in (1..).zip(&mut self.people) {
            let Some((lead, since)) = person.subscription else { continue };
            let at = pause - lead * MINUTE;
            if at <= now
                && since < at
                && !person.unreachable
                && !person.muted
                && !person.handled_reminders.contains_key("break")
            {
                let in_time = now < pause && now <= at + 10 * MINUTE;
                person.handled_reminders.insert("break", if in_time { pause } else { 0 });
                if in_time {
                    expected.insert(format!("break {number}"));
                }
            }
        }
    }

    /// The due times between two ticks.
    fn due_between(&self, from: Millis, to: Millis) -> Vec<Millis> {
        let wished = [5, 10, 15, 30, 60].map(|lead| self.break_start - lead * MINUTE);
        let mut all: Vec<Millis> =
            self.planned_reminders().iter().map(|(_, at, ..)| *at).chain(wished).collect();
        all.retain(|at| *at > from && *at < to);
        all.sort_unstable();
        all.dedup();
        all
    }
}

async fn every_reminder_owed_is_sent_once_and_none_that_is_not(database: Database) {
    let count: usize = std::env::var("KOZE_SEASON").ok().and_then(|text| text.parse().ok()).unwrap_or(300);
    let clock = Clock::manual(EventTime(EVENING - 30 * HOUR));
    let settings = BotConfig {
        token: "1:season".into(),
        api_url: "http://127.0.0.1:9".to_owned(),
        database_url: database.url.clone(),
        send_rate: 0,
    };
    let app = App::open(&settings, paris_programme(), clock.clone()).await.unwrap();
    let mut ticker = app.ticker();
    let mut model = Model {
        people: vec![Participant::default(); count],
        round_table_start: ROUND_TABLE,
        break_start: BREAK,
        handled_times: BTreeSet::new(),
        corrections_due: false,
    };
    let mut random = StdRng::seed_from_u64(20_261_025);
    insert_people(&app, count).await;
    let (mut last, mut sent) = (clock.event_now().0, BTreeMap::<String, usize>::new());
    // with a generator of its own for restarts, the other actions are the same in every run
    let mut restart_rng = StdRng::seed_from_u64(rand::random());
    let mut kills = 0;
    let moments = [EVENING, MORNING, ROUND_TABLE - 15 * MINUTE, BREAK - 15 * MINUTE];
    for step in 0..140 {
        // most ticks come shortly before or after a due time
        let near = moments[random.random_range(0..moments.len())];
        let now = match random.random_range(0..10) {
            0 => last - random.random_range(0..HOUR),
            1..=5 => (last + random.random_range(0..20 * MINUTE)).max(EVENING - 24 * HOUR),
            _ => last.max(near + random.random_range(-HOUR..20 * MINUTE) / if step < 60 { 1 } else { 4 }),
        };
        // small steps while the morning's reminders go out, otherwise no session could be shifted after them
        let busy = (BREAK - 20 * MINUTE..ROUND_TABLE + HOUR).contains(&last);
        let most = if busy {
            4 * MINUTE
        } else if step < 50 {
            30 * MINUTE
        } else {
            3 * HOUR
        };
        let now = now.min(last + most);
        simulate_activity(&app, &mut model, &mut random, last.max(now - 1)).await;
        clock.jump(EventTime(now));
        if random.random_range(0..8) == 0 {
            // a restart: the new ticker does not know the due times since the last tick
            last = now;
            // another restart during a tick, often inside of a transaction
            cancel_after_polls(app.ticker().tick(), restart_rng.random_range(0..60)).await;
            ticker = app.ticker();
            kills += 1;
        }
        let mut expected = BTreeSet::new();
        for at in model.due_between(last, now) {
            model.advance(at, &mut expected);
        }
        if model.planned_reminders().iter().any(|(_, at, ..)| *at <= now) || now >= BREAK - 60 * MINUTE {
            model.advance(now, &mut expected);
        }
        last = now;
        tick(&mut ticker).await;
        // a repeated tick, and one of another instance
        tick(&mut ticker).await;
        tick(&mut app.ticker()).await;
        let heard = drain_outbox(&app).await;
        assert_eq!(heard, expected, "step {step}, {} min after the evening", (now - EVENING) / MINUTE);
        for name in heard {
            let kind = name.rsplit_once(' ').unwrap().0.to_owned();
            *sent.entry(kind).or_default() += 1;
        }
    }
    // each kind of event must have happened often enough
    assert!(kills > 5, "{kills}");
    let kinds = ["evening-before", "that-morning", "round-table", "break"];
    let all = kinds
        .map(str::to_owned)
        .into_iter()
        .chain(["break", "round-table"].map(|kind| format!("correction {kind}")));
    for kind in all {
        assert!(sent.get(&kind).is_some_and(|sent| *sent > count / 50), "{kind}: {sent:?}");
    }
    app.db.close().await;
}

/// Polls a future this many times, then drops it.
async fn cancel_after_polls(work: impl Future, steps: usize) {
    let mut work = pin!(work);
    let mut left = steps;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        work.as_mut().poll(context).map(|_| ())
    })
    .await;
}

async fn tick(ticker: &mut Ticker) {
    ticker.tick().await.unwrap();
}

/// The shipped event, at another place and time.
fn paris_programme() -> Programme {
    let text = include_str!("../../event.toml")
        .replace("2012-11-23", "2026-10-25")
        .replace("2012-11-18", "2026-10-25")
        .replace("zone = \"America/Martinique\"", "zone = \"Europe/Paris\"");
    Programme::parse(&text).unwrap()
}

async fn insert_people(app: &App, count: usize) {
    let mut tx = app.db.begin().await.unwrap();
    for person in 1..=count as i64 {
        sqlx::query("insert into person (id, language, language_chosen, unreachable, conversation, met_at) values ($1, 'fr', 1, 0, '', 0)")
            .bind(person)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

/// Random actions of people and organisers between two ticks.
async fn simulate_activity(app: &App, model: &mut Model, random: &mut StdRng, at: Millis) {
    let mut tx = app.db.begin().await.unwrap();
    for _ in 0..model.people.len() / 12 {
        let index = random.random_range(0..model.people.len());
        let (number, person) = (index as i64 + 1, &mut model.people[index]);
        let sql = match random.random_range(0..14) {
            0..=5 if person.registered.is_none() => {
                person.registered = Some(at);
                "insert into registration
                 values ($1, $1, 1, $1, 'seat', 0, 1, 0, '', 'Une Personne', 'resident', '', '', '', '', '',
                         'self', '1', 1, $2, 0, '', 0, '')"
            }
            6 => {
                person.registered = None;
                "delete from registration where number = $1 and $2 > 0"
            }
            7 if !person.muted => {
                person.muted = true;
                "insert into reminder_mute select $1, '*' where $2 > 0"
            }
            8 => {
                person.muted = false;
                "delete from reminder_mute where person = $1 and $2 > 0"
            }
            9 => {
                person.unreachable = true;
                "update person set unreachable = 1 where id = $1 and $2 > 0"
            }
            10 => {
                person.unreachable = false;
                "update person set unreachable = 0 where id = $1 and $2 > 0"
            }
            11 | 12 if person.subscription.is_none() => {
                person.subscription = Some((15, at));
                "insert into reminder_subscription values ($1, 'pause', 1, 15, $2, '', 0)"
            }
            _ => continue,
        };
        sqlx::query(sql).bind(number).bind(at).execute(&mut *tx).await.unwrap();
    }
    let odds = if at > BREAK - 20 * MINUTE { 4 } else { 12 };
    if random.random_range(0..odds) == 0 {
        let minutes = [-10, 5, 10, -5][random.random_range(0..4)];
        let before = programme::load_schedule(&mut tx).await.unwrap();
        let later = |start: Millis| start > at && start + minutes * MINUTE > at;
        // an organiser cannot move a session into the past
        let starts = before.sessions.iter().map(|slot| slot.starts.0).filter(|start| *start > at);
        if let Some(after) = before.with_change(&ScheduleChange::ShiftFrom { now: EventTime(at), minutes })
            && starts.clone().all(later)
            && at > OPENING
        {
            let version = programme::schedule_version(&mut tx).await.unwrap();
            assert!(
                programme::record_change(&mut tx, version, PersonId(1), &before, EventTime(at))
                    .await
                    .unwrap()
            );
            programme::save_schedule(&mut tx, &after).await.unwrap();
            model.round_table_start += if model.round_table_start > at { minutes * MINUTE } else { 0 };
            model.break_start += if model.break_start > at { minutes * MINUTE } else { 0 };
            model.corrections_due = true;
        }
    }
    tx.commit().await.unwrap();
}

/// The messages in the outbox, named as in the model.
/// Asserts that none is there twice, and empties the outbox.
async fn drain_outbox(app: &App) -> BTreeSet<String> {
    let mut tx = app.db.begin().await.unwrap();
    let keys: Vec<String> = sqlx::query_scalar("select key from outbox").fetch_all(&mut *tx).await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let name = |key: &String| {
        let (kind, number) = key.split_once(':').unwrap();
        let (correction, kind) = kind.strip_prefix('c').map_or(("", kind), |kind| ("correction ", kind));
        let kind = if kind == "wpause" { "break" } else { kind.strip_prefix('r').unwrap_or(kind) };
        format!("{correction}{kind} {number}")
    };
    let names: BTreeSet<String> = keys.iter().map(name).collect();
    assert_eq!(names.len(), keys.len());
    names
}
