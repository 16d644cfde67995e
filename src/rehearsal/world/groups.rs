//! Groups, supergroups and channels: made, joined by the bot and left by it, upgraded; and what of
//! their talk reaches a bot in privacy mode.

use serde_json::{Value, json};

use super::marks::typed;
use super::people::Said;
use super::state::{Author, Bubble, Chat, Media, Sort, Standing};
use super::{Inner, World};

impl World {
    /// Makes a group with the bot in it; returns its chat id.
    pub fn group(&self, by: i64, title: &str) -> i64 {
        self.act(|inner| {
            let id = inner.found(by, title, Sort::Group);
            inner.changes_standing(id, by, Standing::Member);
            inner.service(id, by, "group_chat_created", json!(true));
            id
        })
    }

    /// Makes a supergroup, without the bot; returns its chat id.
    pub fn supergroup(&self, by: i64, title: &str) -> i64 {
        self.act(|inner| inner.found(by, title, Sort::Supergroup))
    }

    /// Makes a channel, without the bot; returns its chat id.
    pub fn channel(&self, by: i64, title: &str) -> i64 {
        self.act(|inner| inner.found(by, title, Sort::Channel))
    }

    /// A person joins a group.
    pub fn joins(&self, chat: i64, user: i64) {
        self.act(|inner| {
            inner.meet(user);
            if let Some(chat) = inner.chats.get_mut(&chat) {
                chat.members.insert(user);
            }
            let members = json!([inner.user_json(user)]);
            inner.service(chat, user, "new_chat_members", members);
        });
    }

    /// Adds the bot to a chat; in a channel it becomes an administrator.
    pub fn adds_bot(&self, chat: i64, by: i64) {
        self.act(|inner| {
            let channel = inner.chats.get(&chat).is_some_and(|chat| chat.sort == Sort::Channel);
            let standing = if channel { Standing::Administrator } else { Standing::Member };
            inner.changes_standing(chat, by, standing);
            if !channel {
                let members = json!([inner.bot.json()]);
                inner.service(chat, by, "new_chat_members", members);
            }
        });
    }

    /// Makes the bot an administrator of a chat it is in.
    pub fn promotes_bot(&self, chat: i64, by: i64) {
        self.act(|inner| inner.changes_standing(chat, by, Standing::Administrator));
    }

    /// Throws the bot out.
    pub fn removes_bot(&self, chat: i64, by: i64) {
        self.act(|inner| {
            if inner.chats.get(&chat).is_some_and(|chat| chat.sort == Sort::Group) {
                let bot = inner.bot.json();
                inner.service(chat, by, "left_chat_member", bot);
            }
            inner.changes_standing(chat, by, Standing::Kicked);
        });
    }

    /// A group becomes a supergroup; returns its new chat id.
    pub fn migrates(&self, chat: i64) -> i64 {
        self.act(|inner| {
            let Some(old) = inner.chats.get(&chat) else { return chat };
            let (owner, title, standing, members) =
                (old.owner, old.title.clone(), old.standing, old.members.clone());
            let to = inner.found(owner, &title, Sort::Supergroup);
            if let Some(new) = inner.chats.get_mut(&to) {
                (new.standing, new.members) = (standing, members);
            }
            inner.service(chat, owner, "migrate_to_chat_id", json!(to));
            inner.service(to, owner, "migrate_from_chat_id", json!(chat));
            if let Some(old) = inner.chats.get_mut(&chat) {
                old.migrated_to = Some(to);
            }
            to
        })
    }

    /// Something appears in a channel.
    pub fn posts(&self, channel: i64, text: &str) -> Said {
        self.act(|inner| {
            let mut bubble = inner.bubble(channel, Author::Channel);
            bubble.write(text, typed(text));
            let message_id = inner.add(bubble);
            let seen = inner.message(channel, message_id).filter(|bubble| inner.reaches_bot(bubble));
            let json = seen.map(|bubble| inner.message_json(bubble));
            Said { message_id, update_id: json.and_then(|json| inner.update("channel_post", json)) }
        })
    }
}

impl Inner {
    pub(super) fn found(&mut self, by: i64, title: &str, sort: Sort) -> i64 {
        self.meet(by);
        self.last_group_id += 1;
        let id = match sort {
            Sort::Private | Sort::Group => -self.last_group_id,
            Sort::Supergroup | Sort::Channel => -1_000_000_000_000 - self.last_group_id,
        };
        self.chats.insert(id, Chat::new(sort, title, by));
        id
    }

    /// Changes how the bot stands with a chat, and tells it.
    pub(super) fn changes_standing(&mut self, chat: i64, by: i64, to: Standing) -> Option<i64> {
        let place = self.chats.get_mut(&chat)?;
        let from = std::mem::replace(&mut place.standing, to);
        let (old, new) = (self.member_json(from, self.bot.id), self.member_json(to, self.bot.id));
        let date = self.clock.now() / 1_000;
        let (chat, by) = (self.chat_json(chat), self.user_json(by));
        let change = json!({
            "chat": chat, "from": by, "date": date, "old_chat_member": old, "new_chat_member": new,
        });
        self.update("my_chat_member", change)
    }

    /// A message that Telegram itself writes into a chat.
    fn service(&mut self, chat: i64, by: i64, kind: &str, value: Value) {
        let mut bubble = self.bubble(chat, Author::Person(by));
        bubble.media = Some(Media { kind: kind.to_owned(), value });
        self.arrives(bubble);
    }

    /// Whether the bot gets an update of a message.
    pub(super) fn reaches_bot(&self, bubble: &Bubble) -> bool {
        let Some(chat) = self.chats.get(&bubble.chat_id) else { return false };
        let inside = matches!(chat.standing, Standing::Member | Standing::Administrator);
        let hears_all = chat.sort == Sort::Private
            || chat.sort == Sort::Channel
            || chat.standing == Standing::Administrator
            || !self.privacy;
        inside && (hears_all || is_service(bubble) || self.is_reply_to_bot(bubble) || self.is_command(bubble))
    }

    fn is_reply_to_bot(&self, bubble: &Bubble) -> bool {
        let answered = bubble.reply_to.and_then(|id| self.message(bubble.chat_id, id));
        answered.is_some_and(|answered| answered.from == Author::Bot)
    }

    /// A command at the beginning that is not for another bot.
    fn is_command(&self, bubble: &Bubble) -> bool {
        let first = bubble.plain.split_whitespace().next().unwrap_or_default();
        let addressee = first.split_once('@').map(|(_, name)| name);
        first.starts_with('/')
            && !bubble.entities.is_empty()
            && addressee.is_none_or(|name| name.eq_ignore_ascii_case(&self.bot.username))
    }
}

/// What Telegram itself writes reaches every bot.
fn is_service(bubble: &Bubble) -> bool {
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
