//! Handles batches of updates: each update gets its turn, is classified and routed to a feature, and its whole
//! effect is committed with the messages to send.
//!
//! On SQLite a batch shares one transaction, which saves syncs of the disk; on PostgreSQL each update has its own,
//! several at a time, in order for each person. If anything in a batch fails, it is rolled back and each update is
//! handled again in a transaction of its own.
//!
//! An update whose handler fails three times is quarantined with its text, and the others go on. A failure of the
//! database or the network counts against no update: nothing is acknowledged.

mod administrators;
mod attendee_lists;
mod authorization;
mod awaited_text;
mod batch;
mod browser;
mod button_prefix;
mod classify;
mod command;
mod floor;
mod free_text;
mod group;
mod group_handlers;
mod handlers;
mod language;
mod language_model;
mod meanings;
mod outage;
mod parsed_update;
mod prefetch;
mod press;
mod request;
mod route;
mod store;
mod take_along;
mod text_rules;

pub use crate::commands::ASK_START_PAYLOAD;
pub use browser::{
    BrowserError, BrowserOutcome, BrowserRequest, BrowserSender, BrowserTurns, is_known_visitor, request_id,
};
pub use floor::context as floor_context;
pub use language_model::NluModelFuture;
pub use meanings::Meanings;
pub use outage::Outage;
pub use prefetch::Prefetched;
pub use store::delete_old_updates;

use std::collections::{BTreeMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use tokio::sync::watch;

use self::batch::run_turns;
use self::meanings::{PrintedEvent, read_meanings};
use self::parsed_update::{ParsedUpdate, sender_id, split_by_sender};
use crate::cache::{SharedCache, TxCache};
use crate::chat::{ChatKind, Incoming, Input, Message, Outgoing, Urgency};
use crate::clock::{Clock, RealTime};
use crate::db::{self, Conn, Db, Engine, Tx};
use crate::fault_injection;
use crate::i18n::{Lang, texts};
use crate::ids::{PersonId, UpdateId};
use crate::metrics::Metrics;
use crate::outbox::delivery_results::{self, DeliveryResults};
use crate::outbox::{self, NewMessage, OutboxKey, ReplyCause, Wakeup};
use crate::people;
use crate::programme::{self, Programme};
use crate::telegram::RawUpdate;
use crate::telegram::api::BotApi;
use crate::telegram::incoming::{self, ReplyTarget};
use crate::turn::{EventContext, PRESS_ANSWER_TTL, TurnError, TurnResult};

/// How often an update may fail before it is quarantined.
const MAX_ATTEMPTS: i64 = 3;
/// How many people's updates are handled at the same time on PostgreSQL.
const MAX_CONCURRENT_PEOPLE: usize = 8;

/// Gives batches of updates their effect. Clones share everything but the state of the crash recovery.
#[derive(Clone)]
pub struct Dispatcher {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    pub nlu_model: NluModelFuture,
    pub wakeup: Wakeup,
    pub delivery_results: DeliveryResults,
    pub metrics: Arc<Metrics>,
    pub shared_cache: SharedCache,
    /// Changes after every commit, for tasks that show the present state.
    pub state_changed: watch::Sender<u64>,
    /// Whether the last run ended uncleanly. The first batch is then handled one by one, and each attempt is counted
    /// before it begins, so that an update that aborts the process is found.
    pub is_crash_recovery: bool,
    /// Updates whose attempt this process has counted before it began.
    pub counted_updates: HashSet<UpdateId>,
    /// What the encoder made of the texts of the present batch.
    pub meanings: Meanings,
    /// Fetches what Telegram has to say before a transaction begins.
    pub api: BotApi,
    /// What was fetched for the present batch.
    pub prefetched: Prefetched,
}

impl Dispatcher {
    /// Gives every update of a batch its whole effect. After `Ok` the batch may be acknowledged.
    pub async fn handle(&mut self, batch: &[RawUpdate]) -> Result<(), Outage> {
        if batch.is_empty() {
            return Ok(());
        }
        let (waiting, others) = prefetch::split_batch(batch);
        self.handle_part(&others).await?;
        if !waiting.is_empty() {
            self.prefetched.read(&self.db, &self.api, &waiting).await?;
            self.handle_part(&waiting).await?;
            self.prefetched.clear();
        }
        self.is_crash_recovery = false;
        Ok(())
    }

    /// Handles a part of a batch: all of it, but for the people for whom something is fetched first.
    async fn handle_part(&mut self, batch: &[RawUpdate]) -> Result<(), Outage> {
        if batch.is_empty() {
            return Ok(());
        }
        // waited for before an attempt is counted or a transaction begun
        let nlu_model = self.nlu_model.clone().await;
        let event = PrintedEvent {
            programme: self.programme.clone(),
            now: self.clock.event_now(),
            real_now: self.clock.real_now(),
        };
        self.meanings = read_meanings(&self.db, event, &nlu_model, batch).await.map_err(Outage::Database)?;
        let done = if self.is_crash_recovery {
            self.handle_after_crash(batch).await
        } else if self.db.engine() == Engine::Sqlite {
            self.handle_in_one_transaction(batch).await
        } else {
            self.handle_concurrently(batch).await
        };
        done.map_err(Outage::Database)?;
        self.wakeup.notify_one();
        self.state_changed.send_modify(|version| *version += 1);
        Ok(())
    }

    /// Handles the first batch after an unclean exit: an update that aborted the process three times is quarantined.
    async fn handle_after_crash(&mut self, batch: &[RawUpdate]) -> sqlx::Result<()> {
        let ids: Vec<UpdateId> = batch.iter().map(|update| update.id).collect();
        // committed before the exit but not acknowledged
        let done = store::find_seen(&mut *self.db.reader().await?, &ids).await?;
        self.metrics.duplicate_updates.inc_by(done.len() as u64);
        for update in batch.iter().filter(|update| !done.contains(&update.id)) {
            // Count one attempt per process: a retry after a database outage is not another crash.
            if !self.counted_updates.contains(&update.id) && self.quarantine_if_exhausted(update).await? {
                continue;
            }
            self.counted_updates.insert(update.id);
            self.handle_single(update).await?;
            // the replies to the first updates are sent while the last ones are handled
            self.wakeup.notify_one();
        }
        Ok(())
    }

    /// Counts an attempt before it begins. An update with too many attempts is quarantined; true if this one was.
    async fn quarantine_if_exhausted(&self, update: &RawUpdate) -> sqlx::Result<bool> {
        let (raw, real_now) = (update.json.get(), self.clock.real_now());
        let mut tx = self.db.begin().await?;
        let attempts = store::count_attempt(&mut tx, update.id, raw, "the process ended", real_now).await?;
        if attempts > MAX_ATTEMPTS {
            self.quarantine(&mut tx, update).await?;
        }
        tx.commit().await?;
        Ok(attempts > MAX_ATTEMPTS)
    }

    /// Handles a batch in one transaction; if that fails, each update in its own.
    async fn handle_in_one_transaction(&self, batch: &[RawUpdate]) -> sqlx::Result<()> {
        match self.run_transaction(batch).await {
            Ok(()) => Ok(()),
            Err(TurnError::Outage(error)) => Err(error),
            Err(_) => {
                for update in batch {
                    self.handle_single(update).await?;
                }
                Ok(())
            }
        }
    }

    /// Handles each update in its own transaction: those of one person in order, several people at a time.
    async fn handle_concurrently(&self, batch: &[RawUpdate]) -> sqlx::Result<()> {
        let mut by_sender: BTreeMap<PersonId, Vec<&RawUpdate>> = BTreeMap::new();
        for update in batch {
            by_sender.entry(sender_id(update)).or_default().push(update);
        }
        let turns: Vec<_> =
            by_sender.into_values().map(|updates| self.handle_sequentially(updates)).collect();
        stream::iter(turns).buffer_unordered(MAX_CONCURRENT_PEOPLE).try_collect().await
    }

    async fn handle_sequentially(&self, updates: Vec<&RawUpdate>) -> sqlx::Result<()> {
        for update in updates {
            self.handle_single(update).await?;
        }
        Ok(())
    }

    /// Handles one update until it succeeds or is quarantined.
    async fn handle_single(&self, update: &RawUpdate) -> sqlx::Result<()> {
        let mut has_failed = false;
        loop {
            let error = match self.run_transaction(std::slice::from_ref(update)).await {
                Ok(()) if has_failed => return self.clear_failures(update).await,
                Ok(()) => return Ok(()),
                Err(TurnError::Outage(error)) => return Err(error),
                Err(error) => error.to_string(),
            };
            has_failed = true;
            let (raw, real_now) = (update.json.get(), self.clock.real_now());
            let mut tx = self.db.begin().await?;
            let attempts = store::count_attempt(&mut tx, update.id, raw, &error, real_now).await?;
            if attempts >= MAX_ATTEMPTS {
                self.quarantine(&mut tx, update).await?;
            }
            tx.commit().await?;
            if attempts >= MAX_ATTEMPTS {
                return Ok(());
            }
        }
    }

    /// Deletes the text of an update that succeeded after a failure.
    async fn clear_failures(&self, update: &RawUpdate) -> sqlx::Result<()> {
        let mut tx = self.db.begin().await?;
        store::clear_failures(&mut tx, update.id).await?;
        tx.commit().await
    }

    /// Sets an update aside for good, and tells its sender.
    async fn quarantine(&self, tx: &mut Tx, update: &RawUpdate) -> sqlx::Result<()> {
        if store::quarantine(tx, update.id, self.clock.real_now()).await? {
            tracing::error!(update = update.id.0, "an update was set aside; its text is in failed_update");
            self.metrics.updates_quarantined.inc();
            if let Some(target) = incoming::find_reply_target(&update.json) {
                self.notify_failure(tx, update.id, target).await?;
            }
        }
        Ok(())
    }

    /// Tells the sender of a quarantined update that it had no effect.
    async fn notify_failure(&self, tx: &mut Tx, update: UpdateId, target: ReplyTarget) -> sqlx::Result<()> {
        let ReplyTarget { chat, person, language, press_id } = target;
        let lang = match people::known_language(tx, person).await? {
            Some(known) => known,
            None => Lang::guess(language.as_deref()),
        };
        let t = texts(lang);
        let real_now = self.clock.real_now();
        let (urgency, body) = match press_id {
            Some(press_id) => (
                Urgency::Press,
                Outgoing::AnswerPress { press_id, text: Some(t.label("update-failed")), alert: true },
            ),
            None => (Urgency::Answer, Outgoing::Message(Message::new(t.html("update-failed", &[])))),
        };
        let expires_at = (urgency == Urgency::Press).then_some(real_now + PRESS_ANSWER_TTL);
        let key = OutboxKey::Reply { cause: ReplyCause::Message, update, index: 0, subject: None };
        let message = NewMessage::new(key, chat, urgency, body).with_expiry(expires_at);
        outbox::enqueue(tx, &[message], real_now).await
    }

    /// Commits the whole effect of some updates, and on SQLite the delivery results that wait to be recorded.
    async fn run_transaction(&self, updates: &[RawUpdate]) -> TurnResult<()> {
        let mut tx = self.db.begin().await?;
        // on PostgreSQL, where several transactions run at once, the sender records its results itself
        let results = (self.db.engine() == Engine::Sqlite).then(|| self.delivery_results.take());
        let effect = async {
            if let Some((epoch, results)) = &results
                && !delivery_results::record_results(&mut tx, *epoch, results).await?
            {
                self.delivery_results.mark_epoch_lost(*epoch);
            }
            let mut cache = TxCache::new(&self.shared_cache);
            self.apply_updates(&mut tx, &mut cache, updates).await?;
            fault_injection::failpoint("before-commit");
            tx.commit().await?;
            fault_injection::failpoint("after-commit");
            // a commit into a file that was deleted or replaced had no effect
            self.db.check_file()?;
            cache.publish();
            Ok(())
        };
        let result = AssertUnwindSafe(effect).catch_unwind().await.unwrap_or(Err(TurnError::Panic));
        if let Some(results) = results {
            match &result {
                Ok(()) => self.delivery_results.mark_recorded(results.1.len()),
                Err(_) => self.delivery_results.put_back(results),
            }
        }
        result
    }

    /// Handles the updates that were not handled before.
    async fn apply_updates(
        &self,
        conn: &mut Conn,
        cache: &mut TxCache,
        updates: &[RawUpdate],
    ) -> TurnResult<()> {
        let real_now = self.clock.real_now();
        if self.is_crash_recovery {
            for update in updates {
                store::clear_failures(conn, update.id).await?;
            }
        }
        let ids: Vec<UpdateId> = updates.iter().map(|update| update.id).collect();
        let mut unseen = store::insert_unseen(conn, &ids, real_now).await?;
        let mut parsed = Vec::with_capacity(updates.len());
        for update in updates {
            if !unseen.remove(&update.id) {
                self.metrics.duplicate_updates.inc();
                continue;
            }
            self.metrics.updates.inc();
            if let Some(mut incoming) = incoming::parse_update(&update.json)? {
                replace_input(conn, &mut incoming, real_now).await?;
                let mut update = ParsedUpdate::new(update.id, incoming);
                update.meaning = self.meanings.get(&update.update_id).cloned();
                update.attendee_list = self.prefetched.attendee_lists.find(update.update_id);
                update.administrator = self.prefetched.administrators.find(update.update_id);
                parsed.push(update);
            }
        }
        let schedule = programme::load_schedule(conn).await?;
        let event = EventContext {
            programme: &self.programme,
            schedule: &schedule,
            now: self.clock.event_now(),
            real_now,
        };
        let nlu_model = self.nlu_model.clone().await;
        for run in split_by_sender(&parsed) {
            run_turns(conn, cache, event, run, &nlu_model).await?;
        }
        Ok(())
    }
}

/// Replaces the input of a command for another bot, and of every photo of an album but the first.
async fn replace_input(conn: &mut Conn, incoming: &mut Incoming, real_now: RealTime) -> sqlx::Result<()> {
    if let Some(bot) = &incoming.addressed_bot
        && is_other_bot(conn, bot).await?
    {
        incoming.input = Input::ForAnotherBot;
    }
    if let Some(album) = incoming.album.as_deref().filter(|_| is_new_private_message(incoming)) {
        let item = store::count_album_item(conn, incoming.chat, album, real_now).await?;
        if item > 1 {
            incoming.input = Input::MoreOfAlbum { is_second: item == 2 };
        }
    }
    Ok(())
}

fn is_new_private_message(incoming: &Incoming) -> bool {
    incoming.chat_kind == ChatKind::Private && !matches!(incoming.input, Input::Edited | Input::Ignored)
}

/// Whether a username is another one than this bot's, as far as that is known.
async fn is_other_bot(conn: &mut Conn, username: &str) -> sqlx::Result<bool> {
    let own = db::get_setting(conn, db::BOT_USERNAME_KEY).await?;
    Ok(own.is_some_and(|own| !own.eq_ignore_ascii_case(username)))
}
