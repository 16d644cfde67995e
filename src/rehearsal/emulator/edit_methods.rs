//! What the bot does to messages that are there, and to presses: edit, delete, react, answer.

use serde_json::{Value, json};

use super::api_error::BotApiError;
use super::inspection::CallbackAnswer;
use super::model::{Author, ChatMemberStatus, ChatMessage, ChatType};
use super::params::Params;
use super::reply_markup::{self, ReplyMarkup};
use super::{CALLBACK_QUERY_TOO_OLD, EmulatorState, validation};
use crate::clock::Millis;
use crate::text::utf16_len;

/// A bot may delete its own messages for two days.
const DELETE_WINDOW: Millis = 48 * 3_600_000;
/// How long a press waits for its answer. Telegram tells no figure; presses are answered at once
/// or too late.
const CALLBACK_ANSWER_TIMEOUT: Millis = 30_000;

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are \
     exactly the same as a current content and reply markup of the message";

impl EmulatorState {
    pub(super) fn edit(&mut self, method: &'static str, p: &mut Params) -> Result<Value, BotApiError> {
        if !p.text("inline_message_id").is_empty() {
            return Err(BotApiError::bad_request("MESSAGE_ID_INVALID"));
        }
        if p.value("chat_id").is_none() {
            return Err(BotApiError::bad_request("chat_id is empty"));
        }
        let chat = self.require_writable_chat(p)?;
        let Some(id) = p.int("message_id") else {
            return Err(BotApiError::bad_request("message identifier is not specified"));
        };
        let old =
            self.message(chat, id).ok_or_else(|| BotApiError::bad_request("message to edit not found"))?;
        if old.author != Author::Bot || old.forward_origin.is_some() || old.has_reply_keyboard {
            return Err(BotApiError::bad_request("message can't be edited"));
        }
        let mut new = old.clone();
        apply_new_text(method, &mut new, p)?;
        new.inline_keyboard = match reply_markup::parse(p, self.is_private(chat))? {
            ReplyMarkup::None => None,
            ReplyMarkup::InlineKeyboard(rows) => Some(rows),
            ReplyMarkup::ReplyKeyboard(..) | ReplyMarkup::RemoveKeyboard | ReplyMarkup::ForceReply => {
                return Err(BotApiError::bad_request("inline keyboard expected"));
            }
        };
        if self.message(chat, id).is_some_and(|old| old.has_same_content(&new)) {
            return Err(BotApiError::bad_request(NOT_MODIFIED));
        }
        self.flood_meter.try_acquire(chat, self.clock.real_now())?;
        if method != "editMessageReplyMarkup" {
            new.edited_at = Some(self.clock.event_now());
        }
        let json = self.message_json(&new);
        if let Some(chat) = self.chats.get_mut(&chat) {
            chat.messages.insert(id, new);
        }
        Ok(json)
    }

    pub(super) fn delete_message(&mut self, p: &Params) -> Result<Value, BotApiError> {
        let chat = self.require_writable_chat(p)?;
        let now = self.clock.real_now();
        let gone = || BotApiError::bad_request("message to delete not found");
        let (Some(id), Some(chat)) = (p.int("message_id"), self.chats.get_mut(&chat)) else {
            return Err(gone());
        };
        let bubble = chat.messages.get(&id).ok_or_else(gone)?;
        let may = match chat.chat_type {
            _ if chat.bot_status == ChatMemberStatus::Administrator => true,
            ChatType::Private => now - bubble.sent_at < DELETE_WINDOW,
            _ => bubble.author == Author::Bot && now - bubble.sent_at < DELETE_WINDOW,
        };
        if !may {
            return Err(BotApiError::bad_request("message can't be deleted for everyone"));
        }
        chat.messages.remove(&id);
        Ok(json!(true))
    }

    pub(super) fn set_reaction(&mut self, p: &mut Params) -> Result<Value, BotApiError> {
        let chat = self.require_writable_chat(p)?;
        let reactions = p.list("reaction").cloned().unwrap_or_default();
        if reactions.len() > 1 {
            return Err(BotApiError::bad_request("REACTIONS_TOO_MANY"));
        }
        if reactions
            .iter()
            .any(|reaction| reaction["type"] != json!("emoji") || !reaction["emoji"].is_string())
        {
            return Err(BotApiError::bad_request("REACTION_INVALID"));
        }
        let id = p.int("message_id").unwrap_or_default();
        match self.chats.get_mut(&chat).and_then(|chat| chat.messages.get_mut(&id)) {
            Some(bubble) => {
                bubble.reactions = reactions;
                Ok(json!(true))
            }
            None => Err(BotApiError::bad_request("message to react not found")),
        }
    }

    pub(super) fn answer_callback_query(&mut self, p: &Params) -> Result<Value, BotApiError> {
        if utf16_len(p.text("text")) > 200 {
            return Err(BotApiError::bad_request("MESSAGE_TOO_LONG"));
        }
        let id = p.text("callback_query_id");
        let now = self.clock.real_now();
        match self.pending_callbacks.remove(id) {
            Some(press) if now - press.at <= CALLBACK_ANSWER_TIMEOUT => {
                let (text, show_alert) = (p.text("text").to_owned(), p.flag("show_alert"));
                let toast = CallbackAnswer {
                    user_id: press.user,
                    callback_query_id: id.to_owned(),
                    text,
                    show_alert,
                    at: now,
                };
                super::request_log::push_bounded(&mut self.callback_answers, toast, self.history_limit);
                Ok(json!(true))
            }
            _ => Err(BotApiError::bad_request(CALLBACK_QUERY_TOO_OLD)),
        }
    }
}

/// Gives a bubble its new text or caption.
fn apply_new_text(method: &str, bubble: &mut ChatMessage, p: &mut Params) -> Result<(), BotApiError> {
    match method {
        "editMessageText" => {
            let text = validation::parse_text(p)?;
            if bubble.media.is_some() {
                return Err(BotApiError::bad_request("there is no text in the message to edit"));
            }
            bubble.set_text(p.text("text"), text);
        }
        "editMessageCaption" => {
            let caption = validation::parse_caption(p)?;
            let captioned = |kind: &str| kind == "document" || kind == "photo";
            if !bubble.media.as_ref().is_some_and(|media| captioned(&media.kind)) {
                return Err(BotApiError::bad_request("there is no caption in the message to edit"));
            }
            bubble.set_text(p.text("caption"), caption);
        }
        _ => {}
    }
    Ok(())
}
