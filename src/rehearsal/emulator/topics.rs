//! Groups with topics: opened, closed and deleted; what is written in one stays there, and Telegram
//! refuses what is written into one that is closed or not there.

use serde_json::{Value, json};

use super::api_error::BotApiError;
use super::entity_detection::parse_typed_text;
use super::model::{Author, ChatMemberStatus, ChatMessage, ChatType, Media};
use super::params::Params;
use super::user_actions::SentMessage;
use super::{EmulatorState, TelegramEmulator};

/// Who the Bot API says writes, where an administrator writes in the group's name.
pub(super) fn anonymous_admin_json() -> Value {
    json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" })
}

impl TelegramEmulator {
    /// Makes a supergroup with topics, without the bot; returns its chat id.
    pub fn create_forum(&self, by: i64, title: &str) -> i64 {
        self.modify(|inner| {
            let id = inner.create_chat(by, title, ChatType::Supergroup);
            if let Some(chat) = inner.chats.get_mut(&id) {
                chat.topics = Some(Default::default());
            }
            id
        })
    }

    /// Opens a topic; returns its number, which is that of the message that tells of it.
    pub fn create_topic(&self, chat: i64, by: i64, name: &str) -> i64 {
        self.modify(|inner| {
            let mut bubble = inner.new_message(chat, Author::User(by));
            let value = json!({ "name": name, "icon_color": 7_322_096 });
            bubble.media = Some(Media { kind: "forum_topic_created".to_owned(), value });
            let topic = inner.chats.get(&chat).map_or(1, |chat| chat.last_message_id + 1);
            bubble.topic_id = Some(topic);
            if let Some(topics) = inner.chats.get_mut(&chat).and_then(|chat| chat.topics.as_mut()) {
                topics.open_ids.insert(topic);
            }
            inner.deliver_to_bot(bubble);
            topic
        })
    }

    /// Closes a topic, or General (`None`): only administrators may write there.
    pub fn close_topic(&self, chat: i64, topic: Option<i64>) {
        self.modify(|inner| {
            if let Some(topics) = inner.chats.get_mut(&chat).and_then(|chat| chat.topics.as_mut()) {
                topics.closed_ids.insert(topic.unwrap_or_default());
            }
        });
    }

    /// Deletes a topic with everything in it.
    pub fn delete_topic(&self, chat: i64, topic: i64) {
        self.modify(|inner| {
            let Some(chat) = inner.chats.get_mut(&chat) else { return };
            chat.messages.retain(|_, bubble| bubble.topic_id != Some(topic));
            if let Some(topics) = &mut chat.topics {
                topics.open_ids.remove(&topic);
            }
        });
    }

    /// Writes in a topic, or in General (`None`).
    pub fn user_sends_text_in_topic(
        &self,
        chat: i64,
        topic: Option<i64>,
        user: i64,
        text: &str,
    ) -> SentMessage {
        self.modify(|inner| {
            inner.ensure_user(user);
            inner.send_text_as(Author::User(user), chat, topic, text)
        })
    }

    /// An administrator writes in the group's name.
    pub fn anonymous_admin_sends_text(&self, chat: i64, topic: Option<i64>, text: &str) -> SentMessage {
        self.modify(|inner| inner.send_text_as(Author::AnonymousAdmin, chat, topic, text))
    }
}

impl EmulatorState {
    fn send_text_as(&mut self, author: Author, chat: i64, topic: Option<i64>, text: &str) -> SentMessage {
        let mut bubble = self.new_message(chat, author);
        bubble.set_text(text, parse_typed_text(text));
        bubble.topic_id = topic;
        self.deliver_to_bot(bubble)
    }

    /// The topic that the bot writes to, if it may.
    pub(super) fn target_topic(&self, chat: i64, p: &Params) -> Result<Option<i64>, BotApiError> {
        let topic = p.int("message_thread_id");
        let Some(chat) = self.chats.get(&chat) else { return Ok(None) };
        let no_thread = || Err(BotApiError::bad_request("message thread not found"));
        match (&chat.topics, topic) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return no_thread(),
            (Some(topics), Some(topic)) if !topics.open_ids.contains(&topic) => return no_thread(),
            (Some(topics), _) => {
                let closed = topics.closed_ids.contains(&topic.unwrap_or_default());
                if closed && chat.bot_status != ChatMemberStatus::Administrator {
                    return Err(BotApiError::bad_request("TOPIC_CLOSED"));
                }
            }
        }
        Ok(topic)
    }

    /// What a message in a topic has besides: without another it answers the one that began it.
    pub(super) fn add_topic_fields(&self, bubble: &ChatMessage, json: &mut Value) {
        let Some(topic) = bubble.topic_id else { return };
        json["message_thread_id"] = json!(topic);
        json["is_topic_message"] = json!(true);
    }
}
