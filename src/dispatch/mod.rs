//! One update, one turn: read, meet the person, route to a room, keep the replies, commit.
//!
//! On SQLite all updates that wait share a transaction, which pays for the sync; on PostgreSQL each
//! has its own, several at a time, in order for each person. If anything in a batch fails, the
//! batch is undone and each update redone in a transaction of its own.
//!
//! A handler's own failure counts against its update; after the third it is set aside with its
//! text, and the others go on. A failure of the database or the network is nobody's fault: nothing
//! is counted, nothing acknowledged.

mod awaited_question;
mod parsed_update;
mod route;
mod store;
mod text_input;

pub use route::ASK_START_PAYLOAD;
pub use store::delete_old_updates;

use std::collections::{BTreeMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::future::{BoxFuture, Shared};
use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use tokio::sync::watch;
use tracing::Instrument;

use self::parsed_update::{ParsedUpdate, split_by_writer};
use crate::answers::NluModel;
use crate::cache::{SharedCache, TxCache};
use crate::chat::{ChatKind, ChatUser, Incoming, Input, Message, Outgoing, Urgency};
use crate::clock::Clock;
use crate::db::{self, Conn, Db, Engine, Tx};
use crate::fault_injection;
use crate::i18n::{Lang, texts};
use crate::metrics::Metrics;
use crate::outbox::delivery_results::{self, DeliveryResults};
use crate::outbox::{self, NewMessage, OutboxKey, ReplyCause, Wakeup};
use crate::people::{self, Person};
use crate::personal_data;
use crate::programme::{self, Programme};
use crate::questions;
use crate::telegram::RawUpdate;
use crate::telegram::incoming::{self, ReplyTarget};
use crate::turn::{EventContext, PRESS_ANSWER_TTL, Turn};

/// How often an update may fail before it is set aside.
const MAX_ATTEMPTS: i64 = 3;
/// How many people are served at once on PostgreSQL.
const MAX_CONCURRENT_PEOPLE: usize = 8;

/// What the bot understands, when it has read its words: nothing is begun before.
pub type NluModelFuture = Shared<BoxFuture<'static, Arc<NluModel>>>;

#[derive(Clone)]
pub struct Dispatcher {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    /// What the bot understands.
    pub nlu_model: NluModelFuture,
    pub wakeup: Wakeup,
    pub delivery_results: DeliveryResults,
    pub metrics: Arc<Metrics>,
    pub shared_cache: SharedCache,
    /// Told after every commit: whoever shows the present state may look again.
    pub state_changed: watch::Sender<u64>,
    /// Whether the last run ended uncleanly: its first batch is then taken one by one, with the
    /// tries written beforehand, so that an update that aborts the process is found.
    pub is_crash_recovery: bool,
    /// Updates of which this process has written a try beforehand.
    pub counted_updates: HashSet<i64>,
}

/// The database or the network is away; come again.
#[derive(Debug, thiserror::Error)]
#[error("the database cannot be used now: {0}")]
pub struct Outage(#[source] anyhow::Error);

/// Why a transaction came to nothing.
enum Failure {
    Outage(anyhow::Error),
    /// The handler's own fault.
    HandlerError(anyhow::Error),
}

impl Dispatcher {
    /// Gives every update its whole effect. When this returns `Ok`, the batch may be acknowledged.
    pub async fn handle(&mut self, batch: &[RawUpdate]) -> Result<(), Outage> {
        if batch.is_empty() {
            return Ok(());
        }
        // before a try is counted, or anything begun
        self.nlu_model.clone().await;
        let done = if self.is_crash_recovery {
            self.handle_after_crash(batch).await
        } else if self.db.engine() == Engine::Sqlite {
            self.handle_in_one_transaction(batch).await
        } else {
            self.handle_concurrently(batch).await
        };
        done.map_err(Outage)?;
        self.is_crash_recovery = false;
        self.wakeup.notify_one();
        self.state_changed.send_modify(|version| *version += 1);
        Ok(())
    }

    /// After an unclean exit: an update that ended the process three times is set aside unread.
    async fn handle_after_crash(&mut self, batch: &[RawUpdate]) -> Result<(), anyhow::Error> {
        let numbers: Vec<i64> = batch.iter().map(|update| update.id).collect();
        // done before the end, and not acknowledged: they ended nothing
        let done = store::find_seen(&mut *self.db.reader().await?, &numbers).await?;
        self.metrics.duplicate_updates.inc_by(done.len() as u64);
        for update in batch.iter().filter(|update| !done.contains(&update.id)) {
            // a process ends once: if an outage brings an update here again, that is no other try
            if !self.counted_updates.contains(&update.id) && self.quarantine_if_exhausted(update).await? {
                continue;
            }
            self.counted_updates.insert(update.id);
            self.handle_single(update).await?;
            // many may have waited: the first of them need not wait for the last
            self.wakeup.notify_one();
        }
        Ok(())
    }

    /// Counts a try beforehand. An update that has ended too many is set aside.
    async fn quarantine_if_exhausted(&self, update: &RawUpdate) -> Result<bool, anyhow::Error> {
        let (raw, mono) = (update.json.get(), self.clock.real_now());
        let mut tx = self.db.begin().await?;
        let tries = store::count_attempt(&mut tx, update.id, raw, "the process ended", mono).await?;
        if tries > MAX_ATTEMPTS {
            self.quarantine(&mut tx, update).await?;
        }
        tx.commit().await?;
        Ok(tries > MAX_ATTEMPTS)
    }

    /// All in one transaction; if that fails, each in its own.
    async fn handle_in_one_transaction(&self, batch: &[RawUpdate]) -> Result<(), anyhow::Error> {
        match self.run_transaction(batch).await {
            Ok(()) => Ok(()),
            Err(Failure::Outage(error)) => Err(error),
            Err(Failure::HandlerError(_)) => {
                for update in batch {
                    self.handle_single(update).await?;
                }
                Ok(())
            }
        }
    }

    /// Each in its own transaction: one person's in their order, several people at a time.
    async fn handle_concurrently(&self, batch: &[RawUpdate]) -> Result<(), anyhow::Error> {
        let mut people: BTreeMap<i64, Vec<&RawUpdate>> = BTreeMap::new();
        for update in batch {
            people.entry(user_id(update)).or_default().push(update);
        }
        let turns: Vec<_> = people.into_values().map(|updates| self.handle_sequentially(updates)).collect();
        stream::iter(turns).buffer_unordered(MAX_CONCURRENT_PEOPLE).try_collect().await
    }

    async fn handle_sequentially(&self, updates: Vec<&RawUpdate>) -> Result<(), anyhow::Error> {
        for update in updates {
            self.handle_single(update).await?;
        }
        Ok(())
    }

    /// One update until it is done or set aside.
    async fn handle_single(&self, update: &RawUpdate) -> Result<(), anyhow::Error> {
        let mut failed = false;
        loop {
            let error = match self.run_transaction(std::slice::from_ref(update)).await {
                Ok(()) if failed => return self.clear_failures(update).await,
                Ok(()) => return Ok(()),
                Err(Failure::Outage(error)) => return Err(error),
                Err(Failure::HandlerError(error)) => error,
            };
            failed = true;
            let mut tx = self.db.begin().await?;
            let tries = store::count_attempt(
                &mut tx,
                update.id,
                update.json.get(),
                &error.to_string(),
                self.clock.real_now(),
            )
            .await?;
            if tries >= MAX_ATTEMPTS {
                self.quarantine(&mut tx, update).await?;
            }
            tx.commit().await?;
            if tries >= MAX_ATTEMPTS {
                return Ok(());
            }
        }
    }

    /// It went well after all: its text is not kept.
    async fn clear_failures(&self, update: &RawUpdate) -> Result<(), anyhow::Error> {
        let mut tx = self.db.begin().await?;
        store::clear_failures(&mut tx, update.id).await?;
        Ok(tx.commit().await?)
    }

    async fn quarantine(&self, tx: &mut Tx, update: &RawUpdate) -> sqlx::Result<()> {
        if store::quarantine(tx, update.id, self.clock.real_now()).await? {
            tracing::error!(update = update.id, "an update was set aside; its text is in failed_update");
            self.metrics.updates_quarantined.inc();
            if let Some(address) = incoming::find_reply_target(&update.json) {
                self.notify_failure(tx, update.id, address).await?;
            }
        }
        Ok(())
    }

    /// Tells the person whose update was set aside that nothing came of it.
    async fn notify_failure(&self, tx: &mut Tx, update: i64, address: ReplyTarget) -> sqlx::Result<()> {
        let ReplyTarget { chat, person, language, press_id: press } = address;
        let lang = match people::known_language(tx, person).await? {
            Some(known) => known,
            None => Lang::guess(language.as_deref()),
        };
        let t = texts(lang);
        let mono = self.clock.real_now();
        let (urgency, what) = match press {
            Some(press) => (
                Urgency::Press,
                Outgoing::AnswerPress { press_id: press, text: Some(t.label("update-failed")), alert: true },
            ),
            None => (Urgency::Answer, Outgoing::Message(Message::new(t.html("update-failed", &[])))),
        };
        let expires_at = (urgency == Urgency::Press).then_some(mono + PRESS_ANSWER_TTL);
        let key = OutboxKey::Reply { cause: ReplyCause::Message, update, index: 0, subject: None };
        let letter = NewMessage { key, chat, urgency, expires_at, body: what, live_message: None };
        outbox::enqueue(tx, &[letter], mono).await
    }

    /// The whole effect of some updates, and whatever settlements wait, in one commit.
    async fn run_transaction(&self, updates: &[RawUpdate]) -> Result<(), Failure> {
        let mut tx = self.db.begin().await.map_err(classify_failure)?;
        // On PostgreSQL several transactions run at once; there the sender settles by itself.
        let settled = (self.db.engine() == Engine::Sqlite).then(|| self.delivery_results.take());
        let effect = async {
            if let Some((epoch, settlements)) = &settled
                && !delivery_results::record_results(&mut tx, *epoch, settlements).await?
            {
                self.delivery_results.mark_epoch_lost(*epoch);
            }
            let mut memory = TxCache::new(&self.shared_cache);
            self.apply_updates(&mut tx, &mut memory, updates).await?;
            fault_injection::failpoint("before-commit");
            tx.commit().await?;
            fault_injection::failpoint("after-commit");
            // what went into a file that nobody will find again has had no effect
            self.db.check_file()?;
            memory.publish();
            anyhow::Ok(())
        };
        // a handler may panic
        let result = AssertUnwindSafe(effect)
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(anyhow::anyhow!("a handler panicked")));
        if let Some(settled) = settled {
            match &result {
                Ok(()) => self.delivery_results.mark_recorded(settled.1.len()),
                Err(_) => self.delivery_results.put_back(settled),
            }
        }
        result.map_err(classify_failure)
    }

    async fn apply_updates(
        &self,
        conn: &mut Conn,
        memory: &mut TxCache,
        updates: &[RawUpdate],
    ) -> anyhow::Result<()> {
        let mono = self.clock.real_now();
        if self.is_crash_recovery {
            for update in updates {
                store::clear_failures(conn, update.id).await?;
            }
        }
        let numbers: Vec<i64> = updates.iter().map(|update| update.id).collect();
        let mut first = store::insert_unseen(conn, &numbers, mono).await?;
        let mut heard = Vec::with_capacity(updates.len());
        for update in updates {
            if !first.remove(&update.id) {
                self.metrics.duplicate_updates.inc();
                continue;
            }
            self.metrics.updates.inc();
            if let Some(mut incoming) = incoming::parse_update(&update.json)? {
                if let Some(named) = &incoming.addressed_bot
                    && is_for_another_bot(conn, named).await?
                {
                    incoming.input = Input::ForAnotherBot;
                }
                if let Some(album) = incoming.album.as_deref().filter(|_| is_new_private_message(&incoming)) {
                    let item = store::count_album_item(conn, incoming.chat, album, mono).await?;
                    if item > 1 {
                        incoming.input = Input::MoreOfAlbum { is_second: item == 2 };
                    }
                }
                heard.push(ParsedUpdate::new(update.id, incoming));
            }
        }
        let schedule = programme::load_schedule(conn).await?;
        let forum = EventContext {
            programme: &self.programme,
            schedule: &schedule,
            now: self.clock.event_now(),
            real_now: mono,
        };
        let knowledge = self.nlu_model.clone().await;
        for several in split_by_writer(&heard) {
            run_turns(conn, memory, forum, several, &knowledge).await?;
        }
        Ok(())
    }
}

/// The turns of different people, one after the other. Their rows are read before and written after all
/// of them, and so are their letters: it is the statements that cost.
async fn run_turns(
    conn: &mut Conn,
    memory: &mut TxCache,
    forum: EventContext<'_>,
    several: &[ParsedUpdate],
    knowledge: &NluModel,
) -> anyhow::Result<()> {
    let writers: Vec<&ChatUser> = several.iter().filter_map(ParsedUpdate::private_writer).collect();
    let people::Senders { mut people, new } = people::upsert_senders(conn, &writers, forum.now).await?;
    personal_data::restore_facts(conn, &new).await?;
    let mut letters = Vec::new();
    let mut moved = Vec::new();
    for (at, ParsedUpdate { update_id: update, incoming, .. }) in several.iter().enumerate() {
        let Some(sender) = incoming.from.as_ref().filter(|sender| !sender.is_bot) else { continue };
        if incoming.chat_kind == ChatKind::Private && incoming.input == Input::BotRemoved {
            people::mark_unreachable(conn, sender.id).await?;
            continue;
        }
        let asking = several[at].question_author(&people, &forum, knowledge);
        match asking {
            Some(first) if !questions::is_asker_prefetched(memory, first) => {
                let next =
                    several[at..].iter().map_while(|heard| heard.question_author(&people, &forum, knowledge));
                let next: Vec<i64> = next.collect();
                questions::prefetch_askers(conn, memory, forum, &next).await?;
            }
            Some(_) => {}
            // they may look at what was asked just now
            None => questions::flush_inserts(conn, memory).await?,
        }
        // In groups nobody is met: no personal data there, ever.
        let person = people.remove(&sender.id).unwrap_or_else(|| people::group_member(sender));
        let before = person.clone();
        let mut turn = Turn::new(conn, memory, forum, person, incoming, *update);
        // whatever is logged in a turn names its update
        let span = tracing::info_span!("turn", update);
        route::route(&mut turn, knowledge, several[at].kind()).instrument(span.clone()).await?;
        let (person, mut left) = turn.finish();
        span.in_scope(|| tracing::debug!(letters = left.len(), "had its turn"));
        letters.append(&mut left);
        if incoming.chat_kind != ChatKind::Private {
            continue;
        }
        let languages = |person: &Person| {
            (person.language, person.language_chosen, person.reply_language, person.offered_languages.len())
        };
        if languages(&person) != languages(&before) {
            // others may speak to them before this transaction ends
            people::save_language(conn, &person).await?;
        }
        if person.conversation != before.conversation {
            moved.push(person);
        }
    }
    questions::flush_inserts(conn, memory).await?;
    people::save_conversations(conn, &moved).await?;
    outbox::enqueue(conn, &letters, forum.real_now).await?;
    Ok(())
}

fn is_new_private_message(incoming: &Incoming) -> bool {
    incoming.chat_kind == ChatKind::Private && !matches!(incoming.input, Input::Edited | Input::Ignored)
}

/// Whether a command that names a bot is for one with another name, as far as the own one is known.
async fn is_for_another_bot(conn: &mut Conn, named: &str) -> sqlx::Result<bool> {
    let own = db::get_setting(conn, db::BOT_USERNAME_KEY).await?;
    Ok(own.is_some_and(|own| !own.eq_ignore_ascii_case(named)))
}

/// Whose update it is, for keeping a person's in order: their number, or none. Read loosely,
/// because the update itself is read only inside its turn.
fn user_id(update: &RawUpdate) -> i64 {
    let Ok(json) = serde_json::from_str::<serde_json::Value>(update.json.get()) else { return 0 };
    let kinds = json.as_object().into_iter().flat_map(|update| update.values());
    kinds.filter_map(|kind| kind["from"]["id"].as_i64()).next().unwrap_or_default()
}

fn classify_failure(error: impl Into<anyhow::Error>) -> Failure {
    let error = error.into();
    match error.downcast_ref::<sqlx::Error>() {
        Some(cause) if db::is_outage(cause) => Failure::Outage(error),
        _ => Failure::HandlerError(error),
    }
}
