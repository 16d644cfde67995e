//! Sending: messages of all kinds, copies, forwards, and the "typing" status.

use serde_json::{Value, json};

use crate::api_error::BotApiError;
use crate::model::{Author, ChatMessage, Media, ReplyKeyboard};
use crate::request::Params;
use crate::request::reply_markup::{self, ReplyMarkup};
use crate::request::text_params;
use crate::state::EmulatorState;

/// The values of `action`.
const CHAT_ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

impl EmulatorState {
    /// Sends a message by a `send…`, copy or forward method; returns the `Message`, or for a copy its number.
    pub fn send(&mut self, method: &'static str, params: &mut Params) -> Result<Value, BotApiError> {
        let chat = self.require_writable_chat(params)?;
        let topic = self.require_open_topic(chat, params)?;
        let mut message = self.build_message(method, chat, params)?;
        message.topic_id = topic;
        message.reply_to_message_id = self.reply_target(chat, params)?;
        message.is_silent = params.flag("disable_notification");
        let markup = reply_markup::parse(params, self.is_private(chat))?;
        message.has_reply_keyboard = !matches!(markup, ReplyMarkup::None | ReplyMarkup::InlineKeyboard(_));
        if let ReplyMarkup::InlineKeyboard(rows) = &markup {
            message.inline_keyboard = Some(rows.clone());
        }
        self.flood_meter.try_acquire(chat, self.clock.real_now())?;
        let id = self.insert_message(message);
        self.apply_reply_markup(chat, id, markup);
        match (method, self.message(chat, id)) {
            ("copyMessage", _) | (_, None) => Ok(json!({ "message_id": id })),
            (_, Some(message)) => Ok(self.message_json(message)),
        }
    }

    fn apply_reply_markup(&mut self, chat: i64, message_id: i64, markup: ReplyMarkup) {
        let Some(chat) = self.chats.get_mut(&chat) else { return };
        match markup {
            ReplyMarkup::ReplyKeyboard { rows, one_time, placeholder } => {
                chat.reply_keyboard =
                    Some(ReplyKeyboard { message_id, rows, one_time, is_collapsed: false, placeholder });
            }
            ReplyMarkup::RemoveKeyboard => chat.reply_keyboard = None,
            ReplyMarkup::None | ReplyMarkup::InlineKeyboard(_) | ReplyMarkup::ForceReply => {}
        }
    }

    /// The message that a method describes, before it is in its chat.
    fn build_message(
        &mut self,
        method: &'static str,
        chat: i64,
        params: &mut Params,
    ) -> Result<ChatMessage, BotApiError> {
        let mut message = self.new_message(chat, Author::Bot);
        let mut media =
            |kind: &str, value: Value| message.media = Some(Media { kind: kind.to_owned(), value });
        match method {
            "sendMessage" => {
                let text = text_params::parse_text(params)?;
                message.set_text(params.text("text"), text);
            }
            "sendDocument" | "sendPhoto" => {
                let caption = text_params::parse_caption(params)?;
                let kind = if method == "sendPhoto" { "photo" } else { "document" };
                media(kind, self.resolve_file(kind, params)?);
                message.set_text(params.text("caption"), caption);
            }
            "sendVoice" => {
                let caption = text_params::parse_caption(params)?;
                let mut voice = self.files.json(params.text("voice"));
                if voice.is_null() {
                    return Err(BotApiError::bad_request("wrong file identifier/HTTP URL specified"));
                }
                voice["duration"] = json!(3);
                media("voice", voice);
                message.set_text(params.text("caption"), caption);
            }
            "sendVenue" => {
                let location = text_params::parse_location(params)?;
                let (title, address) = (params.text("title").trim(), params.text("address").trim());
                if title.is_empty() || address.is_empty() {
                    return Err(BotApiError::bad_request("venue title and address must be non-empty"));
                }
                media("venue", json!({ "location": location, "title": title, "address": address }));
            }
            "sendLocation" => media("location", text_params::parse_location(params)?),
            _ => return self.copy_or_forward(method, message, params),
        }
        Ok(message)
    }

    /// Fills a message with the content of the one that is copied or forwarded.
    fn copy_or_forward(
        &mut self,
        method: &'static str,
        message: ChatMessage,
        params: &mut Params,
    ) -> Result<ChatMessage, BotApiError> {
        let verb = if method == "copyMessage" { "copy" } else { "forward" };
        let from = self.require_chat(params, "from_chat_id")?;
        let found = params.int("message_id").and_then(|id| self.message(from, id)).cloned();
        let original =
            found.ok_or_else(|| BotApiError::bad_request(format!("message to {verb} not found")))?;
        let mut message = ChatMessage {
            raw_text: original.raw_text.clone(),
            plain_text: original.plain_text.clone(),
            entities: original.entities.clone(),
            media: original.media.clone(),
            ..message
        };
        if verb == "forward" {
            message.forward_origin =
                Some(original.forward_origin.clone().unwrap_or_else(|| self.origin_json(&original)));
        } else if params.value("caption").is_some() && original.media.is_some() {
            let caption = text_params::parse_caption(params)?;
            message.set_text(params.text("caption"), caption);
        }
        Ok(message)
    }

    /// Checks a "typing" status; it has no effect.
    pub fn send_chat_action(&mut self, params: &Params) -> Result<Value, BotApiError> {
        self.require_writable_chat(params)?;
        if CHAT_ACTIONS.contains(&params.text("action")) {
            Ok(json!(true))
        } else {
            Err(BotApiError::bad_request("wrong parameter action in request"))
        }
    }
}
