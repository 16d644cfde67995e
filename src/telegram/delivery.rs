//! Delivers one message: builds its call, makes it, and interprets the answer.

use std::borrow::Cow;

use futures_util::future::BoxFuture;
use serde_json::Value;

use super::api::{BotApi, CallError};
use super::outgoing;
use crate::chat::{Outgoing, RenderedFile, Urgency};
use crate::clock::RealTime;
use crate::db::Db;
use crate::ids::{ChatId, MessageId};
use crate::outbox::delivery_results::{DeliveryOutcome, LiveMessage, SentFile};
use crate::outbox::{self, QueuedMessage, UnreadableBody};

/// Renders the file of a spec such as `calendar:fr:…`; `None` for a spec that no module knows.
pub type AttachmentRenderer =
    std::sync::Arc<dyn Fn(String) -> BoxFuture<'static, anyhow::Result<Option<RenderedFile>>> + Send + Sync>;
/// Prefix of a spec whose file differs each time, so that its id is not kept.
pub(crate) const UNCACHED: &str = "fresh:";

/// The outcome of one attempt.
#[derive(Debug)]
pub(super) enum AttemptOutcome {
    Finished(DeliveryOutcome),
    /// The server asks to send nothing to this chat for so many seconds.
    RateLimited(i64),
    /// A failure that another attempt may overcome, with its reason.
    Retry(String),
}

fn permanent_failure(error: impl Into<String>) -> AttemptOutcome {
    AttemptOutcome::Finished(DeliveryOutcome::PermanentFailure { error: error.into() })
}

/// Tries to deliver a message, unless it has expired or was cancelled by `now`.
pub(super) async fn deliver(
    api: &BotApi,
    db: &Db,
    renderer: &AttachmentRenderer,
    message: &QueuedMessage,
    now: RealTime,
) -> AttemptOutcome {
    match try_deliver(api, db, renderer, message, now).await {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

async fn try_deliver(
    api: &BotApi,
    db: &Db,
    renderer: &AttachmentRenderer,
    message: &QueuedMessage,
    now: RealTime,
) -> Result<AttemptOutcome, AttemptOutcome> {
    let retry = |error: sqlx::Error| AttemptOutcome::Retry(error.to_string());
    let Some((body, expires_at)) = current_body(db, message).await.map_err(retry)? else {
        return Ok(AttemptOutcome::Finished(DeliveryOutcome::Cancelled));
    };
    if expires_at.is_some_and(|expires_at| expires_at <= now) {
        return Ok(AttemptOutcome::Finished(DeliveryOutcome::Expired));
    }
    let mut body: &Outgoing = match body.as_ref() {
        Ok(body) => body,
        Err(error) => return Err(permanent_failure(error.to_string())),
    };
    let (live_message, file_id) = find_known_ids(db, message, body).await.map_err(retry)?;
    let call = async |body: &Outgoing, file_id: Option<&str>| {
        execute_call(api, renderer, message.chat, body, live_message, file_id).await
    };
    let mut answer = call(body, file_id.as_deref()).await?;
    if matches!(body, Outgoing::InTopic { .. }) && answer.as_ref().is_err_and(is_topic_missing) {
        // The topic was deleted: send the message to the whole group.
        body = body.without_topic();
        answer = call(body, file_id.as_deref()).await?;
    }
    if file_id.is_some() && answer.as_ref().is_err_and(is_invalid_file_id) {
        // Render and upload the file again; its new id replaces the old one.
        answer = call(body, None).await?;
    }
    Ok(match answer {
        Ok(result) => AttemptOutcome::Finished(sent_outcome(message, body, &result)),
        Err(error) => classify_error(api, message, body, live_message, error).await,
    })
}

/// Makes one call, with the file as an upload where Telegram does not have it.
async fn execute_call(
    api: &BotApi,
    renderer: &AttachmentRenderer,
    chat: ChatId,
    body: &Outgoing,
    live_message: Option<MessageId>,
    file_id: Option<&str>,
) -> Result<Result<Value, CallError>, AttemptOutcome> {
    let (method, json) = outgoing::build_call(chat, body, live_message, file_id);
    match body.without_topic() {
        Outgoing::File { spec, .. } | Outgoing::Picture { spec, .. } if file_id.is_none() => {
            match renderer(spec.clone()).await {
                Ok(Some(file)) => Ok(api.upload(method, &json, file_field(body), file).await),
                Ok(None) => Err(permanent_failure("no module renders this file")),
                Err(error) => Err(AttemptOutcome::Retry(error.to_string())),
            }
        }
        _ => Ok(api.call(method, &json).await),
    }
}

type Body<'m> = Cow<'m, Result<Outgoing, UnreadableBody>>;

/// The message's body and deadline; `None` if it was cancelled. Those of reminders and announcements are read
/// again, because they wait long enough to be changed or cancelled after a schedule change.
async fn current_body<'m>(
    db: &Db,
    message: &'m QueuedMessage,
) -> sqlx::Result<Option<(Body<'m>, Option<RealTime>)>> {
    if message.urgency < Urgency::Reminder {
        return Ok(Some((Cow::Borrowed(&message.body), message.expires_at)));
    }
    let mut conn = db.reader().await?;
    let current = outbox::find_queued_body(&mut conn, &message.key).await?;
    Ok(current.map(|(body, expires_at)| (Cow::Owned(body), expires_at)))
}

/// The ids that the call needs: of the live message to edit, and of the file if it was sent before.
async fn find_known_ids(
    db: &Db,
    message: &QueuedMessage,
    body: &Outgoing,
) -> sqlx::Result<(Option<MessageId>, Option<String>)> {
    let spec = cacheable_spec(body);
    if message.live_message.is_none() && spec.is_none() {
        return Ok((None, None));
    }
    let mut conn = db.reader().await?;
    let live_message = match &message.live_message {
        Some(name) => outbox::find_live_message(&mut conn, name).await?.map(|(_, message)| message),
        None => None,
    };
    let file_id = match spec {
        Some(spec) => outbox::find_file_id(&mut conn, spec).await?,
        None => None,
    };
    Ok((live_message, file_id))
}

fn sent_outcome(message: &QueuedMessage, body: &Outgoing, result: &Value) -> DeliveryOutcome {
    let sent = result["message_id"].as_i64().filter(|id| *id > 0);
    let live_message = message.live_message.clone().zip(sent);
    let live_message =
        live_message.map(|(name, id)| LiveMessage { name, chat: message.chat, message: MessageId(id) });
    // A picture comes in several sizes, the largest last.
    let file_id = result["document"]["file_id"]
        .as_str()
        .or_else(|| result["photo"].as_array()?.last()?["file_id"].as_str());
    let file = cacheable_spec(body).zip(file_id);
    let file = file.map(|(spec, id)| SentFile { spec: spec.to_owned(), file_id: id.to_owned() });
    DeliveryOutcome::Sent { live_message, file }
}

/// The spec of a file that can be sent again by its id.
fn cacheable_spec(body: &Outgoing) -> Option<&str> {
    match body.without_topic() {
        Outgoing::File { spec, .. } | Outgoing::Picture { spec, .. } => {
            (!spec.starts_with(UNCACHED)).then_some(spec)
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

fn file_field(body: &Outgoing) -> &'static str {
    if matches!(body.without_topic(), Outgoing::Picture { .. }) { "photo" } else { "document" }
}

/// Decides whether a failed call means that the message is done, can never be sent, or is to be retried.
async fn classify_error(
    api: &BotApi,
    message: &QueuedMessage,
    body: &Outgoing,
    live_message: Option<MessageId>,
    error: CallError,
) -> AttemptOutcome {
    match error {
        CallError::RateLimited(seconds) => AttemptOutcome::RateLimited(seconds),
        // Moving the message would bring it back here for ever.
        CallError::GroupMigrated { to } if to == message.chat => {
            permanent_failure("the group has moved to itself")
        }
        CallError::GroupMigrated { to } => {
            AttemptOutcome::Finished(DeliveryOutcome::GroupMigrated { from: message.chat, to })
        }
        CallError::ServerUnavailable(reason) => AttemptOutcome::Retry(reason),
        CallError::ClientError { code: 403, .. } => {
            AttemptOutcome::Finished(DeliveryOutcome::ChatUnreachable { chat: message.chat })
        }
        CallError::ClientError { code: 400, description } if is_chat_missing(&description) => {
            AttemptOutcome::Finished(DeliveryOutcome::ChatUnreachable { chat: message.chat })
        }
        CallError::ClientError { code: 400, description }
            if message.chat.is_group() && is_writing_forbidden(&description) =>
        {
            AttemptOutcome::Finished(DeliveryOutcome::ChatUnreachable { chat: message.chat })
        }
        // The token or the server is wrong, or another poller is active: not this message's fault.
        CallError::ClientError { code: code @ (401 | 404 | 409), description } => {
            AttemptOutcome::Retry(format!("{code}: {description}"))
        }
        CallError::ClientError { description, .. } if is_already_done(&description) => {
            AttemptOutcome::Finished(DeliveryOutcome::DONE)
        }
        CallError::ClientError { description, .. } if is_message_missing(&description) => {
            match (&message.live_message, live_message, body) {
                (Some(name), Some(_), _) => {
                    AttemptOutcome::Finished(DeliveryOutcome::LiveMessageLost { name: name.clone() })
                }
                // The person cleared the chat: send the new text as a message.
                (_, _, Outgoing::Edit { new_message, .. }) => {
                    send_instead_of_edit(api, message.chat, new_message).await
                }
                _ => permanent_failure(description),
            }
        }
        CallError::ClientError { code, description } => permanent_failure(format!("{code}: {description}")),
    }
}

async fn send_instead_of_edit(
    api: &BotApi,
    chat: ChatId,
    new_message: &crate::chat::Message,
) -> AttemptOutcome {
    let (method, json) = outgoing::build_call(chat, &Outgoing::Message(new_message.clone()), None, None);
    match api.call::<Value>(method, &json).await {
        Ok(_) => AttemptOutcome::Finished(DeliveryOutcome::DONE),
        Err(CallError::RateLimited(seconds)) => AttemptOutcome::RateLimited(seconds),
        Err(error) => AttemptOutcome::Retry(error.to_string()),
    }
}

/// The message already is as wanted, or the phone no longer waits for the answer to its press.
fn is_already_done(description: &str) -> bool {
    ["message is not modified", "query is too old", "query ID is invalid"]
        .iter()
        .any(|sign| description.contains(sign))
}

/// The group has no such topic any more, or no topics.
fn is_topic_missing(error: &CallError) -> bool {
    matches!(error, CallError::ClientError { code: 400, description }
        if description.contains("message thread not found") || description.contains("TOPIC_DELETED"))
}

/// The id of a file sent before has expired, or is another bot's.
fn is_invalid_file_id(error: &CallError) -> bool {
    let signs = ["file identifier", "file_id", "FILE_ID_INVALID", "FILE_REFERENCE", "can't use file of type"];
    matches!(error, CallError::ClientError { code: 400, description }
        if signs.iter().any(|sign| description.contains(sign)))
}

/// The chat no longer exists, or the bot never met it: Telegram answers 400 instead of 403.
fn is_chat_missing(description: &str) -> bool {
    ["chat not found", "user not found", "PEER_ID_INVALID"].iter().any(|sign| description.contains(sign))
}

/// The bot is in the group or channel, and may not write there.
fn is_writing_forbidden(description: &str) -> bool {
    [
        "not enough rights to send text messages",
        "have no rights to send a message",
        "need administrator rights in the channel",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_SEND_PLAIN_FORBIDDEN",
        "group chat was deactivated",
    ]
    .iter()
    .any(|sign| description.contains(sign))
}

/// The message to edit no longer exists.
fn is_message_missing(description: &str) -> bool {
    ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"]
        .iter()
        .any(|sign| description.contains(sign))
}
