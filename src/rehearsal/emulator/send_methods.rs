//! What the bot sends: messages of all kinds, and “writing …”.

use serde_json::{Value, json};

use super::EmulatorState;
use super::api_error::BotApiError;
use super::html_parser::FormattedText;
use super::model::{Author, ChatMessage, ChatType, Media, ReplyKeyboard};
use super::params::Params;
use super::reply_markup::{self, ReplyMarkup};
use super::validation;
use crate::clock::Millis;

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

impl ChatMessage {
    /// An empty one that is not in its chat yet.
    pub(super) fn new(chat_id: i64, author: Author, date: Millis, sent_at: Millis) -> Self {
        Self {
            message_id: 0,
            chat_id,
            topic_id: None,
            author,
            date,
            edited_at: None,
            raw_text: String::new(),
            plain_text: String::new(),
            entities: Vec::new(),
            inline_keyboard: None,
            media: None,
            reply_to_message_id: None,
            forward_origin: None,
            reactions: Vec::new(),
            is_silent: false,
            has_reply_keyboard: false,
            sent_at,
        }
    }

    pub(super) fn set_text(&mut self, sent: &str, text: FormattedText) {
        self.raw_text = sent.to_owned();
        self.plain_text = text.plain_text;
        self.entities = text.entities;
    }
}

impl EmulatorState {
    pub(super) fn new_message(&self, chat: i64, from: Author) -> ChatMessage {
        ChatMessage::new(chat, from, self.clock.event_now(), self.clock.real_now())
    }

    /// Puts a bubble into its chat; returns its number there.
    pub(super) fn insert_message(&mut self, mut bubble: ChatMessage) -> i64 {
        let keep = self.history_limit;
        let Some(chat) = self.chats.get_mut(&bubble.chat_id) else { return 0 };
        let counter = match chat.chat_type {
            ChatType::Private | ChatType::Group => &mut self.last_message_id,
            ChatType::Supergroup | ChatType::Channel => &mut chat.last_message_id,
        };
        *counter += 1;
        bubble.message_id = *counter;
        chat.messages.insert(bubble.message_id, bubble);
        while chat.messages.len() > keep {
            chat.messages.pop_first();
        }
        *counter
    }

    pub(super) fn message(&self, chat: i64, id: i64) -> Option<&ChatMessage> {
        self.chats.get(&chat)?.messages.get(&id)
    }

    pub(super) fn is_private(&self, chat: i64) -> bool {
        self.chats.get(&chat).is_some_and(|chat| chat.chat_type == ChatType::Private)
    }

    pub(super) fn send(&mut self, method: &'static str, p: &mut Params) -> Result<Value, BotApiError> {
        let chat = self.require_writable_chat(p)?;
        let topic = self.target_topic(chat, p)?;
        let mut bubble = self.build_message(method, chat, p)?;
        bubble.topic_id = topic;
        bubble.reply_to_message_id = self.reply_target(chat, p)?;
        bubble.is_silent = p.flag("disable_notification");
        let markup = reply_markup::parse(p, self.is_private(chat))?;
        bubble.has_reply_keyboard = !matches!(markup, ReplyMarkup::None | ReplyMarkup::InlineKeyboard(_));
        if let ReplyMarkup::InlineKeyboard(rows) = &markup {
            bubble.inline_keyboard = Some(rows.clone());
        }
        self.flood_meter.try_acquire(chat, self.clock.real_now())?;
        let id = self.insert_message(bubble);
        self.apply_reply_markup(chat, id, markup);
        match (method, self.message(chat, id)) {
            ("copyMessage", _) | (_, None) => Ok(json!({ "message_id": id })),
            (_, Some(bubble)) => Ok(self.message_json(bubble)),
        }
    }

    fn apply_reply_markup(&mut self, chat: i64, message_id: i64, markup: ReplyMarkup) {
        let Some(chat) = self.chats.get_mut(&chat) else { return };
        match markup {
            ReplyMarkup::ReplyKeyboard(keyboard, look) => {
                let (one_time, resize, placeholder) = (look.one_time, look.resize, look.placeholder);
                let folded = false;
                let keyboard = ReplyKeyboard {
                    message_id,
                    rows: keyboard,
                    one_time,
                    is_collapsed: folded,
                    resize,
                    placeholder,
                };
                chat.reply_keyboard = Some(keyboard);
            }
            ReplyMarkup::RemoveKeyboard => chat.reply_keyboard = None,
            ReplyMarkup::None | ReplyMarkup::InlineKeyboard(_) | ReplyMarkup::ForceReply => {}
        }
    }

    fn build_message(
        &mut self,
        method: &'static str,
        chat: i64,
        p: &mut Params,
    ) -> Result<ChatMessage, BotApiError> {
        let mut bubble = self.new_message(chat, Author::Bot);
        let mut media =
            |kind: &str, value: Value| bubble.media = Some(Media { kind: kind.to_owned(), value });
        match method {
            "sendMessage" => {
                let text = validation::parse_text(p)?;
                bubble.set_text(p.text("text"), text);
            }
            "sendDocument" | "sendPhoto" => {
                let caption = validation::parse_caption(p)?;
                let kind = if method == "sendPhoto" { "photo" } else { "document" };
                media(kind, self.resolve_file(kind, p)?);
                bubble.set_text(p.text("caption"), caption);
            }
            "sendVoice" => {
                let caption = validation::parse_caption(p)?;
                let mut voice = self.files.json(p.text("voice"));
                if voice.is_null() {
                    return Err(BotApiError::bad_request("wrong file identifier/HTTP URL specified"));
                }
                voice["duration"] = json!(3);
                media("voice", voice);
                bubble.set_text(p.text("caption"), caption);
            }
            "sendVenue" => {
                let location = parse_location(p)?;
                let (title, address) = (p.text("title").trim(), p.text("address").trim());
                if title.is_empty() || address.is_empty() {
                    return Err(BotApiError::bad_request("venue title and address must be non-empty"));
                }
                media("venue", json!({ "location": location, "title": title, "address": address }));
            }
            "sendLocation" => media("location", parse_location(p)?),
            _ => return self.copy_or_forward(method, bubble, p),
        }
        Ok(bubble)
    }

    /// The content of a message that is copied or forwarded.
    fn copy_or_forward(
        &mut self,
        method: &'static str,
        bubble: ChatMessage,
        p: &mut Params,
    ) -> Result<ChatMessage, BotApiError> {
        let verb = if method == "copyMessage" { "copy" } else { "forward" };
        let from = self.require_chat(p, "from_chat_id")?;
        let found = p.int("message_id").and_then(|id| self.message(from, id)).cloned();
        let original =
            found.ok_or_else(|| BotApiError::bad_request(format!("message to {verb} not found")))?;
        let mut bubble = ChatMessage {
            raw_text: original.raw_text.clone(),
            plain_text: original.plain_text.clone(),
            entities: original.entities.clone(),
            media: original.media.clone(),
            ..bubble
        };
        if verb == "forward" {
            bubble.forward_origin =
                Some(original.forward_origin.clone().unwrap_or_else(|| self.forward_origin(&original)));
        } else if p.value("caption").is_some() && original.media.is_some() {
            let caption = validation::parse_caption(p)?;
            bubble.set_text(p.text("caption"), caption);
        }
        Ok(bubble)
    }

    /// Where a forwarded message comes from, as a `MessageOrigin`.
    pub(super) fn forward_origin(&self, of: &ChatMessage) -> Value {
        let date = of.date / 1_000;
        match of.author {
            Author::Bot => json!({ "type": "user", "date": date, "sender_user": self.bot.json() }),
            Author::User(id) => json!({ "type": "user", "date": date, "sender_user": self.user_json(id) }),
            Author::AnonymousAdmin => {
                json!({ "type": "chat", "date": date, "sender_chat": self.chat_json(of.chat_id) })
            }
            Author::Channel => {
                let chat = self.chat_json(of.chat_id);
                json!({ "type": "channel", "date": date, "chat": chat, "message_id": of.message_id })
            }
        }
    }

    pub(super) fn send_chat_action(&mut self, p: &Params) -> Result<Value, BotApiError> {
        self.require_writable_chat(p)?;
        if CHAT_ACTIONS.contains(&p.text("action")) {
            Ok(json!(true))
        } else {
            Err(BotApiError::bad_request("wrong parameter action in request"))
        }
    }
}

fn parse_location(p: &Params) -> Result<Value, BotApiError> {
    let number = |name: &str| p.value(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let (latitude, longitude) = (number("latitude"), number("longitude"));
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        Ok(json!({ "latitude": latitude, "longitude": longitude }))
    } else {
        Err(BotApiError::bad_request("wrong location specified"))
    }
}
