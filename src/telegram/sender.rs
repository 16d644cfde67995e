//! Takes letters from the outbox, most urgent first, and sends several at once.
//!
//! The database is the truth; what is held here is a window on it, filled whenever the bell rings
//! and looked over once a second, so that memory does not grow with what waits. Who goes next is
//! decided in `line`; here are the calls, and what becomes of them.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::chat::Urgency;
use crate::clock::{Clock, Millis};
use crate::db::{Db, Engine};
use crate::faults;
use crate::lease::Term;
use crate::metrics::{Failure, Metrics};
use crate::outbox::settle::{self, Outcome, Settlement, Settlements};
use crate::outbox::{self, Bell, Waiting};
use crate::telegram::api::Api;
use crate::telegram::delivery::{Kitchen, Landing, deliver};
use crate::telegram::line::{self, Held, Line, Next, WINDOW};

/// Letters sent but not yet settled are repeated if the process is killed: never more than these, and those
/// whose calls hang.
const IN_FLIGHT: usize = 8;
/// A call without an answer for so long hangs: it no longer counts among those, so that some chats whose calls
/// hang keep nobody waiting. So many may hang.
const HANGS_AFTER: Millis = 1_000;
const HANGING: usize = 32;
/// The same without limits, for benchmarks.
const IN_FLIGHT_UNLIMITED: usize = 512;
/// How often the whole outbox is looked at, whoever rang.
const LOOK_OVER: Millis = 1_000;
/// How long settlements wait for somebody else's commit before they make their own.
const SETTLE_ALONE: Millis = 25;
/// How long calls under way are waited for when the bot stops.
const LAST_CALLS: Duration = Duration::from_millis(2_500);
/// The first wait after a call without an answer; doubled each time, up to a minute.
const FIRST_WAIT: Millis = 500;
const LONGEST_WAIT: Millis = 60_000;
/// So many failures in a row mean that the server is away, not one chat.
const AWAY: u32 = 5;
/// How far back in sequence numbers (microseconds) letters are looked for that were committed late, by a
/// transaction that took longer than its neighbours or by an instance whose clock is behind.
const LATE: i64 = 10_000_000;
const LATE_AT_MOST: i64 = 2 * WINDOW as i64;
const URGENCIES: usize = Urgency::Announcement as usize + 1;

/// What the sender works with.
#[derive(Clone)]
pub struct Means {
    pub api: Api,
    pub db: Db,
    pub clock: Clock,
    pub bell: Bell,
    pub settlements: Settlements,
    pub metrics: Arc<Metrics>,
    pub kitchen: Kitchen,
    pub term: Term,
}

pub struct Sender {
    means: Arc<Means>,
    epoch: i64,
    at_once: usize,
    line: Line,
    /// How far each urgency was read.
    read_to: [i64; URGENCIES],
    look_over_at: Millis,
    /// Whether the outbox may hold letters that were not read yet: the bell rang, or the last reading
    /// came back full.
    unread: bool,
    flights: JoinSet<(Waiting, Landing)>,
    /// When each of these began, by key.
    begun: HashMap<String, Millis>,
    /// The transaction that settles, if one is under way; nothing else waits for it.
    settling: JoinSet<sqlx::Result<()>>,
    /// Keys that the database may still show as waiting though they are not.
    spent: Spent,
    failures: u32,
    away_until: Millis,
    unsettled_since: Option<Millis>,
}

/// Keys under way, or landed and not yet known to be settled in the database.
#[derive(Default)]
struct Spent {
    keys: HashSet<String>,
    landed: VecDeque<Landed>,
}

struct Landed {
    /// Of its settlement.
    number: u64,
    key: String,
    /// The slot whose message is known once this is settled.
    slot: String,
}

impl Sender {
    /// `rate`: messages a second over all, 0 for no limits. `epoch`: of the lease it works under.
    pub fn new(means: Means, rate: u32, epoch: i64) -> Self {
        let at_once = if rate == 0 { IN_FLIGHT_UNLIMITED } else { IN_FLIGHT };
        Self {
            means: Arc::new(means),
            epoch,
            at_once,
            line: Line::new(rate, at_once),
            read_to: [0; URGENCIES],
            look_over_at: 0,
            unread: true,
            flights: JoinSet::new(),
            begun: HashMap::new(),
            settling: JoinSet::new(),
            spent: Spent::default(),
            failures: 0,
            away_until: 0,
            unsettled_since: None,
        }
    }

    /// Works until it is told to stop; then waits for the calls under way and settles them.
    pub async fn run(mut self, stop: CancellationToken) {
        let means = Arc::clone(&self.means);
        while !stop.is_cancelled() {
            let pause = match self.step().await {
                Ok(next) => next.unwrap_or(LOOK_OVER).clamp(1, LOOK_OVER),
                Err(error) => {
                    tracing::warn!(%error, "the outbox cannot be read, trying again");
                    LOOK_OVER
                }
            };
            tokio::select! {
                () = means.bell.notified() => self.unread = true,
                Some(landed) = self.flights.join_next() => self.land(landed),
                Some(settled) = self.settling.join_next() => self.settled(settled),
                () = means.clock.sleep(Duration::from_millis(pause as u64)) => {}
                () = stop.cancelled() => {}
            }
        }
        let last_calls = async {
            while let Some(landed) = self.flights.join_next().await {
                self.land(landed);
            }
            while self.settling.join_next().await.is_some() {}
        };
        // What has not landed by then stays in the outbox, and is sent again.
        means.clock.at_most(LAST_CALLS, last_calls).await;
        if let Err(error) = write_settlements(&means).await {
            tracing::warn!(%error, "what was sent last could not be settled and will be sent again");
        }
    }

    /// Sends everything that may go now and settles it: the test's way to work.
    pub async fn drain(&mut self) -> sqlx::Result<()> {
        loop {
            self.look_over_at = 0;
            self.step().await?;
            let landed = self.flights.join_next().await;
            let is_last = landed.is_none();
            landed.into_iter().for_each(|landed| self.land(landed));
            while let Some(settled) = self.settling.join_next().await {
                self.settled(settled);
            }
            self.unsettled_since = None;
            let before = self.means.settlements.written();
            write_settlements(&self.means).await?;
            if is_last && self.means.settlements.written() == before {
                return Ok(());
            }
        }
    }

    /// Reads what is new, sends what may go, settles what has landed. Gives the milliseconds until
    /// something may go that may not go now.
    async fn step(&mut self) -> sqlx::Result<Option<Millis>> {
        while let Some(landed) = self.flights.try_join_next() {
            self.land(landed);
        }
        let now = self.means.clock.mono();
        self.settle(now);
        self.read(now).await?;
        // reading took its time, and what goes now must be counted as going now
        let now = self.means.clock.mono();
        let next = self.launch(now);
        let alone = self.unsettled_since.filter(|_| self.settling.is_empty());
        let settle = alone.map(|since| (since + SETTLE_ALONE - now).max(1));
        Ok(next.into_iter().chain(settle).min())
    }

    async fn read(&mut self, now: Millis) -> sqlx::Result<()> {
        if now >= self.look_over_at {
            self.unread = true;
            self.read_to = [0; URGENCIES];
            self.look_over_at = now + LOOK_OVER;
            self.line.tidy(now);
        }
        let written = self.means.settlements.written();
        self.spent.give_free(written, &mut self.line);
        if !std::mem::take(&mut self.unread) {
            return Ok(());
        }
        // What is settled in the database is read from there as it now is.
        self.spent.forget(written);
        let mut conn = self.means.db.reader().await?;
        for urgency in 0..URGENCIES {
            if !self.line.has_room(urgency as i64) {
                self.unread = true;
                continue;
            }
            let after = self.read_to[urgency];
            let letters =
                outbox::waiting(&mut conn, urgency as i64, (after, i64::MAX), now, WINDOW as i64).await?;
            self.unread |= letters.len() == WINDOW;
            let Some(last) = letters.last().map(|last| last.seq).or((after > 0).then_some(after)) else {
                continue;
            };
            self.read_to[urgency] = last;
            // looked for last, so that whatever stands before a letter just read is found, and held first
            let late = if self.means.db.engine() == Engine::Postgres {
                let between = (after - LATE, after);
                outbox::waiting(&mut conn, urgency as i64, between, now, LATE_AT_MOST).await?
            } else {
                Vec::new()
            };
            for letter in late.into_iter().chain(letters) {
                if !self.spent.keys.contains(&letter.key) {
                    self.hold(letter, now);
                }
            }
        }
        Ok(())
    }

    /// Takes a letter into the line; an older change to the same message has nothing more to say.
    fn hold(&mut self, letter: Waiting, now: Millis) {
        let held = self.line.hold(letter);
        self.settle_older(held, now);
    }

    fn settle_older(&mut self, held: Held, now: Millis) {
        if let Held::Yes { instead_of: Some(older) } = held {
            self.spent.keys.insert(older.key.clone());
            self.keep(*older, Outcome::Sent { slot: None, file: None }, now);
        }
    }

    /// Starts the calls that may start; gives the milliseconds until the next one may.
    fn launch(&mut self, now: Millis) -> Option<Millis> {
        if self.means.settlements.is_lost(self.epoch) || !self.means.term.is_in_force(now) {
            return None;
        }
        if now < self.away_until {
            return Some(self.away_until - now);
        }
        let (hanging, next_hangs) = self.hanging(now);
        loop {
            let under_way = self.flights.len() - hanging + self.means.settlements.unwritten();
            let free = self.at_once.saturating_sub(under_way);
            match self.line.next(free, now) {
                Next::Go(letter) => self.fly(*letter, now),
                Next::At(at) => return Some(at - now),
                Next::Idle if free == 0 => return next_hangs,
                Next::Idle => return None,
            }
        }
    }

    /// How many calls hang, and in how many milliseconds another will.
    fn hanging(&self, now: Millis) -> (usize, Option<Millis>) {
        let ages = self.begun.values().map(|begun| now - begun);
        let hanging = ages.clone().filter(|age| *age >= HANGS_AFTER).count();
        let next = ages.filter(|age| *age < HANGS_AFTER).max().map(|age| HANGS_AFTER - age);
        if hanging >= HANGING { (HANGING, None) } else { (hanging, next) }
    }

    fn fly(&mut self, letter: Waiting, now: Millis) {
        self.begun.insert(letter.key.clone(), now);
        self.spent.keys.insert(letter.key.clone());
        let means = Arc::clone(&self.means);
        self.flights.spawn(async move {
            faults::pass("before-send");
            let delivery = deliver(&means.api, &means.db, &means.kitchen, &letter, now);
            let landing = AssertUnwindSafe(delivery).catch_unwind().await;
            faults::pass("after-send");
            let landing = landing.unwrap_or_else(|_| Landing::Again("the delivery panicked".to_owned()));
            (letter, landing)
        });
    }

    /// A call has ended.
    fn land(&mut self, landed: Result<(Waiting, Landing), JoinError>) {
        // only a runtime that shuts down ends a flight: its letter stays in the outbox
        let Ok((mut letter, landing)) = landed else { return };
        let now = self.means.clock.mono();
        self.line.landed(&letter);
        self.begun.remove(&letter.key);
        match landing {
            Landing::Settled(outcome) => {
                self.failures = 0;
                self.means.metrics.spoke(now);
                self.count(&letter, &outcome);
                self.keep(letter, outcome, now);
            }
            Landing::Wait(seconds) => {
                tracing::info!(chat = letter.chat, seconds, "asked to wait");
                self.means.metrics.failed(Failure::TooMany);
                self.means.metrics.spoke(now + seconds * 1_000);
                self.line.asked_to_wait(letter.chat, letter.urgency, seconds, now);
                self.requeue(letter, now);
            }
            Landing::Again(why) => {
                letter.tries += 1;
                self.failures += 1;
                self.means.metrics.failed(Failure::NoAnswer);
                let wait = (FIRST_WAIT << (letter.tries - 1).min(10)).min(LONGEST_WAIT);
                self.line.rest(letter.chat, letter.urgency, now + wait);
                if self.failures >= AWAY {
                    self.away_until = now + FIRST_WAIT;
                }
                if self.failures == 1 || self.failures.is_multiple_of(100) {
                    tracing::warn!(
                        why,
                        failures = self.failures,
                        "a message could not be sent, trying again"
                    );
                }
                self.requeue(letter, now);
            }
        }
    }

    fn count(&self, letter: &Waiting, outcome: &Outcome) {
        let metrics = &self.means.metrics;
        match outcome {
            Outcome::Sent { .. } => metrics.sent(letter.urgency),
            Outcome::Gone { .. } => metrics.failed(Failure::Gone),
            Outcome::Expired => metrics.failed(Failure::Expired),
            Outcome::Refused { error } => {
                metrics.failed(Failure::Refused);
                tracing::warn!(letter = %letter.key, %error, "a message was refused and is kept");
            }
            Outcome::Withdrawn | Outcome::SlotLost { .. } | Outcome::Moved { .. } => {}
        }
    }

    /// Keeps what became of a letter until the next commit.
    fn keep(&mut self, letter: Waiting, outcome: Outcome, now: Millis) {
        let change = line::change(&letter);
        let settlement = Settlement { key: letter.key.clone(), outcome };
        let number = self.means.settlements.add(self.epoch, settlement);
        if letter.slot.is_empty() {
            change.iter().for_each(|change| self.line.release(change));
        }
        self.spent.landed.push_back(Landed { number, key: letter.key, slot: letter.slot });
        self.unsettled_since.get_or_insert(now);
    }

    fn requeue(&mut self, letter: Waiting, now: Millis) {
        self.spent.keys.remove(&letter.key);
        line::change(&letter).iter().for_each(|change| self.line.release(change));
        let held = self.line.hold_again(letter);
        self.settle_older(held, now);
    }

    /// Has what has landed written, when it is time, beside everything else.
    fn settle(&mut self, now: Millis) {
        // a time that is still to come: the last try failed a moment ago
        let is_time = self.unsettled_since.is_some_and(|since| {
            now - since >= SETTLE_ALONE || (since <= now && self.means.settlements.len() >= self.at_once / 2)
        });
        if is_time && self.settling.is_empty() {
            self.unsettled_since = None;
            let means = Arc::clone(&self.means);
            self.settling.spawn(async move { write_settlements(&means).await });
        }
    }

    fn settled(&mut self, settled: Result<sqlx::Result<()>, JoinError>) {
        if let Ok(Err(error)) = settled {
            tracing::warn!(%error, "what was sent cannot be settled, trying again");
            self.unsettled_since = Some(self.means.clock.mono() + LOOK_OVER);
        } else if !self.means.settlements.is_empty() {
            self.unsettled_since.get_or_insert(self.means.clock.mono());
        }
    }
}

/// Writes what has landed in a transaction of its own.
async fn write_settlements(means: &Means) -> sqlx::Result<()> {
    if means.settlements.is_empty() {
        return Ok(());
    }
    let mut tx = means.db.begin().await?;
    let taken = means.settlements.take();
    let done = async {
        if !settle::write(&mut tx, taken.0, &taken.1).await? {
            means.settlements.lost(taken.0);
        }
        tx.commit().await
    };
    match done.await {
        Ok(()) => {
            means.settlements.wrote(taken.1.len());
            Ok(())
        }
        Err(error) => {
            means.settlements.put_back(taken);
            Err(error)
        }
    }
}

impl Spent {
    /// A slot's message is in the database now: the next letter for it may go.
    fn give_free(&mut self, written: u64, line: &mut Line) {
        let settled = self.landed.iter_mut().take_while(|landed| landed.number <= written);
        for landed in settled.filter(|landed| !landed.slot.is_empty()) {
            line.release(&std::mem::take(&mut landed.slot));
        }
    }

    /// Everything settled up to `written` is gone from the database, or waits there anew.
    fn forget(&mut self, written: u64) {
        while let Some(landed) = self.landed.pop_front_if(|landed| landed.number <= written) {
            self.keys.remove(&landed.key);
        }
    }
}
