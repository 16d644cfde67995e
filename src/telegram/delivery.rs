//! One letter on its way: the call it becomes, and what the answer means for it.

use std::borrow::Cow;

use futures_util::future::BoxFuture;
use serde_json::Value;

use crate::chat::{Outgoing, RenderedFile, Urgency};
use crate::clock::Millis;
use crate::db::Db;
use crate::outbox::delivery_results::DeliveryOutcome;
use crate::outbox::{self, QueuedMessage};
use crate::telegram::api::{BotApi, CallError};
use crate::telegram::outgoing;

/// Makes the file of a recipe such as `calendar:fr:…`; `None` for one that nobody knows.
pub type AttachmentRenderer =
    std::sync::Arc<dyn Fn(String) -> BoxFuture<'static, anyhow::Result<Option<RenderedFile>>> + Send + Sync>;
/// What such a recipe makes is another file each time, and its id is not kept.
pub const UNCACHED: &str = "fresh:";

/// What became of one try.
#[derive(Debug)]
pub enum AttemptOutcome {
    Finished(DeliveryOutcome),
    /// This chat has to wait so many seconds; the others need not.
    RateLimited(i64),
    /// No answer worth the name: try again, more slowly each time.
    Retry(String),
}

/// Tries to deliver one letter, if it is still worth sending `now`.
pub async fn deliver(
    api: &BotApi,
    db: &Db,
    kitchen: &AttachmentRenderer,
    letter: &QueuedMessage,
    now: Millis,
) -> AttemptOutcome {
    let body = match current_body(db, letter).await {
        Ok(Some((_, expires))) if expires != 0 && expires <= now => {
            return AttemptOutcome::Finished(DeliveryOutcome::Expired);
        }
        Ok(Some((body, _))) => body,
        Ok(None) => return AttemptOutcome::Finished(DeliveryOutcome::Cancelled),
        Err(error) => return AttemptOutcome::Retry(error.to_string()),
    };
    let mut what: Outgoing = match serde_json::from_str(&body) {
        Ok(what) => what,
        Err(error) => {
            return AttemptOutcome::Finished(DeliveryOutcome::PermanentFailure {
                error: format!("unreadable letter: {error}"),
            });
        }
    };
    let (standing, file_id) = match find_known_ids(db, letter, &what).await {
        Ok(found) => found,
        Err(error) => return AttemptOutcome::Retry(error.to_string()),
    };
    let mut answer = execute_call(api, kitchen, letter.chat, &what, standing, file_id.as_deref()).await;
    if matches!(what, Outgoing::InTopic { .. })
        && matches!(&answer, Ok(Err(error)) if is_topic_missing(error))
    {
        // its topic was deleted: said to the whole group
        what = what.without_topic().clone();
        answer = execute_call(api, kitchen, letter.chat, &what, standing, file_id.as_deref()).await;
    }
    if file_id.is_some() && matches!(&answer, Ok(Err(error)) if is_invalid_file_id(error)) {
        // made and sent anew; the id it gets takes the old one's place
        answer = execute_call(api, kitchen, letter.chat, &what, standing, None).await;
    }
    match answer {
        Ok(Ok(result)) => AttemptOutcome::Finished(sent_outcome(letter, &what, &result)),
        Ok(Err(error)) => classify_error(api, letter, &what, standing, error).await,
        Err(landing) => landing,
    }
}

/// One call, with the file it carries where Telegram has none of it; or why there is nothing to send.
async fn execute_call(
    api: &BotApi,
    kitchen: &AttachmentRenderer,
    chat: i64,
    what: &Outgoing,
    standing: Option<i64>,
    file_id: Option<&str>,
) -> Result<Result<Value, CallError>, AttemptOutcome> {
    let (method, body) = outgoing::build_call(chat, what, standing, file_id);
    match what.without_topic() {
        Outgoing::File { spec: recipe, .. } | Outgoing::Picture { spec: recipe, .. } if file_id.is_none() => {
            match kitchen(recipe.clone()).await {
                Ok(Some(file)) => Ok(api.upload(method, &body, file_field(what), file).await),
                Ok(None) => Err(AttemptOutcome::Finished(DeliveryOutcome::PermanentFailure {
                    error: "nobody knows this recipe".into(),
                })),
                Err(error) => Err(AttemptOutcome::Retry(error.to_string())),
            }
        }
        _ => Ok(api.call(method, &body).await),
    }
}

/// What a letter says, and until when. Reminders and announcements wait long enough to be reworded or, `None`, taken
/// back: the schedule has changed, somebody cancelled.
async fn current_body<'l>(
    db: &Db,
    letter: &'l QueuedMessage,
) -> sqlx::Result<Option<(Cow<'l, str>, Millis)>> {
    if letter.urgency < Urgency::Reminder as i64 {
        return Ok(Some((Cow::Borrowed(&letter.body), letter.expires_at)));
    }
    let mut conn = db.reader().await?;
    let newest = outbox::find_queued_body(&mut conn, &letter.key).await?;
    Ok(newest.map(|(body, expires)| (Cow::Owned(body), expires)))
}

/// What the database knows that the call needs: the message in the slot, the file sent before.
async fn find_known_ids(
    db: &Db,
    letter: &QueuedMessage,
    what: &Outgoing,
) -> sqlx::Result<(Option<i64>, Option<String>)> {
    let recipe = cacheable_spec(what);
    if letter.live_message.is_empty() && recipe.is_none() {
        return Ok((None, None));
    }
    let mut conn = db.reader().await?;
    let standing = match letter.live_message.as_str() {
        "" => None,
        slot => outbox::find_live_message(&mut conn, slot).await?.map(|(_, message)| message),
    };
    let file_id = match recipe {
        Some(recipe) => outbox::find_file_id(&mut conn, recipe).await?,
        None => None,
    };
    Ok((standing, file_id))
}

fn sent_outcome(letter: &QueuedMessage, what: &Outgoing, result: &Value) -> DeliveryOutcome {
    let message = result["message_id"].as_i64().filter(|message| *message > 0);
    let slot = message
        .filter(|_| !letter.live_message.is_empty())
        .map(|message| (letter.live_message.clone(), letter.chat, message));
    // a picture comes in several sizes, the largest last
    let sent = result["document"]["file_id"]
        .as_str()
        .or_else(|| result["photo"].as_array()?.last()?["file_id"].as_str());
    let file = cacheable_spec(what).zip(sent).map(|(recipe, id)| (recipe.to_owned(), id.to_owned()));
    DeliveryOutcome::Sent { slot, file }
}

/// The recipe of a file that, once sent, can be sent again.
fn cacheable_spec(what: &Outgoing) -> Option<&str> {
    match what.without_topic() {
        Outgoing::File { spec: recipe, .. } | Outgoing::Picture { spec: recipe, .. } => {
            (!recipe.starts_with(UNCACHED)).then_some(recipe)
        }
        Outgoing::Message(_)
        | Outgoing::Edit { .. }
        | Outgoing::AnswerPress { .. }
        | Outgoing::Voice { .. }
        | Outgoing::Photo { .. }
        | Outgoing::Commands(_)
        | Outgoing::Venue { .. }
        | Outgoing::InTopic { .. }
        | Outgoing::Reply { .. } => None,
    }
}

fn file_field(what: &Outgoing) -> &'static str {
    if matches!(what.without_topic(), Outgoing::Picture { .. }) { "photo" } else { "document" }
}

/// Tells apart what is settled all the same, what can never be, and what is worth another try.
async fn classify_error(
    api: &BotApi,
    letter: &QueuedMessage,
    what: &Outgoing,
    standing: Option<i64>,
    error: CallError,
) -> AttemptOutcome {
    let nothing_more = AttemptOutcome::Finished(DeliveryOutcome::Sent { slot: None, file: None });
    match error {
        CallError::RateLimited(seconds) => AttemptOutcome::RateLimited(seconds),
        // it would be sent to where it comes from, again and again
        CallError::GroupMigrated { to } if to == letter.chat => {
            AttemptOutcome::Finished(DeliveryOutcome::PermanentFailure {
                error: "the group has moved to itself".to_owned(),
            })
        }
        CallError::GroupMigrated { to } => {
            AttemptOutcome::Finished(DeliveryOutcome::GroupMigrated { from: letter.chat, to })
        }
        CallError::ServerUnavailable(why) => AttemptOutcome::Retry(why),
        CallError::ClientError { code: 403, .. } => {
            AttemptOutcome::Finished(DeliveryOutcome::ChatUnreachable { chat: letter.chat })
        }
        CallError::ClientError { code: 400, description } if is_chat_missing(&description) => {
            AttemptOutcome::Finished(DeliveryOutcome::ChatUnreachable { chat: letter.chat })
        }
        // the token or the server is wrong, or another poller is at work: not this letter's fault
        CallError::ClientError { code: code @ (401 | 404 | 409), description } => {
            AttemptOutcome::Retry(format!("{code}: {description}"))
        }
        CallError::ClientError { description, .. } if is_already_done(&description) => nothing_more,
        CallError::ClientError { description, .. } if is_message_missing(&description) => {
            match (what, standing) {
                (_, Some(_)) => AttemptOutcome::Finished(DeliveryOutcome::LiveMessageLost {
                    slot: letter.live_message.clone(),
                }),
                // Somebody cleared their chat: what they were to read is said anew.
                (Outgoing::Edit { new_message: to, .. }, None) => {
                    let (method, body) =
                        outgoing::build_call(letter.chat, &Outgoing::Message(to.clone()), None, None);
                    match api.call::<Value>(method, &body).await {
                        Ok(_) => nothing_more,
                        Err(CallError::RateLimited(seconds)) => AttemptOutcome::RateLimited(seconds),
                        Err(error) => AttemptOutcome::Retry(error.to_string()),
                    }
                }
                _ => AttemptOutcome::Finished(DeliveryOutcome::PermanentFailure { error: description }),
            }
        }
        CallError::ClientError { code, description } => {
            AttemptOutcome::Finished(DeliveryOutcome::PermanentFailure {
                error: format!("{code}: {description}"),
            })
        }
    }
}

/// The world already is as the letter wanted it, or the phone no longer waits.
fn is_already_done(description: &str) -> bool {
    ["message is not modified", "query is too old", "query ID is invalid"]
        .iter()
        .any(|sign| description.contains(sign))
}

/// There is no such topic in the group any more, or the group has none.
fn is_topic_missing(error: &CallError) -> bool {
    matches!(error, CallError::ClientError { code: 400, description }
        if description.contains("message thread not found") || description.contains("TOPIC_DELETED"))
}

/// The id of a file sent before is not one any more, or is another bot's.
fn is_invalid_file_id(error: &CallError) -> bool {
    let signs = ["file identifier", "file_id", "FILE_ID_INVALID", "FILE_REFERENCE", "can't use file of type"];
    matches!(error, CallError::ClientError { code: 400, description }
        if signs.iter().any(|sign| description.contains(sign)))
}

/// There is no such chat any more, or none the bot ever met: said with a 400 instead of a 403.
fn is_chat_missing(description: &str) -> bool {
    ["chat not found", "user not found", "PEER_ID_INVALID"].iter().any(|sign| description.contains(sign))
}

/// The message to be changed is not there any more.
fn is_message_missing(description: &str) -> bool {
    ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"]
        .iter()
        .any(|sign| description.contains(sign))
}
