//! The turns of one run of updates. The statements of all turns are put together where that is possible: people are
//! read and written once, messages are enqueued once, and questions that are asked one after another are inserted
//! together.

use tracing::Instrument;

use super::parsed_update::ParsedUpdate;
use super::route::route;
use crate::answers::NluModel;
use crate::cache::TxCache;
use crate::chat::{ChatKind, ChatUser, Input};
use crate::db::Conn;
use crate::ids::PersonId;
use crate::outbox;
use crate::people::{self, Person};
use crate::personal_data;
use crate::questions;
use crate::turn::{EventContext, Turn, TurnResult};

/// Runs the turns of updates from different people, in order.
pub async fn run_turns(
    conn: &mut Conn,
    cache: &mut TxCache,
    event: EventContext<'_>,
    updates: &[ParsedUpdate],
    nlu_model: &NluModel,
) -> TurnResult<()> {
    let senders: Vec<&ChatUser> = updates.iter().filter_map(ParsedUpdate::private_sender).collect();
    let people::Senders { mut people, new } = people::upsert_senders(conn, &senders, event.now).await?;
    personal_data::restore_facts(conn, &new).await?;
    let mut messages = Vec::new();
    let mut changed_conversations = Vec::new();
    for (at, update) in updates.iter().enumerate() {
        let incoming = &update.incoming;
        let Some(sender) = incoming.from.as_ref().filter(|sender| !sender.is_bot) else { continue };
        if incoming.chat_kind == ChatKind::Private && incoming.input == Input::BotRemoved {
            people::mark_unreachable(conn, sender.id).await?;
            continue;
        }
        match update.question_author(&people, &event, nlu_model) {
            Some(author) if !questions::is_asker_prefetched(cache, author) => {
                let authors: Vec<PersonId> = updates[at..]
                    .iter()
                    .map_while(|update| update.question_author(&people, &event, nlu_model))
                    .collect();
                questions::prefetch_askers(conn, cache, event, &authors).await?;
            }
            Some(_) => {}
            // every other turn may read the questions
            None => questions::flush_inserts(conn, cache).await?,
        }
        // nothing is stored about people in groups
        let person = people.remove(&sender.id).unwrap_or_else(|| people::group_member(sender));
        let before = person.clone();
        let mut turn = Turn::new(conn, cache, event, person, incoming, update.update_id);
        // every log line of the turn names its update
        let span = tracing::info_span!("turn", update = update.update_id.0);
        route(&mut turn, update, nlu_model).instrument(span.clone()).await?;
        let (person, mut outgoing) = turn.finish();
        span.in_scope(|| tracing::debug!(messages = outgoing.len(), "the turn is over"));
        messages.append(&mut outgoing);
        if incoming.chat_kind != ChatKind::Private {
            continue;
        }
        let languages = |person: &Person| {
            (person.language, person.language_chosen, person.reply_language, person.offered_languages.len())
        };
        if languages(&person) != languages(&before) {
            // later turns of this transaction may send messages to this person
            people::save_language(conn, &person).await?;
        }
        if person.conversation != before.conversation {
            changed_conversations.push(person);
        }
    }
    questions::flush_inserts(conn, cache).await?;
    people::save_conversations(conn, &changed_conversations).await?;
    outbox::enqueue(conn, &messages, event.real_now).await?;
    Ok(())
}
