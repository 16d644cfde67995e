//! The bot with an open database, and the parts that are made from it: poller, dispatcher, sender.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderName;
use futures_util::FutureExt;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use crate::answers::{self, NluModel};
use crate::attachments;
use crate::cache::SharedCache;
use crate::clock::{Clock, EventTime};
use crate::config::{self, BotConfig, WebhookConfig};
use crate::database_identity::{self, DatabaseKind, IdentityError, OpenRequest};
use crate::db::{self, Db, MigrationError, Tx};
use crate::dispatch::{Dispatcher, Meanings, NluModelFuture, Prefetched};
use crate::lease::{self, HeldLease, LeaseDeadline, LeaseOwner};
use crate::metrics::{DatabaseTask, Metrics};
use crate::outbox::Wakeup;
use crate::outbox::delivery_results::DeliveryResults;
use crate::programme::{self, Programme, Schedule};
use crate::questions;
use crate::registration;
use crate::telegram::api::BotApi;
use crate::telegram::polling::Poller;
use crate::telegram::sender::{MessageSender, SenderDeps};
use crate::telegram::web_app::InitDataKey;
use crate::turn::EventContext;
use crate::visitors::{self, Difficulty};

/// The bot with an open database. Clones share everything.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    pub(crate) nlu_model: NluModelFuture,
    pub api: BotApi,
    pub wakeup: Wakeup,
    pub delivery_results: DeliveryResults,
    pub metrics: Arc<Metrics>,
    /// Changes with every commit.
    pub state_changed: watch::Sender<u64>,
    /// The event time up to which the ticker has done everything due.
    pub ticked_until: watch::Sender<EventTime>,
    lease_owner: LeaseOwner,
    send_rate: u32,
    pub(crate) init_data_key: InitDataKey,
    pub(crate) lease_deadline: LeaseDeadline,
    /// The header in which a proxy in the own network names the client's address.
    pub(crate) proxy_header: HeaderName,
    /// How much work the page of a new visitor has to do; tests want less.
    pub proof_difficulty: Difficulty,
    /// Where Telegram sends updates; without it they are polled.
    pub(crate) webhook: Option<WebhookConfig>,
}

/// Why a bot could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database cannot be opened")]
    Open(#[source] sqlx::Error),
    #[error("the database cannot be migrated")]
    Migrate(#[source] MigrationError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// It is the database of another event or kind.
    #[error(transparent)]
    Mismatch(database_identity::DatabaseMismatch),
    /// Something else failed: a file, a socket, the client of the Bot API.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> Self {
        Self::Other(error.into())
    }
}

impl From<IdentityError> for OpenError {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Database(error) => Self::Database(error),
            IdentityError::Mismatch(mismatch) => Self::Mismatch(mismatch),
        }
    }
}

impl App {
    /// Opens and migrates the database, and loads the event into it. A simulated clock makes it a rehearsal's.
    pub async fn open(settings: &BotConfig, programme: Programme, clock: Clock) -> Result<Self, OpenError> {
        let kind = if clock.is_simulated() { DatabaseKind::Rehearsal } else { DatabaseKind::Real };
        Self::open_with_request(OpenRequest::new(kind), settings, programme, clock).await
    }

    /// Opens a database as [`Self::open`] does. A database of another event or kind than `request` names is refused
    /// and stays unchanged.
    pub async fn open_with_request(
        request: OpenRequest,
        settings: &BotConfig,
        programme: Programme,
        clock: Clock,
    ) -> Result<Self, OpenError> {
        let programme = Arc::new(programme);
        let nlu_model = load_nlu_model(&programme);
        let db = Db::open(&settings.database_url).await.map_err(OpenError::Open)?;
        database_identity::check(&db, &programme, request).await?;
        db.migrate().await.map_err(OpenError::Migrate)?;
        let mut tx = db.begin().await?;
        database_identity::check_and_record(&mut tx, &db.display_name(), &programme, request).await?;
        programme::sync_with_programme(&mut tx, &programme).await?;
        registration::assign_ticket_codes(&mut tx).await?;
        questions::create_screen_key(&mut tx, &programme).await?;
        visitors::create_signing_secret(&mut tx).await?;
        tx.commit().await?;
        Ok(Self {
            db,
            clock,
            nlu_model,
            programme,
            api: BotApi::new(&settings.token, &settings.api_url)?,
            wakeup: Arc::new(Notify::new()),
            delivery_results: DeliveryResults::default(),
            metrics: Arc::new(Metrics::default()),
            state_changed: watch::channel(0).0,
            ticked_until: watch::channel(EventTime::NONE).0,
            lease_owner: LeaseOwner::this_process(),
            send_rate: settings.send_rate,
            init_data_key: InitDataKey::new(&settings.token),
            lease_deadline: LeaseDeadline::unlimited(),
            proxy_header: HeaderName::from_static(config::DEFAULT_PROXY_HEADER),
            proof_difficulty: Difficulty::DEFAULT,
            webhook: None,
        })
    }

    /// Stores the address at which people reach this bot's pages.
    pub async fn store_public_url(&self, url: Option<&str>) -> anyhow::Result<()> {
        let mut tx = self.db.begin().await?;
        db::save_public_url(&mut tx, url).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Receives updates by this webhook instead of polling for them.
    pub fn with_webhook(self, webhook: Option<WebhookConfig>) -> Self {
        Self { webhook, ..self }
    }

    /// Takes the client's address of requests through a proxy from this header.
    pub fn with_proxy_header(self, header: HeaderName) -> Self {
        Self { proxy_header: header, ..self }
    }

    /// Acquires or renews the lease for this instance; `None` if another one has it.
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

    /// Releases the lease, if this instance has it.
    pub(crate) async fn release_lease(&self, tx: &mut Tx) -> sqlx::Result<()> {
        lease::release(tx, &self.lease_owner).await
    }

    /// The event at this moment.
    pub(crate) fn event_context<'a>(&'a self, schedule: &'a Schedule) -> EventContext<'a> {
        self.event_context_at(schedule, self.clock.event_now())
    }

    /// The event at `now`, which a simulated clock may have passed already.
    pub(crate) fn event_context_at<'a>(&'a self, schedule: &'a Schedule, now: EventTime) -> EventContext<'a> {
        EventContext { programme: &self.programme, schedule, now, real_now: self.clock.real_now() }
    }

    /// Waits for `time` in real time, or until `stop`.
    pub(crate) async fn pause(&self, time: Duration, stop: &CancellationToken) {
        tokio::select! {
            () = self.clock.sleep(time) => {}
            () = stop.cancelled() => {}
        }
    }

    /// A poller that asks Telegram for updates.
    pub fn poller(&self) -> Poller {
        Poller::new(self.api.clone())
    }

    /// A dispatcher that handles updates.
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
            meanings: Meanings::new(),
            api: self.api.clone(),
            prefetched: Prefetched::default(),
        }
    }

    /// A sender that works under this epoch of the lease.
    pub fn sender(&self, epoch: i64) -> MessageSender {
        let deps = SenderDeps {
            api: self.api.clone(),
            db: self.db.clone(),
            clock: self.clock.clone(),
            wakeup: Arc::clone(&self.wakeup),
            delivery_results: self.delivery_results.clone(),
            metrics: Arc::clone(&self.metrics),
            renderer: attachments::new_renderer(
                self.db.clone(),
                Arc::clone(&self.programme),
                self.clock.clone(),
            ),
            lease_deadline: self.lease_deadline.clone(),
        };
        MessageSender::new(deps, self.send_rate, epoch)
    }
}

/// Loads the language model in the background while the database is opened.
fn load_nlu_model(programme: &Arc<Programme>) -> NluModelFuture {
    let programme = Arc::clone(programme);
    let loaded = tokio::task::spawn_blocking(move || {
        if let Err(error) = answers::check_encoder() {
            tracing::warn!(%error, "questions are understood by their words alone; see koze doctor");
        }
        NluModel::shared(&programme)
    });
    async { loaded.await.expect("a test loads the shipped lexicon") }.boxed().shared()
}
