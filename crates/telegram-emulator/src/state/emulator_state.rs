//! The whole state as one struct, and the changes of chats on which everything else builds.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::bot_profile::BotProfile;
use super::fault_queue::FaultQueue;
use super::file_store::FileStore;
use super::flood_limits::FloodMeter;
use super::request_log::{RequestLog, push_bounded};
use super::update_queue::UpdateQueue;
use crate::clock::Clock;
use crate::model::{Author, BotAccount, CallbackAnswer, Chat, ChatMessage, ChatType, PendingCallback, User};

/// Group ids begin above this number; the emulator only needs them to be distinct from user ids.
const FIRST_GROUP_ID: i64 = 4_000_000_000;

/// Everything that one emulated Telegram knows.
pub(crate) struct EmulatorState {
    pub clock: Arc<dyn Clock>,
    pub bot: BotAccount,
    /// How many entries of each list are kept.
    pub history_limit: usize,
    /// In privacy mode the bot gets only commands, replies to it and service messages of a group.
    pub has_privacy_mode: bool,
    pub users: HashMap<i64, User>,
    pub chats: HashMap<i64, Chat>,
    /// Private chats and groups share one sequence of message numbers.
    last_message_id: i64,
    last_group_id: i64,
    pub update_queue: UpdateQueue,
    pub pending_callbacks: HashMap<String, PendingCallback>,
    pub callback_answers: VecDeque<CallbackAnswer>,
    pub files: FileStore,
    pub profile: BotProfile,
    pub flood_meter: FloodMeter,
    pub request_log: RequestLog,
    pub faults: FaultQueue,
}

impl EmulatorState {
    /// No users and no chats.
    pub fn new(clock: Arc<dyn Clock>, bot: BotAccount) -> Self {
        Self {
            clock,
            bot,
            history_limit: usize::MAX,
            has_privacy_mode: true,
            users: HashMap::new(),
            chats: HashMap::new(),
            last_message_id: 0,
            last_group_id: FIRST_GROUP_ID,
            update_queue: UpdateQueue::new(),
            pending_callbacks: HashMap::new(),
            callback_answers: VecDeque::new(),
            files: FileStore::default(),
            profile: BotProfile::default(),
            flood_meter: FloodMeter::default(),
            request_log: RequestLog::default(),
            faults: FaultQueue::default(),
        }
    }

    /// Adds a user, or replaces one with the same id, and opens their private chat.
    pub fn insert_user(&mut self, user: User) {
        let id = user.id;
        self.users.insert(id, user);
        self.chats.entry(id).or_insert_with(|| Chat::new(ChatType::Private, "", id));
    }

    /// Adds a user with a made-up name unless the id is known.
    pub fn ensure_user(&mut self, user: i64) {
        if !self.users.contains_key(&user) {
            self.insert_user(User {
                id: user,
                first_name: format!("Personne {user}"),
                last_name: None,
                language_code: Some("fr".to_owned()),
            });
        }
    }

    /// Creates a group, supergroup or channel without the bot; returns its id.
    pub fn create_chat(&mut self, owner: i64, title: &str, chat_type: ChatType) -> i64 {
        self.ensure_user(owner);
        self.last_group_id += 1;
        let id = match chat_type {
            ChatType::Private | ChatType::Group => -self.last_group_id,
            ChatType::Supergroup | ChatType::Channel => -1_000_000_000_000 - self.last_group_id,
        };
        self.chats.insert(id, Chat::new(chat_type, title, owner));
        id
    }

    /// An empty message with the present date, which is not in its chat yet.
    pub fn new_message(&self, chat: i64, author: Author) -> ChatMessage {
        ChatMessage::new(chat, author, self.clock.message_date(), self.clock.real_now())
    }

    /// Puts a message into its chat; returns its number, or 0 for an unknown chat.
    pub fn insert_message(&mut self, mut message: ChatMessage) -> i64 {
        let Some(chat) = self.chats.get_mut(&message.chat_id) else { return 0 };
        let counter = match chat.chat_type {
            ChatType::Private | ChatType::Group => &mut self.last_message_id,
            ChatType::Supergroup | ChatType::Channel => &mut chat.last_message_id,
        };
        *counter += 1;
        message.message_id = *counter;
        chat.messages.insert(message.message_id, message);
        while chat.messages.len() > self.history_limit {
            chat.messages.pop_first();
        }
        *counter
    }

    /// A message by its number.
    pub fn message(&self, chat: i64, id: i64) -> Option<&ChatMessage> {
        self.chats.get(&chat)?.messages.get(&id)
    }

    /// Whether this is the chat of a user with the bot.
    pub fn is_private(&self, chat: i64) -> bool {
        self.chats.get(&chat).is_some_and(|chat| chat.chat_type == ChatType::Private)
    }

    /// Records the answer to a callback query.
    pub fn add_callback_answer(&mut self, answer: CallbackAnswer) {
        push_bounded(&mut self.callback_answers, answer, self.history_limit);
    }
}
