//! Groups with topics. A message in a topic stays there; Telegram refuses a message to a topic that is
//! missing or closed.

use serde_json::json;

use super::handle::TelegramEmulator;
use crate::model::{Author, ChatType, Media, SentMessage, Topics};

/// Topics of groups. A topic has the number of the message that announced it; General is `None`.
impl TelegramEmulator {
    /// Creates a supergroup with topics, without the bot; returns its chat id.
    pub fn create_forum(&self, by: i64, title: &str) -> i64 {
        self.modify(|state| {
            let id = state.create_chat(by, title, ChatType::Supergroup);
            if let Some(chat) = state.chats.get_mut(&id) {
                chat.topics = Some(Topics::default());
            }
            id
        })
    }

    /// Creates a topic; returns its number.
    pub fn create_topic(&self, chat: i64, by: i64, name: &str) -> i64 {
        self.modify(|state| {
            let mut message = state.new_message(chat, Author::User(by));
            let value = json!({ "name": name, "icon_color": 7_322_096 });
            message.media = Some(Media { kind: "forum_topic_created".to_owned(), value });
            let topic = state.chats.get(&chat).map_or(1, |chat| chat.last_message_id + 1);
            message.topic_id = Some(topic);
            if let Some(topics) = state.chats.get_mut(&chat).and_then(|chat| chat.topics.as_mut()) {
                topics.existing_ids.insert(topic);
            }
            state.deliver_to_bot(message);
            topic
        })
    }

    /// Closes a topic or General. Only administrators may write there then.
    pub fn close_topic(&self, chat: i64, topic: Option<i64>) {
        self.modify(|state| {
            if let Some(topics) = state.chats.get_mut(&chat).and_then(|chat| chat.topics.as_mut()) {
                match topic {
                    Some(topic) => drop(topics.closed_ids.insert(topic)),
                    None => topics.is_general_closed = true,
                }
            }
        });
    }

    /// Deletes a topic with its messages.
    pub fn delete_topic(&self, chat: i64, topic: i64) {
        self.modify(|state| {
            let Some(chat) = state.chats.get_mut(&chat) else { return };
            chat.messages.retain(|_, message| message.topic_id != Some(topic));
            if let Some(topics) = &mut chat.topics {
                topics.existing_ids.remove(&topic);
            }
        });
    }

    /// A user sends a text in a topic or in General.
    pub fn user_sends_text_in_topic(
        &self,
        chat: i64,
        topic: Option<i64>,
        user: i64,
        text: &str,
    ) -> SentMessage {
        self.modify(|state| {
            state.ensure_user(user);
            state.author_sends_text(Author::User(user), chat, topic, text)
        })
    }

    /// An administrator sends a text in the name of the group.
    pub fn anonymous_admin_sends_text(&self, chat: i64, topic: Option<i64>, text: &str) -> SentMessage {
        self.modify(|state| state.author_sends_text(Author::AnonymousAdmin, chat, topic, text))
    }
}
