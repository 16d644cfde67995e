//! The turns of one run of updates. The statements of all turns are put together where that is possible: people are
//! read and written once, and messages are enqueued once. Turns that follow one another and certainly ask for the same
//! are a series: their feature may read for all of their people at once, and defer its writes to the end of the series.

use tracing::Instrument;

use super::parsed_update::ParsedUpdate;
use super::request::Request;
use super::route::route;
use crate::answers::NluModel;
use crate::cache::TxCache;
use crate::chat::{ChatKind, ChatUser, Input};
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::PersonId;
use crate::outbox;
use crate::people::{self, Person};
use crate::personal_data;
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
    let known_request = |update: &ParsedUpdate| update.known_request(&people, &event, nlu_model);
    let requests: Vec<(&ParsedUpdate, Option<Request>)> =
        updates.iter().map(|update| (update, known_request(update))).collect();
    for series in requests.chunk_by(|(_, one), (_, next)| one.is_some() && one == next) {
        // the turns of a series do not read what the others of it defer
        cache.write_deferred(conn).await?;
        let senders = series.iter().filter_map(|(update, _)| update.private_sender());
        let series_people: Vec<PersonId> = senders.map(|sender| sender.id).collect();
        for (update, _) in series {
            let incoming = &update.incoming;
            let Some(sender) = incoming.from.as_ref().filter(|sender| !sender.is_bot) else { continue };
            if incoming.chat_kind == ChatKind::Private && incoming.input == Input::BotRemoved {
                people::mark_unreachable(conn, sender.id).await?;
                continue;
            }
            // nothing is stored about people in groups
            let person = people.remove(&sender.id).unwrap_or_else(|| people::group_member(sender));
            let before = person.clone();
            let mut turn = Turn::new(conn, cache, event, person, incoming, update.update_id);
            turn.series = &series_people;
            // every log line of the turn names its update
            let span = tracing::info_span!("turn", update = update.update_id.0);
            route(&mut turn, update, nlu_model).instrument(span.clone()).await?;
            let (person, mut outgoing) = turn.finish();
            span.in_scope(|| tracing::debug!(messages = outgoing.len(), "the turn is over"));
            messages.append(&mut outgoing);
            if incoming.chat_kind != ChatKind::Private {
                continue;
            }
            if languages(&person) != languages(&before) {
                // later turns of this transaction may send messages to this person
                people::save_language(conn, &person).await?;
            }
            if person.conversation != before.conversation {
                changed_conversations.push(person);
            }
        }
    }
    cache.write_deferred(conn).await?;
    people::save_conversations(conn, &changed_conversations).await?;
    outbox::enqueue(conn, &messages, event.real_now).await?;
    Ok(())
}

/// A person's languages, as they are stored.
fn languages(person: &Person) -> (Lang, bool, Option<Lang>, usize) {
    (person.language, person.language_chosen, person.reply_language, person.offered_languages.len())
}
