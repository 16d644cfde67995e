//! What the bot does to messages that are there, and to presses: edit, delete, react, answer.

use serde_json::{Value, json};

use super::markup::{self, Markup};
use super::params::Params;
use super::reading::Toast;
use super::refusal::Refusal;
use super::state::{Author, Bubble, Sort, Standing};
use super::{Inner, TOO_OLD, checks};
use crate::clock::Millis;
use crate::text::utf16_len;

/// A bot may delete its own messages for two days.
const DELETABLE: Millis = 48 * 3_600_000;
/// How long a press waits for its answer. Telegram tells no figure; presses are answered at once
/// or too late.
const ANSWERABLE: Millis = 30_000;

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are \
     exactly the same as a current content and reply markup of the message";

impl Inner {
    pub(super) fn edit(&mut self, method: &'static str, p: &mut Params) -> Result<Value, Refusal> {
        if !p.text("inline_message_id").is_empty() {
            return Err(Refusal::bad("MESSAGE_ID_INVALID"));
        }
        if p.value("chat_id").is_none() {
            return Err(Refusal::bad("chat_id is empty"));
        }
        let chat = self.open_chat(p)?;
        let Some(id) = p.int("message_id") else {
            return Err(Refusal::bad("message identifier is not specified"));
        };
        let old = self.message(chat, id).ok_or_else(|| Refusal::bad("message to edit not found"))?;
        if old.from != Author::Bot || old.forwarded.is_some() || old.bound_to_reply_keyboard {
            return Err(Refusal::bad("message can't be edited"));
        }
        let mut new = old.clone();
        rewrite(method, &mut new, p)?;
        new.inline_keyboard = match markup::read(p, self.is_private(chat))? {
            Markup::None => None,
            Markup::Inline(rows) => Some(rows),
            Markup::Keyboard(..) | Markup::Remove | Markup::ForceReply => {
                return Err(Refusal::bad("inline keyboard expected"));
            }
        };
        if self.message(chat, id).is_some_and(|old| old.looks_like(&new)) {
            return Err(Refusal::bad(NOT_MODIFIED));
        }
        self.meter.count(chat, self.clock.mono())?;
        if method != "editMessageReplyMarkup" {
            new.edited = Some(self.clock.now());
        }
        let json = self.message_json(&new);
        if let Some(chat) = self.chats.get_mut(&chat) {
            chat.bubbles.insert(id, new);
        }
        Ok(json)
    }

    pub(super) fn delete(&mut self, p: &Params) -> Result<Value, Refusal> {
        let chat = self.open_chat(p)?;
        let now = self.clock.mono();
        let gone = || Refusal::bad("message to delete not found");
        let (Some(id), Some(chat)) = (p.int("message_id"), self.chats.get_mut(&chat)) else {
            return Err(gone());
        };
        let bubble = chat.bubbles.get(&id).ok_or_else(gone)?;
        let may = match chat.sort {
            _ if chat.standing == Standing::Administrator => true,
            Sort::Private => now - bubble.sent_at < DELETABLE,
            _ => bubble.from == Author::Bot && now - bubble.sent_at < DELETABLE,
        };
        if !may {
            return Err(Refusal::bad("message can't be deleted for everyone"));
        }
        chat.bubbles.remove(&id);
        Ok(json!(true))
    }

    pub(super) fn react(&mut self, p: &mut Params) -> Result<Value, Refusal> {
        let chat = self.open_chat(p)?;
        let reactions = p.list("reaction").cloned().unwrap_or_default();
        if reactions.len() > 1 {
            return Err(Refusal::bad("REACTIONS_TOO_MANY"));
        }
        if reactions
            .iter()
            .any(|reaction| reaction["type"] != json!("emoji") || !reaction["emoji"].is_string())
        {
            return Err(Refusal::bad("REACTION_INVALID"));
        }
        let id = p.int("message_id").unwrap_or_default();
        match self.chats.get_mut(&chat).and_then(|chat| chat.bubbles.get_mut(&id)) {
            Some(bubble) => {
                bubble.reactions = reactions;
                Ok(json!(true))
            }
            None => Err(Refusal::bad("message to react not found")),
        }
    }

    pub(super) fn answer_press(&mut self, p: &Params) -> Result<Value, Refusal> {
        if utf16_len(p.text("text")) > 200 {
            return Err(Refusal::bad("MESSAGE_TOO_LONG"));
        }
        let id = p.text("callback_query_id");
        let now = self.clock.mono();
        match self.presses.remove(id) {
            Some(press) if now - press.at <= ANSWERABLE => {
                let (text, show_alert) = (p.text("text").to_owned(), p.flag("show_alert"));
                let toast = Toast { user: press.user, query: id.to_owned(), text, show_alert, at: now };
                super::journal::bounded(&mut self.toasts, toast, self.keep);
                Ok(json!(true))
            }
            _ => Err(Refusal::bad(TOO_OLD)),
        }
    }
}

/// Gives a bubble its new text or caption.
fn rewrite(method: &str, bubble: &mut Bubble, p: &mut Params) -> Result<(), Refusal> {
    match method {
        "editMessageText" => {
            let text = checks::text(p)?;
            if bubble.media.is_some() {
                return Err(Refusal::bad("there is no text in the message to edit"));
            }
            bubble.write(p.text("text"), text);
        }
        "editMessageCaption" => {
            let caption = checks::caption(p)?;
            let captioned = |kind: &str| kind == "document" || kind == "photo";
            if !bubble.media.as_ref().is_some_and(|media| captioned(&media.kind)) {
                return Err(Refusal::bad("there is no caption in the message to edit"));
            }
            bubble.write(p.text("caption"), caption);
        }
        _ => {}
    }
    Ok(())
}
