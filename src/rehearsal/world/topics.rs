//! Groups with topics: opened, closed and deleted; what is written in one stays there, and Telegram
//! refuses what is written into one that is closed or not there.

use serde_json::{Value, json};

use super::marks::typed;
use super::params::Params;
use super::people::Said;
use super::refusal::Refusal;
use super::state::{Author, Bubble, Media, Sort, Standing};
use super::{Inner, World};

/// Who the Bot API says writes, where an administrator writes in the group's name.
pub(super) fn anonymous_admin() -> Value {
    json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot" })
}

impl World {
    /// Makes a supergroup with topics, without the bot; returns its chat id.
    pub fn forum(&self, by: i64, title: &str) -> i64 {
        self.act(|inner| {
            let id = inner.found(by, title, Sort::Supergroup);
            if let Some(chat) = inner.chats.get_mut(&id) {
                chat.topics = Some(Default::default());
            }
            id
        })
    }

    /// Opens a topic; returns its number, which is that of the message that tells of it.
    pub fn opens_topic(&self, chat: i64, by: i64, name: &str) -> i64 {
        self.act(|inner| {
            let mut bubble = inner.bubble(chat, Author::Person(by));
            let value = json!({ "name": name, "icon_color": 7_322_096 });
            bubble.media = Some(Media { kind: "forum_topic_created".to_owned(), value });
            let topic = inner.chats.get(&chat).map_or(1, |chat| chat.last_message_id + 1);
            bubble.topic = Some(topic);
            if let Some(topics) = inner.chats.get_mut(&chat).and_then(|chat| chat.topics.as_mut()) {
                topics.open.insert(topic);
            }
            inner.arrives(bubble);
            topic
        })
    }

    /// Closes a topic, or General (`None`): only administrators may write there.
    pub fn closes_topic(&self, chat: i64, topic: Option<i64>) {
        self.act(|inner| {
            if let Some(topics) = inner.chats.get_mut(&chat).and_then(|chat| chat.topics.as_mut()) {
                topics.closed.insert(topic.unwrap_or_default());
            }
        });
    }

    /// Deletes a topic with everything in it.
    pub fn deletes_topic(&self, chat: i64, topic: i64) {
        self.act(|inner| {
            let Some(chat) = inner.chats.get_mut(&chat) else { return };
            chat.bubbles.retain(|_, bubble| bubble.topic != Some(topic));
            if let Some(topics) = &mut chat.topics {
                topics.open.remove(&topic);
            }
        });
    }

    /// Writes in a topic, or in General (`None`).
    pub fn says_in_topic(&self, chat: i64, topic: Option<i64>, user: i64, text: &str) -> Said {
        self.act(|inner| {
            inner.meet(user);
            inner.says_as(Author::Person(user), chat, topic, text)
        })
    }

    /// An administrator writes in the group's name.
    pub fn says_as_group(&self, chat: i64, topic: Option<i64>, text: &str) -> Said {
        self.act(|inner| inner.says_as(Author::Group, chat, topic, text))
    }
}

impl Inner {
    fn says_as(&mut self, author: Author, chat: i64, topic: Option<i64>, text: &str) -> Said {
        let mut bubble = self.bubble(chat, author);
        bubble.write(text, typed(text));
        bubble.topic = topic;
        self.arrives(bubble)
    }

    /// The topic that the bot writes to, if it may.
    pub(super) fn topic(&self, chat: i64, p: &Params) -> Result<Option<i64>, Refusal> {
        let topic = p.int("message_thread_id");
        let Some(chat) = self.chats.get(&chat) else { return Ok(None) };
        let no_thread = || Err(Refusal::bad("message thread not found"));
        match (&chat.topics, topic) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return no_thread(),
            (Some(topics), Some(topic)) if !topics.open.contains(&topic) => return no_thread(),
            (Some(topics), _) => {
                let closed = topics.closed.contains(&topic.unwrap_or_default());
                if closed && chat.standing != Standing::Administrator {
                    return Err(Refusal::bad("TOPIC_CLOSED"));
                }
            }
        }
        Ok(topic)
    }

    /// What a message in a topic has besides: without another it answers the one that began it.
    pub(super) fn mark_topic(&self, bubble: &Bubble, json: &mut Value) {
        let Some(topic) = bubble.topic else { return };
        json["message_thread_id"] = json!(topic);
        json["is_topic_message"] = json!(true);
    }
}
