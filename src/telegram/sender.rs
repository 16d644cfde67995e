//! Takes letters from the outbox, most urgent first, and sends several at once.
//!
//! The database is the truth; what is held here is a window on it, filled whenever the bell rings
//! and looked over once a second. Order is kept within one chat and one urgency, and a more urgent
//! letter overtakes. A chat that has to wait holds up nobody else.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::chat::Urgency;
use crate::clock::{Clock, Millis};
use crate::db::Db;
use crate::outbox::settle::{self, Outcome, Settlement, Settlements};
use crate::outbox::{self, Bell, Waiting};
use crate::telegram::api::Api;
use crate::telegram::delivery::{Kitchen, Landing, deliver};
use crate::telegram::limits::Limits;

/// Letters sent but not yet settled are repeated if the process is killed: never more than these.
const IN_FLIGHT: usize = 8;
/// The same without limits, for benchmarks.
const IN_FLIGHT_UNLIMITED: usize = 64;
/// How many letters of one urgency are held here at once.
const WINDOW: usize = 256;
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

/// What the sender works with.
#[derive(Clone)]
pub struct Means {
    pub api: Api,
    pub db: Db,
    pub clock: Clock,
    pub bell: Bell,
    pub settlements: Settlements,
    pub kitchen: Kitchen,
}

pub struct Sender {
    means: Arc<Means>,
    epoch: i64,
    limits: Limits,
    at_once: usize,
    /// Letters that wait here, in the order they may go: urgency, sequence.
    queue: BTreeMap<(i64, i64), Waiting>,
    /// How far each urgency was read.
    read_to: [i64; 5],
    look_over_at: Millis,
    /// Whether the outbox may hold letters that were not read yet: the bell rang, or the last reading
    /// came back full.
    unread: bool,
    flights: JoinSet<(Waiting, Landing)>,
    busy: HashSet<(i64, i64)>,
    /// Keys that the database may still show as waiting though they are not.
    spent: Spent,
    rests: HashMap<i64, Millis>,
    failures: u32,
    away_until: Millis,
    unsettled_since: Option<Millis>,
}

/// Keys under way, or landed and not yet known to be settled in the database.
#[derive(Default)]
struct Spent {
    keys: HashSet<String>,
    landed: VecDeque<(u64, String)>,
}

impl Sender {
    /// `rate`: messages a second over all, 0 for no limits. `epoch`: of the lease it works under.
    pub fn new(means: Means, rate: u32, epoch: i64) -> Self {
        Self {
            means: Arc::new(means),
            epoch,
            limits: Limits::new(rate),
            at_once: if rate == 0 { IN_FLIGHT_UNLIMITED } else { IN_FLIGHT },
            queue: BTreeMap::new(),
            read_to: [0; 5],
            look_over_at: 0,
            unread: true,
            flights: JoinSet::new(),
            busy: HashSet::new(),
            spent: Spent::default(),
            rests: HashMap::new(),
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
                    tracing::warn!(%error, "the outbox cannot be read or settled, trying again");
                    LOOK_OVER
                }
            };
            tokio::select! {
                () = means.bell.notified() => self.unread = true,
                Some(landed) = self.flights.join_next() => self.land(landed),
                () = means.clock.sleep(Duration::from_millis(pause as u64)) => {}
                () = stop.cancelled() => {}
            }
        }
        let last_calls = async {
            while let Some(landed) = self.flights.join_next().await {
                self.land(landed);
            }
        };
        // What has not landed by then stays in the outbox, and is sent again.
        means.clock.at_most(LAST_CALLS, last_calls).await;
        if let Err(error) = self.settle().await {
            tracing::warn!(%error, "what was sent last could not be settled and will be sent again");
        }
    }

    /// Sends everything that may go now and settles it: the test's way to work.
    pub async fn drain(&mut self) -> sqlx::Result<()> {
        loop {
            self.look_over_at = 0;
            self.step().await?;
            let Some(landed) = self.flights.join_next().await else { break };
            self.land(landed);
            self.settle().await?;
        }
        self.settle().await
    }

    /// Reads what is new, sends what may go, settles what has landed. Gives the milliseconds until
    /// something may go that may not go now.
    async fn step(&mut self) -> sqlx::Result<Option<Millis>> {
        while let Some(landed) = self.flights.try_join_next() {
            self.land(landed);
        }
        let now = self.means.clock.mono();
        if self.unsettled_since.is_some_and(|since| now - since >= SETTLE_ALONE)
            || self.means.settlements.len() >= self.at_once / 2
        {
            self.settle().await?;
        }
        self.read(now).await?;
        let next = self.launch(now);
        let settle = self.unsettled_since.map(|since| (since + SETTLE_ALONE - now).max(1));
        Ok(next.into_iter().chain(settle).min())
    }

    async fn read(&mut self, now: Millis) -> sqlx::Result<()> {
        if now >= self.look_over_at {
            self.unread = true;
            self.read_to = [0; 5];
            self.look_over_at = now + LOOK_OVER;
            self.rests.retain(|_, until| *until > now);
        }
        if !std::mem::take(&mut self.unread) {
            return Ok(());
        }
        // What is settled in the database is read from there as it now is.
        self.spent.forget(self.means.settlements.written());
        let mut conn = self.means.db.reader().await?;
        for urgency in 0..self.read_to.len() as i64 {
            let held = self.queue.range((urgency, 0)..(urgency + 1, 0)).count();
            if held >= WINDOW {
                self.unread = true;
                continue;
            }
            let after = self.read_to[urgency as usize];
            let letters = outbox::waiting(&mut conn, urgency, after, now, WINDOW as i64).await?;
            self.unread |= letters.len() == WINDOW;
            if let Some(last) = letters.last() {
                self.read_to[urgency as usize] = last.seq;
            }
            for letter in letters {
                if !self.spent.keys.contains(&letter.key) {
                    self.hold(letter);
                }
            }
        }
        Ok(())
    }

    /// Takes a letter into the window; an older one for the same slot has nothing more to say.
    fn hold(&mut self, letter: Waiting) {
        if !letter.slot.is_empty() {
            self.queue.retain(|_, other| other.slot != letter.slot || other.seq >= letter.seq);
        }
        self.queue.insert((letter.urgency, letter.seq), letter);
    }

    /// Starts the calls that may start; gives the milliseconds until the next one may.
    fn launch(&mut self, now: Millis) -> Option<Millis> {
        if self.means.settlements.is_lost(self.epoch) {
            return None;
        }
        if now < self.away_until {
            return Some(self.away_until - now);
        }
        let mut next: Option<Millis> = None;
        let mut going = Vec::new();
        for (place, letter) in &self.queue {
            if self.flights.len() + self.means.settlements.len() + going.len() >= self.at_once {
                break;
            }
            let is_press = letter.urgency == Urgency::Press as i64;
            if !is_press && self.busy.contains(&(letter.chat, letter.urgency)) {
                continue;
            }
            let limit = if is_press { now } else { self.limits.when(letter.chat, now) };
            let at = limit.max(self.rests.get(&letter.chat).copied().filter(|_| !is_press).unwrap_or(now));
            if at > now {
                next = Some(next.map_or(at - now, |soonest| soonest.min(at - now)));
                continue;
            }
            if !is_press {
                self.limits.take(letter.chat, now);
                self.busy.insert((letter.chat, letter.urgency));
            }
            going.push(*place);
        }
        for place in going {
            if let Some(letter) = self.queue.remove(&place) {
                self.fly(letter, now);
            }
        }
        next
    }

    fn fly(&mut self, letter: Waiting, now: Millis) {
        self.spent.keys.insert(letter.key.clone());
        let means = Arc::clone(&self.means);
        let expired = letter.expires_at != 0 && letter.expires_at <= now;
        self.flights.spawn(async move {
            let landing = if expired {
                Landing::Settled(Outcome::Sent { slot: None, file: None })
            } else {
                let delivery = deliver(&means.api, &means.db, &means.kitchen, &letter);
                let landing = AssertUnwindSafe(delivery).catch_unwind().await;
                landing.unwrap_or_else(|_| Landing::Again("the delivery panicked".to_owned()))
            };
            (letter, landing)
        });
    }

    /// A call has ended.
    fn land(&mut self, landed: Result<(Waiting, Landing), JoinError>) {
        // only a runtime that shuts down ends a flight: its letter stays in the outbox
        let Ok((mut letter, landing)) = landed else { return };
        let now = self.means.clock.mono();
        self.busy.remove(&(letter.chat, letter.urgency));
        match landing {
            Landing::Settled(outcome) => {
                self.failures = 0;
                if let Outcome::Refused { error } = &outcome {
                    tracing::warn!(letter = %letter.key, %error, "a message was refused and is kept");
                }
                let settlement = Settlement { key: letter.key.clone(), outcome };
                let number = self.means.settlements.add(self.epoch, settlement);
                self.spent.landed.push_back((number, letter.key));
                self.unsettled_since.get_or_insert(now);
            }
            Landing::Wait(seconds) => {
                tracing::info!(chat = letter.chat, seconds, "asked to wait");
                self.rests.insert(letter.chat, now + seconds * 1_000);
                self.requeue(letter);
            }
            Landing::Again(why) => {
                letter.tries += 1;
                self.failures += 1;
                let wait = (FIRST_WAIT << (letter.tries - 1).min(10)).min(LONGEST_WAIT);
                self.rests.insert(letter.chat, now + wait);
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
                self.requeue(letter);
            }
        }
    }

    fn requeue(&mut self, letter: Waiting) {
        self.spent.keys.remove(&letter.key);
        self.hold(letter);
    }

    /// Writes what has landed in a transaction of its own.
    async fn settle(&mut self) -> sqlx::Result<()> {
        self.unsettled_since = None;
        if self.means.settlements.is_empty() {
            return Ok(());
        }
        let mut tx = self.means.db.begin().await?;
        let taken = self.means.settlements.take();
        let done = async {
            if !settle::write(&mut tx, taken.0, &taken.1).await? {
                self.means.settlements.lost(taken.0);
            }
            tx.commit().await
        };
        match done.await {
            Ok(()) => {
                self.means.settlements.wrote(taken.1.len());
                Ok(())
            }
            Err(error) => {
                self.means.settlements.put_back(taken);
                Err(error)
            }
        }
    }
}

impl Spent {
    /// Everything settled up to `written` is gone from the database, or waits there anew.
    fn forget(&mut self, written: u64) {
        while let Some((_, key)) = self.landed.pop_front_if(|(number, _)| *number <= written) {
            self.keys.remove(&key);
        }
    }
}
