//! Groups, supergroups and channels: creation, members, the bot's membership, upgrades, posts.

use serde_json::json;

use super::handle::TelegramEmulator;
use crate::formatting::plain;
use crate::model::{Author, ChatMemberStatus, ChatType, Media, SentMessage};

/// Groups and channels. `by` is the user who acts.
impl TelegramEmulator {
    /// Creates a group with the bot as a member; returns its chat id.
    pub fn create_group(&self, by: i64, title: &str) -> i64 {
        self.modify(|state| {
            let id = state.create_chat(by, title, ChatType::Group);
            state.change_bot_status(id, by, ChatMemberStatus::Member);
            state.add_service_message(id, by, "group_chat_created", json!(true));
            id
        })
    }

    /// Creates a supergroup without the bot; returns its chat id.
    pub fn create_supergroup(&self, by: i64, title: &str) -> i64 {
        self.modify(|state| state.create_chat(by, title, ChatType::Supergroup))
    }

    /// Creates a channel without the bot; returns its chat id.
    pub fn create_channel(&self, by: i64, title: &str) -> i64 {
        self.modify(|state| state.create_chat(by, title, ChatType::Channel))
    }

    /// Adds a user to a group.
    pub fn user_joins(&self, chat: i64, user: i64) {
        self.modify(|state| {
            state.ensure_user(user);
            if let Some(chat) = state.chats.get_mut(&chat) {
                chat.members.insert(user);
            }
            let members = json!([state.user_json(user)]);
            state.add_service_message(chat, user, "new_chat_members", members);
        });
    }

    /// Adds the bot to a chat. In a channel it becomes an administrator.
    pub fn add_bot(&self, chat: i64, by: i64) {
        self.modify(|state| {
            let is_channel = state.chats.get(&chat).is_some_and(|chat| chat.chat_type == ChatType::Channel);
            let status = if is_channel { ChatMemberStatus::Administrator } else { ChatMemberStatus::Member };
            state.change_bot_status(chat, by, status);
            if !is_channel {
                let members = json!([state.bot.json()]);
                state.add_service_message(chat, by, "new_chat_members", members);
            }
        });
    }

    /// Makes the bot an administrator of a chat that it is in.
    pub fn promote_bot(&self, chat: i64, by: i64) {
        self.modify(|state| state.change_bot_status(chat, by, ChatMemberStatus::Administrator));
    }

    /// Makes a user an administrator of a group or channel, or an ordinary member again.
    pub fn set_administrator(&self, chat: i64, user: i64, is_administrator: bool) {
        self.modify(|state| {
            state.ensure_user(user);
            let Some(chat) = state.chats.get_mut(&chat) else { return };
            chat.members.insert(user);
            if is_administrator {
                chat.administrators.insert(user);
            } else {
                chat.administrators.remove(&user);
            }
        });
    }

    /// Takes the right to post in a chat from the bot, which stays there.
    pub fn mute_bot(&self, chat: i64, by: i64) {
        self.modify(|state| state.change_bot_status(chat, by, ChatMemberStatus::Muted));
    }

    /// Gives a group another title. In a channel, which announces it by a post, `by` is not named.
    pub fn rename_chat(&self, chat: i64, by: i64, title: &str) {
        self.modify(|state| {
            let Some(renamed) = state.chats.get_mut(&chat) else { return };
            renamed.title = title.to_owned();
            let is_channel = renamed.chat_type == ChatType::Channel;
            let author = if is_channel { Author::Channel } else { Author::User(by) };
            let mut message = state.new_message(chat, author);
            message.media = Some(Media { kind: "new_chat_title".to_owned(), value: json!(title) });
            state.insert_and_queue(if is_channel { "channel_post" } else { "message" }, message);
        });
    }

    /// Removes the bot from a chat.
    pub fn remove_bot(&self, chat: i64, by: i64) {
        self.modify(|state| {
            if state.chats.get(&chat).is_some_and(|chat| chat.chat_type == ChatType::Group) {
                let bot = state.bot.json();
                state.add_service_message(chat, by, "left_chat_member", bot);
            }
            state.change_bot_status(chat, by, ChatMemberStatus::Kicked);
        });
    }

    /// Upgrades a group to a supergroup; returns its new chat id. Messages to the old id are refused.
    pub fn migrate_to_supergroup(&self, chat: i64) -> i64 {
        self.modify(|state| {
            let Some(old) = state.chats.get(&chat) else { return chat };
            let (owner, title, status) = (old.owner_id, old.title.clone(), old.bot_status);
            let (members, administrators) = (old.members.clone(), old.administrators.clone());
            let to = state.create_chat(owner, &title, ChatType::Supergroup);
            if let Some(new) = state.chats.get_mut(&to) {
                (new.bot_status, new.members, new.administrators) = (status, members, administrators);
            }
            state.add_service_message(chat, owner, "migrate_to_chat_id", json!(to));
            state.add_service_message(to, owner, "migrate_from_chat_id", json!(chat));
            if let Some(old) = state.chats.get_mut(&chat) {
                old.migrated_to = Some(to);
            }
            to
        })
    }

    /// Publishes a post in a channel.
    pub fn post_in_channel(&self, channel: i64, text: &str) -> SentMessage {
        self.modify(|state| {
            let mut message = state.new_message(channel, Author::Channel);
            message.set_text(text, plain::parse_typed_text(text));
            state.insert_and_queue("channel_post", message)
        })
    }
}
