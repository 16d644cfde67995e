//! An emulated Telegram: users, chats, one bot, and the Bot API that this bot calls. It needs no token
//! and no network, and it refuses what Telegram refuses, in Telegram's words where they are known.
//!
//! [`TelegramEmulator`] holds the state. A test acts as the users (`user_sends_text`,
//! `user_presses_button` …); each action queues the update that Telegram would send. The bot calls
//! methods over HTTP ([`BotApiServer`]) or in the same process ([`TelegramEmulator::call`]). The test
//! then reads the chats ([`TelegramEmulator::messages`]) and the log of the bot's requests
//! ([`TelegramEmulator::requests`]).
//!
//! Conventions: ids are Telegram's own `i64` numbers, and the id of a private chat is the id of its user.
//! Moments are [`Millis`] since the Unix epoch. `Value`s have the shape that the Bot API documents for
//! the object that is named. Lengths of texts are counted in UTF-16 units, as the Bot API counts them.
//!
//! ```
//! use serde_json::json;
//! use telegram_emulator::{BotAccount, SystemClock, TelegramEmulator};
//!
//! let bot = BotAccount {
//!     token: "42:secret".into(),
//!     id: 42,
//!     name: "Echo".into(),
//!     username: "echo_bot".into(),
//! };
//! let telegram = TelegramEmulator::new(SystemClock::new(), bot);
//! telegram.add_user(7, "Marie", None, Some("fr"));
//! telegram.user_sends_text(7, "/start");
//!
//! let updates = telegram.call("getUpdates", json!({})).unwrap();
//! assert_eq!(updates[0]["message"]["text"], "/start");
//! telegram.call("sendMessage", json!({ "chat_id": 7, "text": "Hello" })).unwrap();
//! assert_eq!(telegram.latest_message(7).unwrap().plain_text, "Hello");
//! ```

#![warn(missing_docs)]

// ---- data
mod api_error;
mod clock;
mod model;
mod text;

// ---- texts and requests as the Bot API reads them
mod formatting;
mod request;

// ---- the state, and what the bot and the users change in it
mod methods;
mod people;
mod state;

// ---- the public handle, and HTTP over it
mod emulator;
mod server;

pub use api_error::BotApiError;
pub use clock::{Clock, ManualClock, Millis, SystemClock};
pub use emulator::TelegramEmulator;
pub use model::{
    Author, BotAccount, ButtonNotFound, CallbackAnswer, ChatMessage, Media, PressOutcome, ReplyKeyboard,
    SentMessage, User, UserMedia,
};
pub use request::{Upload, Uploads, method_names};
pub use server::{Backends, BotApiServer, deliver_webhooks};
pub use state::{Fault, FloodLimits, LoggedRequest, Rate, StoredFile};
