//! What the encoder makes of the texts of a batch. A text costs some ten milliseconds, so this comes before a
//! transaction begins, and only texts are read that no activity awaits and that the cheaper models are not sure of.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

use futures_util::future::try_join_all;

use super::parsed_update::ParsedUpdate;
use crate::answers::{self, AskedText, Meaning, NluModel};
use crate::clock::{EventTime, RealTime};
use crate::db::Db;
use crate::i18n::Lang;
use crate::ids::{PersonId, UpdateId};
use crate::people;
use crate::programme::{Programme, Schedule};
use crate::telegram::RawUpdate;
use crate::telegram::incoming;
use crate::turn::EventContext;

/// What was made of the texts that needed it.
pub type Meanings = HashMap<UpdateId, Meaning>;

/// The event as it is printed, at a moment: a change of the schedule does not change what a text means.
pub struct PrintedEvent {
    pub programme: Arc<Programme>,
    pub now: EventTime,
    pub real_now: RealTime,
}

/// Reads the texts of a batch.
pub async fn read_meanings(
    db: &Db,
    event: PrintedEvent,
    nlu_model: &Arc<NluModel>,
    batch: &[RawUpdate],
) -> sqlx::Result<Meanings> {
    let updates: Vec<ParsedUpdate> = batch.iter().filter_map(parse_free_text).collect();
    if updates.is_empty() {
        return Ok(Meanings::new());
    }
    let senders: Vec<_> = updates.iter().filter_map(|update| Some(update.private_sender()?.id)).collect();
    let people = people::find_people(&mut *db.reader().await?, &senders).await?;
    let mut updates_of: HashMap<PersonId, usize> = HashMap::new();
    for sender in batch.iter().filter_map(|update| Some(incoming::find_reply_target(&update.json)?.person)) {
        *updates_of.entry(sender).or_default() += 1;
    }
    let texts: Vec<(UpdateId, String)> = updates
        .into_iter()
        .filter_map(|update| {
            let sender = update.private_sender()?.id;
            // an awaited text is what was awaited, or certainly something else; an earlier update of the batch may
            // change what is awaited
            let is_free = people.get(&sender).is_none_or(|person| person.conversation.is_idle());
            let has_others = updates_of.get(&sender).is_some_and(|count| *count > 1);
            let text = update.text.as_ref()?.typed.as_str().to_owned();
            (is_free || has_others).then_some((update.update_id, text))
        })
        .collect();
    let event = Arc::new(event);
    let share = texts.len().div_ceil(thread::available_parallelism().map_or(1, usize::from)).max(1);
    let readers = texts.chunks(share).map(|texts| {
        let (event, nlu_model, texts) = (event.clone(), nlu_model.clone(), texts.to_vec());
        tokio::task::spawn_blocking(move || read_texts(&event, &nlu_model, texts))
    });
    let read = try_join_all(readers).await.map_err(|error| sqlx::Error::Io(error.into()))?;
    Ok(read.into_iter().flatten().collect())
}

/// A text in a private chat that is neither a command nor a button.
fn parse_free_text(update: &RawUpdate) -> Option<ParsedUpdate> {
    let incoming = incoming::parse_update(&update.json).ok()??;
    let parsed = ParsedUpdate::new(update.id, incoming);
    let text = parsed.text.as_ref()?;
    (text.menu_item.is_none() && !text.typed.starts_with('/')).then_some(parsed)
}

fn read_texts(
    event: &PrintedEvent,
    nlu_model: &NluModel,
    texts: Vec<(UpdateId, String)>,
) -> Vec<(UpdateId, Meaning)> {
    let PrintedEvent { programme, now, real_now } = event;
    let schedule = Schedule::from_programme(programme);
    let event = EventContext { programme, schedule: &schedule, now: *now, real_now: *real_now };
    // whatever the person's language, so that a batch reads as its updates one by one
    let read = |(update, text): (UpdateId, String)| {
        Some((update, answers::read_meaning(&event, &AskedText::new(&text, Lang::Fr), nlu_model)?))
    };
    texts.into_iter().filter_map(read).collect()
}
