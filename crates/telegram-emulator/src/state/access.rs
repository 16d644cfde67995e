//! Where the bot may write: errors for unknown chats, chats that refuse the bot, closed topics and replies
//! to missing messages.

use serde_json::json;

use super::emulator_state::EmulatorState;
use crate::api_error::BotApiError;
use crate::model::{Chat, ChatMemberStatus, ChatType};
use crate::request::Params;

impl EmulatorState {
    /// The chat that a parameter names; a chat that does not exist is an error.
    pub fn require_chat(&self, params: &Params, name: &str) -> Result<i64, BotApiError> {
        params
            .int(name)
            .filter(|id| self.chats.contains_key(id))
            .ok_or_else(|| BotApiError::bad_request("chat not found"))
    }

    /// The chat of `chat_id`; a chat to which the bot may not write is an error.
    pub fn require_writable_chat(&self, params: &Params) -> Result<i64, BotApiError> {
        let id = self.require_chat(params, "chat_id")?;
        match self.chats.get(&id).and_then(write_error) {
            Some(error) => Err(error),
            None => Ok(id),
        }
    }

    /// The chat of `chat_id`, of which the bot may know the members; one that it is not in is an error.
    pub fn require_readable_chat(&self, params: &Params) -> Result<i64, BotApiError> {
        let id = self.require_chat(params, "chat_id")?;
        let is_muted = |chat: &Chat| chat.bot_status == ChatMemberStatus::Muted;
        match self.chats.get(&id).filter(|chat| !is_muted(chat)).and_then(write_error) {
            Some(error) => Err(error),
            None => Ok(id),
        }
    }

    /// The topic of `message_thread_id`; one that is missing or closed to the bot is an error.
    pub fn require_open_topic(&self, chat: i64, params: &Params) -> Result<Option<i64>, BotApiError> {
        let topic = params.int("message_thread_id");
        let Some(chat) = self.chats.get(&chat) else { return Ok(None) };
        let not_found = || Err(BotApiError::bad_request("message thread not found"));
        let is_closed = match (&chat.topics, topic) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return not_found(),
            (Some(topics), Some(topic)) if !topics.existing_ids.contains(&topic) => return not_found(),
            (Some(topics), Some(topic)) => topics.closed_ids.contains(&topic),
            (Some(topics), None) => topics.is_general_closed,
        };
        if is_closed && chat.bot_status != ChatMemberStatus::Administrator {
            return Err(BotApiError::bad_request("TOPIC_CLOSED"));
        }
        Ok(topic)
    }

    /// The message of `reply_parameters`. A missing one is an error unless
    /// `allow_sending_without_reply` is set.
    pub fn reply_target(&self, chat: i64, params: &Params) -> Result<Option<i64>, BotApiError> {
        let Some(reply) = params.value("reply_parameters") else { return Ok(None) };
        let id = reply["message_id"].as_i64().filter(|id| self.message(chat, *id).is_some());
        match id {
            Some(id) => Ok(Some(id)),
            None if reply["allow_sending_without_reply"] == json!(true) => Ok(None),
            None => Err(BotApiError::bad_request("message to be replied not found")),
        }
    }
}

/// The error with which Telegram refuses a message of the bot to this chat; `None` when it accepts it.
fn write_error(chat: &Chat) -> Option<BotApiError> {
    if let Some(to) = chat.migrated_to {
        return Some(BotApiError::migrated_to_supergroup(to));
    }
    let chat_type = chat.chat_type.as_str();
    match (chat.chat_type, chat.bot_status) {
        (_, ChatMemberStatus::Member | ChatMemberStatus::Administrator) => None,
        (ChatType::Private, ChatMemberStatus::Kicked) => {
            Some(BotApiError::forbidden("bot was blocked by the user"))
        }
        (ChatType::Private, ChatMemberStatus::Deactivated) => {
            Some(BotApiError::forbidden("user is deactivated"))
        }
        (ChatType::Private, _) => Some(BotApiError::forbidden("bot can't initiate conversation with a user")),
        (_, ChatMemberStatus::Kicked) => {
            Some(BotApiError::forbidden(format!("bot was kicked from the {chat_type} chat")))
        }
        (ChatType::Channel, ChatMemberStatus::Muted) => {
            Some(BotApiError::bad_request("need administrator rights in the channel chat"))
        }
        (_, ChatMemberStatus::Muted) => {
            Some(BotApiError::bad_request("not enough rights to send text messages to the chat"))
        }
        (_, ChatMemberStatus::NeverContacted) => Some(BotApiError::bad_request("chat not found")),
        _ => Some(BotApiError::forbidden(format!("bot is not a member of the {chat_type} chat"))),
    }
}
