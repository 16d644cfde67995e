//! The state as objects of the Bot API: `Chat`, `User`, `Message`, `ChatMember`, `MessageOrigin`.

use serde_json::{Value, json};

use super::emulator_state::EmulatorState;
use crate::formatting::plain;
use crate::model::{Author, ChatMemberStatus, ChatMessage, ChatType};

/// The rights of an administrator. The emulated bot has none of them but that to post in a channel.
const ADMIN_RIGHTS: [&str; 16] = [
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_direct_messages",
];

/// What a restricted member may do or not; the muted bot may do nothing.
const MEMBER_RIGHTS: [&str; 14] = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
];

impl EmulatorState {
    /// A `Chat` object.
    pub fn chat_json(&self, id: i64) -> Value {
        let Some(chat) = self.chats.get(&id) else { return json!({ "id": id, "type": "private" }) };
        match (chat.chat_type, self.users.get(&id)) {
            (ChatType::Private, Some(user)) => {
                let mut json = json!({ "id": id, "type": "private", "first_name": user.first_name });
                if let Some(last_name) = &user.last_name {
                    json["last_name"] = json!(last_name);
                }
                json
            }
            (chat_type, _) => {
                let mut json = json!({ "id": id, "type": chat_type.as_str(), "title": chat.title });
                if chat.topics.is_some() {
                    json["is_forum"] = json!(true);
                }
                json
            }
        }
    }

    /// A `User` object; an unknown id is the bot's.
    pub fn user_json(&self, id: i64) -> Value {
        self.users.get(&id).map_or_else(|| self.bot.json(), super::super::model::User::json)
    }

    /// A `ChatMember` object of a chat of this type.
    pub fn member_json(&self, chat_type: ChatType, status: ChatMemberStatus, user: i64) -> Value {
        let is_channel = chat_type == ChatType::Channel;
        // only administrators are in a channel as bots
        let name = if is_channel && status == ChatMemberStatus::Muted {
            ChatMemberStatus::Administrator.as_str()
        } else {
            status.as_str()
        };
        let mut member = json!({ "status": name, "user": self.user_json(user) });
        if status == ChatMemberStatus::Kicked {
            member["until_date"] = json!(0);
        }
        if name == ChatMemberStatus::Administrator.as_str() {
            member["can_be_edited"] = json!(false);
            for right in ADMIN_RIGHTS {
                member[right] = json!(false);
            }
            member["can_post_messages"] = json!(is_channel && status == ChatMemberStatus::Administrator);
        } else if status == ChatMemberStatus::Muted {
            member["is_member"] = json!(true);
            for right in MEMBER_RIGHTS {
                member[right] = json!(false);
            }
            member["until_date"] = json!(0);
        }
        member
    }

    /// A `Message` object, with the message that it replies to.
    pub fn message_json(&self, message: &ChatMessage) -> Value {
        let mut json = self.message_json_without_reply(message);
        // in a topic, a message that replies to no other replies to the one that opened the topic
        let target = message.reply_to_message_id.or(message.topic_id).filter(|id| *id != message.message_id);
        if let Some(replied) = target.and_then(|id| self.message(message.chat_id, id)) {
            json["reply_to_message"] = self.message_json_without_reply(replied);
        }
        json
    }

    fn message_json_without_reply(&self, message: &ChatMessage) -> Value {
        let chat = self.chat_json(message.chat_id);
        let mut json = json!({ "message_id": message.message_id, "date": message.date / 1_000 });
        match message.author {
            Author::Bot => json["from"] = self.bot.json(),
            Author::User(id) => json["from"] = self.user_json(id),
            Author::Channel => json["sender_chat"] = chat.clone(),
            Author::AnonymousAdmin => {
                json["from"] = anonymous_admin_json();
                json["sender_chat"] = chat.clone();
            }
        }
        if let Some(topic) = message.topic_id {
            json["message_thread_id"] = json!(topic);
            json["is_topic_message"] = json!(true);
        }
        json["chat"] = chat;
        let (text, entities) = match &message.media {
            Some(_) => ("caption", "caption_entities"),
            None => ("text", "entities"),
        };
        if !message.plain_text.is_empty() {
            json[text] = json!(message.plain_text);
        }
        let all_entities = match message.author {
            Author::Bot => plain::with_detected_entities(&message.plain_text, &message.entities),
            _ => message.entities.clone(),
        };
        if !all_entities.is_empty() {
            json[entities] = json!(all_entities);
        }
        if let Some(media) = &message.media {
            json[&media.kind] = media.value.clone();
        }
        if let Some(at) = message.edited_at {
            json["edit_date"] = json!(at / 1_000);
        }
        if let Some(rows) = &message.inline_keyboard {
            json["reply_markup"] = json!({ "inline_keyboard": rows });
        }
        if let Some(origin) = &message.forward_origin {
            json["forward_origin"] = origin.clone();
            json["forward_date"] = origin["date"].clone();
        }
        json
    }

    /// A `MessageOrigin` object, for a forward of the message.
    pub fn origin_json(&self, message: &ChatMessage) -> Value {
        let date = message.date / 1_000;
        match message.author {
            Author::Bot => json!({ "type": "user", "date": date, "sender_user": self.bot.json() }),
            Author::User(id) => json!({ "type": "user", "date": date, "sender_user": self.user_json(id) }),
            Author::AnonymousAdmin => {
                json!({ "type": "chat", "date": date, "sender_chat": self.chat_json(message.chat_id) })
            }
            Author::Channel => {
                let chat = self.chat_json(message.chat_id);
                json!({ "type": "channel", "date": date, "chat": chat, "message_id": message.message_id })
            }
        }
    }
}

/// The `from` of a message that an administrator wrote in the name of the group.
fn anonymous_admin_json() -> Value {
    json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" })
}
