//! One letter on its way: the call it becomes, and what the answer means for it.

use std::borrow::Cow;

use futures_util::future::BoxFuture;
use serde_json::Value;

use crate::chat::{File, Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::Db;
use crate::outbox::settle::Outcome;
use crate::outbox::{self, Waiting};
use crate::telegram::api::{Api, CallError};
use crate::telegram::outgoing;

/// Makes the file of a recipe such as `calendar:fr:…`; `None` for one that nobody knows.
pub type Kitchen =
    std::sync::Arc<dyn Fn(String) -> BoxFuture<'static, anyhow::Result<Option<File>>> + Send + Sync>;
/// What such a recipe makes is another file each time, and its id is not kept.
pub const FRESH: &str = "fresh:";

/// What became of one try.
#[derive(Debug)]
pub enum Landing {
    Settled(Outcome),
    /// This chat has to wait so many seconds; the others need not.
    Wait(i64),
    /// No answer worth the name: try again, more slowly each time.
    Again(String),
}

/// Tries to deliver one letter, if it is still worth sending `now`.
pub async fn deliver(api: &Api, db: &Db, kitchen: &Kitchen, letter: &Waiting, now: Millis) -> Landing {
    let body = match newest(db, letter).await {
        Ok(Some((_, expires))) if expires != 0 && expires <= now => {
            return Landing::Settled(Outcome::Expired);
        }
        Ok(Some((body, _))) => body,
        Ok(None) => return Landing::Settled(Outcome::Withdrawn),
        Err(error) => return Landing::Again(error.to_string()),
    };
    let mut what: Outgoing = match serde_json::from_str(&body) {
        Ok(what) => what,
        Err(error) => {
            return Landing::Settled(Outcome::Refused { error: format!("unreadable letter: {error}") });
        }
    };
    let (standing, file_id) = match look_up(db, letter, &what).await {
        Ok(found) => found,
        Err(error) => return Landing::Again(error.to_string()),
    };
    let mut answer = call(api, kitchen, letter.chat, &what, standing, file_id.as_deref()).await;
    if matches!(what, Outgoing::InTopic { .. }) && matches!(&answer, Ok(Err(error)) if is_no_topic(error)) {
        // its topic was deleted: said to the whole group
        what = what.content().clone();
        answer = call(api, kitchen, letter.chat, &what, standing, file_id.as_deref()).await;
    }
    if file_id.is_some() && matches!(&answer, Ok(Err(error)) if is_unknown_file(error)) {
        // made and sent anew; the id it gets takes the old one's place
        answer = call(api, kitchen, letter.chat, &what, standing, None).await;
    }
    match answer {
        Ok(Ok(result)) => Landing::Settled(sent(letter, &what, &result)),
        Ok(Err(error)) => failed(api, letter, &what, standing, error).await,
        Err(landing) => landing,
    }
}

/// One call, with the file it carries where Telegram has none of it; or why there is nothing to send.
async fn call(
    api: &Api,
    kitchen: &Kitchen,
    chat: i64,
    what: &Outgoing,
    standing: Option<i64>,
    file_id: Option<&str>,
) -> Result<Result<Value, CallError>, Landing> {
    let (method, body) = outgoing::call(chat, what, standing, file_id);
    match what.content() {
        Outgoing::File { recipe, .. } | Outgoing::Picture { recipe, .. } if file_id.is_none() => {
            match kitchen(recipe.clone()).await {
                Ok(Some(file)) => Ok(api.upload(method, &body, field(what), file).await),
                Ok(None) => {
                    Err(Landing::Settled(Outcome::Refused { error: "nobody knows this recipe".into() }))
                }
                Err(error) => Err(Landing::Again(error.to_string())),
            }
        }
        _ => Ok(api.call(method, &body).await),
    }
}

/// What a letter says, and until when. Reminders and announcements wait long enough to be reworded or, `None`, taken
/// back: the schedule has changed, somebody cancelled.
async fn newest<'l>(db: &Db, letter: &'l Waiting) -> sqlx::Result<Option<(Cow<'l, str>, Millis)>> {
    if letter.urgency < Urgency::Reminder as i64 {
        return Ok(Some((Cow::Borrowed(&letter.body), letter.expires_at)));
    }
    let mut conn = db.reader().await?;
    let newest = outbox::newest(&mut conn, &letter.key).await?;
    Ok(newest.map(|(body, expires)| (Cow::Owned(body), expires)))
}

/// What the database knows that the call needs: the message in the slot, the file sent before.
async fn look_up(db: &Db, letter: &Waiting, what: &Outgoing) -> sqlx::Result<(Option<i64>, Option<String>)> {
    let recipe = recipe(what);
    if letter.slot.is_empty() && recipe.is_none() {
        return Ok((None, None));
    }
    let mut conn = db.reader().await?;
    let standing = match letter.slot.as_str() {
        "" => None,
        slot => outbox::slot(&mut conn, slot).await?.map(|(_, message)| message),
    };
    let file_id = match recipe {
        Some(recipe) => outbox::file_id(&mut conn, recipe).await?,
        None => None,
    };
    Ok((standing, file_id))
}

fn sent(letter: &Waiting, what: &Outgoing, result: &Value) -> Outcome {
    let message = result["message_id"].as_i64().filter(|message| *message > 0);
    let slot = message
        .filter(|_| !letter.slot.is_empty())
        .map(|message| (letter.slot.clone(), letter.chat, message));
    // a picture comes in several sizes, the largest last
    let sent = result["document"]["file_id"]
        .as_str()
        .or_else(|| result["photo"].as_array()?.last()?["file_id"].as_str());
    let file = recipe(what).zip(sent).map(|(recipe, id)| (recipe.to_owned(), id.to_owned()));
    Outcome::Sent { slot, file }
}

/// The recipe of a file that, once sent, can be sent again.
fn recipe(what: &Outgoing) -> Option<&str> {
    match what.content() {
        Outgoing::File { recipe, .. } | Outgoing::Picture { recipe, .. } => {
            (!recipe.starts_with(FRESH)).then_some(recipe)
        }
        Outgoing::Say(_)
        | Outgoing::Edit { .. }
        | Outgoing::Answer { .. }
        | Outgoing::Voice { .. }
        | Outgoing::Photo { .. }
        | Outgoing::Commands(_)
        | Outgoing::Place { .. }
        | Outgoing::InTopic { .. }
        | Outgoing::Reply { .. } => None,
    }
}

fn field(what: &Outgoing) -> &'static str {
    if matches!(what.content(), Outgoing::Picture { .. }) { "photo" } else { "document" }
}

/// Tells apart what is settled all the same, what can never be, and what is worth another try.
async fn failed(
    api: &Api,
    letter: &Waiting,
    what: &Outgoing,
    standing: Option<i64>,
    error: CallError,
) -> Landing {
    let nothing_more = Landing::Settled(Outcome::Sent { slot: None, file: None });
    match error {
        CallError::TooMany(seconds) => Landing::Wait(seconds),
        // it would be sent to where it comes from, again and again
        CallError::Moved { to } if to == letter.chat => {
            Landing::Settled(Outcome::Refused { error: "the group has moved to itself".to_owned() })
        }
        CallError::Moved { to } => Landing::Settled(Outcome::Moved { from: letter.chat, to }),
        CallError::Unreachable(why) => Landing::Again(why),
        CallError::Refused { code: 403, .. } => Landing::Settled(Outcome::Gone { chat: letter.chat }),
        CallError::Refused { code: 400, description } if is_nobody(&description) => {
            Landing::Settled(Outcome::Gone { chat: letter.chat })
        }
        // the token or the server is wrong, or another poller is at work: not this letter's fault
        CallError::Refused { code: code @ (401 | 404 | 409), description } => {
            Landing::Again(format!("{code}: {description}"))
        }
        CallError::Refused { description, .. } if is_settled(&description) => nothing_more,
        CallError::Refused { description, .. } if is_lost(&description) => match (what, standing) {
            (_, Some(_)) => Landing::Settled(Outcome::SlotLost { slot: letter.slot.clone() }),
            // Somebody cleared their chat: what they were to read is said anew.
            (Outgoing::Edit { to, .. }, None) => {
                let (method, body) = outgoing::call(letter.chat, &Outgoing::Say(to.clone()), None, None);
                match api.call::<Value>(method, &body).await {
                    Ok(_) => nothing_more,
                    Err(CallError::TooMany(seconds)) => Landing::Wait(seconds),
                    Err(error) => Landing::Again(error.to_string()),
                }
            }
            _ => Landing::Settled(Outcome::Refused { error: description }),
        },
        CallError::Refused { code, description } => {
            Landing::Settled(Outcome::Refused { error: format!("{code}: {description}") })
        }
    }
}

/// The world already is as the letter wanted it, or the phone no longer waits.
fn is_settled(description: &str) -> bool {
    ["message is not modified", "query is too old", "query ID is invalid"]
        .iter()
        .any(|sign| description.contains(sign))
}

/// There is no such topic in the group any more, or the group has none.
fn is_no_topic(error: &CallError) -> bool {
    matches!(error, CallError::Refused { code: 400, description }
        if description.contains("message thread not found") || description.contains("TOPIC_DELETED"))
}

/// The id of a file sent before is not one any more, or is another bot's.
fn is_unknown_file(error: &CallError) -> bool {
    let signs = ["file identifier", "file_id", "FILE_ID_INVALID", "FILE_REFERENCE", "can't use file of type"];
    matches!(error, CallError::Refused { code: 400, description }
        if signs.iter().any(|sign| description.contains(sign)))
}

/// There is no such chat any more, or none the bot ever met: said with a 400 instead of a 403.
fn is_nobody(description: &str) -> bool {
    ["chat not found", "user not found", "PEER_ID_INVALID"].iter().any(|sign| description.contains(sign))
}

/// The message to be changed is not there any more.
fn is_lost(description: &str) -> bool {
    ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"]
        .iter()
        .any(|sign| description.contains(sign))
}
