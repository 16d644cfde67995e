//! Changes of messages that are in a chat (edit, delete, react), and answers to callback queries.

use serde_json::{Value, json};

use crate::api_error::BotApiError;
use crate::clock::Millis;
use crate::model::{Author, CallbackAnswer, ChatMemberStatus, ChatMessage, ChatType};
use crate::request::reply_markup::{self, ReplyMarkup};
use crate::request::{CALLBACK_QUERY_TOO_OLD, Params, text_params};
use crate::state::EmulatorState;
use crate::text::utf16_len;

/// How long the bot may delete a message after it was sent.
const DELETE_WINDOW: Millis = 48 * 3_600_000;
/// How long a callback query can be answered. Telegram documents no figure.
const CALLBACK_ANSWER_TIMEOUT: Millis = 30_000;

const MAX_CALLBACK_TEXT_UTF16: usize = 200;

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are \
     exactly the same as a current content and reply markup of the message";

impl EmulatorState {
    /// Edits text, caption or inline keyboard; returns the `Message`.
    pub fn edit(&mut self, method: &'static str, params: &mut Params) -> Result<Value, BotApiError> {
        if !params.text("inline_message_id").is_empty() {
            return Err(BotApiError::bad_request("MESSAGE_ID_INVALID"));
        }
        if params.value("chat_id").is_none() {
            return Err(BotApiError::bad_request("chat_id is empty"));
        }
        let chat = self.require_writable_chat(params)?;
        let Some(id) = params.int("message_id") else {
            return Err(BotApiError::bad_request("message identifier is not specified"));
        };
        let old =
            self.message(chat, id).ok_or_else(|| BotApiError::bad_request("message to edit not found"))?;
        if old.author != Author::Bot || old.forward_origin.is_some() || old.has_reply_keyboard {
            return Err(BotApiError::bad_request("message can't be edited"));
        }
        let mut new = old.clone();
        apply_new_text(method, &mut new, params)?;
        new.inline_keyboard = match reply_markup::parse(params, self.is_private(chat))? {
            ReplyMarkup::None => None,
            ReplyMarkup::InlineKeyboard(rows) => Some(rows),
            ReplyMarkup::ReplyKeyboard { .. } | ReplyMarkup::RemoveKeyboard | ReplyMarkup::ForceReply => {
                return Err(BotApiError::bad_request("inline keyboard expected"));
            }
        };
        if self.message(chat, id).is_some_and(|old| old.has_same_content(&new)) {
            return Err(BotApiError::bad_request(NOT_MODIFIED));
        }
        self.flood_meter.try_acquire(chat, self.clock.real_now())?;
        if method != "editMessageReplyMarkup" {
            new.edited_at = Some(self.clock.message_date());
        }
        let json = self.message_json(&new);
        if let Some(chat) = self.chats.get_mut(&chat) {
            chat.messages.insert(id, new);
        }
        Ok(json)
    }

    /// Deletes a message, which the bot may do with any message of a chat that it administers, with a
    /// recent one of a private chat and with its own recent ones.
    pub fn delete_message(&mut self, params: &Params) -> Result<Value, BotApiError> {
        let chat = self.require_writable_chat(params)?;
        let now = self.clock.real_now();
        let not_found = || BotApiError::bad_request("message to delete not found");
        let (Some(id), Some(chat)) = (params.int("message_id"), self.chats.get_mut(&chat)) else {
            return Err(not_found());
        };
        let message = chat.messages.get(&id).ok_or_else(not_found)?;
        let is_recent = now - message.sent_at < DELETE_WINDOW;
        let may_delete = match chat.chat_type {
            _ if chat.bot_status == ChatMemberStatus::Administrator => true,
            ChatType::Private => is_recent,
            _ => message.author == Author::Bot && is_recent,
        };
        if !may_delete {
            return Err(BotApiError::bad_request("message can't be deleted for everyone"));
        }
        chat.messages.remove(&id);
        Ok(json!(true))
    }

    /// Sets the bot's reaction to a message, at most one emoji.
    pub fn set_reaction(&mut self, params: &mut Params) -> Result<Value, BotApiError> {
        let chat = self.require_writable_chat(params)?;
        let reactions = params.list("reaction").cloned().unwrap_or_default();
        if reactions.len() > 1 {
            return Err(BotApiError::bad_request("REACTIONS_TOO_MANY"));
        }
        if reactions
            .iter()
            .any(|reaction| reaction["type"] != json!("emoji") || !reaction["emoji"].is_string())
        {
            return Err(BotApiError::bad_request("REACTION_INVALID"));
        }
        let id = params.int("message_id").unwrap_or_default();
        match self.chats.get_mut(&chat).and_then(|chat| chat.messages.get_mut(&id)) {
            Some(message) => {
                message.reactions = reactions;
                Ok(json!(true))
            }
            None => Err(BotApiError::bad_request("message to react not found")),
        }
    }

    /// Answers a callback query, once and in time.
    pub fn answer_callback_query(&mut self, params: &Params) -> Result<Value, BotApiError> {
        if utf16_len(params.text("text")) > MAX_CALLBACK_TEXT_UTF16 {
            return Err(BotApiError::bad_request("MESSAGE_TOO_LONG"));
        }
        let id = params.text("callback_query_id");
        let now = self.clock.real_now();
        match self.pending_callbacks.remove(id) {
            Some(pending) if now - pending.pressed_at <= CALLBACK_ANSWER_TIMEOUT => {
                self.add_callback_answer(CallbackAnswer {
                    user_id: pending.user_id,
                    callback_query_id: id.to_owned(),
                    text: params.text("text").to_owned(),
                    show_alert: params.flag("show_alert"),
                    at: now,
                });
                Ok(json!(true))
            }
            _ => Err(BotApiError::bad_request(CALLBACK_QUERY_TOO_OLD)),
        }
    }
}

/// Sets the new text or caption of a message that is edited.
fn apply_new_text(method: &str, message: &mut ChatMessage, params: &mut Params) -> Result<(), BotApiError> {
    match method {
        "editMessageText" => {
            let text = text_params::parse_text(params)?;
            if message.media.is_some() {
                return Err(BotApiError::bad_request("there is no text in the message to edit"));
            }
            message.set_text(params.text("text"), text);
        }
        "editMessageCaption" => {
            let caption = text_params::parse_caption(params)?;
            let has_caption = |kind: &str| kind == "document" || kind == "photo";
            if !message.media.as_ref().is_some_and(|media| has_caption(&media.kind)) {
                return Err(BotApiError::bad_request("there is no caption in the message to edit"));
            }
            message.set_text(params.text("caption"), caption);
        }
        _ => {}
    }
    Ok(())
}
