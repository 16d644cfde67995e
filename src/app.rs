//! Wiring: opens the database, loads the event, starts the loops, and stops them in order.
//!
//! Whoever holds the lease polls, sends and ticks; every instance serves its pages, and takes the updates
//! that a webhook brings. Each loop is a
//! step that tests call by hand, and a few lines around it.

mod broadcasts;
mod database_watch;
mod intake;
mod maintenance;
mod moderation;
mod scrub;
mod serving;

pub use serving::Listeners;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use futures_util::FutureExt;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::answers::NluModel;
use crate::attachments;
use crate::cache::SharedCache;
use crate::clock::{Clock, Millis};
use crate::config::{BotConfig, WebhookConfig};
use crate::database_identity::{self, DatabaseKind, OpenRequest};
use crate::db::{self, Db};
use crate::dispatch::{Dispatcher, NluModelFuture};
use crate::fault_injection;
use crate::lease::{self, HeldLease, LeaseDeadline, LeaseOwner};
use crate::metrics::{DatabaseTask, Metrics};
use crate::outbox::Wakeup;
use crate::outbox::delivery_results::DeliveryResults;
use crate::programme::{self, Programme};
use crate::questions;
use crate::registration;
use crate::reminders::{self, ReminderTick};
use crate::telegram::api::BotApi;
use crate::telegram::polling::Poller;
use crate::telegram::profile;
use crate::telegram::sender::{MessageSender, SenderDeps};
use crate::turn::EventContext;

/// How often due reminders are looked for.
const TICK_INTERVAL: Duration = Duration::from_millis(500);
/// How long what is in hand may take when the bot stops, and then the pages and the database: all
/// of it stays within five seconds.
const LOOPS_STOP_TIMEOUT: Duration = Duration::from_millis(3_000);
const CLOSE_TIMEOUT: Duration = Duration::from_millis(700);
/// Whether a run has begun and not ended cleanly, kept between runs.
const RUNNING_SETTING: &str = "running";

/// The bot, opened and ready to work.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    nlu_model: NluModelFuture,
    pub api: BotApi,
    pub wakeup: Wakeup,
    pub delivery_results: DeliveryResults,
    pub metrics: Arc<Metrics>,
    pub state_changed: watch::Sender<u64>,
    /// The event's time up to which everything due is done.
    pub ticked_until: watch::Sender<Millis>,
    lease_owner: LeaseOwner,
    send_rate: u32,
    lease_deadline: LeaseDeadline,
    /// Where updates are brought, unless they are fetched.
    webhook: Option<WebhookConfig>,
}

impl App {
    /// Opens and migrates the database and loads the event into it. With a simulated clock it is a
    /// rehearsal's.
    pub async fn open(settings: &BotConfig, programme: Programme, clock: Clock) -> anyhow::Result<Self> {
        let claim =
            OpenRequest::new(if clock.is_simulated() { DatabaseKind::Rehearsal } else { DatabaseKind::Real });
        Self::open_with_request(claim, settings, programme, clock).await
    }

    /// The same as what is claimed; a database of another event or kind is refused, unchanged.
    pub async fn open_with_request(
        claim: OpenRequest,
        settings: &BotConfig,
        programme: Programme,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        let programme = Arc::new(programme);
        let knowledge = load_nlu_model(&programme);
        let db = Db::open(&settings.database_url).await.context("the database cannot be opened")?;
        database_identity::check(&db, &programme, claim).await?;
        db.migrate().await.context("the database cannot be migrated")?;
        let mut tx = db.begin().await?;
        database_identity::check_and_record(&mut tx, &db.display_name(), &programme, claim).await?;
        programme::sync_with_programme(&mut tx, &programme).await?;
        registration::assign_ticket_codes(&mut tx).await?;
        questions::create_screen_key(&mut tx, &programme).await?;
        tx.commit().await?;
        Ok(Self {
            db,
            clock,
            nlu_model: knowledge,
            programme,
            api: BotApi::new(&settings.token, &settings.api_url)?,
            wakeup: Arc::new(Notify::new()),
            delivery_results: DeliveryResults::default(),
            metrics: Arc::new(Metrics::default()),
            state_changed: watch::channel(0).0,
            ticked_until: watch::channel(0).0,
            lease_owner: LeaseOwner::this_process(),
            send_rate: settings.send_rate,
            lease_deadline: LeaseDeadline::unlimited(),
            webhook: None,
        })
    }

    /// Notes the address at which people reach the pages that this bot serves.
    pub async fn store_public_url(&self, url: Option<&str>) -> anyhow::Result<()> {
        let mut tx = self.db.begin().await?;
        questions::save_public_url(&mut tx, url).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Has updates brought instead of fetching them.
    pub fn with_webhook(self, webhook: Option<WebhookConfig>) -> Self {
        Self { webhook, ..self }
    }

    /// Runs until `stop`; then nothing new is taken, what is in hand is committed, and what is not
    /// sent stays in the outbox.
    pub async fn run(self, pages: impl Into<Listeners>, stop: CancellationToken) -> anyhow::Result<()> {
        if self.programme.is_over_as_planned(self.clock.event_now()) {
            tracing::warn!("the event of this file is over; people are told so");
        }
        let mut tasks = JoinSet::new();
        self.serve(pages.into(), &mut tasks, &stop);
        tasks.spawn(self.clone().watch_database_file(stop.clone()));
        while !stop.is_cancelled() {
            let held = tokio::select! {
                held = self.acquire_lease() => held,
                () = stop.cancelled() => break,
            };
            match held {
                Ok(Some(held)) => self.run_as_leader(held, &stop).await,
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "the lease cannot be read, trying again"),
            }
            tokio::select! {
                () = self.clock.sleep(Duration::from_secs(1)) => {}
                () = stop.cancelled() => {}
            }
        }
        let served = async { while tasks.join_next().await.is_some() {} };
        self.clock.timeout(CLOSE_TIMEOUT, served).await;
        self.clock.timeout(CLOSE_TIMEOUT, self.db.close()).await;
        Ok(())
    }

    /// Works under the lease until it is lost or the bot stops.
    async fn run_as_leader(&self, held: HeldLease, stop: &CancellationToken) {
        tracing::info!(epoch = held.epoch, "polling, sending and ticking from now on");
        self.lease_deadline.renew(held);
        fault_injection::failpoint("takeover");
        let careful = self.record_run_start().await;
        fault_injection::failpoint("takeover");
        let lead = stop.child_token();
        let mut loops = JoinSet::new();
        match self.webhook.clone() {
            Some(webhook) => loops.spawn(self.clone().register_webhook(webhook, lead.clone())),
            None => loops.spawn(self.clone().run_polling(careful, lead.clone())),
        };
        loops.spawn(self.sender(held.epoch).run(lead.clone()));
        loops.spawn(self.ticker().run(lead.clone()));
        loops.spawn(self.clone().run_panel_refresh(lead.clone()));
        loops.spawn(self.clone().sync_profile(lead.clone()));
        let mut until = held.until;
        while !lead.is_cancelled() {
            tokio::select! {
                () = self.clock.sleep(Duration::from_millis(lease::RENEWAL_INTERVAL as u64)) => {}
                () = lead.cancelled() => break,
                // none ends by itself while it leads, unless something in it broke: all begin anew
                Some(Err(error)) = loops.join_next() => {
                    tracing::error!(%error, "a loop ended by itself, beginning anew");
                    lead.cancel();
                    break;
                }
            }
            let renewed = tokio::select! {
                renewed = self.acquire_lease() => renewed,
                () = lead.cancelled() => break,
            };
            match renewed {
                Ok(Some(again)) if again.epoch == held.epoch => {
                    self.lease_deadline.renew(again);
                    until = again.until;
                }
                Ok(_) => lead.cancel(),
                Err(_) if self.clock.real_now() < until - lease::RENEWAL_INTERVAL => {}
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
        if self.clock.timeout(LOOPS_STOP_TIMEOUT, ended).await.is_none() {
            tracing::warn!("something in hand took too long and is left to the next run");
            loops.abort_all();
        }
        self.clock.timeout(CLOSE_TIMEOUT, self.record_run_end()).await;
        // a large database is cleaned after the next start
        self.clock.timeout(CLOSE_TIMEOUT, self.scrub_database_files()).await;
    }

    /// Takes or renews the lease for this instance.
    pub async fn acquire_lease(&self) -> sqlx::Result<Option<HeldLease>> {
        let held = async {
            let mut tx = self.db.begin().await?;
            let held = lease::acquire_or_renew(&mut tx, &self.lease_owner, self.clock.real_now()).await?;
            tx.commit().await?;
            Ok(held)
        };
        let held = held.await;
        self.metrics.set_healthy(DatabaseTask::Lease, held.is_ok());
        held
    }

    /// Notes that a run began; true if the last one did not end cleanly.
    async fn record_run_start(&self) -> bool {
        let begun = async {
            let mut tx = self.db.begin().await?;
            let before = db::get_setting(&mut tx, RUNNING_SETTING).await?;
            db::set_setting(&mut tx, RUNNING_SETTING, "1").await?;
            tx.commit().await?;
            Ok::<_, sqlx::Error>(before.as_deref() == Some("1"))
        };
        begun.await.unwrap_or(true)
    }

    async fn record_run_end(&self) {
        let ended = async {
            let mut tx = self.db.begin().await?;
            db::set_setting(&mut tx, RUNNING_SETTING, "0").await?;
            lease::release(&mut tx, &self.lease_owner).await?;
            tx.commit().await
        };
        if let Err(error) = ended.await {
            tracing::warn!(%error, "the end of this run could not be noted");
        }
    }

    /// Brings the bot's profile up to date; nothing waits for it.
    async fn sync_profile(self, stop: CancellationToken) {
        let introduced = async {
            let me = profile::get_me(&self.api).await?;
            let mut tx = self.db.begin().await?;
            db::set_setting(&mut tx, db::BOT_USERNAME_KEY, &me.username).await?;
            tx.commit().await?;
            self.state_changed.send_modify(|version| *version += 1);
            profile::sync(&self.api, &self.programme).await?;
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
            nlu_model: self.nlu_model.clone(),
            wakeup: Arc::clone(&self.wakeup),
            delivery_results: self.delivery_results.clone(),
            shared_cache: SharedCache::default(),
            metrics: Arc::clone(&self.metrics),
            state_changed: self.state_changed.clone(),
            is_crash_recovery: false,
            counted_updates: HashSet::new(),
        }
    }

    /// A sender that works under `epoch` of the lease.
    pub fn sender(&self, epoch: i64) -> MessageSender {
        let means = SenderDeps {
            api: self.api.clone(),
            db: self.db.clone(),
            clock: self.clock.clone(),
            wakeup: Arc::clone(&self.wakeup),
            delivery_results: self.delivery_results.clone(),
            metrics: Arc::clone(&self.metrics),
            renderer: attachments::new_renderer(self.db.clone(), Arc::clone(&self.programme)),
            lease_deadline: self.lease_deadline.clone(),
        };
        MessageSender::new(means, self.send_rate, epoch)
    }

    pub fn ticker(&self) -> Ticker {
        Ticker {
            app: self.clone(),
            last_tick_at: self.clock.event_now(),
            last_maintenance_at: None,
            next_scrub_at: 0,
        }
    }
}

/// Reads the words while the database is opened and updates are asked for.
fn load_nlu_model(programme: &Arc<Programme>) -> NluModelFuture {
    let programme = Arc::clone(programme);
    let learned = tokio::task::spawn_blocking(move || NluModel::shared(&programme));
    async { learned.await.expect("a test reads the shipped words") }.boxed().shared()
}

/// Looks at what time it is, and does what the moment asks for.
pub struct Ticker {
    app: App,
    /// The event's time at the tick before.
    last_tick_at: Millis,
    /// Real time when it was last tidied.
    last_maintenance_at: Option<Millis>,
    next_scrub_at: Millis,
}

impl Ticker {
    async fn run(mut self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.tick().await {
                tracing::warn!(%error, "a tick failed, trying again");
            }
            self.app.pause(TICK_INTERVAL, &stop).await;
        }
    }

    /// Everything that is due by now. A rehearsal's clock may have leapt over several moments:
    /// each is visited in its turn, as if the time had passed.
    pub async fn tick(&mut self) -> sqlx::Result<()> {
        let app = self.app.clone();
        let now = app.clock.event_now();
        let schedule = programme::load_schedule(&mut *app.db.reader().await?).await?;
        let due = reminders::due_times(&app.programme, &schedule);
        let leapt = due
            .iter()
            .copied()
            .filter(|&due| app.clock.is_simulated() && due > self.last_tick_at && due < now);
        let mut rang = false;
        for at in leapt.chain(due.iter().any(|&due| due <= now).then_some(now)) {
            rang |= self.promote_waitlist(at).await?;
            while self.run_due(at).await?.more {
                rang = true;
            }
        }
        rang |= self.promote_waitlist(now).await?;
        rang |= self.requeue_expired_claims(now).await?;
        rang |= self.advance_announcements(now).await?;
        self.last_tick_at = now;
        if rang {
            app.wakeup.notify_one();
        }
        app.ticked_until.send_replace(now);
        self.run_maintenance(now).await?;
        self.scrub_if_due().await
    }

    /// What is due by `until` in registration: offers that run out, seats that free up. One thing
    /// leads to the next, so each moment is looked for anew.
    async fn promote_waitlist(&self, until: Millis) -> sqlx::Result<bool> {
        let app = &self.app;
        let mut did = false;
        let mut at = if app.clock.is_simulated() { self.last_tick_at.min(until) } else { until };
        loop {
            let mut conn = app.db.reader().await?;
            let schedule = programme::load_schedule(&mut conn).await?;
            let forum = |now| EventContext {
                programme: &app.programme,
                schedule: &schedule,
                now,
                real_now: app.clock.real_now(),
            };
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
    async fn run_due(&self, at: Millis) -> sqlx::Result<ReminderTick> {
        let app = &self.app;
        let mut tx = app.db.begin().await?;
        let schedule = programme::load_schedule(&mut tx).await?;
        let forum = EventContext {
            programme: &app.programme,
            schedule: &schedule,
            now: at,
            real_now: app.clock.real_now(),
        };
        let tick = reminders::tick(&mut tx, forum).await?;
        tx.commit().await?;
        app.metrics.reminders_sent.inc_by(tick.sent);
        app.metrics.reminders_missed.inc_by(tick.missed);
        Ok(tick)
    }
}
