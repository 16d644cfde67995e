//! Wiring: opens the database, loads the event, starts the loops, and stops them in order.
//!
//! Whoever holds the lease polls, sends and ticks; every instance serves its pages, and takes the updates
//! that a webhook brings. Each loop is a
//! step that tests call by hand, and a few lines around it.

mod desk;
mod intake;
mod mailing;
mod scrub;
mod serving;
mod tidying;
mod watching;

pub use serving::Listeners;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use futures_util::FutureExt;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::answers::Knowledge;
use crate::clock::{Clock, Millis};
use crate::config::{Settings, Webhook};
use crate::db::{self, Db};
use crate::dispatch::{Dispatcher, Learning};
use crate::faults;
use crate::identity::{self, Claim, Kind};
use crate::kitchen;
use crate::lease::{self, Held, Owner, Term};
use crate::memory::Lasting;
use crate::metrics::{Metrics, Work};
use crate::outbox::Bell;
use crate::outbox::settle::Settlements;
use crate::programme::{self, Programme};
use crate::questions;
use crate::registration;
use crate::reminders::{self, Tick};
use crate::telegram::api::Api;
use crate::telegram::polling::Poller;
use crate::telegram::profile;
use crate::telegram::sender::{Means, Sender};
use crate::turn::Forum;

/// How often due reminders are looked for.
const TICK: Duration = Duration::from_millis(500);
/// How long what is in hand may take when the bot stops, and then the pages and the database: all
/// of it stays within five seconds.
const STOP_WITHIN: Duration = Duration::from_millis(3_000);
const CLOSE_WITHIN: Duration = Duration::from_millis(700);
/// Whether a run has begun and not ended cleanly, kept between runs.
const RUNNING: &str = "running";

/// The bot, opened and ready to work.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    knowledge: Learning,
    pub api: Api,
    pub bell: Bell,
    pub settlements: Settlements,
    pub metrics: Arc<Metrics>,
    pub nudge: watch::Sender<u64>,
    /// The event's time up to which everything due is done.
    pub ticked: watch::Sender<Millis>,
    owner: Owner,
    send_rate: u32,
    term: Term,
    /// Where updates are brought, unless they are fetched.
    webhook: Option<Webhook>,
}

impl App {
    /// Opens and migrates the database and loads the event into it. With a simulated clock it is a
    /// rehearsal's.
    pub async fn open(settings: &Settings, programme: Programme, clock: Clock) -> anyhow::Result<Self> {
        let claim = Claim::of(if clock.is_staged() { Kind::Rehearsal } else { Kind::Real });
        Self::open_as(claim, settings, programme, clock).await
    }

    /// The same as what is claimed; a database of another event or kind is refused, unchanged.
    pub async fn open_as(
        claim: Claim,
        settings: &Settings,
        programme: Programme,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        let programme = Arc::new(programme);
        let knowledge = learn(&programme);
        let db = Db::open(&settings.database_url).await.context("the database cannot be opened")?;
        identity::check(&db, &programme, claim).await?;
        db.migrate().await.context("the database cannot be migrated")?;
        let mut tx = db.begin().await?;
        identity::claim(&mut tx, &db.name(), &programme, claim).await?;
        programme::load_file(&mut tx, &programme).await?;
        registration::give_codes(&mut tx).await?;
        questions::prepare(&mut tx, &programme).await?;
        tx.commit().await?;
        Ok(Self {
            db,
            clock,
            knowledge,
            programme,
            api: Api::new(&settings.token, &settings.api_url)?,
            bell: Arc::new(Notify::new()),
            settlements: Settlements::default(),
            metrics: Arc::new(Metrics::default()),
            nudge: watch::channel(0).0,
            ticked: watch::channel(0).0,
            owner: Owner::this_process(),
            send_rate: settings.send_rate,
            term: Term::endless(),
            webhook: None,
        })
    }

    /// Notes the address at which people reach the pages that this bot serves.
    pub async fn note_public_url(&self, url: Option<&str>) -> anyhow::Result<()> {
        let mut tx = self.db.begin().await?;
        questions::note_public_url(&mut tx, url).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Has updates brought instead of fetching them.
    pub fn with_webhook(self, webhook: Option<Webhook>) -> Self {
        Self { webhook, ..self }
    }

    /// Runs until `stop`; then nothing new is taken, what is in hand is committed, and what is not
    /// sent stays in the outbox.
    pub async fn run(self, pages: impl Into<Listeners>, stop: CancellationToken) -> anyhow::Result<()> {
        if self.programme.is_over(self.clock.now()) {
            tracing::warn!("the event of this file is over; people are told so");
        }
        let mut tasks = JoinSet::new();
        self.serve(pages.into(), &mut tasks, &stop);
        tasks.spawn(self.clone().watch_file(stop.clone()));
        while !stop.is_cancelled() {
            let held = tokio::select! {
                held = self.hold() => held,
                () = stop.cancelled() => break,
            };
            match held {
                Ok(Some(held)) => self.lead(held, &stop).await,
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "the lease cannot be read, trying again"),
            }
            tokio::select! {
                () = self.clock.sleep(Duration::from_secs(1)) => {}
                () = stop.cancelled() => {}
            }
        }
        let served = async { while tasks.join_next().await.is_some() {} };
        self.clock.at_most(CLOSE_WITHIN, served).await;
        self.clock.at_most(CLOSE_WITHIN, self.db.close()).await;
        Ok(())
    }

    /// Works under the lease until it is lost or the bot stops.
    async fn lead(&self, held: Held, stop: &CancellationToken) {
        tracing::info!(epoch = held.epoch, "polling, sending and ticking from now on");
        self.term.renew(held);
        faults::pass("takeover");
        let careful = self.begin_run().await;
        faults::pass("takeover");
        let lead = stop.child_token();
        let mut loops = JoinSet::new();
        match self.webhook.clone() {
            Some(webhook) => loops.spawn(self.clone().be_brought(webhook, lead.clone())),
            None => loops.spawn(self.clone().poll(careful, lead.clone())),
        };
        loops.spawn(self.sender(held.epoch).run(lead.clone()));
        loops.spawn(self.ticker().run(lead.clone()));
        loops.spawn(self.clone().keep_panels(lead.clone()));
        loops.spawn(self.clone().introduce(lead.clone()));
        let mut until = held.until;
        while !lead.is_cancelled() {
            tokio::select! {
                () = self.clock.sleep(Duration::from_millis(lease::RENEWAL as u64)) => {}
                () = lead.cancelled() => break,
                // none ends by itself while it leads, unless something in it broke: all begin anew
                Some(Err(error)) = loops.join_next() => {
                    tracing::error!(%error, "a loop ended by itself, beginning anew");
                    lead.cancel();
                    break;
                }
            }
            let renewed = tokio::select! {
                renewed = self.hold() => renewed,
                () = lead.cancelled() => break,
            };
            match renewed {
                Ok(Some(again)) if again.epoch == held.epoch => {
                    self.term.renew(again);
                    until = again.until;
                }
                Ok(_) => lead.cancel(),
                Err(_) if self.clock.mono() < until - lease::RENEWAL => {}
                Err(error) => {
                    tracing::warn!(%error, "the lease could not be renewed in time");
                    lead.cancel();
                }
            }
        }
        let ended = async {
            while let Some(ended) = loops.join_next().await {
                if let Err(error) = ended {
                    tracing::error!(%error, "a loop ended by itself");
                }
            }
        };
        if self.clock.at_most(STOP_WITHIN, ended).await.is_none() {
            tracing::warn!("something in hand took too long and is left to the next run");
            loops.abort_all();
        }
        self.clock.at_most(CLOSE_WITHIN, self.end_run()).await;
        // a large database is cleaned after the next start
        self.clock.at_most(CLOSE_WITHIN, self.scrub()).await;
    }

    /// Takes or renews the lease for this instance.
    pub async fn hold(&self) -> sqlx::Result<Option<Held>> {
        let held = async {
            let mut tx = self.db.begin().await?;
            let held = lease::hold(&mut tx, &self.owner, self.clock.mono()).await?;
            tx.commit().await?;
            Ok(held)
        };
        let held = held.await;
        self.metrics.could(Work::Lease, held.is_ok());
        held
    }

    /// Notes that a run began; true if the last one did not end cleanly.
    async fn begin_run(&self) -> bool {
        let begun = async {
            let mut tx = self.db.begin().await?;
            let before = db::setting(&mut tx, RUNNING).await?;
            db::set_setting(&mut tx, RUNNING, "1").await?;
            tx.commit().await?;
            Ok::<_, sqlx::Error>(before.as_deref() == Some("1"))
        };
        begun.await.unwrap_or(true)
    }

    async fn end_run(&self) {
        let ended = async {
            let mut tx = self.db.begin().await?;
            db::set_setting(&mut tx, RUNNING, "0").await?;
            lease::release(&mut tx, &self.owner).await?;
            tx.commit().await
        };
        if let Err(error) = ended.await {
            tracing::warn!(%error, "the end of this run could not be noted");
        }
    }

    /// Brings the bot's profile up to date; nothing waits for it.
    async fn introduce(self, stop: CancellationToken) {
        let introduced = async {
            let me = profile::me(&self.api).await?;
            let mut tx = self.db.begin().await?;
            db::set_setting(&mut tx, db::BOT_NAME, &me.username).await?;
            tx.commit().await?;
            self.nudge.send_modify(|version| *version += 1);
            profile::update(&self.api, &self.programme).await?;
            anyhow::Ok(())
        };
        tokio::select! {
            done = introduced => if let Err(error) = done {
                tracing::warn!(%error, "the bot's profile could not be brought up to date");
            },
            () = stop.cancelled() => {}
        }
    }

    async fn pause(&self, time: Duration, stop: &CancellationToken) {
        tokio::select! {
            () = self.clock.sleep(time) => {}
            () = stop.cancelled() => {}
        }
    }

    pub fn poller(&self) -> Poller {
        Poller::new(self.api.clone())
    }

    pub fn dispatcher(&self) -> Dispatcher {
        Dispatcher {
            db: self.db.clone(),
            clock: self.clock.clone(),
            programme: Arc::clone(&self.programme),
            knowledge: self.knowledge.clone(),
            bell: Arc::clone(&self.bell),
            settlements: self.settlements.clone(),
            lasting: Lasting::default(),
            metrics: Arc::clone(&self.metrics),
            nudge: self.nudge.clone(),
            careful: false,
            tried: HashSet::new(),
        }
    }

    /// A sender that works under `epoch` of the lease.
    pub fn sender(&self, epoch: i64) -> Sender {
        let means = Means {
            api: self.api.clone(),
            db: self.db.clone(),
            clock: self.clock.clone(),
            bell: Arc::clone(&self.bell),
            settlements: self.settlements.clone(),
            metrics: Arc::clone(&self.metrics),
            kitchen: kitchen::open(self.db.clone(), Arc::clone(&self.programme)),
            term: self.term.clone(),
        };
        Sender::new(means, self.send_rate, epoch)
    }

    pub fn ticker(&self) -> Ticker {
        Ticker { app: self.clone(), last: self.clock.now(), tidied_at: None, scrub_at: 0 }
    }
}

/// Reads the words while the database is opened and updates are asked for.
fn learn(programme: &Arc<Programme>) -> Learning {
    let programme = Arc::clone(programme);
    let learned = tokio::task::spawn_blocking(move || Knowledge::of(&programme));
    async { learned.await.expect("a test reads the shipped words") }.boxed().shared()
}

/// Looks at what time it is, and does what the moment asks for.
pub struct Ticker {
    app: App,
    /// The event's time at the tick before.
    last: Millis,
    /// Real time when it was last tidied.
    tidied_at: Option<Millis>,
    scrub_at: Millis,
}

impl Ticker {
    async fn run(mut self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.tick().await {
                tracing::warn!(%error, "a tick failed, trying again");
            }
            self.app.pause(TICK, &stop).await;
        }
    }

    /// Everything that is due by now. A rehearsal's clock may have leapt over several moments:
    /// each is visited in its turn, as if the time had passed.
    pub async fn tick(&mut self) -> sqlx::Result<()> {
        let app = self.app.clone();
        let now = app.clock.now();
        let schedule = programme::schedule(&mut *app.db.reader().await?).await?;
        let due = reminders::due_moments(&app.programme, &schedule);
        let leapt = due.iter().copied().filter(|&due| app.clock.is_staged() && due > self.last && due < now);
        let mut rang = false;
        for at in leapt.chain(due.iter().any(|&due| due <= now).then_some(now)) {
            rang |= self.pass_seats_on(at).await?;
            while self.visit(at).await?.more {
                rang = true;
            }
        }
        rang |= self.pass_seats_on(now).await?;
        rang |= self.give_back_questions(now).await?;
        rang |= self.announce(now).await?;
        self.last = now;
        if rang {
            app.bell.notify_one();
        }
        app.ticked.send_replace(now);
        self.tidy(now).await?;
        self.scrub().await
    }

    /// What is due by `until` in registration: offers that run out, seats that free up. One thing
    /// leads to the next, so each moment is looked for anew.
    async fn pass_seats_on(&self, until: Millis) -> sqlx::Result<bool> {
        let app = &self.app;
        let mut did = false;
        let mut at = if app.clock.is_staged() { self.last.min(until) } else { until };
        loop {
            let mut conn = app.db.reader().await?;
            let schedule = programme::schedule(&mut conn).await?;
            let forum =
                |now| Forum { programme: &app.programme, schedule: &schedule, now, mono: app.clock.mono() };
            let due = registration::next_due(&mut conn, forum(at)).await?;
            let Some(due) = due.filter(|&due| due <= until) else { return Ok(did) };
            drop(conn);
            at = at.max(due);
            let mut tx = app.db.begin().await?;
            let done = registration::tick(&mut tx, forum(at)).await?;
            tx.commit().await?;
            if !done {
                return Ok(did);
            }
            did = true;
        }
    }

    /// One transaction's worth of what is due at `at`.
    async fn visit(&self, at: Millis) -> sqlx::Result<Tick> {
        let app = &self.app;
        let mut tx = app.db.begin().await?;
        let schedule = programme::schedule(&mut tx).await?;
        let forum = Forum { programme: &app.programme, schedule: &schedule, now: at, mono: app.clock.mono() };
        let tick = reminders::tick(&mut tx, forum).await?;
        tx.commit().await?;
        app.metrics.reminders_sent.inc_by(tick.sent);
        app.metrics.reminders_missed.inc_by(tick.missed);
        Ok(tick)
    }
}
