//! One update, one turn: read, meet the person, route to a room, keep the replies, commit.
//!
//! On SQLite all updates that wait share a transaction, which pays for the sync; on PostgreSQL each
//! has its own, several at a time, in order for each person. If anything in a batch fails, the
//! batch is undone and each update redone in a transaction of its own.
//!
//! A handler's own failure counts against its update; after the third it is set aside with its
//! text, and the others go on. A failure of the database or the network is nobody's fault: nothing
//! is counted, nothing acknowledged.

mod awaited;
mod hear;
mod heard;
mod route;
mod store;

pub use route::ASK_PAYLOAD;
pub use store::forget_old;

use std::collections::{BTreeMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::future::{BoxFuture, Shared};
use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use tokio::sync::watch;
use tracing::Instrument;

use self::heard::{Heard, apart};
use crate::answers::Knowledge;
use crate::chat::{Incoming, Input, Message, Outgoing, Place, Sender, Urgency};
use crate::clock::Clock;
use crate::db::{self, Conn, Db, Engine, Tx};
use crate::faults;
use crate::i18n::{Lang, texts};
use crate::memory::{Lasting, Memory};
use crate::metrics::Metrics;
use crate::outbox::settle::{self, Settlements};
use crate::outbox::{self, Bell, Letter};
use crate::people::{self, Person};
use crate::programme::{self, Programme};
use crate::questions;
use crate::telegram::RawUpdate;
use crate::telegram::incoming::{self, Address};
use crate::turn::{Forum, PRESS_LIFE, Turn};

/// How often an update may fail before it is set aside.
const TRIES: i64 = 3;
/// How many people are served at once on PostgreSQL.
const AT_ONCE: usize = 8;

/// What the bot understands, when it has read its words: nothing is begun before.
pub type Learning = Shared<BoxFuture<'static, Arc<Knowledge>>>;

#[derive(Clone)]
pub struct Dispatcher {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    /// What the bot understands.
    pub knowledge: Learning,
    pub bell: Bell,
    pub settlements: Settlements,
    pub metrics: Arc<Metrics>,
    pub lasting: Lasting,
    /// Told after every commit: whoever shows the present state may look again.
    pub nudge: watch::Sender<u64>,
    /// Whether the last run ended uncleanly: its first batch is then taken one by one, with the
    /// tries written beforehand, so that an update that aborts the process is found.
    pub careful: bool,
    /// Updates of which this process has written a try beforehand.
    pub tried: HashSet<i64>,
}

/// The database or the network is away; come again.
#[derive(Debug, thiserror::Error)]
#[error("the database cannot be used now: {0}")]
pub struct Outage(#[source] anyhow::Error);

/// Why a transaction came to nothing.
enum Failure {
    Outage(anyhow::Error),
    /// The handler's own fault.
    Fault(anyhow::Error),
}

impl Dispatcher {
    /// Gives every update its whole effect. When this returns `Ok`, the batch may be acknowledged.
    pub async fn handle(&mut self, batch: &[RawUpdate]) -> Result<(), Outage> {
        if batch.is_empty() {
            return Ok(());
        }
        // before a try is counted, or anything begun
        self.knowledge.clone().await;
        let done = if self.careful {
            self.one_by_one(batch).await
        } else if self.db.engine() == Engine::Sqlite {
            self.together(batch).await
        } else {
            self.side_by_side(batch).await
        };
        done.map_err(Outage)?;
        self.careful = false;
        self.bell.notify_one();
        self.nudge.send_modify(|version| *version += 1);
        Ok(())
    }

    /// After an unclean exit: an update that ended the process three times is set aside unread.
    async fn one_by_one(&mut self, batch: &[RawUpdate]) -> Result<(), anyhow::Error> {
        let numbers: Vec<i64> = batch.iter().map(|update| update.id).collect();
        // done before the end, and not acknowledged: they ended nothing
        let done = store::done(&mut *self.db.reader().await?, &numbers).await?;
        self.metrics.repeated.inc_by(done.len() as u64);
        for update in batch.iter().filter(|update| !done.contains(&update.id)) {
            // a process ends once: if an outage brings an update here again, that is no other try
            if !self.tried.contains(&update.id) && self.is_one_try_too_many(update).await? {
                continue;
            }
            self.tried.insert(update.id);
            self.alone(update).await?;
            // many may have waited: the first of them need not wait for the last
            self.bell.notify_one();
        }
        Ok(())
    }

    /// Counts a try beforehand. An update that has ended too many is set aside.
    async fn is_one_try_too_many(&self, update: &RawUpdate) -> Result<bool, anyhow::Error> {
        let (raw, mono) = (update.json.get(), self.clock.mono());
        let mut tx = self.db.begin().await?;
        let tries = store::count_try(&mut tx, update.id, raw, "the process ended", mono).await?;
        if tries > TRIES {
            self.put_aside(&mut tx, update).await?;
        }
        tx.commit().await?;
        Ok(tries > TRIES)
    }

    /// All in one transaction; if that fails, each in its own.
    async fn together(&self, batch: &[RawUpdate]) -> Result<(), anyhow::Error> {
        match self.transaction(batch).await {
            Ok(()) => Ok(()),
            Err(Failure::Outage(error)) => Err(error),
            Err(Failure::Fault(_)) => {
                for update in batch {
                    self.alone(update).await?;
                }
                Ok(())
            }
        }
    }

    /// Each in its own transaction: one person's in their order, several people at a time.
    async fn side_by_side(&self, batch: &[RawUpdate]) -> Result<(), anyhow::Error> {
        let mut people: BTreeMap<i64, Vec<&RawUpdate>> = BTreeMap::new();
        for update in batch {
            people.entry(who(update)).or_default().push(update);
        }
        let turns: Vec<_> = people.into_values().map(|updates| self.in_order(updates)).collect();
        stream::iter(turns).buffer_unordered(AT_ONCE).try_collect().await
    }

    async fn in_order(&self, updates: Vec<&RawUpdate>) -> Result<(), anyhow::Error> {
        for update in updates {
            self.alone(update).await?;
        }
        Ok(())
    }

    /// One update until it is done or set aside.
    async fn alone(&self, update: &RawUpdate) -> Result<(), anyhow::Error> {
        let mut failed = false;
        loop {
            let error = match self.transaction(std::slice::from_ref(update)).await {
                Ok(()) if failed => return self.forgive(update).await,
                Ok(()) => return Ok(()),
                Err(Failure::Outage(error)) => return Err(error),
                Err(Failure::Fault(error)) => error,
            };
            failed = true;
            let mut tx = self.db.begin().await?;
            let tries = store::count_try(
                &mut tx,
                update.id,
                update.json.get(),
                &error.to_string(),
                self.clock.mono(),
            )
            .await?;
            if tries >= TRIES {
                self.put_aside(&mut tx, update).await?;
            }
            tx.commit().await?;
            if tries >= TRIES {
                return Ok(());
            }
        }
    }

    /// It went well after all: its text is not kept.
    async fn forgive(&self, update: &RawUpdate) -> Result<(), anyhow::Error> {
        let mut tx = self.db.begin().await?;
        store::forgive(&mut tx, update.id).await?;
        Ok(tx.commit().await?)
    }

    async fn put_aside(&self, tx: &mut Tx, update: &RawUpdate) -> sqlx::Result<()> {
        if store::put_aside(tx, update.id, self.clock.mono()).await? {
            tracing::error!(update = update.id, "an update was set aside; its text is in failed_update");
            self.metrics.set_aside.inc();
            if let Some(address) = incoming::address(&update.json) {
                self.say_it_failed(tx, update.id, address).await?;
            }
        }
        Ok(())
    }

    /// Tells the person whose update was set aside that nothing came of it.
    async fn say_it_failed(&self, tx: &mut Tx, update: i64, address: Address) -> sqlx::Result<()> {
        let Address { chat, person, language, press } = address;
        let lang = match people::known_language(tx, person).await? {
            Some(known) => known,
            None => Lang::guess(language.as_deref()),
        };
        let t = texts(lang);
        let mono = self.clock.mono();
        let (urgency, what) = match press {
            Some(press) => (
                Urgency::Press,
                Outgoing::Answer { press, text: Some(t.label("update-failed")), alert: true },
            ),
            None => (Urgency::Answer, Outgoing::Say(Message::new(t.html("update-failed", &[])))),
        };
        let expires_at = (urgency == Urgency::Press).then_some(mono + PRESS_LIFE);
        let key = format!("u{update}:0");
        let letter = Letter { key, chat, urgency, expires_at, what, slot: None };
        outbox::put(tx, &[letter], mono).await
    }

    /// The whole effect of some updates, and whatever settlements wait, in one commit.
    async fn transaction(&self, updates: &[RawUpdate]) -> Result<(), Failure> {
        let mut tx = self.db.begin().await.map_err(sort)?;
        // On PostgreSQL several transactions run at once; there the sender settles by itself.
        let settled = (self.db.engine() == Engine::Sqlite).then(|| self.settlements.take());
        let effect = async {
            if let Some((epoch, settlements)) = &settled
                && !settle::write(&mut tx, *epoch, settlements).await?
            {
                self.settlements.lost(*epoch);
            }
            let mut memory = Memory::new(&self.lasting);
            self.effects(&mut tx, &mut memory, updates).await?;
            faults::pass("before-commit");
            tx.commit().await?;
            faults::pass("after-commit");
            // what went into a file that nobody will find again has had no effect
            self.db.is_in_place()?;
            memory.committed();
            anyhow::Ok(())
        };
        // a handler may panic
        let result = AssertUnwindSafe(effect)
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(anyhow::anyhow!("a handler panicked")));
        if let Some(settled) = settled {
            match &result {
                Ok(()) => self.settlements.wrote(settled.1.len()),
                Err(_) => self.settlements.put_back(settled),
            }
        }
        result.map_err(sort)
    }

    async fn effects(
        &self,
        conn: &mut Conn,
        memory: &mut Memory,
        updates: &[RawUpdate],
    ) -> anyhow::Result<()> {
        let mono = self.clock.mono();
        if self.careful {
            for update in updates {
                store::forgive(conn, update.id).await?;
            }
        }
        let numbers: Vec<i64> = updates.iter().map(|update| update.id).collect();
        let mut first = store::first_of(conn, &numbers, mono).await?;
        let mut heard = Vec::with_capacity(updates.len());
        for update in updates {
            if !first.remove(&update.id) {
                self.metrics.repeated.inc();
                continue;
            }
            self.metrics.updates.inc();
            if let Some(mut incoming) = incoming::read(&update.json)? {
                if let Some(named) = &incoming.to_bot
                    && is_another_bot(conn, named).await?
                {
                    incoming.input = Input::ForAnotherBot;
                }
                if let Some(album) = incoming.album.as_deref().filter(|_| is_new_in_private(&incoming)) {
                    let item = store::album_item(conn, incoming.chat, album, mono).await?;
                    if item > 1 {
                        incoming.input = Input::MoreOfAlbum { second: item == 2 };
                    }
                }
                heard.push(Heard::new(update.id, incoming));
            }
        }
        let schedule = programme::schedule(conn).await?;
        let forum = Forum { programme: &self.programme, schedule: &schedule, now: self.clock.now(), mono };
        let knowledge = self.knowledge.clone().await;
        for several in apart(&heard) {
            turns(conn, memory, forum, several, &knowledge).await?;
        }
        Ok(())
    }
}

/// The turns of different people, one after the other. Their rows are read before and written after all
/// of them, and so are their letters: it is the statements that cost.
async fn turns(
    conn: &mut Conn,
    memory: &mut Memory,
    forum: Forum<'_>,
    several: &[Heard],
    knowledge: &Knowledge,
) -> anyhow::Result<()> {
    let writers: Vec<&Sender> = several.iter().filter_map(Heard::writer).collect();
    let mut people = people::meet(conn, &writers, forum.now).await?;
    let mut letters = Vec::new();
    let mut moved = Vec::new();
    for (at, Heard { update, incoming, .. }) in several.iter().enumerate() {
        let Some(sender) = incoming.from.as_ref().filter(|sender| !sender.is_bot) else { continue };
        if incoming.place == Place::Private && incoming.input == Input::Left {
            people::mark_gone(conn, sender.id).await?;
            continue;
        }
        let asking = several[at].asks(&people, &forum, knowledge);
        match asking {
            Some(first) if !questions::expects(memory, first) => {
                let next = several[at..].iter().map_while(|heard| heard.asks(&people, &forum, knowledge));
                let next: Vec<i64> = next.collect();
                questions::expect(conn, memory, forum, &next).await?;
            }
            Some(_) => {}
            // they may look at what was asked just now
            None => questions::write_down(conn, memory).await?,
        }
        // In groups nobody is met: no personal data there, ever.
        let person = people.remove(&sender.id).unwrap_or_else(|| people::stranger(sender));
        let before = person.clone();
        let mut turn = Turn::new(conn, memory, forum, person, incoming, *update);
        // whatever is logged in a turn names its update
        let span = tracing::info_span!("turn", update);
        route::route(&mut turn, knowledge, several[at].kind()).instrument(span.clone()).await?;
        let (person, mut left) = turn.end();
        span.in_scope(|| tracing::debug!(letters = left.len(), "had its turn"));
        letters.append(&mut left);
        if incoming.place != Place::Private {
            continue;
        }
        let languages =
            |person: &Person| (person.language, person.language_chosen, person.spoken, person.offered.len());
        if languages(&person) != languages(&before) {
            // others may speak to them before this transaction ends
            people::save_language(conn, &person).await?;
        }
        if person.conversation != before.conversation {
            moved.push(person);
        }
    }
    questions::write_down(conn, memory).await?;
    people::save_steps(conn, &moved).await?;
    outbox::put(conn, &letters, forum.mono).await?;
    Ok(())
}

fn is_new_in_private(incoming: &Incoming) -> bool {
    incoming.place == Place::Private && !matches!(incoming.input, Input::Edited | Input::Nothing)
}

/// Whether a command that names a bot is for one with another name, as far as the own one is known.
async fn is_another_bot(conn: &mut Conn, named: &str) -> sqlx::Result<bool> {
    let own = db::setting(conn, db::BOT_NAME).await?;
    Ok(own.is_some_and(|own| !own.eq_ignore_ascii_case(named)))
}

/// Whose update it is, for keeping a person's in order: their number, or none. Read loosely,
/// because the update itself is read only inside its turn.
fn who(update: &RawUpdate) -> i64 {
    let Ok(json) = serde_json::from_str::<serde_json::Value>(update.json.get()) else { return 0 };
    let kinds = json.as_object().into_iter().flat_map(|update| update.values());
    kinds.filter_map(|kind| kind["from"]["id"].as_i64()).next().unwrap_or_default()
}

fn sort(error: impl Into<anyhow::Error>) -> Failure {
    let error = error.into();
    match error.downcast_ref::<sqlx::Error>() {
        Some(cause) if db::is_outage(cause) => Failure::Outage(error),
        _ => Failure::Fault(error),
    }
}
