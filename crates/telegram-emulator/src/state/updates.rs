//! What reaches the bot as an update: messages it may see, and changes of its membership.

use serde_json::{Value, json};

use super::emulator_state::EmulatorState;
use crate::model::{Author, ChatMemberStatus, ChatMessage, ChatType, Media, SentMessage};

/// The fields of service messages, which every bot of a group gets.
const SERVICE_MESSAGE_KINDS: [&str; 7] = [
    "forum_topic_created",
    "group_chat_created",
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
];

impl EmulatorState {
    /// Queues an update; returns its id, or `None` when the bot does not want updates of this kind.
    pub fn queue_update(&mut self, kind: &str, content: Value) -> Option<i64> {
        let now = self.clock.real_now();
        self.update_queue.push(kind, content, now, self.history_limit)
    }

    /// Puts a user's message into its chat, and queues the update if the bot may see the message. Writing
    /// to the bot starts it, and unblocks it where it was blocked.
    pub fn deliver_to_bot(&mut self, message: ChatMessage) -> SentMessage {
        let id = message.chat_id;
        if let Some(chat) = self.chats.get_mut(&id)
            && chat.chat_type == ChatType::Private
        {
            match chat.bot_status {
                ChatMemberStatus::NeverContacted => chat.bot_status = ChatMemberStatus::Member,
                ChatMemberStatus::Kicked => {
                    self.change_bot_status(id, id, ChatMemberStatus::Member);
                }
                _ => {}
            }
        }
        self.insert_and_queue("message", message)
    }

    /// Puts a message into its chat, and queues an update of `kind` if the bot may see the message.
    pub fn insert_and_queue(&mut self, kind: &str, message: ChatMessage) -> SentMessage {
        let chat = message.chat_id;
        let message_id = self.insert_message(message);
        let visible = self.message(chat, message_id).filter(|message| self.is_visible_to_bot(message));
        let json = visible.map(|message| self.message_json(message));
        SentMessage { message_id, update_id: json.and_then(|json| self.queue_update(kind, json)) }
    }

    /// Puts a service message into a chat. `kind` is the name of its field, `value` the field's value.
    pub fn add_service_message(&mut self, chat: i64, user: i64, kind: &str, value: Value) {
        let mut message = self.new_message(chat, Author::User(user));
        message.media = Some(Media { kind: kind.to_owned(), value });
        self.deliver_to_bot(message);
    }

    /// Changes the bot's membership in a chat and queues the update; `user` is the one who did it.
    pub fn change_bot_status(&mut self, chat_id: i64, user: i64, to: ChatMemberStatus) -> Option<i64> {
        let chat = self.chats.get_mut(&chat_id)?;
        let from = std::mem::replace(&mut chat.bot_status, to);
        let chat_type = chat.chat_type;
        let change = json!({
            "chat": self.chat_json(chat_id),
            "from": self.user_json(user),
            "date": self.clock.message_date() / 1_000,
            "old_chat_member": self.member_json(chat_type, from, self.bot.id),
            "new_chat_member": self.member_json(chat_type, to, self.bot.id),
        });
        self.queue_update("my_chat_member", change)
    }

    fn is_visible_to_bot(&self, message: &ChatMessage) -> bool {
        let Some(chat) = self.chats.get(&message.chat_id) else { return false };
        let is_member = matches!(
            chat.bot_status,
            ChatMemberStatus::Member | ChatMemberStatus::Administrator | ChatMemberStatus::Muted
        );
        let sees_all = chat.chat_type == ChatType::Private
            || chat.chat_type == ChatType::Channel
            || chat.bot_status == ChatMemberStatus::Administrator
            || !self.has_privacy_mode;
        is_member
            && (sees_all
                || is_service_message(message)
                || self.is_reply_to_bot(message)
                || self.is_command_for_bot(message))
    }

    fn is_reply_to_bot(&self, message: &ChatMessage) -> bool {
        let replied = message.reply_to_message_id.and_then(|id| self.message(message.chat_id, id));
        replied.is_some_and(|replied| replied.author == Author::Bot)
    }

    /// Whether the message begins with a command that names no other bot.
    fn is_command_for_bot(&self, message: &ChatMessage) -> bool {
        let first = message.plain_text.split_whitespace().next().unwrap_or_default();
        let addressee = first.split_once('@').map(|(_, name)| name);
        first.starts_with('/')
            && !message.entities.is_empty()
            && addressee.is_none_or(|name| name.eq_ignore_ascii_case(&self.bot.username))
    }
}

fn is_service_message(message: &ChatMessage) -> bool {
    message.media.as_ref().is_some_and(|media| SERVICE_MESSAGE_KINDS.contains(&media.kind.as_str()))
}
