//! Groups, supergroups and channels: made, joined by the bot and left by it, upgraded; and what of
//! their talk reaches a bot in privacy mode.

use serde_json::{Value, json};

use super::entity_detection::parse_typed_text;
use super::model::{Author, Chat, ChatMemberStatus, ChatMessage, ChatType, Media};
use super::user_actions::SentMessage;
use super::{EmulatorState, TelegramEmulator};

impl TelegramEmulator {
    /// Makes a group with the bot in it; returns its chat id.
    pub fn create_group(&self, by: i64, title: &str) -> i64 {
        self.modify(|inner| {
            let id = inner.create_chat(by, title, ChatType::Group);
            inner.change_bot_status(id, by, ChatMemberStatus::Member);
            inner.add_service_message(id, by, "group_chat_created", json!(true));
            id
        })
    }

    /// Makes a supergroup, without the bot; returns its chat id.
    pub fn create_supergroup(&self, by: i64, title: &str) -> i64 {
        self.modify(|inner| inner.create_chat(by, title, ChatType::Supergroup))
    }

    /// Makes a channel, without the bot; returns its chat id.
    pub fn create_channel(&self, by: i64, title: &str) -> i64 {
        self.modify(|inner| inner.create_chat(by, title, ChatType::Channel))
    }

    /// A person joins a group.
    pub fn user_joins(&self, chat: i64, user: i64) {
        self.modify(|inner| {
            inner.ensure_user(user);
            if let Some(chat) = inner.chats.get_mut(&chat) {
                chat.members.insert(user);
            }
            let members = json!([inner.user_json(user)]);
            inner.add_service_message(chat, user, "new_chat_members", members);
        });
    }

    /// Adds the bot to a chat; in a channel it becomes an administrator.
    pub fn add_bot(&self, chat: i64, by: i64) {
        self.modify(|inner| {
            let channel = inner.chats.get(&chat).is_some_and(|chat| chat.chat_type == ChatType::Channel);
            let standing = if channel { ChatMemberStatus::Administrator } else { ChatMemberStatus::Member };
            inner.change_bot_status(chat, by, standing);
            if !channel {
                let members = json!([inner.bot.json()]);
                inner.add_service_message(chat, by, "new_chat_members", members);
            }
        });
    }

    /// Makes the bot an administrator of a chat it is in.
    pub fn promote_bot(&self, chat: i64, by: i64) {
        self.modify(|inner| inner.change_bot_status(chat, by, ChatMemberStatus::Administrator));
    }

    /// Throws the bot out.
    pub fn remove_bot(&self, chat: i64, by: i64) {
        self.modify(|inner| {
            if inner.chats.get(&chat).is_some_and(|chat| chat.chat_type == ChatType::Group) {
                let bot = inner.bot.json();
                inner.add_service_message(chat, by, "left_chat_member", bot);
            }
            inner.change_bot_status(chat, by, ChatMemberStatus::Kicked);
        });
    }

    /// A group becomes a supergroup; returns its new chat id.
    pub fn migrate_to_supergroup(&self, chat: i64) -> i64 {
        self.modify(|inner| {
            let Some(old) = inner.chats.get(&chat) else { return chat };
            let (owner, title, standing, members) =
                (old.owner_id, old.title.clone(), old.bot_status, old.members.clone());
            let to = inner.create_chat(owner, &title, ChatType::Supergroup);
            if let Some(new) = inner.chats.get_mut(&to) {
                (new.bot_status, new.members) = (standing, members);
            }
            inner.add_service_message(chat, owner, "migrate_to_chat_id", json!(to));
            inner.add_service_message(to, owner, "migrate_from_chat_id", json!(chat));
            if let Some(old) = inner.chats.get_mut(&chat) {
                old.migrated_to = Some(to);
            }
            to
        })
    }

    /// Something appears in a channel.
    pub fn post_in_channel(&self, channel: i64, text: &str) -> SentMessage {
        self.modify(|inner| {
            let mut bubble = inner.new_message(channel, Author::Channel);
            bubble.set_text(text, parse_typed_text(text));
            let message_id = inner.insert_message(bubble);
            let seen = inner.message(channel, message_id).filter(|bubble| inner.is_visible_to_bot(bubble));
            let json = seen.map(|bubble| inner.message_json(bubble));
            SentMessage {
                message_id,
                update_id: json.and_then(|json| inner.queue_update("channel_post", json)),
            }
        })
    }
}

impl EmulatorState {
    pub(super) fn create_chat(&mut self, by: i64, title: &str, sort: ChatType) -> i64 {
        self.ensure_user(by);
        self.last_group_id += 1;
        let id = match sort {
            ChatType::Private | ChatType::Group => -self.last_group_id,
            ChatType::Supergroup | ChatType::Channel => -1_000_000_000_000 - self.last_group_id,
        };
        self.chats.insert(id, Chat::new(sort, title, by));
        id
    }

    /// Changes how the bot stands with a chat, and tells it.
    pub(super) fn change_bot_status(&mut self, chat: i64, by: i64, to: ChatMemberStatus) -> Option<i64> {
        let place = self.chats.get_mut(&chat)?;
        let from = std::mem::replace(&mut place.bot_status, to);
        let (old, new) = (self.member_json(from, self.bot.id), self.member_json(to, self.bot.id));
        let date = self.clock.event_now() / 1_000;
        let (chat, by) = (self.chat_json(chat), self.user_json(by));
        let change = json!({
            "chat": chat, "from": by, "date": date, "old_chat_member": old, "new_chat_member": new,
        });
        self.queue_update("my_chat_member", change)
    }

    /// A message that Telegram itself writes into a chat.
    fn add_service_message(&mut self, chat: i64, by: i64, kind: &str, value: Value) {
        let mut bubble = self.new_message(chat, Author::User(by));
        bubble.media = Some(Media { kind: kind.to_owned(), value });
        self.deliver_to_bot(bubble);
    }

    /// Whether the bot gets an update of a message.
    pub(super) fn is_visible_to_bot(&self, bubble: &ChatMessage) -> bool {
        let Some(chat) = self.chats.get(&bubble.chat_id) else { return false };
        let inside = matches!(chat.bot_status, ChatMemberStatus::Member | ChatMemberStatus::Administrator);
        let hears_all = chat.chat_type == ChatType::Private
            || chat.chat_type == ChatType::Channel
            || chat.bot_status == ChatMemberStatus::Administrator
            || !self.has_privacy_mode;
        inside
            && (hears_all
                || is_service_message(bubble)
                || self.is_reply_to_bot(bubble)
                || self.is_command(bubble))
    }

    fn is_reply_to_bot(&self, bubble: &ChatMessage) -> bool {
        let answered = bubble.reply_to_message_id.and_then(|id| self.message(bubble.chat_id, id));
        answered.is_some_and(|answered| answered.author == Author::Bot)
    }

    /// A command at the beginning that is not for another bot.
    fn is_command(&self, bubble: &ChatMessage) -> bool {
        let first = bubble.plain_text.split_whitespace().next().unwrap_or_default();
        let addressee = first.split_once('@').map(|(_, name)| name);
        first.starts_with('/')
            && !bubble.entities.is_empty()
            && addressee.is_none_or(|name| name.eq_ignore_ascii_case(&self.bot.username))
    }
}

/// What Telegram itself writes reaches every bot.
fn is_service_message(bubble: &ChatMessage) -> bool {
    const KINDS: [&str; 6] = [
        "forum_topic_created",
        "group_chat_created",
        "new_chat_members",
        "left_chat_member",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
    ];
    bubble.media.as_ref().is_some_and(|media| KINDS.contains(&media.kind.as_str()))
}
