//! What the bot sends: messages of all kinds, and “writing …”.

use serde_json::{Value, json};

use super::Inner;
use super::checks;
use super::html::Formatted;
use super::markup::{self, Markup};
use super::params::Params;
use super::refusal::Refusal;
use super::state::{Author, Bubble, Media, ReplyKeyboard, Sort};
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

impl Bubble {
    /// An empty one that is not in its chat yet.
    pub(super) fn new(chat_id: i64, from: Author, date: Millis, sent_at: Millis) -> Self {
        Self {
            message_id: 0,
            chat_id,
            topic: None,
            from,
            date,
            edited: None,
            sent: String::new(),
            plain: String::new(),
            entities: Vec::new(),
            inline_keyboard: None,
            media: None,
            reply_to: None,
            forwarded: None,
            reactions: Vec::new(),
            silent: false,
            bound_to_reply_keyboard: false,
            sent_at,
        }
    }

    pub(super) fn write(&mut self, sent: &str, text: Formatted) {
        self.sent = sent.to_owned();
        self.plain = text.plain;
        self.entities = text.entities;
    }
}

impl Inner {
    pub(super) fn bubble(&self, chat: i64, from: Author) -> Bubble {
        Bubble::new(chat, from, self.clock.now(), self.clock.mono())
    }

    /// Puts a bubble into its chat; returns its number there.
    pub(super) fn add(&mut self, mut bubble: Bubble) -> i64 {
        let keep = self.keep;
        let Some(chat) = self.chats.get_mut(&bubble.chat_id) else { return 0 };
        let counter = match chat.sort {
            Sort::Private | Sort::Group => &mut self.last_message_id,
            Sort::Supergroup | Sort::Channel => &mut chat.last_message_id,
        };
        *counter += 1;
        bubble.message_id = *counter;
        chat.bubbles.insert(bubble.message_id, bubble);
        while chat.bubbles.len() > keep {
            chat.bubbles.pop_first();
        }
        *counter
    }

    pub(super) fn message(&self, chat: i64, id: i64) -> Option<&Bubble> {
        self.chats.get(&chat)?.bubbles.get(&id)
    }

    pub(super) fn is_private(&self, chat: i64) -> bool {
        self.chats.get(&chat).is_some_and(|chat| chat.sort == Sort::Private)
    }

    pub(super) fn send(&mut self, method: &'static str, p: &mut Params) -> Result<Value, Refusal> {
        let chat = self.open_chat(p)?;
        let topic = self.topic(chat, p)?;
        let mut bubble = self.content(method, chat, p)?;
        bubble.topic = topic;
        bubble.reply_to = self.reply_target(chat, p)?;
        bubble.silent = p.flag("disable_notification");
        let markup = markup::read(p, self.is_private(chat))?;
        bubble.bound_to_reply_keyboard = !matches!(markup, Markup::None | Markup::Inline(_));
        if let Markup::Inline(rows) = &markup {
            bubble.inline_keyboard = Some(rows.clone());
        }
        self.meter.count(chat, self.clock.mono())?;
        let id = self.add(bubble);
        self.lay_keyboard(chat, id, markup);
        match (method, self.message(chat, id)) {
            ("copyMessage", _) | (_, None) => Ok(json!({ "message_id": id })),
            (_, Some(bubble)) => Ok(self.message_json(bubble)),
        }
    }

    fn lay_keyboard(&mut self, chat: i64, message_id: i64, markup: Markup) {
        let Some(chat) = self.chats.get_mut(&chat) else { return };
        match markup {
            Markup::Keyboard(keyboard, look) => {
                let (one_time, resize, placeholder) = (look.one_time, look.resize, look.placeholder);
                let folded = false;
                let keyboard = ReplyKeyboard { message_id, keyboard, one_time, folded, resize, placeholder };
                chat.reply_keyboard = Some(keyboard);
            }
            Markup::Remove => chat.reply_keyboard = None,
            Markup::None | Markup::Inline(_) | Markup::ForceReply => {}
        }
    }

    fn content(&mut self, method: &'static str, chat: i64, p: &mut Params) -> Result<Bubble, Refusal> {
        let mut bubble = self.bubble(chat, Author::Bot);
        let mut media =
            |kind: &str, value: Value| bubble.media = Some(Media { kind: kind.to_owned(), value });
        match method {
            "sendMessage" => {
                let text = checks::text(p)?;
                bubble.write(p.text("text"), text);
            }
            "sendDocument" | "sendPhoto" => {
                let caption = checks::caption(p)?;
                let kind = if method == "sendPhoto" { "photo" } else { "document" };
                media(kind, self.sent_file(kind, p)?);
                bubble.write(p.text("caption"), caption);
            }
            "sendVoice" => {
                let caption = checks::caption(p)?;
                let mut voice = self.files.json(p.text("voice"));
                if voice.is_null() {
                    return Err(Refusal::bad("wrong file identifier/HTTP URL specified"));
                }
                voice["duration"] = json!(3);
                media("voice", voice);
                bubble.write(p.text("caption"), caption);
            }
            "sendVenue" => {
                let location = location(p)?;
                let (title, address) = (p.text("title").trim(), p.text("address").trim());
                if title.is_empty() || address.is_empty() {
                    return Err(Refusal::bad("venue title and address must be non-empty"));
                }
                media("venue", json!({ "location": location, "title": title, "address": address }));
            }
            "sendLocation" => media("location", location(p)?),
            _ => return self.again(method, bubble, p),
        }
        Ok(bubble)
    }

    /// The content of a message that is copied or forwarded.
    fn again(&mut self, method: &'static str, bubble: Bubble, p: &mut Params) -> Result<Bubble, Refusal> {
        let verb = if method == "copyMessage" { "copy" } else { "forward" };
        let from = self.known_chat(p, "from_chat_id")?;
        let found = p.int("message_id").and_then(|id| self.message(from, id)).cloned();
        let original = found.ok_or_else(|| Refusal::bad(format!("message to {verb} not found")))?;
        let mut bubble = Bubble {
            sent: original.sent.clone(),
            plain: original.plain.clone(),
            entities: original.entities.clone(),
            media: original.media.clone(),
            ..bubble
        };
        if verb == "forward" {
            bubble.forwarded = Some(original.forwarded.clone().unwrap_or_else(|| self.origin(&original)));
        } else if p.value("caption").is_some() && original.media.is_some() {
            let caption = checks::caption(p)?;
            bubble.write(p.text("caption"), caption);
        }
        Ok(bubble)
    }

    /// Where a forwarded message comes from, as a `MessageOrigin`.
    pub(super) fn origin(&self, of: &Bubble) -> Value {
        let date = of.date / 1_000;
        match of.from {
            Author::Bot => json!({ "type": "user", "date": date, "sender_user": self.bot.json() }),
            Author::Person(id) => json!({ "type": "user", "date": date, "sender_user": self.user_json(id) }),
            Author::Group => {
                json!({ "type": "chat", "date": date, "sender_chat": self.chat_json(of.chat_id) })
            }
            Author::Channel => {
                let chat = self.chat_json(of.chat_id);
                json!({ "type": "channel", "date": date, "chat": chat, "message_id": of.message_id })
            }
        }
    }

    pub(super) fn chat_action(&mut self, p: &Params) -> Result<Value, Refusal> {
        self.open_chat(p)?;
        if CHAT_ACTIONS.contains(&p.text("action")) {
            Ok(json!(true))
        } else {
            Err(Refusal::bad("wrong parameter action in request"))
        }
    }
}

fn location(p: &Params) -> Result<Value, Refusal> {
    let number = |name: &str| p.value(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let (latitude, longitude) = (number("latitude"), number("longitude"));
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        Ok(json!({ "latitude": latitude, "longitude": longitude }))
    } else {
        Err(Refusal::bad("wrong location specified"))
    }
}
